//! KA-653 `service-level-incomplete`.

use crate::lint::context::{Context, label, present};
use crate::lint::finding::{Related, Value};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::sla::{MetricKind, SlaMetric, Target, TargetUnit};

declare_rule! {
    /// ## What it checks
    ///
    /// A metric of a service level lacks a target with a number, the unit of a target, the window over which it is measured, the
    /// calendar of a target that is a time, or the source of the numbers. A target is a time where its unit is minutes, hours
    /// or business days; where it has no unit, the kinds first response, next response and resolution are times. Targets for
    /// accounts of other tiers are left out. One finding for each metric says all that it lacks.
    ///
    /// ## Why it matters
    ///
    /// "Quick response" can be neither kept nor missed. Twelve hours on weekdays are another promise than twelve hours by day and
    /// night.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/sla/0/metrics/0/targets/0/calendar_id"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/sla/0/metrics/2/targets/0/calendar_id"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `require`: what a metric must have.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 6 (the agreement lays out the metrics); guides to service levels of beefed.ai and vendortell.com.
    pub(super) static SERVICE_LEVEL_INCOMPLETE = {
        code: "KA-653",
        name: "service-level-incomplete",
        severity: Severity::Error,
        nature: Nature::Missing,
        gates: PLAN_GATES,
        inputs: &[
            "/sla/*/metrics/*/kind",
            "/sla/*/metrics/*/targets",
            "/sla/*/metrics/*/window",
            "/sla/*/metrics/*/source",
            "/account/agreements/*/metrics/*/kind",
            "/account/agreements/*/metrics/*/targets",
            "/account/agreements/*/metrics/*/window",
            "/account/agreements/*/metrics/*/source",
        ],
        parameters: &[Parameter::texts("require", PARTS, "what a metric must have", "KAM practice, S4 step 6").out_of(PARTS)],
        check: check,
    };
}

const PARTS: &[&str] = &["target", "unit", "window", "calendar", "source"];

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (place, metric) in cx.metrics() {
        let targets: Vec<_> = cx.targets(metric).collect();
        let mut lacking = lacking(metric, &targets);
        lacking.retain(|(part, _)| cx.texts("require").iter().any(|required| required == part));
        if lacking.is_empty() {
            continue;
        }
        let mut parts: Vec<String> = lacking.iter().map(|&(part, _)| part.to_owned()).collect();
        parts.dedup();
        let draft = Draft::new(
            place.as_str(),
            "lacking",
            "The service level \"{metric}\" lacks: {parts}.",
            [
                ("metric", label(metric.name.as_deref(), metric).into()),
                ("parts", Value::Texts(parts)),
            ],
        );
        let related = lacking.into_iter().map(|(part, within)| Related {
            path: format!("{place}/{within}"),
            message: format!("{part} belongs here"),
        });
        let help = "Say what number in which unit is promised, over which window, in which service hours, and who counts.";
        sink.report(draft.about_entity(metric).related(related).help(help));
    }
}

/// Returns the parts that the metric lacks with their places within it, in the order of [`PARTS`].
fn lacking(metric: &SlaMetric, targets: &[(usize, &Target)]) -> Vec<(&'static str, String)> {
    let within = |field: &'static str, lacks: &dyn Fn(&Target) -> bool| {
        let lacking = targets.iter().filter(|(_, target)| lacks(target));
        let places = lacking.map(|(index, _)| format!("targets/{index}/{field}"));
        places.collect::<Vec<_>>()
    };
    let named = |part, places: Vec<String>| places.into_iter().map(move |place| (part, place));
    let mut lacking = Vec::new();
    if targets.is_empty() {
        lacking.push(("target", "targets".to_owned()));
    }
    lacking.extend(named("target", within("value", &|target| target.value.is_none())));
    lacking.extend(named("unit", within("unit", &|target| target.unit.is_none())));
    if metric.window.is_none() {
        lacking.push(("window", "window".to_owned()));
    }
    let lacks_hours = |target: &Target| is_time(metric, target) && target.calendar_id.is_none();
    lacking.extend(named("calendar", within("calendar_id", &lacks_hours)));
    if !present(metric.source.as_deref()) {
        lacking.push(("source", "source".to_owned()));
    }
    lacking
}

/// Returns whether the target is a time that is counted in service hours.
fn is_time(metric: &SlaMetric, target: &Target) -> bool {
    match target.unit {
        Some(unit) => matches!(
            unit,
            TargetUnit::Minutes | TargetUnit::Hours | TargetUnit::BusinessDays
        ),
        None => matches!(
            metric.kind,
            Some(MetricKind::FirstResponse | MetricKind::NextResponse | MetricKind::Resolution)
        ),
    }
}
