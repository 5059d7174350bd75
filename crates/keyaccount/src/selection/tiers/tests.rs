//! Laws, worked examples, the texts of errors.

#![expect(
    clippy::needless_pass_by_value,
    reason = "cases read best with their JSON in place"
)]

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    LineKind, OverrideState, TierAnswer, TierError, TierHistory, TierMove, TierPolicy, TierReason,
    TieredAccount, assign_tiers,
};
use crate::account::Tier;
use crate::document;
use crate::fault::Fault;
use crate::quantity::Date;
use crate::scoring::CompiledModel;
use crate::scoring::tests::{accounts, compiled};
use crate::selection::tests::dwell::score_paths;

/// A model whose score is the rating itself, with a potential that counts nothing and a gate on debt.
fn model() -> CompiledModel {
    let criterion = |id: &str, weight: u32| {
        json!({"id": id, "name": id, "meaning": "M", "unit": "rating", "weight": weight, "direction": "more_is_better",
               "anchors": {"worst": 0, "best": 10}, "when_absent": "exclude_and_rescale"})
    };
    compiled(
        json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
        "scale": {"min": 0, "max": 10},
        "criteria": [criterion("rating", 1), criterion("potential", 0), criterion("revenue", 0), criterion("debt", 0)],
        "gates": [{"id": "debtor", "criterion_id": "debt", "passes": {"at_most": 5}, "outcome": "exclude",
                   "when_absent": "pass", "reason": "Pays too late."}]}),
    )
}

fn policy() -> Value {
    json!({"boundaries": [
        {"tier": "strategic", "promote_at": 8, "demote_below": 7.5},
        {"tier": "key", "promote_at": 6, "demote_below": 5}]})
}

fn run(policy: &Value, rows: Value, history: Value, as_of: Option<&str>) -> Result<TierAnswer, TierError> {
    let model = model();
    let scores = model.score(&accounts(rows)).unwrap();
    let policy: TierPolicy = document::read(&policy.to_string()).unwrap();
    let history: Vec<TierHistory> = document::read(&history.to_string()).unwrap();
    let as_of: Option<Date> = as_of.map(|day| serde_json::from_value(json!(day)).unwrap());
    assign_tiers(&model, &scores, &policy, &history, as_of)
}

fn rated(id: &str, rating: f64) -> Value {
    json!({"id": id, "facts": {"rating": rating}})
}

fn of<'a>(answer: &'a TierAnswer, id: &str) -> &'a TieredAccount {
    answer
        .accounts
        .iter()
        .find(|account| account.account_id.as_str() == id)
        .unwrap()
}

/// One account with the scores of earlier periods and of today.
fn path(policy: &Value, start: Option<&str>, scores: &[f64]) -> TieredAccount {
    let (today, earlier) = scores.split_last().unwrap();
    let mut history = json!({"account_id": "a", "scores": earlier});
    if let Some(tier) = start {
        history["previous"] = json!({"tier": tier});
    }
    run(policy, json!([rated("a", *today)]), json!([history]), None)
        .unwrap()
        .accounts
        .remove(0)
}

#[test]
fn the_first_score_decides_where_there_was_no_tier() {
    for (score, tier, reason) in [
        (9.0, Tier::Strategic, TierReason::Reached),
        (8.0, Tier::Strategic, TierReason::Reached),
        (7.9, Tier::Key, TierReason::Reached),
        (5.5, Tier::Standard, TierReason::BelowLine),
    ] {
        let account = path(&policy(), None, &[score]);
        assert_eq!(
            (account.tier, account.reason, account.movement),
            (tier, reason, TierMove::First),
            "{score}"
        );
        assert_eq!((account.previous_tier, account.change_count), (None, 0));
    }
}

