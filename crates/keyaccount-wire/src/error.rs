//! The one error that hosts see.

use keyaccount::fault::Fault;
use serde::Serialize;

/// Why an operation gave no answer.
///
/// Hosts turn it into their own exception with the same fields; its JSON form is the same everywhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{message}")]
pub struct WireError {
    /// The stable name of the kind of error, in `snake_case`.
    pub code: String,
    /// The JSON Pointer of the place in the request, empty for the whole request.
    pub path: String,
    /// One sentence that names what was expected and what was found.
    pub message: String,
    /// The offending value as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
    /// What would have been right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// The next step for the reader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<String>,
}

impl WireError {
    /// Returns `fault` as it stands below `prefix` in the request, such as `/model`.
    pub fn below(prefix: &str, fault: &impl Fault) -> Self {
        Self {
            code: fault.code().to_owned(),
            path: format!("{prefix}{}", fault.path()),
            message: fault.to_string(),
            found: fault.found(),
            expected: fault.expected(),
            help: fault.help(),
        }
    }
}

impl<F: Fault> From<F> for WireError {
    fn from(fault: F) -> Self {
        Self::below("", &fault)
    }
}
