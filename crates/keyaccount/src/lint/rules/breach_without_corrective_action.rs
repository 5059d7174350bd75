//! KA-665 `breach-without-corrective-action`.

use std::cmp::Reverse;

use crate::lint::context::{Context, label};
use crate::lint::facts::Server;
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::declare_rule;
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{ActionStatus, DecisionStatus};
use crate::quantity::{Date, Period};
use crate::sla::SlaMetric;
use crate::vocabulary::{Entity, EntityKind};

declare_rule! {
    /// ## What it checks
    ///
    /// In the last `windows` windows of a metric that are over, the target was missed, and no action, commitment or decision
    /// that is open or came after the last of them serves the metric. An action came after it when it starts or is due later, a
    /// commitment when it was made later, a decision when it was decided later. Cancelled, released and revoked ones do not
    /// count. A window is over on the day after its last. Where one of these windows does not say whether the target was met,
    /// the metric is not evaluated.
    ///
    /// ## Why it matters
    ///
    /// A miss can be forgiven; a miss after which nothing happens tells the client what the agreement is worth.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/sla/0/metrics/0/results/3", "value":
    ///   {"window": {"start": "2026-08-01", "end": "2026-08-31"}, "value": "88.0", "met": false}}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/sla/0/metrics/0/results/3", "value":
    ///   {"window": {"start": "2026-08-01", "end": "2026-08-31"}, "value": "88.0", "met": false}},
    ///  {"op": "add", "path": "/actions/6/serves/-", "value": "sla_metric:M1"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `windows`: how many windows in a row must have been missed.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 6 (fixes when metrics are missed); the handbook of account governance at handbook.dannie.cc (monthly
    /// corrective plans).
    pub(super) static BREACH_WITHOUT_CORRECTIVE_ACTION = {
        code: "KA-665",
        name: "breach-without-corrective-action",
        severity: Severity::Error,
        nature: Nature::Missing,
        inputs: &[
            "/sla/*/metrics/*/id",
            "/sla/*/metrics/*/results",
            "/account/agreements/*/metrics/*/id",
            "/account/agreements/*/metrics/*/results",
            "/actions/*/serves",
            "/actions/*/status",
            "/actions/*/start_on",
            "/actions/*/due_on",
            "/commitments/*/serves",
            "/commitments/*/status",
            "/commitments/*/made_on",
            "/decisions/*/serves",
            "/decisions/*/status",
            "/decisions/*/decided_on",
        ],
        // The next window, already in the plan, may come to its end.
        expires_evaluation: true,
        needs_date: true,
        parameters: &[Parameter::number("windows", 1.0, "how many windows in a row must have been missed", "house default").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(as_of) = cx.as_of() else { return };
    for (place, metric) in cx.metrics() {
        let met = |index: usize| metric.results.get(index).and_then(|result| result.met);
        let closed = closed_windows(metric, as_of);
        let missed_in_a_row = closed
            .iter()
            .take_while(|(index, _)| met(*index) == Some(false))
            .count();
        let is_breach = missed_in_a_row > 0
            && u32::try_from(missed_in_a_row).is_ok_and(|count| f64::from(count) >= cx.number("windows"));
        if !is_breach {
            let next = closed.get(missed_in_a_row).map(|&(index, _)| index);
            if let Some(index) = next.filter(|&index| met(index).is_none()) {
                sink.cannot_judge(Reason::InputMissing, format!("{place}/results/{index}/met"));
            }
            continue;
        }
        let Some(&(index, window)) = closed.first() else {
            continue;
        };
        if is_answered(cx, metric, window.end()) {
            continue;
        }
        let draft = Draft::new(
            format!("{place}/results/{index}/met"),
            "no-answer",
            "The service level \"{metric}\" was missed from {start} to {end}, and nothing in the plan answers that.",
            [
                ("metric", label(metric.name.as_deref(), metric).into()),
                ("start", window.start().into()),
                ("end", window.end().into()),
            ],
        );
        let help = "Plan an action, make a promise or take a decision that refers to this service level.";
        sink.report(draft.about_entity(metric).help(help));
    }
}

/// Returns the windows that were over before `as_of` with their positions, the latest first.
fn closed_windows(metric: &SlaMetric, as_of: Date) -> Vec<(usize, Period)> {
    let results = metric.results.iter().enumerate();
    let windows = results.filter_map(|(index, result)| Some((index, result.window.as_ref()?.period()?)));
    let mut closed: Vec<_> = windows.filter(|(_, window)| window.end() < as_of).collect();
    closed.sort_by_key(|&(index, window)| Reverse((window.end(), window.start(), index)));
    closed
}

/// Returns whether an action, commitment or decision serves the metric that is open or came after `end`.
fn is_answered(cx: &Context<'_>, metric: &SlaMetric, end: Date) -> bool {
    let later = |date: Option<Date>| date.is_some_and(|date| date > end);
    let servers = metric.id().map(|id| cx.facts.servers(EntityKind::SlaMetric, id));
    servers.unwrap_or_default().iter().any(|server| {
        let answers = match server {
            Server::Action(action) => {
                action.status.is_some_and(ActionStatus::is_open)
                    || later(action.start_on)
                    || later(action.due_on)
            }
            Server::Commitment(commitment) => commitment.is_open() || later(commitment.made_on),
            Server::Decision(decision) => {
                decision.status == Some(DecisionStatus::Open) || later(decision.decided_on)
            }
            _ => false,
        };
        answers && server.stands()
    })
}
