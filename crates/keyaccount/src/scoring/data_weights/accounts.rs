//! The weights that scored accounts suggest.

use serde::Serialize;

use super::{DataWeightError, DataWeightMethod, DataWeights, data_weights};
use crate::scoring::{AccountTable, CompiledModel, LeftOut, ScoreAnswer, TableBasis};

/// The weights that scored accounts suggest, beside those of the model.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountDataWeights {
    /// The weights, judged and from the data; the criteria by id.
    pub weights: DataWeights,
    /// The accounts that were not looked at, by id.
    pub left_out: Vec<LeftOut>,
}

/// Returns the weights that the raw values of the accounts suggest, which `model` scored with `scores`, beside the shares of
/// the model.
///
/// Accounts that a gate excludes, and those without a value in some criterion, are left out and listed. A criterion whose
/// best lies in the middle is looked at by its value, from 0 to 1. The order of accounts and criteria in the documents does
/// not matter, to the last bit. Formulas and sources: see [`DataWeightMethod`].
///
/// # Errors
///
/// [`DataWeightError`] as for [`data_weights`]; a cell is named by account and criterion.
///
/// # Examples
///
/// ```
/// use keyaccount::document;
/// use keyaccount::scoring::CompiledModel;
/// use keyaccount::scoring::data_weights::{DataWeightMethod, DeviationBasis, account_data_weights};
///
/// let model = CompiledModel::compile(&document::read(r#"{
///     "schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "Two criteria", "weights": "points",
///     "criteria": [
///         {"id": "growth", "name": "Growth", "meaning": "Expected growth", "unit": "% per year", "weight": 3,
///          "direction": "more_is_better", "anchors": {"worst": 0, "best": 20}, "when_absent": "refuse"},
///         {"id": "effort", "name": "Effort", "meaning": "Hours of service", "unit": "hours per month", "weight": 1,
///          "direction": "less_is_better", "anchors": {"worst": 80, "best": 0}, "when_absent": "refuse"}]}"#)?)?;
/// let scores = model.score(&document::read::<Vec<_>>(r#"[{"id": "globex", "facts": {"growth": 18, "effort": 40}},
///     {"id": "initech", "facts": {"growth": 10, "effort": 40}}]"#)?)?;
/// let method = DataWeightMethod::StandardDeviation(DeviationBasis::Normalised);
/// let found = account_data_weights(&model, &scores, method)?;
/// let growth = &found.weights.criteria[1];
/// // All accounts take the same effort, so that spread leaves all weight to growth; people gave it three quarters.
/// assert_eq!((growth.judged_share, growth.data_share), (0.75, Some(1.0)));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn account_data_weights(
    model: &CompiledModel,
    scores: &ScoreAnswer,
    method: DataWeightMethod,
) -> Result<AccountDataWeights, DataWeightError> {
    let table = AccountTable::new(model, scores, TableBasis::Raw);
    let weights =
        data_weights(&table.view()?, method).map_err(|error| error.of_account(&table.account_ids))?;
    Ok(AccountDataWeights {
        weights,
        left_out: table.left_out,
    })
}
