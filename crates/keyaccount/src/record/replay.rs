//! Computing a record again.

use serde::Serialize;
use serde_json::Value;

use super::difference::{RecordDifference, first_difference};
use super::document::ScoreRecord;
use super::error::RecordError;
use super::hashes::inputs_hash;
use super::make::Computed;
use crate::document::{SourceText, canonical};
use crate::quantity::Date;

/// What came of computing a record again.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScoreReplay {
    /// Whether everything is as recorded: every hash fits its part, and the answers come out equal.
    pub holds: bool,
    /// Whether the scores come out equal, byte for byte in canonical form.
    pub answer_equal: bool,
    /// Whether the selection comes out equal, where there is one on either side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selection_equal: Option<bool>,
    /// The version of the library that the record names.
    pub library_version: String,
    /// The day of the record, where it names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded_on: Option<Date>,
    /// The hash of every part: a part whose hash does not fit was changed after it was recorded.
    pub hashes: Vec<RecordHash>,
    /// The first place at which the recorded answers differ from those that come out today.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first_difference: Option<RecordDifference>,
}

/// The hash of a part of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecordHash {
    /// The part.
    pub part: RecordPart,
    /// The hash that the record names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recorded: Option<String>,
    /// The hash that the part has; nothing where the part is not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// Whether they are equal.
    pub equal: bool,
}

/// A part of a record that has a hash: the score model, everything else that went in, the scores, the selection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum RecordPart {
    Model,
    Inputs,
    Answer,
    Selection,
}

/// Returns what comes of computing the answers of a record again.
///
/// The answers are compared in canonical form, number by number to the last bit, so that a record may have passed
/// through any reader and writer of JSON.
///
/// # Errors
///
/// [`RecordError`] when the model or the policy of the record cannot be used, its accounts cannot be scored, or a recorded
/// answer holds what no answer holds, such as `null`.
pub fn replay(record: &ScoreRecord) -> Result<ScoreReplay, RecordError> {
    let computed = Computed::new(
        &record.model,
        &record.accounts,
        record.as_of,
        record.policy.as_ref(),
        &record.needs,
        &record.incumbents,
    )?;
    let answer = recorded("answer", &record.answer)?;
    let selection = record
        .selection
        .as_ref()
        .map(|selection| recorded("selection", selection))
        .transpose()?;
    let inputs = inputs_hash(
        &record.accounts,
        record.as_of,
        record.policy.as_ref(),
        &record.needs,
        &record.incumbents,
    );
    let hash = |part, recorded: Option<&String>, found: Option<String>| RecordHash {
        part,
        equal: recorded == found.as_ref(),
        recorded: recorded.cloned(),
        found,
    };
    let mut hashes = vec![
        hash(
            RecordPart::Model,
            Some(&record.model_hash),
            Some(canonical::hash(&record.model)),
        ),
        hash(RecordPart::Inputs, Some(&record.inputs_hash), Some(inputs)),
        hash(
            RecordPart::Answer,
            Some(&record.answer_hash),
            Some(canonical::hash(&answer)),
        ),
    ];
    if record.selection_hash.is_some() || selection.is_some() {
        let found = selection.as_ref().map(canonical::hash);
        hashes.push(hash(RecordPart::Selection, record.selection_hash.as_ref(), found));
    }
    let answer_difference = first_difference("/answer", Some(&answer), Some(&value(&computed.answer)));
    let recomputed = computed.selection.as_ref().map(value);
    let selection_difference = first_difference("/selection", selection.as_ref(), recomputed.as_ref());
    let answer_equal = answer_difference.is_none();
    let has_selection = selection.is_some() || recomputed.is_some();
    let selection_equal = has_selection.then_some(selection_difference.is_none());
    Ok(ScoreReplay {
        holds: answer_equal && selection_equal != Some(false) && hashes.iter().all(|hash| hash.equal),
        answer_equal,
        selection_equal,
        library_version: record.library_version.clone(),
        recorded_on: record.recorded_on,
        hashes,
        first_difference: answer_difference.or(selection_difference),
    })
}

/// Returns a recorded answer, its numbers read to the last bit.
fn recorded(part: &'static str, text: &SourceText) -> Result<Value, RecordError> {
    let value = text.document().and_then(|document| document.read());
    value.map_err(|source| RecordError::Recorded { part, source })
}

/// Returns an answer as a value; answers have nothing that JSON lacks.
fn value(answer: &impl Serialize) -> Value {
    serde_json::to_value(answer).unwrap_or_default()
}
