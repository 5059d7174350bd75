//! A reference to an entity of one of several kinds.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::EntityKind;
use crate::quantity::is_blank;

/// A reference that may point to several kinds of entities, written `kind:id`, such as `risk:R2`.
///
/// The word before the first colon may also be a prefix of another system (`crm:4711`); [`Reference::kind`] is
/// nothing then. The text is kept as written.
///
/// # Examples
///
/// ```
/// use keyaccount::vocabulary::{EntityKind, Reference};
///
/// let risk = Reference::try_from("risk:R2")?;
/// assert_eq!((risk.kind(), risk.id()), (Some(EntityKind::Risk), "R2"));
/// assert_eq!(Reference::try_from("crm:4711")?.kind(), None);
/// assert_eq!(Reference::try_from("R2").unwrap_err().to_string(),
///            "a reference must be written `kind:id`, such as `objective:O1` (got `R2`)");
/// # Ok::<(), keyaccount::vocabulary::ReferenceError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "String", extend("pattern" = "^[^:]+:.+$")))]
pub struct Reference {
    prefix: String,
    id: String,
}

impl Reference {
    /// Returns the reference to the entity `id` of `kind`, nothing when the id is blank.
    pub fn new(kind: EntityKind, id: &str) -> Option<Self> {
        Self::try_from(format!("{}:{id}", kind.as_str())).ok()
    }

    /// Returns the kind of entity that is meant, nothing for a prefix that is no kind.
    pub fn kind(&self) -> Option<EntityKind> {
        EntityKind::from_word(&self.prefix)
    }

    /// Returns the word before the first colon, as written.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// Returns the id after the first colon, never blank.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Returns whether the entity `id` of `kind` is meant.
    pub fn points_to(&self, kind: EntityKind, id: &str) -> bool {
        self.kind() == Some(kind) && self.id == id
    }
}

impl TryFrom<&str> for Reference {
    type Error = ReferenceError;

    fn try_from(text: &str) -> Result<Self, ReferenceError> {
        match text.split_once(':') {
            Some((prefix, id)) if !is_blank(prefix) && !is_blank(id) => Ok(Self {
                prefix: prefix.trim().to_owned(),
                id: id.trim().to_owned(),
            }),
            _ => Err(ReferenceError {
                found: text.chars().take(60).collect(),
            }),
        }
    }
}

impl TryFrom<String> for Reference {
    type Error = ReferenceError;

    fn try_from(text: String) -> Result<Self, ReferenceError> {
        Self::try_from(text.as_str())
    }
}

impl From<Reference> for String {
    fn from(reference: Reference) -> Self {
        reference.to_string()
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.prefix, self.id)
    }
}

/// Text that is not a reference.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a reference must be written `kind:id`, such as `objective:O1` (got `{found}`)")]
pub struct ReferenceError {
    found: String,
}
