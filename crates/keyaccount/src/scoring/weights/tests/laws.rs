//! What holds for every judgement.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::WeightMethodName;
use super::{ahp, close, ids, judged, shares, weigh};
use crate::quantity::CriterionId;

const PRIORITIES: [&str; 3] = ["eigenvector", "row_geometric_mean", "column_mean"];

fn some_ids(number: usize) -> Vec<CriterionId> {
    // Not in ascending order, so that the order of the answer and the order of the sums differ.
    let ids = ["m", "c", "x", "a", "q", "h", "t", "e"];
    ids[..number]
        .iter()
        .map(|&id| CriterionId::try_from(id).unwrap())
        .collect()
}

fn entries(criterion_ids: &[CriterionId], field: &str, values: &[f64]) -> Value {
    let entry = |(id, value): (&CriterionId, &f64)| json!({"criterion_id": id, field: value});
    criterion_ids.iter().zip(values).map(entry).collect()
}

/// Every pair of `number` criteria with the quotient of `weights`, disturbed by `noise`.
fn pairs(weights: &[f64], noise: &[f64]) -> Vec<(usize, usize, f64)> {
    let number = weights.len();
    let places = (0..number).flat_map(|row| (row + 1..number).map(move |column| (row, column)));
    places
        .zip(noise.iter().cycle())
        .map(|((row, column), noise)| {
            (
                row,
                column,
                (weights[row] / weights[column] * noise).clamp(0.01, 100.0),
            )
        })
        .collect()
}

