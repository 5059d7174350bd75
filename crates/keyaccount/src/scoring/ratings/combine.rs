//! From single ratings to one value per account and criterion.

use std::collections::BTreeMap;

use super::{
    AccountRating, Disagreement, GivenRating, RatedAccount, RatedCriterion, RatedSides, RaterSide,
    RatingCombination, RatingPanel, RatingsAnswer, RatingsError,
};
use crate::document::nearest;
use crate::quantity::{AccountId, CriterionId, Datum, PersonId};
use crate::scoring::rater_spread::{RaterSpread, mean, median};
use crate::scoring::shown::shown;

/// The most raters of a panel.
const MAX_RATERS: usize = 1000;

/// The ratings of one account and criterion, by the place of the rater in the panel.
type Cell = BTreeMap<usize, Datum<f64>>;

impl RatingPanel {
    /// Returns one value per account and criterion, with the single ratings and where raters disagree.
    ///
    /// `criterion_ids` are the criteria that may be rated, each once, those of a model for instance. Nothing depends on the order of
    /// the ratings; the order of the raters decides the order of the sum.
    ///
    /// # Errors
    ///
    /// [`RatingsError`] for the first thing that is wrong, with its place in the panel.
    pub fn combine(&self, criterion_ids: &[CriterionId]) -> Result<RatingsAnswer, RatingsError> {
        let rater_places = self.rater_places()?;
        let criterion_places = criterion_places(criterion_ids)?;
        if let Some(limit) = self.disagreement_limit
            && !(limit.is_finite() && limit >= 0.0)
        {
            return Err(RatingsError::DisagreementLimit { found: shown(limit) });
        }
        let mut accounts: BTreeMap<&AccountId, BTreeMap<usize, Cell>> = BTreeMap::new();
        for (index, rating) in self.ratings.iter().enumerate() {
            let rater = *rater_places
                .get(&rating.rater_id)
                .ok_or_else(|| self.unknown_rater(index, rating))?;
            let criterion = *criterion_places
                .get(&rating.criterion_id)
                .ok_or_else(|| unknown_criterion(index, rating, criterion_ids))?;
            self.check_scale(index, rating)?;
            let cell = accounts
                .entry(&rating.account_id)
                .or_default()
                .entry(criterion)
                .or_default();
            // Adding zero turns a negative zero into zero, so that equal ratings print equal bytes.
            if cell
                .insert(rater, rating.value.map(|value| value + 0.0))
                .is_some()
            {
                return Err(RatingsError::DuplicateRating {
                    index,
                    rater_id: rating.rater_id.clone(),
                    account_id: rating.account_id.clone(),
                    criterion_id: rating.criterion_id.clone(),
                });
            }
        }
        let accounts: Vec<RatedAccount> = accounts
            .into_iter()
            .map(|(account_id, cells)| self.account(account_id, cells, criterion_ids))
            .collect();
        Ok(RatingsAnswer {
            combination: self.combine,
            scale: self.scale,
            disagreement_limit: self.disagreement_limit,
            raters: number(self.raters.len()),
            score_scale: None,
            disagreements: disagreements(&accounts),
            accounts,
        })
    }

    fn rater_places(&self) -> Result<BTreeMap<&PersonId, usize>, RatingsError> {
        let found = self.raters.len();
        if found == 0 || found > MAX_RATERS {
            return Err(RatingsError::RaterCount {
                most: MAX_RATERS,
                found,
            });
        }
        let mut places = BTreeMap::new();
        for (index, rater) in self.raters.iter().enumerate() {
            if places.insert(&rater.id, index).is_some() {
                return Err(RatingsError::DuplicateRater {
                    index,
                    rater_id: rater.id.clone(),
                });
            }
        }
        Ok(places)
    }

    fn unknown_rater(&self, index: usize, rating: &AccountRating) -> RatingsError {
        let known = self.raters.iter().map(|rater| rater.id.as_str());
        RatingsError::UnknownRater {
            index,
            nearest: nearest(rating.rater_id.as_str(), known).map(str::to_owned),
            rater_id: rating.rater_id.clone(),
            account_id: rating.account_id.clone(),
            criterion_id: rating.criterion_id.clone(),
        }
    }

    fn check_scale(&self, index: usize, rating: &AccountRating) -> Result<(), RatingsError> {
        match rating.value {
            Datum::Value(value) if !self.scale.contains(value) => Err(RatingsError::OffScale {
                index,
                rater_id: rating.rater_id.clone(),
                account_id: rating.account_id.clone(),
                criterion_id: rating.criterion_id.clone(),
                expected: format!("between {} and {}", self.scale.min(), self.scale.max()),
                found: shown(value),
            }),
            _ => Ok(()),
        }
    }

