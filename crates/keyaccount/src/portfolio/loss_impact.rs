//! What the loss of accounts would do to the rest.

mod error;

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::document::nearest;
use crate::quantity::{AccountId, Currency, Datum, Money, Share};
use crate::value::{
    AccountAmount, Concentration, ConcentrationError, Grid, Undefined, UndefinedReason, concentration,
    count_to_f64, ratio, settle,
};

pub use error::LossImpactError;

/// What an account brings and takes in a year.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountRevenue {
    /// The account.
    pub id: AccountId,
    /// Its revenue in a year, at least 0.
    #[serde(default)]
    pub annual_revenue: Datum<Money>,
    /// Its revenue less the cost of what it bought, in a year; may be negative.
    #[serde(default)]
    pub annual_gross_margin: Datum<Money>,
    /// The hours that our people spend on it in a year, at least 0.
    #[serde(default)]
    pub hours_per_year: Datum<f64>,
}

/// What the loss of accounts would do.
///
/// Amounts are exact. A share or ratio is the quotient of two exact amounts, correctly rounded. A figure without a
/// value has an entry in
/// `undefined`.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LossImpact {
    /// The accounts that leave, most revenue first, then by id.
    pub leaving: Vec<LeavingAccount>,
    /// The revenue of all accounts, before.
    pub revenue_before: KnownMoney,
    /// The revenue that leaves.
    pub revenue_lost: KnownMoney,
    /// The revenue that remains.
    pub revenue_remaining: KnownMoney,
    /// Revenue lost / revenue before, over accounts with known revenue: too high where others have revenue too.
    pub share_lost: Datum<Share>,
    /// s / (1 - s) with the lost share s: by so much the rest must grow to make up for it.
    pub replacement_growth_ratio: Datum<f64>,
    /// Revenue lost / average revenue of the accounts that remain: so many of them make up for it.
    pub equivalent_account_count: Datum<f64>,
    /// The gross margin that leaves.
    pub gross_margin_lost: KnownMoney,
    /// Gross margin lost / (annual profit / 12).
    pub months_of_profit_lost: Datum<f64>,
    /// The hours in a year that become free.
    pub hours_freed: KnownHours,
    /// How unevenly revenue is spread, before and after.
    pub concentration: ConcentrationChange,
    /// What a reader should know to read the figures right.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<LossNote>,
    /// Why figures have no value, in the order of the fields.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub undefined: Vec<Undefined>,
}

/// An account that leaves.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeavingAccount {
    /// The account.
    pub id: AccountId,
    /// Its revenue in a year.
    pub annual_revenue: Datum<Money>,
    /// Its part of the known revenue of all accounts.
    pub share: Datum<Share>,
}

/// An exact sum over the accounts for which the amount is known.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KnownMoney {
    /// The sum; missing where no amount is known, not applicable over no accounts.
    pub amount: Datum<Money>,
    /// The number of accounts with a known amount.
    pub known_count: u64,
    /// The number of accounts that the sum is about, those left out because the amount does not apply not counted.
    pub account_count: u64,
}

/// A sum of hours over the accounts for which they are known.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct KnownHours {
    /// The sum, added in the order of the ids; missing where no hours are known, not applicable over no accounts.
    pub hours: Datum<f64>,
    /// The number of accounts with known hours.
    pub known_count: u64,
    /// The number of accounts that the sum is about, those left out because hours do not apply not counted.
    pub account_count: u64,
}

/// How unevenly the known revenue is spread, before and after the loss.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConcentrationChange {
    /// Over all accounts.
    pub before: Datum<Concentration>,
    /// Over the accounts that remain.
    pub after: Datum<Concentration>,
    /// HHI after less HHI before, a fraction.
    pub hhi_change: Datum<f64>,
}

/// What a reader should know to read the figures right.
///
/// * `hhi_falls_by_the_loss`: revenue is spread more evenly because a large account is gone: no gain.
/// * `revenue_not_known_for_all`: sums and shares leave out accounts without known revenue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split its schema"
)]
pub enum LossNote {
    HhiFallsByTheLoss,
    RevenueNotKnownForAll,
}

