//! What hangs on each fact, and what each criterion alone could do to reach the next band.

use super::answer::{Obstacle, Stake, WayUp};
use super::ladder::{Ladder, worst};
use super::trial::{Course, Trial};
use crate::quantity::Datum;
use crate::scoring::gate::GateOutcome;
use crate::scoring::{GateRule, grid};

/// Returns what hangs on each fact, the larger of gain and loss first, then by criterion.
pub(super) fn stakes(trial: &Trial<'_>, final_units: Option<f64>) -> Vec<Stake> {
    let courses = trial.courses();
    let applicable = courses
        .iter()
        .filter(|course| course.fact != Datum::NotApplicable);
    let mut stakes: Vec<Stake> = applicable.map(|course| stake(course, final_units)).collect();
    stakes.sort_by(|one, other| {
        let largest = |stake: &Stake| stake.gain.max(stake.loss);
        largest(other)
            .total_cmp(&largest(one))
            .then_with(|| one.criterion_id.cmp(&other.criterion_id))
    });
    stakes
}

/// Returns what each criterion alone could do to reach the band that begins at `from`.
pub(super) fn ways_up(trial: &Trial<'_>, from: f64) -> Vec<WayUp> {
    let reach = Reach {
        from_units: grid::units(from),
        resolution_units: trial.model.resolution_units,
    };
    let courses = trial.courses();
    let mut ways: Vec<(f64, WayUp)> = courses
        .iter()
        .map(|course| {
            let way = way_up(course, reach);
            let needed = way.at.map_or(f64::INFINITY, |at| {
                course.prepared.curve.value_at(at) - course.value_today().unwrap_or(0.0)
            });
            (needed, way)
        })
        .collect();
    ways.sort_by(|(one_needs, one), (other_needs, other)| {
        one_needs
            .total_cmp(other_needs)
            .then_with(|| one.criterion_id.cmp(&other.criterion_id))
    });
    ways.into_iter().map(|(_, way)| way).collect()
}

/// Where a band begins, and how near counts as there.
#[derive(Debug, Clone, Copy)]
struct Reach {
    from_units: f64,
    resolution_units: f64,
}

impl Reach {
    fn holds(self, units: Option<f64>) -> bool {
        units.is_some_and(|units| self.from_units <= units + self.resolution_units)
    }
}

fn stake(course: &Course<'_>, final_units: Option<f64>) -> Stake {
    let worst = worst(
        course.criterion,
        course.prepared.curve.low,
        course.prepared.curve.high,
    );
    let best = Ladder::new(course.criterion, course.prepared, Datum::Value(worst)).goal();
    let (at_worst, at_best) = (course.final_units(worst), course.final_units(best));
    let reachable: Vec<f64> = turning_points(course, worst, best)
        .filter_map(|raw| course.final_units(raw))
        .collect();
    let most = |distance: fn(f64, f64) -> f64| match final_units {
        Some(now) => grid::points(
            reachable
                .iter()
                .fold(0.0, |most: f64, units| most.max(distance(now, *units))),
        ),
        None => 0.0,
    };
    Stake {
        criterion_id: course.criterion.id.clone(),
        fact: course.fact,
        open: matches!(course.fact, Datum::Missing | Datum::Unknown),
        final_score_at_worst: at_worst.map(grid::points),
        final_score_at_best: at_best.map(grid::points),
        loss: most(|now, units| now - units),
        gain: most(|now, units| units - now),
        excluded_at_worst: course.excludes(worst),
        excluded_at_best: course.excludes(best),
    }
}

/// Returns raw values among which the final score is lowest and highest: the ends, and both sides of each cap's bound, where
/// a gate against the direction of the criterion takes away what the value gives.
fn turning_points(course: &Course<'_>, worst: f64, best: f64) -> impl Iterator<Item = f64> {
    let (low, high) = (course.prepared.curve.low, course.prepared.curve.high);
    let bounds = course.gates.iter().map(|own| own.gate.passes.bound());
    let sides = bounds.flat_map(|bound| [bound.next_down(), bound, bound.next_up()]);
    [worst, best]
        .into_iter()
        .chain(sides.filter(move |raw| (low..=high).contains(raw)))
}

fn way_up(course: &Course<'_>, reach: Reach) -> WayUp {
    let ladder = Ladder::new(course.criterion, course.prepared, course.fact);
    let found = lifting(course, &ladder, reach);
    let at = found.ok();
    WayUp {
        criterion_id: course.criterion.id.clone(),
        fact: course.fact,
        at,
        step: ladder.step(),
        sentence: at
            .and_then(|raw| course.prepared.rubric.reached(raw))
            .map(|level| level.sentence.clone()),
        final_score: at.and_then(|raw| course.final_units(raw)).map(grid::points),
        obstacle: found.err(),
    }
}

/// Returns the first rung of the ladder that reaches the band and passes the gates on this criterion that would keep the
/// account below it or exclude it.
///
/// Towards the best, the score never falls and a gate in the same direction opens once; these two are searched. A gate
/// in the other direction closes once, and is looked at where the search ends.
fn lifting(course: &Course<'_>, ladder: &Ladder, reach: Reach) -> Result<f64, Obstacle> {
    if course.fact == Datum::NotApplicable {
        return Err(Obstacle::NotApplicable);
    }
    if course.others_exclude || course.others_cap.is_some_and(|cap| !reach.holds(Some(cap))) {
        return Err(Obstacle::HeldByGate);
    }
    let blocking = || {
        course.gates.iter().filter(|own| {
            own.gate.outcome == GateOutcome::Exclude
                || own.cap_units.is_some_and(|cap| !reach.holds(Some(cap)))
        })
    };
    let opens = |rule: GateRule| matches!(rule, GateRule::AtLeast(_)) == ladder.rises();
    let passes = |raw: f64, opening: bool| {
        blocking()
            .filter(|own| opens(own.gate.passes) == opening)
            .all(|own| !own.gate.fails(Datum::Value(raw)))
    };
    let reaches = |raw: f64| reach.holds(course.score_units(raw));
    match ladder.first(|raw| reaches(raw) && passes(raw, true)) {
        Some(raw) if passes(raw, false) => Ok(raw),
        None if !reaches(ladder.goal()) => Err(Obstacle::BestNotEnough),
        _ => Err(Obstacle::HeldByGate),
    }
}