prop_compose! {
    fn weights()(weights in prop::collection::vec(1.0_f64..=9.0, 2..=8)) -> Vec<f64> { weights }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn points_and_shares_are_scale_free(weights in weights(), factor in 1e-6_f64..1e6) {
        let criterion_ids = some_ids(weights.len());
        let scaled: Vec<f64> = weights.iter().map(|weight| weight * factor).collect();
        let once = weigh(&criterion_ids, json!({"points": entries(&criterion_ids, "points", &weights)})).unwrap();
        let times = weigh(&criterion_ids, json!({"points": entries(&criterion_ids, "points", &scaled)})).unwrap();
        prop_assert!(close(&shares(&once), &shares(&times), 1e-12));
        prop_assert!((shares(&once).iter().sum::<f64>() - 1.0).abs() < 1e-12);
        prop_assert!(!times.raters[0].rescaled);
        let rescaled = json!({"rescale": true, "method": {"shares": entries(&criterion_ids, "share", &scaled)}});
        let rescaled = judged(rescaled).weigh(&criterion_ids).unwrap();
        prop_assert_eq!(shares(&rescaled), shares(&times));
        let off = (scaled.iter().sum::<f64>() - 1.0).abs() > 1e-9;
        prop_assert_eq!(rescaled.raters[0].rescaled, off);
    }

    #[test]
    fn the_order_of_the_criteria_changes_the_order_of_the_answer_and_no_bit(
        weights in weights(),
        noise in prop::collection::vec(0.5_f64..2.0, 28),
        turn in 0_usize..8,
        which in 0_usize..6,
    ) {
        let criterion_ids = some_ids(weights.len());
        let method = match which {
            0 => json!({"points": entries(&criterion_ids, "points", &weights)}),
            1 => json!({"rank_order": {"ranks": criterion_ids.iter().zip(1..).map(
                |(id, rank)| json!({"criterion_id": id, "rank": rank})).collect::<Vec<_>>()}}),
            2 => json!("equal"),
            priority => ahp(&criterion_ids, &pairs(&weights, &noise), PRIORITIES[priority - 3]),
        };
        let before = weigh(&criterion_ids, method.clone()).unwrap();
        let mut turned = criterion_ids.clone();
        turned.rotate_left(turn % criterion_ids.len());
        turned.reverse();
        let after = weigh(&turned, method).unwrap();
        for judged in &before.weights {
            let found = after.weights.iter().find(|other| other.criterion_id == judged.criterion_id).unwrap();
            prop_assert_eq!(found.share.to_bits(), judged.share.to_bits());
        }
        prop_assert_eq!(&after.raters[0].consistency, &before.raters[0].consistency);
        let order: Vec<&CriterionId> = after.weights.iter().map(|judged| &judged.criterion_id).collect();
        prop_assert_eq!(order, turned.iter().collect::<Vec<_>>());
    }

    #[test]
    fn comparisons_without_contradiction_give_back_their_weights_with_every_method(weights in weights()) {
        let criterion_ids = some_ids(weights.len());
        let sum: f64 = weights.iter().sum();
        let expected: Vec<f64> = weights.iter().map(|weight| weight / sum).collect();
        for priority in PRIORITIES {
            let answer = weigh(&criterion_ids, ahp(&criterion_ids, &pairs(&weights, &[1.0]), priority)).unwrap();
            prop_assert!(close(&shares(&answer), &expected, 1e-12), "{} {:?}", priority, shares(&answer));
            let consistency = answer.raters[0].consistency.as_ref().unwrap();
            prop_assert!(consistency.consistency_ratio.unwrap() <= 1e-12);
            prop_assert!(consistency.lambda_max >= weights.len() as f64);
            prop_assert_eq!(&consistency.most_inconsistent, &None);
            prop_assert_eq!(consistency.within_limit, Some(true));
        }
    }

    #[test]
    fn any_tree_of_comparisons_gives_back_the_weights(
        weights in weights(),
        parents in prop::collection::vec(any::<prop::sample::Index>(), 8),
        extra in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..4),
    ) {
        let number = weights.len();
        let criterion_ids = some_ids(number);
        let mut chosen: Vec<(usize, usize)> = (1..number).map(|child| (parents[child - 1].index(child), child)).collect();
        for (row, column) in extra {
            let (row, column) = (row.index(number), column.index(number));
            if row != column && !chosen.contains(&(row, column)) && !chosen.contains(&(column, row)) {
                chosen.push((row, column));
            }
        }
        let compared: Vec<(usize, usize, f64)> =
            chosen.iter().map(|&(row, column)| (row, column, weights[row] / weights[column])).collect();
        let sum: f64 = weights.iter().sum();
        let expected: Vec<f64> = weights.iter().map(|weight| weight / sum).collect();
        for priority in ["eigenvector", "row_geometric_mean"] {
            let answer = weigh(&criterion_ids, ahp(&criterion_ids, &compared, priority)).unwrap();
            prop_assert!(close(&shares(&answer), &expected, 1e-12), "{} {:?}", priority, shares(&answer));
            let consistency = answer.raters[0].consistency.as_ref().unwrap();
            prop_assert!(consistency.consistency_index <= 1e-12);
            let is_complete = chosen.len() == number * (number - 1) / 2;
            prop_assert_eq!(consistency.consistency_ratio.is_some(), is_complete);
            prop_assert_eq!(consistency.ratio_absence.is_none(), is_complete);
        }
    }

    #[test]
    fn the_most_inconsistent_comparison_is_the_one_that_was_changed(
        weights in prop::collection::vec(1.0_f64..=9.0, 4..=8),
        factor in 1.5_f64..3.0,
        pick in any::<prop::sample::Index>(),
    ) {
        let criterion_ids = some_ids(weights.len());
        let mut compared = pairs(&weights, &[1.0]);
        let changed = pick.index(compared.len());
        compared[changed].2 *= factor;
        for priority in ["eigenvector", "row_geometric_mean"] {
            let answer = weigh(&criterion_ids, ahp(&criterion_ids, &compared, priority)).unwrap();
            let most = answer.raters[0].consistency.as_ref().unwrap().most_inconsistent.clone().unwrap();
            let (row, column, times) = compared[changed];
            let (row, column, times) = if times >= 1.0 { (row, column, times) } else { (column, row, 1.0 / times) };
            prop_assert_eq!((&most.criterion_id, &most.over_criterion_id), (&criterion_ids[row], &criterion_ids[column]));
            prop_assert!((most.times - times).abs() < 1e-9);
            let share = |place: usize| answer.weights[place].share;
            prop_assert!((most.consistent_times - share(row) / share(column)).abs() < 1e-9);
            let gap = most.times / most.consistent_times;
            prop_assert!((most.gap_factor - gap.max(1.0 / gap)).abs() < 1e-9);
        }
    }

    #[test]
    fn contradictions_raise_the_eigenvalue(
        weights in weights(),
        noise in prop::collection::vec(0.2_f64..5.0, 28),
    ) {
        let criterion_ids = some_ids(weights.len());
        let compared = pairs(&weights, &noise);
        let lambda = |priority: &str| {
            let answer = weigh(&criterion_ids, ahp(&criterion_ids, &compared, priority)).unwrap();
            assert!((shares(&answer).iter().sum::<f64>() - 1.0).abs() < 1e-12);
            answer.raters[0].consistency.as_ref().unwrap().lambda_max
        };
        for priority in PRIORITIES {
            prop_assert!(lambda(priority) >= weights.len() as f64);
        }
    }

    #[test]
    fn a_matrix_says_the_same_as_its_list(weights in weights(), noise in prop::collection::vec(0.5_f64..2.0, 28)) {
        let criterion_ids = some_ids(weights.len());
        let compared = pairs(&weights, &noise);
        let mut matrix = vec![vec![1.0; weights.len()]; weights.len()];
        for &(row, column, times) in &compared {
            let times = if times >= 1.0 { times } else { 1.0 / (1.0 / times) };
            matrix[row][column] = times;
            matrix[column][row] = 1.0 / times;
        }
        for priority in PRIORITIES {
            let list = weigh(&criterion_ids, ahp(&criterion_ids, &compared, priority)).unwrap();
            let whole = weigh(&criterion_ids, json!({"ahp": {"matrix": matrix, "priority": priority}})).unwrap();
            prop_assert!(close(&shares(&list), &shares(&whole), 1e-14));
        }
    }

    #[test]
    fn tied_ranks_share_and_every_formula_falls(groups in prop::collection::vec(1_usize..4, 1..5)) {
        let number: usize = groups.iter().sum();
        let criterion_ids: Vec<CriterionId> = (0..number).map(|n| CriterionId::try_from(format!("c{n}")).unwrap()).collect();
        let mut ranks = Vec::new();
        for &size in &groups {
            ranks.extend(std::iter::repeat_n(ranks.len() + 1, size));
        }
        for formula in ["centroid", "sum", "reciprocal"] {
            let entries: Vec<Value> = criterion_ids.iter().zip(&ranks)
                .map(|(id, rank)| json!({"criterion_id": id, "rank": rank})).collect();
            let answer = weigh(&criterion_ids, json!({"rank_order": {"formula": formula, "ranks": entries}})).unwrap();
            let shares = shares(&answer);
            prop_assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            for pair in 1..number {
                let tied = ranks[pair - 1] == ranks[pair];
                prop_assert_eq!(shares[pair - 1].to_bits() == shares[pair].to_bits(), tied);
                prop_assert!(shares[pair - 1] >= shares[pair]);
            }
        }
    }

    #[test]
    fn raters_who_agree_are_one_rater_and_their_order_changes_no_bit(
        weights in weights(),
        others in weights(),
        combine in prop::sample::select(vec!["mean", "median", "geometric_mean"]),
    ) {
        let number = weights.len().min(others.len());
        let criterion_ids = some_ids(number);
        let method = |weights: &[f64]| json!({"points": entries(&criterion_ids, "points", &weights[..number])});
        let rater = |id: &str, method: Value| json!({"id": id, "method": method});
        let alone = weigh(&criterion_ids, method(&weights)).unwrap();
        let agreed = json!({"combine": combine, "raters": [
            rater("sales", method(&weights)), rater("service", method(&weights)), rater("finance", method(&weights))]});
        let agreed = judged(agreed).weigh(&criterion_ids).unwrap();
        prop_assert!(close(&shares(&agreed), &shares(&alone), 1e-15));
        for judged in &agreed.weights {
            let spread = judged.spread.unwrap();
            prop_assert_eq!((spread.standard_deviation, spread.max - spread.min), (0.0, 0.0));
        }
        let mut several = vec![
            rater("sales", method(&weights)), rater("service", method(&others)), rater("finance", json!("equal"))];
        let before = judged(json!({"combine": combine, "raters": several})).weigh(&criterion_ids).unwrap();
        several.reverse();
        let after = judged(json!({"combine": combine, "raters": several})).weigh(&criterion_ids).unwrap();
        prop_assert_eq!(&after.weights, &before.weights);
        prop_assert_eq!(after.raters[0].method, WeightMethodName::Equal);
        prop_assert!((shares(&before).iter().sum::<f64>() - 1.0).abs() < 1e-12);
    }
}

