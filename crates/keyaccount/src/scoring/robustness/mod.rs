//! Does the order of the accounts hold when the weights are not known exactly?
//!
//! [`robustness`] draws weights from what is known about them and counts how often each account takes each rank: stochastic
//! multicriteria acceptability analysis. Source: Lahdelma, Hokkanen and Salminen, *SMAA: Stochastic multiobjective acceptability
//! analysis*, European Journal of Operational Research 106, 1998; Lahdelma and Salminen, *SMAA-2*, Operations Research 49, 2001;
//! pairwise winning indices after Leskinen, Viitanen, Kangas and Kangas, Forest Science 52, 2006.
//!
//! The answer also names the accounts that no weights can put first ([`dominance`](super::dominance())), and says that leaving
//! accounts out cannot swap others. Methods that scale by the data at hand may do that: [`rank_reversal`] tests them, and a
//! question that names a second opinion is answered with who swaps when whom is left out.

mod answer;
mod confidence;
mod contest;
mod field;
mod question;
mod random;
mod ranges;
mod reversal;
mod second_opinion;
mod tally;
mod weights;

#[cfg(test)]
mod tests;

pub use answer::{
    AccountRobustness, CentralWeight, DominanceAnswer, DominatedAccount, FrontierAccount, PairwiseWinning,
    RankReversalVerdict, RobustnessAnswer,
};
pub use question::{
    ImportanceOrder, OpenFacts, RobustnessError, RobustnessQuestion, WeightMargin, WeightRange,
    WeightUncertainty,
};
pub use reversal::{RankReversal, RankReversalError, Reversal, rank_reversal};
pub use second_opinion::{AccountReversal, AccountSwap, SecondOpinionReversals};

use super::dominance::Ranges;
use super::ranked_values::RankedValues;
use super::{CompiledModel, ScoreAnswer};
use crate::quantity::AccountId;
use confidence::confidence_factors;
use field::{Field, is_open};
use question::{MOST_RANKS, MOST_SAMPLES, MOST_SEED};
use random::GENERATOR;
use second_opinion::second_opinion_reversals;
use tally::{Counted, Tally, tally};
use weights::WeightSampler;

/// The most steps of one answer: some seconds.
const MOST_STEPS: u64 = 10_000_000_000;

/// Returns how often each account takes each rank under the weights that are possible, the weights that favour it, how often it
/// beats each rival, and which accounts no weights can put first.
///
/// `scores` are those of `model`. Only ranked accounts are compared; gates cap and exclude as they do now. An account that leaves
/// criteria out has their weight spread over the others in every sample, as its score has. Scores within the resolution tie, and
/// accounts that tie share their ranks equally, so that the shares of each rank add up to 1; a declared tie tolerance plays no
/// part.
///
/// The samples depend on the question alone: they are the same on every platform and for any number of threads, and do not depend on
/// the order of accounts and criteria in the documents.
///
/// # Errors
///
/// [`RobustnessError`] when a number is out of range, what is known about the weights does not fit the model or itself, ranges leave
/// too little room to draw from, there is too much to compute, or the second opinion cannot be formed.
///
/// # Examples
///
/// ```
/// use keyaccount::document;
/// use keyaccount::scoring::{CompiledModel, RobustnessQuestion, WeightUncertainty, robustness};
///
/// let model = CompiledModel::compile(&document::read(r#"{
///     "schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "Two criteria", "weights": "points",
///     "criteria": [
///         {"id": "growth", "name": "Growth", "meaning": "Expected growth", "unit": "% per year", "weight": 3,
///          "direction": "more_is_better", "anchors": {"worst": 0, "best": 20}, "when_absent": "refuse"},
///         {"id": "fit", "name": "Fit", "meaning": "Share of our range in use", "unit": "%", "weight": 1,
///          "direction": "more_is_better", "anchors": {"worst": 0, "best": 100}, "when_absent": "refuse"}]}"#)?)?;
/// let scores = model.score(&document::read::<Vec<_>>(r#"[{"id": "globex", "facts": {"growth": 10, "fit": 0}},
///     {"id": "initech", "facts": {"growth": 0, "fit": 100}}]"#)?)?;
/// let answer = robustness(&model, &scores, &RobustnessQuestion::new(WeightUncertainty::Any))?;
/// // Globex leads where the weight of growth is above 2/3: in a third of all weights.
/// let globex = answer.accounts.iter().find(|account| account.account_id.as_str() == "globex").unwrap();
/// assert!((globex.rank_acceptabilities[0] - 1.0 / 3.0).abs() < 4.0 * globex.first_standard_error);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn robustness(
    model: &CompiledModel,
    scores: &ScoreAnswer,
    question: &RobustnessQuestion,
) -> Result<RobustnessAnswer, RobustnessError> {
    check(question)?;
    let weighting = WeightSampler::new(model, &question.weights)?;
    let ranked = RankedValues::new(model, scores);
    let count = ranked.accounts.len();
    let (samples, rows) = (u64::from(question.samples), steps(count));
    let width = steps(model.criteria.len());
    let pairs = rows.saturating_mul(rows).saturating_mul(4);
    check_steps(
        samples
            .saturating_mul(rows)
            .saturating_mul(width)
            .saturating_add(pairs),
    )?;
    let places = |number: u32| usize::try_from(number).unwrap_or(usize::MAX).min(count);
    let counted = Counted {
        ranks: places(question.ranks),
        top: question.top.map_or(0, places),
        paired: places(question.ranks),
    };
    let field = Field::new(model, &ranked, question.open_facts);
    let tally = tally(&field, &weighting, counted, question.samples, question.seed)?;
    let survey = Survey {
        model,
        question,
        ranked: &ranked,
        field: &field,
        tally: &tally,
        counted,
    };
    Ok(RobustnessAnswer {
        weights: question.weights.clone(),
        generator: GENERATOR,
        samples: question.samples,
        standard_error_at_half: survey.standard_error(0.5),
        open_facts: question.open_facts,
        open_fact_count: survey.open_fact_count(),
        account_count: u32::try_from(count).unwrap_or(u32::MAX),
        accounts: survey.accounts()?,
        pairs: survey.pairs(),
        dominance: survey.dominance(),
        rank_reversal: RankReversalVerdict::ImpossibleOnFixedAnchors,
        second_opinion: question
            .second_opinion
            .as_ref()
            .map(|method| second_opinion_reversals(model, scores, method))
            .transpose()?,
    })
}

