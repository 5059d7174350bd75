//! `score.data_weights`: the weights that the data suggest, beside those of the model.

use keyaccount::quantity::Date;
use keyaccount::scoring::data_weights::{AccountDataWeights, DataWeightMethod, account_data_weights};
use keyaccount::scoring::{AccountFacts, ScoreModel};
use serde::Deserialize;

use crate::WireError;
use crate::operation::{ModelStamp, Operation, Provenance, Reply};
use crate::scoring_input::{account_path, scored};

/// The operation `score.data_weights`.
#[derive(Debug, Clone, Copy)]
pub struct ScoreDataWeights;

/// A score model, the accounts whose spread is measured, and the method.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ScoreDataWeightsRequest"))]
pub struct Request {
    /// The score model; leave it out to use a ready one.
    #[serde(default)]
    pub model: Option<ScoreModel>,
    /// The name of a ready score model, such as `ranking-1-to-10`; leave it out to use your own.
    #[serde(default)]
    pub ready_model: Option<String>,
    /// The accounts with what is known about them; may be empty.
    pub accounts: Vec<AccountFacts>,
    /// The day on which earlier facts are judged; needed where one is carried forward.
    #[serde(default)]
    pub as_of: Option<Date>,
    /// How spread becomes weights.
    pub method: DataWeightMethod,
}

impl Operation for ScoreDataWeights {
    const NAME: &'static str = "score.data_weights";
    const SUMMARY: &'static str = "Which criteria tell the accounts apart, beside the weights of the model?";
    type Request = Request;
    type Answer = AccountDataWeights;

    fn run(request: Request) -> Result<Reply<AccountDataWeights>, WireError> {
        let (chosen, scores) = scored(
            request.model,
            request.ready_model.as_deref(),
            &request.accounts,
            request.as_of,
        )?;
        let answer = account_data_weights(&chosen.compiled, &scores, request.method).map_err(|error| {
            match account_path(&request.accounts, error.account_id()) {
                Some(path) => WireError::below(&path, &error),
                // The method does not suit a whole column, which has no place in the request.
                None => WireError {
                    path: "/method".to_owned(),
                    ..WireError::from(error)
                },
            }
        })?;
        Ok(Reply {
            answer,
            provenance: Provenance::of_library()
                .with_model(ModelStamp::of(&chosen))
                .with_as_of(request.as_of),
        })
    }
}
