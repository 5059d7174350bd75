//! The steps that tell what the client gets: 5 and 6.

use std::collections::BTreeSet;

use super::answer::{Lack, LackKind};
use super::facts::Facts;
use super::step::{Found, lack, part, ratio};
use crate::account::Tier;
use crate::plan::{Action, ActionStatus, CommitmentStatus, Part, Plan, Reward, ValueAdd};
use crate::quantity::decimal::Decimal;
use crate::quantity::{EntityId, is_blank};
use crate::sla::{SlaMetric, Target, TargetUnit};
use crate::vocabulary::{EntityKind, Reference};

/// Step 5: how many value-adds serve a need or an objective of the client. Ids that lead nowhere do not count.
pub(super) fn strategy(facts: &Facts<'_>) -> Found {
    let plan = facts.plan;
    if plan.value_adds.is_empty() {
        let missing = lack("/value_adds", LackKind::ValueAddMissing);
        return Found::mean([part(false)], vec![missing]);
    }
    let needs: BTreeSet<_> = plan.needs.iter().filter_map(|need| need.id.as_ref()).collect();
    let aims: BTreeSet<_> = plan
        .client_objectives
        .iter()
        .filter_map(|aim| aim.id.as_ref())
        .collect();
    let serves = |value_add: &ValueAdd| {
        let one_of = |ids: &[EntityId], known: &BTreeSet<&EntityId>| ids.iter().any(|id| known.contains(id));
        one_of(&value_add.need_ids, &needs) || one_of(&value_add.client_objective_ids, &aims)
    };
    let idle = places("/value_adds", &plan.value_adds, |value_add| !serves(value_add));
    let lacking = idle
        .map(|path| lack(path, LackKind::ValueAddServesNothing))
        .collect();
    share_without(plan.value_adds.len(), lacking)
}

/// Step 6: whether what was thought of has become promises: actions, commitments, service levels, rewards.
pub(super) fn commitments(facts: &Facts<'_>) -> Found {
    let mut lacking = Vec::new();
    let parts = [
        put_into_practice(facts, &mut lacking),
        owned_actions(facts.plan, &mut lacking),
        service_levels(facts, &mut lacking),
        rewards(facts.plan, &mut lacking),
    ];
    Found::mean(parts, lacking)
}

/// Returns the share of value-adds that something carries out, 0 when there are none.
fn put_into_practice(facts: &Facts<'_>, lacking: &mut Vec<Lack>) -> Option<Decimal> {
    let plan = facts.plan;
    if plan.value_adds.is_empty() {
        lacking.push(lack("/value_adds", LackKind::ValueAddMissing));
        return part(false);
    }
    let actions = plan.actions.iter().filter(|action| is_meant(action));
    let metrics = metrics(facts).map(|(_, metric)| &metric.serves);
    let promises = plan.commitments.iter();
    let promises = promises.filter(|promise| promise.status != Some(CommitmentStatus::Released));
    let serving = actions
        .map(|action| &action.serves)
        .chain(promises.map(|promise| &promise.serves))
        .chain(plan.rewards.iter().map(|reward| &reward.serves))
        .chain(metrics);
    let of_value_add = |reference: &Reference| reference.kind() == Some(EntityKind::ValueAdd);
    let served: BTreeSet<&str> = serving
        .flatten()
        .filter(|reference| of_value_add(reference))
        .map(Reference::id)
        .collect();
    let is_idle = |value_add: &ValueAdd| {
        !value_add
            .id
            .as_ref()
            .is_some_and(|id| served.contains(id.as_str()))
    };
    let before = lacking.len();
    let idle = places("/value_adds", &plan.value_adds, is_idle);
    lacking.extend(idle.map(|path| lack(path, LackKind::ValueAddNotPutIntoPractice)));
    ratio_without(plan.value_adds.len(), lacking.len() - before)
}

/// Returns the share of open actions that have an accountable person and a date; 0 without any action, nothing where all are
/// done.
fn owned_actions(plan: &Plan, lacking: &mut Vec<Lack>) -> Option<Decimal> {
    if !plan.actions.iter().any(is_meant) {
        lacking.push(lack("/actions", LackKind::ActionMissing));
        return part(false);
    }
    let (mut open, mut complete) = (0, 0);
    for (at, action) in plan.actions.iter().enumerate() {
        if !action.status.is_some_and(ActionStatus::is_open) {
            continue;
        }
        open += 1;
        let has_owner = action
            .assignments
            .iter()
            .any(|assignment| assignment.part == Some(Part::Accountable) && assignment.person_id.is_some());
        if !has_owner {
            lacking.push(lack(
                format!("/actions/{at}/assignments"),
                LackKind::ActionWithoutOwner,
            ));
        }
        if action.due_on.is_none() {
            lacking.push(lack(format!("/actions/{at}/due_on"), LackKind::ActionWithoutDate));
        }
        complete += usize::from(has_owner && action.due_on.is_some());
    }
    ratio(complete, open)
}

