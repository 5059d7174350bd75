//! An explanation in sentences that a sales director understands.
//!
//! Made from the names, units and sentences of the model, always in the same way: points with two decimals, raw values
//! with four digits and whole numbers in full, values that would reach a band unrounded. No number stands only here.

use super::answer::{
    Explanation, Obstacle, PairExplanation, PairOrder, PairPart, PairReason, PairSide, ScorePart,
};
use super::carried::{self, carried_facts};
use super::words::{
    against, bound, called, counted, ended, fact, listed, percent, points, rounded, shows, signed,
};
use crate::quantity::CriterionId;
use crate::scoring::{
    AccountScore, CompiledModel, Criterion, DataState, GateEffect, GateResult, ScoreAnswer,
};

/// How many criteria a sentence names.
const NAMED: usize = 3;

/// Returns the sentences about one account: its place, what the score is made of, what it gave away, gates, open facts,
/// the way to the next band.
pub(super) fn of_account(
    model: &CompiledModel,
    scores: &ScoreAnswer,
    account: &AccountScore,
    explanation: &Explanation,
) -> Vec<String> {
    let mut sentences = vec![place(scores, account, explanation)];
    sentences.extend(made_of(&explanation.parts));
    sentences.extend(given_away(model, &explanation.parts));
    sentences.extend(account.gates.iter().map(|gate| gating(model, account, gate)));
    sentences.extend(carried::sentence(
        "Carried forward",
        &carried_facts(&model.model, account),
    ));
    sentences.extend(open_facts(model, explanation));
    sentences.extend(data(explanation));
    sentences.extend(left_out(account, &explanation.parts));
    sentences.extend(way_up(model, explanation));
    sentences
}

/// Returns the sentences about two accounts: who stands above, which criteria decide, what speaks for the other.
pub(super) fn of_pair(
    model: &CompiledModel,
    account: &AccountScore,
    other: &AccountScore,
    pair: &PairExplanation,
) -> Vec<String> {
    let mut sentences = vec![standing(account, other, pair)];
    match pair.reason {
        PairReason::Score => {}
        PairReason::NoScore => {
            let without = [account, other]
                .into_iter()
                .filter(|account| account.score.is_none());
            let names: Vec<String> = without.map(|account| called(account).to_owned()).collect();
            sentences.push(format!("Nothing that counts is known about {}.", listed(&names)));
        }
        PairReason::Exclusion | PairReason::Cap => {
            sentences.push("The order comes from a gate, not from the scores.".to_owned());
            for account in [account, other] {
                let effective =
                    |gate: &&GateResult| matches!(gate.effect, GateEffect::Excluded | GateEffect::Capped);
                for gate in account.gates.iter().filter(effective) {
                    sentences.push(gate_on(called(account), account, gate));
                }
            }
        }
    }
    let mut sides = [(PairSide::Account, account), (PairSide::Other, other)];
    if pair.order == PairOrder::Below {
        sides.reverse();
    }
    for (side, account) in sides {
        sentences.extend(in_favour(model, called(account), side, &pair.parts));
    }
    for account in [account, other] {
        let begin = format!("Carried forward for {}", called(account));
        sentences.extend(carried::sentence(&begin, &carried_facts(&model.model, account)));
    }
    sentences
}

fn place(scores: &ScoreAnswer, account: &AccountScore, explanation: &Explanation) -> String {
    let name = called(account);
    let Some(final_score) = account.final_score else {
        return format!("{name} has no score: nothing that counts is known about it.");
    };
    let lowest = rounded(scores.scale.min());
    let mut scale = format!(
        "{} points on a scale from {lowest} to {}",
        points(final_score),
        rounded(scores.scale.max())
    );
    if scores.scale.min() != 0.0 {
        scale = format!("{scale}, where everybody starts at {lowest}");
    }
    match account.rank {
        Some(rank) => {
            let tied = scores
                .ties
                .iter()
                .any(|tie| tie.account_ids.contains(&account.account_id));
            let verb = if tied { "shares" } else { "is" };
            let of = explanation.ranked_count;
            format!("{name} {verb} number {rank} of {of} with {scale}.")
        }
        None => format!("{name} has {scale}, but no rank."),
    }
}

