//! Which facts of an account come from an earlier day.

use serde::Serialize;

use super::words::{counted, listed};
use crate::quantity::{CriterionId, Date};
use crate::scoring::{AccountScore, Criterion, ScoreModel};

/// How many facts the sentence names.
const NAMED: usize = 3;

/// A fact that is carried forward from an earlier day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CarriedFact {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// Its name.
    pub name: String,
    /// The day on which the value was known.
    pub known_on: Date,
}

/// Returns the facts of an account that `model` carried forward, the oldest first, then in the order of the model.
pub(super) fn carried_facts(model: &ScoreModel, account: &AccountScore) -> Vec<CarriedFact> {
    let criteria = model.criteria.iter().zip(&account.contributions);
    let mut carried: Vec<CarriedFact> = criteria
        .filter_map(|(Criterion { id, name, .. }, contribution)| {
            Some(CarriedFact {
                criterion_id: id.clone(),
                name: name.clone(),
                known_on: contribution.known_on?,
            })
        })
        .collect();
    carried.sort_by_key(|fact| fact.known_on);
    carried
}

/// Returns the sentence about facts that are carried forward, nothing where there are none.
pub(super) fn sentence(begin: &str, carried: &[CarriedFact]) -> Option<String> {
    let named: Vec<String> = carried
        .iter()
        .take(NAMED)
        .map(|fact| format!("{} as known on {}", fact.name, fact.known_on))
        .collect();
    let more = carried.len().saturating_sub(named.len());
    let rest = if more > 0 {
        format!("; {} more", counted(more, "fact"))
    } else {
        String::new()
    };
    (!named.is_empty()).then(|| format!("{begin}: {}{rest}.", listed(&named)))
}
