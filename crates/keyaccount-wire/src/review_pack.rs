//! `review.pack`: what to show at the next business review.

use keyaccount::portfolio::Portfolio;
use keyaccount::quantity::Date;
use keyaccount::review::{self, ReviewPack as Answer};
use keyaccount::scoring::ChosenModel;
use serde::Deserialize;

use crate::WireError;
use crate::operation::{ModelStamp, Operation, Provenance, Reply};
use crate::plan_check::ruleset_stamp;

/// The operation `review.pack`.
#[derive(Debug, Clone, Copy)]
pub struct ReviewPack;

/// A portfolio and the day of its review.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "ReviewPackRequest"))]
pub struct Request {
    /// The portfolio, with its accounts, its plans, and how its key accounts are chosen.
    pub portfolio: Portfolio,
    /// The day of which the review speaks.
    pub as_of: Date,
}

impl Operation for ReviewPack {
    const NAME: &'static str = "review.pack";
    const SUMMARY: &'static str = "What do we show at the next business review?";
    type Request = Request;
    type Answer = Answer;

    fn run(request: Request) -> Result<Reply<Answer>, WireError> {
        let Request { portfolio, as_of } = request;
        let answer =
            review::pack(&portfolio, as_of).map_err(|error| WireError::below("/portfolio", &error))?;
        let provenance = Provenance::of_library()
            .with_as_of(as_of)
            .with_ruleset(ruleset_stamp());
        let chosen = portfolio
            .selection
            .and_then(|choice| ChosenModel::new(choice.model, choice.ready_model.as_deref()).ok());
        let provenance = match chosen {
            Some(chosen) => provenance.with_model(ModelStamp::of(&chosen)),
            None => provenance,
        };
        Ok(Reply { answer, provenance })
    }
}
