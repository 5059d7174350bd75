use proptest::prelude::*;

use super::*;

fn any_decimal() -> impl Strategy<Value = Decimal> {
    let mantissa = prop_oneof![
        -1_000_000..1_000_000_i128,
        -(1_i128 << 54)..(1_i128 << 54),
        -79_228_162_514_264_337_593_543_950_335_i128..=79_228_162_514_264_337_593_543_950_335_i128,
    ];
    (mantissa, 0..=28_u32)
        .prop_map(|(mantissa, scale)| Decimal::try_from_i128_with_scale(mantissa, scale).unwrap())
}

#[test]
fn numbers_in_every_written_form() {
    for (text, value) in [
        ("0", "0"),
        ("-0", "0"),
        ("-0.00", "0.00"),
        ("+1.50", "1.50"),
        (".5", "0.5"),
        ("5.", "5"),
        ("007", "7"),
        ("1e3", "1000"),
        ("1.5E+3", "1500"),
        ("1.234e2", "123.4"),
        ("12e-3", "0.012"),
        ("1e28", "10000000000000000000000000000"),
        ("1e-28", "0.0000000000000000000000000001"),
        ("79228162514264337593543950335", "79228162514264337593543950335"),
    ] {
        assert_eq!(parse(text).unwrap().to_string(), value, "{text}");
    }
}

#[test]
fn what_is_not_a_number_and_what_is_too_long() {
    for text in [
        "", "-", ".", "+.", "e5", "1e", "1e+", "1e1.5", "1,5", "1_000", "1 000", " 1", "1 ", "--1", "0x10",
        "NaN", "inf", "1.2.3", "١", "€5", "1e5e5",
    ] {
        let error = parse(text).unwrap_err();
        let message = "a decimal number must be digits with an optional sign, point and exponent";
        assert_eq!(error.to_string(), format!("{message} (got `{text}`)"));
        assert_eq!(error.found(), text);
    }
    for text in [
        "79228162514264337593543950336",
        "1e29",
        "1e-29",
        "1e999999999999",
        "-1e400",
        "0.00000000000000000000000000001",
        "1e-2147483648",
    ] {
        let error = parse(text).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("a decimal number must be at most 28 digits long (got `{text}`)")
        );
    }
    assert_eq!(parse(&"9".repeat(1000)).unwrap_err().found().len(), 60);
}

/// Halves between two floats, and the largest mantissas: where double rounding shows.
#[test]
fn floats_are_rounded_once() {
    for text in [
        "9007199254740993",
        "9007199254740992.5",
        "9007199254740993.0000000001",
        "0.1",
        "0.3",
        "1.005",
        "79228162514264337593543950335",
        "7.9228162514264337593543950335",
        "0.0000000000000000000000000001",
        "4503599627370497.5",
        "123456789012345678.9",
        "0.000030517578125",
    ] {
        let float: f64 = text.parse().unwrap();
        assert_eq!(to_f64(parse(text).unwrap()).to_bits(), float.to_bits(), "{text}");
    }
}

proptest! {
    #[test]
    fn the_float_is_the_one_that_the_text_writes(value in any_decimal()) {
        let float: f64 = value.to_string().parse().unwrap();
        prop_assert_eq!(to_f64(value).to_bits(), (float + 0.0).to_bits());
    }

    #[test]
    fn a_decimal_reads_back_with_its_digits(value in any_decimal()) {
        let again = parse(&value.to_string()).unwrap();
        prop_assert_eq!(again, value);
        prop_assert_eq!(again.scale(), value.scale());
    }

    #[test]
    fn an_exponent_moves_the_point(value in -1_000_000_000..1_000_000_000_i64, exponent in -15..=15_i32) {
        let moved = parse(&format!("{value}e{exponent}")).unwrap();
        let back = parse(&format!("{moved}e{}", -exponent)).unwrap();
        prop_assert_eq!(back, Decimal::from(value));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*|[0-9eE+.-]{0,45}") {
        if let Ok(value) = parse(&text) {
            let float: f64 = text.parse().unwrap();
            prop_assert_eq!(to_f64(value).to_bits(), (float + 0.0).to_bits());
        }
    }

    #[test]
    fn a_sum_is_exact_or_nothing(left in any_decimal(), right in any_decimal()) {
        // 2^96 * 10^28 fits 192 bits: sums of both sides as pairs of digits above and below 10^28.
        let parts = |value: Decimal| {
            let unit = 10_i128.pow(value.scale());
            let below = 10_i128.pow(28 - value.scale());
            (value.mantissa() / unit, value.mantissa() % unit * below)
        };
        let whole_and_rest = |(whole, rest): (i128, i128)| {
            let unit = 10_i128.pow(28);
            (whole + rest.div_euclid(unit), rest.rem_euclid(unit))
        };
        let (one, two) = (parts(left), parts(right));
        let expected = whole_and_rest((one.0 + two.0, one.1 + two.1));
        prop_assert_eq!(add(left, right), add(right, left));
        if let Some(sum) = add(left, right) {
            prop_assert_eq!(whole_and_rest(parts(sum)), expected);
            prop_assert!(sum.scale() <= left.scale().max(right.scale()));
            prop_assert_eq!(add(sum, -right), Some(left));
        } else {
            // No scale holds it: the digits that are not zero need more than 96 bits.
            let (whole, rest) = expected;
            let fits = |places: &u32| rest % 10_i128.pow(28 - places) == 0;
            let places = (0..=28).find(fits).unwrap();
            let mantissa = whole
                .checked_mul(10_i128.pow(places))
                .and_then(|whole| whole.checked_add(rest / 10_i128.pow(28 - places)));
            prop_assert!(mantissa.is_none_or(|mantissa| mantissa.unsigned_abs() >= 1 << 96));
        }
    }
}
