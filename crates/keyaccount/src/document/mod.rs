//! Reading JSON without losing anything.

use serde::de::DeserializeOwned;

use crate::fault::Fault;

/// Returns the value that `text` writes as JSON.
///
/// # Errors
///
/// [`ReadError`] when the text is not JSON, is over a bound, or is not such a value.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, ReadError> {
    serde_json::from_str(text).map_err(|error| ReadError {
        message: error.to_string(),
    })
}

/// Why a document could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ReadError {
    message: String,
}

impl Fault for ReadError {
    fn code(&self) -> &'static str {
        "unreadable"
    }
}
