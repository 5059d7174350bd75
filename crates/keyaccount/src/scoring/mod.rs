//! Which accounts deserve key status, why, and how firmly?
//!
//! A [`ScoreModel`] says what is judged: criteria with fixed anchors, weights, gates, bands. It is compiled once into a
//! [`CompiledModel`], which scores accounts that come as documents ([`CompiledModel::score`], with an explanation) or as
//! columns ([`score_columns`], its numbers without the words). Both go through one kernel and agree to the last bit.
//!
//! The score of an account is the lower end of the scale plus one contribution per criterion:
//!
//! * the *value function* turns the raw value into a value from 0 (worst anchor) to 1 (best anchor);
//! * the *weight* of the criterion, divided by the sum, is its part of the length of the scale;
//! * the contribution is the product, rounded to the grid of 2^-40 points, so that sums and differences are exact.
//!
//! A weighted sum on fixed anchors is the only headline score: no account changes the order of two others. [`matrix`] sets two
//! such scores against each other. Methods that add up in another way are [`second_opinion`]s beside it.

mod absence;
mod answer;
mod band;
mod choice;
mod columns;
mod compiled;
mod criterion;
pub mod data_weights;
mod descent;
mod documents;
mod dominance;
mod earlier_fact;
mod explanation;
mod facts;
mod gate;
mod gating;
mod grid;
mod in_order;
mod kernel;
pub mod matrix;
mod model;
mod model_error;
pub mod models;
mod rank_agreement;
mod rank_correlation;
mod ranked_values;
mod ranking;
mod rater_spread;
pub mod ratings;
mod robustness;
mod rubric;
mod score_error;
mod scorer;
pub mod second_opinion;
mod sensitivity;
mod shown;
mod table;
mod value_function;
mod warning;
mod weight_of;
mod weighting;
pub mod weights;

#[cfg(test)]
pub(crate) mod tests;

pub use absence::AbsencePolicy;
pub use answer::{
    AccountScore, BandPlace, Contribution, Coverage, CriterionWeight, DataState, GateEffect, GateResult,
    GroupScore, GroupWeight, Interval, NextBand, ScoreAnswer, TieGroup,
};
pub use band::Band;
pub use choice::{ChosenModel, ModelChoiceError};
pub use columns::{
    ColumnSummary, Columns, RowRanks, RowScores, RowTie, ScoredColumns, TopRows, rank_columns, score_columns,
    top_rows,
};
pub use compiled::CompiledModel;
pub use dominance::{Dominance, DominatedRow, dominance};
pub use earlier_fact::EarlierFact;
pub use explanation::{
    AccountChange, AccountPresence, AccountStanding, CarriedFact, ComparedScores, ExplainError, Explanation,
    FactChange, FactChangeKind, ModelChange, ModelChangeKind, Obstacle, PairExplanation, PairOrder, PairPart,
    PairReason, PairSide, ScoreChange, ScoreComparison, ScorePart, ScoreSide, Stake, WayUp, compare, explain,
};
pub use facts::AccountFacts;
pub use gate::{CapAt, Gate, GateOutcome, GateRule, WhenAbsent};
pub use model::{
    Anchors, Criterion, Direction, Group, LooksAt, Outside, RubricLevel, ScoreModel, ScoreModelSchema,
    WeightKind,
};
pub use model_error::ModelError;
pub use rank_agreement::{AgreementAbsence, RankAgreement};
pub use rank_correlation::{
    RankCorrelationError, Ranking, kendall_tau_b, spearman, weighted_spearman, ws_similarity,
};
pub use rater_spread::RaterSpread;
pub use robustness::{
    AccountReversal, AccountRobustness, AccountSwap, CentralWeight, DominanceAnswer, DominatedAccount,
    FrontierAccount, ImportanceOrder, OpenFacts, PairwiseWinning, RankReversal, RankReversalError,
    RankReversalVerdict, Reversal, RobustnessAnswer, RobustnessError, RobustnessQuestion,
    SecondOpinionReversals, WeightMargin, WeightRange, WeightUncertainty, rank_reversal, robustness,
};
pub use score_error::{Place, ScoreError};
pub use sensitivity::{
    AccountPair, AccountSensitivity, CloseCall, CloseCalls, Flip, IntervalEnd, LeaderSensitivity,
    LimitSource, OnePointTest, PairSensitivity, RatingFlip, RatingStep, SensitivityAnswer, SensitivityError,
    SensitivityQuestion, SmallestFlip, TopSensitivity, WeightInterval, sensitivity,
};
pub use table::{
    AccountTable, Better, CellPlace, ColumnCriteria, ColumnCriterion, DecisionTable, LeftOut, LeftOutReason,
    TableBasis, TableColumn, TableError,
};
pub use value_function::{Exponential, Step, Target, ValueFunction, ValuePoint};
pub use warning::{ScoreWarning, ScoreWarningCode};
pub use weight_of::WeightOf;
