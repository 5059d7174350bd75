//! The texts of errors.

use serde_json::{Value, json};

use super::super::{CompiledModel, Exponential, ValueFunction};
use super::{compiled, model};
use crate::fault::Fault;

pub(super) fn good() -> Value {
    json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
        "groups": [{"id": "g", "name": "G"}],
        "criteria": [
            {"id": "growth", "name": "Growth", "meaning": "How fast it grows", "unit": "% per year", "weight": 3,
             "direction": "more_is_better", "anchors": {"worst": 0, "best": 20}, "when_absent": "refuse", "group_id": "g"},
            {"id": "harmony", "name": "Harmony", "meaning": "How well it fits", "weight": 1,
             "rubric": [{"level": 1, "sentence": "Not at all."}, {"level": 10, "sentence": "Perfectly."}],
             "direction": "more_is_better", "anchors": {"worst": 1, "best": 10}, "when_absent": "worst"}],
        "bands": [{"id": "low", "name": "Low", "from": 1, "to": 5}, {"id": "high", "name": "High", "from": 5, "to": 10}],
        "gates": [{"id": "floor", "criterion_id": "growth", "passes": {"at_least": 2}, "outcome": "exclude",
                   "when_absent": "fail", "reason": "R"}]})
}

/// A change of the good model with the error that it brings: place, new value, code, path, message.
type Row = (&'static str, Value, &'static str, &'static str, &'static str);

