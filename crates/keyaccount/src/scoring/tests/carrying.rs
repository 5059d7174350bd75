//! Values of earlier days: what they count, when they are too old, what is refused.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::{AccountFacts, CompiledModel, EarlierFact, ScoreAnswer, ScoreError};
use super::cases::{Case, cases, fact_of};
use super::{accounts, compiled, of};
use crate::fault::Fault;
use crate::quantity::{CriterionId, Date, Datum, State, add_days};
use crate::vocabulary::Fact;

fn day(days: i64) -> Date {
    add_days(Date::new(2026, 6, 30).unwrap(), days).unwrap()
}

/// Growth carries 90 days and is refused beyond; service carries 30 days and counts the worst beyond; fit carries
/// nothing.
fn example() -> Value {
    json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
        "scale": {"min": 0, "max": 10},
        "criteria": [
            {"id": "growth", "name": "Growth", "meaning": "Expected growth", "unit": "% per year", "weight": 5,
             "direction": "more_is_better", "anchors": {"worst": 0, "best": 20}, "when_absent": "refuse",
             "when_not_applicable": "exclude_and_rescale", "carry_forward_at_most_days": 90},
            {"id": "service", "name": "Service", "meaning": "How they rate us", "weight": 3,
             "rubric": [{"level": 1, "sentence": "Poor.", "grade": "C"}, {"level": 3, "sentence": "Good.", "grade": "A"}],
             "direction": "more_is_better", "anchors": {"worst": 1, "best": 3}, "when_absent": "worst",
             "carry_forward_at_most_days": 30},
            {"id": "fit", "name": "Fit", "meaning": "How well we fit", "unit": "rating", "weight": 2,
             "direction": "more_is_better", "anchors": {"worst": 0, "best": 10}, "when_absent": "worst",
             "outside": "clip"}]})
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "cases read best with their JSON in place"
)]
fn scored(facts: Value, earlier: Value, as_of: Option<Date>) -> Result<ScoreAnswer, ScoreError> {
    compiled(example()).score_as_of(
        &accounts(json!([{"id": "globex", "facts": facts, "earlier": earlier}])),
        as_of,
    )
}

#[test]
fn the_latest_value_counts_up_to_its_age() {
    let earlier = json!([
        {"criterion_id": "growth", "value": 4, "known_on": "2025-12-31"},
        {"criterion_id": "growth", "value": 12, "known_on": "2026-04-01"},
        {"criterion_id": "service", "value": "A", "known_on": "2026-05-31"},
        {"criterion_id": "fit", "value": 10, "known_on": "2026-06-29"},
    ]);
    // 12 of 20 is 0.6 of 5 points; A is all of 3; fit carries nothing and counts the worst.
    let answer = scored(
        json!({"service": {"state": "unknown"}}),
        earlier.clone(),
        Some(day(0)),
    )
    .unwrap();
    let account = &answer.accounts[0];
    assert_eq!(account.score, Some(6.0));
    let days: Vec<_> = account.contributions.iter().map(|part| part.known_on).collect();
    assert_eq!(days, [Some(day(-90)), Some(day(-30)), None]);
    assert_eq!(account.contributions[1].sentence.as_deref(), Some("Good."));
    assert_eq!(account.contributions[0].policy, None);
    let coverage = account.coverage;
    assert!((coverage.known_share - 0.8).abs() < 1e-12 && (coverage.open_share - 0.2).abs() < 1e-12);
    let interval = account.interval.unwrap();
    assert_eq!((interval.low, interval.high), (6.0, 8.0));

    // A day later, growth is 91 days old and refused; with a value of today, service is 31 days old and the worst.
    let error = scored(json!({}), earlier.clone(), Some(day(1))).unwrap_err();
    assert_eq!(error.code(), "value_refused");
    let answer = scored(json!({"growth": 12}), earlier, Some(day(1))).unwrap();
    assert_eq!(answer.accounts[0].score, Some(3.0));
    assert_eq!(answer.accounts[0].contributions[1].known_on, None);
}

#[test]
fn today_wins_and_not_applicable_is_a_statement_of_today() {
    let earlier = json!([{"criterion_id": "growth", "value": 20, "known_on": "2026-06-30"}]);
    let account = |facts: Value| {
        scored(facts, earlier.clone(), Some(day(0)))
            .unwrap()
            .accounts
            .remove(0)
    };
    assert_eq!(account(json!({})).score, Some(5.0));
    assert_eq!(account(json!({"growth": 8})).score, Some(2.0));
    assert_eq!(account(json!({"growth": 8})).contributions[0].known_on, None);
    let left_out = account(json!({"growth": {"state": "not_applicable"}}));
    assert_eq!(left_out.contributions[0].fact, Datum::NotApplicable);
    assert_eq!(left_out.score, Some(0.0));
}

