//! KA-857 `period-over-no-next-cycle`.

use std::collections::BTreeSet;

use crate::lint::context::Context;
use crate::lint::finding::{Limit, Measure};
use crate::lint::gate::Gate;
use crate::lint::parameter::Parameter;
use crate::lint::rule::{GateUse, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{Plan, PlanStatus, PlanView};
use crate::quantity::PlanId;

declare_rule! {
    /// ## What it checks
    ///
    /// In execution or review the last day of the plan lies more than `grace_days` back, and there is no plan of a later cycle. There
    /// is one when the plan names its successor, when a plan of the account in the portfolio names this one as its predecessor, has a
    /// higher cycle or a period that begins later, or when the account lists a plan that is neither this one nor its predecessor, and
    /// that cannot be looked at. Plans that were superseded or closed are not judged.
    ///
    /// ## Why it matters
    ///
    /// After the last day nobody owes anybody anything. Work goes on by habit, and habits are what a rival changes.
    ///
    /// ## Example
    ///
    /// ```json mode:gate:G4
    /// [{"op": "replace", "path": "/plan/period", "value": {"start": "2023-09-01", "end": "2026-08-30"}}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json mode:gate:G4
    /// [{"op": "replace", "path": "/plan/period", "value": {"start": "2023-09-01", "end": "2026-08-31"}}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `grace_days`: how many days the plan of the next cycle may be late.
    ///
    /// ## Source
    ///
    /// KAM practice, S1 (the review refines the strategy for the next cycle). The days are a house default.
    pub(super) static PERIOD_OVER_NO_NEXT_CYCLE = {
        code: "KA-857",
        name: "period-over-no-next-cycle",
        severity: Severity::Error,
        nature: Nature::Stale,
        tiers: PLANNED_TIERS,
        gates: &[GateUse::warning(Gate::G4)],
        inputs: &[
            "/account/lifecycle/state",
            "/account/plan_ids",
            "/id",
            "/plan/cycle",
            "/plan/period",
            "/plan/predecessor_id",
            "/plan/status",
            "/plan/successor_id",
        ],
        needs_date: true,
        parameters: &[Parameter::number("grace_days", 30.0, "how many days the plan of the next cycle may be late", "house default").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let header = &cx.plan().plan;
    let is_over = matches!(header.status, Some(PlanStatus::Superseded | PlanStatus::Closed));
    // An end that does not come after the start is a fault of its own.
    let period = header.period.as_ref().filter(|period| period.start < period.end);
    let end = period.and_then(|period| period.end);
    let Some(end) = end.filter(|_| cx.is_running() && !is_over) else {
        return;
    };
    let limit = cx.number("grace_days");
    let Some(age_days) = cx.age_days(end).filter(|age| *age > limit) else {
        return;
    };
    if has_next(cx) {
        return;
    }
    let draft = Draft::new(
        "/plan/successor_id",
        "no-plan",
        "The plan ended on {end}, {age_days} days ago, and there is no plan for the next cycle.",
        [("end", end.into()), ("age_days", age_days.into())],
    );
    let observed = Measure {
        value: age_days.into(),
        unit: Some("days"),
    };
    let expected = Limit {
        op: "<=",
        value: limit.into(),
        unit: Some("days"),
    };
    let help = "Evaluate the cycle, write the plan of the next one and name it as successor.";
    sink.report(draft.measured(observed, expected).help(help));
}

/// Returns whether there is a plan of a later cycle, or one that may be.
fn has_next(cx: &Context<'_>) -> bool {
    let own = cx.plan();
    if own.plan.successor_id.is_some() {
        return true;
    }
    let mut known: BTreeSet<PlanId> = own.id.iter().chain(&own.plan.predecessor_id).cloned().collect();
    let texts = cx.portfolio().map_or(&[][..], |portfolio| &portfolio.plans);
    for text in texts {
        let Ok(document) = text.document() else { continue };
        let Ok(view) = PlanView::read(document.root()) else {
            continue;
        };
        let plan = view.plan;
        if plan.id.is_none() || plan.id == own.id || plan.account.id != own.account.id {
            continue;
        }
        if is_later(&plan, own) {
            return true;
        }
        known.extend(plan.id);
    }
    let listed = cx.account.into_iter().flat_map(|account| &account.plan_ids);
    let mut listed = listed.chain(&own.account.plan_ids);
    listed.any(|id| !known.contains(id))
}

fn is_later(plan: &Plan, own: &Plan) -> bool {
    let start = |plan: &Plan| plan.plan.period.as_ref().and_then(|period| period.start);
    let names_own = plan.plan.predecessor_id.is_some() && plan.plan.predecessor_id == own.id;
    let has_higher_cycle = plan
        .plan
        .cycle
        .zip(own.plan.cycle)
        .is_some_and(|(next, own)| next > own);
    let begins_later = start(plan).zip(start(own)).is_some_and(|(next, own)| next > own);
    names_own || has_higher_cycle || begins_later
}