#[test]
#[expect(clippy::too_many_lines, reason = "one row per error")]
fn models_that_are_wrong_say_where_and_why() {
    let rows: Vec<Row> = vec![
        (
            "/criteria",
            json!([]),
            "criterion_count",
            "/criteria",
            "a model must have 1 to 1000 criteria (got 0)",
        ),
        (
            "/name",
            json!(" "),
            "model_value",
            "/name",
            "name must be a text (got a blank)",
        ),
        (
            "/version",
            json!(0),
            "model_value",
            "/version",
            "version must be at least 1 (got 0)",
        ),
        (
            "/tie_tolerance",
            json!(-1),
            "model_value",
            "/tie_tolerance",
            "tie_tolerance must be between 0 and 9, the length of the scale (got -1)",
        ),
        (
            "/scale",
            json!({"min": 0.1, "max": 10}),
            "model_value",
            "/scale/min",
            "an end of the scale must be a multiple of 2^-40, such as a whole number or a half, so that sums are exact (got 0.1)",
        ),
        (
            "/criteria/1/id",
            json!("growth"),
            "duplicate_id",
            "/criteria/1/id",
            "the id of a criterion must be unique (got `growth` twice)",
        ),
        (
            "/bands/1/id",
            json!("low"),
            "duplicate_id",
            "/bands/1/id",
            "the id of a band must be unique (got `low` twice)",
        ),
        (
            "/criteria/0/group_id",
            json!("gg"),
            "unknown_id",
            "/criteria/0/group_id",
            "the model has no group `gg`, which criterion `growth` names",
        ),
        (
            "/criteria/0/name",
            json!(""),
            "model_value",
            "/criteria/0/name",
            "name of `growth` must be a text (got a blank)",
        ),
        (
            "/criteria/0/unit",
            json!(""),
            "unit_or_rubric",
            "/criteria/0",
            "a criterion must have either a unit or a rubric (`growth` has neither)",
        ),
        (
            "/criteria/1/unit",
            json!("rating"),
            "unit_or_rubric",
            "/criteria/1",
            "a criterion must have either a unit or a rubric (`harmony` has both)",
        ),
        (
            "/criteria/1/rubric/1/level",
            json!(11),
            "model_value",
            "/criteria/1/rubric/1/level",
            "a level of `harmony` must be between 1 and 10, the anchors (got 11)",
        ),
        (
            "/criteria/1/rubric/1/level",
            json!(1),
            "model_value",
            "/criteria/1/rubric/1/level",
            "a level of `harmony` must be above the level before it (got 1)",
        ),
        (
            "/criteria/1/rubric/0/sentence",
            json!(""),
            "model_value",
            "/criteria/1/rubric/0/sentence",
            "a level of `harmony` must be a sentence (got a blank)",
        ),
        (
            "/criteria/0/anchors/best",
            json!(0),
            "model_value",
            "/criteria/0/anchors",
            "anchors of `growth` must be two different finite numbers (got worst 0, best 0)",
        ),
        (
            "/criteria/0/anchors/best",
            json!(-20),
            "model_value",
            "/criteria/0/anchors",
            "anchors of `growth` must be a best above the worst where more is better (got worst 0, best -20)",
        ),
        (
            "/criteria/0/direction",
            json!("less_is_better"),
            "model_value",
            "/criteria/0/anchors",
            "anchors of `growth` must be a best below the worst where less is better (got worst 0, best 20)",
        ),
        (
            "/criteria/0/direction",
            json!("target_is_best"),
            "model_value",
            "/criteria/0/direction",
            "direction of `growth` must be `more_is_better` or `less_is_better` unless the value function is a target (got `target_is_best`)",
        ),
        (
            "/criteria/0/anchors",
            Value::Null,
            "model_value",
            "/criteria/0/anchors",
            "anchors of `growth` must be a worst and a best raw value, unless the value function is a target (got none)",
        ),
        (
            "/criteria/0/anchors",
            json!({"worst": -1e308, "best": 1e308}),
            "model_value",
            "/criteria/0/anchors",
            "anchors of `growth` must be two different finite numbers (got worst -1e308, best 1e308)",
        ),
        (
            "/criteria/0/when_absent",
            json!({"value": 21}),
            "model_value",
            "/criteria/0/when_absent/value",
            "the value for an absent fact of `growth` must be between 0 and 20, the anchors (got 21)",
        ),
        (
            "/criteria/0/when_unknown",
            json!({"value": -1}),
            "model_value",
            "/criteria/0/when_unknown/value",
            "the value for an absent fact of `growth` must be between 0 and 20, the anchors (got -1)",
        ),
        (
            "/criteria/0/value_function",
            json!({"target": {"ideal": 3, "worst_below": 0, "worst_above": 9}}),
            "model_value",
            "/criteria/0/direction",
            "direction of `growth` must be `target_is_best` where the value function is a target (got `more_is_better`)",
        ),
        (
            "/criteria/0/value_function",
            json!({"piecewise": [{"at": 0, "value": 0}, {"at": 20, "value": 0.9}]}),
            "model_value",
            "/criteria/0/value_function/piecewise",
            "a value function of `growth` must be 0 at the worst anchor and 1 at the best (got 0 at 0, 0.9 at 20)",
        ),
        (
            "/criteria/0/value_function",
            json!({"piecewise": [{"at": 0, "value": 0}, {"at": 19, "value": 1}]}),
            "model_value",
            "/criteria/0/value_function/piecewise",
            "a piecewise function of `growth` must be corners from 0 to 20, the two anchors (got 0 at 0, 1 at 19)",
        ),
        (
            "/criteria/0/value_function",
            json!({"piecewise": [{"at": 0, "value": 0}, {"at": 0, "value": 1}]}),
            "model_value",
            "/criteria/0/value_function/piecewise/1",
            "the places of a value function of `growth` must be in ascending order, above 0 (got 0)",
        ),
        (
            "/criteria/0/value_function",
            json!({"steps": [{"at_least": 0, "value": 0.5}, {"at_least": 9, "value": 0}]}),
            "model_value",
            "/criteria/0/value_function/steps/1",
            "a value function of `growth` must be never falling where more is better (got 0.5, then 0)",
        ),
        (
            "/criteria/0/value_function",
            json!({"steps": [{"at_least": 0, "value": 0}, {"at_least": 9, "value": 1.5}]}),
            "model_value",
            "/criteria/0/value_function/steps/1",
            "a value function of `growth` must be a value between 0 and 1 at a finite number (got 1.5 at 9)",
        ),
        (
            "/criteria/0/value_function",
            json!({"steps": [{"at_least": 1, "value": 0}, {"at_least": 9, "value": 1}]}),
            "model_value",
            "/criteria/0/value_function/steps",
            "a function of steps of `growth` must be steps from 0, the lower anchor, to at most 20 (got 0 at 1, 1 at 9)",
        ),
        (
            "/criteria/0/value_function",
            json!({"steps": []}),
            "model_value",
            "/criteria/0/value_function/steps",
            "a value function of `growth` must be 0 at the worst anchor and 1 at the best (got nothing)",
        ),
        (
            "/bands/1/from",
            json!(6),
            "band_gap",
            "/bands/1",
            "bands must cover the scale without a gap (`low` ends at 5, `high` runs from 6 to 10)",
        ),
        (
            "/bands/1/from",
            json!(4),
            "band_overlap",
            "/bands/1",
            "bands must not overlap (`low` ends at 5, `high` runs from 4 to 10)",
        ),
        (
            "/bands/1/to",
            json!(9),
            "band_gap",
            "/bands/1",
            "bands must cover the scale without a gap (the scale ends at 10, `high` ends at 9)",
        ),
        (
            "/bands/1/to",
            json!(11),
            "model_value",
            "/bands/1",
            "a band must be within the scale (got the scale ends at 10, `high` ends at 11)",
        ),
        (
            "/bands/0/from",
            json!(2),
            "band_gap",
            "/bands/0",
            "bands must cover the scale without a gap (the scale starts at 1, `low` runs from 2 to 5)",
        ),
        (
            "/bands/0/to",
            json!(1),
            "model_value",
            "/bands/0",
            "a band must be upwards, `from` below `to` (got the scale starts at 1, `low` runs from 1 to 1)",
        ),
        (
            "/gates/0/criterion_id",
            json!("grwth"),
            "unknown_id",
            "/gates/0/criterion_id",
            "the model has no criterion `grwth`, which gate `floor` names",
        ),
        (
            "/gates/0/reason",
            json!(""),
            "model_value",
            "/gates/0/reason",
            "reason of `floor` must be a text (got a blank)",
        ),
        (
            "/gates/0/outcome",
            json!({"cap": {"score": 11}}),
            "model_value",
            "/gates/0/outcome/cap/score",
            "a cap of `floor` must be between 1 and 10 (got 11)",
        ),
        (
            "/gates/0/outcome",
            json!({"cap": {"band": "hihg"}}),
            "unknown_id",
            "/gates/0/outcome/cap/band",
            "the model has no band `hihg`, which gate `floor` names",
        ),
        (
            "/weights",
            json!("shares"),
            "shares_sum",
            "/criteria",
            "the shares of the criteria must add up to 1 (got 4)",
        ),
        (
            "/groups/0/weight",
            json!(1),
            "criterion_without_group",
            "/criteria/1",
            "a criterion must belong to a group where groups have weights (`harmony` does not)",
        ),
        (
            "/groups",
            json!([{"id": "g", "name": "G", "weight": 1}, {"id": "h", "name": "H"}]),
            "group_without_weight",
            "/groups/1",
            "either every group has a weight or none (`h` has none)",
        ),
        (
            "/groups",
            json!([{"id": "g", "name": "G", "weight": 1}, {"id": "h", "name": "H", "weight": 1}]),
            "group_without_criterion",
            "/groups/1",
            "a group with a weight must have a criterion (`h` has none)",
        ),
    ];
    CompiledModel::compile(&model(good())).unwrap();
    for (place, value, code, path, message) in rows {
        let mut wrong = good();
        let (parent, key) = place.rsplit_once('/').unwrap();
        match wrong.pointer_mut(parent).unwrap() {
            Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
            Value::Object(map) => drop(map.insert(key.to_owned(), value)),
            other => panic!("{other}"),
        }
        let error = CompiledModel::compile(&model(wrong)).unwrap_err();
        assert_eq!(error.to_string(), message, "{place}");
        assert_eq!((error.code(), error.path().as_str()), (code, path), "{place}");
    }
}

