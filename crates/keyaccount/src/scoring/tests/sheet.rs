//! A decision table with columns of its own, for tests.

use crate::scoring::{Better, DecisionTable, TableColumn};

/// A column: which way is better, its weight, its cells.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Column {
    pub(crate) better: Better,
    pub(crate) weight: f64,
    pub(crate) values: Vec<f64>,
}

/// Columns called c0, c1, ...
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Sheet(pub(crate) Vec<Column>);

impl Sheet {
    /// Returns the sheet of rows as printed in books; `signs` holds 1 for a benefit and -1 for a cost, with the weight.
    pub(crate) fn of_rows<const K: usize>(signs: [(i8, f64); K], rows: &[[f64; K]]) -> Self {
        let column = |index: usize| Column {
            better: if signs[index].0 > 0 {
                Better::Higher
            } else {
                Better::Lower
            },
            weight: signs[index].1,
            values: rows.iter().map(|row| row[index]).collect(),
        };
        Self((0..K).map(column).collect())
    }

    /// Returns the table.
    pub(crate) fn table(&self) -> DecisionTable<'_> {
        let columns = self.0.iter().enumerate().map(|(index, column)| TableColumn {
            criterion_id: format!("c{index}").try_into().unwrap(),
            better: column.better,
            weight: column.weight.try_into().unwrap(),
            values: &column.values,
        });
        DecisionTable::new(columns.collect()).unwrap()
    }
}
