//! How unevenly revenue is spread over accounts.

use serde::Serialize;

use super::undefined::settle;
use super::{
    CONCENTRATION_LIMITS, ConcentrationMeasure, Grid, LimitReading, Undefined, UndefinedReason, count_to_f64,
    quotient,
};
use crate::fault::Fault;
use crate::quantity::{AccountId, Currency, Datum, Money, Share, decimal};

/// The accounts in the largest of which a portfolio's share is reported.
const TOP_COUNTS: [usize; 3] = [1, 5, 10];

/// From which percentage of the total on an account is a major customer, the percentage included.
///
/// Source: US GAAP, ASC 280-10-50-42. The rule speaks of the group under common control: pass groups as accounts to
/// test it at that level.
const MAJOR_PERCENT: i128 = 10;

/// An account with the amount that it contributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccountAmount<'a> {
    /// The account.
    pub id: &'a AccountId,
    /// Its amount, at least 0.
    pub amount: Money,
}

/// How unevenly an amount is spread over accounts.
///
/// Sums, shares of accounts and comparisons with limits come from exact amounts; the rest are statistics in floats.
/// None of these figures is fit to be an objective: losing the largest account lowers the HHI, losing a small one
/// raises it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Concentration {
    /// The number of accounts n, those with an amount of 0 included.
    pub account_count: u64,
    /// The sum of all amounts.
    pub total: Money,
    /// The Herfindahl-Hirschman index: the sum of squared shares, 1/n to 1.
    pub hhi: f64,
    /// The same in points, up to 10,000.
    pub hhi_points: f64,
    /// (HHI - 1/n) / (1 - 1/n), 0 to 1; not for a single account.
    pub hhi_normalised: Datum<f64>,
    /// 1 / HHI: so many accounts of equal size would be as concentrated, 1 to n.
    pub effective_account_count: f64,
    /// The share of the largest account, of the 5 and of the 10 largest.
    pub top_shares: Vec<TopShare>,
    /// The fewest accounts that together hold 80 % of the total.
    pub accounts_for_80_percent: u64,
    /// The Gini coefficient: 0 when all are equal, 1 - 1/n when one holds everything.
    pub gini: f64,
    /// Gini x n / (n - 1), which reaches 1; not for a single account.
    pub gini_corrected: Datum<f64>,
    /// The accounts with 10 % or more of the total, largest first, then by id.
    pub major_accounts: Vec<MajorAccount>,
    /// Where the portfolio stands against published limits; they contradict each other, each names its source.
    pub limits: Vec<LimitReading>,
    /// Why figures have no value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub undefined: Vec<Undefined>,
}

/// The share of the total that the largest accounts hold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TopShare {
    /// How many of the largest accounts; all when there are fewer.
    pub account_count: u64,
    /// Their share of the total.
    pub share: Share,
}

/// An account with 10 % or more of the total.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MajorAccount {
    /// The account.
    pub id: AccountId,
    /// Its share of the total.
    pub share: Share,
}

/// Returns how unevenly the amounts are spread over the accounts.
///
/// With shares s and amounts v in ascending order:
/// `HHI = sum(s^2)`, `Gini = 2 sum(i v_i) / (n sum v) - (n + 1) / n`. Whether accounts are single firms or rolled up
/// to their groups changes every figure and is up to the caller. Sums run from the smallest to the largest amount, so
/// that the order of the accounts changes nothing.
///
/// Source: value metrics of the field (HHI, Lorenz and Gini as in textbooks of industrial economics); the limits name
/// their own.
///
/// # Errors
///
/// [`ConcentrationError`] for a negative amount, a total of 0 (no accounts included), two currencies, or amounts that
/// need more than 28 digits: shares would be no distribution.
///
/// # Examples
///
/// One account of five brings half of the revenue (KAM practice, S4):
///
/// ```
/// use keyaccount::quantity::{AccountId, Money};
/// use keyaccount::value::{AccountAmount, concentration};
///
/// let ids: Vec<AccountId> = ["A", "B", "C", "D", "E"].into_iter().map(|id| id.try_into()).collect::<Result<_, _>>()?;
/// let mut accounts: Vec<_> = ids.iter().map(|id| Ok(AccountAmount { id, amount: Money::parse("12.5", "EUR")? }))
///     .collect::<Result<_, keyaccount::quantity::MoneyError>>()?;
/// accounts[0].amount = Money::parse("50", "EUR")?;
/// let spread = concentration(&accounts)?;
/// assert_eq!(spread.hhi, 0.3125);
/// assert_eq!(spread.effective_account_count, 3.2);
/// assert_eq!(spread.accounts_for_80_percent, 4);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn concentration(accounts: &[AccountAmount<'_>]) -> Result<Concentration, ConcentrationError> {
    let grid = check(accounts)?;
    let mut sizes = Vec::with_capacity(accounts.len());
    for account in accounts {
        let units = grid.units(account.amount.amount);
        sizes.push((units.ok_or(ConcentrationError::Overflow)?, account.id));
    }
    // Largest first, ties by id.
    sizes.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| left.1.cmp(right.1)));
    let overflow = ConcentrationError::Overflow;
    let total = sizes.iter().try_fold(0_i128, |sum, size| sum.checked_add(size.0));
    let whole = total.and_then(|units| Some((units, grid.money(units)?)));
    let (total, total_money) = whole.ok_or(overflow)?;
    // Comparing percentages exactly multiplies by 100.
    if total.checked_mul(100).is_none() {
        return Err(ConcentrationError::Overflow);
    }
    Ok(Spread {
        sizes,
        total,
        total_money,
    }
    .measured())
}