fn made_of(parts: &[ScorePart]) -> Option<String> {
    let giving: Vec<String> = parts
        .iter()
        .filter(|part| shows(part.points))
        .take(NAMED)
        .map(|part| {
            format!(
                "{} ({} of {})",
                part.name,
                points(part.points),
                points(part.points_at_best)
            )
        })
        .collect();
    (!giving.is_empty()).then(|| format!("Most points come from {}.", listed(&giving)))
}

fn given_away(model: &CompiledModel, parts: &[ScorePart]) -> Option<String> {
    let mut short: Vec<&ScorePart> = parts
        .iter()
        .filter(|part| shows(part.given_away_points))
        .collect();
    short.sort_by(|one, other| {
        let sizes = other.given_away_points.total_cmp(&one.given_away_points);
        sizes.then_with(|| one.criterion_id.cmp(&other.criterion_id))
    });
    let named: Vec<String> = short
        .iter()
        .take(NAMED)
        .filter_map(|part| {
            let criterion = criterion(model, &part.criterion_id)?;
            let known = fact(criterion, part.fact, part.sentence.as_deref());
            Some(format!(
                "{} in {}, {known}",
                points(part.given_away_points),
                part.name
            ))
        })
        .collect();
    (!named.is_empty()).then(|| format!("It gives away most points here: {}.", named.join("; ")))
}

fn gating(model: &CompiledModel, account: &AccountScore, gate: &GateResult) -> String {
    match gate.effect {
        GateEffect::Excluded | GateEffect::Capped => gate_on("it", account, gate),
        GateEffect::Flagged => format!("A gate flags it: {}", ended(&gate.reason)),
        GateEffect::PassedOpen => {
            let name = criterion(model, &gate.criterion_id)
                .map_or(gate.criterion_id.as_str(), |criterion| criterion.name.as_str());
            format!(
                "A gate lets it pass only until {name} is known: {}",
                ended(&gate.reason)
            )
        }
    }
}

fn gate_on(whom: &str, account: &AccountScore, gate: &GateResult) -> String {
    let reason = ended(&gate.reason);
    match (gate.cap, account.score) {
        (Some(cap), Some(score)) if score > cap => format!(
            "A gate holds {whom} at {} points, {} without it: {reason}",
            points(cap),
            points(score)
        ),
        (Some(cap), _) => format!("A gate lets {whom} have {} points at most: {reason}", points(cap)),
        (None, _) => format!("A gate keeps {whom} out of the ranking: {reason}"),
    }
}

fn open_facts(model: &CompiledModel, explanation: &Explanation) -> Option<String> {
    let names: Vec<&str> = explanation
        .stakes
        .iter()
        .filter(|stake| stake.open)
        .filter_map(|stake| criterion(model, &stake.criterion_id))
        .map(|criterion| criterion.name.as_str())
        .collect();
    let interval = explanation.interval?;
    let span = format!(
        "between {} and {} points",
        points(interval.low),
        points(interval.high)
    );
    match names.as_slice() {
        [] => None,
        [only] => Some(format!(
            "{only} is still open: depending on it the account has {span}."
        )),
        [most, ..] => Some(format!(
            "{} are still open: depending on them the account has {span}; most hangs on {most}.",
            counted(names.len(), "fact"),
        )),
    }
}

fn data(explanation: &Explanation) -> Option<String> {
    let (known, least) = (explanation.known_share?, explanation.least_known_share?);
    (explanation.data_state? == DataState::NotEnough).then(|| {
        format!(
            "Not enough data: {} of the weight is known, and the model asks for {}.",
            percent(known),
            percent(least)
        )
    })
}

