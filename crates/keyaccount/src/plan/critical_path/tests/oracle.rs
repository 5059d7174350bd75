//! The same days by relaxing every link until nothing changes, on starts and finishes as points of their own.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::quantity::add_days;

const AS_OF: &str = "2026-03-01";

/// An action of a generated network.
#[derive(Debug, Clone)]
pub(super) struct Made {
    pub(super) state: usize,
    pub(super) duration: i64,
    percent: i64,
    back: i64,
    pub(super) links: Vec<(usize, usize, i64)>,
    pub(super) serves: Vec<usize>,
}

impl Made {
    fn left(&self) -> i64 {
        match self.state {
            0 | 3 => self.duration,
            1 => (1..=self.duration + 1)
                .find(|left| left * 100 >= self.duration * (100 - self.percent))
                .filter(|_| self.duration > 0 && self.percent < 100)
                .unwrap_or(0),
            _ => 0,
        }
    }
}

/// Networks without circles: an action waits for earlier ones only. States: planned, in progress, done, blocked.
pub(super) fn networks(states: usize, kinds: usize) -> impl Strategy<Value = (Vec<Made>, Vec<Option<i64>>)> {
    let made = move |place: usize| {
        let links = prop::collection::vec((0..place.max(1), 0..kinds, -3_i64..6), 0..=place.min(3));
        let work = (0..states, 0_i64..12, 0_i64..=100, 1_i64..20);
        (work, links, prop::collection::vec(0..3_usize, 0..3)).prop_map(move |(work, links, serves)| Made {
            state: work.0,
            duration: work.1,
            percent: work.2,
            back: work.3,
            links: if place == 0 { Vec::new() } else { links },
            serves,
        })
    };
    let actions = (1_usize..9).prop_flat_map(move |count| (0..count).map(made).collect::<Vec<_>>());
    (actions, prop::collection::vec(prop::option::of(-10_i64..60), 3))
}

pub(super) fn document(actions: &[Made], deadlines: &[Option<i64>]) -> Value {
    let day = |number: i64| add_days(date(AS_OF), number).unwrap().to_string();
    let kinds = ["FS", "SS", "FF", "SF"];
    let states = ["planned", "in_progress", "done", "blocked"];
    let actions: Vec<Value> = actions
        .iter()
        .enumerate()
        .map(|(place, made)| {
            let links: Vec<Value> = made
                .links
                .iter()
                .map(|&(other, kind, lag)| json!({"id": format!("A{other}"), "type": kinds[kind], "lag_days": lag}))
                .collect();
            let serves: Vec<String> = made.serves.iter().map(|goal| format!("objective:O{goal}")).collect();
            let mut action = json!({
                "id": format!("A{place}"), "duration_days": made.duration, "depends_on": links, "serves": serves,
                "status": states[made.state], "percent": made.percent,
            });
            if made.state == 1 || made.state == 2 {
                action["start_on"] = day(-made.back - 5).into();
            }
            if made.state == 2 {
                action["done_on"] = day(-made.back).into();
            }
            action
        })
        .collect();
    let objectives: Vec<Value> = deadlines
        .iter()
        .enumerate()
        .map(|(goal, deadline)| {
            let mut objective = json!({"id": format!("O{goal}"), "status": "active"});
            if let Some(deadline) = deadline {
                objective["due_on"] = day(deadline - 1).into();
            }
            objective
        })
        .collect();
    json!({"actions": actions, "objectives": objectives})
}

pub(super) fn scheduled(actions: &[Made], deadlines: &[Option<i64>]) -> CriticalPath {
    schedule(&document(actions, deadlines).to_string(), AS_OF)
}

/// The points of an action: when it began, when what is left of it begins, when it ends.
type Points = (i64, i64, i64);

