//! Columns equal documents, blocks and threads do not show, ranks are those of a full sort.

use proptest::prelude::*;
use serde_json::json;

use super::{
    BLOCK, ColumnSummary, Columns, RowRanks, RowScores, RowTie, ScoredColumns, TopRows, rank_columns,
    score_columns, top_rows,
};
use crate::fault::Fault;
use crate::quantity::{Datum, State};
use crate::scoring::tests::cases::{Case, cases};
use crate::scoring::tests::{compiled, of};
use crate::scoring::{AccountScore, CompiledModel, ScoreError};
use crate::vocabulary::Fact;

/// The accounts of a case again and again, as columns.
struct Facts {
    values: Vec<Vec<f64>>,
    states: Vec<Vec<u8>>,
}

impl Facts {
    /// Returns columns of `rows` rows; absent cells hold `filler`.
    fn of(case: &Case, rows: usize, filler: f64) -> Self {
        let facts: Vec<Vec<&Datum<Fact>>> = case
            .model
            .criteria
            .iter()
            .map(|criterion| {
                let accounts = case.accounts.iter().cycle().take(rows);
                accounts.map(|account| &account.facts[&criterion.id]).collect()
            })
            .collect();
        let value = |fact: &&Datum<Fact>| fact.value().and_then(Fact::number).unwrap_or(filler);
        let code = |fact: &&Datum<Fact>| match fact.state() {
            State::Value => 0,
            State::Missing => 1,
            State::Unknown => 2,
            State::NotApplicable => 3,
        };
        Self {
            values: facts
                .iter()
                .map(|column| column.iter().map(value).collect())
                .collect(),
            states: facts
                .iter()
                .map(|column| column.iter().map(code).collect())
                .collect(),
        }
    }

    fn score(&self, model: &CompiledModel, outputs: ScoredColumns<'_>) -> Result<ColumnSummary, ScoreError> {
        let values: Vec<&[f64]> = self.values.iter().map(Vec::as_slice).collect();
        let states: Vec<&[u8]> = self.states.iter().map(Vec::as_slice).collect();
        let all_known = states.iter().all(|column| column.iter().all(|&code| code == 0));
        let columns = Columns {
            values: &values,
            states: (!all_known).then_some(states.as_slice()),
        };
        score_columns(model, &columns, outputs)
    }
}

/// Every column that can be written, as bits: NaN equals NaN.
#[derive(Debug, Clone, PartialEq)]
struct Written {
    numbers: Vec<Vec<u64>>,
    excluded: Vec<bool>,
    summary: ColumnSummary,
}

impl Written {
    fn by(facts: &Facts, model: &CompiledModel, rows: usize) -> Self {
        let mut numbers = vec![vec![-7.0; rows]; 5 + facts.values.len()];
        let mut excluded = vec![true; rows];
        let (fixed, contributions) = numbers.split_at_mut(5);
        let [scores, final_scores, known_shares, lows, highs] = fixed else {
            panic!()
        };
        let outputs = ScoredColumns {
            scores,
            final_scores: Some(final_scores),
            excluded: Some(&mut excluded),
            known_shares: Some(known_shares),
            lows: Some(lows),
            highs: Some(highs),
            contributions: contributions.iter_mut().map(Vec::as_mut_slice).collect(),
        };
        let summary = facts.score(model, outputs).unwrap();
        let bits = |column: &Vec<f64>| column.iter().map(|cell| cell.to_bits()).collect();
        Self {
            numbers: numbers.iter().map(bits).collect(),
            excluded,
            summary,
        }
    }

    fn row(&self, row: usize) -> (Vec<u64>, bool) {
        let numbers = self.numbers.iter().map(|column| column[row]).collect();
        (numbers, self.excluded[row])
    }
}

/// What the documents say, in the order of `Written`.
fn row_of(account: &AccountScore) -> (Vec<u64>, bool) {
    let mut numbers = vec![
        account.score.unwrap_or(f64::NAN),
        account.final_score.unwrap_or(f64::NAN),
        account.coverage.known_share,
        account.interval.map_or(f64::NAN, |interval| interval.low),
        account.interval.map_or(f64::NAN, |interval| interval.high),
    ];
    numbers.extend(account.contributions.iter().map(|part| part.points));
    (numbers.into_iter().map(f64::to_bits).collect(), account.excluded)
}

