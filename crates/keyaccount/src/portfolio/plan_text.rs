//! A plan inside a portfolio, as the text that it is.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// The source text of a plan, every byte kept.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(
    feature = "schema",
    schemars(with = "serde_json::Map<String, serde_json::Value>")
)]
pub struct PlanText(Box<RawValue>);

impl PlanText {
    /// Returns the text, a JSON value.
    pub fn as_str(&self) -> &str {
        self.0.get()
    }
}

impl PartialEq for PlanText {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}
