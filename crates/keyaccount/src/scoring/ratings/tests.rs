//! Laws, worked examples, the texts of errors.

#![expect(
    clippy::float_cmp,
    reason = "the cases are exact in binary, or equal to the last bit"
)]

mod sides;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::RatingPanel;
use crate::fault::Fault;
use crate::quantity::{CriterionId, Datum};

fn criteria() -> Vec<CriterionId> {
    serde_json::from_value(json!(["growth", "harmony"])).unwrap()
}

fn panel(value: Value) -> RatingPanel {
    serde_json::from_value(value).unwrap()
}

#[expect(clippy::needless_pass_by_value, reason = "`json!` at the call reads best")]
fn rating(rater: &str, account: &str, criterion: &str, value: Value) -> Value {
    json!({"rater_id": rater, "account_id": account, "criterion_id": criterion, "value": value})
}

#[expect(clippy::needless_pass_by_value, reason = "`vec!` at the call reads best")]
fn three(ratings: Vec<Value>) -> Value {
    json!({"raters": [{"id": "sales"}, {"id": "service", "role": "Service"}, {"id": "finance"}], "ratings": ratings})
}

#[test]
fn worked_by_hand() {
    let mut text = three(vec![
        rating("finance", "initech", "growth", json!(3)),
        rating("sales", "globex", "harmony", json!(9)),
        rating("service", "globex", "harmony", json!(3)),
        rating("finance", "globex", "harmony", json!(6)),
        rating("sales", "globex", "growth", json!(8)),
        rating("service", "globex", "growth", json!({"state": "unknown"})),
    ]);
    text["disagreement_limit"] = json!(5);
    let answer = panel(text.clone()).combine(&criteria()).unwrap();
    assert_eq!(answer.raters, 3);
    let globex = &answer.accounts[0];
    assert_eq!(globex.account_id.as_str(), "globex");
    assert_eq!(globex.coverage_share, 4.0 / 6.0);
    let [growth, harmony] = globex.criteria.as_slice() else {
        panic!("two criteria")
    };
    assert_eq!((growth.value, growth.rated_by), (Datum::Value(8.0), 1));
    assert_eq!(growth.coverage_share, 1.0 / 3.0);
    assert!(!growth.disagrees);
    let raters: Vec<&str> = growth
        .ratings
        .iter()
        .map(|rating| rating.rater_id.as_str())
        .collect();
    assert_eq!(raters, ["sales", "service"]);
    assert_eq!(harmony.value, Datum::Value(6.0));
    let spread = harmony.spread.unwrap();
    // Distances 3, 3 and 0 from the mean: the root of 18 / 3.
    assert_eq!(
        (spread.min, spread.max, spread.standard_deviation),
        (3.0, 9.0, 6.0_f64.sqrt())
    );
    assert!(harmony.disagrees);
    assert_eq!(answer.disagreements.len(), 1);
    assert_eq!(answer.disagreements[0].distance, 6.0);
    assert_eq!(answer.accounts[1].account_id.as_str(), "initech");
    let facts = serde_json::to_value(answer.account_facts()).unwrap();
    let expected = json!([
        {"id": "globex", "facts": {"growth": 8.0, "harmony": 6.0}},
        {"id": "initech", "facts": {"growth": 3.0}}]);
    assert_eq!(facts, expected);

    text["combine"] = json!("median");
    text["ratings"][3]["value"] = json!(4);
    text["disagreement_limit"] = json!(6);
    let answer = panel(text).combine(&criteria()).unwrap();
    assert_eq!(answer.accounts[0].criteria[1].value, Datum::Value(4.0));
    assert!(
        answer.disagreements.is_empty(),
        "a distance at the limit is no disagreement"
    );
}

#[test]
fn without_a_value_the_states_decide() {
    let value = |states: [Value; 2]| {
        let [sales, service] = states;
        let ratings = vec![
            rating("sales", "a", "growth", sales),
            rating("service", "a", "growth", service),
        ];
        let answer = panel(three(ratings)).combine(&criteria()).unwrap();
        let rated = &answer.accounts[0].criteria[0];
        assert_eq!(rated.spread.is_some(), rated.rated_by > 0);
        rated.value
    };
    let state = |state: &str| json!({"state": state});
    assert_eq!(
        value([state("not_applicable"), state("not_applicable")]),
        Datum::NotApplicable
    );
    assert_eq!(
        value([state("not_applicable"), state("missing")]),
        Datum::NotApplicable
    );
    assert_eq!(value([state("not_applicable"), state("unknown")]), Datum::Unknown);
    assert_eq!(value([state("missing"), state("missing")]), Datum::Missing);
    assert_eq!(value([state("not_applicable"), json!(7)]), Datum::Value(7.0));
}

#[test]
fn a_panel_without_ratings_has_no_accounts() {
    let answer = panel(three(vec![])).combine(&criteria()).unwrap();
    assert!(
        answer.accounts.is_empty() && answer.disagreements.is_empty() && answer.account_facts().is_empty()
    );
}

