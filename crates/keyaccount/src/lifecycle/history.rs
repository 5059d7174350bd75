//! Is a history lawful, and where does it lead?

use std::collections::BTreeSet;

use crate::account::LifecycleState;
use crate::plan::HistoryEntry;
use crate::quantity::Date;

use super::transition::steps_from;
use super::{CommandKind, HoldInterval, Standing, TRANSITIONS, TransitionError, transition};

/// A history that was replayed: what is wrong with it, and where it leads.
#[derive(Debug, Clone, PartialEq)]
pub struct Replay {
    /// The faults in the order of the entries; of one entry: number, day, command, state before, transition, end.
    pub faults: Vec<HistoryFault>,
    /// The state after the last entry with what it remembers; absent when the entries do not say.
    pub standing: Option<Standing>,
    /// Whether the entries begin in the middle of the life of the account.
    pub is_excerpt: bool,
    /// The number of the episode, counted from 1 for the first nomination; absent for an excerpt.
    pub episode: Option<u32>,
    /// The number of the cycle in the episode: 1 from `select` on, 1 more for each review that refines. Absent before, and
    /// in an excerpt that does not show the selection.
    pub cycle: Option<u32>,
    /// The holds whose days are known, in the order of the entries.
    pub holds: Vec<HoldInterval>,
}

/// What is wrong with an entry of a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryFault {
    /// The place of the entry in the list that was given, counted from 0.
    pub index: usize,
    /// The number of the entry, where it has one.
    pub seq: Option<u64>,
    /// What is wrong.
    pub kind: HistoryFaultKind,
}

/// What may be wrong with an entry; a state before is absent where nothing comes before, or nobody says what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HistoryFaultKind {
    /// The number is not the next one: a higher one leaves a gap, a lower one was given before.
    SeqNotNext {
        /// The number that was to come.
        expected: u64,
        /// The number of the entry.
        found: u64,
    },
    /// The entry took effect before the one in front of it, and is not marked as backdated.
    NotBackdated {
        /// The day of the entry in front, or of the last one that has a day.
        previous: Date,
        /// The day of the entry.
        found: Date,
    },
    /// No command has this name.
    UnknownCommand {
        /// The name.
        command: String,
    },
    /// The entry begins in another state than the one in front of it ended in.
    FromDiffers {
        /// The state after the entry in front.
        expected: Option<LifecycleState>,
        /// The state in which the entry begins.
        found: LifecycleState,
    },
    /// The command is not allowed in the state before.
    CommandNotAllowed {
        /// The state before.
        from: Option<LifecycleState>,
        /// The command.
        command: CommandKind,
        /// The commands that are allowed there, in the order of the table.
        allowed: Vec<CommandKind>,
    },
    /// The command, or any where none is named, does not lead to the state after.
    WrongTarget {
        /// The state before.
        from: Option<LifecycleState>,
        /// The command, where one is named.
        command: Option<CommandKind>,
        /// The states that the table allows, each once, in their usual order.
        targets: Vec<LifecycleState>,
        /// The state after.
        found: LifecycleState,
    },
    /// The last entry leads to another state than the stored one.
    EndDiffers {
        /// The state that the account says it is in.
        stored: LifecycleState,
        /// The state after the last entry.
        replayed: LifecycleState,
    },
}

/// Returns what a replay of `history` finds, held against the state `stored` that the account says it is in.
///
/// Entries are taken in the order of their numbers, or as listed where one has no number. What an entry leaves out is
/// no fault: a state before is that after the entry in front; an absent command may be any that leads from one state to
/// the other; an absent state after is that of the command, where only one is possible. After a fault the replay goes
/// on from the state that the entry states, so that one fault is reported once.
///
/// A history that begins with number 1 begins before the first nomination; without a number so does one that begins with
/// a nomination. Every other one is an **excerpt**: its first entry is taken at its word, numbers must be contiguous from
/// there on, and of a hold or an exit that began before nothing is known, so that every target is possible which some
/// past would allow. A history without entries has no faults.
///
/// The day of an entry is held against that of the entry in front of it. Guards (plan status, gates, reasons) are not
/// asked: an entry says too little of them.
///
/// Source: the invariants of an append-only log (numbers without gaps, no rewriting), on the table of [`TRANSITIONS`].
///
/// # Examples
///
/// ```
/// use keyaccount::account::LifecycleState;
/// use keyaccount::lifecycle::{HistoryFaultKind, replay};
/// use keyaccount::plan::HistoryEntry;
///
/// let history: Vec<HistoryEntry> = serde_json::from_str(r#"[
///     {"seq": 1, "command": "nominate", "to": "candidate"},
///     {"seq": 2, "command": "launch", "to": "execution"}]"#)?;
/// let replayed = replay(&history, Some(LifecycleState::Execution));
/// assert_eq!(replayed.faults.len(), 1);
/// assert_eq!(replayed.faults[0].seq, Some(2));
/// assert!(matches!(replayed.faults[0].kind, HistoryFaultKind::CommandNotAllowed { .. }));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn replay(history: &[HistoryEntry], stored: Option<LifecycleState>) -> Replay {
    let mut entries: Vec<(usize, &HistoryEntry)> = history.iter().enumerate().collect();
    if entries.iter().all(|(_, entry)| entry.seq.is_some()) {
        entries.sort_by_key(|(_, entry)| entry.seq);
    }
    let Some(&(_, first)) = entries.first() else {
        return Walk::begin(None, false).replay;
    };
    let begins_at_start = begins_at_start(first);
    let before = match (begins_at_start, first.from) {
        (true, _) => Some(Standing::NOT_BEGUN),
        (false, from) => from.map(Standing::in_state),
    };
    let mut walk = Walk::begin(before, !begins_at_start);
    for (index, entry) in entries {
        walk.take(index, entry);
    }
    walk.end(stored)
}

