//! What people may ask of the life of an account.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::quantity::OutOfRange;

/// The kind of a command, without its details, in the order in which the table of transitions first names it.
///
/// `close_review` leads to one of three states, by its outcome: refine to strategy, continue to execution, exit to
/// exiting. `add_waiver` and `correct_record` share one row.
///
/// # Examples
///
/// ```
/// use keyaccount::lifecycle::CommandKind;
///
/// let command: CommandKind = "start_evaluation".parse()?;
/// assert_eq!(command, CommandKind::StartEvaluation);
/// assert_eq!(command.as_str(), "start_evaluation");
/// assert_eq!("lunch".parse::<CommandKind>().unwrap_err().to_string(),
///            "command must be one of the commands of the lifecycle (got lunch)");
/// # Ok::<(), keyaccount::quantity::OutOfRange>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum CommandKind {
    Nominate,
    StartEvaluation,
    Withdraw,
    RecordScores,
    Select,
    Reject,
    Defer,
    SubmitPlan,
    ReturnPlan,
    ApprovePlan,
    Launch,
    RecordReview,
    AmendPlan,
    OpenCycleReview,
    TriggerReview,
    CloseReview,
    PlaceOnHold,
    ExtendHold,
    Resume,
    StartExit,
    CompleteExit,
    CancelExit,
    RecordLoss,
    Renominate,
    ChangeTier,
    ReplaceManager,
    RecordHealth,
    AddWaiver,
    CorrectRecord,
}

impl CommandKind {
    /// Every kind, in the order of the table.
    pub const ALL: [Self; 29] = [
        Self::Nominate,
        Self::StartEvaluation,
        Self::Withdraw,
        Self::RecordScores,
        Self::Select,
        Self::Reject,
        Self::Defer,
        Self::SubmitPlan,
        Self::ReturnPlan,
        Self::ApprovePlan,
        Self::Launch,
        Self::RecordReview,
        Self::AmendPlan,
        Self::OpenCycleReview,
        Self::TriggerReview,
        Self::CloseReview,
        Self::PlaceOnHold,
        Self::ExtendHold,
        Self::Resume,
        Self::StartExit,
        Self::CompleteExit,
        Self::CancelExit,
        Self::RecordLoss,
        Self::Renominate,
        Self::ChangeTier,
        Self::ReplaceManager,
        Self::RecordHealth,
        Self::AddWaiver,
        Self::CorrectRecord,
    ];

    /// Returns the word for the command on the wire, in `snake_case`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nominate => "nominate",
            Self::StartEvaluation => "start_evaluation",
            Self::Withdraw => "withdraw",
            Self::RecordScores => "record_scores",
            Self::Select => "select",
            Self::Reject => "reject",
            Self::Defer => "defer",
            Self::SubmitPlan => "submit_plan",
            Self::ReturnPlan => "return_plan",
            Self::ApprovePlan => "approve_plan",
            Self::Launch => "launch",
            Self::RecordReview => "record_review",
            Self::AmendPlan => "amend_plan",
            Self::OpenCycleReview => "open_cycle_review",
            Self::TriggerReview => "trigger_review",
            Self::CloseReview => "close_review",
            Self::PlaceOnHold => "place_on_hold",
            Self::ExtendHold => "extend_hold",
            Self::Resume => "resume",
            Self::StartExit => "start_exit",
            Self::CompleteExit => "complete_exit",
            Self::CancelExit => "cancel_exit",
            Self::RecordLoss => "record_loss",
            Self::Renominate => "renominate",
            Self::ChangeTier => "change_tier",
            Self::ReplaceManager => "replace_manager",
            Self::RecordHealth => "record_health",
            Self::AddWaiver => "add_waiver",
            Self::CorrectRecord => "correct_record",
        }
    }
}

impl FromStr for CommandKind {
    type Err = OutOfRange;

    fn from_str(text: &str) -> Result<Self, OutOfRange> {
        Self::ALL
            .into_iter()
            .find(|command| command.as_str() == text)
            .ok_or_else(|| {
                let found: String = text.chars().take(60).collect();
                OutOfRange::new("command", "one of the commands of the lifecycle", found)
            })
    }
}

#[cfg(test)]
mod tests {
    use super::CommandKind;

    #[test]
    fn a_command_is_called_as_on_the_wire() {
        for command in CommandKind::ALL {
            assert_eq!(
                serde_json::to_string(&command).unwrap(),
                format!("\"{}\"", command.as_str())
            );
            assert_eq!(command.as_str().parse(), Ok(command));
        }
        assert!(CommandKind::ALL.is_sorted());
        for text in ["", "Launch", "launch ", "close_review(refine)"] {
            assert!(text.parse::<CommandKind>().is_err(), "{text}");
        }
    }
}
