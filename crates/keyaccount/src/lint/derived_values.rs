//! Values that a plan stores although they follow from what it says elsewhere.

use std::collections::BTreeMap;

use super::context::{Context, label};
use super::finding::Value;
use super::report::Reason;
use crate::account::{LifecycleState, Orientation};
use crate::document::ValueText;
use crate::health::{HealthBandLimits, health_bands};
use crate::lifecycle::replay;
use crate::plan::progress::{ProgressThresholds, progress};
use crate::plan::{HealthBand, PlanStatus};
use crate::quantity::decimal;
use crate::value::ratio;

/// A stored value that differs from the one that follows.
#[derive(Debug)]
pub(super) struct Mismatch {
    pub(super) path: String,
    /// What the value is, for people.
    pub(super) what: String,
    pub(super) stored: Value,
    pub(super) computed: Value,
    /// The computed value as it would be stored.
    pub(super) text: ValueText,
    /// Whether the value is a promise to somebody, so that nobody should change it unasked.
    pub(super) is_promise: bool,
}

/// Returns where the score of a risk is not its probability times its impact.
pub(super) fn risk_scores(cx: &Context<'_>) -> Vec<Mismatch> {
    let risks = cx.plan().risks.iter().enumerate();
    let differing = risks.filter_map(|(index, risk)| {
        let (stored, computed) = risk.score.zip(risk.rated_score())?;
        let what = format!("score of risk \"{}\"", label(risk.event.as_deref(), risk));
        (stored != computed).then(|| counts(format!("/risks/{index}/score"), what, stored, computed))
    });
    differing.collect()
}

/// Returns whether the total of the selection is not the mean of its scores by weight, which need not add up to one.
pub(super) fn selection_total(cx: &Context<'_>, tolerance: f64) -> Option<Mismatch> {
    let selection = &cx.plan().account.selection;
    let (mut sum, mut weights) = (0.0, 0.0);
    for score in &selection.scores {
        let (value, weight) = score.value.zip(score.weight)?;
        sum += value.get() * weight.get();
        weights += weight.get();
    }
    let computed = (weights > 0.0).then(|| sum / weights)?;
    let (path, what) = ("/account/selection/total", "total of the selection");
    numbers(path, what, selection.total?.get(), computed, tolerance)
}

/// Returns whether the revenue share is not the one that follows from the portfolio.
///
/// # Errors
///
/// As [`derived_revenue_share`].
pub(super) fn revenue_share(cx: &Context<'_>, tolerance: f64) -> Result<Option<Mismatch>, Reason> {
    let stored = cx.plan().account.revenue_share.value();
    let Some(stored) = stored else { return Ok(None) };
    let computed = derived_revenue_share(cx)?;
    let (path, what) = ("/account/revenue_share", "revenue share");
    Ok(computed.and_then(|computed| numbers(path, what, stored.get(), computed, tolerance)))
}

/// Returns the annual value of the account as a part of the revenue of the whole company.
///
/// Customers only, and only where the portfolio states the revenue of a year.
///
/// # Errors
///
/// [`Reason::RateMissing`] where the two amounts cannot be brought into one currency.
pub(super) fn derived_revenue_share(cx: &Context<'_>) -> Result<Option<f64>, Reason> {
    let total = cx.portfolio().and_then(|portfolio| portfolio.revenue_total);
    let value = cx.account_fact(|account| account.annual_value.value().copied());
    let Some((total, value)) = total.zip(value) else {
        return Ok(None);
    };
    let is_comparable = cx.orientation() == Orientation::Customer && total.period.months() == 12;
    if !is_comparable || total.amount.to_f64() <= 0.0 {
        return Ok(None);
    }
    let (part, whole) = if value.currency == total.amount.currency {
        (value, total.amount)
    } else {
        let rates = cx.exchange().ok_or(Reason::RateMissing)?;
        let converted = rates.convert(value).zip(rates.convert(total.amount));
        converted.ok_or(Reason::RateMissing)?
    };
    Ok(Some(ratio(part, whole)))
}

