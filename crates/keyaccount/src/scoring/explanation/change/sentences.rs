//! A change in sentences that a sales director understands; rounded as the sentences of an explanation.

use super::super::carried;
use super::super::words::{counted, fact, listed, points, shows, signed};
use super::answer::{
    AccountChange, AccountPresence, AccountStanding, FactChange, FactChangeKind, ModelChangeKind,
    ScoreChange, ScoreComparison,
};
use crate::scoring::{DataState, ScoreModel};

/// How many facts a sentence names.
const NAMED: usize = 3;

/// Returns the sentences about one account: the move, its parts, the place and the band.
pub(super) fn of_account(change: &AccountChange, model: &ScoreModel) -> Vec<String> {
    let name = change
        .name
        .as_deref()
        .unwrap_or_else(|| change.account_id.as_str());
    let mut sentences = vec![headline(name, change)];
    if let Some(parts) = &change.change {
        sentences.extend(causes(parts));
        sentences.extend(facts(&parts.facts, model));
    }
    if let (Some(before), Some(after)) = (&change.before, &change.after) {
        sentences.extend(moves(before, after));
    }
    if let Some(after) = &change.after {
        sentences.extend(carried::sentence("Carried forward now", &after.carried));
        let then = change.before.as_ref().and_then(|before| before.data_state);
        sentences.extend(data(then, after.data_state).map(str::to_owned));
    }
    sentences
}

/// Returns the sentences about the whole: what changed in the model, how many accounts came, went and moved.
pub(super) fn of_comparison(
    comparison: &ScoreComparison,
    before: &ScoreModel,
    after: &ScoreModel,
) -> Vec<String> {
    let count = |holds: &dyn Fn(&AccountChange) -> bool| {
        comparison
            .accounts
            .iter()
            .filter(|account| holds(account))
            .count()
    };
    let rose = count(&|account| moved(account) > 0.0 && shows(moved(account)));
    let fell = count(&|account| moved(account) < 0.0 && shows(moved(account)));
    let both = count(&|account| account.presence == AccountPresence::Both);
    let new = count(&|account| account.presence == AccountPresence::New);
    let gone = count(&|account| account.presence == AccountPresence::Gone);
    let mut sentences = vec![format!(
        "Of {} in both scorings, {rose} rose and {fell} fell; {new} new, {gone} gone.",
        counted(both, "account")
    )];
    let criteria_of = |kind: ModelChangeKind, model: &ScoreModel| -> Vec<String> {
        let changes = comparison
            .model_changes
            .iter()
            .filter(|change| change.kind == kind);
        changes
            .filter_map(|change| {
                let id = change.id.as_deref()?;
                model
                    .criteria
                    .iter()
                    .find(|criterion| criterion.id.as_str() == id)
            })
            .map(|criterion| criterion.name.clone())
            .collect()
    };
    for (kind, model, words) in [
        (ModelChangeKind::CriterionWeightChanged, after, "Other weight"),
        (ModelChangeKind::CriterionChanged, after, "Judged otherwise"),
        (ModelChangeKind::CriterionAdded, after, "New in the model"),
        (
            ModelChangeKind::CriterionRemoved,
            before,
            "No longer in the model",
        ),
    ] {
        let names = criteria_of(kind, model);
        if !names.is_empty() {
            sentences.push(format!("{words}: {}.", listed(&names)));
        }
    }
    sentences
}

fn moved(account: &AccountChange) -> f64 {
    account
        .change
        .as_ref()
        .map_or(0.0, |change| change.final_score_change)
}

/// Returns what became of the data where too little is known, or was.
fn data(then: Option<DataState>, now: Option<DataState>) -> Option<&'static str> {
    match (then, now) {
        (Some(DataState::NotEnough), Some(DataState::NotEnough)) => Some("There is still not enough data."),
        (_, Some(DataState::NotEnough)) => Some("There is not enough data now."),
        (Some(DataState::NotEnough), Some(DataState::Enough)) => Some("There is enough data now."),
        _ => None,
    }
}