/// Amounts as integers, largest first, with their positive total.
struct Spread<'a> {
    sizes: Vec<(i128, &'a AccountId)>,
    total: i128,
    total_money: Money,
}

impl Spread<'_> {
    fn measured(&self) -> Concentration {
        let n = self.sizes.len();
        let n_f64 = decimal::to_f64(n.into());
        let mut undefined = Vec::new();
        let several = if n > 1 {
            Ok(())
        } else {
            Err(UndefinedReason::SingleAccount)
        };

        let ascending = self.sizes.iter().rev();
        let squares = ascending.fold(0.0, |sum, size| sum + count_to_f64(size.0) * count_to_f64(size.0));
        let total = count_to_f64(self.total);
        let hhi = (squares / (total * total)).clamp(1.0 / n_f64, 1.0);
        let gini = self.gini(n_f64);
        let normalised = several.map(|()| ((n_f64 * hhi - 1.0) / (n_f64 - 1.0)).clamp(0.0, 1.0));
        let corrected = several.map(|()| (gini * n_f64 / (n_f64 - 1.0)).min(1.0));
        Concentration {
            account_count: count(n),
            total: self.total_money,
            hhi,
            hhi_points: 10_000.0 * hhi,
            hhi_normalised: settle(normalised, "hhi_normalised", &mut undefined),
            effective_account_count: 1.0 / hhi,
            top_shares: TOP_COUNTS
                .into_iter()
                .map(|top| TopShare {
                    account_count: count(top),
                    share: self.share(self.top(top)),
                })
                .collect(),
            accounts_for_80_percent: count(self.accounts_for(80)),
            gini,
            gini_corrected: settle(corrected, "gini_corrected", &mut undefined),
            major_accounts: self
                .sizes
                .iter()
                .take_while(|size| size.0 * 100 >= self.total * MAJOR_PERCENT)
                .map(|&(units, id)| MajorAccount {
                    id: id.clone(),
                    share: self.share(units),
                })
                .collect(),
            limits: self.readings(hhi),
            undefined,
        }
    }

    /// Returns the sum of the largest `top` amounts.
    fn top(&self, top: usize) -> i128 {
        self.sizes.iter().take(top).map(|size| size.0).sum()
    }

    /// Returns the fewest accounts that hold `percent` of the total.
    fn accounts_for(&self, percent: i128) -> usize {
        let mut sum = 0;
        let needed = self.sizes.iter().position(|size| {
            sum += size.0;
            sum * 100 >= self.total * percent
        });
        needed.map_or(self.sizes.len(), |index| index + 1)
    }

    /// Returns the mean difference over twice the mean, from differences of pairs that stand equally far from the ends.
    ///
    /// The same as the formula with ranks, without its cancellation: no term is negative, equal amounts give 0.
    fn gini(&self, n: f64) -> f64 {
        let largest = self.sizes.iter().take(self.sizes.len() / 2);
        let pairs = largest.zip(self.sizes.iter().rev());
        let mut ranks_apart = n + 1.0;
        let sum: f64 = pairs
            .map(|(large, small)| {
                ranks_apart -= 2.0;
                ranks_apart * count_to_f64(large.0 - small.0)
            })
            .sum();
        // An empty sum is a negative zero.
        (sum / (n * count_to_f64(self.total))).clamp(0.0, 1.0 - 1.0 / n) + 0.0
    }

    fn readings(&self, hhi: f64) -> Vec<LimitReading> {
        let mut readings = Vec::with_capacity(CONCENTRATION_LIMITS.len());
        for &limit in CONCENTRATION_LIMITS {
            let percent = i128::from(limit.limit_percent);
            let (value, order) = match limit.measure {
                ConcentrationMeasure::Hhi => (hhi, hhi.total_cmp(&(f64::from(limit.limit_percent) / 100.0))),
                ConcentrationMeasure::LargestShare => self.against(1, percent),
                ConcentrationMeasure::TopFiveShare => self.against(5, percent),
            };
            let is_crossed = order.is_gt() || limit.is_inclusive && order.is_eq();
            readings.push(LimitReading {
                limit,
                value,
                is_crossed,
            });
        }
        readings
    }

    fn against(&self, top: usize, percent: i128) -> (f64, std::cmp::Ordering) {
        let units = self.top(top);
        (
            self.share(units).get(),
            (units * 100).cmp(&(self.total * percent)),
        )
    }

    fn share(&self, units: i128) -> Share {
        // A part over its whole, both rounded the same way, never leaves 0 to 1.
        Share::try_from(quotient(units, self.total)).unwrap_or(Share::ONE)
    }
}

