//! What the program says when it cannot go on.

use std::fmt;
use std::io::Write;

use keyaccount::document::nearest;
use keyaccount_wire::WireError;

use crate::steering::is_steering;

/// Why there is no result: input, arguments or surroundings that cannot be used.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Failure(Box<Details>);

#[derive(Debug, Clone, Default, PartialEq)]
struct Details {
    place: Option<Place>,
    message: String,
    expected: Option<String>,
    found: Option<String>,
    help: Option<String>,
    pointer: Option<String>,
    code: Option<String>,
}

/// A place in a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// The name of the file as the user wrote it.
    pub(crate) file: String,
    /// The line, from 1.
    pub(crate) line: Option<u64>,
    /// The column in characters, from 1.
    pub(crate) column: Option<u64>,
}

impl Failure {
    /// Returns a failure without a place: one sentence that names what was expected and what was found.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(Box::new(Details {
            message: message.into(),
            ..Details::default()
        }))
    }

    /// Returns a failure that concerns a whole file.
    pub(crate) fn in_file(file: &str, message: impl Into<String>) -> Self {
        Self::new(message).at(Place::file(file))
    }

    /// Returns what an operation reported.
    pub(crate) fn of_operation(error: WireError) -> Self {
        Self(Box::new(Details {
            place: None,
            message: error.message,
            expected: error.expected,
            found: error.found,
            help: error.help,
            pointer: Some(error.path).filter(|path| !path.is_empty()),
            code: Some(error.code),
        }))
    }

    /// Returns the failure at `place`.
    pub(crate) fn at(mut self, place: Place) -> Self {
        self.0.place = Some(place);
        self
    }

    /// Returns the failure with what would have been right and what stood there.
    pub(crate) fn with_expected(mut self, expected: impl Into<String>, found: impl Into<String>) -> Self {
        self.0.expected = Some(expected.into());
        self.0.found = Some(found.into());
        self
    }

    /// Returns the failure with the next step for the reader, where there is one.
    pub(crate) fn with_help(mut self, help: impl Into<Option<String>>) -> Self {
        self.0.help = help.into();
        self
    }

    /// Prints the failure on stderr.
    pub(crate) fn print(&self) {
        say(&self.to_string());
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let details = &*self.0;
        match &details.place {
            Some(place) => write!(formatter, "{place}: {}", details.message)?,
            None => write!(formatter, "error: {}", details.message)?,
        }
        let details = [
            ("expected", &details.expected),
            ("found", &details.found),
            ("help", &details.help),
            ("pointer", &details.pointer),
            ("code", &details.code),
        ];
        for (name, text) in details {
            if let Some(text) = text {
                write!(formatter, "\n  {name}: {text}")?;
            }
        }
        Ok(())
    }
}

impl Place {
    /// Returns the place that is a whole file.
    pub(crate) fn file(file: &str) -> Self {
        Self {
            file: file.to_owned(),
            ..Self::default()
        }
    }

    /// Returns the place that is a line of a file.
    pub(crate) fn line(file: &str, line: u64) -> Self {
        Self {
            line: Some(line),
            ..Self::file(file)
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(formatter, ":{line}")?;
            if let Some(column) = self.column {
                write!(formatter, ":{column}")?;
            }
        }
        Ok(())
    }
}

/// Prints one message on stderr, control characters made visible.
///
/// There is nobody left to tell when stderr itself fails.
pub(crate) fn say(message: &str) {
    let mut text = String::with_capacity(message.len() + 1);
    for character in message.chars() {
        if (character.is_control() && character != '\n') || is_steering(character) {
            text.extend(character.escape_default());
        } else {
            text.push(character);
        }
    }
    text.push('\n');
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Returns the text `did you mean ...?` when one of `known` is nearly `name`.
pub(crate) fn near_miss<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(name, known).map(|known| format!("did you mean `{known}`?"))
}

/// Makes every panic end the program with exit code 3 and one line on stderr.
pub(crate) fn exit_with_3_on_panic() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic
            .location()
            .map(|place| format!(" ({}:{})", place.file(), place.line()))
            .unwrap_or_default();
        let payload = panic.payload();
        let text = payload.downcast_ref::<&str>().copied();
        let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        let reason = text.unwrap_or("no reason given").replace('\n', " ");
        say(&format!(
            "keyaccount: a fault of the program itself, not of the input: {reason}{place}"
        ));
        std::process::exit(3);
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_details_stand_below_the_message() {
        let failure = Failure::of_operation(WireError {
            found: Some("140".to_owned()),
            expected: Some("a number from 0 to 100".to_owned()),
            help: Some("give points, not per cent".to_owned()),
            code: "out_of_range".to_owned(),
            path: "/criteria/0/weight".to_owned(),
            message: "weight must be between 0 and 100 (got 140)".to_owned(),
            ..keyaccount_wire::call("none", "").unwrap_err()
        })
        .at(Place {
            file: "model.json".to_owned(),
            line: Some(3),
            column: Some(14),
        });
        assert_eq!(
            failure.to_string(),
            "model.json:3:14: weight must be between 0 and 100 (got 140)\n  \
             expected: a number from 0 to 100\n  found: 140\n  help: give points, not per cent\n  \
             pointer: /criteria/0/weight\n  code: out_of_range"
        );
    }

    /// Runs itself a second time: only another process can show its exit code.
    #[test]
    fn a_panic_exits_with_3_and_one_line() {
        if std::env::var_os("KEYACCOUNT_TEST_PANICS").is_some() {
            exit_with_3_on_panic();
            panic!("two\nlines");
        }
        let run = std::process::Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "failure::tests::a_panic_exits_with_3_and_one_line",
                "--nocapture",
            ])
            .env("KEYACCOUNT_TEST_PANICS", "1")
            .output()
            .unwrap();
        let stderr = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(3));
        assert!(
            stderr.starts_with("keyaccount: a fault of the program itself, not of the input: two lines ("),
            "{stderr}"
        );
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    }
}
