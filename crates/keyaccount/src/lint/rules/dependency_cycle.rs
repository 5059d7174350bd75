//! KA-306 `dependency-cycle`.

use crate::lint::context::Context;
use crate::lint::finding::Related;
use crate::lint::rule::{ALL_GATES, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::dependencies::CycleAction;

declare_rule! {
    /// ## What it checks
    ///
    /// Actions wait for each other in a circle, an action for itself included. Cancelled actions are left out. One finding per
    /// tangle; it names the shortest circle, beginning with the smallest id.
    ///
    /// ## Why it matters
    ///
    /// None of these actions can ever start, and no date that is computed from them means anything.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "add", "path": "/actions/0/depends_on", "value": [{"id": "A2"}]}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "add", "path": "/actions/3/depends_on", "value": [{"id": "A1", "kind": "start_to_start"}]}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// Critical-path method: the network of activities has no circle (DCMA 14-point assessment, logic).
    pub(super) static DEPENDENCY_CYCLE = {
        code: "KA-306",
        name: "dependency-cycle",
        severity: Severity::Error,
        nature: Nature::Inconsistent,
        gates: ALL_GATES,
        inputs: &["/actions/*/id", "/actions/*/status", "/actions/*/depends_on"],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for cycle in cx.network.dependencies().cycles() {
        let ids = |actions: &[CycleAction<'_>]| -> Vec<String> {
            actions.iter().map(|action| action.id.to_string()).collect()
        };
        let (route_ids, tangle_ids) = (ids(&cycle.route), ids(&cycle.tangle));
        let Some((first, others)) = cycle.route.split_first() else {
            continue;
        };
        let route = format!("{} -> {}", route_ids.join(" -> "), first.id);
        let place = |action: &CycleAction<'_>| format!("/actions/{}/depends_on", action.position);
        let draft = Draft::new(
            place(first),
            "cycle",
            "These actions wait for each other in a circle: {route}.",
            [("route", route.into()), ("actions", tangle_ids.clone().into())],
        );
        let related = others.iter().map(|action| Related {
            path: place(action),
            message: format!("{} is part of the circle", action.id),
        });
        let draft = draft.about("action", first.id.as_str()).related(related);
        sink.report(
            draft
                .discriminator(tangle_ids.join("\u{0}"))
                .help("Remove one of the dependencies in the circle."),
        );
    }
}
