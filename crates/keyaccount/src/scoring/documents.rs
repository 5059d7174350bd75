//! Scores of accounts that come as documents, with everything that explains them.

use std::collections::BTreeSet;

use super::answer::{
    AccountScore, BandPlace, Contribution, Coverage, CriterionWeight, GateEffect, GateResult, GroupScore,
    GroupWeight, Interval, NextBand, ScoreAnswer,
};
use super::criterion::{Prepared, refused, rubric_sentence};
use super::facts::AccountFacts;
use super::gate::{GateOutcome, WhenAbsent};
use super::kernel::{contribution, sum_units};
use super::model::Criterion;
use super::ranking::rank;
use super::score_error::Place;
use super::weighting::Spread;
use super::{AbsencePolicy, CompiledModel, Group, ScoreError, grid};
use crate::quantity::{Datum, State, Weight};

/// What one criterion makes of one account, before weights.
#[derive(Debug, Clone, Copy)]
struct Cell {
    fact: Datum<f64>,
    /// The value between 0 and 1, nothing where the criterion is left out.
    value: Option<f64>,
    clipped: bool,
    policy: Option<AbsencePolicy>,
}

/// A cell with its weight, in the order of the model.
#[derive(Debug, Clone, Copy)]
struct Weighed<'a> {
    criterion: &'a Criterion,
    index: usize,
    cell: Cell,
    spread: Spread,
    /// What the criterion gives at its best where all count.
    full: Spread,
    units: f64,
}

/// What the gates of a model do to one account.
#[derive(Debug, Default)]
struct Gating {
    results: Vec<GateResult>,
    excluded: bool,
    exclusion_open: bool,
    /// The lowest cap that holds now, that holds whatever turns up, that could come to hold; in grid units.
    cap_now: Option<f64>,
    cap_certain: Option<f64>,
    cap_possible: Option<f64>,
}