fn check(question: &RobustnessQuestion) -> Result<(), RobustnessError> {
    let number = |field: &'static str, expected: String, found: u64| {
        let found = found.to_string();
        Err(RobustnessError::Number {
            field,
            expected,
            found,
        })
    };
    if !(1..=MOST_SAMPLES).contains(&question.samples) {
        return number(
            "samples",
            format!("between 1 and {MOST_SAMPLES}"),
            question.samples.into(),
        );
    }
    if question.seed > MOST_SEED {
        return number("seed", format!("at most {MOST_SEED}"), question.seed);
    }
    if !(1..=MOST_RANKS).contains(&question.ranks) {
        return number(
            "ranks",
            format!("between 1 and {MOST_RANKS}"),
            question.ranks.into(),
        );
    }
    if question.top == Some(0) {
        return number("top", "at least 1".to_owned(), 0);
    }
    Ok(())
}

fn check_steps(found: u64) -> Result<(), RobustnessError> {
    let most = MOST_STEPS;
    if found > most {
        return Err(RobustnessError::TooMuchWork { most, found });
    }
    Ok(())
}

fn steps(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// What was counted, with all that it takes to tell it.
struct Survey<'a> {
    model: &'a CompiledModel,
    question: &'a RobustnessQuestion,
    ranked: &'a RankedValues<'a>,
    field: &'a Field<'a>,
    tally: &'a Tally,
    counted: Counted,
}

