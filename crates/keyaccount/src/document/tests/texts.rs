use super::*;

struct Told {
    code: &'static str,
    path: &'static str,
    column: usize,
    message: &'static str,
    found: Option<&'static str>,
    expected: Option<&'static str>,
    help: Option<&'static str>,
}

fn told<T: DeserializeOwned + std::fmt::Debug>(text: &str, told: &Told) {
    let error = read::<T>(text).unwrap_err();
    let found = (error.code(), error.path(), error.column(), error.to_string());
    let expected = (
        told.code,
        told.path.to_owned(),
        told.column,
        told.message.to_owned(),
    );
    assert_eq!(found, expected, "{text}");
    assert_eq!(error.found().as_deref(), told.found, "{text}");
    assert_eq!(error.expected().as_deref(), told.expected, "{text}");
    assert_eq!(error.help().as_deref(), told.help, "{text}");
    assert_eq!(error.line(), 1);
}

const FIELDS: &str = "one of `id`, `note`, `revenue`, `potential`, `share`, `contract`, `since`, `events`, `scores`, \
                      `tier`, `employees`, `pair`, `plan`";

#[test]
fn keys() {
    told::<Account>(
        r#"{"id": "A1", "potental": 3}"#,
        &Told {
            code: "unknown_field",
            path: "/potental",
            column: 14,
            message: "there is no field `potental` here",
            found: Some("potental"),
            expected: Some(FIELDS),
            help: Some("the nearest known field is `potential`"),
        },
    );
    told::<Account>(
        r#"{"id": "A1", "colour": 3}"#,
        &Told {
            code: "unknown_field",
            path: "/colour",
            column: 14,
            message: "there is no field `colour` here",
            found: Some("colour"),
            expected: Some(FIELDS),
            help: Some("a field of one's own starts with `x_`"),
        },
    );
    told::<Account>(
        r#"{"id": "A1", "note": "a", "id": "A2"}"#,
        &Told {
            code: "duplicate_key",
            path: "/id",
            column: 27,
            message: "key `id` must stand only once in an object",
            found: Some("id"),
            expected: None,
            help: Some("remove one of the two; where a draft is read, the first one counts"),
        },
    );
    told::<Account>(
        r#"{"note": "a"}"#,
        &Told {
            code: "missing_field",
            path: "/id",
            column: 1,
            message: "field `id` must be present",
            found: None,
            expected: Some("a field `id`"),
            help: None,
        },
    );
    told::<BTreeMap<AccountId, u8>>(
        r#"{" ": 1}"#,
        &Told {
            code: "invalid_value",
            path: "/ ",
            column: 2,
            message: "id must be 1 to 200 visible characters (got \" \")",
            found: Some(" "),
            expected: Some("1 to 200 visible characters"),
            help: None,
        },
    );
}

#[test]
fn places_inside_a_fact_are_exact() {
    told::<Account>(
        r#"{"id": "A1", "revenue": {"amount": "12,5", "currency": "EUR"}}"#,
        &Told {
            code: "invalid_value",
            path: "/revenue/amount",
            column: 36,
            message: "a decimal number must be digits with an optional sign, point and exponent (got `12,5`)",
            found: Some("12,5"),
            expected: Some("digits with an optional sign, point and exponent"),
            help: None,
        },
    );
    told::<Account>(
        r#"{"id": "A1", "revenue": {"amount": "12", "curency": "EUR"}}"#,
        &Told {
            code: "unknown_field",
            path: "/revenue/curency",
            column: 42,
            message: "there is no field `curency` here",
            found: Some("curency"),
            expected: Some("one of `amount`, `currency`"),
            help: Some("the nearest known field is `currency`"),
        },
    );
    told::<Account>(
        r#"{"id": "A1", "revenue": {"amount": "12"}}"#,
        &Told {
            code: "missing_field",
            path: "/revenue/currency",
            column: 25,
            message: "field `currency` must be present",
            found: None,
            expected: Some("a field `currency`"),
            help: None,
        },
    );
    told::<Account>(
        r#"{"id": "A1", "potential": {"state": "unknwon"}}"#,
        &Told {
            code: "unknown_value",
            path: "/potential/state",
            column: 37,
            message: "value must be one of `missing`, `unknown`, `not_applicable` (got `unknwon`)",
            found: Some("unknwon"),
            expected: Some("one of `missing`, `unknown`, `not_applicable`"),
            help: Some("the nearest known value is `unknown`"),
        },
    );
    told::<Account>(
        r#"{"id": "A1", "potential": {"state": "unknown", "note": 1}}"#,
        &Told {
            code: "unknown_field",
            path: "/potential/note",
            column: 48,
            message: "there is no field `note` here",
            found: Some("note"),
            expected: Some("`state`"),
            help: Some("a field of one's own starts with `x_`"),
        },
    );
    told::<Account>(
        r#"{"id": "A1", "potential": null}"#,
        &Told {
            code: "null_refused",
            path: "/potential",
            column: 27,
            message: "a value must stand here (got null)",
            found: Some("null"),
            expected: Some("a value"),
            help: Some(
                r#"leave the key out, or write {"state": "unknown"} where somebody has looked in vain"#,
            ),
        },
    );
    told::<Account>(
        r#"{"id": "A1", "potential": "high"}"#,
        &Told {
            code: "wrong_type",
            path: "/potential",
            column: 27,
            message: "value must be a number (got text)",
            found: Some("text"),
            expected: Some("a number"),
            help: None,
        },
    );
}

