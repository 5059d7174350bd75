//! The review of a portfolio.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{
    Driver, KeyAccount, LargestLoss, MissedAccount, PlanReview, PortfolioSummary, ReviewPack,
    SelectionReview, TierCount, TierMismatch,
};
use super::error::ReviewError;
use crate::account::{Account, Tier};
use crate::lint::{self, Options};
use crate::plan::PlanView;
use crate::portfolio::{AccountRevenue, Portfolio, loss_impact};
use crate::quantity::{AccountId, Date, Datum, Money, Share, decimal};
use crate::scoring::{AccountFacts, AccountScore, ChosenModel, Contribution};
use crate::selection::{Incumbency, Selected, SelectionFacts, SelectionPolicy, select};
use crate::value::{AccountAmount, concentration};

/// How many criteria are named as strengths.
const STRENGTHS: usize = 3;
/// How many criteria are named as gaps.
const GAPS: usize = 2;
/// How many accounts are named that just missed the line.
const JUST_MISSED: usize = 5;

/// Returns the review of `portfolio` as of a day.
///
/// Revenue is the annual value of each account in the currency of the organisation, at the latest rate known on that day. The largest
/// account is the one with the most revenue, the smaller id among equals. Plans are judged with the default settings of the linter.
///
/// # Errors
///
/// [`ReviewError`], the first of: a fault of the portfolio, of its score model, of the facts, of the line, of the text of a plan. What is
/// wrong *inside* a plan is a finding.
///
/// # Examples
///
/// ```
/// use keyaccount::portfolio::Portfolio;
/// use keyaccount::review;
///
/// let portfolio = Portfolio::read(r#"{
///   "schema": "keyaccount/portfolio/1", "id": "P1", "name": "Invented accounts",
///   "organisation": {"name": "Examplar Pumps (invented)", "currency": "EUR"},
///   "accounts": [
///     {"id": "A1", "name": "Kestrel Hotels (invented)", "orientation": "customer", "tier": "key",
///      "annual_value": {"amount": "400000.00", "currency": "EUR"}},
///     {"id": "A2", "name": "Halvorn Dairy (invented)", "orientation": "customer", "tier": "standard",
///      "annual_value": {"amount": "600000.00", "currency": "EUR"}}]
/// }"#)?;
/// let review = review::pack(&portfolio, "2026-09-30".parse()?)?;
/// assert_eq!(review.portfolio.revenue.value().unwrap().to_string(), "1000000.00 EUR");
/// assert_eq!(review.largest_loss.unwrap().impact.share_lost.value().unwrap().get(), 0.6);
/// assert_eq!(review.key_accounts_without_plan[0].as_str(), "A1");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn pack(portfolio: &Portfolio, as_of: Date) -> Result<ReviewPack, ReviewError> {
    if let Some(fault) = portfolio.faults().into_iter().next() {
        return Err(fault.into());
    }
    let book = Book::of(portfolio, as_of);
    let selection = match &portfolio.selection {
        Some(choice) => {
            let chosen = ChosenModel::new(choice.model.clone(), choice.ready_model.as_deref())?;
            Some(book.selection(&chosen, choice.policy)?)
        }
        None => None,
    };
    let (plans, with_plan) = plans(portfolio, as_of)?;
    let lacks_plan = |account: &&Account| account.tier.is_some_and(Tier::is_key);
    let key_ids = portfolio
        .accounts
        .iter()
        .filter(lacks_plan)
        .filter_map(|account| account.id.clone());
    Ok(ReviewPack {
        as_of,
        portfolio: book.summary(),
        selection,
        largest_loss: book.largest_loss()?,
        plans,
        key_accounts_without_plan: key_ids.filter(|id| !with_plan.contains(id)).collect(),
    })
}

/// The accounts of a portfolio with their revenue in one currency.
struct Book<'p> {
    portfolio: &'p Portfolio,
    accounts: BTreeMap<&'p AccountId, &'p Account>,
    revenues: Vec<AccountRevenue>,
    revenue_by_id: BTreeMap<&'p AccountId, Datum<Money>>,
    total: Datum<Money>,
}

