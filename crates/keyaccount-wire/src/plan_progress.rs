//! `plan.progress`: how far an account plan has come.

use keyaccount::document::SourceText;
use keyaccount::plan::PlanView;
use keyaccount::plan::progress::{ProgressReport, ProgressThresholds, progress};
use keyaccount::quantity::Date;
use serde::Deserialize;

use crate::WireError;
use crate::operation::{Operation, Provenance, Reply};

/// The operation `plan.progress`.
#[derive(Debug, Clone, Copy)]
pub struct PlanProgress;

/// A plan and the day on which it is judged.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "PlanProgressRequest"))]
pub struct Request {
    /// The plan, however incomplete; what cannot be told about it is listed with the reason.
    #[cfg_attr(feature = "schema", schemars(with = "keyaccount::plan::Plan"))]
    pub plan: SourceText,
    /// The day on which progress is judged.
    pub as_of: Date,
    /// The limits by which is judged; those that are left out have their defaults.
    #[serde(default)]
    pub thresholds: ProgressThresholds,
}

impl Operation for PlanProgress {
    const NAME: &'static str = "plan.progress";
    const SUMMARY: &'static str = "How far has this account plan come, and how far should it be?";
    type Request = Request;
    type Answer = ProgressReport;

    fn run(request: Request) -> Result<Reply<ProgressReport>, WireError> {
        request
            .thresholds
            .check()
            .map_err(|error| WireError::below("/thresholds", &error))?;
        let document = request
            .plan
            .document()
            .map_err(|error| WireError::below("/plan", &error))?;
        let view = PlanView::read(document.root()).map_err(|error| WireError::below("/plan", &error))?;
        Ok(Reply {
            answer: progress(&view.plan, request.as_of, &request.thresholds),
            provenance: Provenance::of_library().with_as_of(request.as_of),
        })
    }
}
