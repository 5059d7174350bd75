//! Numbers and names for a screen or for a spreadsheet.

use keyaccount::quantity::{CriterionId, Datum};

use crate::output::{Cell, grouped};

/// How much of a number or a name is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Digits {
    /// Two decimals, thousands apart, long names cut: for the eye.
    Rounded,
    /// All of it: for a spreadsheet or a pipe.
    All,
}

impl Digits {
    /// Returns a cell with a text of the user.
    pub(crate) fn label(self, text: &str) -> Cell {
        match self {
            Self::Rounded => Cell::label(text),
            Self::All => Cell::text(text),
        }
    }

    /// Returns a cell with the name of a criterion, or with its id.
    pub(crate) fn criterion(self, id: &CriterionId, name: &str) -> Cell {
        match self {
            Self::Rounded => Cell::label(name),
            Self::All => Cell::text(id.as_str()),
        }
    }

    /// Returns a cell with points.
    pub(crate) fn points(self, points: f64) -> Cell {
        match self {
            Self::Rounded => Cell::rounded(points, 2),
            Self::All => Cell::Number(points.to_string()),
        }
    }

    /// Returns a cell with a raw value.
    pub(crate) fn raw(self, raw: f64) -> Cell {
        match self {
            Self::Rounded => Cell::Number(rounded(raw)),
            Self::All => Cell::Number(raw.to_string()),
        }
    }

    /// Returns a cell with a fact; for the eye, a missing one is said.
    pub(crate) fn fact(self, fact: Datum<f64>) -> Cell {
        match (self, fact) {
            (Self::Rounded, Datum::Missing) => Cell::text("missing"),
            (_, fact) => Cell::datum(fact, |raw| self.raw(raw)),
        }
    }
}

/// Returns a raw value in whole numbers from a thousand on, else with at most four decimals; thousands apart. Where the
/// digits would fill the line, or none would be left, it has an exponent.
fn rounded(raw: f64) -> String {
    if raw != 0.0 && !(1e-4..1e15).contains(&raw.abs()) {
        return format!("{raw:.3e}");
    }
    let decimals = if raw.abs() < 1000.0 { 4 } else { 0 };
    let text = Cell::rounded(raw, decimals).to_string();
    if text.contains('.') {
        return text.trim_end_matches('0').trim_end_matches('.').to_owned();
    }
    grouped(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_values_fit_a_line() {
        for (raw, text) in [
            (0.0, "0"),
            (33.333_333, "33.3333"),
            (999.5, "999.5"),
            (1_234.5, "1,234"),
            (0.000_12, "0.0001"),
            (0.000_012_34, "1.234e-5"),
            (1e308, "1.000e308"),
            (-2e15, "-2.000e15"),
        ] {
            assert_eq!(Digits::Rounded.raw(raw).to_string(), text, "{raw}");
        }
        assert_eq!(Digits::All.raw(0.000_012_34).to_string(), "0.00001234");
    }
}
