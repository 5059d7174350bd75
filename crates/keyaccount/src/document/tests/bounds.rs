use std::time::{Duration, Instant};

use super::*;

/// Far above what the work takes, far below what a hang takes, on any machine and unoptimised.
const SOON: Duration = Duration::from_secs(20);

fn quickly<T>(work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    assert!(start.elapsed() < SOON, "took {:?}", start.elapsed());
    result
}

#[test]
fn ten_thousand_levels_are_an_error_not_a_crash() {
    for text in [
        "[".repeat(10_000),
        r#"{"a":"#.repeat(10_000),
        "[{\"a\":".repeat(1_000_000),
    ] {
        let error = quickly(|| Document::parse(&text).unwrap_err());
        assert_eq!(error.code(), "too_deep");
        assert_eq!(error.to_string(), "value must be at most 64 levels deep (got 65)");
        assert_eq!(error.path().matches('/').count(), 64);
    }
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(Document::parse(&nested(64)).is_ok());
    assert_eq!(Document::parse(&nested(65)).unwrap_err().span(), 64..65);
}

#[test]
fn a_text_of_a_hundred_megabytes_is_an_error_not_a_hang() {
    let text = format!("\"{}\"", "a".repeat(100_000_000));
    let error = quickly(|| Document::parse(&text).unwrap_err());
    assert_eq!((error.code(), error.line(), error.column()), ("too_long", 1, 1));
    assert_eq!(
        error.to_string(),
        "text must be at most 67108864 bytes long (got 100000002)"
    );
    assert_eq!(error.expected().as_deref(), Some("at most 67108864"));

    let text = format!("[1, \"{}\"]", "a".repeat(30_000_000));
    let error = quickly(|| Document::parse(&text).unwrap_err());
    assert_eq!(
        (error.code(), error.path().as_str(), error.column()),
        ("too_long", "/1", 5)
    );
    assert_eq!(
        error.to_string(),
        "one text must be at most 1048576 bytes long (got 30000000)"
    );
    let escaped = format!("\"{}\"", "\\n".repeat(1_000_000));
    assert_eq!(Document::parse(&escaped).unwrap_err().code(), "too_long");
    let number = "1".repeat(2_000_000);
    assert_eq!(Document::parse(&number).unwrap_err().code(), "too_long");
    let key = format!("{{\"{}\": 1}}", "k".repeat(2_000_000));
    assert_eq!(Document::parse(&key).unwrap_err().code(), "too_long");
}

#[test]
fn bounds_are_inclusive() {
    let bounds = Bounds {
        text_bytes: 20,
        depth: 2,
        string_bytes: 3,
        values: 4,
    };
    let parse = |text: &str| Document::parse_within(text, &bounds).map_err(|error| error.code());
    assert!(parse("[[1],\"abc\"]         ").is_ok());
    assert_eq!(parse("[[1],\"abc\"]          ").unwrap_err(), "too_long");
    assert_eq!(parse("\"abcd\"").unwrap_err(), "too_long");
    assert_eq!(parse("[1234]").unwrap_err(), "too_long");
    assert_eq!(parse("[[[1]]]").unwrap_err(), "too_deep");
    assert_eq!(parse("[1,2,3,4]").unwrap_err(), "too_many_values");
    assert!(parse("[1,2,3]").is_ok());
}

#[test]
fn many_values_are_counted() {
    let bounds = Bounds {
        values: 100_000,
        ..Bounds::default()
    };
    let text = "[0".to_owned() + &",0".repeat(100_000) + "]";
    let error = quickly(|| Document::parse_within(&text, &bounds).unwrap_err());
    assert_eq!(
        error.to_string(),
        "document must be at most 100000 values large (got 100001)"
    );
}

#[test]
fn long_numbers_are_read_in_linear_time() {
    let text = format!("[0.{}, 1e-{}]", "123456789".repeat(100_000), "9".repeat(900_000));
    let numbers: Vec<f64> = quickly(|| read(&text).unwrap());
    assert_eq!(numbers, [0.123_456_789_123_456_78, 0.0]);
    let text = format!(r#"{{"amount": 1{}, "currency": "EUR"}}"#, "0".repeat(1_000_000));
    let error = quickly(|| read::<Money>(&text).unwrap_err());
    assert_eq!(
        (error.code(), error.path().as_str()),
        ("invalid_value", "/amount")
    );
    assert!(error.to_string().len() < 200);
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Nested {
    #[serde(default)]
    inner: Datum<Option<Box<Nested>>>,
    #[serde(default)]
    list: Vec<Nested>,
}

/// A quarter of the stack of a browser, without optimisation, which needs several times as much as with.
#[test]
fn the_deepest_typed_value_fits_a_small_stack() {
    let read_all = || {
        let deep = r#"{"inner":"#.repeat(63) + "{}" + &"}".repeat(63);
        let mut nested = read::<Nested>(&deep).unwrap();
        let mut depth = 1;
        while let Datum::Value(Some(inner)) = nested.inner {
            (nested, depth) = (*inner, depth + 1);
        }
        assert_eq!((depth, nested.list.len()), (64, 0));
        let lists = r#"{"list":["#.repeat(31) + r#"{"list": 7}"# + &"]}".repeat(31);
        let error = read::<Nested>(&lists).unwrap_err();
        assert_eq!(
            (error.code(), error.path().matches("/list").count()),
            ("wrong_type", 32)
        );
        assert!(read::<Value>(&("[".repeat(64) + &"]".repeat(64))).is_ok());
    };
    let thread = std::thread::Builder::new().stack_size(256 << 10);
    thread.spawn(read_all).unwrap().join().unwrap();
}

#[test]
fn a_value_takes_as_many_bytes_as_the_bounds_say() {
    assert_eq!(size_of::<tree::Entry>(), 32);
}
