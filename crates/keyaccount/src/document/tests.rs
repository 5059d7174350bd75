//! Laws and texts of the reader.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::*;
use crate::fault::Fault;
use crate::quantity::{AccountId, Currency, Date, Datum, Money, Period, Share};

mod agreement;
mod bounds;
mod places;
mod syntax;
mod texts;
mod tolerance;

/// Every shape that a document of the library is made of.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Account {
    id: AccountId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    revenue: Datum<Money>,
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    potential: Datum<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    share: Option<Share>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    contract: Option<Period>,
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    since: Datum<Date>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    events: Vec<Event>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    scores: BTreeMap<AccountId, f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tier: Option<Tier>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    employees: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pair: Option<(i8, bool)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    plan: Option<SourceText>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Tier {
    Strategic,
    Key,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Event {
    Pause,
    Amount(Money),
    Move {
        to: AccountId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<Date>,
    },
    Steps(Vec<u8>),
    Both(i64, f64),
}
