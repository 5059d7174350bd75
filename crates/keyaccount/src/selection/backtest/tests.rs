//! Worked and published examples, laws, the texts of errors.

#![expect(
    clippy::needless_pass_by_value,
    reason = "cases read best with their JSON in place"
)]
#![expect(clippy::float_cmp, reason = "the quotients are those of small whole numbers")]

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{
    AccountMargin, BacktestAnswer, BacktestError, BacktestInput, BacktestNote, BacktestPolicy, LeftOutWhy,
    NoFigureReason, PastSelection, SelectionBacktest, backtest,
};
use crate::document;
use crate::fault::Fault;
use crate::quantity::{Datum, Money};
use crate::scoring::AgreementAbsence;

fn run(
    periods: &[&str],
    selections: Value,
    margins: &Value,
    policy: Value,
) -> Result<BacktestAnswer, BacktestError> {
    let periods: Vec<String> = periods.iter().map(|&period| period.to_owned()).collect();
    let selections: Vec<PastSelection> = document::read(&selections.to_string()).unwrap();
    let margins: Vec<AccountMargin> = document::read(&margins.to_string()).unwrap();
    let policy: BacktestPolicy = document::read(&policy.to_string()).unwrap();
    backtest(&BacktestInput {
        periods: &periods,
        selections: &selections,
        margins: &margins,
        policy: &policy,
    })
}

/// Rows of margins: the id, then an amount per year from 2023 on; an empty text leaves the year out.
fn margins(rows: &[(&str, &[&str])]) -> Value {
    let rows = rows.iter().flat_map(|(id, amounts)| {
        (2023..).zip(amounts.iter()).filter(|(_, amount)| !amount.is_empty()).map(move |(year, amount)| {
            json!({"account_id": id, "period": format!("{year}"), "margin": {"amount": amount, "currency": "EUR"}})
        })
    });
    rows.collect()
}

const YEARS: [&str; 3] = ["2023", "2024", "2025"];

fn one(answer: BacktestAnswer) -> SelectionBacktest {
    let [only] = <[SelectionBacktest; 1]>::try_from(answer.selections).unwrap();
    only
}

fn amount(datum: Datum<Money>) -> String {
    datum.value().unwrap().to_string()
}

/// a, b, c selected: 100 to 150 (+50 %), 200 to 220 (+10 %), 100 to 80 (-20 %).
/// d, e, f not: 100 to 130 (+30 %), 50 to 50 (0 %), 200 gone (-100 %).
fn six() -> Value {
    margins(&[
        ("a", &["80", "100", "150"]),
        ("b", &["150", "200", "220"]),
        ("c", &["100", "100", "80"]),
        ("d", &["100", "100", "130"]),
        ("e", &["50", "50", "50"]),
        ("f", &["200", "200", ""]),
    ])
}

/// 90 EUR on 10 is nine times the margin, 500,000 on a million half of it; what was missed is money.
#[test]
fn the_most_money_is_missed_first() {
    let rows = margins(&[
        ("a", &["1", "100", "100"]),
        ("big", &["1", "1000000", "1500000"]),
        ("tiny", &["1", "10", "100"]),
    ]);
    let missed = |at_most: u32| -> Vec<String> {
        let selection = json!([{"period": "2024", "selected": ["a"]}]);
        let policy =
            json!({"gone": "count_as_zero", "list_at_most": at_most, "benchmark": {"growth_ratio": 0.1}});
        let test = one(run(&YEARS, selection, &rows, policy).unwrap());
        let missed = test.missed.iter().map(|account| account.account_id.to_string());
        missed.collect()
    };
    assert_eq!(missed(2), ["big", "tiny"]);
    assert_eq!(missed(1), ["big"]);
}

