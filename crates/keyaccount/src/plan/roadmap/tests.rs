//! The nine steps: worked by hand, at their borders, and by law.

mod borders;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::document::read;

/// A plan in which every step is complete on 2026-09-30.
const FAULTLESS: &str = include_str!("../../lint/examples/faultless.json");

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn plan(value: &Value) -> Plan {
    let document = crate::document::Document::parse(&value.to_string()).unwrap();
    crate::plan::PlanView::read(document.root()).unwrap().plan
}

fn faultless() -> Value {
    serde_json::from_str(FAULTLESS).unwrap()
}

fn on_the_day(value: &Value) -> Roadmap {
    let settings = RoadmapSettings::default();
    roadmap(&plan(value), None, Some(day("2026-09-30")), &settings).unwrap()
}

/// Returns the measures of the nine steps, nothing for those without one.
fn measures(roadmap: &Roadmap) -> Vec<Option<f64>> {
    roadmap
        .steps
        .iter()
        .map(|step| step.measure.map(f64::from))
        .collect()
}

fn lacking(roadmap: &Roadmap, number: usize) -> Vec<(&str, LackKind)> {
    let step = &roadmap.steps[number - 1];
    step.lacking
        .iter()
        .map(|lack| (lack.path.as_str(), lack.what))
        .collect()
}

#[test]
fn a_faultless_plan_has_gone_the_whole_way() {
    let roadmap = on_the_day(&faultless());
    assert_eq!(measures(&roadmap), [Some(1.0); 9]);
    assert_eq!(roadmap.score.map(f64::from), Some(1.0));
    assert_eq!(roadmap.coverage_share.map(f64::from), Some(1.0));
    assert!(roadmap.steps.iter().all(|step| step.lacking.is_empty()));
    let names: Vec<_> = roadmap
        .steps
        .iter()
        .map(|step| (step.number, step.name))
        .collect();
    let expected: Vec<_> = (1..).zip(StepName::ALL).collect();
    assert_eq!(names, expected);
}

/// The failing example of rule KA-112: steps 3, 7 and 9 are empty, 6/9 = 0.667.
#[test]
fn three_empty_steps_leave_six_of_nine() {
    let mut plan = faultless();
    plan["audience"] = json!([]);
    plan["kickoff"] = json!({});
    plan["governance"] = json!({});
    plan["plan"].as_object_mut().unwrap().remove("next_review_on");
    let roadmap = on_the_day(&plan);
    assert_eq!(roadmap.score.map(f64::from), Some(0.666_666_667));
    let empty = [3, 7, 9].map(|number| roadmap.steps[number - 1].measure);
    assert_eq!(empty, [Some(Share::ZERO); 3]);
    assert_eq!(lacking(&roadmap, 3), [("/audience", LackKind::SegmentMissing)]);
}

/// The passing example of rule KA-112: half a step is lacking, 8.5/9 = 0.944.
#[test]
fn half_a_step_leaves_eight_and_a_half_of_nine() {
    let mut plan = faultless();
    plan["team"][0].as_object_mut().unwrap().remove("introduced_on");
    let roadmap = on_the_day(&plan);
    assert_eq!(roadmap.score.map(f64::from), Some(0.944_444_444));
    assert_eq!(
        lacking(&roadmap, 4),
        [("/team/0/introduced_on", LackKind::ManagerNotIntroduced)]
    );
}

/// Only rewards are not lacking, since none is promised: a quarter of step 6; step 8 does not apply: 0.25 / 8.
#[test]
fn an_empty_plan_has_hardly_begun() {
    let mut account = json!({"account": {"tier": "key"}});
    let roadmap = on_the_day(&account);
    let zero = Some(0.0);
    assert_eq!(
        measures(&roadmap),
        [zero, zero, zero, zero, zero, Some(0.25), zero, None, zero]
    );
    assert_eq!(roadmap.steps[7].reason, Some(StepReason::NotInExecution));
    assert_eq!(roadmap.score.map(f64::from), Some(0.031_25));
    account["account"]["orientation"] = json!("supplier");
    let supplier = on_the_day(&account);
    assert_eq!(supplier.steps[2].outcome, StepOutcome::NotApplicable);
    assert_eq!(supplier.steps[2].reason, Some(StepReason::Supplier));
    assert_eq!(supplier.score.map(f64::from), Some(0.035_714_286));
}

/// Steps 4, 8 and 9 need the day: six of nine are covered; the score lies between 6/9 and 1.
#[test]
fn without_a_day_what_depends_on_it_is_said() {
    let settings = RoadmapSettings::default();
    let roadmap = roadmap(&plan(&faultless()), None, None, &settings).unwrap();
    for (number, step) in (1..).zip(&roadmap.steps) {
        let expected = if matches!(number, 4 | 8 | 9) {
            (StepOutcome::NotMeasured, Some(StepReason::AsOfMissing))
        } else {
            (StepOutcome::Measured, None)
        };
        assert_eq!((step.outcome, step.reason), expected, "{number}");
    }
    let numbers = [
        roadmap.score,
        roadmap.coverage_share,
        roadmap.lowest_score,
        roadmap.highest_score,
    ];
    assert_eq!(
        numbers.map(|number| number.map(f64::from)),
        [Some(1.0), Some(0.666_666_667), Some(0.666_666_667), Some(1.0)]
    );
}

