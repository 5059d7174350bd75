//! The view of the account beside ours, and the gap between the two.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{RatedAccount, RaterSide, RatingsAnswer};
use crate::fault::Fault;
use crate::quantity::{AccountId, CriterionId, Datum};
use crate::scoring::{
    AbsencePolicy, AccountFacts, CompiledModel, Criterion, ModelError, ScoreError, ScoreModel,
};

/// What the two sides say of one criterion of an account, each side combined by itself.
///
/// Source: ask the customer how he sees us instead of guessing (McDonald and Woodburn, field-map row 19). Keeping his view
/// apart, and never averaging it into ours, is the house's.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RatedSides {
    /// What our raters say, as the panel combines values.
    pub ours: Datum<f64>,
    /// What their raters say.
    pub theirs: Datum<f64>,
    /// Ours less theirs, in the unit of the criterion: above 0 where we rate higher than they do. Missing where a side has
    /// not rated; else unknown where a side says so; else not applicable where a side says so.
    pub gap: Datum<f64>,
}

/// What the two sides make of one account, like with like.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SideScores {
    /// The number of criteria that both sides rated; the scores rest on these alone.
    pub compared_criteria: u32,
    /// The score by our ratings; nothing where no criterion with weight was rated by both.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub our_score: Option<f64>,
    /// The score by their ratings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub their_score: Option<f64>,
    /// Our score less theirs, in points of the scale of the model: above 0 where we see the account in a better light.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gap_points: Option<f64>,
}

/// Why the sides of a panel cannot be scored; paths are relative to the model or to the panel.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SideScoresError {
    /// The model is faulty.
    #[error(transparent)]
    Model(ModelError),
    /// A combined rating is nothing that the model can score.
    #[error(transparent)]
    Ratings(ScoreError),
}

impl SideScoresError {
    fn fault(&self) -> &dyn Fault {
        match self {
            Self::Model(error) => error,
            Self::Ratings(error) => error,
        }
    }
}

impl Fault for SideScoresError {
    fn code(&self) -> &'static str {
        self.fault().code()
    }

    fn path(&self) -> String {
        match self {
            Self::Model(error) => error.path(),
            // A combined rating stands in no one place of the panel.
            Self::Ratings(_) => "/ratings".to_owned(),
        }
    }

    fn found(&self) -> Option<String> {
        self.fault().found()
    }

    fn expected(&self) -> Option<String> {
        self.fault().expected()
    }

    fn help(&self) -> Option<String> {
        self.fault().help()
    }
}

impl RatedSides {
    pub(super) fn new(ours: Datum<f64>, theirs: Datum<f64>) -> Self {
        let gap = match (ours, theirs) {
            (Datum::Value(ours), Datum::Value(theirs)) => Datum::Value(ours - theirs),
            (Datum::Missing, _) | (_, Datum::Missing) => Datum::Missing,
            (Datum::Unknown, _) | (_, Datum::Unknown) => Datum::Unknown,
            _ => Datum::NotApplicable,
        };
        Self { ours, theirs, gap }
    }

    fn of(&self, side: RaterSide) -> Datum<f64> {
        match side {
            RaterSide::Us => self.ours,
            RaterSide::Them => self.theirs,
        }
    }
}

impl RatingsAnswer {
    /// Returns what one side says as facts to score, by account id; criteria that it has not rated are left out, and so
    /// are accounts of which it has rated nothing. Nothing at all where no rater has a side.
    ///
    /// Scored with a model these give each side a full score of its own, by all that it has rated and by the model's
    /// policies for what is absent. To compare the two, take [`RatingsAnswer::score_sides`].
    pub fn side_facts(&self, side: RaterSide) -> Vec<AccountFacts> {
        let facts = self.facts_of(|sides| Some(sides.of(side)).filter(|value| !value.is_missing()));
        facts
            .into_iter()
            .filter(|account| !account.facts.is_empty())
            .collect()
    }

