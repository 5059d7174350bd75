//! What is undefined in the books, and what is refused.

use super::{Data, bits};
use crate::fault::Fault;
use crate::quantity::AccountId;
use crate::scoring::second_opinion::{
    CompromiseOutcome, ProductScaling, RankError, SpotisBounds, TopsisScaling, VikorHalf, competition_ranks,
    resolution, spotis, topsis,
};
use crate::scoring::{Better, CellPlace};

const SCALINGS: [TopsisScaling; 3] = [
    TopsisScaling::Vector,
    TopsisScaling::MinMax,
    TopsisScaling::Anchors,
];

fn text(error: &RankError) -> (&'static str, String, String) {
    (error.code(), error.path(), error.to_string())
}

#[test]
fn no_rows() {
    let data = Data::of(Vec::new(), vec![1.0, 2.0], vec![Better::Higher, Better::Lower]);
    for (name, _, scores) in data.every_method() {
        assert_eq!(scores, Ok(Vec::new()), "{name}");
    }
}

#[test]
fn one_row() {
    let data = Data::new(&[&[0.5, 0.25]], &[1.0, 1.0], "++");
    for scaling in [TopsisScaling::Vector, TopsisScaling::MinMax] {
        assert_eq!(data.topsis(scaling), Ok(vec![0.5]), "best and worst at once");
    }
    // 0.5 * (0.5, 0.25) to (1, 1) and to (0, 0).
    let closeness = data.topsis(TopsisScaling::Anchors).unwrap()[0];
    assert!((closeness - 5.0_f64.sqrt() / (5.0_f64.sqrt() + 13.0_f64.sqrt())).abs() < 1e-15);
    let (s, r, q, summary) = data.vikor(0.5).unwrap();
    assert_eq!((s, r, q), (vec![0.0], vec![0.0], vec![0.0]));
    assert_eq!(summary.dropped_halves(), [VikorHalf::S, VikorHalf::R]);
    assert_eq!(data.weighted_product(ProductScaling::Ratio), Ok(vec![1.0]));
    assert_eq!(data.waspas(0.5, ProductScaling::Ratio), Ok(vec![1.0]));
    assert_eq!(data.worst_of(), Ok((vec![0.25], vec![1])));
}

#[test]
fn one_column() {
    let data = Data::new(&[&[0.25], &[1.0], &[0.5]], &[7.0], "+");
    assert_eq!(
        data.topsis(TopsisScaling::MinMax),
        Ok(vec![0.0, 1.0, 0.25 / 0.75])
    );
    let (s, r, q, _) = data.vikor(0.5).unwrap();
    assert_eq!((bits(&s), bits(&s)), (bits(&r), bits(&q)));
    assert_eq!(s[1].to_bits(), 0.0_f64.to_bits());
    assert_eq!(data.worst_of().unwrap().0, [0.25, 1.0, 0.5]);
}

#[test]
fn identical_rows() {
    let row: &[f64] = &[0.25, 0.5, 0.75];
    let data = Data::new(&[row, row, row], &[1.0, 2.0, 3.0], "+-+");
    for (name, better, scores) in data.every_method() {
        let scores = scores.unwrap();
        let ranked = competition_ranks(&scores, better, 0.0);
        assert_eq!(
            (ranked.ranks, ranked.order),
            (vec![1, 1, 1], vec![0, 1, 2]),
            "{name}"
        );
    }
    let mut closeness = [0.0; 3];
    let summary = topsis(&data.table(), TopsisScaling::Vector, &mut closeness).unwrap();
    assert_eq!((closeness, summary.undecided_rows), ([0.5; 3], 3));
}

