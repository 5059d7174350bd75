//! Scores for a screen and for a spreadsheet.

use std::collections::BTreeMap;

use keyaccount::scoring::{AccountScore, DataState, ScoreAnswer, ScoreModel};
use keyaccount::selection::{Neighbour, Selected, SelectionAnswer};

use crate::output::{Cell, Grid, printable, shortened, word};

/// How many contributions a line on the screen names.
const CONTRIBUTIONS_SHOWN: usize = 3;

/// How many accounts below the last one selected the screen shows.
const NEXT_SHOWN: usize = 10;

/// Returns the ranking for a screen: all accounts, or those selected, the next ones, and the line between them below.
pub(crate) fn table(model: &ScoreModel, scores: &ScoreAnswer, selection: Option<&SelectionAnswer>) -> String {
    if scores.accounts.is_empty() {
        return "no accounts\n".to_owned();
    }
    let mut grid = Grid::new([
        "rank",
        "account",
        "name",
        "score",
        "between",
        "known",
        "band",
        "side",
        "to the line",
        "firm",
        "made of",
        "gates",
    ]);
    let sides = sides(selection);
    let is_in = |account: &AccountScore| {
        let side = sides.get(account.account_id.as_str());
        side.is_some_and(|side| side.selected)
    };
    let shown = match selection {
        Some(_) => scores.accounts.iter().rposition(is_in).map_or(0, |last| last + 1) + NEXT_SHOWN,
        None => scores.accounts.len(),
    };
    for account in scores.accounts.iter().take(shown) {
        let side = sides.get(account.account_id.as_str());
        grid.rows.push(vec![
            rank(account),
            Cell::label(account.account_id.as_str()),
            Cell::label(account.name.as_deref().unwrap_or_default()),
            Cell::optional(account.final_score, |score| Cell::rounded(score, 2)),
            Cell::span(account.interval.map(|interval| (interval.low, interval.high))),
            Cell::percent(account.coverage.known_share),
            Cell::text(standing(account)),
            Cell::optional(side, |side| Cell::text(if side.selected { "in" } else { "out" })),
            Cell::optional(side.and_then(|side| side.margin), |margin| {
                Cell::rounded(margin, 2)
            }),
            Cell::optional(side, |side| Cell::text(if side.firm { "yes" } else { "no" })),
            Cell::text(biggest_contributions(model, account)),
            Cell::label(&gates(account)),
        ]);
    }
    let mut table = grid.without_empty_columns().to_table();
    if let Some(more @ 1..) = scores.accounts.len().checked_sub(shown) {
        table = format!("{table}and {more} more; --format csv lists all\n");
    }
    match selection {
        Some(selection) => format!("{table}\n{}\n", line(selection)),
        None => table,
    }
}

/// Returns the scores with all their digits, and the points of each criterion.
pub(crate) fn rows(scores: &ScoreAnswer, selection: Option<&SelectionAnswer>) -> Grid {
    let mut grid = Grid::new([
        "rank",
        "id",
        "name",
        "score",
        "score_low",
        "score_high",
        "known_share",
        "band",
        "gates",
    ]);
    if scores.least_known_share.is_some() {
        grid.headers.push("data_state".to_owned());
    }
    if selection.is_some() {
        grid.headers
            .extend(["selected", "reason", "margin", "firm"].map(str::to_owned));
    }
    let points = scores
        .weights
        .iter()
        .map(|weight| format!("points_{}", weight.criterion_id));
    grid.headers.extend(points);
    let sides = sides(selection);
    for account in &scores.accounts {
        let exact = |number: Option<f64>| Cell::optional(number, |number| Cell::Number(number.to_string()));
        let interval = account.interval.as_ref();
        let mut row = vec![
            rank(account),
            Cell::text(account.account_id.as_str()),
            Cell::text(account.name.as_deref().unwrap_or_default()),
            exact(account.final_score),
            exact(interval.map(|interval| interval.low)),
            exact(interval.map(|interval| interval.high)),
            exact(Some(account.coverage.known_share)),
            Cell::text(account.band.as_ref().map_or("", |band| &band.name)),
            Cell::text(gates(account)),
        ];
        row.extend(account.data_state.map(|state| Cell::text(word(&state))));
        if let Some(side) = sides.get(account.account_id.as_str()) {
            row.extend([
                Cell::text(side.selected.to_string()),
                Cell::text(word(&side.reason)),
                exact(side.margin),
                Cell::text(side.firm.to_string()),
            ]);
        }
        row.extend(account.contributions.iter().map(|part| exact(Some(part.points))));
        grid.rows.push(row);
    }
    grid
}

/// Returns the band, or that there is not enough data to stand in one.
fn standing(account: &AccountScore) -> &str {
    match (account.data_state, &account.band) {
        (Some(DataState::NotEnough), _) => "not enough data",
        (_, Some(band)) => &band.name,
        (_, None) => "",
    }
}

fn sides(selection: Option<&SelectionAnswer>) -> BTreeMap<&str, &Selected> {
    let accounts = selection.into_iter().flat_map(|selection| &selection.accounts);
    accounts
        .map(|account| (account.account_id.as_str(), account))
        .collect()
}

/// Returns where the line between in and out runs, and who stands beside it.
fn line(selection: &SelectionAnswer) -> String {
    let neighbour = |words: &str, neighbour: &Option<Neighbour>| match neighbour {
        Some(neighbour) => format!(
            ", {words} {} at {:.2}",
            printable(neighbour.account_id.as_str()),
            neighbour.final_score
        ),
        None => String::new(),
    };
    let entry = match selection.entry_score {
        Some(score) => format!(", the line is at {score:.2}"),
        None => String::new(),
    };
    format!(
        "{} of {} selected{entry}{}{}; open facts could change the side of {}",
        selection.selected_count,
        selection.accounts.len(),
        neighbour("last in", &selection.last_in),
        neighbour("first out", &selection.first_out),
        selection.unsure_count,
    )
}

fn rank(account: &AccountScore) -> Cell {
    Cell::optional(account.rank, |rank| Cell::Number(rank.to_string()))
}

fn gates(account: &AccountScore) -> String {
    let gates = account
        .gates
        .iter()
        .map(|gate| format!("{}: {}", word(&gate.effect), gate.reason));
    gates.collect::<Vec<_>>().join("; ")
}

/// Returns the criteria that gave most, with their points and the most that they could have given.
fn biggest_contributions(model: &ScoreModel, account: &AccountScore) -> String {
    let mut parts: Vec<_> = model.criteria.iter().zip(&account.contributions).collect();
    parts.sort_by(|(_, one), (_, other)| other.points.total_cmp(&one.points));
    let shown = parts
        .iter()
        .take(CONTRIBUTIONS_SHOWN)
        .filter(|(_, part)| part.points > 0.0);
    let texts = shown.map(|(criterion, part)| {
        let (points, at_best) = (part.points, part.points_at_best);
        format!("{} {points:.2} of {at_best:.2}", shortened(&criterion.name))
    });
    texts.collect::<Vec<_>>().join(", ")
}
