//! Why there is no record, or no replay of one.

use crate::document::ReadError;
use crate::fault::Fault;
use crate::scoring::{ModelError, ScoreError};
use crate::selection::SelectionError;

/// Why there is no record, or no replay of one; paths are relative to the record.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordError {
    /// The model cannot be used.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The accounts cannot be scored.
    #[error(transparent)]
    Scores(#[from] ScoreError),
    /// The selection cannot be made.
    #[error(transparent)]
    Selection(#[from] SelectionError),
    /// There are facts for a selection, and no selection.
    #[error("`{list}` must be empty where there is no `policy` (got {found})")]
    WithoutPolicy {
        /// The name of the list.
        list: &'static str,
        /// Its length.
        found: usize,
    },
    /// The answers are over a bound of documents.
    #[error("the answers must fit into a document: {0}")]
    TooLarge(ReadError),
    /// A recorded answer cannot be read.
    #[error("{source}")]
    Recorded {
        /// `answer` or `selection`.
        part: &'static str,
        /// What is wrong with it.
        source: ReadError,
    },
}

impl RecordError {
    fn inner(&self) -> Option<&dyn Fault> {
        match self {
            Self::Model(error) => Some(error),
            Self::Scores(error) => Some(error),
            Self::Selection(error) => Some(error),
            Self::TooLarge(error) | Self::Recorded { source: error, .. } => Some(error),
            Self::WithoutPolicy { .. } => None,
        }
    }
}

impl Fault for RecordError {
    fn code(&self) -> &'static str {
        self.inner().map_or("policy_missing", Fault::code)
    }

    fn path(&self) -> String {
        let path = self.inner().map(Fault::path).unwrap_or_default();
        match self {
            Self::Model(_) => format!("/model{path}"),
            Self::Scores(_) => format!("/accounts{path}"),
            Self::Selection(_) => path,
            Self::TooLarge(_) => String::new(),
            Self::Recorded { part, .. } => format!("/{part}{path}"),
            Self::WithoutPolicy { list, .. } => format!("/{list}"),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::WithoutPolicy { found, .. } => Some(found.to_string()),
            _ => self.inner()?.found(),
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::WithoutPolicy { .. } => Some("an empty list, or a `policy`".to_owned()),
            _ => self.inner()?.expected(),
        }
    }

    fn help(&self) -> Option<String> {
        self.inner()?.help()
    }
}
