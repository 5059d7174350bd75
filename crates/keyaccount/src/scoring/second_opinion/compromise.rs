//! Which accounts VIKOR proposes, and on what ground.

use serde::Serialize;

use super::VikorHalf;
use super::ranks::Ranked;
use crate::quantity::AccountId;

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
    /// Returns the set, nothing where there are no rows; `leads` says of a row whether it leads by S and by R.
    pub(super) fn of(
        ranked: &Ranked,
        account_ids: &[AccountId],
        leads: impl Fn(usize) -> (bool, bool),
    ) -> Option<Self> {
        let mut groups = ranked.groups();
        let leaders = groups.next()?;
        let second = groups.next();
        let q_of = |group: &[usize]| group.iter().map(|&row| ranked.score(row)).reduce(f64::min);
        let leading_q = q_of(leaders)?;
        let advantage = second.and_then(q_of).map(|q| q - leading_q);
        let others = u32::try_from(ranked.order.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let required_advantage = (others > 0).then(|| 1.0 / f64::from(others));
        let falls_short = |advantage: f64| {
            required_advantage.is_some_and(|required| advantage < required - ranked.resolution)
        };
        let advantage_holds = !advantage.is_some_and(falls_short);
        let also_leads_by: Vec<VikorHalf> = [
            (VikorHalf::S, leaders.iter().any(|&row| leads(row).0)),
            (VikorHalf::R, leaders.iter().any(|&row| leads(row).1)),
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
        let rows = ranked.groups().take(groups).flatten();
        Some(Self {
            outcome,
            account_ids: rows.filter_map(|&row| account_ids.get(row).cloned()).collect(),
            advantage,
            required_advantage,
            advantage_holds,
            also_leads_by,
        })
    }
}
