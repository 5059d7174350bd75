//! Selections in which accounts take turns: hours, money, accounts that are key today.

#![expect(
    clippy::needless_pass_by_value,
    reason = "cases read best with their JSON in place"
)]

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::{
    AccountNeed, Incumbency, MembershipChange, Reason, Selected, SelectionAnswer, SelectionError,
    SelectionFacts, SelectionPolicy, select,
};
use super::{drawn, names, of, plain, policies, policy, rated};
use crate::document;
use crate::fault::Fault;
use crate::quantity::{AccountId, Datum, State};
use crate::scoring::ScoreAnswer;
use crate::scoring::tests::cases::{Case, cases, fact_of};

fn run(
    scores: &ScoreAnswer,
    policy: Value,
    needs: Value,
    incumbents: Value,
) -> Result<SelectionAnswer, SelectionError> {
    let policy: SelectionPolicy = document::read(&policy.to_string()).unwrap();
    let needs: Vec<AccountNeed> = document::read(&needs.to_string()).unwrap();
    let incumbents: Vec<Incumbency> = document::read(&incumbents.to_string()).unwrap();
    select(
        scores,
        &policy,
        &SelectionFacts {
            needs: &needs,
            incumbents: &incumbents,
        },
    )
}

fn four() -> ScoreAnswer {
    rated(&[("a", json!(9)), ("b", json!(8)), ("c", json!(7)), ("d", json!(6))])
}

fn hours(pairs: &[(&str, f64)]) -> Value {
    pairs
        .iter()
        .map(|(id, hours)| json!({"account_id": id, "hours_per_year": hours}))
        .collect()
}

fn reasons(answer: &SelectionAnswer) -> Vec<Reason> {
    answer.accounts.iter().map(|account| account.reason).collect()
}

#[test]
fn the_selection_stops_at_the_first_that_does_not_fit() {
    let needs = hours(&[("a", 400.0), ("b", 300.0), ("c", 100.0), ("d", 50.0)]);
    let answer = run(
        &four(),
        json!({"resources": {"hours_per_year": 600}}),
        needs,
        json!([]),
    )
    .unwrap();
    assert_eq!(names(&answer), ["a"]);
    assert_eq!(
        reasons(&answer),
        [
            Reason::WithinLimits,
            Reason::BeyondHours,
            Reason::AfterStop,
            Reason::AfterStop
        ]
    );
    assert_eq!(of(&answer, "b").shortfall.unwrap().hours_per_year, Some(100.0));
    assert_eq!(
        of(&answer, "c").shortfall,
        None,
        "it would fit if it were its turn"
    );
    let used = answer.resources.clone().unwrap();
    assert_eq!(
        (used.hours_per_year, used.hours_left_per_year),
        (Some(400.0), Some(200.0))
    );
    assert_eq!(used.stopped_at, [AccountId::try_from("b").unwrap()]);
    assert_eq!(
        (answer.entry_score, answer.exit_score, of(&answer, "a").margin),
        (None, None, None)
    );
    assert_eq!(answer.last_in.unwrap().account_id.as_str(), "a");
}

#[test]
fn or_it_skips_and_goes_on() {
    let needs = hours(&[("a", 400.0), ("b", 300.0), ("c", 100.0), ("d", 150.0)]);
    let policy = json!({"resources": {"hours_per_year": 600, "when_full": "skip"}});
    let answer = run(&four(), policy, needs.clone(), json!([])).unwrap();
    assert_eq!(names(&answer), ["a", "c"]);
    assert_eq!(of(&answer, "d").shortfall.unwrap().hours_per_year, Some(50.0));
    assert_eq!(answer.first_out.unwrap().account_id.as_str(), "b");
    // A place that is not taken goes to the next.
    let policy = json!({"top": 2, "resources": {"hours_per_year": 600, "when_full": "skip"}});
    let answer = run(&four(), policy, needs, json!([])).unwrap();
    assert_eq!(names(&answer), ["a", "c"]);
    assert_eq!(
        (
            of(&answer, "d").reason,
            of(&answer, "d").shortfall.unwrap().places
        ),
        (Reason::BeyondTop, Some(1))
    );
}