/// Returns whether the cycle of the plan is not the one that the history has come to.
pub(super) fn cycle(cx: &Context<'_>) -> Option<Mismatch> {
    let header = &cx.plan().plan;
    // While the next cycle is prepared the plan of the one before is still in force; afterwards it is history.
    let is_of_past_cycle = matches!(header.status, Some(PlanStatus::Superseded | PlanStatus::Closed))
        || (cx.state() == LifecycleState::Strategy && header.launched_on.is_some());
    let (stored, computed) = header.cycle.zip(replay(&cx.plan().history, None).cycle)?;
    (stored != computed && !is_of_past_cycle).then(|| {
        counts(
            "/plan/cycle".to_owned(),
            "cycle of the plan".to_owned(),
            stored,
            computed,
        )
    })
}

/// Returns whether the progress of the plan is not the weighted attainment of its objectives.
pub(super) fn attainment(cx: &Context<'_>, tolerance: f64) -> Option<Mismatch> {
    let stored = cx.plan().plan.progress?.get();
    let report = progress(cx.plan(), cx.as_of()?, &ProgressThresholds::default());
    let computed = report.plan.attainment_share?.get();
    numbers(
        "/plan/progress",
        "progress of the plan",
        stored,
        computed,
        tolerance,
    )
}

/// Returns whether the next review lies behind the last day that would count for the one that the cadences ask for.
pub(super) fn next_review(cx: &Context<'_>) -> Option<Mismatch> {
    if !matches!(cx.state(), LifecycleState::Execution | LifecycleState::Review) {
        return None;
    }
    let (stored, next) = cx.plan().plan.next_review_on.zip(cx.next_review())?;
    (stored > next.latest_on).then(|| Mismatch {
        path: "/plan/next_review_on".to_owned(),
        what: "date of the next review".to_owned(),
        stored: stored.into(),
        computed: next.on.into(),
        text: next.on.into(),
        is_promise: true,
    })
}

/// Returns where the band of a health reading is not the one that its score and the readings before it give.
pub(super) fn bands(cx: &Context<'_>) -> Vec<Mismatch> {
    let readings = &cx.plan().health.readings;
    let banded = health_bands(readings, &HealthBandLimits::default());
    let by_id: BTreeMap<_, _> = banded
        .iter()
        .map(|banded| (banded.reading.id.as_ref(), banded.band))
        .collect();
    let differing = readings.iter().enumerate().filter_map(|(index, reading)| {
        let id = reading.id.as_ref()?;
        let (stored, &computed) = reading.band.zip(by_id.get(&Some(id)))?;
        (stored != computed).then(|| Mismatch {
            path: format!("/health/readings/{index}/band"),
            what: format!("band of the reading \"{id}\""),
            stored: word(stored).into(),
            computed: word(computed).into(),
            text: word(computed).into(),
            is_promise: false,
        })
    });
    differing.collect()
}

fn word(band: HealthBand) -> &'static str {
    match band {
        HealthBand::Green => "green",
        HealthBand::Amber => "amber",
        HealthBand::Red => "red",
    }
}

fn counts(path: String, what: String, stored: u32, computed: u32) -> Mismatch {
    Mismatch {
        path,
        what,
        stored: i64::from(stored).into(),
        computed: i64::from(computed).into(),
        text: i64::from(computed).into(),
        is_promise: false,
    }
}

/// Returns a mismatch where two numbers differ by more than `tolerance`, apart from what binary fractions cannot say; the
/// computed one is stored with four digits after the point.
fn numbers(path: &str, what: &str, stored: f64, computed: f64, tolerance: f64) -> Option<Mismatch> {
    let digits = decimal::parse(&format!("{computed:.4}")).ok()?.normalize();
    ((stored - computed).abs() > tolerance + 1e-9).then(|| Mismatch {
        path: path.to_owned(),
        what: what.to_owned(),
        stored: stored.into(),
        computed: decimal::to_f64(digits).into(),
        text: digits.into(),
        is_promise: false,
    })
}
