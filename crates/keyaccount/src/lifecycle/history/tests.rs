//! Histories by hand, lawful lives at random, and what one change does to them.

use proptest::prelude::*;

use super::HistoryFaultKind as Kind;
use super::LifecycleState::{Candidate, Deselected, Execution, Exiting, OnHold, Review, Selection, Strategy};
use super::*;
use crate::quantity::add_days;

fn history(text: &str) -> Vec<HistoryEntry> {
    serde_json::from_str(text).unwrap()
}

fn kinds(history: &[HistoryEntry], stored: Option<LifecycleState>) -> Vec<Kind> {
    let replayed = replay(history, stored);
    replayed.faults.into_iter().map(|fault| fault.kind).collect()
}

fn states(states: &[LifecycleState]) -> Vec<HistoryEntry> {
    states
        .iter()
        .map(|state| HistoryEntry {
            to: Some(*state),
            ..HistoryEntry::default()
        })
        .collect()
}

/// The examples of KA-851 (plan-and-lifecycle.md 1.5), told by states alone.
#[test]
fn the_examples_of_the_rule() {
    let passes = states(&[Candidate, Selection, Strategy, Execution]);
    let replayed = replay(&passes, Some(Execution));
    assert_eq!(replayed.faults, []);
    assert_eq!((replayed.episode, replayed.cycle), (Some(1), Some(1)));
    assert_eq!(
        kinds(&states(&[Candidate, Execution]), Some(Execution)),
        [Kind::WrongTarget {
            from: Some(Candidate),
            command: None,
            targets: vec![Candidate, Selection, Deselected],
            found: Execution,
        }]
    );
}

/// Two cycles with a hold, an exit that was cancelled, the end, and a second episode.
const LIFE: &str = r#"[
    {"seq": 1, "command": "nominate", "to": "candidate", "effective_on": "2025-01-01"},
    {"seq": 2, "command": "start_evaluation", "from": "candidate", "to": "selection", "effective_on": "2025-01-10"},
    {"seq": 3, "command": "select", "from": "selection", "to": "strategy", "effective_on": "2025-02-01"},
    {"seq": 4, "command": "submit_plan", "from": "strategy", "to": "strategy", "effective_on": "2025-03-01"},
    {"seq": 5, "command": "approve_plan", "from": "strategy", "to": "strategy", "effective_on": "2025-03-05"},
    {"seq": 6, "command": "launch", "from": "strategy", "to": "execution", "effective_on": "2025-03-10"},
    {"seq": 7, "command": "place_on_hold", "from": "execution", "to": "on_hold", "effective_on": "2025-06-01"},
    {"seq": 8, "command": "resume", "from": "on_hold", "to": "execution", "effective_on": "2025-08-20"},
    {"seq": 9, "command": "open_cycle_review", "from": "execution", "to": "review", "effective_on": "2025-12-01"},
    {"seq": 10, "command": "close_review", "from": "review", "to": "strategy", "effective_on": "2025-12-10"},
    {"seq": 11, "command": "start_exit", "from": "strategy", "to": "exiting", "effective_on": "2026-01-10"},
    {"seq": 12, "command": "cancel_exit", "from": "exiting", "to": "strategy", "effective_on": "2026-01-20"},
    {"seq": 13, "command": "record_loss", "from": "strategy", "to": "deselected", "effective_on": "2026-02-01"},
    {"seq": 14, "command": "renominate", "from": "deselected", "to": "candidate", "effective_on": "2026-09-01"}
]"#;

