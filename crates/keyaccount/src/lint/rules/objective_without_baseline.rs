//! KA-204 `objective-without-baseline`.

use crate::lint::context::{Context, label};
use crate::lint::rule::{PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{Measurement, MetricDirection};

declare_rule! {
    /// ## What it checks
    ///
    /// A quantitative objective lacks the value of its baseline or the day on which that was measured. Objectives that are to
    /// establish a value are left out, for their first measurement is the aim; dropped ones too.
    ///
    /// ## Why it matters
    ///
    /// Without the value at the start nobody can say how far the objective has come; without its day, whether it was the start.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/objectives/0/baseline"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/objectives/0/baseline"},
    ///  {"op": "replace", "path": "/objectives/0/metric/direction", "value": "establish"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// OKR quality checks (the checklist of `Workpath`: a key result names where it starts).
    pub(super) static OBJECTIVE_WITHOUT_BASELINE = {
        code: "KA-204",
        name: "objective-without-baseline",
        severity: Severity::Warning,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: PLANNED_TIERS,
        inputs: &[
            "/objectives/*/status",
            "/objectives/*/measurement",
            "/objectives/*/metric/direction",
            "/objectives/*/baseline",
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (index, objective) in cx.kept_objectives() {
        if objective.measurement != Some(Measurement::Quantitative)
            || objective.direction() == Some(MetricDirection::Establish)
        {
            continue;
        }
        let dated = objective.baseline.as_ref().and_then(|baseline| baseline.as_of);
        let (field, message_id, sentence) = match (objective.baseline_value(), dated) {
            (Some(_), Some(_)) => continue,
            (None, None) => (
                "baseline",
                "no-baseline",
                "Objective \"{objective}\" has no baseline.",
            ),
            (None, Some(_)) => (
                "baseline/value",
                "no-value",
                "The baseline of objective \"{objective}\" has no value.",
            ),
            (Some(_), None) => (
                "baseline/as_of",
                "no-date",
                "The baseline of objective \"{objective}\" does not say when it was measured.",
            ),
        };
        let title = label(objective.title.as_deref(), objective);
        let draft = Draft::new(
            format!("/objectives/{index}/{field}"),
            message_id,
            sentence,
            [("objective", title.into())],
        );
        sink.report(
            draft.about_entity(objective).help(
                "Record the value from which the objective starts and the day on which it was measured.",
            ),
        );
    }
}
