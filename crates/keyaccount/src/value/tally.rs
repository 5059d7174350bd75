//! One pass over transaction lines.

use std::collections::BTreeMap;

use super::windows::{Window, Windows};
use super::{Grid, SummariseError, TextColumn, TransactionColumns};
use crate::quantity::{AccountId, Date, Datum};

/// The accounts of a column: texts that write the same id are one account.
pub(super) struct Accounts {
    /// In ascending order.
    pub(super) ids: Vec<AccountId>,
    index_by_code: Vec<u32>,
}

/// What the lines of one account add up to.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    pub(super) earlier: WindowSum,
    pub(super) previous: WindowSum,
    pub(super) last: WindowSum,
    pub(super) lines_after: u64,
    pub(super) lines_negative: u64,
    pub(super) lines_with_cost: u64,
    /// In units of the grid, over the last 12 months.
    pub(super) cost: i128,
    /// The first and the last day up to `as_of`.
    pub(super) dates: Option<(Date, Date)>,
    /// The number of different orders of the last 12 months, nothing unless each line has one.
    pub(super) orders: Option<u64>,
    /// The number of different categories of the last 12 months, nothing unless each line has one.
    pub(super) categories: Option<u64>,
}

/// The lines of one account in one window.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct WindowSum {
    pub(super) lines: u64,
    /// The revenue in units of the grid.
    pub(super) units: i128,
}

impl Accounts {
    /// Returns the accounts whose ids stand at the codes of a column.
    pub(super) fn of(id_by_code: &[AccountId]) -> Self {
        let mut index_by_id: BTreeMap<&AccountId, u32> = id_by_code.iter().map(|id| (id, 0)).collect();
        for (next, index) in (0..).zip(index_by_id.values_mut()) {
            *index = next;
        }
        let index_by_code = id_by_code.iter().filter_map(|id| index_by_id.get(id).copied());
        Self {
            index_by_code: index_by_code.collect(),
            ids: index_by_id.into_keys().cloned().collect(),
        }
    }
}

/// Returns what the lines of each account add up to, in the order of the ids; each line is looked at once.
pub(super) fn tally(
    columns: &TransactionColumns,
    accounts: &Accounts,
    windows: &Windows,
    grid: Grid,
) -> Result<Vec<Tally>, SummariseError> {
    let mut tallies = vec![Tally::default(); accounts.ids.len()];
    let mut orders = columns.order.as_ref().map(DistinctTexts::of);
    let mut categories = columns.category.as_ref().map(DistinctTexts::of);
    let codes = columns.account.codes();
    let lines = codes.iter().zip(&columns.date).zip(&columns.revenue);
    for (row, ((&code, &date), &revenue)) in lines.enumerate() {
        let account = at(&accounts.index_by_code, code).copied().unwrap_or(NONE);
        let Some(tally) = usize::try_from(account)
            .ok()
            .and_then(|index| tallies.get_mut(index))
        else {
            continue;
        };
        let Some(window) = windows.of(date) else {
            tally.lines_after += 1;
            continue;
        };
        let overflow = |column| SummariseError::Overflow { column };
        let units = grid.units(revenue).ok_or(overflow("revenue"))?;
        tally.add(window, date, units).ok_or(overflow("revenue"))?;
        if window != Window::Last {
            continue;
        }
        let cost = columns.cost.as_ref().and_then(|costs| costs.get(row));
        if let Some(&cost) = cost.and_then(Datum::value) {
            let sum = grid.units(cost).and_then(|units| tally.cost.checked_add(units));
            tally.cost = sum.ok_or(overflow("cost"))?;
            tally.lines_with_cost += 1;
        }
        for texts in orders.iter_mut().chain(&mut categories) {
            texts.add(account, row);
        }
    }
    if let Some(orders) = orders {
        for (tally, count) in tallies.iter_mut().zip(orders.counts(accounts.ids.len())) {
            tally.orders = count;
        }
    }
    if let Some(categories) = categories {
        for (tally, count) in tallies.iter_mut().zip(categories.counts(accounts.ids.len())) {
            tally.categories = count;
        }
    }
    Ok(tallies)
}

impl Tally {
    /// Returns what the lines of `window` add up to.
    pub(super) fn window(&self, window: Window) -> WindowSum {
        match window {
            Window::Earlier => self.earlier,
            Window::Previous => self.previous,
            Window::Last => self.last,
        }
    }

    fn add(&mut self, window: Window, date: Date, units: i128) -> Option<()> {
        let sum = match window {
            Window::Earlier => &mut self.earlier,
            Window::Previous => &mut self.previous,
            Window::Last => &mut self.last,
        };
        sum.units = sum.units.checked_add(units)?;
        sum.lines += 1;
        self.lines_negative += u64::from(units < 0);
        let (first, last) = self.dates.unwrap_or((date, date));
        self.dates = Some((first.min(date), last.max(date)));
        Some(())
    }
}

/// The different texts that go with each account.
struct DistinctTexts<'c> {
    codes: &'c [u32],
    is_blank: Vec<bool>,
    /// Pairs of account and code, packed so that they sort fast.
    pairs: Vec<u64>,
}

/// The code that stands for "none"; no column has so many different texts.
const NONE: u32 = u32::MAX;

impl<'c> DistinctTexts<'c> {
    fn of(column: &'c TextColumn) -> Self {
        Self {
            codes: column.codes(),
            is_blank: column.distinct_texts().map(crate::quantity::is_blank).collect(),
            pairs: Vec::new(),
        }
    }

    fn add(&mut self, account: u32, row: usize) {
        let code = self.codes.get(row).copied().unwrap_or(NONE);
        let is_blank = at(&self.is_blank, code).copied().unwrap_or(true);
        let text = if is_blank { NONE } else { code };
        let pair = (u64::from(account) << 32) | u64::from(text);
        // The lines of one order mostly stand together.
        if self.pairs.last() != Some(&pair) {
            self.pairs.push(pair);
        }
    }

    /// Returns for each account the number of different texts, nothing where a line has none.
    fn counts(mut self, accounts: usize) -> Vec<Option<u64>> {
        self.pairs.sort_unstable();
        self.pairs.dedup();
        let mut counts = vec![Some(0); accounts];
        for pair in self.pairs {
            let index = usize::try_from(pair >> 32).ok();
            let Some(count) = index.and_then(|index| counts.get_mut(index)) else {
                continue;
            };
            let is_text = pair & u64::from(u32::MAX) != u64::from(NONE);
            *count = count.filter(|_| is_text).map(|count: u64| count + 1);
        }
        counts
    }
}

fn at<T>(items: &[T], index: u32) -> Option<&T> {
    items.get(usize::try_from(index).ok()?)
}
