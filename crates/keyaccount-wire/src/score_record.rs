//! `score.record`: a scoring with everything that it was made from, to be kept.

use keyaccount::quantity::Date;
use keyaccount::record::{RecordInput, ScoreRecord};
use keyaccount::scoring::{AccountFacts, ChosenModel, ScoreModel};
use keyaccount::selection::{AccountNeed, Incumbency, SelectionPolicy};
use serde::Deserialize;

use crate::WireError;
use crate::operation::{ModelStamp, Operation, Provenance, Reply};

/// The operation `score.record`.
///
/// The record names the version of the library that made it, so that this one answer changes with each release.
#[derive(Debug, Clone, Copy)]
pub struct RecordScores;

/// What is scored, what is selected where there is a policy, and the day of the record.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ScoreRecordRequest"))]
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
    /// Where the line is drawn; leave it out where nobody is selected.
    #[serde(default)]
    pub policy: Option<SelectionPolicy>,
    /// What the accounts take in a year when they are selected, where the policy limits resources.
    #[serde(default)]
    pub needs: Vec<AccountNeed>,
    /// Which accounts were key after the last selection, where the policy has a rule for incumbents: the `next_incumbents` of
    /// its answer.
    #[serde(default)]
    pub incumbents: Vec<Incumbency>,
    /// The day of the record.
    #[serde(default)]
    pub recorded_on: Option<Date>,
}

impl Operation for RecordScores {
    const NAME: &'static str = "score.record";
    const SUMMARY: &'static str = "What has to be kept so that these scores can be checked in later years?";
    type Request = Request;
    type Answer = ScoreRecord;

    fn run(request: Request) -> Result<Reply<ScoreRecord>, WireError> {
        let chosen = ChosenModel::new(request.model, request.ready_model.as_deref())?;
        let provenance = Provenance::of_library()
            .with_model(ModelStamp::of(&chosen))
            .with_as_of(request.as_of);
        let answer = ScoreRecord::new(RecordInput {
            model: chosen.model,
            accounts: request.accounts,
            as_of: request.as_of,
            policy: request.policy,
            needs: request.needs,
            incumbents: request.incumbents,
            recorded_on: request.recorded_on,
        })?;
        Ok(Reply { answer, provenance })
    }
}
