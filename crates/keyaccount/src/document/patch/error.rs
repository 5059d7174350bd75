//! Why a JSON Patch could not be applied.

use crate::document::ReadError;
use crate::fault::Fault;

/// Why a JSON Patch could not be applied; the document is unchanged then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PatchError {
    /// The text to be patched is not a document.
    #[error("{0}")]
    Document(ReadError),
    /// The text of the patch is not a list.
    #[error("{0}")]
    Patch(ReadError),
    /// The patched text would be over a bound.
    #[error("after the patch {0}")]
    Result(ReadError),
    /// A step cannot be taken.
    #[error("step {step}: {fault}")]
    Step {
        /// The number of the step, from 1.
        step: usize,
        /// Why.
        fault: StepFault,
    },
}

/// Why one step of a JSON Patch cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StepFault {
    /// The step lacks a member that its operation needs.
    #[error("a step must have a member `{member}`")]
    Lacks {
        /// The name of the member.
        member: &'static str,
    },
    /// A member of the step stands twice.
    #[error("a step must have one member `{member}` (got two)")]
    Twice {
        /// The name of the member.
        member: &'static str,
    },
    /// A member of the step is not a text.
    #[error("the member `{member}` must be text (got {found})")]
    NotText {
        /// The name of the member.
        member: &'static str,
        /// What it is.
        found: &'static str,
    },
    /// There is no such operation.
    #[error("an operation must be one of `test`, `add`, `replace`, `remove`, `move`, `copy` (got `{found}`)")]
    UnknownOperation {
        /// The word as given, cut at 60 characters.
        found: String,
    },
    /// A text is not a JSON Pointer.
    #[error("a place must be a JSON Pointer, which is empty or begins with `/` (got `{pointer}`)")]
    NotAPointer {
        /// The text.
        pointer: String,
    },
    /// Nothing stands at the place, or no object or list that could hold it.
    #[error("a value must stand at `{pointer}` (got nothing)")]
    Absent {
        /// The JSON Pointer of the place.
        pointer: String,
    },
    /// A key on the way stands twice in its object.
    #[error("a key on the way must stand only once (got `{key}` twice)")]
    AmbiguousKey {
        /// The JSON Pointer of the place.
        pointer: String,
        /// The key, cut at 60 characters.
        key: String,
    },
    /// The position is not one of the list.
    #[error("a position must be a number from 0 to {most} (got `{found}`)")]
    PositionOutOfRange {
        /// The JSON Pointer of the place.
        pointer: String,
        /// The step of the pointer, cut at 60 characters.
        found: String,
        /// The last position that would have been right.
        most: usize,
    },
    /// The value is not the one that was tested for.
    #[error("the value must be `{expected}` (got `{found}`)")]
    Different {
        /// The JSON Pointer of the place.
        pointer: String,
        /// The value tested for, cut at 60 characters.
        expected: String,
        /// The value that stands there, cut at 60 characters.
        found: String,
    },
    /// A value was to be moved into itself.
    #[error("a value must not be moved into itself (got `{pointer}` from `{from}`)")]
    IntoItself {
        /// The JSON Pointer of the place.
        pointer: String,
        /// The JSON Pointer of the value.
        from: String,
    },
    /// The whole document was to be removed.
    #[error("a patch must leave a document (got the removal of the whole)")]
    NothingLeft,
    /// The values that the patch writes are together too long.
    #[error("a patch must write at most {most} bytes (got more)")]
    TooLong {
        /// The JSON Pointer of the place.
        pointer: String,
        /// The most bytes.
        most: usize,
    },
}

impl PatchError {
    fn read_error(&self) -> Option<&ReadError> {
        match self {
            Self::Document(error) | Self::Patch(error) | Self::Result(error) => Some(error),
            Self::Step { .. } => None,
        }
    }
}

impl Fault for PatchError {
    fn code(&self) -> &'static str {
        match self {
            Self::Document(error) | Self::Patch(error) | Self::Result(error) => error.code(),
            Self::Step { fault, .. } => fault.code(),
        }
    }

    fn path(&self) -> String {
        match self {
            Self::Document(error) | Self::Patch(error) | Self::Result(error) => error.path(),
            Self::Step { fault, .. } => fault.path(),
        }
    }

    fn line_and_column(&self) -> Option<(usize, usize)> {
        self.read_error().and_then(Fault::line_and_column)
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::Step { fault, .. } => fault.found(),
            other => other.read_error()?.found(),
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::Step { fault, .. } => fault.expected(),
            other => other.read_error()?.expected(),
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::Step { fault, .. } => fault.help(),
            other => other.read_error()?.help(),
        }
    }
}

impl Fault for StepFault {
    fn code(&self) -> &'static str {
        match self {
            Self::Lacks { .. } => "missing_field",
            Self::Twice { .. } => "duplicate_key",
            Self::NotText { .. } => "wrong_type",
            Self::UnknownOperation { .. } => "unknown_value",
            Self::NotAPointer { .. } => "not_a_pointer",
            Self::Absent { .. } => "place_absent",
            Self::AmbiguousKey { .. } => "key_ambiguous",
            Self::PositionOutOfRange { .. } => "position_out_of_range",
            Self::Different { .. } => "value_different",
            Self::IntoItself { .. } => "moved_into_itself",
            Self::NothingLeft => "nothing_left",
            Self::TooLong { .. } => "too_long",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::Absent { pointer }
            | Self::AmbiguousKey { pointer, .. }
            | Self::PositionOutOfRange { pointer, .. }
            | Self::Different { pointer, .. }
            | Self::IntoItself { pointer, .. }
            | Self::TooLong { pointer, .. } => pointer.clone(),
            _ => String::new(),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::NotText { found, .. } => Some((*found).to_owned()),
            Self::UnknownOperation { found }
            | Self::PositionOutOfRange { found, .. }
            | Self::Different { found, .. } => Some(found.clone()),
            Self::NotAPointer { pointer } => Some(pointer.clone()),
            Self::AmbiguousKey { key, .. } => Some(key.clone()),
            _ => None,
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::Lacks { member } => Some(format!("a member `{member}`")),
            Self::NotText { .. } => Some("text".to_owned()),
            Self::PositionOutOfRange { most, .. } => Some(format!("a number from 0 to {most}")),
            Self::Different { expected, .. } => Some(expected.clone()),
            Self::TooLong { most, .. } => Some(format!("at most {most} bytes")),
            _ => None,
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::Different { .. } | Self::Absent { .. } => {
                Some("the document has changed since the patch was made; make it again".to_owned())
            }
            Self::AmbiguousKey { .. } => Some("remove one of the two members first".to_owned()),
            _ => None,
        }
    }
}
