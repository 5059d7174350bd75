//! Taking the change of every score apart.

use std::collections::BTreeMap;

use super::super::carried::carried_facts;
use super::super::explain::ranked_count;
use super::super::trial::Trial;
use super::answer::{
    AccountChange, AccountPresence, AccountStanding, ComparedScores, FactChange, FactChangeKind, ScoreChange,
    ScoreComparison,
};
use super::model_changes::model_changes;
use super::reweighted::{Reweighted, reweighted};
use super::sentences;
use crate::quantity::{AccountId, CriterionId, Date, Datum};
use crate::scoring::{AccountScore, Better, CompiledModel, Criterion, RankAgreement, ScoreAnswer, grid};

/// One of two scorings that are compared.
#[derive(Debug, Clone, Copy)]
pub struct ScoreSide<'a> {
    /// The model.
    pub model: &'a CompiledModel,
    /// The scores that it gave.
    pub scores: &'a ScoreAnswer,
    /// The day that the facts speak of.
    pub as_of: Option<Date>,
}

/// Returns why the score of each account changed from one scoring to the other.
///
/// The way from the earlier score to the later goes in fixed steps, each an exact difference on the grid, so that they add
/// up bit for bit:
///
/// 1. *Facts*, under the earlier model, one criterion after the other by id: first those that have a value now, then
///    those that are absent now. The facts of a criterion that only one of the models has, or whose unit changed, belong
///    to the last step.
/// 2. *Weights*: the earlier model with the later weights. Criteria that are removed keep their part until the next step.
/// 3. *The rest of the model*: criteria added and removed, anchors, value functions, policies, groups, scale.
/// 4. *Gates*: the change of the points that caps take, from the score to the final score.
///
/// A fact that was carried forward counts as the value that it was carried with; where it becomes too old, that is a change
/// of facts.
///
/// A step that leaves no criterion to count has no score of its own, and where criteria were added or removed a step of
/// weights within the resolution is rounding: both count 0, and what they did falls to the next step. In the steps, a raw value
/// beyond the anchors of the earlier model counts as its anchor, and an absent one that it refuses to go without is left
/// out. Source: value effect and weight effect (scoring notes, 7.7); the order of the steps is a house default: people
/// change facts between two dates more often than models, so that facts are read by the model that they were rated for.
///
/// # Examples
///
/// ```
/// use keyaccount::document;
/// use keyaccount::scoring::{CompiledModel, ScoreModel, ScoreSide, compare};
///
/// let text = r#"{"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "Two criteria", "weights": "points",
///     "scale": {"min": 0, "max": 10}, "criteria": [
///         {"id": "growth", "name": "Growth", "meaning": "Expected growth", "unit": "% per year", "weight": 3,
///          "direction": "more_is_better", "anchors": {"worst": 0, "best": 20}, "when_absent": "refuse"},
///         {"id": "harmony", "name": "Harmony", "meaning": "How well we fit", "unit": "rating", "weight": 1,
///          "direction": "more_is_better", "anchors": {"worst": 0, "best": 10}, "when_absent": "worst"}]}"#;
/// let before = CompiledModel::compile(&document::read(text)?)?;
/// let after = CompiledModel::compile(&document::read(&text.replace(r#""weight": 1"#, r#""weight": 3"#))?)?;
/// let accounts = |growth: f64| document::read::<Vec<_>>(&format!(
///     r#"[{{"id": "globex", "facts": {{"growth": {growth}, "harmony": 8}}}}]"#));
/// let (earlier, later) = (before.score(&accounts(5.0)?)?, after.score(&accounts(10.0)?)?);
/// let comparison = compare(ScoreSide { model: &before, scores: &earlier, as_of: None },
///                          ScoreSide { model: &after, scores: &later, as_of: None });
/// let change = comparison.accounts[0].change.as_ref().unwrap();
/// // 7.5 x 0.25 + 2.5 x 0.8 = 3.875; growth of 10 % makes it 5.75; equal weights make it 6.5.
/// assert_eq!((change.facts_points, change.weights_points, change.model_points), (1.875, 0.75, 0.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn compare(before: ScoreSide<'_>, after: ScoreSide<'_>) -> ScoreComparison {
    let models = Models {
        before: before.model,
        after: after.model,
        reweighted: reweighted(before.model, after.model),
    };
    let earlier: BTreeMap<&AccountId, &AccountScore> = by_id(before.scores);
    let later: BTreeMap<&AccountId, &AccountScore> = by_id(after.scores);
    let mut accounts: Vec<AccountChange> = after
        .scores
        .accounts
        .iter()
        .map(|account| {
            let before = earlier.get(&account.account_id).copied();
            models.account_change(&account.account_id, before, Some(account))
        })
        .collect();
    let gone = before.scores.accounts.iter();
    accounts.extend(
        gone.filter(|account| !later.contains_key(&account.account_id))
            .map(|account| models.account_change(&account.account_id, Some(account), None)),
    );
    let mut comparison = ScoreComparison {
        before: before.summary(),
        after: after.summary(),
        model_changes: model_changes(&before.model.model, &after.model.model),
        rank_agreement: rank_agreement(&accounts),
        accounts,
        sentences: Vec::new(),
    };
    comparison.sentences = sentences::of_comparison(&comparison, &before.model.model, &after.model.model);
    comparison
}

