//! KA-901 `too-many-key-accounts`.

use std::collections::BTreeSet;

use crate::account::{Account, Tier};
use crate::lint::context::as_number;
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::portfolio_context::{PortfolioContext, percent};
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::PersonId;
use crate::quantity::decimal::Decimal;
use crate::team::MemberRole;
use crate::vocabulary::Entity;

declare_rule! {
    /// ## What it checks
    ///
    /// More than `max_share` of the accounts are strategic or key, where there are at least `min_accounts` accounts; or there are more
    /// of them than the managers can hold, `max_load` each. Managers are the active members whose role is key account manager, and whoever
    /// manages a strategic or key account. Accounts that were given up or lost do not count.
    ///
    /// ## Why it matters
    ///
    /// Where every third account is key, none is. The programme is for the few that repay it.
    ///
    /// ## Example
    ///
    /// ```json portfolio mode:portfolio
    /// [{"op": "replace", "path": "/accounts/3/tier", "value": "key"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json portfolio mode:portfolio
    /// [{"op": "replace", "path": "/accounts/3/tier", "value": "key"},
    ///  {"op": "replace", "path": "/accounts/1/tier", "value": "standard"},
    ///  {"op": "replace", "path": "/accounts/1/selection/total", "value": 6.4}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_share`: the largest share of accounts that may be strategic or key. `min_accounts`: how many accounts there must be before a
    /// share means anything. `max_load`: how many of them one manager can hold.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (keep the number small); BCG names too many key accounts as a fault of programmes. The share is a house default.
    pub(super) static TOO_MANY_KEY_ACCOUNTS = {
        code: "KA-901",
        name: "too-many-key-accounts",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        needs_date: true,
        parameters: &[
            Parameter::number("max_share", 0.2, "the share of accounts that may be strategic or key", "house default").smaller_is_stricter(),
            Parameter::number("min_accounts", 10.0, "how many accounts there must be before a share is judged", "house default").smaller_is_stricter(),
            Parameter::number("max_load", 5.0, "how many strategic and key accounts one manager can hold", "KAM practice, S4 step 4").smaller_is_stricter(),
        ],
        check_portfolio: Some(check),
    };
}

fn check(cx: &PortfolioContext<'_>, sink: &mut Sink) {
    let total = cx.served_accounts().count();
    let key: Vec<&Account> = cx
        .served_accounts()
        .map(|(_, account)| account)
        .filter(|account| account.tier.is_some_and(Tier::is_key))
        .collect();
    // A quotient of two counts is as near to the share as a float can be, so that 7 of 35 is 0.2.
    let share = as_number(key.len()) / as_number(total);
    let max_share = cx.number("max_share");
    if as_number(total) >= cx.number("min_accounts") && share > max_share {
        let draft = Draft::new(
            "/accounts",
            "share",
            "{key} of {total} accounts are strategic or key, which is more than {percent} %.",
            [
                ("key", key.len().into()),
                ("total", total.into()),
                (
                    "percent",
                    percent(
                        cx.decimal_for(None, "max_share").unwrap_or_default(),
                        Decimal::ONE,
                    )
                    .into(),
                ),
            ],
        );
        return sink.report(finish(draft, share, max_share));
    }
    let managers = managers(cx, &key);
    let capacity = as_number(managers) * cx.number("max_load");
    if !cx.portfolio.members.is_empty() && as_number(key.len()) > capacity {
        let draft = Draft::new(
            "/accounts",
            "managers",
            "There are {key} strategic or key accounts, and managers for {capacity}.",
            [("key", key.len().into()), ("capacity", capacity.into())],
        );
        sink.report(finish(draft, as_number(key.len()), capacity));
    }
}

/// Returns how many people manage key accounts, or are there to do it.
fn managers(cx: &PortfolioContext<'_>, key: &[&Account]) -> usize {
    let members = cx.portfolio.members.iter();
    let by_role = members.filter(|member| {
        let is_active = cx.as_of().is_some_and(|as_of| member.is_active(as_of));
        member.role == Some(MemberRole::KeyAccountManager) && is_active
    });
    let by_account = key.iter().filter_map(|account| account.manager_id.as_ref());
    let mut managers: BTreeSet<&str> = by_role.filter_map(Entity::id).collect();
    managers.extend(by_account.map(PersonId::as_str));
    managers.len()
}

fn finish(draft: Draft, observed: f64, limit: f64) -> Draft {
    let observed = Measure {
        value: observed.into(),
        unit: None,
    };
    let expected = Limit {
        op: "<=",
        value: limit.into(),
        unit: None,
    };
    draft
        .measured(observed, expected)
        .help("Rank the key accounts again and take those at the end back to standard service.")
}