/// Returns what the loss of the accounts `leaving` would do to the portfolio `accounts`.
///
/// Replacement growth is s / (1 - s) with the lost share s: 40 % needs 66.7 %, 5 % needs 5.3 %. Months of profit lost
/// are gross margin lost / (annual profit / 12). Sums run over the accounts whose figure is known and say how many
/// those are; nothing is put in for the others. What leaves must be known in full for a share or ratio of it.
///
/// Source: the two clients of 40 % and 5 % in KAM practice S4; the formulas are arithmetic on them.
///
/// # Errors
///
/// [`LossImpactError`] when nobody leaves, an id is unknown or stands twice, revenue or hours are negative or not
/// finite, two currencies meet, or a sum needs more than 28 digits. All accounts leaving is no error: what needs a
/// rest is not applicable.
///
/// # Examples
///
/// ```
/// use keyaccount::portfolio::{AccountRevenue, loss_impact};
/// use keyaccount::quantity::{Datum, Money};
///
/// let account = |id: &str, amount: &str| -> Result<_, Box<dyn std::error::Error>> {
///     let (annual_gross_margin, hours_per_year) = (Datum::Missing, Datum::Missing);
///     let annual_revenue = Datum::Value(Money::parse(amount, "EUR")?);
///     Ok(AccountRevenue { id: id.try_into()?, annual_revenue, annual_gross_margin, hours_per_year })
/// };
/// let accounts = [account("large", "40")?, account("small", "5")?, account("rest", "55")?];
/// let impact = loss_impact(&accounts, &["large".try_into()?], Datum::Missing)?;
/// let growth = impact.replacement_growth_ratio.value().unwrap();
/// assert_eq!((growth * 1000.0).round(), 667.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn loss_impact(
    accounts: &[AccountRevenue],
    leaving: &[AccountId],
    annual_profit: Datum<Money>,
) -> Result<LossImpact, LossImpactError> {
    let currency = check_accounts(accounts, annual_profit)?;
    let leaving = check_leaving(accounts, leaving)?;
    let mut all: Vec<&AccountRevenue> = accounts.iter().collect();
    all.sort_by(|left, right| left.id.cmp(&right.id));
    let (gone, rest): (Vec<_>, Vec<_>) = all.iter().partition(|account| leaving.contains(&account.id));

    let revenue_before = known_money(&all, revenue, currency)?;
    let revenue_lost = known_money(&gone, revenue, currency)?;
    let revenue_remaining = known_money(&rest, revenue, currency)?;
    let gross_margin_lost = known_money(&gone, |account| account.annual_gross_margin, currency)?;

    let lost = in_full(&revenue_lost);
    let remaining = remaining(&revenue_remaining);
    let share = lost.and_then(|lost| share(lost, &revenue_before));
    let growth = lost.and_then(|lost| Ok(ratio(lost, remaining?)));
    let equivalent = growth.map(|growth| growth * count_to_f64(revenue_remaining.known_count.into()));
    let months = in_full(&gross_margin_lost).and_then(|lost| match annual_profit.value() {
        None => Err(UndefinedReason::NotGiven),
        Some(profit) if profit.amount <= Decimal::ZERO => Err(UndefinedReason::ProfitNotPositive),
        Some(&profit) => Ok(12.0 * ratio(lost, profit)),
    });

    let mut undefined = Vec::new();
    Ok(LossImpact {
        leaving: leaving_accounts(&gone, &revenue_before),
        revenue_before,
        revenue_lost,
        revenue_remaining,
        share_lost: settle(share, "share_lost", &mut undefined),
        replacement_growth_ratio: settle(growth, "replacement_growth_ratio", &mut undefined),
        equivalent_account_count: settle(equivalent, "equivalent_account_count", &mut undefined),
        gross_margin_lost,
        months_of_profit_lost: settle(months, "months_of_profit_lost", &mut undefined),
        hours_freed: known_hours(&gone),
        concentration: concentration_change(spread(&all)?, spread(&rest)?, &mut undefined),
        notes: Vec::new(),
        undefined,
    }
    .with_notes())
}

impl LossImpact {
    fn with_notes(mut self) -> Self {
        if self
            .concentration
            .hhi_change
            .value()
            .is_some_and(|&change| change < 0.0)
        {
            self.notes.push(LossNote::HhiFallsByTheLoss);
        }
        if self.revenue_before.known_count < self.revenue_before.account_count {
            self.notes.push(LossNote::RevenueNotKnownForAll);
        }
        self
    }
}