/// 9 hours hold c and d (3 + 3) where b (10) is passed over; with 10 hours b comes in and leaves nothing for them.
#[test]
fn skipping_may_put_accounts_out_when_there_are_more_hours() {
    let needs = hours(&[("b", 10.0), ("c", 3.0), ("d", 3.0)]);
    let scores = rated(&[("b", json!(8)), ("c", json!(7)), ("d", json!(6))]);
    let inside = |hours: u32| {
        let policy = json!({"resources": {"hours_per_year": hours, "when_full": "skip"}});
        let answer = run(&scores, policy, needs.clone(), json!([])).unwrap();
        answer
            .accounts
            .iter()
            .map(|account| account.selected)
            .collect::<Vec<_>>()
    };
    assert_eq!(inside(9), [false, true, true]);
    assert_eq!(inside(10), [true, false, false]);
}

#[test]
fn money_is_counted_to_the_cent() {
    let cost = |id: &str, amount: &str| json!({"account_id": id, "cost_per_year": {"amount": amount, "currency": "EUR"}});
    let needs = json!([
        cost("a", "0.10"),
        cost("b", "0.20"),
        cost("c", "0.01"),
        cost("d", "0.00")
    ]);
    let budget =
        |amount: &str| json!({"resources": {"budget_per_year": {"amount": amount, "currency": "EUR"}}});
    let answer = run(&four(), budget("0.30"), needs.clone(), json!([])).unwrap();
    assert_eq!(names(&answer), ["a", "b"]);
    assert_eq!(
        (
            of(&answer, "c").reason,
            of(&answer, "c")
                .shortfall
                .unwrap()
                .cost_per_year
                .unwrap()
                .to_string()
        ),
        (Reason::BeyondBudget, "0.01 EUR".to_owned())
    );
    let used = answer.resources.unwrap();
    assert_eq!(used.cost_per_year.unwrap().to_string(), "0.30 EUR");
    assert_eq!(used.budget_left_per_year.unwrap().to_string(), "0.00 EUR");
    let answer = run(&four(), budget("0.29"), needs, json!([])).unwrap();
    assert_eq!(names(&answer), ["a"]);
}

#[test]
fn tied_accounts_are_taken_together_or_not_at_all() {
    let scores = rated(&[("a", json!(9)), ("b", json!(7)), ("c", json!(7)), ("d", json!(6))]);
    let needs = hours(&[("a", 100.0), ("b", 100.0), ("c", 100.0), ("d", 100.0)]);
    let answer = run(
        &scores,
        json!({"resources": {"hours_per_year": 200}}),
        needs.clone(),
        json!([]),
    )
    .unwrap();
    assert_eq!(names(&answer), ["a"]);
    assert_eq!(of(&answer, "b").shortfall.unwrap().hours_per_year, Some(100.0));
    assert_eq!(answer.resources.unwrap().stopped_at.len(), 2);
    // Hours are hard, the number is not where ties are included.
    let answer = run(
        &scores,
        json!({"top": 2, "resources": {"hours_per_year": 300}}),
        needs,
        json!([]),
    )
    .unwrap();
    assert_eq!(names(&answer), ["a", "b", "c"]);
    assert_eq!(of(&answer, "b").reason, Reason::TiedAtLine);
}

#[test]
fn a_need_that_nobody_knows_is_not_zero() {
    let needs = json!([{"account_id": "a", "hours_per_year": {"state": "unknown"}}, {"account_id": "b", "hours_per_year": 10}]);
    let answer = run(
        &four(),
        json!({"resources": {"hours_per_year": 100}}),
        needs,
        json!([]),
    )
    .unwrap();
    assert_eq!(names(&answer), ["b"]);
    assert_eq!(
        (of(&answer, "a").reason, of(&answer, "d").reason),
        (Reason::NeedNotKnown, Reason::NeedNotKnown)
    );
}

