//! Why scores changed between two dates.

mod answer;
mod compare;
mod model_changes;
mod reweighted;
mod sentences;

pub use answer::{
    AccountChange, AccountPresence, AccountStanding, ComparedScores, FactChange, FactChangeKind, ModelChange,
    ModelChangeKind, ScoreChange, ScoreComparison,
};
pub use compare::{ScoreSide, compare};
