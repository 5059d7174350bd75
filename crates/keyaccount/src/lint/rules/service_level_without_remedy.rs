//! KA-654 `service-level-without-remedy`.

use crate::lint::context::{Context, label};
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// A metric of a service level names no fix, credit, penalty or escalation for a miss, and its agreement has no escalation
    /// either.
    ///
    /// ## Why it matters
    ///
    /// A target without a consequence is a wish. When it is missed, each side waits for the other.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "add", "path": "/sla/-", "value": {
    ///   "id": "SL12", "name": "Trial in Esbjerg", "version": 1, "from": "2026-09-01", "to": "2027-06-30", "contact_id": "C3",
    ///   "metrics": [{"id": "M14", "name": "Trial reports on time", "kind": "quality",
    ///     "targets": [{"op": "at_least", "value": 95, "unit": "percent"}], "window": "month", "source": "project log"}]}}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "add", "path": "/sla/-", "value": {
    ///   "id": "SL12", "name": "Trial in Esbjerg", "version": 1, "from": "2026-09-01", "to": "2027-06-30", "contact_id": "C3",
    ///   "metrics": [{"id": "M14", "name": "Trial reports on time", "kind": "quality",
    ///     "targets": [{"op": "at_least", "value": 95, "unit": "percent"}], "window": "month", "source": "project log",
    ///     "remedies": [{"kind": "fix", "text": "report within two days, with the reason"}]}]}}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 6 (fixes or penalties when metrics are missed).
    pub(super) static SERVICE_LEVEL_WITHOUT_REMEDY = {
        code: "KA-654",
        name: "service-level-without-remedy",
        severity: Severity::Warning,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/sla/*/metrics/*/remedies",
            "/sla/*/escalation",
            "/account/agreements/*/metrics/*/remedies",
            "/account/agreements/*/escalation",
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (place, agreement) in cx.agreements() {
        if !agreement.escalation.is_empty() {
            continue;
        }
        for (index, metric) in agreement.metrics.iter().enumerate() {
            if metric.remedies.iter().any(|remedy| remedy.kind.is_some()) {
                continue;
            }
            let draft = Draft::new(
                format!("{place}/metrics/{index}/remedies"),
                "no-remedy",
                "Nothing follows when the service level \"{metric}\" is missed.",
                [("metric", label(metric.name.as_deref(), metric).into())],
            );
            let help = "Agree on a fix, a credit, a penalty or an escalation for a miss.";
            sink.report(draft.about_entity(metric).help(help));
        }
    }
}
