//! A value inside a document.

use std::fmt;
use std::ops::Range;

use serde::de::DeserializeOwned;

use super::tree::{Document, Entry, to_usize};
use super::{ReadError, pointer, tolerant};

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// `null`, which documents of the library refuse.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number, kept as it was written.
    Number,
    /// A text.
    Text,
    /// A list.
    List,
    /// An object.
    Object,
}

impl Kind {
    /// Returns the words that errors use for it, such as `a list`.
    pub fn words(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "true or false",
            Self::Number => "a number",
            Self::Text => "text",
            Self::List => "a list",
            Self::Object => "an object",
        }
    }
}

/// A value inside a [`Document`], cheap to copy.
#[derive(Clone, Copy)]
pub struct Node<'d> {
    document: &'d Document,
    index: u32,
}

impl<'d> Node<'d> {
    pub(super) fn new(document: &'d Document, index: u32) -> Self {
        Self { document, index }
    }

    /// Returns what the value is.
    pub fn kind(self) -> Kind {
        self.entry().map_or(Kind::Null, |entry| entry.kind)
    }

    /// Returns the bytes of the value in the text, quotes and brackets included.
    pub fn span(self) -> Range<usize> {
        self.entry()
            .map_or(0..0, |entry| to_usize(entry.start)..to_usize(entry.end))
    }

    /// Returns the value as it was written.
    pub fn raw(self) -> &'d str {
        self.document.text().get(self.span()).unwrap_or_default()
    }

    /// Returns the value as it was written, without the white space between its parts.
    pub(crate) fn compact(self) -> String {
        let (text, span) = (self.document.text(), self.span());
        let mut compact = String::with_capacity(span.len());
        let mut at = span.start;
        let after = self.entry().map_or(0, |entry| entry.after);
        for node in (self.index..after).map(|index| Self::new(self.document, index)) {
            let key = node.key_span().filter(|_| node != self);
            let is_leaf = !matches!(node.kind(), Kind::List | Kind::Object);
            // What stands between keys and single values is punctuation and white space.
            for part in key.into_iter().chain(is_leaf.then(|| node.span())) {
                push_visible(&mut compact, text.get(at..part.start));
                compact.push_str(text.get(part.clone()).unwrap_or_default());
                at = part.end;
            }
        }
        push_visible(&mut compact, text.get(at..span.end));
        compact
    }

    /// Returns the key of the value, escapes undone, where it is a member of an object.
    pub fn key(self) -> Option<&'d str> {
        let entry = self.entry().filter(|entry| !entry.key.is_empty())?;
        Some(self.document.decoded(entry.key.clone(), entry.key_escaped))
    }

    /// Returns the bytes of the key with its quotes, where the value is a member of an object.
    pub fn key_span(self) -> Option<Range<usize>> {
        let entry = self.entry().filter(|entry| !entry.key.is_empty())?;
        Some(to_usize(entry.key.start)..to_usize(entry.key.end))
    }

    /// Returns the position of the value in its list or object, from 0; 0 for the root.
    pub fn position(self) -> usize {
        self.entry().map_or(0, |entry| to_usize(entry.position))
    }

    /// Returns the object or list around the value.
    pub fn parent(self) -> Option<Self> {
        let parent = self.entry()?.parent;
        (parent != self.index).then(|| Self::new(self.document, parent))
    }

    /// Returns the text of the value with its escapes undone, where it is a text.
    pub fn as_str(self) -> Option<&'d str> {
        let entry = self.entry().filter(|entry| entry.kind == Kind::Text)?;
        Some(self.document.decoded(entry.start..entry.end, entry.text_escaped))
    }

    /// Returns the digits of the value as they were written, where it is a number.
    pub fn number_literal(self) -> Option<&'d str> {
        (self.kind() == Kind::Number).then(|| self.raw())
    }

    /// Returns the truth of the value, where it is `true` or `false`.
    pub fn as_bool(self) -> Option<bool> {
        (self.kind() == Kind::Boolean).then(|| self.raw() == "true")
    }

    /// Returns the first member under `key`, where the value is an object.
    pub fn get(self, key: &str) -> Option<Self> {
        // The quotes count; comparing lengths first spares reading most keys.
        let quoted_len = key.len() + 2;
        let may_be = |node: &Self| {
            node.entry().is_some_and(|entry| {
                entry.key_escaped || to_usize(entry.key.end - entry.key.start) == quoted_len
            })
        };
        self.children_of(Kind::Object)
            .find(|node| may_be(node) && node.key() == Some(key))
    }

    /// Returns the keys and values of an object in their order, duplicates included; nothing for any other value.
    pub fn members(self) -> impl Iterator<Item = (&'d str, Self)> {
        self.children_of(Kind::Object)
            .map(|node| (node.key().unwrap_or_default(), node))
    }

    /// Returns the values of a list in their order; nothing for any other value.
    pub fn items(self) -> impl Iterator<Item = Self> {
        self.children_of(Kind::List)
    }

    /// Returns the JSON Pointer of the value, empty for the root.
    ///
    /// Of two members under one key both have the same pointer.
    pub fn pointer(self) -> String {
        let mut steps = Vec::new();
        let mut node = self;
        while let Some(parent) = node.parent() {
            steps.push(node);
            node = parent;
        }
        let mut pointer = String::new();
        for step in steps.into_iter().rev() {
            match step.key() {
                Some(key) => pointer::push(&mut pointer, key),
                None => pointer::push(&mut pointer, &step.position().to_string()),
            }
        }
        pointer
    }

    /// Returns the value at `pointer` below this one, where it exists.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::document::Document;
    ///
    /// let document = Document::parse(r#"{"actions": [{"id": "A1"}, {"id": "A2"}]}"#)?;
    /// let id = document.root().at_pointer("/actions/1/id").unwrap();
    /// assert_eq!(id.as_str(), Some("A2"));
    /// assert_eq!(id.pointer(), "/actions/1/id");
    /// # Ok::<(), keyaccount::document::ReadError>(())
    /// ```
    pub fn at_pointer(self, pointer: &str) -> Option<Self> {
        let (node, found) = self.walk(pointer);
        found.then_some(node)
    }

    /// Returns the value as a typed one, strictly, as [`super::read`] does; places count from the whole document.
    ///
    /// # Errors
    ///
    /// [`ReadError`] when it is not such a value.
    pub fn read<T: DeserializeOwned>(self) -> Result<T, ReadError> {
        tolerant::strict(self)
    }

    /// Returns the document that the value is part of.
    pub fn document(self) -> &'d Document {
        self.document
    }

    /// Returns the last value on the way along `pointer` that exists, and whether the whole way does.
    pub(super) fn walk(self, pointer: &str) -> (Self, bool) {
        let Some(steps) = pointer::steps(pointer) else {
            return (self, false);
        };
        let mut node = self;
        for step in steps {
            let next = match node.kind() {
                Kind::Object => node.get(&step),
                Kind::List => pointer::position(&step).and_then(|position| node.item(position)),
                _ => None,
            };
            match next {
                Some(next) => node = next,
                None => return (node, false),
            }
        }
        (node, true)
    }

    fn item(self, position: usize) -> Option<Self> {
        match self.document.item_of_long_list(self.index, position) {
            Some(index) => Some(Self::new(self.document, index)),
            None => self.items().nth(position),
        }
    }

    pub(super) fn index(self) -> u32 {
        self.index
    }

    pub(super) fn children(self) -> Children<'d> {
        Children {
            document: self.document,
            next: self.index.saturating_add(1),
            after: self.entry().map_or(0, |entry| entry.after),
        }
    }

    fn children_of(self, kind: Kind) -> Children<'d> {
        let children = self.children();
        if self.kind() == kind {
            return children;
        }
        Children { after: 0, ..children }
    }

    fn entry(self) -> Option<&'d Entry> {
        self.document.entry(self.index)
    }
}

