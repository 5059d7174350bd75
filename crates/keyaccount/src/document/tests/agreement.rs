use super::*;

fn any_money() -> impl Strategy<Value = Money> {
    (
        any::<i64>(),
        0..18_u32,
        prop::sample::select(vec!["EUR", "USD", "JPY", "KWD"]),
    )
        .prop_map(|(mantissa, scale, currency)| {
            Money::new(
                crate::quantity::decimal::Decimal::new(mantissa, scale),
                currency.parse().unwrap(),
            )
        })
}

fn any_id() -> impl Strategy<Value = AccountId> {
    "[a-zé/~\"]{1,5}".prop_map(|text| AccountId::try_from(text).unwrap())
}

fn any_date() -> impl Strategy<Value = Date> {
    (1..=9999_i32, 1..=12_u32, 1..=28_u32).prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

fn any_datum<T: std::fmt::Debug + Clone>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Datum<T>> {
    prop_oneof![
        value.prop_map(Datum::Value),
        Just(Datum::Missing),
        Just(Datum::Unknown),
        Just(Datum::NotApplicable),
    ]
}

/// Floats that `serde_json` reads back too: by default it misses others by a unit in the last place.
fn short_float() -> impl Strategy<Value = f64> {
    any::<i32>().prop_map(|number| f64::from(number) / 64.0)
}

fn any_event() -> impl Strategy<Value = Event> {
    prop_oneof![
        Just(Event::Pause),
        any_money().prop_map(Event::Amount),
        (any_id(), prop::option::of(any_date())).prop_map(|(to, on)| Event::Move { to, on }),
        prop::collection::vec(any::<u8>(), 0..4).prop_map(Event::Steps),
        (any::<i64>(), short_float()).prop_map(|(left, right)| Event::Both(left, right)),
    ]
}

fn any_account() -> impl Strategy<Value = Account> {
    let facts = (
        any_datum(any_money()),
        any_datum(short_float()),
        any_datum(any_date()),
        prop::option::of((0..=64_u8).prop_map(|share| Share::try_from(f64::from(share) / 64.0).unwrap())),
        prop::option::of(
            (any_date(), any_date()).prop_map(|(one, two)| Period::new(one.min(two), one.max(two)).unwrap()),
        ),
    );
    let rest = (
        prop::option::of(".*"),
        prop::collection::vec(any_event(), 0..4),
        prop::collection::btree_map(any_id(), short_float(), 0..4),
        prop::option::of(prop::sample::select(vec![Tier::Strategic, Tier::Key])),
        prop::option::of(any::<u32>()),
        prop::option::of(any::<(i8, bool)>()),
    );
    (any_id(), facts, rest).prop_map(|(id, facts, rest)| {
        let (revenue, potential, since, share, contract) = facts;
        let (note, events, scores, tier, employees, pair) = rest;
        let plan = Some(SourceText::parse(r#"{"share" : 0.40, "x": [1e2]}"#).unwrap());
        Account {
            id,
            note,
            revenue,
            potential,
            share,
            contract,
            since,
            events,
            scores,
            tier,
            employees,
            pair,
            plan,
        }
    })
}

proptest! {
    #[test]
    fn what_was_written_is_read_again_as_serde_json_reads_it(account in any_account(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_string_pretty(&account) } else { serde_json::to_string(&account) };
        let text = text.unwrap();
        prop_assert_eq!(&read::<Account>(&text).unwrap(), &account, "{}", &text);
        prop_assert_eq!(&serde_json::from_str::<Account>(&text).unwrap(), &account);
        let document = Document::parse(&text).unwrap();
        let mut problems = Vec::new();
        prop_assert_eq!(tolerant::<Account>(document.root(), &mut problems), Some(account));
        prop_assert_eq!(problems, Vec::new());
    }

    #[test]
    fn numbers_are_the_ones_of_serde_json(literal in "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,25})?([eE][+-]?[0-9]{1,3})?") {
        match (read::<f64>(&literal), literal.parse::<f64>().unwrap()) {
            (Ok(number), expected) => prop_assert_eq!(number.to_bits(), expected.to_bits()),
            (Err(error), expected) => {
                prop_assert!(expected.is_infinite());
                prop_assert_eq!(error.code(), "invalid_value");
            }
        }
        prop_assert_eq!(read::<i64>(&literal).ok(), serde_json::from_str::<i64>(&literal).ok());
        prop_assert_eq!(read::<u64>(&literal).ok(), serde_json::from_str::<u64>(&literal).ok());
        prop_assert_eq!(read::<u8>(&literal).ok(), serde_json::from_str::<u8>(&literal).ok());
        if let (Ok(value), Ok(number)) = (read::<Value>(&literal), read::<f64>(&literal)) {
            prop_assert_eq!(value.as_f64(), Some(number));
        }
    }

    #[test]
    fn a_strict_error_is_the_first_or_among_the_tolerant_problems(
        account in any_account(), junk in places::any_value(), at in any::<prop::sample::Index>(),
    ) {
        let mut value = serde_json::to_value(&account).unwrap();
        let keys: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
        let key = keys[at.index(keys.len())].clone();
        value[&key] = junk;
        let text = value.to_string();
        let document = Document::parse(&text).unwrap();
        let mut problems = Vec::new();
        let _ = tolerant::<Account>(document.root(), &mut problems);
        match document.read::<Account>() {
            Ok(_) => prop_assert_eq!(problems, Vec::new()),
            Err(error) => {
                prop_assert!(problems.contains(error.problem()), "{error:?} {problems:?}");
                let place = format!("/{key}");
                let inside = problems.iter().all(|problem| problem.pointer.starts_with(&place));
                prop_assert!(inside, "{:?}", problems);
                let mut places: Vec<_> = problems.iter().map(|problem| (&problem.pointer, problem.code)).collect();
                places.sort_unstable();
                let count = places.len();
                places.dedup();
                prop_assert_eq!(places.len(), count);
            }
        }
    }
}

#[test]
fn digits_are_exact_inside_everything() {
    const DIGITS: &str = "0.1000000000000000000000001";
    let money = format!(r#"{{"amount": {DIGITS}, "currency": "EUR"}}"#);
    let exact = Money::parse(DIGITS, "EUR").unwrap();
    assert_eq!(read::<Money>(&money).unwrap(), exact);
    assert_eq!(read::<Vec<Money>>(&format!("[{money}]")).unwrap(), [exact]);
    assert_eq!(read::<Option<Money>>(&money).unwrap(), Some(exact));
    assert_eq!(read::<Datum<Money>>(&money).unwrap(), Datum::Value(exact));
    assert_eq!(
        read::<Vec<Option<Datum<Money>>>>(&format!("[{money}]")).unwrap(),
        [Some(Datum::Value(exact))]
    );
    assert_eq!(
        read::<Event>(&format!(r#"{{"amount": {money}}}"#)).unwrap(),
        Event::Amount(exact)
    );
    let map: BTreeMap<String, Money> = read(&format!(r#"{{"a": {money}}}"#)).unwrap();
    assert_eq!(map["a"], exact);
    let own = format!(r#"{{"x_why": [1, 1], "amount": {DIGITS}, "x_a": null, "currency": "EUR"}}"#);
    assert_eq!(read::<Datum<Money>>(&own).unwrap(), Datum::Value(exact));
}

#[test]
fn source_text_keeps_its_bytes_in_every_reader() {
    const PLAN: &str = "{ \"b\":1.50,\n\t\"a\": [\"\\u0041\", 1e2], \"b\": null }";
    let text = format!(r#"{{"id": "A1", "plan":  {PLAN} }}"#);
    for account in [
        read::<Account>(&text).unwrap(),
        serde_json::from_str::<Account>(&text).unwrap(),
    ] {
        assert_eq!(account.plan.as_ref().unwrap().as_str(), PLAN);
        assert_eq!(
            serde_json::to_string(&account).unwrap(),
            format!(r#"{{"id":"A1","plan":{PLAN}}}"#)
        );
    }
    let value: Value = serde_json::from_str(r#"{"id": "A1", "plan": {"a": 1}}"#).unwrap();
    let account: Account = serde_json::from_value(value).unwrap();
    assert_eq!(account.plan.unwrap().as_str(), r#"{"a":1}"#);
    for text in ["[1]", "1", "\"{}\"", "null"] {
        assert!(read::<SourceText>(text).is_err(), "{text}");
        assert!(serde_json::from_str::<SourceText>(text).is_err(), "{text}");
    }
    let spaced = SourceText::parse("\u{FEFF} {\"a\": 1} \n").unwrap();
    assert_eq!(spaced.as_str(), "{\"a\": 1}");
    assert_eq!(spaced.document().unwrap().span_of("/a"), 6..7);
}

/// `RawValue` finds the text of a value under a name that is private to `serde_json`; this test guards it.
#[test]
fn raw_values_of_serde_json_are_served() {
    let raws: Vec<Box<serde_json::value::RawValue>> = read("[1.50, { \"a\" : [] }, \"\\u0041\"]").unwrap();
    let texts: Vec<_> = raws.iter().map(|raw| raw.get()).collect();
    assert_eq!(texts, ["1.50", "{ \"a\" : [] }", "\"\\u0041\""]);
    assert_eq!(read::<SourceText>("null").unwrap_err().code(), "null_refused");
}

#[test]
fn integers_and_units_of_other_kinds() {
    assert_eq!(read::<Currency>("\"EUR\"").unwrap().code(), "EUR");
    assert_eq!(
        read::<BTreeMap<AccountId, Tier>>(r#"{"A1": "key"}"#)
            .unwrap()
            .len(),
        1
    );
    assert_eq!(read::<BTreeMap<String, u8>>(r#"{"x_a": 1}"#).unwrap()["x_a"], 1);
    assert_eq!(read::<[u8; 2]>("[1, 2]").unwrap(), [1, 2]);
    assert_eq!(read::<char>("\"é\"").unwrap(), 'é');
    assert_eq!(read::<f64>("-0").unwrap().to_bits(), (-0.0_f64).to_bits());
}