#[test]
fn constant_columns_and_columns_of_zeros_change_nothing() {
    let plain = Data::new(&[&[0.25, 0.5], &[1.0, 0.25], &[0.5, 0.125]], &[1.0, 1.0], "+-");
    for constant in [0.0, 0.5] {
        let rows: Vec<Vec<f64>> = plain
            .rows
            .iter()
            .map(|row| vec![row[0], constant, row[1]])
            .collect();
        let with = Data::of(
            rows,
            vec![1.0, 2.0, 1.0],
            vec![Better::Higher, Better::Higher, Better::Lower],
        );
        for scaling in [TopsisScaling::Vector, TopsisScaling::MinMax] {
            assert_eq!(with.topsis(scaling), plain.topsis(scaling));
        }
        let ((s, ..), (plain_s, ..)) = (with.vikor(0.5).unwrap(), plain.vikor(0.5).unwrap());
        assert_eq!(s.iter().map(|s| s * 2.0).collect::<Vec<_>>(), plain_s);
        assert_eq!(with.vikor(0.5).unwrap().2, plain.vikor(0.5).unwrap().2);
    }
}

/// One account is best in one criterion, the other in another: S and R are equal, so that Q is 0 for both.
#[test]
fn equal_regrets_drop_their_halves() {
    let data = Data::new(&[&[1.0, 3.0], &[0.0, 6.0]], &[1.0, 1.0], "++");
    let (s, r, q, summary) = data.vikor(0.5).unwrap();
    assert_eq!((s, r, q), (vec![0.5; 2], vec![0.5; 2], vec![0.0; 2]));
    assert_eq!(summary.dropped_halves(), [VikorHalf::S, VikorHalf::R]);
    // A third in the middle has the same S and half the R: the half of S is dropped, not divided by 0.
    let data = Data::new(&[&[1.0, 0.0], &[0.0, 1.0], &[0.5, 0.5]], &[1.0, 1.0], "++");
    let (s, r, q, summary) = data.vikor(0.5).unwrap();
    assert_eq!(
        (s, r, q),
        (vec![0.5; 3], vec![0.5, 0.5, 0.25], vec![0.5, 0.5, 0.0])
    );
    assert_eq!(summary.dropped_halves(), [VikorHalf::S]);
}

#[test]
fn a_criterion_without_weight_is_not_looked_at() {
    let data = Data::new(&[&[0.25, f64::NAN], &[0.5, -1.0]], &[1.0, 0.0], "+-");
    for (name, _, scores) in data.every_method() {
        if name != "spotis" {
            assert!(scores.is_ok(), "{name}");
        }
    }
    assert_eq!(
        data.spotis(&[(0.0, 1.0, 1.0), (0.0, 1.0, 0.0)]),
        Ok(vec![0.75, 0.5])
    );
}

#[test]
fn cells_that_are_no_numbers() {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let data = Data::new(&[&[0.25, 0.5], &[0.5, bad], &[0.5, 0.5]], &[1.0, 1.0], "++");
        for (name, _, scores) in data.every_method() {
            let (code, path, message) = text(&scores.unwrap_err());
            if name == "worst-of" {
                assert_eq!((code, path.as_str()), ("not_a_value", "/c1/1"));
                assert!(message.ends_with(&format!("(got {bad}, row 1)")), "{message}");
            } else {
                let expected = format!("`c1` must be a finite number (got {bad}, row 1)");
                assert_eq!(
                    (code, path.as_str(), message),
                    ("not_finite", "/c1/1", expected),
                    "{name}"
                );
            }
        }
    }
}

#[test]
fn ratios_need_cells_above_0() {
    for (bad, shown) in [(0.0, "0"), (-0.5, "-0.5")] {
        for signs in ["++", "+-"] {
            let data = Data::new(&[&[0.25, 0.5], &[0.5, bad]], &[1.0, 1.0], signs);
            for found in [
                data.weighted_product(ProductScaling::Ratio),
                data.waspas(0.5, ProductScaling::Ratio),
            ] {
                let error = found.unwrap_err();
                let message = format!("`c1` must be above 0 to be compared as a ratio (got {shown}, row 1)");
                assert_eq!(text(&error), ("not_positive", "/c1/1".to_owned(), message));
                assert_eq!(error.found().as_deref(), Some(shown));
                assert!(error.help().unwrap().contains("`anchors`"));
            }
        }
    }
    let of_account = RankError::NotPositive {
        place: CellPlace::Row(1),
        criterion_id: "c1".try_into().unwrap(),
        found: "0".to_owned(),
    }
    .of_account(&["a".try_into().unwrap(), "b".try_into().unwrap()]);
    assert_eq!(of_account.account_id().map(AccountId::as_str), Some("b"));
    let message = "`c1` must be above 0 to be compared as a ratio (got 0, account `b`)";
    assert_eq!(
        text(&of_account),
        ("not_positive", "/facts/c1".to_owned(), message.to_owned())
    );
}