#[test]
fn the_figures_follow_from_the_definitions() {
    let selection = json!([{"period": "2024", "selected": ["a", "b", "c"]}]);
    let test = one(run(&YEARS, selection, &six(), json!({"gone": "count_as_zero"})).unwrap());
    assert_eq!(
        (
            test.selected.account_count,
            test.not_selected.account_count,
            test.not_selected.gone_count
        ),
        (3, 3, 1)
    );
    assert_eq!(amount(test.selected.margin_before), "400.00 EUR");
    assert_eq!(amount(test.selected.margin_after), "450.00 EUR");
    assert_eq!(
        (amount(test.selected.growth), test.selected.growth_ratio),
        ("50.00 EUR".to_owned(), Datum::Value(0.125))
    );
    assert_eq!(
        (amount(test.not_selected.growth), test.not_selected.growth_ratio),
        ("-170.00 EUR".to_owned(), Datum::Value(-170.0 / 350.0))
    );
    assert_eq!(
        (
            amount(test.selected.median_growth),
            test.selected.median_growth_ratio
        ),
        ("20.00 EUR".to_owned(), Datum::Value(0.1))
    );
    assert_eq!(test.growth_ratio_difference, Datum::Value(0.125 + 170.0 / 350.0));
    // Ratios 0.5, 0.1, -0.2, 0.3, 0, -1: the median lies between 0 and 0.1.
    assert_eq!(test.benchmark, Datum::Value(0.05));
    assert_eq!(
        (
            test.hit_rate.value().unwrap().get(),
            test.base_rate.value().unwrap().get()
        ),
        (2.0 / 3.0, 0.5)
    );
    assert_eq!(test.lift, Datum::Value((2.0 / 3.0) / 0.5));
    let missed: Vec<&str> = test
        .missed
        .iter()
        .map(|account| account.account_id.as_str())
        .collect();
    let wrong: Vec<&str> = test
        .wrong
        .iter()
        .map(|account| account.account_id.as_str())
        .collect();
    assert_eq!((missed, wrong), (vec!["d"], vec!["c"]));
    assert_eq!(test.gone_account_ids[0].as_str(), "f");
    // Before: 330 to 400 for those selected, 350 to 350 for the others.
    assert_eq!(test.selected.earlier_growth_ratio, Datum::Value(70.0 / 330.0));
    assert_eq!(test.not_selected.earlier_growth_ratio, Datum::Value(0.0));
    assert_eq!(
        test.notes,
        [
            BacktestNote::SelectedGrewMoreBefore,
            BacktestNote::FewSelected,
            BacktestNote::GoneCountAsZero
        ]
    );
    assert!(test.undefined.is_empty());
}

#[test]
fn survivors_look_better_and_the_answer_says_so() {
    let selection = json!([{"period": "2024", "selected": ["a", "f"]}]);
    let counted = one(run(
        &YEARS,
        selection.clone(),
        &six(),
        json!({"gone": "count_as_zero"}),
    )
    .unwrap());
    let left_out = one(run(&YEARS, selection.clone(), &six(), json!({"gone": "leave_out"})).unwrap());
    assert_eq!(
        (counted.selected.growth_ratio, left_out.selected.growth_ratio),
        (Datum::Value(-0.5), Datum::Value(0.5))
    );
    assert_eq!(
        (
            left_out.left_out[0].account_id.as_str(),
            left_out.left_out[0].selected,
            left_out.left_out[0].reason
        ),
        ("f", true, LeftOutWhy::NoMarginAfter)
    );
    let mut unknown = six();
    unknown
        .as_array_mut()
        .unwrap()
        .push(json!({"account_id": "f", "period": "2025", "margin": {"state": "unknown"}}));
    let unknown = one(run(&YEARS, selection, &unknown, json!({"gone": "count_as_zero"})).unwrap());
    assert_eq!(
        unknown.left_out[0].reason,
        LeftOutWhy::MarginAfterUnknown,
        "what nobody found is not 0"
    );
}

#[test]
fn what_is_undefined_says_why() {
    let policy = || json!({"gone": "count_as_zero"});
    let nobody = one(run(
        &YEARS,
        json!([{"period": "2024", "selected": []}]),
        &six(),
        policy(),
    )
    .unwrap());
    let reasons: Vec<(&str, NoFigureReason)> = nobody
        .undefined
        .iter()
        .map(|entry| (entry.field, entry.reason))
        .collect();
    assert_eq!(
        reasons,
        [
            ("selected.margin_before", NoFigureReason::NoAccounts),
            ("selected.growth_ratio", NoFigureReason::NoAccounts),
            ("selected.median_growth_ratio", NoFigureReason::NoGrowthRatio),
            ("selected.earlier_growth_ratio", NoFigureReason::NoEarlierMargin),
            ("growth_ratio_difference", NoFigureReason::OtherGroupUndefined),
            ("hit_rate", NoFigureReason::NoAccounts),
            ("lift", NoFigureReason::NoAccounts),
        ]
    );
    let loss = margins(&[("a", &["", "-10", "20"]), ("b", &["", "0", "5"])]);
    let loss = one(run(
        &YEARS,
        json!([{"period": "2024", "selected": ["a"]}]),
        &loss,
        policy(),
    )
    .unwrap());
    assert_eq!(
        (amount(loss.selected.growth), loss.selected.growth_ratio),
        ("30.00 EUR".to_owned(), Datum::NotApplicable)
    );
    assert_eq!(loss.undefined[0].reason, NoFigureReason::MarginBeforeNotPositive);
    assert_eq!(
        (loss.benchmark, loss.hit_rate),
        (Datum::NotApplicable, Datum::NotApplicable)
    );
    let none_exceeds = one(run(
        &YEARS,
        json!([{"period": "2024", "selected": ["a"]}]),
        &six(),
        json!({"gone": "count_as_zero", "benchmark": {"growth_ratio": 9}}),
    )
    .unwrap());
    assert_eq!(
        none_exceeds.undefined.last().unwrap().reason,
        NoFigureReason::NobodyExceeds
    );
    assert_eq!(none_exceeds.hit_rate.value().unwrap().get(), 0.0);
}

