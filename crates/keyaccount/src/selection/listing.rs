//! What every list of selected accounts says.

use crate::quantity::EntityId;
use crate::scoring::{AccountScore, GateEffect};

/// Returns the order by final score, then by id from the last to the first: of equal scores the later in the list is the
/// last in, the earlier the first out.
pub(super) fn by_score(left: &AccountScore, right: &AccountScore) -> std::cmp::Ordering {
    let score = |account: &AccountScore| account.final_score.unwrap_or_default();
    score(left)
        .total_cmp(&score(right))
        .then_with(|| right.account_id.cmp(&left.account_id))
}

/// Returns the gates that exclude an account.
pub(super) fn excluding_gates(account: &AccountScore) -> Vec<EntityId> {
    account
        .gates
        .iter()
        .filter(|gate| gate.effect == GateEffect::Excluded)
        .map(|gate| gate.gate_id.clone())
        .collect()
}
