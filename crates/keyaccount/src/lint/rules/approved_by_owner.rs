//! KA-810 `approved-by-owner`.

use crate::lint::context::Context;
use crate::lint::finding::Related;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// The person who approves the plan is the one who owns it.
    ///
    /// ## Why it matters
    ///
    /// Who wrote the plan has stopped seeing what is not in it. A second pair of eyes costs an hour.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/plan/approver_id", "value": "T1"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/plan/approver_id", "value": "T5"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// The four-eyes principle.
    pub(super) static APPROVED_BY_OWNER = {
        code: "KA-810",
        name: "approved-by-owner",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Strict,
        tiers: STRATEGIC_AND_KEY,
        inputs: &["/plan/owner_id", "/plan/approver_id"],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let header = &cx.plan().plan;
    let Some(owner) = header
        .owner_id
        .as_ref()
        .filter(|owner| header.approver_id.as_ref() == Some(*owner))
    else {
        return;
    };
    let draft = Draft::new(
        "/plan/approver_id",
        "same",
        "\"{person}\" owns the plan and approves it as well.",
        [("person", cx.person_label(owner.as_str()).into())],
    );
    let related = Related {
        path: "/plan/owner_id".to_owned(),
        message: "the owner stands here".to_owned(),
    };
    sink.report(
        draft
            .related([related])
            .help("Let somebody else approve the plan."),
    );
}
