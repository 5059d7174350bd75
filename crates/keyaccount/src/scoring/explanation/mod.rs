//! Why an account scores as it does, why it stands above another, and why its score changed.
//!
//! Everything here is computed from a model and the scores that it gave; nothing is scored in another way. Sums of
//! points are exact: parts add up to scores and to differences of scores bit for bit, because all stand on the grid of
//! 2^-40. Sentences are made from the names, units and rubric sentences of the model, always in the same way.

mod answer;
mod carried;
mod change;
mod error;
mod explain;
mod ladder;
mod pair;
mod sentences;
mod trial;
mod way_up;
mod words;

#[cfg(test)]
mod tests;

pub use answer::{
    Explanation, Obstacle, PairExplanation, PairOrder, PairPart, PairReason, PairSide, ScorePart, Stake,
    WayUp,
};
pub use carried::CarriedFact;
pub use change::{
    AccountChange, AccountPresence, AccountStanding, ComparedScores, FactChange, FactChangeKind, ModelChange,
    ModelChangeKind, ScoreChange, ScoreComparison, ScoreSide, compare,
};
pub use error::ExplainError;
pub use explain::explain;
