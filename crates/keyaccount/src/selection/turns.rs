//! A selection in which accounts take turns: limited resources, accounts that are key today.

use super::answer::{MembershipChange, Neighbour, Reason, ResourceUse, Selected, SelectionAnswer, Shortfall};
use super::contender::Contender;
use super::facts::CheckedFacts;
use super::listing::{by_score, excluding_gates};
use super::resources::{Excess, Need};
use super::turn_firmness::TurnFirmness;
use super::{SelectionError, SelectionPolicy, TiesAtLine, WhenFull};
use crate::quantity::{AccountId, Money, decimal};
use crate::scoring::ScoreAnswer;

/// What an account came out with.
#[derive(Debug, Clone, Copy)]
struct Outcome {
    selected: bool,
    reason: Reason,
    shortfall: Shortfall,
}

/// Returns the selection in which accounts take turns; the policy was checked.
pub(super) fn take_turns(
    scores: &ScoreAnswer,
    policy: &SelectionPolicy,
    facts: &CheckedFacts<'_>,
) -> Result<SelectionAnswer, SelectionError> {
    let contenders: Vec<Contender<'_>> = scores
        .accounts
        .iter()
        .map(|account| Contender::new(account, scores.resolution, policy, facts))
        .collect();
    if policy.resources.is_some()
        && !contenders.is_empty()
        && contenders.iter().all(|contender| contender.need.is_none())
    {
        return Err(SelectionError::NeedsMissing);
    }
    let mut round = Round::new(policy);
    let outcomes = round.play(&contenders)?;
    let firmness = TurnFirmness::new(scores, policy, &contenders)?;
    let accounts: Vec<Selected> = contenders
        .iter()
        .zip(&outcomes)
        .map(|(contender, outcome)| Selected {
            account_id: contender.account.account_id.clone(),
            name: contender.account.name.clone(),
            selected: outcome.selected,
            reason: outcome.reason,
            rank: contender.account.rank,
            final_score: contender.account.final_score,
            margin: contender.margin(),
            firm: firmness.is_firm(contender, outcome.selected),
            excluding_gate_ids: excluding_gates(contender.account),
            change: policy
                .incumbents
                .map(|_| change(contender.is_key, outcome.selected)),
            periods_left: contender.periods_left(outcome.reason),
            shortfall: (outcome.shortfall != Shortfall::default()).then_some(outcome.shortfall),
        })
        .collect();
    let count = |wanted: &dyn Fn(&Selected) -> bool| {
        u32::try_from(accounts.iter().filter(|account| wanted(account)).count()).unwrap_or(u32::MAX)
    };
    let ranked = |selected: bool| {
        contenders
            .iter()
            .zip(&outcomes)
            .filter(move |(contender, outcome)| {
                contender.account.rank.is_some() && outcome.selected == selected
            })
            .map(|(contender, _)| contender)
    };
    let beside = |contender: &Contender<'_>| {
        Some(Neighbour {
            account_id: contender.account.account_id.clone(),
            final_score: contender.account.final_score?,
            margin: contender.margin(),
        })
    };
    Ok(SelectionAnswer {
        policy: *policy,
        selected_count: count(&|account| account.selected),
        unsure_count: count(&|account| !account.firm),
        entry_score: None,
        exit_score: None,
        last_in: ranked(true)
            .min_by(|left, right| by_score(left.account, right.account))
            .and_then(beside),
        first_out: ranked(false)
            .max_by(|left, right| by_score(left.account, right.account))
            .and_then(beside),
        resources: round.resource_use(),
        accounts,
        next_incumbents: policy.incumbents.map(|_| {
            let both = contenders.iter().zip(&outcomes);
            both.filter_map(|(contender, outcome)| contender.next_incumbency(outcome.selected))
                .collect()
        }),
    })
}

fn change(was_key: bool, selected: bool) -> MembershipChange {
    match (was_key, selected) {
        (false, true) => MembershipChange::ComesIn,
        (true, true) => MembershipChange::StaysIn,
        (true, false) => MembershipChange::Leaves,
        (false, false) => MembershipChange::StaysOut,
    }
}

/// How far the turns have come.
struct Round<'p> {
    policy: &'p SelectionPolicy,
    /// The places that are gone: to accounts that are in, and to tied ones that the policy excludes.
    places_gone: usize,
    used: Need,
    stopped_at: Vec<AccountId>,
}

impl<'p> Round<'p> {
    fn new(policy: &'p SelectionPolicy) -> Self {
        Self {
            policy,
            places_gone: 0,
            used: Need::default(),
            stopped_at: Vec::new(),
        }
    }

