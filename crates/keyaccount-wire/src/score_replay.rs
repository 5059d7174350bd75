//! `score.replay`: whether a record still comes out as it was recorded.

use keyaccount::document::canonical;
use keyaccount::record::{ScoreRecord, ScoreReplay, replay};
use serde::Deserialize;

use crate::WireError;
use crate::operation::{ModelStamp, Operation, Provenance, Reply};

/// The operation `score.replay`.
#[derive(Debug, Clone, Copy)]
pub struct ReplayScores;

/// The record to compute again.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ScoreReplayRequest"))]
pub struct Request {
    /// The record, as `score.record` answered it.
    pub record: ScoreRecord,
}

impl Operation for ReplayScores {
    const NAME: &'static str = "score.replay";
    const SUMMARY: &'static str =
        "Does a record still come out as it was recorded, and if not, what was changed?";
    type Request = Request;
    type Answer = ScoreReplay;

    fn run(request: Request) -> Result<Reply<ScoreReplay>, WireError> {
        let record = &request.record;
        let answer = replay(record).map_err(|error| WireError::below("/record", &error))?;
        let model = ModelStamp {
            id: record.model.id.clone(),
            version: record.model.version,
            hash: canonical::hash(&record.model),
        };
        Ok(Reply {
            answer,
            provenance: Provenance::of_library()
                .with_model(model)
                .with_as_of(record.as_of),
        })
    }
}
