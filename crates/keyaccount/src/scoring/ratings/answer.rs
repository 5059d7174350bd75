//! The answer: one value per account and criterion, and how far the raters agree.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{RatedSides, RatingCombination, SideScores};
use crate::quantity::{AccountId, CriterionId, Datum, PersonId, Scale};
use crate::scoring::{AccountFacts, RaterSpread};
use crate::vocabulary::Fact;

/// The ratings of a panel, taken together.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RatingsAnswer {
    /// How values were combined.
    pub combination: RatingCombination,
    /// The scale of the ratings.
    pub scale: Scale,
    /// The largest distance that is no disagreement, where one was declared.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disagreement_limit: Option<f64>,
    /// The number of raters of the panel.
    pub raters: u32,
    /// The accounts that anybody rated, by id.
    pub accounts: Vec<RatedAccount>,
    /// The scale of the scores of the sides, where they are scored.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score_scale: Option<Scale>,
    /// Where raters are farther apart than the limit: the widest first, then by account and criterion.
    pub disagreements: Vec<Disagreement>,
}

/// What the panel says of one account.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RatedAccount {
    /// The account.
    pub account_id: AccountId,
    /// The values given over the number of raters times the number of criteria, between 0 and 1.
    pub coverage_share: f64,
    /// The criteria that anybody rated, in the order of the request; a criterion that is not listed is missing.
    pub criteria: Vec<RatedCriterion>,
    /// The scores by each side and the gap between them; nothing where no rater has a side or no model is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sides: Option<SideScores>,
}

/// What the panel says of one criterion of an account.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RatedCriterion {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// The combined value of all raters, whatever their side. Where nobody gave a value: not applicable if all who answered
    /// say so, else unknown if any says so, else missing.
    pub value: Datum<f64>,
    /// The number of raters who gave a value.
    pub rated_by: u32,
    /// That number over the number of raters of the panel, between 0 and 1.
    pub coverage_share: f64,
    /// How far the values are apart; nothing where nobody gave one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spread: Option<RaterSpread>,
    /// Whether the highest and the lowest value are farther apart than the declared limit.
    pub disagrees: bool,
    /// The single ratings, in the order of the raters.
    pub ratings: Vec<GivenRating>,
    /// What each side says, and the gap between them; nothing where no rater has a side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sides: Option<RatedSides>,
}

/// One rating.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GivenRating {
    /// The rater.
    pub rater_id: PersonId,
    /// The rating, or why there is none.
    pub value: Datum<f64>,
}

/// An account and criterion of which raters think differently.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Disagreement {
    /// The account.
    pub account_id: AccountId,
    /// The criterion.
    pub criterion_id: CriterionId,
    /// The highest value less the lowest, in points of the scale.
    pub distance: f64,
}

impl RatingsAnswer {
    /// Returns the combined values of all raters as facts to score, by account id; criteria that are missing are left out.
    ///
    /// Where raters have sides, [`RatingsAnswer::side_facts`] has the facts of each side by itself.
    pub fn account_facts(&self) -> Vec<AccountFacts> {
        let facts = |account: &RatedAccount| -> BTreeMap<CriterionId, Datum<Fact>> {
            let known = account.criteria.iter().filter(|rated| !rated.value.is_missing());
            known
                .map(|rated| (rated.criterion_id.clone(), rated.value.into()))
                .collect()
        };
        self.accounts
            .iter()
            .map(|account| AccountFacts {
                id: account.account_id.clone(),
                name: None,
                facts: facts(account),
                earlier: Vec::new(),
            })
            .collect()
    }
}
