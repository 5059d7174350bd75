//! Drawing the line.

use super::answer::{Neighbour, Reason, Selected, SelectionAnswer};
use super::facts::CheckedFacts;
use super::firmness::Firmness;
use super::listing::{by_score, excluding_gates};
use super::turns::take_turns;
use super::{SelectionError, SelectionFacts, SelectionPolicy, TiesAtLine};
use crate::quantity::Score;
use crate::scoring::{AccountScore, ScoreAnswer};

/// Returns the selected accounts, with the side, the reason and the distance to the line of every account.
///
/// An account is in when no gate excludes it, its final score reaches the threshold (scores within the resolution of the
/// answer count as equal), and its rank lies within the number. Tied accounts of which only some fit are all in or all
/// out, as the policy says. Accounts without a score are out. An empty answer gives an empty selection.
///
/// With `resources` or `incumbents` in the policy the accounts take turns in the order of their ranks:
///
/// 1. With `incumbents`, an account whose score alone lets it in takes its turn: a [`SchmittTrigger`](super::SchmittTrigger)
///    over its past in `facts` and today's score, between `exit_threshold` and `threshold`. An account that is key and has
///    no score today stays, and its turn comes last. `next_incumbents` of the answer is the past of the next selection.
/// 2. An account that takes its turn needs a place within the number, and what it needs of the hours and the money that are
///    left. Accounts that share a rank are taken together or not at all.
/// 3. Where the next ones do not fit, the policy stops or skips them. An account with an unknown need is left out, and the
///    selection goes on.
///
/// Hours and money are hard limits: `ties_at_line` speaks of the number alone. Being key gives nobody an earlier turn.
/// Source: greedy choice in the order of the ranks (house default); lines and dwell after relations notes C.7.
///
/// # Errors
///
/// [`SelectionError`] when the policy or the facts cannot be used: no limit, a threshold beyond the scale, an exit threshold
/// above the threshold, a limit below 0, `resources` without any known need, an account that was not scored, a cost in
/// another currency than the budget.
///
/// # Examples
///
/// ```
/// use keyaccount::document;
/// use keyaccount::scoring::CompiledModel;
/// use keyaccount::selection::{AccountNeed, Reason, SelectionFacts, SelectionPolicy, select};
///
/// let model = CompiledModel::compile(&document::read(r#"{
///     "schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "One criterion", "weights": "points",
///     "criteria": [{"id": "growth", "name": "Growth", "meaning": "Expected growth", "unit": "% per year", "weight": 1,
///          "direction": "more_is_better", "anchors": {"worst": 0, "best": 18}, "when_absent": "refuse"}]}"#)?)?;
/// let scores = model.score(&document::read::<Vec<_>>(r#"[{"id": "globex", "facts": {"growth": 13}},
///     {"id": "initech", "facts": {"growth": 16}}, {"id": "umbrella", "facts": {"growth": 12}}]"#)?)?;
///
/// let best_two = SelectionPolicy { top: Some(2), ..SelectionPolicy::default() };
/// let selection = select(&scores, &best_two, &SelectionFacts::default())?;
/// let sides: Vec<_> = selection.accounts.iter().map(|account| (account.account_id.as_str(), account.margin)).collect();
/// assert_eq!(sides, [("initech", Some(2.0)), ("globex", Some(0.5)), ("umbrella", Some(-0.5))]);
/// assert_eq!(selection.accounts[2].reason, Reason::BeyondTop);
///
/// let hours: SelectionPolicy = document::read(r#"{"resources": {"hours_per_year": 500}}"#)?;
/// let needs: Vec<AccountNeed> = document::read(r#"[{"account_id": "initech", "hours_per_year": 400},
///     {"account_id": "globex", "hours_per_year": 120}]"#)?;
/// let selection = select(&scores, &hours, &SelectionFacts { needs: &needs, ..SelectionFacts::default() })?;
/// assert_eq!(selection.accounts[1].reason, Reason::BeyondHours);
/// assert_eq!(selection.accounts[1].shortfall.unwrap().hours_per_year, Some(20.0));
///
/// // Year after year: what one selection answers, the next one is told.
/// let dwell: SelectionPolicy = document::read(
///     r#"{"threshold": 8.5, "incumbents": {"exit_threshold": 8, "dwell_down_periods": 2}}"#)?;
/// let first = select(&scores, &dwell, &SelectionFacts::default())?;
/// let told = first.next_incumbents.unwrap_or_default();
/// let second = select(&scores, &dwell, &SelectionFacts { incumbents: &told, ..SelectionFacts::default() })?;
/// assert_eq!((first.selected_count, second.selected_count), (1, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn select(
    scores: &ScoreAnswer,
    policy: &SelectionPolicy,
    facts: &SelectionFacts<'_>,
) -> Result<SelectionAnswer, SelectionError> {
    policy.check(scores.scale)?;
    let facts = CheckedFacts::new(facts, scores, policy)?;
    if policy.takes_turns() {
        return take_turns(scores, policy, &facts);
    }
    Ok(draw_line(scores, policy))
}

