use super::*;

/// What is read of `text`, and code and place of each problem.
fn around<T: DeserializeOwned>(text: &str) -> (Option<T>, Vec<(&'static str, String)>) {
    let document = Document::parse(text).unwrap();
    let mut problems = Vec::new();
    let value = tolerant(document.root(), &mut problems);
    let places = problems
        .iter()
        .map(|problem| (problem.code.as_str(), problem.pointer.clone()))
        .collect();
    (value, places)
}

fn places(list: &[(&'static str, &str)]) -> Vec<(&'static str, String)> {
    list.iter()
        .map(|&(code, place)| (code, place.to_owned()))
        .collect()
}

#[test]
fn everything_readable_is_read_and_each_fault_told_once() {
    let text = r#"{
        "note": null,
        "id": "A1",
        "revenue": {"amount": "a lot", "currency": "EUR"},
        "potential": "high",
        "share": 40,
        "contract": {"start": "2026-01-01"},
        "since": {"state": "unknwon"},
        "events": [{"steps": [1, 300, 3]}, {"pauze": 1}, "pause", {"amount": 5}, {"move": {"to": "A2", "on": "soon"}}],
        "colour": "red",
        "id": "A9",
        "scores": {"A1": 1, "A2": "two"},
        "pair": [1, "true"],
        "employees": 12
    }"#;
    let (account, problems) = around::<Account>(text);
    let account = account.unwrap();
    assert_eq!(
        problems,
        places(&[
            ("null_refused", "/note"),
            ("invalid_value", "/revenue/amount"),
            ("wrong_type", "/potential"),
            ("invalid_value", "/share"),
            ("missing_field", "/contract/end"),
            ("unknown_value", "/since/state"),
            ("invalid_value", "/events/0/steps/1"),
            ("unknown_value", "/events/1/pauze"),
            ("wrong_type", "/events/3/amount"),
            ("invalid_value", "/events/4/move/on"),
            ("unknown_field", "/colour"),
            ("duplicate_key", "/id"),
            ("wrong_type", "/scores/A2"),
            ("wrong_type", "/pair/1"),
        ])
    );
    let to = AccountId::try_from("A2").unwrap();
    assert_eq!(
        account.events,
        [
            Event::Steps(vec![1, 3]),
            Event::Pause,
            Event::Move { to, on: None }
        ]
    );
    assert_eq!(
        (account.id.as_str(), account.employees, account.scores.len()),
        ("A1", Some(12), 1)
    );
    assert_eq!(
        (account.revenue, account.potential, account.since),
        (Datum::Missing, Datum::Missing, Datum::Missing)
    );
    assert_eq!(
        (account.share, account.contract, account.pair),
        (None, None, None)
    );
}

#[test]
fn a_value_that_is_itself_at_fault_gives_nothing() {
    assert_eq!(around::<Account>("[]"), (None, places(&[("wrong_type", "")])));
    assert_eq!(around::<Account>("null"), (None, places(&[("null_refused", "")])));
    assert_eq!(
        around::<Account>(r#"{"note": "a"}"#),
        (None, places(&[("missing_field", "/id")]))
    );
    // The id was there and unreadable: that it is missing is not said as well.
    assert_eq!(
        around::<Account>(r#"{"id": 7}"#),
        (None, places(&[("wrong_type", "/id")]))
    );
}

#[test]
fn places_count_from_the_whole_document() {
    let document = Document::parse(r#"{"actions": [{"id": "A1"}, {"id": "A2", "share": "x"}]}"#).unwrap();
    let mut problems = Vec::new();
    let actions = document.root().get("actions").unwrap();
    let read: Vec<Account> = actions
        .items()
        .filter_map(|item| tolerant(item, &mut problems))
        .collect();
    assert_eq!(read.len(), 2);
    assert_eq!(problems[0].pointer, "/actions/1/share");
    assert_eq!(document.text().get(problems[0].span.clone()), Some("\"x\""));
    let strict = actions.items().last().unwrap().read::<Account>().unwrap_err();
    assert_eq!(strict.path(), "/actions/1/share");
}

#[test]
fn a_hopeless_value_is_given_up_in_time() {
    let junk: Vec<String> = (0..5_000)
        .map(|number| format!("\"junk{number}\": null"))
        .collect();
    let text = format!(r#"{{"id": "A1", {}}}"#, junk.join(", "));
    let (account, problems) = around::<Account>(&text);
    assert_eq!(account, None);
    assert_eq!(problems.len(), 101);
    assert!(problems.contains(&("too_many_faults", String::new())));
}
