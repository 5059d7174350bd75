//! The score of one account, with everything that explains it.

use std::cmp::Ordering;

use super::answer::{AccountScore, BandPlace, Contribution, Coverage, GroupScore, Interval, NextBand};
use super::criterion::{Prepared, refused};
use super::facts::AccountFacts;
use super::gating::{Gating, capped};
use super::kernel::contribution;
use super::model::Criterion;
use super::score_error::Place;
use super::weighting::Spread;
use super::{AbsencePolicy, CompiledModel, ScoreError, grid};
use crate::quantity::{CriterionId, Datum};
use crate::vocabulary::Fact;

/// Scores one account after another; everything but the answers is allocated once.
pub(super) struct Scorer<'a> {
    model: &'a CompiledModel,
    /// The criteria in the order of the model, with what the account at hand makes of each.
    lines: Vec<Line<'a>>,
    /// The ids of the criteria with their places in the model, ascending: the order of the facts of an account.
    ids: Vec<(&'a CriterionId, usize)>,
    /// The weights of an account of which something does not count, in canonical order.
    spread: Vec<Spread>,
    /// The sums of the groups, in the order of the model.
    groups: Vec<GroupSums>,
}

/// A criterion with what it makes of one account.
struct Line<'a> {
    prepared: &'a Prepared,
    criterion: &'a Criterion,
    /// The place of its group in the model.
    group: Option<usize>,
    /// What it gives at its best where all count.
    full: Spread,
    /// What it gives this account at its best.
    spread: Spread,
    fact: Option<&'a Datum<Fact>>,
    cell: Cell,
}

/// What one criterion makes of one account, before weights.
#[derive(Debug, Clone, Copy, Default)]
struct Cell {
    fact: Datum<f64>,
    /// The value between 0 and 1, nothing where the criterion is left out.
    value: Option<f64>,
    clipped: bool,
    policy: Option<AbsencePolicy>,
}

/// What the criteria of a group add up to.
#[derive(Debug, Clone, Copy, Default)]
struct GroupSums {
    units_at_best: f64,
    units: f64,
    share: f64,
}

/// What all criteria add up to, in grid units: exact, whatever the order.
#[derive(Debug, Default)]
struct Sums {
    units: f64,
    known: f64,
    open: f64,
    not_applicable: f64,
    rescaling: f64,
}

impl<'a> Scorer<'a> {
    pub(super) fn new(model: &'a CompiledModel) -> Self {
        let document = &model.model;
        let mut prepared: Vec<_> = model.in_canonical_order().zip(&model.spread).collect();
        prepared.sort_by_key(|((prepared, _), _)| prepared.index);
        let lines = prepared.into_iter().map(|((prepared, criterion), &full)| {
            let id = criterion.group_id.as_ref();
            Line {
                prepared,
                criterion,
                group: id.and_then(|id| document.groups.iter().position(|group| group.id == *id)),
                full,
                spread: full,
                fact: None,
                cell: Cell::default(),
            }
        });
        let mut ids: Vec<_> = model.criterion_ids().zip(0..).collect();
        ids.sort_unstable();
        Self {
            lines: lines.collect(),
            ids,
            spread: model.spread.clone(),
            groups: vec![GroupSums::default(); document.groups.len()],
            model,
        }
    }

    /// Returns the score of an account, without a rank; `index` is its place in the list.
    pub(super) fn score(
        &mut self,
        index: usize,
        account: &'a AccountFacts,
    ) -> Result<AccountScore, ScoreError> {
        let place = || Place::Account {
            index,
            id: account.id.clone(),
        };
        self.gather(account, place)?;
        self.judge(place)?;

        let model = self.model;
        let counts = self.spread_over(|cell| cell.value.is_some());
        let contributions = self.lines.iter().map(Line::contribution).collect();
        let sums = self.sums();
        let units = counts.then_some(model.base_units + sums.units);
        let gating = model.gating(|criterion| {
            let line = self.lines.get(criterion);
            line.map_or(Datum::Missing, |line| line.cell.fact)
        });
        let final_units = units.map(|units| capped(units, gating.cap_now));
        let share = |units: f64| units / model.weighting.span_units();
        Ok(AccountScore {
            account_id: account.id.clone(),
            name: account.name.clone(),
            rank: None,
            score: units.map(grid::points),
            final_score: final_units.map(grid::points),
            band: final_units.and_then(|units| model.band_place(units)),
            coverage: Coverage {
                known_share: share(sums.known),
                open_share: share(sums.open),
                not_applicable_share: share(sums.not_applicable),
            },
            groups: self.group_scores(),
            interval: self.interval(units, &gating),
            rescaling_points: grid::points(sums.rescaling),
            excluded: gating.excluded,
            exclusion_open: gating.exclusion_open,
            gates: gating.results,
            contributions,
        })
    }