#[test]
fn a_tier_is_earned_and_lost_in_two_periods() {
    let up = path(&policy(), Some("standard"), &[6.1, 6.2]);
    assert_eq!(
        (up.tier, up.reason, up.movement, up.change_count),
        (Tier::Key, TierReason::Reached, TierMove::Up, 1)
    );
    let line = up.line.unwrap();
    assert_eq!(
        (line.tier, line.kind, line.at),
        (Tier::Key, LineKind::PromoteAt, 6.0)
    );
    let waiting = path(&policy(), Some("standard"), &[5.9, 6.2]);
    assert_eq!(
        (waiting.tier, waiting.reason),
        (Tier::Standard, TierReason::NotYetIn)
    );
    let step = waiting.up.unwrap();
    assert_eq!((step.to, step.line, step.periods_left), (Tier::Key, 6.0, 1));
    assert!((step.points - 0.2).abs() < 1e-9);
    let kept = path(&policy(), Some("key"), &[5.2, 5.1]);
    assert_eq!(
        (kept.tier, kept.reason, kept.movement),
        (Tier::Key, TierReason::BetweenLines, TierMove::Stays)
    );
    let nearly = path(&policy(), Some("key"), &[5.2, 4.9]);
    assert_eq!(
        (nearly.tier, nearly.reason, nearly.down.unwrap().periods_left),
        (Tier::Key, TierReason::NotYetOut, 1)
    );
    let out = path(&policy(), Some("key"), &[4.8, 4.9]);
    assert_eq!(
        (out.tier, out.movement, out.earlier_tiers),
        (Tier::Standard, TierMove::Down, vec![Tier::Key])
    );
    // Two good periods lift over two boundaries at once.
    assert_eq!(
        path(&policy(), Some("standard"), &[8.5, 9.0]).tier,
        Tier::Strategic
    );
    // A line itself is enough, and does not throw out.
    assert_eq!(path(&policy(), Some("standard"), &[6.0, 6.0]).tier, Tier::Key);
    assert_eq!(path(&policy(), Some("key"), &[5.0, 5.0]).tier, Tier::Key);
}

#[test]
fn periods_already_seen_count() {
    let history = |above: u32, below: u32, tier: &str| json!([{"account_id": "a", "previous": {"tier": tier, "periods_above": above, "periods_below": below}}]);
    let tier = |rating: f64, history: Value| {
        run(&policy(), json!([rated("a", rating)]), history, None)
            .unwrap()
            .accounts[0]
            .tier
    };
    assert_eq!(tier(6.5, history(1, 0, "standard")), Tier::Key);
    assert_eq!(tier(6.5, history(0, 0, "standard")), Tier::Standard);
    assert_eq!(tier(4.5, history(0, 1, "key")), Tier::Standard);
    assert_eq!(tier(7.0, history(0, 1, "strategic")), Tier::Key);
    assert_eq!(tier(8.5, history(1, 0, "key")), Tier::Strategic);
    assert_eq!(
        tier(8.5, history(1, 0, "standard")),
        Tier::Key,
        "the row counts for the next tier alone"
    );
}

#[test]
fn a_period_without_a_score_breaks_a_row() {
    let history =
        json!([{"account_id": "a", "previous": {"tier": "standard"}, "scores": [7, {"state": "unknown"}]}]);
    let answer = run(&policy(), json!([rated("a", 7.0)]), history, None).unwrap();
    assert_eq!(
        (
            answer.accounts[0].tier,
            answer.accounts[0].up.unwrap().periods_left
        ),
        (Tier::Standard, 1)
    );
    let history = json!([{"account_id": "a", "previous": {"tier": "key"}, "scores": [3]}]);
    let unscored = run(
        &policy(),
        json!([{"id": "a", "facts": {"potential": 3}}]),
        history,
        None,
    )
    .unwrap();
    assert_eq!(
        (unscored.accounts[0].tier, unscored.accounts[0].reason),
        (Tier::Key, TierReason::NotScored)
    );
}

