//! Weights that the data suggest, as a check on the weights that people judged.
//!
//! Four methods ask which criteria tell the alternatives apart: entropy, CRITIC, MEREC and the standard deviation
//! ([`DataWeightMethod`]). They measure spread in the data at hand and know nothing about the business: a criterion on
//! which all accounts look alike gets no weight, however much it matters. No score ever uses them; the answer stands
//! beside the judged weights and says so.

mod accounts;
mod answer;
mod chunks;
mod critic;
mod deviation;
mod entropy;
mod error;
mod merec;
mod moments;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::DecisionTable;

pub use accounts::{AccountDataWeights, account_data_weights};
pub use answer::{
    CriticMeasure, DataWeight, DataWeights, DataWeightsUndefined, DeviationMeasure, EntropyMeasure,
    MerecMeasure, SpreadMeasure,
};
pub use error::DataWeightError;

/// How spread in the data becomes weights.
///
/// With n alternatives, k criteria and `x_ij` the cell of alternative i on criterion j; each measure is divided by the
/// sum over all criteria:
///
/// * `entropy`: `1 - E_j` with `E_j = -(1 / ln n) sum_i p_ij ln p_ij`, `p_ij = x_ij / sum_i x_ij`, `0 ln 0 = 0`. Costs are
///   taken as they are; no cell may be negative. Source: Shannon's entropy as weights, Zeleny 1982; Hwang and Yoon 1981.
/// * `critic`: `s_j sum_l (1 - r_jl)`, where `s_j` is the standard deviation of the column stretched between 0 at its
///   worst and 1 at its best cell and `r_jl` the correlation of two such columns: the sign of a cost is turned. Source:
///   Diakoulaki, Mavrotas and Papayannakis 1995, Computers & Operations Research 22(7).
/// * `merec`: `sum_i |S'_ij - S_i|` with `S_i = ln(1 + (1 / k) sum_j |ln n_ij|)`, `S'_ij` the same without criterion j, and
///   `n_ij` the lowest cell over the cell for a benefit, the cell over the highest cell for a cost. Every cell must be
///   above 0. Source: Keshavarz-Ghorabaee et al. 2021, Symmetry 13(4), 525.
/// * `standard_deviation`: of what, [`DeviationBasis`] says; `{"standard_deviation": "normalised"}` in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum DataWeightMethod {
    Entropy,
    Critic,
    Merec,
    StandardDeviation(DeviationBasis),
}

/// Of what the standard deviation is taken.
///
/// * `raw`: of the cells in their own units; it depends on the units, so all criteria should share one.
/// * `normalised`: of the cells stretched between 0 and 1 by the lowest and the highest of the column.
/// * `coefficient_of_variation`: of the raw cells, divided by the size of their mean; free of units, needs a mean other
///   than 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum DeviationBasis {
    Raw,
    Normalised,
    CoefficientOfVariation,
}

/// Returns the weights that `method` reads from the spread of the columns, beside the judged ones.
///
/// A column whose cells are all the same has a measure of 0 and no weight; in `critic` its correlations count as 0. The
/// weights are undefined, with the reason, for fewer than two rows, where no column has any spread, and in `critic` where
/// all columns move together (a table of one column included). Columns are read in fixed chunks whose results are added
/// in order, so that every bit is the same for any number of threads. The order of rows and of columns changes the
/// weights by rounding only.
///
/// # Errors
///
/// [`DataWeightError`] for the first cell, by column, then by row, that the method cannot take: not finite, negative
/// (`entropy`), or not above 0 (`merec`); and for a mean of 0 in the coefficient of variation.
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::data_weights::{DataWeightMethod, DeviationBasis, data_weights};
/// use keyaccount::scoring::{Better, DecisionTable, TableColumn};
///
/// let table = DecisionTable::new(vec![
///     TableColumn { criterion_id: "growth".try_into()?, better: Better::Higher, weight: 1.0.try_into()?, values: &[1.0, 4.0] },
///     TableColumn { criterion_id: "effort".try_into()?, better: Better::Lower, weight: 1.0.try_into()?, values: &[3.0, 2.0] },
/// ])?;
/// let method = DataWeightMethod::StandardDeviation(DeviationBasis::Raw);
/// let weights = data_weights(&table, method)?;
/// assert_eq!(weights.criteria[0].data_share, Some(0.75));
/// assert_eq!(weights.criteria[0].judged_share, 0.5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn data_weights(
    table: &DecisionTable<'_>,
    method: DataWeightMethod,
) -> Result<DataWeights, DataWeightError> {
    let measures = match method {
        DataWeightMethod::Entropy => entropy::measures(table)?,
        DataWeightMethod::Critic => critic::measures(table)?,
        DataWeightMethod::Merec => merec::measures(table)?,
        DataWeightMethod::StandardDeviation(basis) => deviation::measures(table, basis)?,
    };
    Ok(DataWeights::new(table, method, measures))
}