#[test]
fn an_account_that_came_later_is_not_compared() {
    let rows = margins(&[
        ("a", &["", "100", "110"]),
        ("new", &["", "", "900"]),
        ("late", &["", "", "7"]),
    ]);
    let test = one(run(
        &YEARS,
        json!([{"period": "2024", "selected": ["a", "late"]}]),
        &rows,
        json!({"gone": "leave_out"}),
    )
    .unwrap());
    assert_eq!(
        (test.selected.account_count, test.not_selected.account_count),
        (1, 0)
    );
    assert_eq!(test.left_out.len(), 1);
    assert_eq!(test.left_out[0].reason, LeftOutWhy::NoMarginBefore);
    assert!(test.notes.contains(&BacktestNote::NoEarlierGrowth));
}

#[test]
fn scores_are_held_against_growth() {
    let score = |id: &str, score: f64| json!({"account_id": id, "score": score});
    let selection = json!([{"period": "2024", "selected": ["a"], "scores": [score("a", 9.0), score("b", 8.0), score("c", 7.0), score("d", 6.0)]}]);
    let test = one(run(&YEARS, selection, &six(), json!({"gone": "leave_out"})).unwrap());
    // Ranks of scores 4, 3, 2, 1 and of growth 4, 2, 1, 3: 1 - 6 * (0 + 1 + 1 + 4) / (4 * 15) = 0.4.
    let agreement = test.rank_agreement.unwrap();
    assert_eq!((agreement.account_count, agreement.absence), (4, None));
    assert!((agreement.spearman.unwrap() - 0.4).abs() < 1e-12);
    // Growth is the reference: 1 - 1/16 - 1/48 - 1/4, where the scores as the reference would give 37/48.
    assert!((agreement.ws_similarity.unwrap() - 2.0 / 3.0).abs() < 1e-12);
}

#[test]
fn scores_that_order_nothing_agree_with_nothing() {
    let agreement = |scores: Value| {
        let selection = json!([{"period": "2024", "selected": ["a"], "scores": scores}]);
        let test = one(run(&YEARS, selection, &six(), json!({"gone": "leave_out"})).unwrap());
        assert!(test.undefined.is_empty());
        let agreement = test.rank_agreement.unwrap();
        assert_eq!(agreement.spearman, None);
        (agreement.account_count, agreement.absence)
    };
    let score = |id: &str, score: f64| json!({"account_id": id, "score": score});
    assert_eq!(
        agreement(json!([score("a", 9.0), score("b", 9.0)])),
        (2, Some(AgreementAbsence::OtherAllTied))
    );
    assert_eq!(
        agreement(json!([score("a", 9.0)])),
        (1, Some(AgreementAbsence::FewerThanTwo))
    );
}

