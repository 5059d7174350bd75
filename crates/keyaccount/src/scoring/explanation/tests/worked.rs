//! Examples that a reader can check by hand, with their sentences.

use serde_json::{Value, json};

use super::super::{ScoreSide, compare, explain};
use crate::fault::Fault;
use crate::scoring::tests::{accounts, compiled, of};
use crate::scoring::{
    AgreementAbsence, CompiledModel, Explanation, ModelChangeKind, Obstacle, PairOrder, PairReason, PairSide,
};

/// Growth (60 of 100 points, EUR), fit (30, rated), effort (10, hours, less is better); scale 0 to 10, key from 7 on.
fn example() -> Value {
    json!({"schema": "keyaccount/score-model/1", "id": "example", "version": 1, "name": "Example", "weights": "points",
        "scale": {"min": 0, "max": 10},
        "criteria": [
            {"id": "growth", "name": "Growth", "meaning": "Expected growth", "unit": "EUR per year", "weight": 60,
             "direction": "more_is_better", "anchors": {"worst": 0, "best": 600_000}, "outside": "clip",
             "when_absent": "exclude_and_rescale"},
            {"id": "fit", "name": "Fit", "meaning": "How well we fit", "weight": 30,
             "rubric": [{"level": 1, "sentence": "We miss the needs."}, {"level": 5, "sentence": "We meet the main needs."},
                        {"level": 9, "sentence": "Nobody fits better."}],
             "direction": "more_is_better", "anchors": {"worst": 1, "best": 10}, "when_absent": "worst"},
            {"id": "effort", "name": "Effort", "meaning": "Hours of service", "unit": "hours per month", "weight": 10,
             "direction": "less_is_better", "anchors": {"worst": 80, "best": 0}, "when_absent": "neutral"}],
        "bands": [{"id": "rest", "name": "Standard", "from": 0, "to": 7}, {"id": "key", "name": "Key account", "from": 7, "to": 10}]})
}

fn with_gate(outcome: &Value) -> CompiledModel {
    let mut model = example();
    model["gates"] = json!([{"id": "floor", "criterion_id": "fit", "passes": {"at_least": 4}, "outcome": outcome,
        "when_absent": "pass", "reason": "Below 4 nobody buys twice"}]);
    compiled(model)
}

fn rows() -> Value {
    json!([{"id": "A", "name": "Alder Example GmbH", "facts": {"growth": 360_000, "fit": 7, "effort": 40}},
           {"id": "B", "name": "Birch Example Ltd", "facts": {"growth": 480_000, "fit": 1, "effort": 60}},
           {"id": "C", "facts": {"fit": 10, "effort": {"state": "unknown"}}}])
}

fn explained(model: &CompiledModel, rows: Value, id: &str, other: Option<&str>) -> Explanation {
    let scores = model.score(&accounts(rows)).unwrap();
    let other = other.map(|other| other.try_into().unwrap());
    explain(model, &scores, &id.try_into().unwrap(), other.as_ref()).unwrap()
}

/// A: 6 x 0.6 + 3 x 6/9 + 1 x 0.5 = 3.6 + 2 + 0.5 = 6.1. Key needs 7, 0.9 more.
#[test]
fn an_account_taken_apart_by_hand() {
    let account = explained(&compiled(example()), rows(), "A", None);
    assert_eq!((account.rank, account.ranked_count), (Some(2), 3));
    let parts: Vec<_> = account
        .parts
        .iter()
        .map(|part| {
            (
                part.criterion_id.as_str(),
                (part.points * 1e9).round() / 1e9,
                (part.given_away_points * 1e9).round() / 1e9,
            )
        })
        .collect();
    assert_eq!(
        parts,
        [("growth", 3.6, 2.4), ("fit", 2.0, 1.0), ("effort", 0.5, 0.5)]
    );

    // Growth: 0.9 / 6 x 600,000 = 90,000 more. Fit: 0.9 / 3 x 9 = 2.7 levels, so 10. Effort gives 0.5 at most.
    let ways: Vec<_> = account
        .ways_up
        .iter()
        .map(|way| (way.criterion_id.as_str(), way.at, way.step, way.obstacle))
        .collect();
    assert_eq!(
        ways,
        [
            ("growth", Some(450_000.0), 1000.0, None),
            ("fit", Some(10.0), 1.0, None),
            ("effort", None, 0.1, Some(Obstacle::BestNotEnough)),
        ]
    );
    assert_eq!(
        account.sentences,
        [
            "Alder Example GmbH is number 2 of 3 with 6.10 points on a scale from 0 to 10.",
            "Most points come from Growth (3.60 of 6.00), Fit (2.00 of 3.00) and Effort (0.50 of 1.00).",
            "It gives away most points here: 2.40 in Growth, at 360,000 EUR per year; 1.00 in Fit, rated 7 (\"We meet the \
             main needs.\"); 0.50 in Effort, at 40 hours per month.",
            "It stands in Standard, 0.90 points below Key account.",
            "Each of these alone would cover that: Growth at 450,000 EUR per year or more; Fit rated 10 or better \
             (\"Nobody fits better.\").",
        ]
    );
}

