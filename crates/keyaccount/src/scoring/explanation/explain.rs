//! Taking one account apart.

use super::answer::{Explanation, ScorePart};
use super::error::ExplainError;
use super::trial::Trial;
use super::{pair, sentences, way_up};
use crate::quantity::{AccountId, Datum};
use crate::scoring::{AccountScore, CompiledModel, ScoreAnswer, grid};

/// Returns why the account called `account_id` scores as it does, and why it stands above `above_account_id`, where one
/// is given.
///
/// `scores` are those that `model` gave. Parts and differences are exact: `given_away_points` is the sum over all parts,
/// and the difference of two scores is the sum of the differences of the parts, bit for bit. What a criterion could do
/// is found by trying raw values in even steps against the model itself, gates included, all other facts as they are; an
/// absent fact that is tried gets the weight that it would have. Source: contributions and differences of a weighted
/// sum (scoring notes, sections 6 and 7.7); the steps and the order of lists are house defaults.
///
/// # Errors
///
/// [`ExplainError`] when one of the accounts is not among those scored, or both are the same.
///
/// # Examples
///
/// ```
/// use keyaccount::document;
/// use keyaccount::scoring::{CompiledModel, explain};
///
/// let model = CompiledModel::compile(&document::read(r#"{
///     "schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "Two criteria", "weights": "points",
///     "scale": {"min": 0, "max": 10},
///     "criteria": [
///         {"id": "growth", "name": "Growth", "meaning": "Expected growth", "unit": "% per year", "weight": 3,
///          "direction": "more_is_better", "anchors": {"worst": 0, "best": 20}, "when_absent": "refuse"},
///         {"id": "effort", "name": "Effort", "meaning": "Hours of service", "unit": "hours per month", "weight": 1,
///          "direction": "less_is_better", "anchors": {"worst": 80, "best": 0}, "when_absent": "worst"}],
///     "bands": [{"id": "rest", "name": "Rest", "from": 0, "to": 6}, {"id": "key", "name": "Key", "from": 6, "to": 10}]
/// }"#)?)?;
/// let scores = model.score(&document::read::<Vec<_>>(r#"[{"id": "globex", "facts": {"growth": 10, "effort": 40}},
///     {"id": "initech", "facts": {"growth": 4, "effort": 8}}]"#)?)?;
/// let globex = explain(&model, &scores, &"globex".try_into()?, Some(&"initech".try_into()?))?;
/// // 3.75 + 1.25 of 10 points. Growth alone reaches 6 points with 4.75 of 7.5, at 12.67 % per year, in steps of 0.1: 12.7.
/// assert_eq!((globex.score, globex.given_away_points), (Some(5.0), Some(5.0)));
/// assert_eq!(globex.ways_up[0].at, Some(12.7));
/// assert_eq!(globex.pair.and_then(|pair| pair.score_difference), Some(1.25));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn explain(
    model: &CompiledModel,
    scores: &ScoreAnswer,
    account_id: &AccountId,
    above_account_id: Option<&AccountId>,
) -> Result<Explanation, ExplainError> {
    let account =
        find(scores, account_id).ok_or_else(|| ExplainError::unknown("/account_id", account_id, scores))?;
    let pair = match above_account_id {
        Some(id) if id == account_id => {
            return Err(ExplainError::SameAccount {
                account_id: id.clone(),
            });
        }
        Some(id) => {
            let other =
                find(scores, id).ok_or_else(|| ExplainError::unknown("/above_account_id", id, scores))?;
            Some(pair::explain_pair(model, scores, account, other))
        }
        None => None,
    };
    let trial = Trial::new(model, |index, _| {
        let contribution = account.contributions.get(index);
        contribution.map_or(Datum::Missing, |contribution| contribution.fact)
    });
    let next = account.band.as_ref().and_then(|band| band.next.as_ref());
    let from = next.and_then(|next| model.model.bands.iter().find(|band| band.id == next.band_id));
    let mut explanation = Explanation {
        account_id: account.account_id.clone(),
        name: account.name.clone(),
        scale: scores.scale,
        rank: account.rank,
        ranked_count: ranked_count(scores),
        score: account.score,
        final_score: account.final_score,
        given_away_points: account.score.map(|score| scores.scale.max() - score),
        interval: account.interval,
        data_state: account.data_state,
        known_share: account.data_state.map(|_| account.coverage.known_share),
        least_known_share: scores.least_known_share,
        parts: parts(model, account),
        stakes: way_up::stakes(&trial, account.final_score.map(grid::units)),
        band: account.band.clone(),
        ways_up: from.map_or_else(Vec::new, |band| way_up::ways_up(&trial, band.from)),
        gates: account.gates.clone(),
        pair,
        sentences: Vec::new(),
    };
    explanation.sentences = sentences::of_account(model, scores, account, &explanation);
    Ok(explanation)
}

/// Returns the number of accounts with a rank.
pub(super) fn ranked_count(scores: &ScoreAnswer) -> u32 {
    let ranked = scores.accounts.iter().filter(|account| account.rank.is_some());
    u32::try_from(ranked.count()).unwrap_or(u32::MAX)
}

fn find<'a>(scores: &'a ScoreAnswer, id: &AccountId) -> Option<&'a AccountScore> {
    scores.accounts.iter().find(|account| account.account_id == *id)
}

fn parts(model: &CompiledModel, account: &AccountScore) -> Vec<ScorePart> {
    let mut parts: Vec<ScorePart> = model
        .model
        .criteria
        .iter()
        .zip(&account.contributions)
        .map(|(criterion, contribution)| ScorePart {
            criterion_id: criterion.id.clone(),
            name: criterion.name.clone(),
            fact: contribution.fact,
            known_on: contribution.known_on,
            grade: contribution.grade.clone(),
            sentence: contribution.sentence.clone(),
            share: contribution.share,
            points: contribution.points,
            points_at_best: contribution.points_at_best,
            given_away_points: contribution.points_at_best - contribution.points,
            clipped: contribution.clipped,
            policy: contribution.policy,
        })
        .collect();
    parts.sort_by(|one, other| {
        other
            .points
            .total_cmp(&one.points)
            .then_with(|| one.criterion_id.cmp(&other.criterion_id))
    });
    parts
}
