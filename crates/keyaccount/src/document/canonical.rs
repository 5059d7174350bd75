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
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{Kind, Node};

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

/// Whether the order of a list belongs to what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lists {
    /// Two lists are equal when their items are equal one by one.
    Ordered,
    /// Two lists are equal when each item stands as often in one as in the other.
    Unordered,
}

/// Returns the canonical form of what `node` writes; two values are equal by value when their forms are.
///
/// As the form of [`text`], with two differences that text makes possible: a number keeps every digit that it was written
/// with, and of a key that stands twice both members are there, in their order. Unordered lists stand in the order of
/// the forms of their items.
pub(crate) fn node_text(node: Node<'_>, lists: Lists) -> String {
    let mut out = String::with_capacity(node.span().len());
    write_node(node, lists, &mut out);
    out
}

fn write_node(node: Node<'_>, lists: Lists, out: &mut String) {
    match node.kind() {
        Kind::Null | Kind::Boolean => out.push_str(node.raw()),
        Kind::Number => write_number(node.raw(), out),
        Kind::Text => write_text(node.as_str().unwrap_or_default(), out),
        Kind::List if lists == Lists::Ordered => {
            out.push('[');
            for (position, item) in node.items().enumerate() {
                if position > 0 {
                    out.push(',');
                }
                write_node(item, lists, out);
            }
            out.push(']');
        }
        Kind::List => write_unordered(node.items().map(|item| node_text(item, lists)).collect(), out),
        Kind::Object => {
            let members = node.members();
            write_members(
                members
                    .map(|(key, member)| (key, node_text(member, lists)))
                    .collect(),
                out,
            );
        }
    }
}

/// Writes a list of items in canonical form, in the order of their forms.
pub(crate) fn write_unordered(mut items: Vec<String>, out: &mut String) {
    items.sort_unstable();
    out.push('[');
    out.push_str(&items.join(","));
    out.push(']');
}

/// Writes an object of members in canonical form, in the order of their keys; under one key they keep their order.
pub(crate) fn write_members(mut members: Vec<(&str, String)>, out: &mut String) {
    members.sort_by(|(left, _), (right, _)| left.encode_utf16().cmp(right.encode_utf16()));
    out.push('{');
    for (position, (key, member)) in members.into_iter().enumerate() {
        if position > 0 {
            out.push(',');
        }
        write_text(key, out);
        out.push(':');
        out.push_str(&member);
    }
    out.push('}');
}

fn write_value(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => write_number(&number.to_string(), out),
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

/// Writes a text with the fewest escapes.
pub(crate) fn write_text(text: &str, out: &mut String) {
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

/// Writes a number literal as ECMA-262 does (`Number::toString`), with all the digits that it was written with.
///
/// `serde_json` prints the shortest digits that read back as the same float, of two equally near the even one; so does
/// ECMA-262, which only places point and exponent otherwise. A literal whose exponent does not fit 32 bits stays as written.
fn write_number(literal: &str, out: &mut String) {
    let unsigned = literal.trim_start_matches('-');
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    let significant = all.trim_start_matches('0');
    let digits = significant.trim_end_matches('0');
    if digits.is_empty() {
        out.push('0');
        return;
    }
    let count = |text: &str| i32::try_from(text.len()).unwrap_or(i32::MAX);
    let leading_zeros = count(&all) - count(significant);
    // The place of the point, counted from the first digit.
    let point = exponent.parse::<i32>().ok();
    let point = point.and_then(|exponent| exponent.checked_add(count(whole) - leading_zeros));
    let Some(point) = point else {
        out.push_str(literal);
        return;
    };
    if literal.starts_with('-') {
        out.push('-');
    }
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
        write!(out, "{first}{separator}{rest}e{:+}", i64::from(point) - 1)
    };
}

#[cfg(test)]
mod tests;
