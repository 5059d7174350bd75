//! What is inserted stands like its neighbours; what is removed takes its comma and its line.

use crate::document::patch::{Edit, apply};

#[track_caller]
fn becomes(document: &str, edit: Edit, expected: &str) {
    assert_eq!(apply(document, &[edit]).unwrap(), expected);
}

#[test]
fn members_are_added_behind_the_last() {
    let add = || Edit::add("/b", 2);
    becomes(r#"{"a":1}"#, add(), r#"{"a":1,"b":2}"#);
    becomes(r#"{"a": 1}"#, add(), r#"{"a": 1, "b": 2}"#);
    becomes(r#"{ "a" : 1 }"#, add(), r#"{ "a" : 1, "b" : 2 }"#);
    becomes("{}", add(), r#"{"b": 2}"#);
    becomes("{\n}\n", add(), "{\n  \"b\": 2\n}\n");
    becomes("{\n\t\"a\": 1\n}\n", add(), "{\n\t\"a\": 1,\n\t\"b\": 2\n}\n");
    becomes(
        "\u{FEFF}{\r\n  \"a\": 1,\r\n\r\n  \"c\": 1\r\n}\r\n",
        add(),
        "\u{FEFF}{\r\n  \"a\": 1,\r\n\r\n  \"c\": 1,\r\n  \"b\": 2\r\n}\r\n",
    );
    becomes(
        "{\n    \"a\": {\n    }\n}",
        Edit::add("/a/b", 2),
        "{\n    \"a\": {\n        \"b\": 2\n    }\n}",
    );
    becomes(r#"{"a": 1, "b": 1.0}"#, add(), r#"{"a": 1, "b": 2}"#);
    becomes(r#"{"a": 1}"#, Edit::add("/\"~1", 2), r#"{"a": 1, "\"/": 2}"#);
}

#[test]
fn items_are_added_where_they_belong() {
    let at = |position: &str| Edit::add(format!("/{position}"), 9);
    becomes("[]", at("-"), "[9]");
    becomes("[ ]", at("0"), "[ 9 ]");
    becomes("[1]", at("-"), "[1, 9]");
    becomes("[1]", at("0"), "[9, 1]");
    becomes("[1,2]", at("1"), "[1,9,2]");
    becomes("[1,2]", at("0"), "[9,1,2]");
    becomes("[\n  1,\n  2\n]", at("0"), "[\n  9,\n  1,\n  2\n]");
    becomes("[\n  1,\n\n  2\n]", at("1"), "[\n  1,\n  9,\n\n  2\n]");
    becomes("[\n  1\n]", at("-"), "[\n  1,\n  9\n]");
}

#[test]
fn what_is_removed_takes_its_comma_and_its_line() {
    let remove = |position: usize| Edit::remove(format!("/{position}"));
    becomes("[1]", remove(0), "[]");
    becomes("[\n  1\n]", remove(0), "[]");
    becomes("[1, 2, 3]", remove(0), "[2, 3]");
    becomes("[1, 2, 3]", remove(1), "[1, 3]");
    becomes("[1, 2, 3]", remove(2), "[1, 2]");
    becomes("[1 , 2 ]", remove(1), "[1  ]");
    becomes("[\n  1,\n  2,\n  3\n]", remove(0), "[\n  2,\n  3\n]");
    becomes("[\n  1,\n  2,\n  3\n]", remove(1), "[\n  1,\n  3\n]");
    becomes("[\n  1,\n  2,\n  3\n]", remove(2), "[\n  1,\n  2\n]");
    becomes("[\n  1,\n\n  2,\n  3\n]", remove(1), "[\n  1,\n\n  3\n]");
    becomes("[\n  1,\n  2,\n\n  3\n]", remove(1), "[\n  1,\n\n  3\n]");
    becomes(
        "[\r\n  1, 2,\r\n  3, 4\r\n]",
        remove(2),
        "[\r\n  1, 2,\r\n  4\r\n]",
    );
    becomes("[\n  1, 2,\n  3\n]", remove(1), "[\n  1,\n  3\n]");
}

#[test]
fn a_renamed_member_keeps_its_place() {
    becomes(
        "{\n  \"a\": 1.0,\n  \"b\" : {\"c\":2},\n  \"d\": 3\n}",
        Edit::rename("/b", "/e"),
        "{\n  \"a\": 1.0,\n  \"e\" : {\"c\":2},\n  \"d\": 3\n}",
    );
    becomes(
        r#"{"a": 1.0, "b": 2, "d": 3}"#,
        Edit::rename("/a", "/d"),
        r#"{"b": 2, "d": 1.0}"#,
    );
    becomes(
        r#"{"a": {"x": 1.0}, "b": [true]}"#,
        Edit::rename("/a/x", "/b/0"),
        r#"{"a": {}, "b": [1.0, true]}"#,
    );
    becomes(r#"{"a": {"x": 1.0}}"#, Edit::rename("/a/x", ""), "1.0");
    becomes(
        r#"{"a": {"x": 1.0}}"#,
        Edit::rename("/a", "/a"),
        r#"{"a": {"x": 1.0}}"#,
    );
}

#[test]
fn duplicate_keys_elsewhere_are_left_alone() {
    becomes(
        r#"{"a": 1, "b": {"c": 1}, "a": 2}"#,
        Edit::replace("/b/c", "x"),
        r#"{"a": 1, "b": {"c": "x"}, "a": 2}"#,
    );
}
