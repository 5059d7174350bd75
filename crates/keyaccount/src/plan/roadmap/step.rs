//! What was found about one step.

use super::answer::{Lack, LackKind, StepReason};
use super::rounded;
use crate::quantity::decimal::Decimal;

/// The measure of a step, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measured {
    /// From 0 to 1, rounded.
    Measure(Decimal),
    NotApplicable(StepReason),
    Unknown(StepReason),
}

/// What was found about one step.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) measured: Measured,
    pub(super) lacking: Vec<Lack>,
}

impl Found {
    pub(super) fn not_applicable(reason: StepReason) -> Self {
        Self {
            measured: Measured::NotApplicable(reason),
            lacking: Vec::new(),
        }
    }

    pub(super) fn not_measured(reason: StepReason) -> Self {
        Self {
            measured: Measured::Unknown(reason),
            lacking: Vec::new(),
        }
    }

    /// Returns the mean of the parts, each from 0 to 1, that apply; 0 where none does.
    pub(super) fn mean<const N: usize>(parts: [Option<Decimal>; N], lacking: Vec<Lack>) -> Self {
        let applicable: Vec<Decimal> = parts.into_iter().flatten().collect();
        let sum: Decimal = applicable.iter().sum();
        let measure = sum.checked_div(applicable.len().into()).unwrap_or_default();
        Self {
            measured: Measured::Measure(rounded(measure)),
            lacking,
        }
    }

    /// Returns half of the step for each of two halves, and what is lacking where one is not there.
    pub(super) fn halves(halves: [Result<(), Lack>; 2]) -> Self {
        let [first, second] = halves;
        let parts = [part(first.is_ok()), part(second.is_ok())];
        let lacking = [first, second].into_iter().filter_map(Result::err);
        Self::mean(parts, lacking.collect())
    }
}

/// Returns 1 for what is there and 0 for what is not.
#[expect(
    clippy::unnecessary_wraps,
    reason = "a part that does not apply is nothing, and parts stand side by side"
)]
pub(super) fn part(is_there: bool) -> Option<Decimal> {
    Some(if is_there { Decimal::ONE } else { Decimal::ZERO })
}

/// Returns `count / total`, nothing where the total is 0.
pub(super) fn ratio(count: usize, total: usize) -> Option<Decimal> {
    Decimal::from(count).checked_div(total.into())
}

pub(super) fn lack(path: impl Into<String>, what: LackKind) -> Lack {
    Lack {
        path: path.into(),
        what,
    }
}
