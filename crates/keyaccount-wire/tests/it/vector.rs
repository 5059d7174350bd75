//! One conformance case: reading, asking, comparing, writing. `vectors/README.md` describes the format.
//!
//! `cargo xtask gen --bless-vectors` includes this file too, so that writing and replaying cannot differ.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use keyaccount_wire::Entry;
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// One case as its file writes it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Vector {
    note: String,
    source: String,
    worked: Option<Box<RawValue>>,
    published: Option<BTreeMap<String, String>>,
    request: Option<Box<RawValue>>,
    request_text: Option<String>,
    answer_text: Option<String>,
    error_text: Option<String>,
}

/// What an operation said: the text of its answer or of its error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    Answer(String),
    Error(String),
}

impl Vector {
    /// Returns the case that `text` writes.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let vector: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        if vector.note.trim().is_empty() || vector.source.trim().is_empty() {
            return Err("`note` and `source` must say something".to_owned());
        }
        if vector.request.is_some() == vector.request_text.is_some() {
            return Err("exactly one of `request` and `request_text` is needed".to_owned());
        }
        if vector.answer_text.is_some() && vector.error_text.is_some() {
            return Err("`answer_text` and `error_text` exclude each other".to_owned());
        }
        Ok(vector)
    }

    /// Returns the outcome that the file expects, where it has one.
    pub(crate) fn expected(&self) -> Option<Outcome> {
        let answer = self.answer_text.clone().map(Outcome::Answer);
        answer.or_else(|| self.error_text.clone().map(Outcome::Error))
    }

    /// Returns whether values found without the program stand in the file.
    pub(crate) fn is_worked(&self) -> bool {
        self.worked.is_some() || self.published.is_some()
    }

    /// Returns the request text that every host sends.
    pub(crate) fn request(&self) -> Result<String, String> {
        let Some(request) = &self.request else {
            return Ok(self.request_text.clone().unwrap_or_default());
        };
        let compact = without_whitespace(request.get());
        written_alike(&compact)?;
        serde_json::from_str::<KeysAlike>(&compact).map_err(|error| error.to_string())?;
        Ok(compact)
    }

    /// Returns what the operation says to this case.
    pub(crate) fn ask(&self, entry: &Entry) -> Result<Outcome, String> {
        match (entry.call)(&self.request()?) {
            Ok(reply) => Ok(Outcome::Answer(answer_text(&reply)?.to_owned())),
            Err(error) => serde_json::to_string(&error)
                .map(Outcome::Error)
                .map_err(|error| error.to_string()),
        }
    }

    /// Compares the values found without the program, worked or published, with the outcome.
    pub(crate) fn check_worked(&self, outcome: &Outcome) -> Result<(), String> {
        let found: Value = serde_json::from_str(outcome.text()).map_err(|error| error.to_string())?;
        for (pointer, printed) in self.published.iter().flatten() {
            let value = found.pointer(pointer);
            if !value
                .and_then(Value::as_f64)
                .is_some_and(|value| is_as_printed(printed, value))
            {
                let value = value.map_or_else(|| "nothing".to_owned(), Value::to_string);
                return Err(format!(
                    "published value at `{pointer}`: expected {printed}, got {value}"
                ));
            }
        }
        let Some(worked) = &self.worked else {
            return Ok(());
        };
        let worked: Value = serde_json::from_str(worked.get()).map_err(|error| error.to_string())?;
        let Some(worked) = worked.as_object().filter(|worked| !worked.is_empty()) else {
            return Err("`worked` must be an object with at least one pointer".to_owned());
        };
        for (pointer, expected) in worked {
            let found = found.pointer(pointer);
            if !found.is_some_and(|found| is_close(expected, found)) {
                let found = found.map_or_else(|| "nothing".to_owned(), Value::to_string);
                return Err(format!(
                    "worked value at `{pointer}`: expected {expected}, got {found}"
                ));
            }
        }
        Ok(())
    }

    /// Replaces the expected outcome.
    pub(crate) fn bless(&mut self, outcome: Outcome) {
        (self.answer_text, self.error_text) = match outcome {
            Outcome::Answer(text) => (Some(text), None),
            Outcome::Error(text) => (None, Some(text)),
        };
    }

    /// Returns the text of the file, members in the documented order, `worked` and `request` as they were typed.
    pub(crate) fn to_text(&self) -> String {
        let raw = |value: &Option<Box<RawValue>>| value.as_ref().map(|value| value.get().to_owned());
        let string = |value: &Option<String>| {
            value
                .as_ref()
                .map(|value| Value::from(value.as_str()).to_string())
        };
        let members = [
            ("note", Some(Value::from(self.note.as_str()).to_string())),
            ("source", Some(Value::from(self.source.as_str()).to_string())),
            ("worked", raw(&self.worked)),
            ("published", self.published.as_ref().map(written_map)),
            ("request", raw(&self.request)),
            ("request_text", string(&self.request_text)),
            ("answer_text", string(&self.answer_text)),
            ("error_text", string(&self.error_text)),
        ];
        let mut text = "{".to_owned();
        for (key, value) in members {
            if let Some(value) = value {
                let comma = if text.len() > 1 { "," } else { "" };
                let _ = write!(text, "{comma}\n  \"{key}\": {value}");
            }
        }
        text + "\n}\n"
    }
}

