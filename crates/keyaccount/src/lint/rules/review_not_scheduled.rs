//! KA-111 `review-not-scheduled`.

use crate::account::LifecycleState;
use crate::lint::context::Context;
use crate::lint::finding::{Applicability, Edit, Fix};
use crate::lint::rule::{LAUNCH_GATE, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{CadenceKind, Plan};
use crate::quantity::Date;

declare_rule! {
    /// ## What it checks
    ///
    /// No review lies ahead: the plan's next review date is absent or past, and no review that has not been held is planned for the day of
    /// judgement or later. Operational meetings do not count: they do not look at the plan. A warning while the plan waits for its
    /// launch, an error in execution and review. Accounts on hold, exiting or deselected are left out.
    ///
    /// ## Why it matters
    ///
    /// Plans that nobody opens again are out of date within weeks. The date of the next look is what keeps one alive.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/plan/next_review_on"},
    ///  {"op": "remove", "path": "/governance/reviews/15"},
    ///  {"op": "remove", "path": "/governance/reviews/14"},
    ///  {"op": "remove", "path": "/governance/reviews/13"},
    ///  {"op": "remove", "path": "/governance/reviews/11"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/plan/next_review_on"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 9 (refine quarterly or more often) and S1 (review and evaluation).
    pub(super) static REVIEW_NOT_SCHEDULED = {
        code: "KA-111",
        name: "review-not-scheduled",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: PLANNED_TIERS,
        gates: LAUNCH_GATE,
        inputs: &[
            "/plan/next_review_on",
            "/governance/reviews/*/kind",
            "/governance/reviews/*/planned_on",
            "/governance/reviews/*/held_on",
            "/account/lifecycle/state",
        ],
        needs_date: true,
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(as_of) = cx.as_of() else { return };
    let is_running = match cx.state() {
        LifecycleState::Execution | LifecycleState::Review => true,
        LifecycleState::OnHold | LifecycleState::Exiting | LifecycleState::Deselected => return,
        LifecycleState::Candidate | LifecycleState::Selection | LifecycleState::Strategy => false,
    };
    if is_scheduled(cx.plan(), as_of) {
        return;
    }
    let path = "/plan/next_review_on";
    let draft = match cx.plan().plan.next_review_on {
        None => Draft::new(path, "none", "No review of the plan lies ahead.", []),
        Some(last) => Draft::new(
            path,
            "past",
            "No review of the plan lies ahead; the date on record ({last}) has passed.",
            [("last", last.into())],
        ),
    };
    let draft = draft.help("Agree the date of the next review.");
    let draft = match cx.next_review().filter(|next| next.on >= as_of) {
        Some(next) => draft.fix(proposal(cx, next.on)),
        None => draft,
    };
    sink.report(if is_running {
        draft.severity(Severity::Error)
    } else {
        draft
    });
}

/// Returns the fix that proposes the next day of the rhythm; a date is a promise, so somebody has to agree.
fn proposal(cx: &Context<'_>, next_on: Date) -> Fix {
    let path = "/plan/next_review_on";
    let edits = match cx.root().at_pointer(path) {
        Some(node) => vec![Edit::test(path, node), Edit::replace(path, next_on)],
        None => vec![Edit::add(path, next_on)],
    };
    Fix {
        title: format!("Plan the next review for {next_on}"),
        applicability: Applicability::Unsafe,
        edits,
        preferred: true,
    }
}

fn is_scheduled(plan: &Plan, as_of: Date) -> bool {
    let lies_ahead = |date: Option<Date>| date.is_some_and(|date| date >= as_of);
    let mut reviews = plan.governance.reviews.iter();
    lies_ahead(plan.plan.next_review_on)
        || reviews.any(|review| {
            let is_meant = review.kind != Some(CadenceKind::Operational) && review.held_on.is_none();
            is_meant && lies_ahead(review.planned_on)
        })
}
