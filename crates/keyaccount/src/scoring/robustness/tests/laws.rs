//! Laws, a slow second calculation, the number of threads.

use proptest::prelude::*;
use serde_json::json;

use super::{ask, model_of, of, rows, weights};
#[cfg(feature = "parallel")]
use crate::scoring::AccountFacts;
use crate::scoring::CompiledModel;
use crate::scoring::robustness::random::Random;
use crate::scoring::robustness::weights::WeightSampler;
use crate::scoring::robustness::{OpenFacts, RobustnessQuestion, WeightUncertainty};
use crate::scoring::tests::cases::{Case, cases};

/// What is known about the weights of a random model.
fn known(case: &Case, kind: usize, percent: u32) -> WeightUncertainty {
    let ids = |list: Vec<String>| -> Vec<Vec<String>> { list.chunks(2).map(<[_]>::to_vec).collect() };
    let criteria = ids(case
        .model
        .criteria
        .iter()
        .map(|criterion| criterion.id.to_string())
        .collect());
    let weighted = case.model.groups.iter().filter(|group| group.weight.is_some());
    let groups = ids(weighted.map(|group| group.id.to_string()).collect());
    match kind {
        0 => WeightUncertainty::Any,
        1 => weights(json!({"order": {"criteria": criteria, "groups": groups}})),
        2 => weights(json!({"around": {"percent": percent}})),
        _ => weights(json!({"ranges": [{"weight_of": {"criterion": criteria[0][0]}, "low": 0, "high": 1}]})),
    }
}

