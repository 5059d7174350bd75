//! Reading a plan from its text, as far as it can be read.

mod reader;

use std::ops::Range;

use serde::Deserialize;

use super::Plan;
use crate::document::{Kind, Node, Problem, ReadError};
use crate::vocabulary::EntityKind;
use reader::Reader;

/// A plan as far as its text can be read, and what could not be read.
///
/// The text is the store: edits change the text, and a new view is read.
#[derive(Debug, Clone)]
pub struct PlanView<'d> {
    /// The plan. An entry of a list that cannot be read at all is empty, so that positions are those of the text.
    pub plan: Plan,
    /// What could not be read, in the order of the text.
    pub problems: Vec<Problem>,
    /// The parts that lack required keys, in the order of the text.
    pub incomplete: Vec<IncompletePart>,
    /// The plan as it was written.
    pub root: Node<'d>,
}

/// A part of a plan that lacks required keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncompletePart {
    /// The JSON Pointer of the part, empty for the plan itself.
    pub pointer: String,
    /// The bytes of the part in the text.
    pub span: Range<usize>,
    /// What it is and its id, where it is an entity with an id.
    pub entity: Option<(EntityKind, String)>,
    /// The required keys that are absent, at least one.
    pub absent: Vec<&'static str>,
}

impl IncompletePart {
    /// Returns the words by which a message names the part, such as `objective O2` or `the part at /plan/period`.
    pub fn label(&self) -> String {
        match &self.entity {
            Some((kind, id)) => format!("{} {id}", kind.as_str().replace('_', " ")),
            None if self.pointer.is_empty() => "the plan".to_owned(),
            None => format!("the part at {}", self.pointer),
        }
    }
}

impl<'d> PlanView<'d> {
    /// Returns the view of the plan that `root` writes.
    ///
    /// Total over objects: an empty one gives an empty plan, and whatever stands in it gives problems, not errors.
    /// Takes time in proportion to the size of the text. Places count from the whole document, of which the plan
    /// may be a part.
    ///
    /// # Errors
    ///
    /// [`ReadError`] when `root` is not an object.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::document::Document;
    /// use keyaccount::plan::PlanView;
    ///
    /// let document = Document::parse(r#"{
    ///   "objectives": [{"id": "O1", "title": "Cut stock-outs", "due_on": "soon"}, "more to come"]
    /// }"#)?;
    /// let view = PlanView::read(document.root())?;
    /// assert_eq!(view.plan.objectives.len(), 2);
    /// assert_eq!(view.plan.objectives[0].title.as_deref(), Some("Cut stock-outs"));
    ///
    /// let places: Vec<_> = view.problems.iter().map(|problem| problem.pointer.as_str()).collect();
    /// assert_eq!(places, ["/objectives/0/due_on", "/objectives/1"]);
    /// assert_eq!(view.incomplete[1].label(), "objective O1");
    /// assert_eq!(view.incomplete[1].absent, ["kind", "status"]);
    /// # Ok::<(), keyaccount::document::ReadError>(())
    /// ```
    pub fn read(root: Node<'d>) -> Result<Self, ReadError> {
        if root.kind() != Kind::Object {
            root.read::<AnyObject>()?;
        }
        let mut reader = Reader::default();
        let plan = reader.plan(root);
        reader.problems.sort_by_key(|problem| problem.span.start);
        reader.incomplete.sort_by_key(|part| part.span.start);
        Ok(Self {
            plan,
            problems: reader.problems,
            incomplete: reader.incomplete,
            root,
        })
    }
}

/// An object of which nothing is looked at.
#[derive(Deserialize)]
struct AnyObject {}

#[cfg(test)]
mod tests;
