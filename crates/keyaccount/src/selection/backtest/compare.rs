//! Holding selections against what came after.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::answer::{
    AccountGrowth, BacktestAnswer, BacktestNote, GroupGrowth, NoFigureReason, SelectionBacktest,
};
use super::check::{Margins, Periods, check_policy, check_selection, margins};
use super::figures::{NOT_SELECTED, SELECTED, count, group_growth, growth_ratios, median, settle};
use super::growth::{Compared, Span, compared};
use super::{BacktestError, BacktestInput, Benchmark, PastSelection};
use crate::quantity::{AccountId, Share};
use crate::scoring::{Better, RankAgreement};

/// The number of selected accounts below which the figures are indicative.
const FEW_SELECTED: u32 = 8;

/// Returns what became of the selected accounts and of the others, selection by selection.
///
/// The accounts that are compared are those with a margin in the period of the selection. Growth is the later margin less
/// the one before, exactly; the growth ratio of an account is its growth / its margin before and needs one above 0. A hit
/// is a growth ratio above the benchmark. Source: back-test of a selection (field-map row 25), lift as in response models,
/// regression to the mean after relations notes C.8; the figures are the house's.
///
/// # Errors
///
/// [`BacktestError`] for periods that are not listed or twice, a selection without a later period, accounts without any
/// margin, two margins for one period, two currencies.
///
/// # Examples
///
/// ```
/// use keyaccount::document;
/// use keyaccount::quantity::Datum;
/// use keyaccount::selection::backtest::{AccountMargin, BacktestInput, BacktestPolicy, PastSelection, backtest};
///
/// let margins: Vec<AccountMargin> = document::read(r#"[
///     {"account_id": "globex", "period": "2024", "margin": {"amount": "100", "currency": "EUR"}},
///     {"account_id": "globex", "period": "2025", "margin": {"amount": "130", "currency": "EUR"}},
///     {"account_id": "initech", "period": "2024", "margin": {"amount": "200", "currency": "EUR"}},
///     {"account_id": "initech", "period": "2025", "margin": {"amount": "210", "currency": "EUR"}}]"#)?;
/// let selections: Vec<PastSelection> = document::read(r#"[{"period": "2024", "selected": ["globex"]}]"#)?;
/// let policy: BacktestPolicy = document::read(r#"{"gone": "count_as_zero"}"#)?;
/// let answer = backtest(&BacktestInput {
///     periods: &["2024".to_owned(), "2025".to_owned()], selections: &selections, margins: &margins, policy: &policy })?;
/// assert_eq!(answer.selections[0].selected.growth_ratio, Datum::Value(0.3));
/// assert_eq!(answer.selections[0].lift, Datum::Value(2.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn backtest(input: &BacktestInput<'_>) -> Result<BacktestAnswer, BacktestError> {
    check_policy(input)?;
    let periods = Periods::new(input.periods)?;
    let margins = margins(input, &periods)?;
    let selections = input
        .selections
        .iter()
        .enumerate()
        .map(|(index, selection)| one(input, &periods, &margins, index, selection))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(BacktestAnswer {
        policy: *input.policy,
        selections,
    })
}

fn one(
    input: &BacktestInput<'_>,
    periods: &Periods<'_>,
    margins: &Margins<'_>,
    index: usize,
    selection: &PastSelection,
) -> Result<SelectionBacktest, BacktestError> {
    let (before, after) = check_selection(input, periods, margins, index, selection)?;
    let span = Span {
        earlier: before.checked_sub(after - before),
        before,
        after,
    };
    let ids: BTreeSet<&AccountId> = selection.selected.iter().collect();
    let (accounts, left_out) = compared(margins, |id| ids.contains(id), span, input.policy.gone)?;
    let all: Vec<&Compared> = accounts.iter().collect();
    let of_side = |side: bool| -> Vec<&Compared> {
        accounts
            .iter()
            .filter(|account| account.selected == side)
            .collect()
    };
    let (inside, outside) = (of_side(true), of_side(false));

    let mut undefined = Vec::new();
    let selected = group_growth(&inside, &SELECTED, &mut undefined)?;
    let not_selected = group_growth(&outside, &NOT_SELECTED, &mut undefined)?;
    let difference = match (selected.growth_ratio.value(), not_selected.growth_ratio.value()) {
        (Some(inside), Some(outside)) => Ok(inside - outside),
        _ => Err(NoFigureReason::OtherGroupUndefined),
    };
    let difference = settle(difference, "growth_ratio_difference", &mut undefined);
    let benchmark = match input.policy.benchmark {
        Benchmark::Median => median(growth_ratios(&all)).ok_or(NoFigureReason::NoGrowthRatio),
        Benchmark::GrowthRatio(ratio) => Ok(ratio),
    };
    let (hit_rate, base_rate) = (rate(&inside, benchmark), rate(&all, benchmark));
    let lift = lift(hit_rate, base_rate);
    let exceeds = |account: &Compared| exceeds(account, benchmark);
    let rank_agreement = (!selection.scores.is_empty()).then(|| rank_agreement(selection, &accounts));
    let notes = notes(&selected, &not_selected);
    let list_at_most = usize::try_from(input.policy.list_at_most).unwrap_or(usize::MAX);
    Ok(SelectionBacktest {
        period: selection.period.clone(),
        later_period: input.periods.get(after).cloned().unwrap_or_default(),
        growth_ratio_difference: difference,
        benchmark: settle(benchmark, "benchmark", &mut undefined),
        hit_rate: settle(hit_rate, "hit_rate", &mut undefined),
        base_rate: settle(base_rate, "base_rate", &mut undefined),
        lift: settle(lift, "lift", &mut undefined),
        rank_agreement,
        missed: listed(
            outside.iter().filter(|account| exceeds(account)),
            list_at_most,
            by_gain,
        ),
        wrong: listed(
            inside
                .iter()
                .filter(|account| account.growth.growth.amount < Decimal::ZERO),
            list_at_most,
            by_loss,
        ),
        gone_account_ids: all
            .iter()
            .filter(|account| account.growth.gone)
            .map(|account| account.growth.account_id.clone())
            .collect(),
        left_out,
        notes,
        undefined,
        selected,
        not_selected,
    })
}