#[test]
fn targets_that_are_wrong_say_so() {
    let check = |change: &dyn Fn(&mut Value), message: &str| {
        let mut value = good();
        let criterion = &mut value["criteria"][0];
        criterion["direction"] = json!("target_is_best");
        criterion["value_function"] =
            json!({"target": {"ideal": 8, "tolerance": 2, "worst_below": 0, "worst_above": 20}});
        criterion.as_object_mut().unwrap().remove("anchors");
        change(criterion);
        let result = CompiledModel::compile(&model(value));
        assert_eq!(
            result.map_or_else(|error| error.to_string(), |_| "fine".to_owned()),
            message
        );
    };
    check(&|_| {}, "fine");
    check(
        &|criterion| criterion["anchors"] = json!({"worst": 0, "best": 1}),
        "anchors of `growth` must be absent where the value function is a target, which has its own two ends (got anchors)",
    );
    let order = "a target of `growth` must be worst_below, ideal less tolerance, ideal plus tolerance, worst_above in ascending order";
    let wrong = |key: &'static str, number: f64, found: &str| {
        let change = |criterion: &mut Value| criterion["value_function"]["target"][key] = json!(number);
        check(&change, &format!("{order} (got {found})"));
    };
    wrong("tolerance", 8.0, "0, 0, 16, 20");
    wrong("tolerance", -1.0, "0, 9, 7, 20");
    wrong("worst_above", 10.0, "0, 6, 10, 10");
    wrong("ideal", 1e300, "0, 1e300, 1e300, 20");
}

