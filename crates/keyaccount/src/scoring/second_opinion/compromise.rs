//! Which accounts VIKOR proposes, and on what ground.

use serde::Serialize;

use super::VikorHalf;
use super::ranks::Ranked;
use crate::quantity::AccountId;
use crate::scoring::Better;

/// The accounts that VIKOR proposes.
///
/// Accounts that share the first place by Q count as one leader, and so do those that share the second. The leader is
/// proposed alone where two conditions hold. *Advantage*: Q of the second less Q of the leader is at least 1 / (n - 1) for
/// n accounts. *Stability*: the leader also leads by S or by R. Where stability alone fails, the first two are proposed;
/// where the advantage fails, every account whose Q is less than that above the leader's. Source: Opricovic and Tzeng 2004;
/// the rule for ties is a house default.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CompromiseSet {
    /// On what ground they are proposed.
    pub outcome: CompromiseOutcome,
    /// The accounts proposed, best first.
    pub account_ids: Vec<AccountId>,
    /// Q of the second less Q of the leader; nothing where all accounts share the first place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advantage: Option<f64>,
    /// The advantage that is asked for, 1 / (n - 1); nothing for a single account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required_advantage: Option<f64>,
    /// Whether the advantage is large enough; it is where there is no second.
    pub advantage_holds: bool,
    /// The measures besides Q by which the leader leads.
    pub also_leads_by: Vec<VikorHalf>,
}

/// The rows that VIKOR proposes, as [`CompromiseSet`] has them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CompromiseRows {
    /// On what ground they are proposed.
    pub outcome: CompromiseOutcome,
    /// The rows proposed, counted from 0, best first.
    pub rows: Vec<usize>,
    /// Q of the second less Q of the leader; nothing where all rows share the first place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advantage: Option<f64>,
    /// The advantage that is asked for, 1 / (n - 1); nothing for a single row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub required_advantage: Option<f64>,
    /// Whether the advantage is large enough; it is where there is no second.
    pub advantage_holds: bool,
    /// The measures besides Q by which the leader leads.
    pub also_leads_by: Vec<VikorHalf>,
}

/// On what ground VIKOR proposes accounts.
///
/// `accepted_alone`: both conditions hold. `first_two`: the leader does not lead by S or R. `near_the_leader`: the
/// advantage is too small.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum CompromiseOutcome {
    AcceptedAlone,
    FirstTwo,
    NearTheLeader,
}

impl CompromiseSet {
    /// Returns the set with the accounts of the rows.
    pub(super) fn of(compromise: CompromiseRows, account_ids: &[AccountId]) -> Self {
        let rows = compromise.rows.into_iter();
        Self {
            outcome: compromise.outcome,
            account_ids: rows.filter_map(|row| account_ids.get(row).cloned()).collect(),
            advantage: compromise.advantage,
            required_advantage: compromise.required_advantage,
            advantage_holds: compromise.advantage_holds,
            also_leads_by: compromise.also_leads_by,
        }
    }
}

impl CompromiseRows {
    /// Returns the rows proposed, nothing where there are none at all; `leads` says of a row whether it leads by S and by R.
    pub(super) fn of(q: &[f64], resolution: f64, leads: impl Fn(usize) -> (bool, bool)) -> Option<Self> {
        let others = u32::try_from(q.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let required_advantage = (others > 0).then(|| 1.0 / f64::from(others));
        let front = front(q, resolution, required_advantage.unwrap_or_default())?;
        let row_of = |place: usize| front.get(place).copied().unwrap_or_default();
        let of_front = front.iter().filter_map(|&row| q.get(row).copied()).collect();
        let ranked = Ranked::new(of_front, Better::Lower, resolution);
        let mut groups = ranked.groups();
        let leaders = groups.next()?;
        let second = groups.next();
        let q_of = |group: &[usize]| group.iter().map(|&place| ranked.score(place)).reduce(f64::min);
        let leading_q = q_of(leaders)?;
        let advantage = second.and_then(q_of).map(|q| q - leading_q);
        let falls_short = |advantage: f64| {
            required_advantage.is_some_and(|required| advantage < required - ranked.resolution)
        };
        let advantage_holds = !advantage.is_some_and(falls_short);
        let leads = |half: fn((bool, bool)) -> bool| leaders.iter().any(|&place| half(leads(row_of(place))));
        let also_leads_by: Vec<VikorHalf> = [
            (VikorHalf::S, leads(|(by_s, _)| by_s)),
            (VikorHalf::R, leads(|(_, by_r)| by_r)),
        ]
        .into_iter()
        .filter_map(|(half, leads)| leads.then_some(half))
        .collect();
        let (outcome, groups) = match (advantage_holds, also_leads_by.is_empty()) {
            (true, false) => (CompromiseOutcome::AcceptedAlone, 1),
            (true, true) => (CompromiseOutcome::FirstTwo, 2),
            (false, _) => {
                let near = |group: &&[usize]| q_of(group).is_some_and(|q| falls_short(q - leading_q));
                (
                    CompromiseOutcome::NearTheLeader,
                    ranked.groups().take_while(near).count(),
                )
            }
        };
        let places = ranked.groups().take(groups).flatten();
        Some(Self {
            outcome,
            rows: places.map(|&place| row_of(place)).collect(),
            advantage,
            required_advantage,
            advantage_holds,
            also_leads_by,
        })
    }
}

/// Returns the rows among which those proposed are, in ascending order; nothing where there are no rows.
///
/// These are all that share the first place or the second, and all nearer to the leader than the required advantage:
/// sorting every row would take longer than the method.
fn front(q: &[f64], resolution: f64, required_advantage: f64) -> Option<Vec<usize>> {
    let lowest = |least: f64, q: f64| if q < least { q } else { least };
    let best = q.iter().copied().reduce(lowest)?;
    let behind = q.iter().copied().filter(|q| q - best > resolution);
    let second = behind.reduce(lowest).unwrap_or(best);
    // One resolution for those who share the place of the last, another for the rounding of this sum.
    let end = second.max(best + required_advantage) + 2.0 * resolution;
    let rows = q.iter().enumerate().filter(|(_, q)| **q <= end);
    Some(rows.map(|(row, _)| row).collect())
}
