//! JSON Pointer (RFC 6901): the address of a value inside a document.
//!
//! `/accounts/3/name` is the name of the fourth account; the empty pointer is the whole document. In keys `~` is
//! written `~0` and `/` is written `~1`.

use std::borrow::Cow;

/// Adds the step to `token`, a key or a position, to the end of `pointer`.
///
/// # Examples
///
/// ```
/// use keyaccount::document::pointer;
///
/// let mut place = String::from("/criteria");
/// pointer::push(&mut place, "cost/revenue");
/// assert_eq!(place, "/criteria/cost~1revenue");
/// ```
pub fn push(pointer: &mut String, token: &str) {
    pointer.push('/');
    for character in token.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

/// Returns the pointer that takes `steps`, one after the other.
///
/// # Examples
///
/// ```
/// use keyaccount::document::pointer;
///
/// assert_eq!(pointer::of(&["facts", "cost/revenue"]), "/facts/cost~1revenue");
/// assert_eq!(pointer::of(&[]), "");
/// ```
pub fn of(steps: &[&str]) -> String {
    let mut pointer = String::new();
    for step in steps {
        push(&mut pointer, step);
    }
    pointer
}

/// Returns the steps of `pointer` with their escapes undone, in order; nothing when it is not a pointer.
///
/// # Examples
///
/// ```
/// use keyaccount::document::pointer;
///
/// let steps: Vec<_> = pointer::steps("/criteria/cost~1revenue").unwrap().collect();
/// assert_eq!(steps, ["criteria", "cost/revenue"]);
/// assert!(pointer::steps("criteria").is_none());
/// ```
pub fn steps(pointer: &str) -> Option<impl Iterator<Item = Cow<'_, str>>> {
    let rest = match pointer.strip_prefix('/') {
        Some(rest) => Some(rest),
        None if pointer.is_empty() => None,
        None => return None,
    };
    Some(rest.into_iter().flat_map(|rest| rest.split('/')).map(unescape))
}

/// Returns the position in a list that a step writes: digits without leading zeros.
pub(super) fn position(step: &str) -> Option<usize> {
    let digits = step.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = step.len() > 1 && step.starts_with('0');
    if digits && !leading_zero {
        step.parse().ok()
    } else {
        None
    }
}

fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        // In this order: `~01` is the key `~1`.
        Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
    } else {
        Cow::Borrowed(token)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of RFC 6901, section 5, by their keys.
    #[test]
    fn steps_of_the_standard() {
        for (pointer, expected) in [
            ("", vec![]),
            ("/foo/0", vec!["foo", "0"]),
            ("/", vec![""]),
            ("/a~1b", vec!["a/b"]),
            ("/m~0n", vec!["m~n"]),
            ("/~01", vec!["~1"]),
            ("/ ", vec![" "]),
        ] {
            let found: Vec<_> = steps(pointer).unwrap().collect();
            assert_eq!(found, expected, "{pointer}");
            let mut again = String::new();
            for step in &found {
                push(&mut again, step);
            }
            assert_eq!(again, pointer);
        }
        assert!(steps("a").is_none());
    }

    #[test]
    fn positions_have_one_written_form() {
        assert_eq!(position("0"), Some(0));
        assert_eq!(position("10"), Some(10));
        for step in [
            "",
            "00",
            "01",
            "-",
            "-1",
            "+1",
            "1.0",
            "1e0",
            "٣",
            "99999999999999999999999",
        ] {
            assert_eq!(position(step), None, "{step}");
        }
    }
}
