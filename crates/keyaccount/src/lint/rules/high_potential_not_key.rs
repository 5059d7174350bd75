//! KA-910 `high-potential-not-key`.

use crate::account::{Account, LifecycleState, Tier};
use crate::lint::context::{label, present};
use crate::lint::finding::{Limit, Measure};
use crate::lint::portfolio_context::PortfolioContext;
use crate::lint::rule::declare_rule;
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::vocabulary::Entity;

declare_rule! {
    /// ## What it checks
    ///
    /// The total score of an incubator or standard account is at or above the threshold of its selection, or else that of the portfolio, and
    /// nobody has decided since: no rationale with a date that is the day of the last scoring or later. Accounts in
    /// selection are being decided and are left out, as are those that were given up or lost. An account without a total or a
    /// threshold is not judged.
    ///
    /// ## Why it matters
    ///
    /// A wrong class costs money in both directions. The account that has outgrown its tier is the one that a competitor
    /// selects first.
    ///
    /// ## Example
    ///
    /// ```json portfolio mode:portfolio
    /// [{"op": "replace", "path": "/accounts/2/selection/total", "value": 6.5}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json portfolio mode:portfolio
    /// [{"op": "replace", "path": "/accounts/2/selection/total", "value": 6.5},
    ///  {"op": "replace", "path": "/accounts/2/selection/decided_on", "value": "2026-07-14"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (wrong classification) and S0 (score each account, take the highest). What counts as a decision is a house
    /// default.
    pub(super) static HIGH_POTENTIAL_NOT_KEY = {
        code: "KA-910",
        name: "high-potential-not-key",
        severity: Severity::Info,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: &[Tier::Incubator, Tier::Standard],
        check_portfolio: Some(check),
    };
}

fn check(cx: &PortfolioContext<'_>, sink: &mut Sink) {
    let common = cx
        .portfolio
        .selection
        .as_ref()
        .and_then(|selection| selection.policy.threshold);
    for (index, account) in cx.served_accounts() {
        let is_key = account.tier.is_none_or(Tier::is_key);
        if is_key || account.lifecycle.state == Some(LifecycleState::Selection) || is_decided(account) {
            continue;
        }
        let selection = &account.selection;
        let Some((total, threshold)) = selection.total.zip(selection.threshold.or(common)) else {
            continue;
        };
        let (total, threshold) = (total.get(), threshold.get());
        if total < threshold {
            continue;
        }
        let draft = Draft::new(
            format!("/accounts/{index}/selection/total"),
            "total",
            "\"{account}\" scores {total}, key accounts are selected from {threshold}, and nobody has decided about it since.",
            [
                ("account", label(account.name.as_deref(), account).into()),
                ("total", total.into()),
                ("threshold", threshold.into()),
            ],
        );
        let observed = Measure {
            value: total.into(),
            unit: None,
        };
        let expected = Limit {
            op: "<",
            value: threshold.into(),
            unit: None,
        };
        let draft = draft
            .about_entity(account)
            .concerns(account.id())
            .measured(observed, expected);
        sink.report(draft.help("Put the account up for selection, or record why it stays where it is."));
    }
}

/// Returns whether somebody decided about the account, with reasons, on the day of the last scoring or later.
fn is_decided(account: &Account) -> bool {
    let selection = &account.selection;
    let is_current = match (selection.decided_on, selection.last_scored_on) {
        (Some(decided), Some(scored)) => decided >= scored,
        (decided, _) => decided.is_some(),
    };
    is_current && present(selection.rationale.as_deref())
}
