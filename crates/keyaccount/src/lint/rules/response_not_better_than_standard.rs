//! KA-652 `response-not-better-than-standard`.

use std::collections::BTreeMap;

use crate::account::Tier;
use crate::lint::context::{Context, label};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::decimal;
use crate::sla::{Agreement, Calendar, MetricKind, SlaMetric, Target};
use crate::vocabulary::Entity;

declare_rule! {
    /// ## What it checks
    ///
    /// A response time is longer than `key_response_hours`, or not shorter than what every account gets. Targets in minutes and
    /// hours are compared; targets in days or in other units are not, because their length in hours depends on a calendar.
    /// Of several targets of one metric the slowest is judged; targets for other tiers are left out.
    ///
    /// What every account gets is the shortest target that the standard agreement of the portfolio has for the same kind of
    /// response, for cases of the same priority or of any, in the same service hours. Where it has targets for that kind in
    /// other service hours only, there is nothing to compare with; where it has none, or no portfolio is given,
    /// `standard_response_hours` counts.
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
    /// `standard_response_hours`: what every account gets, where no standard agreement says so. `key_response_hours`: what a key account gets at the latest.
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
        inputs: &["/sla/*/metrics", "/sla/*/calendars"],
        parameters: &[
            Parameter::number("standard_response_hours", 24.0, "the response time that every account gets", "KAM practice, S4 step 6").smaller_is_stricter(),
            Parameter::number("key_response_hours", 12.0, "the longest response time of a key account", "KAM practice, S4 step 6").smaller_is_stricter(),
        ],
        check: check,
    };
}

/// A target that holds for every account.
struct Standard<'a> {
    kind: MetricKind,
    target: &'a Target,
    hours: f64,
    /// The service hours, where they are known.
    calendar: Option<&'a Calendar>,
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let limit = cx.number("key_response_hours");
    let standards = standards(cx);
    for (agreement_index, agreement) in cx.plan().sla.iter().enumerate() {
        let calendars = calendars(cx, agreement);
        for (metric_index, metric) in agreement.metrics.iter().enumerate() {
            let Some((target_index, target, hours)) = slowest(cx, metric) else {
                continue;
            };
            let service_hours = calendar(&calendars, target);
            let standard = standard_hours(cx, &standards, metric.kind, target, service_hours);
            let is_standard = standard.is_some_and(|standard| hours >= standard);
            if hours <= limit && !is_standard {
                continue;
            }
            let path = format!("/sla/{agreement_index}/metrics/{metric_index}/targets/{target_index}/value");
            let args = [
                ("metric", label(metric.name.as_deref(), metric).into()),
                ("account", cx.account_label().into()),
                ("target_hours", hours.into()),
                ("limit_hours", limit.into()),
            ];
            let draft = match standard.filter(|_| is_standard) {
                None => {
                    let sentence = "{metric} of {target_hours} h for \"{account}\" is longer than the {limit_hours} h that key accounts get.";
                    Draft::new(path, "limit", sentence, args)
                }
                Some(standard) => {
                    let [metric, account, target_hours, limit_hours] = args;
                    let standard_hours = ("standard_hours", standard.into());
                    let sentence = "{metric} of {target_hours} h for \"{account}\" is not shorter than the standard of {standard_hours} h; key accounts get {limit_hours} h.";
                    let args = [metric, account, target_hours, limit_hours, standard_hours];
                    Draft::new(path, "standard", sentence, args)
                }
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
fn slowest<'a>(cx: &Context<'a>, metric: &'a SlaMetric) -> Option<(usize, &'a Target, f64)> {
    if !matches!(metric.kind?, MetricKind::FirstResponse | MetricKind::NextResponse) {
        return None;
    }
    let hours = cx
        .targets(metric)
        .filter_map(|(index, target)| Some((index, target, decimal::to_f64(target.hours()?))));
    hours.reduce(|slowest, next| if next.2 > slowest.2 { next } else { slowest })
}

/// Returns the targets of the standard agreement for response times that are meant for every account.
fn standards<'a>(cx: &Context<'a>) -> Vec<Standard<'a>> {
    let Some(organisation) = cx.portfolio().map(|portfolio| &portfolio.organisation) else {
        return Vec::new();
    };
    let Some(agreement) = &organisation.standard_agreement else {
        return Vec::new();
    };
    let calendars = calendars(cx, agreement);
    let for_all = |target: &&Target| matches!(target.tier, None | Some(Tier::Standard));
    let targets = agreement.metrics.iter().flat_map(|metric| {
        let targets = metric.targets.iter().filter(for_all);
        targets.filter_map(|target| Some((metric.kind?, target, decimal::to_f64(target.hours()?))))
    });
    targets
        .map(|(kind, target, hours)| Standard {
            kind,
            target,
            hours,
            calendar: calendar(&calendars, target),
        })
        .collect()
}

/// Returns the response time that every account gets, nothing where there is none to compare with.
fn standard_hours(
    cx: &Context<'_>,
    standards: &[Standard<'_>],
    kind: Option<MetricKind>,
    target: &Target,
    service_hours: Option<&Calendar>,
) -> Option<f64> {
    let alike = |standard: &&Standard<'_>| {
        let priority = &standard.target.priority;
        Some(standard.kind) == kind && (priority.is_none() || *priority == target.priority)
    };
    let mut alike = standards.iter().filter(alike).peekable();
    if alike.peek().is_none() {
        return Some(cx.number("standard_response_hours"));
    }
    let comparable = alike.filter(|standard| match (service_hours, standard.calendar) {
        (Some(own), Some(other)) => own.has_hours_of(other),
        (None, None) => target.calendar_id == standard.target.calendar_id,
        _ => false,
    });
    comparable.map(|standard| standard.hours).reduce(f64::min)
}

/// Returns the calendars of an agreement and of the organisation by id; those of the agreement count where both have one.
fn calendars<'a>(cx: &Context<'a>, agreement: &'a Agreement) -> BTreeMap<&'a str, &'a Calendar> {
    let shared = cx.portfolio().map(|portfolio| &portfolio.organisation.calendars);
    let all = shared.into_iter().flatten().chain(&agreement.calendars);
    all.filter_map(|calendar| Some((calendar.id()?, calendar)))
        .collect()
}

fn calendar<'a>(calendars: &BTreeMap<&str, &'a Calendar>, target: &Target) -> Option<&'a Calendar> {
    calendars.get(target.calendar_id.as_ref()?.as_str()).copied()
}
