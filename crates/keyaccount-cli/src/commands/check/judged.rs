//! A document with what the linter says about it.

use keyaccount::document::Document as Tree;
use keyaccount::lint::{Finding, Report, Scope};
use keyaccount_wire::Reply;

use crate::failure::Place;
use crate::input::Document;
use crate::place;

/// A plan or a portfolio with what the linter says about it.
pub(crate) struct Judged<'a> {
    pub(super) document: Document,
    pub(super) tree: Tree,
    /// The portfolio in which the account of a plan stands, with its tree.
    pub(super) portfolio: Option<(&'a Document, &'a Tree)>,
    pub(super) reply: Reply<Report>,
    /// What mending would change, where that is asked for.
    pub(super) diff: String,
}

impl Judged<'_> {
    /// Returns what the linter says.
    pub(super) fn report(&self) -> &Report {
        &self.reply.answer
    }

    /// Returns the file that a finding speaks of, with its tree.
    pub(super) fn text_of(&self, finding: &Finding) -> (&Document, &Tree) {
        match (finding.document, self.portfolio) {
            (Scope::Portfolio, Some((document, tree))) => (document, tree),
            _ => (&self.document, &self.tree),
        }
    }

    /// Returns the place of what a finding points to, or of the nearest thing around it.
    pub(super) fn place(&self, finding: &Finding) -> Place {
        let (document, tree) = self.text_of(finding);
        place::of_pointer(document, tree, &finding.path)
    }
}
