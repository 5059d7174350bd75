//! KA-203 `objective-not-measurable`.

use crate::lint::context::{Context, label, present};
use crate::lint::finding::Related;
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{Measurement, Objective};

declare_rule! {
    /// ## What it checks
    ///
    /// A quantitative objective lacks the name of its metric, the unit or the target value; or a qualitative one lacks the
    /// evidence that would show success, or the person who judges it. Dropped objectives are left out.
    ///
    /// ## Why it matters
    ///
    /// "Improve the relationship" is met or missed as each side likes. A number, or a named judge with named evidence, settles it.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/objectives/0/metric/unit"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/0/metric/unit", "value": "thousand EUR"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `allow_qualitative`: whether objectives without a number are allowed at all.
    ///
    /// ## Source
    ///
    /// SMART (Doran 1981); KAM practice, S1 (clear, measurable objectives); the Salesforce account plan separates
    /// qualitative from quantitative objectives.
    pub(super) static OBJECTIVE_NOT_MEASURABLE = {
        code: "KA-203",
        name: "objective-not-measurable",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: PLANNED_TIERS,
        gates: PLAN_GATES,
        inputs: &[
            "/objectives/*/status",
            "/objectives/*/measurement",
            "/objectives/*/metric",
            "/objectives/*/target",
            "/objectives/*/success_evidence",
            "/objectives/*/judge_id",
        ],
        parameters: &[Parameter::flag("allow_qualitative", true, "whether objectives without a number are allowed at all", "the Salesforce account plan has both kinds")],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (index, objective) in cx.kept_objectives() {
        let pointer = format!("/objectives/{index}");
        let title = label(objective.title.as_deref(), objective);
        if objective.measurement == Some(Measurement::Qualitative) && !cx.flag("allow_qualitative") {
            let draft = Draft::new(
                format!("{pointer}/measurement"),
                "qualitative",
                "Objective \"{objective}\" has no number, and qualitative objectives are not allowed.",
                [("objective", title.into())],
            );
            sink.report(
                draft
                    .about_entity(objective)
                    .help("Give it a metric, a unit and a target."),
            );
            continue;
        }
        let missing = missing(objective);
        let Some(&(first, _)) = missing.first() else {
            continue;
        };
        let names: Vec<String> = missing.iter().map(|&(_, name)| name.to_owned()).collect();
        let draft = Draft::new(
            format!("{pointer}/{first}"),
            "incomplete",
            "Objective \"{objective}\" cannot be measured: it lacks {missing}.",
            [("objective", title.into()), ("missing", names.into())],
        );
        let others = missing.iter().skip(1).map(|&(field, name)| Related {
            path: format!("{pointer}/{field}"),
            message: format!("lacks {name} as well"),
        });
        let help = match objective.measurement {
            Some(Measurement::Qualitative) => "Say what evidence will show success and who judges it.",
            _ => "Name the metric, its unit and the target value.",
        };
        sink.report(draft.about_entity(objective).help(help).related(others));
    }
}

/// Returns the fields that are lacking, with their names for people.
fn missing(objective: &Objective) -> Vec<(&'static str, &'static str)> {
    let metric = objective.metric.as_ref();
    let parts: &[(bool, &str, &str)] = match objective.measurement {
        Some(Measurement::Quantitative) => &[
            (
                metric.is_some_and(|metric| present(metric.name.as_deref())),
                "metric/name",
                "a metric",
            ),
            (
                metric.is_some_and(|metric| present(metric.unit.as_deref())),
                "metric/unit",
                "a unit",
            ),
            (
                objective.target.as_ref().is_some_and(|aim| aim.value.is_some()),
                "target/value",
                "a target",
            ),
        ],
        Some(Measurement::Qualitative) => &[
            (
                present(objective.success_evidence.as_deref()),
                "success_evidence",
                "evidence of success",
            ),
            (objective.judge_id.is_some(), "judge_id", "a judge"),
        ],
        None => &[],
    };
    parts
        .iter()
        .filter(|(there, ..)| !there)
        .map(|&(_, field, name)| (field, name))
        .collect()
}