    /// Scores every account by each side and notes the gap; does nothing where no rater has a side.
    ///
    /// Like is compared with like: both scores rest on the criteria that both sides rated and no others, with the weights
    /// of the model divided by the sum of those that count. Gates and the model's policies for absent values are left
    /// aside, so that the gap comes from ratings alone (house default).
    ///
    /// # Errors
    ///
    /// [`SideScoresError`] for a faulty model and for a combined rating that the model cannot score, such as one beyond the
    /// anchors of its criterion.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::document;
    /// use keyaccount::quantity::{CriterionId, Datum};
    /// use keyaccount::scoring::ratings::RatingPanel;
    /// use keyaccount::scoring::{ScoreModel, models};
    ///
    /// let model: ScoreModel = document::read(models::ready("ranking-1-to-10").unwrap().text)?;
    /// let panel: RatingPanel = document::read(r#"{
    ///     "raters": [{"id": "sales", "side": "us"}, {"id": "buyer", "side": "them"}],
    ///     "ratings": [
    ///         {"rater_id": "sales", "account_id": "globex", "criterion_id": "alignment", "value": 8},
    ///         {"rater_id": "buyer", "account_id": "globex", "criterion_id": "alignment", "value": 5},
    ///         {"rater_id": "sales", "account_id": "globex", "criterion_id": "market_potential", "value": 9}]}"#)?;
    /// let criterion_ids: Vec<CriterionId> = model.criteria.iter().map(|criterion| criterion.id.clone()).collect();
    /// let mut answer = panel.combine(&criterion_ids)?;
    /// answer.score_sides(&model)?;
    /// let globex = &answer.accounts[0];
    /// let sides = globex.sides.unwrap();
    /// assert_eq!((sides.our_score, sides.their_score, sides.gap_points), (Some(8.0), Some(5.0), Some(3.0)));
    /// assert_eq!(sides.compared_criteria, 1);
    /// assert_eq!(globex.criteria[0].sides.unwrap().gap, Datum::Missing);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn score_sides(&mut self, model: &ScoreModel) -> Result<(), SideScoresError> {
        if !self.is_two_sided() {
            return Ok(());
        }
        let model = CompiledModel::compile(&by_ratings_alone(model)).map_err(SideScoresError::Model)?;
        let ours = self.compared_scores(&model, RaterSide::Us)?;
        let theirs = self.compared_scores(&model, RaterSide::Them)?;
        for account in &mut self.accounts {
            let score = |scores: &BTreeMap<AccountId, f64>| scores.get(&account.account_id).copied();
            let (our_score, their_score) = (score(&ours), score(&theirs));
            account.sides = Some(SideScores {
                compared_criteria: compared_criteria(account),
                our_score,
                their_score,
                gap_points: our_score.zip(their_score).map(|(ours, theirs)| ours - theirs),
            });
        }
        self.score_scale = Some(model.model().scale);
        Ok(())
    }

    fn is_two_sided(&self) -> bool {
        let mut criteria = self.accounts.iter().flat_map(|account| &account.criteria);
        criteria.any(|rated| rated.sides.is_some())
    }

    /// Returns the scores of one side over the criteria that both rated.
    fn compared_scores(
        &self,
        model: &CompiledModel,
        side: RaterSide,
    ) -> Result<BTreeMap<AccountId, f64>, SideScoresError> {
        let facts = self.facts_of(|sides| sides.gap.value().map(|_| sides.of(side)));
        let scores = model.score(&facts).map_err(SideScoresError::Ratings)?;
        let accounts = scores.accounts.into_iter();
        Ok(accounts
            .filter_map(|account| Some((account.account_id, account.score?)))
            .collect())
    }

    fn facts_of(&self, fact: impl Fn(&RatedSides) -> Option<Datum<f64>>) -> Vec<AccountFacts> {
        let of_account = |account: &RatedAccount| {
            let rated = account.criteria.iter();
            let facts =
                rated.filter_map(|rated| Some((rated.criterion_id.clone(), fact(&rated.sides?)?.into())));
            AccountFacts {
                id: account.account_id.clone(),
                name: None,
                facts: facts.collect::<BTreeMap<CriterionId, _>>(),
                earlier: Vec::new(),
            }
        };
        self.accounts.iter().map(of_account).collect()
    }
}

/// Returns the model without gates, leaving out whatever is absent.
fn by_ratings_alone(model: &ScoreModel) -> ScoreModel {
    let leaves_out = |criterion: &Criterion| Criterion {
        when_absent: AbsencePolicy::ExcludeAndRescale,
        when_unknown: None,
        when_not_applicable: None,
        ..criterion.clone()
    };
    ScoreModel {
        criteria: model.criteria.iter().map(leaves_out).collect(),
        gates: Vec::new(),
        ..model.clone()
    }
}

fn compared_criteria(account: &RatedAccount) -> u32 {
    let both = account
        .criteria
        .iter()
        .filter(|rated| rated.sides.is_some_and(|sides| sides.gap.value().is_some()));
    u32::try_from(both.count()).unwrap_or(u32::MAX)
}
