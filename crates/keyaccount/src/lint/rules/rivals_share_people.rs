//! KA-906 `rivals-share-people`.

use std::collections::{BTreeMap, BTreeSet};

use crate::account::{Account, CompetitorOf, Tier};
use crate::lint::context::{label, word};
use crate::lint::finding::Related;
use crate::lint::gate::Gate;
use crate::lint::parameter::Parameter;
use crate::lint::portfolio_context::PortfolioContext;
use crate::lint::rule::{GateUse, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::{AccountId, PersonId};
use crate::team::MemberRole;
use crate::vocabulary::Entity;

declare_rule! {
    /// ## What it checks
    ///
    /// An account names another account of ours as a competitor of its own, one of the two is strategic or key, somebody works for
    /// both with an allocation above `max_shared` on either side, and neither plan records a barrier or a consent for the other account. Who works for an account is its manager
    /// and the active team of its plans, apart from `exempt_roles`; a member without an allocation counts.
    ///
    /// ## Why it matters
    ///
    /// What one client tells us in confidence reaches its rival in the same head. Both find out, and both leave.
    ///
    /// ## Example
    ///
    /// ```json portfolio mode:portfolio
    /// [{"op": "add", "path": "/accounts/0/competitors/2/our_account_id", "value": "A03"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json portfolio mode:portfolio
    /// [{"op": "add", "path": "/accounts/0/competitors/2/our_account_id", "value": "A05"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_shared`: the allocation that a person may have on both sides. `exempt_roles`: the roles that may work for rivals.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (conflicts between competing clients); conflict practice of advisers and agencies: disclose, separate the teams, ask
    /// for consent.
    pub(super) static RIVALS_SHARE_PEOPLE = {
        code: "KA-906",
        name: "rivals-share-people",
        severity: Severity::Error,
        nature: Nature::Risky,
        tiers: STRATEGIC_AND_KEY,
        gates: &[GateUse::blocking(Gate::G1), GateUse::blocking(Gate::G2Approve), GateUse::blocking(Gate::G2Launch)],
        expires_evaluation: true,
        needs_date: true,
        parameters: &[
            Parameter::number("max_shared", 0.0, "the allocation that a person may have on both sides", "conflict practice").smaller_is_stricter(),
            Parameter::texts("exempt_roles", &["executive_sponsor", "legal", "finance"], "the roles that may work for rivals", "house default: those who see all accounts anyway").out_of(ROLES),
        ],
        check_portfolio: Some(check),
    };
}

const ROLES: &[&str] = &[
    "key_account_manager",
    "deputy",
    "executive_sponsor",
    "sales",
    "service",
    "technical",
    "product",
    "finance",
    "legal",
    "it",
    "operations",
    "marketing",
];

/// Who works for each account, by the id of the account: people with their names, by id.
type Teams<'a> = BTreeMap<&'a str, BTreeMap<&'a str, String>>;

fn check(cx: &PortfolioContext<'_>, sink: &mut Sink) {
    let accounts = cx.accounts_by_id();
    let rivals = rivals(cx, &accounts);
    if rivals.is_empty() {
        return;
    }
    let (teams, settled) = (teams(cx), settled(cx));
    for (one, other) in rivals {
        if settled.contains(&(one, other)) || settled.contains(&(other, one)) {
            continue;
        }
        let (Some(team), Some(rival_team)) = (teams.get(one), teams.get(other)) else {
            continue;
        };
        let shared = team.iter().filter(|(id, _)| rival_team.contains_key(*id));
        let shared: Vec<String> = shared.map(|(_, name)| name.clone()).collect();
        let places = accounts.get(one).zip(accounts.get(other));
        let Some((&(index, account), &(rival_index, rival))) = places.filter(|_| !shared.is_empty()) else {
            continue;
        };
        let (name, rival_name) = (
            label(account.name.as_deref(), account),
            label(rival.name.as_deref(), rival),
        );
        let draft = Draft::new(
            format!("/accounts/{index}"),
            "people",
            "\"{account}\" and \"{rival}\" are rivals and share people: {people}.",
            [
                ("account", name.into()),
                ("rival", rival_name.as_str().into()),
                ("people", shared.into()),
            ],
        );
        let related = Related {
            path: format!("/accounts/{rival_index}"),
            message: format!("\"{rival_name}\" is the rival"),
        };
        let draft = draft
            .about_entity(account)
            .discriminator(other)
            .concerns([one, other]);
        sink.report(draft.related([related]).help(
            "Give one of the two other people, or tell both and record the barrier or their consent as a conflict.",
        ));
    }
}

/// Returns the pairs of rivals of which one is strategic or key, each pair once, the smaller id first.
fn rivals<'a>(
    cx: &PortfolioContext<'a>,
    accounts: &BTreeMap<&'a str, (usize, &'a Account)>,
) -> BTreeSet<(&'a str, &'a str)> {
    let own = cx.accounts().map(|(_, account)| account);
    let planned = cx.plans.iter().map(|plan| &plan.account);
    let mut pairs = BTreeSet::new();
    for account in own.chain(planned) {
        let Some(id) = account.id() else { continue };
        for competitor in &account.competitors {
            let rival = competitor.our_account_id.as_ref().map(AccountId::as_str);
            let Some(rival) =
                rival.filter(|rival| competitor.of == Some(CompetitorOf::Client) && *rival != id)
            else {
                continue;
            };
            let both = [id, rival].map(|id| accounts.get(id).map(|(_, account)| *account));
            if let [Some(one), Some(other)] = both
                && one.is_served()
                && other.is_served()
                && [one, other]
                    .iter()
                    .any(|account| account.tier.is_some_and(Tier::is_key))
            {
                pairs.insert((id.min(rival), id.max(rival)));
            }
        }
    }
    pairs
}

