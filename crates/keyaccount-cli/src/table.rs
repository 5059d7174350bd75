//! Tables of comma-separated values, read row by row.

use std::io::{self, BufRead, Read};

use csv::{ByteRecord, FromUtf8Error, StringRecord};
use encoding_rs::WINDOWS_1252;
use keyaccount::quantity::decimal::{self, Decimal};
use keyaccount::quantity::{Datum, OutOfRange};
use keyaccount::vocabulary::Fact;

use crate::arguments::{Encoding, TableArguments};
use crate::failure::{Failure, Place, near_miss};
use crate::input::{self, MAX_TABLE_BYTES, Source, Stream};
use crate::output::shortened;

mod progress;

use progress::Progress;

/// The longest row, in bytes: an unclosed quote must not swallow a whole file.
const MAX_ROW_BYTES: u64 = 1 << 20;

/// A table that is being read.
pub(crate) struct TableReader {
    /// The name that messages use.
    pub(crate) name: String,
    headers: Vec<String>,
    reader: csv::Reader<RowBytes>,
    encoding: Encoding,
    decimal: char,
    progress: Progress,
}

/// A row of a table.
pub(crate) struct Row {
    line: u64,
    cells: StringRecord,
}

/// A column of a table, found by its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Column(usize);

impl TableReader {
    /// Returns the table of `source` with its first row read as headers.
    pub(crate) fn open(source: &Source, arguments: TableArguments) -> Result<Self, Failure> {
        let mut stream = input::open(source, MAX_TABLE_BYTES)?;
        let delimiter = match arguments.delimiter {
            Some(delimiter) => delimiter,
            None => detect_delimiter(&mut stream)?,
        };
        let progress = Progress::over(&stream);
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .delimiter(delimiter)
            .from_reader(RowBytes::new(stream.reader));
        let mut table = Self {
            name: stream.name,
            headers: Vec::new(),
            reader,
            encoding: arguments.encoding.unwrap_or_default(),
            decimal: arguments.decimal.unwrap_or('.'),
            progress,
        };
        let Some(first) = table.row()? else {
            return Err(Failure::in_file(&table.name, "the table has no header row"));
        };
        table.headers = first
            .cells
            .iter()
            .map(|header| header.trim().to_owned())
            .collect();
        table.refuse_repeated_headers()?;
        Ok(table)
    }

    /// Returns the next row, or nothing at the end.
    pub(crate) fn row(&mut self) -> Result<Option<Row>, Failure> {
        let mut record = ByteRecord::new();
        let offset = self.reader.position().byte();
        self.reader.get_mut().begin_row(offset);
        let more = self
            .reader
            .read_byte_record(&mut record)
            .map_err(|error| self.unreadable(&error))?;
        if !more {
            self.progress.finish();
            return Ok(None);
        }
        self.progress.tick();
        let line = record.position().map_or(0, |position| self.line(position));
        let cells = match self.encoding {
            Encoding::Utf8 => {
                StringRecord::from_byte_record(record).map_err(|error| self.not_utf8(error, line))?
            }
            Encoding::Latin1 => {
                let decoded = record
                    .iter()
                    .map(|bytes| WINDOWS_1252.decode_without_bom_handling(bytes).0);
                decoded.collect()
            }
        };
        Ok(Some(Row { line, cells }))
    }

    /// Returns the headers, in order.
    pub(crate) fn headers(&self) -> impl Iterator<Item = &str> {
        self.headers.iter().map(String::as_str)
    }

    /// Returns the column called `header`, where there is one.
    pub(crate) fn column(&self, header: &str) -> Option<Column> {
        self.headers.iter().position(|known| known == header).map(Column)
    }

    /// Returns the column called `header`, or the failure that names the likeliest one.
    pub(crate) fn required_column(&self, header: &str) -> Result<Column, Failure> {
        self.column(header).ok_or_else(|| {
            let listed: Vec<String> = self.headers().map(|known| format!("`{known}`")).collect();
            Failure::new(format!("the table has no column `{header}`"))
                .with_expected(format!("one of {}", listed.join(", ")), header)
                .with_help(near_miss(header, self.headers()))
                .at(Place::line(&self.name, 1))
        })
    }

    /// Returns the header of `column`.
    pub(crate) fn header(&self, column: Column) -> &str {
        self.headers.get(column.0).map_or("", String::as_str)
    }

    /// Returns the decimal in a cell, digit for digit.
    pub(crate) fn decimal(&self, row: &Row, column: Column) -> Result<Datum<Decimal>, Failure> {
        let expected = "an amount of at most 28 digits, an empty cell, `unknown` or `not applicable`";
        self.datum(row, column, expected, |digits| decimal::parse(digits).ok())
    }

