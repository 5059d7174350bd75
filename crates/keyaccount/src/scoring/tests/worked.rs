//! Examples that a reader can check by hand.

use serde_json::{Value, json};

use super::super::{CompiledModel, GateEffect, ScoreModel, models};
use super::{accounts, compiled, model, of};
use crate::document;

fn ratings(weights: &[f64]) -> Value {
    let criteria: Vec<Value> = weights
        .iter()
        .zip(["a", "b", "c", "d", "e"])
        .map(|(weight, id)| {
            json!({"id": id, "name": id, "meaning": "Rated by people who know the account", "unit": "rating", "weight": weight,
                   "direction": "more_is_better", "anchors": {"worst": 1, "best": 10}, "when_absent": "exclude_and_rescale"})
        })
        .collect();
    json!({"schema": "keyaccount/score-model/1", "id": "ratings", "version": 1, "name": "Ratings", "weights": "points",
           "criteria": criteria})
}

fn rated(rows: &[(&str, &[f64])]) -> Vec<super::AccountFacts> {
    let rows: Vec<Value> = rows
        .iter()
        .map(|(id, ratings)| {
            let facts: serde_json::Map<String, Value> = ["a", "b", "c", "d", "e"]
                .iter()
                .zip(*ratings)
                .map(|(id, rating)| ((*id).to_owned(), json!(rating)))
                .collect();
            json!({"id": id, "facts": facts})
        })
        .collect();
    accounts(Value::Array(rows))
}

fn order(answer: &super::ScoreAnswer) -> Vec<&str> {
    answer
        .accounts
        .iter()
        .map(|account| account.account_id.as_str())
        .collect()
}

fn near(found: f64, expected: f64) -> bool {
    (found - expected).abs() < 1e-9
}

/// Scoring notes, section 4: under scaling by the data at hand, a fourth account that comes in last swaps the leaders
/// (min-max sum 0.650 against 0.350 before, 0.650 against 0.898 after). Under fixed anchors nobody moves.
#[test]
fn a_newcomer_that_comes_last_swaps_nobody() {
    let model = compiled(ratings(&[0.40, 0.35, 0.25]));
    let three: [(&str, &[f64]); 3] = [
        ("one", &[7.0, 4.0, 10.0]),
        ("two", &[6.0, 8.0, 9.0]),
        ("three", &[6.0, 7.0, 9.0]),
    ];
    let before = model.score(&rated(&three)).unwrap();
    // 0.40 x 7 + 0.35 x 4 + 0.25 x 10 = 6.7; 7.45; 7.1.
    assert!(near(of(&before, "one").score.unwrap(), 6.7));
    assert!(near(of(&before, "two").score.unwrap(), 7.45));
    assert!(near(of(&before, "three").score.unwrap(), 7.1));
    let mut four = three.to_vec();
    four.push(("four", &[1.0, 8.0, 3.0]));
    let after = model.score(&rated(&four)).unwrap();
    assert_eq!(order(&before), ["two", "three", "one"]);
    assert_eq!(order(&after), ["two", "three", "one", "four"]);
    assert_eq!(of(&after, "one").score, of(&before, "one").score);

    // The example of the same section that swaps the leaders of TOPSIS: 0.565 against 0.479 before, 0.613 against 0.695.
    let three: [(&str, &[f64]); 3] = [
        ("one", &[6.0, 6.0, 10.0]),
        ("two", &[10.0, 3.0, 9.0]),
        ("three", &[6.0, 3.0, 6.0]),
    ];
    let before = model.score(&rated(&three)).unwrap();
    let mut four = three.to_vec();
    four.push(("four", &[2.0, 6.0, 4.0]));
    let after = model.score(&rated(&four)).unwrap();
    assert_eq!(order(&before), ["two", "one", "three"]);
    assert_eq!(order(&after), ["two", "one", "three", "four"]);
}

