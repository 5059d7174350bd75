//! Numbers, names and lists as sentences show them.

use std::fmt::Display;

use crate::quantity::{Datum, State};
use crate::scoring::shown::shown;
use crate::scoring::{AccountScore, Criterion, Direction};

/// Returns points with two decimals.
pub(super) fn points(points: f64) -> String {
    let text = format!("{points:.2}");
    if points != 0.0 && text.trim_start_matches('-') == "0.00" {
        return "less than 0.01".to_owned();
    }
    if text == "-0.00" { "0.00".to_owned() } else { text }
}

/// Returns whether points are enough to be seen with two decimals.
pub(super) fn shows(points: f64) -> bool {
    points.abs() >= 0.005
}

/// Returns a change of points with its sign.
pub(super) fn signed(change: f64) -> String {
    let text = points(change);
    if change > 0.0 && !text.starts_with("less") {
        format!("+{text}")
    } else {
        text
    }
}

/// Returns a share in percent with four digits, so that one just below a limit does not read like the limit.
pub(super) fn percent(share: f64) -> String {
    format!("{} %", rounded(share * 100.0))
}

/// Returns a raw value with four digits, whole numbers in full, thousands apart.
pub(super) fn rounded(raw: f64) -> String {
    let written = format!("{raw:e}");
    let exponent = written
        .split_once('e')
        .and_then(|(_, digits)| digits.parse().ok());
    let exponent = exponent.unwrap_or(0_i32);
    if !(-4..15).contains(&exponent) {
        return format!("{raw:.3e}");
    }
    let decimals = usize::try_from(3_i32.saturating_sub(exponent)).unwrap_or(0);
    let text = format!("{raw:.decimals$}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    grouped(text)
}

/// Returns a raw value with all its digits, thousands apart.
pub(super) fn exact(raw: f64) -> String {
    let text = shown(raw);
    if text.contains('e') { text } else { grouped(&text) }
}

/// Returns what is known, such as `rated 8 ("They plan together.")`, `at 412,300 EUR per year`, `not known`.
pub(super) fn fact(criterion: &Criterion, fact: Datum<f64>, sentence: Option<&str>) -> String {
    match fact {
        Datum::Value(raw) => located(criterion, raw, rounded, sentence),
        absent => state(absent.state()).to_owned(),
    }
}

/// Returns two facts side by side, such as `rated 7 against 4`, `480,000 against 360,000 EUR per year`.
pub(super) fn against(criterion: &Criterion, one: Datum<f64>, other: Datum<f64>) -> String {
    match (one, other, &criterion.unit) {
        (Datum::Value(one), Datum::Value(other), None) => {
            match (grade(criterion, one), grade(criterion, other)) {
                (Some(one), Some(other)) => format!("graded {one} against {other}"),
                _ => format!("rated {} against {}", rounded(one), rounded(other)),
            }
        }
        (Datum::Value(one), Datum::Value(other), Some(unit)) => {
            let scale = UnitInWords::of(unit);
            format!(
                "{} against {} {}",
                scale.number(one, rounded),
                scale.number(other, rounded),
                scale.unit
            )
        }
        _ => format!(
            "{} against {}",
            fact(criterion, one, None),
            fact(criterion, other, None)
        ),
    }
}

/// Returns where a raw value would have to be, such as `rated 8 or better`, `at 30 hours per month or less`.
pub(super) fn bound(criterion: &Criterion, raw: f64, sentence: Option<&str>) -> String {
    let towards = match (criterion.direction, criterion.rubric.is_empty()) {
        (Direction::TargetIsBest, _) => "",
        (_, false) => " or better",
        (Direction::MoreIsBetter, true) => " or more",
        (Direction::LessIsBetter, true) => " or less",
    };
    if criterion.rubric.is_empty() {
        return format!("{}{towards}", located(criterion, raw, exact, None));
    }
    let said = sentence.map_or_else(String::new, |sentence| format!(" (\"{sentence}\")"));
    format!("{}{towards}{said}", rating(criterion, raw, &exact(raw)))
}

fn located(criterion: &Criterion, raw: f64, number: fn(f64) -> String, sentence: Option<&str>) -> String {
    match (&criterion.unit, sentence) {
        (Some(unit), _) => {
            let scale = UnitInWords::of(unit);
            format!("at {} {}", scale.number(raw, number), scale.unit)
        }
        (None, Some(sentence)) => format!("{} (\"{sentence}\")", rating(criterion, raw, &number(raw))),
        (None, None) => rating(criterion, raw, &number(raw)),
    }
}

/// A unit as people say it: a share of something is said in percent of it.
struct UnitInWords<'a> {
    is_share: bool,
    unit: &'a str,
}

impl<'a> UnitInWords<'a> {
    fn of(unit: &'a str) -> Self {
        // The words behind `share ` are `of revenue`.
        let of_what = unit.strip_prefix("share ").filter(|rest| rest.starts_with("of "));
        Self {
            is_share: of_what.is_some(),
            unit: of_what.unwrap_or(unit),
        }
    }

    fn number(&self, raw: f64, number: fn(f64) -> String) -> String {
        if !self.is_share {
            return number(raw);
        }
        // Without the digits that the multiplication adds.
        let percent = format!("{:.12e}", raw * 100.0).parse().unwrap_or(raw * 100.0);
        format!("{} %", number(percent))
    }
}

