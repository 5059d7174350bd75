//! RFC 6902, appendix A: document, patch, result; and the errors.

use serde_json::Value;

use crate::document::patch::{PatchError, StepFault, apply, read};
use crate::fault::Fault;

/// Name, document, patch, expected result as it would be laid out; the examples print documents with line breaks that
/// are left out here.
const EXAMPLES: &[(&str, &str, &str, &str)] = &[
    (
        "A.1 adding an object member",
        r#"{ "foo": "bar"}"#,
        r#"[{ "op": "add", "path": "/baz", "value": "qux" }]"#,
        r#"{"baz": "qux", "foo": "bar"}"#,
    ),
    (
        "A.2 adding an array element",
        r#"{ "foo": [ "bar", "baz" ] }"#,
        r#"[{ "op": "add", "path": "/foo/1", "value": "qux" }]"#,
        r#"{ "foo": [ "bar", "qux", "baz" ] }"#,
    ),
    (
        "A.3 removing an object member",
        r#"{"baz": "qux", "foo": "bar"}"#,
        r#"[{ "op": "remove", "path": "/baz" }]"#,
        r#"{ "foo": "bar" }"#,
    ),
    (
        "A.4 removing an array element",
        r#"{ "foo": [ "bar", "qux", "baz" ] }"#,
        r#"[{ "op": "remove", "path": "/foo/1" }]"#,
        r#"{ "foo": [ "bar", "baz" ] }"#,
    ),
    (
        "A.5 replacing a value",
        r#"{"baz": "qux", "foo": "bar"}"#,
        r#"[{ "op": "replace", "path": "/baz", "value": "boo" }]"#,
        r#"{"baz": "boo", "foo": "bar"}"#,
    ),
    (
        "A.6 moving a value",
        r#"{"foo": {"bar": "baz", "waldo": "fred"}, "qux": {"corge": "grault"}}"#,
        r#"[{ "op": "move", "from": "/foo/waldo", "path": "/qux/thud" }]"#,
        r#"{"foo": {"bar": "baz"}, "qux": {"corge": "grault", "thud": "fred"}}"#,
    ),
    (
        "A.7 moving an array element",
        r#"{ "foo": [ "all", "grass", "cows", "eat" ] }"#,
        r#"[{ "op": "move", "from": "/foo/1", "path": "/foo/3" }]"#,
        r#"{ "foo": [ "all", "cows", "eat", "grass" ] }"#,
    ),
    (
        "A.8 testing a value: success",
        r#"{"baz": "qux", "foo": [ "a", 2, "c" ]}"#,
        r#"[{ "op": "test", "path": "/baz", "value": "qux" }, { "op": "test", "path": "/foo/1", "value": 2 }]"#,
        r#"{"baz": "qux", "foo": [ "a", 2, "c" ]}"#,
    ),
    (
        "A.10 adding a nested member object",
        r#"{ "foo": "bar" }"#,
        r#"[{ "op": "add", "path": "/child", "value": { "grandchild": { } } }]"#,
        r#"{"foo": "bar", "child": {"grandchild": {}}}"#,
    ),
    (
        "A.11 ignoring unrecognized elements",
        r#"{ "foo": "bar" }"#,
        r#"[{ "op": "add", "path": "/baz", "value": "qux", "xyz": 123 }]"#,
        r#"{"foo": "bar", "baz": "qux"}"#,
    ),
    (
        "A.14 ~ escape ordering",
        r#"{"/": 9, "~1": 10}"#,
        r#"[{"op": "test", "path": "/~01", "value": 10}]"#,
        r#"{"/": 9, "~1": 10}"#,
    ),
    (
        "A.16 adding an array value",
        r#"{ "foo": ["bar"] }"#,
        r#"[{ "op": "add", "path": "/foo/-", "value": ["abc", "def"] }]"#,
        r#"{ "foo": ["bar", ["abc", "def"]] }"#,
    ),
];

#[test]
fn the_examples_of_the_standard() {
    for (name, document, patch, expected) in EXAMPLES {
        let patched = apply(document, &read(patch).unwrap()).unwrap();
        let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
        assert_eq!(value(&patched), value(expected), "{name}: {patched}");
    }
}

fn fault(document: &str, patch: &str) -> PatchError {
    let edits = match read(patch) {
        Ok(edits) => edits,
        Err(error) => return error,
    };
    apply(document, &edits).unwrap_err()
}

#[test]
fn the_errors_of_the_standard() {
    // A.9
    let error = fault(
        r#"{ "baz": "qux" }"#,
        r#"[{ "op": "test", "path": "/baz", "value": "bar" }]"#,
    );
    assert_eq!((error.code(), error.path().as_str()), ("value_different", "/baz"));
    // A.12
    let error = fault(
        r#"{ "foo": "bar" }"#,
        r#"[{ "op": "add", "path": "/baz/bat", "value": "qux" }]"#,
    );
    assert_eq!(
        (error.code(), error.path().as_str()),
        ("place_absent", "/baz/bat")
    );
    // A.13
    let error = fault(
        r#"{ "foo": "bar" }"#,
        r#"[{ "op": "add", "path": "/baz", "value": "qux", "op": "remove" }]"#,
    );
    assert_eq!(
        error.to_string(),
        "step 1: a step must have one member `op` (got two)"
    );
    // A.15
    let error = fault(
        r#"{"/": 9, "~1": 10}"#,
        r#"[{"op": "test", "path": "/~01", "value": "10"}]"#,
    );
    assert_eq!(error.code(), "value_different");
}

