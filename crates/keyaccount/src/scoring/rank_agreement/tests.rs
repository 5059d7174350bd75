//! Published and worked values, laws, undefined cases.

use proptest::prelude::*;

use super::{AgreementAbsence, RankAgreement};
use crate::scoring::rank_correlation::Ranking;
use crate::scoring::{Better, kendall_tau_b, spearman, weighted_spearman, ws_similarity};

fn agreement(reference: &[f64], other: &[f64]) -> RankAgreement {
    let [reference, other] = [reference, other].map(|ranks| Ranking::from_ranks(ranks).unwrap());
    RankAgreement::new(&reference, &other).unwrap()
}

fn near(found: RankAgreement, expected: [f64; 4], within: f64) {
    let found = [
        found.spearman,
        found.kendall_tau_b,
        found.weighted_spearman,
        found.ws_similarity,
    ];
    for (found, expected) in found.into_iter().zip(expected) {
        let found = found.unwrap();
        assert!((found - expected).abs() <= within, "{found} is not {expected}");
    }
}

/// Paradowski, Bączkiewicz and Wątróbski 2021 print 0.96 (weighted) and 0.90 (WS) for these; all four by a program of
/// its own in exact fractions.
#[test]
fn a_published_pair_of_rankings() {
    let found = agreement(
        &[7.0, 11.0, 2.0, 1.0, 4.0, 9.0, 6.0, 3.0, 5.0, 10.0, 8.0, 12.0],
        &[7.0, 11.0, 3.0, 2.0, 4.0, 9.0, 6.0, 1.0, 5.0, 10.0, 8.0, 12.0],
    );
    assert_eq!((found.account_count, found.absence), (12, None));
    let expected = [
        0.979_020_979_020_979,
        0.939_393_939_393_939_4,
        0.964_497_041_420_118_4,
        0.901_767_676_767_676_8,
    ];
    near(found, expected, 1e-12);
}

/// Ranks 1, 3, 4, 2 and 1, 2, 3, 4, by hand: the sums of the weighted form are 5 + 3 + 16 = 24 of 300, those of WS
/// 1/16 + 1/48 + 1/4 and, the other way round, 1/8 + 1/16 + 1/24.
#[test]
fn only_ws_asks_which_order_is_the_reference() {
    let (first, second) = ([1.0, 3.0, 4.0, 2.0], [1.0, 2.0, 3.0, 4.0]);
    let ws = |lost: f64| [0.4, 1.0 / 3.0, 1.0 - 6.0 * 24.0 / 300.0, 1.0 - lost];
    near(
        agreement(&first, &second),
        ws(1.0 / 16.0 + 1.0 / 48.0 + 0.25),
        1e-15,
    );
    near(
        agreement(&second, &first),
        ws(0.125 + 1.0 / 16.0 + 1.0 / 24.0),
        1e-15,
    );
}

#[test]
fn undefined_cases_say_why() {
    let none = |count: u32, absence| RankAgreement {
        account_count: count,
        spearman: None,
        kendall_tau_b: None,
        weighted_spearman: None,
        ws_similarity: None,
        absence: Some(absence),
    };
    assert_eq!(agreement(&[], &[]), none(0, AgreementAbsence::FewerThanTwo));
    assert_eq!(agreement(&[1.0], &[1.0]), none(1, AgreementAbsence::FewerThanTwo));
    let (tied, order) = ([1.0, 1.0], [1.0, 2.0]);
    assert_eq!(
        agreement(&tied, &order),
        none(2, AgreementAbsence::ReferenceAllTied)
    );
    assert_eq!(agreement(&order, &tied), none(2, AgreementAbsence::OtherAllTied));
    assert_eq!(
        agreement(&tied, &tied),
        none(2, AgreementAbsence::ReferenceAllTied)
    );
    let [two, one] = [vec![1.0, 2.0], vec![1.0]].map(|ranks| Ranking::from_ranks(&ranks).unwrap());
    let error = RankAgreement::new(&two, &one).unwrap_err();
    assert_eq!(
        error.to_string(),
        "two rankings must be of the same length (got 2 and 1)"
    );
}

proptest! {
    #[test]
    fn it_is_the_four_coefficients(pairs in prop::collection::vec((0_i32..9, -4_i32..5), 0..30)) {
        let pairs: Vec<(f64, f64)> = pairs.into_iter().map(|(left, right)| (f64::from(left), f64::from(right))).collect();
        let (left, right): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
        for (better, of) in [
            (Better::Higher, Ranking::from_scores as fn(&[f64]) -> _),
            (Better::Lower, Ranking::from_ranks),
        ] {
            let (reference, other) = (of(&left).unwrap(), of(&right).unwrap());
            let found = RankAgreement::of_pairs(&pairs, better);
            prop_assert_eq!(found, RankAgreement::new(&reference, &other).unwrap());
            prop_assert_eq!(found.spearman, spearman(&reference, &other).ok());
            prop_assert_eq!(found.kendall_tau_b, kendall_tau_b(&reference, &other).ok());
            prop_assert_eq!(found.weighted_spearman, weighted_spearman(&reference, &other).ok());
            prop_assert_eq!(found.ws_similarity, ws_similarity(&reference, &other).ok());
            prop_assert_eq!(found.absence.is_some(), found.spearman.is_none());
        }
    }
}