impl<'p> Book<'p> {
    fn of(portfolio: &'p Portfolio, as_of: Date) -> Self {
        let own = |money: Datum<Money>| match money {
            Datum::Value(money) => portfolio
                .in_own_currency(money, as_of)
                .map_or(Datum::Unknown, Datum::Value),
            absent => absent,
        };
        let with_id = || {
            portfolio
                .accounts
                .iter()
                .filter_map(|account| Some((account.id.as_ref()?, account)))
        };
        let revenue = |(id, account): (&AccountId, &Account)| AccountRevenue {
            id: id.clone(),
            annual_revenue: own(account.annual_value),
            annual_gross_margin: own(account.gross_margin),
            hours_per_year: Datum::Missing,
        };
        let revenues: Vec<AccountRevenue> = with_id().map(revenue).collect();
        let total = sum(revenues
            .iter()
            .filter_map(|row| row.annual_revenue.value().copied()));
        Self {
            portfolio,
            accounts: with_id().collect(),
            revenue_by_id: with_id()
                .map(|(id, _)| id)
                .zip(revenues.iter().map(|row| row.annual_revenue))
                .collect(),
            revenues,
            total,
        }
    }

    fn revenue_of(&self, id: &AccountId) -> Datum<Money> {
        self.revenue_by_id.get(id).copied().unwrap_or_default()
    }

    /// Returns the part of the total that `amount` makes; shares need a positive total and no credit.
    fn share(&self, amount: Datum<Money>) -> Datum<Share> {
        let Some(total) = self
            .total
            .value()
            .filter(|total| total.amount > decimal::Decimal::ZERO)
        else {
            return Datum::Unknown;
        };
        match amount {
            Datum::Value(amount) => {
                let share = amount.amount.checked_div(total.amount).map(decimal::to_f64);
                share
                    .and_then(|share| Share::try_from(share).ok())
                    .map_or(Datum::Unknown, Datum::Value)
            }
            Datum::Missing => Datum::Missing,
            Datum::Unknown => Datum::Unknown,
            Datum::NotApplicable => Datum::NotApplicable,
        }
    }

    fn summary(&self) -> PortfolioSummary {
        let known = || {
            self.revenues
                .iter()
                .filter_map(|row| Some((&row.id, *row.annual_revenue.value()?)))
        };
        let amounts: Vec<AccountAmount<'_>> =
            known().map(|(id, amount)| AccountAmount { id, amount }).collect();
        let tiers = Tier::ALL.iter().map(|&tier| Some(tier)).chain([None]);
        PortfolioSummary {
            id: self.portfolio.id.clone(),
            name: self.portfolio.name.clone(),
            note: self.portfolio.note.clone(),
            currency: self.portfolio.currency(),
            account_count: count(self.portfolio.accounts.len()),
            revenue: self.total,
            revenue_known_count: count(known().count()),
            tiers: tiers
                .map(|tier| self.tier_count(tier))
                .filter(|row| row.tier.is_some() || row.account_count > 0)
                .collect(),
            concentration: concentration(&amounts).map_or(Datum::Unknown, Datum::Value),
        }
    }

    fn tier_count(&self, tier: Option<Tier>) -> TierCount {
        let members = || self.accounts.iter().filter(|(_, account)| account.tier == tier);
        let revenue = sum(members().filter_map(|(id, _)| self.revenue_of(id).value().copied()));
        TierCount {
            tier,
            account_count: count(members().count()),
            revenue,
            revenue_share: self.share(revenue),
        }
    }

