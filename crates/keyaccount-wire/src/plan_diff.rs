//! `plan.diff`: what changed between two versions of an account plan.

use keyaccount::document::SourceText;
use keyaccount::plan::{self, PlanDiff, PlanView};
use serde::Deserialize;

use crate::WireError;
use crate::operation::{Operation, Provenance, Reply};

/// The operation `plan.diff`.
#[derive(Debug, Clone, Copy)]
pub struct DiffPlans;

/// Two versions of a plan.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "PlanDiffRequest"))]
pub struct Request {
    /// The earlier version, however incomplete.
    #[cfg_attr(feature = "schema", schemars(with = "keyaccount::plan::Plan"))]
    pub before: SourceText,
    /// The later version, however incomplete.
    #[cfg_attr(feature = "schema", schemars(with = "keyaccount::plan::Plan"))]
    pub after: SourceText,
}

impl Operation for DiffPlans {
    const NAME: &'static str = "plan.diff";
    const SUMMARY: &'static str = "What changed between these two versions of an account plan?";
    type Request = Request;
    type Answer = PlanDiff;

    fn run(request: Request) -> Result<Reply<PlanDiff>, WireError> {
        let before = request.before.document();
        let before = before.map_err(|error| WireError::below("/before", &error))?;
        let after = request.after.document();
        let after = after.map_err(|error| WireError::below("/after", &error))?;
        let earlier = PlanView::read(before.root()).map_err(|error| WireError::below("/before", &error))?;
        let later = PlanView::read(after.root()).map_err(|error| WireError::below("/after", &error))?;
        Ok(Reply {
            answer: plan::diff(&earlier, &later),
            provenance: Provenance::of_library(),
        })
    }
}
