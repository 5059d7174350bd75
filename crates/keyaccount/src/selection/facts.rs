//! What a selection needs to know beyond the scores.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::error::{FactsList, SelectionFactsError};
use super::resources::AccountNeed;
use super::{Incumbency, SelectionPolicy};
use crate::document::nearest;
use crate::quantity::AccountId;
use crate::scoring::ScoreAnswer;

/// What the accounts need, and which of them are key today; both may be empty.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SelectionFacts<'a> {
    /// What accounts take in a year when they are selected.
    pub needs: &'a [AccountNeed],
    /// Which accounts are key today, or were.
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
    ) -> Result<Self, SelectionFactsError> {
        let known: BTreeSet<&AccountId> = scores
            .accounts
            .iter()
            .map(|account| &account.account_id)
            .collect();
        let mut checked = Self::default();
        for (index, need) in facts.needs.iter().enumerate() {
            check_known(FactsList::Needs, index, &need.account_id, &known)?;
            check_need(index, need, policy)?;
            if checked.needs.insert(&need.account_id, need).is_some() {
                return Err(duplicate(FactsList::Needs, index, &need.account_id));
            }
        }
        for (index, incumbent) in facts.incumbents.iter().enumerate() {
            let id = &incumbent.account_id;
            check_known(FactsList::Incumbents, index, id, &known)?;
            if checked.incumbents.insert(id, incumbent).is_some() {
                return Err(duplicate(FactsList::Incumbents, index, id));
            }
        }
        Ok(checked)
    }
}

fn check_known(
    list: FactsList,
    index: usize,
    id: &AccountId,
    known: &BTreeSet<&AccountId>,
) -> Result<(), SelectionFactsError> {
    if known.contains(id) {
        return Ok(());
    }
    Err(SelectionFactsError::UnknownAccount {
        list,
        index,
        account_id: id.clone(),
        nearest: nearest(id.as_str(), known.iter().map(|known| known.as_str())).map(str::to_owned),
    })
}

fn duplicate(list: FactsList, index: usize, id: &AccountId) -> SelectionFactsError {
    SelectionFactsError::DuplicateAccount {
        list,
        index,
        account_id: id.clone(),
    }
}

fn check_need(index: usize, need: &AccountNeed, policy: &SelectionPolicy) -> Result<(), SelectionFactsError> {
    let account_id = || need.account_id.clone();
    if let Some(&hours) = need.hours_per_year.value()
        && !(hours.is_finite() && hours >= 0.0)
    {
        return Err(SelectionFactsError::Negative {
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
        return Err(SelectionFactsError::Negative {
            index,
            field: "cost_per_year",
            account_id: account_id(),
            found: cost.to_string(),
        });
    }
    let budget = policy.resources.and_then(|resources| resources.budget_per_year);
    match budget {
        Some(budget) if budget.currency != cost.currency => Err(SelectionFactsError::Currencies {
            index,
            account_id: account_id(),
            expected: budget.currency,
            found: cost.currency,
        }),
        _ => Ok(()),
    }
}