/// A on a scale from 1 to 10: 1 + 5.4 x 0.6 + 2.7 x 6/9 + 0.9 x 0.5 = 1 + 3.24 + 1.8 + 0.45 = 6.49.
#[test]
fn a_scale_that_does_not_begin_at_0_says_where_everybody_starts() {
    let mut model = example();
    model["scale"] = json!({"min": 1, "max": 10});
    model["bands"] = json!([]);
    let ranked = explained(&compiled(model.clone()), rows(), "A", None);
    assert_eq!(
        ranked.sentences[..2],
        [
            "Alder Example GmbH is number 2 of 3 with 6.49 points on a scale from 1 to 10, where everybody starts at 1.",
            "Most points come from Growth (3.24 of 5.40), Fit (1.80 of 2.70) and Effort (0.45 of 0.90).",
        ]
    );
    model["gates"] = json!([{"id": "floor", "criterion_id": "fit", "passes": {"at_least": 8}, "outcome": "exclude",
        "when_absent": "pass", "reason": "Below 8 nobody buys twice"}]);
    let out = explained(&compiled(model), rows(), "A", None);
    assert_eq!(
        out.sentences[0],
        "Alder Example GmbH has 6.49 points on a scale from 1 to 10, where everybody starts at 1, but no rank."
    );
}

/// C: growth is left out, so that fit has 30 of 40 and effort 10 of 40: 7.5 x 1 + 2.5 x 0.5 = 8.75. With growth at its
/// worst 0 + 3 + 0.5 = 3.5, at its best 9.5; effort at its worst 7.5, at its best 10.
#[test]
fn open_facts_have_stakes() {
    let account = explained(&compiled(example()), rows(), "C", None);
    assert_eq!(account.score, Some(8.75));
    let stakes: Vec<_> = account
        .stakes
        .iter()
        .map(|stake| {
            (
                stake.criterion_id.as_str(),
                stake.open,
                stake.final_score_at_worst,
                stake.final_score_at_best,
            )
        })
        .collect();
    // Fit at its worst: 2.5 x 0.5.
    assert_eq!(
        stakes,
        [
            ("fit", false, Some(1.25), Some(8.75)),
            ("growth", true, Some(3.5), Some(9.5)),
            ("effort", true, Some(7.5), Some(10.0)),
        ]
    );
    // Left out, growth gives 8.75 less 3 x 1 + 1 x 0.5.
    assert_eq!(
        account.sentences,
        [
            "C is number 1 of 3 with 8.75 points on a scale from 0 to 10.",
            "Most points come from Fit (7.50 of 7.50) and Effort (1.25 of 2.50).",
            "It gives away most points here: 1.25 in Effort, looked for and not found.",
            "2 facts are still open: depending on them the account has between 3.00 and 10.00 points; most hangs on Growth.",
            "Because Growth is left out, the others count for more: that gives 5.25 points which are not earned yet.",
            "It stands in the highest band, Key account.",
        ]
    );
}

