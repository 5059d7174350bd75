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
    hex(&Sha256::digest(text(value)))
}

/// Returns the bytes as hexadecimal digits in lower case.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut digits = String::with_capacity(bytes.len().saturating_mul(2));
    for byte in bytes {
        // Writing to a text cannot fail.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
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

/// Writes a float as ECMA-262 does (`Number::toString`): the shortest digits that read back as the same float, of two
/// equally near the even one. `serde_json` finds the same digits, and places point and exponent otherwise.
fn write_number(number: &Number, out: &mut String) {
    let written = number.to_string();
    if !number.is_f64() {
        out.push_str(&written);
        return;
    }
    let unsigned = written.trim_start_matches('-');
    let (mantissa, exponent) = unsigned.split_once('e').unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let significant = all.trim_start_matches('0');
    let digits = significant.trim_end_matches('0');
    if digits.is_empty() {
        out.push('0');
        return;
    }
    if written.starts_with('-') {
        out.push('-');
    }
    let count = |text: &str| i32::try_from(text.len()).unwrap_or(i32::MAX);
    let leading_zeros = count(&all) - count(significant);
    // The place of the point, counted from the first digit.
    let point = exponent.parse().unwrap_or(0) + count(whole) - leading_zeros;
    write_digits(digits, count(digits), point, out);
}

fn write_digits(digits: &str, count: i32, point: i32, out: &mut String) {
    let zeros = |count: i32| "0".repeat(usize::try_from(count).unwrap_or(0));
    let _ = if (count..=21).contains(&point) {
        write!(out, "{digits}{}", zeros(point - count))
    } else if (1..=21).contains(&point) {
        let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or(0));
        write!(out, "{whole}.{fraction}")
    } else if (-5..=0).contains(&point) {
        write!(out, "0.{}{digits}", zeros(-point))
    } else {
        let (first, rest) = digits.split_at(1);
        let separator = if rest.is_empty() { "" } else { "." };
        write!(out, "{first}{separator}{rest}e{:+}", point - 1)
    };
}

#[cfg(test)]
mod tests;
