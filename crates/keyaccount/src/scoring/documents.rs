//! Scores of accounts that come as documents, with everything that explains them.

use super::answer::{CriterionWeight, GroupWeight, ScoreAnswer};
use super::criterion::Prepared;
use super::facts::AccountFacts;
use super::model::Criterion;
use super::ranking::rank;
use super::scorer::Scorer;
use super::{CompiledModel, Group, ScoreError, grid};
use crate::quantity::{Date, Share, Weight};

impl CompiledModel {
    /// Returns the score of every account with its explanation, ranked.
    ///
    /// An empty list gives an empty answer. An account with no criterion that counts has no score and no rank, and
    /// stands at the end. The order of the accounts given does not matter.
    ///
    /// # Errors
    ///
    /// [`ScoreError`] for two accounts with one id, a fact that belongs to no criterion, a number that is not finite,
    /// a value beyond the anchors where the criterion rejects it, an absent value where the criterion refuses it.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::document;
    /// use keyaccount::scoring::CompiledModel;
    ///
    /// let model = CompiledModel::compile(&document::read(r#"{
    ///     "schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "Two criteria", "weights": "points",
    ///     "criteria": [
    ///         {"id": "growth", "name": "Growth", "meaning": "Expected growth", "unit": "% per year", "weight": 3,
    ///          "direction": "more_is_better", "anchors": {"worst": 0, "best": 20}, "when_absent": "refuse"},
    ///         {"id": "effort", "name": "Effort", "meaning": "Hours of service", "unit": "hours per month", "weight": 1,
    ///          "direction": "less_is_better", "anchors": {"worst": 80, "best": 0}, "when_absent": "worst"}]}"#)?)?;
    /// let answer = model.score(&document::read::<Vec<_>>(r#"[{"id": "globex", "facts": {"growth": 10, "effort": 40}},
    ///     {"id": "initech", "facts": {"growth": 20}}]"#)?)?;
    /// let first = &answer.accounts[0];
    /// assert_eq!((first.account_id.as_str(), first.score), ("initech", Some(7.75)));
    /// assert_eq!(first.interval.map(|interval| interval.high), Some(10.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn score(&self, accounts: &[AccountFacts]) -> Result<ScoreAnswer, ScoreError> {
        self.score_as_of(accounts, None)
    }

    /// Returns the scores on a given day, which [`score`](Self::score) does without one.
    ///
    /// The day decides which earlier facts are carried forward: per criterion the latest, where today's fact is missing
    /// or unknown and the earlier one is at most `carry_forward_at_most_days` old (a fact known that many days before
    /// `as_of` still counts). What is carried counts as known, in coverage, interval and gates too, and the contribution
    /// says since when. Without `as_of` nothing can be carried.
    ///
    /// # Errors
    ///
    /// [`ScoreError`] as for [`score`](Self::score), for earlier facts too, whether they count or not; and for two
    /// earlier facts of one criterion and day, one after `as_of`, and one that could be carried where there is no
    /// `as_of`.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::document;
    /// use keyaccount::scoring::CompiledModel;
    ///
    /// let model = CompiledModel::compile(&document::read(r#"{
    ///     "schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "One criterion", "weights": "points",
    ///     "criteria": [
    ///         {"id": "growth", "name": "Growth", "meaning": "Expected growth", "unit": "% per year", "weight": 1,
    ///          "direction": "more_is_better", "anchors": {"worst": 0, "best": 20}, "when_absent": "worst",
    ///          "carry_forward_at_most_days": 90}]}"#)?)?;
    /// let accounts = document::read::<Vec<_>>(r#"[{"id": "globex",
    ///     "earlier": [{"criterion_id": "growth", "value": 20, "known_on": "2026-03-31"}]}]"#)?;
    /// let in_june = model.score_as_of(&accounts, Some("2026-06-29".parse()?))?;
    /// assert_eq!(in_june.accounts[0].score, Some(10.0));
    /// assert_eq!(in_june.accounts[0].contributions[0].known_on, Some("2026-03-31".parse()?));
    /// let in_july = model.score_as_of(&accounts, Some("2026-07-01".parse()?))?;
    /// assert_eq!(in_july.accounts[0].score, Some(1.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn score_as_of(
        &self,
        accounts: &[AccountFacts],
        as_of: Option<Date>,
    ) -> Result<ScoreAnswer, ScoreError> {
        let duplicate = first_duplicate(accounts);
        let mut scorer = Scorer::new(self, as_of);
        let mut listed = Vec::with_capacity(accounts.len());
        for (index, account) in accounts.iter().enumerate() {
            if duplicate == Some(index) {
                let account_id = account.id.clone();
                return Err(ScoreError::DuplicateAccount { index, account_id });
            }
            listed.push(scorer.score(index, account)?);
        }
        let ties = rank(&mut listed, self.tie_span());
        Ok(ScoreAnswer {
            scale: self.model.scale,
            tie_tolerance: self.model.tie_tolerance,
            resolution: self.resolution(),
            weights_rescaled: self.weighting.rescaled,
            weights: self.criterion_weights(),
            groups: self
                .model
                .groups
                .iter()
                .map(|group| self.group_weight(group))
                .collect(),
            least_known_share: self.model.least_known_share.map(Share::get),
            accounts: listed,
            ties,
            warnings: self.warnings(),
        })
    }

    /// Returns the criteria in canonical order.
    pub(super) fn in_canonical_order(&self) -> impl Iterator<Item = (&Prepared, &Criterion)> {
        self.criteria.iter().filter_map(|prepared| {
            self.model
                .criteria
                .get(prepared.index)
                .map(|criterion| (prepared, criterion))
        })
    }

    fn criterion_weights(&self) -> Vec<CriterionWeight> {
        let mut weights: Vec<_> = self
            .in_canonical_order()
            .zip(&self.spread)
            .map(|((prepared, criterion), spread)| {
                let weight = CriterionWeight {
                    criterion_id: criterion.id.clone(),
                    given: criterion.weight.get(),
                    share: spread.share,
                    points_at_best: grid::points(spread.units),
                };
                (prepared.index, weight)
            })
            .collect();
        weights.sort_by_key(|(index, _)| *index);
        weights.into_iter().map(|(_, weight)| weight).collect()
    }

    fn group_weight(&self, group: &Group) -> GroupWeight {
        let of_group = self
            .in_canonical_order()
            .zip(&self.spread)
            .filter(|((_, criterion), _)| criterion.group_id.as_ref() == Some(&group.id));
        GroupWeight {
            group_id: group.id.clone(),
            given: group.weight.map(Weight::get),
            share: of_group.map(|(_, spread)| spread.share).sum::<f64>() + 0.0,
        }
    }
}

/// Returns the index of the first account whose id an account before it has.
fn first_duplicate(accounts: &[AccountFacts]) -> Option<usize> {
    let ids = accounts.iter().enumerate();
    let mut ids: Vec<(&str, usize)> = ids.map(|(index, account)| (account.id.as_str(), index)).collect();
    ids.sort_unstable();
    let pairs = ids.iter().zip(ids.iter().skip(1));
    let seconds = pairs.filter(|((left, _), (right, _))| left == right);
    seconds.map(|(_, &(_, index))| index).min()
}
