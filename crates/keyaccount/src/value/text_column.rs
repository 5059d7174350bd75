//! A column of texts that repeat.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::de::{self, Deserialize, DeserializeSeed, Deserializer, SeqAccess, Visitor};

/// A column of texts in which each different text is stored once.
///
/// A line costs four bytes, however long its text. Empty texts are kept; what they mean is up to the reader.
///
/// # Examples
///
/// ```
/// use keyaccount::value::TextColumn;
///
/// let column: TextColumn = ["A1", "B2", "A1"].into_iter().collect();
/// assert_eq!(column.len(), 3);
/// assert_eq!(column.distinct_texts().collect::<Vec<_>>(), ["A1", "B2"]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct TextColumn {
    codes: Vec<u32>,
    texts: Vec<Arc<str>>,
    code_by_text: BTreeMap<Arc<str>, u32>,
}

impl TextColumn {
    /// Returns the number of lines.
    pub fn len(&self) -> usize {
        self.codes.len()
    }

    /// Returns whether there is no line.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// Returns the different texts in the order of their first line.
    pub fn distinct_texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(|text| &**text)
    }

    /// Adds a line at the end; a text that is already there is not copied.
    pub fn push(&mut self, text: &str) {
        let code = self.code_of_last(text).unwrap_or_else(|| self.code_of(text));
        self.codes.push(code);
    }

    /// Returns, for each line, the place of its text among the different texts.
    pub(crate) fn codes(&self) -> &[u32] {
        &self.codes
    }

    /// Returns the first row whose text is `text`, counted from 0; the number of rows when there is none.
    pub(crate) fn first_row_of(&self, text: &str) -> usize {
        let code = self.code_by_text.get(text);
        let is_it = |other: &&u32| Some(*other) == code;
        self.codes.iter().take_while(|other| !is_it(other)).count()
    }

    /// Returns the code of the line before when it has the same text: files are often sorted.
    fn code_of_last(&self, text: &str) -> Option<u32> {
        let code = *self.codes.last()?;
        let last = self.texts.get(usize::try_from(code).ok()?)?;
        (**last == *text).then_some(code)
    }

    fn code_of(&mut self, text: &str) -> u32 {
        if let Some(&code) = self.code_by_text.get(text) {
            return code;
        }
        // Four thousand million different texts do not fit into memory; the last code would then be shared.
        let code = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let text: Arc<str> = text.into();
        self.texts.push(Arc::clone(&text));
        self.code_by_text.insert(text, code);
        code
    }
}

impl<'a> FromIterator<&'a str> for TextColumn {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut column = Self::default();
        texts.into_iter().for_each(|text| column.push(text));
        column
    }
}

impl<'de> Deserialize<'de> for TextColumn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ColumnVisitor)
    }
}

struct ColumnVisitor;

impl<'de> Visitor<'de> for ColumnVisitor {
    type Value = TextColumn;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of texts")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<TextColumn, A::Error> {
        let mut column = TextColumn::default();
        while sequence.next_element_seed(NextText(&mut column))?.is_some() {}
        Ok(column)
    }
}

/// Puts the next text into the column without a copy of its own.
struct NextText<'c>(&'c mut TextColumn);

impl<'de> DeserializeSeed<'de> for NextText<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for NextText<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a text")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        self.0.push(text);
        Ok(())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for TextColumn {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "TextColumn".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({"type": "array", "items": {"type": "string"}})
    }
}