#[test]
fn those_beyond_the_number_go_one_tier_down() {
    let mut policy = policy();
    policy["boundaries"][0]["at_most"] = json!(1);
    policy["boundaries"][1]["at_most"] = json!(2);
    let rows = json!([
        rated("a", 9.5),
        rated("b", 9.0),
        rated("c", 8.5),
        rated("d", 7.0),
        rated("e", 6.5)
    ]);
    let answer = run(&policy, rows, json!([]), None).unwrap();
    let tiers: Vec<(Tier, TierReason)> = answer
        .accounts
        .iter()
        .map(|account| (account.tier, account.reason))
        .collect();
    assert_eq!(
        tiers,
        [
            (Tier::Strategic, TierReason::Reached),
            (Tier::Key, TierReason::BeyondNumber),
            (Tier::Key, TierReason::BeyondNumber),
            (Tier::Standard, TierReason::BeyondNumber),
            (Tier::Standard, TierReason::BeyondNumber)
        ]
    );
    let counts: Vec<(u32, u32)> = answer
        .tiers
        .iter()
        .map(|tier| (tier.account_count, tier.cut_count))
        .collect();
    assert_eq!(counts, [(1, 2), (2, 2), (0, 0), (2, 0)]);
    assert_eq!(of(&answer, "b").tier_by_score, Tier::Strategic);
}

#[test]
fn equal_accounts_at_the_limit_are_all_in_or_all_out() {
    let mut policy = policy();
    policy["boundaries"][0]["at_most"] = json!(2);
    let rows = json!([rated("a", 9.5), rated("b", 9.0), rated("c", 9.0)]);
    let strategic = |answer: &TierAnswer| answer.tiers[0].account_count;
    assert_eq!(
        strategic(&run(&policy, rows.clone(), json!([]), None).unwrap()),
        3
    );
    policy["ties_at_limit"] = json!("exclude");
    assert_eq!(strategic(&run(&policy, rows, json!([]), None).unwrap()), 1);
}

#[test]
fn incubators_have_potential_and_little_else() {
    let mut policy = policy();
    policy["incubator"] = json!({"potential": {"criterion": "potential"}, "enter_at": 7, "leave_below": 6,
        "present": {"measure": {"criterion": "revenue"}, "at_most": 3}, "at_most": 2});
    let row = |id: &str, rating: f64, potential: f64, revenue: f64| json!({"id": id, "facts": {"rating": rating, "potential": potential, "revenue": revenue}});
    let rows = json!([row("a", 3.0, 9.0, 1.0), row("b", 3.0, 8.0, 1.0), row("c", 3.0, 7.5, 2.0), row("rich", 3.0, 9.0, 4.0),
        row("key", 6.5, 9.0, 1.0), row("was", 2.0, 6.5, 1.0), row("low", 2.0, 6.5, 1.0), {"id": "unknown", "facts": {"rating": 3, "potential": 9}}]);
    let history = json!([{"account_id": "was", "previous": {"tier": "incubator"}}, {"account_id": "low", "previous": {"tier": "standard"}}]);
    let answer = run(&policy, rows.clone(), history.clone(), None).unwrap();
    let tier = |answer: &TierAnswer, id: &str| (of(answer, id).tier, of(answer, id).reason);
    assert_eq!(tier(&answer, "a"), (Tier::Incubator, TierReason::IncubatorRule));
    assert_eq!(tier(&answer, "b"), (Tier::Incubator, TierReason::IncubatorRule));
    assert_eq!(tier(&answer, "c"), (Tier::Standard, TierReason::BeyondNumber));
    assert_eq!(tier(&answer, "was"), (Tier::Standard, TierReason::BeyondNumber));
    assert_eq!(tier(&answer, "low"), (Tier::Standard, TierReason::BelowLine));
    assert_eq!(tier(&answer, "rich").0, Tier::Standard);
    assert_eq!(
        tier(&answer, "unknown").0,
        Tier::Standard,
        "what is not known is not little"
    );
    assert_eq!(tier(&answer, "key"), (Tier::Key, TierReason::Reached));
    assert_eq!((answer.tiers[2].account_count, answer.tiers[2].cut_count), (2, 2));
    policy["incubator"]["at_most"] = json!(9);
    let answer = run(&policy, rows, history, None).unwrap();
    assert_eq!(tier(&answer, "was").0, Tier::Incubator);
    assert_eq!(of(&answer, "was").movement, TierMove::Stays);
    assert_eq!(of(&answer, "was").potential, Some(6.5));
}