#[test]
fn errors_name_the_account_the_criterion_and_the_nearest_id() {
    let good = || rating("sales", "globex", "growth", json!(5));
    let rows: [(Value, &str, &str, &str, Option<&str>); 8] = [
        (
            three(vec![good(), rating("slaes", "globex", "harmony", json!(5))]),
            "unknown_rater",
            "/ratings/1/rater_id",
            "the panel has no rater `slaes` (account `globex`, criterion `harmony`)",
            Some("`sales` is the nearest known id"),
        ),
        (
            three(vec![rating("sales", "globex", "grwth", json!(5))]),
            "unknown_criterion",
            "/ratings/0/criterion_id",
            "there is no criterion `grwth` to rate (account `globex`, rater `sales`)",
            Some("`growth` is the nearest known id"),
        ),
        (
            three(vec![good(), good()]),
            "duplicate_rating",
            "/ratings/1",
            "`sales` must rate `growth` of account `globex` once (got a second rating)",
            None,
        ),
        (
            three(vec![rating("sales", "globex", "growth", json!(70))]),
            "rating_off_scale",
            "/ratings/0/value",
            "the rating of `growth` by `sales` must be between 1 and 10 (got 70, account `globex`)",
            None,
        ),
        (
            json!({"raters": [], "ratings": []}),
            "rater_count",
            "/raters",
            "a panel must have 1 to 1000 raters (got 0)",
            None,
        ),
        (
            json!({"raters": [{"id": "a"}, {"id": "a"}], "ratings": []}),
            "duplicate_rater",
            "/raters/1/id",
            "the id of a rater must be unique (got `a` twice)",
            None,
        ),
        (
            json!({"raters": [{"id": "a"}], "ratings": [], "disagreement_limit": -1}),
            "disagreement_limit",
            "/disagreement_limit",
            "`disagreement_limit` must be a finite number of at least 0 (got -1)",
            None,
        ),
        (
            json!({"raters": [{"id": "a"}], "scale": {"min": 0, "max": 5},
                   "ratings": [rating("a", "globex", "growth", json!(6))]}),
            "rating_off_scale",
            "/ratings/0/value",
            "the rating of `growth` by `a` must be between 0 and 5 (got 6, account `globex`)",
            None,
        ),
    ];
    for (text, code, path, message, help) in rows {
        let error = panel(text).combine(&criteria()).unwrap_err();
        assert_eq!((error.code(), error.path().as_str()), (code, path));
        assert_eq!(error.to_string(), message);
        assert_eq!(error.help().as_deref(), help, "{message}");
    }
    let mut nan = panel(three(vec![good()]));
    nan.ratings[0].value = Datum::Value(f64::NAN);
    assert_eq!(nan.combine(&criteria()).unwrap_err().code(), "rating_off_scale");
    let twice: Vec<CriterionId> = serde_json::from_value(json!(["growth", "harmony", "growth"])).unwrap();
    let error = panel(three(vec![good()])).combine(&twice).unwrap_err();
    assert_eq!(
        (error.code(), error.path().as_str(), error.to_string().as_str()),
        (
            "duplicate_id",
            "/criterion_ids/2",
            "every criterion must be listed once (got `growth` twice)"
        )
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_order_of_ratings_changes_no_bit_and_values_stay_between_the_extremes(
        values in prop::collection::vec(prop::option::of(1.0_f64..=10.0), 12),
        turn in 0_usize..12,
        median in any::<bool>(),
    ) {
        let raters = ["sales", "service", "finance"];
        let cell = |place: usize| (raters[place % 3], ["a", "b"][place / 3 % 2], ["growth", "harmony"][place / 6]);
        let ratings: Vec<Value> = values
            .iter()
            .enumerate()
            .filter_map(|(place, value)| {
                let (rater, account, criterion) = cell(place);
                value.map(|value| rating(rater, account, criterion, json!(value)))
            })
            .collect();
        let mut text = three(ratings);
        text["combine"] = json!(if median { "median" } else { "mean" });
        let mut turned = panel(text);
        let answer = turned.combine(&criteria()).unwrap();
        let number = turned.ratings.len().max(1);
        turned.ratings.rotate_left(turn % number);
        turned.ratings.reverse();
        prop_assert_eq!(&turned.combine(&criteria()).unwrap(), &answer);
        let rated: u32 = answer.accounts.iter().flat_map(|account| &account.criteria).map(|rated| rated.rated_by).sum();
        prop_assert_eq!(rated as usize, values.iter().flatten().count());
        for rated in answer.accounts.iter().flat_map(|account| &account.criteria) {
            let (Some(spread), Some(&value)) = (rated.spread, rated.value.value()) else { panic!("no value") };
            prop_assert!(spread.min <= value + 1e-12 && value <= spread.max + 1e-12);
            prop_assert!(spread.standard_deviation <= (spread.max - spread.min) / 2.0 + 1e-12);
        }
    }
}