fn rows_at_edges() -> impl Strategy<Value = usize> {
    prop_oneof![
        4 => 0..=70_usize,
        1 => prop::sample::select(vec![0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 1]),
    ]
}

fn filler() -> impl Strategy<Value = f64> {
    prop::sample::select(vec![f64::NAN, f64::INFINITY, 0.0, -0.0, 1e300])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn every_column_equals_the_documents_bit_for_bit(case in cases(40), rows in rows_at_edges(), filler in filler()) {
        let model = case.compiled();
        let rows = if case.accounts.is_empty() { 0 } else { rows };
        let written = Written::by(&Facts::of(&case, rows, filler), &model, rows);
        let answer = model.score(&case.accounts).unwrap();
        let accounts: Vec<&AccountScore> =
            case.accounts.iter().map(|account| of(&answer, account.id.as_str())).collect();
        let mut summary = ColumnSummary::default();
        for (row, account) in (0..rows).zip(accounts.iter().cycle()) {
            prop_assert_eq!(written.row(row), row_of(account), "row {}", row);
            summary.unscored_rows += usize::from(account.score.is_none());
            summary.partial_rows += usize::from(account.contributions.iter().any(|part| part.fact.value().is_none()));
            summary.clipped_values += account.contributions.iter().filter(|part| part.clipped).count();
        }
        prop_assert_eq!(written.summary, summary);
    }

    #[test]
    fn what_is_not_asked_for_changes_nothing(case in cases(30), rows in 0..70_usize) {
        let model = case.compiled();
        let rows = if case.accounts.is_empty() { 0 } else { rows };
        let facts = Facts::of(&case, rows, f64::NAN);
        let all = Written::by(&facts, &model, rows);
        let bits = |column: &[f64]| -> Vec<u64> { column.iter().map(|cell| cell.to_bits()).collect() };
        let (mut scores, mut other) = (vec![0.0; rows], vec![0.0; rows]);
        prop_assert_eq!(facts.score(&model, (&mut scores).into()).unwrap(), all.summary);
        prop_assert_eq!(&bits(&scores), &all.numbers[0]);
        let highs = ScoredColumns { scores: &mut scores, highs: Some(&mut other), ..ScoredColumns::default() };
        facts.score(&model, highs).unwrap();
        prop_assert_eq!(&bits(&other), &all.numbers[4]);
        let finals = ScoredColumns { scores: &mut scores, final_scores: Some(&mut other), ..ScoredColumns::default() };
        facts.score(&model, finals).unwrap();
        prop_assert_eq!(&bits(&other), &all.numbers[1]);
    }

    #[test]
    fn contributions_add_up_to_the_score(case in cases(20)) {
        let (model, rows) = (case.compiled(), case.accounts.len());
        let written = Written::by(&Facts::of(&case, rows, f64::NAN), &model, rows);
        for row in 0..rows {
            let cells: Vec<f64> = written.row(row).0.into_iter().map(f64::from_bits).collect();
            let sum = cells[5..].iter().fold(case.model.scale.min(), |sum, points| sum + points);
            prop_assert!(cells[0].is_nan() || sum.to_bits() == cells[0].to_bits());
        }
    }

    #[test]
    fn ranks_and_ties_are_those_of_the_documents(case in cases(40), tolerance in prop::sample::select(vec![0.0, 0.01, 1.0])) {
        let mut case = case;
        case.model.tie_tolerance = tolerance;
        let (model, rows) = (case.compiled(), case.accounts.len());
        let written = Written::by(&Facts::of(&case, rows, f64::NAN), &model, rows);
        let finals: Vec<f64> = written.numbers[1].iter().map(|&bits| f64::from_bits(bits)).collect();
        let scores =
            RowScores { final_scores: &finals, excluded: Some(&written.excluded), tolerance: model.tie_span() };
        let found = rank_columns(&scores);
        let answer = model.score(&case.accounts).unwrap();
        for (account, &rank) in case.accounts.iter().zip(&found.ranks) {
            prop_assert_eq!(of(&answer, account.id.as_str()).rank.unwrap_or(0), rank);
        }
        let ties: Vec<RowTie> = answer
            .ties
            .iter()
            .map(|tie| RowTie { rank: tie.rank, rows: tie.account_ids.len(), spread: tie.spread })
            .collect();
        prop_assert_eq!(found.ties, ties);
    }

    #[test]
    fn the_top_is_the_head_of_a_full_sort(
        drawn in prop::collection::vec((0_u8..40, any::<bool>()), 0..3000),
        spacing in prop::sample::select(vec![1.0, 0.25, -0.5]),
        tolerance in prop::sample::select(vec![0.0, 0.3, 2.0]),
        places in 0..40_usize,
        many in any::<bool>(),
    ) {
        let places = if many { places * 40 } else { places };
        let score = |code: u8| match code {
            0 => f64::NAN,
            1 => f64::INFINITY,
            2 => -0.0,
            code => f64::from(code - 3) * spacing,
        };
        let final_scores: Vec<f64> = drawn.iter().map(|&(code, _)| score(code)).collect();
        let excluded: Vec<bool> = drawn.iter().map(|&(code, out)| out && code % 7 == 0).collect();
        let scores = RowScores { final_scores: &final_scores, excluded: Some(&excluded), tolerance };
        let mut order: Vec<usize> =
            (0..drawn.len()).filter(|&row| final_scores[row].is_finite() && !excluded[row]).collect();
        order.sort_by(|&left, &right| {
            final_scores[right].partial_cmp(&final_scores[left]).unwrap().then(left.cmp(&right))
        });
        let ranks = rank_columns(&scores).ranks;
        let expected: Vec<usize> =
            order.iter().copied().filter(|&row| usize::try_from(ranks[row]).unwrap() <= places).collect();
        let found = top_rows(&scores, places);
        prop_assert!(found.rows.len() >= places.min(order.len()));
        prop_assert_eq!(&found.ranks, &expected.iter().map(|&row| ranks[row]).collect::<Vec<_>>());
        let at_line = if expected.len() > places {
            found.ranks.iter().filter(|&rank| Some(rank) == found.ranks.last()).count()
        } else {
            0
        };
        prop_assert_eq!((found.rows, found.tied_at_line), (expected, at_line));
    }
}