#[test]
fn values_lie_between_0_and_1() {
    for (bad, shown) in [(-0.001, "-0.001"), (1.5, "1.5")] {
        let data = Data::new(&[&[0.25, 0.5], &[0.5, bad]], &[1.0, 1.0], "++");
        let message = format!("`c1` must be a value between 0 and 1 (got {shown}, row 1)");
        for found in [
            data.weighted_product(ProductScaling::Anchors),
            data.waspas(0.5, ProductScaling::Anchors),
            data.topsis(TopsisScaling::Anchors),
            data.worst_of().map(|(values, _)| values),
        ] {
            assert_eq!(
                text(&found.unwrap_err()),
                ("not_a_value", "/c1/1".to_owned(), message.clone())
            );
        }
    }
}

#[test]
fn a_value_of_0_makes_a_product_0() {
    let data = Data::new(&[&[1.0, 0.0], &[0.25, 1.0]], &[1.0, 1.0], "++");
    assert_eq!(data.weighted_product(ProductScaling::Anchors), Ok(vec![0.0, 0.5]));
    assert_eq!(data.waspas(0.5, ProductScaling::Anchors), Ok(vec![0.25, 0.5625]));
}

#[test]
fn sizes_that_cannot_be_squared() {
    for (bad, shown) in [(1e151, "1e151"), (-1e300, "-1e300"), (1e-151, "1e-151")] {
        let data = Data::new(&[&[0.5, bad], &[0.5, 0.0]], &[1.0, 1.0], "++");
        for found in [
            data.topsis(TopsisScaling::Vector),
            data.vikor(0.5).map(|(_, _, q, _)| q),
        ] {
            let message = format!(
                "the largest `c1` must be 0 or between 1e-150 and 1e150 in size (got {shown}, row 0)"
            );
            assert_eq!(
                text(&found.unwrap_err()),
                ("too_extreme", "/c1/0".to_owned(), message)
            );
        }
    }
    // A small cell beside a usual one is no more than a small cell.
    let data = Data::new(&[&[1e-200, 1.0], &[1.0, 1e-300]], &[1.0, 1.0], "++");
    for scaling in SCALINGS {
        assert!(
            data.topsis(scaling)
                .unwrap()
                .iter()
                .all(|closeness| (closeness - 0.5).abs() < 1e-12)
        );
    }
}

#[test]
fn bounds_that_leave_no_room() {
    let data = Data::new(&[&[1.0], &[2.0]], &[1.0], "+");
    for bounds in [
        (2.0, 2.0, 2.0),
        (3.0, 1.0, 2.0),
        (0.0, f64::NAN, 0.0),
        (0.0, f64::INFINITY, 1.0),
        (0.0, 1.0, 2.0),
        (-1e308, 1e308, 0.0),
    ] {
        let error = data.spotis(&[bounds]).unwrap_err();
        assert_eq!(
            (error.code(), error.path().as_str()),
            ("bounds", "/0"),
            "{bounds:?}"
        );
    }
    let message = "the bounds of `c0` must be two different finite numbers with the expected value between them (got 3 to 1, 2 expected)";
    assert_eq!(data.spotis(&[(3.0, 1.0, 2.0)]).unwrap_err().to_string(), message);
    let message = "there must be one pair of bounds per column: 1 (got 0)";
    assert_eq!(
        text(&data.spotis(&[]).unwrap_err()),
        ("bounds_count", String::new(), message.to_owned())
    );
}

#[test]
fn cells_beyond_the_bounds_count_as_the_bounds() {
    let data = Data::new(&[&[-5.0], &[20.0], &[5.0]], &[1.0], "+");
    let mut distances = [0.0; 3];
    let bounds = SpotisBounds {
        low: 0.0,
        high: 10.0,
        expected: 10.0,
    };
    let summary = spotis(&data.table(), &[bounds], &mut distances).unwrap();
    assert_eq!((distances, summary.clipped_cells), ([1.0, 0.0, 0.5], 2));
}

