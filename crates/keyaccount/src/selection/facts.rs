//! What a selection needs to know beyond the scores.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::resources::AccountNeed;
use super::{Incumbency, SelectionError, SelectionPolicy};
use crate::document::nearest;
use crate::quantity::AccountId;
use crate::scoring::ScoreAnswer;

/// What the accounts need, and which of them were key after the last selection; both may be empty.
///
/// Each is read only where the policy asks for it; what is wrong with it is an error anyway.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SelectionFacts<'a> {
    /// What accounts take in a year when they are selected.
    pub needs: &'a [AccountNeed],
    /// Which accounts were key after the last selection, and for how long their scores have been beyond the lines.
    pub incumbents: &'a [Incumbency],
}

/// The facts by account.
#[derive(Default)]
pub(super) struct CheckedFacts<'a> {
    pub(super) needs: BTreeMap<&'a AccountId, &'a AccountNeed>,
    pub(super) incumbents: BTreeMap<&'a AccountId, &'a Incumbency>,
}

impl<'a> CheckedFacts<'a> {
    pub(super) fn new(
        facts: &SelectionFacts<'a>,
        scores: &ScoreAnswer,
        policy: &SelectionPolicy,
    ) -> Result<Self, SelectionError> {
        let mut checked = Self::default();
        if facts.needs.is_empty() && facts.incumbents.is_empty() {
            return Ok(checked);
        }
        let known: BTreeSet<&AccountId> = scores
            .accounts
            .iter()
            .map(|account| &account.account_id)
            .collect();
        for (index, need) in facts.needs.iter().enumerate() {
            check_known("needs", index, &need.account_id, &known)?;
            check_need(index, need, policy)?;
            if checked.needs.insert(&need.account_id, need).is_some() {
                return Err(duplicate("needs", index, &need.account_id));
            }
        }
        for (index, incumbent) in facts.incumbents.iter().enumerate() {
            let id = &incumbent.account_id;
            check_known("incumbents", index, id, &known)?;
            if checked.incumbents.insert(id, incumbent).is_some() {
                return Err(duplicate("incumbents", index, id));
            }
        }
        Ok(checked)
    }
}

fn check_known(
    list: &'static str,
    index: usize,
    id: &AccountId,
    known: &BTreeSet<&AccountId>,
) -> Result<(), SelectionError> {
    if known.contains(id) {
        return Ok(());
    }
    Err(SelectionError::UnknownAccount {
        list,
        index,
        account_id: id.clone(),
        nearest: nearest(id.as_str(), known.iter().map(|known| known.as_str())).map(str::to_owned),
    })
}

fn duplicate(list: &'static str, index: usize, id: &AccountId) -> SelectionError {
    SelectionError::DuplicateAccount {
        list,
        index,
        account_id: id.clone(),
    }
}

fn check_need(index: usize, need: &AccountNeed, policy: &SelectionPolicy) -> Result<(), SelectionError> {
    let account_id = || need.account_id.clone();
    if let Some(&hours) = need.hours_per_year.value()
        && !(hours.is_finite() && hours >= 0.0)
    {
        return Err(SelectionError::NegativeNeed {
            index,
            field: "hours_per_year",
            account_id: account_id(),
            found: hours.to_string(),
        });
    }
    let Some(cost) = need.cost_per_year.value() else {
        return Ok(());
    };
    if cost.amount < Decimal::ZERO {
        return Err(SelectionError::NegativeNeed {
            index,
            field: "cost_per_year",
            account_id: account_id(),
            found: cost.to_string(),
        });
    }
    let budget = policy.resources.and_then(|resources| resources.budget_per_year);
    match budget {
        Some(budget) if budget.currency != cost.currency => Err(SelectionError::Currencies {
            index,
            account_id: account_id(),
            expected: budget.currency,
            found: cost.currency,
        }),
        _ => Ok(()),
    }
}
