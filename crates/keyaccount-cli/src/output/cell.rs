//! A cell of a result, and how values become one.

use std::fmt;

use keyaccount::quantity::{Datum, Money};
use serde::Serialize;

use crate::steering::is_steering;

/// A cell of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cell {
    /// Words.
    Text(String),
    /// A number in the digits to be printed.
    Number(String),
    /// Nothing.
    Empty,
}

impl Cell {
    /// Returns a cell with `text`, or an empty one.
    pub(crate) fn text(text: impl Into<String>) -> Self {
        match text.into() {
            text if text.is_empty() => Self::Empty,
            text => Self::Text(text),
        }
    }

    /// Returns a cell with a text of the user for the eye, cut where it is long.
    pub(crate) fn label(text: &str) -> Self {
        Self::text(shortened(text))
    }

    /// Returns a cell with `number` in `decimals` decimals.
    pub(crate) fn rounded(number: f64, decimals: usize) -> Self {
        let text = format!("{number:.decimals$}");
        // "-0.00" is a zero that the rounding made.
        let is_zero = text.chars().all(|character| matches!(character, '-' | '0' | '.'));
        Self::Number(if is_zero {
            text.trim_start_matches('-').to_owned()
        } else {
            text
        })
    }

    /// Returns a cell with a ratio as per cent in one decimal.
    pub(crate) fn percent(ratio: f64) -> Self {
        match Self::rounded(ratio * 100.0, 1) {
            Self::Number(digits) => Self::Number(format!("{digits} %")),
            cell => cell,
        }
    }

    /// Returns a cell with an amount for the eye: thousands apart, no currency.
    pub(crate) fn money(money: &Money) -> Self {
        Self::Number(grouped(&money.amount.to_string()))
    }

    /// Returns a cell with the two ends of a span, empty where the span is a point.
    pub(crate) fn span(span: Option<(f64, f64)>) -> Self {
        let open = span.filter(|(low, high)| low < high);
        Self::optional(open, |(low, high)| Self::text(format!("{low:.2}-{high:.2}")))
    }

    /// Returns the cell of a value that may be absent.
    pub(crate) fn optional<T>(value: Option<T>, cell: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Empty, cell)
    }

    /// Returns the cell of a fact, or the word that reading a table takes for its state.
    pub(crate) fn datum<T>(fact: Datum<T>, cell: impl FnOnce(T) -> Self) -> Self {
        match fact {
            Datum::Value(value) => cell(value),
            Datum::Missing => Self::Empty,
            Datum::Unknown => Self::text("unknown"),
            Datum::NotApplicable => Self::text("n/a"),
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) | Self::Number(text) => formatter.write_str(text),
            Self::Empty => Ok(()),
        }
    }
}

/// Returns the word that documents use for a value with a name, such as `beyond_top`.
pub(crate) fn word(value: &impl Serialize) -> String {
    let value = serde_json::to_value(value).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

/// Returns the word of a value with a name for the eye, such as `beyond top`.
pub(crate) fn words(value: &impl Serialize) -> String {
    word(value).replace('_', " ")
}

/// Returns a decimal number with its thousands apart.
pub(crate) fn grouped(number: &str) -> String {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let mut text = String::new();
    for (left, digit) in (0..whole.len()).rev().zip(whole.chars()) {
        text.push(digit);
        if left > 0 && left.is_multiple_of(3) && digit != '-' {
            text.push(',');
        }
    }
    if !decimals.is_empty() {
        text.push('.');
        text.push_str(decimals);
    }
    text
}

/// Returns `text`, cut after 60 characters.
pub(crate) fn shortened(text: &str) -> String {
    const MAX_CHARACTERS: usize = 60;
    match text.char_indices().nth(MAX_CHARACTERS) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

/// Returns `text` on one line, without characters that would steer a terminal.
pub(crate) fn printable(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            character if character.is_control() => ' ',
            character if is_steering(character) => char::REPLACEMENT_CHARACTER,
            character => character,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        for (amount, expected) in [
            ("0", "0"),
            ("999.5", "999.5"),
            ("1000", "1,000"),
            ("-100.00", "-100.00"),
            ("-1234567.89", "-1,234,567.89"),
            ("12345678", "12,345,678"),
        ] {
            let money = Money::parse(amount, "EUR").unwrap();
            assert_eq!(Cell::money(&money).to_string(), expected);
        }
    }

    #[test]
    fn rounding_makes_no_negative_zero() {
        assert_eq!(Cell::rounded(-0.004, 2).to_string(), "0.00");
        assert_eq!(Cell::percent(-0.0004).to_string(), "0.0 %");
        assert_eq!(Cell::rounded(-0.006, 2).to_string(), "-0.01");
    }
}