impl Survey<'_> {
    fn accounts(&self) -> Result<Vec<AccountRobustness>, RobustnessError> {
        let mut rows: Vec<(usize, usize)> = self.field.places.iter().copied().zip(0..).collect();
        rows.sort_unstable();
        let first = self.counted.ranks.max(self.counted.top);
        let listed: Vec<(usize, usize)> = rows
            .into_iter()
            .filter(|&(place, row)| place < first || self.is_reached(row))
            .collect();
        let central: Vec<(usize, Vec<f64>)> = listed
            .iter()
            .filter_map(|&(_, row)| Some((row, self.central(row)?)))
            .collect();
        let per_sample =
            steps(self.field.rows()).saturating_add(steps(self.field.open_facts()).saturating_mul(8));
        let samples = u64::from(self.question.samples);
        check_steps(
            samples
                .saturating_mul(per_sample)
                .saturating_mul(steps(central.len())),
        )?;
        let factors = confidence_factors(self.field, &central, self.question.samples, self.question.seed);
        let mut centrals = central.into_iter().zip(factors).peekable();
        let accounts = listed.into_iter().filter_map(|(place, row)| {
            let central = centrals.next_if(|((of_row, _), _)| *of_row == row);
            self.account(
                place,
                row,
                central.map(|((_, weights), factor)| (weights, factor)),
            )
        });
        Ok(accounts.collect())
    }

    fn account(
        &self,
        place: usize,
        row: usize,
        central: Option<(Vec<f64>, f64)>,
    ) -> Option<AccountRobustness> {
        let account = self.ranked.accounts.get(place)?;
        let shares: Vec<f64> = self.ranks(row).iter().map(|count| self.share(*count)).collect();
        let top = self.tally.top.get(row).map(|count| self.share(*count));
        let (weights, confidence_factor) = central.unzip();
        Some(AccountRobustness {
            account_id: account.account_id.clone(),
            name: account.name.clone(),
            final_score: account.final_score?,
            first_standard_error: self.standard_error(shares.first().copied().unwrap_or_default()),
            rank_acceptabilities: shares,
            top_acceptability: top,
            top_standard_error: top.map(|share| self.standard_error(share)),
            central_weights: weights
                .map(|weights| self.in_model_order(&weights))
                .unwrap_or_default(),
            confidence_factor,
        })
    }

    /// Returns the mean weights that put a row first, in canonical order; nothing where none did.
    fn central(&self, row: usize) -> Option<Vec<f64>> {
        let first = *self.ranks(row).first().filter(|first| **first > 0.0)?;
        let width = self.model.criteria.len();
        let sums = self.tally.weights.get(row * width..(row + 1) * width)?;
        Some(sums.iter().map(|sum| sum / first).collect())
    }

    fn in_model_order(&self, weights: &[f64]) -> Vec<CentralWeight> {
        let mut found: Vec<(usize, f64)> = self
            .model
            .criteria
            .iter()
            .zip(weights)
            .map(|(prepared, share)| (prepared.index, *share))
            .collect();
        found.sort_unstable_by_key(|(index, _)| *index);
        let ids = self.model.criterion_ids().cloned();
        ids.zip(found)
            .map(|(criterion_id, (_, share))| CentralWeight { criterion_id, share })
            .collect()
    }

    fn pairs(&self) -> Vec<PairwiseWinning> {
        let mut counts = self.tally.pairs.iter();
        let mut pairs = Vec::with_capacity(self.tally.pairs.len());
        for place in 0..self.counted.paired {
            for other in place + 1..self.counted.paired {
                let (Some(account_id), Some(other_account_id), Some((wins, losses))) =
                    (self.id(place), self.id(other), counts.next())
                else {
                    continue;
                };
                pairs.push(PairwiseWinning {
                    account_id,
                    other_account_id,
                    winning_index: self.share(*wins),
                    other_winning_index: self.share(*losses),
                });
            }
        }
        pairs
    }

    fn dominance(&self) -> DominanceAnswer {
        let width = self.model.criteria.len();
        let (mut low, mut high) = (Vec::new(), Vec::new());
        let (mut compared, mut not_compared) = (Vec::new(), Vec::new());
        for place in 0..self.ranked.accounts.len() {
            let ends = self.ends(place);
            if ends.len() == width {
                low.extend(ends.iter().map(|ends| ends.0));
                high.extend(ends.iter().map(|ends| ends.1));
                compared.push(place);
            } else {
                not_compared.extend(self.id(place));
            }
        }
        let ranges = Ranges {
            low: &low,
            high: &high,
            width,
        };
        let found = ranges.dominance();
        let any_open = self.open_fact_count() > 0;
        let possibly = if any_open {
            ranges.possibly_dominated()
        } else {
            Vec::new()
        };
        let id = |row: usize| compared.get(row).and_then(|place| self.id(*place));
        let frontier = found.frontier.into_iter().filter_map(|row| {
            let certain = !possibly.get(row).copied().unwrap_or_default();
            id(row).map(|account_id| FrontierAccount { account_id, certain })
        });
        let dominated = found.dominated.into_iter().filter_map(|row| {
            Some(DominatedAccount {
                account_id: id(row.row)?,
                by_account_id: id(row.by_row)?,
                strictly: row.strictly,
            })
        });
        DominanceAnswer {
            frontier: frontier.collect(),
            dominated: dominated.collect(),
            not_compared_account_ids: not_compared,
        }
    }

    /// Returns the lowest and the highest value of each criterion, up to one that has none.
    fn ends(&self, place: usize) -> Vec<(f64, f64)> {
        let cells = self.ranked.row(place).iter().zip(&self.model.criteria);
        cells
            .map_while(|(value, prepared)| {
                if is_open(self.ranked, place, prepared) {
                    return Some((0.0, 1.0));
                }
                value.map(|value| (value, value))
            })
            .collect()
    }

    fn open_fact_count(&self) -> u32 {
        let open = |place: usize| {
            self.model
                .criteria
                .iter()
                .filter(move |prepared| is_open(self.ranked, place, prepared))
        };
        let count: usize = (0..self.ranked.accounts.len())
            .map(|place| open(place).count())
            .sum();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    fn is_reached(&self, row: usize) -> bool {
        let top = self.tally.top.get(row);
        self.ranks(row).iter().chain(top).any(|count| *count > 0.0)
    }

    fn ranks(&self, row: usize) -> &[f64] {
        let ranks = self.counted.ranks;
        self.tally
            .ranks
            .get(row * ranks..(row + 1) * ranks)
            .unwrap_or_default()
    }

    fn id(&self, place: usize) -> Option<AccountId> {
        self.ranked
            .accounts
            .get(place)
            .map(|account| account.account_id.clone())
    }

    fn share(&self, count: f64) -> f64 {
        count / f64::from(self.question.samples)
    }

    /// Returns the standard error of a share of samples.
    fn standard_error(&self, share: f64) -> f64 {
        (share * (1.0 - share).max(0.0) / f64::from(self.question.samples)).sqrt()
    }
}
