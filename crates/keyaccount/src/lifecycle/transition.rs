//! The table of what leads from one state to another, and how to read it.

use crate::account::{ExitOutcome, LifecycleState};
use crate::fault::Fault;
use crate::quantity::{Date, days_between};

use super::{CommandKind, Standing};

/// A hold out of execution that lasted more than this many days returns to review instead of execution.
///
/// In days; house default: no calendar quarter has more than 92, so who was away for longer has missed one.
pub const LONG_HOLD_DAYS: i64 = 92;

/// One row of the table: a command that is allowed in some states, and where it leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Transition {
    /// The id of the row, `T01` to `T31`.
    pub id: &'static str,
    /// The commands of the row; one, save in the row of the records.
    pub commands: &'static [CommandKind],
    /// The states in which it is allowed; none means before the first nomination.
    pub from: &'static [LifecycleState],
    /// On hold it is allowed only where the hold would return to one of these.
    pub while_held_from: &'static [LifecycleState],
    /// Where it leads.
    pub target: Target,
    /// The outcomes that the closed episode may have; none where it goes on.
    pub outcomes: &'static [ExitOutcome],
}

/// Where a transition leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// To this state.
    State(LifecycleState),
    /// To the same state.
    Same,
    /// To the state that the hold stored; to review where that is execution and the hold was a long one
    /// ([`LONG_HOLD_DAYS`]).
    Resume,
    /// To strategy where the exit began there, otherwise to review.
    BeforeExit,
}

/// The transitions of an account's life, T01 to T31; what is not in the table is not allowed.
///
/// Source: S1 for candidate, selection, strategy, execution and review; holds, exits and the records are the house's own
/// design.
///
/// # Examples
///
/// ```
/// use keyaccount::account::LifecycleState;
/// use keyaccount::lifecycle::{CommandKind, TRANSITIONS, Target};
///
/// let launch = TRANSITIONS.iter().find(|row| row.id == "T11").unwrap();
/// assert_eq!(launch.commands, [CommandKind::Launch]);
/// assert_eq!(launch.from, [LifecycleState::Strategy]);
/// assert_eq!(launch.target, Target::State(LifecycleState::Execution));
/// ```
pub const TRANSITIONS: [Transition; 31] = {
    use CommandKind as Do;
    use ExitOutcome::{Ended, Lost, NotSelected, ToStandard, Withdrawn};
    use LifecycleState::{Candidate, Deselected, Execution, Exiting, OnHold, Review, Selection, Strategy};
    use Target::{BeforeExit, Resume, Same, State};

    const ALL: &[LifecycleState] = &LifecycleState::ALL;
    const FROM_SELECTION: &[LifecycleState] = &[Selection, Strategy, Execution, Review, OnHold, Exiting];
    const FROM_STRATEGY: &[LifecycleState] = &[Strategy, Execution, Review, OnHold, Exiting];
    const IN_PLAN: &[LifecycleState] = &[Strategy, Execution, Review];
    const OPEN: &[LifecycleState] = &[Candidate, Selection, Strategy, Execution, Review, OnHold, Exiting];

    [
        row("T01", &[Do::Nominate], &[], State(Candidate)),
        row("T02", &[Do::StartEvaluation], &[Candidate], State(Selection)),
        row("T03", &[Do::Withdraw], &[Candidate], State(Deselected)).closing(&[Withdrawn]),
        row("T04", &[Do::RecordScores], &[Selection], Same),
        row("T05", &[Do::Select], &[Selection], State(Strategy)),
        row("T06", &[Do::Reject], &[Selection], State(Deselected)).closing(&[NotSelected]),
        row("T07", &[Do::Defer], &[Selection], State(Candidate)),
        row("T08", &[Do::SubmitPlan], &[Strategy], Same),
        row("T09", &[Do::ReturnPlan], &[Strategy], Same),
        row("T10", &[Do::ApprovePlan], &[Strategy], Same),
        row("T11", &[Do::Launch], &[Strategy], State(Execution)),
        row("T12", &[Do::RecordReview], &[Execution], Same),
        row("T13", &[Do::AmendPlan], &[Execution], Same),
        row("T14", &[Do::OpenCycleReview], &[Execution], State(Review)),
        row("T15", &[Do::TriggerReview], &[Execution], State(Review)),
        row("T16", &[Do::CloseReview], &[Review], State(Strategy)),
        row("T17", &[Do::CloseReview], &[Review], State(Execution)),
        row("T18", &[Do::CloseReview], &[Review], State(Exiting)),
        row("T19", &[Do::PlaceOnHold], &Standing::RESUMABLE, State(OnHold)),
        row("T20", &[Do::ExtendHold], &[OnHold], Same),
        row("T21", &[Do::Resume], &[OnHold], Resume),
        row(
            "T22",
            &[Do::StartExit],
            &[Strategy, Execution, Review, OnHold],
            State(Exiting),
        )
        .while_held_from(IN_PLAN),
        row("T23", &[Do::Withdraw], &[OnHold], State(Deselected))
            .while_held_from(&[Selection])
            .closing(&[Withdrawn]),
        row("T24", &[Do::CompleteExit], &[Exiting], State(Deselected)).closing(&[ToStandard, Ended]),
        row("T25", &[Do::CancelExit], &[Exiting], BeforeExit),
        row("T26", &[Do::RecordLoss], OPEN, State(Deselected)).closing(&[Lost]),
        row("T27", &[Do::Renominate], &[Deselected], State(Candidate)),
        row("T28", &[Do::ChangeTier], FROM_SELECTION, Same),
        row("T29", &[Do::ReplaceManager], FROM_STRATEGY, Same),
        row("T30", &[Do::RecordHealth], FROM_STRATEGY, Same),
        row("T31", &[Do::AddWaiver, Do::CorrectRecord], ALL, Same),
    ]
};