#[test]
fn a_tie_is_measured_from_its_leader() {
    let scores = RowScores {
        final_scores: &[1.0, 2.0, 3.0, 4.0],
        excluded: None,
        tolerance: 1.0,
    };
    assert_eq!(rank_columns(&scores).ranks, [3, 3, 1, 1]);
    assert_eq!(top_rows(&scores, 1).rows, [3, 2]);
    assert_eq!(top_rows(&scores, 3).tied_at_line, 2);
}

#[test]
fn nothing_is_defined() {
    let scores = RowScores {
        final_scores: &[],
        excluded: None,
        tolerance: 0.0,
    };
    assert_eq!(rank_columns(&scores), RowRanks::default());
    assert_eq!(top_rows(&scores, 3), TopRows::default());
}

fn two_criteria() -> CompiledModel {
    compiled(
        json!({"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
        "criteria": [
            {"id": "second_by_id", "name": "A", "meaning": "M", "unit": "points", "weight": 1,
             "direction": "more_is_better", "anchors": {"worst": 0, "best": 10}, "when_absent": "refuse"},
            {"id": "first_by_id", "name": "B", "meaning": "M", "unit": "points", "weight": 1,
             "direction": "less_is_better", "anchors": {"worst": 10, "best": 0}, "when_absent": "refuse"}]}),
    )
}

#[test]
fn the_first_fault_is_first_by_column_then_by_row() {
    let model = two_criteria();
    let rows = 40 * BLOCK;
    let (mut first, mut second) = (vec![5.0; rows], vec![5.0; rows]);
    second[3] = f64::NAN;
    first[30 * BLOCK] = 11.0;
    first[35 * BLOCK] = f64::INFINITY;
    let mut scores = vec![0.0; rows];
    let mut check = |first: &[f64], second: &[f64], path: &str, code: &str| {
        let columns = Columns {
            values: &[first, second],
            states: None,
        };
        let error = score_columns(&model, &columns, &mut scores).unwrap_err();
        assert_eq!((error.path().as_str(), error.code()), (path, code));
    };
    check(&first, &second, "/second_by_id/30720", "outside_anchors");
    check(&vec![5.0; rows], &second, "/first_by_id/3", "not_finite");
}

