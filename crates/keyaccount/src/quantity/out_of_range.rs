//! The error of a quantity that is made from a value outside its range.

use std::fmt;

/// A value that lies outside the range of its quantity.
///
/// It repeats the value and the range, so that a reader can mend the input without opening the documentation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{quantity} must be {expected} (got {found})")]
pub struct OutOfRange {
    quantity: &'static str,
    expected: &'static str,
    found: String,
}

impl OutOfRange {
    pub(crate) fn new(quantity: &'static str, expected: &'static str, found: impl fmt::Display) -> Self {
        Self {
            quantity,
            expected,
            found: found.to_string(),
        }
    }

    /// Returns the name of the quantity, such as `share`.
    pub fn quantity(&self) -> &'static str {
        self.quantity
    }

    /// Returns what the quantity accepts, such as `between 0 and 1`.
    pub fn expected(&self) -> &'static str {
        self.expected
    }

    /// Returns the offending value as text.
    pub fn found(&self) -> &str {
        &self.found
    }
}
