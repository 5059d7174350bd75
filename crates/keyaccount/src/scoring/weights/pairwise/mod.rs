//! Weights from comparisons in pairs: the analytic hierarchy process (AHP).
//!
//! Out of scope: hierarchies of criteria (weigh each group by itself), and comparisons of accounts with each other, whose
//! result would change with each account that joins.

mod comparisons;
mod linear;
mod priorities;
mod random_index;

mod consistency;

pub(super) use comparisons::Compared;
pub(super) use consistency::consistency;
pub(super) use priorities::priorities;

use serde::{Deserialize, Serialize};

use crate::quantity::CriterionId;

pub use random_index::RandomIndexTable;

/// How many times as important one criterion is as another, for all pairs or only for some.
///
/// People compare in a list of `judgements`, each pair once and in either direction; any set that connects all criteria
/// is enough. A whole `matrix` does as well: rows and columns in the order of the criteria, 1 on the diagonal, and below
/// the diagonal the reciprocals, of which the larger number of a pair counts and the smaller one may be rounded to two
/// decimals (0.33 for 1/3).
///
/// Numbers lie between 0.01 and 100; Saaty's own scale is 1 to 9 and the reciprocals. At most 100 criteria.
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::weights::{PairwiseComparisons, PriorityMethod, RandomIndexTable};
///
/// let comparisons: PairwiseComparisons = serde_json::from_str(
///     r#"{"judgements": [{"criterion_id": "growth", "over_criterion_id": "harmony", "times": 3}]}"#)?;
/// assert_eq!(comparisons.priority, PriorityMethod::Eigenvector);
/// assert_eq!(comparisons.random_index, RandomIndexTable::AlonsoLamata2006);
/// assert_eq!(comparisons.consistency_limit, 0.1);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct PairwiseComparisons {
    /// The comparisons, each pair at most once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub judgements: Vec<PairwiseComparison>,
    /// The comparisons as a whole matrix: a row says how many times as important its criterion is as that of each column.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matrix: Vec<Vec<f64>>,
    /// What makes weights of the comparisons, `eigenvector` unless stated.
    #[serde(default)]
    pub priority: PriorityMethod,
    /// The table of random indices that the consistency ratio is measured by, `alonso_lamata_2006` unless stated.
    #[serde(default)]
    pub random_index: RandomIndexTable,
    /// The highest consistency ratio that is acceptable, 0.1 unless stated (Saaty 1980).
    #[serde(default = "usual_consistency_limit")]
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 0)))]
    pub consistency_limit: f64,
}

/// One comparison: the criterion is `times` times as important as the other; below 1 it is less important.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct PairwiseComparison {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// The criterion that it is compared with.
    pub over_criterion_id: CriterionId,
    /// How many times as important it is, between 0.01 and 100.
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 0.01, "maximum" = 100)))]
    pub times: f64,
}

/// What makes weights of comparisons; all three give the same where the comparisons do not contradict each other.
///
/// * `eigenvector`: the principal eigenvector (Saaty 1977); with pairs missing, that of the matrix with 0 for each of
///   them and one more on the diagonal of its row (Harker 1987, *Alternative modes of questioning in the analytic
///   hierarchy process*).
/// * `row_geometric_mean`: the geometric mean of each row (Crawford and Williams 1985); with pairs missing, the weights
///   with the least squared error of the logarithms (Bozóki, Fülöp and Rónyai 2010), which is the same where none is.
/// * `column_mean`: each column divided by its sum, then the mean of each row; the approximation of textbooks, for
///   whole matrices only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum PriorityMethod {
    #[default]
    Eigenvector,
    RowGeometricMean,
    ColumnMean,
}

fn usual_consistency_limit() -> f64 {
    0.1
}
