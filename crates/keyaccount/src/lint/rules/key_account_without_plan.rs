//! KA-907 `key-account-without-plan`.

use std::collections::BTreeSet;

use crate::account::{Account, LifecycleState, Tier};
use crate::lint::context::label;
use crate::lint::parameter::Parameter;
use crate::lint::portfolio_context::PortfolioContext;
use crate::lint::report::Reason;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::vocabulary::Entity;

declare_rule! {
    /// ## What it checks
    ///
    /// A strategic or key account has no plan: it is in execution or review, or in strategy for more than `days`. A plan is one inside
    /// the portfolio that names the account, or the id of one that is kept elsewhere. Where the state of such an account is not
    /// known, or not since when it is in strategy, the rule is not evaluated for it.
    ///
    /// ## Why it matters
    ///
    /// Without a plan, key account is a word in a list: no aim, no promise, nothing that anybody could be held to.
    ///
    /// ## Example
    ///
    /// ```json portfolio mode:portfolio
    /// [{"op": "remove", "path": "/accounts/1/plan_ids"}, {"op": "remove", "path": "/plans/1"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json portfolio mode:portfolio
    /// [{"op": "remove", "path": "/accounts/1/plan_ids"}, {"op": "remove", "path": "/plans/1"},
    ///  {"op": "replace", "path": "/accounts/1/lifecycle", "value": {"state": "strategy", "since": "2026-08-01"}}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `days`: how many days the first draft of a plan may take.
    ///
    /// ## Source
    ///
    /// KAM practice, S1 (a multi-year plan for each account) and S4 (the nine steps). The days are a house default.
    pub(super) static KEY_ACCOUNT_WITHOUT_PLAN = {
        code: "KA-907",
        name: "key-account-without-plan",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: STRATEGIC_AND_KEY,
        needs_date: true,
        parameters: &[Parameter::number("days", 60.0, "how many days an account may be in strategy without a plan", "house default").smaller_is_stricter()],
        check_portfolio: Some(check),
    };
}

fn check(cx: &PortfolioContext<'_>, sink: &mut Sink) {
    let planned: BTreeSet<&str> = cx.plans.iter().filter_map(|plan| plan.account.id()).collect();
    for (index, account) in cx.accounts() {
        let has_plan = !account.plan_ids.is_empty() || account.id().is_some_and(|id| planned.contains(id));
        if has_plan || !account.tier.is_some_and(Tier::is_key) {
            continue;
        }
        match state(cx, account) {
            Ok(None) => {}
            Err(field) => sink.cannot_judge(
                Reason::InputMissing,
                format!("/accounts/{index}/lifecycle/{field}"),
            ),
            Ok(Some(state)) => {
                let draft = Draft::new(
                    format!("/accounts/{index}"),
                    "no-plan",
                    "\"{account}\" is a key account in {state} and has no plan.",
                    [
                        ("account", label(account.name.as_deref(), account).into()),
                        ("state", state.into()),
                    ],
                );
                let draft = draft.about_entity(account).concerns(account.id());
                sink.report(draft.help("Write the plan, or take the account back to standard service."));
            }
        }
    }
}

/// Returns the state in which the account ought to have a plan, nothing where it need not have one yet.
///
/// # Errors
///
/// The field of the lifecycle that would have to be known.
fn state(cx: &PortfolioContext<'_>, account: &Account) -> Result<Option<&'static str>, &'static str> {
    match account.lifecycle.state {
        None => Err("state"),
        Some(state @ (LifecycleState::Execution | LifecycleState::Review)) => Ok(Some(state.as_str())),
        Some(state @ LifecycleState::Strategy) => {
            let age = account.lifecycle.since.and_then(|since| cx.age_days(since));
            let is_late = age.ok_or("since")? > cx.number("days");
            Ok(is_late.then_some(state.as_str()))
        }
        Some(_) => Ok(None),
    }
}