/// Returns the commands that the table allows in `standing`, each once, in the order of the table.
///
/// Guards are not asked: a command that is allowed here may still be refused for what the plan lacks.
///
/// # Examples
///
/// ```
/// use keyaccount::account::LifecycleState;
/// use keyaccount::lifecycle::{CommandKind, Standing, allowed};
///
/// assert_eq!(allowed(Standing::NOT_BEGUN), [CommandKind::Nominate]);
/// let candidate = allowed(Standing::in_state(LifecycleState::Candidate));
/// assert_eq!(candidate.iter().map(|command| command.as_str()).collect::<Vec<_>>(),
///            ["start_evaluation", "withdraw", "record_loss", "add_waiver", "correct_record"]);
/// ```
pub fn allowed(standing: Standing) -> Vec<CommandKind> {
    let mut commands = Vec::new();
    for row in TRANSITIONS.iter().filter(|row| row.starts_in(standing)) {
        for command in row.commands {
            if !commands.contains(command) {
                commands.push(*command);
            }
        }
    }
    commands
}

/// A transition that was found in the table, and where it leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// The row.
    pub row: &'static Transition,
    /// The state after it, with what it remembers.
    pub standing: Standing,
}

/// Returns the row by which `command` leads away from `standing` on the day `on`, and the standing after it.
///
/// `to` is the state that is asked for; it decides where the table leaves a choice (the three outcomes of
/// `close_review`) and where the standing does not say enough (a hold that does not know where to return). The day
/// tells a long hold from a short one. Guards are not asked.
///
/// # Errors
///
/// [`TransitionError`] when the command is not allowed in this state, when it leads elsewhere than `to`, or when
/// several states are possible and `to` is absent.
///
/// # Examples
///
/// ```
/// use keyaccount::account::LifecycleState::{Exiting, Review, Strategy};
/// use keyaccount::lifecycle::{CommandKind, Standing, transition};
///
/// let review = Standing::in_state(Review);
/// let exit = transition(review, CommandKind::CloseReview, Some(Exiting), None)?;
/// assert_eq!((exit.row.id, exit.standing.exit_origin), ("T18", Some(Review)));
///
/// let open = transition(review, CommandKind::CloseReview, None, None).unwrap_err();
/// assert_eq!(open.to_string(),
///            "`close_review` in review must say where it leads: strategy, execution, exiting (got none)");
///
/// let refused = transition(Standing::in_state(Strategy), CommandKind::Resume, None, None);
/// assert!(refused.unwrap_err().to_string().starts_with("`resume` must be allowed in strategy"));
/// # Ok::<(), keyaccount::lifecycle::TransitionError>(())
/// ```
pub fn transition(
    standing: Standing,
    command: CommandKind,
    to: Option<LifecycleState>,
    on: Option<Date>,
) -> Result<Step, TransitionError> {
    let rows = TRANSITIONS.iter().filter(|row| row.commands.contains(&command));
    let steps: Vec<Step> = steps_from(standing, rows, on).collect();
    let mut fitting = steps
        .iter()
        .filter(|step| to.is_none() || step.standing.state == to);
    let targets = || steps.iter().filter_map(|step| step.standing.state).collect();
    match (fitting.next(), fitting.next()) {
        (Some(step), None) => Ok(*step),
        (Some(_), Some(_)) => Err(TransitionError::OpenTarget {
            state: standing.state,
            command,
            targets: targets(),
        }),
        (None, _) if steps.is_empty() => Err(TransitionError::NotAllowed {
            state: standing.state,
            command,
            allowed: allowed(standing),
        }),
        (None, _) => Err(TransitionError::WrongTarget {
            state: standing.state,
            command,
            targets: targets(),
            found: to,
        }),
    }
}

/// Returns what each of `rows` leads to from `standing`: several steps of one row where the standing knows too little.
pub(super) fn steps_from(
    standing: Standing,
    rows: impl Iterator<Item = &'static Transition>,
    on: Option<Date>,
) -> impl Iterator<Item = Step> {
    rows.filter(move |row| row.starts_in(standing))
        .flat_map(move |row| {
            row.targets(standing, on).into_iter().map(move |state| Step {
                row,
                standing: standing.moved_to(state, on),
            })
        })
}

