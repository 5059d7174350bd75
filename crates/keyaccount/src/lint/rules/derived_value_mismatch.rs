//! KA-015 `derived-value-mismatch`.

use crate::account::{LifecycleState, Orientation};
use crate::lint::context::{Context, label};
use crate::lint::finding::{Applicability, Edit, Fix, Limit, Measure, Value};
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{PLAN_GATES, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{Plan, PlanStatus};

declare_rule! {
    /// ## What it checks
    ///
    /// A stored value differs from the one that the plan gives: the score of a risk from probability times impact; the total of the
    /// selection from the weighted mean of its scores; the revenue share from the annual value and the revenue of the whole
    /// company (with a portfolio that states it for a year, customers only); the cycle of the plan from the history. What cannot
    /// be computed is not judged.
    ///
    /// ## Why it matters
    ///
    /// Whoever sorts by the stored score sorts by an old opinion. Two numbers for one fact, and nobody knows which was meant.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/risks/1/score", "value": 12}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/risks/1/score"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `tolerance_ratio`: how far a share may be off. `tolerance_score`: how far a total may be off; totals are often written
    /// with one decimal. Whole numbers must be equal.
    ///
    /// ## Source
    ///
    /// House default.
    pub(super) static DERIVED_VALUE_MISMATCH = {
        code: "KA-015",
        name: "derived-value-mismatch",
        severity: Severity::Warning,
        nature: Nature::Inconsistent,
        profile: Profile::Recommended,
        gates: PLAN_GATES,
        inputs: &[
            "/risks/*/probability",
            "/risks/*/impact",
            "/risks/*/score",
            "/plan/cycle",
            "/plan/status",
            "/plan/launched_on",
            "/history/*/from",
            "/history/*/to",
            "/account/selection/total",
            "/account/selection/scores/*/value",
            "/account/selection/scores/*/weight",
            "/account/revenue_share",
            "/account/annual_value",
            "/account/orientation",
        ],
        parameters: &[
            Parameter::number("tolerance_ratio", 0.001, "how far a stored share may be off", "house default").smaller_is_stricter(),
            Parameter::number("tolerance_score", 0.05, "how far a stored total of scores may be off", "house default; one decimal").smaller_is_stricter(),
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    risk_scores(cx, sink);
    selection_total(cx, sink);
    revenue_share(cx, sink);
    cycle(cx, sink);
}

fn risk_scores(cx: &Context<'_>, sink: &mut Sink) {
    for (index, risk) in cx.plan().risks.iter().enumerate() {
        let Some((stored, computed)) = risk.score.zip(risk.rated_score()) else {
            continue;
        };
        if stored != computed {
            let what = format!("score of risk \"{}\"", label(risk.event.as_deref(), risk));
            let (stored, computed) = (i64::from(stored), i64::from(computed));
            sink.report(draft(format!("/risks/{index}/score"), &what, stored, computed));
        }
    }
}

/// Judges the total of the selection by the mean of its scores, weighted by shares that need not add up to one.
fn selection_total(cx: &Context<'_>, sink: &mut Sink) {
    let selection = &cx.plan().account.selection;
    let Some(stored) = selection.total else { return };
    let (mut sum, mut weights) = (0.0, 0.0);
    for score in &selection.scores {
        let Some((value, weight)) = score.value.zip(score.weight) else {
            return;
        };
        sum += value.get() * weight.get();
        weights += weight.get();
    }
    if weights > 0.0 {
        let computed = sum / weights;
        if is_off(stored.get(), computed, cx.number("tolerance_score")) {
            let path = "/account/selection/total";
            sink.report(draft(
                path,
                "total of the selection",
                stored.get(),
                shown(computed),
            ));
        }
    }
}

fn revenue_share(cx: &Context<'_>, sink: &mut Sink) {
    let stored = cx.plan().account.revenue_share.value();
    let total = cx.portfolio().and_then(|portfolio| portfolio.revenue_total);
    let value = cx.account_fact(|account| account.annual_value.value().copied());
    let (Some(stored), Some(total), Some(value)) = (stored, total, value) else {
        return;
    };
    let is_comparable = cx.orientation() == Orientation::Customer && total.period.months() == 12;
    if !is_comparable || total.amount.to_f64() <= 0.0 {
        return;
    }
    let (value, whole) = if value.currency == total.amount.currency {
        (value, total.amount)
    } else {
        let exchange = cx.exchange();
        let converted = exchange.and_then(|rates| rates.convert(value).zip(rates.convert(total.amount)));
        let Some(converted) = converted else {
            sink.cannot_judge(Reason::RateMissing, "/account/annual_value");
            return;
        };
        converted
    };
    let computed = value.to_f64() / whole.to_f64();
    if is_off(stored.get(), computed, cx.number("tolerance_ratio")) {
        let path = "/account/revenue_share";
        sink.report(draft(path, "revenue share", stored.get(), shown(computed)));
    }
}

fn cycle(cx: &Context<'_>, sink: &mut Sink) {
    let header = &cx.plan().plan;
    // While the next cycle is prepared, the plan of the one before is still in force; afterwards it is history.
    let is_of_past_cycle = matches!(header.status, Some(PlanStatus::Superseded | PlanStatus::Closed))
        || (cx.state() == LifecycleState::Strategy && header.launched_on.is_some());
    let Some((stored, computed)) = header.cycle.zip(cycle_of_history(cx.plan())) else {
        return;
    };
    if stored != computed && !is_of_past_cycle {
        let (stored, computed) = (i64::from(stored), i64::from(computed));
        sink.report(draft("/plan/cycle", "cycle of the plan", stored, computed));
    }
}

/// Returns the cycle in which the history ends: 1 from the selection on, one more for each review that led back to the
/// strategy. Nothing where the history does not reach back to the selection.
fn cycle_of_history(plan: &Plan) -> Option<u32> {
    let mut entries: Vec<_> = plan.history.iter().collect();
    entries.sort_by_key(|entry| entry.seq);
    let mut cycle = None;
    for entry in entries {
        match (entry.from, entry.to) {
            (Some(LifecycleState::Selection), Some(LifecycleState::Strategy)) => cycle = Some(1),
            (Some(LifecycleState::Review), Some(LifecycleState::Strategy)) => {
                cycle = cycle.map(|cycle: u32| cycle.saturating_add(1));
            }
            (Some(LifecycleState::Deselected), Some(LifecycleState::Candidate)) => cycle = None,
            _ => {}
        }
    }
    cycle
}

fn draft(path: impl Into<String>, what: &str, stored: impl Into<Value>, computed: impl Into<Value>) -> Draft {
    let (path, stored, computed) = (path.into(), stored.into(), computed.into());
    let draft = Draft::new(
        path.as_str(),
        "differs",
        "The stored {what} is {stored}, but the plan gives {computed}.",
        [
            ("what", what.into()),
            ("stored", stored.clone()),
            ("computed", computed.clone()),
        ],
    );
    let measure = Measure {
        value: stored.clone(),
        unit: None,
    };
    let limit = Limit {
        op: "=",
        value: computed.clone(),
        unit: None,
    };
    draft
        .measured(measure, limit)
        .help("Store the computed value, or leave it out and let it be computed.")
        .fix(Fix {
            title: "Store the computed value".to_owned(),
            applicability: Applicability::Safe,
            edits: vec![
                Edit::test(path.as_str(), stored),
                Edit::replace(path.as_str(), computed),
            ],
            preferred: true,
        })
}

/// Returns whether two numbers differ by more than `tolerance`, apart from what binary fractions cannot say.
fn is_off(stored: f64, computed: f64, tolerance: f64) -> bool {
    (stored - computed).abs() > tolerance + 1e-9
}

/// Returns the number as it is to be stored, with four decimals.
fn shown(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}
