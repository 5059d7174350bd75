//! The texts of errors.

use serde_json::{Value, json};

use super::{model_of, rows, weights};
use crate::fault::Fault;
use crate::scoring::robustness::{RobustnessError, RobustnessQuestion, WeightUncertainty, robustness};

#[test]
fn errors_say_what_is_wrong() {
    let model = model_of(&[1.0, 2.0]);
    let scores = model.score(&rows(&[&[0.1, 0.2]])).unwrap();
    let text = |question: RobustnessQuestion| {
        let error = robustness(&model, &scores, &question).unwrap_err();
        (error.code(), error.path(), error.to_string())
    };
    let known = |value: Value| RobustnessQuestion::new(weights(value));
    let any = || RobustnessQuestion::new(WeightUncertainty::Any);
    let found = text(RobustnessQuestion { samples: 0, ..any() });
    assert_eq!(
        found,
        (
            "number_out_of_range",
            "/samples".into(),
            "`samples` must be between 1 and 1000000 (got 0)".into()
        )
    );
    let found = text(RobustnessQuestion {
        seed: u64::MAX,
        ..any()
    });
    assert_eq!(
        found.2,
        "`seed` must be at most 9007199254740992 (got 18446744073709551615)"
    );
    assert_eq!(
        text(RobustnessQuestion { ranks: 51, ..any() }).2,
        "`ranks` must be between 1 and 50 (got 51)"
    );
    assert_eq!(
        text(RobustnessQuestion {
            top: Some(0),
            ..any()
        })
        .1,
        "/top"
    );
    let found = text(known(json!({"around": {"percent": 101}})));
    assert_eq!(
        (found.1.as_str(), found.2.as_str()),
        (
            "/weights/around/percent",
            "`percent` must be between 0 and 100 (got 101)"
        )
    );
    let found = text(known(json!({"order": {"criteria": [["a"]]}})));
    assert_eq!(
        found,
        (
            "not_in_order",
            "/weights/order/criteria".into(),
            "the order must name each criterion (`b` is missing)".into()
        )
    );
    let found = text(known(json!({"order": {"criteria": [["a"], ["b", "a"]]}})));
    assert_eq!(
        found,
        (
            "duplicate_weight",
            "/weights/order/criteria/1/1".into(),
            "each criterion must stand once (got `a` twice)".into()
        )
    );
    let found = text(known(json!({"order": {"criteria": [["a", "z"]]}})));
    assert_eq!(
        (found.1.as_str(), found.2.as_str()),
        ("/weights/order/criteria/0/1", "the model has no criterion `z`")
    );
    let range =
        |id: &str, low: f64, high: f64| json!({"weight_of": {"criterion": id}, "low": low, "high": high});
    let found = text(known(json!({"ranges": [range("a", 0.5, 0.4)]})));
    let message = "the range of `a` must be low to high between 0 and 1 (got 0.5 to 0.4)";
    assert_eq!(
        found,
        ("weight_range", "/weights/ranges/0".into(), message.into())
    );
    let found = text(known(
        json!({"ranges": [range("a", 0.7, 0.8), range("b", 0.5, 1.0)]}),
    ));
    let message =
        "the ranges of the criteria must leave room for shares that add up to 1 (got 1.2 to 1.8 in all)";
    assert_eq!(found, ("no_room_for_weights", "/weights".into(), message.into()));
    let found = text(known(
        json!({"ranges": [{"weight_of": {"group": "g"}, "low": 0, "high": 1}]}),
    ));
    assert_eq!(found.2, "the model has no group `g`");
    let error = RobustnessError::TooNarrow {
        of: "the criteria".to_owned(),
        tries: 1000,
    };
    assert_eq!(
        error.to_string(),
        "the ranges of the criteria must be wide enough to draw from (got fewer than 1 of 1000 draws in them)"
    );
}