fn rating(criterion: &Criterion, raw: f64, number: &str) -> String {
    grade(criterion, raw).map_or_else(|| format!("rated {number}"), |grade| format!("graded {grade}"))
}

/// Returns the grade of a rating that is just that of a level with a grade.
fn grade(criterion: &Criterion, raw: f64) -> Option<&str> {
    let mut levels = criterion.rubric.iter();
    let level = levels.find(|level| f64::from(level.level).total_cmp(&raw).is_eq())?;
    level.grade.as_deref()
}

fn state(state: State) -> &'static str {
    match state {
        State::Value => "known",
        State::Missing => "not known",
        State::Unknown => "looked for and not found",
        State::NotApplicable => "not applicable",
    }
}

/// Returns the name of an account, else its id.
pub(super) fn called(account: &AccountScore) -> &str {
    account
        .name
        .as_deref()
        .unwrap_or_else(|| account.account_id.as_str())
}

/// Returns the words as a list: `a`, `a and b`, `a, b and c`.
pub(super) fn listed(words: &[String]) -> String {
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, before)) => format!("{} and {last}", before.join(", ")),
    }
}

/// Returns a count with its noun.
pub(super) fn counted(count: impl Display, noun: &str) -> String {
    let count = count.to_string();
    let plural = if count == "1" { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(&count))
}

/// Returns a text of the model as the end of a sentence.
pub(super) fn ended(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

fn grouped(number: &str) -> String {
    let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
    let mut text = String::new();
    for (left, digit) in (0..whole.len()).rev().zip(whole.chars()) {
        text.push(digit);
        if left > 0 && left.is_multiple_of(3) && digit != '-' {
            text.push(',');
        }
    }
    if !decimals.is_empty() {
        text.push('.');
        text.push_str(decimals);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_in_one_way() {
        for (raw, text) in [
            (0.0, "0"),
            (7.0, "7"),
            (0.183_274, "0.1833"),
            (12.345_6, "12.35"),
            (412_345.678, "412,346"),
            (-1_234_567.0, "-1,234,567"),
            (999.96, "1,000"),
            (0.000_123_456, "0.0001235"),
            (1.5e-7, "1.500e-7"),
            (2e20, "2.000e20"),
        ] {
            assert_eq!(rounded(raw), text, "{raw}");
        }
        assert_eq!(
            (exact(412_345.5).as_str(), exact(1e20).as_str()),
            ("412,345.5", "1e20")
        );
        for (raw, text) in [
            (0.0, "0.00"),
            (1.005, "1.00"),
            (2.345_1, "2.35"),
            (-0.004, "less than 0.01"),
        ] {
            assert_eq!(points(raw), text, "{raw}");
        }
        assert_eq!(signed(0.5), "+0.50");
        assert_eq!(signed(-0.5), "-0.50");
        assert_eq!(signed(0.0), "0.00");
    }

    #[test]
    fn a_grade_stands_for_its_rating() {
        let criterion = serde_json::json!({"id": "c", "name": "C", "meaning": "Something", "weight": 1, "when_absent": "worst",
            "direction": "more_is_better", "anchors": {"worst": 0, "best": 4},
            "rubric": [{"level": 0, "sentence": "Never.", "grade": "C"}, {"level": 4, "sentence": "Always.", "grade": "A"}]});
        let criterion: Criterion = serde_json::from_value(criterion).unwrap();
        let (best, worst, between) = (Datum::Value(4.0), Datum::Value(0.0), Datum::Value(3.0));
        assert_eq!(fact(&criterion, best, Some("Always.")), "graded A (\"Always.\")");
        assert_eq!(fact(&criterion, between, None), "rated 3");
        assert_eq!(
            bound(&criterion, 4.0, Some("Always.")),
            "graded A or better (\"Always.\")"
        );
        assert_eq!(against(&criterion, best, worst), "graded A against C");
        assert_eq!(against(&criterion, best, between), "rated 4 against 3");
        assert_eq!(
            against(&criterion, best, Datum::Unknown),
            "graded A against looked for and not found"
        );
    }

    #[test]
    fn a_share_of_something_is_said_in_percent_of_it() {
        let criterion = serde_json::json!({"id": "c", "name": "C", "meaning": "Something", "weight": 1, "when_absent": "worst",
            "direction": "more_is_better", "anchors": {"worst": 0, "best": 1}, "unit": "share of revenue"});
        let mut criterion: Criterion = serde_json::from_value(criterion).unwrap();
        let (low, high) = (Datum::Value(-0.098_11), Datum::Value(0.29));
        assert_eq!(fact(&criterion, low, None), "at -9.811 % of revenue");
        assert_eq!(bound(&criterion, 0.29, None), "at 29 % of revenue or more");
        assert_eq!(against(&criterion, high, low), "29 % against -9.811 % of revenue");
        criterion.unit = Some("shares".to_owned());
        assert_eq!(fact(&criterion, high, None), "at 0.29 shares");
    }

    #[test]
    fn lists_and_counts_read_well() {
        let words = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(listed(&[]), "");
        assert_eq!(listed(&words[..1]), "a");
        assert_eq!(listed(&words[..2]), "a and b");
        assert_eq!(listed(&words), "a, b and c");
        assert_eq!(
            (counted(1, "point"), counted(1000, "fact")),
            ("1 point".to_owned(), "1,000 facts".to_owned())
        );
        assert_eq!(
            (ended(" Because "), ended("Why?")),
            ("Because.".to_owned(), "Why?".to_owned())
        );
    }
}
