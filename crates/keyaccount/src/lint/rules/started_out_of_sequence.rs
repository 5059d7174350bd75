//! KA-312 `started-out-of-sequence`.

use crate::lint::context::{Context, label};
use crate::lint::finding::Related;
use crate::lint::report::Reason;
use crate::lint::rule::declare_rule;
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{Action, ActionStatus, DependencyKind};

declare_rule! {
    /// ## What it checks
    ///
    /// An action is in progress or done although one that must be finished before it starts is neither done nor cancelled. Actions
    /// that wait for each other in a circle, and those that wait for these, have no sequence and are not judged.
    ///
    /// ## Why it matters
    ///
    /// Either the link is not real, or the work rests on something that is not there and will have to be done again.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/actions/9/status", "value": "in_progress"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/actions/9/status", "value": "in_progress"},
    ///  {"op": "replace", "path": "/actions/9/depends_on/0/kind", "value": "start_to_start"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// Practice of schedule quality around the DCMA 14-point assessment (activities out of sequence).
    pub(super) static STARTED_OUT_OF_SEQUENCE = {
        code: "KA-312",
        name: "started-out-of-sequence",
        severity: Severity::Warning,
        nature: Nature::Inconsistent,
        profile: Profile::Recommended,
        inputs: &["/actions/*/id", "/actions/*/status", "/actions/*/depends_on"],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let actions = cx.network.dependencies().actions();
    for linked in actions {
        let has_begun = matches!(
            linked.action.status,
            Some(ActionStatus::InProgress | ActionStatus::Done)
        );
        if !has_begun || linked.waits_for.is_empty() {
            continue;
        }
        let position = linked.position;
        if cx.network.is_unordered(linked) {
            sink.cannot_judge(Reason::DependencyCycle, format!("/actions/{position}/depends_on"));
            continue;
        }
        let to_finish = linked
            .waits_for
            .iter()
            .filter(|link| link.kind == DependencyKind::FinishToStart);
        for before in to_finish.filter_map(|link| actions.get(link.other)) {
            if !before.action.status.is_some_and(ActionStatus::is_open) {
                continue;
            }
            let name = |action: &Action| label(action.title.as_deref(), action);
            let draft = Draft::new(
                format!("/actions/{position}/status"),
                "too-early",
                "Action \"{action}\" has begun before \"{before}\" is done, which it waits for.",
                [
                    ("action", name(linked.action).into()),
                    ("before", name(before.action).into()),
                ],
            );
            let waited_for = Related {
                path: format!("/actions/{}/status", before.position),
                message: format!("\"{}\" is not done", name(before.action)),
            };
            sink.report(
                draft
                    .about_entity(linked.action)
                    .related([waited_for])
                    .discriminator(before.id.as_str())
                    .help("Correct the status of one of the two, or the link between them."),
            );
        }
    }
}
