//! `plan.critical_path`: when the actions of an account plan can be done, and which of them decide.

use keyaccount::document::SourceText;
use keyaccount::plan::PlanView;
use keyaccount::plan::critical_path::{CriticalPath, DayCount, ScheduleOptions, critical_path};
use keyaccount::quantity::Date;
use serde::Deserialize;

use crate::WireError;
use crate::operation::{Operation, Provenance, Reply};

/// The operation `plan.critical_path`.
#[derive(Debug, Clone, Copy)]
pub struct PlanCriticalPath;

/// A plan, the day from which it is reckoned, and the days that count.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "PlanCriticalPathRequest"))]
pub struct Request {
    /// The plan, however incomplete; what was taken for granted about it is listed.
    #[cfg_attr(feature = "schema", schemars(with = "keyaccount::plan::Plan"))]
    pub plan: SourceText,
    /// The day up to which it is known what was done, and from which the rest is reckoned.
    pub as_of: Date,
    /// Which days count; every day of the calendar unless given.
    #[serde(default)]
    pub day_count: DayCount,
    /// Up to which total float an action is near critical; 5 days unless given.
    #[serde(default = "near_critical_days")]
    pub near_critical_days: u32,
}

fn near_critical_days() -> u32 {
    ScheduleOptions::NEAR_CRITICAL_DAYS
}

impl Operation for PlanCriticalPath {
    const NAME: &'static str = "plan.critical_path";
    const SUMMARY: &'static str = "When can the actions of this plan be done, and which of them decide?";
    type Request = Request;
    type Answer = CriticalPath;

    fn run(request: Request) -> Result<Reply<CriticalPath>, WireError> {
        let options = ScheduleOptions {
            as_of: request.as_of,
            day_count: request.day_count,
            near_critical_days: request.near_critical_days,
        };
        let document = request
            .plan
            .document()
            .map_err(|error| WireError::below("/plan", &error))?;
        let view = PlanView::read(document.root()).map_err(|error| WireError::below("/plan", &error))?;
        let answer =
            critical_path(&view.plan, &options).map_err(|error| WireError::below("/day_count", &error))?;
        Ok(Reply {
            answer,
            provenance: Provenance::of_library().with_as_of(request.as_of),
        })
    }
}