#[test]
fn input_that_is_wrong_says_where() {
    let check = |periods: &[&str],
                 selections: Value,
                 rows: &Value,
                 policy: Value,
                 code: &str,
                 path: &str,
                 message: &str| {
        let error = run(periods, selections, rows, policy).unwrap_err();
        assert_eq!(
            (error.to_string().as_str(), error.code(), error.path().as_str()),
            (message, code, path)
        );
    };
    let policy = || json!({"gone": "leave_out"});
    let selected = |period: &str, ids: &[&str]| json!([{"period": period, "selected": ids}]);
    check(
        &["2024", "2024"],
        json!([]),
        &json!([]),
        policy(),
        "duplicate_period",
        "/periods/1",
        "the periods must differ (got `2024` twice)",
    );
    check(
        &YEARS,
        selected("2026", &[]),
        &six(),
        policy(),
        "unknown_period",
        "/selections/0/period",
        "there is no period `2026` among those listed",
    );
    check(
        &YEARS,
        selected("2025", &[]),
        &six(),
        policy(),
        "no_later_period",
        "/selections/0/period",
        "there must be 1 later periods after `2025` (got 0)",
    );
    check(
        &YEARS,
        json!([]),
        &six(),
        json!({"gone": "leave_out", "horizon_periods": 0}),
        "horizon_zero",
        "/policy/horizon_periods",
        "`horizon_periods` must be at least 1 (got 0)",
    );
    check(
        &YEARS,
        selected("2024", &["a", "z"]),
        &six(),
        policy(),
        "unknown_account",
        "/selections/0/selected/1",
        "account `z` must have a margin in some period (got none)",
    );
    check(
        &YEARS,
        selected("2024", &["a", "a"]),
        &six(),
        policy(),
        "duplicate_account",
        "/selections/0/selected/1",
        "`selected` must name account `a` once",
    );
    let mut rows = six();
    rows[1]["margin"]["currency"] = json!("USD");
    check(
        &YEARS,
        json!([]),
        &rows,
        policy(),
        "currencies_differ",
        "/margins/1/margin",
        "amounts must share one currency (got EUR and USD, account `a`)",
    );
    let mut rows = six();
    rows[1]["period"] = json!("2023");
    check(
        &YEARS,
        json!([]),
        &rows,
        policy(),
        "duplicate_margin",
        "/margins/1",
        "account `a` must have one margin in period `2023` (got two)",
    );
    assert!(
        document::read::<BacktestPolicy>("{}").is_err(),
        "what counts for those who are gone has no default"
    );
}

proptest! {
    #[test]
    fn totals_add_up_and_rates_follow(
        rows in prop::collection::vec((-200_i32..1000, prop::option::weighted(0.8, -200_i32..1000), any::<bool>()), 1..20),
    ) {
        let ids: Vec<String> = (0..rows.len()).map(|index| format!("{index:02}")).collect();
        let mut margins = Vec::new();
        for (id, (before, after, _)) in ids.iter().zip(&rows) {
            let row = |year: &str, cents: i32| json!({"account_id": id, "period": year, "margin": {"amount": format!("{}", f64::from(cents) / 4.0), "currency": "EUR"}});
            margins.push(row("2023", *before));
            margins.extend(after.map(|after| row("2024", after)));
        }
        let selected: Vec<&String> = ids.iter().zip(&rows).filter(|(_, row)| row.2).map(|(id, _)| id).collect();
        let test = one(run(&["2023", "2024"], json!([{"period": "2023", "selected": selected}]), &Value::Array(margins), json!({"gone": "count_as_zero", "list_at_most": 99})).unwrap());
        let cents = |side: bool| -> i32 { rows.iter().filter(|row| row.2 == side).map(|row| row.1.unwrap_or(0) - row.0).sum() };
        for (group, side) in [(&test.selected, true), (&test.not_selected, false)] {
            if let Datum::Value(growth) = group.growth {
                prop_assert_eq!(growth.to_f64(), f64::from(cents(side)) / 4.0);
            }
        }
        // By the definition: the ratios, sorted; those above the middle.
        let mut ratios: Vec<f64> = rows.iter().filter(|row| row.0 > 0).map(|row| f64::from(row.1.unwrap_or(0) - row.0) / f64::from(row.0)).collect();
        ratios.sort_by(f64::total_cmp);
        let Datum::Value(benchmark) = test.benchmark else {
            prop_assert!(ratios.is_empty());
            return Ok(());
        };
        let above = ratios.iter().filter(|ratio| **ratio > benchmark).count();
        let below = ratios.iter().filter(|ratio| **ratio < benchmark).count();
        prop_assert!(2 * above <= ratios.len() && 2 * below <= ratios.len());
        let hits = rows.iter().filter(|row| row.2 && row.0 > 0 && f64::from(row.1.unwrap_or(0) - row.0) / f64::from(row.0) > benchmark).count();
        prop_assert_eq!(hits + test.missed.len(), above);
        let shrank = rows.iter().filter(|row| row.2 && row.1.unwrap_or(0) < row.0).count();
        prop_assert_eq!(test.wrong.len(), shrank);
    }
}
