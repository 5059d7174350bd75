//! What became of each account.

use super::answer::{AccountGrowth, LeftOutAccount, LeftOutWhy};
use super::check::Margins;
use super::{BacktestError, GonePolicy};
use crate::quantity::{AccountId, Datum, Money, decimal};
use crate::value::ratio;

/// An account that is compared.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Compared {
    pub(super) selected: bool,
    pub(super) growth: AccountGrowth,
    /// The margin as many periods before the selection as the later one comes after.
    pub(super) earlier: Option<Money>,
}

/// The periods of a comparison, by index.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) earlier: Option<usize>,
    pub(super) before: usize,
    pub(super) after: usize,
}

/// Returns the accounts that can be compared and those that cannot, by id.
///
/// An account that has no margin before and was not selected was not there, and is not mentioned.
pub(super) fn compared(
    margins: &Margins<'_>,
    selected: impl Fn(&AccountId) -> bool,
    span: Span,
    gone: GonePolicy,
) -> Result<(Vec<Compared>, Vec<LeftOutAccount>), BacktestError> {
    let (mut compared, mut left_out) = (Vec::new(), Vec::new());
    for (&id, of_account) in margins {
        let selected = selected(id);
        let at = |period: usize| of_account.get(&period).copied().unwrap_or_default();
        let mut leave_out = |reason| {
            left_out.push(LeftOutAccount {
                account_id: id.clone(),
                selected,
                reason,
            });
        };
        let Datum::Value(before) = at(span.before) else {
            if selected {
                leave_out(LeftOutWhy::NoMarginBefore);
            }
            continue;
        };
        let (after, is_gone) = match (at(span.after), gone) {
            (Datum::Value(after), _) => (after, false),
            (Datum::Unknown, _) => {
                leave_out(LeftOutWhy::MarginAfterUnknown);
                continue;
            }
            (_, GonePolicy::LeaveOut) => {
                leave_out(LeftOutWhy::NoMarginAfter);
                continue;
            }
            (_, GonePolicy::CountAsZero) => (Money::zero(before.currency), true),
        };
        compared.push(Compared {
            selected,
            growth: growth(id, before, after, is_gone)?,
            earlier: span.earlier.and_then(|period| at(period).value().copied()),
        });
    }
    Ok((compared, left_out))
}

fn growth(
    id: &AccountId,
    before: Money,
    after: Money,
    is_gone: bool,
) -> Result<AccountGrowth, BacktestError> {
    let growth = after.checked_sub(before).map_err(|_| BacktestError::Overflow)?;
    let is_positive = before.amount > decimal::Decimal::ZERO;
    Ok(AccountGrowth {
        account_id: id.clone(),
        margin_before: before,
        margin_after: after,
        growth,
        growth_ratio: if is_positive {
            Datum::Value(ratio(growth, before))
        } else {
            Datum::NotApplicable
        },
        gone: is_gone,
    })
}
