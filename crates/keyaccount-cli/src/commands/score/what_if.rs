//! `keyaccount score --what-if`: who moves with another weight.

use std::collections::BTreeMap;

use keyaccount::scoring::{AccountChange, ScoreAnswer, ScoreModel, WeightKind};
use keyaccount::selection::SelectionAnswer;
use keyaccount_wire::score_compare::{self, ScoreCompare, Scoring};
use keyaccount_wire::score_run::{self, ScoreRun};
use keyaccount_wire::select_run::{self, SelectRun};
use keyaccount_wire::{Operation, WireError};

use super::accounts::Accounts;
use super::digits::Digits;
use super::model::Model;
use crate::arguments::ScoreArguments;
use crate::failure::Failure;
use crate::operation;
use crate::output::{Cell, Format, Grid, counted, printable};

/// How many accounts the screen shows.
const ROWS_SHOWN: usize = 20;

/// What the model as it stands gives.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Today<'a> {
    /// The scores.
    pub(crate) scores: &'a ScoreAnswer,
    /// The selection, where a limit is given.
    pub(crate) selection: Option<&'a SelectionAnswer>,
}

/// Returns who moves when the criteria have the weights of `--what-if`.
pub(crate) fn moves(
    arguments: &ScoreArguments,
    model: &Model,
    accounts: &Accounts,
    today: Today<'_>,
) -> Result<Vec<u8>, Failure> {
    let other = reweighted(arguments, model)?;
    let scoring = |model: &ScoreModel| Scoring {
        model: Some(model.clone()),
        ready_model: None,
        accounts: accounts.facts.clone(),
        as_of: None,
    };
    let comparison = ScoreCompare::run(score_compare::Request {
        before: scoring(&model.model),
        after: scoring(&other),
    })
    .map_err(refused)?;
    if arguments.output.format == Format::Json {
        return operation::json(&comparison);
    }
    let selection = match today.selection {
        Some(selection) => Some(
            SelectRun::run(select_run::Request {
                model: Some(other.clone()),
                ready_model: None,
                accounts: accounts.facts.clone(),
                as_of: None,
                policy: selection.policy,
                needs: Vec::new(),
                incumbents: Vec::new(),
            })
            .map_err(refused)?
            .answer,
        ),
        None => None,
    };
    let sides = Sides {
        before: selected(today.selection),
        after: selected(selection.as_ref()),
    };
    let changes = &comparison.answer.accounts;
    if arguments.output.format == Format::Csv {
        return grid(changes.iter(), &sides, Digits::All).to_csv();
    }
    let later = ScoreRun::run(score_run::Request {
        model: Some(other),
        ready_model: None,
        accounts: Vec::new(),
        as_of: None,
    })
    .map_err(refused)?;
    let mut text = String::new();
    for (id, _) in &arguments.what_if {
        text.push_str(&weighing(&model.model, id, today.scores, &later.answer));
    }
    text.push_str(&summary(changes, &sides));
    let (mut shown, others): (Vec<&AccountChange>, Vec<&AccountChange>) = changes
        .iter()
        .filter(|change| moves_rank(change) || sides.crosses(change))
        .partition(|change| sides.crosses(change));
    let movers = shown.len() + others.len();
    shown.extend(others);
    shown.truncate(ROWS_SHOWN);
    if !shown.is_empty() {
        text.push('\n');
        text.push_str(
            &grid(shown.iter().copied(), &sides, Digits::Rounded)
                .without_empty_columns()
                .to_table(),
        );
    }
    if movers > shown.len() {
        let more = movers - shown.len();
        text = format!("{text}and {more} more; --format csv lists all\n");
    }
    Ok(text.into_bytes())
}

/// Returns the model with the weights of `--what-if`; shares are divided by their sum then, since the user asks for it.
///
/// A criterion goes before a group of the same id.
fn reweighted(arguments: &ScoreArguments, model: &Model) -> Result<ScoreModel, Failure> {
    let mut other = model.model.clone();
    other.rescale |= other.weights == WeightKind::Shares;
    for (id, weight) in &arguments.what_if {
        let mut criteria = other.criteria.iter_mut();
        let mut groups = other.groups.iter_mut().filter(|group| group.weight.is_some());
        if let Some(criterion) = criteria.find(|criterion| criterion.id.as_str() == id) {
            criterion.weight = *weight;
        } else if let Some(group) = groups.find(|group| group.id.as_str() == id) {
            group.weight = Some(*weight);
        } else {
            return Err(model.unknown_weight(id, "--what-if"));
        }
    }
    Ok(other)
}

/// Returns what the operations say about the weights of `--what-if`; all else they have seen before.
fn refused(mut error: WireError) -> Failure {
    error.message = format!("--what-if: {}", error.message);
    error.path.clear();
    Failure::of_operation(error)
}

/// Who is selected before and after, where a limit is given.
struct Sides<'a> {
    before: BTreeMap<&'a str, bool>,
    after: BTreeMap<&'a str, bool>,
}

