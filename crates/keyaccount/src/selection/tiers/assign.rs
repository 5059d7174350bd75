//! Sorting accounts into tiers.

use std::collections::{BTreeMap, BTreeSet};

use super::answer::{
    LineKind, OverrideState, TierAnswer, TierLine, TierMembers, TierMove, TierReason, TieredAccount,
    UsedOverride,
};
use super::ladder::Ladder;
use super::limit::within;
use super::{TierError, TierHistory, TierOverride, TierPolicy};
use crate::account::Tier;
use crate::document::nearest;
use crate::quantity::{AccountId, Date};
use crate::scoring::{AccountScore, CompiledModel, ScoreAnswer};
use crate::selection::listing::excluding_gates;

/// Returns the tier of every account, with the line that decided and the way to the next.
///
/// In this order:
///
/// 1. **Score.** One [`SchmittTrigger`](crate::selection::SchmittTrigger) per boundary runs over the earlier scores and today's. An
///    account without any earlier tier starts in the highest tier whose line it reaches.
/// 2. **Gates.** An account that a gate excludes is standard.
/// 3. **Overrides** in force put an account where they say; they take their places first.
/// 4. **Numbers.** The others take theirs in the order of their ranks; those beyond go one tier down.
/// 5. **Incubators.** Accounts below the tier key may be incubators, those with the most potential first.
///
/// An account without a score keeps the tier that it had by score. Without numbers, an account whose scores are never
/// lower than those of another is never in a lower tier by score. Source: tiers of design and field-map row 22; trigger
/// with dwell from relations notes C.7; the order of the steps is a house default.
///
/// # Errors
///
/// [`TierError`] for a policy without boundaries or with lines in the wrong order, an account, group or criterion that does
/// not exist, an earlier score off the scale, overrides without `as_of`.
///
/// # Examples
///
/// ```
/// use keyaccount::account::Tier;
/// use keyaccount::document;
/// use keyaccount::scoring::CompiledModel;
/// use keyaccount::selection::tiers::{TierHistory, TierPolicy, assign_tiers};
///
/// let model = CompiledModel::compile(&document::read(r#"{
///     "schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "One criterion", "weights": "points",
///     "criteria": [{"id": "growth", "name": "Growth", "meaning": "Expected growth", "unit": "points", "weight": 1,
///          "direction": "more_is_better", "anchors": {"worst": 1, "best": 10}, "when_absent": "refuse"}]}"#)?)?;
/// let scores = model.score(&document::read::<Vec<_>>(r#"[{"id": "globex", "facts": {"growth": 7.5}}]"#)?)?;
/// let policy: TierPolicy = document::read(
///     r#"{"boundaries": [{"tier": "key", "promote_at": 7, "demote_below": 6}]}"#)?;
/// let history: Vec<TierHistory> = document::read(
///     r#"[{"account_id": "globex", "previous": {"tier": "standard"}, "scores": [5, 6.8]}]"#)?;
/// let tiers = assign_tiers(&model, &scores, &policy, &history, None)?;
/// assert_eq!(tiers.accounts[0].tier, Tier::Standard);
/// assert_eq!(tiers.accounts[0].up.unwrap().periods_left, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn assign_tiers(
    model: &CompiledModel,
    scores: &ScoreAnswer,
    policy: &TierPolicy,
    history: &[TierHistory],
    as_of: Option<Date>,
) -> Result<TierAnswer, TierError> {
    policy.check(scores.scale)?;
    if let Some(rule) = &policy.incubator {
        rule.check(model)?;
    }
    let known: BTreeSet<&AccountId> = scores
        .accounts
        .iter()
        .map(|account| &account.account_id)
        .collect();
    let history = history_by_account(history, &known, scores)?;
    let overrides = overrides_by_account(&policy.overrides, &known, as_of)?;

    let mut drafts: Vec<Draft<'_>> = scores
        .accounts
        .iter()
        .map(|account| {
            let history = history.get(&account.account_id).copied();
            let entry = overrides.get(&account.account_id).copied();
            Draft::new(policy, account, history, entry, as_of, scores.resolution)
        })
        .collect();
    let mut cut = [0; Tier::ALL.len()];
    let [strategic, key, incubator, _] = &mut cut;
    *strategic = limit_tier(policy, &mut drafts, Tier::Strategic);
    *key = limit_tier(policy, &mut drafts, Tier::Key);
    *incubator = find_incubators(policy, &mut drafts, scores.resolution);

    let overridden: BTreeMap<&AccountId, &Draft<'_>> = drafts
        .iter()
        .filter(|draft| draft.override_state.is_some())
        .map(|draft| (&draft.account.account_id, draft))
        .collect();
    let used = policy
        .overrides
        .iter()
        .filter_map(|entry| Some(overridden.get(&entry.account_id)?.used(entry)))
        .collect();
    let accounts: Vec<TieredAccount> = drafts.into_iter().map(Draft::finished).collect();
    let members = Tier::ALL.into_iter().zip(cut).map(|(tier, cut)| TierMembers {
        tier,
        account_count: count(accounts.iter().filter(|account| account.tier == tier)),
        at_most: at_most(policy, tier),
        cut_count: u32::try_from(cut).unwrap_or(u32::MAX),
    });
    Ok(TierAnswer {
        tiers: members.collect(),
        policy: policy.clone(),
        accounts,
        overrides: used,
    })
}