#[test]
fn overrides_hold_until_their_last_day_and_never_against_a_gate() {
    let mut policy = policy();
    policy["boundaries"][0]["at_most"] = json!(1);
    let entry = |id: &str, tier: &str, day: &str| json!({"account_id": id, "tier": tier, "reason": "The board decided so.", "expires_on": day});
    policy["overrides"] = json!([
        entry("low", "strategic", "2026-06-30"),
        entry("old", "key", "2026-06-29"),
        entry("gated", "key", "2026-12-31")
    ]);
    let rows = json!([rated("high", 9.0), rated("low", 2.0), rated("old", 2.0), {"id": "gated", "facts": {"rating": 9, "debt": 9}}]);
    let answer = run(&policy, rows.clone(), json!([]), Some("2026-06-30")).unwrap();
    assert_eq!(
        (of(&answer, "low").tier, of(&answer, "low").reason),
        (Tier::Strategic, TierReason::Overridden)
    );
    assert_eq!(
        (of(&answer, "high").tier, of(&answer, "high").reason),
        (Tier::Key, TierReason::BeyondNumber)
    );
    assert_eq!(
        (of(&answer, "old").tier, of(&answer, "gated").tier),
        (Tier::Standard, Tier::Standard)
    );
    assert_eq!(
        (of(&answer, "gated").reason, of(&answer, "gated").tier_by_score),
        (TierReason::ExcludedByGate, Tier::Strategic)
    );
    let states: Vec<OverrideState> = answer.overrides.iter().map(|used| used.state).collect();
    assert_eq!(
        states,
        [
            OverrideState::InForce,
            OverrideState::Expired,
            OverrideState::StoppedByGate
        ]
    );
    assert_eq!(answer.overrides[0].tier_by_score, Tier::Standard);
    assert_eq!(
        run(&policy, rows, json!([]), None).unwrap_err(),
        TierError::NoAsOf
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "one entry per error")]
fn policies_and_histories_that_are_wrong_say_where() {
    let check = |change: &dyn Fn(&mut Value), history: Value, code: &str, path: &str, message: &str| {
        let mut policy = policy();
        change(&mut policy);
        let error = run(
            &policy,
            json!([rated("globex", 9.0)]),
            history,
            Some("2026-01-01"),
        )
        .unwrap_err();
        assert_eq!(
            (error.to_string().as_str(), error.code(), error.path().as_str()),
            (message, code, path)
        );
    };
    let none = || json!([]);
    check(
        &|policy| policy["boundaries"] = json!([]),
        none(),
        "no_boundary",
        "/policy/boundaries",
        "`boundaries` must have one for `key`, for `strategic` or for both (got none)",
    );
    check(
        &|policy| policy["boundaries"][1]["demote_below"] = json!(6.5),
        none(),
        "demote_above_promote",
        "/policy/boundaries/1/demote_below",
        "`demote_below` must be at most 6, the value of `promote_at` (got 6.5)",
    );
    check(
        &|policy| policy["boundaries"][0]["demote_below"] = json!(4),
        none(),
        "boundary_order",
        "/policy/boundaries/0/demote_below",
        "`demote_below` of `strategic` must be at least 5, that of `key` (got 4)",
    );
    check(
        &|policy| policy["boundaries"][0]["promote_at"] = json!(11),
        none(),
        "line_off_scale",
        "/policy/boundaries/0/promote_at",
        "`promote_at` must be between 0 and 10, the ends of the scale (got 11)",
    );
    check(
        &|policy| policy["boundaries"][0]["tier"] = json!("incubator"),
        none(),
        "boundary_tier",
        "/policy/boundaries/0/tier",
        "a boundary must be that of `strategic` or `key`; incubators have a rule of their own",
    );
    check(
        &|policy| policy["boundaries"][0]["tier"] = json!("key"),
        none(),
        "boundary_twice",
        "/policy/boundaries/1/tier",
        "a tier must have one boundary (got two for the same)",
    );
    check(
        &|policy| policy["dwell_up_periods"] = json!(0),
        none(),
        "dwell_zero",
        "/policy/dwell_up_periods",
        "`dwell_up_periods` must be at least 1 (got 0)",
    );
    check(
        &|policy| policy["incubator"] = json!({"potential": {"criterion": "potentail"}, "enter_at": 7}),
        none(),
        "unknown_id",
        "/policy/incubator/potential/criterion",
        "there is no criterion `potentail`",
    );
    check(
        &|policy| policy["incubator"] = json!({"potential": "score", "enter_at": 7, "leave_below": 8}),
        none(),
        "incubator_line",
        "/policy/incubator/leave_below",
        "`leave_below` of the incubator rule must be at most 7, the value of `enter_at` (got 8)",
    );
    check(
        &|policy| {
            policy["overrides"] =
                json!([{"account_id": "globex", "tier": "key", "reason": " ", "expires_on": "2026-01-01"}]);
        },
        none(),
        "override_without_reason",
        "/policy/overrides/0/reason",
        "the override of account `globex` must have a reason (got a blank)",
    );
    check(
        &|_| (),
        json!([{"account_id": "globx"}]),
        "unknown_id",
        "/history/0/account_id",
        "there is no account `globx`",
    );
    check(
        &|_| (),
        json!([{"account_id": "globex"}, {"account_id": "globex"}]),
        "duplicate_account",
        "/history/1/account_id",
        "`history` must name account `globex` once",
    );
    check(
        &|_| (),
        json!([{"account_id": "globex", "scores": [5, 12]}]),
        "score_off_scale",
        "/history/0/scores/1",
        "an earlier score of account `globex` must be between 0 and 10 (got 12)",
    );
}