/// KAM practice, S4: a client with 40 % of revenue, several decision makers and specialist needs, against one with 5 %,
/// local, one contact. Weights and anchors are ours.
#[test]
fn the_two_clients_of_the_beginners_guide() {
    let criterion = |id: &str, unit: &str, worst: f64, best: f64, weight: f64| {
        let direction = if worst < best {
            "more_is_better"
        } else {
            "less_is_better"
        };
        json!({"id": id, "name": id, "meaning": "See KAM practice, S4", "unit": unit, "weight": weight, "direction": direction,
               "anchors": {"worst": worst, "best": best}, "outside": "clip", "when_absent": "refuse"})
    };
    let model = compiled(
        json!({"schema": "keyaccount/score-model/1", "id": "s4", "version": 1, "name": "Two clients",
        "weights": "shares", "criteria": [
            criterion("revenue_share", "percent of revenue", 0.0, 40.0, 0.5),
            criterion("decision_makers", "people", 1.0, 5.0, 0.25),
            criterion("meetings_per_year", "meetings", 52.0, 4.0, 0.25)]}),
    );
    let answer = model
        .score(&accounts(json!([
            {"id": "global", "facts": {"revenue_share": 40, "decision_makers": 5, "meetings_per_year": 52}},
            {"id": "local", "facts": {"revenue_share": 5, "decision_makers": 1, "meetings_per_year": 4}}])))
        .unwrap();
    // 1 + 9 (0.5 x 1 + 0.25 x 1 + 0.25 x 0) = 7.75; 1 + 9 (0.5 x 0.125 + 0 + 0.25 x 1) = 3.8125.
    assert_eq!(of(&answer, "global").score, Some(7.75));
    assert_eq!(of(&answer, "local").score, Some(3.8125));
    let effort = &of(&answer, "local").contributions[2];
    assert_eq!(
        (effort.value, effort.points, effort.share),
        (Some(1.0), 2.25, 0.25)
    );
}

/// The four treatments of one missing cell, by hand: points 1, 1, 2; ratings 10, 1, missing.
#[test]
fn a_missing_cell_under_each_policy() {
    let score = |policy: Value| {
        let mut value = ratings(&[1.0, 1.0, 2.0]);
        value["criteria"][2]["when_absent"] = policy;
        compiled(value)
            .score(&rated(&[("x", &[10.0, 1.0])]))
            .unwrap()
            .accounts
            .remove(0)
    };
    let excluded = score(json!("exclude_and_rescale"));
    assert_eq!(excluded.score, Some(5.5)); // the mean of 10 and 1
    assert_eq!(excluded.rescaling_points, 2.25); // 5.5 against 1 + 9 x 1/4 = 3.25
    assert_eq!(score(json!("worst")).score, Some(3.25));
    assert_eq!(score(json!("neutral")).score, Some(5.5)); // 1 + 9 (1/4 + 0 + 1/2 x 0.5)
    assert_eq!(score(json!({"value": 7})).score, Some(6.25)); // 1 + 9 (1/4 + 0 + 1/2 x 2/3)
    for policy in [
        json!("exclude_and_rescale"),
        json!("worst"),
        json!("neutral"),
        json!({"value": 7}),
    ] {
        let account = score(policy);
        let interval = account.interval.unwrap();
        assert_eq!((interval.low, interval.high), (3.25, 7.75));
        assert_eq!(
            (account.coverage.known_share, account.coverage.open_share),
            (0.5, 0.5)
        );
        assert_eq!(account.contributions[2].fact.value(), None);
        assert!(account.contributions[2].policy.is_some());
    }
}

/// A fact that does not apply is settled: it narrows nothing and widens nothing.
#[test]
fn what_does_not_apply_leaves_the_interval_closed() {
    let model = compiled(ratings(&[1.0, 1.0, 2.0]));
    let answer = model
        .score(&accounts(
            json!([{"id": "x", "facts": {"a": 10, "b": 1, "c": {"state": "not_applicable"}}}]),
        ))
        .unwrap();
    let account = &answer.accounts[0];
    assert_eq!(
        (
            account.score,
            account.interval.map(|interval| (interval.low, interval.high))
        ),
        (Some(5.5), Some((5.5, 5.5)))
    );
    assert_eq!(
        (
            account.coverage.known_share,
            account.coverage.not_applicable_share
        ),
        (0.5, 0.5)
    );
}

