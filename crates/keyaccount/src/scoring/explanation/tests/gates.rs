//! What gates do to stakes and to ways up, by hand.

use serde_json::{Value, json};

use crate::scoring::tests::{accounts, compiled};
use crate::scoring::{Explanation, Obstacle, Stake, explain};

/// Two criteria of equal weight from 0 to 10 on the same scale; the band High begins at 5.
fn explained(gate: &Value, facts: &Value) -> Explanation {
    let criterion = |id: &str| {
        json!({"id": id, "name": id, "meaning": "M", "unit": "u", "weight": 1, "direction": "more_is_better",
               "anchors": {"worst": 0, "best": 10}, "when_absent": "worst"})
    };
    let model = compiled(
        json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M",
        "weights": "points", "scale": {"min": 0, "max": 10}, "criteria": [criterion("growth"), criterion("fit")],
        "gates": [gate], "bands": [{"id": "low", "name": "Low", "from": 0, "to": 5},
        {"id": "high", "name": "High", "from": 5, "to": 10}]}),
    );
    let scores = model
        .score(&accounts(json!([{"id": "A", "facts": facts}])))
        .unwrap();
    explain(&model, &scores, &"A".try_into().unwrap(), None).unwrap()
}

fn stake_of_growth(explanation: &Explanation) -> &Stake {
    let mut stakes = explanation.stakes.iter();
    stakes
        .find(|stake| stake.criterion_id.as_str() == "growth")
        .unwrap()
}

/// (1 + 6) / 2 = 3.5. Growth at 4 passes the gate and makes (4 + 6) / 2 = 5; a better fit leaves the account excluded.
#[test]
fn what_leaves_an_account_excluded_is_no_way_up() {
    let gate = json!({"id": "floor", "criterion_id": "growth", "passes": {"at_least": 2}, "outcome": "exclude",
        "when_absent": "fail", "reason": "Growth first"});
    let explanation = explained(&gate, &json!({"growth": 1, "fit": 6}));
    let ways = |id: &str| {
        let mut ways = explanation.ways_up.iter();
        let way = ways.find(|way| way.criterion_id.as_str() == id).unwrap();
        (way.at, way.obstacle)
    };
    assert_eq!(ways("growth"), (Some(4.0), None));
    assert_eq!(ways("fit"), (None, Some(Obstacle::HeldByGate)));
}

/// Above 8 the cap of 2 holds. At 9 with a fit of 9: 2 instead of (9 + 9) / 2 = 9; at 8 it would be 8.5; at 0, 4.5.
/// At 8: 8.5, at most 2 beyond.
#[test]
fn a_cap_against_the_direction_is_at_stake() {
    let gate = json!({"id": "ceiling", "criterion_id": "growth", "passes": {"at_most": 8}, "outcome": {"cap": {"score": 2}},
        "when_absent": "pass", "reason": "Too fast to last"});
    let beyond = explained(&gate, &json!({"growth": 9, "fit": 9}));
    let stake = stake_of_growth(&beyond);
    assert_eq!(
        (stake.final_score_at_worst, stake.final_score_at_best),
        (Some(4.5), Some(2.0))
    );
    assert_eq!((stake.loss, stake.gain), (0.0, 6.5));
    let below = explained(&gate, &json!({"growth": 8, "fit": 9}));
    let stake = stake_of_growth(&below);
    assert_eq!((stake.loss, stake.gain), (6.5, 0.0));
}
