//! What do we mean to reach at an account, and how?
//!
//! The plan document, one section in each module, and what can be computed from it alone: how far the plan has come
//! ([`progress`], and along the nine steps of the practice [`roadmap`]) and what its actions wait for ([`dependencies`]), so when they can be done ([`critical_path`]). What a
//! plan lacks is for the linter to say. [`diff()`] compares two versions of one.

mod document;
mod header;

mod position;

mod client_objective;
mod need;
mod segment;

mod action;
mod objective;

mod alignment;
mod commitment;
mod request;
mod resources;
mod reward;
mod value_add;

mod conflict;
mod other_person;
mod own_change;
mod register;
mod risk;

mod governance;
mod health;
mod history;
mod suppression;

pub(crate) mod state;

mod view;

mod diff;
mod hashes;

pub mod actual_dates;
pub mod date_pairs;
pub mod references;
pub mod value_ranges;

pub mod progress;
pub mod roadmap;

pub mod critical_path;
pub mod dependencies;

#[cfg(test)]
#[cfg(feature = "schema")]
mod laws;
#[cfg(test)]
#[cfg(feature = "schema")]
mod schema_documents;
#[cfg(test)]
#[cfg(feature = "schema")]
mod schema_places;

pub use action::{Action, ActionStatus, Assignment, Dependency, DependencyKind, Estimate, Part, Side};
pub use alignment::{Expectations, Kickoff};
pub use client_objective::ClientObjective;
pub use commitment::{Commitment, CommitmentStatus, Promiser};
pub use conflict::{Conflict, ConflictKind};
pub use diff::{
    DiffSummary, EntityChange, EntityDiff, EntityVersion, FieldChange, HashPair, KindDiff, PlanDiff,
    SectionDiff, diff,
};
pub use document::{Plan, PlanSchema};
pub use governance::{Cadence, CadenceKind, Governance, Report, Review};
pub use hashes::{COMMITTED, CommittedPart, commitment_hash, document_hash};
pub use header::{Amendment, Header, PlanStatus};
pub use health::{Health, HealthBand, HealthPart, HealthReading};
pub use history::HistoryEntry;
pub use need::{Declined, Need, NeedKind, NeedSource, NeedSourceKind, RequestedRhythm};
pub use objective::{
    Aim, Beneficiary, DatedFigure, Measurement, Metric, MetricDirection, Objective, ObjectiveKind,
    ObjectiveStatus, Waypoint,
};
pub use other_person::OtherPerson;
pub use own_change::{OwnChange, OwnChangeKind};
pub use position::{Position, PositionItem, PositionKind, Trend, Viewpoint};
pub use register::{Assumption, AssumptionStatus, Decision, DecisionStatus, Issue, IssueStatus};
pub use request::{Request, RequestKind};
pub use resources::{Budget, PeriodAmount, ResourceLine, Resources};
pub use reward::{Reward, RewardOption, RewardTrigger, RewardTriggerKind};
pub use risk::{Contingency, Residual, Risk, RiskCategory, RiskResponse, RiskStatus};
pub use segment::Segment;
pub use suppression::{Suppression, SuppressionTarget};
pub use value_add::{Benefit, ValueAdd, ValueAddKind};
pub use view::{IncompletePart, PlanView};
