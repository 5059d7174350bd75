//! `score.compare`: why scores changed between two dates.

use keyaccount::quantity::Date;
use keyaccount::scoring::{
    AccountFacts, ChosenModel, ScoreAnswer, ScoreComparison, ScoreModel, ScoreSide, compare,
};
use serde::Deserialize;

use crate::WireError;
use crate::operation::{ModelStamp, Operation, Provenance, Reply};
use crate::scoring_input::scored;

/// The operation `score.compare`.
#[derive(Debug, Clone, Copy)]
pub struct ScoreCompare;

/// Two scorings, the earlier and the later.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ScoreCompareRequest"))]
pub struct Request {
    /// The earlier scoring.
    pub before: Scoring,
    /// The later scoring.
    pub after: Scoring,
}

/// A score model, the accounts to score with it, and the day that the facts speak of.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ScoringToCompare"))]
pub struct Scoring {
    /// The score model; leave it out to use a ready one.
    #[serde(default)]
    pub model: Option<ScoreModel>,
    /// The name of a ready score model, such as `ranking-1-to-10`; leave it out to use your own.
    #[serde(default)]
    pub ready_model: Option<String>,
    /// The accounts with what was known about them; may be empty.
    pub accounts: Vec<AccountFacts>,
    /// The day that the facts speak of, repeated in the answer; earlier facts are judged on it, and it is needed where one
    /// is carried forward.
    #[serde(default)]
    pub as_of: Option<Date>,
}

impl Operation for ScoreCompare {
    const NAME: &'static str = "score.compare";
    const SUMMARY: &'static str = "Why did the score of each account change between two dates?";
    type Request = Request;
    type Answer = ScoreComparison;

    fn run(request: Request) -> Result<Reply<ScoreComparison>, WireError> {
        let (as_of_before, as_of_after) = (request.before.as_of, request.after.as_of);
        let (first, earlier) = request.before.scored("/before")?;
        let (second, later) = request.after.scored("/after")?;
        let before = ScoreSide {
            model: &first.compiled,
            scores: &earlier,
            as_of: as_of_before,
        };
        let after = ScoreSide {
            model: &second.compiled,
            scores: &later,
            as_of: as_of_after,
        };
        let answer = compare(before, after);
        let provenance = Provenance::of_library()
            .with_model(ModelStamp::of(&second))
            .with_second_model(ModelStamp::of(&first))
            .with_as_of(as_of_after);
        Ok(Reply { answer, provenance })
    }
}

impl Scoring {
    fn scored(self, below: &str) -> Result<(ChosenModel, ScoreAnswer), WireError> {
        scored(
            self.model,
            self.ready_model.as_deref(),
            &self.accounts,
            self.as_of,
        )
        .map_err(|mut error| {
            error.path = format!("{below}{}", error.path);
            error
        })
    }
}
