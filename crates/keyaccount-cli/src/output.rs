//! The one place that writes to standard output and to result files.

mod cell;
mod finding;

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use anstream::adapter::strip_str;
use anstream::{AutoStream, ColorChoice};
use clap::ValueEnum;
use comfy_table::{ContentArrangement, Table};

pub(crate) use cell::{Cell, grouped, printable, shortened, word, words};
pub(crate) use finding::finding;

use crate::failure::Failure;

/// How a result is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Aligned columns for a reader
    Table,
    /// The reply of the operation
    Json,
    /// Comma-separated values for a spreadsheet or a pipe
    Csv,
}

/// A result in rows and columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Grid {
    /// The names of the columns.
    pub(crate) headers: Vec<String>,
    /// The rows, each as long as the headers.
    pub(crate) rows: Vec<Vec<Cell>>,
}

impl Grid {
    /// Returns an empty grid with these columns.
    pub(crate) fn new(headers: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            headers: headers.into_iter().map(Into::into).collect(),
            rows: Vec::new(),
        }
    }

    /// Returns the grid without the columns in which no row has anything.
    pub(crate) fn without_empty_columns(self) -> Self {
        let filled: Vec<bool> = (0..self.headers.len())
            .map(|at| {
                self.rows
                    .iter()
                    .any(|row| row.get(at).is_some_and(|cell| *cell != Cell::Empty))
            })
            .collect();
        let keep = |at: &usize| filled.get(*at).copied().unwrap_or(false);
        let kept = |row: Vec<Cell>| {
            (0..)
                .zip(row)
                .filter(|(at, _)| keep(at))
                .map(|(_, cell)| cell)
                .collect()
        };
        Self {
            headers: (0..)
                .zip(self.headers)
                .filter(|(at, _)| keep(at))
                .map(|(_, header)| header)
                .collect(),
            rows: self.rows.into_iter().map(kept).collect(),
        }
    }

    /// Returns the rows in aligned columns, within the width of the terminal where there is one.
    pub(crate) fn to_table(&self) -> String {
        let mut table = Table::new();
        table.load_style(comfy_table::presets::NOTHING);
        let headers = self.headers.iter().enumerate();
        table.set_header(headers.map(|(at, header)| {
            let alignment = if self.holds_numbers(at) {
                comfy_table::CellAlignment::Right
            } else {
                comfy_table::CellAlignment::Left
            };
            comfy_table::Cell::new(printable(header)).set_alignment(alignment)
        }));
        for row in &self.rows {
            table.add_row(row.iter().map(|cell| {
                let (text, alignment) = match cell {
                    Cell::Text(text) => (printable(text), comfy_table::CellAlignment::Left),
                    Cell::Number(digits) => (digits.clone(), comfy_table::CellAlignment::Right),
                    Cell::Empty => (String::new(), comfy_table::CellAlignment::Left),
                };
                comfy_table::Cell::new(text).set_alignment(alignment)
            }));
        }
        if let (true, Some((terminal_size::Width(width), _))) =
            (io::stdout().is_terminal(), terminal_size::terminal_size())
        {
            table.set_content_arrangement(ContentArrangement::Dynamic);
            table.set_width(width);
        }
        let mut text = String::new();
        for line in table.lines() {
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    fn holds_numbers(&self, at: usize) -> bool {
        self.rows
            .iter()
            .any(|row| matches!(row.get(at), Some(Cell::Number(_))))
    }

    /// Returns the rows in aligned columns without the headers.
    pub(crate) fn to_rows(&self) -> String {
        let table = self.to_table();
        table
            .split_once('\n')
            .map_or_else(String::new, |(_, rows)| rows.to_owned())
    }

    /// Returns the rows as comma-separated values.
    ///
    /// A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage
    /// return, and is no number) gets a `'` before it.
    pub(crate) fn to_csv(&self) -> Result<Vec<u8>, Failure> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let headers = self.headers.iter().map(|header| harmless(header));
        let mut result = writer.write_record(headers);
        for row in &self.rows {
            let cells = row.iter().map(|cell| match cell {
                Cell::Text(text) => harmless(text),
                Cell::Number(digits) => digits.clone(),
                Cell::Empty => String::new(),
            });
            result = result.and_then(|()| writer.write_record(cells));
        }
        result.map_err(|error| Failure::new(error.to_string()))?;
        writer
            .into_inner()
            .map_err(|error| Failure::new(error.to_string()))
    }
}