fn begins_at_start(first: &HistoryEntry) -> bool {
    if let Some(seq) = first.seq {
        return seq == 1;
    }
    let command = first.command.as_deref();
    let nominates = match command {
        Some(command) => command == CommandKind::Nominate.as_str(),
        None => first.to == Some(LifecycleState::Candidate),
    };
    first.from.is_none() && nominates
}

/// A replay on its way.
struct Walk {
    replay: Replay,
    seq: Option<u64>,
    effective_on: Option<Date>,
    /// The place and the number of the entry that is being looked at.
    entry: (usize, Option<u64>),
}

impl Walk {
    fn begin(standing: Option<Standing>, is_excerpt: bool) -> Self {
        Self {
            replay: Replay {
                faults: Vec::new(),
                standing,
                is_excerpt,
                episode: None,
                cycle: None,
                holds: Vec::new(),
            },
            seq: None,
            effective_on: None,
            entry: (0, None),
        }
    }

    fn take(&mut self, index: usize, entry: &HistoryEntry) {
        self.entry = (index, entry.seq);
        self.take_number(entry);
        self.take_day(entry);
        let command = entry.command.as_deref().map(str::parse::<CommandKind>);
        if let (Some(Err(_)), Some(command)) = (&command, &entry.command) {
            let command = command.clone();
            self.fault(HistoryFaultKind::UnknownCommand { command });
        }
        let before = self.state_before(entry);
        let after = match (before, command) {
            (_, Some(Err(_))) => None,
            (None, command) => entry
                .to
                .and_then(|to| self.unknown_before(command.transpose().ok()?, to)),
            (Some(before), None) => self.some_step(before, entry),
            (Some(before), Some(Ok(command))) => self.step(before, command, entry),
        };
        let after = after.or_else(|| {
            let to = entry.to?;
            let unknown = Standing::in_state(to);
            Some(before.map_or(unknown, |before| before.moved_to(to, entry.effective_on)))
        });
        self.count(before, after, entry.effective_on);
        self.replay.standing = after;
    }

    fn take_number(&mut self, entry: &HistoryEntry) {
        // An excerpt may begin with any number but 0, which no entry has.
        let expected = match self.seq {
            Some(seq) => Some(seq.saturating_add(1)),
            None => (entry.seq == Some(0)).then_some(1),
        };
        if let (Some(expected), Some(found)) = (expected, entry.seq)
            && expected != found
        {
            self.fault(HistoryFaultKind::SeqNotNext { expected, found });
        }
        self.seq = entry.seq.or(expected);
    }

    fn take_day(&mut self, entry: &HistoryEntry) {
        let Some(found) = entry.effective_on else { return };
        if let Some(previous) = self.effective_on
            && found < previous
            && entry.backdated != Some(true)
        {
            self.fault(HistoryFaultKind::NotBackdated { previous, found });
        }
        self.effective_on = Some(found);
    }

    /// Returns the standing in which the entry begins, by its own word; nothing where nobody says.
    fn state_before(&mut self, entry: &HistoryEntry) -> Option<Standing> {
        let Some(found) = entry.from else {
            return self.replay.standing;
        };
        match self.replay.standing {
            Some(standing) if standing.state == Some(found) => Some(standing),
            Some(standing) => {
                let expected = standing.state;
                if expected == Some(LifecycleState::OnHold) {
                    self.end_hold(None);
                }
                self.fault(HistoryFaultKind::FromDiffers { expected, found });
                Some(Standing::in_state(found))
            }
            None => Some(Standing::in_state(found)),
        }
    }