impl CompiledModel {
    /// Returns the score of every account with its explanation, ranked.
    ///
    /// An empty list gives an empty answer. An account with no criterion that counts has no score and no rank, and
    /// stands at the end. The order of the accounts given does not matter.
    ///
    /// # Errors
    ///
    /// [`ScoreError`] for two accounts with one id, a fact that belongs to no criterion, a number that is not finite,
    /// a value beyond the anchors where the criterion rejects it, an absent value where the criterion refuses it.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::document;
    /// use keyaccount::scoring::CompiledModel;
    ///
    /// let model = CompiledModel::compile(&document::read(r#"{
    ///     "schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "Two criteria", "weights": "points",
    ///     "criteria": [
    ///         {"id": "growth", "name": "Growth", "meaning": "Expected growth", "unit": "% per year", "weight": 3,
    ///          "direction": "more_is_better", "anchors": {"worst": 0, "best": 20}, "when_absent": "refuse"},
    ///         {"id": "effort", "name": "Effort", "meaning": "Hours of service", "unit": "hours per month", "weight": 1,
    ///          "direction": "less_is_better", "anchors": {"worst": 80, "best": 0}, "when_absent": "worst"}]}"#)?)?;
    /// let answer = model.score(&document::read::<Vec<_>>(r#"[{"id": "globex", "facts": {"growth": 10, "effort": 40}},
    ///     {"id": "initech", "facts": {"growth": 20}}]"#)?)?;
    /// let first = &answer.accounts[0];
    /// assert_eq!((first.account_id.as_str(), first.score), ("initech", Some(7.75)));
    /// assert_eq!(first.interval.map(|interval| interval.high), Some(10.0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn score(&self, accounts: &[AccountFacts]) -> Result<ScoreAnswer, ScoreError> {
        let mut seen = BTreeSet::new();
        let mut scored = Vec::with_capacity(accounts.len());
        for (index, account) in accounts.iter().enumerate() {
            if !seen.insert(&account.id) {
                let account_id = account.id.clone();
                return Err(ScoreError::DuplicateAccount { index, account_id });
            }
            scored.push(self.score_account(index, account)?);
        }
        let ties = rank(&mut scored, self.tie_span());
        Ok(ScoreAnswer {
            scale: self.model.scale,
            tie_tolerance: self.model.tie_tolerance,
            resolution: self.resolution(),
            weights_rescaled: self.weighting.rescaled,
            weights: self.criterion_weights(),
            groups: self
                .model
                .groups
                .iter()
                .map(|group| self.group_weight(group))
                .collect(),
            accounts: scored,
            ties,
            warnings: self.warnings(),
        })
    }

    fn score_account(&self, index: usize, account: &AccountFacts) -> Result<AccountScore, ScoreError> {
        let place = || Place::Account {
            index,
            id: account.id.clone(),
        };
        for criterion_id in account.facts.keys() {
            if !self.criterion_ids().any(|known| known == criterion_id) {
                return Err(ScoreError::unknown_criterion(
                    place(),
                    criterion_id,
                    self.criterion_ids(),
                ));
            }
        }
        let mut cells = Vec::with_capacity(self.criteria.len());
        for (prepared, criterion) in self.in_canonical_order() {
            let fact = account.facts.get(&criterion.id).copied().unwrap_or_default();
            cells.push(cell(prepared, criterion, fact, place)?);
        }

        let values: Vec<Option<f64>> = cells.iter().map(|cell| cell.value).collect();
        let mut spread = self.spread.clone();
        let units = sum_units(&self.weighting, &values, &mut spread).map(|sum| self.base_units + sum);
        let weighed = self.weighed(&cells, &spread);
        let gating = self.gating(&weighed);
        let final_units = units.map(|units| capped(units, gating.cap_now));
        let points = |units: f64| grid::points(units);
        Ok(AccountScore {
            account_id: account.id.clone(),
            name: account.name.clone(),
            rank: None,
            score: units.map(points),
            final_score: final_units.map(points),
            band: final_units.and_then(|units| self.band_place(units)),
            coverage: self.coverage(&weighed),
            interval: self.interval(&cells, units, &gating),
            rescaling_points: points(rescaling_units(&weighed)),
            excluded: gating.excluded,
            exclusion_open: gating.exclusion_open,
            gates: gating.results,
            groups: self
                .model
                .groups
                .iter()
                .map(|group| self.group_score(group, &weighed))
                .collect(),
            contributions: weighed.iter().map(explained).collect(),
        })
    }

    fn in_canonical_order(&self) -> impl Iterator<Item = (&Prepared, &Criterion)> {
        self.criteria.iter().filter_map(|prepared| {
            self.model
                .criteria
                .get(prepared.index)
                .map(|criterion| (prepared, criterion))
        })
    }

    /// Returns the cells with their weights in the order of the model.
    fn weighed(&self, cells: &[Cell], spread: &[Spread]) -> Vec<Weighed<'_>> {
        let mut weighed: Vec<Weighed<'_>> = self
            .in_canonical_order()
            .zip(cells)
            .zip(spread.iter().zip(&self.spread))
            .map(|(((prepared, criterion), &cell), (&spread, &full))| Weighed {
                criterion,
                index: prepared.index,
                cell,
                spread,
                full,
                units: cell.value.map_or(0.0, |value| contribution(spread.units, value)),
            })
            .collect();
        weighed.sort_by_key(|weighed| weighed.index);
        weighed
    }

    fn criterion_weights(&self) -> Vec<CriterionWeight> {
        let mut weights: Vec<_> = self
            .in_canonical_order()
            .zip(&self.spread)
            .map(|((prepared, criterion), spread)| {
                let weight = CriterionWeight {
                    criterion_id: criterion.id.clone(),
                    given: criterion.weight.get(),
                    share: spread.share,
                    points_at_best: grid::points(spread.units),
                };
                (prepared.index, weight)
            })
            .collect();
        weights.sort_by_key(|(index, _)| *index);
        weights.into_iter().map(|(_, weight)| weight).collect()
    }

    fn group_weight(&self, group: &Group) -> GroupWeight {
        let of_group = self
            .in_canonical_order()
            .zip(&self.spread)
            .filter(|((_, criterion), _)| criterion.group_id.as_ref() == Some(&group.id));
        GroupWeight {
            group_id: group.id.clone(),
            given: group.weight.map(Weight::get),
            share: of_group.map(|(_, spread)| spread.share).sum::<f64>() + 0.0,
        }
    }

    fn group_score(&self, group: &Group, weighed: &[Weighed<'_>]) -> GroupScore {
        let of_group = || {
            weighed
                .iter()
                .filter(|weighed| weighed.criterion.group_id.as_ref() == Some(&group.id))
        };
        let at_best: f64 = of_group().map(|weighed| weighed.spread.units).sum();
        let units: f64 = of_group().map(|weighed| weighed.units).sum();
        let own_units = grid::whole(units / at_best * self.weighting.span_units());
        GroupScore {
            group_id: group.id.clone(),
            score: (at_best > 0.0).then(|| grid::points(self.base_units + own_units)),
            share: of_group().map(|weighed| weighed.spread.share).sum::<f64>() + 0.0,
            points: grid::points(units + 0.0),
        }
    }

    fn coverage(&self, weighed: &[Weighed<'_>]) -> Coverage {
        let share = |states: &[State]| {
            let units: f64 = weighed
                .iter()
                .filter(|weighed| states.contains(&weighed.cell.fact.state()))
                .map(|weighed| weighed.full.units)
                .sum();
            (units + 0.0) / self.weighting.span_units()
        };
        Coverage {
            known_share: share(&[State::Value]),
            open_share: share(&[State::Missing, State::Unknown]),
            not_applicable_share: share(&[State::NotApplicable]),
        }
    }

    /// Returns the span of the final score over every completion of the open cells.
    ///
    /// Values only raise a weighted mean, so that all open cells at 0 give the lowest and all at 1 the highest.
    fn interval(&self, cells: &[Cell], units: Option<f64>, gating: &Gating) -> Option<Interval> {
        let (low, high) = if cells.iter().any(is_open) {
            let mut spread = self.spread.clone();
            let mut end = |open: f64| {
                let values: Vec<Option<f64>> = cells
                    .iter()
                    .map(|cell| if is_open(cell) { Some(open) } else { cell.value })
                    .collect();
                sum_units(&self.weighting, &values, &mut spread).map(|sum| self.base_units + sum)
            };
            (end(0.0)?, end(1.0)?)
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

    fn gating(&self, weighed: &[Weighed<'_>]) -> Gating {
        let mut gating = Gating::default();
        let (mut sure_exclusion, mut open_exclusion) = (false, false);
        for (gate, prepared) in self.model.gates.iter().zip(&self.gates) {
            let fact = weighed
                .get(prepared.criterion)
                .map_or(Datum::Missing, |weighed| weighed.cell.fact);
            let open = matches!(fact, Datum::Missing | Datum::Unknown);
            let fails = gate.fails(fact);
            let flags = fact.value().is_none() && gate.when_absent == WhenAbsent::Flag;
            let effect = match &gate.outcome {
                GateOutcome::Exclude if fails => Some(GateEffect::Excluded),
                GateOutcome::Cap(_) if fails => Some(GateEffect::Capped),
                GateOutcome::Flag if fails => Some(GateEffect::Flagged),
                _ if flags => Some(GateEffect::Flagged),
                _ if open => Some(GateEffect::PassedOpen),
                _ => None,
            };
            if gate.outcome == GateOutcome::Exclude {
                gating.excluded |= fails;
                sure_exclusion |= fails && !open;
                open_exclusion |= open;
            }
            let cap = prepared.cap_units;
            lower(&mut gating.cap_now, cap.filter(|_| fails));
            lower(&mut gating.cap_certain, cap.filter(|_| fails && !open));
            lower(&mut gating.cap_possible, cap.filter(|_| fails || open));
            gating.results.extend(effect.map(|effect| GateResult {
                gate_id: gate.id.clone(),
                criterion_id: gate.criterion_id.clone(),
                fact,
                passes: gate.passes,
                effect,
                cap: cap.filter(|_| effect == GateEffect::Capped).map(grid::points),
                reason: gate.reason.clone(),
            }));
        }
        gating.exclusion_open = open_exclusion && !sure_exclusion;
        gating
    }
}

fn cell(
    prepared: &Prepared,
    criterion: &Criterion,
    fact: Datum<f64>,
    place: impl Fn() -> Place,
) -> Result<Cell, ScoreError> {
    let raw = match (fact, prepared.rule(fact.state())) {
        (Datum::Value(raw), _) => raw,
        (_, Some(rule)) if rule.policy != AbsencePolicy::Refuse => {
            let policy = Some(rule.policy);
            return Ok(Cell {
                fact,
                value: rule.value,
                clipped: false,
                policy,
            });
        }
        _ => return Err(refused(criterion, fact.state(), place())),
    };
    let clipped = prepared.check(criterion, raw, place)?;
    Ok(Cell {
        fact: Datum::Value(raw + 0.0),
        value: Some(prepared.curve.value_at(raw)),
        clipped,
        policy: None,
    })
}

fn explained(weighed: &Weighed<'_>) -> Contribution {
    let cell = weighed.cell;
    let sentence = cell
        .fact
        .value()
        .and_then(|&raw| rubric_sentence(weighed.criterion, raw));
    Contribution {
        criterion_id: weighed.criterion.id.clone(),
        fact: cell.fact,
        sentence: sentence.map(str::to_owned),
        value: cell.value,
        share: weighed.spread.share,
        points_at_best: grid::points(weighed.spread.units),
        points: grid::points(weighed.units),
        clipped: cell.clipped,
        policy: cell.policy,
    }
}

/// Returns the units that rescaling gave: the sum now, less the sum with the left-out criteria at their worst.
fn rescaling_units(weighed: &[Weighed<'_>]) -> f64 {
    let gains = weighed.iter().map(|weighed| {
        let without = weighed
            .cell
            .value
            .map_or(0.0, |value| contribution(weighed.full.units, value));
        weighed.units - without
    });
    gains.sum::<f64>() + 0.0
}

fn is_open(cell: &Cell) -> bool {
    matches!(cell.fact, Datum::Missing | Datum::Unknown)
}

fn capped(units: f64, cap: Option<f64>) -> f64 {
    cap.map_or(units, |cap| units.min(cap))
}

fn lower(lowest: &mut Option<f64>, cap: Option<f64>) {
    if let Some(cap) = cap {
        *lowest = Some(capped(cap, *lowest));
    }
}