/// Groups with weights: the mean of the groups, each the mean of what is known in it.
#[test]
fn two_levels_rescale_inside_the_group_first() {
    let mut value = ratings(&[1.0, 3.0, 1.0]);
    value["groups"] = json!([{"id": "g", "name": "G", "weight": 1}, {"id": "h", "name": "H", "weight": 1}]);
    for (index, group) in ["g", "g", "h"].into_iter().enumerate() {
        value["criteria"][index]["group_id"] = json!(group);
    }
    let model = compiled(value);
    let answer = model
        .score(&accounts(json!([
        {"id": "all", "facts": {"a": 10, "b": 2, "c": 8}},
        {"id": "half", "facts": {"a": 10, "c": 8}},
        {"id": "one-group", "facts": {"c": 8}},
        {"id": "nothing", "facts": {}}])))
        .unwrap();
    assert!(near(of(&answer, "all").score.unwrap(), 6.0)); // ((10 + 3 x 2) / 4 + 8) / 2
    assert!(near(of(&answer, "half").score.unwrap(), 9.0)); // (10 + 8) / 2
    assert!(near(of(&answer, "one-group").score.unwrap(), 8.0));
    let all = of(&answer, "all");
    assert!(near(all.groups[0].score.unwrap(), 4.0) && near(all.groups[1].score.unwrap(), 8.0));
    assert_eq!(of(&answer, "one-group").groups[0].score, None);
    let nothing = of(&answer, "nothing");
    assert_eq!(
        (nothing.score, nothing.rank, nothing.band.clone()),
        (None, None, None)
    );
    assert_eq!(
        nothing.interval.map(|interval| (interval.low, interval.high)),
        Some((1.0, 10.0))
    );
    assert_eq!(order(&answer), ["half", "one-group", "all", "nothing"]);
}

#[test]
fn nobody_one_and_all_equal_are_defined() {
    let model = compiled(ratings(&[1.0]));
    let nobody = model.score(&[]).unwrap();
    assert!(nobody.accounts.is_empty() && nobody.ties.is_empty());
    let one = model.score(&rated(&[("only", &[4.0])])).unwrap();
    assert_eq!(
        (one.accounts[0].score, one.accounts[0].rank),
        (Some(4.0), Some(1))
    );
    let equal = model
        .score(&rated(&[
            ("c", &[4.0]),
            ("a", &[4.0]),
            ("b", &[4.0]),
            ("d", &[3.0]),
        ]))
        .unwrap();
    assert_eq!(order(&equal), ["a", "b", "c", "d"]);
    assert_eq!(
        equal
            .accounts
            .iter()
            .map(|account| account.rank.unwrap())
            .collect::<Vec<_>>(),
        [1, 1, 1, 4]
    );
    assert_eq!(equal.ties.len(), 1);
    assert_eq!(
        (
            equal.ties[0].rank,
            equal.ties[0].account_ids.len(),
            equal.ties[0].spread
        ),
        (1, 3, 0.0)
    );
}

/// 5.0, 4.6, 4.2 with a tolerance of 0.5: the last is 0.4 from its neighbour and 0.8 from the leader, so it is not tied.
#[test]
fn a_tolerance_is_measured_from_the_leader() {
    let mut value = ratings(&[1.0]);
    value["tie_tolerance"] = json!(0.5);
    let answer = compiled(value)
        .score(&rated(&[("x", &[5.0]), ("a", &[4.6]), ("b", &[4.2])]))
        .unwrap();
    assert_eq!(order(&answer), ["a", "x", "b"], "by rank, then by id");
    assert_eq!(
        answer
            .accounts
            .iter()
            .map(|account| account.rank.unwrap())
            .collect::<Vec<_>>(),
        [1, 1, 3]
    );
    assert!(near(answer.ties[0].spread, 0.4));
}