/// B: 6 x 0.8 + 0 + 1 x 0.25 = 5.05. A - B: growth -1.2, fit +2, effort +0.25: 1.05.
#[test]
fn two_accounts_side_by_side() {
    let pair = explained(&compiled(example()), rows(), "A", Some("B"))
        .pair
        .unwrap();
    assert_eq!((pair.order, pair.reason), (PairOrder::Above, PairReason::Score));
    let parts: Vec<_> = pair
        .parts
        .iter()
        .map(|part| {
            (
                part.criterion_id.as_str(),
                (part.difference * 1e9).round() / 1e9,
                part.speaks_for,
                part.decides,
            )
        })
        .collect();
    assert_eq!(
        parts,
        [
            ("fit", 2.0, PairSide::Account, true),
            ("growth", -1.2, PairSide::Other, false),
            ("effort", 0.25, PairSide::Account, false),
        ]
    );
    assert_eq!(
        pair.sentences,
        [
            "Alder Example GmbH (number 2, 6.10 points) stands above Birch Example Ltd (number 3, 5.05 points).",
            "What decides for Alder Example GmbH: Fit (+2.00: rated 7 against 1); +0.25 more in other criteria.",
            "What speaks for Birch Example Ltd: Growth (+1.20: 480,000 against 360,000 EUR per year).",
        ]
    );
    let back = explained(&compiled(example()), rows(), "B", Some("A"))
        .pair
        .unwrap();
    assert_eq!(
        back.sentences[0],
        "Birch Example Ltd (number 3, 5.05 points) does not stand above Alder Example GmbH (number 2, 6.10 points), but below."
    );
}

/// With more growth B has 6 + 0.25 = 6.25 points, more than the 6.1 of A, and a gate on fit.
#[test]
fn a_gate_decides_and_says_so() {
    let mut rows = rows();
    rows[1]["facts"]["growth"] = json!(600_000);
    let capped = with_gate(&json!({"cap": {"score": 4}}));
    let b = explained(&capped, rows.clone(), "B", Some("A"));
    let pair = b.pair.as_ref().unwrap();
    assert_eq!((pair.order, pair.reason), (PairOrder::Below, PairReason::Cap));
    assert!(pair.parts.iter().all(|part| !part.decides));
    assert_eq!(
        pair.sentences[1..],
        [
            "The order comes from a gate, not from the scores.",
            "A gate holds Birch Example Ltd at 4.00 points, 6.25 without it: Below 4 nobody buys twice.",
            "What speaks for Alder Example GmbH: Fit (+2.00: rated 7 against 1) and Effort (+0.25: 40 against 60 hours per \
             month).",
            "What speaks for Birch Example Ltd: Growth (+2.40: 600,000 against 360,000 EUR per year).",
        ]
    );
    // Fit opens the gate at 4, where it gives 1 point: 7.25 and Key account. Nothing else can.
    let ways: Vec<_> = b
        .ways_up
        .iter()
        .map(|way| (way.criterion_id.as_str(), way.at, way.obstacle))
        .collect();
    assert_eq!(
        ways,
        [
            ("fit", Some(4.0), None),
            ("effort", None, Some(Obstacle::HeldByGate)),
            ("growth", None, Some(Obstacle::HeldByGate)),
        ]
    );
    let out = explained(&with_gate(&json!("exclude")), rows.clone(), "B", Some("A"));
    assert_eq!(
        out.sentences[0],
        "Birch Example Ltd has 6.25 points on a scale from 0 to 10, but no rank."
    );
    assert_eq!(
        out.sentences[3],
        "A gate keeps it out of the ranking: Below 4 nobody buys twice."
    );
    let pair = out.pair.unwrap();
    assert_eq!(
        (pair.order, pair.reason),
        (PairOrder::Below, PairReason::Exclusion)
    );
    // C has no fact that the gate could judge at its worst.
    let mut open = rows;
    open[0]["facts"].as_object_mut().unwrap().remove("fit");
    let a = explained(&with_gate(&json!("exclude")), open, "A", None);
    let fit = a
        .stakes
        .iter()
        .find(|stake| stake.criterion_id.as_str() == "fit")
        .unwrap();
    assert_eq!((fit.excluded_at_worst, fit.excluded_at_best), (true, false));
    assert!(
        a.sentences
            .contains(&"A gate lets it pass only until Fit is known: Below 4 nobody buys twice.".to_owned())
    );
}

