//! How far raters are apart.

use serde::Serialize;

/// How far the raters of one thing are apart, in the unit of what they rated.
///
/// The raters are the whole panel and no sample of a larger one, so the standard deviation divides by their number
/// (house default).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RaterSpread {
    /// The lowest.
    pub min: f64,
    /// The highest.
    pub max: f64,
    /// The arithmetic mean.
    pub mean: f64,
    /// The square root of the mean squared distance from the mean; 0 where all agree.
    pub standard_deviation: f64,
    /// The standard deviation over the mean; nothing where the mean is 0 or a value is negative, since it would mean
    /// nothing there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coefficient_of_variation: Option<f64>,
}

impl RaterSpread {
    /// Returns the spread of finite values of at most 2^500 in either direction, nothing where there is none.
    pub(super) fn of(values: &[f64]) -> Option<Self> {
        let min = values.iter().copied().reduce(f64::min)?;
        let max = values.iter().copied().reduce(f64::max)?;
        let mean = mean(values)?;
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        let standard_deviation = (squares / count(values)).sqrt();
        let has_ratio = min >= 0.0 && mean > 0.0;
        Some(Self {
            min,
            max,
            mean,
            standard_deviation,
            coefficient_of_variation: has_ratio.then(|| standard_deviation / mean),
        })
    }
}

/// Returns the sum over the number, summed in order; nothing where there is no value.
///
/// Rounding never takes it beyond the lowest or the highest value, so that equal values have themselves for a mean.
pub(super) fn mean(values: &[f64]) -> Option<f64> {
    let min = values.iter().copied().reduce(f64::min)?;
    let max = values.iter().copied().reduce(f64::max)?;
    let sum: f64 = values.iter().sum();
    Some((sum / count(values)).clamp(min, max))
}

/// Returns the value in the middle, or halfway between the two in the middle; nothing where there is no value.
pub(super) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let upper = *sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *sorted.get((sorted.len() / 2).checked_sub(1)?)?;
    Some(lower / 2.0 + upper / 2.0)
}

/// Returns a number of entries as a float; the bounds of documents keep it far below 2^32.
pub(super) fn count<T>(entries: &[T]) -> f64 {
    f64::from(u32::try_from(entries.len()).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::float_cmp, reason = "the cases are exact in binary")]

    use super::*;

    #[test]
    fn worked_by_hand() {
        let spread = RaterSpread::of(&[2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0]).unwrap();
        assert_eq!((spread.min, spread.max, spread.mean), (2.0, 9.0, 5.0));
        assert_eq!(spread.standard_deviation, 2.0);
        assert_eq!(spread.coefficient_of_variation, Some(0.4));
        assert_eq!(median(&[9.0, 1.0, 4.0]), Some(4.0));
        assert_eq!(median(&[9.0, 1.0, 4.0, 5.0]), Some(4.5));
    }

    #[test]
    fn edges_are_defined() {
        assert_eq!(RaterSpread::of(&[]), None);
        assert_eq!((mean(&[]), median(&[])), (None, None));
        let one = RaterSpread::of(&[0.1]).unwrap();
        assert_eq!(
            (one.standard_deviation, one.coefficient_of_variation),
            (0.0, Some(0.0))
        );
        assert_eq!(
            RaterSpread::of(&[0.0, 0.0]).unwrap().coefficient_of_variation,
            None
        );
        assert_eq!(
            RaterSpread::of(&[-1.0, 3.0]).unwrap().coefficient_of_variation,
            None
        );
    }

    #[test]
    fn equal_values_have_no_spread_at_all() {
        for number in 1..20 {
            let spread = RaterSpread::of(&vec![0.1; number]).unwrap();
            assert_eq!((spread.mean, spread.standard_deviation), (0.1, 0.0), "{number}");
        }
    }
}
