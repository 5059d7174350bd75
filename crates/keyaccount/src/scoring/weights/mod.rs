//! How much does each criterion count, by the judgement of people?
//!
//! A [`WeightMethod`] is one person's judgement: points, shares, swings, ranks, comparisons in pairs, or no difference at
//! all. [`JudgedWeights`] takes one judgement, or several [`WeightRater`]s, who may use different methods, and gives shares
//! that add up to 1 ([`WeightsAnswer`]), with each rater's own and how far the raters are apart. [`WeightsAnswer::put_into`]
//! writes the shares into a score model.
//!
//! Weights that are taken from the data measure how much the accounts differ, not what matters; they are not judged and
//! not here.

mod criteria;
mod given;
mod method;
mod pairwise;
mod rank_order;

mod combine;
mod judged;

mod answer;
mod error;
mod into_model;

#[cfg(test)]
mod tests;

pub use answer::{
    ComparisonConsistency, InconsistentComparison, JudgedWeight, RaterWeight, RaterWeights, RatioAbsence,
    WeightMethodName, WeightsAnswer,
};
pub use combine::WeightCombination;
pub use error::WeightsError;
pub use into_model::WeightsIntoModelError;
pub use judged::{JudgedWeights, WeightRater};
pub use method::{
    CriterionPoints, CriterionRank, CriterionShare, CriterionSwing, RankOrder, RankOrderFormula, WeightMethod,
};
pub use pairwise::{PairwiseComparison, PairwiseComparisons, PriorityMethod, RandomIndexTable};