#[test]
fn the_most_contradictory_comparisons_still_have_weights() {
    // A circle in which every criterion is a hundred times the next, and a chain as long as allowed.
    let criterion_ids = ids("a b c d e");
    let circle: Vec<_> = (0..5).map(|row| (row, (row + 1) % 5, 100.0)).collect();
    let long: Vec<CriterionId> = (0..100)
        .map(|n| CriterionId::try_from(format!("c{n:02}")).unwrap())
        .collect();
    let chain: Vec<_> = (0..99).map(|row| (row, row + 1, 100.0)).collect();
    let closed: Vec<_> = (0..100).map(|row| (row, (row + 1) % 100, 100.0)).collect();
    let noisy: Vec<_> = (0..100)
        .flat_map(|row| {
            (row + 1..100).map(move |column| (row, column, if (row * column) % 7 < 3 { 100.0 } else { 0.01 }))
        })
        .collect();
    for priority in ["eigenvector", "row_geometric_mean"] {
        let answer = weigh(&criterion_ids, ahp(&criterion_ids, &circle, priority)).unwrap();
        assert!(close(&shares(&answer), &[0.2; 5], 1e-12), "{priority}");
        for pairs in [&chain, &closed, &noisy] {
            let answer = weigh(&long, ahp(&long, pairs, priority)).unwrap();
            assert!((shares(&answer).iter().sum::<f64>() - 1.0).abs() < 1e-12);
            let consistency = answer.raters[0].consistency.as_ref().unwrap();
            assert!(consistency.lambda_max.is_finite());
            let gap = consistency
                .most_inconsistent
                .as_ref()
                .map_or(1.0, |most| most.gap_factor);
            assert!(gap.is_finite());
        }
        let answer = weigh(&long, ahp(&long, &chain, priority)).unwrap();
        assert!((shares(&answer)[0] - 0.99).abs() < 1e-12);
        assert!((shares(&answer)[99] / 0.99 / 1e-198 - 1.0).abs() < 1e-9);
        assert!(answer.raters[0].consistency.as_ref().unwrap().consistency_index < 1e-12);
    }
}