fn left_out(account: &AccountScore, parts: &[ScorePart]) -> Option<String> {
    let left_out = account.contributions.iter().filter(|part| part.value.is_none());
    let names: Vec<String> = left_out
        .filter_map(|left| parts.iter().find(|part| part.criterion_id == left.criterion_id))
        .map(|part| part.name.clone())
        .collect();
    let worth_saying = shows(account.rescaling_points);
    let who = match names.as_slice() {
        [only] => format!("{only} is"),
        [_, ..] if names.len() <= NAMED => format!("{} are", listed(&names)),
        _ => format!("{} criteria are", names.len()),
    };
    (worth_saying && !names.is_empty()).then(|| {
        format!(
            "Because {who} left out, the others count for more: that gives {} points which are not earned yet.",
            points(account.rescaling_points)
        )
    })
}

fn way_up(model: &CompiledModel, explanation: &Explanation) -> Vec<String> {
    let Some(band) = &explanation.band else {
        return Vec::new();
    };
    let Some(next) = &band.next else {
        return vec![format!("It stands in the highest band, {}.", band.name)];
    };
    let ways: Vec<String> = explanation
        .ways_up
        .iter()
        .filter_map(|way| {
            let criterion = criterion(model, &way.criterion_id)?;
            let bound = bound(criterion, way.at?, way.sentence.as_deref());
            Some(format!("{} {bound}", criterion.name))
        })
        .take(NAMED)
        .collect();
    let held = explanation
        .ways_up
        .iter()
        .any(|way| way.obstacle == Some(Obstacle::HeldByGate));
    let how = match ways.as_slice() {
        [] if held => "A gate keeps it below, and no single better value helps.".to_owned(),
        [] => "No single criterion can cover that alone.".to_owned(),
        [only] => format!("One criterion could cover that alone: {only}."),
        _ => format!("Each of these alone would cover that: {}.", ways.join("; ")),
    };
    let away = format!(
        "It stands in {}, {} points below {}.",
        band.name,
        points(next.points_away),
        next.name
    );
    vec![away, how]
}

fn standing(account: &AccountScore, other: &AccountScore, pair: &PairExplanation) -> String {
    let place = |account: &AccountScore| {
        let name = called(account);
        match (account.rank, account.final_score) {
            (Some(rank), Some(score)) => format!("{name} (number {rank}, {} points)", points(score)),
            (None, Some(score)) => format!("{name} (no rank, {} points)", points(score)),
            _ => format!("{name} (no score)"),
        }
    };
    let (one, two) = (place(account), place(other));
    match pair.order {
        PairOrder::Above => format!("{one} stands above {two}."),
        PairOrder::Below => format!("{one} does not stand above {two}, but below."),
        PairOrder::Tied => format!("{one} and {two} share a rank."),
        PairOrder::Unranked => format!("{one} and {two} both have no rank."),
    }
}

/// Returns what speaks for one side: what decides, where that is the winner, else the largest.
fn in_favour(model: &CompiledModel, name: &str, side: PairSide, parts: &[PairPart]) -> Option<String> {
    let for_side: Vec<&PairPart> = parts
        .iter()
        .filter(|part| part.speaks_for == side && shows(part.difference))
        .collect();
    let first = for_side.first()?;
    let deciding = for_side.iter().filter(|part| part.decides).count();
    let shown = if first.decides { deciding.min(NAMED) } else { NAMED };
    let named: Vec<String> = for_side
        .iter()
        .take(shown)
        .filter_map(|part| {
            let criterion = criterion(model, &part.criterion_id)?;
            let (own, others) = match side {
                PairSide::Other => (part.other_fact, part.fact),
                _ => (part.fact, part.other_fact),
            };
            Some(format!(
                "{} ({}: {})",
                part.name,
                signed(part.difference.abs()),
                against(criterion, own, others)
            ))
        })
        .collect();
    let rest: f64 = for_side
        .iter()
        .skip(shown)
        .map(|part| part.difference.abs())
        .sum();
    let more = if shows(rest) {
        format!("; {} more in other criteria", signed(rest))
    } else {
        String::new()
    };
    let verb = if first.decides {
        format!("What decides for {name}")
    } else {
        format!("What speaks for {name}")
    };
    Some(format!("{verb}: {}{more}.", listed(&named)))
}

fn criterion<'a>(model: &'a CompiledModel, id: &CriterionId) -> Option<&'a Criterion> {
    model.model.criteria.iter().find(|criterion| criterion.id == *id)
}