impl ScoreSide<'_> {
    fn summary(self) -> ComparedScores {
        ComparedScores {
            as_of: self.as_of,
            model_id: self.model.model.id.clone(),
            model_version: self.model.model.version,
            scale: self.model.model.scale,
            account_count: u32::try_from(self.scores.accounts.len()).unwrap_or(u32::MAX),
            ranked_count: ranked_count(self.scores),
        }
    }
}

struct Models<'a> {
    before: &'a CompiledModel,
    after: &'a CompiledModel,
    reweighted: Option<Reweighted>,
}

impl Models<'_> {
    fn account_change(
        &self,
        account_id: &AccountId,
        before: Option<&AccountScore>,
        after: Option<&AccountScore>,
    ) -> AccountChange {
        let standing_before = before.map(|account| standing(self.before, account));
        let standing_after = after.map(|account| standing(self.after, account));
        let rank = |standing: &Option<AccountStanding>| standing.as_ref()?.rank.map(i64::from);
        let mut change = AccountChange {
            account_id: account_id.clone(),
            name: after.or(before).and_then(|account| account.name.clone()),
            presence: match (before, after) {
                (Some(_), Some(_)) => AccountPresence::Both,
                (None, _) => AccountPresence::New,
                (_, None) => AccountPresence::Gone,
            },
            places_up: rank(&standing_before)
                .zip(rank(&standing_after))
                .map(|(before, after)| before.saturating_sub(after)),
            before: standing_before,
            after: standing_after,
            change: before
                .zip(after)
                .and_then(|(before, after)| self.score_change(before, after)),
            sentences: Vec::new(),
        };
        change.sentences = sentences::of_account(&change, &self.before.model);
        change
    }

    fn score_change(&self, before: &AccountScore, after: &AccountScore) -> Option<ScoreChange> {
        let (from, to) = (grid::units(before.score?), grid::units(after.score?));
        let (final_from, final_to) = (grid::units(before.final_score?), grid::units(after.final_score?));
        let mut trial = Trial::new(self.before, |index, _| fact_at(before, index));
        let mut reached = from;
        let mut facts = Vec::new();
        for mut change in self.fact_changes(before, after) {
            trial.set(&change.criterion_id, change.after);
            let units = trial.score_units().unwrap_or(reached);
            change.points = grid::points(units - reached + 0.0);
            reached = units;
            facts.push(change);
        }
        let facts_units = reached - from;
        let reweighted = self
            .reweighted
            .as_ref()
            .and_then(|Reweighted { model, as_given }| {
                let mut later = Trial::new(model, |index, criterion| {
                    self.fact_after(before, after, index, criterion)
                });
                let units = later.score_units()?;
                let means_something = (units - reached).abs() > model.resolution_units;
                (*as_given || means_something).then_some(units)
            });
        let weights_units = reweighted.map_or(0.0, |units| units - reached);
        let model_units = to - reached - weights_units;
        let gates_units = (final_to - to) - (final_from - from);
        let points = |units: f64| grid::points(units + 0.0);
        Some(ScoreChange {
            score_change: points(to - from),
            final_score_change: points(final_to - final_from),
            facts_points: points(facts_units),
            weights_points: points(weights_units),
            model_points: points(model_units),
            gates_points: points(gates_units),
            facts,
        })
    }

    /// Returns the facts that differ, with a value now first, then by id.
    fn fact_changes(&self, before: &AccountScore, after: &AccountScore) -> Vec<FactChange> {
        let mut changes: Vec<FactChange> = self
            .before
            .model
            .criteria
            .iter()
            .enumerate()
            .filter_map(|(index, criterion)| {
                let (before_it, after_it) = (
                    fact_at(before, index),
                    self.fact_after(before, after, index, criterion),
                );
                (before_it != after_it).then(|| FactChange {
                    criterion_id: criterion.id.clone(),
                    name: criterion.name.clone(),
                    before: before_it,
                    after: after_it,
                    kind: match (before_it, after_it) {
                        (Datum::Value(_), Datum::Value(_)) => FactChangeKind::Changed,
                        (_, Datum::Value(_)) => FactChangeKind::BecameKnown,
                        (Datum::Value(_), _) => FactChangeKind::BecameAbsent,
                        _ => FactChangeKind::Changed,
                    },
                    points: 0.0,
                })
            })
            .collect();
        changes.sort_by(|one, other| {
            let absent = |change: &FactChange| change.after.value().is_none();
            (absent(one), &one.criterion_id).cmp(&(absent(other), &other.criterion_id))
        });
        changes
    }

    /// Returns the later fact of a criterion of the earlier model; the earlier fact where the later model does not have
    /// the criterion, or has it in another unit.
    fn fact_after(
        &self,
        before: &AccountScore,
        after: &AccountScore,
        index: usize,
        criterion: &Criterion,
    ) -> Datum<f64> {
        let later = self.later_index(&criterion.id, criterion);
        later.map_or_else(|| fact_at(before, index), |later| fact_at(after, later))
    }

    fn later_index(&self, id: &CriterionId, criterion: &Criterion) -> Option<usize> {
        let mut later = self.after.model.criteria.iter();
        later.position(|later| later.id == *id && later.unit == criterion.unit)
    }
}

fn rank_agreement(accounts: &[AccountChange]) -> RankAgreement {
    let rank = |standing: &Option<AccountStanding>| standing.as_ref()?.rank.map(f64::from);
    let both = accounts
        .iter()
        .filter_map(|account| rank(&account.before).zip(rank(&account.after)));
    RankAgreement::of_pairs(&both.collect::<Vec<_>>(), Better::Lower)
}

fn by_id(scores: &ScoreAnswer) -> BTreeMap<&AccountId, &AccountScore> {
    scores
        .accounts
        .iter()
        .map(|account| (&account.account_id, account))
        .collect()
}

fn fact_at(account: &AccountScore, index: usize) -> Datum<f64> {
    let contribution = account.contributions.get(index);
    contribution.map_or(Datum::Missing, |contribution| contribution.fact)
}

fn standing(model: &CompiledModel, account: &AccountScore) -> AccountStanding {
    AccountStanding {
        rank: account.rank,
        score: account.score,
        final_score: account.final_score,
        band_id: account.band.as_ref().map(|band| band.band_id.clone()),
        band_name: account.band.as_ref().map(|band| band.name.clone()),
        excluded: account.excluded,
        data_state: account.data_state,
        carried: carried_facts(&model.model, account),
    }
}