/// Weights 15, 35, 20, 30 of field-map 2.1 item 1: 15 x 9 + 35 x 2 + 20 x 5 + 30 x 7 = 515 and
/// 15 x 2 + 35 x 5 + 20 x 8 + 30 x 5 = 515. The floats of the two sums differ; the tie is named all the same.
#[test]
fn a_tie_of_decimal_weights_is_a_tie() {
    let model = compiled(ratings(&[15.0, 35.0, 20.0, 30.0]));
    let answer = model
        .score(&rated(&[
            ("x", &[9.0, 2.0, 5.0, 7.0]),
            ("y", &[2.0, 5.0, 8.0, 5.0]),
        ]))
        .unwrap();
    assert_eq!(answer.ties.len(), 1);
    assert!(
        answer
            .accounts
            .iter()
            .all(|account| account.rank == Some(1) && near(account.score.unwrap(), 5.15))
    );
}

#[test]
fn bands_include_their_lower_end_and_name_the_way_up() {
    let mut value = ratings(&[1.0, 1.0, 1.0]);
    value["bands"] = json!([{"id": "low", "name": "Low", "from": 1, "to": 4}, {"id": "mid", "name": "Mid", "from": 4, "to": 7},
        {"id": "top", "name": "Top", "from": 7, "to": 10}]);
    let answer = compiled(value)
        .score(&rated(&[
            ("seven", &[6.0, 7.0, 8.0]),
            ("below", &[6.0, 7.0, 7.0]),
            ("max", &[10.0; 3]),
            ("min", &[1.0; 3]),
        ]))
        .unwrap();
    let band = |id: &str| of(&answer, id).band.clone().unwrap();
    assert_eq!(
        band("seven").band_id.as_str(),
        "top",
        "6 + 7 + 8 is 21, which is 7 whatever the floats say"
    );
    assert_eq!((band("max").band_id.as_str(), band("max").next), ("top", None));
    let next = band("below").next.unwrap();
    assert_eq!(
        (band("below").band_id.as_str(), next.band_id.as_str()),
        ("mid", "top")
    );
    assert!(near(next.points_away, 1.0 / 3.0));
    assert_eq!(band("min").band_id.as_str(), "low");
}

#[test]
fn gates_keep_the_score_and_say_what_they_did() {
    let mut value = ratings(&[1.0, 1.0]);
    value["bands"] = json!([{"id": "low", "name": "Low", "from": 1, "to": 6}, {"id": "top", "name": "Top", "from": 6, "to": 10}]);
    value["gates"] = json!([
        {"id": "floor", "criterion_id": "a", "passes": {"at_least": 3}, "outcome": "exclude", "when_absent": "pass",
         "reason": "No business without growth."},
        {"id": "cap", "criterion_id": "b", "passes": {"at_least": 5}, "outcome": {"cap": {"band": "low"}}, "when_absent": "fail",
         "reason": "Poor harmony never makes a key account."}]);
    let answer = compiled(value)
        .score(&accounts(json!([
            {"id": "vetoed", "facts": {"a": 2, "b": 10}}, {"id": "capped", "facts": {"a": 10, "b": 4}},
            {"id": "border", "facts": {"a": 3, "b": 5}}, {"id": "open", "facts": {"b": 10}}, {"id": "late", "facts": {"a": 10}}])))
        .unwrap();
    let vetoed = of(&answer, "vetoed");
    assert_eq!(
        (vetoed.score, vetoed.rank, vetoed.excluded, vetoed.exclusion_open),
        (Some(6.0), None, true, false)
    );
    assert_eq!(
        (vetoed.gates[0].effect, vetoed.gates[0].reason.as_str()),
        (GateEffect::Excluded, "No business without growth.")
    );
    let capped = of(&answer, "capped");
    assert_eq!(capped.score, Some(7.0));
    assert!(capped.final_score.unwrap() < 6.0 && near(capped.final_score.unwrap(), 6.0));
    assert_eq!(capped.band.as_ref().unwrap().band_id.as_str(), "low");
    assert_eq!(capped.gates[0].cap, capped.final_score);
    assert!(of(&answer, "border").gates.is_empty(), "the bound itself passes");
    let open = of(&answer, "open");
    assert_eq!(
        (open.excluded, open.exclusion_open, open.gates[0].effect),
        (false, true, GateEffect::PassedOpen)
    );
    let late = of(&answer, "late");
    assert_eq!(
        (late.score, late.gates[0].effect),
        (Some(10.0), GateEffect::Capped)
    );
    assert_eq!(
        late.interval.unwrap().high,
        10.0,
        "a rating found later could lift the cap"
    );
    assert_eq!(
        answer.accounts.last().unwrap().account_id.as_str(),
        "vetoed",
        "excluded accounts come last"
    );
}