fn revenue(account: &AccountRevenue) -> Datum<Money> {
    account.annual_revenue
}

/// Returns the sum over the accounts for which the amount is known.
fn known_money(
    accounts: &[&AccountRevenue],
    amount: impl Fn(&AccountRevenue) -> Datum<Money>,
    currency: Option<Currency>,
) -> Result<KnownMoney, LossImpactError> {
    let (mut known, mut account_count) = (Vec::new(), 0);
    for account in accounts {
        let amount = amount(account);
        account_count += u64::from(amount != Datum::NotApplicable);
        known.extend(amount.value().map(|money| money.amount));
    }
    let sum = match currency {
        Some(currency) if account_count == 0 || !known.is_empty() => {
            Datum::Value(Grid::sum(&known, currency).ok_or(LossImpactError::Overflow)?)
        }
        _ if account_count == 0 => Datum::NotApplicable,
        _ => Datum::Missing,
    };
    Ok(KnownMoney {
        amount: sum,
        known_count: count(&known),
        account_count,
    })
}

/// Returns the sum of hours in the order of the accounts.
fn known_hours(accounts: &[&AccountRevenue]) -> KnownHours {
    let hours = || accounts.iter().map(|account| account.hours_per_year);
    let known_count = count(hours().filter(|hours| hours.value().is_some()));
    let account_count = count(hours().filter(|hours| *hours != Datum::NotApplicable));
    KnownHours {
        hours: match (known_count, account_count) {
            (_, 0) => Datum::NotApplicable,
            (0, _) => Datum::Missing,
            _ => Datum::Value(hours().filter_map(|hours| hours.value().copied()).sum()),
        },
        known_count,
        account_count,
    }
}

/// Returns a sum that is known for every account.
fn in_full(sum: &KnownMoney) -> Result<Money, UndefinedReason> {
    match sum.amount {
        Datum::Value(amount) if sum.known_count == sum.account_count => Ok(amount),
        Datum::Value(_) => Err(UndefinedReason::NotComplete),
        _ => Err(UndefinedReason::NotGiven),
    }
}

/// Returns the revenue that remains, above 0.
fn remaining(sum: &KnownMoney) -> Result<Money, UndefinedReason> {
    match sum.amount {
        _ if sum.account_count == 0 => Err(UndefinedReason::NothingRemains),
        Datum::Value(amount) if amount.amount.is_zero() => Err(UndefinedReason::RevenueNotPositive),
        Datum::Value(amount) => Ok(amount),
        _ => Err(UndefinedReason::NotGiven),
    }
}

fn share(part: Money, whole: &KnownMoney) -> Result<Share, UndefinedReason> {
    match whole.amount {
        Datum::Value(whole) if whole.amount.is_zero() => Err(UndefinedReason::TotalNotPositive),
        // A part over its whole, both rounded the same way, never leaves 0 to 1.
        Datum::Value(whole) => Ok(Share::try_from(ratio(part, whole)).unwrap_or(Share::ONE)),
        _ => Err(UndefinedReason::NotGiven),
    }
}

fn leaving_accounts(gone: &[&AccountRevenue], before: &KnownMoney) -> Vec<LeavingAccount> {
    let mut leaving: Vec<LeavingAccount> = gone
        .iter()
        .map(|account| LeavingAccount {
            id: account.id.clone(),
            annual_revenue: account.annual_revenue,
            share: match account.annual_revenue {
                Datum::Value(revenue) => share(revenue, before).map_or(Datum::NotApplicable, Datum::Value),
                other => other.map(|_| Share::ZERO),
            },
        })
        .collect();
    // Stable: accounts of equal revenue, and those without, stay in the order of their ids.
    leaving.sort_by_key(|account| Reverse(account.annual_revenue.value().map(|revenue| revenue.amount)));
    leaving
}

