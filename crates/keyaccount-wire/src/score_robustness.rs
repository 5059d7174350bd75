//! `score.robustness`: how the order fares when the weights are not known exactly.

use keyaccount::quantity::Date;
use keyaccount::scoring::second_opinion::RankMethod;
use keyaccount::scoring::{
    AccountFacts, OpenFacts, RobustnessAnswer, RobustnessQuestion, ScoreModel, WeightUncertainty, robustness,
};
use serde::Deserialize;

use crate::WireError;
use crate::operation::{ModelStamp, Operation, Provenance, Reply};
use crate::scoring_input::{account_path, scored};

/// The operation `score.robustness`.
#[derive(Debug, Clone, Copy)]
pub struct ScoreRobustness;

/// A score model, the accounts that it ranks, what is known about the weights, and a second opinion to test.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ScoreRobustnessRequest"))]
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
    /// What is known about the weights.
    pub weights: WeightUncertainty,
    /// The number of samples, 1 to 1,000,000; 10,000 unless stated.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 1, "maximum" = 1_000_000)))]
    pub samples: Option<u32>,
    /// Where the random numbers start, at most 2^53; 0 unless stated. The same seed gives the same answer.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(extend("maximum" = 9_007_199_254_740_992_u64)))]
    pub seed: Option<u64>,
    /// The number of ranks whose acceptability is answered, 1 to 50; 10 unless stated.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 1, "maximum" = 50)))]
    pub ranks: Option<u32>,
    /// The number of best accounts whose acceptability as a set is answered, at least 1.
    #[serde(default)]
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 1)))]
    pub top: Option<u32>,
    /// What counts for facts still open: what the model says, unless stated.
    #[serde(default)]
    pub open_facts: OpenFacts,
    /// The second opinion whose order is tested by leaving each account out in turn; at most 2,000 accounts, 400 with the
    /// Gaussian function of PROMETHEE.
    #[serde(default)]
    pub second_opinion: Option<RankMethod>,
}

impl Operation for ScoreRobustness {
    const NAME: &'static str = "score.robustness";
    const SUMMARY: &'static str = "Does the order hold when the weights are not known exactly?";
    type Request = Request;
    type Answer = RobustnessAnswer;

    fn run(request: Request) -> Result<Reply<RobustnessAnswer>, WireError> {
        let (chosen, scores) = scored(
            request.model,
            request.ready_model.as_deref(),
            &request.accounts,
            request.as_of,
        )?;
        let defaults = RobustnessQuestion::new(request.weights);
        let question = RobustnessQuestion {
            samples: request.samples.unwrap_or(defaults.samples),
            seed: request.seed.unwrap_or(defaults.seed),
            ranks: request.ranks.unwrap_or(defaults.ranks),
            top: request.top,
            open_facts: request.open_facts,
            second_opinion: request.second_opinion,
            weights: defaults.weights,
        };
        let answer = robustness(&chosen.compiled, &scores, &question).map_err(|error| {
            let path = account_path(&request.accounts, error.account_id());
            WireError::below(path.as_deref().unwrap_or_default(), &error)
        })?;
        Ok(Reply {
            answer,
            provenance: Provenance::of_library()
                .with_model(ModelStamp::of(&chosen))
                .with_as_of(request.as_of)
                .with_seed(question.seed),
        })
    }
}
