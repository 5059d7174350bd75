use super::*;

/// Line and column by reading character after character.
fn slowly(text: &str, offset: usize) -> (usize, usize) {
    let (mut line, mut column) = (1, 1);
    let mut characters = text.char_indices().peekable();
    if text.starts_with('\u{FEFF}') {
        characters.next();
    }
    while let Some((at, character)) = characters.next() {
        let ends_after = characters.peek().map_or(text.len(), |&(next, _)| next);
        if offset < ends_after {
            let _ = at;
            return (line, column);
        }
        let next = characters.peek().map(|&(_, next)| next);
        if character == '\n' || (character == '\r' && next != Some('\n')) {
            (line, column) = (line + 1, 1);
        } else {
            column += 1;
        }
    }
    (line, column)
}

proptest! {
    #[test]
    fn lines_and_columns_are_the_counted_ones(
        parts in prop::collection::vec(prop::sample::select(vec!["a", "é", "😀", "\n", "\r", "\r\n", " "]), 0..12),
        bom in any::<bool>(),
        offset in 0..40_usize,
    ) {
        let white: String = parts.iter().filter(|part| part.trim().is_empty()).copied().collect();
        let inner: String = parts.iter().filter(|part| !part.trim().is_empty()).copied().collect();
        let text = format!("{}{white}\"{inner}\"{white}", if bom { "\u{FEFF}" } else { "" });
        let document = Document::parse(&text).unwrap();
        prop_assert_eq!(document.line_and_column(offset), slowly(&text, offset), "{:?} {}", text, offset);
    }
}

#[test]
fn places_survive_a_byte_order_mark() {
    let document = Document::parse("\u{FEFF}{\"a\": 1}").unwrap();
    assert_eq!(document.span_of("/a"), 9..10);
    assert_eq!(document.line_and_column(9), (1, 7));
    assert_eq!(document.text().get(document.span_of("/a")), Some("1"));
}

