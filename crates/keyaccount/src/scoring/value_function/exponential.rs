//! A value that saturates: each further unit counts for less, or for more.

use serde::{Deserialize, Serialize};

use super::{ModelError, on_line};
use crate::scoring::shown::shown;

/// The nearest that the middle value may come to an anchor, as a share of the way between them (house default; the
/// table of Kirkwood 1997 starts at a hundredth).
const NEAREST_MID: f64 = 0.001;

/// An exponential function through the raw value that is worth half: a smooth curve from one answer.
///
/// The question is: which raw value is worth as much above the worst as the best is worth above it? With `t` the way
/// from the worst anchor to the best, `v = (1 - exp(-c t)) / (1 - exp(-c))`, and `c` such that `v` is 0.5 at `mid`. A
/// `mid` nearer to the worst anchor gives a curve that saturates, one nearer to the best a curve that takes off, one in
/// the middle a straight line. Source: Kirkwood, *Strategic Decision Making*, 1997, chapter 4 (exponential value
/// function; `1 / c` is its constant rho over the range); mid-value splitting after Keeney and Raiffa, 1976.
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::{Exponential, ValueFunction};
///
/// let function: ValueFunction = serde_json::from_str(r#"{"exponential": {"mid": 250000}}"#)?;
/// assert_eq!(function, ValueFunction::Exponential(Exponential { mid: 250_000.0 }));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
#[cfg_attr(feature = "schema", schemars(rename = "ExponentialValue"))]
pub struct Exponential {
    /// The raw value that is worth 0.5: between the anchors, at least a thousandth of the way from either.
    pub mid: f64,
}

/// An exponential function between two anchors.
///
/// With `k` the size of `c`, `E(x) = exp(x) - 1` and `t` the way from an anchor, the value is `E(k t) / E(k)` where the
/// curve takes off from the worst anchor, and 1 less that, counted from the best, where it saturates. Every operation is
/// an addition, multiplication or division of numbers that are not negative and grow with `t`. Each rounds without
/// turning back, and so does the whole; the ends are exact; and all platforms agree. A library's exponential promises
/// none of the three.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bend {
    /// The anchor near which the curve is flat: the best where it saturates, else the worst.
    flat: f64,
    /// The other anchor.
    steep: f64,
    saturates: bool,
    growth: Growth,
}

impl Bend {
    /// Returns the function, nothing where the middle value lies in the middle and the function is a straight line.
    pub(super) fn new(
        Exponential { mid }: Exponential,
        worst: f64,
        best: f64,
        path: &str,
    ) -> Result<Option<Self>, ModelError> {
        let way = on_line(mid, worst, best);
        if !(NEAREST_MID..=1.0 - NEAREST_MID).contains(&way) {
            let expected = format!(
                "between {} and {}, at least a thousandth of the way from either",
                shown(worst.min(best)),
                shown(worst.max(best))
            );
            return Err(ModelError::value(
                format!("{path}/value_function/exponential/mid"),
                "the middle value",
                expected,
                shown(mid),
            ));
        }
        let saturates = way < 0.5;
        let (flat, steep) = if saturates { (best, worst) } else { (worst, best) };
        let growth = Growth::with_half_at(on_line(mid, flat, steep));
        Ok(growth.map(|growth| Self {
            flat,
            steep,
            saturates,
            growth,
        }))
    }

    /// Returns the value of `raw`, which lies between the two anchors.
    pub(super) fn value_at(&self, raw: f64) -> f64 {
        let grown = self.growth.at(on_line(raw, self.flat, self.steep));
        if self.saturates { 1.0 - grown } else { grown }
    }
}

/// The function `E(rate t) / E(rate)` with `E(x) = exp(x) - 1`, for `t` from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Growth {
    /// The rate, halved as often as `E` is doubled: the series is used up to an eighth.
    step: f64,
    doublings: u32,
    /// `E(rate)`.
    whole: f64,
}

impl Growth {
    /// Returns the growth that reaches a half at `half`, from 0.5 to 0.999; nothing where it is a straight line.
    fn with_half_at(half: f64) -> Option<Self> {
        // Up to the half at the highest rate: 1 - ln 2 / rate.
        let mut low = 0.0;
        let mut high = std::f64::consts::LN_2 / (1.0 - half);
        let mut best = None;
        // The bracket halves down to neighbouring floats; the number of rounds is only a bound.
        for _ in 0..128 {
            let rate = f64::midpoint(low, high);
            if rate <= low || rate >= high {
                break;
            }
            let growth = Self::new(rate);
            best = Some(growth);
            if growth.at(half) > 0.5 {
                low = rate;
            } else {
                high = rate;
            }
        }
        best.filter(|_| half > 0.5)
    }

    fn new(rate: f64) -> Self {
        let mut growth = Self {
            step: rate,
            doublings: 0,
            whole: 1.0,
        };
        while growth.step > 0.125 {
            growth.step /= 2.0;
            growth.doublings += 1;
        }
        growth.whole = growth.at(1.0);
        growth
    }

