//! Where an account is in its life as a key account.
//!
//! The facts as a document states them; what may follow from a state is for the lifecycle to say.

use serde::{Deserialize, Serialize};

use crate::quantity::{Date, PersonId};
use crate::vocabulary::is_default;

/// The present state of an account, with what a hold or an exit adds to it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Lifecycle {
    /// The present state.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<LifecycleState>,
    /// The day on which that state began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// The day on which this episode began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nominated_on: Option<Date>,
    /// The day on which the first plan of this episode came into force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub launched_on: Option<Date>,
    /// What is known of the hold, when there is one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub hold: Hold,
    /// What is known of the exit, when there is one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub exit: Exit,
}

/// A state in the life of a key account, in the usual order; a hold may come between any two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum LifecycleState {
    Candidate,
    Selection,
    Strategy,
    Execution,
    Review,
    OnHold,
    Exiting,
    Deselected,
}

impl LifecycleState {
    /// Every state, in the usual order.
    pub const ALL: [Self; 8] = [
        Self::Candidate,
        Self::Selection,
        Self::Strategy,
        Self::Execution,
        Self::Review,
        Self::OnHold,
        Self::Exiting,
        Self::Deselected,
    ];

    /// Returns the word for the state on the wire, in `snake_case`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Candidate => "candidate",
            Self::Selection => "selection",
            Self::Strategy => "strategy",
            Self::Execution => "execution",
            Self::Review => "review",
            Self::OnHold => "on_hold",
            Self::Exiting => "exiting",
            Self::Deselected => "deselected",
        }
    }
}

/// A pause of key account work for a stated time.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Hold {
    /// The first day of the hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// The day on which work is to resume.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The state to return to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resume_to: Option<LifecycleState>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Who answers for the hold on our side.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner_id: Option<PersonId>,
    /// When the client was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_on: Option<Date>,
}

/// The orderly end of key status.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Exit {
    /// What becomes of the account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<ExitOutcome>,
    /// The state in which the exit began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<LifecycleState>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// When it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Date>,
    /// Who decided it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by_id: Option<PersonId>,
    /// When the exit should be complete.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Date>,
    /// When the client is to be told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tell_by: Option<Date>,
    /// When the client was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_on: Option<Date>,
    /// Who tells the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_by_id: Option<PersonId>,
    /// Who leads the way out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transition_owner_id: Option<PersonId>,
    /// Who looks after the account afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub new_owner_id: Option<PersonId>,
    /// When somebody looked at the notice period of the contracts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notice_checked_on: Option<Date>,
}

/// How the time as a key account ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum ExitOutcome {
    NotSelected,
    Withdrawn,
    ToStandard,
    Ended,
    Lost,
}

#[cfg(test)]
mod tests {
    use super::LifecycleState;

    #[test]
    fn a_state_is_called_as_on_the_wire() {
        for state in LifecycleState::ALL {
            assert_eq!(
                serde_json::to_string(&state).unwrap(),
                format!("\"{}\"", state.as_str())
            );
        }
        assert!(LifecycleState::ALL.is_sorted());
    }
}
