//! Reading JSON without losing anything.
//!
//! [`Document`] is the one reader of the library: text in, a tree out that still knows every byte. On top of it stand
//! two ways to typed values: [`read`] is strict and stops at the first fault, for models, portfolios, agreements and
//! requests; [`tolerant`] is for plans, which are drafts, and turns each fault into a [`Problem`] beside everything
//! that could be read.
//!
//! # Why not `serde_json` alone
//!
//! * **Places.** An editor underlines the faulty value while the user types, a command line prints its line. That
//!   takes the byte span of every value and key; `serde_json` knows the position where it stopped reading.
//! * **Duplicate keys.** A key that stands twice is a fault of the document; `serde_json`'s tree keeps the last one.
//! * **Right floats.** Every number becomes the nearest float; `serde_json` without its feature `float_roundtrip` misses
//!   some by a unit in the last place, and documents would differ from columns.
//! * **Exact numbers.** Money is read from the digits as written, inside any nesting. `serde_json`'s
//!   `arbitrary_precision` does the same for its own types only, and for every other crate of the host's program.
//! * **Bounds.** Depth, length and number of values are limited by data ([`Bounds`]), with errors that name the limit.
//!
//! Edits change the text too: [`patch`] leaves every byte outside the edited values as it was.
//!
//! Out of scope: comments, trailing commas and other dialects (they are refused by name), and writing JSON.
//!
//! # Examples
//!
//! ```
//! use keyaccount::document::Document;
//! use keyaccount::fault::Fault;
//! use keyaccount::quantity::Money;
//!
//! let document = Document::parse(r#"{"amount": 0.1000000000000000000000001, "currency": "EUR"}"#)?;
//! assert_eq!(document.root().get("amount").unwrap().span(), 11..38);
//! let money: Money = document.read()?;
//! assert_eq!(money.to_string(), "0.1000000000000000000000001 EUR");
//!
//! let error = keyaccount::document::read::<Money>(r#"{"amount": "12", "curency": "EUR"}"#).unwrap_err();
//! assert_eq!((error.code(), error.path().as_str()), ("unknown_field", "/curency"));
//! assert_eq!((error.line(), error.column()), (1, 18));
//! assert_eq!(error.help().as_deref(), Some("the nearest known field is `currency`"));
//! # Ok::<(), keyaccount::document::ReadError>(())
//! ```

mod bounds;
mod tree;

mod node;
pub mod pointer;

mod reader;

mod error;
mod problem;

mod deserializer;
mod key;
mod refusal;
mod tolerant;

pub mod patch;

pub mod canonical;
mod lines;
mod nearest;
#[cfg(feature = "schema")]
mod schema;
mod source_text;
mod value_text;

pub use bounds::Bounds;
pub use error::ReadError;
pub use nearest::nearest;
pub use node::{Kind, Node};
pub use problem::{Code, Problem};
#[cfg(feature = "schema")]
pub use schema::plain_description;
pub use source_text::SourceText;
pub use tolerant::tolerant;
pub use tree::Document;
pub use value_text::ValueText;

use serde::de::DeserializeOwned;

/// Returns the value that `text` writes as JSON, strictly.
///
/// Unknown and duplicate keys, `null`, and values of the wrong type or out of range are errors; each names the
/// innermost place. Keys that start with `x_` belong to the user and are skipped where an object has named fields.
///
/// # Errors
///
/// [`ReadError`] when the text is not JSON, is over a bound, or is not such a value.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, ReadError> {
    Document::parse(text)?.read()
}

#[cfg(test)]
mod tests;
