//! Whether higher scores went with more growth.

use super::answer::NoFigureReason;
use crate::scoring::{RankCorrelationError, Ranking, spearman};

/// Returns Spearman's rank correlation of pairs of a score and a growth ratio.
pub(super) fn rank_agreement(pairs: &[(f64, f64)]) -> Result<f64, NoFigureReason> {
    let (scores, ratios): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
    let correlation = || spearman(&Ranking::from_scores(&scores)?, &Ranking::from_scores(&ratios)?);
    // Scores were checked and ratios are finite, so that nothing but the number of pairs and ties is left to fail.
    correlation().map_err(|error| match error {
        RankCorrelationError::TooFew { .. } => NoFigureReason::FewerThanTwo,
        _ => NoFigureReason::AllEqual,
    })
}