#[test]
fn a_gate_judges_what_is_carried() {
    let mut value = example();
    value["gates"] = json!([{"id": "g", "criterion_id": "growth", "passes": {"at_least": 10}, "outcome": "exclude",
        "when_absent": "pass", "reason": "It must grow."}]);
    let account = json!([{"id": "globex", "earlier": [{"criterion_id": "growth", "value": 9, "known_on": "2026-06-01"}]}]);
    let answer = compiled(value)
        .score_as_of(&accounts(account), Some(day(0)))
        .unwrap();
    let account = &answer.accounts[0];
    assert!(account.excluded && !account.exclusion_open);
    assert_eq!(account.gates[0].fact, Datum::Value(9.0));
}

#[test]
fn without_a_day_nothing_may_hang_on_one() {
    let growth = json!([{"criterion_id": "growth", "value": 12, "known_on": "2026-04-01"}]);
    let error = scored(json!({"service": "A"}), growth.clone(), None).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`as_of` must be given where `growth` may be carried forward, since values age (got none, account `globex`, as \
         known on 2026-04-01)"
    );
    assert_eq!(
        (error.code(), error.path().as_str()),
        ("as_of_missing", "/0/earlier/0/known_on")
    );
    assert_eq!(
        error.help().as_deref(),
        Some("give `as_of`, the day of the facts")
    );
    assert_eq!(error.criterion_id().map(CriterionId::as_str), Some("growth"));
    for facts in [
        json!({"growth": 3}),
        json!({"growth": {"state": "not_applicable"}}),
    ] {
        assert!(scored(facts, growth.clone(), None).is_ok());
    }
    let fit = json!([{"criterion_id": "fit", "value": 5, "known_on": "2026-06-01"}]);
    assert!(
        scored(json!({"growth": 3}), fit, None).is_ok(),
        "fit carries nothing"
    );
    assert!(scored(json!({"growth": 3}), json!([]), None).is_ok());
}

#[test]
fn earlier_values_that_are_wrong_say_where_and_why() {
    let check = |earlier: Value, code: &str, path: &str, message: &str| {
        let all = json!([{"criterion_id": "fit", "value": 3, "known_on": "2025-01-31"}, earlier]);
        let error = scored(json!({"growth": 3}), all, Some(day(0))).unwrap_err();
        assert_eq!(error.to_string(), message);
        assert_eq!((error.code(), error.path().as_str()), (code, path));
        error
    };
    let error = check(
        json!({"criterion_id": "growht", "value": 3, "known_on": "2026-06-01"}),
        "unknown_criterion",
        "/0/earlier/1/criterion_id",
        "the model has no criterion `growht` (account `globex`, as known on 2026-06-01)",
    );
    assert_eq!(error.help().as_deref(), Some("`growth` is the nearest known id"));
    check(
        json!({"criterion_id": "growth", "value": 21, "known_on": "2020-06-01"}),
        "outside_anchors",
        "/0/earlier/1/value",
        "`growth` must be between 0 and 20 (got 21, account `globex`, as known on 2020-06-01)",
    );
    check(
        json!({"criterion_id": "service", "value": "B", "known_on": "2026-06-01"}),
        "unknown_grade",
        "/0/earlier/1/value",
        "`service` must be a number or one of the grades `C`, `A` (got the text `B`, account `globex`, as known on 2026-06-01)",
    );
    let error = check(
        json!({"criterion_id": "growth", "value": 3, "known_on": "2026-07-01"}),
        "known_later",
        "/0/earlier/1/known_on",
        "an earlier value of `growth` must be known by 2026-06-30 (got 2026-07-01, account `globex`)",
    );
    assert_eq!(error.found().as_deref(), Some("2026-07-01"));
    assert_eq!(error.expected().as_deref(), Some("2026-06-30 or a day before"));
    check(
        json!({"criterion_id": "fit", "value": 3, "known_on": "2025-01-31"}),
        "known_twice",
        "/0/earlier/1/known_on",
        "`fit` must have one earlier value per day (got two, account `globex`, as known on 2025-01-31)",
    );
    let mut nan = accounts(json!([{"id": "globex", "facts": {"growth": 3}}]));
    nan[0].earlier = vec![EarlierFact {
        criterion_id: "fit".try_into().unwrap(),
        value: f64::NAN.into(),
        known_on: day(-1),
    }];
    let error = compiled(example()).score_as_of(&nan, Some(day(0))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`fit` must be a finite number (got NaN, account `globex`, as known on 2026-06-29)"
    );
}

#[test]
fn documents_without_earlier_values_keep_their_bytes() {
    let text = r#"{"id":"globex","facts":{"growth":7.5}}"#;
    let account: AccountFacts = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&account).unwrap(), text);
    let error = serde_json::from_value::<AccountFacts>(json!({"id": "a", "earlier": [
        {"criterion_id": "growth", "value": {"state": "unknown"}, "known_on": "2026-06-01"}]}));
    assert!(error.is_err(), "what is not a value is no earlier value");
}