#[test]
fn key_accounts_have_a_line_of_their_own() {
    let incumbents = json!([{"account_id": "c", "is_key": true}, {"account_id": "d", "is_key": true}]);
    let answer = run(
        &four(),
        json!({"threshold": 8, "incumbents": {"exit_threshold": 6.5}}),
        json!([]),
        incumbents,
    )
    .unwrap();
    assert_eq!(names(&answer), ["a", "b", "c"]);
    assert_eq!(
        reasons(&answer),
        [
            Reason::WithinLimits,
            Reason::WithinLimits,
            Reason::AboveExit,
            Reason::BelowExit
        ]
    );
    let changes: Vec<MembershipChange> = answer
        .accounts
        .iter()
        .map(|account| account.change.unwrap())
        .collect();
    assert_eq!(
        changes,
        [
            MembershipChange::ComesIn,
            MembershipChange::ComesIn,
            MembershipChange::StaysIn,
            MembershipChange::Leaves
        ]
    );
    assert_eq!(
        (of(&answer, "c").margin, of(&answer, "a").margin),
        (Some(0.5), Some(1.0))
    );
    assert_eq!(of(&answer, "d").shortfall.unwrap().points, Some(0.5));
    assert_eq!(answer.unsure_count, 0);
}

#[test]
fn what_is_wrong_says_where() {
    let check = |policy: Value, needs: Value, incumbents: Value, code: &str, path: &str, message: &str| {
        let error = run(&four(), policy, needs, incumbents).unwrap_err();
        assert_eq!(
            (error.to_string().as_str(), error.code(), error.path().as_str()),
            (message, code, path)
        );
    };
    let none = || json!([]);
    check(
        json!({"threshold": 7, "incumbents": {"exit_threshold": 7.5}}),
        none(),
        none(),
        "exit_threshold",
        "/policy/incumbents/exit_threshold",
        "`exit_threshold` must be between 1 and 7, the end of the scale and `threshold` (got 7.5)",
    );
    check(
        json!({"top": 3, "incumbents": {"exit_threshold": 7}}),
        none(),
        none(),
        "no_entry_threshold",
        "/policy/incumbents/exit_threshold",
        "`exit_threshold` must go with `threshold`, the line to come in (got none)",
    );
    for field in ["dwell_up_periods", "dwell_down_periods"] {
        check(
            json!({"threshold": 7, "incumbents": {"exit_threshold": 6, field: 0}}),
            none(),
            none(),
            "dwell_zero",
            &format!("/policy/incumbents/{field}"),
            &format!("`{field}` must be at least 1 (got 0)"),
        );
    }
    check(
        json!({"resources": {}}),
        none(),
        none(),
        "no_resource",
        "/policy/resources",
        "`resources` must have `hours_per_year`, `budget_per_year` or both (got neither)",
    );
    check(
        json!({"resources": {"hours_per_year": -1}}),
        none(),
        none(),
        "negative_limit",
        "/policy/resources/hours_per_year",
        "`hours_per_year` must be at least 0 (got -1)",
    );
    check(
        json!({"resources": {"hours_per_year": 9}}),
        none(),
        none(),
        "needs_missing",
        "/policy/resources",
        "`resources` must go with what the accounts need of them (got no account with a known need)",
    );
    check(
        json!({"top": 1}),
        hours(&[("e", 1.0)]),
        none(),
        "unknown_account",
        "/needs/0/account_id",
        "there is no account `e` among those scored",
    );
    check(
        json!({"top": 1}),
        hours(&[("a", 1.0), ("a", 1.0)]),
        none(),
        "duplicate_account",
        "/needs/1/account_id",
        "`needs` must name account `a` once",
    );
    check(
        json!({"top": 1}),
        hours(&[("a", -2.0)]),
        none(),
        "negative_need",
        "/needs/0/hours_per_year",
        "`hours_per_year` of account `a` must be at least 0 (got -2)",
    );
    check(
        json!({"top": 1}),
        none(),
        json!([{"account_id": "z", "is_key": true}]),
        "unknown_account",
        "/incumbents/0/account_id",
        "there is no account `z` among those scored",
    );
    check(
        json!({"resources": {"budget_per_year": {"amount": "1", "currency": "EUR"}}}),
        json!([{"account_id": "a", "cost_per_year": {"amount": "1", "currency": "USD"}}]),
        none(),
        "currencies_differ",
        "/needs/0/cost_per_year",
        "the cost of account `a` must be in the currency of the budget, EUR (got USD)",
    );
}