#[test]
fn accounts_without_a_score_and_ties_are_said() {
    let mut model = example();
    for criterion in model["criteria"].as_array_mut().unwrap() {
        criterion["when_absent"] = json!("exclude_and_rescale");
    }
    let rows = json!([{"id": "A"}, {"id": "B", "facts": {"fit": 10}}, {"id": "C", "facts": {"effort": 0}}]);
    let model = compiled(model);
    let a = explained(&model, rows.clone(), "A", Some("B"));
    assert_eq!(
        a.sentences[0],
        "A has no score: nothing that counts is known about it."
    );
    assert!(a.ways_up.is_empty() && a.given_away_points.is_none());
    let pair = a.pair.unwrap();
    assert_eq!(
        (pair.order, pair.reason, pair.parts.len()),
        (PairOrder::Below, PairReason::NoScore, 0)
    );
    assert_eq!(pair.sentences[1], "Nothing that counts is known about A.");
    let b = explained(&model, rows, "B", Some("C"));
    assert_eq!(
        b.sentences[0],
        "B shares number 1 of 2 with 10.00 points on a scale from 0 to 10."
    );
    let pair = b.pair.unwrap();
    assert_eq!((pair.order, pair.reason), (PairOrder::Tied, PairReason::Score));
    assert!(pair.parts.iter().all(|part| !part.decides));
}

#[test]
fn a_wrong_account_is_named_with_the_nearest() {
    let model = compiled(example());
    let rows = json!([{"id": "globex", "name": "Globe Examples AG"}, {"id": "initech"}]);
    let scores = model.score(&accounts(rows)).unwrap();
    let error = |one: &str, two: Option<&str>| {
        let two = two.map(|two| two.try_into().unwrap());
        explain(&model, &scores, &one.try_into().unwrap(), two.as_ref()).unwrap_err()
    };
    let unknown = error("globx", None);
    assert_eq!(
        unknown.to_string(),
        "there is no account `globx` among those scored"
    );
    assert_eq!(
        (unknown.code(), unknown.path().as_str(), unknown.help().as_deref()),
        (
            "unknown_account",
            "/account_id",
            Some("`globex` is the id that was probably meant")
        )
    );
    assert_eq!(error("Globe Examples AG", None).help(), unknown.help());
    assert_eq!(error("globex", Some("umbrella")).path(), "/above_account_id");
    assert_eq!(error("globex", Some("umbrella")).help(), None);
    let same = error("globex", Some("globex"));
    assert_eq!(
        same.to_string(),
        "an account must be compared with another one (got `globex` twice)"
    );
    assert_eq!(
        (same.code(), same.path().as_str()),
        ("same_account", "/above_account_id")
    );
}

fn changed(
    before: &Value,
    rows: Value,
    after: &Value,
    rows_after: Value,
    id: &str,
) -> (crate::scoring::ScoreComparison, crate::scoring::AccountChange) {
    let (first, second) = (compiled(before.clone()), compiled(after.clone()));
    let (earlier, later) = (
        first.score(&accounts(rows)).unwrap(),
        second.score(&accounts(rows_after)).unwrap(),
    );
    let comparison = compare(
        ScoreSide {
            model: &first,
            scores: &earlier,
            as_of: Some("2025-12-31".parse().unwrap()),
        },
        ScoreSide {
            model: &second,
            scores: &later,
            as_of: Some("2026-12-31".parse().unwrap()),
        },
    );
    let account = comparison
        .accounts
        .iter()
        .find(|account| account.account_id.as_str() == id)
        .unwrap()
        .clone();
    assert!(of(&earlier, "A").score.is_some());
    (comparison, account)
}

fn near(found: f64, expected: f64) -> bool {
    (found - expected).abs() < 1e-9
}

