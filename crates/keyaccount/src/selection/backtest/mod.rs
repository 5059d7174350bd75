//! Was the selection right? Past selections against the margin that came after.
//!
//! [`backtest`] compares the growth of the accounts that were selected with that of all others, counts hits, and lists the
//! accounts that were missed and those that were wrong. Key accounts are chosen because they did well, so a comparison of
//! before and after flatters or punishes them by chance alone (regression to the mean, relations notes C.8); the answer
//! says so where the figures show it.

mod answer;
mod check;
mod compare;
mod error;
mod figures;
mod growth;
mod input;

#[cfg(test)]
mod tests;

pub use answer::{
    AccountGrowth, BacktestAnswer, BacktestNote, GroupGrowth, LeftOutAccount, LeftOutWhy, NoFigure,
    NoFigureReason, SelectionBacktest,
};
pub use compare::backtest;
pub use error::BacktestError;
pub use input::{
    AccountMargin, BacktestInput, BacktestPolicy, Benchmark, GonePolicy, PastScore, PastSelection,
};