#[test]
fn exponentials_that_are_wrong_say_so() {
    let check = |mid: f64, message: &str| {
        let mut value = model(good());
        value.criteria[0].value_function = ValueFunction::Exponential(Exponential { mid });
        let result = CompiledModel::compile(&value);
        let path = result.as_ref().map_or_else(Fault::path, |_| String::new());
        assert_eq!(
            result.map_or_else(|error| error.to_string(), |_| "fine".to_owned()),
            message
        );
        assert!(message == "fine" || path == "/criteria/0/value_function/exponential/mid");
    };
    for mid in [0.02, 5.0, 10.0, 19.98] {
        check(mid, "fine");
    }
    let expected =
        "the middle value of `growth` must be between 0 and 20, at least a thousandth of the way from either";
    for (mid, found) in [
        (0.0, "0"),
        (0.019, "0.019"),
        (20.0, "20"),
        (19.99, "19.99"),
        (-3.0, "-3"),
        (1e300, "1e300"),
        (f64::NAN, "NaN"),
        (f64::NEG_INFINITY, "-inf"),
    ] {
        check(mid, &format!("{expected} (got {found})"));
    }
}

#[test]
fn grades_that_are_wrong_say_so() {
    let check = |first: &str, second: &str, message: &str| {
        let mut value = good();
        value["criteria"][1]["rubric"][0]["grade"] = json!(first);
        value["criteria"][1]["rubric"][1]["grade"] = json!(second);
        let result = CompiledModel::compile(&model(value));
        assert_eq!(
            result.map_or_else(|error| error.to_string(), |_| "fine".to_owned()),
            message
        );
    };
    check("no", "yes", "fine");
    check("a", "A", "fine");
    check("B-", "A, with care (2026)", "fine");
    let short = "a grade of `harmony` must be 1 to 20 visible characters without white space around them";
    check("no", " ", &format!("{short} (got ` `)"));
    check("", "yes", &format!("{short} (got ``)"));
    check("no ", "yes", &format!("{short} (got `no `)"));
    check(
        "no",
        &"y".repeat(21),
        &format!("{short} (got `{}`)", "y".repeat(21)),
    );
    let word = "a grade of `harmony` must be a word and not a number, which is read as a rating";
    check("1", "10", &format!("{word} (got `1`)"));
    check("no", "2,5", &format!("{word} (got `2,5`)"));
    check("no", "inf", &format!("{word} (got `inf`)"));
    let state = "a grade of `harmony` must be a word that does not mean that there is no value";
    check("Unknown", "yes", &format!("{state} (got `Unknown`)"));
    check("n/a", "yes", &format!("{state} (got `n/a`)"));
    check(
        "yes",
        "yes",
        "a grade of `harmony` must be the grade of one level only (got `yes`)",
    );
}

