//! Lines and columns of a text.

/// The first byte of every line of a text.
///
/// A line ends with `\n`, `\r\n` or a lone `\r`, as editors count. A byte-order mark is not part of the first line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Lines {
    starts: Vec<usize>,
}

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let first = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
        let mut starts = vec![first];
        let mut previous = b' ';
        for (at, byte) in text.bytes().enumerate() {
            if previous == b'\r' && byte != b'\n' {
                starts.push(at);
            }
            if byte == b'\n' {
                starts.push(at + 1);
            }
            previous = byte;
        }
        if previous == b'\r' {
            starts.push(text.len());
        }
        Self { starts }
    }

    /// Returns the line and the column of `offset` in `text`, both from 1, columns in characters.
    ///
    /// An offset inside a character counts as the character, one past the end as the end.
    pub(super) fn locate(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0);
        let column = text.get(start..).map_or(0, |rest| {
            rest.char_indices()
                .skip(1)
                .take_while(|&(at, _)| start + at <= offset)
                .count()
        });
        let past_end = usize::from(offset >= text.len() && text.len() > start);
        (line, column + 1 + past_end)
    }
}