#[test]
fn every_error_says_what_stood_there() {
    for (document, patch, message) in [
        (
            "{",
            "[]",
            "a key in double quotes must stand here (got the end of the text)",
        ),
        ("{}", "{}", "value must be a list (got an object)"),
        ("{}", "[1]", "step 1: a step must have a member `op`"),
        (
            "{}",
            r#"[{"op": 1}]"#,
            "step 1: the member `op` must be text (got a number)",
        ),
        (
            "{}",
            r#"[{"op": "add"}]"#,
            "step 1: a step must have a member `path`",
        ),
        (
            "{}",
            r#"[{"op": "add", "path": "/a"}]"#,
            "step 1: a step must have a member `value`",
        ),
        (
            "{}",
            r#"[{"op": "move", "path": "/a"}]"#,
            "step 1: a step must have a member `from`",
        ),
        (
            "{}",
            r#"[{"op": "put", "path": "/a"}]"#,
            "step 1: an operation must be one of `test`, `add`, `replace`, `remove`, `move`, `copy` (got `put`)",
        ),
        (
            "{}",
            r#"[{"op": "remove", "path": "a"}]"#,
            "step 1: a place must be a JSON Pointer, which is empty or begins with `/` (got `a`)",
        ),
        (
            "{}",
            r#"[{"op": "remove", "path": ""}]"#,
            "step 1: a patch must leave a document (got the removal of the whole)",
        ),
        (
            r#"{"a": 1}"#,
            r#"[{"op": "test", "path": "/a", "value": 1}, {"op": "remove", "path": "/a/b"}]"#,
            "step 2: a value must stand at `/a/b` (got nothing)",
        ),
        (
            "[1, 2]",
            r#"[{"op": "add", "path": "/3", "value": null}]"#,
            "step 1: a position must be a number from 0 to 2 (got `3`)",
        ),
        (
            "[1, 2]",
            r#"[{"op": "remove", "path": "/2"}]"#,
            "step 1: a value must stand at `/2` (got nothing)",
        ),
        (
            "[1, 2]",
            r#"[{"op": "replace", "path": "/-", "value": 1}]"#,
            "step 1: a value must stand at `/-` (got nothing)",
        ),
        (
            r#"{"a": {"b": 1}}"#,
            r#"[{"op": "move", "from": "/a", "path": "/a/c"}]"#,
            "step 1: a value must not be moved into itself (got `/a/c` from `/a`)",
        ),
        (
            r#"{"a": {"b": 1}, "a": {"b": 2}}"#,
            r#"[{"op": "replace", "path": "/a/b", "value": 3}]"#,
            "step 1: a key on the way must stand only once (got `a` twice)",
        ),
        (
            r#"{"a": [1.50, {"b": null}]}"#,
            r#"[{"op": "test", "path": "/a", "value": [1.5, {"b": false}]}]"#,
            "step 1: the value must be `[1.5, {\"b\": false}]` (got `[1.50, {\"b\": null}]`)",
        ),
    ] {
        let error = fault(document, patch);
        assert_eq!(error.to_string(), message, "{patch}");
    }
}

#[test]
fn copies_of_copies_end_with_an_error() {
    let twice = r#"{"op": "copy", "from": "", "path": "/a"}, {"op": "copy", "from": "", "path": "/b"}"#;
    let patch = format!("[{}]", vec![twice; 40].join(", "));
    let error = fault(r#"{"c": "0123456789"}"#, &patch);
    assert!(
        matches!(
            error,
            PatchError::Step {
                fault: StepFault::TooLong { .. },
                ..
            }
        ),
        "{error}"
    );
    let deeper = r#"{"op": "copy", "from": "", "path": "/a"}"#;
    let error = fault("{}", &format!("[{}]", vec![deeper; 70].join(", ")));
    assert_eq!(
        error.to_string(),
        "after the patch value must be at most 64 levels deep (got 65)"
    );
    let far = format!(
        r#"[{{"op": "test", "path": "{}", "value": 1}}]"#,
        "/a".repeat(100_000)
    );
    assert_eq!(fault(r#"{"a": {}}"#, &far).code(), "place_absent");
}

#[test]
fn a_test_compares_values_and_not_their_spelling() {
    for (found, expected, equal) in [
        ("1.50", "1.5", true),
        ("150", "1.5e2", true),
        ("-0.0", "0", true),
        ("9007199254740993", "9007199254740992", false),
        ("0.1", "0.10000000000000000555", false),
        ("1e400", "10e399", true),
        ("1e99999999999", "1e99999999999", true),
        ("1", "\"1\"", false),
        ("\"\\u0041\"", "\"A\"", true),
        (r#"{"a": 1, "b": [2]}"#, r#"{"b":[2.0],"a":1}"#, true),
        (r#"{"a": 1}"#, r#"{"a": 1, "b": null}"#, false),
        ("[1, 2]", "[2, 1]", false),
        ("null", "false", false),
    ] {
        let patch = format!(r#"[{{"op": "test", "path": "/v", "value": {expected}}}]"#);
        let outcome = apply(&format!(r#"{{"v": {found}}}"#), &read(&patch).unwrap());
        assert_eq!(outcome.is_ok(), equal, "{found} {expected}");
    }
}
