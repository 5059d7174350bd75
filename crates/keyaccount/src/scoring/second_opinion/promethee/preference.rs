//! How much a difference on one criterion counts.

use serde::{Deserialize, Serialize};

use super::PrometheeError;
use crate::document::nearest;
use crate::quantity::CriterionId;
use crate::scoring::DecisionTable;
use crate::scoring::shown::shown;

/// How the differences on each criterion are judged.
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::second_opinion::promethee::{PreferenceFunction, PrometheeSettings};
///
/// let settings: PrometheeSettings = serde_json::from_str(r#"{"preferences": [
///     {"criterion_id": "growth", "function": {"linear": {"indifference": 1, "preference": 5}}},
///     {"criterion_id": "effort", "function": {"u_shape": 10}}]}"#)?;
/// assert_eq!(settings.preferences[1].function, PreferenceFunction::UShape(10.0));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct PrometheeSettings {
    /// The preference function of each criterion; a criterion that is not listed takes `usual`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preferences: Vec<CriterionPreference>,
}

/// The preference function of one criterion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct CriterionPreference {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// Its preference function.
    pub function: PreferenceFunction,
}

/// How a difference `d` in favour of an alternative becomes a preference between 0 and 1; 0 where `d` is not above 0.
///
/// All thresholds are in the unit of the criterion. With `q` the indifference and `p` the preference threshold:
///
/// * `usual` (type I): 1 for any `d`;
/// * `u_shape` (type II, quasi-criterion): 1 for `d > q`, written as `{"u_shape": q}`;
/// * `v_shape` (type III): `d / p`, 1 from `p` on, written as `{"v_shape": p}`;
/// * `level` (type IV): 1/2 for `q < d <= p`, 1 for `d > p`;
/// * `linear` (type V, V-shape with indifference): `(d - q) / (p - q)` for `q < d <= p`, 1 beyond;
/// * `gaussian` (type VI): `1 - exp(-d^2 / (2 s^2))`, written as `{"gaussian": s}`; `s` is where the curve turns.
///
/// A difference of exactly `q` is still indifference, and a difference of exactly `p` still the lower step of `level`.
/// Decimals are not exact in floats (12.3 - 7.3 comes out above 5), so the steps compare with a slack of 2^-50 of the
/// largest value of the column. `linear` with `q = p` is `u_shape`, `v_shape` with `p = 0` is `usual`.
///
/// Source: Brans and Vincke 1985, section 2 (the six types of generalised criteria).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum PreferenceFunction {
    Usual,
    UShape(f64),
    VShape(f64),
    Level(PreferenceThresholds),
    Linear(PreferenceThresholds),
    Gaussian(f64),
}

/// Up to where a difference means nothing, and from where on it means everything.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct PreferenceThresholds {
    /// The largest difference that means nothing (q), at least 0, in the unit of the criterion.
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 0)))]
    pub indifference: f64,
    /// The difference beyond which preference is full (p), at least the indifference, in the unit of the criterion.
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 0)))]
    pub preference: f64,
}

/// A checked preference function.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Shape {
    /// 0 up to `low`, 1/2 up to `high`, then 1.
    Steps { low: f64, high: f64 },
    /// 0 up to `low`, then a straight line up to 1 at `high`, which lies above `low`.
    Ramp { low: f64, high: f64 },
    /// The curve that turns at `inflection`, which is above 0.
    Gaussian { inflection: f64 },
}

/// The preference function of a column, ready to use.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Prepared {
    pub(super) function: PreferenceFunction,
    pub(super) shape: Shape,
    /// The index in the list of settings; nothing where the default holds.
    pub(super) index: Option<usize>,
}

impl PrometheeSettings {
    /// Returns the checked function of each column of `table`, in its order.
    pub(super) fn prepared(&self, table: &DecisionTable<'_>) -> Result<Vec<Prepared>, PrometheeError> {
        let ids = || table.columns().iter().map(|column| &column.criterion_id);
        let usual = Prepared {
            function: PreferenceFunction::Usual,
            shape: Shape::Steps { low: 0.0, high: 0.0 },
            index: None,
        };
        let mut prepared = vec![usual; table.columns().len()];
        for (index, preference) in self.preferences.iter().enumerate() {
            let criterion_id = &preference.criterion_id;
            let place = ids().position(|id| id == criterion_id);
            let Some(slot) = place.and_then(|place| prepared.get_mut(place)) else {
                let known = ids().map(CriterionId::as_str);
                return Err(PrometheeError::UnknownCriterion {
                    index,
                    nearest: nearest(criterion_id.as_str(), known).map(str::to_owned),
                    criterion_id: criterion_id.clone(),
                });
            };
            if slot.index.is_some() {
                let criterion_id = criterion_id.clone();
                return Err(PrometheeError::DuplicateCriterion { index, criterion_id });
            }
            let function = preference.function;
            *slot = Prepared {
                shape: preference.shape(index)?,
                index: Some(index),
                function,
            };
        }
        Ok(prepared)
    }
}

impl CriterionPreference {
    fn shape(&self, index: usize) -> Result<Shape, PrometheeError> {
        let refused = |field: &'static str, name: &'static str, expected: String, found: f64| {
            PrometheeError::Threshold {
                index,
                criterion_id: self.criterion_id.clone(),
                field,
                name,
                expected,
                found: shown(found),
            }
        };
        let at_least = |low: f64, field, name, threshold: f64| {
            if threshold.is_finite() && threshold >= low {
                return Ok(threshold);
            }
            let expected = format!("a finite number of at least {}", shown(low));
            Err(refused(field, name, expected, threshold))
        };
        let both = |fields: [&'static str; 2], thresholds: PreferenceThresholds| {
            let [low, high] = fields;
            let low = at_least(0.0, low, "the indifference threshold", thresholds.indifference)?;
            at_least(low, high, "the preference threshold", thresholds.preference).map(|high| (low, high))
        };
        match self.function {
            PreferenceFunction::Usual => Ok(Shape::Steps { low: 0.0, high: 0.0 }),
            PreferenceFunction::UShape(threshold) => {
                let low = at_least(0.0, "u_shape", "the indifference threshold", threshold)?;
                Ok(Shape::Steps { low, high: low })
            }
            PreferenceFunction::VShape(threshold) => {
                let high = at_least(0.0, "v_shape", "the preference threshold", threshold)?;
                Ok(ramp(0.0, high))
            }
            PreferenceFunction::Level(thresholds) => {
                let (low, high) = both(["level/indifference", "level/preference"], thresholds)?;
                Ok(Shape::Steps { low, high })
            }
            PreferenceFunction::Linear(thresholds) => {
                let (low, high) = both(["linear/indifference", "linear/preference"], thresholds)?;
                Ok(ramp(low, high))
            }
            PreferenceFunction::Gaussian(inflection) => {
                if inflection.is_finite() && inflection > 0.0 {
                    return Ok(Shape::Gaussian { inflection });
                }
                let expected = "a finite number above 0".to_owned();
                Err(refused("gaussian", "the inflection point", expected, inflection))
            }
        }
    }
}

/// Returns the line between two thresholds, a step where no normal number lies between them.
fn ramp(low: f64, high: f64) -> Shape {
    if (high - low).is_normal() {
        Shape::Ramp { low, high }
    } else {
        Shape::Steps { low, high: low }
    }
}
