//! The table against its source, its reachability, and the texts of errors.

use std::collections::BTreeSet;

use super::LifecycleState::{Candidate, Deselected, Execution, Exiting, OnHold, Review, Selection, Strategy};
use super::*;
use crate::quantity::add_days;

/// The table of plan-and-lifecycle.md 3.2 as it is printed there: id, from, command, to.
const PRINTED: &str = "
T01 | (none) | Nominate | Candidate
T02 | Candidate | StartEvaluation | Selection
T03 | Candidate | Withdraw | Deselected(withdrawn)
T04 | Selection | RecordScores | Selection
T05 | Selection | Select | Strategy
T06 | Selection | Reject | Deselected(not_selected)
T07 | Selection | Defer | Candidate
T08 | Strategy | SubmitPlan | Strategy
T09 | Strategy | ReturnPlan | Strategy
T10 | Strategy | ApprovePlan | Strategy
T11 | Strategy | Launch | Execution
T12 | Execution | RecordReview | Execution
T13 | Execution | AmendPlan | Execution
T14 | Execution | OpenCycleReview | Review
T15 | Execution | TriggerReview | Review
T16 | Review | CloseReview | Strategy
T17 | Review | CloseReview | Execution
T18 | Review | CloseReview | Exiting
T19 | Selection, Strategy, Execution, Review | PlaceOnHold | OnHold
T20 | OnHold | ExtendHold | OnHold
T21 | OnHold | Resume | resume_to, or Review
T22 | Strategy, Execution, Review, OnHold | StartExit | Exiting
T23 | OnHold | Withdraw | Deselected(withdrawn)
T24 | Exiting | CompleteExit | Deselected(to_standard, ended)
T25 | Exiting | CancelExit | Review (Strategy when the exit began there)
T26 | Candidate, Selection, Strategy, Execution, Review, OnHold, Exiting | RecordLoss | Deselected(lost)
T27 | Deselected | Renominate | Candidate
T28 | Selection .. Exiting | ChangeTier | same state
T29 | Strategy .. Exiting | ReplaceManager | same state
T30 | Strategy .. Exiting | RecordHealth | same state
T31 | any but (none) | AddWaiver / CorrectRecord | same state";

fn camel(word: &str) -> String {
    word.split('_')
        .map(|part| {
            let (first, rest) = part.split_at(1);
            first.to_uppercase() + rest
        })
        .collect()
}

fn printed_from(row: &Transition) -> BTreeSet<LifecycleState> {
    let line = printed_line(row.id);
    let states = line[1].split(", ").flat_map(|words| {
        let (from, to) = match words {
            "(none)" => return Vec::new(),
            "any but (none)" => ("Candidate", "Deselected"),
            words => words.split_once(" .. ").unwrap_or((words, words)),
        };
        let place = |name: &str| {
            let is_named = |state: &LifecycleState| camel(state.as_str()) == name;
            LifecycleState::ALL.iter().position(is_named).unwrap()
        };
        LifecycleState::ALL[place(from)..=place(to)].to_vec()
    });
    states.collect()
}

fn printed_line(id: &str) -> Vec<&'static str> {
    let line = PRINTED.lines().find(|line| line.starts_with(id)).unwrap();
    line.split(" | ").collect()
}

