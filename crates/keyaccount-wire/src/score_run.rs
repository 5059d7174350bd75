//! `score.run`: the score of every account.

use serde::{Deserialize, Serialize};

use crate::WireError;
use crate::operation::{Operation, Provenance, Reply};

pub(crate) struct ScoreRun;

/// Placeholder request.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Request {
    values: Vec<f64>,
}

/// Placeholder answer.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub(crate) struct Answer {
    total: f64,
}

impl Operation for ScoreRun {
    const NAME: &'static str = "score.run";
    const SUMMARY: &'static str = "Scores every account.";
    type Request = Request;
    type Answer = Answer;

    fn run(request: Request) -> Result<Reply<Answer>, WireError> {
        let answer = Answer {
            total: request.values.iter().sum(),
        };
        Ok(Reply {
            answer,
            provenance: Provenance::of_library(),
        })
    }
}
