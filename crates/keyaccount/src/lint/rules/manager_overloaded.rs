//! KA-502 `manager-overloaded`.

use std::collections::BTreeMap;

use crate::account::{Account, LifecycleState, Tier};
use crate::lint::context::{exact, label};
use crate::lint::finding::{Limit, Measure};
use crate::lint::gate::Gate;
use crate::lint::parameter::Parameter;
use crate::lint::portfolio_context::PortfolioContext;
use crate::lint::report::Reason;
use crate::lint::rule::{GateUse, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{AtGate, Draft, Sink};
use crate::quantity::Share;
use crate::quantity::decimal::{self, Decimal};
use crate::team::Member;
use crate::vocabulary::Entity;

declare_rule! {
    /// ## What it checks
    ///
    /// The accounts of one manager, each with the weight of its tier, come to more than `max_load`; an error above `hard_max`.
    /// Deselected accounts are left out. With the basis `allocation` the parts of a full-time manager that are set aside for the
    /// accounts are added up instead, and set against the part of full time that the manager works, 1 unless stated; that is
    /// never more than a warning. An account without an allocation leaves the sum open: the rule is then not evaluated,
    /// unless the others are too much already.
    ///
    /// ## Why it matters
    ///
    /// A manager with too many key accounts serves those who call, and a key account that does not call is lost in silence.
    ///
    /// ## Example
    ///
    /// ```json portfolio
    /// [{"op": "replace", "path": "/accounts/4/manager_id", "value": "T1"}, {"op": "replace", "path": "/accounts/4/tier", "value": "key"},
    ///  {"op": "replace", "path": "/accounts/5/manager_id", "value": "T1"}, {"op": "replace", "path": "/accounts/5/tier", "value": "key"},
    ///  {"op": "replace", "path": "/accounts/6/manager_id", "value": "T1"}, {"op": "replace", "path": "/accounts/6/tier", "value": "key"},
    ///  {"op": "replace", "path": "/accounts/7/manager_id", "value": "T1"}, {"op": "replace", "path": "/accounts/7/tier", "value": "key"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json portfolio
    /// [{"op": "replace", "path": "/accounts/4/manager_id", "value": "T1"}, {"op": "replace", "path": "/accounts/4/tier", "value": "key"},
    ///  {"op": "replace", "path": "/accounts/5/manager_id", "value": "T1"}, {"op": "replace", "path": "/accounts/5/tier", "value": "key"},
    ///  {"op": "replace", "path": "/accounts/6/manager_id", "value": "T1"}, {"op": "replace", "path": "/accounts/6/tier", "value": "key"},
    ///  {"op": "replace", "path": "/accounts/7/manager_id", "value": "T1"}, {"op": "replace", "path": "/accounts/7/tier", "value": "incubator"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_load`: the load that one manager can carry. `hard_max`: the load from which the fault is an error, and stops the selection
    /// of another account. `basis`: whether accounts are counted or allocations are added up. `weights`: what an account counts, by tier.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 4 (a key account manager looks after one to five accounts). Practitioners such as sieck-consulting.de warn
    /// against one fixed number, since accounts differ; hence the other basis. Weights and the hard limit are house defaults.
    pub(super) static MANAGER_OVERLOADED = {
        code: "KA-502",
        name: "manager-overloaded",
        severity: Severity::Warning,
        nature: Nature::Risky,
        tiers: PLANNED_TIERS,
        gates: &[GateUse::blocking(Gate::G1)],
        parameters: &[
            Parameter::number("max_load", 5.0, "the load that one manager can carry", "KAM practice, S4 step 4").smaller_is_stricter(),
            Parameter::number("hard_max", 10.0, "the load from which the fault is an error", "house default").smaller_is_stricter(),
            Parameter::choice("basis", "count", &["count", "allocation"], "whether accounts are counted or allocations are added up", "house default"),
            Parameter::per_tier("weights", &[(Tier::Strategic, 1.0), (Tier::Key, 1.0), (Tier::Incubator, 0.5), (Tier::Standard, 0.0)], "what an account counts", "house default").larger_is_stricter(),
        ],
        check_portfolio: Some(check),
    };
}

/// A manager and the accounts that count.
struct Managed<'a> {
    /// The place of the manager among the members, where the portfolio has it.
    member: Option<(usize, &'a Member)>,
    accounts: Vec<(usize, &'a Account)>,
}

fn check(cx: &PortfolioContext<'_>, sink: &mut Sink) {
    for (id, managed) in managers(cx) {
        let draft = match cx.text("basis") {
            "allocation" => by_allocation(cx, id, &managed, sink),
            _ => by_count(cx, id, &managed),
        };
        if let Some(draft) = draft {
            let accounts = managed.accounts.iter().filter_map(|(_, account)| account.id());
            sink.report(
                draft
                    .about("member", id)
                    .concerns(accounts)
                    .help("Give accounts to somebody else, or make the manager free for those that stay."),
            );
        }
    }
}

/// Returns who manages accounts, by id.
fn managers<'a>(cx: &PortfolioContext<'a>) -> BTreeMap<&'a str, Managed<'a>> {
    let mut managers: BTreeMap<&str, Managed<'_>> = BTreeMap::new();
    for (index, account) in cx.accounts() {
        let is_managed = account.lifecycle.state != Some(LifecycleState::Deselected);
        if let Some(id) = account.manager_id.as_ref().filter(|_| is_managed) {
            let managed = managers.entry(id.as_str()).or_insert_with(|| Managed {
                member: None,
                accounts: Vec::new(),
            });
            managed.accounts.push((index, account));
        }
    }
    for (index, member) in cx.portfolio.members.iter().enumerate() {
        if let Some(managed) = member.id().and_then(|id| managers.get_mut(id)) {
            managed.member.get_or_insert((index, member));
        }
    }
    managers
}

fn by_count(cx: &PortfolioContext<'_>, id: &str, managed: &Managed<'_>) -> Option<Draft> {
    let weight = |account: &Account| cx.number_for(account.tier, "weights");
    let load: f64 = managed.accounts.iter().map(|(_, account)| weight(account)).sum();
    let (max, hard_max) = (cx.number("max_load"), cx.number("hard_max"));
    let weighty = managed
        .accounts
        .iter()
        .filter(|(_, account)| weight(account) > 0.0)
        .count();
    if load <= max || load.is_nan() {
        return None;
    }
    let draft = Draft::new(
        managed.place(),
        "count",
        "\"{manager}\" carries a load of {load} with {count} accounts; {max} is the most for one manager.",
        [
            ("manager", managed.name(id).into()),
            ("load", load.into()),
            ("count", weighty.into()),
            ("max", max.into()),
        ],
    );
    let draft = draft.measured(Measure::new(load, "accounts"), Limit::at_most(max, "accounts"));
    Some(if load > hard_max {
        draft.severity(Severity::Error)
    } else {
        draft.at_gate(AtGate::Warns)
    })
}

fn by_allocation(
    cx: &PortfolioContext<'_>,
    id: &str,
    managed: &Managed<'_>,
    sink: &mut Sink,
) -> Option<Draft> {
    let ratio = managed
        .member
        .and_then(|(_, member)| member.capacity.as_ref()?.ratio);
    let full = exact(ratio.map_or(1.0, Share::get))?;
    let counted = || {
        let accounts = managed.accounts.iter();
        accounts.filter(|(_, account)| cx.number_for(account.tier, "weights") > 0.0)
    };
    let planned: Decimal = counted()
        .filter_map(|(_, account)| exact(account.allocation?.get()))
        .sum();
    if planned <= full {
        for (index, _) in counted().filter(|(_, account)| account.allocation.is_none()) {
            sink.cannot_judge(Reason::InputMissing, format!("/accounts/{index}/allocation"));
        }
        return None;
    }
    let percent = |part: Decimal| decimal::to_f64(part * Decimal::ONE_HUNDRED);
    let draft = Draft::new(
        managed.place(),
        "allocation",
        "For the accounts of \"{manager}\" {planned} % of a full-time manager are set aside; {full} % are there.",
        [
            ("manager", managed.name(id).into()),
            ("planned", percent(planned).into()),
            ("full", percent(full).into()),
        ],
    );
    let draft = draft.measured(
        Measure::new(percent(planned), "percent"),
        Limit::at_most(percent(full), "percent"),
    );
    Some(draft.at_gate(AtGate::Warns))
}

impl Managed<'_> {
    fn place(&self) -> String {
        match (self.member, self.accounts.first()) {
            (Some((index, _)), _) => format!("/members/{index}"),
            (None, Some((index, _))) => format!("/accounts/{index}"),
            (None, None) => String::new(),
        }
    }

    fn name(&self, id: &str) -> String {
        self.member.map_or_else(
            || id.to_owned(),
            |(_, member)| label(member.name.as_deref(), member),
        )
    }
}
