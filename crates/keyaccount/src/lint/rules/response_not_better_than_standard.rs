//! KA-652 `response-not-better-than-standard`.

use crate::lint::context::{Context, label};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::decimal;
use crate::sla::{MetricKind, SlaMetric};

declare_rule! {
    /// ## What it checks
    ///
    /// A response time is longer than `key_response_hours`, or not shorter than `standard_response_hours`. Targets in minutes and
    /// hours are compared; targets in days or in other units are not, because their length in hours depends on a calendar.
    /// Of several targets of one metric the slowest is judged; targets for other tiers are left out.
    ///
    /// ## Why it matters
    ///
    /// A key account that waits as long as everyone else has no reason to feel like one.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/sla/0/metrics/0/targets/0/value", "value": 24}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/sla/0/metrics/0/targets/0/value", "value": 12}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `standard_response_hours`: what every account gets. `key_response_hours`: what a key account gets at the latest.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 6 (a benchmark of 24 hours, shortened to 12 for key clients).
    pub(super) static RESPONSE_NOT_BETTER_THAN_STANDARD = {
        code: "KA-652",
        name: "response-not-better-than-standard",
        severity: Severity::Warning,
        nature: Nature::Risky,
        tiers: STRATEGIC_AND_KEY,
        inputs: &["/sla/*/metrics"],
        parameters: &[
            Parameter::number("standard_response_hours", 24.0, "the response time that every account gets", "KAM practice, S4 step 6").smaller_is_stricter(),
            Parameter::number("key_response_hours", 12.0, "the longest response time of a key account", "KAM practice, S4 step 6").smaller_is_stricter(),
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let (standard, limit) = (
        cx.number("standard_response_hours"),
        cx.number("key_response_hours"),
    );
    for (agreement_index, agreement) in cx.plan().sla.iter().enumerate() {
        for (metric_index, metric) in agreement.metrics.iter().enumerate() {
            let Some((target_index, hours)) = slowest(cx, metric) else {
                continue;
            };
            if hours <= limit && hours < standard {
                continue;
            }
            let args = [
                ("metric", label(metric.name.as_deref(), metric).into()),
                ("account", cx.account_label().into()),
                ("target_hours", hours.into()),
                ("standard_hours", standard.into()),
                ("limit_hours", limit.into()),
            ];
            let path = format!("/sla/{agreement_index}/metrics/{metric_index}/targets/{target_index}/value");
            let draft = if hours < standard {
                let sentence = "{metric} of {target_hours} h for \"{account}\" is longer than the {limit_hours} h that key accounts get.";
                Draft::new(path, "limit", sentence, args)
            } else {
                let sentence = "{metric} of {target_hours} h for \"{account}\" is not shorter than the standard of {standard_hours} h; key accounts get {limit_hours} h.";
                Draft::new(path, "standard", sentence, args)
            };
            let observed = Measure {
                value: hours.into(),
                unit: Some("h"),
            };
            let expected = Limit {
                op: "<=",
                value: limit.into(),
                unit: Some("h"),
            };
            let help =
                format!("Agree a response time of {limit} h or less, or record why the standard is enough.");
            sink.report(draft.about_entity(metric).measured(observed, expected).help(help));
        }
    }
}

/// Returns the slowest target in hours that applies to the account, with its place; the first of equals.
fn slowest(cx: &Context<'_>, metric: &SlaMetric) -> Option<(usize, f64)> {
    if !matches!(metric.kind?, MetricKind::FirstResponse | MetricKind::NextResponse) {
        return None;
    }
    let applies = |target: &crate::sla::Target| target.tier.is_none() || target.tier == cx.tier();
    let targets = metric
        .targets
        .iter()
        .enumerate()
        .filter(|(_, target)| applies(target));
    let hours = targets.filter_map(|(index, target)| Some((index, decimal::to_f64(target.hours()?))));
    hours.fold(
        None,
        |slowest: Option<(usize, f64)>, (index, hours)| match slowest {
            Some((_, longest)) if longest >= hours => slowest,
            _ => Some((index, hours)),
        },
    )
}