impl Transition {
    /// Returns whether the row is allowed in `standing`.
    ///
    /// A hold that does not know where to return counts as one that may return anywhere.
    pub fn starts_in(&self, standing: Standing) -> bool {
        let Some(state) = standing.state else {
            return self.from.is_empty();
        };
        let fits_hold = match standing.resume_to {
            Some(resume_to) if state == LifecycleState::OnHold => self.while_held_from.contains(&resume_to),
            _ => true,
        };
        self.from.contains(&state) && fits_hold
    }

    /// Returns the states that the row leads to from `standing` on the day `on`, in the usual order; several where the
    /// standing knows too little, none before the first nomination where the row keeps the state.
    fn targets(&self, standing: Standing, on: Option<Date>) -> Vec<LifecycleState> {
        use LifecycleState::{Execution, Review, Strategy};
        match self.target {
            Target::State(state) => vec![state],
            Target::Same => standing.state.into_iter().collect(),
            Target::BeforeExit => match standing.exit_origin {
                Some(Strategy) => vec![Strategy],
                Some(Execution | Review) => vec![Review],
                _ => vec![Strategy, Review],
            },
            Target::Resume => {
                let held_days = standing
                    .hold_since
                    .zip(on)
                    .map(|(since, on)| days_between(since, on));
                let from_execution = match held_days {
                    Some(days) if days > LONG_HOLD_DAYS => vec![Review],
                    Some(_) => vec![Execution],
                    None => vec![Execution, Review],
                };
                let mut states: Vec<_> = Standing::RESUMABLE
                    .into_iter()
                    .filter(|state| standing.resume_to.is_none_or(|resume_to| *state == resume_to))
                    .flat_map(|state| match state {
                        Execution => from_execution.clone(),
                        state => vec![state],
                    })
                    .collect();
                states.dedup();
                states
            }
        }
    }

    const fn while_held_from(self, states: &'static [LifecycleState]) -> Self {
        Self {
            while_held_from: states,
            ..self
        }
    }

    const fn closing(self, outcomes: &'static [ExitOutcome]) -> Self {
        Self { outcomes, ..self }
    }
}

const fn row(
    id: &'static str,
    commands: &'static [CommandKind],
    from: &'static [LifecycleState],
    target: Target,
) -> Transition {
    Transition {
        id,
        commands,
        from,
        while_held_from: &Standing::RESUMABLE,
        target,
        outcomes: &[],
    }
}

/// Why a command does not lead to another state; states are absent before the first nomination.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TransitionError {
    /// The table has no row for the command in this state.
    #[error("`{}` must be allowed in {} (allowed are {})", command.as_str(), word(*state), words(allowed))]
    NotAllowed {
        /// The state.
        state: Option<LifecycleState>,
        /// The command.
        command: CommandKind,
        /// The commands that are allowed there.
        allowed: Vec<CommandKind>,
    },
    /// The command leads elsewhere.
    #[error("`{}` in {} must lead to {} (got {})", command.as_str(), word(*state), states(targets), word(*found))]
    WrongTarget {
        /// The state.
        state: Option<LifecycleState>,
        /// The command.
        command: CommandKind,
        /// The states that it may lead to.
        targets: Vec<LifecycleState>,
        /// The state that was asked for.
        found: Option<LifecycleState>,
    },
    /// The command may lead to several states and nobody said to which.
    #[error("`{}` in {} must say where it leads: {} (got none)", command.as_str(), word(*state), states(targets))]
    OpenTarget {
        /// The state.
        state: Option<LifecycleState>,
        /// The command.
        command: CommandKind,
        /// The states that it may lead to.
        targets: Vec<LifecycleState>,
    },
}

impl Fault for TransitionError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotAllowed { .. } => "command_not_allowed",
            Self::WrongTarget { .. } => "wrong_target",
            Self::OpenTarget { .. } => "open_target",
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::NotAllowed { command, .. } => Some(command.as_str().to_owned()),
            Self::WrongTarget { found, .. } => Some(word(*found).to_owned()),
            Self::OpenTarget { .. } => None,
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::NotAllowed { allowed, .. } => Some(words(allowed)),
            Self::WrongTarget { targets, .. } | Self::OpenTarget { targets, .. } => Some(states(targets)),
        }
    }
}

fn word(state: Option<LifecycleState>) -> &'static str {
    state.map_or("no state", LifecycleState::as_str)
}

fn words(commands: &[CommandKind]) -> String {
    let words: Vec<_> = commands.iter().map(|command| command.as_str()).collect();
    words.join(", ")
}

fn states(states: &[LifecycleState]) -> String {
    let words: Vec<_> = states.iter().map(|state| state.as_str()).collect();
    words.join(", ")
}

#[cfg(test)]
mod tests;
