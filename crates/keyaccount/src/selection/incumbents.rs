//! Accounts that are key today: a line of their own, and a dwell on both sides.

use serde::{Deserialize, Serialize};

use super::{SchmittTrigger, SelectionError};
use crate::quantity::{AccountId, Score};

/// How accounts that are key today stay or leave; `threshold` is then the line to come in.
///
/// An account comes in after `dwell_up_periods` in a row at or above `threshold` and leaves after `dwell_down_periods` in a
/// row below `exit_threshold`; anything else changes nothing, so that a score that wavers around a line moves nobody. Of
/// two accounts, the one whose scores were never lower is never out while the other is in, and nobody changes sides more
/// often than with one plain threshold between the lines. Both hold as far as scores decide: a gate, a number, hours and
/// money put an account out at once, whatever its dwell. A period without a score breaks a row and changes nothing. Source:
/// Schmitt trigger with dwell (relations notes C.7).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct IncumbentRule {
    /// The lowest final score with which a key account stays; at most `threshold`.
    pub exit_threshold: Score,
    /// The periods in a row at or above `threshold` that let an account in; 1 unless stated (house default).
    #[serde(default = "one")]
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 1)))]
    pub dwell_up_periods: u32,
    /// The periods in a row below `exit_threshold` that put a key account out; 1 unless stated (house default).
    #[serde(default = "one")]
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 1)))]
    pub dwell_down_periods: u32,
}

/// Which side an account was on after the last selection, and how long its score has been beyond the lines.
///
/// The answer to a selection lists these for the next one, as `next_incumbents`. An account that is not listed has no past:
/// its first score decides by itself, without a dwell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Incumbency {
    /// The account.
    pub account_id: AccountId,
    /// Whether it is key.
    pub is_key: bool,
    /// The periods in a row, up to the last one, at or above the line to come in; 0 unless stated.
    #[serde(default)]
    pub periods_above: u32,
    /// The periods in a row, up to the last one, below the line to leave by; 0 unless stated.
    #[serde(default)]
    pub periods_below: u32,
}

impl IncumbentRule {
    /// Checks the dwells; the policy checks the lines.
    pub(super) fn check_dwells(&self) -> Result<(), SelectionError> {
        let dwells = [
            ("dwell_up_periods", self.dwell_up_periods),
            ("dwell_down_periods", self.dwell_down_periods),
        ];
        match dwells.into_iter().find(|(_, periods)| *periods == 0) {
            Some((field, _)) => Err(SelectionError::DwellZero { field }),
            None => Ok(()),
        }
    }

    /// Returns the switch between in and out as the last selection left it.
    pub(super) fn trigger(
        &self,
        entry: f64,
        resolution: f64,
        incumbency: Option<&Incumbency>,
    ) -> SchmittTrigger {
        let fresh = SchmittTrigger::new(
            entry - resolution,
            self.exit_threshold.get() - resolution,
            self.dwell_up_periods,
            self.dwell_down_periods,
        );
        match incumbency {
            Some(past) => fresh.starting(past.is_key, past.periods_above, past.periods_below),
            None => fresh,
        }
    }
}

fn one() -> u32 {
    1
}
