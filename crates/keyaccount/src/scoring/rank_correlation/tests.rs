//! Textbook and published values, a slow second calculation, laws, undefined cases.

use proptest::prelude::*;

use super::{
    RankCorrelationError, Ranking, discordant_pairs, kendall_tau_b, spearman, weighted_spearman,
    ws_similarity,
};
use crate::fault::Fault;

fn scores(scores: &[f64]) -> Ranking {
    Ranking::from_scores(scores).unwrap()
}

fn ranks(ranks: &[f64]) -> Ranking {
    Ranking::from_ranks(ranks).unwrap()
}

fn near(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "{found} is not {expected}");
}

/// Sałabun and Urbaniak 2020 print 0.9 for Spearman's correlation of these; the rest by hand.
#[test]
fn five_places_with_one_swap_at_the_top() {
    let (first, second) = (
        ranks(&[1.0, 2.0, 3.0, 4.0, 5.0]),
        ranks(&[2.0, 1.0, 3.0, 4.0, 5.0]),
    );
    near(spearman(&first, &second).unwrap(), 0.9, 1e-15);
    // One of ten pairs is turned.
    near(kendall_tau_b(&first, &second).unwrap(), 0.8, 1e-15);
    // 1 - 6 (1 x 9 + 1 x 9) / (625 + 125 - 25 - 5)
    near(
        weighted_spearman(&first, &second).unwrap(),
        1.0 - 108.0 / 720.0,
        1e-15,
    );
    // 1 - 1/2 x 1/4 - 1/4 x 1/3
    near(
        ws_similarity(&first, &second).unwrap(),
        1.0 - 0.125 - 0.25 / 3.0,
        1e-15,
    );
}

/// A swap at the top weighs more than one at the bottom, which Spearman's correlation cannot see.
#[test]
fn a_swap_at_the_bottom_weighs_less() {
    let (first, second) = (
        ranks(&[1.0, 2.0, 3.0, 4.0, 5.0]),
        ranks(&[1.0, 2.0, 3.0, 5.0, 4.0]),
    );
    near(spearman(&first, &second).unwrap(), 0.9, 1e-15);
    // 1 - 6 (1 x 3 + 1 x 3) / 720
    near(weighted_spearman(&first, &second).unwrap(), 0.95, 1e-15);
    // 1 - 1/16 x 1/3 - 1/32 x 1/4
    near(
        ws_similarity(&first, &second).unwrap(),
        1.0 - 1.0 / 48.0 - 1.0 / 128.0,
        1e-15,
    );
}

/// Paradowski, Bączkiewicz and Wątróbski, Procedia Computer Science 192, 2021, pages 1347 to 1358: 0.96 and 0.9.
#[test]
fn published_weighted_coefficients() {
    let first = ranks(&[7.0, 11.0, 2.0, 1.0, 4.0, 9.0, 6.0, 3.0, 5.0, 10.0, 8.0, 12.0]);
    let second = ranks(&[7.0, 11.0, 3.0, 2.0, 4.0, 9.0, 6.0, 1.0, 5.0, 10.0, 8.0, 12.0]);
    near(weighted_spearman(&first, &second).unwrap(), 0.96, 0.005);
    near(ws_similarity(&first, &second).unwrap(), 0.90, 0.005);
}

/// Intelligence quotients against hours of television, the example of most introductions: -29/165.
#[test]
fn spearman_of_the_introductions() {
    let quotients = scores(&[106.0, 100.0, 86.0, 101.0, 99.0, 103.0, 97.0, 113.0, 112.0, 110.0]);
    let hours = scores(&[7.0, 27.0, 2.0, 50.0, 28.0, 29.0, 20.0, 12.0, 6.0, 17.0]);
    near(spearman(&quotients, &hours).unwrap(), -29.0 / 165.0, 1e-15);
}

/// First 1, 2, 3, 3 and second 1, 2, 4, 2: of the six pairs four are concordant, none discordant, one tied in each ranking:
/// 4 / sqrt(5 x 5).
#[test]
fn kendall_with_ties_by_hand() {
    let (first, second) = (scores(&[1.0, 2.0, 3.0, 3.0]), scores(&[1.0, 2.0, 4.0, 2.0]));
    near(kendall_tau_b(&first, &second).unwrap(), 0.8, 1e-15);
}

/// Another program's values for the same lists: `scipy.stats.kendalltau` and `spearmanr`.
#[test]
fn ties_as_another_program_counts_them() {
    let (first, second) = (
        scores(&[12.0, 2.0, 1.0, 12.0, 2.0]),
        scores(&[1.0, 4.0, 7.0, 1.0, 0.0]),
    );
    near(
        kendall_tau_b(&first, &second).unwrap(),
        -0.471_404_520_791_031_7,
        1e-12,
    );
    near(
        spearman(&first, &second).unwrap(),
        -0.540_738_070_435_875_2,
        1e-12,
    );
}

/// Pearson's correlation of these scores is 0.96; their order is the same.
#[test]
fn scores_are_ranked_first() {
    let (first, second) = (scores(&[1.0, 2.0, 3.0, 40.0]), scores(&[1.0, 5.0, 6.0, 30.0]));
    assert!(spearman(&first, &second).unwrap().to_bits() == 1.0_f64.to_bits());
    assert_eq!(first.ranks(), [4.0, 3.0, 2.0, 1.0]);
}

#[test]
fn ranks_with_gaps_become_means_of_places() {
    assert_eq!(
        ranks(&[1.0, 1.0, 3.0, 3.0, 3.0]).ranks(),
        [1.5, 1.5, 4.0, 4.0, 4.0]
    );
    assert_eq!(scores(&[0.0, -0.0]).ranks(), [1.5, 1.5]);
}

