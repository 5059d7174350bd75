//! Lines and columns of a text.

/// The first byte of every line of a text.
///
/// A line ends with `\n`, `\r\n` or a lone `\r`, as editors count. A byte-order mark is not part of the first line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lines {
    starts: Vec<usize>,
    /// How many characters begin before each multiple of [`STRIDE`] bytes: many findings may stand in one long line.
    marks: Vec<usize>,
}

/// The distance of two marks in bytes.
const STRIDE: usize = 512;

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![if text.starts_with('\u{FEFF}') { 3 } else { 0 }];
        for (at, _) in bytes
            .iter()
            .enumerate()
            .filter(|(_, byte)| matches!(byte, b'\n' | b'\r'))
        {
            let ends_line = bytes.get(at) == Some(&b'\n') || bytes.get(at + 1) != Some(&b'\n');
            if ends_line {
                starts.push(at + 1);
            }
        }
        let mut characters = 0;
        let marks = bytes.chunks(STRIDE).map(|chunk| {
            let before = characters;
            characters += chunk.iter().filter(|&&byte| begins_character(byte)).count();
            before
        });
        let marks = marks.collect();
        Self { starts, marks }
    }

    /// Returns the line and the column of `offset` in `text`, both from 1, columns in characters.
    ///
    /// An offset inside a character counts as the character, one past the end as the end.
    pub(super) fn locate(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let before = |end| self.characters_before(text, end);
        let column = before(offset.saturating_add(1)).saturating_sub(before(start + 1));
        let past_end = usize::from(offset >= text.len() && text.len() > start);
        (line, column + 1 + past_end)
    }

    /// Returns how many characters begin before the byte `end`.
    fn characters_before(&self, text: &str, end: usize) -> usize {
        let end = end.min(text.len());
        let Some(&mark) = self.marks.get(end / STRIDE).or(self.marks.last()) else {
            return 0;
        };
        let from = (end / STRIDE).min(self.marks.len().saturating_sub(1)) * STRIDE;
        let rest = text.as_bytes().get(from..end).unwrap_or_default();
        mark + rest.iter().filter(|&&byte| begins_character(byte)).count()
    }
}

/// Returns whether a byte of UTF-8 is the first of its character.
fn begins_character(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}
