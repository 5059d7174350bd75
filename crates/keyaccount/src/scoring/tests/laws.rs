//! What holds for every model and every account.

use proptest::prelude::*;

use super::super::{
    AccountFacts, Anchors, Columns, Direction, Exponential, RubricLevel, ScoreAnswer, ValueFunction,
    score_columns,
};
use super::cases::{Case, cases, ends, fact_of};
use super::of;
use crate::quantity::{Datum, State, Weight};
use crate::vocabulary::Fact;

/// The scores by account, without ranks.
fn scores(answer: &ScoreAnswer) -> Vec<(String, Option<u64>)> {
    let mut scores: Vec<_> = answer
        .accounts
        .iter()
        .map(|account| (account.account_id.to_string(), account.score.map(f64::to_bits)))
        .collect();
    scores.sort();
    scores
}

fn with_weights(case: &Case, change: impl Fn(f64) -> f64) -> Case {
    let mut case = case.clone();
    for criterion in &mut case.model.criteria {
        criterion.weight = Weight::try_from(change(criterion.weight.get())).unwrap();
    }
    case
}

proptest! {
    #[test]
    fn points_times_a_whole_number_change_no_bit(case in cases(6), factor in 1_u32..1000) {
        let before = case.compiled().score(&case.accounts).unwrap();
        let times = with_weights(&case, |weight| weight * f64::from(factor));
        prop_assert_eq!(times.compiled().score(&case.accounts).unwrap().accounts, before.accounts);
    }

    #[test]
    fn points_times_any_number_change_nothing_that_means_something(case in cases(6), factor in 1e-3_f64..1e3) {
        let before = case.compiled().score(&case.accounts).unwrap();
        let times = with_weights(&case, |weight| weight * factor);
        let after = times.compiled().score(&case.accounts).unwrap();
        for account in &before.accounts {
            let (left, right) = (account.score, of(&after, account.account_id.as_str()).score);
            prop_assert_eq!(left.is_some(), right.is_some());
            prop_assert!((left.unwrap_or(0.0) - right.unwrap_or(0.0)).abs() <= before.resolution);
        }
    }

    #[test]
    fn a_better_value_never_lowers_the_score(case in cases(1), pick in any::<prop::sample::Index>(), step in 0.0_f64..1.0) {
        prop_assume!(!case.accounts.is_empty());
        let criterion = &case.model.criteria[pick.index(case.model.criteria.len())];
        let Some(&Datum::Value(Fact::Number(raw))) = case.accounts[0].facts.get(&criterion.id) else { return Ok(()) };
        let (low, high) = ends(criterion);
        let best = match criterion.anchors {
            Some(anchors) => anchors.best,
            None => 0.4,
        };
        let mut better = case.accounts.clone();
        let closer = raw.clamp(low, high) + (best - raw.clamp(low, high)) * step;
        better[0].facts.insert(criterion.id.clone(), closer.into());
        let model = case.compiled();
        let (before, after) = (model.score(&case.accounts).unwrap(), model.score(&better).unwrap());
        prop_assert!(after.accounts[0].score >= before.accounts[0].score);
    }

    #[test]
    fn the_order_of_accounts_does_not_matter(case in cases(8), turn in 0_usize..8) {
        let model = case.compiled();
        let mut turned = case.accounts.clone();
        turned.rotate_left(turn.min(case.accounts.len()));
        turned.reverse();
        prop_assert_eq!(model.score(&turned).unwrap(), model.score(&case.accounts).unwrap());
    }

    #[test]
    fn the_order_of_criteria_and_groups_changes_no_bit(case in cases(6), turn in 0_usize..7) {
        let before = case.compiled().score(&case.accounts).unwrap();
        let mut turned = case.clone();
        let length = turned.model.criteria.len();
        turned.model.criteria.rotate_left(turn % length);
        turned.model.groups.reverse();
        let after = turned.compiled().score(&case.accounts).unwrap();
        prop_assert_eq!(scores(&after), scores(&before));
        prop_assert_eq!(&after.ties, &before.ties);
        for account in &before.accounts {
            let mut left = account.contributions.clone();
            let mut right = of(&after, account.account_id.as_str()).contributions.clone();
            left.sort_by(|one, other| one.criterion_id.cmp(&other.criterion_id));
            right.sort_by(|one, other| one.criterion_id.cmp(&other.criterion_id));
            prop_assert_eq!(left, right);
        }
    }

    #[test]
    fn an_account_that_leaves_changes_no_other(case in cases(8), leaver in any::<prop::sample::Index>()) {
        prop_assume!(!case.accounts.is_empty());
        let model = case.compiled();
        let all = model.score(&case.accounts).unwrap();
        let mut fewer = case.accounts.clone();
        fewer.remove(leaver.index(fewer.len()));
        let rest = model.score(&fewer).unwrap();
        for left in &rest.accounts {
            let before = of(&all, left.account_id.as_str());
            prop_assert_eq!(left.score, before.score);
            prop_assert_eq!(&left.contributions, &before.contributions);
            for right in &rest.accounts {
                let after = left.rank.cmp(&right.rank);
                prop_assert_eq!(after, before.rank.cmp(&of(&all, right.account_id.as_str()).rank));
            }
        }
    }

    #[test]
    fn the_interval_contains_every_completion(
        (case, completions) in cases(1).prop_flat_map(|case| {
            let facts: Vec<_> = case.model.criteria.iter().map(|criterion| fact_of(criterion).boxed()).collect();
            (Just(case), prop::collection::vec(facts, 12))
        })
    ) {
        prop_assume!(!case.accounts.is_empty());
        let model = case.compiled();
        let answer = model.score(&case.accounts).unwrap();
        let before = &answer.accounts[0];
        if before.coverage.open_share == 0.0 && before.gates.iter().all(|gate| gate.fact.value().is_some()) {
            prop_assert_eq!(before.final_score, before.interval.map(|interval| interval.low));
            prop_assert_eq!(before.final_score, before.interval.map(|interval| interval.high));
        }
        for facts in completions {
            let mut completed = case.accounts.clone();
            for (criterion, fact) in case.model.criteria.iter().zip(facts) {
                let slot = completed[0].facts.get_mut(&criterion.id).unwrap();
                // A completion may leave a fact open; one that does not apply stays.
                if matches!(slot.state(), State::Missing | State::Unknown) && fact != Datum::NotApplicable {
                    *slot = fact.into();
                }
            }
            let after = model.score(&completed).unwrap().accounts[0].clone();
            prop_assert!(before.exclusion_open || after.excluded == before.excluded);
            let Some(score) = after.final_score else { continue };
            let interval = before.interval.unwrap();
            prop_assert!(interval.low <= score && score <= interval.high, "{score} in {interval:?}");
        }
    }

    #[test]
    fn contributions_add_up_in_any_order(case in cases(4), turn in 0_usize..7) {
        let answer = case.compiled().score(&case.accounts).unwrap();
        for account in &answer.accounts {
            let Some(score) = account.score else {
                prop_assert!(account.contributions.iter().all(|part| part.points == 0.0));
                continue;
            };
            let mut points: Vec<f64> = account.contributions.iter().map(|part| part.points).collect();
            let length = points.len();
            points.rotate_left(turn % length);
            prop_assert_eq!(answer.scale.min() + points.iter().sum::<f64>(), score);
            points.sort_by(f64::total_cmp);
            prop_assert_eq!(points.iter().fold(answer.scale.min(), |sum, part| sum + part), score);
            prop_assert_eq!(answer.scale.min() + account.groups.iter().map(|group| group.points).sum::<f64>(), score);
            prop_assert!(answer.scale.contains(score));
            let best: f64 = account.contributions.iter().map(|part| part.points_at_best).sum();
            prop_assert_eq!(best, answer.scale.span());
        }
    }

    #[test]
    fn the_best_and_the_worst_stand_at_the_ends_of_the_scale(case in cases(0), best in any::<bool>()) {
        let facts = case.model.criteria.iter().map(|criterion| {
            let raw = match (criterion.anchors, best) {
                (Some(anchors), true) => anchors.best,
                (Some(anchors), false) => anchors.worst,
                (None, true) => 0.4,
                (None, false) => ends(criterion).0,
            };
            (criterion.id.clone(), raw.into())
        });
        let account = AccountFacts { id: "end".try_into().unwrap(), name: None, facts: facts.collect(), earlier: Vec::new() };
        let scale = case.model.scale;
        let end = if best { scale.max() } else { scale.min() };
        let answer = case.compiled().score(&[account]).unwrap();
        prop_assert_eq!(answer.accounts[0].score, Some(end));
        prop_assert_eq!(answer.weights.iter().map(|weight| weight.points_at_best).sum::<f64>(), scale.span());
    }

    #[test]
    fn coverage_and_shares_add_up(case in cases(3)) {
        let answer = case.compiled().score(&case.accounts).unwrap();
        prop_assert!((answer.weights.iter().map(|weight| weight.share).sum::<f64>() - 1.0).abs() < 1e-12);
        prop_assert!((answer.groups.iter().map(|group| group.share).sum::<f64>() - 1.0).abs() < 1e-12);
        for account in &answer.accounts {
            let coverage = account.coverage;
            let whole = coverage.known_share + coverage.open_share + coverage.not_applicable_share;
            prop_assert!((whole - 1.0).abs() < 1e-12);
            prop_assert!(account.rescaling_points >= -answer.resolution);
            let left_out = account.contributions.iter().any(|part| part.value.is_none());
            prop_assert!(left_out || account.rescaling_points == 0.0);
        }
    }

    #[test]
    fn a_criterion_left_out_is_as_good_as_not_in_the_model(case in cases(1), pick in any::<prop::sample::Index>()) {
        prop_assume!(!case.accounts.is_empty() && case.model.criteria.len() > 1);
        let mut with = case.clone();
        with.model.gates.clear();
        let index = pick.index(with.model.criteria.len());
        let id = with.model.criteria[index].id.clone();
        with.model.criteria[index].when_absent = super::super::AbsencePolicy::ExcludeAndRescale;
        with.accounts[0].facts.insert(id.clone(), Datum::Missing);
        let mut without = with.clone();
        let gone = without.model.criteria.remove(index);
        without.accounts[0].facts.remove(&id);
        let emptied = !without.model.criteria.iter().any(|criterion| criterion.group_id == gone.group_id);
        without.model.groups.retain(|group| !emptied || Some(&group.id) != gone.group_id.as_ref());
        let positive = |case: &Case| case.model.groups.iter().all(|group| {
            case.model.criteria.iter().any(|criterion| criterion.group_id.as_ref() == Some(&group.id) && criterion.weight.get() > 0.0)
        });
        prop_assume!(positive(&without));
        let (left, right) = (with.compiled().score(&with.accounts).unwrap(), without.compiled().score(&without.accounts).unwrap());
        prop_assert_eq!(scores(&left), scores(&right));
    }

    #[test]
    fn a_grade_reads_as_its_level(
        case in cases(6),
        levels in prop::collection::btree_map(0_u8..=20, prop::option::of("[A-E][+-]?"), 1..=8),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 6),
    ) {
        let mut seen = Vec::new();
        let mut graded = case.clone();
        let criterion = &mut graded.model.criteria[0];
        criterion.unit = None;
        criterion.direction = Direction::MoreIsBetter;
        criterion.anchors = Some(Anchors { worst: 0.0, best: 20.0 });
        criterion.value_function = ValueFunction::Exponential(Exponential { mid: 6.0 });
        criterion.rubric = levels.iter().map(|(&level, grade)| {
            let grade = grade.clone().filter(|grade| !seen.contains(grade));
            seen.extend(grade.clone());
            RubricLevel { level, sentence: format!("Level {level}."), grade }
        }).collect();
        let (id, rubric) = (criterion.id.clone(), criterion.rubric.clone());
        graded.model.gates.clear();
        let mut levelled = graded.clone();
        for ((one, other), pick) in graded.accounts.iter_mut().zip(&mut levelled.accounts).zip(&picks) {
            let level = &rubric[pick.index(rubric.len())];
            let number = f64::from(level.level);
            let grade = level.grade.as_deref().map_or_else(|| number.into(), Datum::<Fact>::from);
            one.facts.insert(id.clone(), grade);
            other.facts.insert(id.clone(), number.into());
        }
        let model = graded.compiled();
        let (one, other) = (model.score(&graded.accounts).unwrap(), model.score(&levelled.accounts).unwrap());
        prop_assert_eq!(&one, &other);
        for (account, pick) in graded.accounts.iter().zip(&picks) {
            let level = &rubric[pick.index(rubric.len())];
            let part = of(&one, account.id.as_str()).contributions.iter().find(|part| part.criterion_id == id).unwrap();
            prop_assert_eq!(part.fact, Datum::Value(f64::from(level.level)));
            prop_assert_eq!(part.grade.as_deref(), level.grade.as_deref());
            prop_assert_eq!(part.sentence.as_deref(), Some(level.sentence.as_str()));
        }
    }

    #[test]
    fn columns_equal_documents_to_the_last_bit(case in cases(40), repeat in prop_oneof![Just(1_usize), Just(60)]) {
        let model = case.compiled();
        let rows: Vec<&AccountFacts> = std::iter::repeat_n(&case.accounts, repeat).flatten().collect();
        let (mut values, mut states) = (Vec::new(), Vec::new());
        for criterion in &case.model.criteria {
            let column = |read: &dyn Fn(&Datum<Fact>) -> f64| -> Vec<f64> {
                rows.iter().map(|row| read(&row.facts[&criterion.id])).collect()
            };
            values.push(column(&|fact| fact.value().and_then(Fact::number).unwrap_or(f64::NAN)));
            let codes = |fact: &Datum<Fact>| match fact.state() {
                State::Value => 0,
                State::Missing => 1,
                State::Unknown => 2,
                State::NotApplicable => 3_u8,
            };
            states.push(rows.iter().map(|row| codes(&row.facts[&criterion.id])).collect::<Vec<u8>>());
        }
        let values: Vec<&[f64]> = values.iter().map(Vec::as_slice).collect();
        let states: Vec<&[u8]> = states.iter().map(Vec::as_slice).collect();
        let mut found = vec![0.0; rows.len()];
        let all_known = states.iter().all(|column| column.iter().all(|&code| code == 0));
        let columns = Columns { values: &values, states: (!all_known).then_some(states.as_slice()) };
        let summary = score_columns(&model, &columns, &mut found).unwrap();
        let answer = model.score(&case.accounts).unwrap();
        for (row, score) in rows.iter().zip(&found) {
            let expected = of(&answer, row.id.as_str()).score;
            prop_assert_eq!(score.to_bits(), expected.unwrap_or(f64::NAN).to_bits());
        }
        let clipped: usize = answer.accounts.iter().flat_map(|account| &account.contributions).filter(|part| part.clipped).count();
        prop_assert_eq!(summary.clipped_values, clipped * repeat);
        let unscored = answer.accounts.iter().filter(|account| account.score.is_none()).count();
        prop_assert_eq!(summary.unscored_rows, unscored * repeat);
        let partial = rows.iter().filter(|row| row.facts.values().any(|fact| fact.value().is_none())).count();
        prop_assert_eq!(summary.partial_rows, partial);
    }
}