/// Returns the grid of amounts that are shares of something.
fn check(accounts: &[AccountAmount<'_>]) -> Result<Grid, ConcentrationError> {
    let positive = accounts.iter().find(|account| !account.amount.amount.is_zero());
    let currency = positive
        .ok_or(ConcentrationError::NothingToShare)?
        .amount
        .currency;
    for (row, account) in accounts.iter().enumerate() {
        let Money {
            amount,
            currency: found,
        } = account.amount;
        if found != currency {
            return Err(ConcentrationError::Currencies {
                row,
                found,
                expected: currency,
            });
        }
        if amount.is_sign_negative() && !amount.is_zero() {
            return Err(ConcentrationError::Negative {
                row,
                id: account.id.clone(),
                found: account.amount,
            });
        }
    }
    Ok(Grid::holding(
        accounts.iter().map(|account| &account.amount.amount),
        currency,
    ))
}

fn count(accounts: usize) -> u64 {
    u64::try_from(accounts).unwrap_or(u64::MAX)
}

/// Why amounts have no concentration.
///
/// Rows count from 0 in paths, which are relative to the list of accounts.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ConcentrationError {
    /// There is no positive amount.
    #[error("concentration needs at least one account with an amount above 0")]
    NothingToShare,
    /// An amount is below 0.
    #[error("the amount of account `{id}` must be at least 0 (got {found})")]
    Negative {
        /// The place of the account.
        row: usize,
        /// The account.
        id: AccountId,
        /// Its amount.
        found: Money,
    },
    /// An amount is in another currency than the first.
    #[error("amounts must share one currency (got {expected} and {found})")]
    Currencies {
        /// The place of the account.
        row: usize,
        /// The currency of its amount.
        found: Currency,
        /// The currency of the others.
        expected: Currency,
    },
    /// The total needs more digits than an amount holds.
    #[error("amounts must add up to at most 28 digits")]
    Overflow,
}

impl Fault for ConcentrationError {
    fn code(&self) -> &'static str {
        match self {
            Self::NothingToShare => "nothing_to_share",
            Self::Negative { .. } => "negative_amount",
            Self::Currencies { .. } => "currencies_differ",
            Self::Overflow => "sum_too_long",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::NothingToShare | Self::Overflow => String::new(),
            Self::Negative { row, .. } | Self::Currencies { row, .. } => {
                format!("/{row}")
            }
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::Negative { found, .. } => Some(found.to_string()),
            Self::Currencies { found, .. } => Some(found.to_string()),
            Self::NothingToShare | Self::Overflow => None,
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::Negative { .. } => Some("an amount of at least 0".to_owned()),
            Self::Currencies { expected, .. } => Some(expected.to_string()),
            Self::NothingToShare | Self::Overflow => None,
        }
    }
}

#[cfg(test)]
#[expect(clippy::cast_precision_loss, reason = "the numbers of the tests are small")]
#[expect(clippy::float_cmp, reason = "figures that are exact are tested as such")]
mod tests;
