//! Which numbers the fields of a plan may hold.
//!
//! Data for the rule about values out of range. Places are as in [`super::references`].

use crate::document::Node;
use crate::quantity::decimal;

/// A field of a plan that holds a number, and the range of that number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ValueRange {
    /// The place of the number, such as `/objectives/*/weight`.
    pub place: &'static str,
    /// What the number may be.
    pub range: NumberRange,
}

/// What a number of a plan may be, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberRange {
    /// A part of a whole, 0 to 1.
    Share,
    /// A step of a scale between two ends; a percentage is one from 0 to 100.
    Scale(i16, i16),
    /// At least 0: an amount, an effort, a duration.
    AtLeastZero,
    /// More than 0.
    AboveZero,
    /// The target of a metric: a percentage where the unit beside it says so, at least 0 for times and counts, any number
    /// for points and units of one's own.
    Target,
}

impl NumberRange {
    /// Returns the two ends for the value `node`, an absent one where there is none.
    fn ends(self, node: Node<'_>) -> (Option<f64>, Option<f64>) {
        match self {
            Self::Share => (Some(0.0), Some(1.0)),
            Self::Scale(min, max) => (Some(min.into()), Some(max.into())),
            Self::AtLeastZero | Self::AboveZero => (Some(0.0), None),
            Self::Target => match unit_beside(node) {
                Some("percent") => (Some(0.0), Some(100.0)),
                Some("points" | "other") | None => (None, None),
                Some(_) => (Some(0.0), None),
            },
        }
    }
}

/// A number that lies outside the range of its field.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Outlier {
    /// The number.
    pub(crate) found: f64,
    /// What the field may hold.
    pub(crate) range: NumberRange,
    /// The end beyond which the number lies.
    pub(crate) end: f64,
    /// The other end, where there is one.
    pub(crate) other_end: Option<f64>,
}

/// Returns in which way the number `node` lies outside `range`; nothing where it does not, or is not a number at all.
pub(crate) fn outlier(node: Node<'_>, range: NumberRange) -> Option<Outlier> {
    let found = match (node.number_literal(), node.as_str()) {
        (Some(literal), _) => literal.parse().ok()?,
        // Exact numbers may be written as text; shares and steps may not.
        (None, Some(text)) if !matches!(range, NumberRange::Share | NumberRange::Scale(..)) => {
            decimal::to_f64(decimal::parse(text).ok()?)
        }
        _ => return None,
    };
    let (min, max) = range.ends(node);
    let is_too_small = |min: f64| found < min || (range == NumberRange::AboveZero && found <= min);
    let (end, other_end) = match (min, max) {
        (Some(min), max) if is_too_small(min) => (min, max),
        (min, Some(max)) if found > max => (max, min),
        _ => return None,
    };
    Some(Outlier {
        found,
        range,
        end,
        other_end,
    })
}

/// Returns the range of the number at a place, written with `*` for every position.
pub(crate) fn range_at(place: &str) -> Option<NumberRange> {
    let found = VALUE_RANGES.binary_search_by_key(&place, |range| range.place);
    let range = found.ok().and_then(|index| VALUE_RANGES.get(index))?;
    Some(range.range)
}

fn unit_beside(node: Node<'_>) -> Option<&str> {
    node.parent()?.get("unit")?.as_str()
}