    /// Returns the outcome of every account, in their order.
    fn play(&mut self, contenders: &[Contender<'_>]) -> Result<Vec<Outcome>, SelectionError> {
        let mut outcomes = Vec::with_capacity(contenders.len());
        let mut rest = contenders;
        while let Some(first) = rest.first() {
            let rank = first.account.rank;
            let length = match rank {
                Some(_) => rest
                    .iter()
                    .take_while(|contender| contender.account.rank == rank)
                    .count(),
                None => 1,
            };
            let (group, after) = rest.split_at(length);
            outcomes.extend(self.group(group)?);
            rest = after;
        }
        Ok(outcomes)
    }

    /// Returns the outcomes of accounts that share a rank.
    fn group(&mut self, group: &[Contender<'_>]) -> Result<Vec<Outcome>, SelectionError> {
        let takes_turn = |contender: &&Contender<'_>| contender.barred.is_none();
        let members = group.iter().filter(takes_turn).count();
        let mut need = self.used;
        for contender in group.iter().filter(takes_turn) {
            need = need
                .plus(contender.need.unwrap_or_default())
                .ok_or(SelectionError::Overflow)?;
        }
        let excess = match &self.policy.resources {
            Some(limits) => limits.excess(need),
            None => Excess::default(),
        };
        // Accounts tied with these that are below their line stand in the group as well.
        let tied = group
            .iter()
            .filter(|contender| contender.stands_in_line())
            .count();
        let missing = self.missing_places(tied);
        let (selected, reason) = self.verdict(tied, missing, excess);
        if members > 0 && selected {
            self.places_gone = self.places_gone.saturating_add(members);
            self.used = need;
        }
        if members > 0 && reason == Reason::TiedAtLine && !selected {
            self.places_gone = self.places_gone.saturating_add(tied);
        }
        let is_resource = matches!(reason, Reason::BeyondHours | Reason::BeyondBudget);
        let stops = self
            .policy
            .resources
            .is_some_and(|limits| limits.when_full == WhenFull::Stop);
        if members > 0 && is_resource && stops {
            let ids = group
                .iter()
                .filter(takes_turn)
                .map(|contender| contender.account.account_id.clone());
            self.stopped_at.extend(ids);
        }
        let shortfall = Shortfall {
            points: None,
            places: u32::try_from(missing).ok().filter(|&places| places > 0),
            hours_per_year: excess.hours,
            cost_per_year: excess.cost,
        };
        Ok(group
            .iter()
            .map(|contender| match contender.barred {
                Some(reason) => Outcome {
                    selected: false,
                    reason,
                    shortfall: Shortfall {
                        points: contender.points_below_line(),
                        ..Shortfall::default()
                    },
                },
                None if selected => Outcome {
                    selected,
                    // A key account may owe its place to its own line.
                    reason: contender.reason_to_stay().unwrap_or(reason),
                    shortfall: Shortfall::default(),
                },
                None => Outcome {
                    selected,
                    reason,
                    shortfall,
                },
            })
            .collect())
    }

    /// Returns the places that there are too few for so many tied accounts.
    fn missing_places(&self, tied: usize) -> usize {
        let places = self.places().unwrap_or(usize::MAX);
        self.places_gone.saturating_add(tied).saturating_sub(places)
    }

    fn verdict(&self, tied: usize, missing: usize, excess: Excess) -> (bool, Reason) {
        let overflows = missing > 0 && missing < tied;
        if !self.stopped_at.is_empty() {
            return (false, Reason::AfterStop);
        }
        if missing >= tied && missing > 0 {
            return (false, Reason::BeyondTop);
        }
        if overflows && self.policy.ties_at_line == TiesAtLine::Exclude {
            return (false, Reason::TiedAtLine);
        }
        if excess.hours.is_some() {
            return (false, Reason::BeyondHours);
        }
        if !excess.is_none() {
            return (false, Reason::BeyondBudget);
        }
        let reason = if overflows {
            Reason::TiedAtLine
        } else {
            Reason::WithinLimits
        };
        (true, reason)
    }

    fn places(&self) -> Option<usize> {
        self.policy.top.and_then(|top| usize::try_from(top).ok())
    }

    fn resource_use(&self) -> Option<ResourceUse> {
        let limits = self.policy.resources?;
        let budget = limits.budget_per_year;
        let left = |budget: Money| {
            Some(Money::new(
                decimal::add(budget.amount, -self.used.cost)?,
                budget.currency,
            ))
        };
        Some(ResourceUse {
            hours_per_year: limits.hours_per_year.map(|_| self.used.hours),
            hours_left_per_year: limits.hours_per_year.map(|hours| hours - self.used.hours),
            cost_per_year: budget.map(|budget| Money::new(self.used.cost, budget.currency)),
            budget_left_per_year: budget.and_then(left),
            stopped_at: self.stopped_at.clone(),
        })
    }
}
