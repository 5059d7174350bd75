//! Scores of accounts that come as one typed array, column after column.

use keyaccount::document::{self, nearest};
use keyaccount::quantity::CriterionId;
use keyaccount::scoring::{ChosenModel, Columns, CompiledModel, ScoreModel, ScoredColumns, score_columns};
use keyaccount_wire::WireError;
use serde::Deserialize;

/// What to score with, what the columns are, and what to write beside the scores.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    #[serde(default)]
    model: Option<ScoreModel>,
    #[serde(default)]
    ready_model: Option<String>,
    /// The criterion of each column.
    criterion_ids: Vec<CriterionId>,
    #[serde(default)]
    coverage: bool,
    #[serde(default)]
    interval: bool,
    #[serde(default)]
    contributions: bool,
}

/// Returns four counts and then the new columns, one after the other.
///
/// The counts: rows without a score, rows with an absent value, values beyond an anchor, 1 where the model has gates. The
/// columns: scores; with gates final scores and exclusion (0 or 1); as wanted known shares, lows and highs,
/// contributions in the order of the columns given.
pub(crate) fn scored(request: &str, values: &[f64], states: &[u8]) -> Result<Vec<f64>, WireError> {
    let request: Request = document::read(request)?;
    let chosen = ChosenModel::new(request.model, request.ready_model.as_deref())?;
    let model = &chosen.compiled;
    let places = places(model, &request.criterion_ids)?;
    let rows = values.len() / places.len().max(1);
    check_length("values", values.len(), places.len(), rows)?;
    if !states.is_empty() {
        check_length("states", states.len(), places.len(), rows)?;
    }
    let state_columns = in_order(states, &places, rows);
    let columns = Columns {
        values: &in_order(values, &places, rows),
        states: (!states.is_empty()).then_some(&state_columns),
    };

    let gated = !chosen.model.gates.is_empty();
    let room = |wanted: bool| vec![0.0; if wanted { rows } else { 0 }];
    let mut excluded = vec![false; if gated { rows } else { 0 }];
    let (mut scores, mut final_scores, mut known_shares) = (room(true), room(gated), room(request.coverage));
    let (mut lows, mut highs) = (room(request.interval), room(request.interval));
    let mut parts = vec![room(request.contributions); places.len()];
    let mut contributions: Vec<Option<&mut [f64]>> =
        parts.iter_mut().map(|part| Some(part.as_mut_slice())).collect();
    let in_model_order = places
        .iter()
        .filter_map(|&place| contributions.get_mut(place)?.take());
    let outputs = ScoredColumns {
        scores: &mut scores,
        final_scores: gated.then_some(&mut final_scores),
        excluded: gated.then_some(&mut excluded),
        known_shares: request.coverage.then_some(&mut known_shares),
        lows: request.interval.then_some(&mut lows),
        highs: request.interval.then_some(&mut highs),
        contributions: in_model_order.filter(|_| request.contributions).collect(),
    };
    let summary =
        score_columns(model, &columns, outputs).map_err(|fault| WireError::below("/values", &fault))?;

    let counts = [
        summary.unscored_rows,
        summary.partial_rows,
        summary.clipped_values,
        usize::from(gated),
    ];
    // More rows than a float counts do not fit into the memory of a module.
    let mut found: Vec<f64> = counts
        .map(|count| u32::try_from(count).map_or(f64::NAN, f64::from))
        .to_vec();
    let excluded: Vec<f64> = excluded
        .into_iter()
        .map(|excluded| f64::from(u8::from(excluded)))
        .collect();
    for column in [scores, final_scores, excluded, known_shares, lows, highs]
        .iter()
        .chain(&parts)
    {
        found.extend_from_slice(column);
    }
    Ok(found)
}

