//! From scored documents to a table.

use serde::{Deserialize, Serialize};

use super::{Better, DecisionTable, TableColumn, TableError};
use crate::quantity::{AccountId, CriterionId, Datum, Weight};
use crate::scoring::{
    AbsencePolicy, AccountScore, CompiledModel, Contribution, Criterion, Direction, ScoreAnswer,
};

/// What stands in the cells of a table made of scored accounts.
///
/// `raw` takes the raw values in the units of the criteria; `values` takes the values between 0 and 1 that the value
/// functions of the model give, where higher is always better. A criterion whose best lies in the middle has no raw
/// direction and always stands as a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum TableBasis {
    #[default]
    Raw,
    Values,
}

/// Scored accounts as a table: rows by account id, columns by criterion id, both ascending.
///
/// The order does not depend on the order of accounts or criteria in the documents, so neither does any number that is
/// computed from it.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountTable {
    /// The accounts of the rows.
    pub account_ids: Vec<AccountId>,
    /// The accounts that have no row, by id.
    pub left_out: Vec<LeftOut>,
    columns: Vec<OwnedColumn>,
}

/// An account that a comparison had to leave out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeftOut {
    /// The account.
    pub account_id: AccountId,
    /// Why.
    pub reason: LeftOutReason,
    /// The criteria without a cell, in ascending order; empty for an account that a gate excludes.
    pub criterion_ids: Vec<CriterionId>,
}

/// Why an account is left out of a comparison.
///
/// `excluded_by_gate`: a gate takes it out of the ranking. `no_value`: a criterion is absent, and its policy is to leave
/// it out, which a method that compares whole rows cannot do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum LeftOutReason {
    ExcludedByGate,
    NoValue,
}

#[derive(Debug, Clone, PartialEq)]
struct OwnedColumn {
    criterion_id: CriterionId,
    better: Better,
    weight: Weight,
    values: Vec<f64>,
}

impl AccountTable {
    /// Returns the table of the accounts that `model` scored with `scores`.
    ///
    /// Weights are the shares of the criteria where all count. An absent raw value counts as its policy says: the worst
    /// anchor, the middle between the anchors, the stated value; an account with a criterion that the policy leaves out
    /// has no row. Raw values beyond the anchors stand as the accounts give them.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::document;
    /// use keyaccount::scoring::{AccountTable, CompiledModel, TableBasis};
    ///
    /// let model = CompiledModel::compile(&document::read(r#"{
    ///     "schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "One criterion", "weights": "points",
    ///     "criteria": [{"id": "growth", "name": "Growth", "meaning": "Expected growth", "unit": "% per year", "weight": 1,
    ///          "direction": "more_is_better", "anchors": {"worst": 0, "best": 20}, "when_absent": "exclude_and_rescale"}]}"#)?)?;
    /// let scores = model.score(&document::read::<Vec<_>>(r#"[{"id": "b", "facts": {"growth": 5}}, {"id": "a"}]"#)?)?;
    /// let table = AccountTable::new(&model, &scores, TableBasis::Raw);
    /// assert_eq!(table.view()?.columns()[0].values, [5.0]);
    /// assert_eq!(table.left_out[0].account_id.as_str(), "a");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(model: &CompiledModel, scores: &ScoreAnswer, basis: TableBasis) -> Self {
        let mut criteria: Vec<(usize, &Criterion)> = model.model().criteria.iter().enumerate().collect();
        criteria.sort_by(|left, right| left.1.id.cmp(&right.1.id));
        let mut table = Self {
            account_ids: Vec::new(),
            left_out: Vec::new(),
            columns: criteria
                .iter()
                .map(|&(index, criterion)| OwnedColumn {
                    criterion_id: criterion.id.clone(),
                    better: better(criterion, basis),
                    // Shares lie between 0 and 1, so that this cannot fail.
                    weight: scores
                        .weights
                        .get(index)
                        .and_then(|weight| weight.share.try_into().ok())
                        .unwrap_or(criterion.weight),
                    values: Vec::new(),
                })
                .collect(),
        };
        let mut accounts: Vec<&AccountScore> = scores.accounts.iter().collect();
        accounts.sort_by(|left, right| left.account_id.cmp(&right.account_id));
        for account in accounts {
            let cells: Vec<Option<f64>> = criteria
                .iter()
                .map(|&(index, criterion)| cell(criterion, account.contributions.get(index)?, basis))
                .collect();
            table.add(account, &cells);
        }
        table
    }

    /// Returns the table without a copy of its cells.
    ///
    /// # Errors
    ///
    /// [`TableError`] never, for a model that was compiled; the checks are those of every table.
    pub fn view(&self) -> Result<DecisionTable<'_>, TableError> {
        let columns = self.columns.iter().map(|column| TableColumn {
            criterion_id: column.criterion_id.clone(),
            better: column.better,
            weight: column.weight,
            values: &column.values,
        });
        DecisionTable::new(columns.collect())
    }

    fn add(&mut self, account: &AccountScore, cells: &[Option<f64>]) {
        let account_id = account.account_id.clone();
        if account.excluded {
            let (reason, criterion_ids) = (LeftOutReason::ExcludedByGate, Vec::new());
            self.left_out.push(LeftOut {
                account_id,
                reason,
                criterion_ids,
            });
            return;
        }
        if cells.contains(&None) {
            let without = self.columns.iter().zip(cells).filter(|(_, cell)| cell.is_none());
            let criterion_ids = without.map(|(column, _)| column.criterion_id.clone()).collect();
            let reason = LeftOutReason::NoValue;
            self.left_out.push(LeftOut {
                account_id,
                reason,
                criterion_ids,
            });
            return;
        }
        self.account_ids.push(account_id);
        for (column, &cell) in self.columns.iter_mut().zip(cells) {
            column.values.extend(cell);
        }
    }
}

fn better(criterion: &Criterion, basis: TableBasis) -> Better {
    match (basis, criterion.direction) {
        (TableBasis::Raw, Direction::LessIsBetter) => Better::Lower,
        _ => Better::Higher,
    }
}

fn cell(criterion: &Criterion, contribution: &Contribution, basis: TableBasis) -> Option<f64> {
    let Some(anchors) = criterion.anchors.filter(|_| basis == TableBasis::Raw) else {
        return contribution.value;
    };
    match (contribution.fact, contribution.policy) {
        (Datum::Value(raw), _) | (_, Some(AbsencePolicy::Value(raw))) => Some(raw),
        (_, Some(AbsencePolicy::Worst)) => Some(anchors.worst),
        (_, Some(AbsencePolicy::Neutral)) => Some(f64::midpoint(anchors.worst, anchors.best)),
        _ => None,
    }
}
