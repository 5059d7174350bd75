//! What is known about when the actions of a plan can be done.

use serde::Serialize;

use crate::plan::DependencyKind;
use crate::quantity::{ActionId, Date, ObjectiveId, PlanId, Share};

/// When the actions of a plan can be done, and which of them decide.
///
/// Days are counted from `day_zero_on`. A start is the day on which work begins, a finish the day after the last day of work, so that
/// finish less start is the duration; dates name the last day of work itself. A date is absent where it lies past the year 9999.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CriticalPath {
    /// The plan, where it has an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan_id: Option<PlanId>,
    /// The day as of which is reckoned.
    pub as_of: Date,
    /// The date of day 0: `as_of`, or the first working day from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub day_zero_on: Option<Date>,
    /// The day on which the last action ends; absent where none is evaluated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finish_days: Option<i64>,
    /// The last day of work of the last action.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finish_on: Option<Date>,
    /// The chain of actions that decides on that day.
    pub driving_chain: DrivingChain,
    /// The actions that are evaluated, by id in ascending order.
    pub actions: Vec<ActionSchedule>,
    /// The objectives that are still pursued and have an id, in the order of the plan: all but met, missed and dropped
    /// ones. Of two with one id the first counts.
    pub objectives: Vec<ObjectiveSchedule>,
    /// The circles of actions that wait for each other, by the smallest id in each tangle.
    pub cycles: Vec<DependencyCycle>,
    /// The actions that are not evaluated, by id in ascending order.
    pub not_evaluated: Vec<NotScheduled>,
    /// The dependencies that are left out because the plan has no such action, by the action that waits.
    pub unknown_dependencies: Vec<UnknownPredecessor>,
    /// What was taken for granted because the plan does not say it, by id of the action.
    pub assumptions: Vec<ScheduleAssumption>,
    /// How many actions are left out because they have no id, cancelled ones not counted.
    pub actions_without_id_count: u32,
    /// The ids that several actions have that are not cancelled, in ascending order; the first of them counts.
    pub repeated_action_ids: Vec<ActionId>,
}

/// When an action can be done.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActionSchedule {
    /// The action.
    pub id: ActionId,
    /// Whether it is done, in progress or not begun.
    pub state: WorkState,
    /// How many days it takes from beginning to end, as planned.
    pub duration_days: i64,
    /// How many of them are left; 0 when it is done.
    pub remaining_days: i64,
    /// The day on which it begins at the earliest; the actual one where it has begun, below 0 before day 0.
    pub earliest_start_days: i64,
    /// The date of that day; the date of its end where it takes no time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest_start_on: Option<Date>,
    /// The day after its last day of work at the earliest; the actual one where it is done.
    pub earliest_finish_days: i64,
    /// The last day of work at the earliest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest_finish_on: Option<Date>,
    /// The day on which what is left of it must begin; absent when it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest_start_days: Option<i64>,
    /// The date of that day; the date of its end where it takes no time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest_start_on: Option<Date>,
    /// The day before which it must be finished; absent when it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest_finish_days: Option<i64>,
    /// The last day on which it must be finished.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest_finish_on: Option<Date>,
    /// Latest less earliest finish: how long it can be late before a deadline is missed, negative when that is certain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total_float_days: Option<i64>,
    /// The objective whose deadline leaves the least float, by due date and id among equals; absent where it is the end of
    /// the last action.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limited_by_objective_id: Option<ObjectiveId>,
    /// How long it can be late without moving an action after it, at least 0; its total float where none comes after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub free_float_days: Option<i64>,
    /// How long it can be late before an own due date is missed, its own or that of an action after it; absent where
    /// none of them has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_float_days: Option<i64>,
    /// The action whose due date that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limited_by_due_of_id: Option<ActionId>,
    /// Whether it decides on a deadline; absent when it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criticality: Option<Criticality>,
    /// The link that decides on its earliest start; absent where day 0 does, or an actual date. Of several the one from
    /// the smallest id, then by kind and lag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub driven_by: Option<ChainStep>,
}

/// Whether work has begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum WorkState {
    NotBegun,
    InProgress,
    Done,
}

/// Whether an action decides on a deadline: critical with a total float of 0 or less, near critical up to 5 days by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum Criticality {
    Critical,
    NearCritical,
    NotCritical,
}

