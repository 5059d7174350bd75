//! The answer: the weights of the data beside the judged ones.

use serde::Serialize;

use super::{DataWeightMethod, DeviationBasis};
use crate::quantity::CriterionId;
use crate::scoring::DecisionTable;

/// What the weights are and are not.
const WARNING: &str = "these weights measure how far the data at hand spread, not what matters to the business; \
                       use them to question judged weights, not to replace them";

/// The weights that the data suggest.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DataWeights {
    /// The method.
    pub method: DataWeightMethod,
    /// What the weights are and are not, for everybody who reads them.
    pub warning: &'static str,
    /// The number of alternatives that were looked at.
    pub row_count: u64,
    /// Why there are no weights, where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undefined: Option<DataWeightsUndefined>,
    /// The criteria, in the order of the table.
    pub criteria: Vec<DataWeight>,
}

/// The weight of one criterion: judged, and as the data suggest.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DataWeight {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// The part of the judged weight, between 0 and 1.
    pub judged_share: f64,
    /// The part of the weight that the data suggest, between 0 and 1; nothing where undefined.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_share: Option<f64>,
    /// Whether all cells are the same.
    pub constant: bool,
    /// What was measured; nothing for fewer than two rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<SpreadMeasure>,
}

/// What a method measured on one criterion.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum SpreadMeasure {
    /// By entropy.
    Entropy(EntropyMeasure),
    /// By CRITIC.
    Critic(CriticMeasure),
    /// By MEREC.
    Merec(MerecMeasure),
    /// By the standard deviation.
    StandardDeviation(DeviationMeasure),
}

/// How evenly a column is spread over its rows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EntropyMeasure {
    /// The entropy, 1 where all cells are the same, 0 where one cell holds everything.
    pub entropy: f64,
    /// 1 less the entropy, computed without that difference; the weight is proportional to it.
    pub divergence: f64,
}

/// How much a criterion says that the others do not.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CriticMeasure {
    /// The standard deviation of the column stretched between 0 and 1 (divided by n), at most 1/2.
    pub deviation: f64,
    /// The sum of 1 - r over the other criteria, where r is the correlation, turned by the directions.
    pub conflict: f64,
    /// The deviation times the conflict; the weight is proportional to it.
    pub information: f64,
    /// The criterion that moves most alike, the first of several; nothing without another one that has spread.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closest_criterion_id: Option<CriterionId>,
    /// The correlation with it, between -1 and 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closest_correlation: Option<f64>,
}

/// How much the alternatives change when a criterion is taken away.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MerecMeasure {
    /// The sum of the changes of all alternatives, at least 0; the weight is proportional to it.
    pub removal_effect: f64,
}

/// How far the cells of a criterion lie from their mean.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DeviationMeasure {
    /// Of what the standard deviation is taken.
    pub basis: DeviationBasis,
    /// The standard deviation (divided by n), over the range or the mean as the basis says; the weight is proportional
    /// to it.
    pub deviation: f64,
}

/// Why the data suggest no weights.
///
/// * `too_few_rows`: one alternative, or none, has no spread.
/// * `no_spread`: on every criterion all cells are the same.
/// * `no_conflict`: all criteria move together (correlations within 1e-12 of 1), so CRITIC sees no information in any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum DataWeightsUndefined {
    TooFewRows,
    NoSpread,
    NoConflict,
}

/// What a method measured on a column, and whether the column is constant.
pub(super) struct Measured {
    pub(super) measure: SpreadMeasure,
    pub(super) constant: bool,
}

impl SpreadMeasure {
    /// Returns the number to which the weight is proportional, at least 0.
    pub fn amount(&self) -> f64 {
        match self {
            Self::Entropy(measure) => measure.divergence,
            Self::Critic(measure) => measure.information,
            Self::Merec(measure) => measure.removal_effect,
            Self::StandardDeviation(measure) => measure.deviation,
        }
    }
}

impl DataWeights {
    pub(super) fn new(table: &DecisionTable<'_>, method: DataWeightMethod, measured: Vec<Measured>) -> Self {
        // Dividing by the largest first keeps the sum of huge measures finite.
        let amounts = || measured.iter().map(|measured| measured.measure.amount());
        let largest = amounts().fold(0.0, f64::max);
        let sum: f64 = amounts().map(|amount| amount / largest).sum();
        let undefined = if table.rows() < 2 {
            Some(DataWeightsUndefined::TooFewRows)
        } else if measured.iter().all(|measured| measured.constant) {
            Some(DataWeightsUndefined::NoSpread)
        } else if largest <= 0.0 && method == DataWeightMethod::Critic {
            Some(DataWeightsUndefined::NoConflict)
        } else if largest <= 0.0 {
            Some(DataWeightsUndefined::NoSpread)
        } else {
            None
        };
        let columns = table.columns().iter().zip(table.shares()).zip(measured);
        let criteria = columns.map(|((column, &judged_share), measured)| DataWeight {
            criterion_id: column.criterion_id.clone(),
            judged_share,
            data_share: undefined
                .is_none()
                .then(|| measured.measure.amount() / largest / sum),
            constant: measured.constant,
            measure: (table.rows() >= 2).then_some(measured.measure),
        });
        Self {
            criteria: criteria.collect(),
            warning: WARNING,
            row_count: u64::try_from(table.rows()).unwrap_or(u64::MAX),
            undefined,
            method,
        }
    }
}
