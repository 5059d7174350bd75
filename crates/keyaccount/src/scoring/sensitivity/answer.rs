//! The answer: how far each weight may move before the order changes.

use serde::Serialize;

use super::RatingStep;
use crate::quantity::{AccountId, CriterionId};
use crate::scoring::WeightOf;

/// How firmly the order of the accounts stands against changes of weights and ratings.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SensitivityAnswer {
    /// The number of ranked accounts that were compared.
    pub account_count: u32,
    /// The difference in points below which two scores are the same number, rounding apart.
    pub resolution: f64,
    /// The account in the lead; nothing where no account is ranked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub leader: Option<LeaderSensitivity>,
    /// The best accounts, where a number was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top: Option<TopSensitivity>,
    /// The two accounts, where a pair was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pair: Option<PairSensitivity>,
    /// The accounts that stand close to the lead or to the line.
    pub close_calls: CloseCalls,
    /// What one step of one rating changes, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one_point: Option<OnePointTest>,
}

/// How firmly the first account leads.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LeaderSensitivity {
    /// The account: the one with the highest final score, the first by id where several have it.
    pub account_id: AccountId,
    /// The next account; nothing where there is only one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runner_up_account_id: Option<AccountId>,
    /// The points from the next account to the leader.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<f64>,
    /// Per weight, the interval in which no account comes above the leader.
    pub weights: Vec<WeightInterval>,
    /// The smallest change of one weight that lets another account lead; nothing where none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smallest_flip: Option<SmallestFlip>,
}

/// How firmly the best accounts stand.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TopSensitivity {
    /// The number of accounts asked for.
    pub top: u32,
    /// The accounts inside: those with fewer than `top` accounts above them, so that accounts tied for the last place are
    /// all in. Best first.
    pub account_ids: Vec<AccountId>,
    /// The points from the best account outside to the last one inside; nothing where nobody is outside.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margin: Option<f64>,
    /// Per weight, the interval in which no account outside comes above one inside.
    pub weights: Vec<WeightInterval>,
    /// The smallest change of one weight that lets an account outside come above one inside; nothing where none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smallest_flip: Option<SmallestFlip>,
    /// The accounts inside and as many of the next ones outside, best first.
    pub accounts: Vec<AccountSensitivity>,
}

/// How firmly one account stands inside or outside.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AccountSensitivity {
    /// The account.
    pub account_id: AccountId,
    /// Whether it is inside now.
    pub inside: bool,
    /// Per weight, the interval in which the account stays on its side.
    pub weights: Vec<WeightInterval>,
}

/// How firmly one account stands above another.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PairSensitivity {
    /// The account with the higher score, the first by id where they are equal.
    pub ahead_account_id: AccountId,
    /// The other account.
    pub behind_account_id: AccountId,
    /// The points from the second to the first.
    pub margin: f64,
    /// Per weight, the interval in which the second does not come above the first.
    pub weights: Vec<WeightInterval>,
    /// The smallest change of one weight that turns the two; nothing where none does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub smallest_flip: Option<SmallestFlip>,
}

/// How far one weight may move.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WeightInterval {
    /// The weight.
    pub weight_of: WeightOf,
    /// Its share of all weights now, between 0 and 1.
    pub share: f64,
    /// The weight as the model gives it.
    pub given: f64,
    /// The lower end.
    pub low: IntervalEnd,
    /// The upper end.
    pub high: IntervalEnd,
}

/// How far a weight may move in one direction. At the end itself the order still holds, as a tie; at a weight of 0, where an
/// account may be left without a score, it holds up to the end.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IntervalEnd {
    /// The share of all weights, with the weights that it is compared with in their proportions.
    pub share: f64,
    /// The same as the model gives weights: points with the other points as they are, or a share; nothing where no finite
    /// number of points reaches it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given: Option<f64>,
    /// What happens beyond the end; nothing where the weight cannot move further.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flip: Option<Flip>,
}

/// Two accounts that change places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Flip {
    /// The account that falls behind.
    pub overtaken_account_id: AccountId,
    /// The account that takes over.
    pub overtaking_account_id: AccountId,
}

/// The smallest change of one weight that changes the order, by its share of all weights.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SmallestFlip {
    /// The weight.
    pub weight_of: WeightOf,
    /// The change of its share of all weights, negative downwards.
    pub share_change: f64,
    /// The change as a part of its share now; nothing where that is 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relative_change: Option<f64>,
    /// The change of the weight as the model gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub given_change: Option<f64>,
    /// The account that falls behind.
    pub overtaken_account_id: AccountId,
    /// The account that takes over.
    pub overtaking_account_id: AccountId,
}

/// The accounts that stand close to the lead or to the line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CloseCalls {
    /// The points up to which a margin is close.
    pub limit: f64,
    /// Where the limit comes from.
    pub limit_source: LimitSource,
    /// The accounts at most the limit below the leader, best first.
    pub to_lead: Vec<CloseCall>,
    /// The accounts at most the limit from the other side of the line, best first.
    pub to_line: Vec<CloseCall>,
}

/// Where a limit comes from: the request, or the house default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum LimitSource {
    Request,
    HouseDefault,
}

/// An account close to the lead or to the line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CloseCall {
    /// The account.
    pub account_id: AccountId,
    /// The points by which it is above the best account outside (inside), or below the leader or the last account inside
    /// (negative).
    pub margin: f64,
}

/// What one step of one rating changes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OnePointTest {
    /// The step.
    pub step: RatingStep,
    /// The criteria that are rated, in the order of the model.
    pub criterion_ids: Vec<CriterionId>,
    /// The ratings after which another account leads: those of the leader, then those of its rivals, best first.
    pub flips: Vec<RatingFlip>,
}

/// A rating after which another account leads.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RatingFlip {
    /// The account with the rating.
    pub account_id: AccountId,
    /// The criterion.
    pub criterion_id: CriterionId,
    /// The rating now.
    pub rating: f64,
    /// The rating that changes the lead.
    pub changed_rating: f64,
    /// The account that leads then.
    pub leader_account_id: AccountId,
}
