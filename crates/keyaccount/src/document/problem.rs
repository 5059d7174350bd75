//! What is wrong at one place of a document.

use std::fmt;
use std::ops::Range;

/// The kind of a [`Problem`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// The text is not JSON.
    NotJson,
    /// The text, or one text or number in it, is longer than its bound.
    TooLong,
    /// Objects and lists stand deeper inside each other than the bound.
    TooDeep,
    /// There are more values than the bound.
    TooManyValues,
    /// A key stands twice in one object.
    DuplicateKey,
    /// A key is not one of the fields of its object.
    UnknownField,
    /// A required field is absent.
    MissingField,
    /// `null` stands where a value is due.
    NullRefused,
    /// The value is of another type: text for a number, an object for a list.
    WrongType,
    /// The text is not one of the choices.
    UnknownValue,
    /// The value has the right type but is not acceptable.
    InvalidValue,
    /// So much is wrong inside one value that it was given up.
    TooManyFaults,
}

impl Code {
    /// Returns the stable name of the kind, in `snake_case`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotJson => "not_json",
            Self::TooLong => "too_long",
            Self::TooDeep => "too_deep",
            Self::TooManyValues => "too_many_values",
            Self::DuplicateKey => "duplicate_key",
            Self::UnknownField => "unknown_field",
            Self::MissingField => "missing_field",
            Self::NullRefused => "null_refused",
            Self::WrongType => "wrong_type",
            Self::UnknownValue => "unknown_value",
            Self::InvalidValue => "invalid_value",
            Self::TooManyFaults => "too_many_faults",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// What is wrong at one place of a document: in a plan a finding, elsewhere the reason of a [`super::ReadError`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The kind.
    pub code: Code,
    /// The JSON Pointer of the innermost place; of an absent field, the place where it would stand.
    pub pointer: String,
    /// The bytes of the place: of an unknown or duplicate key, the key; of an absent field, the object that lacks it.
    pub span: Range<usize>,
    /// One sentence that names what was expected and what was found, without the place.
    pub message: String,
    /// The offending value, key or type as text, cut at 60 characters.
    pub found: Option<String>,
    /// What would have been right.
    pub expected: Option<String>,
    /// The next step for the reader.
    pub help: Option<String>,
    /// The known name or value that was probably meant, where one is near.
    pub nearest: Option<&'static str>,
}

/// The most characters of the user's text that an error repeats.
const EXCERPT_CHARS: usize = 60;

/// Returns the beginning of `text`, with control characters escaped.
pub(super) fn excerpt(text: &str) -> String {
    let mut cut = String::new();
    for (count, character) in text.chars().enumerate() {
        if count == EXCERPT_CHARS {
            cut.push('…');
            break;
        }
        if character.is_control() {
            cut.extend(character.escape_default());
        } else {
            cut.push(character);
        }
    }
    cut
}

/// Returns names in backticks with commas between them, such as "`id`, `name`".
pub(super) fn in_backticks<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
