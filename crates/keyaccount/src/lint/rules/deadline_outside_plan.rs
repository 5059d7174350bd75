//! KA-210 `deadline-outside-plan`.

use crate::lint::context::{Context, days, label};
use crate::lint::finding::{Limit, Measure, Related};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::Objective;
use crate::quantity::{Date, Period};

declare_rule! {
    /// ## What it checks
    ///
    /// The start or the due date of an objective lies more than `slack_days` before the first or after the last day of the plan.
    /// Dropped objectives are left out.
    ///
    /// ## Why it matters
    ///
    /// What is due after the plan ends is promised by nobody; what began before it belongs to another plan.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/0/start_on", "value": "2025-12-31"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/0/start_on", "value": "2026-01-01"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `slack_days`: how many days a date may lie outside the plan.
    ///
    /// ## Source
    ///
    /// House default; KAM practice, S1 (objectives are those of the plan period).
    pub(super) static DEADLINE_OUTSIDE_PLAN = {
        code: "KA-210",
        name: "deadline-outside-plan",
        severity: Severity::Error,
        nature: Nature::Inconsistent,
        gates: PLAN_GATES,
        inputs: &[
            "/plan/period",
            "/objectives/*/status",
            "/objectives/*/start_on",
            "/objectives/*/due_on",
        ],
        parameters: &[Parameter::number("slack_days", 0.0, "how many days a date may lie outside the plan", "house default").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(period) = cx.plan_period(sink) else {
        return;
    };
    let slack = cx.number("slack_days");
    for (index, objective) in cx.kept_objectives() {
        let dates = [("start_on", objective.start_on), ("due_on", objective.due_on)];
        for (field, date) in dates {
            let place = format!("/objectives/{index}/{field}");
            if let Some(draft) = date.and_then(|date| outside(objective, place, date, period, slack)) {
                sink.report(draft.help("Move the date into the plan, or change the period of the plan."));
            }
        }
    }
}

/// Returns what to say about a date that lies outside the period.
fn outside(objective: &Objective, place: String, date: Date, period: Period, slack: f64) -> Option<Draft> {
    let is_start = place.ends_with("start_on");
    let (border, op, border_field) = if days(date, period.start()) > slack {
        (period.start(), ">=", "start")
    } else if days(period.end(), date) > slack {
        (period.end(), "<=", "end")
    } else {
        return None;
    };
    let (message_id, sentence) = match (is_start, border_field) {
        (true, "start") => (
            "starts-before",
            "Objective \"{objective}\" starts on {date}, before the plan does on {border}.",
        ),
        (true, _) => (
            "starts-after",
            "Objective \"{objective}\" starts on {date}, after the plan ends on {border}.",
        ),
        (false, "start") => (
            "due-before",
            "Objective \"{objective}\" is due on {date}, before the plan starts on {border}.",
        ),
        (false, _) => (
            "due-after",
            "Objective \"{objective}\" is due on {date}, after the plan ends on {border}.",
        ),
    };
    let title = label(objective.title.as_deref(), objective);
    let args = [
        ("objective", title.into()),
        ("date", date.into()),
        ("border", border.into()),
    ];
    let observed = Measure {
        value: date.into(),
        unit: None,
    };
    let expected = Limit {
        op,
        value: border.into(),
        unit: None,
    };
    let border = Related {
        path: format!("/plan/period/{border_field}"),
        message: "the plan stops here".to_owned(),
    };
    Some(
        Draft::new(place, message_id, sentence, args)
            .about_entity(objective)
            .measured(observed, expected)
            .related([border]),
    )
}
