//! What one currency was worth in another.

use serde::{Deserialize, Serialize};

use super::{Figure, required};
use crate::quantity::{Currency, Date};

/// A dated rate: one unit of `from` was worth `rate` units of `to`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<ExchangeRate>))]
pub struct ExchangeRate {
    /// The currency that is converted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Currency>,
    /// The currency that results.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Currency>,
    /// Units of `to` for one unit of `from`, above 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Figure>,
    /// The day of the rate.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
}

required!(ExchangeRate: from, to, rate, as_of);