#[test]
fn pointers_find_their_values() {
    // The document of RFC 6901, section 5.
    let text = r#"{"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8}"#;
    let document = Document::parse(text).unwrap();
    for (pointer, raw) in [
        ("", text),
        ("/foo", r#"["bar", "baz"]"#),
        ("/foo/0", "\"bar\""),
        ("/", "0"),
        ("/a~1b", "1"),
        ("/c%d", "2"),
        ("/e^f", "3"),
        ("/g|h", "4"),
        ("/i\\j", "5"),
        ("/k\"l", "6"),
        ("/ ", "7"),
        ("/m~0n", "8"),
    ] {
        let node = document.root().at_pointer(pointer).unwrap();
        assert_eq!(node.raw(), raw);
        assert_eq!(node.pointer(), pointer);
        assert_eq!(document.nearest(pointer), node);
    }
    for (absent, nearest) in [
        ("/foo/2", "/foo"),
        ("/foo/00", "/foo"),
        ("/foo/-", "/foo"),
        ("/foo/0/x", "/foo/0"),
        ("/nothing/at/all", ""),
        ("foo", ""),
        ("/a~1b/c", "/a~1b"),
    ] {
        assert_eq!(document.root().at_pointer(absent), None, "{absent}");
        assert_eq!(document.nearest(absent).pointer(), nearest, "{absent}");
        assert_eq!(document.span_of(absent), document.nearest(nearest).span());
    }
}

#[test]
fn duplicate_keys_are_all_there_in_their_order() {
    let document = Document::parse(r#"{"b": 1, "a": 2, "b": 3}"#).unwrap();
    let root = document.root();
    let members: Vec<_> = root.members().map(|(key, node)| (key, node.raw())).collect();
    assert_eq!(members, [("b", "1"), ("a", "2"), ("b", "3")]);
    assert_eq!(root.get("b").unwrap().raw(), "1");
    let last = root.members().last().unwrap().1;
    assert_eq!(
        (last.position(), last.key_span(), last.parent()),
        (2, Some(17..20), Some(root))
    );
    assert_eq!((root.key(), root.parent(), root.items().count()), (None, None, 0));
}

/// Whether `node` is `value`, and every node in it finds itself again by pointer and span.
fn same(node: Node<'_>, value: &Value) -> bool {
    let finds_itself = node.document().root().at_pointer(&node.pointer()) == Some(node)
        && node.document().text().get(node.span()) == Some(node.raw());
    finds_itself
        && match value {
            Value::Null => node.kind() == Kind::Null,
            Value::Bool(truth) => node.as_bool() == Some(*truth),
            Value::Number(number) => node
                .number_literal()
                .is_some_and(|literal| literal.parse::<f64>().ok() == number.as_f64()),
            Value::String(text) => node.as_str() == Some(text),
            Value::Array(items) => {
                node.items().count() == items.len()
                    && node.items().zip(items).all(|(item, value)| same(item, value))
            }
            Value::Object(members) => {
                node.kind() == Kind::Object
                    && node.members().count() == members.len()
                    && members
                        .iter()
                        .all(|(key, value)| node.get(key).is_some_and(|node| same(node, value)))
            }
        }
}

/// Any JSON value, with awkward keys and texts.
pub(super) fn any_value() -> impl Strategy<Value = Value> {
    let scalar = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        prop::num::f64::NORMAL.prop_map(Value::from),
        ".*".prop_map(Value::from),
        "[\"\\\\/~\u{0}-\u{1f}\u{7f}😀]{0,5}".prop_map(Value::from),
    ];
    scalar.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec(("[a-c/~\"\\\\\u{0}-\u{3}é]{0,3}", inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn the_tree_is_the_value_that_was_written(value in any_value(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&value) } else { serde_json::to_string(&value) };
        let text = text.unwrap();
        let document = Document::parse(&text).unwrap();
        prop_assert!(same(document.root(), &value), "{}", text);
    }

    #[test]
    fn broken_json_is_an_error_wherever_serde_json_says_so(
        value in any_value(), at in any::<prop::sample::Index>(), with in prop::sample::select(vec![
            "", "\"", "{", "}", "[", "]", ",", ":", "\\", "0", "-", ".", "e", "u", "\u{0}", "é", "null", "//", "1e999",
        ]), cut in 0..3_usize,
    ) {
        let text = serde_json::to_string(&value).unwrap();
        let mut characters: Vec<char> = text.chars().collect();
        let at = at.index(characters.len() + 1);
        characters.splice(at..(at + cut).min(characters.len()), with.chars());
        let text: String = characters.into_iter().collect();
        match (Document::parse(&text), serde_json::from_str::<Value>(&text)) {
            (Ok(_), Err(error)) => prop_assert!(error.to_string().contains("out of range"), "{text} {error}"),
            (Err(error), Ok(_)) => prop_assert!(false, "{text} {error}"),
            (Err(error), Err(_)) => {
                prop_assert!(error.span().end <= text.len());
                prop_assert!(text.get(error.span()).is_some(), "{text} {:?}", error.span());
                prop_assert!(error.path().len() <= text.len() * 2 + 8);
            }
            (Ok(_), Ok(_)) => {}
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC*|[\\[\\]{}\",:0-9eE+.\\-tfn\\\\u\u{0}-\u{20}]{0,40}") {
        if let Ok(document) = Document::parse(&text) {
            let _ = tolerant::<Account>(document.root(), &mut Vec::new());
            let _ = document.read::<Account>();
        }
    }
}

#[test]
fn items_of_long_lists_are_found_by_position() {
    let items: Vec<String> = (0..100).map(|item| format!("[{item}, [{item}]]")).collect();
    let text = format!("[{}]", items.join(","));
    let document = Document::parse(&text).unwrap();
    for position in 0..100 {
        assert_eq!(
            document
                .root()
                .at_pointer(&format!("/{position}/1/0"))
                .unwrap()
                .raw(),
            position.to_string()
        );
    }
    assert!(document.root().at_pointer("/100").is_none());
}

#[test]
fn columns_are_right_far_into_a_long_line() {
    let text = format!("\"{}\"", "aé😀".repeat(700));
    let document = Document::parse(&text).unwrap();
    for (characters, (at, _)) in text.char_indices().enumerate() {
        assert_eq!(document.line_and_column(at), (1, characters + 1));
    }
}
