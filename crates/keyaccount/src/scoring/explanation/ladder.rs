//! The raw values at which a criterion is tried, from today's to the best.

use crate::quantity::Datum;
use crate::scoring::criterion::Prepared;
use crate::scoring::{Criterion, Direction, ValueFunction};

/// Beyond so many levels a rating moves like any other raw value: whole numbers are exact up to here.
const MOST_LEVELS: f64 = 1e9;

/// Raw values from today's to the best, in even steps.
///
/// Ratings move in whole levels. Other raw values move in a power of ten between 1/1,000 and 1/100 of the distance of the
/// ends: fine enough to act on, coarse enough to read. The first rung is today's raw value (the worst end, where
/// the fact is open), the last is the best value itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ladder {
    start: f64,
    goal: f64,
    /// The number of the last rung; the first is 0.
    last: f64,
    step: Step,
}

/// A power of ten, kept so that its multiples are the floats nearest to the decimal numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Step {
    /// The step itself, at least 1.
    Whole(f64),
    /// How many steps make 1.
    Part(f64),
}

impl Ladder {
    /// Returns the ladder of a criterion for an account with this fact.
    pub(super) fn new(criterion: &Criterion, prepared: &Prepared, fact: Datum<f64>) -> Self {
        let (low, high) = (prepared.curve.low, prepared.curve.high);
        let worst = worst(criterion, low, high);
        let start = fact.value().map_or(worst, |raw| raw.clamp(low, high));
        let goal = match &criterion.value_function {
            // Across the best stretch to its far end, so that a gate within it can open.
            ValueFunction::Target(target) if start > target.ideal + target.tolerance => {
                target.ideal - target.tolerance
            }
            ValueFunction::Target(target) => target.ideal + target.tolerance,
            _ if criterion.direction == Direction::LessIsBetter => low,
            _ => high,
        };
        let step = if criterion.rubric.is_empty() || high - low > MOST_LEVELS {
            Step::of_span(high - low)
        } else {
            Step::Whole(1.0)
        };
        let last = if goal >= start {
            step.count(goal).ceil() - step.count(start).floor()
        } else {
            step.count(start).ceil() - step.count(goal).floor()
        };
        Self {
            start,
            goal,
            last,
            step,
        }
    }

    /// Returns the distance of two rungs.
    pub(super) fn step(&self) -> f64 {
        self.step.times(1.0)
    }

    /// Returns the last rung, where the value is best; the far end of the best stretch of a target.
    pub(super) fn goal(&self) -> f64 {
        self.goal
    }

    /// Returns whether the way to the best leads upwards.
    pub(super) fn rises(&self) -> bool {
        self.goal >= self.start
    }

    /// Returns the first rung at which `holds`, which must hold at every rung after one at which it holds.
    pub(super) fn first(&self, holds: impl Fn(f64) -> bool) -> Option<f64> {
        if !holds(self.goal) {
            return None;
        }
        let (mut low, mut high) = (0.0_f64, self.last);
        while low < high {
            let middle = f64::midpoint(low, high).floor();
            if holds(self.rung(middle)) {
                high = middle;
            } else {
                low = middle + 1.0;
            }
        }
        Some(self.rung(high))
    }

    fn rung(&self, number: f64) -> f64 {
        if number <= 0.0 {
            return self.start;
        }
        if number >= self.last {
            return self.goal;
        }
        if self.rises() {
            let at = self.step.times(self.step.count(self.start).floor() + number);
            at.clamp(self.start, self.goal)
        } else {
            let at = self.step.times(self.step.count(self.start).ceil() - number);
            at.clamp(self.goal, self.start)
        }
    }
}

impl Step {
    /// Returns the step for raw values whose ends are `span` apart, which is above zero and finite.
    fn of_span(span: f64) -> Self {
        // The exponent as it is written, which no logarithm rounds; beyond 1e-300 the best value is the only rung.
        let written = format!("{span:e}");
        let exponent = written
            .split_once('e')
            .and_then(|(_, digits)| digits.parse().ok());
        let exponent = exponent.unwrap_or(0_i32).saturating_sub(2).max(-300);
        let power = |exponent: i32| format!("1e{exponent}").parse().unwrap_or(1.0);
        if exponent >= 0 {
            Self::Whole(power(exponent))
        } else {
            Self::Part(power(exponent.saturating_neg()))
        }
    }

    fn count(self, raw: f64) -> f64 {
        match self {
            Self::Whole(step) => raw / step,
            Self::Part(parts) => raw * parts,
        }
    }

    fn times(self, count: f64) -> f64 {
        // Adding zero turns a negative zero into zero.
        match self {
            Self::Whole(step) => count * step + 0.0,
            Self::Part(parts) => count / parts + 0.0,
        }
    }
}

