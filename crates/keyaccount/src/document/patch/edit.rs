//! One step of a JSON Patch.

use serde::Serialize;

use super::PatchError;
use super::error::StepFault;
use crate::document::{Document, Kind, Node, ValueText};

/// One step of a JSON Patch (RFC 6902).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Edit {
    /// What the step does.
    pub op: EditOperation,
    /// The JSON Pointer that the step addresses.
    pub path: String,
    /// The JSON Pointer that a `move` or `copy` takes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The value of a `test`, `add` or `replace`, as it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<ValueText>,
}

/// What a step of a JSON Patch does (RFC 6902, section 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum EditOperation {
    Test,
    Add,
    Replace,
    Remove,
    Move,
    Copy,
}

impl EditOperation {
    const ALL: [Self; 6] = [
        Self::Test,
        Self::Add,
        Self::Replace,
        Self::Remove,
        Self::Move,
        Self::Copy,
    ];

    /// Returns the word of the operation.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Test => "test",
            Self::Add => "add",
            Self::Replace => "replace",
            Self::Remove => "remove",
            Self::Move => "move",
            Self::Copy => "copy",
        }
    }
}

impl Edit {
    /// Returns the step that goes on only where the value at `path` equals `value`: numbers by value, objects whatever the
    /// order of their keys.
    pub fn test(path: impl Into<String>, value: impl Into<ValueText>) -> Self {
        Self::with_value(EditOperation::Test, path.into(), value.into())
    }

    /// Returns the step that puts `value` at `path`: a new member, the value of a present one, or a new entry before the
    /// one that stands at that position; `-` is the position after the last.
    pub fn add(path: impl Into<String>, value: impl Into<ValueText>) -> Self {
        Self::with_value(EditOperation::Add, path.into(), value.into())
    }

    /// Returns the step that puts `value` in the place of the one at `path`.
    pub fn replace(path: impl Into<String>, value: impl Into<ValueText>) -> Self {
        Self::with_value(EditOperation::Replace, path.into(), value.into())
    }

    /// Returns the step that removes the member or entry at `path`.
    pub fn remove(path: impl Into<String>) -> Self {
        Self {
            op: EditOperation::Remove,
            path: path.into(),
            from: None,
            value: None,
        }
    }

    /// Returns the step that moves the value at `from` to `path`; within one object it renames the member in its place.
    pub fn rename(from: impl Into<String>, path: impl Into<String>) -> Self {
        Self::with_source(EditOperation::Move, from.into(), path.into())
    }

    /// Returns the step that adds the value at `from` at `path` too.
    pub fn copy(from: impl Into<String>, path: impl Into<String>) -> Self {
        Self::with_source(EditOperation::Copy, from.into(), path.into())
    }

    fn with_value(op: EditOperation, path: String, value: ValueText) -> Self {
        Self {
            op,
            path,
            from: None,
            value: Some(value),
        }
    }

    fn with_source(op: EditOperation, from: String, path: String) -> Self {
        Self {
            op,
            path,
            from: Some(from),
            value: None,
        }
    }
}

/// Returns the steps that `text` writes as a JSON Patch document: a list of objects with `op`, `path` and what the
/// operation needs. Members that it does not need are ignored, as the standard has it.
///
/// # Errors
///
/// [`PatchError`] when the text is not JSON, no list, or a step lacks a member or has a wrong one.
///
/// # Examples
///
/// ```
/// use keyaccount::document::patch::{self, Edit};
///
/// let steps = patch::read(r#"[{"op": "move", "from": "/objectivs", "path": "/objectives"}]"#)?;
/// assert_eq!(steps, [Edit::rename("/objectivs", "/objectives")]);
/// # Ok::<(), patch::PatchError>(())
/// ```
pub fn read(text: &str) -> Result<Vec<Edit>, PatchError> {
    let document = Document::parse(text).map_err(PatchError::Patch)?;
    let root = document.root();
    if root.kind() != Kind::List {
        root.read::<Vec<NoStep>>().map_err(PatchError::Patch)?;
    }
    let steps = (1..).zip(root.items());
    let edit = |(step, item)| edit(item).map_err(|fault| PatchError::Step { step, fault });
    steps.map(edit).collect()
}

/// An entry of which nothing is looked at.
#[derive(serde::Deserialize)]
struct NoStep {}

fn edit(step: Node<'_>) -> Result<Edit, StepFault> {
    let text = |member: &'static str| {
        let value = only(step, member)?.ok_or(StepFault::Lacks { member })?;
        value.as_str().ok_or_else(|| StepFault::NotText {
            member,
            found: value.kind().words(),
        })
    };
    let word = text("op")?;
    let known = EditOperation::ALL.into_iter();
    let op = known
        .into_iter()
        .find(|op| op.as_str() == word)
        .ok_or_else(|| StepFault::UnknownOperation {
            found: word.chars().take(60).collect(),
        })?;
    let path = text("path")?;
    Ok(match op {
        EditOperation::Remove => Edit::remove(path),
        EditOperation::Move | EditOperation::Copy => Edit::with_source(op, text("from")?.into(), path.into()),
        EditOperation::Test | EditOperation::Add | EditOperation::Replace => {
            let value = only(step, "value")?.ok_or(StepFault::Lacks { member: "value" })?;
            Edit::with_value(op, path.into(), value.into())
        }
    })
}

/// Returns the member of a step; one that stands twice is refused.
fn only<'d>(step: Node<'d>, member: &'static str) -> Result<Option<Node<'d>>, StepFault> {
    let mut found = step.members().filter(|(key, _)| *key == member);
    let first = found.next();
    match found.next() {
        Some(_) => Err(StepFault::Twice { member }),
        None => Ok(first.map(|(_, value)| value)),
    }
}
