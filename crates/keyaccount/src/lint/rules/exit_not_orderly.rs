//! KA-856 `exit-not-orderly`.

use crate::account::{ExitOutcome, LifecycleState};
use crate::lint::context::{Context, label, present};
use crate::lint::gate::Gate;
use crate::lint::parameter::Parameter;
use crate::lint::rule::{GateUse, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{CommitmentStatus, Promiser};

declare_rule! {
    /// ## What it checks
    ///
    /// The account is exiting, or was taken back to standard service, and something of an orderly exit is missing: the reason, the day on which
    /// the client was told, the person who looks after the account afterwards, for each open commitment of ours somebody who takes it over, and
    /// for each agreement of the plan a last day or a successor. Each is told by itself.
    ///
    /// ## Why it matters
    ///
    /// A client who learns from an invoice that he is no longer a key account is lost as a standard one too.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/history", "value": []},
    ///  {"op": "replace", "path": "/account/lifecycle", "value": {"state": "exiting", "since": "2026-09-01", "launched_on": "2026-01-15", "exit": {
    ///    "origin": "review", "reason": "the dairies are sold one by one", "told_on": "2026-09-10"}}},
    ///  {"op": "add", "path": "/commitments/0/transferred_to_id", "value": "B12"},
    ///  {"op": "add", "path": "/commitments/2/transferred_to_id", "value": "B12"},
    ///  {"op": "add", "path": "/commitments/5/transferred_to_id", "value": "B12"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/history", "value": []},
    ///  {"op": "replace", "path": "/account/lifecycle", "value": {"state": "exiting", "since": "2026-09-01", "launched_on": "2026-01-15", "exit": {
    ///    "origin": "review", "reason": "the dairies are sold one by one", "told_on": "2026-09-10", "new_owner_id": "B12"}}},
    ///  {"op": "add", "path": "/commitments/0/transferred_to_id", "value": "B12"},
    ///  {"op": "add", "path": "/commitments/2/transferred_to_id", "value": "B12"},
    ///  {"op": "add", "path": "/commitments/5/transferred_to_id", "value": "B12"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `require`: what an orderly exit consists of.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 tip 3 (do not neglect other accounts) and S3 (unclear expectations).
    pub(super) static EXIT_NOT_ORDERLY = {
        code: "KA-856",
        name: "exit-not-orderly",
        severity: Severity::Error,
        nature: Nature::Missing,
        gates: &[GateUse::blocking(Gate::G6)],
        inputs: &["/account/lifecycle", "/commitments/*/made_by", "/commitments/*/status", "/commitments/*/transferred_to_id", "/sla/*/to", "/sla/*/successor_id"],
        parameters: &[Parameter::texts("require", PARTS, "what an orderly exit consists of", "KAM practice, S3 and S4 tip 3").out_of(PARTS)],
        check: check,
    };
}

const PARTS: &[&str] = &[
    "reason",
    "client_told",
    "new_owner",
    "commitments",
    "service_levels",
];

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let exit = &cx.lifecycle().exit;
    let is_exit = match cx.state() {
        LifecycleState::Exiting => true,
        LifecycleState::Deselected => exit.outcome == Some(ExitOutcome::ToStandard),
        _ => false,
    };
    if !is_exit {
        return;
    }
    let is_required = |part: &str| cx.texts("require").iter().any(|required| required == part);
    let facts = [
        (
            "reason",
            "reason",
            present(exit.reason.as_deref()),
            "The exit has no reason.",
            "Record why key status ends.",
        ),
        (
            "client_told",
            "told_on",
            exit.told_on.is_some(),
            "The client was not told of the exit.",
            "Tell the client, and record when.",
        ),
        (
            "new_owner",
            "new_owner_id",
            exit.new_owner_id.is_some(),
            "Nobody is named who looks after the account after the exit.",
            "Name who looks after the account in standard service.",
        ),
    ];
    for (part, field, is_there, sentence, help) in facts {
        if is_required(part) && !is_there {
            let draft = Draft::new(format!("/account/lifecycle/exit/{field}"), part, sentence, []);
            sink.report(draft.help(help));
        }
    }
    if is_required("commitments") {
        commitments(cx, sink);
    }
    if is_required("service_levels") {
        service_levels(cx, sink);
    }
}

fn commitments(cx: &Context<'_>, sink: &mut Sink) {
    for (index, commitment) in cx.plan().commitments.iter().enumerate() {
        let is_ours = commitment.made_by != Some(Promiser::Client);
        let is_open =
            commitment.status == Some(CommitmentStatus::Open) && commitment.transferred_to_id.is_none();
        if is_ours && is_open {
            let draft = Draft::new(
                format!("/commitments/{index}/transferred_to_id"),
                "commitment",
                "Nobody takes over the open commitment \"{commitment}\".",
                [("commitment", label(commitment.text.as_deref(), commitment).into())],
            );
            sink.report(
                draft.help("Keep the commitment, release it with the client, or name who takes it over."),
            );
        }
    }
}

fn service_levels(cx: &Context<'_>, sink: &mut Sink) {
    for (index, agreement) in cx.plan().sla.iter().enumerate() {
        if agreement.to.is_none() && agreement.successor_id.is_none() {
            let draft = Draft::new(
                format!("/sla/{index}/to"),
                "agreement",
                "The agreement \"{agreement}\" has neither a last day nor a successor.",
                [("agreement", label(agreement.name.as_deref(), agreement).into())],
            );
            sink.report(draft.help("Agree on the last day, or on what follows."));
        }
    }
}
