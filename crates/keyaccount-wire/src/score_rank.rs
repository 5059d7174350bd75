//! `score.rank`: whether the order of accounts survives another method.

use keyaccount::quantity::Date;
use keyaccount::scoring::second_opinion::{RankAnswer, RankMethod, rank_accounts};
use keyaccount::scoring::{AccountFacts, ScoreModel};
use serde::Deserialize;

use crate::WireError;
use crate::operation::{ModelStamp, Operation, Provenance, Reply};
use crate::scoring_input::{account_path, scored};

/// The operation `score.rank`.
#[derive(Debug, Clone, Copy)]
pub struct ScoreRank;

/// A score model, the accounts to compare, and the method that gives the second opinion.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ScoreRankRequest"))]
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
    /// How to put them in order.
    pub method: RankMethod,
}

impl Operation for ScoreRank {
    const NAME: &'static str = "score.rank";
    const SUMMARY: &'static str = "Does the order of the accounts survive another method, and what pulls?";
    type Request = Request;
    type Answer = RankAnswer;

    fn run(request: Request) -> Result<Reply<RankAnswer>, WireError> {
        let (chosen, scores) = scored(
            request.model,
            request.ready_model.as_deref(),
            &request.accounts,
            request.as_of,
        )?;
        let answer = rank_accounts(&chosen.compiled, &scores, &request.method).map_err(|error| {
            let path = account_path(&request.accounts, error.account_id());
            WireError::below(path.as_deref().unwrap_or("/method"), &error)
        })?;
        Ok(Reply {
            answer,
            provenance: Provenance::of_library()
                .with_model(ModelStamp::of(&chosen))
                .with_as_of(request.as_of),
        })
    }
}