#[test]
fn what_the_plan_does_not_say_the_portfolio_may() {
    let mut value = faultless();
    let account: Account = read(&value["account"].to_string()).unwrap();
    value["account"] = json!({"id": "A01"});
    let (settings, as_of) = (RoadmapSettings::default(), Some(day("2026-09-30")));
    let alone = roadmap(&plan(&value), None, as_of, &settings).unwrap();
    assert_eq!(alone.steps[0].measure, Some(Share::ZERO));
    assert_eq!(alone.steps[8].reason, Some(StepReason::TierMissing));
    let together = roadmap(&plan(&value), Some(&account), as_of, &settings).unwrap();
    assert_eq!(together.score, Some(Share::ONE));
}

/// Weights 3, 0, 0, 1, 0, 0, 0, 0, 0 with measures 1 and 0.5: (3 + 0.5) / 4 = 0.875.
#[test]
fn weights_weigh() {
    let mut value = faultless();
    value["team"][0].as_object_mut().unwrap().remove("introduced_on");
    let settings: RoadmapSettings =
        serde_json::from_value(json!({"weights": [3, 0, 0, "1.0", 0, 0, 0, 0, 0]})).unwrap();
    let answer = roadmap(&plan(&value), None, Some(day("2026-09-30")), &settings).unwrap();
    assert_eq!(answer.score.map(f64::from), Some(0.875));
    let audience_only: RoadmapSettings =
        serde_json::from_value(json!({"weights": [0, 0, 1, 0, 0, 0, 0, 0, 0]})).unwrap();
    value["account"]["orientation"] = json!("supplier");
    let answer = roadmap(&plan(&value), None, Some(day("2026-09-30")), &audience_only).unwrap();
    assert_eq!((answer.score, answer.coverage_share), (None, None));
}

#[test]
fn weights_that_make_no_sense_are_refused() {
    use crate::fault::Fault;

    let refusal = |weights: Value| {
        let settings: RoadmapSettings = serde_json::from_value(json!({"weights": weights})).unwrap();
        let error = roadmap(&Plan::default(), None, None, &settings).unwrap_err();
        (error.code(), error.path(), error.to_string())
    };
    let texts = |code: &'static str, path: &str, message: &str| (code, path.to_owned(), message.to_owned());
    assert_eq!(
        refusal(json!([1, 1])),
        texts(
            "weight_count",
            "/weights",
            "weights must be 9, one for each step (got 2)"
        )
    );
    assert_eq!(
        refusal(json!([1, 1, "-0.5", 1, 1, 1, 1, 1, 2000])),
        texts(
            "weight_out_of_range",
            "/weights/2",
            "weight must be between 0 and 1000 (got -0.5)"
        )
    );
    assert_eq!(
        refusal(json!([0, 0, 0, 0, 0, 0, 0, 0, 0])),
        texts("weights_zero", "/weights", "weights must not all be 0")
    );
}

#[test]
fn a_step_is_called_as_on_the_wire() {
    for name in StepName::ALL {
        assert_eq!(serde_json::to_value(name).unwrap(), name.as_str());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The score is the weighted mean of the parts, and lies between the two ends; what is heavier pulls.
    #[test]
    fn the_score_follows_from_its_parts(
        weights in proptest::array::uniform9(0_u32..20),
        dropped in proptest::collection::vec(0_usize..12, 0..8),
        with_day in any::<bool>(),
        factor in 1_u32..40,
    ) {
        prop_assume!(weights.iter().any(|weight| *weight > 0));
        let sections = ["needs", "audience", "team", "value_adds", "rewards", "sla", "commitments", "kickoff",
            "requests", "governance", "actions", "client_objectives"];
        let mut value = faultless();
        for at in dropped {
            value.as_object_mut().unwrap().remove(sections[at]);
        }
        let as_of = with_day.then(|| day("2026-09-30"));
        let settings = |factor: u32| RoadmapSettings {
            weights: weights.iter().map(|weight| Decimal::from(weight * factor).into()).collect(),
            ..RoadmapSettings::default()
        };
        let answer = roadmap(&plan(&value), None, as_of, &settings(1)).unwrap();

        // An oracle in floats, from the answer alone.
        let (mut earned, mut measured, mut applicable) = (0.0, 0.0, 0.0);
        for (step, weight) in answer.steps.iter().zip(weights) {
            let weight = f64::from(weight);
            if step.outcome != StepOutcome::NotApplicable {
                applicable += weight;
            }
            if let Some(measure) = step.measure {
                measured += weight;
                earned += weight * measure.get();
            }
            prop_assert_eq!(step.measure == Some(Share::ONE), step.measure.is_some() && step.lacking.is_empty());
        }
        for (got, part, whole) in [
            (answer.score, earned, measured),
            (answer.coverage_share, measured, applicable),
            (answer.lowest_score, earned, applicable),
            (answer.highest_score, earned + applicable - measured, applicable),
        ] {
            prop_assert_eq!(got.is_some(), whole > 0.0);
            prop_assert!(got.is_none_or(|got| (got.get() - part / whole).abs() < 1e-9));
        }
        let heavier = roadmap(&plan(&value), None, as_of, &settings(factor)).unwrap();
        prop_assert_eq!(heavier.score, answer.score);
    }
}
