//! `score.sensitivity`: how far weights and ratings may move before the order changes.

use keyaccount::quantity::Date;
use keyaccount::scoring::{
    AccountFacts, AccountPair, RatingStep, ScoreModel, SensitivityAnswer, SensitivityQuestion, sensitivity,
};
use serde::Deserialize;

use crate::WireError;
use crate::operation::{ModelStamp, Operation, Provenance, Reply};
use crate::scoring_input::scored;

/// The operation `score.sensitivity`.
#[derive(Debug, Clone, Copy)]
pub struct ScoreSensitivity;

/// A score model, the accounts that it ranks, and what is asked beside the lead.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ScoreSensitivityRequest"))]
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
    /// The number of best accounts whose set is looked at, at least 1.
    #[serde(default)]
    pub top: Option<u32>,
    /// Two accounts whose order is looked at.
    #[serde(default)]
    pub pair: Option<AccountPair>,
    /// The points up to which a margin is a close call; 2 percent of the length of the scale unless stated.
    #[serde(default)]
    pub close_call_points: Option<f64>,
    /// Whether to test ratings one step up and down, and by which step.
    #[serde(default)]
    pub one_point: Option<RatingStep>,
}

impl Operation for ScoreSensitivity {
    const NAME: &'static str = "score.sensitivity";
    const SUMMARY: &'static str = "How far may a weight or a rating move before the order changes?";
    type Request = Request;
    type Answer = SensitivityAnswer;

    fn run(request: Request) -> Result<Reply<SensitivityAnswer>, WireError> {
        let (chosen, scores) = scored(
            request.model,
            request.ready_model.as_deref(),
            &request.accounts,
            request.as_of,
        )?;
        let question = SensitivityQuestion {
            top: request.top,
            pair: request.pair,
            close_call_points: request.close_call_points,
            one_point: request.one_point,
        };
        let answer = sensitivity(&chosen.compiled, &scores, &question)?;
        Ok(Reply {
            answer,
            provenance: Provenance::of_library()
                .with_model(ModelStamp::of(&chosen))
                .with_as_of(request.as_of),
        })
    }
}
