//! One written form for equal values, and its hash.
//!
//! The canonical form is RFC 8785 (JSON Canonicalization Scheme), so that any host can compute the same hash: no white
//! space, members in the order of their keys (by UTF-16 code units), texts with the fewest escapes, numbers as
//! ECMAScript prints them (`35`, not `35.0`).
//!
//! What is hashed is what `Serialize` writes. Fields left out by their type (defaults, missing facts) are not part of
//! the hash; decimals are hashed as the text that their type writes; whole numbers keep all their digits, also past
//! 2^53, where RFC 8785 would round them.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::{Number, Value};
use sha2::{Digest, Sha256};

/// Returns the SHA-256 of the canonical form of `value`, 64 hexadecimal digits in lower case.
///
/// A value that cannot be written as JSON (an object with keys that are not text) hashes as the sentence that says so;
/// no document or model of the library is one.
///
/// # Examples
///
/// ```
/// use keyaccount::document::canonical;
/// use std::collections::BTreeMap;
///
/// let weights = BTreeMap::from([("revenue", 35.0), ("potential", 65.0)]);
/// assert_eq!(canonical::text(&weights), r#"{"potential":65,"revenue":35}"#);
/// assert_eq!(canonical::hash(&weights),
///            "50889bcbd4f96898cca75b0a68fdd576c1846352e71b1d2cb6ffd09b91471bc7");
/// ```
pub fn hash(value: &impl Serialize) -> String {
    let mut hex = String::with_capacity(64);
    for byte in Sha256::digest(text(value)) {
        // Writing to a text cannot fail.
        let _ = write!(hex, "{byte:02x}");
    }
    hex
}

/// Returns the canonical form of `value`.
pub fn text(value: &impl Serialize) -> String {
    let mut out = String::new();
    match serde_json::to_value(value) {
        Ok(value) => write_value(&value, &mut out),
        Err(error) => out = error.to_string(),
    }
    out
}

fn write_value(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => write_number(number, out),
        Value::String(text) => write_text(text, out),
        Value::Array(items) => {
            out.push('[');
            for (position, item) in items.iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                write_value(item, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            // serde_json keeps the order of insertion when any crate of the program asks for it: sort here.
            let mut members: Vec<_> = members.iter().collect();
            members.sort_by(|(left, _), (right, _)| left.encode_utf16().cmp(right.encode_utf16()));
            out.push('{');
            for (position, (key, member)) in members.into_iter().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                write_text(key, out);
                out.push(':');
                write_value(member, out);
            }
            out.push('}');
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\u{C}' => out.push_str("\\f"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

fn write_number(number: &Number, out: &mut String) {
    match number.as_f64().filter(|_| number.is_f64()) {
        Some(float) => write_float(float, out),
        None => out.push_str(&number.to_string()),
    }
}

/// Writes a float as ECMA-262 does (`Number::toString`): the shortest digits that read back as the same float.
fn write_float(float: f64, out: &mut String) {
    let scientific = format!("{:e}", float.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if float < 0.0 {
        out.push('-');
    }
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    // The number of digits before the point.
    let before = exponent + 1;
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    if (count..=21).contains(&before) {
        out.push_str(&digits);
        out.push_str(&zeros(before - count));
    } else if (1..=21).contains(&before) {
        let (whole, fraction) = digits.split_at(usize::try_from(before).unwrap_or(0));
        let _ = write!(out, "{whole}.{fraction}");
    } else if (-5..=0).contains(&before) {
        let _ = write!(out, "0.{}{digits}", zeros(-before));
    } else {
        let (first, rest) = digits.split_at(1);
        let point = if rest.is_empty() { "" } else { "." };
        let _ = write!(out, "{first}{point}{rest}e{exponent:+}");
    }
}
