//! An account that takes its turn in a selection.

use super::answer::Reason;
use super::facts::CheckedFacts;
use super::resources::Need;
use super::{GateDuringDwell, SelectionPolicy};
use crate::quantity::Score;
use crate::scoring::AccountScore;

/// What is settled about an account before anybody takes a turn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Before {
    /// It keeps its side, whatever its score.
    Held(bool),
    /// It is out, whatever the others do.
    Out(Reason),
    /// It takes its turn.
    Turn,
}

/// An account with what the policy asks of it.
pub(super) struct Contender<'a> {
    pub(super) account: &'a AccountScore,
    pub(super) is_key: bool,
    /// Whether its last change is so recent that it keeps its side, unless a gate acts.
    pub(super) is_held: bool,
    pub(super) before: Before,
    /// The final score that it has to reach; nothing without a threshold.
    pub(super) line: Option<f64>,
    /// What it needs of what is limited; nothing where that is not known.
    pub(super) need: Option<Need>,
}

impl<'a> Contender<'a> {
    /// Returns what the policy asks of an account.
    pub(super) fn new(
        account: &'a AccountScore,
        resolution: f64,
        policy: &SelectionPolicy,
        facts: &CheckedFacts<'_>,
    ) -> Self {
        let incumbency = facts.incumbents.get(&account.account_id).copied();
        let is_key = policy.incumbents.is_some() && incumbency.is_some_and(|incumbency| incumbency.is_key);
        let held = policy.incumbents.filter(|rule| rule.holds(incumbency));
        let line = match policy.incumbents {
            Some(rule) if is_key => Some(rule.exit_threshold),
            _ => policy.threshold,
        };
        let line = line.map(Score::get);
        let need = match &policy.resources {
            Some(limits) => Need::of(facts.needs.get(&account.account_id).copied(), limits),
            None => Some(Need::default()),
        };
        let leaves_by_gate =
            account.excluded && held.is_none_or(|rule| rule.gate_during_dwell == GateDuringDwell::Leaves);
        let below = account
            .final_score
            .is_none_or(|score| line.is_some_and(|line| score + resolution < line));
        let before = match held {
            _ if leaves_by_gate && account.final_score.is_none() => Before::Out(Reason::NotScored),
            _ if leaves_by_gate => Before::Out(Reason::ExcludedByGate),
            Some(_) if is_key => Before::Held(true),
            _ if account.excluded => Before::Out(Reason::ExcludedByGate),
            _ if account.final_score.is_none() => Before::Out(Reason::NotScored),
            _ if below && is_key => Before::Out(Reason::BelowExit),
            _ if below => Before::Out(Reason::BelowThreshold),
            Some(_) => Before::Held(false),
            None if need.is_none() => Before::Out(Reason::NeedNotKnown),
            None => Before::Turn,
        };
        Self {
            account,
            is_key,
            is_held: held.is_some(),
            before,
            line,
            need,
        }
    }

    /// Returns the points from its line up to its final score.
    pub(super) fn margin(&self) -> Option<f64> {
        Some(self.account.final_score? - self.line?)
    }

    /// Returns the points that it lies below its line, where that keeps it out.
    pub(super) fn points_below_line(&self) -> Option<f64> {
        self.margin().map(|margin| -margin).filter(|_| self.is_below())
    }

    /// Returns whether it stands among those who share its rank: it takes a turn, or would but for its line.
    pub(super) fn stands_in_line(&self) -> bool {
        self.before == Before::Turn || self.is_below()
    }

    fn is_below(&self) -> bool {
        matches!(
            self.before,
            Before::Out(Reason::BelowThreshold | Reason::BelowExit)
        )
    }
}
