//! Asking the operations, and saying in the user's files where a request went wrong.

use keyaccount::document::{Document as Tree, ReadError};
use keyaccount_wire::{Entry, OPERATIONS, Reply, WireError};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::failure::{Failure, Place, near_miss};
use crate::input::Document;
use crate::place;

/// Returns the operation called `name`, or the failure that names the likeliest one.
pub(crate) fn entry(name: &str) -> Result<&'static Entry, Failure> {
    keyaccount_wire::entry(name).ok_or_else(|| {
        let known = OPERATIONS.iter().map(|entry| entry.name);
        let help = near_miss(name, known).unwrap_or_else(|| "`keyaccount operations` lists them".to_owned());
        Failure::new(format!("there is no operation called `{name}`")).with_help(help)
    })
}

/// Returns the part of a request that `document` writes.
pub(crate) fn read<T: DeserializeOwned>(document: &Document) -> Result<T, Failure> {
    keyaccount::document::read(&document.text).map_err(|error| unreadable(document, &error))
}

/// Returns `document` as a tree that knows its places.
pub(crate) fn tree(document: &Document) -> Result<Tree, Failure> {
    Tree::parse(&document.text).map_err(|error| unreadable(document, &error))
}

/// Returns the text of a reply, byte for byte as every other host gets it.
pub(crate) fn json(reply: &Reply<impl Serialize>) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec(reply).map_err(|error| Failure::new(error.to_string()))
}

/// Returns the failure that the reader reports about `document`.
pub(crate) fn unreadable(document: &Document, error: &ReadError) -> Failure {
    let place = place::at(document, error.line(), error.column());
    Failure::of_operation(WireError::below("", error)).at(place)
}

/// Returns what an operation reported about the part of its request that stands at `below` and was read from `document`.
pub(crate) fn failure_below(document: &Document, below: &str, mut error: WireError) -> Failure {
    // A text that is no JSON has no pointers; its own reader knows the place.
    let tree = match tree(document) {
        Ok(tree) => tree,
        Err(failure) => return failure,
    };
    let place = match error.path.strip_prefix(below).map(str::to_owned) {
        Some(pointer) => {
            error.path = pointer;
            place::of_pointer(document, &tree, &error.path)
        }
        None => Place::file(&document.name),
    };
    Failure::of_operation(error).at(place)
}
