//! JSON Patch (RFC 6902) on the text of a document, so that every byte outside the edited values stays as it was.
//!
//! White space, number literals, the order of keys, keys that stand twice elsewhere, a byte-order mark, line ends: what is
//! not edited is not touched. An inserted member stands like its neighbours, on a line of its own where they do; a removed
//! one takes its comma and its line with it. A value is written as it was given, never laid out anew. Moving a member
//! within its object renames it in its place.
//!
//! The steps follow one another, and either all of them are taken or none. Where the standard leaves a choice, it is
//! this: a pointer that leads through a key which stands twice in its object leads nowhere, because readers disagree
//! about the value that is meant; the whole document cannot be removed.
//!
//! # Examples
//!
//! ```
//! use keyaccount::document::patch::{self, Edit};
//!
//! let plan = "{\n  \"due_on\": \"2026-02-01\",\n  \"share\": 0.40\n}\n";
//! let edits = [
//!     Edit::test("/due_on", "2026-02-01"),
//!     Edit::replace("/due_on", "2026-03-01"),
//!     Edit::add("/owner_id", "T1"),
//! ];
//! assert_eq!(
//!     patch::apply(plan, &edits)?,
//!     "{\n  \"due_on\": \"2026-03-01\",\n  \"share\": 0.40,\n  \"owner_id\": \"T1\"\n}\n"
//! );
//!
//! let error = patch::apply(plan, &[Edit::test("/due_on", "2026-03-01"), Edit::remove("/due_on")]).unwrap_err();
//! assert_eq!(error.to_string(), "step 1: the value must be `\"2026-03-01\"` (got `\"2026-02-01\"`)");
//! # Ok::<(), patch::PatchError>(())
//! ```

mod draft;
mod edit;
mod error;
mod layout;

pub(crate) use draft::Draft;
pub use edit::{Edit, EditOperation, read};
pub use error::{PatchError, StepFault};

/// Returns `text` after the steps of `edits`, one after the other.
///
/// # Errors
///
/// [`PatchError`] when `text` or the result is not a document within the default bounds, or a step cannot be taken.
pub fn apply(text: &str, edits: &[Edit]) -> Result<String, PatchError> {
    let mut draft = Draft::of(text).map_err(PatchError::Document)?;
    for (step, edit) in (1..).zip(edits) {
        draft
            .take(edit)
            .map_err(|fault| PatchError::Step { step, fault })?;
    }
    draft.finish().map_err(PatchError::Result)
}

#[cfg(test)]
mod tests;