proptest! {
    #[test]
    fn better_scores_never_mean_a_lower_tier(
        worse in score_paths(), better_by in prop::collection::vec(0_u32..=4, 40), lines in (0_u32..=12, 0_u32..=4, 0_u32..=4, 0_u32..=4),
        dwell in (1_u32..4, 1_u32..4), start in prop::option::of(0_usize..4),
    ) {
        let half = |value: u32| f64::from(value) / 2.0;
        let better: Vec<f64> = worse.iter().zip(better_by).map(|(score, by)| (score + half(by)).min(10.0)).collect();
        let key = (half(lines.0 + lines.1), half(lines.0));
        let strategic = (key.0 + half(lines.2.max(lines.3)), key.1 + half(lines.3));
        let policy = json!({"dwell_up_periods": dwell.0, "dwell_down_periods": dwell.1, "boundaries": [
            {"tier": "key", "promote_at": key.0.min(10.0), "demote_below": key.1},
            {"tier": "strategic", "promote_at": strategic.0.max(strategic.1).min(10.0), "demote_below": strategic.1.min(10.0)}]});
        let start = start.map(|index| ["strategic", "key", "incubator", "standard"][index]);
        let (worse, better) = (path(&policy, start, &worse), path(&policy, start, &better));
        for (low, high) in worse.earlier_tiers.iter().zip(&better.earlier_tiers) {
            prop_assert!(high <= low, "better tiers are smaller");
        }
        prop_assert!(better.tier_by_score <= worse.tier_by_score);
    }
}