    fn largest_loss(&self) -> Result<Option<LargestLoss>, ReviewError> {
        let known = self
            .revenues
            .iter()
            .filter_map(|row| Some((row.annual_revenue.value()?.amount, &row.id)));
        let Some((_, id)) = known.max_by(|left, right| left.0.cmp(&right.0).then(right.1.cmp(left.1))) else {
            return Ok(None);
        };
        let impact = loss_impact(&self.revenues, std::slice::from_ref(id), Datum::Missing)?;
        Ok(Some(LargestLoss {
            account_id: id.clone(),
            name: self.name_of(id),
            impact,
        }))
    }

    fn selection(
        &self,
        chosen: &ChosenModel,
        policy: SelectionPolicy,
    ) -> Result<SelectionReview, ReviewError> {
        // In the order of the portfolio, because errors name the position of an account.
        let facts = self.portfolio.accounts.iter().filter_map(|account| {
            Some(AccountFacts {
                id: account.id.clone()?,
                name: account.name.clone(),
                facts: account.facts.clone(),
                earlier: Vec::new(),
            })
        });
        let facts: Vec<AccountFacts> = facts.collect();
        let scores = chosen.compiled.score(&facts)?;
        let incumbents = self.incumbents();
        let facts = SelectionFacts {
            needs: &[],
            incumbents: &incumbents,
        };
        let selection = select(&scores, &policy, &facts)?;
        let by_id: BTreeMap<&AccountId, &AccountScore> = scores
            .accounts
            .iter()
            .map(|score| (&score.account_id, score))
            .collect();
        let (inside, outside): (Vec<&Selected>, Vec<&Selected>) =
            selection.accounts.iter().partition(|account| account.selected);
        let selected = inside
            .into_iter()
            .filter_map(|account| Some(self.key_account(chosen, account, by_id.get(&account.account_id)?)));
        let missed = outside
            .into_iter()
            .filter(|account| account.rank.is_some())
            .take(JUST_MISSED);
        let missed = missed.filter_map(|account| {
            Some(self.missed_account(chosen, account, by_id.get(&account.account_id)?))
        });
        let mut tier_mismatches: Vec<TierMismatch> = selection
            .accounts
            .iter()
            .filter_map(|account| self.tier_mismatch(account))
            .collect();
        tier_mismatches.sort_by(|left, right| left.account_id.cmp(&right.account_id));
        Ok(SelectionReview {
            model_id: chosen.id().clone(),
            model_name: chosen.model.name.clone(),
            policy,
            selected: selected.collect(),
            just_missed: missed.collect(),
            tier_mismatches,
        })
    }

    fn key_account(&self, chosen: &ChosenModel, selected: &Selected, score: &AccountScore) -> KeyAccount {
        let revenue = self.revenue_of(&selected.account_id);
        KeyAccount {
            account_id: selected.account_id.clone(),
            name: selected.name.clone(),
            tier: self.tier_of(&selected.account_id),
            rank: selected.rank,
            score: selected.final_score,
            score_low: score.interval.map(|interval| interval.low),
            score_high: score.interval.map(|interval| interval.high),
            coverage_share: score.coverage.known_share,
            margin: selected.margin,
            firm: selected.firm,
            revenue,
            revenue_share: self.share(revenue),
            strengths: strengths(chosen, score),
            gaps: gaps(chosen, score),
        }
    }

    fn missed_account(
        &self,
        chosen: &ChosenModel,
        selected: &Selected,
        score: &AccountScore,
    ) -> MissedAccount {
        MissedAccount {
            account_id: selected.account_id.clone(),
            name: selected.name.clone(),
            tier: self.tier_of(&selected.account_id),
            rank: selected.rank,
            score: selected.final_score,
            margin: selected.margin,
            reason: selected.reason,
            firm: selected.firm,
            gaps: gaps(chosen, score),
        }
    }

    /// Returns which accounts are key today, as their tiers say; how long their scores were beyond the lines is not known.
    fn incumbents(&self) -> Vec<Incumbency> {
        let tiers = self.accounts.iter();
        tiers
            .filter_map(|(id, account)| {
                Some(Incumbency {
                    account_id: AccountId::clone(id),
                    is_key: account.tier?.is_key(),
                    periods_above: 0,
                    periods_below: 0,
                })
            })
            .collect()
    }