/// What is drawn for the accounts of a case: hours (or none), and whether key and for how long beyond the lines (or no past).
type Drawn = Vec<(Option<u32>, Option<(bool, u32, u32)>)>;

fn drawn_facts() -> impl Strategy<Value = Drawn> {
    prop::collection::vec(
        (
            prop::option::weighted(0.9, 0_u32..=10),
            prop::option::weighted(0.8, (any::<bool>(), 0_u32..4, 0_u32..4)),
        ),
        12,
    )
}

fn facts_of(case: &Case, drawn: &Drawn) -> (Vec<AccountNeed>, Vec<Incumbency>) {
    let ids = || case.accounts.iter().map(|account| account.id.clone()).zip(drawn);
    let needs = ids().map(|(account_id, (hours, _))| AccountNeed {
        account_id,
        hours_per_year: hours.map_or(Datum::Missing, |hours| Datum::Value(f64::from(hours))),
        cost_per_year: Datum::Missing,
    });
    let incumbents = ids().filter_map(|(account_id, (_, past))| {
        let (is_key, periods_above, periods_below) = (*past)?;
        Some(Incumbency {
            account_id,
            is_key,
            periods_above,
            periods_below,
        })
    });
    (needs.collect(), incumbents.collect())
}

/// A rule for incumbents: the width between the lines as a share of the scale, and the two dwells.
type Rule = (f64, u32, u32);

fn rules() -> impl Strategy<Value = Rule> {
    (0.0_f64..0.5, 1_u32..4, 1_u32..4)
}

/// A policy with hours, and with a rule for incumbents where it has a threshold.
fn with_turns(base: SelectionPolicy, case: &Case, hours: u32, skips: bool, rule: Rule) -> SelectionPolicy {
    let (width, up, down) = rule;
    let mut value = serde_json::to_value(base).unwrap();
    value["resources"] = json!({"hours_per_year": hours, "when_full": if skips { "skip" } else { "stop" }});
    if let Some(threshold) = base.threshold {
        let exit = (threshold.get() - width * case.model.scale.span()).max(case.model.scale.min());
        value["incumbents"] =
            json!({"exit_threshold": exit, "dwell_up_periods": up, "dwell_down_periods": down});
    }
    policy(value)
}

/// Returns the answer, nothing where no need of any account is known; no other error may come.
fn answered(
    scores: &ScoreAnswer,
    policy: &SelectionPolicy,
    facts: &SelectionFacts<'_>,
) -> Option<SelectionAnswer> {
    let answer = select(scores, policy, facts);
    let is_known = |need: &AccountNeed| need.hours_per_year.value().is_some();
    if !scores.accounts.is_empty() && !facts.needs.iter().any(is_known) {
        assert_eq!(answer, Err(SelectionError::NeedsMissing));
        return None;
    }
    Some(answer.unwrap())
}

fn hours_of(answer: &SelectionAnswer, needs: &[AccountNeed]) -> f64 {
    let need = |account: &&Selected| {
        needs
            .iter()
            .find(|need| need.account_id == account.account_id)
            .unwrap()
            .hours_per_year
    };
    answer
        .accounts
        .iter()
        .filter(|account| account.selected)
        .filter_map(|account| need(&account).value().copied())
        .sum()
}

