//! Criteria of columns: what a table needs to know beside its cells.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Better, DecisionTable, TableBasis, TableColumn, TableError};
use crate::quantity::{CriterionId, Weight};
use crate::scoring::ModelError;
use crate::scoring::model::{Anchors, Direction, Outside};
use crate::scoring::value_function::{Curve, ValueFunction};

/// A criterion whose cells stand in a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct ColumnCriterion {
    /// Which way is better.
    pub better: Better,
    /// How much it counts beside the others. Either every criterion of a table has a weight or none; then all count alike.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Weight>,
    /// The raw values that count 0 and 1, for the methods that compare on fixed anchors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchors: Option<Anchors>,
    /// What happens to a cell beyond the anchors where a method asks for them; it is rejected unless stated.
    #[serde(default)]
    pub outside: Outside,
}

/// The checked criteria of columns, by id in ascending order.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnCriteria {
    criteria: Vec<CheckedCriterion>,
}

/// A criterion with its part of the weight, and with the straight line between its anchors.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::scoring) struct CheckedCriterion {
    pub(in crate::scoring) id: CriterionId,
    pub(in crate::scoring) curve: Option<Curve>,
    pub(in crate::scoring) outside: Outside,
    better: Better,
    weight: Weight,
}

impl ColumnCriteria {
    /// Returns the criteria after checking them as a whole.
    ///
    /// Weights are divided by their sum, as those of a [`ScoreModel`](crate::scoring::ScoreModel) in points are.
    ///
    /// # Errors
    ///
    /// [`ModelError`], with paths relative to the criteria, when there is none, when only some have a weight, when the
    /// weights are all zero or too large to be added, and for anchors that are equal, not finite or the wrong way round.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::document;
    /// use keyaccount::scoring::ColumnCriteria;
    ///
    /// let criteria = ColumnCriteria::new(document::read(r#"{
    ///     "growth": {"better": "higher", "weight": 3, "anchors": {"worst": 0, "best": 20}},
    ///     "effort": {"better": "lower", "weight": 1}}"#)?)?;
    /// assert_eq!(criteria.table(&[&[80.0, 20.0], &[7.0, 4.0]])?.shares(), [0.25, 0.75]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(criteria: BTreeMap<CriterionId, ColumnCriterion>) -> Result<Self, ModelError> {
        if criteria.is_empty() {
            let path = String::new();
            return Err(ModelError::value(path, "the number of criteria", "at least 1", 0));
        }
        if criteria.values().any(|criterion| criterion.weight.is_some())
            && let Some((id, _)) = criteria.iter().find(|(_, criterion)| criterion.weight.is_none())
        {
            let path = format!("{}/weight", place(id));
            let expected = "given where another criterion has one";
            return Err(ModelError::value(path, "the weight", expected, "none").about(id.as_str()));
        }
        let points = |criterion: &ColumnCriterion| criterion.weight.map_or(1.0, Weight::get);
        let sum: f64 = criteria.values().map(points).sum();
        if !sum.is_finite() {
            let what = "the sum of the weights";
            return Err(ModelError::value(String::new(), what, "a finite number", sum));
        }
        let checked = |(id, criterion): (CriterionId, ColumnCriterion)| {
            let curve = |anchors| {
                let direction = match criterion.better {
                    Better::Higher => Direction::MoreIsBetter,
                    Better::Lower => Direction::LessIsBetter,
                };
                Curve::new(&ValueFunction::Linear, direction, Some(anchors), &place(&id))
                    .map_err(|error| error.about(id.as_str()))
            };
            Ok(CheckedCriterion {
                curve: criterion.anchors.map(curve).transpose()?,
                better: criterion.better,
                // A part of the sum is a weight, so that this cannot fail.
                weight: Weight::try_from(points(&criterion) / sum).unwrap_or_default(),
                outside: criterion.outside,
                id,
            })
        };
        if sum <= 0.0 {
            let (path, of) = (String::new(), "the criteria".to_owned());
            return Err(ModelError::WeightsAllZero { path, of });
        }
        let criteria: Result<_, ModelError> = criteria.into_iter().map(checked).collect();
        Ok(Self { criteria: criteria? })
    }

    /// Returns the ids in ascending order, which is that of the columns of [`table`](Self::table).
    pub fn ids(&self) -> impl Iterator<Item = &CriterionId> {
        self.criteria.iter().map(|criterion| &criterion.id)
    }

    /// Returns the criteria in the order of the ids.
    pub(in crate::scoring) fn checked(&self) -> &[CheckedCriterion] {
        &self.criteria
    }

    /// Returns whether the criterion at `index` counts at all; a method that weighs does not look at it else.
    pub fn has_weight(&self, index: usize) -> bool {
        self.criteria
            .get(index)
            .is_some_and(|criterion| criterion.weight.get() > 0.0)
    }

    /// Returns the table of the columns, one per criterion in the order of the ids, without a copy.
    ///
    /// # Errors
    ///
    /// [`TableError`] when there is not one column per criterion, or when they differ in length.
    pub fn table<'a>(&self, columns: &[&'a [f64]]) -> Result<DecisionTable<'a>, TableError> {
        self.table_on(TableBasis::Raw, columns.iter().copied())
    }

    /// Returns the table of cells that stand on `basis`: on that of values, those of criteria with anchors are values.
    pub(in crate::scoring) fn table_on<'a>(
        &self,
        basis: TableBasis,
        columns: impl ExactSizeIterator<Item = &'a [f64]>,
    ) -> Result<DecisionTable<'a>, TableError> {
        let (expected, found) = (self.criteria.len(), columns.len());
        if expected != found {
            return Err(TableError::ColumnCount { expected, found });
        }
        let column = |(criterion, values): (&CheckedCriterion, &'a [f64])| TableColumn {
            criterion_id: criterion.id.clone(),
            better: match basis {
                TableBasis::Values if criterion.curve.is_some() => Better::Higher,
                _ => criterion.better,
            },
            weight: criterion.weight,
            values,
        };
        DecisionTable::new(self.criteria.iter().zip(columns).map(column).collect())
    }
}

/// Returns the place of a criterion among the criteria.
fn place(id: &CriterionId) -> String {
    format!("/{}", id.as_str().replace('~', "~0").replace('/', "~1"))
}