/// An account on its way to a tier.
struct Draft<'a> {
    account: &'a AccountScore,
    ladder: Ladder,
    was_incubator: bool,
    override_state: Option<OverrideState>,
    tier: Tier,
    reason: TierReason,
    line: Option<TierLine>,
    potential: Option<f64>,
}

impl<'a> Draft<'a> {
    fn new(
        policy: &TierPolicy,
        account: &'a AccountScore,
        history: Option<&TierHistory>,
        entry: Option<&TierOverride>,
        as_of: Option<Date>,
        resolution: f64,
    ) -> Self {
        let ladder = Ladder::new(policy, history, account.final_score, resolution);
        let previous = history.and_then(|history| history.previous);
        let was_incubator = previous.is_some_and(|previous| previous.tier == Tier::Incubator)
            && ladder.before == Some(Tier::Standard);
        let override_state = entry.map(|entry| match as_of {
            Some(as_of) if as_of > entry.expires_on => OverrideState::Expired,
            _ if account.excluded => OverrideState::StoppedByGate,
            _ => OverrideState::InForce,
        });
        let (reason, line) = ladder.reason();
        let (tier, reason, line) = match (entry, override_state) {
            _ if account.excluded => (Tier::Standard, TierReason::ExcludedByGate, None),
            (Some(entry), Some(OverrideState::InForce)) => (entry.tier, TierReason::Overridden, None),
            _ => (ladder.tier, reason, line),
        };
        Self {
            account,
            ladder,
            was_incubator,
            override_state,
            tier,
            reason,
            line,
            potential: None,
        }
    }

    fn is_overridden(&self) -> bool {
        self.reason == TierReason::Overridden
    }

    fn used(&self, entry: &TierOverride) -> UsedOverride {
        UsedOverride {
            account_id: entry.account_id.clone(),
            tier: entry.tier,
            reason: entry.reason.clone(),
            expires_on: entry.expires_on,
            state: self.override_state.unwrap_or(OverrideState::Expired),
            tier_by_score: self.ladder.tier,
        }
    }

    fn finished(self) -> TieredAccount {
        let previous_tier = if self.was_incubator {
            Some(Tier::Incubator)
        } else {
            self.ladder.before
        };
        TieredAccount {
            account_id: self.account.account_id.clone(),
            name: self.account.name.clone(),
            tier: self.tier,
            reason: self.reason,
            line: self.line,
            movement: movement(previous_tier, self.tier),
            previous_tier,
            tier_by_score: self.ladder.tier,
            rank: self.account.rank,
            final_score: self.account.final_score,
            up: self.ladder.up(),
            down: self.ladder.down(),
            change_count: self.ladder.change_count,
            earlier_tiers: self.ladder.earlier,
            potential: self.potential,
            excluding_gate_ids: excluding_gates(self.account),
        }
    }
}

