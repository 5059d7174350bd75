//! KA-908 `selected-by-size`.

use std::collections::BTreeMap;

use crate::account::{Account, Orientation, Tier};
use crate::lint::context::{as_number, exact};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::portfolio_context::{PortfolioContext, sum};
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::decimal::{self, Decimal};
use crate::quantity::{CriterionId, ModelId};
use crate::vocabulary::Entity;

declare_rule! {
    /// ## What it checks
    ///
    /// The strategic and key accounts were selected with weights of which `size_criteria` have more than `max_size_weight` together; told
    /// once for each set of criteria. Where no weights are recorded: the strategic and key customers, at least `min_n`, are exactly those with the
    /// most revenue of twelve months. Where the revenue of a customer is not known, the latter is not evaluated.
    ///
    /// ## Why it matters
    ///
    /// The biggest client is not the best one: what counts is what it will bring. A list by revenue rewards yesterday.
    ///
    /// ## Example
    ///
    /// ```json portfolio mode:portfolio
    /// [{"op": "replace", "path": "/accounts/0/selection/scores/4/weight", "value": 0.51}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json portfolio mode:portfolio
    /// [{"op": "replace", "path": "/accounts/0/selection/scores/4/weight", "value": 0.5}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_size_weight`: the largest share of the weights that size may have. `min_n`: how many selected accounts there must be before they
    /// are compared with a list by revenue. `size_criteria`: the ids of the criteria that measure size.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (biggest is not best) and S1 (selection looks beyond revenue); Gartner on choosing accounts by what they spend.
    pub(super) static SELECTED_BY_SIZE = {
        code: "KA-908",
        name: "selected-by-size",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        expires_evaluation: true,
        needs_date: true,
        parameters: &[
            Parameter::number("max_size_weight", 0.5, "the share of the weights that size may have", "house default: size is one criterion among several").smaller_is_stricter(),
            Parameter::number("min_n", 5.0, "how many selected accounts a list by revenue needs", "house default").smaller_is_stricter(),
            Parameter::texts(
                "size_criteria",
                &["revenue", "revenue_last_12_months", "annual_value", "spend", "order_size", "headcount", "employees"],
                "the ids of the criteria that measure size",
                "KAM practice, S1 (beyond revenue)",
            ),
        ],
        check_portfolio: Some(check),
    };
}

/// The accounts that were selected by one set of criteria with too much weight on size.
struct BySize<'a> {
    accounts: Vec<&'a str>,
    largest: Decimal,
}

fn check(cx: &PortfolioContext<'_>, sink: &mut Sink) {
    let selected: Vec<&Account> = cx
        .served_accounts()
        .map(|(_, account)| account)
        .filter(|account| account.tier.is_some_and(Tier::is_key))
        .collect();
    let is_weighted = |account: &&Account| {
        account
            .selection
            .scores
            .iter()
            .any(|score| score.weight.is_some())
    };
    if selected.iter().any(is_weighted) {
        by_weights(cx, &selected, sink);
    } else {
        by_rank(cx, selected.len(), sink);
    }
}

fn by_weights<'a>(cx: &PortfolioContext<'a>, selected: &[&'a Account], sink: &mut Sink) {
    let Some(limit) = cx.decimal_for(None, "max_size_weight") else {
        return;
    };
    let mut by_criteria: BTreeMap<&str, BySize<'_>> = BTreeMap::new();
    for account in selected {
        let Some(weight) = size_weight(cx, account).filter(|weight| *weight > limit) else {
            continue;
        };
        let criteria = account.selection.criteria_set.as_ref();
        let criteria = criteria
            .and_then(|set| set.id.as_ref())
            .map_or("", ModelId::as_str);
        let entry = by_criteria.entry(criteria).or_insert(BySize {
            accounts: Vec::new(),
            largest: weight,
        });
        entry.accounts.extend(account.id());
        entry.largest = entry.largest.max(weight);
    }
    for (criteria, found) in by_criteria {
        let weight = decimal::to_f64(found.largest);
        let limit = decimal::to_f64(limit);
        let args = [
            ("weight", weight.into()),
            ("limit", limit.into()),
            ("count", found.accounts.len().into()),
        ];
        let sentence = "Size has a weight of {weight} in the selection of {count} key accounts; at most {limit} is wise.";
        let observed = Measure {
            value: weight.into(),
            unit: None,
        };
        let expected = Limit {
            op: "<=",
            value: limit.into(),
            unit: None,
        };
        let draft = Draft::new("/accounts", "weights", sentence, args).discriminator(criteria);
        let draft = draft.measured(observed, expected).concerns(found.accounts);
        sink.report(draft.help("Give more weight to growth, fit and value, and score the accounts again."));
    }
}

/// Returns how much weight the selection of an account gave to size.
fn size_weight(cx: &PortfolioContext<'_>, account: &Account) -> Option<Decimal> {
    let criteria = cx.texts("size_criteria");
    let about_size = account.selection.scores.iter().filter(|score| {
        let id = score.criterion_id.as_ref().map(CriterionId::as_str);
        criteria.iter().any(|criterion| Some(criterion.as_str()) == id)
    });
    sum(about_size.filter_map(|score| exact(score.weight?.get())))
}

/// Judges a selection without weights: whether it could have been read off a list by revenue.
fn by_rank(cx: &PortfolioContext<'_>, selected: usize, sink: &mut Sink) {
    if as_number(selected) < cx.number("min_n") {
        return;
    }
    let (mut least_selected, mut most_left, mut accounts) = (None, None, Vec::new());
    let mut unknown = Vec::new();
    for (index, account) in cx.served_accounts() {
        if account.orientation != Some(Orientation::Customer) {
            continue;
        }
        let is_selected = account.tier.is_some_and(Tier::is_key);
        match cx.in_own_currency(&account.annual_value) {
            Ok(revenue) if is_selected => {
                let revenue = revenue.unwrap_or_default();
                least_selected = Some(least_selected.map_or(revenue, |least: Decimal| least.min(revenue)));
                accounts.extend(account.id());
            }
            Ok(revenue) => most_left = most_left.max(revenue),
            Err(reason) => unknown.push((reason, format!("/accounts/{index}/annual_value"))),
        }
    }
    if !unknown.is_empty() {
        return sink.not_evaluated.extend(unknown);
    }
    // Where nobody was left out there was nothing to choose from.
    let is_by_rank = least_selected
        .zip(most_left)
        .is_some_and(|(least, most)| least >= most);
    if is_by_rank && as_number(accounts.len()) >= cx.number("min_n") {
        let sentence = "The {count} key accounts are exactly the largest by revenue, and no weights of a selection are recorded.";
        let draft = Draft::new("/accounts", "rank", sentence, [("count", accounts.len().into())]);
        sink.report(
            draft
                .concerns(accounts)
                .help("Score the accounts on growth, fit and value, and record the weights."),
        );
    }
}