/// Returns a raw value that counts 0.
pub(super) fn worst(criterion: &Criterion, low: f64, high: f64) -> f64 {
    if criterion.direction == Direction::LessIsBetter {
        high
    } else {
        low
    }
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::float_cmp,
        reason = "rungs are chosen to be the floats of decimal numbers"
    )]

    use serde_json::json;

    use super::Ladder;
    use crate::quantity::Datum;
    use crate::scoring::tests::compiled;

    fn ladder(mut criterion: serde_json::Value, fact: Datum<f64>) -> Ladder {
        criterion["id"] = json!("c");
        criterion["name"] = json!("C");
        criterion["meaning"] = json!("Something");
        criterion["weight"] = json!(1);
        criterion["when_absent"] = json!("worst");
        let model = compiled(
            json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M",
            "weights": "points", "criteria": [criterion]}),
        );
        Ladder::new(&model.model.criteria[0], &model.criteria[0], fact)
    }

    fn between(worst: f64, best: f64, fact: Datum<f64>) -> Ladder {
        let direction = if worst < best {
            "more_is_better"
        } else {
            "less_is_better"
        };
        ladder(
            json!({"unit": "units", "direction": direction, "anchors": {"worst": worst, "best": best}}),
            fact,
        )
    }

    #[test]
    fn rungs_are_the_decimal_numbers() {
        let up = between(0.0, 100.0, Datum::Value(41.27));
        assert_eq!((up.step(), up.start, up.goal), (1.0, 41.27, 100.0));
        assert_eq!(up.first(|_| true), Some(41.27));
        assert_eq!(up.first(|raw| raw > 41.27), Some(42.0));
        assert_eq!(up.first(|raw| raw >= 42.0), Some(42.0));
        assert_eq!(up.first(|raw| raw >= 99.5), Some(100.0));
        assert_eq!(up.first(|_| false), None);
        let down = between(600_000.0, 0.0, Datum::Value(412_345.6));
        assert_eq!(down.step(), 1000.0);
        assert_eq!(down.first(|raw| raw < 412_345.6), Some(412_000.0));
        assert_eq!(down.first(|raw| raw <= 30.0), Some(0.0));
        let beyond = between(0.0, 1.0, Datum::Value(-3.0));
        assert_eq!((beyond.step(), beyond.first(|_| true)), (0.01, Some(0.0)));
        assert_eq!(beyond.first(|raw| raw > 0.294), Some(0.3));
    }

    #[test]
    fn an_open_fact_starts_at_the_worst() {
        assert_eq!(between(90.5, -3.0, Datum::Missing).start, 90.5);
        assert_eq!(between(1.0, 10.0, Datum::Unknown).start, 1.0);
    }

    #[test]
    fn ratings_move_by_whole_levels() {
        let rating = json!({"rubric": [{"level": 1, "sentence": "Low."}], "direction": "more_is_better",
                            "anchors": {"worst": 1, "best": 10}});
        let up = ladder(rating, Datum::Value(7.5));
        assert_eq!((up.step(), up.first(|raw| raw > 7.5)), (1.0, Some(8.0)));
    }

    #[test]
    fn a_rating_without_end_moves_in_large_steps() {
        for best in [1e9, 1e15, 1e17, 1.7e308] {
            let rating = json!({"rubric": [{"level": 1, "sentence": "Low."}], "direction": "more_is_better",
                                "anchors": {"worst": 1, "best": best}});
            let up = ladder(rating, Datum::Value(1.0));
            assert_eq!(up.first(|raw| raw >= best), Some(best));
            assert!(up.first(|raw| raw > best / 2.0).unwrap() <= best * 0.52);
        }
    }

    #[test]
    fn a_target_is_reached_from_either_side() {
        let target = json!({"unit": "units", "direction": "target_is_best", "value_function":
            {"target": {"ideal": 4, "tolerance": 1, "worst_below": 0, "worst_above": 10}}});
        let from = |fact| ladder(target.clone(), fact);
        assert_eq!(from(Datum::Value(1.0)).goal(), 5.0);
        assert_eq!(from(Datum::Value(8.0)).goal(), 3.0);
        assert_eq!(from(Datum::Value(8.0)).first(|raw| raw < 7.96), Some(7.9));
        assert_eq!(from(Datum::Value(4.5)).goal(), 5.0);
        assert_eq!(from(Datum::Missing).start, 0.0);
    }

    #[test]
    fn extreme_ends_end() {
        for (worst, best) in [
            (0.0, 5e-324),
            (0.0, 1.7e308),
            (1e17, 1e17 + 16.0),
            (-1e300, 1e300),
        ] {
            for ladder in [
                between(worst, best, Datum::Missing),
                between(best, worst, Datum::Missing),
            ] {
                let goal = ladder.goal();
                let first = ladder.first(|raw| (raw - goal).abs() <= 0.0);
                assert_eq!(first, Some(goal));
                assert_eq!(ladder.first(|_| true), Some(ladder.start));
            }
        }
    }
}
