//! The tier of one account by its scores alone.

use super::answer::{LineKind, TierLine, TierReason, TierStep};
use super::{TierHistory, TierPolicy};
use crate::account::Tier;
use crate::quantity::Datum;
use crate::selection::SchmittTrigger;

/// An account on the ladder from standard over key to strategic.
pub(super) struct Ladder {
    /// The boundaries of the policy, the lowest first.
    rungs: Vec<Rung>,
    /// The tiers after each earlier period.
    pub(super) earlier: Vec<Tier>,
    /// The tier before today, nothing where there was none.
    pub(super) before: Option<Tier>,
    /// The tier today.
    pub(super) tier: Tier,
    pub(super) change_count: u32,
    score: Option<f64>,
    resolution: f64,
}

struct Rung {
    tier: Tier,
    promote_at: f64,
    demote_below: f64,
    trigger: SchmittTrigger,
}

impl Ladder {
    /// Returns the account after its history and today's score.
    ///
    /// One trigger per boundary: the lines of the higher boundary are never below those of the lower one, so that an
    /// account above the higher boundary is above the lower one as well.
    pub(super) fn new(
        policy: &TierPolicy,
        history: Option<&TierHistory>,
        today: Option<f64>,
        resolution: f64,
    ) -> Self {
        let previous = history.and_then(|history| history.previous);
        let rungs = [Tier::Key, Tier::Strategic].into_iter().filter_map(|tier| {
            let boundary = policy.boundary(tier)?;
            let (promote_at, demote_below) = (boundary.promote_at.get(), boundary.demote_below.get());
            let trigger = SchmittTrigger::new(
                promote_at - resolution,
                demote_below - resolution,
                policy.dwell_up_periods,
                policy.dwell_down_periods,
            );
            Some(Rung {
                tier,
                promote_at,
                demote_below,
                trigger,
            })
        });
        let mut ladder = Self {
            rungs: rungs.collect(),
            earlier: Vec::new(),
            before: None,
            tier: Tier::Standard,
            change_count: 0,
            score: today,
            resolution,
        };
        if let Some(previous) = previous {
            ladder.start(previous.tier, previous.periods_above, previous.periods_below);
            ladder.tier = ladder.present_tier();
            ladder.before = Some(ladder.tier);
        }
        for score in history.into_iter().flat_map(|history| &history.scores) {
            ladder.step(score.value().copied());
            ladder.earlier.push(ladder.tier);
            let is_decided = ladder.before.is_some() || matches!(score, Datum::Value(_));
            ladder.before = is_decided.then_some(ladder.tier);
        }
        ladder.step(today);
        ladder
    }

    /// Sets every boundary to the side of a tier; the periods count for the boundaries next to it.
    fn start(&mut self, tier: Tier, periods_above: u32, periods_below: u32) {
        // Better tiers are smaller.
        let top = self
            .rungs
            .iter()
            .rposition(|rung| rung.tier >= tier && tier.is_key());
        for (index, rung) in self.rungs.iter_mut().enumerate() {
            let is_on = top.is_some_and(|top| index <= top);
            let run_down = if top == Some(index) { periods_below } else { 0 };
            let is_next = index == top.map_or(0, |top| top.saturating_add(1));
            let run_up = if is_next { periods_above } else { 0 };
            rung.trigger = rung.trigger.starting(is_on, run_up, run_down);
        }
    }

    fn step(&mut self, score: Option<f64>) {
        for rung in &mut self.rungs {
            rung.trigger.step(score);
        }
        let tier = self.present_tier();
        if self.before.is_some() && tier != self.tier {
            self.change_count = self.change_count.saturating_add(1);
        }
        self.tier = tier;
    }

    fn present_tier(&self) -> Tier {
        let on = self.rungs.iter().rfind(|rung| rung.trigger.is_on());
        on.map_or(Tier::Standard, |rung| rung.tier)
    }

    /// Returns why the account is in its tier by score, and the line that decided.
    pub(super) fn reason(&self) -> (TierReason, Option<TierLine>) {
        let Some(score) = self.score else {
            return (TierReason::NotScored, None);
        };
        let reaches = |line: f64| score >= line - self.resolution;
        let into = |rung: &Rung| TierLine {
            tier: rung.tier,
            kind: LineKind::PromoteAt,
            at: rung.promote_at,
        };
        let out_of = |rung: &Rung| TierLine {
            tier: rung.tier,
            kind: LineKind::DemoteBelow,
            at: rung.demote_below,
        };
        match (self.own(), self.next()) {
            (Some(own), _) if reaches(own.promote_at) => (TierReason::Reached, Some(into(own))),
            (Some(own), _) if reaches(own.demote_below) => (TierReason::BetweenLines, Some(out_of(own))),
            (Some(own), _) => (TierReason::NotYetOut, Some(out_of(own))),
            (None, Some(next)) if reaches(next.promote_at) => (TierReason::NotYetIn, Some(into(next))),
            (None, next) => (TierReason::BelowLine, next.map(into)),
        }
    }

    /// Returns the way to the tier above.
    pub(super) fn up(&self) -> Option<TierStep> {
        let next = self.next()?;
        Some(TierStep {
            to: next.tier,
            line: next.promote_at,
            points: self.settled(self.score? - next.promote_at),
            periods_left: next.trigger.periods_up(),
        })
    }

    /// Returns the way to the tier below.
    pub(super) fn down(&self) -> Option<TierStep> {
        let own = self.own()?;
        let below = self.rungs.iter().rfind(|rung| rung.tier > own.tier);
        Some(TierStep {
            to: below.map_or(Tier::Standard, |rung| rung.tier),
            line: own.demote_below,
            points: self.settled(self.score? - own.demote_below),
            periods_left: own.trigger.periods_down(),
        })
    }

    fn own(&self) -> Option<&Rung> {
        self.rungs.iter().find(|rung| rung.tier == self.tier)
    }

    fn next(&self) -> Option<&Rung> {
        self.rungs.iter().find(|rung| rung.tier < self.tier)
    }

    /// Returns 0 for a distance within the resolution: the score stands on the line.
    fn settled(&self, points: f64) -> f64 {
        if points.abs() <= self.resolution {
            0.0
        } else {
            points
        }
    }
}