/// A: 6.1. Fit 7 to 10: +1. Effort becomes absent, neutral is 0.5: 0. Weights 40/30/30 instead of 60/30/10:
/// 4 x 0.6 + 3 x 1 + 3 x 0.5 = 6.9, so -0.2. Best growth 480,000 instead of 600,000: 4 x 0.75 instead of 2.4: +0.6.
#[test]
fn a_change_in_all_its_parts() {
    let mut after = example();
    for (at, weight) in [40, 30, 30].into_iter().enumerate() {
        after["criteria"][at]["weight"] = json!(weight);
    }
    after["criteria"][0]["anchors"]["best"] = json!(480_000);
    let mut later = rows();
    later[0]["facts"] = json!({"growth": 360_000, "fit": 10});
    later.as_array_mut().unwrap().remove(1);
    later
        .as_array_mut()
        .unwrap()
        .push(json!({"id": "N", "facts": {"fit": 1, "growth": 0, "effort": 80}}));
    let (comparison, account) = changed(&example(), rows(), &after, later, "A");
    let change = account.change.as_ref().unwrap();
    assert!(
        near(change.facts_points, 1.0) && near(change.weights_points, -0.2),
        "{change:?}"
    );
    assert!(
        near(change.model_points, 0.6) && near(change.score_change, 1.4),
        "{change:?}"
    );
    assert_eq!(change.gates_points, 0.0);
    assert_eq!(
        account.sentences,
        [
            "Alder Example GmbH rose from 6.10 to 7.50 points (+1.40).",
            "That is +1.00 from changed facts, -0.20 from changed weights and +0.60 from the rest of the model.",
            "Fit now rated 10, before rated 7 (+1.00); Effort now not known, before at 40 hours per month (0.00).",
            "It moved from number 2 to number 1.",
            "It moved from Standard to Key account.",
        ]
    );
    let kinds: Vec<_> = comparison
        .model_changes
        .iter()
        .map(|change| (change.kind, change.id.as_deref().unwrap()))
        .collect();
    assert_eq!(
        kinds,
        [
            (ModelChangeKind::CriterionWeightChanged, "growth"),
            (ModelChangeKind::CriterionChanged, "growth"),
            (ModelChangeKind::CriterionWeightChanged, "effort"),
        ]
    );
    assert_eq!(
        comparison.sentences,
        [
            "Of 2 accounts in both scorings, 1 rose and 1 fell; 1 new, 1 gone.",
            "Other weight: Growth and Effort.",
            "Judged otherwise: Growth.",
        ]
    );
    // C has 5 x 1 + 5 x 0.5 points now and shares the first place with A.
    let ids: Vec<_> = comparison
        .accounts
        .iter()
        .map(|account| account.account_id.as_str())
        .collect();
    assert_eq!(ids, ["A", "C", "N", "B"]);
    assert_eq!(comparison.accounts[2].sentences, ["N is new, with 0.00 points."]);
    assert_eq!(
        comparison.accounts[3].sentences,
        ["Birch Example Ltd is gone; it had 5.05 points."]
    );
}

/// C: 8.75 without growth. Growth known at 300,000: 3 + 3 + 0.5 = 6.5, so -2.25.
#[test]
fn a_fact_that_became_known_is_named_so() {
    let mut later = rows();
    later[2]["facts"]["growth"] = json!(300_000);
    let (_, account) = changed(&example(), rows(), &example(), later, "C");
    assert_eq!(account.change.as_ref().unwrap().score_change, -2.25);
    assert_eq!(
        account.sentences,
        [
            "C fell from 8.75 to 6.50 points (-2.25).",
            "That is -2.25 from changed facts.",
            "Growth became known, at 300,000 EUR per year (-2.25).",
            "It moved from Key account to Standard.",
        ]
    );
}

/// A scale of 0 to 100 is ten times the points; a criterion in another unit is read by the later model alone; a new one
/// is part of the model, and so is one that goes.
#[test]
fn scale_units_and_criteria_belong_to_the_model() {
    let mut scaled = example();
    scaled["scale"] = json!({"min": 0, "max": 100});
    scaled["bands"] = json!([]);
    let (_, account) = changed(&example(), rows(), &scaled, rows(), "A");
    let change = account.change.unwrap();
    assert!(near(change.model_points, 54.9), "{change:?}");
    assert_eq!((change.facts_points, change.weights_points), (0.0, 0.0));

    let mut thousands = example();
    thousands["criteria"][0]["unit"] = json!("kEUR per year");
    thousands["criteria"][0]["anchors"]["best"] = json!(600);
    let mut later = rows();
    later[0]["facts"]["growth"] = json!(420);
    let (comparison, account) = changed(&example(), rows(), &thousands, later, "A");
    let change = account.change.unwrap();
    assert!(
        near(change.model_points, 0.6) && change.facts.is_empty(),
        "{change:?}"
    );
    assert_eq!(
        comparison.model_changes[0].kind,
        ModelChangeKind::CriterionChanged
    );

    // Without effort: 6 and 3 of 9 points of the scale of 10, so 10 x (0.6 x 6 + 6/9 x 3) / 9.
    let mut fewer = example();
    fewer["criteria"].as_array_mut().unwrap().remove(2);
    let mut later = rows();
    for row in later.as_array_mut().unwrap() {
        row["facts"].as_object_mut().unwrap().remove("effort");
    }
    let (comparison, account) = changed(&example(), rows(), &fewer, later, "A");
    let change = account.change.unwrap();
    assert!(near(change.score_change, 56.0 / 9.0 - 6.1) && change.facts.is_empty());
    assert_eq!(
        (change.weights_points, change.model_points),
        (0.0, change.score_change)
    );
    assert_eq!(comparison.sentences[1], "No longer in the model: Effort.");
}

