//! KA-009 `mixed-currency`.

use std::collections::BTreeMap;

use crate::lint::context::Context;
use crate::lint::finding::Related;
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES_AS_WARNING, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::ActionStatus;
use crate::quantity::Money;

declare_rule! {
    /// ## What it checks
    ///
    /// Amounts that are added up, or set against each other, stand in a currency for which there is no rate into the currency of the
    /// plan that is at most `max_rate_age_days` old: budgets, resource lines, expected margins, what actions, value-adds and
    /// rewards cost, and value, margin and cost to serve of the account. Rates of the plan and of the portfolio count. A rate
    /// is neither inverted nor reached by way of a third currency. One finding per currency. Cancelled actions are left out.
    ///
    /// ## Why it matters
    ///
    /// 100 000 EUR less 20 000 USD is not a number. A total that leaves the dollars out, or takes last year's rate, is wrong in
    /// silence; here it is said, and the rules that need the total are listed as not evaluated.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/exchange_rates/0/as_of", "value": "2026-06-29"}]
    /// ```
    ///
    /// ```json portfolio
    /// [{"op": "replace", "path": "/exchange_rates/0/as_of", "value": "2026-06-29"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/exchange_rates/0/as_of", "value": "2026-06-30"}]
    /// ```
    ///
    /// ```json portfolio
    /// [{"op": "replace", "path": "/exchange_rates/0/as_of", "value": "2026-06-29"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_rate_age_days`: the days after which a rate no longer counts; the rules that add amounts up go by it too.
    ///
    /// ## Source
    ///
    /// House default; 92 days are the longest quarter.
    pub(super) static MIXED_CURRENCY = {
        code: "KA-009",
        name: "mixed-currency",
        severity: Severity::Warning,
        nature: Nature::Inconsistent,
        profile: Profile::Recommended,
        gates: PLAN_GATES_AS_WARNING,
        inputs: &[
            "/currency",
            "/exchange_rates",
            "/actions/*/cost",
            "/actions/*/status",
            "/value_adds/*/cost",
            "/rewards/*/cost",
            "/resources/budgets/*/amount",
            "/resources/lines/*/amount",
            "/resources/expected_incremental_margin/*/amount",
            "/account/annual_value",
            "/account/gross_margin",
            "/account/cost_to_serve",
        ],
        needs_date: true,
        expires_evaluation: true,
        parameters: &[Parameter::number("max_rate_age_days", 92.0, "the days after which an exchange rate no longer counts", "house default; the longest quarter").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(exchange) = cx.exchange() else { return };
    let mut stuck: BTreeMap<&str, Vec<Related>> = BTreeMap::new();
    for (path, money) in amounts(cx) {
        if !exchange.knows(money.currency) {
            let message = format!("{money} stands here");
            stuck
                .entry(money.currency.code())
                .or_default()
                .push(Related { path, message });
        }
    }
    let (own, max_age_days) = (exchange.currency().code(), cx.number("max_rate_age_days"));
    for (currency, related) in stuck {
        let draft = Draft::new(
            "/exchange_rates",
            "no-rate",
            "Amounts in {currency} ({count} of them) cannot be added to those in {own}: there is no rate from {currency} to {own} of the last {days} days.",
            [
                ("currency", currency.into()),
                ("count", related.len().into()),
                ("own", own.into()),
                ("days", max_age_days.into()),
            ],
        );
        let help = format!("Add a dated rate from {currency} to {own}, or write the amounts in {own}.");
        sink.report(draft.discriminator(currency).related(related).help(help));
    }
}

/// Returns the amounts of the plan that are added up somewhere, each with its place.
fn amounts(cx: &Context<'_>) -> Vec<(String, Money)> {
    let plan = cx.plan();
    let (account, resources) = (&plan.account, &plan.resources);
    let mut found = Vec::new();
    let mut add = |place: String, amount: Option<Money>| found.extend(amount.map(|amount| (place, amount)));
    for (name, amount) in [
        ("annual_value", &account.annual_value),
        ("gross_margin", &account.gross_margin),
        ("cost_to_serve", &account.cost_to_serve),
    ] {
        add(format!("/account/{name}"), amount.value().copied());
    }
    for (index, action) in plan.actions.iter().enumerate() {
        let is_meant = action.status != Some(ActionStatus::Cancelled);
        add(format!("/actions/{index}/cost"), action.cost.filter(|_| is_meant));
    }
    for (index, value_add) in plan.value_adds.iter().enumerate() {
        add(format!("/value_adds/{index}/cost"), value_add.cost);
    }
    for (index, reward) in plan.rewards.iter().enumerate() {
        add(format!("/rewards/{index}/cost"), reward.cost);
    }
    for (index, budget) in resources.budgets.iter().enumerate() {
        add(format!("/resources/budgets/{index}/amount"), budget.amount);
    }
    for (index, line) in resources.lines.iter().enumerate() {
        add(format!("/resources/lines/{index}/amount"), line.amount);
    }
    for (index, margin) in resources.expected_incremental_margin.iter().enumerate() {
        let place = format!("/resources/expected_incremental_margin/{index}/amount");
        add(place, margin.amount);
    }
    found
}
