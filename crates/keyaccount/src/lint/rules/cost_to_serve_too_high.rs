//! KA-556 `cost-to-serve-too-high`.

use crate::lint::context::{Context, exact};
use crate::lint::finding::{Limit, Measure};
use crate::lint::money::Exchange;
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::decimal;
use crate::quantity::{Datum, Money};

declare_rule! {
    /// ## What it checks
    ///
    /// The cost to serve the account, divided by its gross margin of the last twelve months, is at least `warn_ratio`. From 1 on, and
    /// where there is cost and no margin, the message says that the account loses money. Not evaluated while one of the two is not known;
    /// where one does not apply, there is nothing to judge.
    ///
    /// ## Why it matters
    ///
    /// Revenue hides what visits, special terms and express deliveries eat. Some large accounts are paid for by the small ones.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/account/cost_to_serve/amount", "value": "2276320"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/account/cost_to_serve/amount", "value": "2276319.99"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `warn_ratio`: from which part of the gross margin on the cost to serve is too high.
    ///
    /// ## Source
    ///
    /// KAM practice, S0 (cost-to-revenue ratio) and S3 (reduce the cost to serve). The ratio is a house default.
    pub(super) static COST_TO_SERVE_TOO_HIGH = {
        code: "KA-556",
        name: "cost-to-serve-too-high",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        customers_only: true,
        inputs: &[
            "/currency",
            "/exchange_rates",
            "/account/cost_to_serve",
            "/account/gross_margin",
        ],
        needs_date: true,
        expires_evaluation: true,
        parameters: &[Parameter::number("warn_ratio", 0.8, "from which part of the gross margin on the cost to serve is too high", "house default").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let cost = cx.account_datum(|account| &account.cost_to_serve);
    let margin = cx.account_datum(|account| &account.gross_margin);
    if [cost, margin].contains(&Some(&Datum::NotApplicable)) {
        return;
    }
    let Some((exchange, warn_ratio)) = cx.exchange().zip(exact(cx.number("warn_ratio"))) else {
        return;
    };
    let cost = known(cost, "/account/cost_to_serve", &exchange, sink);
    let margin = known(margin, "/account/gross_margin", &exchange, sink);
    let Some((cost, margin)) = cost.zip(margin) else {
        return;
    };
    let is_high = margin
        .amount
        .checked_mul(warn_ratio)
        .is_some_and(|limit| cost.amount >= limit);
    if cost.amount.is_zero() || !is_high {
        return;
    }
    let loses_money = cost.amount >= margin.amount;
    let (message_id, sentence) = if loses_money {
        (
            "loss",
            "\"{account}\" loses money: serving it costs {cost}, and its gross margin is {margin}.",
        )
    } else {
        (
            "high",
            "Serving \"{account}\" costs {cost}, which is {ratio} of its gross margin of {margin}.",
        )
    };
    let has_ratio = margin.amount > decimal::Decimal::ZERO;
    let ratio = Some(cost.amount)
        .filter(|_| has_ratio)
        .and_then(|cost| cost.checked_div(margin.amount))
        .map_or(0.0, |ratio| decimal::to_f64(ratio.round_dp(2)));
    let draft = Draft::new(
        "/account/cost_to_serve",
        message_id,
        sentence,
        [
            ("account", cx.account_label().into()),
            ("cost", cost.rounded().to_string().into()),
            ("margin", margin.rounded().to_string().into()),
            ("ratio", ratio.into()),
        ],
    );
    let draft =
        draft.help("Find out what costs so much, and agree with the client how it can be done for less.");
    sink.report(if has_ratio {
        draft.measured(
            Measure::new(ratio, "ratio"),
            Limit::below(cx.number("warn_ratio"), "ratio"),
        )
    } else {
        draft
    });
}

/// Returns the amount in the currency of the plan; nothing, and why, where it is not known.
fn known(fact: Option<&Datum<Money>>, place: &str, exchange: &Exchange, sink: &mut Sink) -> Option<Money> {
    let Some(amount) = fact.and_then(Datum::value) else {
        sink.cannot_judge(Reason::InputMissing, place);
        return None;
    };
    let converted = exchange.convert(*amount);
    if converted.is_none() {
        sink.cannot_judge(Reason::RateMissing, place);
    }
    converted
}
