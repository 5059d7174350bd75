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
    /// The line in the request text, from 1, where the text could not be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The column in that line, in characters from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
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
    /// Returns an error of the boundary itself, without a value.
    pub fn new(code: &str, path: &str, message: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            path: path.to_owned(),
            line: None,
            column: None,
            message: message.into(),
            found: None,
            expected: None,
            help: None,
        }
    }

    /// Returns `fault` as it stands below `prefix` in the request, such as `/model`.
    pub fn below(prefix: &str, fault: &impl Fault) -> Self {
        Self {
            code: fault.code().to_owned(),
            path: format!("{prefix}{}", fault.path()),
            line: fault.line_and_column().map(|(line, _)| line),
            column: fault.line_and_column().map(|(_, column)| column),
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