/// A case with values of earlier days, and its criteria's limits.
#[derive(Debug, Clone)]
struct History {
    case: Case,
    /// Per account, criterion and entry: days before `day(0)`, and the value.
    known: Vec<(usize, usize, u16, f64)>,
}

impl History {
    fn model(&self) -> CompiledModel {
        self.case.compiled()
    }

    fn accounts(&self) -> Vec<AccountFacts> {
        let mut accounts = self.case.accounts.clone();
        let mut seen = BTreeSet::new();
        for &(account, criterion, age, value) in &self.known {
            let criteria = &self.case.model.criteria;
            let criterion = criterion % criteria.len();
            let count = accounts.len();
            if count == 0 || !seen.insert((account % count, criterion, age)) {
                continue;
            }
            accounts[account % count].earlier.push(EarlierFact {
                criterion_id: criteria[criterion].id.clone(),
                value: Fact::Number(value),
                known_on: day(-i64::from(age)),
            });
        }
        accounts
    }
}

fn histories() -> impl Strategy<Value = History> {
    let limits = prop::collection::vec(prop::option::of(0_u32..=6), 7);
    cases(4).prop_flat_map(move |case| {
        let value = fact_of(&case.model.criteria[0]).prop_map(|fact| fact.value().copied().unwrap_or(0.0));
        let known = prop::collection::vec((0_usize..4, 0_usize..7, 0_u16..=8, value), 0..=12);
        (Just(case), limits.clone(), known).prop_map(|(mut case, limits, known)| {
            for (criterion, limit) in case.model.criteria.iter_mut().zip(limits) {
                criterion.carry_forward_at_most_days = limit;
            }
            History { case, known }
        })
    })
}

/// Returns today's facts with what is carried forward among them, written without a look at the calculation.
fn filled(history: &History) -> (Vec<AccountFacts>, Vec<(String, CriterionId, Date)>) {
    let mut accounts = history.accounts();
    let mut carried = Vec::new();
    for account in &mut accounts {
        let earlier = std::mem::take(&mut account.earlier);
        for criterion in &history.case.model.criteria {
            let state = account
                .facts
                .get(&criterion.id)
                .map_or(State::Missing, Datum::state);
            let of_criterion = earlier.iter().filter(|fact| fact.criterion_id == criterion.id);
            let last = of_criterion.max_by_key(|fact| fact.known_on);
            let (Some(limit), Some(last)) = (criterion.carry_forward_at_most_days, last) else {
                continue;
            };
            let until = add_days(last.known_on, limit.into()).unwrap();
            if matches!(state, State::Missing | State::Unknown) && until >= day(0) {
                account
                    .facts
                    .insert(criterion.id.clone(), Datum::Value(last.value.clone()));
                carried.push((account.id.to_string(), criterion.id.clone(), last.known_on));
            }
        }
    }
    (accounts, carried)
}

fn without_days(mut answer: ScoreAnswer) -> ScoreAnswer {
    for account in &mut answer.accounts {
        for part in &mut account.contributions {
            part.known_on = None;
        }
    }
    answer
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// Values that are not carried, older ones among them, give the same as none.
    #[test]
    fn what_is_carried_counts_as_if_it_were_known_today(history in histories()) {
        let answer = history.model().score_as_of(&history.accounts(), Some(day(0))).unwrap();
        let (today, carried) = filled(&history);
        let mut days = Vec::new();
        for account in &history.case.accounts {
            let scored = of(&answer, account.id.as_str());
            days.extend(scored.contributions.iter().filter_map(|part| {
                Some((account.id.to_string(), part.criterion_id.clone(), part.known_on?))
            }));
        }
        prop_assert_eq!(days, carried);
        prop_assert_eq!(without_days(answer), history.model().score(&today).unwrap());
    }

    #[test]
    fn the_order_of_earlier_values_does_not_matter(history in histories(), turn in 0_usize..12) {
        let accounts = history.accounts();
        let mut turned = accounts.clone();
        for account in &mut turned {
            let length = account.earlier.len().max(1);
            account.earlier.rotate_left(turn % length);
            account.earlier.reverse();
        }
        let model = history.model();
        prop_assert_eq!(model.score_as_of(&turned, Some(day(0))).unwrap(), model.score_as_of(&accounts, Some(day(0))).unwrap());
    }

    #[test]
    fn a_model_that_carries_nothing_needs_no_day(history in histories()) {
        let mut plain = history.clone();
        for criterion in &mut plain.case.model.criteria {
            criterion.carry_forward_at_most_days = None;
        }
        let (model, accounts) = (plain.model(), plain.accounts());
        let answer = model.score(&accounts).unwrap();
        prop_assert_eq!(&answer, &model.score_as_of(&accounts, Some(day(0))).unwrap());
        prop_assert_eq!(&answer, &model.score(&plain.case.accounts).unwrap());
    }
}