/// Puts the accounts beyond the number of a tier one tier down and returns how many they are.
fn limit_tier(policy: &TierPolicy, drafts: &mut [Draft<'_>], tier: Tier) -> usize {
    let Some(boundary) = policy.boundary(tier) else {
        return 0;
    };
    let taken = drafts
        .iter()
        .filter(|draft| draft.tier == tier && draft.is_overridden())
        .count();
    // In the order of the scores: by rank, then those without one. Accounts without a rank are tied with nobody.
    let mut members: Vec<(usize, &mut Draft<'_>)> = drafts
        .iter_mut()
        .enumerate()
        .filter(|(_, draft)| draft.tier == tier && !draft.is_overridden())
        .collect();
    let keys: Vec<(Option<u32>, usize)> = members
        .iter()
        .map(|(index, draft)| match draft.account.rank {
            Some(rank) => (Some(rank), 0),
            None => (None, *index),
        })
        .collect();
    let stays = within(&keys, boundary.at_most, taken, policy.ties_at_limit);
    let below = match tier {
        Tier::Strategic if policy.boundary(Tier::Key).is_some() => Tier::Key,
        _ => Tier::Standard,
    };
    let line = TierLine {
        tier,
        kind: LineKind::PromoteAt,
        at: boundary.promote_at.get(),
    };
    let mut cut = 0;
    for ((_, draft), stays) in members.iter_mut().zip(stays) {
        if !stays {
            draft.tier = below;
            draft.reason = TierReason::BeyondNumber;
            draft.line = Some(line);
            cut += 1;
        }
    }
    cut
}

/// Makes incubators of the standard accounts with potential and returns how many did not fit.
fn find_incubators(policy: &TierPolicy, drafts: &mut [Draft<'_>], resolution: f64) -> usize {
    let Some(rule) = &policy.incubator else { return 0 };
    let taken = drafts
        .iter()
        .filter(|draft| draft.tier == Tier::Incubator)
        .count();
    let may_be =
        |draft: &Draft<'_>| draft.tier == Tier::Standard && !draft.account.excluded && !draft.is_overridden();
    let mut found: Vec<(f64, &mut Draft<'_>)> = drafts
        .iter_mut()
        .filter(|draft| may_be(draft))
        .filter_map(|draft| {
            let potential = rule.potential_of(draft.account, draft.was_incubator, resolution)?;
            Some((potential, draft))
        })
        .collect();
    found.sort_by(|left, right| {
        right
            .0
            .total_cmp(&left.0)
            .then_with(|| left.1.account.account_id.cmp(&right.1.account.account_id))
    });
    let keys: Vec<u64> = found.iter().map(|(potential, _)| potential.to_bits()).collect();
    let stays = within(&keys, rule.at_most, taken, policy.ties_at_limit);
    let mut cut = 0;
    for ((potential, draft), stays) in found.iter_mut().zip(stays) {
        draft.potential = Some(*potential);
        draft.line = Some(TierLine {
            tier: Tier::Incubator,
            kind: LineKind::PromoteAt,
            at: rule.enter_at,
        });
        if stays {
            draft.tier = Tier::Incubator;
            draft.reason = TierReason::IncubatorRule;
        } else {
            draft.reason = TierReason::BeyondNumber;
            cut += 1;
        }
    }
    cut
}

fn history_by_account<'a>(
    history: &'a [TierHistory],
    known: &BTreeSet<&AccountId>,
    scores: &ScoreAnswer,
) -> Result<BTreeMap<&'a AccountId, &'a TierHistory>, TierError> {
    let mut by_account = BTreeMap::new();
    for (index, entry) in history.iter().enumerate() {
        let id = &entry.account_id;
        check_known(id, known, || format!("/history/{index}/account_id"))?;
        for (period, score) in entry.scores.iter().enumerate() {
            let off = score.value().filter(|&&score| !scores.scale.contains(score));
            if let Some(found) = off {
                return Err(TierError::ScoreOffScale {
                    path: format!("/history/{index}/scores/{period}"),
                    account_id: id.clone(),
                    expected: format!("between {} and {}", scores.scale.min(), scores.scale.max()),
                    found: found.to_string(),
                });
            }
        }
        if by_account.insert(id, entry).is_some() {
            return Err(TierError::DuplicateAccount {
                list: "history",
                path: format!("/history/{index}/account_id"),
                account_id: id.clone(),
            });
        }
    }
    Ok(by_account)
}

fn overrides_by_account<'a>(
    overrides: &'a [TierOverride],
    known: &BTreeSet<&AccountId>,
    as_of: Option<Date>,
) -> Result<BTreeMap<&'a AccountId, &'a TierOverride>, TierError> {
    if !overrides.is_empty() && as_of.is_none() {
        return Err(TierError::NoAsOf);
    }
    let mut by_account = BTreeMap::new();
    for (index, entry) in overrides.iter().enumerate() {
        let path = || format!("/policy/overrides/{index}/account_id");
        check_known(&entry.account_id, known, path)?;
        if by_account.insert(&entry.account_id, entry).is_some() {
            return Err(TierError::DuplicateAccount {
                list: "overrides",
                path: path(),
                account_id: entry.account_id.clone(),
            });
        }
    }
    Ok(by_account)
}

fn check_known(
    id: &AccountId,
    known: &BTreeSet<&AccountId>,
    path: impl FnOnce() -> String,
) -> Result<(), TierError> {
    if known.contains(id) {
        return Ok(());
    }
    Err(TierError::UnknownId {
        path: path(),
        kind: "account",
        id: id.to_string(),
        nearest: nearest(id.as_str(), known.iter().map(|known| known.as_str())).map(str::to_owned),
    })
}

fn movement(previous: Option<Tier>, tier: Tier) -> TierMove {
    // Better tiers are smaller.
    match previous {
        None => TierMove::First,
        Some(previous) if tier < previous => TierMove::Up,
        Some(previous) if tier > previous => TierMove::Down,
        Some(_) => TierMove::Stays,
    }
}

fn at_most(policy: &TierPolicy, tier: Tier) -> Option<u32> {
    match tier {
        Tier::Incubator => policy.incubator.as_ref().and_then(|rule| rule.at_most),
        _ => policy.boundary(tier).and_then(|boundary| boundary.at_most),
    }
}

fn count(list: impl Iterator) -> u32 {
    u32::try_from(list.count()).unwrap_or(u32::MAX)
}
