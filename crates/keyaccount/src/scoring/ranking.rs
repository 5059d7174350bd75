//! The order of scored accounts, with ties.

use std::cmp::Ordering;

use super::answer::{AccountScore, TieGroup};

/// Sorts the accounts, gives them ranks and returns the ties.
///
/// Competition ranking (1, 1, 3): a rank is one more than the number of accounts before the group. The best account
/// not yet ranked leads a group, and every account at most `tolerance` below the *leader* belongs to it, so that a
/// chain of small differences cannot tie the first to the last. Inside a group the order is by id. Accounts that a
/// gate excludes follow, best first; then those without a score; both without a rank.
pub(super) fn rank(accounts: &mut [AccountScore], tolerance: f64) -> Vec<TieGroup> {
    // Accounts are large: keys are sorted, and each account moves once.
    accounts.sort_by_cached_key(|account| {
        let score = account.final_score.unwrap_or_default();
        (standing(account), HigherFirst(score), account.account_id.clone())
    });
    let ranked = accounts
        .iter()
        .take_while(|account| standing(account) == Standing::Ranked)
        .count();
    let mut rest = accounts.get_mut(..ranked).unwrap_or_default();
    let mut rank = 1;
    let mut ties = Vec::new();
    while let Some(leader) = rest.first().and_then(|leader| leader.final_score) {
        let length = tied(rest.iter().filter_map(|account| account.final_score), tolerance);
        let (group, after) = rest.split_at_mut(length);
        let last = group.last().and_then(|last| last.final_score);
        let spread = last.map_or(0.0, |last| leader - last);
        group.sort_by(|left, right| left.account_id.cmp(&right.account_id));
        for account in &mut *group {
            account.rank = Some(rank);
        }
        if length > 1 {
            let account_ids = group.iter().map(|account| account.account_id.clone()).collect();
            ties.push(TieGroup {
                rank,
                account_ids,
                spread,
            });
        }
        rank = rank.saturating_add(u32::try_from(length).unwrap_or(u32::MAX));
        rest = after;
    }
    ties
}

/// Returns how many of `scores`, best first, share the rank of the first: those at most `tolerance` from it.
pub(super) fn tied(mut scores: impl Iterator<Item = f64>, tolerance: f64) -> usize {
    let Some(leader) = scores.next() else {
        return 0;
    };
    1 + scores
        .take_while(|score| (leader - score).abs() <= tolerance)
        .count()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    Ranked,
    Excluded,
    Unscored,
}

fn standing(account: &AccountScore) -> Standing {
    match account.final_score {
        None => Standing::Unscored,
        Some(_) if account.excluded => Standing::Excluded,
        Some(_) => Standing::Ranked,
    }
}

/// A score that sorts before every lower one.
#[derive(Debug, Clone, Copy)]
struct HigherFirst(f64);

impl Ord for HigherFirst {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.total_cmp(&self.0)
    }
}

impl PartialOrd for HigherFirst {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for HigherFirst {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for HigherFirst {}