impl Sides<'_> {
    fn of(&self, change: &AccountChange) -> (bool, bool) {
        let side = |sides: &BTreeMap<&str, bool>| sides.get(change.account_id.as_str()).copied();
        (
            side(&self.before).unwrap_or_default(),
            side(&self.after).unwrap_or_default(),
        )
    }

    fn crosses(&self, change: &AccountChange) -> bool {
        let (before, after) = self.of(change);
        before != after
    }

    fn words(&self, change: &AccountChange) -> &'static str {
        match self.of(change) {
            (false, true) => "enters",
            (true, false) => "leaves",
            (true, true) => "stays in",
            (false, false) => "",
        }
    }
}

fn selected(selection: Option<&SelectionAnswer>) -> BTreeMap<&str, bool> {
    let accounts = selection.into_iter().flat_map(|selection| &selection.accounts);
    accounts
        .map(|account| (account.account_id.as_str(), account.selected))
        .collect()
}

fn moves_rank(change: &AccountChange) -> bool {
    change.places_up.is_some_and(|places| places != 0)
}

fn weighing(model: &ScoreModel, id: &str, before: &ScoreAnswer, after: &ScoreAnswer) -> String {
    let criterion = model
        .criteria
        .iter()
        .find(|criterion| criterion.id.as_str() == id);
    let group = model.groups.iter().find(|group| group.id.as_str() == id);
    let named = criterion
        .map(|criterion| &criterion.name)
        .or(group.map(|group| &group.name));
    let weight = |scores: &ScoreAnswer| {
        let mut criteria = scores.weights.iter();
        let mut groups = scores.groups.iter();
        match criterion {
            Some(_) => criteria
                .find(|weight| weight.criterion_id.as_str() == id)
                .map(|weight| (weight.given, weight.share)),
            None => groups
                .find(|weight| weight.group_id.as_str() == id)
                .map(|weight| (weight.given.unwrap_or_default(), weight.share)),
        }
        .unwrap_or_default()
    };
    let ((was, share_was), (is, share_is)) = (weight(before), weight(after));
    format!(
        "{} weighs {} instead of {}: {} of the weight instead of {}\n",
        printable(named.map_or(id, String::as_str)),
        Digits::Rounded.raw(is),
        Digits::Rounded.raw(was),
        Cell::percent(share_is),
        Cell::percent(share_was)
    )
}

fn summary(changes: &[AccountChange], sides: &Sides<'_>) -> String {
    let moving = changes.iter().filter(|change| moves_rank(change)).count();
    let moved = match moving {
        0 => "no account changes rank".to_owned(),
        _ => format!("{moving} of {} change rank", counted(changes.len(), "account")),
    };
    if sides.before.is_empty() {
        return format!("{moved}\n");
    }
    let count = |word: &str| {
        let crossing = changes.iter().filter(|change| sides.words(change) == word);
        crossing.count()
    };
    let crossed = match (count("enters"), count("leaves")) {
        (0, 0) => "stays the same".to_owned(),
        (gained, 0) => format!("gains {gained}"),
        (0, lost) => format!("loses {lost}"),
        (gained, lost) => format!("gains {gained} and loses {lost}"),
    };
    format!("{moved}; the selection {crossed}\n")
}

fn grid<'a>(changes: impl Iterator<Item = &'a AccountChange>, sides: &Sides<'_>, digits: Digits) -> Grid {
    let points = |points: f64| digits.points(points);
    let mut grid = Grid::new(match digits {
        Digits::Rounded => [
            "rank",
            "rank before",
            "account",
            "name",
            "score",
            "score before",
            "score change",
            "band",
            "selection",
        ],
        Digits::All => [
            "rank",
            "rank_before",
            "id",
            "name",
            "score",
            "score_before",
            "change",
            "band",
            "selection",
        ],
    });
    for change in changes {
        let (before, after) = (change.before.as_ref(), change.after.as_ref());
        let rank = |rank: Option<u32>| Cell::optional(rank, |rank| Cell::Number(rank.to_string()));
        let moved = change.change.as_ref().map(|change| change.final_score_change);
        let band = match (
            before.and_then(|it| it.band_name.as_ref()),
            after.and_then(|it| it.band_name.as_ref()),
        ) {
            (Some(before), Some(after)) if before != after => format!("{before} to {after}"),
            (_, band) => band.cloned().unwrap_or_default(),
        };
        grid.rows.push(vec![
            rank(after.and_then(|it| it.rank)),
            rank(before.and_then(|it| it.rank)),
            digits.label(change.account_id.as_str()),
            digits.label(change.name.as_deref().unwrap_or_default()),
            Cell::optional(after.and_then(|it| it.final_score), points),
            Cell::optional(before.and_then(|it| it.final_score), points),
            Cell::optional(moved, points),
            Cell::text(band),
            Cell::text(sides.words(change)),
        ]);
    }
    grid
}
