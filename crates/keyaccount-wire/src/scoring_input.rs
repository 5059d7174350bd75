//! What the operations on scores have in common: a model and the accounts to score with it.

use keyaccount::quantity::{AccountId, Date};
use keyaccount::scoring::{AccountFacts, ChosenModel, ScoreAnswer, ScoreModel};

use crate::WireError;

/// Returns the model of a request, its own or a ready one, with the scores of the accounts on the day `as_of`.
pub(crate) fn scored(
    model: Option<ScoreModel>,
    ready_model: Option<&str>,
    accounts: &[AccountFacts],
    as_of: Option<Date>,
) -> Result<(ChosenModel, ScoreAnswer), WireError> {
    let chosen = ChosenModel::new(model, ready_model)?;
    let scores = chosen
        .compiled
        .score_as_of(accounts, as_of)
        .map_err(|error| WireError::below("/accounts", &error))?;
    Ok((chosen, scores))
}

/// Returns where in the request the account stands that an error names, where it names one.
pub(crate) fn account_path(accounts: &[AccountFacts], named: Option<&AccountId>) -> Option<String> {
    let id = named?;
    let index = accounts.iter().position(|account| account.id == *id)?;
    Some(format!("/accounts/{index}"))
}