#[test]
fn undefined_cases_say_why() {
    let (one, tied, two) = (scores(&[3.0]), scores(&[3.0, 3.0]), scores(&[1.0, 2.0]));
    let all = [spearman, kendall_tau_b, weighted_spearman, ws_similarity];
    for coefficient in all {
        let few = coefficient(&one, &one).unwrap_err();
        assert_eq!(
            few.to_string(),
            "a rank correlation needs at least 2 ranks (got 1)"
        );
        assert_eq!(few.code(), "too_few_ranks");
        let flat = coefficient(&two, &tied).unwrap_err();
        assert_eq!(flat.to_string(), "the second ranking must not be one single tie");
        assert_eq!(
            coefficient(&tied, &two),
            Err(RankCorrelationError::AllTied { which: "first" })
        );
        let lengths = coefficient(&two, &one).unwrap_err();
        assert_eq!(
            lengths.to_string(),
            "two rankings must be of the same length (got 2 and 1)"
        );
    }
    let error = Ranking::from_scores(&[1.0, f64::NAN]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a number to rank by must be finite (got NaN at 1)"
    );
}

/// All pairs one by one.
fn slow_pairs(first: &Ranking, second: &Ranking) -> (f64, f64, f64, f64) {
    let (first, second) = (first.ranks(), second.ranks());
    let (mut concordant, mut discordant, mut untied_first, mut untied_second) = (0.0, 0.0, 0.0, 0.0);
    for left in 0..first.len() {
        for right in left + 1..first.len() {
            let (a, b) = (first[left] - first[right], second[left] - second[right]);
            concordant += f64::from(u8::from(a * b > 0.0));
            discordant += f64::from(u8::from(a * b < 0.0));
            untied_first += f64::from(u8::from(a != 0.0));
            untied_second += f64::from(u8::from(b != 0.0));
        }
    }
    (concordant, discordant, untied_first, untied_second)
}

fn numbers() -> impl Strategy<Value = Vec<(f64, f64)>> {
    prop::collection::vec((0_i32..12, -6_i32..6), 2..40).prop_map(|pairs| {
        pairs
            .into_iter()
            .map(|(a, b)| (f64::from(a), f64::from(b)))
            .collect()
    })
}

proptest! {
    #[test]
    fn kendall_is_that_of_all_pairs(pairs in numbers()) {
        let (first, second): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
        let (first, second) = (scores(&first), scores(&second));
        let (concordant, discordant, untied_first, untied_second) = slow_pairs(&first, &second);
        #[expect(clippy::cast_precision_loss, reason = "a few hundred pairs")]
        let found = discordant_pairs(&first, &second).unwrap() as f64;
        prop_assert!((found - discordant).abs() < 0.5);
        let expected = (concordant - discordant) / (untied_first * untied_second).sqrt();
        match kendall_tau_b(&first, &second) {
            Ok(found) => prop_assert!((found - expected).abs() < 1e-12),
            Err(_) => prop_assert!(!expected.is_finite()),
        }
    }

    #[test]
    fn coefficients_keep_their_bounds_and_their_symmetry(pairs in numbers()) {
        let (first, second): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
        let (first, second) = (scores(&first), scores(&second));
        for coefficient in [spearman, kendall_tau_b, weighted_spearman, ws_similarity] {
            if let Ok(found) = coefficient(&first, &second) {
                prop_assert!((-1.0..=1.0).contains(&found), "{found}");
            }
            if let Ok(itself) = coefficient(&first, &first) {
                prop_assert!((itself - 1.0).abs() < 1e-12);
            }
        }
        for coefficient in [spearman, kendall_tau_b, weighted_spearman] {
            let (one, other) = (coefficient(&first, &second).ok(), coefficient(&second, &first).ok());
            prop_assert_eq!(one.is_some(), other.is_some());
            prop_assert!((one.unwrap_or(0.0) - other.unwrap_or(0.0)).abs() < 1e-12);
        }
    }

    /// Spearman's and Kendall's coefficients and the weighted one reach -1 at the reversed order without ties.
    #[test]
    fn the_reversed_order_is_the_opposite(count in 2_u32..60) {
        let up: Vec<f64> = (0..count).map(f64::from).collect();
        let down: Vec<f64> = up.iter().rev().copied().collect();
        for coefficient in [spearman, kendall_tau_b, weighted_spearman] {
            prop_assert!((coefficient(&scores(&up), &scores(&down)).unwrap() + 1.0).abs() < 1e-12);
        }
        prop_assert!(ws_similarity(&scores(&up), &scores(&down)).unwrap() > 0.0);
    }

    /// Only the order of the scores counts.
    #[test]
    fn stretching_the_scores_changes_nothing(pairs in numbers()) {
        let (first, second): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
        let cubed: Vec<f64> = first.iter().map(|score| score * score * score + 7.0).collect();
        prop_assert_eq!(scores(&first), scores(&cubed));
        let negated: Vec<f64> = second.iter().map(|score| -score).collect();
        prop_assert_eq!(scores(&second), ranks(&negated));
    }
}

#[test]
fn the_reference_of_ws_comes_first() {
    let (first, second) = (ranks(&[1.0, 2.0, 3.0]), ranks(&[2.0, 3.0, 1.0]));
    // 1 - 1/2 x 1/2 - 1/4 x 1/1 - 1/8 x 2/2 and 1 - 1/4 x 1/1 - 1/8 x 1/2 - 1/2 x 2/2
    near(ws_similarity(&first, &second).unwrap(), 0.375, 1e-15);
    near(ws_similarity(&second, &first).unwrap(), 0.1875, 1e-15);
}
