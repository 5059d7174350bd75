//! Scores as whole numbers that ascend where the scores descend, which sort without comparing floats.

/// The highest bit of a float, set where it is negative.
const SIGN: u64 = 1 << 63;

/// Returns a number that is lower for a higher score; the two zeros are one score.
pub(super) fn descent(score: f64) -> u64 {
    // Adding zero turns a negative zero into zero.
    let bits = (score + 0.0).to_bits();
    if bits & SIGN == 0 { !(bits | SIGN) } else { bits }
}

/// Returns the score whose [`descent`] it is.
pub(super) fn score_of(descent: u64) -> f64 {
    let bits = if descent & SIGN == 0 {
        !descent & !SIGN
    } else {
        descent
    };
    f64::from_bits(bits)
}
