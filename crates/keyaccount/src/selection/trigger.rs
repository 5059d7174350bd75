//! A line that is not crossed back and forth.

/// A switch with two lines and a dwell: on after `dwell_up` periods in a row at or above `promote_at`, off after
/// `dwell_down` periods in a row below `demote_below`.
///
/// It decides who is key in [`select`](super::select) and which tier an account is in for
/// [`assign_tiers`](super::tiers::assign_tiers).
///
/// What happens between the lines changes nothing (dead band), and a single good or bad period changes nothing where the
/// dwell is longer than one. A period without a score breaks a row and changes nothing. Three laws hold: of two paths of
/// scores, the one that is never lower is never off while the other is on; equal lines with a dwell of 1 are one plain
/// threshold; the switch never changes more often than a plain threshold between its lines that starts on the same side.
/// Source: Schmitt trigger with dwell (relations notes C.7, where one path of scores gives 7 changes with a plain
/// threshold, 5 with a dead band and 1 with a dwell of 2).
///
/// # Examples
///
/// ```
/// use keyaccount::selection::SchmittTrigger;
///
/// let mut key = SchmittTrigger::new(7.0, 6.0, 2, 2);
/// let on: Vec<bool> = [5.0, 7.2, 6.9, 7.1, 7.3, 6.4, 5.9, 6.2]
///     .map(|score| key.step(Some(score)))
///     .to_vec();
/// assert_eq!(on, [false, false, false, false, true, true, true, true]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SchmittTrigger {
    promote_at: f64,
    demote_below: f64,
    dwell_up: u32,
    dwell_down: u32,
    is_on: bool,
    /// Whether the first score decides by itself.
    is_undecided: bool,
    run_up: u32,
    run_down: u32,
}

impl SchmittTrigger {
    /// Returns a switch on which nothing is decided: the first score turns it on if it reaches `promote_at`.
    ///
    /// A dwell of 0 counts as 1. Where `demote_below` lies above `promote_at` it counts as `promote_at`.
    pub fn new(promote_at: f64, demote_below: f64, dwell_up: u32, dwell_down: u32) -> Self {
        Self {
            promote_at,
            demote_below: demote_below.min(promote_at),
            dwell_up: dwell_up.max(1),
            dwell_down: dwell_down.max(1),
            is_on: false,
            is_undecided: true,
            run_up: 0,
            run_down: 0,
        }
    }

    /// Returns the same switch, on or off before the first score, with the periods in a row that it has already seen.
    #[must_use]
    pub fn starting(self, is_on: bool, run_up: u32, run_down: u32) -> Self {
        Self {
            is_on,
            is_undecided: false,
            run_up,
            run_down,
            ..self
        }
    }

    /// Takes the score of the next period, nothing where there is none, and returns whether the switch is on then.
    pub fn step(&mut self, score: Option<f64>) -> bool {
        let Some(score) = score else {
            (self.run_up, self.run_down) = (0, 0);
            return self.is_on;
        };
        let row = |run: u32, goes_on: bool| if goes_on { run.saturating_add(1) } else { 0 };
        self.run_up = row(self.run_up, score >= self.promote_at);
        self.run_down = row(self.run_down, score < self.demote_below);
        let dwell_up = if self.is_undecided { 1 } else { self.dwell_up };
        self.is_undecided = false;
        if self.run_up >= dwell_up {
            self.is_on = true;
        } else if self.run_down >= self.dwell_down {
            self.is_on = false;
        }
        self.is_on
    }

    /// Returns whether the switch is on.
    pub fn is_on(&self) -> bool {
        self.is_on
    }

    /// Returns whether its side was set, by a score or by [`starting`](Self::starting).
    pub fn is_decided(&self) -> bool {
        !self.is_undecided
    }

    /// Returns the periods in a row, up to the last one, at or above `promote_at`.
    pub fn periods_above(&self) -> u32 {
        self.run_up
    }

    /// Returns the periods in a row, up to the last one, below `demote_below`.
    pub fn periods_below(&self) -> u32 {
        self.run_down
    }

    /// Returns the periods in a row at or above `promote_at` that are still lacking to turn it on.
    pub fn periods_up(&self) -> u32 {
        self.dwell_up.saturating_sub(self.run_up)
    }

    /// Returns the periods in a row below `demote_below` that are still lacking to turn it off.
    pub fn periods_down(&self) -> u32 {
        self.dwell_down.saturating_sub(self.run_down)
    }
}
