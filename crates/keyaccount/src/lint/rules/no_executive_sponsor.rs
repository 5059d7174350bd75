//! KA-505 `no-executive-sponsor`.

use crate::account::Tier;
use crate::lint::context::Context;
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES_AS_WARNING, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::team::MemberRole;

declare_rule! {
    /// ## What it checks
    ///
    /// The account is of one of the `tiers`, and no active member of the team has the role of executive sponsor.
    ///
    /// ## Why it matters
    ///
    /// Some doors open only for somebody of equal rank, and some promises only a member of the board can keep.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/team/4/role", "value": "sales"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/team/4/role", "value": "sales"},
    ///  {"op": "replace", "path": "/team/6/role", "value": "executive_sponsor"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `tiers`: the tiers whose accounts need a sponsor, out of strategic and key; key accounts do not unless configuration says so.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (the role of top management); executive sponsor programmes as Altify and saleswisdom.co.uk describe them.
    pub(super) static NO_EXECUTIVE_SPONSOR = {
        code: "KA-505",
        name: "no-executive-sponsor",
        severity: Severity::Warning,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        gates: PLAN_GATES_AS_WARNING,
        inputs: &[
            "/team/*/role",
            "/team/*/start_on",
            "/team/*/end_on",
        ],
        needs_date: true,
        expires_evaluation: true,
        parameters: &[Parameter::texts("tiers", &["strategic"], "the tiers whose accounts need a sponsor", "executive sponsor programmes").out_of(&["strategic", "key"])],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let tiers: Vec<Tier> = cx.words("tiers");
    let has_sponsor = cx
        .active_members()
        .any(|(_, member)| member.role == Some(MemberRole::ExecutiveSponsor));
    if has_sponsor || !cx.tier().is_some_and(|tier| tiers.contains(&tier)) {
        return;
    }
    let draft = Draft::new(
        "/team",
        "nobody",
        "No active member of the team is executive sponsor (active members listed: {count}).",
        [("count", cx.active_members().count().into())],
    );
    sink.report(
        draft.help("Ask a member of the board to stand for this account, and add that member to the team."),
    );
}
