//! A document: its text and the tree of its values.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;

use super::lines::Lines;
use super::node::{Kind, Node};
use super::{Bounds, ReadError, reader, tolerant};

/// A JSON text that has been read without losing a byte of it.
///
/// Values, keys and number literals are found again in the text by their byte spans; members keep their order, and keys
/// that stand twice are both there. The tree is one flat list, 32 bytes for a value, so that a plan can be read again
/// at each keystroke.
///
/// # Examples
///
/// ```
/// use keyaccount::document::Document;
///
/// let document = Document::parse("{\n  \"share\": 0.40\n}")?;
/// let share = document.root().get("share").unwrap();
/// assert_eq!(share.number_literal(), Some("0.40"));
/// assert_eq!(document.line_and_column(share.span().start), (2, 12));
/// # Ok::<(), keyaccount::document::ReadError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Document {
    text: String,
    /// Made when the first place is asked for: a form that checks at each keystroke asks for none.
    lines: OnceLock<Lines>,
    tree: Tree,
    long_lists: LongLists,
}

impl Document {
    /// Returns the document that `text` writes, within the default [`Bounds`].
    ///
    /// A leading byte-order mark is skipped; spans still count it.
    ///
    /// # Errors
    ///
    /// [`ReadError`] when the text is not one JSON value (RFC 8259) or is over a bound.
    pub fn parse(text: &str) -> Result<Self, ReadError> {
        Self::parse_within(text, &Bounds::default())
    }

    /// Returns the document that `text` writes, within `bounds`.
    ///
    /// # Errors
    ///
    /// As for [`Document::parse`].
    pub fn parse_within(text: &str, bounds: &Bounds) -> Result<Self, ReadError> {
        reader::parse(text, bounds)
    }

    pub(super) fn new(text: &str, tree: Tree) -> Self {
        Self {
            text: text.to_owned(),
            lines: OnceLock::new(),
            long_lists: LongLists::of(&tree),
            tree,
        }
    }

    /// Returns the text as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the outermost value.
    pub fn root(&self) -> Node<'_> {
        Node::new(self, 0)
    }

    /// Returns the value of the whole document, strictly, as [`super::read`] does.
    ///
    /// # Errors
    ///
    /// [`ReadError`] when the document is not such a value.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, ReadError> {
        tolerant::strict(self.root())
    }

    /// Returns the value at `pointer`, or its nearest ancestor that exists; the root where it is not a pointer.
    pub fn nearest(&self, pointer: &str) -> Node<'_> {
        self.root().walk(pointer).0
    }

    /// Returns the bytes of the value at `pointer`, or of its nearest ancestor that exists.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::document::Document;
    ///
    /// let document = Document::parse(r#"{"plan": {"owner_id": "P1"}}"#)?;
    /// assert_eq!(document.span_of("/plan/owner_id"), 22..26);
    /// assert_eq!(document.span_of("/plan/period/start"), 9..27);
    /// # Ok::<(), keyaccount::document::ReadError>(())
    /// ```
    pub fn span_of(&self, pointer: &str) -> Range<usize> {
        self.nearest(pointer).span()
    }

    /// Returns the line and the column of a byte, both from 1, columns counted in characters.
    ///
    /// A line ends with `\n`, `\r\n` or a lone `\r`. A byte inside a character counts as its first, one past the end as
    /// the end; a byte-order mark is not counted.
    pub fn line_and_column(&self, byte_offset: usize) -> (usize, usize) {
        let lines = self.lines.get_or_init(|| Lines::of(&self.text));
        lines.locate(&self.text, byte_offset)
    }

    /// Returns the index of the item at `position` of a long list; nothing for short lists, which are walked.
    pub(super) fn item_of_long_list(&self, list: u32, position: usize) -> Option<u32> {
        self.long_lists.0.get(&list)?.get(position).copied()
    }

    pub(super) fn entry(&self, index: u32) -> Option<&Entry> {
        self.tree.entry(index)
    }

    /// Returns the text whose quoted form starts at `range`, escapes undone.
    pub(super) fn decoded(&self, quoted: Range<u32>, escaped: bool) -> &str {
        if escaped {
            return self.tree.unescaped.find(quoted.start).unwrap_or_default();
        }
        let (start, end) = (to_usize(quoted.start), to_usize(quoted.end));
        self.text
            .get(start + 1..end.saturating_sub(1))
            .unwrap_or_default()
    }
}

/// The same text: all else follows from it.
impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Document {}

/// The values of a document in the order of their first bytes, parents before children.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Tree {
    pub(super) entries: Vec<Entry>,
    pub(super) unescaped: Unescaped,
}

impl Tree {
    pub(super) fn entry(&self, index: u32) -> Option<&Entry> {
        self.entries.get(to_usize(index))
    }
}

/// One value. Offsets fit 32 bits because a text is bounded by 4 GiB.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The key with its quotes; empty in a list and at the root.
    pub(super) key: Range<u32>,
    pub(super) key_escaped: bool,
    pub(super) text_escaped: bool,
    /// The index of the object or list around it; its own index at the root.
    pub(super) parent: u32,
    /// The position among its siblings.
    pub(super) position: u32,
    /// The index after its last descendant.
    pub(super) after: u32,
}

/// The items of every list longer than [`LONG`], by the index of the list.
///
/// Findings name places by position; walking a long list for each of them would take quadratic time.
#[derive(Debug, Clone, PartialEq, Eq)]
struct LongLists(BTreeMap<u32, Vec<u32>>);

/// How many items a list may have and still be walked.
const LONG: u32 = 32;

impl LongLists {
    fn of(tree: &Tree) -> Self {
        let is_list = |index: u32| tree.entry(index).is_some_and(|entry| entry.kind == Kind::List);
        let past_short = tree
            .entries
            .iter()
            .filter(|entry| entry.position == LONG && is_list(entry.parent));
        let mut lists: BTreeMap<u32, Vec<u32>> = past_short.map(|entry| (entry.parent, Vec::new())).collect();
        if !lists.is_empty() {
            for (index, entry) in (0_u32..).zip(&tree.entries) {
                // The root is its own parent and no item of itself.
                if let Some(items) = lists.get_mut(&entry.parent).filter(|_| entry.parent != index) {
                    items.push(index);
                }
            }
        }
        Self(lists)
    }
}

/// The texts that contain escapes, decoded, found by where they start in the source.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Unescaped {
    text: String,
    places: Vec<(u32, Range<usize>)>,
}

impl Unescaped {
    /// Adds the decoded form of the text that starts at `quote`; calls come in ascending order of `quote`.
    pub(super) fn push(&mut self, quote: u32, decoded: &str) {
        let start = self.text.len();
        self.text.push_str(decoded);
        self.places.push((quote, start..self.text.len()));
    }

    fn find(&self, quote: u32) -> Option<&str> {
        let at = self.places.binary_search_by_key(&quote, |place| place.0).ok()?;
        let (_, range) = self.places.get(at)?;
        self.text.get(range.clone())
    }
}

/// Widens an offset; every target of the library has at least 32 bits.
pub(super) fn to_usize(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}
