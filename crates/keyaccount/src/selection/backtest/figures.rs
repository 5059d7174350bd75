//! The figures of a group of accounts.

use super::BacktestError;
use super::answer::{GroupGrowth, NoFigure, NoFigureReason};
use super::growth::Compared;
use crate::quantity::{Datum, Money, decimal};
use crate::value::{Grid, ratio};

/// The names of the figures of a group.
pub(super) struct FieldNames {
    pub(super) margins: &'static str,
    pub(super) growth_ratio: &'static str,
    pub(super) median_growth_ratio: &'static str,
    pub(super) earlier_growth_ratio: &'static str,
}

/// The names of the figures of those who were selected.
pub(super) const SELECTED: FieldNames = FieldNames {
    margins: "selected.margin_before",
    growth_ratio: "selected.growth_ratio",
    median_growth_ratio: "selected.median_growth_ratio",
    earlier_growth_ratio: "selected.earlier_growth_ratio",
};

/// The names of the figures of the others.
pub(super) const NOT_SELECTED: FieldNames = FieldNames {
    margins: "not_selected.margin_before",
    growth_ratio: "not_selected.growth_ratio",
    median_growth_ratio: "not_selected.median_growth_ratio",
    earlier_growth_ratio: "not_selected.earlier_growth_ratio",
};

/// Returns the figures of a group, and notes those without a value.
pub(super) fn group_growth(
    group: &[&Compared],
    names: &FieldNames,
    undefined: &mut Vec<NoFigure>,
) -> Result<GroupGrowth, BacktestError> {
    let amounts =
        |of: fn(&Compared) -> Money| -> Vec<Money> { group.iter().map(|account| of(account)).collect() };
    let before = sum(&amounts(|account| account.growth.margin_before))?;
    let after = sum(&amounts(|account| account.growth.margin_after))?;
    let growth = sum(&amounts(|account| account.growth.growth))?;
    if before.is_none() {
        undefined.push(NoFigure {
            field: names.margins,
            reason: NoFigureReason::NoAccounts,
        });
    }
    Ok(GroupGrowth {
        account_count: count(group.len()),
        gone_count: count(group.iter().filter(|account| account.growth.gone).count()),
        margin_before: known(before),
        margin_after: known(after),
        growth: known(growth),
        growth_ratio: settle(
            ratio_of(growth, before, NoFigureReason::NoAccounts),
            names.growth_ratio,
            undefined,
        ),
        median_growth: known(median_amount(amounts(|account| account.growth.growth))?),
        median_growth_ratio: settle(
            median(growth_ratios(group)).ok_or(NoFigureReason::NoGrowthRatio),
            names.median_growth_ratio,
            undefined,
        ),
        earlier_growth_ratio: settle(earlier_ratio(group)?, names.earlier_growth_ratio, undefined),
    })
}

/// Returns the growth ratios of the accounts that have one.
pub(super) fn growth_ratios(group: &[&Compared]) -> Vec<f64> {
    group
        .iter()
        .filter_map(|account| account.growth.growth_ratio.value().copied())
        .collect()
}

/// Returns the median, of an even number the mean of the two in the middle; nothing of none.
pub(super) fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let half = values.len() / 2;
    let upper = *values.get(half)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *values.get(half.checked_sub(1)?)?;
    Some(lower + (upper - lower) / 2.0)
}

/// Returns the figure as a fact, and notes the reason where it has no value.
pub(super) fn settle<T>(
    figure: Result<T, NoFigureReason>,
    field: &'static str,
    undefined: &mut Vec<NoFigure>,
) -> Datum<T> {
    match figure {
        Ok(value) => Datum::Value(value),
        Err(reason) => {
            undefined.push(NoFigure { field, reason });
            Datum::NotApplicable
        }
    }
}

/// Returns a number of accounts as the answers count it.
pub(super) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn known(sum: Option<Money>) -> Datum<Money> {
    sum.map_or(Datum::NotApplicable, Datum::Value)
}

fn earlier_ratio(group: &[&Compared]) -> Result<Result<f64, NoFigureReason>, BacktestError> {
    let both = || {
        group
            .iter()
            .filter_map(|account| Some((account.earlier?, account.growth.margin_before)))
    };
    let earlier: Vec<Money> = both().map(|(earlier, _)| earlier).collect();
    let before: Vec<Money> = both().map(|(_, before)| before).collect();
    let (earlier, before) = (sum(&earlier)?, sum(&before)?);
    let growth = match (earlier, before) {
        (Some(earlier), Some(before)) => {
            Some(before.checked_sub(earlier).map_err(|_| BacktestError::Overflow)?)
        }
        _ => None,
    };
    Ok(ratio_of(growth, earlier, NoFigureReason::NoEarlierMargin))
}

fn ratio_of(
    growth: Option<Money>,
    before: Option<Money>,
    without: NoFigureReason,
) -> Result<f64, NoFigureReason> {
    let (growth, before) = growth.zip(before).ok_or(without)?;
    if before.amount <= decimal::Decimal::ZERO {
        return Err(NoFigureReason::MarginBeforeNotPositive);
    }
    Ok(ratio(growth, before))
}

/// Returns the exact sum, nothing of no amounts.
fn sum(amounts: &[Money]) -> Result<Option<Money>, BacktestError> {
    let Some(currency) = amounts.first().map(|amount| amount.currency) else {
        return Ok(None);
    };
    let amounts: Vec<decimal::Decimal> = amounts.iter().map(|amount| amount.amount).collect();
    Grid::sum(&amounts, currency)
        .map(Some)
        .ok_or(BacktestError::Overflow)
}

/// Returns the exact median of amounts, nothing of none.
fn median_amount(mut amounts: Vec<Money>) -> Result<Option<Money>, BacktestError> {
    amounts.sort_by_key(|amount| amount.amount);
    let half = amounts.len() / 2;
    let Some(&upper) = amounts.get(half) else {
        return Ok(None);
    };
    let lower = half.checked_sub(1).and_then(|below| amounts.get(below));
    let Some(&lower) = lower.filter(|_| amounts.len().is_multiple_of(2)) else {
        return sum(&[upper]);
    };
    let both = sum(&[lower, upper])?.ok_or(BacktestError::Overflow)?;
    let half = decimal::Decimal::new(5, 1);
    let mean = both.amount.checked_mul(half).ok_or(BacktestError::Overflow)?;
    // A product of 28 digits and more is rounded; doubling shows whether it was.
    if decimal::add(mean, mean) != Some(both.amount) {
        return Err(BacktestError::Overflow);
    }
    let mean = Money::new(mean, both.currency);
    sum(&[mean])
}
