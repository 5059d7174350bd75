//! `score.explain`: why an account scores as it does.

use keyaccount::quantity::{AccountId, Date};
use keyaccount::scoring::{AccountFacts, Explanation, ScoreModel, explain};
use serde::Deserialize;

use crate::WireError;
use crate::operation::{ModelStamp, Operation, Provenance, Reply};
use crate::scoring_input::scored;

/// The operation `score.explain`.
#[derive(Debug, Clone, Copy)]
pub struct ScoreExplain;

/// A score model, the accounts to score with it, and the account to explain.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ScoreExplainRequest"))]
pub struct Request {
    /// The score model; leave it out to use a ready one.
    #[serde(default)]
    pub model: Option<ScoreModel>,
    /// The name of a ready score model, such as `ranking-1-to-10`; leave it out to use your own.
    #[serde(default)]
    pub ready_model: Option<String>,
    /// The accounts with what is known about them; the rank is among these.
    pub accounts: Vec<AccountFacts>,
    /// The day on which earlier facts are judged; needed where one is carried forward.
    #[serde(default)]
    pub as_of: Option<Date>,
    /// The account to explain.
    pub account_id: AccountId,
    /// The account above which it stands, or should stand.
    #[serde(default)]
    pub above_account_id: Option<AccountId>,
}

impl Operation for ScoreExplain {
    const NAME: &'static str = "score.explain";
    const SUMMARY: &'static str =
        "Why does an account score as it does, and why does it stand above another?";
    type Request = Request;
    type Answer = Explanation;

    fn run(request: Request) -> Result<Reply<Explanation>, WireError> {
        let (chosen, scores) = scored(
            request.model,
            request.ready_model.as_deref(),
            &request.accounts,
            request.as_of,
        )?;
        let other = request.above_account_id.as_ref();
        let answer = explain(&chosen.compiled, &scores, &request.account_id, other)?;
        Ok(Reply {
            answer,
            provenance: Provenance::of_library()
                .with_model(ModelStamp::of(&chosen))
                .with_as_of(request.as_of),
        })
    }
}
