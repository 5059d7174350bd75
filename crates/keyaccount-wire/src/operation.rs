//! What an operation is.

use keyaccount::quantity::{Date, ModelId};
use keyaccount::scoring::ChosenModel;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::WireError;

/// One question that the library answers, with its request and answer types.
///
/// With the feature `schema` both types also describe themselves as JSON Schema.
pub trait Operation {
    /// The name, `area.operation`, in `snake_case`.
    const NAME: &'static str;
    /// One sentence: the question that is answered.
    const SUMMARY: &'static str;
    /// What is asked.
    type Request: DeserializeOwned + Described;
    /// What is answered.
    type Answer: Serialize + Described;

    /// Returns the answer and what is needed to reproduce it.
    fn run(request: Self::Request) -> Result<Reply<Self::Answer>, WireError>;
}

/// A type that can describe itself where schemas are compiled in.
#[cfg(feature = "schema")]
pub trait Described: schemars::JsonSchema {}
#[cfg(feature = "schema")]
impl<T: schemars::JsonSchema> Described for T {}

/// A type that can describe itself where schemas are compiled in.
#[cfg(not(feature = "schema"))]
pub trait Described {}
#[cfg(not(feature = "schema"))]
impl<T> Described for T {}

/// An answer together with what is needed to reproduce it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reply<A> {
    /// The answer; equal for equal requests in every later release of the same major version.
    pub answer: A,
    /// What the answer was computed with.
    pub provenance: Provenance,
}

/// What an answer was computed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Provenance {
    /// The version of the library.
    pub version: String,
    /// The day that the answer speaks of, where it depends on one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The score model, where one was used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<ModelStamp>,
    /// The second score model, where two were used: the earlier one of a comparison, the one of the vertical axis.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_model: Option<ModelStamp>,
    /// The seed, where anything was sampled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// The rules of the linter, where plans were checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ruleset: Option<RulesetStamp>,
}

/// Which score model an answer was computed with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ModelStamp {
    /// The id of the model.
    pub id: ModelId,
    /// The version of the model.
    pub version: u32,
    /// The SHA-256 of the model in canonical form.
    pub hash: String,
}

impl ModelStamp {
    /// Returns the stamp of a model.
    pub fn of(chosen: &ChosenModel) -> Self {
        Self {
            id: chosen.id().clone(),
            version: chosen.model.version,
            hash: chosen.hash(),
        }
    }
}

/// Which rules a plan was checked with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RulesetStamp {
    /// The version of the rules and their defaults, a year and a number.
    pub version: &'static str,
    /// The SHA-256 over code, revision, level and parameters of every rule.
    pub hash: String,
}

impl Provenance {
    /// Returns the provenance of an answer that depends on nothing but its request.
    pub fn of_library() -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            as_of: None,
            model: None,
            second_model: None,
            seed: None,
            ruleset: None,
        }
    }

    /// Returns the same provenance with the score model that was used.
    #[must_use]
    pub fn with_model(self, model: ModelStamp) -> Self {
        Self {
            model: Some(model),
            ..self
        }
    }

    /// Returns the same provenance with the second score model that was used.
    #[must_use]
    pub fn with_second_model(self, model: ModelStamp) -> Self {
        Self {
            second_model: Some(model),
            ..self
        }
    }

    /// Returns the same provenance with the seed of what was sampled.
    #[must_use]
    pub fn with_seed(self, seed: u64) -> Self {
        Self {
            seed: Some(seed),
            ..self
        }
    }

    /// Returns the same provenance with the rules that plans were checked with.
    #[must_use]
    pub fn with_ruleset(self, ruleset: RulesetStamp) -> Self {
        Self {
            ruleset: Some(ruleset),
            ..self
        }
    }

    /// Returns the same provenance with the day that the answer speaks of, where there is one.
    #[must_use]
    pub fn with_as_of(self, as_of: impl Into<Option<Date>>) -> Self {
        Self {
            as_of: as_of.into(),
            ..self
        }
    }
}

/// An operation as the registry lists it.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// The name, `area.operation`.
    pub name: &'static str,
    /// One sentence: the question that is answered.
    pub summary: &'static str,
    /// Answers a request text with an answer text.
    pub call: fn(&str) -> Result<String, WireError>,
    /// Describes the request.
    #[cfg(feature = "schema")]
    pub request_schema: fn() -> schemars::Schema,
    /// Describes the reply.
    #[cfg(feature = "schema")]
    pub reply_schema: fn() -> schemars::Schema,
}

impl Entry {
    /// Returns the entry of an operation.
    pub(crate) const fn of<O: Operation>() -> Self {
        Self {
            name: O::NAME,
            summary: O::SUMMARY,
            call: call::<O>,
            #[cfg(feature = "schema")]
            request_schema: crate::request_schema::<O::Request>,
            #[cfg(feature = "schema")]
            reply_schema: crate::reply_schema::<Reply<O::Answer>>,
        }
    }
}

fn call<O: Operation>(request: &str) -> Result<String, WireError> {
    let reply = O::run(keyaccount::document::read(request)?)?;
    serde_json::to_string(&reply).map_err(|error| WireError::new("answer_unwritable", "", error.to_string()))
}