    fn tier_mismatch(&self, selected: &Selected) -> Option<TierMismatch> {
        let tier = self.tier_of(&selected.account_id);
        let is_key = tier.is_some_and(Tier::is_key);
        (is_key != selected.selected).then(|| TierMismatch {
            account_id: selected.account_id.clone(),
            name: selected.name.clone(),
            tier,
            selected: selected.selected,
        })
    }

    fn tier_of(&self, id: &AccountId) -> Option<Tier> {
        self.accounts.get(id).and_then(|account| account.tier)
    }

    fn name_of(&self, id: &AccountId) -> Option<String> {
        self.accounts.get(id).and_then(|account| account.name.clone())
    }
}

/// Returns the reviews of the embedded plans, and the accounts that have one.
fn plans(portfolio: &Portfolio, as_of: Date) -> Result<(Vec<PlanReview>, BTreeSet<AccountId>), ReviewError> {
    let options = Options {
        as_of: Some(as_of),
        ..Options::default()
    };
    let (mut reviews, mut with_plan) = (Vec::new(), BTreeSet::new());
    for (index, text) in portfolio.plans.iter().enumerate() {
        let document = text
            .document()
            .map_err(|source| ReviewError::Plan { index, source })?;
        let view = PlanView::read(document.root()).map_err(|source| ReviewError::Plan { index, source })?;
        let account_id = view.plan.account.id.clone();
        let account = account_id.as_ref().and_then(|id| portfolio.account(id));
        let name = view
            .plan
            .account
            .name
            .clone()
            .or_else(|| account.and_then(|account| account.name.clone()));
        with_plan.extend(account_id.clone());
        reviews.push(PlanReview {
            index,
            plan_id: view.plan.id.clone(),
            account_id,
            account_name: name,
            report: lint::check(&view, Some(portfolio), &options)?,
        });
    }
    Ok((reviews, with_plan))
}

fn strengths(chosen: &ChosenModel, score: &AccountScore) -> Vec<Driver> {
    let mut contributions: Vec<&Contribution> = score
        .contributions
        .iter()
        .filter(|part| part.points > 0.0)
        .collect();
    contributions.sort_by(|left, right| right.points.total_cmp(&left.points));
    contributions
        .into_iter()
        .take(STRENGTHS)
        .map(|part| driver(chosen, part))
        .collect()
}

fn gaps(chosen: &ChosenModel, score: &AccountScore) -> Vec<Driver> {
    let gap = |part: &Contribution| part.points_at_best - part.points;
    let mut contributions: Vec<&Contribution> = score
        .contributions
        .iter()
        .filter(|part| gap(part) > 0.0)
        .collect();
    contributions.sort_by(|left, right| gap(right).total_cmp(&gap(left)));
    contributions
        .into_iter()
        .take(GAPS)
        .map(|part| driver(chosen, part))
        .collect()
}

fn driver(chosen: &ChosenModel, part: &Contribution) -> Driver {
    let criterion = chosen
        .model
        .criteria
        .iter()
        .find(|criterion| criterion.id == part.criterion_id);
    Driver {
        criterion_id: part.criterion_id.clone(),
        name: criterion.map_or_else(
            || part.criterion_id.to_string(),
            |criterion| criterion.name.clone(),
        ),
        fact: part.fact,
        points: part.points,
        points_at_best: part.points_at_best,
    }
}

/// Returns the sum of amounts in one currency; nothing known without amounts or past 28 digits.
fn sum(amounts: impl Iterator<Item = Money>) -> Datum<Money> {
    let mut total: Option<Money> = None;
    for amount in amounts {
        total = match total {
            None => Some(amount),
            Some(total) => match total.checked_add(amount) {
                Ok(sum) => Some(sum),
                Err(_) => return Datum::Unknown,
            },
        };
    }
    total.map_or(Datum::Missing, Datum::Value)
}

fn count(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