    fn account(
        &self,
        account_id: &AccountId,
        cells: BTreeMap<usize, Cell>,
        criterion_ids: &[CriterionId],
    ) -> RatedAccount {
        let criteria: Vec<RatedCriterion> = cells
            .into_iter()
            .filter_map(|(place, cell)| Some(self.criterion(criterion_ids.get(place)?, &cell)))
            .collect();
        let rated: f64 = criteria.iter().map(|rated| f64::from(rated.rated_by)).sum();
        let possible = f64::from(number(self.raters.len())) * f64::from(number(criterion_ids.len()));
        RatedAccount {
            account_id: account_id.clone(),
            coverage_share: rated / possible,
            criteria,
            sides: None,
        }
    }

    fn criterion(&self, criterion_id: &CriterionId, cell: &Cell) -> RatedCriterion {
        let values = known(cell);
        let spread = RaterSpread::of(&values);
        let limit = self.disagreement_limit.unwrap_or(f64::INFINITY);
        let rated_by = number(values.len());
        let rating = |(&place, &value): (&usize, &Datum<f64>)| {
            let rater_id = self.raters.get(place)?.id.clone();
            Some(GivenRating { rater_id, value })
        };
        RatedCriterion {
            criterion_id: criterion_id.clone(),
            value: self.combined(cell),
            rated_by,
            coverage_share: f64::from(rated_by) / f64::from(number(self.raters.len())),
            spread,
            disagrees: spread.is_some_and(|spread| spread.max - spread.min > limit),
            ratings: cell.iter().filter_map(rating).collect(),
            sides: self.sides(cell),
        }
    }

    fn combined(&self, cell: &Cell) -> Datum<f64> {
        let values = known(cell);
        let combined = match self.combine {
            RatingCombination::Mean => mean(&values),
            RatingCombination::Median => median(&values),
        };
        combined.map_or_else(|| state_of(cell), Datum::Value)
    }

    /// Returns what each side says, nothing where no rater has a side.
    fn sides(&self, cell: &Cell) -> Option<RatedSides> {
        if self.raters.iter().all(|rater| rater.side.is_none()) {
            return None;
        }
        let is_theirs = |place: usize| {
            let rater = self.raters.get(place);
            rater.and_then(|rater| rater.side) == Some(RaterSide::Them)
        };
        let (theirs, ours): (Cell, Cell) = cell
            .iter()
            .map(|(&place, &value)| (place, value))
            .partition(|&(place, _)| is_theirs(place));
        Some(RatedSides::new(self.combined(&ours), self.combined(&theirs)))
    }
}

fn criterion_places(criterion_ids: &[CriterionId]) -> Result<BTreeMap<&CriterionId, usize>, RatingsError> {
    let mut places = BTreeMap::new();
    for (index, id) in criterion_ids.iter().enumerate() {
        if places.insert(id, index).is_some() {
            return Err(RatingsError::DuplicateCriterion {
                index,
                criterion_id: id.clone(),
            });
        }
    }
    Ok(places)
}

fn known(cell: &Cell) -> Vec<f64> {
    cell.values().filter_map(Datum::value).copied().collect()
}

/// Returns the state of ratings of which none is a value.
fn state_of(cell: &Cell) -> Datum<f64> {
    let mut answered = cell.values().filter(|value| !value.is_missing()).peekable();
    if answered.peek().is_none() {
        Datum::Missing
    } else if answered.all(|value| *value == Datum::NotApplicable) {
        Datum::NotApplicable
    } else {
        Datum::Unknown
    }
}

fn disagreements(accounts: &[RatedAccount]) -> Vec<Disagreement> {
    let of_account = |account: &RatedAccount| -> Vec<Disagreement> {
        let apart = account.criteria.iter().filter(|rated| rated.disagrees);
        apart
            .filter_map(|rated| {
                Some(Disagreement {
                    account_id: account.account_id.clone(),
                    criterion_id: rated.criterion_id.clone(),
                    distance: rated.spread.map(|spread| spread.max - spread.min)?,
                })
            })
            .collect()
    };
    let mut disagreements: Vec<Disagreement> = accounts.iter().flat_map(of_account).collect();
    disagreements.sort_by(|left, right| {
        let ids = |one: &Disagreement| (one.account_id.clone(), one.criterion_id.clone());
        right
            .distance
            .total_cmp(&left.distance)
            .then_with(|| ids(left).cmp(&ids(right)))
    });
    disagreements
}

fn unknown_criterion(index: usize, rating: &AccountRating, criterion_ids: &[CriterionId]) -> RatingsError {
    let known = criterion_ids.iter().map(CriterionId::as_str);
    RatingsError::UnknownCriterion {
        index,
        nearest: nearest(rating.criterion_id.as_str(), known).map(str::to_owned),
        rater_id: rating.rater_id.clone(),
        account_id: rating.account_id.clone(),
        criterion_id: rating.criterion_id.clone(),
    }
}

fn number(entries: usize) -> u32 {
    u32::try_from(entries).unwrap_or(u32::MAX)
}