    /// Returns the decimal in a cell that must hold one.
    pub(crate) fn amount(&self, row: &Row, column: Column) -> Result<Decimal, Failure> {
        let expected = "an amount of at most 28 digits on every line";
        match self.datum(row, column, expected, |digits| decimal::parse(digits).ok())? {
            Datum::Value(amount) => Ok(amount),
            _ => Err(self.wrong_cell(row, column, expected)),
        }
    }

    /// Returns the number in a cell, as the nearest float.
    pub(crate) fn number(&self, row: &Row, column: Column) -> Result<Datum<f64>, Failure> {
        let expected = "a finite number, an empty cell, `unknown` or `not applicable`";
        self.datum(row, column, expected, read_finite)
    }

    /// Returns the number or one of `grades` in a cell.
    pub(crate) fn fact(&self, row: &Row, column: Column, grades: &[String]) -> Result<Datum<Fact>, Failure> {
        let text = row.cell(column);
        if grades.is_empty() {
            return self.number(row, column).map(Into::into);
        }
        if grades.iter().any(|grade| grade == text) {
            return Ok(text.into());
        }
        let quoted: Vec<String> = grades.iter().map(|grade| format!("`{grade}`")).collect();
        let expected = format!(
            "a number, {}, an empty cell, `unknown` or `not applicable`",
            quoted.join(", ")
        );
        let number = self.datum(row, column, &expected, read_finite);
        let near = near_miss(text, grades.iter().map(String::as_str));
        number.map(Into::into).map_err(|failure| match near {
            Some(near) => failure.with_help(near),
            None => failure,
        })
    }

    fn datum<T>(
        &self,
        row: &Row,
        column: Column,
        expected: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<Datum<T>, Failure> {
        let text = row.cell(column);
        match text.to_lowercase().as_str() {
            "" => return Ok(Datum::Missing),
            "unknown" => return Ok(Datum::Unknown),
            "n/a" | "not applicable" | "not_applicable" => return Ok(Datum::NotApplicable),
            _ => {}
        }
        let number = self.with_point(text).and_then(|digits| read(&digits));
        number
            .map(Datum::Value)
            .ok_or_else(|| self.not_a_number(row, column, expected))
    }

    /// Returns the failure that a cell is not what it should be.
    pub(crate) fn wrong_cell(&self, row: &Row, column: Column, expected: &str) -> Failure {
        let text = shortened(row.cell(column));
        Failure::new(format!("column `{}` cannot be `{text}`", self.header(column)))
            .with_expected(expected, &text)
            .at(Place::line(&self.name, row.line))
    }

    /// Returns the failure that the library refuses a cell with these words.
    pub(crate) fn refused_cell(&self, row: &Row, column: Column, words: &OutOfRange) -> Failure {
        Failure::new(format!("column `{}`: {words}", self.header(column)))
            .at(Place::line(&self.name, row.line))
    }

    fn not_a_number(&self, row: &Row, column: Column, expected: &str) -> Failure {
        let failure = self.wrong_cell(row, column, expected);
        let text = row.cell(column);
        if text.contains(',') && self.decimal == '.' {
            return failure.with_help(
                "a decimal comma needs --decimal ,; separators of thousands are not read".to_owned(),
            );
        }
        if text.contains('.') && self.decimal == ',' {
            return failure
                .with_help("the decimal mark is `,`; separators of thousands are not read".to_owned());
        }
        failure
    }

    /// Returns `text` with a decimal point, or nothing where it holds another mark than the declared one.
    fn with_point(&self, text: &str) -> Option<String> {
        match self.decimal {
            ',' if text.contains('.') => None,
            ',' => Some(text.replacen(',', ".", 1)),
            _ => Some(text.to_owned()),
        }
    }

    /// Returns the line on which the row at `position` really begins.
    fn line(&self, position: &csv::Position) -> u64 {
        position.line() + self.reader.get_ref().line_ends_at(position.byte())
    }

    fn not_utf8(&self, error: FromUtf8Error, line: u64) -> Failure {
        let (column, offset) = (
            Column(error.utf8_error().field()),
            error.utf8_error().valid_up_to(),
        );
        let record = error.into_byte_record();
        let byte = record
            .get(column.0)
            .unwrap_or_default()
            .get(offset)
            .copied()
            .unwrap_or_default();
        let cell = match self.header(column) {
            "" => "the header row".to_owned(),
            header => format!("column `{header}`"),
        };
        Failure::new(format!("the byte 0x{byte:02X} in {cell} is not UTF-8"))
            .at(Place::line(&self.name, line))
            .with_help("save the table as UTF-8, or give --encoding latin-1".to_owned())
    }

    fn refuse_repeated_headers(&self) -> Result<(), Failure> {
        for (index, header) in self.headers.iter().enumerate() {
            let first = self.headers.iter().position(|known| known == header);
            if let (Some(first), false) = (first.filter(|first| *first < index), header.is_empty()) {
                let message = format!(
                    "the header `{header}` stands over two columns ({} and {})",
                    first + 1,
                    index + 1
                );
                return Err(Failure::new(message).at(Place::line(&self.name, 1)));
            }
        }
        Ok(())
    }

    fn unreadable(&self, error: &csv::Error) -> Failure {
        match error.kind() {
            csv::ErrorKind::Io(error) => input::unreadable(&self.name, error),
            csv::ErrorKind::UnequalLengths {
                pos,
                expected_len,
                len,
            } => Failure::new(format!(
                "the row has {len} cells where the header has {expected_len}"
            ))
            .at(Place {
                line: pos.as_ref().map(|position| self.line(position)),
                ..Place::file(&self.name)
            }),
            _ => Failure::in_file(&self.name, error.to_string()),
        }
    }
}

impl Row {
    /// Returns the line on which the row begins, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// Returns the text of a cell, without white space around it.
    pub(crate) fn cell(&self, column: Column) -> &str {
        self.cells.get(column.0).unwrap_or_default().trim()
    }
}

fn read_finite(digits: &str) -> Option<f64> {
    digits.parse().ok().filter(|number: &f64| number.is_finite())
}

/// Returns the delimiter that the header row uses: the most frequent of comma, semicolon, tab and bar outside quotes.
fn detect_delimiter(stream: &mut Stream) -> Result<u8, Failure> {
    let start = stream
        .reader
        .fill_buf()
        .map_err(|error| input::unreadable(&stream.name, &error))?;
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0), (b'|', 0)];
    let mut quoted = false;
    for byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            byte => counts
                .iter_mut()
                .filter(|(delimiter, _)| delimiter == byte)
                .for_each(|(_, count)| *count += 1),
        }
    }
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let [(delimiter, most), (other, next), ..] = counts;
    if most == 0 {
        return Ok(b',');
    }
    if most == next {
        let message = format!(
            "the header row has as many `{}` as `{}`",
            char::from(delimiter).escape_default(),
            char::from(other).escape_default()
        );
        return Err(Failure::new(message)
            .at(Place::line(&stream.name, 1))
            .with_help("say which one separates the columns: --delimiter".to_owned()));
    }
    Ok(delimiter)
}

