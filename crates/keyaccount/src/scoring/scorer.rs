//! The score of one account, with everything that explains it.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::answer::{
    AccountScore, BandPlace, Contribution, Coverage, DataState, GroupScore, Interval, NextBand,
};
use super::criterion::{Prepared, refused};
use super::facts::AccountFacts;
use super::gating::{Gating, capped};
use super::kernel::contribution;
use super::model::Criterion;
use super::score_error::Place;
use super::weighting::Spread;
use super::{AbsencePolicy, CompiledModel, ScoreError, grid};
use crate::quantity::{CriterionId, Date, Datum, Share, State, days_between};
use crate::vocabulary::Fact;

/// Scores one account after another; everything but the answers is allocated once.
pub(super) struct Scorer<'a> {
    model: &'a CompiledModel,
    /// The day on which earlier facts are judged.
    as_of: Option<Date>,
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
    last_known: Option<LastKnown>,
    cell: Cell,
}

/// The latest of the earlier facts of a criterion.
#[derive(Debug, Clone, Copy)]
struct LastKnown {
    /// Its place among the earlier facts of the account.
    at: usize,
    known_on: Date,
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
    /// The day on which the value was known, where it is carried forward.
    known_on: Option<Date>,
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
    pub(super) fn new(model: &'a CompiledModel, as_of: Option<Date>) -> Self {
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
                last_known: None,
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
            as_of,
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
        self.gather_earlier(account, place)?;
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
            data_state: model.data_state(sums.known),
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
            line.last_known = None;
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

    /// Checks every earlier fact and finds the latest of each criterion.
    fn gather_earlier(
        &mut self,
        account: &AccountFacts,
        place: impl Fn() -> Place + Copy,
    ) -> Result<(), ScoreError> {
        let mut seen = BTreeSet::new();
        for (at, earlier) in account.earlier.iter().enumerate() {
            let (id, known_on) = (&earlier.criterion_id, earlier.known_on);
            let place = || place().at_earlier_fact(at, known_on);
            let found = self.ids.binary_search_by(|(known, _)| (*known).cmp(id)).ok();
            let index = found.and_then(|found| self.ids.get(found));
            let Some(line) = index.and_then(|&(_, index)| self.lines.get_mut(index)) else {
                let known = self.model.criterion_ids();
                return Err(ScoreError::unknown_criterion(place(), id, known));
            };
            if !seen.insert((id, known_on)) {
                return Err(ScoreError::KnownTwice {
                    place: place(),
                    criterion_id: id.clone(),
                });
            }
            if let Some(as_of) = self.as_of.filter(|as_of| known_on > *as_of) {
                return Err(ScoreError::KnownLater {
                    place: place(),
                    criterion_id: id.clone(),
                    known_on,
                    as_of,
                });
            }
            let cell = line.known(&earlier.value, place)?;
            if line.last_known.is_none_or(|last| last.known_on < known_on) {
                line.last_known = Some(LastKnown { at, known_on, cell });
            }
        }
        Ok(())
    }

    /// Judges each fact; of several errors the first in canonical order is the one that is told.
    fn judge(&mut self, place: impl Fn() -> Place + Copy) -> Result<(), ScoreError> {
        for prepared in &self.model.criteria {
            if let Some(line) = self.lines.get_mut(prepared.index) {
                line.cell = line.judged(self.as_of, place)?;
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
    fn judged(&self, as_of: Option<Date>, place: impl Fn() -> Place) -> Result<Cell, ScoreError> {
        let absent = match self.fact {
            Some(Datum::Value(fact)) => return self.known(fact, place),
            None | Some(Datum::Missing) => Datum::Missing,
            Some(Datum::Unknown) => Datum::Unknown,
            Some(Datum::NotApplicable) => Datum::NotApplicable,
        };
        match self.carried(absent.state(), as_of, &place)? {
            Some(cell) => Ok(cell),
            None => self.absent(absent, place),
        }
    }

    fn known(&self, fact: &Fact, place: impl Fn() -> Place) -> Result<Cell, ScoreError> {
        let raw = match fact {
            Fact::Number(raw) => *raw,
            Fact::Grade(grade) => self.prepared.rubric.rating(grade, self.criterion, &place)?,
        };
        let clipped = self.prepared.check(self.criterion, raw, place)?;
        Ok(Cell {
            fact: Datum::Value(raw + 0.0),
            value: Some(self.prepared.curve.value_at(raw)),
            clipped,
            policy: None,
            known_on: None,
        })
    }

    /// Returns the last known value where the criterion carries it forward, nothing where it may not or cannot.
    fn carried(
        &self,
        state: State,
        as_of: Option<Date>,
        place: impl Fn() -> Place,
    ) -> Result<Option<Cell>, ScoreError> {
        let limit_days = self.criterion.carry_forward_at_most_days;
        let (Some(limit_days), Some(last), State::Missing | State::Unknown) =
            (limit_days, self.last_known, state)
        else {
            return Ok(None);
        };
        let Some(as_of) = as_of else {
            return Err(ScoreError::NoAsOf {
                place: place().at_earlier_fact(last.at, last.known_on),
                criterion_id: self.criterion.id.clone(),
            });
        };
        let fresh = days_between(last.known_on, as_of) <= i64::from(limit_days);
        Ok(fresh.then_some(Cell {
            known_on: Some(last.known_on),
            ..last.cell
        }))
    }

    fn absent(&self, fact: Datum<f64>, place: impl Fn() -> Place) -> Result<Cell, ScoreError> {
        match self.prepared.rule(fact.state()) {
            Some(rule) if rule.policy != AbsencePolicy::Refuse => Ok(Cell {
                fact,
                value: rule.value,
                clipped: false,
                policy: Some(rule.policy),
                known_on: None,
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
            known_on: cell.known_on,
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
    /// Returns whether the known units are the declared share of the weight; shares are judged like scores, so that
    /// rounding to the grid never takes from exactly enough.
    fn data_state(&self, known_units: f64) -> Option<DataState> {
        let needed = self.model.least_known_share.map(Share::get)? * self.weighting.span_units();
        let enough = known_units > 0.0 && known_units + self.resolution_units >= needed;
        Some(if enough {
            DataState::Enough
        } else {
            DataState::NotEnough
        })
    }

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