/// Adds the punctuation of JSON in `between` without its white space.
fn push_visible(compact: &mut String, between: Option<&str>) {
    let visible = between.unwrap_or_default().chars();
    compact.extend(visible.filter(|sign| !sign.is_ascii_whitespace()));
}

impl fmt::Debug for Node<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} at {:?}", self.raw(), self.pointer())
    }
}

/// The same place of the same document.
impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.document, other.document) && self.index == other.index
    }
}

/// The values directly inside an object or a list.
#[derive(Clone)]
pub(super) struct Children<'d> {
    document: &'d Document,
    next: u32,
    after: u32,
}

impl<'d> Iterator for Children<'d> {
    type Item = Node<'d>;

    fn next(&mut self) -> Option<Node<'d>> {
        if self.next >= self.after {
            return None;
        }
        let node = Node::new(self.document, self.next);
        self.next = self.document.entry(self.next)?.after;
        Some(node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compact_value_keeps_every_byte_but_white_space_between_its_parts() {
        let text = "\u{FEFF} { \"a\\\" b\" :\r\n[ 1.50 , \"x \\\\\\\" y\" , { } ,[\t] , null ] , \"\" : \"\\\\\" , \"é z\" : {\"k\":true} } ";
        let document = Document::parse(text).unwrap();
        let compact = r#"{"a\" b":[1.50,"x \\\" y",{},[],null],"":"\\","é z":{"k":true}}"#;
        assert_eq!(document.root().compact(), compact);
        let member = document.root().get("é z").unwrap();
        assert_eq!(member.compact(), r#"{"k":true}"#);
        assert_eq!(member.get("k").unwrap().compact(), "true");
    }
}
