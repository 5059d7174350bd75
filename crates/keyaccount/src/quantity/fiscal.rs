//! Quarters of an organisation's own year.

use serde::{Deserialize, Serialize};

use super::{Date, OutOfRange};

/// The month in which the year of an organisation begins, 1 (January) to 12.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::FiscalYearStartMonth;
///
/// assert_eq!(FiscalYearStartMonth::default().get(), 1);
/// assert_eq!(FiscalYearStartMonth::try_from(13).unwrap_err().to_string(),
///            "start month of the fiscal year must be between 1 and 12 (got 13)");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "u32", extend("minimum" = 1, "maximum" = 12)))]
pub struct FiscalYearStartMonth(u32);

impl FiscalYearStartMonth {
    /// Returns the month, 1 to 12.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl Default for FiscalYearStartMonth {
    fn default() -> Self {
        Self(1)
    }
}

impl TryFrom<u32> for FiscalYearStartMonth {
    type Error = OutOfRange;

    fn try_from(month: u32) -> Result<Self, OutOfRange> {
        if (1..=12).contains(&month) {
            return Ok(Self(month));
        }
        let quantity = "start month of the fiscal year";
        Err(OutOfRange::new(quantity, "between 1 and 12", month))
    }
}

impl From<FiscalYearStartMonth> for u32 {
    fn from(start: FiscalYearStartMonth) -> Self {
        start.0
    }
}

/// A quarter of a fiscal year, in the order of time.
///
/// The quarter of a month is ((month - start month) mod 12) div 3 + 1. The year is told by the calendar year in which
/// it began; labels by the year of its end add 1 unless the start month is January.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::{Date, FiscalQuarter, FiscalYearStartMonth};
///
/// let april = FiscalYearStartMonth::try_from(4)?;
/// let quarter = FiscalQuarter::of("2026-03-31".parse()?, april);
/// assert_eq!((quarter.year_begun(), quarter.quarter()), (2025, 4));
/// # Ok::<(), keyaccount::quantity::OutOfRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FiscalQuarter {
    year_begun: i32,
    quarter: u32,
}

impl FiscalQuarter {
    /// Returns the quarter that contains `date`.
    pub fn of(date: Date, start: FiscalYearStartMonth) -> Self {
        let months_into_year = (date.month() + 12 - start.get()) % 12;
        let began_last_year = date.month() < start.get();
        Self {
            year_begun: date.year() - i32::from(began_last_year),
            quarter: months_into_year / 3 + 1,
        }
    }

    /// Returns the calendar year in which the fiscal year of the quarter began.
    pub fn year_begun(self) -> i32 {
        self.year_begun
    }

    /// Returns the number of the quarter in its fiscal year, 1 to 4.
    pub fn quarter(self) -> u32 {
        self.quarter
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::quantity::add_months;

    /// The vectors of plan-and-lifecycle.md 3.6: start month, date, year begun, quarter.
    #[test]
    fn quarters_of_the_vectors() {
        for (start, date, year_begun, quarter) in [
            (4, "2026-03-31", 2025, 4),
            (4, "2026-04-01", 2026, 1),
            (2, "2026-01-31", 2025, 4),
            (2, "2025-11-01", 2025, 4),
            (2, "2025-10-31", 2025, 3),
            (2, "2026-02-28", 2026, 1),
            (12, "2026-02-28", 2025, 1),
            (12, "2025-12-01", 2025, 1),
            (12, "2026-11-30", 2025, 4),
            (1, "2026-01-01", 2026, 1),
            (1, "2026-12-31", 2026, 4),
        ] {
            let start = FiscalYearStartMonth::try_from(start).unwrap();
            let found = FiscalQuarter::of(date.parse().unwrap(), start);
            assert_eq!(
                (found.year_begun(), found.quarter()),
                (year_begun, quarter),
                "{date}"
            );
        }
    }

    proptest! {
        #[test]
        fn the_next_quarter_begins_three_months_later(
            year in 1900..2100_i32, month in 1..=12_u32, day in 1..=28_u32, start in 1..=12_u32,
        ) {
            let start = FiscalYearStartMonth::try_from(start).unwrap();
            let date = Date::new(year, month, day).unwrap();
            let now = FiscalQuarter::of(date, start);
            let next = FiscalQuarter::of(add_months(date, 3).unwrap(), start);
            let count = |quarter: FiscalQuarter| quarter.year_begun() * 4 + quarter.quarter().cast_signed();
            prop_assert_eq!(count(next), count(now) + 1);
            prop_assert!(now < next);
        }
    }
}
