//! Step 9: whether the plan is looked at again in time.

use super::answer::{LackKind, StepReason};
use super::facts::Facts;
use super::step::{Found, lack};
use crate::lifecycle::{HoldInterval, Schedule, SlotPeriod, cadence_schedule, review_log};
use crate::plan::CadenceKind;
use crate::quantity::{Date, add_days, add_months};
use crate::vocabulary::RhythmUnit;

/// Returns half of the step where the next review lies within the limit of the tier, and half where none is overdue.
///
/// Every meeting but an operational one looks at the plan. The next review is
/// near enough where one is planned at most so many months ahead, or where a cadence that is no slower has a next day.
/// A cadence is overdue when a slot after the last one served is past its grace; a date that belongs to no cadence when
/// no review was held since, after as many days of grace.
pub(super) fn refinement(facts: &Facts<'_>) -> Found {
    let Some(as_of) = facts.as_of else {
        return Found::not_measured(StepReason::AsOfMissing);
    };
    let Some(tier) = facts.tier() else {
        return Found::not_measured(StepReason::TierMissing);
    };
    let max_months = facts.settings.refinement_max_months.of(tier);
    let cadences = Cadences::of(facts, as_of, max_months);
    let dates = Dates::of(facts, as_of);
    let limit = i32::try_from(max_months)
        .ok()
        .and_then(|months| add_months(as_of, months));
    let is_near = |date: &Date| *date >= as_of && limit.is_none_or(|limit| *date <= limit);
    let next = if cadences.is_near || dates.ahead.iter().any(is_near) {
        Ok(())
    } else if cadences.is_scheduled || dates.ahead.iter().any(|date| *date >= as_of) {
        Err(lack("/plan/next_review_on", LackKind::NextReviewTooLate))
    } else {
        Err(cadences.incomplete_or(|| lack("/plan/next_review_on", LackKind::NextReviewMissing)))
    };
    let overdue = cadences.overdue.clone();
    let on_time = match overdue.or(dates.overdue.filter(|_| !cadences.is_scheduled)) {
        Some(path) => Err(lack(path, LackKind::ReviewOverdue)),
        None if cadences.is_scheduled || !dates.ahead.is_empty() => Ok(()),
        None => Err(cadences.incomplete_or(|| lack("/governance/cadences", LackKind::NextReviewMissing))),
    };
    Found::halves([next, on_time])
}

fn is_review(kind: Option<CadenceKind>) -> bool {
    kind.is_some_and(|kind| kind != CadenceKind::Operational)
}

/// What the cadences of reviews say.
#[derive(Debug, Default)]
struct Cadences {
    /// Whether one of them can be calculated and has a next day.
    is_scheduled: bool,
    /// Whether one of those is no slower than the limit.
    is_near: bool,
    /// The place of the first that is overdue.
    overdue: Option<String>,
    /// The place of the first that cannot be calculated.
    incomplete: Option<String>,
}

impl Cadences {
    fn of(facts: &Facts<'_>, as_of: Date, max_months: u32) -> Self {
        let holds: Vec<HoldInterval> = facts
            .of_account(|account| HoldInterval::of(&account.lifecycle))
            .into_iter()
            .collect();
        let limit = SlotPeriod::new(max_months, RhythmUnit::Months).ok();
        let governance = &facts.plan.governance;
        let mut found = Self::default();
        for (at, cadence) in governance.cadences.iter().enumerate() {
            if !is_review(cadence.kind) {
                continue;
            }
            let path = || Some(format!("/governance/cadences/{at}"));
            let Ok(schedule) = cadence_schedule(cadence, facts.launched_on()) else {
                found.incomplete = found.incomplete.or_else(path);
                continue;
            };
            let log = review_log(cadence, &governance.reviews, &holds);
            let now = schedule.as_of(as_of, &log);
            let is_scheduled = now.next_due().is_some();
            found.is_scheduled |= is_scheduled;
            found.is_near |=
                is_scheduled && limit.is_some_and(|limit| !schedule.period.is_longer_than(limit));
            if now.overdue_slots() > 0 {
                found.overdue = found.overdue.or_else(path);
            }
        }
        found
    }

    /// Returns that a cadence cannot be calculated where that is so, else what `otherwise` says.
    fn incomplete_or(&self, otherwise: impl Fn() -> super::Lack) -> super::Lack {
        match &self.incomplete {
            Some(path) => lack(path.as_str(), LackKind::CadenceIncomplete),
            None => otherwise(),
        }
    }
}

/// What the dates of reviews say that stand in the plan.
#[derive(Debug, Default)]
struct Dates {
    /// The days of reviews that are still to be held, whether they have passed or not.
    ahead: Vec<Date>,
    /// The place of the first that is overdue.
    overdue: Option<String>,
}

impl Dates {
    fn of(facts: &Facts<'_>, as_of: Date) -> Self {
        let reviews = &facts.plan.governance.reviews;
        let held = reviews.iter().filter(|review| is_review(review.kind));
        let last_held_on = held
            .filter_map(|review| review.held_on)
            .filter(|day| *day <= as_of)
            .max();
        let own = facts.plan.plan.next_review_on;
        let own = own.map(|day| ("/plan/next_review_on".to_owned(), day));
        let planned = reviews.iter().enumerate().filter_map(|(at, review)| {
            let is_open = is_review(review.kind) && review.held_on.is_none();
            let day = review.planned_on.filter(|_| is_open)?;
            Some((format!("/governance/reviews/{at}/planned_on"), day))
        });
        let open: Vec<(String, Date)> = own
            .into_iter()
            .chain(planned)
            .filter(|(_, day)| last_held_on.is_none_or(|held| held < *day))
            .collect();
        let is_overdue =
            |day: Date| add_days(day, i64::from(Schedule::GRACE_DAYS)).is_some_and(|last| last < as_of);
        Self {
            ahead: open.iter().map(|(_, day)| *day).collect(),
            overdue: open
                .into_iter()
                .find(|(_, day)| is_overdue(*day))
                .map(|(path, _)| path),
        }
    }
}
