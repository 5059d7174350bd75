//! The day that a command looks from.

use std::time::{SystemTime, UNIX_EPOCH};

use keyaccount::quantity::{Date, add_days};

use crate::failure::{Failure, say};

/// The day that a command looks from, and who named it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AsOf {
    /// The day.
    pub(crate) date: Date,
    origin: &'static str,
}

impl AsOf {
    /// Returns the flag's day, else the document's, else today in UTC.
    ///
    /// Nothing else in the program reads the clock.
    pub(crate) fn resolve(flag: Option<Date>, document: Option<Date>) -> Result<Self, Failure> {
        let (date, origin) = match (flag, document) {
            (Some(date), _) => (date, "--as-of"),
            (None, Some(date)) => (date, "the document"),
            (None, None) => (today()?, "today in UTC; --as-of sets another day"),
        };
        Ok(Self { date, origin })
    }

    /// Says on stderr which day it is, and why.
    pub(crate) fn say(self) {
        say(&format!("as of {} ({})", self.date, self.origin));
    }
}

fn today() -> Result<Date, Failure> {
    const SECONDS_PER_DAY: u64 = 86_400;
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).ok();
    let days = elapsed.and_then(|elapsed| i64::try_from(elapsed.as_secs() / SECONDS_PER_DAY).ok());
    Date::new(1970, 1, 1)
        .zip(days)
        .and_then(|(epoch, days)| add_days(epoch, days))
        .ok_or_else(|| {
            Failure::new("the clock of this machine gives no usable day")
                .with_help("give --as-of DATE".to_owned())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_wins_over_the_document_and_the_document_over_the_clock() {
        let flag = Date::new(2026, 3, 31);
        let document = Date::new(2025, 12, 31);
        assert_eq!(AsOf::resolve(flag, document).unwrap().date, flag.unwrap());
        assert_eq!(AsOf::resolve(None, document).unwrap().date, document.unwrap());
        assert!(AsOf::resolve(None, None).unwrap().date > Date::new(2025, 1, 1).unwrap());
    }
}
