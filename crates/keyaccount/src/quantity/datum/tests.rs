use proptest::prelude::*;

use super::*;
use crate::document;
use crate::quantity::{AccountId, Date, Money, Period, Share};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    revenue: Datum<Money>,
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    tags: Datum<Vec<AccountId>>,
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    state: Datum<State>,
}

/// Reads with both readers, which must agree.
fn read<T: de::DeserializeOwned + PartialEq + fmt::Debug>(text: &str) -> Option<T> {
    let (ours, theirs) = (document::read(text).ok(), serde_json::from_str(text).ok());
    assert_eq!(ours, theirs, "{text}");
    ours
}

#[test]
fn four_states_are_four_texts() {
    let table = [
        ("7.5", Datum::Value(7.5)),
        (r#"{"state":"missing"}"#, Datum::Missing),
        (r#"{"state":"unknown"}"#, Datum::Unknown),
        (r#"{"state":"not_applicable"}"#, Datum::NotApplicable),
    ];
    for (text, datum) in table {
        assert_eq!(read::<Datum<f64>>(text), Some(datum));
        assert_eq!(serde_json::to_string(&datum).unwrap(), text);
    }
    assert_eq!(
        serde_json::to_string(&State::NotApplicable).unwrap(),
        r#""not_applicable""#
    );
}

#[test]
fn every_kind_of_value_may_be_a_fact() {
    assert_eq!(read("true"), Some(Datum::Value(true)));
    assert_eq!(read("-3"), Some(Datum::Value(-3_i64)));
    assert_eq!(read("3"), Some(Datum::Value(3.0_f64)));
    assert_eq!(read("\"a\""), Some(Datum::Value("a".to_owned())));
    assert_eq!(read("[1, 2]"), Some(Datum::Value(vec![1_u8, 2])));
    assert_eq!(
        read("\"2026-01-31\""),
        Some(Datum::Value(Date::new(2026, 1, 31).unwrap()))
    );
    assert_eq!(read("0.4"), Some(Datum::Value(Share::try_from(0.4).unwrap())));
    assert_eq!(read("\"value\""), Some(Datum::Value(State::Value)));
    let period = r#"{"start": "2026-01-01", "end": "2026-01-31"}"#;
    assert_eq!(read(period), Some(Datum::Value(read::<Period>(period).unwrap())));
    let money = r#"{"currency": "EUR", "amount": "1.50"}"#;
    assert_eq!(
        read(money),
        Some(Datum::Value(Money::parse("1.50", "EUR").unwrap()))
    );
}

#[test]
fn what_is_neither_a_value_nor_a_state_is_refused() {
    for text in [
        "null",
        "\"unknown\"",
        "\"\"",
        r#"{"state":"value"}"#,
        r#"{"state":"Unknown"}"#,
        r#"{"state":null}"#,
        r#"{"state":"unknown","state":"unknown"}"#,
        r#"{"state":"unknown","by":"x"}"#,
        "{}",
        "[]",
        "true",
    ] {
        assert_eq!(read::<Datum<f64>>(text), None, "{text}");
        assert_eq!(read::<Datum<Money>>(text), None, "{text}");
    }
    assert_eq!(read::<Datum<Share>>("40"), None);
}

#[test]
fn an_absent_key_is_missing() {
    let nothing = Facts {
        revenue: Datum::Missing,
        tags: Datum::Missing,
        state: Datum::Missing,
    };
    assert_eq!(read("{}"), Some(nothing));
    let facts: Facts = read(r#"{"tags": [], "state": "unknown", "revenue": {"state": "unknown"}}"#).unwrap();
    assert_eq!(facts.state, Datum::Value(State::Unknown));
    assert_eq!(facts.revenue.state(), State::Unknown);
    assert_eq!(
        serde_json::to_string(&facts).unwrap(),
        r#"{"revenue":{"state":"unknown"},"tags":[],"state":"unknown"}"#
    );
}

#[test]
fn views_keep_the_state() {
    assert_eq!(Datum::Value(2).map(|value| value * 2), Datum::Value(4));
    assert_eq!(Datum::Unknown.map(|value: i32| value * 2), Datum::Unknown);
    assert_eq!(Datum::<i32>::NotApplicable.as_ref().state(), State::NotApplicable);
    assert_eq!(
        Datum::Value(String::from("a")).as_ref(),
        Datum::Value(&String::from("a"))
    );
    assert!(Datum::<i32>::default().is_missing() && Datum::<i32>::Unknown.value().is_none());
}

proptest! {
    #[test]
    fn facts_round_trip(number in any::<i64>(), which in 0..4_u8) {
        let datum = match which {
            0 => Datum::Value(number),
            1 => Datum::Missing,
            2 => Datum::Unknown,
            _ => Datum::NotApplicable,
        };
        prop_assert_eq!(read::<Datum<i64>>(&serde_json::to_string(&datum).unwrap()), Some(datum));
    }
}