/// Every sample by itself: shares spread by the definition, all accounts sorted.
fn slow(case: &Case, model: &CompiledModel, question: &RobustnessQuestion) -> Vec<(String, Vec<f64>)> {
    let scores = model.score(&case.accounts).unwrap();
    let weighting = WeightSampler::new(model, &question.weights).unwrap();
    let ranked: Vec<_> = scores
        .accounts
        .iter()
        .filter(|account| account.rank.is_some())
        .collect();
    let mut counts = vec![vec![0.0; ranked.len()]; ranked.len()];
    let nests: Vec<usize> = model
        .weighting
        .nests()
        .map(|(_, weights)| weights.len())
        .collect();
    let mut random = Random::new(question.seed, 0);
    let mut tries = 1_000_000;
    let (mut groups, mut shares) = (vec![0.0; nests.len()], vec![0.0; model.criteria.len()]);
    for _ in 0..question.samples {
        weighting
            .draw(&mut random, &mut tries, &mut groups, &mut shares)
            .unwrap();
        let value = |account: &crate::scoring::AccountScore| {
            let cells: Vec<Option<f64>> = model
                .criteria
                .iter()
                .map(|prepared| account.contributions[prepared.index].value)
                .collect();
            let (mut sum, mut weight, mut start) = (0.0, 0.0, 0);
            for (length, group) in nests.iter().zip(&groups) {
                let here = start..start + length;
                start += length;
                let counted: f64 = here
                    .clone()
                    .filter(|at| cells[*at].is_some())
                    .map(|at| shares[at])
                    .sum();
                if counted > 0.0 {
                    let mean: f64 = here
                        .filter_map(|at| cells[at].map(|cell| cell * shares[at]))
                        .sum::<f64>()
                        / counted;
                    sum += group * mean;
                    weight += group;
                }
            }
            let cap = account
                .gates
                .iter()
                .filter_map(|gate| gate.cap)
                .fold(f64::INFINITY, f64::min);
            let score = if weight > 0.0 { sum / weight } else { 0.0 };
            (scores.scale.min() + scores.scale.span() * score).min(cap)
        };
        let values: Vec<f64> = ranked.iter().map(|account| value(account)).collect();
        let mut order: Vec<usize> = (0..ranked.len()).collect();
        order.sort_by(|left, right| values[*right].total_cmp(&values[*left]));
        let mut first = 0;
        while first < order.len() {
            let tied = order[first..]
                .iter()
                .take_while(|row| values[order[first]] - values[**row] <= scores.resolution)
                .count();
            for row in &order[first..first + tied] {
                for count in &mut counts[*row][first..first + tied] {
                    *count += 1.0 / f64::from(u32::try_from(tied).unwrap());
                }
            }
            first += tied;
        }
    }
    let samples = f64::from(question.samples);
    let found = ranked.iter().zip(counts).map(|(account, counts)| {
        (
            account.account_id.to_string(),
            counts.into_iter().map(|count| count / samples).collect(),
        )
    });
    found.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn samples_are_counted_as_one_by_one(case in cases(9), kind in 0_usize..4, percent in 0_u32..=100, seed in 0_u64..1000) {
        let model = case.compiled();
        let question = RobustnessQuestion { samples: 60, seed, ranks: 9, ..RobustnessQuestion::new(known(&case, kind, percent)) };
        let answer = ask(&model, &case.accounts, &question);
        for (id, expected) in slow(&case, &model, &question) {
            let found = &of(&answer, &id).rank_acceptabilities;
            prop_assert!(found.iter().zip(&expected).all(|(found, expected)| (found - expected).abs() < 1e-9), "{id} {found:?} {expected:?}");
        }
    }

    #[test]
    fn shares_add_up(case in cases(12), top in 1_u32..6, ranks in 1_u32..14, kind in 0_usize..4, uniform in any::<bool>()) {
        let model = case.compiled();
        let open_facts = if uniform { OpenFacts::Uniform } else { OpenFacts::ByPolicy };
        let question = RobustnessQuestion { samples: 300, ranks, top: Some(top), open_facts, ..RobustnessQuestion::new(known(&case, kind, 30)) };
        let answer = ask(&model, &case.accounts, &question);
        let count = usize::try_from(answer.account_count).unwrap();
        let listed = usize::try_from(ranks).unwrap().min(count);
        for rank in 0..listed {
            let sum: f64 = answer.accounts.iter().map(|account| account.rank_acceptabilities[rank]).sum();
            prop_assert!((sum - 1.0).abs() < 1e-9);
        }
        let inside: f64 = answer.accounts.iter().filter_map(|account| account.top_acceptability).sum();
        prop_assert!((inside - f64::from(top.min(answer.account_count))).abs() < 1e-9);
        for account in &answer.accounts {
            let sum: f64 = account.rank_acceptabilities.iter().sum();
            let complete = (sum - 1.0).abs() < 1e-9;
            prop_assert!(complete || listed < count && sum < 1.0);
            let first = account.rank_acceptabilities[0];
            prop_assert_eq!(first > 0.0, !account.central_weights.is_empty());
            if first > 0.0 {
                let whole: f64 = account.central_weights.iter().map(|weight| weight.share).sum();
                prop_assert!((whole - 1.0).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn nothing_but_the_question_counts(case in cases(8), kind in 0_usize..3) {
        let question = RobustnessQuestion { samples: 700, seed: 7, ..RobustnessQuestion::new(known(&case, kind, 20)) };
        let one = ask(&case.compiled(), &case.accounts, &question);
        prop_assert_eq!(&one, &ask(&case.compiled(), &case.accounts, &question));
        let mut other = case.clone();
        other.accounts.reverse();
        prop_assert_eq!(&one, &ask(&other.compiled(), &other.accounts, &question));
    }

    /// A dominated account is never alone in the first place.
    #[test]
    fn dominated_accounts_never_lead_alone(values in prop::collection::vec(prop::collection::vec(0_u8..=4, 3), 2..8)) {
        let values: Vec<Vec<f64>> = values.iter().map(|row| row.iter().map(|value| f64::from(*value) / 4.0).collect()).collect();
        let list: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
        let question = RobustnessQuestion { samples: 200, ..RobustnessQuestion::new(WeightUncertainty::Any) };
        let answer = ask(&model_of(&[1.0, 1.0, 1.0]), &rows(&list), &question);
        for row in &answer.dominance.dominated {
            prop_assert_eq!(of(&answer, row.account_id.as_str()).rank_acceptabilities[0], 0.0);
        }
    }
}

#[cfg(feature = "parallel")]
#[test]
fn the_number_of_threads_does_not_matter() {
    let values: Vec<Vec<f64>> = (0..40_u32)
        .map(|row| {
            (0..4_u32)
                .map(|column| f64::from((row * 37 + column * 101 + row * column) % 97) / 96.0)
                .collect()
        })
        .collect();
    let list: Vec<AccountFacts> = values
        .iter()
        .enumerate()
        .map(|(row, values)| {
            let mut account = rows(&[values]).remove(0);
            account.id = format!("account-{row:02}").try_into().unwrap();
            account
        })
        .collect();
    let model = model_of(&[4.0, 3.0, 2.0, 1.0]);
    let question = RobustnessQuestion {
        samples: 20_000,
        top: Some(5),
        ..RobustnessQuestion::new(WeightUncertainty::Any)
    };
    let texts: Vec<String> = [1, 2, 5]
        .into_iter()
        .map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new()
                .num_threads(threads)
                .build()
                .unwrap();
            pool.install(|| serde_json::to_string(&ask(&model, &list, &question)).unwrap())
        })
        .collect();
    assert!(texts[0].len() > 1000 && texts[0] == texts[1] && texts[1] == texts[2]);
}