#[test]
fn weights_that_are_no_weights_are_refused_where_they_stand() {
    for (weight, found) in [("-1", "-1"), ("1e400", "1e400")] {
        let text = good()
            .to_string()
            .replace("\"weight\":3", &format!("\"weight\":{weight}"));
        let error = crate::document::read::<super::ScoreModel>(&text).unwrap_err();
        assert_eq!(error.path(), "/criteria/0/weight", "{error}");
        assert!(error.to_string().contains(found), "{error}");
    }
    for weight in [f64::NAN, f64::INFINITY, -0.5] {
        let error = crate::quantity::Weight::try_from(weight).unwrap_err();
        assert!(error.to_string().starts_with("weight must be "), "{error}");
    }
}

#[test]
fn near_misses_are_named() {
    let mut wrong = good();
    wrong["gates"][0]["criterion_id"] = json!("grwth");
    let error = CompiledModel::compile(&model(wrong)).unwrap_err();
    assert_eq!(error.help().as_deref(), Some("`growth` is the nearest known id"));
}

#[test]
fn weights_that_are_all_zero_are_an_error() {
    let mut wrong = good();
    wrong["criteria"][0]["weight"] = json!(0);
    wrong["criteria"][1]["weight"] = json!(0);
    let error = CompiledModel::compile(&model(wrong)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the weights of the criteria must not all be zero"
    );
    assert_eq!(
        (error.code(), error.path().as_str()),
        ("weights_all_zero", "/criteria")
    );
}

#[test]
fn weights_of_groups_are_checked_level_by_level() {
    let check = |weights: [f64; 4], message: &str| {
        let mut value = good();
        value["weights"] = json!("shares");
        value["groups"] = json!([{"id": "g", "name": "G", "weight": weights[0]}, {"id": "h", "name": "H", "weight": weights[1]}]);
        for (index, group) in ["g", "h"].into_iter().enumerate() {
            value["criteria"][index]["group_id"] = json!(group);
            value["criteria"][index]["weight"] = json!(weights[index + 2]);
        }
        let result = CompiledModel::compile(&model(value));
        assert_eq!(
            result.map_or_else(|error| error.to_string(), |_| "fine".to_owned()),
            message
        );
    };
    check([0.6, 0.4, 1.0, 1.0], "fine");
    check(
        [0.6, 0.6, 1.0, 1.0],
        "the shares of the groups must add up to 1 (got 1.2)",
    );
    check(
        [0.6, 0.4, 1.0, 0.5],
        "the shares of the criteria of `h` must add up to 1 (got 0.5)",
    );
    check(
        [0.6, 0.4, 0.0, 1.0],
        "the weights of the criteria of `g` must not all be zero",
    );
    check(
        [0.0, 0.0, 1.0, 1.0],
        "the weights of the groups must not all be zero",
    );
    check(
        [1e308, 1e308, 1.0, 1.0],
        "the sum of the weights must be a finite number (got inf)",
    );
}

#[test]
fn shares_are_rescaled_only_when_asked() {
    let mut value = good();
    value["weights"] = json!("shares");
    value["rescale"] = json!(true);
    let answer = compiled(value.clone()).score(&[]).unwrap();
    assert!(answer.weights_rescaled);
    assert_eq!((answer.weights[0].given, answer.weights[0].share), (3.0, 0.75));
    value["rescale"] = json!(false);
    value["criteria"][0]["weight"] = json!(0.7);
    value["criteria"][1]["weight"] = json!(0.300_000_000_5);
    assert!(
        !compiled(value.clone()).score(&[]).unwrap().weights_rescaled,
        "within 1e-9"
    );
    value["criteria"][1]["weight"] = json!(0.300_000_002);
    assert!(CompiledModel::compile(&model(value)).is_err());
}

#[test]
fn unreadable_models_are_refused_by_their_types() {
    for (place, wrong) in [
        ("weight", json!(-1)),
        ("weight", json!(null)),
        ("when_absent", json!("default")),
        ("direction", json!("up")),
        ("colour", json!("red")),
    ] {
        let mut value = good();
        value["criteria"][0][place] = wrong;
        assert!(
            serde_json::from_value::<super::ScoreModel>(value).is_err(),
            "{place}"
        );
    }
    let mut value = good();
    value["criteria"][0]
        .as_object_mut()
        .unwrap()
        .remove("when_absent");
    assert!(
        serde_json::from_value::<super::ScoreModel>(value).is_err(),
        "the policy has no default"
    );
}