proptest! {
    #[test]
    fn limits_that_do_not_bind_change_nothing(
        case in cases(10), drawn_policy in policies(), facts in drawn_facts(), tolerance in prop_oneof![Just(0.0), Just(0.05), Just(0.2)],
    ) {
        let mut case = case;
        case.model.tie_tolerance = tolerance * case.model.scale.span();
        let scores = case.compiled().score(&case.accounts).unwrap();
        let base = drawn(&case, drawn_policy);
        let one_line = plain(&scores, &base).unwrap();
        let facts: Drawn = facts.into_iter().map(|(hours, _)| (Some(hours.unwrap_or(3)), None)).collect();
        let (needs, _) = facts_of(&case, &facts);
        for skips in [false, true] {
            let mut wide = with_turns(base, &case, 10_000, skips, (0.0, 1, 1));
            wide.incumbents = None;
            let turns = select(&scores, &wide, &SelectionFacts { needs: &needs, incumbents: &[] }).unwrap();
            for (left, right) in one_line.accounts.iter().zip(&turns.accounts) {
                prop_assert_eq!((left.selected, left.reason), (right.selected, right.reason));
            }
            prop_assert_eq!(&one_line.last_in.as_ref().map(|last| &last.account_id), &turns.last_in.as_ref().map(|last| &last.account_id));
        }
    }

    #[test]
    fn limits_hold_and_turns_are_kept(
        case in cases(10), drawn_policy in policies(), facts in drawn_facts(), hours in 0_u32..40, skips in any::<bool>(),
        rule in rules(),
    ) {
        let scores = case.compiled().score(&case.accounts).unwrap();
        let (needs, incumbents) = facts_of(&case, &facts);
        let facts = SelectionFacts { needs: &needs, incumbents: &incumbents };
        let policy = with_turns(drawn(&case, drawn_policy), &case, hours, skips, rule);
        let Some(answer) = answered(&scores, &policy, &facts) else { return Ok(()) };
        prop_assert!(hours_of(&answer, &needs) <= f64::from(hours) + 1e-6);
        prop_assert!((hours_of(&answer, &needs) - answer.resources.as_ref().unwrap().hours_per_year.unwrap()).abs() < 1e-9);
        let cut = |account: &&Selected| matches!(account.reason, Reason::BeyondHours | Reason::AfterStop);
        if !skips {
            // Nobody with a lower rank passes an account that did not fit.
            let first_cut = answer.accounts.iter().find(cut).and_then(|account| account.rank);
            for account in answer.accounts.iter().filter(|account| account.selected) {
                prop_assert!(first_cut.is_none_or(|cut| account.rank.is_some_and(|rank| rank < cut)));
            }
            // More hours put nobody out.
            let mut more = policy;
            more.resources.as_mut().unwrap().hours_per_year = Some(f64::from(hours) + 7.0);
            let wider = select(&scores, &more, &facts).unwrap();
            for (before, after) in answer.accounts.iter().zip(&wider.accounts) {
                prop_assert!(after.selected || !before.selected);
            }
        }
        for account in answer.accounts.iter().filter(|account| !account.selected) {
            prop_assert!(account.reason != Reason::BeyondHours || account.shortfall.unwrap().hours_per_year.unwrap() > 0.0);
        }
    }

    #[test]
    fn who_is_firm_stays_whatever_turns_up(
        (case, completions) in cases(6).prop_flat_map(|case| {
            let facts: Vec<_> = case.model.criteria.iter().map(|criterion| fact_of(criterion).boxed()).collect();
            let length = case.accounts.len();
            (Just(case), prop::collection::vec(prop::collection::vec(facts, length), 6))
        }),
        drawn_policy in policies(), facts in drawn_facts(), hours in 0_u32..40, skips in any::<bool>(),
        rule in rules(), tolerance in prop_oneof![Just(0.0), Just(0.05)],
    ) {
        let mut case = case;
        case.model.tie_tolerance = tolerance * case.model.scale.span();
        let model = case.compiled();
        let (needs, incumbents) = facts_of(&case, &facts);
        let facts = SelectionFacts { needs: &needs, incumbents: &incumbents };
        let policy = with_turns(drawn(&case, drawn_policy), &case, hours, skips, rule);
        let Some(before) = answered(&model.score(&case.accounts).unwrap(), &policy, &facts) else { return Ok(()) };
        let firm: BTreeMap<_, _> =
            before.accounts.iter().filter(|side| side.firm).map(|side| (side.account_id.clone(), side.selected)).collect();
        for rows in completions {
            let mut completed = case.accounts.clone();
            for (account, facts) in completed.iter_mut().zip(rows) {
                for (criterion, fact) in case.model.criteria.iter().zip(facts) {
                    let slot = account.facts.get_mut(&criterion.id).unwrap();
                    if let (State::Missing | State::Unknown, Datum::Value(fact)) = (slot.state(), fact) {
                        *slot = fact.into();
                    }
                }
            }
            let after = select(&model.score(&completed).unwrap(), &policy, &facts).unwrap();
            for side in &after.accounts {
                if let Some(&selected) = firm.get(&side.account_id) {
                    prop_assert_eq!(side.selected, selected, "{}", side.account_id);
                }
            }
        }
    }
}