/// B falls from 5.05 to 4 by a new gate alone.
#[test]
fn a_gate_is_a_part_of_its_own() {
    let mut gated = example();
    gated["gates"] = json!([{"id": "floor", "criterion_id": "fit", "passes": {"at_least": 4},
        "outcome": {"cap": {"score": 4}}, "when_absent": "pass", "reason": "Below 4 nobody buys twice"}]);
    let (comparison, account) = changed(&example(), rows(), &gated, rows(), "B");
    let change = account.change.unwrap();
    assert_eq!((change.score_change, change.model_points), (0.0, 0.0));
    assert!(near(change.gates_points, -1.05) && change.gates_points == change.final_score_change);
    assert_eq!(account.sentences[1], "That is -1.05 from gates.");
    assert_eq!(comparison.model_changes[0].kind, ModelChangeKind::GateAdded);
}

/// Ranks 1, 2, 3, 4 and then 2, 1, 3, 4: Spearman 1 - 6 x 2 / (4 x 15) = 0.8, Kendall (5 - 1) / 6.
#[test]
fn the_order_before_and_after_is_compared() {
    let rows = |fits: [u32; 4]| {
        let named = ["A", "B", "C", "D"].into_iter().zip(fits);
        let rows = named.map(|(id, fit)| json!({"id": id, "facts": {"fit": fit, "growth": 0, "effort": 0}}));
        Value::Array(rows.collect())
    };
    let (comparison, _) = changed(
        &example(),
        rows([9, 7, 5, 3]),
        &example(),
        rows([7, 9, 5, 3]),
        "A",
    );
    let agreement = comparison.rank_agreement;
    assert_eq!((agreement.account_count, agreement.absence), (4, None));
    assert!(
        near(agreement.spearman.unwrap(), 0.8) && near(agreement.kendall_tau_b.unwrap(), 4.0 / 6.0),
        "{agreement:?}"
    );
    let (comparison, _) = changed(
        &example(),
        rows([9, 9, 9, 9]),
        &example(),
        rows([7, 9, 5, 3]),
        "A",
    );
    assert_eq!(
        (
            comparison.rank_agreement.absence,
            comparison.rank_agreement.spearman
        ),
        (Some(AgreementAbsence::ReferenceAllTied), None)
    );
}

/// A tolerance of 1 point ties B (3.00) with A (3.67): no score moves, but a rank does, so the model says why.
#[test]
fn another_tie_tolerance_is_a_change_of_the_model() {
    let rows = || {
        json!([{"id": "A", "facts": {"fit": 9, "growth": 0, "effort": 0}},
               {"id": "B", "facts": {"fit": 7, "growth": 0, "effort": 0}}])
    };
    let mut wider = example();
    wider["tie_tolerance"] = json!(1);
    let (comparison, change) = changed(&example(), rows(), &wider, rows(), "B");
    let changes: Vec<_> = comparison
        .model_changes
        .iter()
        .map(|change| (change.kind, change.id.as_deref()))
        .collect();
    assert_eq!(changes, [(ModelChangeKind::TieToleranceChanged, None)]);
    let ranks = [&change.before, &change.after].map(|standing| standing.as_ref().unwrap().rank);
    assert_eq!(ranks, [Some(2), Some(1)]);
    assert_eq!(change.change.unwrap().final_score_change.to_bits(), 0);
}
