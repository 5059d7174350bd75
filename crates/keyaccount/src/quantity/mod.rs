//! The quantities that every other module speaks in.
//!
//! Each type checks its value once, when it is made; from then on it is right.
//! Nothing here knows what an account is.

mod currency;
mod date;
pub(crate) mod datum;
pub mod decimal;
mod fiscal;
mod id;
mod money;
mod out_of_range;
mod period;
mod scale;
mod share;
mod text;
mod weight;

pub use currency::Currency;
pub(crate) use date::calendar_months_between;
pub use date::{Date, add_days, add_months, days_between};
pub(crate) use date::{date_of_day_number, day_number};
pub use datum::{Datum, State};
pub use fiscal::{FiscalQuarter, FiscalYearStartMonth};
pub use id::{
    AccountId, ActionId, AgreementId, CriterionId, EntityId, GroupId, ModelId, ObjectiveId, PersonId, PlanId,
    PortfolioId, RiskId, UnitId,
};
pub use money::{Money, MoneyError};
pub use out_of_range::OutOfRange;
pub use period::{Period, PeriodError};
pub use scale::{Scale, Score};
pub use share::Share;
pub use text::is_blank;
pub(crate) use text::is_invisible;
pub use weight::Weight;

#[cfg(test)]
mod tests;
