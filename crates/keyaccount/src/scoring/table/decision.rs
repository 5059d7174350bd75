//! Columns of numbers with their weights and directions.

use serde::{Deserialize, Serialize};

use super::TableError;
use crate::quantity::{CriterionId, Weight};

/// Alternatives by criteria: one column of numbers per criterion, all of one length.
///
/// Making one checks shapes and weights and copies no cell. Cells are checked by the first pass of the method that
/// reads them, so that a table is never read just to be checked.
#[derive(Debug, Clone, PartialEq)]
pub struct DecisionTable<'a> {
    columns: Vec<TableColumn<'a>>,
    shares: Vec<f64>,
    rows: usize,
}

/// One criterion of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableColumn<'a> {
    /// The criterion, unique in the table.
    pub criterion_id: CriterionId,
    /// Which way is better.
    pub better: Better,
    /// How much it counts beside the others; at least one weight is above zero.
    pub weight: Weight,
    /// The cells, one per alternative, in one order for all columns.
    pub values: &'a [f64],
}

/// Which way a number is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum Better {
    Higher,
    Lower,
}

impl<'a> DecisionTable<'a> {
    /// Returns the table of the columns, in the order given.
    ///
    /// A table may have no rows; it has at least one column.
    ///
    /// # Errors
    ///
    /// [`TableError`] when there is no column, a criterion comes twice, columns differ in length, or the weights are all
    /// zero or add up to more than a float holds.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::scoring::{Better, DecisionTable, TableColumn};
    ///
    /// let table = DecisionTable::new(vec![
    ///     TableColumn { criterion_id: "growth".try_into()?, better: Better::Higher, weight: 3.0.try_into()?, values: &[7.0, 4.0] },
    ///     TableColumn { criterion_id: "effort".try_into()?, better: Better::Lower, weight: 1.0.try_into()?, values: &[80.0, 20.0] },
    /// ])?;
    /// assert_eq!((table.rows(), table.shares()), (2, &[0.75, 0.25][..]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(columns: Vec<TableColumn<'a>>) -> Result<Self, TableError> {
        let Some(first) = columns.first() else {
            return Err(TableError::NoColumn);
        };
        let rows = first.values.len();
        for (index, column) in columns.iter().enumerate() {
            let criterion_id = || column.criterion_id.clone();
            if column.values.len() != rows {
                return Err(TableError::ColumnLength {
                    index,
                    criterion_id: criterion_id(),
                    expected: rows,
                    found: column.values.len(),
                });
            }
            if columns
                .iter()
                .take(index)
                .any(|before| before.criterion_id == column.criterion_id)
            {
                return Err(TableError::DuplicateCriterion {
                    index,
                    criterion_id: criterion_id(),
                });
            }
        }
        let sum: f64 = columns.iter().map(|column| column.weight.get()).sum();
        if !(sum > 0.0 && sum.is_finite()) {
            return Err(TableError::WeightSum {
                found: sum.to_string(),
            });
        }
        let shares = columns.iter().map(|column| column.weight.get() / sum).collect();
        Ok(Self {
            columns,
            shares,
            rows,
        })
    }

    /// Returns the columns in the order given.
    pub fn columns(&self) -> &[TableColumn<'a>] {
        &self.columns
    }

    /// Returns the weights divided by their sum, in the order of the columns.
    pub fn shares(&self) -> &[f64] {
        &self.shares
    }

    /// Returns the number of alternatives.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Returns the error of the first cell that is not a finite number, by column, then by row; nothing where all are.
    pub fn first_not_finite(&self) -> Option<TableError> {
        self.columns.iter().find_map(TableColumn::first_not_finite)
    }
}

impl TableColumn<'_> {
    /// Returns the error of the first cell that is not a finite number, nothing where all are.
    pub fn first_not_finite(&self) -> Option<TableError> {
        let row = self.values.iter().position(|value| !value.is_finite())?;
        Some(TableError::NotFinite {
            criterion_id: self.criterion_id.clone(),
            row,
            found: self.values.get(row).map(f64::to_string).unwrap_or_default(),
        })
    }
}

impl Better {
    /// Returns 1 where higher is better and -1 where lower is.
    pub fn sign(self) -> f64 {
        match self {
            Self::Higher => 1.0,
            Self::Lower => -1.0,
        }
    }
}