#[test]
fn a_negative_zero_lies_on_the_anchor_zero() {
    let mut scores = [0.0; 2];
    let columns = Columns {
        values: &[&[-0.0, 0.0], &[-0.0, 0.0]],
        states: None,
    };
    let summary = score_columns(&two_criteria(), &columns, &mut scores).unwrap();
    assert_eq!(
        (scores[0].to_bits(), summary.clipped_values),
        (scores[1].to_bits(), 0)
    );
}

#[test]
fn columns_to_be_written_have_a_cell_per_row() {
    let model = two_criteria();
    let fine: &[f64] = &[1.0, 2.0];
    let columns = Columns {
        values: &[fine, fine],
        states: None,
    };
    let mut scores = [0.0; 2];
    let mut short = [0.0; 1];
    let lows = ScoredColumns {
        scores: &mut scores,
        lows: Some(&mut short),
        ..ScoredColumns::default()
    };
    let error = score_columns(&model, &columns, lows).unwrap_err();
    assert_eq!(
        (error.code(), error.to_string().as_str()),
        (
            "output_length",
            "the column `lows` to be written must have 2 rows like the scores (got 1)"
        )
    );
    let contributions = ScoredColumns {
        scores: &mut scores,
        contributions: vec![&mut short],
        ..ScoredColumns::default()
    };
    let error = score_columns(&model, &columns, contributions).unwrap_err();
    assert_eq!(
        error.to_string(),
        "there must be one column of contributions per criterion: 2 (got 1)"
    );
    let mut long = [0.0; 2];
    let contributions = ScoredColumns {
        scores: &mut scores,
        contributions: vec![&mut long, &mut short],
        ..ScoredColumns::default()
    };
    let error = score_columns(&model, &columns, contributions).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the column of contributions of `first_by_id` must have 2 rows (got 1)"
    );
}

/// The rows that make a run of one thread, a few times, and a bit.
#[cfg(feature = "parallel")]
const ROWS: usize = 35 * BLOCK + 13;

#[cfg(feature = "parallel")]
fn on<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .unwrap();
    pool.install(work)
}

#[cfg(feature = "parallel")]
proptest! {
    #![proptest_config(ProptestConfig::with_cases(3))]

    #[test]
    fn any_number_of_threads_gives_the_same_bits(case in cases(40)) {
        prop_assume!(!case.accounts.is_empty());
        let model = case.compiled();
        let facts = Facts::of(&case, ROWS, f64::NAN);
        let one = on(1, || Written::by(&facts, &model, ROWS));
        let finals: Vec<f64> = one.numbers[1].iter().map(|&bits| f64::from_bits(bits)).collect();
        let scores = RowScores { final_scores: &finals, excluded: Some(&one.excluded), tolerance: model.tie_span() };
        let ranked = on(1, || (rank_columns(&scores), top_rows(&scores, 50)));
        for threads in [2, 3, 8] {
            prop_assert!(on(threads, || Written::by(&facts, &model, ROWS)) == one);
            prop_assert!(on(threads, || (rank_columns(&scores), top_rows(&scores, 50))) == ranked);
        }
    }
}

#[cfg(feature = "parallel")]
#[test]
fn any_number_of_threads_names_the_same_fault() {
    let model = two_criteria();
    let (mut first, mut second) = (vec![5.0; ROWS], vec![5.0; ROWS]);
    for row in [3, 9_000, 18_000] {
        second[row] = f64::NAN;
        first[row + 15_000] = 11.0;
    }
    for threads in [1, 2, 3, 8] {
        let error = on(threads, || {
            let columns = Columns {
                values: &[&first, &second],
                states: None,
            };
            score_columns(&model, &columns, &mut vec![0.0; ROWS]).unwrap_err()
        });
        assert_eq!(error.path(), "/second_by_id/15003");
    }
}