/// Returns a count with its noun, in the plural where it is not one.
pub(crate) fn counted(count: impl ToString + Copy, noun: &str) -> String {
    let digits = count.to_string();
    let plural = if digits == "1" { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(&digits))
}

/// Writes `bytes` to `file`, or to standard output: all of them, or nothing.
///
/// A regular file is written beside and renamed. A reader that has gone away (`| head`) is no failure.
pub(crate) fn deliver(bytes: &[u8], file: Option<&Path>) -> Result<(), Failure> {
    let Some(path) = file else {
        let mut stdout = io::stdout().lock();
        return match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::new(format!(
                "standard output cannot be written: {error}"
            ))),
            _ => Ok(()),
        };
    };
    let fail = |error: io::Error| {
        let name = path.display().to_string();
        Failure::in_file(&name, format!("the output cannot be written: {error}"))
    };
    // Through a link to the file it names; a device or a pipe is written as it is, never replaced.
    let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    match std::fs::metadata(&target) {
        Ok(about) if about.is_dir() => Err(fail(io::Error::from(io::ErrorKind::IsADirectory))),
        Ok(about) if !about.is_file() => File::options()
            .write(true)
            .open(&target)
            .and_then(|mut device| device.write_all(bytes))
            .map_err(fail),
        _ => replace(&target, bytes).map_err(fail),
    }
}

/// Writes a text with styles, which only a terminal that wants them gets to see (`NO_COLOR` is respected).
pub(crate) fn deliver_styled(text: &str, file: Option<&Path>) -> Result<(), Failure> {
    let plain = file.is_some() || AutoStream::choice(&io::stdout()) == ColorChoice::Never;
    if plain {
        deliver(strip_str(text).to_string().as_bytes(), file)
    } else {
        deliver(text.as_bytes(), file)
    }
}

fn replace(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = beside(target);
    let written = File::create_new(&beside).and_then(|mut file| {
        if let Ok(about) = std::fs::metadata(target) {
            file.set_permissions(about.permissions())?;
        }
        file.write_all(bytes)?;
        file.sync_all()?;
        std::fs::rename(&beside, target)
    });
    if written.is_err() {
        // The first error is the one to report.
        let _ = std::fs::remove_file(&beside);
    }
    written
}

fn beside(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.{}.part", std::process::id()))
}

/// Returns `text` as it was before [`Grid::to_csv`] put a `'` before it; unchanged where it would not have done so.
pub(crate) fn unguarded(text: &str) -> &str {
    let original = text.strip_prefix('\'');
    original
        .filter(|original| harmless(original) == text)
        .unwrap_or(text)
}

fn harmless(text: &str) -> String {
    // A text that is already like a guarded one is guarded too, so that each can be told from the other.
    let start = text.trim_start_matches('\'');
    let formula = start.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if formula && text.parse::<f64>().is_err() {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless_and_numbers_stay() {
        let mut grid = Grid::new(["name", "change"]);
        grid.rows.push(vec![
            Cell::text("=HYPERLINK(\"http://x\")"),
            Cell::Number("-4.5".to_owned()),
        ]);
        grid.rows.push(vec![Cell::text("-12"), Cell::text("@sum")]);
        let csv = String::from_utf8(grid.to_csv().unwrap()).unwrap();
        assert_eq!(
            csv,
            "name,change\n\"'=HYPERLINK(\"\"http://x\"\")\",-4.5\n-12,'@sum\n"
        );
    }

    #[test]
    fn the_guard_is_undone_exactly() {
        for text in [
            "=1+1", "+x", "-x", "@a", "-7", "'=x", "''-x", "'-7", "'tis", "a=b", "", "'",
        ] {
            assert_eq!(unguarded(&harmless(text)), text);
        }
        for text in ["'tis", "'-7", "'", "=x", "plain"] {
            assert_eq!(unguarded(text), text);
        }
        assert_eq!(unguarded("'=x"), "=x");
    }

    #[test]
    fn a_table_is_aligned_and_does_not_steer_the_terminal() {
        let mut grid = Grid::new(["name", "score"]);
        grid.rows
            .push(vec![Cell::text("a\u{1b}[31m\nb"), Cell::rounded(7.0, 2)]);
        grid.rows
            .push(vec![Cell::text("a\u{202e}b\u{200f}"), Cell::Empty]);
        grid.rows
            .push(vec![Cell::text("Kestrel Works"), Cell::rounded(-0.001, 2)]);
        assert_eq!(
            grid.to_table(),
            " name           score\n a [31m b        7.00\n a\u{fffd}b\u{fffd}\n Kestrel Works   0.00\n"
        );
    }
}
