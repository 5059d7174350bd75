//! `select.tiers`: which tier each account is in, without flicker.

use keyaccount::quantity::Date;
use keyaccount::scoring::{AccountFacts, ScoreModel};
use keyaccount::selection::tiers::{TierAnswer, TierHistory, TierPolicy, assign_tiers};
use serde::Deserialize;

use crate::WireError;
use crate::operation::{ModelStamp, Operation, Provenance, Reply};
use crate::scoring_input::scored;

/// The operation `select.tiers`.
#[derive(Debug, Clone, Copy)]
pub struct SelectTiers;

/// A score model, the accounts to sort, what is known of earlier periods, and the lines between the tiers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "SelectTiersRequest"))]
pub struct Request {
    /// The score model; leave it out to use a ready one.
    #[serde(default)]
    pub model: Option<ScoreModel>,
    /// The name of a ready score model, such as `ranking-1-to-10`; leave it out to use your own.
    #[serde(default)]
    pub ready_model: Option<String>,
    /// The accounts with what is known about them today; may be empty.
    pub accounts: Vec<AccountFacts>,
    /// What is known of the accounts from earlier periods.
    #[serde(default)]
    pub history: Vec<TierHistory>,
    /// The lines, the dwell, the numbers and the overrides.
    pub policy: TierPolicy,
    /// The day on which overrides and earlier facts are judged; needed where there is an override or a fact is carried
    /// forward.
    #[serde(default)]
    pub as_of: Option<Date>,
}

impl Operation for SelectTiers {
    const NAME: &'static str = "select.tiers";
    const SUMMARY: &'static str =
        "Which tier is each account in, which line decided, and how far is the next?";
    type Request = Request;
    type Answer = TierAnswer;

    fn run(request: Request) -> Result<Reply<TierAnswer>, WireError> {
        let (chosen, scores) = scored(
            request.model,
            request.ready_model.as_deref(),
            &request.accounts,
            request.as_of,
        )?;
        let answer = assign_tiers(
            &chosen.compiled,
            &scores,
            &request.policy,
            &request.history,
            request.as_of,
        )?;
        Ok(Reply {
            answer,
            provenance: Provenance::of_library()
                .with_model(ModelStamp::of(&chosen))
                .with_as_of(request.as_of),
        })
    }
}
