//! The nine-step score with its parts.

use serde::Serialize;

use super::RoadmapSettings;
use crate::quantity::{Date, PlanId, Share};
use crate::vocabulary::Figure;

/// How far a plan has come along the nine steps.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Roadmap {
    /// The plan, where it has an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan_id: Option<PlanId>,
    /// The day, where one was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The weighted mean over the steps that apply and could be measured; absent where they weigh nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<Share>,
    /// The part of the weight of the applicable steps that could be measured. The score must not be shown without it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage_share: Option<Share>,
    /// The score if every step that could not be measured were empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lowest_score: Option<Share>,
    /// The score if every step that could not be measured were complete.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highest_score: Option<Share>,
    /// The nine steps in their order.
    pub steps: Vec<RoadmapStep>,
    /// The weights and limits by which was measured.
    pub settings: RoadmapSettings,
}

/// One of the nine steps.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RoadmapStep {
    /// The number, 1 to 9.
    pub number: u32,
    /// The name.
    pub name: StepName,
    /// Whether there is a measure.
    pub outcome: StepOutcome,
    /// How much of the step is done, 0 to 1; absent where the step does not apply or cannot be measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub measure: Option<Share>,
    /// Why there is no measure, where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<StepReason>,
    /// The weight.
    pub weight: Figure,
    /// What is lacking, in the order of the document; empty where the measure is 1.
    pub lacking: Vec<Lack>,
}

/// The nine steps of key account management (KAM practice, S4): the profile of the account, its needs, its own audience, the
/// right person, the strategy, actions and commitments, alignment with the client, satisfaction, refinement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "RoadmapStepName"))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum StepName {
    Profile,
    Needs,
    Audience,
    Team,
    Strategy,
    Commitments,
    Alignment,
    Satisfaction,
    Refinement,
}

impl StepName {
    /// Every step in order.
    pub const ALL: [Self; 9] = [
        Self::Profile,
        Self::Needs,
        Self::Audience,
        Self::Team,
        Self::Strategy,
        Self::Commitments,
        Self::Alignment,
        Self::Satisfaction,
        Self::Refinement,
    ];

    /// Returns the word for the step, as on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Needs => "needs",
            Self::Audience => "audience",
            Self::Team => "team",
            Self::Strategy => "strategy",
            Self::Commitments => "commitments",
            Self::Alignment => "alignment",
            Self::Satisfaction => "satisfaction",
            Self::Refinement => "refinement",
        }
    }
}

/// Whether a step has a measure, does not apply and leaves the mean, or cannot be measured for want of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "RoadmapStepOutcome"))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum StepOutcome {
    Measured,
    NotApplicable,
    NotMeasured,
}

/// Why a step has no measure.
///
/// It does not apply: the account is a supplier; it is not in Execution or Review; Execution has only just begun. It cannot
/// be measured: the day, the start of Execution or the tier is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "RoadmapStepReason"))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum StepReason {
    Supplier,
    NotInExecution,
    ExecutionJustBegan,
    AsOfMissing,
    ExecutionStartMissing,
    TierMissing,
}

/// Something that a step lacks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "RoadmapLack"))]
pub struct Lack {
    /// The JSON Pointer of the place in the plan; it may not exist yet.
    pub path: String,
    /// What is lacking there.
    pub what: LackKind,
}

/// What a step lacks; each word says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "RoadmapLackKind"))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum LackKind {
    ProfileFieldEmpty,
    ProductNeedMissing,
    RelationshipNeedMissing,
    SegmentMissing,
    SegmentWithoutWants,
    PrimaryManagerMissing,
    ManagerNotIntroduced,
    ValueAddMissing,
    ValueAddServesNothing,
    ValueAddNotPutIntoPractice,
    ActionMissing,
    ActionWithoutOwner,
    ActionWithoutDate,
    ServiceLevelMissing,
    ServiceLevelIncomplete,
    RewardNotSpelledOut,
    KickoffWithoutClient,
    KickoffNotConfirmed,
    RequestMissing,
    NextReviewMissing,
    NextReviewTooLate,
    CadenceIncomplete,
    ReviewOverdue,
}

impl LackKind {
    /// Returns what is lacking in words for people, without a full stop.
    pub fn words(self) -> &'static str {
        match self {
            Self::ProfileFieldEmpty => "the profile is empty here",
            Self::ProductNeedMissing => "no need for a product or service is recorded",
            Self::RelationshipNeedMissing => "no need about the relationship is recorded",
            Self::SegmentMissing => "no group of the client's own customers is named",
            Self::SegmentWithoutWants => "it is not said what this group wants",
            Self::PrimaryManagerMissing => "no active member is the primary manager",
            Self::ManagerNotIntroduced => "the client has not met the primary manager",
            Self::ValueAddMissing => "no value-add is recorded",
            Self::ValueAddServesNothing => "the value-add serves no need and no objective of the client",
            Self::ValueAddNotPutIntoPractice => {
                "no action, commitment, reward or metric carries the value-add out"
            }
            Self::ActionMissing => "no action is recorded",
            Self::ActionWithoutOwner => "nobody is accountable for the action",
            Self::ActionWithoutDate => "the action has no due date",
            Self::ServiceLevelMissing => "no service level is promised",
            Self::ServiceLevelIncomplete => {
                "the service level lacks target, unit, window, calendar or source"
            }
            Self::RewardNotSpelledOut => "it is not said when the reward is due, or what it is",
            Self::KickoffWithoutClient => "no kick-off with somebody of the client was held",
            Self::KickoffNotConfirmed => "the client has not confirmed what was agreed",
            Self::RequestMissing => "no recent request or gesture is recorded",
            Self::NextReviewMissing => "no next review is planned",
            Self::NextReviewTooLate => "the next review is too far away",
            Self::CadenceIncomplete => "the rhythm of reviews cannot be calculated",
            Self::ReviewOverdue => "a review is overdue",
        }
    }
}