    /// Finds the fact of each criterion: both lists are ascending by id, so that one walk along them is enough.
    fn gather(&mut self, account: &'a AccountFacts, place: impl Fn() -> Place) -> Result<(), ScoreError> {
        for line in &mut self.lines {
            line.fact = None;
        }
        let mut ids = self.ids.iter();
        for (id, fact) in &account.facts {
            let mut order = Ordering::Less;
            let found = ids.find(|(known, _)| {
                order = (*known).cmp(id);
                order != Ordering::Less
            });
            let line = found.and_then(|&(_, index)| self.lines.get_mut(index));
            let Some(line) = line.filter(|_| order == Ordering::Equal) else {
                let known = self.model.criterion_ids();
                return Err(ScoreError::unknown_criterion(place(), id, known));
            };
            line.fact = Some(fact);
        }
        Ok(())
    }

    /// Judges each fact; of several errors the first in canonical order is the one that is told.
    fn judge(&mut self, place: impl Fn() -> Place + Copy) -> Result<(), ScoreError> {
        for prepared in &self.model.criteria {
            if let Some(line) = self.lines.get_mut(prepared.index) {
                line.cell = line.judged(place)?;
            }
        }
        Ok(())
    }

    /// Spreads the weights over the criteria that count, and returns whether any does.
    fn spread_over(&mut self, counts: impl Fn(&Cell) -> bool) -> bool {
        if self.lines.iter().all(|line| counts(&line.cell)) {
            for line in &mut self.lines {
                line.spread = line.full;
            }
            return true;
        }
        let lines = &self.lines;
        let canonical = self.model.criteria.iter().map(|prepared| {
            let line = lines.get(prepared.index);
            line.is_some_and(|line| counts(&line.cell))
        });
        let any = self.model.weighting.spread(canonical, &mut self.spread);
        for (prepared, &spread) in self.model.criteria.iter().zip(&self.spread) {
            if let Some(line) = self.lines.get_mut(prepared.index) {
                line.spread = spread;
            }
        }
        any
    }

    /// Returns what all criteria add up to, and leaves behind what those of each group do.
    fn sums(&mut self) -> Sums {
        self.groups.fill(GroupSums::default());
        let mut sums = Sums::default();
        for line in &self.lines {
            let units = line.units(line.spread);
            sums.units += units;
            // Rescaling gave the units now, less those with the left-out criteria at their worst.
            sums.rescaling += units - line.units(line.full);
            match line.cell.fact {
                Datum::Value(_) => sums.known += line.full.units,
                Datum::Missing | Datum::Unknown => sums.open += line.full.units,
                Datum::NotApplicable => sums.not_applicable += line.full.units,
            }
            if let Some(group) = line.group.and_then(|group| self.groups.get_mut(group)) {
                group.units_at_best += line.spread.units;
                group.units += units;
                group.share += line.spread.share;
            }
        }
        sums
    }

    fn group_scores(&self) -> Vec<GroupScore> {
        let model = self.model;
        let groups = model.model.groups.iter().zip(&self.groups);
        groups
            .map(|(group, sums)| {
                let own_units = grid::whole(sums.units / sums.units_at_best * model.weighting.span_units());
                GroupScore {
                    group_id: group.id.clone(),
                    score: (sums.units_at_best > 0.0).then(|| grid::points(model.base_units + own_units)),
                    share: sums.share,
                    points: grid::points(sums.units),
                }
            })
            .collect()
    }