/// Bounds the bytes of one row, and keeps them: the reader of rows does not count lines that end with `\r\n`, nor empty
/// ones.
struct RowBytes {
    inner: Box<dyn BufRead>,
    bytes_left: u64,
    /// The bytes that were handed out, from `recent_start` on.
    recent: Vec<u8>,
    recent_start: u64,
}

impl RowBytes {
    fn new(inner: Box<dyn BufRead>) -> Self {
        Self {
            inner,
            bytes_left: MAX_ROW_BYTES,
            recent: Vec::new(),
            recent_start: 0,
        }
    }

    /// Begins a row; the bytes before `offset` are not asked for again.
    fn begin_row(&mut self, offset: u64) {
        const TIDY_BYTES: usize = 1 << 16;
        self.bytes_left = MAX_ROW_BYTES;
        if self.recent.len() > TIDY_BYTES
            && let Ok(count) = usize::try_from(offset - self.recent_start)
        {
            self.recent.drain(..count.min(self.recent.len()));
            self.recent_start = offset;
        }
    }

    /// Returns how many lines end between `offset` and the first byte that does not end a line.
    fn line_ends_at(&self, offset: u64) -> u64 {
        let from = usize::try_from(offset - self.recent_start).unwrap_or(usize::MAX);
        let bytes = self.recent.get(from..).unwrap_or_default();
        let ends = bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        ends.map(|byte| u64::from(*byte == b'\n')).sum()
    }
}

impl Read for RowBytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let left = self.bytes_left.checked_sub(count.try_into().unwrap_or(u64::MAX));
        self.bytes_left = left.ok_or_else(|| {
            io::Error::other(format!(
                "a row is longer than the limit of {} MiB (is a quote not closed?)",
                MAX_ROW_BYTES >> 20
            ))
        })?;
        self.recent.extend(buffer.iter().take(count));
        Ok(count)
    }
}
