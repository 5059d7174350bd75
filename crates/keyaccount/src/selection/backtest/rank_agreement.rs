//! Whether two lists of numbers have the same order.

use super::answer::NoFigureReason;

/// Returns Spearman's rank correlation: Pearson's correlation of the ranks, where tied values share the mean of theirs.
///
/// Ranks are halves of whole numbers, so that the sums are exact in any order up to a hundred thousand pairs.
pub(super) fn spearman(pairs: &[(f64, f64)]) -> Result<f64, NoFigureReason> {
    if pairs.len() < 2 {
        return Err(NoFigureReason::FewerThanTwo);
    }
    let left = mean_ranks(pairs.iter().map(|pair| pair.0));
    let right = mean_ranks(pairs.iter().map(|pair| pair.1));
    let middle = left.iter().sum::<f64>() / f64::from(u32::try_from(pairs.len()).unwrap_or(u32::MAX));
    let products = |one: &[f64], other: &[f64]| -> f64 {
        let off = one.iter().zip(other);
        off.map(|(one, other)| (one - middle) * (other - middle)).sum()
    };
    let spread = products(&left, &left) * products(&right, &right);
    if spread <= 0.0 {
        return Err(NoFigureReason::AllEqual);
    }
    Ok((products(&left, &right) / spread.sqrt()).clamp(-1.0, 1.0))
}

/// Returns the rank of every value, 1 for the lowest; tied values share the mean of the ranks that they take up.
fn mean_ranks(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut order: Vec<(usize, f64)> = values.map(|value| value + 0.0).enumerate().collect();
    order.sort_by(|left, right| left.1.total_cmp(&right.1));
    let mut ranked = Vec::with_capacity(order.len());
    let mut below = 0_u32;
    for tied in order.chunk_by(|left, right| left.1.to_bits() == right.1.to_bits()) {
        let length = u32::try_from(tied.len()).unwrap_or(u32::MAX);
        let mean = f64::from(below) + f64::midpoint(f64::from(length), 1.0);
        ranked.extend(tied.iter().map(|&(index, _)| (index, mean)));
        below = below.saturating_add(length);
    }
    ranked.sort_by_key(|&(index, _)| index);
    ranked.into_iter().map(|(_, rank)| rank).collect()
}
