//! KA-905 `revenue-concentrated`.

use crate::account::{Account, Orientation};
use crate::lint::context::label;
use crate::lint::finding::{Limit, Measure, Value};
use crate::lint::parameter::Parameter;
use crate::lint::portfolio_context::{PortfolioContext, percent, sum};
use crate::lint::report::Reason;
use crate::lint::rule::declare_rule;
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::decimal::{self, Decimal};
use crate::vocabulary::Entity;

declare_rule! {
    /// ## What it checks
    ///
    /// The customer with the largest revenue of twelve months has at least `top1_info` of our whole revenue, or, as a warning,
    /// `top1_warn`; or the five largest together have at least `top5_warn`, a warning too. The five are left out where the first alone is warned
    /// about. The whole is the stated total, or the sum of the customers where none is stated or the sum is larger.
    ///
    /// Where the revenue of a customer is not known, what the others show is reported if a total is stated; otherwise the rule is
    /// not evaluated. A fact to watch, therefore never an error.
    ///
    /// ## Why it matters
    ///
    /// Whoever pays half of the bills has a hand on the prices, and one decision there is our next year.
    ///
    /// ## Example
    ///
    /// ```json portfolio mode:portfolio
    /// [{"op": "replace", "path": "/accounts/0/annual_value/amount", "value": "7710000.00"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json portfolio mode:portfolio
    /// [{"op": "replace", "path": "/accounts/0/annual_value/amount", "value": "7709999.99"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `top1_info` and `top1_warn`: the share of the largest customer from which it is told, and warned about. `top5_warn`: the share of
    /// the five largest together.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 (clients of 40 % and 50 %); common thresholds of 10, 20 to 25 and 50 % in published advice on customer
    /// concentration.
    pub(super) static REVENUE_CONCENTRATED = {
        code: "KA-905",
        name: "revenue-concentrated",
        severity: Severity::Info,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        customers_only: true,
        expires_evaluation: true,
        needs_date: true,
        parameters: &[
            Parameter::number("top1_info", 0.1, "the share of the largest customer that is worth knowing", "common threshold").smaller_is_stricter(),
            Parameter::number("top1_warn", 0.2, "the share of the largest customer that is worth a warning", "common threshold").smaller_is_stricter(),
            Parameter::number("top5_warn", 0.5, "the share of the five largest customers that is worth a warning", "common threshold").smaller_is_stricter(),
        ],
        check_portfolio: Some(check),
    };
}

/// What the customers of a portfolio bring in twelve months.
struct Revenue<'a> {
    /// Position, account and revenue, the largest first; of equals the first in the document.
    customers: Vec<(usize, &'a Account, Decimal)>,
    whole: Decimal,
    /// The places of what is not known.
    unknown: Vec<(Reason, String)>,
}

fn check(cx: &PortfolioContext<'_>, sink: &mut Sink) {
    let Some(revenue) = revenue(cx) else { return };
    let is_told = tell(cx, &revenue, sink);
    // What is not known may be larger than what is: only "not yet" cannot be said.
    if !is_told {
        for (reason, place) in revenue.unknown {
            sink.cannot_judge(reason, place);
        }
    }
}

fn revenue<'a>(cx: &PortfolioContext<'a>) -> Option<Revenue<'a>> {
    let (mut customers, mut unknown, mut sum) = (Vec::new(), Vec::new(), Decimal::ZERO);
    for (index, account) in cx.served_accounts() {
        if account.orientation != Some(Orientation::Customer) {
            continue;
        }
        match cx.in_own_currency(&account.annual_value) {
            Ok(Some(amount)) => {
                sum = decimal::add(sum, amount)?;
                customers.push((index, account, amount));
            }
            Ok(None) => {}
            Err(reason) => unknown.push((reason, format!("/accounts/{index}/annual_value"))),
        }
    }
    customers.sort_by(|(_, _, left), (_, _, right)| right.cmp(left));
    let stated = cx
        .portfolio
        .revenue_total
        .and_then(|total| cx.portfolio.in_own_currency(total.amount, cx.as_of()?));
    let stated = stated.map(|total| total.amount);
    // Without a total a share of what is known says nothing while something is not known.
    if stated.is_none() && !unknown.is_empty() {
        customers.clear();
    }
    Some(Revenue {
        customers,
        whole: stated.map_or(sum, |stated| stated.max(sum)),
        unknown,
    })
}

/// Reports the shares that are large, and returns whether there are any.
fn tell(cx: &PortfolioContext<'_>, revenue: &Revenue<'_>, sink: &mut Sink) -> bool {
    let reaches = |amount: Decimal, name: &str| {
        let limit = cx.decimal_for(None, name)?.checked_mul(revenue.whole)?;
        Some(amount >= limit && amount > Decimal::ZERO)
    };
    let told = sink.drafts.len();
    let Some(&(index, account, amount)) = revenue.customers.first() else {
        return false;
    };
    let is_warned = reaches(amount, "top1_warn") == Some(true);
    if is_warned || reaches(amount, "top1_info") == Some(true) {
        let (name, limit) = if is_warned {
            ("top1-warn", "top1_warn")
        } else {
            ("top1", "top1_info")
        };
        let sentence = "\"{account}\" alone brings {percent} % of our revenue.";
        let share = percent(amount, revenue.whole);
        let args = [
            ("account", label(account.name.as_deref(), account).into()),
            ("percent", share.into()),
        ];
        let draft = Draft::new(format!("/accounts/{index}/annual_value"), name, sentence, args);
        let draft = measured(cx, draft, share, limit);
        let draft = draft.about_entity(account).concerns(account.id());
        sink.report(if is_warned {
            draft.severity(Severity::Warning)
        } else {
            draft
        });
    }
    let five = sum(revenue.customers.iter().take(5).map(|(_, _, amount)| *amount));
    if let Some(five) = five.filter(|five| !is_warned && reaches(*five, "top5_warn") == Some(true)) {
        let names = revenue
            .customers
            .iter()
            .take(5)
            .map(|(_, account, _)| label(account.name.as_deref(), *account));
        let share = percent(five, revenue.whole);
        let args: [(&'static str, Value); 2] = [
            ("percent", share.into()),
            ("accounts", names.collect::<Vec<_>>().into()),
        ];
        let sentence = "The five largest customers bring {percent} % of our revenue: {accounts}.";
        let draft = Draft::new("/accounts", "top5", sentence, args);
        sink.report(measured(cx, draft, share, "top5_warn").severity(Severity::Warning));
    }
    sink.drafts.len() > told
}

fn measured(cx: &PortfolioContext<'_>, draft: Draft, share: f64, limit: &str) -> Draft {
    let limit = percent(cx.decimal_for(None, limit).unwrap_or_default(), Decimal::ONE);
    let observed = Measure {
        value: share.into(),
        unit: Some("%"),
    };
    let expected = Limit {
        op: "<",
        value: limit.into(),
        unit: Some("%"),
    };
    draft
        .measured(observed, expected)
        .help("Watch it, plan for the loss of a large account, and win others.")
}
