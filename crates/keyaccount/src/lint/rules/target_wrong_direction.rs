//! KA-207 `target-wrong-direction`.

use crate::lint::context::{Context, exact, label};
use crate::lint::finding::{Limit, Measure, Related};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{ALL_GATES, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::MetricDirection;
use crate::quantity::decimal::{self, Decimal};

declare_rule! {
    /// ## What it checks
    ///
    /// The target of an objective contradicts its direction: it should go up, and the target is not above the baseline; it should go
    /// down, and the target is not below the baseline; it should hold its value, and the target differs from the baseline by more
    /// than `hold_tolerance` times the baseline (by more than `hold_tolerance` itself where the baseline is 0). Numbers are compared
    /// exactly. Dropped objectives are left out.
    ///
    /// ## Why it matters
    ///
    /// Either the target or the direction is wrong, so progress is reported backwards: the worse it gets, the better it looks.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/3/target/value", "value": "12"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/3/target/value", "value": "11.22"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `hold_tolerance`: how far the target of a value to hold may be from the baseline, as a share of the baseline.
    ///
    /// ## Source
    ///
    /// House default; the tolerance is that of the measure of progress.
    pub(super) static TARGET_WRONG_DIRECTION = {
        code: "KA-207",
        name: "target-wrong-direction",
        severity: Severity::Error,
        nature: Nature::Inconsistent,
        gates: ALL_GATES,
        inputs: &[
            "/objectives/*/status",
            "/objectives/*/metric/direction",
            "/objectives/*/baseline/value",
            "/objectives/*/target/value",
        ],
        parameters: &[Parameter::number("hold_tolerance", 0.02, "how far the target of a value to hold may be from the baseline, as a share of the baseline", "house default").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let tolerance_share = exact(cx.number("hold_tolerance"));
    for (index, objective) in cx.kept_objectives() {
        let values = objective.baseline_value().zip(objective.target_value());
        let (Some(direction), Some((baseline, target))) = (objective.direction(), values) else {
            continue;
        };
        let (baseline, target) = (baseline.get(), target.get());
        let tolerance = tolerance_share.and_then(|share| tolerance(share, baseline));
        let Some((message_id, sentence, op)) = contradiction(direction, baseline, target, tolerance) else {
            continue;
        };
        let pointer = format!("/objectives/{index}");
        let title = label(objective.title.as_deref(), objective);
        let number = |number: Decimal| decimal::to_f64(number).into();
        let draft = Draft::new(
            format!("{pointer}/target/value"),
            message_id,
            sentence,
            [
                ("objective", title.into()),
                ("baseline", number(baseline)),
                ("target", number(target)),
                ("tolerance", number(tolerance.unwrap_or_default())),
            ],
        );
        let observed = Measure {
            value: number(target),
            unit: None,
        };
        let expected = Limit {
            op,
            value: number(baseline),
            unit: None,
        };
        let start = Related {
            path: format!("{pointer}/baseline/value"),
            message: "the baseline stands here".to_owned(),
        };
        sink.report(
            draft
                .about_entity(objective)
                .measured(observed, expected)
                .related([start])
                .help("Correct the target, the baseline or the direction."),
        );
    }
}

/// Returns how far the target of a value to hold may be from the baseline.
fn tolerance(share: Decimal, baseline: Decimal) -> Option<Decimal> {
    if baseline.is_zero() {
        return Some(share);
    }
    baseline.abs().checked_mul(share)
}

/// Returns what to say where the target contradicts the direction, and how it should compare with the baseline.
fn contradiction(
    direction: MetricDirection,
    baseline: Decimal,
    target: Decimal,
    tolerance: Option<Decimal>,
) -> Option<(&'static str, &'static str, &'static str)> {
    let (is_wrong, message_id, sentence, op) = match direction {
        MetricDirection::Up => (
            target <= baseline,
            "up",
            "Objective \"{objective}\" should go up, but its target {target} is not above the baseline {baseline}.",
            ">",
        ),
        MetricDirection::Down => (
            target >= baseline,
            "down",
            "Objective \"{objective}\" should go down, but its target {target} is not below the baseline {baseline}.",
            "<",
        ),
        MetricDirection::Hold => (
            tolerance.is_some_and(|tolerance| {
                let distance = target.checked_sub(baseline);
                distance.is_none_or(|distance| distance.abs() > tolerance)
            }),
            "hold",
            "Objective \"{objective}\" should hold its value, but its target {target} is more than {tolerance} away from the baseline {baseline}.",
            "=",
        ),
        MetricDirection::Establish => return None,
    };
    is_wrong.then_some((message_id, sentence, op))
}