#[test]
fn a_whole_life_is_lawful_and_so_is_each_beginning() {
    let life = history(LIFE);
    let replayed = replay(&life, Some(Candidate));
    assert_eq!(replayed.faults, []);
    assert_eq!(replayed.standing, Some(Standing::in_state(Candidate)));
    assert_eq!(
        (replayed.episode, replayed.cycle, replayed.is_excerpt),
        (Some(2), None, false)
    );
    let hold = HoldInterval {
        since: "2025-06-01".parse().unwrap(),
        until: None,
        resumed_on: "2025-08-20".parse().ok(),
    };
    assert_eq!(replayed.holds, [hold]);
    for end in 0..=life.len() {
        let stored = end.checked_sub(1).and_then(|last| life[last].to);
        assert_eq!(kinds(&life[..end], stored), [], "{end}");
    }
    assert_eq!(replay(&life[..10], None).cycle, Some(2));
    assert_eq!(replay(&life[..7], None).holds[0].resumed_on, None);
    assert_eq!(replay(&[], Some(Execution)).faults, []);
}

/// Law 5 for an excerpt: it is taken at its word where it begins, and is lawful from there on.
#[test]
fn every_excerpt_of_a_lawful_life_is_lawful() {
    let life = history(LIFE);
    for begin in 1..life.len() {
        let replayed = replay(&life[begin..], Some(Candidate));
        assert_eq!(replayed.faults, [], "{begin}");
        assert!(replayed.is_excerpt);
        assert_eq!(replayed.episode, None);
        // Without their states before, too.
        let mut bare = life[begin..].to_vec();
        for entry in &mut bare {
            entry.from = None;
        }
        assert_eq!(replay(&bare, Some(Candidate)).faults, [], "{begin}");
    }
    assert_eq!(replay(&life[2..4], None).cycle, Some(1));
    assert_eq!(replay(&life[9..10], None).cycle, None);
}

#[test]
fn the_order_of_numbered_entries_does_not_matter() {
    let life = history(LIFE);
    let mut shuffled = life.clone();
    shuffled.reverse();
    assert_eq!(replay(&shuffled, Some(Candidate)), replay(&life, Some(Candidate)));
}

fn changed(change: impl Fn(&mut Vec<HistoryEntry>)) -> Vec<HistoryFault> {
    let mut life = history(LIFE);
    change(&mut life);
    replay(&life, Some(Candidate)).faults
}

fn one(index: usize, seq: u64, kind: Kind) -> Vec<HistoryFault> {
    let seq = Some(seq);
    vec![HistoryFault { index, seq, kind }]
}

#[test]
fn one_fault_is_found_once() {
    let gap = changed(|life| {
        for entry in &mut life[3..] {
            entry.seq = entry.seq.map(|seq| seq + 2);
        }
    });
    assert_eq!(
        gap,
        one(
            3,
            6,
            Kind::SeqNotNext {
                expected: 4,
                found: 6
            }
        )
    );

    let repeat = changed(|life| life.insert(4, life[3].clone()));
    let expected = Kind::SeqNotNext {
        expected: 5,
        found: 4,
    };
    assert_eq!(repeat, one(4, 4, expected));

    let zero = changed(|life| life[0].seq = Some(0));
    assert_eq!(
        zero[0].kind,
        Kind::SeqNotNext {
            expected: 1,
            found: 0
        }
    );

    let day = |text: &str| text.parse::<Date>().unwrap();
    let earlier = changed(|life| life[4].effective_on = Some(day("2025-02-20")));
    let (previous, found) = (day("2025-03-01"), day("2025-02-20"));
    assert_eq!(earlier, one(4, 5, Kind::NotBackdated { previous, found }));
    let marked = changed(|life| {
        life[4].effective_on = Some(found);
        life[4].backdated = Some(true);
    });
    assert_eq!(marked, []);

    let unknown = changed(|life| life[5].command = Some("go_live".into()));
    assert_eq!(
        unknown,
        one(
            5,
            6,
            Kind::UnknownCommand {
                command: "go_live".into()
            }
        )
    );

    let from = changed(|life| life[8].from = Some(Strategy));
    let expected = Kind::FromDiffers {
        expected: Some(Execution),
        found: Strategy,
    };
    let not_allowed = Kind::CommandNotAllowed {
        from: Some(Strategy),
        command: CommandKind::OpenCycleReview,
        allowed: allowed_in(Strategy),
    };
    let kinds: Vec<_> = from.into_iter().map(|fault| fault.kind).collect();
    assert_eq!(kinds, [expected, not_allowed]);

    let left_out = changed(|life| {
        life.remove(5);
        for entry in &mut life[5..] {
            entry.seq = entry.seq.map(|seq| seq - 1);
        }
    });
    let expected = Kind::FromDiffers {
        expected: Some(Strategy),
        found: Execution,
    };
    assert_eq!(left_out, one(5, 6, expected));

    let long = changed(|life| life[6].effective_on = Some(day("2025-05-19")));
    let expected = Kind::WrongTarget {
        from: Some(OnHold),
        command: Some(CommandKind::Resume),
        targets: vec![Review],
        found: Execution,
    };
    assert_eq!(long, one(7, 8, expected));

    let elsewhere = changed(|life| life[11].to = Some(Review));
    let kinds: Vec<_> = elsewhere.into_iter().map(|fault| fault.kind).collect();
    let expected = Kind::WrongTarget {
        from: Some(Exiting),
        command: Some(CommandKind::CancelExit),
        targets: vec![Strategy],
        found: Review,
    };
    let after = Kind::FromDiffers {
        expected: Some(Review),
        found: Strategy,
    };
    assert_eq!(kinds, [expected, after]);

    let life = history(LIFE);
    let end = Kind::EndDiffers {
        stored: Execution,
        replayed: Candidate,
    };
    assert_eq!(replay(&life, Some(Execution)).faults, one(13, 14, end));
}

