//! KA-501 `more-than-one-primary-manager`.

use crate::lint::context::{Context, label};
use crate::lint::finding::{Applicability, Fix, Limit, Measure, Related};
use crate::lint::rule::{ALL_GATES, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// More than one active member of the team is marked as primary and has the role of key account manager.
    ///
    /// ## Why it matters
    ///
    /// The manager is the one who orchestrates. Two who answer for the account leave each other the unpleasant half of it.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "add", "path": "/team/-", "value": {"id": "T9", "name": "Second key account manager", "role": "key_account_manager",
    ///   "is_primary": true, "seniority": "senior", "industries": ["food and drink"], "start_on": "2026-09-01",
    ///   "introduced_on": "2026-09-08"}}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "add", "path": "/team/-", "value": {"id": "T9", "name": "Second key account manager", "role": "key_account_manager",
    ///   "is_primary": true, "seniority": "senior", "industries": ["food and drink"], "start_on": "2026-10-01"}}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S1 (the manager is the central orchestrator).
    pub(super) static MORE_THAN_ONE_PRIMARY_MANAGER = {
        code: "KA-501",
        name: "more-than-one-primary-manager",
        severity: Severity::Error,
        nature: Nature::Inconsistent,
        tiers: PLANNED_TIERS,
        gates: ALL_GATES,
        inputs: &[
            "/team/*/is_primary",
            "/team/*/role",
            "/team/*/start_on",
            "/team/*/end_on",
        ],
        needs_date: true,
        expires_evaluation: true,
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let managers: Vec<_> = cx.primary_managers().collect();
    if managers.len() < 2 {
        return;
    }
    let names: Vec<String> = managers
        .iter()
        .map(|(_, member)| label(member.name.as_deref(), *member))
        .collect();
    let related = managers.iter().zip(&names).map(|((position, _), name)| Related {
        path: format!("/team/{position}/is_primary"),
        message: format!("\"{name}\" is marked as primary"),
    });
    let fix = Fix {
        title: "Leave the mark with the one who answers for the account, and make the others deputies."
            .to_owned(),
        applicability: Applicability::Manual,
        edits: Vec::new(),
        preferred: false,
    };
    let draft = Draft::new(
        "/team",
        "several",
        "{count} members are the primary manager at the same time: {members}.",
        [
            ("count", managers.len().into()),
            ("members", names.clone().into()),
        ],
    );
    sink.report(
        draft
            .related(related)
            .measured(
                Measure::new(managers.len(), "members"),
                Limit::at_most(1_usize, "members"),
            )
            .fix(fix)
            .help("Decide who answers for the account, and mark that member alone as primary."),
    );
}
