//! Checks the input of a backtest and sorts it.

use std::collections::{BTreeMap, BTreeSet};

use super::{BacktestError, BacktestInput, Benchmark, PastSelection};
use crate::document::nearest;
use crate::quantity::{AccountId, Datum, Money};

/// The index of every period by its name.
pub(super) struct Periods<'a>(BTreeMap<&'a str, usize>);

impl<'a> Periods<'a> {
    /// Returns the periods, checked.
    pub(super) fn new(names: &'a [String]) -> Result<Self, BacktestError> {
        let mut periods = BTreeMap::new();
        for (index, period) in names.iter().enumerate() {
            if periods.insert(period.as_str(), index).is_some() {
                return Err(BacktestError::DuplicatePeriod {
                    index,
                    period: period.clone(),
                });
            }
        }
        Ok(Self(periods))
    }

    fn index_of(&self, period: &str, path: impl FnOnce() -> String) -> Result<usize, BacktestError> {
        let found = self.0.get(period).copied();
        found.ok_or_else(|| BacktestError::UnknownPeriod {
            path: path(),
            period: period.to_owned(),
            nearest: nearest(period, self.0.keys().copied()).map(str::to_owned),
        })
    }
}

/// The margins of every account by the index of the period.
pub(super) type Margins<'a> = BTreeMap<&'a AccountId, BTreeMap<usize, Datum<Money>>>;

/// Returns the margins, checked.
pub(super) fn margins<'a>(
    input: &BacktestInput<'a>,
    periods: &Periods<'_>,
) -> Result<Margins<'a>, BacktestError> {
    let mut margins = Margins::new();
    let mut currency = None;
    for (index, margin) in input.margins.iter().enumerate() {
        let period = periods.index_of(&margin.period, || format!("/margins/{index}/period"))?;
        if let Some(found) = margin.margin.value() {
            let expected = *currency.get_or_insert(found.currency);
            if found.currency != expected {
                return Err(BacktestError::Currencies {
                    index,
                    account_id: margin.account_id.clone(),
                    expected,
                    found: found.currency,
                });
            }
        }
        let of_account = margins.entry(&margin.account_id).or_default();
        if of_account.insert(period, margin.margin).is_some() {
            return Err(BacktestError::DuplicateMargin {
                index,
                account_id: margin.account_id.clone(),
                period: margin.period.clone(),
            });
        }
    }
    Ok(margins)
}

/// Checks the policy.
pub(super) fn check_policy(input: &BacktestInput<'_>) -> Result<(), BacktestError> {
    if input.policy.horizon_periods == 0 {
        return Err(BacktestError::HorizonZero);
    }
    match input.policy.benchmark {
        Benchmark::GrowthRatio(ratio) if !ratio.is_finite() => Err(BacktestError::NotFinite {
            path: "/policy/benchmark/growth_ratio".to_owned(),
            what: "the benchmark",
            found: ratio.to_string(),
        }),
        _ => Ok(()),
    }
}

/// Checks the accounts that a selection names, and returns its period and the one that is held against it.
pub(super) fn check_selection(
    input: &BacktestInput<'_>,
    periods: &Periods<'_>,
    margins: &Margins<'_>,
    index: usize,
    selection: &PastSelection,
) -> Result<(usize, usize), BacktestError> {
    let path = format!("/selections/{index}");
    let period = periods.index_of(&selection.period, || format!("{path}/period"))?;
    let horizon = usize::try_from(input.policy.horizon_periods).unwrap_or(usize::MAX);
    let later = period.saturating_add(horizon);
    if later >= input.periods.len() {
        return Err(BacktestError::NoLaterPeriod {
            index,
            period: selection.period.clone(),
            horizon: input.policy.horizon_periods,
            found: input.periods.len().saturating_sub(period).saturating_sub(1),
        });
    }
    check_accounts(
        margins,
        "selected",
        selection.selected.iter().enumerate(),
        |place| format!("{path}/selected/{place}"),
    )?;
    let scored = selection.scores.iter().map(|score| &score.account_id);
    check_accounts(margins, "scores", scored.enumerate(), |place| {
        format!("{path}/scores/{place}/account_id")
    })?;
    let not_finite = selection
        .scores
        .iter()
        .enumerate()
        .find(|(_, score)| !score.score.is_finite());
    match not_finite {
        Some((place, score)) => Err(BacktestError::NotFinite {
            path: format!("{path}/scores/{place}/score"),
            what: "a score",
            found: score.score.to_string(),
        }),
        None => Ok((period, later)),
    }
}

fn check_accounts<'a>(
    margins: &Margins<'_>,
    list: &'static str,
    accounts: impl Iterator<Item = (usize, &'a AccountId)>,
    path: impl Fn(usize) -> String,
) -> Result<(), BacktestError> {
    let mut seen = BTreeSet::new();
    for (place, id) in accounts {
        if !margins.contains_key(id) {
            let known = margins.keys().map(|known| known.as_str());
            return Err(BacktestError::UnknownAccount {
                path: path(place),
                account_id: id.clone(),
                nearest: nearest(id.as_str(), known).map(str::to_owned),
            });
        }
        if !seen.insert(id) {
            return Err(BacktestError::DuplicateAccount {
                path: path(place),
                list,
                account_id: id.clone(),
            });
        }
    }
    Ok(())
}