#[test]
fn the_table_is_the_printed_one() {
    assert_eq!(PRINTED.trim().lines().count(), TRANSITIONS.len());
    for row in &TRANSITIONS {
        let line = printed_line(row.id);
        assert_eq!(
            row.from.iter().copied().collect::<BTreeSet<_>>(),
            printed_from(row),
            "{}",
            row.id
        );
        let commands: Vec<_> = row
            .commands
            .iter()
            .map(|command| camel(command.as_str()))
            .collect();
        assert_eq!(commands.join(" / "), line[2], "{}", row.id);
        let outcomes: Vec<_> = row
            .outcomes
            .iter()
            .map(|outcome| {
                serde_json::to_value(outcome)
                    .unwrap()
                    .as_str()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        let target = match row.target {
            Target::State(Deselected) => format!("Deselected({})", outcomes.join(", ")),
            Target::State(state) => camel(state.as_str()),
            Target::Same if line[3] == "same state" => "same state".to_owned(),
            Target::Same => camel(row.from[0].as_str()),
            Target::Resume => "resume_to, or Review".to_owned(),
            Target::BeforeExit => "Review (Strategy when the exit began there)".to_owned(),
        };
        assert_eq!(target, line[3], "{}", row.id);
    }
}

#[test]
fn every_command_has_a_row() {
    for command in CommandKind::ALL {
        assert!(
            TRANSITIONS.iter().any(|row| row.commands.contains(&command)),
            "{command:?}"
        );
    }
}

fn held(resume_to: LifecycleState) -> Standing {
    Standing {
        resume_to: Some(resume_to),
        hold_since: Date::new(2026, 1, 1),
        ..Standing::in_state(OnHold)
    }
}

fn exiting(origin: LifecycleState) -> Standing {
    Standing {
        exit_origin: Some(origin),
        ..Standing::in_state(Exiting)
    }
}

/// Every standing that a life can have.
fn standings() -> Vec<Standing> {
    let plain = [Candidate, Selection, Strategy, Execution, Review, Deselected].map(Standing::in_state);
    let mut standings = vec![Standing::NOT_BEGUN];
    standings.extend(plain);
    standings.extend(Standing::RESUMABLE.map(held));
    standings.extend([Strategy, Execution, Review].map(exiting));
    standings
}

/// Everything that the table allows from `standing`, after a short hold and after a long one.
fn successors(standing: Standing) -> Vec<Step> {
    let on = [Date::new(2026, 1, 2), Date::new(2026, 12, 31)];
    on.into_iter()
        .flat_map(|on| steps_from(standing, TRANSITIONS.iter(), on).collect::<Vec<_>>())
        .map(|mut step| {
            // The day of a new hold is of no interest here.
            step.standing.hold_since = step.standing.hold_since.and(Date::new(2026, 1, 1));
            step
        })
        .collect()
}

fn reachable_from(start: Standing) -> Vec<Standing> {
    let mut reached = vec![start];
    let mut at = 0;
    while let Some(standing) = reached.get(at).copied() {
        for step in successors(standing) {
            if !reached.contains(&step.standing) {
                reached.push(step.standing);
            }
        }
        at += 1;
    }
    reached
}

/// Laws 2 and 15, and what the notes found by search: every state is reached, Deselected and Execution from everywhere.
#[test]
fn every_standing_is_reached_and_none_is_a_trap() {
    let all = reachable_from(Standing::NOT_BEGUN);
    for standing in standings() {
        assert!(all.contains(&standing), "{standing:?}");
        let onward = reachable_from(standing);
        for goal in [Deselected, Execution] {
            assert!(
                onward.iter().any(|reached| reached.state == Some(goal)),
                "{standing:?}"
            );
        }
    }
    assert_eq!(all.len(), standings().len());
    let rows: BTreeSet<_> = all
        .iter()
        .copied()
        .flat_map(successors)
        .map(|step| step.row.id)
        .collect();
    assert_eq!(rows.len(), TRANSITIONS.len());
}

/// Where the standing is known and the target is given, no two rows compete.
#[test]
fn a_row_is_found_for_every_known_step() {
    for standing in standings() {
        for step in steps_from(standing, TRANSITIONS.iter(), Date::new(2026, 1, 2)) {
            for command in step.row.commands {
                let found = transition(standing, *command, step.standing.state, Date::new(2026, 1, 2));
                assert_eq!(found, Ok(step));
            }
        }
    }
}

/// Law 4: what is said to be allowed is allowed, and nothing else.
#[test]
fn allowed_commands_are_those_that_lead_somewhere() {
    for standing in standings() {
        let allowed = allowed(standing);
        for command in CommandKind::ALL {
            let found = transition(standing, command, None, None);
            let refused = matches!(found, Err(TransitionError::NotAllowed { .. }));
            assert_eq!(allowed.contains(&command), !refused, "{standing:?} {command:?}");
        }
    }
    let words = |standing| {
        let allowed = allowed(standing);
        allowed
            .iter()
            .map(|command| command.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(
        words(Standing::in_state(Deselected)),
        "renominate add_waiver correct_record"
    );
    assert_eq!(
        words(held(Selection)),
        "extend_hold resume withdraw record_loss change_tier replace_manager record_health add_waiver correct_record"
    );
    assert_eq!(
        words(held(Strategy)),
        "extend_hold resume start_exit record_loss change_tier replace_manager record_health add_waiver correct_record"
    );
    assert_eq!(
        words(exiting(Review)),
        "complete_exit cancel_exit record_loss change_tier replace_manager record_health add_waiver correct_record"
    );
}

/// Law 17: back to the stored state, or to review after more than 92 days when that is execution.
#[test]
fn a_long_hold_returns_to_review() {
    let since = Date::new(2026, 1, 1).unwrap();
    let resumed = |standing: Standing, days| {
        let on = add_days(since, days);
        transition(standing, CommandKind::Resume, None, on)
            .unwrap()
            .standing
    };
    assert_eq!(resumed(held(Execution), 92), Standing::in_state(Execution));
    assert_eq!(resumed(held(Execution), 93), Standing::in_state(Review));
    for state in [Selection, Strategy, Review] {
        assert_eq!(resumed(held(state), 93), Standing::in_state(state));
    }
}

#[test]
fn what_is_not_known_leaves_the_choice_open() {
    let targets = |standing: Standing, command, on| match transition(standing, command, None, on) {
        Err(TransitionError::OpenTarget { targets, .. }) => targets,
        other => panic!("{other:?}"),
    };
    let unknown = Standing::in_state(OnHold);
    assert_eq!(
        targets(unknown, CommandKind::Resume, None),
        [Selection, Strategy, Execution, Review]
    );
    let long = Standing {
        hold_since: Date::new(2026, 1, 1),
        ..unknown
    };
    let late = Date::new(2026, 12, 31);
    assert_eq!(
        targets(long, CommandKind::Resume, late),
        [Selection, Strategy, Review]
    );
    assert_eq!(
        targets(held(Execution), CommandKind::Resume, None),
        [Execution, Review]
    );
    let exit = Standing::in_state(Exiting);
    assert_eq!(targets(exit, CommandKind::CancelExit, None), [Strategy, Review]);
    let chosen = transition(unknown, CommandKind::Resume, Some(Strategy), None).unwrap();
    assert_eq!(chosen.standing, Standing::in_state(Strategy));
}

#[test]
fn a_hold_and_an_exit_remember_where_they_began() {
    let on = Date::new(2026, 1, 1);
    let place = |from| transition(Standing::in_state(from), CommandKind::PlaceOnHold, None, on);
    assert_eq!(place(Strategy).unwrap().standing, held(Strategy));
    let extended = transition(
        held(Strategy),
        CommandKind::ExtendHold,
        None,
        Date::new(2026, 3, 1),
    );
    assert_eq!(extended.unwrap().standing, held(Strategy));
    let exit = transition(held(Strategy), CommandKind::StartExit, None, on).unwrap();
    assert_eq!(exit.standing, exiting(Strategy));
    let back = |origin| transition(exiting(origin), CommandKind::CancelExit, None, on).unwrap();
    assert_eq!(back(Strategy).standing, Standing::in_state(Strategy));
    assert_eq!(back(Execution).standing, Standing::in_state(Review));
    assert_eq!(back(Review).standing, Standing::in_state(Review));
}

#[test]
fn a_document_states_its_standing() {
    let of = |text: &str| Standing::of(&serde_json::from_str(text).unwrap());
    assert_eq!(
        of(r#"{"state": "on_hold", "hold": {"since": "2026-01-01", "resume_to": "strategy"}}"#),
        held(Strategy)
    );
    assert_eq!(
        of(r#"{"state": "on_hold", "hold": {"resume_to": "exiting"}}"#),
        Standing::in_state(OnHold)
    );
    assert_eq!(
        of(r#"{"state": "execution", "hold": {"since": "2026-01-01", "resume_to": "strategy"}}"#),
        Standing::in_state(Execution)
    );
    assert_eq!(
        of(r#"{"state": "exiting", "hold": {"resume_to": "strategy"}, "exit": {"origin": "on_hold"}}"#),
        exiting(Strategy)
    );
}

#[test]
fn errors_say_what_would_have_been_right() {
    let wrong = transition(
        Standing::in_state(Strategy),
        CommandKind::Launch,
        Some(Review),
        None,
    )
    .unwrap_err();
    assert_eq!(
        wrong.to_string(),
        "`launch` in strategy must lead to execution (got review)"
    );
    assert_eq!(wrong.code(), "wrong_target");
    assert_eq!(
        (wrong.found(), wrong.expected()),
        (Some("review".into()), Some("execution".into()))
    );
    let refused = transition(Standing::NOT_BEGUN, CommandKind::Launch, None, None).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "`launch` must be allowed in no state (allowed are nominate)"
    );
}
