//! KA-704 `high-risk-unmitigated`.

use crate::lint::context::{Context, label};
use crate::lint::facts::Server;
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{PLAN_GATES, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::Risk;
use crate::vocabulary::{Entity, EntityKind};

declare_rule! {
    /// ## What it checks
    ///
    /// The score of an open risk, probability times impact, is `high_score` or more, no action makes the risk smaller, and nobody
    /// but its owner has accepted it. Actions count that the risk lists or that say they serve it, cancelled ones aside. An
    /// open risk without probability or impact that is neither mitigated nor accepted is not evaluated.
    ///
    /// ## Why it matters
    ///
    /// Writing a danger down does not make it smaller. Either somebody works on it, or somebody above says that we live with it.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/risks/4/mitigation_action_ids", "value": []},
    ///  {"op": "replace", "path": "/actions/20/serves", "value": ["objective:O3"]}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/risks/4/mitigation_action_ids", "value": []},
    ///  {"op": "replace", "path": "/actions/20/serves", "value": ["objective:O3"]},
    ///  {"op": "replace", "path": "/risks/4/response", "value": "accept"},
    ///  {"op": "add", "path": "/risks/4/accepted_by_id", "value": "B1"},
    ///  {"op": "add", "path": "/risks/4/accepted_on", "value": "2026-09-18"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `high_score`: the lowest score, 1 to 25, that must not stay as it is.
    ///
    /// ## Source
    ///
    /// Guides to risk registers of claritymigrate.com and chartersim.com: on scales of five, 15 to 25 is high.
    pub(super) static HIGH_RISK_UNMITIGATED = {
        code: "KA-704",
        name: "high-risk-unmitigated",
        severity: Severity::Error,
        nature: Nature::Risky,
        tiers: PLANNED_TIERS,
        gates: PLAN_GATES,
        inputs: &[
            "/risks/*/id",
            "/risks/*/probability",
            "/risks/*/impact",
            "/risks/*/status",
            "/risks/*/mitigation_action_ids",
            "/risks/*/accepted_by_id",
            "/risks/*/owner_id",
            "/actions/*/serves",
            "/actions/*/status",
        ],
        parameters: &[Parameter::number("high_score", 15.0, "the lowest score, 1 to 25, that is high", "risk registers of claritymigrate.com and chartersim.com").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (index, risk) in cx.open_risks() {
        if is_mitigated(cx, risk) || is_accepted(risk) {
            continue;
        }
        let Some(score) = risk.rated_score() else {
            let field = if risk.probability.is_none() {
                "probability"
            } else {
                "impact"
            };
            sink.cannot_judge(Reason::InputMissing, format!("/risks/{index}/{field}"));
            continue;
        };
        let high_score = cx.number("high_score");
        if f64::from(score) < high_score {
            continue;
        }
        let draft = Draft::new(
            format!("/risks/{index}/mitigation_action_ids"),
            "unmitigated",
            "Nothing makes the risk \"{risk}\" with a score of {score} smaller, and nobody has accepted it.",
            [
                ("risk", label(risk.event.as_deref(), risk).into()),
                ("score", i64::from(score).into()),
            ],
        );
        let observed = Measure {
            value: i64::from(score).into(),
            unit: None,
        };
        let expected = Limit {
            op: "<",
            value: high_score.into(),
            unit: None,
        };
        let help =
            "Plan an action that makes it smaller, or have it accepted by somebody other than its owner.";
        sink.report(draft.about_entity(risk).measured(observed, expected).help(help));
    }
}

fn is_mitigated(cx: &Context<'_>, risk: &Risk) -> bool {
    let servers = risk
        .id()
        .map(|id| cx.facts.servers(EntityKind::Risk, id))
        .unwrap_or_default();
    servers
        .iter()
        .any(|server| matches!(server, Server::Action(_)) && server.stands())
}

fn is_accepted(risk: &Risk) -> bool {
    risk.accepted_by_id.is_some() && risk.accepted_by_id != risk.owner_id
}
