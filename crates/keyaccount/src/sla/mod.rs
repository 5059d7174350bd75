//! What was promised about speed and quality, and what happens when it is missed?
//!
//! Documents only: clocks, attainment and credits are calculated elsewhere.

mod agreement;
mod calendar;
mod metric;

pub use agreement::{Agreement, EscalationStep};
pub use calendar::{Calendar, ClosedRule, Opening, TimeOfDay, Weekday};
pub use metric::{
    CreditTier, MetricKind, Remedy, RemedyKind, Reopening, SlaMetric, SlaResult, Target, TargetChange,
    TargetComparison, TargetUnit, Window,
};
