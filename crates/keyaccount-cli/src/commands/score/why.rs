//! `keyaccount score --why`: one account in words, or two side by side.

use keyaccount::quantity::{AccountId, Datum};
use keyaccount::scoring::{
    AbsencePolicy, Explanation, Obstacle, PairExplanation, PairSide, ScoreModel, ScorePart,
};
use keyaccount_wire::Operation;
use keyaccount_wire::score_explain::{self, ScoreExplain};

use super::accounts::Accounts;
use super::digits::Digits;
use super::failure;
use super::model::Model;
use crate::arguments::ScoreArguments;
use crate::failure::Failure;
use crate::operation;
use crate::output::{Cell, Format, Grid, printable, words};

/// Returns why the account called `id` scores as it does, or why it stands above `other`.
pub(crate) fn explained(
    arguments: &ScoreArguments,
    model: &Model,
    accounts: &Accounts,
    id: &str,
    other: Option<&str>,
) -> Result<Vec<u8>, Failure> {
    let account_id =
        |id: &str| AccountId::try_from(id).map_err(|error| Failure::new(format!("--why: {error}")));
    let reply = ScoreExplain::run(score_explain::Request {
        model: Some(model.model.clone()),
        ready_model: None,
        accounts: accounts.facts.clone(),
        as_of: None,
        account_id: account_id(id)?,
        above_account_id: other.map(account_id).transpose()?,
    })
    .map_err(|error| failure(model, accounts, error))?;
    let grid = |digits: Digits| match &reply.answer.pair {
        Some(pair) => pair_grid(pair, digits),
        None => account_grid(&model.model, &reply.answer, digits),
    };
    match arguments.output.format {
        Format::Json => operation::json(&reply),
        Format::Csv => grid(Digits::All).to_csv(),
        Format::Table => {
            let pair = reply.answer.pair.as_ref();
            let sentences = pair.map_or(&reply.answer.sentences, |pair| &pair.sentences);
            let mut text = String::new();
            for sentence in sentences {
                text.push_str(&printable(sentence));
                text.push('\n');
            }
            text.push('\n');
            text.push_str(&grid(Digits::Rounded).without_empty_columns().to_table());
            Ok(text.into_bytes())
        }
    }
}

fn account_grid(model: &ScoreModel, account: &Explanation, digits: Digits) -> Grid {
    let mut grid = Grid::new(match digits {
        Digits::Rounded => [
            "criterion",
            "today",
            "points",
            "of",
            "given away",
            "could lose",
            "could gain",
            "next band at",
            "counted as",
        ],
        Digits::All => [
            "criterion_id",
            "fact",
            "points",
            "points_at_best",
            "given_away_points",
            "loss",
            "gain",
            "next_band_at",
            "counted_as",
        ],
    });
    for part in &account.parts {
        let mut stakes = account.stakes.iter();
        let stake = stakes.find(|stake| stake.criterion_id == part.criterion_id);
        // A fact that does not apply has nothing at stake.
        let at_stake = |points: Option<f64>| match points {
            Some(points) => digits.points(points),
            None => digits.fact(Datum::NotApplicable),
        };
        let mut ways = account.ways_up.iter();
        let way = ways.find(|way| way.criterion_id == part.criterion_id);
        grid.rows.push(vec![
            digits.criterion(&part.criterion_id, &part.name),
            digits.fact(part.fact),
            digits.points(part.points),
            digits.points(part.points_at_best),
            digits.points(part.given_away_points),
            at_stake(stake.map(|stake| stake.loss)),
            at_stake(stake.map(|stake| stake.gain)),
            Cell::optional(way, |way| match (way.at, way.obstacle) {
                (Some(at), _) => digits.raw(at),
                (None, Some(Obstacle::BestNotEnough)) => Cell::text("not alone"),
                (None, Some(Obstacle::NotApplicable)) => digits.fact(Datum::NotApplicable),
                (None, obstacle) => Cell::optional(obstacle, |obstacle| Cell::text(words(&obstacle))),
            }),
            counted_as(model, part),
        ]);
    }
    grid
}

/// Returns what a criterion counts as where today's raw value does not count itself.
fn counted_as(model: &ScoreModel, part: &ScorePart) -> Cell {
    match &part.policy {
        Some(AbsencePolicy::Value(value)) => Cell::text(value.to_string()),
        Some(AbsencePolicy::ExcludeAndRescale) => Cell::text("left out"),
        Some(policy) => Cell::text(words(policy)),
        None => {
            let end = if is_beyond_best(model, part) {
                "the best"
            } else {
                "the worst"
            };
            let anchor = part.clipped.then(|| end.to_owned());
            let earlier = part.known_on.map(|day| format!("as known on {day}"));
            let both: Vec<String> = anchor.into_iter().chain(earlier).collect();
            Cell::text(both.join(", "))
        }
    }
}

/// Returns whether a raw value beyond the anchors lies beyond the best; a target, which has no anchors, is worst at both ends.
fn is_beyond_best(model: &ScoreModel, part: &ScorePart) -> bool {
    let mut criteria = model.criteria.iter();
    let criterion = criteria.find(|criterion| criterion.id == part.criterion_id);
    let anchors = criterion.and_then(|criterion| criterion.anchors);
    let raw = part.fact.value();
    anchors
        .zip(raw)
        .is_some_and(|(anchors, raw)| anchors.is_beyond_best(*raw))
}

fn pair_grid(pair: &PairExplanation, digits: Digits) -> Grid {
    let (account, other) = (pair.account_id.as_str(), pair.other_account_id.as_str());
    let mut grid = Grid::new(match digits {
        Digits::Rounded => [
            "criterion".to_owned(),
            account.to_owned(),
            other.to_owned(),
            format!("points {account}"),
            format!("points {other}"),
            "difference".to_owned(),
            "speaks for".to_owned(),
            "decides".to_owned(),
        ],
        Digits::All => [
            "criterion_id",
            "fact",
            "other_fact",
            "points",
            "other_points",
            "difference",
            "speaks_for",
            "decides",
        ]
        .map(str::to_owned),
    });
    for part in &pair.parts {
        grid.rows.push(vec![
            digits.criterion(&part.criterion_id, &part.name),
            digits.fact(part.fact),
            digits.fact(part.other_fact),
            digits.points(part.points),
            digits.points(part.other_points),
            digits.points(part.difference),
            match part.speaks_for {
                PairSide::Account => digits.label(account),
                PairSide::Other => digits.label(other),
                PairSide::Neither => Cell::Empty,
            },
            Cell::text(if part.decides { "yes" } else { "" }),
        ]);
    }
    grid
}
