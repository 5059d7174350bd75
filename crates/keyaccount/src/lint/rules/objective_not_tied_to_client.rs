//! KA-211 `objective-not-tied-to-client`.

use crate::lint::context::{Context, label};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::ObjectiveKind;

declare_rule! {
    /// ## What it checks
    ///
    /// An open objective of one of the `kinds` names neither an objective of the client nor a need that it serves.
    ///
    /// ## Why it matters
    ///
    /// Growth that answers no wish of the client is a sales target in disguise: the client has no reason to help with it.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/0/client_objective_ids", "value": []},
    ///  {"op": "replace", "path": "/objectives/0/need_ids", "value": []}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/0/client_objective_ids", "value": []}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `kinds`: the kinds of objectives that must serve the client.
    ///
    /// ## Source
    ///
    /// KAM practice, S1, S3 and S4 step 5 (what we add is matched to the objectives of the client).
    pub(super) static OBJECTIVE_NOT_TIED_TO_CLIENT = {
        code: "KA-211",
        name: "objective-not-tied-to-client",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/objectives/*/status",
            "/objectives/*/kind",
            "/objectives/*/client_objective_ids",
            "/objectives/*/need_ids",
        ],
        parameters: &[Parameter::texts("kinds", &["growth", "service", "innovation", "value"], "the kinds of objectives that must serve the client", "KAM practice, S4 step 5").out_of(&["growth", "retention", "relationship", "service", "innovation", "value", "profitability", "supply", "other"])],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let kinds: Vec<ObjectiveKind> = cx.words("kinds");
    for (index, objective) in cx.open_objectives() {
        let is_judged = objective.kind.is_some_and(|kind| kinds.contains(&kind));
        if !is_judged || !objective.client_objective_ids.is_empty() || !objective.need_ids.is_empty() {
            continue;
        }
        let draft = Draft::new(
            format!("/objectives/{index}/client_objective_ids"),
            "not-tied",
            "Objective \"{objective}\" serves no objective and no need of the client.",
            [("objective", label(objective.title.as_deref(), objective).into())],
        );
        sink.report(
            draft
                .about_entity(objective)
                .help("Name the objective or the need of the client that it serves, or ask whether it belongs in the plan."),
        );
    }
}
