//! `score.matrix`: which cell of a two-axis model each account falls into.

use keyaccount::quantity::Date;
use keyaccount::scoring::matrix::{Grid, MatrixAnswer, MatrixDetail, MatrixInput, chosen_grid, matrix};
use keyaccount::scoring::{AccountFacts, ChosenModel, ScoreModel};
use serde::Deserialize;

use crate::WireError;
use crate::operation::{ModelStamp, Operation, Provenance, Reply};

/// The operation `score.matrix`.
#[derive(Debug, Clone, Copy)]
pub struct ScoreMatrix;

/// A score model or two, the accounts to place, and the grid to place them in.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ScoreMatrixRequest"))]
pub struct Request {
    /// The score model; leave it out to use a ready one.
    #[serde(default)]
    pub model: Option<ScoreModel>,
    /// The name of a ready score model, such as `attractiveness-strength`; leave it out to use your own.
    #[serde(default)]
    pub ready_model: Option<String>,
    /// The accounts with what is known about them, for both models together; may be empty.
    pub accounts: Vec<AccountFacts>,
    /// The day on which earlier facts are judged; needed where one is carried forward.
    #[serde(default)]
    pub as_of: Option<Date>,
    /// A second score model, where an axis measures one.
    #[serde(default)]
    pub second_model: Option<ScoreModel>,
    /// The name of a ready score model to use as the second.
    #[serde(default)]
    pub second_ready_model: Option<String>,
    /// The axes, the cuts and the cells; leave it out to use a ready grid.
    #[serde(default)]
    pub grid: Option<Grid>,
    /// The name of a ready grid, such as `mcdonald-woodburn`; leave it out to use your own.
    #[serde(default)]
    pub ready_grid: Option<String>,
    /// The stage, the revenue and the forecast of accounts.
    #[serde(default)]
    pub details: Vec<MatrixDetail>,
}

impl Operation for ScoreMatrix {
    const NAME: &'static str = "score.matrix";
    const SUMMARY: &'static str = "Which cell of the matrix is each account in, and what would move it?";
    type Request = Request;
    type Answer = MatrixAnswer;

    fn run(request: Request) -> Result<Reply<MatrixAnswer>, WireError> {
        let chosen = ChosenModel::new(request.model, request.ready_model.as_deref())?;
        let second = second_model(request.second_model, request.second_ready_model.as_deref())?;
        let grid = chosen_grid(request.grid, request.ready_grid.as_deref())?;
        let answer = matrix(&MatrixInput {
            grid: &grid,
            model: &chosen.compiled,
            second_model: second.as_ref().map(|second| &second.compiled),
            accounts: &request.accounts,
            as_of: request.as_of,
            details: &request.details,
        })?;
        let provenance = Provenance::of_library()
            .with_model(ModelStamp::of(&chosen))
            .with_as_of(request.as_of);
        Ok(Reply {
            answer,
            provenance: match &second {
                Some(second) => provenance.with_second_model(ModelStamp::of(second)),
                None => provenance,
            },
        })
    }
}

fn second_model(own: Option<ScoreModel>, ready: Option<&str>) -> Result<Option<ChosenModel>, WireError> {
    if own.is_none() && ready.is_none() {
        return Ok(None);
    }
    ChosenModel::new(own, ready).map(Some).map_err(|error| {
        let error = WireError::from(error);
        WireError {
            path: error.path.replacen('/', "/second_", 1),
            ..error
        }
    })
}