#[test]
fn values() {
    told::<Account>(
        r#"{"id": "A1", "share": 40}"#,
        &Told {
            code: "invalid_value",
            path: "/share",
            column: 23,
            message: "share must be between 0 and 1 (got 40)",
            found: Some("40"),
            expected: Some("between 0 and 1"),
            help: None,
        },
    );
    told::<Account>(
        r#"{"id": "A1", "since": "2026-2-1"}"#,
        &Told {
            code: "invalid_value",
            path: "/since",
            column: 23,
            message: "date must be a day of the calendar, written YYYY-MM-DD (got 2026-2-1)",
            found: Some("2026-2-1"),
            expected: Some("a day of the calendar, written YYYY-MM-DD"),
            help: None,
        },
    );
    told::<Account>(
        r#"{"id": "A1", "note": null}"#,
        &Told {
            code: "null_refused",
            path: "/note",
            column: 22,
            message: "a value must stand here (got null)",
            found: Some("null"),
            expected: Some("a value"),
            help: Some("leave the key out"),
        },
    );
    told::<Account>(
        r#"{"id": "A1", "contract": {"start": "2026-02-01", "end": "2026-01-01"}}"#,
        &Told {
            code: "invalid_value",
            path: "/contract",
            column: 26,
            message: "the end of a period must not come before its start (got 2026-02-01 to 2026-01-01)",
            found: Some(r#"{"start": "2026-02-01", "end": "2026-01-01"}"#),
            expected: None,
            help: None,
        },
    );
    told::<f64>(
        "[1]",
        &Told {
            code: "wrong_type",
            path: "",
            column: 1,
            message: "value must be a number (got a list)",
            found: Some("a list"),
            expected: Some("a number"),
            help: None,
        },
    );
    told::<f64>(
        "1e999",
        &Told {
            code: "invalid_value",
            path: "",
            column: 1,
            message: "value must be a number between -1.8e308 and 1.8e308 (got 1e999)",
            found: Some("1e999"),
            expected: Some("a number between -1.8e308 and 1.8e308"),
            help: None,
        },
    );
    told::<Vec<u8>>(
        "[1, 1.50]",
        &Told {
            code: "invalid_value",
            path: "/1",
            column: 5,
            message: "value must be a whole number from 0 to 255 (got 1.50)",
            found: Some("1.50"),
            expected: Some("a whole number from 0 to 255"),
            help: None,
        },
    );
    told::<(i8, bool)>(
        "[1, true, 2]",
        &Told {
            code: "invalid_value",
            path: "",
            column: 1,
            message: "value must be a list of 2 items (got 3 items)",
            found: Some("3 items"),
            expected: Some("a list of 2 items"),
            help: None,
        },
    );
}

#[test]
fn types_in_the_words_of_the_field() {
    type Check = fn(&str) -> ReadError;
    fn check<T: DeserializeOwned + std::fmt::Debug>(text: &str) -> ReadError {
        read::<T>(text).unwrap_err()
    }
    let table: &[(Check, &str, &str)] = &[
        (check::<String>, "1", "value must be text (got a number)"),
        (check::<bool>, "\"yes\"", "value must be true or false (got text)"),
        (check::<Vec<u8>>, "{}", "value must be a list (got an object)"),
        (
            check::<BTreeMap<String, u8>>,
            "[]",
            "value must be an object (got a list)",
        ),
        (check::<Account>, "[]", "value must be an object (got a list)"),
        (check::<Account>, "\"A1\"", "value must be an object (got text)"),
        (check::<Money>, "12.5", "value must be an object (got a number)"),
        (check::<AccountId>, "7", "value must be text (got a number)"),
        (check::<Date>, "20260101", "value must be text (got a number)"),
        (
            check::<Tier>,
            "1",
            "value must be one of `strategic`, `key` (got a number)",
        ),
        (
            check::<Tier>,
            "\"kee\"",
            "value must be one of `strategic`, `key` (got `kee`)",
        ),
        (
            check::<Tier>,
            "{\"key\": 1}",
            "value must be text: this choice has nothing to add (got an object)",
        ),
        (
            check::<Event>,
            "\"amount\"",
            "value must be an object with one key, whose value says more (got text)",
        ),
        (
            check::<Event>,
            "{}",
            "value must be an object with one key, one of `pause`, `amount`, `move`, `steps`, `both` (got no key)",
        ),
        (
            check::<Event>,
            r#"{"pause": 1, "steps": []}"#,
            "value must be an object with one key, one of `pause`, `amount`, `move`, `steps`, `both` (got several keys)",
        ),
        (
            check::<Share>,
            "true",
            "value must be a number (got true or false)",
        ),
        (
            check::<u32>,
            "-1",
            "value must be a whole number from 0 to 4294967295 (got -1)",
        ),
        (check::<SourceText>, "[]", "value must be an object (got a list)"),
        (
            check::<SourceText>,
            "\"{}\"",
            "value must be an object (got text)",
        ),
        (
            check::<SourceText>,
            "true",
            "value must be an object (got true or false)",
        ),
        (
            check::<SourceText>,
            "1.5",
            "value must be an object (got a number)",
        ),
        (
            check::<(i8, bool)>,
            "[1]",
            "value must be a list of 2 items (got 1 items)",
        ),
    ];
    for (check, text, message) in table {
        assert_eq!(check(text).to_string(), *message, "{text}");
    }
}

#[test]
fn no_text_names_a_type_of_rust() {
    let names = [
        "struct", "enum", "variant", "tuple", "sequence", "f64", "u32", "i64", "usize", "newtype", "map",
        "unit",
    ];
    for text in [
        "1",
        "1.5",
        "\"a\"",
        "[]",
        "{}",
        "true",
        "[1]",
        "{\"a\": 1}",
        "1e999",
        "{\"id\": 1}",
    ] {
        let errors = [
            read::<Account>(text).err(),
            read::<Vec<Account>>(text).err(),
            read::<Event>(text).err(),
            read::<Tier>(text).err(),
            read::<Datum<Money>>(text).err(),
            read::<Datum<Tier>>(text).err(),
            read::<Option<Period>>(text).err(),
            read::<BTreeMap<AccountId, Share>>(text).err(),
            read::<u32>(text).err(),
            read::<i64>(text).err(),
            read::<char>(text).err(),
            read::<(i8, bool)>(text).err(),
            read::<SourceText>(text).err(),
        ];
        for error in errors.into_iter().flatten() {
            let said = format!(
                "{error} {:?} {:?} {:?}",
                error.found(),
                error.expected(),
                error.help()
            );
            for name in names {
                let mut words = said.split(|character: char| !character.is_alphanumeric());
                assert!(!words.any(|word| word == name), "{name}: {said}");
            }
        }
    }
}

#[test]
fn the_users_own_keys_are_skipped() {
    let account: Account = read(r#"{"x_crm": {"x": null, "x": [[]]}, "id": "A1", "x_": 1}"#).unwrap();
    assert_eq!(account.id.as_str(), "A1");
    let event: Event = read(r#"{"x_by": 1, "move": {"to": "A2", "x_why": null}}"#).unwrap();
    assert_eq!(
        event,
        Event::Move {
            to: AccountId::try_from("A2").unwrap(),
            on: None
        }
    );
    assert_eq!(
        read::<Datum<f64>>(r#"{"x_by": 1, "state": "unknown"}"#).unwrap(),
        Datum::Unknown
    );
    assert_eq!(
        read::<Account>(r#"{"x_a": 1, "x_a": 2, "id": "A1"}"#)
            .unwrap_err()
            .code(),
        "duplicate_key"
    );
    assert_eq!(
        read::<Account>(r#"{"X_a": 1, "id": "A1"}"#).unwrap_err().code(),
        "unknown_field"
    );
}

#[test]
fn the_entity_of_a_list_is_named() {
    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "it is never read whole")]
    struct Book {
        accounts: Vec<Account>,
    }
    let text = |text: &str| read::<Book>(text).unwrap_err().to_string();
    let fault = "there is no field `potental` here";
    assert_eq!(
        text(r#"{"accounts": [{"id": "A1"}, {"id": "A2", "potental": 3}]}"#),
        format!("{fault}, in `A2` of `accounts`")
    );
    // Not the id of what is around the list, no id that is none, and nothing twice.
    assert_eq!(text(r#"{"accounts": [{"potental": 3}], "id": "B"}"#), fault);
    assert_eq!(text(r#"{"accounts": [{"id": 7}]}"#).matches(", in").count(), 0);
    assert_eq!(
        text(r#"{"accounts": [{"id": "potental", "potental": 3}]}"#),
        fault
    );
    let list = read::<Vec<Account>>(r#"[{"id": "A1", "scores": {"A9": null}}]"#).unwrap_err();
    assert_eq!(list.path(), "/0/scores/A9");
    assert!(list.to_string().ends_with(", in `A1`"), "{list}");
}