fn exceeds(account: &Compared, benchmark: Result<f64, NoFigureReason>) -> bool {
    let ratio = account.growth.growth_ratio.value();
    matches!((ratio, benchmark), (Some(&ratio), Ok(benchmark)) if ratio > benchmark)
}

fn rate(group: &[&Compared], benchmark: Result<f64, NoFigureReason>) -> Result<Share, NoFigureReason> {
    benchmark?;
    if group.is_empty() {
        return Err(NoFigureReason::NoAccounts);
    }
    let judged = count(growth_ratios(group).len());
    let hits = count(group.iter().filter(|account| exceeds(account, benchmark)).count());
    // With nobody to judge the quotient is no share.
    Share::try_from(f64::from(hits) / f64::from(judged)).map_err(|_| NoFigureReason::NoGrowthRatio)
}

fn lift(
    hit_rate: Result<Share, NoFigureReason>,
    base_rate: Result<Share, NoFigureReason>,
) -> Result<f64, NoFigureReason> {
    let (hit_rate, base_rate) = (hit_rate?.get(), base_rate?.get());
    if base_rate > 0.0 {
        return Ok(hit_rate / base_rate);
    }
    Err(NoFigureReason::NobodyExceeds)
}

/// Returns how far the order by score agrees with that by growth; scores were checked, and ratios are finite.
fn rank_agreement(selection: &PastSelection, accounts: &[Compared]) -> RankAgreement {
    let scores: BTreeMap<&AccountId, f64> = selection
        .scores
        .iter()
        .map(|score| (&score.account_id, score.score))
        .collect();
    let pairs: Vec<(f64, f64)> = accounts
        .iter()
        .filter_map(|account| {
            let score = *scores.get(&account.growth.account_id)?;
            Some((*account.growth.growth_ratio.value()?, score))
        })
        .collect();
    RankAgreement::of_pairs(&pairs, Better::Higher)
}

fn notes(selected: &GroupGrowth, not_selected: &GroupGrowth) -> Vec<BacktestNote> {
    let before = match (
        selected.earlier_growth_ratio.value(),
        not_selected.earlier_growth_ratio.value(),
    ) {
        (Some(inside), Some(outside)) if inside > outside => Some(BacktestNote::SelectedGrewMoreBefore),
        (Some(inside), Some(outside)) if inside < outside => Some(BacktestNote::SelectedGrewLessBefore),
        (Some(_), Some(_)) => None,
        _ => Some(BacktestNote::NoEarlierGrowth),
    };
    let few = selected.account_count < FEW_SELECTED;
    let gone = selected.gone_count > 0 || not_selected.gone_count > 0;
    let notes = [
        before,
        few.then_some(BacktestNote::FewSelected),
        gone.then_some(BacktestNote::GoneCountAsZero),
    ];
    notes.into_iter().flatten().collect()
}

fn listed<'a>(
    accounts: impl Iterator<Item = &'a &'a Compared>,
    at_most: usize,
    order: fn(&AccountGrowth, &AccountGrowth) -> std::cmp::Ordering,
) -> Vec<AccountGrowth> {
    let mut list: Vec<AccountGrowth> = accounts.map(|account| account.growth.clone()).collect();
    list.sort_by(|left, right| order(left, right).then_with(|| left.account_id.cmp(&right.account_id)));
    list.truncate(at_most);
    list
}

fn by_gain(left: &AccountGrowth, right: &AccountGrowth) -> std::cmp::Ordering {
    by_loss(right, left)
}

fn by_loss(left: &AccountGrowth, right: &AccountGrowth) -> std::cmp::Ordering {
    left.growth.amount.cmp(&right.growth.amount)
}