    fn at(&self, way: f64) -> f64 {
        let mut grown = series(self.step * way);
        for _ in 0..self.doublings {
            // E(2x) = E(x) (E(x) + 2)
            grown *= grown + 2.0;
        }
        grown / self.whole
    }
}

/// Returns `exp(x) - 1` for `x` from 0 to an eighth by its series, to the last bit or two.
fn series(x: f64) -> f64 {
    /// 1 / n! for n from 10 down to 2.
    const TERMS: [f64; 9] = [
        1.0 / 3_628_800.0,
        1.0 / 362_880.0,
        1.0 / 40_320.0,
        1.0 / 5_040.0,
        1.0 / 720.0,
        1.0 / 120.0,
        1.0 / 24.0,
        1.0 / 6.0,
        1.0 / 2.0,
    ];
    let bent = TERMS.iter().fold(0.0, |sum, term| sum * x + term);
    x * (1.0 + x * bent)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn bend(mid: f64, worst: f64, best: f64) -> Bend {
        Bend::new(Exponential { mid }, worst, best, "").unwrap().unwrap()
    }

    /// The formula as it is printed, with the exponential of libm; `c` by bisection.
    fn printed(mid: f64, t: f64) -> f64 {
        let value = |c: f64, t: f64| libm::expm1(-c * t) / libm::expm1(-c);
        // Unequal ends, so that no halving meets 0, where the formula has a hole.
        let (mut low, mut high) = (-99.0, 100.0);
        for _ in 0..200 {
            let c = f64::midpoint(low, high);
            // A larger c bends the curve upwards.
            if value(c, mid) < 0.5 {
                low = c;
            } else {
                high = c;
            }
        }
        value(high, t)
    }

    #[test]
    fn the_series_is_the_exponential() {
        for step in 0..=1000 {
            let x = f64::from(step) / 8000.0;
            assert!(
                (series(x) - libm::expm1(x)).abs() <= 2.0 * f64::EPSILON * x,
                "{x}"
            );
        }
    }

    #[test]
    fn the_middle_is_a_straight_line() {
        assert_eq!(Bend::new(Exponential { mid: 5.0 }, 0.0, 10.0, "").unwrap(), None);
        assert_eq!(Bend::new(Exponential { mid: 5.0 }, 10.0, 0.0, "").unwrap(), None);
    }

    proptest! {
        #[test]
        fn it_is_the_printed_formula(percent in 2_i32..=98, step in 0_i32..=100) {
            prop_assume!(percent != 50);
            let (mid, t) = (f64::from(percent) / 100.0, f64::from(step) / 100.0);
            let found = bend(mid, 0.0, 1.0).value_at(t);
            prop_assert!((found - printed(mid, t)).abs() < 1e-9, "{found} is not {}", printed(mid, t));
        }

        #[test]
        fn the_ends_are_exact_and_the_middle_is_a_half(
            way in 0.001_f64..=0.999, worst in -1e6_f64..1e6, length in prop_oneof![-1e9..-1e-3, 1e-3..1e9_f64],
        ) {
            let best = worst + length;
            let mid = worst + way * length;
            let Ok(Some(bend)) = Bend::new(Exponential { mid }, worst, best, "") else { return Ok(()) };
            prop_assert_eq!(bend.value_at(worst).to_bits(), 0.0_f64.to_bits());
            prop_assert_eq!(bend.value_at(best).to_bits(), 1.0_f64.to_bits());
            // Half a step of the grid of scores: 2^-41.
            prop_assert!((bend.value_at(mid) - 0.5).abs() < 4.5e-13, "{}", bend.value_at(mid));
        }

        /// Neighbouring floats are where rounding could turn a curve back.
        #[test]
        fn it_never_turns_back(way in 0.001_f64..=0.999, at in 0.0_f64..1.0, falling: bool) {
            let (worst, best) = if falling { (3.0, -4.0) } else { (-4.0, 3.0) };
            let Some(bend) = Bend::new(Exponential { mid: worst + way * (best - worst) }, worst, best, "").unwrap()
            else { return Ok(()) };
            let mut raw = worst + at * (best - worst);
            for _ in 0..200 {
                let next = if falling { raw.next_down() } else { raw.next_up() };
                if !(-4.0..=3.0).contains(&next) {
                    break;
                }
                prop_assert!(bend.value_at(raw) <= bend.value_at(next), "{raw}");
                raw = next;
            }
        }

        #[test]
        fn more_is_never_worth_less(way in 0.001_f64..=0.999, one in 0.0_f64..=1.0, other in 0.0_f64..=1.0) {
            let Some(bend) = Bend::new(Exponential { mid: way }, 0.0, 1.0, "").unwrap() else { return Ok(()) };
            let (less, more) = (one.min(other), one.max(other));
            prop_assert!(bend.value_at(less) <= bend.value_at(more));
            prop_assert!((0.0..=1.0).contains(&bend.value_at(less)));
        }
    }
}
