//! The document: raters and their ratings.

use serde::{Deserialize, Serialize};

use crate::quantity::{AccountId, CriterionId, Datum, PersonId, Scale};

/// Raters, their ratings of accounts, and how the ratings are taken together.
///
/// People of several functions rate, and not only those who sell to the account (field-map row 18).
///
/// # Examples
///
/// ```
/// use keyaccount::document;
/// use keyaccount::quantity::{CriterionId, Datum};
/// use keyaccount::scoring::ratings::RatingPanel;
///
/// let panel: RatingPanel = document::read(r#"{
///     "raters": [{"id": "sales"}, {"id": "service"}, {"id": "finance"}],
///     "ratings": [
///         {"rater_id": "sales", "account_id": "globex", "criterion_id": "harmony", "value": 9},
///         {"rater_id": "service", "account_id": "globex", "criterion_id": "harmony", "value": 4}],
///     "disagreement_limit": 3}"#)?;
/// let criterion_ids: Vec<CriterionId> = document::read(r#"["growth", "harmony"]"#)?;
/// let answer = panel.combine(&criterion_ids)?;
/// let harmony = &answer.accounts[0].criteria[0];
/// assert_eq!((harmony.value, harmony.rated_by, harmony.disagrees), (Datum::Value(6.5), 2, true));
/// assert_eq!(answer.account_facts()[0].facts[&criterion_ids[1]], 6.5.into());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct RatingPanel {
    /// The raters, 1 to 1,000; coverage is measured against all of them.
    pub raters: Vec<Rater>,
    /// The ratings, at most one per rater, account and criterion; may be empty.
    pub ratings: Vec<AccountRating>,
    /// How the values of one account and criterion become one, `mean` unless stated.
    #[serde(default)]
    pub combine: RatingCombination,
    /// The scale that everybody rates on, 1 to 10 unless stated (KAM practice, S0); a value off the scale is an error.
    #[serde(default)]
    pub scale: Scale,
    /// The largest distance between two raters of one account and criterion that is no disagreement, in points of the
    /// scale; without it nothing is flagged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("minimum" = 0)))]
    pub disagreement_limit: Option<f64>,
}

/// A person or role that rates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Rater {
    /// The id, unique in the panel.
    pub id: PersonId,
    /// What the rater does, such as `service`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Whose people the rater belongs to. Where no rater says it, nobody's side is looked at; where some rater does, those
    /// who do not are ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<RaterSide>,
}

/// Whose people a rater belongs to: `us`, or `them`, the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum RaterSide {
    Us,
    Them,
}

/// What one rater says of one criterion of one account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct AccountRating {
    /// The rater.
    pub rater_id: PersonId,
    /// The account.
    pub account_id: AccountId,
    /// The criterion.
    pub criterion_id: CriterionId,
    /// The rating on the scale of the panel, or why there is none.
    pub value: Datum<f64>,
}

/// How the ratings of one account and criterion become one value.
///
/// `mean`: every rater moves the value, house default; `median`: a single extreme rater does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum RatingCombination {
    #[default]
    Mean,
    Median,
}