    /// Returns the span of the final score over every completion of the open cells; leaves other weights behind.
    ///
    /// Values only raise a weighted mean, so that all open cells at 0 give the lowest and all at 1 the highest.
    fn interval(&mut self, units: Option<f64>, gating: &Gating) -> Option<Interval> {
        let (low, high) = if self.lines.iter().any(|line| line.cell.is_open()) {
            if !self.spread_over(|cell| cell.is_open() || cell.value.is_some()) {
                return None;
            }
            let (mut low, mut open) = (self.model.base_units, 0.0);
            for line in &self.lines {
                if line.cell.is_open() {
                    open += line.spread.units;
                } else {
                    low += line.units(line.spread);
                }
            }
            (low, low + open)
        } else {
            (units?, units?)
        };
        let low = capped(units.map_or(low, |units| units.min(low)), gating.cap_possible);
        let high = capped(units.map_or(high, |units| units.max(high)), gating.cap_certain);
        Some(Interval {
            low: grid::points(low),
            high: grid::points(high),
        })
    }
}

impl Line<'_> {
    fn judged(&self, place: impl Fn() -> Place) -> Result<Cell, ScoreError> {
        let raw = match self.fact {
            Some(Datum::Value(Fact::Number(raw))) => *raw,
            Some(Datum::Value(Fact::Grade(grade))) => {
                self.prepared.rubric.rating(grade, self.criterion, &place)?
            }
            None | Some(Datum::Missing) => return self.absent(Datum::Missing, place),
            Some(Datum::Unknown) => return self.absent(Datum::Unknown, place),
            Some(Datum::NotApplicable) => return self.absent(Datum::NotApplicable, place),
        };
        let clipped = self.prepared.check(self.criterion, raw, place)?;
        Ok(Cell {
            fact: Datum::Value(raw + 0.0),
            value: Some(self.prepared.curve.value_at(raw)),
            clipped,
            policy: None,
        })
    }

    fn absent(&self, fact: Datum<f64>, place: impl Fn() -> Place) -> Result<Cell, ScoreError> {
        match self.prepared.rule(fact.state()) {
            Some(rule) if rule.policy != AbsencePolicy::Refuse => Ok(Cell {
                fact,
                value: rule.value,
                clipped: false,
                policy: Some(rule.policy),
            }),
            _ => Err(refused(self.criterion, fact.state(), place())),
        }
    }

    /// Returns the grid units that the value gives under these weights.
    fn units(&self, spread: Spread) -> f64 {
        self.cell
            .value
            .map_or(0.0, |value| contribution(spread.units, value))
    }

    #[inline]
    fn contribution(&self) -> Contribution {
        let cell = self.cell;
        let level = cell
            .fact
            .value()
            .and_then(|&raw| self.prepared.rubric.reached(raw));
        Contribution {
            criterion_id: self.criterion.id.clone(),
            fact: cell.fact,
            grade: level.and_then(|level| level.grade.clone()),
            sentence: level.map(|level| level.sentence.clone()),
            value: cell.value,
            share: self.spread.share,
            points_at_best: grid::points(self.spread.units),
            points: grid::points(self.units(self.spread)),
            clipped: cell.clipped,
            policy: cell.policy,
        }
    }
}

impl Cell {
    fn is_open(&self) -> bool {
        matches!(self.fact, Datum::Missing | Datum::Unknown)
    }
}

impl CompiledModel {
    fn band_place(&self, units: f64) -> Option<BandPlace> {
        let reached = |from: f64| grid::units(from) <= units + self.resolution_units;
        let band = self.model.bands.iter().rfind(|band| reached(band.from))?;
        let next = self.model.bands.iter().find(|band| !reached(band.from));
        Some(BandPlace {
            band_id: band.id.clone(),
            name: band.name.clone(),
            next: next.map(|next| NextBand {
                band_id: next.id.clone(),
                name: next.name.clone(),
                points_away: grid::points(grid::units(next.from) - units),
            }),
        })
    }
}