#[test]
fn the_sentence_is_that_of_the_level_reached() {
    let mut value = ratings(&[1.0]);
    value["criteria"][0].as_object_mut().unwrap().remove("unit");
    value["criteria"][0]["rubric"] =
        json!([{"level": 3, "sentence": "three"}, {"level": 5, "sentence": "five"}]);
    let model = compiled(value);
    let sentence = |rating: f64| {
        model
            .score(&rated(&[("x", &[rating])]))
            .unwrap()
            .accounts
            .remove(0)
            .contributions
            .remove(0)
            .sentence
    };
    assert_eq!(sentence(2.9), None);
    assert_eq!(sentence(4.9).as_deref(), Some("three"));
    assert_eq!(sentence(10.0).as_deref(), Some("five"));
}

/// Field-map 2.1 item 1: growth 15, 35, 20, 30 and harmony 10, 20, 30, 20, 20 add up to 100 each.
#[test]
fn the_sheet_of_growth_and_harmony_has_its_weights() {
    let ready: ScoreModel = document::read(models::ready("growth-harmony-value").unwrap().text).unwrap();
    let weights = |group: &str| -> Vec<f64> {
        let of_group = ready
            .criteria
            .iter()
            .filter(|criterion| criterion.group_id.as_ref().unwrap().as_str() == group);
        of_group.map(|criterion| criterion.weight.get()).collect()
    };
    assert_eq!(weights("growth"), [15.0, 35.0, 20.0, 30.0]);
    assert_eq!(weights("harmony"), [10.0, 20.0, 30.0, 20.0, 20.0]);
    let answer = CompiledModel::compile(&ready).unwrap().score(&[]).unwrap();
    assert!(near(answer.weights[1].share, 0.35 / 3.0));
}

#[test]
fn ready_models_are_whole() {
    assert!(models::READY.windows(2).all(|pair| pair[0].id < pair[1].id));
    for ready in models::READY {
        let model: ScoreModel = document::read(ready.text).unwrap();
        assert_eq!((model.id.as_str(), model.name.as_str()), (ready.id, ready.title));
        let compiled = CompiledModel::compile(&model).unwrap();
        for criterion in &model.criteria {
            let levels: Vec<u8> = criterion.rubric.iter().map(|level| level.level).collect();
            assert_eq!(levels, [1, 3, 5, 7, 10], "{}", criterion.id);
            assert!(criterion.source.is_some(), "{}", criterion.id);
        }
        let written: ScoreModel = serde_json::from_str(&serde_json::to_string(&model).unwrap()).unwrap();
        assert_eq!(&written, compiled.model());
    }
    assert!(models::ready("no-such-model").is_none());
}

#[test]
fn a_model_writes_what_it_reads() {
    let text = r#"{"schema":"keyaccount/score-model/1","id":"m","version":2,"name":"M","scale":{"min":0.0,"max":100.0},"weights":"shares","criteria":[{"id":"c","name":"C","meaning":"M","unit":"EUR","direction":"target_is_best","value_function":{"target":{"ideal":3.0,"tolerance":1.0,"worst_below":0.0,"worst_above":9.0}},"outside":"clip","weight":1.0,"when_absent":{"value":2.5},"when_unknown":"refuse"}],"gates":[{"id":"g","criterion_id":"c","passes":{"at_most":8.0},"outcome":{"cap":{"score":50.0}},"when_absent":"flag","reason":"R"}]}"#;
    let value = model(serde_json::from_str(text).unwrap());
    assert_eq!(serde_json::to_string(&value).unwrap(), text);
}
