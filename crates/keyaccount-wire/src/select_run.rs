//! `select.run`: which accounts are in, which are out, and by how much.

use keyaccount::quantity::Date;
use keyaccount::scoring::{AccountFacts, ScoreModel};
use keyaccount::selection::{
    AccountNeed, Incumbency, SelectionAnswer, SelectionFacts, SelectionPolicy, select,
};
use serde::Deserialize;

use crate::WireError;
use crate::operation::{ModelStamp, Operation, Provenance, Reply};
use crate::scoring_input::scored;

/// The operation `select.run`.
#[derive(Debug, Clone, Copy)]
pub struct SelectRun;

/// A score model, the accounts to choose from, and the line between in and out.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "SelectRunRequest"))]
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
    /// Where the line is drawn.
    pub policy: SelectionPolicy,
    /// What the accounts take in a year when they are selected, where the policy limits resources.
    #[serde(default)]
    pub needs: Vec<AccountNeed>,
    /// Which accounts were key after the last selection, where the policy has a rule for incumbents: the `next_incumbents` of
    /// its answer.
    #[serde(default)]
    pub incumbents: Vec<Incumbency>,
}

impl Operation for SelectRun {
    const NAME: &'static str = "select.run";
    const SUMMARY: &'static str = "Which accounts are key, which just missed it, and by how much?";
    type Request = Request;
    type Answer = SelectionAnswer;

    fn run(request: Request) -> Result<Reply<SelectionAnswer>, WireError> {
        let (chosen, scores) = scored(
            request.model,
            request.ready_model.as_deref(),
            &request.accounts,
            request.as_of,
        )?;
        let facts = SelectionFacts {
            needs: &request.needs,
            incumbents: &request.incumbents,
        };
        let answer = select(&scores, &request.policy, &facts)?;
        Ok(Reply {
            answer,
            provenance: Provenance::of_library()
                .with_model(ModelStamp::of(&chosen))
                .with_as_of(request.as_of),
        })
    }
}
