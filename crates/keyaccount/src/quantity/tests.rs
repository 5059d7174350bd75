//! Laws that every quantity keeps.

use std::fmt::Debug;

use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::*;
use crate::document;

/// Whether a number is refused, or kept as it is by both readers.
fn kept_or_refused<T>(number: f64) -> Option<T>
where
    T: TryFrom<f64> + Into<f64> + Copy + Debug + PartialEq + Serialize + DeserializeOwned,
{
    let quantity = T::try_from(number).ok()?;
    let again: f64 = quantity.into();
    assert_eq!(
        again.to_bits(),
        (number + 0.0).to_bits(),
        "only the sign of a zero goes"
    );
    let text = serde_json::to_string(&quantity).unwrap();
    assert_eq!(document::read::<T>(&text).unwrap(), quantity);
    Some(quantity)
}

fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        any::<f64>(),
        -0.1..=1.1_f64,
        -1100.0..=1100.0_f64,
        prop::sample::select(vec![-0.0, 0.0, 1.0, -1.0])
    ]
}

proptest! {
    #[test]
    fn numbers_are_in_range_or_refused(number in any_number()) {
        prop_assert_eq!(kept_or_refused::<Share>(number).is_some(), (0.0..=1.0).contains(&number));
        prop_assert_eq!(kept_or_refused::<Weight>(number).is_some(), number >= 0.0 && number.is_finite());
        prop_assert_eq!(kept_or_refused::<Score>(number).is_some(), (-1000.0..=1000.0).contains(&number));
    }

    #[test]
    fn a_scale_has_two_ends_and_a_length(min in any_number(), max in any_number(), share in 0.0..=1.0_f64) {
        let within = |end: f64| (-1000.0..=1000.0).contains(&end);
        let scale = Scale::new(min, max);
        prop_assert_eq!(scale.is_ok(), within(min) && within(max) && min < max);
        if let Ok(scale) = scale {
            prop_assert_eq!(scale.at(0.0).to_bits(), (min + 0.0).to_bits());
            prop_assert!(scale.span() > 0.0 && scale.contains(min) && scale.contains(max));
            prop_assert!(scale.at(share) >= scale.min());
            let text = serde_json::to_string(&scale).unwrap();
            prop_assert_eq!(document::read::<Scale>(&text).unwrap(), scale);
        }
    }

    #[test]
    fn percents_are_hundredths(percent in 0..=100_u8) {
        let share = Share::from_percent(f64::from(percent)).unwrap();
        prop_assert_eq!(share, Share::try_from(f64::from(percent) / 100.0).unwrap());
    }
}

#[test]
fn errors_repeat_the_value_and_the_range() {
    let said = |error: OutOfRange| {
        (
            error.to_string(),
            error.quantity(),
            error.expected(),
            error.found().to_owned(),
        )
    };
    assert_eq!(
        said(Share::try_from(f64::NAN).unwrap_err()),
        (
            "share must be between 0 and 1 (got NaN)".into(),
            "share",
            "between 0 and 1",
            "NaN".into()
        )
    );
    assert_eq!(
        Weight::try_from(f64::INFINITY).unwrap_err().to_string(),
        "weight must be a finite number of at least 0 (got inf)"
    );
    assert_eq!(
        Score::try_from(1000.5).unwrap_err().to_string(),
        "score must be a number between -1000 and 1000 (got 1000.5)"
    );
    assert_eq!(
        Scale::new(10.0, 1.0).unwrap_err().to_string(),
        "scale must be two different numbers between -1000 and 1000, the lower first (got 10 to 1)"
    );
}

