//! What every error of the library can say about itself.

/// An error that names its kind, the place in the document, the offending value and what was expected.
///
/// `Err` means that something could not be read or computed. A bad plan is not an error: it has findings.
pub trait Fault: std::error::Error {
    /// Returns the stable name of the kind of error, in `snake_case`.
    fn code(&self) -> &'static str;

    /// Returns the JSON Pointer (RFC 6901) of the place, empty for the whole document.
    fn path(&self) -> String {
        String::new()
    }

    /// Returns the line and the column in characters, both from 1, where the error stands in a text.
    fn line_and_column(&self) -> Option<(usize, usize)> {
        None
    }

    /// Returns the offending value as text, where there is one.
    fn found(&self) -> Option<String> {
        None
    }

    /// Returns what would have been right, where one sentence says it.
    fn expected(&self) -> Option<String> {
        None
    }

    /// Returns the next step for the reader, where there is a likely one.
    fn help(&self) -> Option<String> {
        None
    }
}
