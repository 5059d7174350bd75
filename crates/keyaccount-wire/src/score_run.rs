//! `score.run`: how each account scores, and why.

use keyaccount::quantity::Date;
use keyaccount::scoring::{AccountFacts, ScoreAnswer, ScoreModel};
use serde::Deserialize;

use crate::WireError;
use crate::operation::{ModelStamp, Operation, Provenance, Reply};
use crate::scoring_input::scored;

/// The operation `score.run`.
#[derive(Debug, Clone, Copy)]
pub struct ScoreRun;

/// A score model and the accounts to score with it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ScoreRunRequest"))]
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
}

impl Operation for ScoreRun {
    const NAME: &'static str = "score.run";
    const SUMMARY: &'static str = "How does each account score, and why?";
    type Request = Request;
    type Answer = ScoreAnswer;

    fn run(request: Request) -> Result<Reply<ScoreAnswer>, WireError> {
        let (chosen, answer) = scored(
            request.model,
            request.ready_model.as_deref(),
            &request.accounts,
            request.as_of,
        )?;
        Ok(Reply {
            answer,
            provenance: Provenance::of_library()
                .with_model(ModelStamp::of(&chosen))
                .with_as_of(request.as_of),
        })
    }
}