/// Minor digits by ISO 4217, table A.1.
#[test]
fn currencies_by_their_codes() {
    for (code, digits) in [
        ("EUR", 2),
        ("USD", 2),
        ("JPY", 0),
        ("KRW", 0),
        ("KWD", 3),
        ("BHD", 3),
        ("CLF", 4),
        ("XAU", 0),
    ] {
        let currency: Currency = code.parse().unwrap();
        assert_eq!((currency.code(), currency.minor_digits()), (code, digits));
        assert_eq!(
            document::read::<Currency>(&serde_json::to_string(&currency).unwrap()).unwrap(),
            currency
        );
    }
    for code in ["", "eur", "Eur", "EU", "EURO", "€", " EUR", "ZZZ"] {
        assert!(code.parse::<Currency>().is_err(), "{code}");
    }
    let mut codes: Vec<Currency> = ["USD", "EUR", "JPY"]
        .iter()
        .map(|code| code.parse().unwrap())
        .collect();
    codes.sort();
    assert_eq!(
        codes.iter().map(|code| code.code()).collect::<Vec<_>>(),
        ["EUR", "JPY", "USD"]
    );
}

#[cfg(feature = "schema")]
mod schema {
    use serde_json::{Value, json};

    use super::*;

    fn of<T: schemars::JsonSchema>() -> Value {
        schemars::generate::SchemaSettings::draft2020_12()
            .with_transform(schemars::transform::RecursiveTransform(
                document::plain_description,
            ))
            .into_generator()
            .into_root_schema_for::<T>()
            .to_value()
    }

    fn limits(schema: &Value) -> [Option<&Value>; 2] {
        [schema.get("minimum"), schema.get("maximum")]
    }

    #[test]
    fn limits_stand_in_the_schema() {
        assert_eq!(limits(&of::<Share>()), [Some(&json!(0)), Some(&json!(1))]);
        assert_eq!(limits(&of::<Weight>()), [Some(&json!(0)), None]);
        assert_eq!(limits(&of::<Score>()), [Some(&json!(-1000)), Some(&json!(1000))]);
        assert_eq!(
            limits(&of::<FiscalYearStartMonth>()),
            [Some(&json!(1)), Some(&json!(12))]
        );
        let id = of::<AccountId>();
        assert_eq!(
            (&id["type"], &id["minLength"], &id["maxLength"]),
            (&json!("string"), &json!(1), &json!(200))
        );
        let date = of::<Date>();
        assert_eq!(
            (&date["type"], &date["format"]),
            (&json!("string"), &json!("date"))
        );
        assert_eq!(of::<Currency>()["pattern"], json!("^[A-Z]{3}$"));
    }

    #[test]
    fn a_fact_is_its_value_or_says_why_not() {
        let schema = of::<Datum<f64>>();
        let choices = schema["anyOf"].as_array().unwrap();
        assert_eq!(choices.len(), 2);
        assert_eq!(choices[0]["type"], json!("number"));
        let absent = &schema["$defs"]["Absent"];
        assert_eq!(absent["additionalProperties"], json!(false));
        assert_eq!(absent["required"], json!(["state"]));
    }

    #[test]
    fn every_schema_is_titled_and_described_without_names_of_rust() {
        let all = [
            of::<AccountId>(),
            of::<ActionId>(),
            of::<AgreementId>(),
            of::<CriterionId>(),
            of::<Currency>(),
            of::<Date>(),
            of::<Datum<Money>>()["$defs"]["Absent"].clone(),
            of::<EntityId>(),
            of::<FiscalYearStartMonth>(),
            of::<GroupId>(),
            of::<ModelId>(),
            of::<Money>(),
            of::<ObjectiveId>(),
            of::<Period>(),
            of::<PersonId>(),
            of::<PlanId>(),
            of::<PortfolioId>(),
            of::<RiskId>(),
            of::<Scale>(),
            of::<Score>(),
            of::<Share>(),
            of::<State>(),
            of::<UnitId>(),
            of::<Weight>(),
        ];
        for schema in all {
            let text = schema.to_string();
            assert!(schema.get("description").is_some(), "{text}");
            for name in [
                "::",
                "```",
                "`Datum`",
                "NaiveDate",
                "f64",
                "Option",
                "# Examples",
                "\n# ",
            ] {
                assert!(!text.contains(name), "{name} in {text}");
            }
        }
    }
}