/// A chain of actions that decides on a finish.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DrivingChain {
    /// Its actions, from the first to the last; of more than 100 the last 100.
    pub steps: Vec<ChainStep>,
    /// How many actions come before these.
    pub left_out_count: u32,
}

/// An action of a chain, with its link to the next one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChainStep {
    /// The action.
    pub action_id: ActionId,
    /// Which ends of it and of the next action are linked; absent at the end of the chain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<DependencyKind>,
    /// The days between the two ends; absent at the end of the chain.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lag_days: Option<i64>,
}

/// Whether the actions that serve an objective can be done in time.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ObjectiveSchedule {
    /// The objective.
    pub id: ObjectiveId,
    /// The day on which it is due, where there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
    /// The day before which its actions must be finished: the one after its due date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline_days: Option<i64>,
    /// The number of actions that serve it and are evaluated.
    pub action_count: u32,
    /// The number of those that are not done.
    pub open_count: u32,
    /// The day on which the last of those actions ends at the earliest; absent where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finish_days: Option<i64>,
    /// The last day of work of that action.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finish_on: Option<Date>,
    /// Deadline less finish, negative when the chain misses the deadline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub float_days: Option<i64>,
    /// How many days the chain ends after the due date, 0 when it does not; absent with the float.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days_late: Option<i64>,
    /// The chain of actions that decides on the finish; of several actions that end last the one with the smallest id ends it.
    pub driving_chain: DrivingChain,
    /// The actions that serve it and are not evaluated, by id; the finish may be later because of them.
    pub not_evaluated_action_ids: Vec<ActionId>,
    /// The chance to meet the deadline, where an action of the chain that is not done has a three-point estimate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub estimate: Option<ChainEstimate>,
}

/// When a chain is finished by the three-point estimates of its actions.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChainEstimate {
    /// The mean of the day on which the chain is finished.
    pub mean_finish_days: f64,
    /// The standard deviation of that day.
    pub standard_deviation_days: f64,
    /// The chance that the chain is finished by the deadline; absent where there is no deadline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chance_to_meet_share: Option<Share>,
    /// How many actions of the chain count with their three-point estimate.
    pub estimated_count: u32,
    /// How many count with their duration as if it were certain, because they have no usable estimate.
    pub fixed_count: u32,
    /// What must be said with the chance wherever it is shown.
    pub remark: &'static str,
}

/// Actions that wait for each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DependencyCycle {
    /// The shortest circle, each action waiting for the next and the last for the first; the smallest id comes first.
    pub route: Vec<ActionId>,
    /// Every action of the tangle that the circle lies in, by id.
    pub action_ids: Vec<ActionId>,
}

/// An action that is not evaluated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NotScheduled {
    /// The action.
    pub action_id: ActionId,
    /// Why it is not evaluated.
    pub reason: NotScheduledReason,
}

/// Why an action is not evaluated: it is in a circle, or waits for one that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum NotScheduledReason {
    InCycle,
    AfterCycle,
}

/// A dependency on an action that the plan does not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct UnknownPredecessor {
    /// The action that waits.
    pub action_id: ActionId,
    /// The id that no action has.
    pub depends_on_id: ActionId,
}

/// Something that was taken for granted about an action.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScheduleAssumption {
    /// The action.
    pub action_id: ActionId,
    /// What was taken for granted.
    pub kind: AssumptionKind,
}

/// What was taken for granted about an action.
///
/// * `takes_one_day`: it has no duration, and no start and due date in their order.
/// * `finished_before_day_zero`: it is done, and nobody says when.
/// * `begins_on_day_zero`: it is in progress, and has no start date up to `as_of`.
/// * `nothing_done_yet`: it is in progress, and nobody says how far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum AssumptionKind {
    TakesOneDay,
    FinishedBeforeDayZero,
    BeginsOnDayZero,
    NothingDoneYet,
}

impl CriticalPath {
    /// Returns the schedule of an action, nothing where it is not evaluated.
    pub fn action(&self, id: &ActionId) -> Option<&ActionSchedule> {
        let place = self.actions.binary_search_by(|action| action.id.cmp(id)).ok()?;
        self.actions.get(place)
    }

    /// Returns the schedule of an objective, nothing where it is not pursued any more.
    pub fn objective(&self, id: &ObjectiveId) -> Option<&ObjectiveSchedule> {
        self.objectives.iter().find(|objective| objective.id == *id)
    }
}