fn allowed_in(state: LifecycleState) -> Vec<CommandKind> {
    super::super::allowed(Standing::in_state(state))
}

#[test]
fn a_history_from_one_on_begins_before_the_first_nomination() {
    let late = history(r#"[{"seq": 1, "command": "launch", "to": "execution"}]"#);
    let expected = Kind::CommandNotAllowed {
        from: None,
        command: CommandKind::Launch,
        allowed: vec![CommandKind::Nominate],
    };
    assert_eq!(kinds(&late, Some(Execution)), [expected]);
    let unnumbered = history(r#"[{"command": "launch", "to": "execution"}]"#);
    assert_eq!(kinds(&unnumbered, Some(Execution)), []);
    assert!(replay(&unnumbered, None).is_excerpt);
    let impossible = history(r#"[{"seq": 7, "command": "launch", "to": "candidate"}]"#);
    let expected = Kind::WrongTarget {
        from: None,
        command: Some(CommandKind::Launch),
        targets: vec![Execution],
        found: Candidate,
    };
    assert_eq!(kinds(&impossible, None), [expected]);
}

#[test]
fn what_is_left_out_is_no_fault() {
    let bare = history(
        r#"[{"command": "nominate"}, {}, {"command": "start_evaluation"}, {"seq": 4}, {"command": "select"},
            {"command": "launch"}, {"command": "trigger_review"}, {"command": "close_review"}, {"to": "exiting"}]"#,
    );
    let replayed = replay(&bare, Some(Exiting));
    assert_eq!(replayed.faults, []);
    assert_eq!(replayed.standing.unwrap().state, Some(Exiting));
}

/// Which state may follow which, by hand from the table: rows are states before, columns states after.
const FOLLOWS: [(LifecycleState, &[LifecycleState]); 8] = [
    (Candidate, &[Candidate, Selection, Deselected]),
    (Selection, &[Selection, Strategy, Deselected, Candidate, OnHold]),
    (Strategy, &[Strategy, Execution, OnHold, Exiting, Deselected]),
    (Execution, &[Execution, Review, OnHold, Exiting, Deselected]),
    (
        Review,
        &[Review, Strategy, Execution, Exiting, OnHold, Deselected],
    ),
    (
        OnHold,
        &[
            OnHold, Selection, Strategy, Execution, Review, Exiting, Deselected,
        ],
    ),
    (Exiting, &[Exiting, Deselected, Review, Strategy]),
    (Deselected, &[Deselected, Candidate]),
];

fn any_state() -> prop::sample::Select<LifecycleState> {
    prop::sample::select(LifecycleState::ALL.to_vec())
}

/// A lawful life: each number chooses one of the steps that the table allows.
fn life_of(choices: &[usize]) -> Vec<HistoryEntry> {
    let mut standing = Standing::NOT_BEGUN;
    let mut on = Date::new(2020, 1, 1).unwrap();
    let mut life = Vec::new();
    for (place, choice) in choices.iter().enumerate() {
        on = add_days(on, i64::try_from(choice % 50).unwrap()).unwrap();
        let steps: Vec<_> = steps_from(standing, TRANSITIONS.iter(), Some(on)).collect();
        let step = steps[choice % steps.len()];
        let command = step.row.commands[choice % step.row.commands.len()];
        life.push(HistoryEntry {
            seq: Some(u64::try_from(place).unwrap() + 1),
            command: Some(command.as_str().to_owned()),
            from: standing.state,
            to: step.standing.state,
            effective_on: Some(on),
            ..HistoryEntry::default()
        });
        standing = step.standing;
    }
    life
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_lawful_life_has_no_faults_wherever_it_is_cut(
        choices in prop::collection::vec(any::<usize>(), 1..40), cut in any::<prop::sample::Index>(),
    ) {
        let life = life_of(&choices);
        let cut = cut.index(life.len());
        let stored = life.last().unwrap().to;
        prop_assert_eq!(kinds(&life[cut..], stored), []);
        prop_assert_eq!(kinds(&life[..cut], None), []);
        // With nothing but the states, too.
        let bare: Vec<_> = life.iter().map(|entry| entry.to.unwrap()).collect();
        prop_assert_eq!(kinds(&states(&bare), stored), []);
    }

    /// One entry taken out of a lawful life is a gap in its numbers, whatever else it is.
    #[test]
    fn a_lost_entry_is_seen(choices in prop::collection::vec(any::<usize>(), 3..30), lost in any::<prop::sample::Index>()) {
        let mut life = life_of(&choices);
        let lost = lost.index(life.len() - 2) + 1;
        life.remove(lost);
        let number = u64::try_from(lost).unwrap() + 1;
        let gap = Kind::SeqNotNext { expected: number, found: number + 1 };
        prop_assert!(kinds(&life, None).contains(&gap));
    }

    /// A slow oracle for histories told by states alone: a fault for each pair that the table above does not have.
    #[test]
    fn states_alone_against_the_matrix(told in prop::collection::vec(any_state(), 1..20)) {
        let follows = |pair: &[LifecycleState]| {
            let (_, after) = FOLLOWS.iter().find(|(before, _)| *before == pair[0]).unwrap();
            after.contains(&pair[1])
        };
        // A hold and an exit remember where they began, and so allow less than the matrix.
        let is_free = |place: &usize| {
            let (before, after) = (told[place - 1], told[*place]);
            before != OnHold && (before != Exiting || !matches!(after, Strategy | Review))
        };
        let wrong = |place: &usize| !follows(&told[place - 1..=*place]);
        let expected: Vec<usize> = (1..told.len()).filter(wrong).filter(is_free).collect();
        let found: Vec<usize> = replay(&states(&told), told.last().copied())
            .faults
            .iter()
            .map(|fault| fault.index)
            .filter(is_free)
            .collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn anything_is_replayed(
        entries in prop::collection::vec(
            (prop::option::of(0..6_u64), prop::option::of("[a-z_]{0,12}"), prop::option::of(any_state()),
             prop::option::of(any_state()), prop::option::of(0..400_i64)), 0..12),
        stored in prop::option::of(any_state()),
    ) {
        let told: Vec<HistoryEntry> = entries
            .into_iter()
            .map(|(seq, command, from, to, days)| HistoryEntry {
                seq,
                command,
                from,
                to,
                effective_on: days.and_then(|days| add_days(Date::new(2026, 1, 1)?, days)),
                ..HistoryEntry::default()
            })
            .collect();
        let replayed = replay(&told, stored);
        prop_assert!(replayed.faults.iter().all(|fault| fault.index < told.len()));
    }
}
