//! `plan.roadmap`: how far an account plan has come along the nine steps.

use keyaccount::document::SourceText;
use keyaccount::plan::PlanView;
use keyaccount::plan::roadmap::{Roadmap, RoadmapSettings, roadmap};
use keyaccount::portfolio::Portfolio;
use keyaccount::quantity::Date;
use serde::Deserialize;

use crate::WireError;
use crate::operation::{Operation, Provenance, Reply};

/// The operation `plan.roadmap`.
#[derive(Debug, Clone, Copy)]
pub struct PlanRoadmap;

/// A plan, the day on which it is judged, and what the steps weigh.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "PlanRoadmapRequest"))]
pub struct Request {
    /// The plan, however incomplete; what it lacks is listed with the steps.
    #[cfg_attr(feature = "schema", schemars(with = "keyaccount::plan::Plan"))]
    pub plan: SourceText,
    /// The portfolio that the account belongs to; it supplies what the plan does not say about its account.
    #[serde(default)]
    pub portfolio: Option<Portfolio>,
    /// The day on which the plan is judged; without it the steps 4, 8 and 9 are not measured.
    #[serde(default)]
    pub as_of: Option<Date>,
    /// What the steps weigh and the limits by which they are measured; what is left out has its default.
    #[serde(default)]
    pub settings: RoadmapSettings,
}

impl Operation for PlanRoadmap {
    const NAME: &'static str = "plan.roadmap";
    const SUMMARY: &'static str = "How far has this account plan come along the nine steps?";
    type Request = Request;
    type Answer = Roadmap;

    fn run(request: Request) -> Result<Reply<Roadmap>, WireError> {
        let portfolio = request.portfolio.as_ref();
        if let Some(fault) = portfolio.and_then(|portfolio| portfolio.faults().into_iter().next()) {
            return Err(WireError::below("/portfolio", &fault));
        }
        let document = request
            .plan
            .document()
            .map_err(|error| WireError::below("/plan", &error))?;
        let view = PlanView::read(document.root()).map_err(|error| WireError::below("/plan", &error))?;
        let account = portfolio
            .zip(view.plan.account.id.as_ref())
            .and_then(|(portfolio, id)| portfolio.account(id));
        let answer = roadmap(&view.plan, account, request.as_of, &request.settings)
            .map_err(|error| WireError::below("/settings", &error))?;
        Ok(Reply {
            answer,
            provenance: Provenance::of_library().with_as_of(request.as_of),
        })
    }
}