    fn step(&mut self, before: Standing, command: CommandKind, entry: &HistoryEntry) -> Option<Standing> {
        let from = before.state;
        let kind = match (
            transition(before, command, entry.to, entry.effective_on),
            entry.to,
        ) {
            (Ok(step), _) => return Some(step.standing),
            (Err(TransitionError::NotAllowed { allowed, .. }), _) => HistoryFaultKind::CommandNotAllowed {
                from,
                command,
                allowed,
            },
            (Err(TransitionError::WrongTarget { targets, .. }), Some(found)) => {
                HistoryFaultKind::WrongTarget {
                    from,
                    command: Some(command),
                    targets,
                    found,
                }
            }
            // The entry does not say where it leads, and the table leaves a choice.
            (Err(_), _) => return None,
        };
        self.fault(kind);
        None
    }

    /// Returns the standing after an entry that names no command.
    fn some_step(&mut self, before: Standing, entry: &HistoryEntry) -> Option<Standing> {
        let found = entry.to?;
        let steps: Vec<_> = steps_from(before, TRANSITIONS.iter(), entry.effective_on).collect();
        if let Some(step) = steps.iter().find(|step| step.standing.state == Some(found)) {
            return Some(step.standing);
        }
        let targets: BTreeSet<_> = steps.iter().filter_map(|step| step.standing.state).collect();
        self.fault(HistoryFaultKind::WrongTarget {
            from: before.state,
            command: None,
            targets: targets.into_iter().collect(),
            found,
        });
        None
    }

    /// Returns the standing after an entry in front of which nothing is known.
    fn unknown_before(&mut self, command: Option<CommandKind>, to: LifecycleState) -> Option<Standing> {
        let command = command?;
        let every = LifecycleState::ALL.map(Standing::in_state);
        let rows = || {
            TRANSITIONS
                .iter()
                .filter(move |row| row.commands.contains(&command))
        };
        let targets: BTreeSet<_> = [Standing::NOT_BEGUN]
            .into_iter()
            .chain(every)
            .flat_map(|standing| steps_from(standing, rows(), None))
            .filter_map(|step| step.standing.state)
            .collect();
        if !targets.contains(&to) {
            self.fault(HistoryFaultKind::WrongTarget {
                from: None,
                command: Some(command),
                targets: targets.into_iter().collect(),
                found: to,
            });
        }
        Some(Standing::in_state(to))
    }

    /// Counts episodes, cycles and holds by the states before and after.
    fn count(&mut self, before: Option<Standing>, after: Option<Standing>, on: Option<Date>) {
        use LifecycleState::{Candidate, Deselected, OnHold, Review, Selection, Strategy};
        let state = |standing: Option<Standing>| standing.and_then(|standing| standing.state);
        let (from, to) = (state(before), state(after));
        if from == Some(OnHold) && to != Some(OnHold) {
            self.end_hold(on.filter(|_| to.is_some()));
        }
        match (from, to) {
            (None, Some(Candidate)) if before == Some(Standing::NOT_BEGUN) => self.replay.episode = Some(1),
            (Some(Deselected), Some(Candidate)) => {
                self.replay.episode = self.replay.episode.map(|episode| episode.saturating_add(1));
                self.replay.cycle = None;
            }
            (Some(Selection), Some(Strategy)) => self.replay.cycle = Some(1),
            (Some(Review), Some(Strategy)) => {
                self.replay.cycle = self.replay.cycle.map(|cycle| cycle.saturating_add(1));
            }
            (from, Some(OnHold)) if from != Some(OnHold) => {
                self.replay.holds.extend(on.map(|since| HoldInterval {
                    since,
                    until: None,
                    resumed_on: None,
                }));
            }
            _ => {}
        }
    }

    /// Ends the hold that lasts; one that ended on a day that nobody knows is left out.
    fn end_hold(&mut self, on: Option<Date>) {
        let Some(hold) = self.replay.holds.pop_if(|hold| hold.resumed_on.is_none()) else {
            return;
        };
        self.replay.holds.extend(on.map(|resumed_on| HoldInterval {
            resumed_on: Some(resumed_on),
            ..hold
        }));
    }

    fn end(mut self, stored: Option<LifecycleState>) -> Replay {
        let replayed = self.replay.standing.and_then(|standing| standing.state);
        if let (Some(stored), Some(replayed)) = (stored, replayed)
            && stored != replayed
        {
            self.fault(HistoryFaultKind::EndDiffers { stored, replayed });
        }
        self.replay
    }

    fn fault(&mut self, kind: HistoryFaultKind) {
        let (index, seq) = self.entry;
        self.replay.faults.push(HistoryFault { index, seq, kind });
    }
}

#[cfg(test)]
mod tests;
