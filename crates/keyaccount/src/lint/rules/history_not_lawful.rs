//! KA-851 `history-not-lawful`.

use crate::account::LifecycleState;
use crate::lifecycle::{HistoryFault, HistoryFaultKind, replay};
use crate::lint::context::Context;
use crate::lint::rule::{ALL_GATES, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// The history of the account, as far as the plan repeats it, does not follow the table of the lifecycle: a command that is not allowed in
    /// the state before or does not lead to the state after, a command that does not exist, numbers with a gap or given twice, a day before
    /// that of the entry in front without the mark of backdating, or an end in another state than the one that is stated. What an entry leaves out is
    /// no fault. After a fault the replay goes on from the state that the entry states.
    ///
    /// ## Why it matters
    ///
    /// Who approved what, and when, is asked years later. A log that contradicts itself answers nothing.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/history/9/effective_on", "value": "2026-04-14"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/history/9/effective_on", "value": "2026-04-14"},
    ///  {"op": "replace", "path": "/history/9/backdated", "value": true}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// The table of the lifecycle; logs that are only ever added to.
    pub(super) static HISTORY_NOT_LAWFUL = {
        code: "KA-851",
        name: "history-not-lawful",
        severity: Severity::Error,
        nature: Nature::Inconsistent,
        gates: ALL_GATES,
        inputs: &[
            "/account/lifecycle/state",
            "/history/*/seq",
            "/history/*/command",
            "/history/*/from",
            "/history/*/to",
            "/history/*/effective_on",
            "/history/*/backdated",
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let history = &cx.plan().history;
    for fault in replay(history, cx.lifecycle().state).faults {
        let number = match fault.seq {
            Some(seq) => seq.to_string(),
            None => format!("at {}", fault.index),
        };
        let draft = draft(&fault, &number).discriminator(number);
        sink.report(draft.help("Correct the entry, or add the one that is missing."));
    }
}

fn draft(fault: &HistoryFault, number: &str) -> Draft {
    let place = |field: &str| format!("/history/{}/{field}", fault.index);
    match &fault.kind {
        HistoryFaultKind::SeqNotNext { expected, found } => Draft::new(
            place("seq"),
            "number",
            "Entry {found} of the history comes where entry {expected} should be.",
            [
                ("found", found.to_string().into()),
                ("expected", expected.to_string().into()),
            ],
        ),
        HistoryFaultKind::NotBackdated { previous, found } => Draft::new(
            place("effective_on"),
            "backdated",
            "Entry {entry} of the history takes effect on {found}, before the entry in front of it ({previous}), and is not marked as backdated.",
            [
                ("entry", number.into()),
                ("found", (*found).into()),
                ("previous", (*previous).into()),
            ],
        ),
        HistoryFaultKind::UnknownCommand { command } => Draft::new(
            place("command"),
            "unknown-command",
            "Entry {entry} of the history has the command \"{command}\", which does not exist.",
            [("entry", number.into()), ("command", command.as_str().into())],
        ),
        HistoryFaultKind::FromDiffers { expected, found } => Draft::new(
            place("from"),
            "from",
            "Entry {entry} of the history begins in {found}, and the one in front of it ended in {expected}.",
            [
                ("entry", number.into()),
                ("found", found.as_str().into()),
                ("expected", state(*expected).into()),
            ],
        ),
        HistoryFaultKind::CommandNotAllowed {
            from,
            command,
            allowed,
        } => {
            let allowed: Vec<String> = allowed
                .iter()
                .map(|command| command.as_str().to_owned())
                .collect();
            Draft::new(
                place("command"),
                "not-allowed",
                "Entry {entry} of the history has the command {command}, which is not allowed in {from}; allowed are {allowed}.",
                [
                    ("entry", number.into()),
                    ("command", command.as_str().into()),
                    ("from", state(*from).into()),
                    ("allowed", allowed.into()),
                ],
            )
        }
        HistoryFaultKind::WrongTarget {
            from, targets, found, ..
        } => {
            let targets: Vec<String> = targets.iter().map(|target| target.as_str().to_owned()).collect();
            Draft::new(
                place("to"),
                "target",
                "Entry {entry} of the history leads from {from} to {found}; possible are {targets}.",
                [
                    ("entry", number.into()),
                    ("from", state(*from).into()),
                    ("found", found.as_str().into()),
                    ("targets", targets.into()),
                ],
            )
        }
        HistoryFaultKind::EndDiffers { stored, replayed } => Draft::new(
            "/account/lifecycle/state",
            "end",
            "The account is stated to be in {stored}, and its history ends in {replayed}.",
            [
                ("stored", stored.as_str().into()),
                ("replayed", replayed.as_str().into()),
            ],
        ),
    }
}

/// Returns the word for a state, or for what comes before the first one.
fn state(state: Option<LifecycleState>) -> &'static str {
    state.map_or("no state", LifecycleState::as_str)
}
