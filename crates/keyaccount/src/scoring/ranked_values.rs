//! The ranked accounts with the values that their scores are made of, holes included.

use super::answer::AccountScore;
use super::ranking::tied;
use super::{CompiledModel, ScoreAnswer};

/// The ranked accounts with their values between 0 and 1, best account first.
///
/// Unlike a decision table it keeps the accounts whose score leaves a criterion out: weights are spread over the
/// others, which is what sensitivity and robustness have to follow. The order is that of the final scores, where scores
/// within the resolution are equal and stand by id; a declared tie tolerance plays no part.
#[derive(Debug, Clone)]
pub(super) struct RankedValues<'a> {
    pub(super) accounts: Vec<&'a AccountScore>,
    /// Per account, the number of accounts whose score is higher.
    pub(super) above: Vec<usize>,
    /// Per account, the values in the canonical order of the criteria; nothing where the criterion is left out.
    values: Vec<Option<f64>>,
    criteria: usize,
    /// Per account, the value at which gates cap it; infinity where none does.
    pub(super) caps: Vec<f64>,
    /// The difference of values that means nothing.
    pub(super) resolution: f64,
}

impl<'a> RankedValues<'a> {
    pub(super) fn new(model: &CompiledModel, scores: &'a ScoreAnswer) -> Self {
        let mut accounts: Vec<&AccountScore> = scores
            .accounts
            .iter()
            .filter(|account| account.rank.is_some())
            .collect();
        let above = order(&mut accounts, scores.resolution);
        let span = scores.scale.span();
        let values = accounts
            .iter()
            .flat_map(|account| {
                let parts = &account.contributions;
                model
                    .criteria
                    .iter()
                    .map(|prepared| parts.get(prepared.index)?.value)
            })
            .collect();
        let cap = |account: &&AccountScore| {
            let caps = account.gates.iter().filter_map(|gate| gate.cap);
            caps.fold(f64::INFINITY, |lowest, cap| {
                lowest.min((cap - scores.scale.min()) / span)
            })
        };
        Self {
            caps: accounts.iter().map(cap).collect(),
            above,
            values,
            criteria: model.criteria.len(),
            resolution: scores.resolution / span,
            accounts,
        }
    }

    /// Returns the values of the account at `place`, in the canonical order of the criteria.
    pub(super) fn row(&self, place: usize) -> &[Option<f64>] {
        let start = place.saturating_mul(self.criteria);
        self.values
            .get(start..start.saturating_add(self.criteria))
            .unwrap_or_default()
    }

    /// Returns the final score of the account at `place`.
    pub(super) fn score(&self, place: usize) -> f64 {
        self.accounts
            .get(place)
            .and_then(|account| account.final_score)
            .unwrap_or_default()
    }
}

/// Sorts the accounts, best first and equal ones by id, and returns for each the number of better ones.
fn order(accounts: &mut [&AccountScore], resolution: f64) -> Vec<usize> {
    let score = |account: &AccountScore| account.final_score.unwrap_or_default();
    accounts.sort_by(|left, right| {
        score(right)
            .total_cmp(&score(left))
            .then_with(|| left.account_id.cmp(&right.account_id))
    });
    let mut above = Vec::with_capacity(accounts.len());
    let mut rest = accounts;
    while !rest.is_empty() {
        let length = tied(rest.iter().map(|account| score(account)), resolution);
        let (group, after) = rest.split_at_mut(length);
        group.sort_by(|left, right| left.account_id.cmp(&right.account_id));
        above.extend(std::iter::repeat_n(above.len(), length));
        rest = after;
    }
    above
}