fn headline(name: &str, change: &AccountChange) -> String {
    let score =
        |standing: &Option<AccountStanding>| standing.as_ref().and_then(|standing| standing.final_score);
    match (change.presence, score(&change.before), score(&change.after)) {
        (AccountPresence::New, _, Some(now)) => format!("{name} is new, with {} points.", points(now)),
        (AccountPresence::New, _, None) => format!("{name} is new, without a score."),
        (AccountPresence::Gone, Some(then), _) => format!("{name} is gone; it had {} points.", points(then)),
        (AccountPresence::Gone, None, _) => format!("{name} is gone; it had no score."),
        (_, None, None) => format!("{name} had no score and has none."),
        (_, None, Some(now)) => format!("{name} had no score and now has {} points.", points(now)),
        (_, Some(then), None) => format!("{name} had {} points and now has no score.", points(then)),
        (_, Some(then), Some(now)) if then < now && shows(now - then) => {
            format!(
                "{name} rose from {} to {} points ({}).",
                points(then),
                points(now),
                signed(now - then)
            )
        }
        (_, Some(then), Some(now)) if then > now && shows(now - then) => {
            format!(
                "{name} fell from {} to {} points ({}).",
                points(then),
                points(now),
                signed(now - then)
            )
        }
        (_, Some(then), _) => format!("{name} stayed at {} points.", points(then)),
    }
}

fn causes(parts: &ScoreChange) -> Option<String> {
    let causes: Vec<String> = [
        (parts.facts_points, "changed facts"),
        (parts.weights_points, "changed weights"),
        (parts.model_points, "the rest of the model"),
        (parts.gates_points, "gates"),
    ]
    .into_iter()
    .filter(|(points, _)| shows(*points))
    .map(|(points, what)| format!("{} from {what}", signed(points)))
    .collect();
    (!causes.is_empty()).then(|| format!("That is {}.", listed(&causes)))
}

fn facts(changes: &[FactChange], model: &ScoreModel) -> Option<String> {
    let mut largest: Vec<&FactChange> = changes.iter().collect();
    largest.sort_by(|one, other| {
        let sizes = other.points.abs().total_cmp(&one.points.abs());
        sizes.then_with(|| one.criterion_id.cmp(&other.criterion_id))
    });
    let named: Vec<String> = largest
        .iter()
        .take(NAMED)
        .filter_map(|change| {
            let criterion = model
                .criteria
                .iter()
                .find(|criterion| criterion.id == change.criterion_id)?;
            let (before, after) = (
                fact(criterion, change.before, None),
                fact(criterion, change.after, None),
            );
            let what = match change.kind {
                FactChangeKind::BecameKnown => format!("became known, {after}"),
                FactChangeKind::BecameAbsent | FactChangeKind::Changed => {
                    format!("now {after}, before {before}")
                }
            };
            Some(format!("{} {what} ({})", change.name, signed(change.points)))
        })
        .collect();
    let more = changes.len().saturating_sub(named.len());
    let rest = if more > 0 {
        format!("; {} more", counted(more, "fact"))
    } else {
        String::new()
    };
    (!named.is_empty()).then(|| format!("{}{rest}.", named.join("; ")))
}

fn moves(before: &AccountStanding, after: &AccountStanding) -> Vec<String> {
    let mut sentences = Vec::new();
    match (before.rank, after.rank) {
        (Some(then), Some(now)) if then != now => {
            sentences.push(format!("It moved from number {then} to number {now}."));
        }
        (Some(then), None) => sentences.push(format!("It was number {then} and has no rank now.")),
        (None, Some(now)) => sentences.push(format!("It had no rank and is number {now} now.")),
        _ => {}
    }
    if let (Some(then), Some(now)) = (&before.band_name, &after.band_name)
        && before.band_id != after.band_id
    {
        sentences.push(format!("It moved from {then} to {now}."));
    }
    sentences
}
