//! `score.weights`: how much each criterion counts, by the judgement of people.

use keyaccount::quantity::CriterionId;
use keyaccount::scoring::ScoreModel;
use keyaccount::scoring::weights::{
    JudgedWeights, WeightCombination, WeightMethod, WeightRater, WeightsAnswer,
};
use serde::Deserialize;

use crate::WireError;
use crate::operation::{Operation, Reply};
use crate::rated_criteria::RatedCriteria;

/// The operation `score.weights`.
#[derive(Debug, Clone, Copy)]
pub struct ScoreWeights;

/// The criteria, and what one judgement or several raters say of them; either `method` or `raters`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ScoreWeightsRequest"))]
pub struct Request {
    /// The criteria in the order of the answer; leave it out to weigh those of a model. With a model, they must be the
    /// same criteria.
    #[serde(default)]
    pub criterion_ids: Vec<CriterionId>,
    /// The score model whose criteria are weighed.
    #[serde(default)]
    pub model: Option<ScoreModel>,
    /// The name of the ready score model whose criteria are weighed, such as `ranking-1-to-10`.
    #[serde(default)]
    pub ready_model: Option<String>,
    /// One judgement.
    #[serde(default)]
    pub method: Option<WeightMethod>,
    /// Several raters, each with a judgement of their own.
    #[serde(default)]
    pub raters: Vec<WeightRater>,
    /// How the raters are combined, `mean` unless stated.
    #[serde(default)]
    pub combine: WeightCombination,
    /// Whether shares that do not add up to 1 are divided by their sum; the answer says so.
    #[serde(default)]
    pub rescale: bool,
}

impl Operation for ScoreWeights {
    const NAME: &'static str = "score.weights";
    const SUMMARY: &'static str = "How much does each criterion count, and how far do the raters agree?";
    type Request = Request;
    type Answer = WeightsAnswer;

    fn run(request: Request) -> Result<Reply<WeightsAnswer>, WireError> {
        let criteria = RatedCriteria::new(
            request.criterion_ids,
            request.model,
            request.ready_model.as_deref(),
        )?;
        let judged = JudgedWeights {
            method: request.method,
            raters: request.raters,
            combine: request.combine,
            rescale: request.rescale,
        };
        Ok(Reply {
            answer: judged.weigh(&criteria.ids)?,
            provenance: criteria.provenance,
        })
    }
}