/// Pushes points later until every link holds (Bellman and Ford).
fn early(actions: &[Made]) -> Vec<Points> {
    let first = |made: &Made| match made.state {
        2 => (-made.back - 5, -made.back + 1, -made.back + 1),
        1 => (-made.back - 5, 0, made.left()),
        _ => (0, 0, made.left()),
    };
    let mut points: Vec<Points> = actions.iter().map(first).collect();
    loop {
        let before = points.clone();
        for (place, made) in actions
            .iter()
            .enumerate()
            .rev()
            .filter(|(_, made)| made.state != 2)
        {
            for &(other, kind, lag) in &made.links {
                let from = if kind == 0 || kind == 2 {
                    points[other].2
                } else {
                    points[other].0
                };
                if kind < 2 {
                    points[place].1 = points[place].1.max(from + lag);
                } else {
                    points[place].2 = points[place].2.max(from + lag);
                }
            }
            points[place].1 = points[place].1.max(points[place].2 - made.left());
            points[place].2 = points[place].1 + made.left();
            if made.state != 1 {
                points[place].0 = points[place].1;
            }
        }
        if points == before {
            return points;
        }
    }
}

/// Pulls latest finishes earlier until every link and every limit holds; nothing where nothing limits.
fn late(actions: &[Made], limits: &BTreeMap<usize, i64>) -> Vec<Option<i64>> {
    let earlier = |left: Option<i64>, right: i64| Some(left.map_or(right, |left| left.min(right)));
    let mut finishes: Vec<Option<i64>> = (0..actions.len())
        .map(|place| limits.get(&place).copied())
        .collect();
    loop {
        let before = finishes.clone();
        for (place, made) in actions.iter().enumerate().filter(|(_, made)| made.state != 2) {
            let Some(finish) = finishes[place] else { continue };
            let end = |kind| if kind < 2 { finish - made.left() } else { finish };
            for &(other, kind, lag) in &made.links {
                let leaves_by_start = kind == 1 || kind == 3;
                match actions[other].state {
                    2 => {}
                    1 if leaves_by_start => {}
                    _ if leaves_by_start => {
                        finishes[other] = earlier(finishes[other], end(kind) - lag + actions[other].left());
                    }
                    _ => finishes[other] = earlier(finishes[other], end(kind) - lag),
                }
            }
        }
        if finishes == before {
            return finishes;
        }
    }
}

/// Returns the latest finish of every action: one pass for each objective, the least of all, and for actions that no
/// objective bears on a pass from the end of the last action.
fn latest(actions: &[Made], deadlines: &[Option<i64>], end: i64) -> Vec<Option<i64>> {
    let pass = |goal: usize, deadline: i64| {
        let serving = actions
            .iter()
            .enumerate()
            .filter(|(_, made)| made.state != 2 && made.serves.contains(&goal));
        late(actions, &serving.map(|(place, _)| (place, deadline)).collect())
    };
    let passes: Vec<Vec<Option<i64>>> = deadlines
        .iter()
        .enumerate()
        .filter_map(|(goal, deadline)| Some(pass(goal, (*deadline)?)))
        .collect();
    let least = |place: usize| passes.iter().filter_map(|pass| pass[place]).min();
    let open = |place: &usize| actions[*place].state != 2;
    let free = (0..actions.len())
        .filter(open)
        .filter(|&place| least(place).is_none());
    let by_end = late(actions, &free.map(|place| (place, end)).collect());
    (0..actions.len())
        .map(|place| [least(place), by_end[place]].into_iter().flatten().min())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn both_passes_are_those_of_relaxation((actions, deadlines) in networks(4, 4)) {
        let path = scheduled(&actions, &deadlines);
        prop_assert_eq!(path.actions.len(), actions.len());
        let early = early(&actions);
        let end = early.iter().map(|points| points.2).max().unwrap();
        prop_assert_eq!(path.finish_days, Some(end));
        let latest = latest(&actions, &deadlines, end);
        for (place, points) in early.iter().enumerate() {
            let found = action(&path, &format!("A{place}"));
            prop_assert_eq!((found.earliest_start_days, found.earliest_finish_days), (points.0, points.2), "A{}", place);
            prop_assert_eq!(found.latest_finish_days, latest[place].filter(|_| actions[place].state != 2), "A{}", place);
        }
        for (goal, deadline) in deadlines.iter().enumerate() {
            let found = &path.objectives[goal];
            let serving = actions.iter().zip(&early).filter(|(made, _)| made.serves.contains(&goal));
            let finish = serving.map(|(_, points)| points.2).max();
            prop_assert_eq!(found.finish_days, finish);
            prop_assert_eq!(found.float_days, deadline.zip(finish).map(|(deadline, finish)| deadline - finish));
        }
    }
}