/// Returns the selection in which one line of the score parts the sides; the policy was checked.
fn draw_line(scores: &ScoreAnswer, policy: &SelectionPolicy) -> SelectionAnswer {
    let line = Line::new(scores, policy);
    let firmness = Firmness::new(scores, policy);
    let sides: Vec<(bool, Reason)> = scores.accounts.iter().map(|account| line.side(account)).collect();
    let beside = |found: Option<(&AccountScore, &(bool, Reason))>| {
        let (account, (selected, _)) = found?;
        Some(Neighbour {
            account_id: account.account_id.clone(),
            final_score: account.final_score?,
            margin: account.rank.and_then(|_| line.margin(account, *selected)),
        })
    };
    let ranked = || {
        scores
            .accounts
            .iter()
            .zip(&sides)
            .filter(|(account, _)| account.rank.is_some())
    };
    let last_in = ranked()
        .filter(|(_, side)| side.0)
        .min_by(|left, right| by_score(left.0, right.0));
    let first_out = ranked()
        .filter(|(_, side)| !side.0)
        .max_by(|left, right| by_score(left.0, right.0));
    let accounts: Vec<Selected> = scores
        .accounts
        .iter()
        .zip(&sides)
        .map(|(account, &(selected, reason))| Selected {
            account_id: account.account_id.clone(),
            name: account.name.clone(),
            selected,
            reason,
            rank: account.rank,
            final_score: account.final_score,
            margin: line.margin(account, selected),
            firm: firmness.is_firm(account, selected),
            excluding_gate_ids: excluding_gates(account),
            change: None,
            periods_left: None,
            shortfall: None,
        })
        .collect();
    let count = |wanted: &dyn Fn(&Selected) -> bool| {
        u32::try_from(accounts.iter().filter(|account| wanted(account)).count()).unwrap_or(u32::MAX)
    };
    SelectionAnswer {
        policy: *policy,
        selected_count: count(&|account| account.selected),
        unsure_count: count(&|account| !account.firm),
        entry_score: line.entry,
        exit_score: line.exit,
        last_in: beside(last_in),
        first_out: beside(first_out),
        resources: None,
        accounts,
        next_incumbents: None,
    }
}

/// Where in and out meet.
struct Line {
    threshold: Option<f64>,
    resolution: f64,
    /// The last rank within the number, and whether the tie at the line is cut there.
    last_rank: Option<u32>,
    /// The rank of the tied accounts of which only some fit.
    tied_rank: Option<u32>,
    entry: Option<f64>,
    exit: Option<f64>,
}

impl Line {
    fn new(scores: &ScoreAnswer, policy: &SelectionPolicy) -> Self {
        let ranked: Vec<&AccountScore> = scores
            .accounts
            .iter()
            .filter(|account| account.rank.is_some())
            .collect();
        let threshold = policy.threshold.map(Score::get);
        let mut line = Self {
            threshold,
            resolution: scores.resolution,
            last_rank: None,
            tied_rank: None,
            entry: threshold,
            exit: threshold,
        };
        let Some(places) = policy.top.and_then(|top| usize::try_from(top).ok()) else {
            return line;
        };
        // The account at the last place; where nobody is behind it, the number leaves nobody out.
        let last = places
            .checked_sub(1)
            .and_then(|place| ranked.get(place))
            .and_then(|account| account.rank);
        let Some(last) = last else { return line };
        let group_end = ranked.iter().filter(|account| account.rank <= Some(last)).count();
        line.tied_rank = (group_end > places).then_some(last);
        let excluded = line.tied_rank.is_some() && policy.ties_at_line == TiesAtLine::Exclude;
        line.last_rank = Some(if excluded { last.saturating_sub(1) } else { last });
        let is_in = |account: &AccountScore| account.rank <= line.last_rank;
        let score_of = |account: &&AccountScore| account.final_score;
        let lowest_in = ranked
            .iter()
            .filter(|account| is_in(account))
            .filter_map(score_of)
            .reduce(f64::min);
        let highest_out = ranked
            .iter()
            .filter(|account| !is_in(account))
            .filter_map(score_of)
            .reduce(f64::max);
        // Tied accounts that are left out stand on the line: to come in is to rise above them.
        let entry = if excluded { highest_out } else { lowest_in };
        line.entry = higher(threshold, entry);
        line.exit = higher(threshold, highest_out);
        line
    }

    fn side(&self, account: &AccountScore) -> (bool, Reason) {
        let Some(score) = account.final_score else {
            return (false, Reason::NotScored);
        };
        let Some(rank) = account.rank else {
            return (false, Reason::ExcludedByGate);
        };
        if self
            .threshold
            .is_some_and(|threshold| score + self.resolution < threshold)
        {
            return (false, Reason::BelowThreshold);
        }
        let tied = self.tied_rank == Some(rank);
        match self.last_rank {
            Some(last) if rank > last && tied => (false, Reason::TiedAtLine),
            Some(last) if rank > last => (false, Reason::BeyondTop),
            _ if tied => (true, Reason::TiedAtLine),
            _ => (true, Reason::WithinLimits),
        }
    }

    fn margin(&self, account: &AccountScore, selected: bool) -> Option<f64> {
        let line = if selected { self.exit } else { self.entry };
        Some(account.final_score? - line?)
    }
}

fn higher(left: Option<f64>, right: Option<f64>) -> Option<f64> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left.max(right)),
        (only, None) | (None, only) => only,
    }
}