/// The numbers of a plan that have a range, in the order of their places.
///
/// Source: the ranges of rule KA-008 (ratio, percentage, step of a scale, money, effort, duration). Margins may be negative,
/// because an account may cost more than it brings; so may the lag between two actions.
pub const VALUE_RANGES: &[ValueRange] = &[
    at_least_zero("/account/addressable_spend/amount"),
    at_least_zero("/account/agreements/*/escalation/*/within_hours"),
    at_least_zero("/account/agreements/*/metrics/*/remedies/*/amount/amount"),
    share("/account/agreements/*/metrics/*/remedies/*/cap_share"),
    share("/account/agreements/*/metrics/*/remedies/*/credit_tiers/*/attained_share"),
    share("/account/agreements/*/metrics/*/remedies/*/credit_tiers/*/credit_share"),
    share("/account/agreements/*/metrics/*/targets/*/share"),
    target("/account/agreements/*/metrics/*/targets/*/value"),
    at_least_zero("/account/agreements/*/metrics/*/window/rolling_days"),
    share("/account/allocation"),
    at_least_zero("/account/annual_value/amount"),
    at_least_zero("/account/contracts/*/annual_value/amount"),
    at_least_zero("/account/contracts/*/notice_days"),
    at_least_zero("/account/cost_to_serve/amount"),
    scale("/account/potential", 1, 10),
    share("/account/revenue_share"),
    scale("/account/selection/scores/*/value", -1000, 1000),
    share("/account/selection/scores/*/weight"),
    scale("/account/selection/threshold", -1000, 1000),
    scale("/account/selection/total", -1000, 1000),
    at_least_zero("/account/size/revenue/amount"),
    at_least_zero("/actions/*/cost/amount"),
    at_least_zero("/actions/*/duration_days"),
    at_least_zero("/actions/*/effort_days"),
    at_least_zero("/actions/*/estimate/likely"),
    at_least_zero("/actions/*/estimate/optimistic"),
    at_least_zero("/actions/*/estimate/pessimistic"),
    scale("/actions/*/percent", 0, 100),
    ValueRange {
        place: "/exchange_rates/*/rate",
        range: NumberRange::AboveZero,
    },
    at_least_zero("/governance/cadences/*/every"),
    at_least_zero("/governance/reports/*/every"),
    scale("/health/readings/*/parts/*/score", 0, 100),
    scale("/health/readings/*/score", 0, 100),
    at_least_zero("/links/*/cadence/every"),
    at_least_zero("/links/*/interactions/*/weight"),
    scale("/links/*/strength", 0, 5),
    scale("/needs/*/priority", 1, 5),
    at_least_zero("/needs/*/requested_rhythm/rhythm/every"),
    share("/objectives/*/weight"),
    share("/plan/progress"),
    at_least_zero("/resources/budgets/*/amount/amount"),
    at_least_zero("/resources/lines/*/amount/amount"),
    at_least_zero("/rewards/*/cost/amount"),
    at_least_zero("/risks/*/contingency/budget/amount"),
    scale("/risks/*/impact", 1, 5),
    scale("/risks/*/probability", 1, 5),
    scale("/risks/*/residual/impact", 1, 5),
    scale("/risks/*/residual/probability", 1, 5),
    at_least_zero("/sla/*/escalation/*/within_hours"),
    at_least_zero("/sla/*/metrics/*/remedies/*/amount/amount"),
    share("/sla/*/metrics/*/remedies/*/cap_share"),
    share("/sla/*/metrics/*/remedies/*/credit_tiers/*/attained_share"),
    share("/sla/*/metrics/*/remedies/*/credit_tiers/*/credit_share"),
    share("/sla/*/metrics/*/targets/*/share"),
    target("/sla/*/metrics/*/targets/*/value"),
    at_least_zero("/sla/*/metrics/*/window/rolling_days"),
    scale("/stakeholders/*/interest", 1, 5),
    scale("/stakeholders/*/interest/value", 1, 5),
    scale("/stakeholders/*/legitimacy", 1, 5),
    scale("/stakeholders/*/legitimacy/value", 1, 5),
    scale("/stakeholders/*/power", 1, 5),
    scale("/stakeholders/*/power/value", 1, 5),
    at_least_zero("/stakeholders/*/requested_rhythm/every"),
    scale("/stakeholders/*/stance", -2, 2),
    scale("/stakeholders/*/stance/value", -2, 2),
    scale("/stakeholders/*/urgency", 1, 5),
    scale("/stakeholders/*/urgency/value", 1, 5),
    share("/team/*/allocation"),
    share("/team/*/capacity/admin_share"),
    at_least_zero("/team/*/capacity/hours_per_month"),
    share("/team/*/capacity/ratio"),
    at_least_zero("/team/*/cost_per_hour/amount"),
    scale("/team/*/skills/*/degree", 0, 5),
    at_least_zero("/value_adds/*/cost/amount"),
];

const fn share(place: &'static str) -> ValueRange {
    ValueRange {
        place,
        range: NumberRange::Share,
    }
}

const fn scale(place: &'static str, min: i16, max: i16) -> ValueRange {
    ValueRange {
        place,
        range: NumberRange::Scale(min, max),
    }
}

const fn at_least_zero(place: &'static str) -> ValueRange {
    ValueRange {
        place,
        range: NumberRange::AtLeastZero,
    }
}

const fn target(place: &'static str) -> ValueRange {
    ValueRange {
        place,
        range: NumberRange::Target,
    }
}

#[cfg(test)]
mod tests;
