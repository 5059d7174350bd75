//! KA-703 `risk-without-owner`.

use crate::lint::context::{Context, label};
use crate::lint::rule::{PLAN_GATES, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// An open risk has no owner, or its owner is a member of our team who has not started yet or has left. People of ours
    /// outside the team count as they are.
    ///
    /// ## Why it matters
    ///
    /// A risk that belongs to everybody is watched by nobody.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/risks/1/owner_id", "value": "T17"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/risks/1/owner_id", "value": "B12"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// Guides to risk registers of claritymigrate.com and chartersim.com (one person for each risk).
    pub(super) static RISK_WITHOUT_OWNER = {
        code: "KA-703",
        name: "risk-without-owner",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: PLANNED_TIERS,
        gates: PLAN_GATES,
        inputs: &["/risks/*/owner_id", "/risks/*/status", "/team/*/id", "/team/*/start_on", "/team/*/end_on"],
        // The owner may start.
        expires_evaluation: true,
        needs_date: true,
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(as_of) = cx.as_of() else { return };
    for (index, risk) in cx.open_risks() {
        let path = format!("/risks/{index}/owner_id");
        let name = label(risk.event.as_deref(), risk);
        let draft = match &risk.owner_id {
            None => Draft::new(
                path,
                "nobody",
                "Nobody owns the risk \"{risk}\".",
                [("risk", name.into())],
            ),
            Some(owner) => {
                let member = cx.facts.member(owner.as_str());
                let Some(member) = member.filter(|member| !member.is_active(as_of)) else {
                    continue;
                };
                let owner = label(member.name.as_deref(), member);
                let sentence = "\"{owner}\", who owns the risk \"{risk}\", is not in the team on {as_of}.";
                let args = [
                    ("owner", owner.into()),
                    ("risk", name.into()),
                    ("as_of", as_of.into()),
                ];
                Draft::new(path, "inactive", sentence, args)
            }
        };
        sink.report(
            draft
                .about_entity(risk)
                .help("Name one person who watches the risk and acts on it."),
        );
    }
}