impl Outcome {
    /// Returns the JSON text.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Answer(text) | Self::Error(text) => text,
        }
    }

    fn kind(&self) -> &'static str {
        match self {
            Self::Answer(_) => "answer",
            Self::Error(_) => "error",
        }
    }
}

/// Returns the text of the answer in a reply: all between the first member's key and the last `,"provenance":`.
pub(crate) fn answer_text(reply: &str) -> Result<&str, String> {
    reply
        .strip_prefix("{\"answer\":")
        .and_then(|rest| rest.rsplit_once(",\"provenance\":"))
        .map(|(answer, _)| answer)
        .ok_or_else(|| {
            format!(
                "a reply must be answer, then provenance (got {})",
                window(reply, 0)
            )
        })
}

/// Returns where two outcomes differ: the values by JSON Pointer, then the first differing bytes.
pub(crate) fn difference(expected: &Outcome, got: &Outcome) -> String {
    if expected.kind() != got.kind() {
        return format!(
            "expected the {} {}\n  got the {} {}",
            expected.kind(),
            expected.text(),
            got.kind(),
            got.text()
        );
    }
    let parse = |text| serde_json::from_str::<Value>(text).unwrap_or(Value::Null);
    let mut lines = Vec::new();
    compare("", &parse(expected.text()), &parse(got.text()), &mut lines);
    let equal = expected.text().bytes().zip(got.text().bytes());
    let at = equal.take_while(|(left, right)| left == right).count();
    lines.truncate(10);
    lines.push(format!(
        "bytes from {at}: expected {}",
        window(expected.text(), at)
    ));
    lines.push(format!(
        "{:>w$}: got      {}",
        "",
        window(got.text(), at),
        w = format!("bytes from {at}").len()
    ));
    lines.join("\n  ")
}

/// Returns every case below `folder` as operation and file, in order, or what does not belong there.
pub(crate) fn cases(folder: &Path) -> Result<Vec<(String, PathBuf)>, String> {
    let mut cases = Vec::new();
    for operation in children(folder)? {
        let name = file_name(&operation);
        if operation.is_file() && name == "README.md" {
            continue;
        }
        for case in children(&operation)? {
            let snake = |stem: &str| {
                stem.bytes()
                    .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
            };
            if !file_name(&case).strip_suffix(".json").is_some_and(snake) {
                return Err(format!("{} is not called `snake_case.json`", case.display()));
            }
            cases.push((name.clone(), case));
        }
    }
    Ok(cases)
}

fn children(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        paths.push(entry.map_err(|error| error.to_string())?.path());
    }
    paths.sort();
    Ok(paths)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn without_whitespace(json: &str) -> String {
    let mut compact = String::with_capacity(json.len());
    let (mut in_string, mut escaped) = (false, false);
    for character in json.chars() {
        if in_string || !character.is_ascii_whitespace() {
            compact.push(character);
        }
        if escaped {
            escaped = false;
        } else if character == '\\' {
            escaped = true;
        } else if character == '"' {
            in_string = !in_string;
        }
    }
    compact
}

/// Refuses what Python or JavaScript would write in another way than `compact` does.
fn written_alike(compact: &str) -> Result<(), String> {
    let mut rest = compact;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => string_length(rest)?,
            '-' | '0'..='9' => {
                let length = rest.find([',', ']', '}']).unwrap_or(rest.len());
                number_alike(rest.get(..length).unwrap_or_default())?;
                length
            }
            _ => first.len_utf8(),
        };
        rest = rest.get(length..).unwrap_or_default();
    }
    Ok(())
}

fn string_length(rest: &str) -> Result<usize, String> {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        if escaped {
            if !matches!(character, '"' | '\\' | 'n' | 'r' | 't' | 'b' | 'f') {
                return Err(format!("`\\{character}` in a string belongs into `request_text`"));
            }
            escaped = false;
        } else if character == '\\' {
            escaped = true;
        } else if character == '"' {
            return Ok(at + 1);
        }
    }
    Err("a string does not end".to_owned())
}

