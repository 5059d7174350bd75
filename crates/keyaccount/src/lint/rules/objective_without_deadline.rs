//! KA-205 `objective-without-deadline`.

use crate::lint::context::{Context, label};
use crate::lint::rule::{PLAN_GATES, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// An objective has no due date. Dropped objectives are left out.
    ///
    /// ## Why it matters
    ///
    /// Without a date an objective is never late, so nobody acts on it.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/objectives/0/due_on"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/0/due_on", "value": "2028-06-30"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// SMART (Doran 1981); KAM practice, S1.
    pub(super) static OBJECTIVE_WITHOUT_DEADLINE = {
        code: "KA-205",
        name: "objective-without-deadline",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: PLANNED_TIERS,
        gates: PLAN_GATES,
        inputs: &["/objectives/*/status", "/objectives/*/due_on"],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (index, objective) in cx.kept_objectives() {
        if objective.due_on.is_some() {
            continue;
        }
        let draft = Draft::new(
            format!("/objectives/{index}/due_on"),
            "no-date",
            "Objective \"{objective}\" has no due date.",
            [("objective", label(objective.title.as_deref(), objective).into())],
        );
        sink.report(
            draft
                .about_entity(objective)
                .help("Agree the day by which it is to be reached."),
        );
    }
}
