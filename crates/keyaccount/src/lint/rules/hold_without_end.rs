//! KA-853 `hold-without-end`.

use crate::account::LifecycleState;
use crate::lint::context::Context;
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::declare_rule;
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// The account is on hold, and no day is stated on which work is to resume, or the hold has lasted for more than `max_hold_days`. The hold
    /// begins on its own first day, else with the state; where neither is known and a day to resume is, the rule is not
    /// evaluated.
    ///
    /// ## Why it matters
    ///
    /// A hold without an end is an exit that nobody has decided and nobody has told the client.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/account/lifecycle/state", "value": "on_hold"},
    ///  {"op": "add", "path": "/account/lifecycle/hold", "value": {"since": "2026-09-20", "resume_to": "execution"}},
    ///  {"op": "replace", "path": "/history", "value": []}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/account/lifecycle/state", "value": "on_hold"},
    ///  {"op": "add", "path": "/account/lifecycle/hold", "value": {"since": "2026-03-30", "until": "2026-10-31", "resume_to": "execution"}},
    ///  {"op": "replace", "path": "/history", "value": []}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_hold_days`: how long a hold may last.
    ///
    /// ## Source
    ///
    /// House default: half a year; published incubation programmes decide again every year.
    pub(super) static HOLD_WITHOUT_END = {
        code: "KA-853",
        name: "hold-without-end",
        severity: Severity::Warning,
        nature: Nature::Stale,
        inputs: &["/account/lifecycle"],
        needs_date: true,
        parameters: &[Parameter::number("max_hold_days", 184.0, "how many days a hold may last", "house default: half a year").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    if cx.state() != LifecycleState::OnHold {
        return;
    }
    let lifecycle = cx.lifecycle();
    let since = lifecycle.hold.since.or(lifecycle.since);
    if lifecycle.hold.until.is_none() {
        let path = "/account/lifecycle/hold/until";
        let draft = match since {
            Some(since) => {
                let sentence = "The account is on hold since {since}, and nobody has said until when.";
                Draft::new(path, "no-end", sentence, [("since", since.into())])
            }
            None => Draft::new(
                path,
                "no-dates",
                "The account is on hold, and nobody has said until when.",
                [],
            ),
        };
        return sink.report(draft.help("Agree on the day on which work resumes, or start the exit."));
    }
    let Some(since) = since else {
        return sink.cannot_judge(Reason::InputMissing, "/account/lifecycle/hold/since");
    };
    let limit = cx.number("max_hold_days");
    let Some(age_days) = cx.age_days(since).filter(|age| *age > limit) else {
        return;
    };
    let draft = Draft::new(
        "/account/lifecycle/hold/since",
        "too-long",
        "The account is on hold since {since}, for {age_days} days; {limit_days} are allowed.",
        [
            ("since", since.into()),
            ("age_days", age_days.into()),
            ("limit_days", limit.into()),
        ],
    );
    let observed = Measure {
        value: age_days.into(),
        unit: Some("days"),
    };
    let expected = Limit {
        op: "<=",
        value: limit.into(),
        unit: Some("days"),
    };
    sink.report(
        draft
            .measured(observed, expected)
            .help("Resume work, or start the exit."),
    );
}
