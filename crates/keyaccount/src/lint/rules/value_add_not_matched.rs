//! KA-601 `value-add-not-matched`.

use crate::lint::context::{Context, label};
use crate::lint::rule::{PLAN_GATES, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// A value-add names neither a need of the client nor an objective of the client that it serves.
    ///
    /// ## Why it matters
    ///
    /// Something extra that answers no wish of this client costs us money and is not noticed. Only what is matched with a need or
    /// an aim makes the client better off.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/value_adds/1/client_objective_ids"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/value_adds/1/client_objective_ids"},
    ///  {"op": "add", "path": "/value_adds/1/need_ids", "value": ["N15"]}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 5 (value-adds matched with the objectives of the client).
    pub(super) static VALUE_ADD_NOT_MATCHED = {
        code: "KA-601",
        name: "value-add-not-matched",
        severity: Severity::Warning,
        nature: Nature::Risky,
        tiers: STRATEGIC_AND_KEY,
        gates: PLAN_GATES,
        inputs: &["/value_adds/*/need_ids", "/value_adds/*/client_objective_ids"],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (index, value_add) in cx.plan().value_adds.iter().enumerate() {
        if !value_add.need_ids.is_empty() || !value_add.client_objective_ids.is_empty() {
            continue;
        }
        let name = label(value_add.statement.as_deref(), value_add);
        let draft = Draft::new(
            format!("/value_adds/{index}/need_ids"),
            "unmatched",
            "Value-add \"{value_add}\" serves no need and no objective of the client.",
            [("value_add", name.into())],
        );
        let help = "Link it to the need or the objective of the client that it serves, or drop it.";
        sink.report(draft.about_entity(value_add).help(help));
    }
}