/// Returns, per criterion in the order of the model, the place of its column among those given.
fn places(model: &CompiledModel, given: &[CriterionId]) -> Result<Vec<usize>, WireError> {
    for (index, id) in given.iter().enumerate() {
        let path = format!("/criterion_ids/{index}");
        if !model.criterion_ids().any(|known| known == id) {
            let mut error = WireError::new(
                "unknown_criterion",
                &path,
                format!("the model has no criterion `{id}`"),
            );
            let known = model.criterion_ids().map(CriterionId::as_str);
            error.help =
                nearest(id.as_str(), known).map(|nearest| format!("`{nearest}` is the nearest known id"));
            return Err(error);
        }
        if given.iter().take(index).any(|before| before == id) {
            let message = format!("the columns must be of different criteria (got `{id}` twice)");
            return Err(WireError::new("duplicate_id", &path, message));
        }
    }
    model
        .criterion_ids()
        .map(|id| {
            let place = given.iter().position(|given| given == id);
            place.ok_or_else(|| {
                let message = format!("the criterion `{id}` must have a column");
                WireError::new("column_missing", "/criterion_ids", message)
            })
        })
        .collect()
}

fn check_length(what: &str, cells: usize, columns: usize, rows: usize) -> Result<(), WireError> {
    if cells == columns * rows {
        return Ok(());
    }
    let message = format!("the {what} must be {columns} columns of one length (got {cells} cells)");
    Err(WireError::new("column_length", &format!("/{what}"), message))
}

fn in_order<'a, T>(cells: &'a [T], places: &[usize], rows: usize) -> Vec<&'a [T]> {
    let columns = places
        .iter()
        .map(|place| cells.get(place * rows..(place + 1) * rows));
    columns.map(Option::unwrap_or_default).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MODEL: &str = r#"{"schema": "keyaccount/score-model/1", "id": "m", "version": 1, "name": "M", "weights": "points",
        "criteria": [{"id": "a", "name": "A", "meaning": "M", "unit": "u", "weight": 3, "direction": "more_is_better",
             "anchors": {"worst": 0, "best": 10}, "when_absent": "exclude_and_rescale"},
            {"id": "b", "name": "B", "meaning": "M", "unit": "u", "weight": 1, "direction": "less_is_better",
             "anchors": {"worst": 10, "best": 0}, "when_absent": "exclude_and_rescale"}],
        "gates": [{"id": "g", "criterion_id": "b", "passes": {"at_most": 5}, "outcome": "exclude", "when_absent": "pass",
             "reason": "R"}]}"#;

    fn request(more: &str) -> String {
        format!(r#"{{"model": {MODEL}, "criterion_ids": ["b", "a"]{more}}}"#)
    }

    #[test]
    fn columns_come_back_in_the_order_given() {
        let wanted = request(r#", "coverage": true, "interval": true, "contributions": true"#);
        let found = scored(&wanted, &[10.0, 0.0, 5.0, 10.0], &[0, 0, 1, 0]).unwrap();
        let expected = [
            [0.0, 1.0],
            [0.0, 1.0],
            [1.0, 10.0],
            [1.0, 10.0],
            [1.0, 0.0],
            [0.25, 1.0],
            [1.0, 10.0],
            [7.75, 10.0],
            [0.0, 2.25],
            [0.0, 6.75],
        ];
        assert_eq!(found, expected.concat());
    }

    #[test]
    fn columns_that_do_not_fit_are_refused() {
        let told = |request: &str, values: &[f64], states: &[u8]| {
            let error = scored(request, values, states).unwrap_err();
            (error.code, error.path)
        };
        let pair = |code: &str, path: &str| (code.to_owned(), path.to_owned());
        let good = request("");
        assert_eq!(told(&good, &[1.0; 3], &[]), pair("column_length", "/values"));
        assert_eq!(told(&good, &[1.0; 4], &[0]), pair("column_length", "/states"));
        assert_eq!(
            told(&good, &[1.0, 1.0, 1.0, f64::NAN], &[]),
            pair("not_finite", "/values/a/1")
        );
        let ids = |ids: &str| good.replace(r#"["b", "a"]"#, ids);
        assert_eq!(
            told(&ids(r#"["b"]"#), &[1.0], &[]),
            pair("column_missing", "/criterion_ids")
        );
        assert_eq!(
            told(&ids(r#"["b", "b"]"#), &[1.0; 2], &[]),
            pair("duplicate_id", "/criterion_ids/1")
        );
        assert_eq!(
            told(&ids(r#"["c", "b"]"#), &[1.0; 2], &[]),
            pair("unknown_criterion", "/criterion_ids/0")
        );
    }
}
