//! `score.ratings`: what several people say of each account, taken together.

use keyaccount::quantity::CriterionId;
use keyaccount::scoring::ScoreModel;
use keyaccount::scoring::ratings::{RatingPanel, RatingsAnswer};
use serde::Deserialize;

use crate::WireError;
use crate::operation::{Operation, Reply};
use crate::rated_criteria::RatedCriteria;

/// The operation `score.ratings`.
#[derive(Debug, Clone, Copy)]
pub struct ScoreRatings;

/// The criteria that are rated, and the panel with its ratings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ScoreRatingsRequest"))]
pub struct Request {
    /// The criteria in the order of the answer; leave it out to rate those of a model. With a model, they must be the
    /// same criteria.
    #[serde(default)]
    pub criterion_ids: Vec<CriterionId>,
    /// The score model whose criteria are rated; where raters have sides, it also scores each side.
    #[serde(default)]
    pub model: Option<ScoreModel>,
    /// The name of the ready score model whose criteria are rated, such as `ranking-1-to-10`.
    #[serde(default)]
    pub ready_model: Option<String>,
    /// The raters and their ratings.
    pub panel: RatingPanel,
}

impl Operation for ScoreRatings {
    const NAME: &'static str = "score.ratings";
    const SUMMARY: &'static str =
        "What do several raters, ours and theirs, say of each account, and where do they disagree?";
    type Request = Request;
    type Answer = RatingsAnswer;

    fn run(request: Request) -> Result<Reply<RatingsAnswer>, WireError> {
        let criteria = RatedCriteria::new(
            request.criterion_ids,
            request.model,
            request.ready_model.as_deref(),
        )?;
        let mut answer = request
            .panel
            .combine(&criteria.ids)
            .map_err(|error| WireError::below("/panel", &error))?;
        if let Some(chosen) = &criteria.model {
            answer
                .score_sides(chosen.compiled.model())
                .map_err(|error| WireError::below("/panel", &error))?;
        }
        Ok(Reply {
            answer,
            provenance: criteria.provenance,
        })
    }
}
