//! Limits of working hours and money.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::SelectionError;
use crate::quantity::{AccountId, Datum, Money, decimal};

/// How much work and money there is for the selected accounts; at least one of the two.
///
/// Selection is resource planning (KAM practice, S0). Accounts take what they need in the order of their ranks, until
/// the next one does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct ResourceLimits {
    /// The hours of our people that there are in a year, at least 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 0)))]
    pub hours_per_year: Option<f64>,
    /// The money that there is for a year, at least 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget_per_year: Option<Money>,
    /// What happens when the next account does not fit.
    #[serde(default)]
    pub when_full: WhenFull,
}

/// What happens when the next account does not fit into the hours or the money that are left.
///
/// `stop` ends the selection there: nobody is passed over by an account with a lower score, and more hours never put
/// anybody out. `skip` leaves that account out and goes on with the next, which uses more of what there is. `stop` unless
/// stated (house default).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum WhenFull {
    #[default]
    Stop,
    Skip,
}

/// What an account takes in a year when it is selected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct AccountNeed {
    /// The account.
    pub account_id: AccountId,
    /// The hours of our people, at least 0.
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub hours_per_year: Datum<f64>,
    /// The money, at least 0.
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub cost_per_year: Datum<Money>,
}

/// Hours and money that accounts take, both 0 where they are not limited.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Need {
    pub(super) hours: f64,
    pub(super) cost: Decimal,
}

impl Need {
    /// Returns what is needed of what is limited; nothing where a part of that is not known.
    pub(super) fn of(need: Option<&AccountNeed>, limits: &ResourceLimits) -> Option<Self> {
        let hours = match limits.hours_per_year {
            Some(_) => *need?.hours_per_year.value()?,
            None => 0.0,
        };
        let cost = match limits.budget_per_year {
            Some(_) => need?.cost_per_year.value()?.amount,
            None => Decimal::ZERO,
        };
        Some(Self { hours, cost })
    }

    /// Returns the sum, nothing where it needs more digits than an amount holds.
    pub(super) fn plus(self, other: Self) -> Option<Self> {
        Some(Self {
            hours: self.hours + other.hours,
            cost: decimal::add(self.cost, other.cost)?,
        })
    }
}

/// By how much a need exceeds what there is.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Excess {
    pub(super) hours: Option<f64>,
    pub(super) cost: Option<Money>,
}

impl Excess {
    pub(super) fn is_none(self) -> bool {
        self.hours.is_none() && self.cost.is_none()
    }
}

impl ResourceLimits {
    pub(super) fn check(&self) -> Result<(), SelectionError> {
        let negative = |field, found: String| Err(SelectionError::NegativeLimit { field, found });
        match (self.hours_per_year, self.budget_per_year) {
            (None, None) => Err(SelectionError::NoResource),
            (Some(hours), _) if !(hours.is_finite() && hours >= 0.0) => {
                negative("hours_per_year", hours.to_string())
            }
            (_, Some(budget)) if budget.amount < Decimal::ZERO => {
                negative("budget_per_year", budget.to_string())
            }
            _ => Ok(()),
        }
    }

    /// Returns by how much a need exceeds the limits; a millionth of an hour is no excess, since sums of hours round.
    pub(super) fn excess(&self, need: Need) -> Excess {
        const HOUR_TOLERANCE: f64 = 1e-6;
        let hours = self.hours_per_year.map(|limit| need.hours - limit);
        let cost = self.budget_per_year.and_then(|limit| {
            let over = decimal::add(need.cost, -limit.amount)?;
            (over > Decimal::ZERO).then(|| Money::new(over, limit.currency))
        });
        Excess {
            hours: hours.filter(|&over| over > HOUR_TOLERANCE),
            cost,
        }
    }
}