/// Returns who works for each account: its manager, and the active team of its plans.
fn teams<'a>(cx: &PortfolioContext<'a>) -> Teams<'a> {
    let mut teams: Teams<'a> = BTreeMap::new();
    let limit = cx.number("max_shared");
    let exempt = cx.texts("exempt_roles").iter();
    let exempt: Vec<MemberRole> = exempt.filter_map(|role| word(role)).collect();
    let is_exempt = |role: Option<MemberRole>| role.is_some_and(|role| exempt.contains(&role));
    let members = cx.portfolio.members.iter();
    let members: BTreeMap<&str, _> = members
        .filter_map(|member| Some((member.id()?, member)))
        .collect();
    for (_, account) in cx.served_accounts() {
        let manager = account.manager_id.as_ref().map(PersonId::as_str);
        let manager = manager.and_then(|id| members.get_key_value(id));
        let share = account.allocation.map_or(f64::INFINITY, f64::from);
        if let (Some(id), Some((manager_id, manager))) = (account.id(), manager)
            && share > limit
            && !is_exempt(manager.role)
        {
            let name = label(manager.name.as_deref(), *manager);
            teams.entry(id).or_default().insert(manager_id, name);
        }
    }
    for plan in cx.plans {
        let Some(id) = plan.account.id() else { continue };
        for member in &plan.team {
            let is_active = cx.as_of().is_some_and(|as_of| member.is_active(as_of));
            let share = member.allocation.map_or(f64::INFINITY, f64::from);
            if let Some(member_id) = member
                .id()
                .filter(|_| is_active && share > limit && !is_exempt(member.role))
            {
                let name = label(member.name.as_deref(), member);
                teams.entry(id).or_default().entry(member_id).or_insert(name);
            }
        }
    }
    teams
}

/// Returns the pairs of accounts for which the plan of the first records a barrier or a consent.
fn settled<'a>(cx: &PortfolioContext<'a>) -> BTreeSet<(&'a str, &'a str)> {
    let mut settled = BTreeSet::new();
    for plan in cx.plans {
        for conflict in &plan.conflicts {
            let other = conflict.other_account_id.as_ref().map(AccountId::as_str);
            if conflict.barrier == Some(true) || conflict.consent_on.is_some() {
                settled.extend(plan.account.id().zip(other));
            }
        }
    }
    settled
}
