//! KA-404 `no-decision-maker`.

use crate::lint::context::Context;
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::stakeholder::BuyingRole;

declare_rule! {
    /// ## What it checks
    ///
    /// No active contact has the role of decider. *Decision maker* and *economic buyer* read as decider.
    ///
    /// ## Why it matters
    ///
    /// A plan that reaches users and buyers but nobody who decides is stopped by a person that nobody here knows.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/stakeholders/0/roles", "value": ["influencer"]}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/stakeholders/0/roles", "value": ["economic_buyer"]}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `roles`: the roles of which at least one must be held.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (reach decision makers) and S4; MEDDICC (economic buyer); Kapta asks for one decision maker in its
    /// minimum set of key players.
    pub(super) static NO_DECISION_MAKER = {
        code: "KA-404",
        name: "no-decision-maker",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: PLANNED_TIERS,
        gates: PLAN_GATES,
        inputs: &["/stakeholders/*/roles", "/stakeholders/*/status", "/stakeholders/*/end_on"],
        needs_date: true,
        parameters: &[Parameter::texts("roles", &["decider"], "the roles of which at least one must be held", "KAM practice, S3; MEDDICC").out_of(&[
                "initiator",
                "user",
                "influencer",
                "technical_evaluator",
                "decider",
                "approver",
                "buyer",
                "gatekeeper",
                "legal",
            ])],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(as_of) = cx.as_of() else { return };
    let roles: Vec<BuyingRole> = cx.words("roles");
    let active = || {
        cx.plan()
            .stakeholders
            .iter()
            .filter(|contact| contact.is_active(as_of))
    };
    if active().any(|contact| roles.iter().any(|role| contact.roles.contains(role))) {
        return;
    }
    let draft = Draft::new(
        "/stakeholders",
        "nobody",
        "No active contact decides (active contacts listed: {count}).",
        [("count", active().count().into())],
    );
    sink.report(draft.help("Find out who decides at the account, and note the role."));
}
