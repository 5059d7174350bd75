use proptest::prelude::*;

use super::*;

fn euro(amount: &str) -> Money {
    Money::parse(amount, "EUR").unwrap()
}

fn any_euro() -> impl Strategy<Value = Money> {
    (any::<i64>(), 0..=6_u32)
        .prop_map(|(mantissa, scale)| Money::new(Decimal::new(mantissa, scale), "EUR".parse().unwrap()))
}

#[test]
fn two_currencies_do_not_add() {
    let dollar = Money::parse("1", "USD").unwrap();
    for error in [euro("1").checked_add(dollar), euro("1").checked_sub(dollar)] {
        let error = error.unwrap_err();
        assert_eq!(
            error.to_string(),
            "amounts must share one currency (got EUR and USD)"
        );
    }
    assert_eq!(
        Money::parse("1", "EURO").unwrap_err().to_string(),
        "currency must be an ISO 4217 code (got EURO)"
    );
    assert!(
        Money::parse("1,5", "EUR")
            .unwrap_err()
            .to_string()
            .starts_with("a decimal number must be digits")
    );
}

#[test]
fn a_sum_past_the_last_digit_is_an_error() {
    let large = euro("79228162514264337593543950335");
    assert_eq!(large.checked_add(euro("1")), Err(MoneyError::Overflow));
    assert_eq!(large.checked_add(euro("0.1")), Err(MoneyError::Overflow));
    assert_eq!(large.checked_add(euro("0.0")).unwrap(), large);
    assert_eq!(large.checked_sub(large).unwrap().amount, Decimal::ZERO);
}

/// Minor units by ISO 4217; halves away from zero.
#[test]
fn rounding_is_to_the_minor_unit() {
    for (amount, currency, rounded) in [
        ("0.005", "EUR", "0.01"),
        ("-0.005", "EUR", "-0.01"),
        ("2.675", "EUR", "2.68"),
        ("2.674999", "EUR", "2.67"),
        ("0.5", "JPY", "1"),
        ("1.2345", "KWD", "1.235"),
        ("12", "EUR", "12"),
    ] {
        let money = Money::parse(amount, currency).unwrap();
        assert_eq!(money.rounded().amount.to_string(), rounded, "{amount} {currency}");
    }
}

#[test]
fn the_wire_form_keeps_every_digit() {
    let text = r#"{"amount":"1250000.00","currency":"EUR"}"#;
    let money: Money = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&money).unwrap(), text);
    for text in [
        r#"{"amount":"1"}"#,
        r#"{"currency":"EUR"}"#,
        r#"{"amount":"1","currency":"eur"}"#,
        r#"{"amount":"1","currency":"EUR","unit":"k"}"#,
        r#"{"amount":null,"currency":"EUR"}"#,
        r#"{"amount":true,"currency":"EUR"}"#,
        r#""1 EUR""#,
    ] {
        assert!(serde_json::from_str::<Money>(text).is_err(), "{text}");
        assert!(crate::document::read::<Money>(text).is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn sums_commute_associate_and_undo(one in any_euro(), two in any_euro(), three in any_euro()) {
        let sum = one.checked_add(two).unwrap();
        prop_assert_eq!(sum, two.checked_add(one).unwrap());
        prop_assert_eq!(sum.checked_sub(two).unwrap(), one);
        prop_assert_eq!(
            sum.checked_add(three).unwrap(),
            one.checked_add(two.checked_add(three).unwrap()).unwrap()
        );
        prop_assert_eq!(one.checked_sub(one).unwrap(), Money::zero(one.currency));
        prop_assert_eq!(one.checked_sub(one).unwrap().amount.is_sign_negative(), false);
        prop_assert_eq!(one.checked_add(Money::zero(one.currency)).unwrap(), one);
    }

    #[test]
    fn rounding_moves_by_half_a_unit_at_most(money in any_euro()) {
        let moved = money.checked_sub(money.rounded()).unwrap().amount.abs();
        prop_assert!(moved <= Decimal::new(5, 3));
        prop_assert_eq!(money.rounded().rounded(), money.rounded());
    }

    #[test]
    fn both_written_forms_are_exact(mantissa in any::<i64>(), scale in 0..=18_u32) {
        let amount = Decimal::new(mantissa, scale);
        for text in [
            format!(r#"{{"amount": {amount}, "currency": "EUR"}}"#),
            format!(r#"{{"amount": "{amount}", "currency": "EUR"}}"#),
        ] {
            let money: Money = crate::document::read(&text).unwrap();
            prop_assert_eq!(money.amount.to_string(), amount.to_string());
        }
    }
}