fn number_alike(literal: &str) -> Result<(), String> {
    let number: f64 = literal
        .parse()
        .map_err(|_| format!("`{literal}` is not a number"))?;
    let plain = number == 0.0 || (1e-4..1e16).contains(&number.abs());
    if plain && number.to_string() == literal && literal != "-0" {
        return Ok(());
    }
    Err(format!(
        "`{literal}` is not how JavaScript prints this number; such a request belongs into `request_text`"
    ))
}

/// Any JSON value whose keys are all different and none a whole number.
struct KeysAlike;

impl<'de> Deserialize<'de> for KeysAlike {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(KeysAlike)
    }
}

impl<'de> serde::de::Visitor<'de> for KeysAlike {
    type Value = Self;

    fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Self, A::Error> {
        let mut keys = BTreeSet::new();
        while let Some(key) = map.next_key::<String>()? {
            map.next_value::<Self>()?;
            if key.parse::<u64>().is_ok() {
                return Err(serde::de::Error::custom(format!(
                    "the key `{key}` is a whole number"
                )));
            }
            if let Some(key) = keys.replace(key) {
                return Err(serde::de::Error::custom(format!("the key `{key}` is repeated")));
            }
        }
        Ok(self)
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Self, A::Error> {
        while seq.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_unit<E>(self) -> Result<Self, E> {
        Ok(self)
    }
}

/// Returns the members of `map` on a line each, as the file writes them.
fn written_map(map: &BTreeMap<String, String>) -> String {
    let members = map.iter().map(|(key, value)| {
        let (key, value) = (Value::from(key.as_str()), Value::from(value.as_str()));
        format!("\n    {key}: {value}")
    });
    format!("{{{}\n  }}", members.collect::<Vec<_>>().join(","))
}

/// Returns whether `value` is what a paper printed, within one unit of the last printed digit.
///
/// One unit, not half of one: papers round the figures that they go on computing with.
fn is_as_printed(printed: &str, value: f64) -> bool {
    let Ok(expected) = printed.parse::<f64>() else {
        return false;
    };
    let decimals = printed.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let Ok(last_digit) = format!("1e-{decimals}").parse::<f64>() else {
        return false;
    };
    // The small surplus is the rounding of the two decimal numbers themselves.
    (expected - value).abs() <= last_digit * (1.0 + 1e-9)
}

fn is_close(expected: &Value, found: &Value) -> bool {
    match (expected, found) {
        (Value::Number(expected), Value::Number(found)) => {
            let (Some(expected), Some(found)) = (expected.as_f64(), found.as_f64()) else {
                return false;
            };
            (expected - found).abs() <= 1e-9 * expected.abs().max(1.0)
        }
        (Value::Array(expected), Value::Array(found)) => {
            expected.len() == found.len()
                && expected
                    .iter()
                    .zip(found)
                    .all(|(left, right)| is_close(left, right))
        }
        (Value::Object(expected), Value::Object(found)) => {
            let same =
                |(key, left): (&String, &Value)| found.get(key).is_some_and(|right| is_close(left, right));
            expected.len() == found.len() && expected.iter().all(same)
        }
        (expected, found) => expected == found,
    }
}

fn compare(pointer: &str, expected: &Value, got: &Value, lines: &mut Vec<String>) {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => {
            for key in expected
                .keys()
                .chain(got.keys().filter(|key| !expected.contains_key(*key)))
            {
                let below = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
                compare_members(&below, expected.get(key), got.get(key), lines);
            }
        }
        (Value::Array(expected), Value::Array(got)) => {
            for index in 0..expected.len().max(got.len()) {
                let below = format!("{pointer}/{index}");
                compare_members(&below, expected.get(index), got.get(index), lines);
            }
        }
        (expected, got) if expected == got => {}
        (expected, got) => lines.push(format!("at `{pointer}`: expected {expected}, got {got}")),
    }
}

fn compare_members(pointer: &str, expected: Option<&Value>, got: Option<&Value>, lines: &mut Vec<String>) {
    match (expected, got) {
        (Some(expected), Some(got)) => compare(pointer, expected, got, lines),
        (Some(expected), None) => lines.push(format!("at `{pointer}`: expected {expected}, got nothing")),
        (None, Some(got)) => lines.push(format!("at `{pointer}`: expected nothing, got {got}")),
        (None, None) => {}
    }
}

/// Returns some characters of `text` around the byte `at`.
fn window(text: &str, at: usize) -> String {
    let from = text
        .char_indices()
        .map(|(index, _)| index)
        .take_while(|index| index + 20 < at)
        .last();
    let cut: String = text
        .get(from.unwrap_or(0)..)
        .unwrap_or_default()
        .chars()
        .take(70)
        .collect();
    format!("…{cut}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(request: &str) -> Result<String, String> {
        let text = format!(r#"{{"note": "n", "source": "s", "request": {request}}}"#);
        Vector::read(&text)?.request()
    }

    #[test]
    fn whitespace_goes_but_stays_in_strings() {
        assert_eq!(
            request(r#"{ "a b": [ 1, 0.25, "x \" , y" ], "ü": null }"#).unwrap(),
            r#"{"a b":[1,0.25,"x \" , y"],"ü":null}"#
        );
    }

    #[test]
    fn what_the_hosts_write_differently_is_refused() {
        for refused in [
            r#"{"a": 1.0}"#,
            r#"{"a": 1e3}"#,
            r#"{"a": -0}"#,
            r#"{"a": 0.00001}"#,
            r#"{"a": 12345678901234567890}"#,
            r#"{"a": "\u00e9"}"#,
            r#"{"a": "\/"}"#,
            r#"{"7": 1}"#,
            r#"{"b": [{"a": 1, "a": 2}]}"#,
        ] {
            assert!(request(refused).is_err(), "{refused}");
        }
    }

    #[test]
    fn the_answer_ends_at_the_last_provenance() {
        let reply = r#"{"answer":{"x":1,"provenance":{"y":2}},"provenance":{"version":"1"}}"#;
        assert_eq!(answer_text(reply).unwrap(), r#"{"x":1,"provenance":{"y":2}}"#);
        assert!(answer_text(r#"{"provenance":{},"answer":{}}"#).is_err());
    }

    #[test]
    fn a_difference_names_pointers_and_bytes() {
        let expected = Outcome::Answer(r#"{"a":[1,2],"b":"x"}"#.to_owned());
        let got = Outcome::Answer(r#"{"a":[1,3],"c":"x"}"#.to_owned());
        let text = difference(&expected, &got);
        assert!(text.contains("at `/a/1`: expected 2, got 3"), "{text}");
        assert!(text.contains("at `/b`: expected \"x\", got nothing"), "{text}");
        assert!(text.contains("at `/c`: expected nothing, got \"x\""), "{text}");
        assert!(text.contains("bytes from 8:"), "{text}");
    }

    #[test]
    fn worked_values_are_compared_within_the_grid_and_exactly_otherwise() {
        let outcome = Outcome::Answer(r#"{"score":7.4000000000001,"money":"7.40"}"#.to_owned());
        let check = |worked: &str| {
            let text = format!(r#"{{"note": "n", "source": "s", "worked": {worked}, "request": 1}}"#);
            Vector::read(&text).unwrap().check_worked(&outcome)
        };
        assert_eq!(check(r#"{"/score": 7.4, "/money": "7.40"}"#), Ok(()));
        assert_eq!(
            check(r#"{"/score": 7.41}"#).unwrap_err(),
            "worked value at `/score`: expected 7.41, got 7.4000000000001"
        );
        assert_eq!(
            check(r#"{"/money": "7.4"}"#).unwrap_err(),
            "worked value at `/money`: expected \"7.4\", got \"7.40\""
        );
        assert_eq!(
            check(r#"{"/sum": 1}"#).unwrap_err(),
            "worked value at `/sum`: expected 1, got nothing"
        );
        assert!(check("{}").is_err());
    }

    #[test]
    fn published_values_hold_to_the_last_printed_digit() {
        let outcome = Outcome::Answer(r#"{"closeness":0.7364,"rank":2}"#.to_owned());
        let check = |published: &str| {
            let text = format!(r#"{{"note": "n", "source": "s", "published": {published}, "request": 1}}"#);
            Vector::read(&text).unwrap().check_worked(&outcome)
        };
        assert_eq!(check(r#"{"/closeness": "0.737"}"#), Ok(()));
        assert_eq!(check(r#"{"/closeness": "0.736", "/rank": "2"}"#), Ok(()));
        assert_eq!(
            check(r#"{"/closeness": "0.738"}"#).unwrap_err(),
            "published value at `/closeness`: expected 0.738, got 0.7364"
        );
        assert_eq!(
            check(r#"{"/score": "0.7"}"#).unwrap_err(),
            "published value at `/score`: expected 0.7, got nothing"
        );
    }

    #[test]
    fn writing_keeps_what_was_typed() {
        let text = "{\n  \"note\": \"n\",\n  \"source\": \"s\",\n  \"worked\": { \"/x\":  1 },\n  \"request\": {\n    \"a\": 1 }\n}\n";
        let mut vector = Vector::read(text).unwrap();
        assert_eq!(vector.to_text(), text);
        vector.bless(Outcome::Answer("{\"x\":1}".to_owned()));
        let blessed = vector.to_text();
        assert!(
            blessed.ends_with("\"a\": 1 },\n  \"answer_text\": \"{\\\"x\\\":1}\"\n}\n"),
            "{blessed}"
        );
        assert_eq!(
            Vector::read(&blessed).unwrap().expected(),
            Some(Outcome::Answer("{\"x\":1}".to_owned()))
        );
    }
}
