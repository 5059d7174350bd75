//! KA-507 `team-not-cross-functional`.

use std::collections::BTreeSet;

use crate::account::Tier;
use crate::lint::context::{Context, as_number};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::team::MemberRole;

declare_rule! {
    /// ## What it checks
    ///
    /// The active members of the team come from fewer functions than `min_functions`. Manager, deputy and executive sponsor are
    /// parts in the team and no functions.
    ///
    /// ## Why it matters
    ///
    /// A client's problem rarely stops at the border of one department. Sales alone can promise, and cannot deliver.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/team/5/role", "value": "service"},
    ///  {"op": "replace", "path": "/team/6/role", "value": "service"},
    ///  {"op": "replace", "path": "/team/7/role", "value": "service"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/team/5/role", "value": "service"},
    ///  {"op": "replace", "path": "/team/6/role", "value": "service"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `min_functions`: from how many functions members should come, by tier.
    ///
    /// ## Source
    ///
    /// KAM practice, S1 (a virtual cross-functional team) and S3 (finance, legal, IT). The numbers are house defaults.
    pub(super) static TEAM_NOT_CROSS_FUNCTIONAL = {
        code: "KA-507",
        name: "team-not-cross-functional",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/team/*/role",
            "/team/*/start_on",
            "/team/*/end_on",
        ],
        needs_date: true,
        expires_evaluation: true,
        parameters: &[Parameter::per_tier("min_functions", &[(Tier::Strategic, 3.0), (Tier::Key, 2.0)], "from how many functions members should come", "house default").larger_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let functions: BTreeSet<MemberRole> = cx
        .active_members()
        .filter_map(|(_, member)| member.role)
        .filter(|role| role.is_function())
        .collect();
    let min = cx.number("min_functions");
    if as_number(functions.len()) >= min || min.is_nan() {
        return;
    }
    let draft = Draft::new(
        "/team",
        "few",
        "The team covers {count} of the {min} functions that should work beside the manager.",
        [("count", functions.len().into()), ("min", min.into())],
    );
    let draft = draft.measured(
        Measure::new(functions.len(), "functions"),
        Limit::at_least(min, "functions"),
    );
    sink.report(draft.help(
        "Bring in those who deliver what the plan promises, such as service, product, finance or legal.",
    ));
}
