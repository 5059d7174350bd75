//! The document.

use serde::{Deserialize, Serialize};

use crate::document::SourceText;
use crate::quantity::Date;
use crate::scoring::{AccountFacts, ScoreModel};
use crate::selection::{AccountNeed, Incumbency, SelectionPolicy};

/// A scoring with everything that it was made from.
///
/// Hashes are SHA-256 over the canonical form (RFC 8785) of a part, 64 hexadecimal digits. The parts may be written by
/// any writer of JSON: `8` and `8.0` are the same number, and white space does not count.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct ScoreRecord {
    /// The form of this document.
    pub schema: ScoreRecordSchema,
    /// The version of the library that computed the answers.
    pub library_version: String,
    /// The day of the record, as it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_on: Option<Date>,
    /// The day on which earlier facts were judged, where one was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The whole score model.
    pub model: ScoreModel,
    /// The hash of the model.
    pub model_hash: String,
    /// The accounts with what was known about them, in any order.
    pub accounts: Vec<AccountFacts>,
    /// Where the line was drawn, where accounts were selected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<SelectionPolicy>,
    /// What the accounts take in a year, where the policy limits resources.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<AccountNeed>,
    /// Which accounts were key, where the policy has a rule for incumbents.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub incumbents: Vec<Incumbency>,
    /// The hash of accounts, day, policy, needs and incumbents together; see [`inputs_hash`](super::inputs_hash).
    pub inputs_hash: String,
    /// The scores: the answer of `score.run`.
    pub answer: SourceText,
    /// The hash of the scores.
    pub answer_hash: String,
    /// Who was selected: the answer of `select.run`, where there is a policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<SourceText>,
    /// The hash of the selection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection_hash: Option<String>,
}

/// The form of a score record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum ScoreRecordSchema {
    #[default]
    #[serde(rename = "keyaccount/score-record/1")]
    V1,
}
