//! Why a document could not be read.

use std::ops::Range;

use super::tree::Document;
use super::{Code, Problem};
use crate::fault::Fault;

/// Why a document could not be read, and where.
///
/// The message does not repeat the place; hosts print path, line and column beside it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", problem.message)]
pub struct ReadError {
    problem: Box<Problem>,
    line: usize,
    column: usize,
}

impl ReadError {
    pub(super) fn new(document: &Document, problem: Problem) -> Self {
        let (line, column) = document.line_and_column(problem.span.start);
        Self {
            problem: Box::new(problem),
            line,
            column,
        }
    }

    /// An error about a text that was too long to be looked at.
    pub(super) fn of_whole_text(problem: Problem) -> Self {
        Self {
            problem: Box::new(problem),
            line: 1,
            column: 1,
        }
    }

    /// Returns the line of the place, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// Returns the column of the place, from 1, in characters.
    pub fn column(&self) -> usize {
        self.column
    }

    /// Returns the bytes of the place in the text.
    pub fn span(&self) -> Range<usize> {
        self.problem.span.clone()
    }

    /// Returns the kind of the error, to match on.
    pub fn kind(&self) -> Code {
        self.problem.code
    }

    /// Returns everything but line and column, as plans report it.
    pub fn problem(&self) -> &Problem {
        &self.problem
    }
}

impl Fault for ReadError {
    fn code(&self) -> &'static str {
        self.problem.code.as_str()
    }

    fn path(&self) -> String {
        self.problem.pointer.clone()
    }

    fn line_and_column(&self) -> Option<(usize, usize)> {
        Some((self.line(), self.column()))
    }

    fn found(&self) -> Option<String> {
        self.problem.found.clone()
    }

    fn expected(&self) -> Option<String> {
        self.problem.expected.clone()
    }

    fn help(&self) -> Option<String> {
        self.problem.help.clone()
    }
}
