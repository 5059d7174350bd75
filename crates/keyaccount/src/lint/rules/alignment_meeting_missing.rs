//! KA-109 `alignment-meeting-missing`.

use crate::account::LifecycleState;
use crate::lint::context::Context;
use crate::lint::finding::Related;
use crate::lint::parameter::Parameter;
use crate::lint::rule::{LAUNCH_GATE, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// The kick-off with the client has no date, nobody of the client attended, or the client has not confirmed what was agreed. Once the
    /// plan has run for more than `grace_days` days this is an error. One finding, which names all that is lacking.
    ///
    /// ## Why it matters
    ///
    /// A plan that the client has never seen is ours alone. Lack of the client's consent is the most often named reason why such plans
    /// fail.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/kickoff/confirmed_on"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/kickoff/client_attendee_ids", "value": ["C2"]}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `grace_days`: the days after the launch in which the lack is only a warning. `require_client_confirmation`: whether the
    /// client must confirm in words of their own.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 7 (align with the client before starting).
    pub(super) static ALIGNMENT_MEETING_MISSING = {
        code: "KA-109",
        name: "alignment-meeting-missing",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: STRATEGIC_AND_KEY,
        gates: LAUNCH_GATE,
        inputs: &[
            "/kickoff/held_on",
            "/kickoff/client_attendee_ids",
            "/kickoff/confirmed_on",
            "/plan/launched_on",
            "/account/lifecycle/launched_on",
        ],
        needs_date: true,
        parameters: &[
            Parameter::number("grace_days", 30.0, "the days after the launch in which the lack is only a warning", "house default").smaller_is_stricter(),
            Parameter::flag("require_client_confirmation", true, "whether the client must confirm what was agreed", "KAM practice, S4 step 7"),
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let kickoff = &cx.plan().kickoff;
    let is_confirmed = kickoff.confirmed_on.is_some() || !cx.flag("require_client_confirmation");
    let parts = [
        (kickoff.held_on.is_some(), "held_on", "a date"),
        (
            !kickoff.client_attendee_ids.is_empty(),
            "client_attendee_ids",
            "somebody of the client",
        ),
        (is_confirmed, "confirmed_on", "the client's confirmation"),
    ];
    let lacking: Vec<_> = parts.iter().filter(|(is_there, ..)| !is_there).collect();
    let Some(((_, first, _), others)) = lacking.split_first() else {
        return;
    };
    let names: Vec<String> = lacking.iter().map(|(.., name)| (*name).to_owned()).collect();
    let draft = Draft::new(
        format!("/kickoff/{first}"),
        "incomplete",
        "The kick-off with \"{account}\" lacks {parts}.",
        [("account", cx.account_label().into()), ("parts", names.into())],
    );
    let draft = draft
        .related(others.iter().map(|(_, field, name)| Related {
            path: format!("/kickoff/{field}"),
            message: format!("lacks {name} as well"),
        }))
        .help("Hold the kick-off with the client, and have them confirm what was agreed.");
    sink.report(if is_overdue(cx) {
        draft.severity(Severity::Error)
    } else {
        draft
    });
}

/// Returns whether the plan has been running for longer than the kick-off may take.
fn is_overdue(cx: &Context<'_>) -> bool {
    let is_running = matches!(cx.state(), LifecycleState::Execution | LifecycleState::Review);
    let age_days = cx.launched_on().and_then(|date| cx.age_days(date));
    is_running && age_days.is_some_and(|age_days| age_days > cx.number("grace_days"))
}
