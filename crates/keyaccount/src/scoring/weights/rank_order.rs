//! Weights from the mere order of importance.

use super::criteria::Criteria;
use super::{RankOrder, RankOrderFormula, WeightsError};
use crate::scoring::rater_spread::{count, mean};

/// Returns the ranks and the shares that they make, by id ascending; the sources stand at [`RankOrderFormula`].
pub(super) fn rank_order(
    criteria: &Criteria<'_>,
    order: &RankOrder,
    path: &str,
) -> Result<(Vec<f64>, Vec<f64>), WeightsError> {
    let path = format!("{path}/ranks");
    let entries = order.ranks.iter().map(|entry| (&entry.criterion_id, entry.rank));
    let ranks = criteria.collect(entries, "rank", &path)?;
    let mut sorted = ranks.clone();
    sorted.sort_unstable();
    for (index, entry) in order.ranks.iter().enumerate() {
        let better = sorted.partition_point(|&rank| rank < entry.rank);
        let expected = better.saturating_add(1);
        if usize::try_from(entry.rank) != Ok(expected) {
            return Err(WeightsError::Value {
                path: format!("{path}/{index}/rank"),
                what: "rank",
                criterion_id: entry.criterion_id.clone(),
                expected: format!("{expected}, one more than the number of criteria ranked before it"),
                found: entry.rank.to_string(),
            });
        }
    }
    let places = place_weights(order.formula, &ranks);
    let share = |&rank: &u32| {
        let first = sorted.partition_point(|&other| other < rank);
        let last = sorted.partition_point(|&other| other <= rank);
        places.get(first..last).and_then(mean).unwrap_or_default()
    };
    let shares = ranks.iter().map(share).collect();
    Ok((ranks.into_iter().map(f64::from).collect(), shares))
}

/// Returns the weight of each place, the first place first; they add up to 1.
fn place_weights(formula: RankOrderFormula, ranks: &[u32]) -> Vec<f64> {
    let number = count(ranks);
    let places = (1_u32..).zip(ranks).map(|(place, _)| f64::from(place));
    let mut weights: Vec<f64> = match formula {
        RankOrderFormula::Sum => places.map(|place| number + 1.0 - place).collect(),
        RankOrderFormula::Centroid | RankOrderFormula::Reciprocal => {
            places.map(|place| 1.0 / place).collect()
        }
    };
    if formula == RankOrderFormula::Centroid {
        let mut reached = 0.0;
        for weight in weights.iter_mut().rev() {
            reached += *weight;
            *weight = reached;
        }
    }
    let sum = match formula {
        RankOrderFormula::Sum => number * (number + 1.0) / 2.0,
        RankOrderFormula::Centroid => number,
        RankOrderFormula::Reciprocal => weights.iter().sum(),
    };
    weights.iter().map(|weight| weight / sum).collect()
}