/// Returns the concentration of the known revenue.
fn spread(accounts: &[&AccountRevenue]) -> Result<Result<Concentration, UndefinedReason>, LossImpactError> {
    let mut amounts = Vec::new();
    for account in accounts {
        let amount = account.annual_revenue.value();
        amounts.extend(amount.map(|&amount| AccountAmount {
            id: &account.id,
            amount,
        }));
    }
    match concentration(&amounts) {
        Ok(spread) => Ok(Ok(spread)),
        Err(ConcentrationError::NothingToShare) if accounts.is_empty() => {
            Ok(Err(UndefinedReason::NothingRemains))
        }
        Err(ConcentrationError::NothingToShare) if amounts.is_empty() => Ok(Err(UndefinedReason::NotGiven)),
        Err(ConcentrationError::NothingToShare) => Ok(Err(UndefinedReason::TotalNotPositive)),
        // Signs and currencies have been checked: what is left is the size.
        Err(_) => Err(LossImpactError::Overflow),
    }
}

fn concentration_change(
    before: Result<Concentration, UndefinedReason>,
    after: Result<Concentration, UndefinedReason>,
    undefined: &mut Vec<Undefined>,
) -> ConcentrationChange {
    let change = match (&before, &after) {
        (Ok(before), Ok(after)) => Ok(after.hhi - before.hhi),
        (Err(reason), _) | (_, Err(reason)) => Err(*reason),
    };
    ConcentrationChange {
        before: settle(before, "concentration.before", undefined),
        after: settle(after, "concentration.after", undefined),
        hhi_change: settle(change, "concentration.hhi_change", undefined),
    }
}

/// Returns the one currency of all amounts, nothing where there is none.
fn check_accounts(
    accounts: &[AccountRevenue],
    annual_profit: Datum<Money>,
) -> Result<Option<Currency>, LossImpactError> {
    let mut ids = BTreeSet::new();
    let mut currency = None;
    for (row, account) in accounts.iter().enumerate() {
        let AccountRevenue {
            id,
            annual_revenue,
            annual_gross_margin,
            hours_per_year,
        } = account;
        if !ids.insert(id) {
            return Err(LossImpactError::Repeated {
                list: "accounts",
                row,
                id: id.clone(),
            });
        }
        if let Some(&found) = annual_revenue
            .value()
            .filter(|revenue| revenue.amount < Decimal::ZERO)
        {
            return Err(LossImpactError::NegativeRevenue {
                row,
                id: id.clone(),
                found,
            });
        }
        if let Some(hours) = hours_per_year
            .value()
            .filter(|hours| !(0.0..f64::INFINITY).contains(*hours))
        {
            return Err(LossImpactError::Hours {
                row,
                id: id.clone(),
                found: hours.to_string(),
            });
        }
        for (field, amount) in [
            ("annual_revenue", annual_revenue),
            ("annual_gross_margin", annual_gross_margin),
        ] {
            one_currency(&mut currency, amount, || format!("/accounts/{row}/{field}"))?;
        }
    }
    one_currency(&mut currency, &annual_profit, || "/annual_profit".to_owned())?;
    Ok(currency)
}

fn one_currency(
    currency: &mut Option<Currency>,
    amount: &Datum<Money>,
    path: impl Fn() -> String,
) -> Result<(), LossImpactError> {
    let Some(amount) = amount.value() else {
        return Ok(());
    };
    let expected = *currency.get_or_insert(amount.currency);
    if amount.currency == expected {
        return Ok(());
    }
    Err(LossImpactError::Currencies {
        path: path(),
        expected,
        found: amount.currency,
    })
}

fn check_leaving<'a>(
    accounts: &[AccountRevenue],
    leaving: &'a [AccountId],
) -> Result<BTreeSet<&'a AccountId>, LossImpactError> {
    if leaving.is_empty() {
        return Err(LossImpactError::NobodyLeaves);
    }
    let known: BTreeSet<&AccountId> = accounts.iter().map(|account| &account.id).collect();
    let mut seen = BTreeSet::new();
    for (row, id) in leaving.iter().enumerate() {
        if !known.contains(id) {
            let names = accounts.iter().map(|account| account.id.as_str());
            let nearest = nearest(id.as_str(), names).map(str::to_owned);
            return Err(LossImpactError::Unknown {
                row,
                id: id.clone(),
                nearest,
            });
        }
        if !seen.insert(id) {
            return Err(LossImpactError::Repeated {
                list: "leaving",
                row,
                id: id.clone(),
            });
        }
    }
    Ok(seen)
}

fn count<T>(items: impl IntoIterator<Item = T>) -> u64 {
    items.into_iter().fold(0, |count, _| count + 1)
}

#[cfg(test)]
mod tests;
