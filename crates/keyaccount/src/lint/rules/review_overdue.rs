//! KA-801 `review-overdue`.

use crate::lifecycle::{
    CadenceGap, HoldInterval, Schedule, ScheduleAsOf, SlotStatus, cadence_schedule, replay, review_log,
};
use crate::lint::context::Context;
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{Cadence, CadenceKind};
use crate::quantity::{Date, add_days};

declare_rule! {
    /// ## What it checks
    ///
    /// In execution or review, a slot of a rhythm of reviews lies more than `grace_days` back, comes after the last one that a review
    /// served, and was not cancelled by a hold. Two such slots or more are an error. Each cadence is judged by itself, operational meetings
    /// apart. A rhythm shorter than 42 days has a third of it as grace.
    ///
    /// Where the plan has no such cadence the stated day of the next review is the slot; it is served by a review in
    /// the 30 days before it or later. A cadence without a day to count from, in a plan without a day of launch, is not evaluated.
    ///
    /// ## Why it matters
    ///
    /// The first review that is skipped has a reason. The second one has a habit.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/governance/reviews/1/held_on"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/governance/reviews/1/held_on", "value": "2026-09-29"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `grace_days`: how many days a review may be late.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 9 (quarterly or more often) and S1 (the review of each cycle). The days are a house default.
    pub(super) static REVIEW_OVERDUE = {
        code: "KA-801",
        name: "review-overdue",
        severity: Severity::Warning,
        nature: Nature::Stale,
        tiers: PLANNED_TIERS,
        inputs: &[
            "/account/lifecycle",
            "/governance/cadences/*/id",
            "/governance/cadences/*/kind",
            "/governance/cadences/*/every",
            "/governance/cadences/*/unit",
            "/governance/cadences/*/anchor_on",
            "/governance/reviews/*/kind",
            "/governance/reviews/*/cadence_id",
            "/governance/reviews/*/held_on",
            "/history/*/from",
            "/history/*/to",
            "/history/*/effective_on",
            "/plan/launched_on",
            "/plan/next_review_on",
        ],
        needs_date: true,
        parameters: &[Parameter::number("grace_days", 14.0, "how many days a review may be late", "house default").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(as_of) = cx.as_of().filter(|_| cx.is_running()) else {
        return;
    };
    let cadences = cx.plan().governance.cadences.iter().enumerate();
    let of_reviews =
        cadences.filter(|(_, cadence)| cadence.kind.is_some_and(|kind| kind != CadenceKind::Operational));
    let mut of_reviews = of_reviews.peekable();
    if of_reviews.peek().is_none() {
        sink.drafts.extend(stated_day(cx));
        return;
    }
    let mut holds = replay(&cx.plan().history, None).holds;
    holds.extend(HoldInterval::of(cx.lifecycle()));
    for (index, cadence) in of_reviews {
        let field = match cadence_schedule(cadence, cx.launched_on()) {
            Ok(schedule) => {
                let schedule = Schedule {
                    grace_days: cx.whole_number("grace_days"),
                    ..schedule
                };
                let log = review_log(cadence, &cx.plan().governance.reviews, &holds);
                sink.drafts
                    .extend(draft(index, cadence, &schedule.as_of(as_of, &log)));
                continue;
            }
            Err(CadenceGap::Anchor) => "anchor_on",
            Err(_) => "every",
        };
        sink.cannot_judge(
            Reason::InputMissing,
            format!("/governance/cadences/{index}/{field}"),
        );
    }
}

fn draft(index: usize, cadence: &Cadence, schedule: &ScheduleAsOf<'_>) -> Option<Draft> {
    let count = schedule.overdue_slots();
    if count == 0 {
        return None;
    }
    let from = schedule.last_held_on().unwrap_or(schedule.schedule().anchor.on());
    let mut slots = schedule.slots_between(from, schedule.as_of());
    let first = slots.find(|slot| matches!(slot.status, SlotStatus::Overdue | SlotStatus::Missed))?;
    let path = format!("/governance/cadences/{index}");
    let (one, several) = names(cadence.kind?);
    let draft = if count == 1 {
        let sentence = "The {review} due on {due} was not held.";
        Draft::new(
            path,
            "one",
            sentence,
            [("review", one.into()), ("due", first.on.into())],
        )
    } else {
        let sentence = "{count} {reviews} in a row were not held, the first one due on {due}.";
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        let args = [
            ("count", count.into()),
            ("reviews", several.into()),
            ("due", first.on.into()),
        ];
        Draft::new(path, "several", sentence, args).severity(Severity::Error)
    };
    Some(draft.help("Hold the review, and record when and with whom."))
}

/// Judges the stated day of the next review in a plan without a rhythm.
fn stated_day(cx: &Context<'_>) -> Option<Draft> {
    let due = cx.plan().plan.next_review_on?;
    let opens = add_days(due, -30).unwrap_or(Date::MIN);
    let reviews = cx.plan().governance.reviews.iter();
    let mut held = reviews
        .filter(|review| review.kind != Some(CadenceKind::Operational))
        .filter_map(|review| review.held_on);
    let is_served = held.any(|held| held >= opens && cx.as_of().is_some_and(|as_of| held <= as_of));
    let is_late = cx.age_days(due)? > f64::from(cx.whole_number("grace_days"));
    (is_late && !is_served).then(|| {
        let sentence = "The review due on {due} was not held.";
        let draft = Draft::new("/plan/next_review_on", "stated", sentence, [("due", due.into())]);
        draft.help("Hold the review, and record when and with whom.")
    })
}

/// Returns what one review of the kind is called, and several.
fn names(kind: CadenceKind) -> (&'static str, &'static str) {
    match kind {
        CadenceKind::Operational => ("operational meeting", "operational meetings"),
        CadenceKind::Refinement => ("refinement", "refinements"),
        CadenceKind::JointReview => ("joint review", "joint reviews"),
        CadenceKind::Executive => ("executive review", "executive reviews"),
        CadenceKind::CycleReview => ("review of the cycle", "reviews of the cycle"),
    }
}