/// Returns whether an action is more than a thought that was given up.
fn is_meant(action: &Action) -> bool {
    action
        .status
        .is_some_and(|status| status != ActionStatus::Cancelled)
}

/// Returns 1 where a metric is promised and each says what, by what unit, over what time, on what calendar and from what source.
fn service_levels(facts: &Facts<'_>, lacking: &mut Vec<Lack>) -> Option<Decimal> {
    let before = lacking.len();
    let mut is_promised = false;
    for (path, metric) in metrics(facts) {
        is_promised = true;
        if !is_complete(metric, facts.tier()) {
            lacking.push(lack(path, LackKind::ServiceLevelIncomplete));
        }
    }
    if !is_promised {
        lacking.push(lack("/sla", LackKind::ServiceLevelMissing));
    }
    part(lacking.len() == before)
}

/// Returns the metrics that the plan promises and those of its account, each with its place.
fn metrics<'a>(facts: &Facts<'a>) -> impl Iterator<Item = (String, &'a SlaMetric)> {
    let of_account = facts.of_account(|account| Some(&account.agreements).filter(|list| !list.is_empty()));
    let agreements = [
        ("/sla", Some(&facts.plan.sla)),
        ("/account/agreements", of_account),
    ];
    agreements.into_iter().flat_map(|(list, agreements)| {
        let agreements = agreements.into_iter().flatten().enumerate();
        agreements.flat_map(move |(at, agreement)| {
            let metrics = agreement.metrics.iter().enumerate();
            metrics.map(move |(number, metric)| (format!("{list}/{at}/metrics/{number}"), metric))
        })
    })
}

/// Returns whether a metric has what rule KA-653 asks for in the targets that are meant for the tier.
fn is_complete(metric: &SlaMetric, tier: Option<Tier>) -> bool {
    let is_whole = |target: &Target| {
        let is_time = matches!(
            target.unit,
            Some(TargetUnit::Minutes | TargetUnit::Hours | TargetUnit::BusinessDays)
        );
        target.value.is_some() && target.unit.is_some() && (!is_time || target.calendar_id.is_some())
    };
    let is_meant = |target: &&Target| target.tier.is_none() || target.tier == tier;
    let mut targets = metric.targets.iter().filter(is_meant).peekable();
    let has_source = metric.source.as_deref().is_some_and(|source| !is_blank(source));
    targets.peek().is_some() && targets.all(is_whole) && metric.window.is_some() && has_source
}

/// Returns the share of rewards that say when they are due and what they are, 1 when none is promised.
fn rewards(plan: &Plan, lacking: &mut Vec<Lack>) -> Option<Decimal> {
    let before = lacking.len();
    let vague = places("/rewards", &plan.rewards, |reward| !is_spelled_out(reward));
    lacking.extend(vague.map(|path| lack(path, LackKind::RewardNotSpelledOut)));
    ratio_without(plan.rewards.len(), lacking.len() - before).or(part(true))
}

fn is_spelled_out(reward: &Reward) -> bool {
    let says = |text: &Option<String>| text.as_deref().is_some_and(|text| !is_blank(text));
    let trigger = reward.trigger.as_ref();
    let has_trigger = trigger.is_some_and(|trigger| trigger.kind.is_some() && says(&trigger.value));
    let mut options = reward.options.iter();
    let has_options = !reward.options.is_empty();
    has_trigger && has_options && options.all(|option| says(&option.item) && says(&option.value))
}

/// Returns the places of the entries that are `wanted`.
fn places<'e, T>(
    list: &'e str,
    entries: &'e [T],
    wanted: impl Fn(&T) -> bool + 'e,
) -> impl Iterator<Item = String> + 'e {
    let wanted = entries.iter().enumerate().filter(move |(_, entry)| wanted(entry));
    wanted.map(move |(at, _)| format!("{list}/{at}"))
}

fn share_without(total: usize, lacking: Vec<Lack>) -> Found {
    Found::mean([ratio_without(total, lacking.len())], lacking)
}

/// Returns the share of those without fault, nothing where there are none at all.
fn ratio_without(total: usize, faulty: usize) -> Option<Decimal> {
    ratio(total.saturating_sub(faulty), total)
}
