//! What holds whatever the numbers.

use proptest::prelude::*;

use super::{Data, bits, column_name, data, documents, every_rank_method, near, ranked};
use crate::scoring::second_opinion::{
    ProductScaling, TopsisScaling, competition_ranks, rank_accounts, row_ranks,
};
use crate::scoring::{AccountTable, Better};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn weights_have_no_scale(data in data(1.0), times in 1_u32..1000) {
        let mut scaled = data.clone();
        scaled.weights = data.weights.iter().map(|weight| weight * f64::from(times) / 7.0).collect();
        for ((name, _, before), (_, _, after)) in data.every_method().into_iter().zip(scaled.every_method()) {
            prop_assert!(near(&before.unwrap(), &after.unwrap(), 1e-9), "{name}");
        }
    }

    #[test]
    fn rows_and_columns_may_change_places(data in data(1.0)) {
        let mut turned = data.clone();
        turned.rows.reverse();
        turned.rows.iter_mut().for_each(|row| row.reverse());
        turned.weights.reverse();
        turned.better.reverse();
        let turned = Data::of(turned.rows, turned.weights, turned.better);
        for ((name, _, before), (_, _, after)) in data.every_method().into_iter().zip(turned.every_method()) {
            let mut after = after.unwrap();
            after.reverse();
            prop_assert!(near(&before.unwrap(), &after, 1e-9), "{name}");
        }
    }

    #[test]
    fn documents_may_change_places_to_the_last_bit(data in data(1.0)) {
        let (model, mut accounts) = documents(&data, 1.0);
        let mut turned = model.model().clone();
        turned.criteria.reverse();
        let turned = crate::scoring::CompiledModel::compile(&turned).unwrap();
        let scores = model.score(&accounts).unwrap();
        accounts.reverse();
        let turned_scores = turned.score(&accounts).unwrap();
        for method in every_rank_method() {
            let before = rank_accounts(&model, &scores, &method).unwrap();
            let after = rank_accounts(&turned, &turned_scores, &method).unwrap();
            prop_assert_eq!(serde_json::to_string(&before).unwrap(), serde_json::to_string(&after).unwrap());
        }
    }

    #[test]
    fn ranks_without_words_are_those_of_the_answer(data in data(10.0)) {
        let (model, accounts) = documents(&data, 10.0);
        let scores = model.score(&accounts).unwrap();
        for method in every_rank_method() {
            let answer = rank_accounts(&model, &scores, &method).unwrap();
            let table = AccountTable::new(&model, &scores, method.basis());
            let ranks = row_ranks(&model, &table.view().unwrap(), &method).unwrap();
            prop_assert_eq!(ranks.len(), answer.accounts.len());
            for (id, rank) in table.account_ids.iter().zip(ranks) {
                let account = answer.accounts.iter().find(|account| account.account_id == *id).unwrap();
                prop_assert_eq!(account.rank, rank, "{:?}", method);
            }
        }
    }

    #[test]
    fn documents_and_columns_give_the_same_bits(data in data(10.0)) {
        let (model, accounts) = documents(&data, 10.0);
        let scores = model.score(&accounts).unwrap();
        for method in every_rank_method() {
            let answer = rank_accounts(&model, &scores, &method).unwrap();
            let table = AccountTable::new(&model, &scores, method.basis());
            let view = table.view().unwrap();
            let columns = Data::of(
                (0..view.rows()).map(|row| view.columns().iter().map(|column| column.values[row]).collect()).collect(),
                view.columns().iter().map(|column| column.weight.get()).collect(),
                view.columns().iter().map(|column| column.better).collect(),
            );
            let name = column_name(&method);
            let (.., found) = columns.every_method().into_iter().find(|(found, ..)| *found == name).unwrap();
            let found = found.unwrap();
            prop_assert_eq!((answer.accounts.len(), found.len()), (data.rows.len(), data.rows.len()));
            for account in &answer.accounts {
                let row = table.account_ids.iter().position(|id| *id == account.account_id).unwrap();
                prop_assert_eq!(found[row].to_bits(), account.measure.to_bits(), "{} {}", name, account.account_id);
            }
        }
    }

    #[test]
    fn a_row_that_is_nowhere_worse_is_never_behind(data in data(1.0)) {
        for (name, better, scores) in data.every_method() {
            let scores = scores.unwrap();
            for (left, left_cells) in data.rows.iter().enumerate() {
                for (right, right_cells) in data.rows.iter().enumerate() {
                    let mut cells = left_cells.iter().zip(right_cells).zip(&data.better);
                    if cells.all(|((left, right), better)| (left - right) * better.sign() >= 0.0) {
                        prop_assert!((scores[left] - scores[right]) * better.sign() >= -1e-9, "{name}: {left} {right}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_better_cell_never_hurts_its_row(data in data(1.0), row in 0_usize..30, column in 0_usize..6, to in 1_u32..=100) {
        let (row, column) = (row % data.rows.len(), column % data.weights.len());
        let mut rows = data.rows.clone();
        let cell = f64::from(to) / 100.0;
        prop_assume!((cell - rows[row][column]) * data.better[column].sign() > 0.0);
        rows[row][column] = cell;
        let raised = Data::of(rows, data.weights.clone(), data.better.clone());
        // Only where the cell does not also move the scale for a vector norm or a range.
        let alone = ["worst-of", "product of ratios", "product of values", "waspas of ratios", "waspas of values",
                     "topsis on anchors", "spotis"];
        let mut seen = 0;
        for ((name, better, before), (_, _, after)) in data.every_method().into_iter().zip(raised.every_method()) {
            if alone.contains(&name) {
                let gain = (after.unwrap()[row] - before.unwrap()[row]) * better.sign();
                prop_assert!(gain >= -1e-12, "{name}: {gain}");
                seen += 1;
            }
        }
        prop_assert_eq!(seen, alone.len());
    }

    #[test]
    fn accounts_that_join_or_leave_change_nothing_on_fixed_anchors(data in data(1.0), keep in prop::collection::vec(any::<bool>(), 30)) {
        let kept: Vec<usize> = (0..data.rows.len()).filter(|&row| keep[row]).collect();
        let rows = kept.iter().map(|&row| data.rows[row].clone()).collect();
        let fewer = Data::of(rows, data.weights.clone(), data.better.clone());
        let fixed = ["worst-of", "product of values", "waspas of values", "topsis on anchors", "spotis"];
        let mut seen = 0;
        for ((name, _, all), (_, _, few)) in data.every_method().into_iter().zip(fewer.every_method()) {
            if fixed.contains(&name) {
                let all: Vec<f64> = kept.iter().map(|&row| all.as_ref().unwrap()[row]).collect();
                prop_assert_eq!(bits(&all), bits(&few.unwrap()), "{}", name);
                seen += 1;
            }
        }
        prop_assert_eq!(seen, fixed.len());
    }

    #[test]
    fn the_ratio_of_two_products_does_not_depend_on_the_others(data in data(1.0)) {
        prop_assume!(data.rows.len() > 2);
        let pair = Data::of(data.rows[..2].to_vec(), data.weights.clone(), data.better.clone());
        let (all, two) = (data.weighted_product(ProductScaling::Ratio).unwrap(), pair.weighted_product(ProductScaling::Ratio).unwrap());
        prop_assert!((all[0] / all[1] - two[0] / two[1]).abs() <= 1e-9 * (two[0] / two[1]));
    }

    /// The two scorings share nothing but the anchors: one adds values, the other distances.
    #[test]
    fn spotis_to_the_best_anchors_is_what_the_headline_lacks(data in data(10.0)) {
        let answer = ranked(&data, 10.0, &super::RankMethod::Spotis(super::SpotisOptions::default())).unwrap();
        for account in &answer.accounts {
            prop_assert!((account.headline_score - (10.0 - 9.0 * account.measure)).abs() < 1e-9);
            prop_assert_eq!(account.rank, account.headline_rank);
        }
    }

    #[test]
    fn parts_make_the_measure(data in data(1.0)) {
        for method in every_rank_method() {
            let answer = ranked(&data, 1.0, &method).unwrap();
            let value = serde_json::to_value(&answer).unwrap();
            let (name, rows) = value["method"].as_object().unwrap().iter().next().unwrap();
            for (row, account) in rows["rows"].as_array().unwrap().iter().zip(&answer.accounts) {
                prop_assert_eq!(row["account_id"].as_str(), Some(account.account_id.as_str()));
                let numbers = |key: &str| -> Vec<f64> {
                    row["criteria"].as_array().unwrap().iter().map(|part| part[key].as_f64().unwrap()).collect()
                };
                let (measure, expected) = match name.as_str() {
                    "worst_of" => (account.measure, row["worst_value"].as_f64().unwrap()),
                    "weighted_product" => (account.measure, numbers("factor").iter().product()),
                    "waspas" => (account.measure, f64::midpoint(numbers("term").iter().sum(), numbers("factor").iter().product())),
                    "topsis" => {
                        let squares: f64 = numbers("gap_to_best").iter().map(|gap| gap * gap).sum();
                        prop_assert!((row["distance_to_best"].as_f64().unwrap() - squares.sqrt()).abs() < 1e-12);
                        let (plus, minus) = (row["distance_to_best"].as_f64().unwrap(), row["distance_to_worst"].as_f64().unwrap());
                        (account.measure, if plus + minus > 0.0 { minus / (plus + minus) } else { 0.5 })
                    }
                    "vikor" => {
                        prop_assert!(near(&[row["s"].as_f64().unwrap(), row["r"].as_f64().unwrap()],
                            &[numbers("regret").iter().sum(), numbers("regret").into_iter().fold(0.0, f64::max)], 1e-12));
                        (account.measure, row["q"].as_f64().unwrap())
                    }
                    "promethee" => (account.measure, numbers("contribution").iter().sum()),
                    _ => (account.measure, numbers("distance").iter().sum()),
                };
                prop_assert!((measure - expected).abs() < 1e-12, "{name} {measure} {expected}");
            }
        }
    }

    #[test]
    fn ranks_are_those_of_counting(scores in prop::collection::vec((-5_i32..=5).prop_map(f64::from), 0..40)) {
        for better in [Better::Higher, Better::Lower] {
            let ranked = competition_ranks(&scores, better, 0.0);
            for (row, score) in scores.iter().enumerate() {
                let before = scores.iter().filter(|other| (**other - score) * better.sign() > 0.0).count();
                prop_assert_eq!(ranked.ranks[row], u32::try_from(before + 1).unwrap());
            }
            let mut rows = ranked.order.clone();
            rows.sort_unstable();
            prop_assert_eq!(rows, (0..scores.len()).collect::<Vec<_>>());
            prop_assert!(ranked.order.is_sorted_by_key(|&row| (ranked.ranks[row], row)));
        }
    }

    /// Whatever stands in the cells: an error, or numbers between 0 and 1, for net flows between -1 and 1.
    #[test]
    fn not_a_number_never_leaves(rows in prop::collection::vec(prop::collection::vec(
        prop_oneof![4 => 0.0_f64..=1.0, 2 => any::<f64>(), 1 => Just(0.0), 1 => Just(-0.0), 1 => Just(f64::MIN_POSITIVE), 1 => Just(1e-308),
                    1 => Just(f64::MAX), 1 => Just(f64::NAN), 1 => Just(f64::INFINITY)], 2), 0..5),
        weights in prop::collection::vec(prop_oneof![0.0_f64..=1.0, Just(5e-324), Just(1e300)], 2)) {
        prop_assume!(weights.iter().sum::<f64>() > 0.0);
        let data = Data::of(rows, weights, vec![Better::Higher, Better::Lower]);
        for (name, _, scores) in data.every_method() {
            let lowest = if name == "promethee" { -1.0 } else { 0.0 };
            for score in scores.unwrap_or_default() {
                prop_assert!((lowest..=1.0 + 1e-12).contains(&score), "{name}: {score}");
            }
        }
    }
}

/// Feature `parallel`: the number of threads shows nowhere.
#[cfg(feature = "parallel")]
#[test]
fn any_number_of_threads_gives_the_same_bits() {
    let cell = |row: usize, column: usize| {
        f64::from(u32::try_from((row * 2_654_435_761 + column * 40_503) % 9_973 + 1).unwrap()) / 9_973.0
    };
    let rows = (0..70_001).map(|row| (0..3).map(|column| cell(row, column)).collect());
    let data = Data::of(
        rows.collect(),
        vec![1.0, 2.0, 3.0],
        vec![Better::Higher, Better::Lower, Better::Higher],
    );
    let on = |threads: usize| -> Vec<(&'static str, Vec<u64>)> {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| {
            let methods = data.every_method().into_iter();
            methods
                .map(|(name, _, scores)| (name, bits(&scores.unwrap())))
                .collect()
        })
    };
    let one = on(1);
    assert!(one.iter().all(|(_, bits)| bits.len() == 70_001));
    assert_eq!(one, on(2));
    assert_eq!(one, on(5));
}

/// Own examples of the scoring notes, section 4, on a scale of 1 to 10: the fourth row is last and swaps the leaders.
#[test]
fn scales_of_the_list_reverse_ranks() {
    let weights = [0.40, 0.35, 0.25];
    // 1 less S is the weighted sum of columns scaled by their ranges.
    let sums = |rows: &[&[f64]]| -> Vec<f64> {
        let (s, ..) = Data::new(rows, &weights, "+++").vikor(0.5).unwrap();
        s.iter().map(|s| 1.0 - s).collect()
    };
    assert!(near(
        &sums(&[&[7.0, 4.0, 10.0], &[6.0, 8.0, 9.0], &[6.0, 7.0, 9.0]]),
        &[0.650, 0.350, 0.263],
        6e-4
    ));
    let four = sums(&[
        &[7.0, 4.0, 10.0],
        &[6.0, 8.0, 9.0],
        &[6.0, 7.0, 9.0],
        &[1.0, 8.0, 3.0],
    ]);
    assert!(near(&four, &[0.650, 0.898, 0.810, 0.350], 6e-4));

    let closeness = |rows: &[&[f64]]| {
        Data::new(rows, &weights, "+++")
            .topsis(TopsisScaling::Vector)
            .unwrap()
    };
    assert!(near(
        &closeness(&[&[6.0, 6.0, 10.0], &[10.0, 3.0, 9.0], &[6.0, 3.0, 6.0]]),
        &[0.565, 0.479, 0.0],
        6e-4
    ));
    let four = closeness(&[
        &[6.0, 6.0, 10.0],
        &[10.0, 3.0, 9.0],
        &[6.0, 3.0, 6.0],
        &[2.0, 6.0, 4.0],
    ]);
    assert!(near(&four, &[0.613, 0.695, 0.415, 0.298], 6e-4));
}
