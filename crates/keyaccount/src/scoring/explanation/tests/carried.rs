//! What sentences say of values of earlier days and of too little data; every number by hand.

use serde_json::{Value, json};

use super::super::{AccountChange, ModelChangeKind, ScoreSide, compare, explain};
use crate::quantity::Date;
use crate::scoring::tests::{accounts, compiled};
use crate::scoring::{CompiledModel, DataState, Explanation};

/// Growth carries 180 days, fit 400; at least three quarters of the weight must be known.
fn example() -> Value {
    let criterion = |id: &str, name: &str, weight: u32, days: Option<u32>| {
        let mut value = json!({"id": id, "name": name, "meaning": "Something", "unit": "points", "weight": weight,
            "direction": "more_is_better", "anchors": {"worst": 0, "best": 10}, "when_absent": "worst"});
        if let Some(days) = days {
            value["carry_forward_at_most_days"] = json!(days);
        }
        value
    };
    json!({"schema": "keyaccount/score-model/1", "id": "example", "version": 1, "name": "Example", "weights": "points",
        "scale": {"min": 0, "max": 10}, "least_known_share": 0.75,
        "criteria": [criterion("growth", "Growth", 6, Some(180)), criterion("fit", "Fit", 3, Some(400)),
                     criterion("effort", "Effort", 1, None)]})
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn rows() -> Value {
    json!([{"id": "A", "name": "Alder Example GmbH", "facts": {"effort": 5}, "earlier": [
                {"criterion_id": "growth", "value": 5, "known_on": "2026-03-31"},
                {"criterion_id": "growth", "value": 1, "known_on": "2025-03-31"},
                {"criterion_id": "fit", "value": 8, "known_on": "2025-12-31"}]},
           {"id": "B", "name": "Birch Example Ltd", "facts": {"growth": 10, "effort": {"state": "unknown"}}}])
}

fn explained(id: &str, other: Option<&str>) -> Explanation {
    let model = compiled(example());
    let scores = model
        .score_as_of(&accounts(rows()), Some(day("2026-06-30")))
        .unwrap();
    let other = other.map(|other| other.try_into().unwrap());
    explain(&model, &scores, &id.try_into().unwrap(), other.as_ref()).unwrap()
}

/// A: 6 x 0.5 + 3 x 0.8 + 1 x 0.5 = 5.9, all of it known. B: 6, of which 60 % is known.
#[test]
fn an_explanation_says_since_when_and_how_much() {
    let carried = explained("A", None);
    assert_eq!(carried.score.map(|score| (score * 1e9).round() / 1e9), Some(5.9));
    assert_eq!(
        carried.sentences[1..],
        [
            "Most points come from Growth (3.00 of 6.00), Fit (2.40 of 3.00) and Effort (0.50 of 1.00).",
            "It gives away most points here: 3.00 in Growth, at 5 points; 0.60 in Fit, at 8 points; 0.50 in Effort, at 5 points.",
            "Carried forward: Fit as known on 2025-12-31 and Growth as known on 2026-03-31.",
        ]
    );
    let days: Vec<_> = carried.parts.iter().map(|part| part.known_on).collect();
    assert_eq!(days, [Some(day("2026-03-31")), Some(day("2025-12-31")), None]);
    assert_eq!(carried.data_state, Some(DataState::Enough));

    let little = explained("B", None);
    assert_eq!(little.rank, Some(1), "it keeps its place");
    assert_eq!(little.data_state, Some(DataState::NotEnough));
    assert!((little.known_share.unwrap() - 0.6).abs() < 1e-12);
    assert_eq!(little.least_known_share, Some(0.75));
    let sentence = "Not enough data: 60 % of the weight is known, and the model asks for 75 %.";
    assert!(
        little.sentences.iter().any(|said| said == sentence),
        "{:?}",
        little.sentences
    );
}

#[test]
fn a_pair_says_whose_values_are_old() {
    let pair = explained("B", Some("A")).pair.unwrap();
    assert_eq!(
        pair.sentences.last().unwrap(),
        "Carried forward for Alder Example GmbH: Fit as known on 2025-12-31 and Growth as known on 2026-03-31."
    );
    let growth = pair
        .parts
        .iter()
        .find(|part| part.criterion_id.as_str() == "growth")
        .unwrap();
    assert_eq!(
        (growth.known_on, growth.other_known_on),
        (None, Some(day("2026-03-31")))
    );
}

fn changed(model: &CompiledModel, then: &str, now: &str) -> AccountChange {
    let rows = accounts(json!([rows()[0]]));
    let earlier = model.score_as_of(&rows, Some(day(then))).unwrap();
    let later = model.score_as_of(&rows, Some(day(now))).unwrap();
    let side = |scores, as_of| ScoreSide {
        model,
        scores,
        as_of: Some(day(as_of)),
    };
    compare(side(&earlier, then), side(&later, now))
        .accounts
        .remove(0)
}

/// From 28 September 2026 growth is more than 180 days old: 3 points and 60 % of the weight go.
#[test]
fn a_comparison_says_when_a_value_became_too_old() {
    let model = compiled(example());
    let fresh = changed(&model, "2026-06-30", "2026-09-27");
    assert_eq!(
        fresh.sentences,
        [
            "Alder Example GmbH stayed at 5.90 points.",
            "Carried forward now: Fit as known on 2025-12-31 and Growth as known on 2026-03-31.",
        ]
    );
    let old = changed(&model, "2026-06-30", "2026-09-28");
    assert_eq!(
        old.sentences,
        [
            "Alder Example GmbH fell from 5.90 to 2.90 points (-3.00).",
            "That is -3.00 from changed facts.",
            "Growth now not known, before at 5 points (-3.00).",
            "Carried forward now: Fit as known on 2025-12-31.",
            "There is not enough data now.",
        ]
    );
    assert_eq!(old.before.unwrap().carried.len(), 2);
    let back = changed(&model, "2026-09-28", "2026-09-27");
    assert_eq!(back.sentences.last().unwrap(), "There is enough data now.");
}

#[test]
fn another_share_and_another_age_are_changes_of_the_model() {
    let mut other = example();
    other["least_known_share"] = json!(0.5);
    other["criteria"][0]["carry_forward_at_most_days"] = json!(30);
    let (before, after) = (compiled(example()), compiled(other));
    let scores = before.score(&[]).unwrap();
    let side = |model| ScoreSide {
        model,
        scores: &scores,
        as_of: None,
    };
    let changes = compare(side(&before), side(&after)).model_changes;
    let kinds: Vec<_> = changes.iter().map(|change| change.kind).collect();
    assert_eq!(
        kinds,
        [
            ModelChangeKind::LeastKnownShareChanged,
            ModelChangeKind::CriterionChanged
        ]
    );
}
