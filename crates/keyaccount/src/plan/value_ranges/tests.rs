use super::{NumberRange, VALUE_RANGES, outlier, range_at};
use crate::document::Document;

fn found(text: &str, range: NumberRange) -> Option<(f64, f64)> {
    let document = Document::parse(text).unwrap();
    let value = document.root().get("value").unwrap();
    outlier(value, range).map(|outlier| (outlier.found, outlier.end))
}

#[test]
fn both_ends_lie_in_the_range_and_their_neighbours_do_not() {
    let cases = [
        ("0", NumberRange::Share, None),
        ("1", NumberRange::Share, None),
        ("1.000001", NumberRange::Share, Some((1.000_001, 1.0))),
        ("-0.1", NumberRange::Share, Some((-0.1, 0.0))),
        ("1", NumberRange::Scale(1, 5), None),
        ("5", NumberRange::Scale(1, 5), None),
        ("0", NumberRange::Scale(1, 5), Some((0.0, 1.0))),
        ("6", NumberRange::Scale(1, 5), Some((6.0, 5.0))),
        ("0", NumberRange::AtLeastZero, None),
        ("-1", NumberRange::AtLeastZero, Some((-1.0, 0.0))),
        ("\"-0.01\"", NumberRange::AtLeastZero, Some((-0.01, 0.0))),
        ("0", NumberRange::AboveZero, Some((0.0, 0.0))),
        ("\"0.92\"", NumberRange::AboveZero, None),
        // Text where a share is due cannot be read at all, which is another fault.
        ("\"40\"", NumberRange::Share, None),
        ("\"soon\"", NumberRange::AtLeastZero, None),
        ("true", NumberRange::AtLeastZero, None),
    ];
    for (value, range, expected) in cases {
        assert_eq!(
            found(&format!("{{\"value\": {value}}}"), range),
            expected,
            "{value}"
        );
    }
}

#[test]
fn a_target_follows_its_unit() {
    let cases = [
        ("100", "percent", None),
        ("100.5", "percent", Some((100.5, 100.0))),
        ("500", "hours", None),
        ("-1", "hours", Some((-1.0, 0.0))),
        ("-20", "points", None),
    ];
    for (value, unit, expected) in cases {
        let text = format!("{{\"value\": {value}, \"unit\": \"{unit}\"}}");
        assert_eq!(found(&text, NumberRange::Target), expected, "{value} {unit}");
    }
    assert_eq!(found(r#"{"value": -1}"#, NumberRange::Target), None);
}

#[test]
fn the_table_is_sorted_so_that_a_place_can_be_looked_up() {
    assert!(VALUE_RANGES.is_sorted_by(|left, right| left.place < right.place));
    assert_eq!(range_at("/plan/progress"), Some(NumberRange::Share));
    assert_eq!(range_at("/plan/version"), None);
}

#[cfg(feature = "schema")]
mod schema {
    use super::super::{NumberRange, VALUE_RANGES, range_at};
    use crate::plan::Plan;
    use crate::plan::schema_places::places;

    /// Margins may be negative: an account may cost more than it brings.
    const MARGINS: [&str; 2] = [
        "/account/gross_margin",
        "/resources/expected_incremental_margin/*/amount",
    ];

    #[test]
    fn every_place_of_the_table_is_in_the_schema() {
        let known = places::<Plan>();
        for range in VALUE_RANGES {
            assert!(known.contains_key(range.place), "{}", range.place);
        }
    }

    #[test]
    fn every_number_with_a_range_is_in_the_table() {
        let mut seen = 0;
        for (place, name) in places::<Plan>() {
            let expected = match name.as_str() {
                "Share" => Some(NumberRange::Share),
                "Percent" => Some(NumberRange::Scale(0, 100)),
                "Rating" => Some(NumberRange::Scale(1, 5)),
                "Grade" => Some(NumberRange::Scale(1, 10)),
                "Degree" => Some(NumberRange::Scale(0, 5)),
                "Stance" => Some(NumberRange::Scale(-2, 2)),
                "Score" => Some(NumberRange::Scale(-1000, 1000)),
                "Weight" => Some(NumberRange::AtLeastZero),
                "Money" if MARGINS.contains(&place.as_str()) => None,
                "Money" => {
                    let amount = format!("{place}/amount");
                    assert_eq!(range_at(&amount), Some(NumberRange::AtLeastZero), "{amount}");
                    seen += 1;
                    continue;
                }
                _ if is_span(&place) => Some(NumberRange::AtLeastZero),
                _ => continue,
            };
            seen += 1;
            assert_eq!(range_at(&place), expected, "{place}");
        }
        assert!(seen > 60, "the schema was not looked through ({seen})");
    }

    /// Returns whether the name of the field says that it is a stretch of time; a lag may be negative.
    fn is_span(place: &str) -> bool {
        let field = place.rsplit('/').next().unwrap();
        let ends = ["_days", "_hours", "_per_month"];
        field == "every" || (field != "lag_days" && ends.iter().any(|end| field.ends_with(end)))
    }
}
