use super::*;

/// What `text` is told: code, path, line, column, message.
fn refused(text: &str) -> (&'static str, String, usize, usize, String) {
    let error = Document::parse(text).unwrap_err();
    assert_eq!(error.span().start.min(text.len()), error.span().start);
    (
        error.code(),
        error.path(),
        error.line(),
        error.column(),
        error.to_string(),
    )
}

/// Text, path, line, column, message.
const NOT_JSON: &[(&str, &str, usize, usize, &str)] = &[
    ("", "", 1, 1, "text must hold a JSON value (got nothing)"),
    (" \n ", "", 2, 2, "text must hold a JSON value (got nothing)"),
    ("\u{FEFF}", "", 1, 1, "text must hold a JSON value (got nothing)"),
    (
        "{",
        "",
        1,
        2,
        "a key in double quotes must stand here (got the end of the text)",
    ),
    (
        "[1",
        "",
        1,
        3,
        "`,` or `]` must follow an item of a list (got the end of the text)",
    ),
    (
        "[",
        "/0",
        1,
        2,
        "a value must stand here (got the end of the text)",
    ),
    (
        "[1 2]",
        "",
        1,
        4,
        "`,` or `]` must follow an item of a list (got `2`)",
    ),
    (r#"{"a" 1}"#, "", 1, 6, "`:` must follow a key (got `1`)"),
    (
        r#"{"a": 1 "b": 2}"#,
        "",
        1,
        9,
        "`,` or `}` must follow a member of an object (got `\"`)",
    ),
    (
        r#"{"a": [1, {"b":}]}"#,
        "/a/1/b",
        1,
        16,
        "a value must stand here (got `}`)",
    ),
    (
        "[1,]",
        "",
        1,
        3,
        "a comma must be followed by another value (got `, ]`)",
    ),
    (
        "{\"a\": 1,\n}",
        "",
        1,
        8,
        "a comma must be followed by another value (got `, }`)",
    ),
    ("[,1]", "/0", 1, 2, "a value must stand here (got `,`)"),
    (
        "{a: 1}",
        "",
        1,
        2,
        "a key in double quotes must stand here (got `a`)",
    ),
    (
        "{'a': 1}",
        "",
        1,
        2,
        "a key in double quotes must stand here (got `'`)",
    ),
    (
        "{1: 1}",
        "",
        1,
        2,
        "a key in double quotes must stand here (got `1`)",
    ),
    ("// plan\n{}", "", 1, 1, "a value must stand here (got `/`)"),
    ("[1, # two\n2]", "/1", 1, 5, "a value must stand here (got `#`)"),
    ("{} {}", "", 1, 4, "nothing must follow the value (got `{`)"),
    ("1 x", "", 1, 3, "nothing must follow the value (got `x`)"),
    ("]", "", 1, 1, "a value must stand here (got `]`)"),
    ("[}", "/0", 1, 2, "a value must stand here (got `}`)"),
    ("{]", "", 1, 2, "a key in double quotes must stand here (got `]`)"),
    ("NaN", "", 1, 1, "a value must stand here (got `NaN`)"),
    (
        "[-Infinity]",
        "/0",
        1,
        2,
        "a number must be written as JSON has it (got `-Infinity`)",
    ),
    ("tru", "", 1, 1, "a value must stand here (got `tru`)"),
    ("truex", "", 1, 1, "a value must stand here (got `truex`)"),
    (
        "01",
        "",
        1,
        1,
        "a number must be written as JSON has it (got `01`)",
    ),
    ("-", "", 1, 1, "a number must be written as JSON has it (got `-`)"),
    (
        "1.",
        "",
        1,
        1,
        "a number must be written as JSON has it (got `1.`)",
    ),
    (".5", "", 1, 1, "a value must stand here (got `.5`)"),
    ("+1", "", 1, 1, "a value must stand here (got `+1`)"),
    (
        "1e",
        "",
        1,
        1,
        "a number must be written as JSON has it (got `1e`)",
    ),
    (
        "0x1F",
        "",
        1,
        1,
        "a number must be written as JSON has it (got `0x1F`)",
    ),
    (
        "1_000",
        "",
        1,
        1,
        "a number must be written as JSON has it (got `1_000`)",
    ),
    (
        "[12€]",
        "",
        1,
        4,
        "`,` or `]` must follow an item of a list (got `€`)",
    ),
    (
        "\"abc",
        "",
        1,
        5,
        "text must end with a double quote (got the end of the text)",
    ),
    (
        "\"a\nb\"",
        "",
        1,
        3,
        "control characters in a text must be written as escapes (got `\\n`)",
    ),
    (
        r#""\q""#,
        "",
        1,
        2,
        r#"an escape must be one of \" \\ \/ \b \f \n \r \t \u (got `\q`)"#,
    ),
    (
        r#""\é""#,
        "",
        1,
        2,
        r#"an escape must be one of \" \\ \/ \b \f \n \r \t \u (got `\é`)"#,
    ),
    (
        r#""\u12g4""#,
        "",
        1,
        2,
        r"\u must be followed by four hexadecimal digits (got `\u12`)",
    ),
    (
        r#"["\ud800"]"#,
        "/0",
        1,
        3,
        r"surrogate escapes must come in pairs, the high one first (got `\ud800`)",
    ),
    (
        r#""\udc00\ud800""#,
        "",
        1,
        2,
        r"surrogate escapes must come in pairs, the high one first (got `\udc00`)",
    ),
    (
        r#""\ud800\u0041""#,
        "",
        1,
        2,
        r"surrogate escapes must come in pairs, the high one first (got `\ud800`)",
    ),
    ("\u{A0}1", "", 1, 1, "a value must stand here (got `\u{A0}`)"),
    (
        "{\"a\": \u{FEFF}1}",
        "/a",
        1,
        7,
        "a value must stand here (got `\u{FEFF}`)",
    ),
];

#[test]
fn what_is_not_json_says_what_was_due() {
    for &(text, path, line, column, message) in NOT_JSON {
        let expected = ("not_json", path.to_owned(), line, column, message.to_owned());
        assert_eq!(refused(text), expected, "{text:?}");
    }
}

#[test]
fn frequent_mistakes_get_a_remedy() {
    for (text, help) in [
        ("[1,]", "remove the comma after the last value"),
        ("{'a': 1}", "text stands in straight double quotes"),
        ("[“a”]", "text stands in straight double quotes"),
        ("[abc]", "text stands in double quotes"),
        (
            "[1, // two\n 2]",
            "JSON has no comments; a remark fits a key that starts with x_",
        ),
        ("[NaN]", "leave the key out where nothing is known"),
        ("[True]", "write true"),
        ("[\"a\tb\"]", r"a line break is written \n, a tab \t"),
        (r#"["C:\Users"]"#, r"a backslash itself is written \\"),
    ] {
        let error = Document::parse(text).unwrap_err();
        assert_eq!(error.help().as_deref(), Some(help), "{text}");
    }
}

/// Cases of the JSON test suite of Nicolas Seriot ("Parsing JSON is a minefield", 2016) whose verdict is not obvious.
#[test]
fn the_corners_of_the_standard() {
    for text in [
        "123",
        "\"\"",
        " [] ",
        "[0e+1]",
        "[-0]",
        "[1E22]",
        "[0.4e-1]",
        r#"{"":0}"#,
        r#"["\u0000"]"#,
        r#"["\uDBFF\uDFFF"]"#,
        "[\"\u{7f}\"]",
        "[\"\u{2028}\"]",
        r#"["\u002c"]"#,
        "[1e999]",
        "\u{FEFF}{}",
        "[\t\r\n ]",
        r#"{"a":1,"a":2}"#,
        "[123123e100000]",
    ] {
        assert!(Document::parse(text).is_ok(), "{text:?}");
    }
    for text in [
        "[-01]",
        "[2.e3]",
        "[.2]",
        "[1e1.5]",
        "[- 1]",
        "[\u{C}]",
        "[1]x",
        "{\"a\":1,,}",
        "[\"\\x00\"]",
        "[\"\\u00A\"]",
        "[True]",
        "['a']",
        "{\"a\":\"b\"}/**/",
        "[１]",
        "{:1}",
        "[\"a\",,]",
        "[1:2]",
        "{\"a\"}",
        "nul",
        "[\u{0}]",
    ] {
        assert!(Document::parse(text).is_err(), "{text:?}");
        assert!(serde_json::from_str::<Value>(text).is_err(), "{text:?}");
    }
}

#[test]
fn escapes_are_undone_in_texts_and_keys() {
    let text = r#"{"\u0041\n\"\\\/\b\f\r\t": "\ud83d\ude00 é", "A": "\u0000"}"#;
    let document = Document::parse(text).unwrap();
    let members: Vec<_> = document.root().members().collect();
    assert_eq!(members[0].0, "A\n\"\\/\u{8}\u{c}\r\t");
    assert_eq!(members[0].1.as_str(), Some("😀 é"));
    assert_eq!((members[1].0, members[1].1.as_str()), ("A", Some("\0")));
}