#[test]
fn answers_as_long_as_the_table() {
    let data = Data::new(&[&[1.0], &[2.0]], &[1.0], "+");
    let error = topsis(&data.table(), TopsisScaling::Vector, &mut [0.0]).unwrap_err();
    let message = "the column of closeness must have 2 rows (got 1)";
    assert_eq!(text(&error), ("column_length", String::new(), message.to_owned()));
}

#[test]
fn ranks_of_nearly_equal_scores_are_measured_from_the_leader() {
    let ranked = competition_ranks(&[0.8, 1.0, 0.9, f64::NAN, 0.5], Better::Higher, 0.15);
    assert_eq!(
        (ranked.order, ranked.ranks),
        (vec![1, 2, 0, 4, 3], vec![3, 1, 1, 5, 4])
    );
    assert_eq!(
        competition_ranks(&[-0.0, 0.0, -1.0], Better::Lower, 0.0).ranks,
        [2, 2, 1]
    );
    assert_eq!(competition_ranks(&[], Better::Lower, 0.0).ranks, [0_u32; 0]);
    assert!(resolution(10) < 2e-14);
}

/// The compromise rule, case by case: the outcome, how many are proposed, and by what the leader leads as well.
#[test]
fn the_compromise_rule() {
    let sixths: [&[f64]; 5] = [
        &[1.0, 101.0, 1.0, 101.0, 1.0],
        &[101.0, 1.0, 101.0, 1.0, 101.0],
        &[1.0, 1.0, 1.0, 1.0, 101.0],
        &[11.0, 11.0, 11.0, 16.0, 61.0],
        &[56.0, 56.0, 56.0, 56.0, 56.0],
    ];
    let cases: [(Data, CompromiseOutcome, &[&str]); 5] = [
        (
            Data::new(
                &[&[1.0, 3000.0], &[2.0, 3750.0], &[5.0, 4500.0]],
                &[1.0, 1.0],
                "-+",
            ),
            CompromiseOutcome::AcceptedAlone,
            &["a1"],
        ),
        (
            Data::new(&sixths, &[1.0; 5], "-----"),
            CompromiseOutcome::FirstTwo,
            &["a3", "a4"],
        ),
        (
            Data::new(
                &[
                    &[5.0, 8.0, 4.0],
                    &[7.0, 6.0, 8.0],
                    &[8.0, 8.0, 6.0],
                    &[7.0, 4.0, 6.0],
                ],
                &[0.3, 0.4, 0.3],
                "+++",
            ),
            CompromiseOutcome::NearTheLeader,
            &["a2", "a1"],
        ),
        // Two that tie for the first are one leader, far ahead of the third.
        (
            Data::new(&[&[9.0, 9.0], &[9.0, 9.0], &[1.0, 1.0]], &[1.0, 1.0], "++"),
            CompromiseOutcome::AcceptedAlone,
            &["a0", "a1"],
        ),
        (
            Data::new(&[&[3.0, 4.0]], &[1.0, 1.0], "++"),
            CompromiseOutcome::AcceptedAlone,
            &["a0"],
        ),
    ];
    for (data, outcome, proposed) in cases {
        let method = super::RankMethod::Vikor(super::VikorOptions::default());
        let answer = super::ranked(&data, 10_000.0, &method).unwrap();
        let super::super::RankMethodAnswer::Vikor(answer) = answer.method else {
            panic!("VIKOR answers for VIKOR")
        };
        let set = answer.compromise.unwrap();
        let ids: Vec<&str> = set.account_ids.iter().map(AccountId::as_str).collect();
        assert_eq!((set.outcome, ids.as_slice()), (outcome, proposed));
        assert_eq!(
            set.also_leads_by.is_empty(),
            outcome == CompromiseOutcome::FirstTwo
        );
        assert_eq!(set.advantage_holds, outcome != CompromiseOutcome::NearTheLeader);
    }
}
