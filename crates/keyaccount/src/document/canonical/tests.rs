use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;

use super::*;

/// RFC 8785, appendix B: bits of a float and its written form.
#[test]
fn floats_of_the_standard() {
    for (bits, expected) in [
        (0x0000_0000_0000_0000_u64, "0"),
        (0x8000_0000_0000_0000, "0"),
        (0x0000_0000_0000_0001, "5e-324"),
        (0x8000_0000_0000_0001, "-5e-324"),
        (0x7fef_ffff_ffff_ffff, "1.7976931348623157e+308"),
        (0xffef_ffff_ffff_ffff, "-1.7976931348623157e+308"),
        (0x4340_0000_0000_0000, "9007199254740992"),
        (0xc340_0000_0000_0000, "-9007199254740992"),
        (0x4430_0000_0000_0000, "295147905179352830000"),
        (0x44b5_2d02_c7e1_4af5, "9.999999999999997e+22"),
        (0x44b5_2d02_c7e1_4af6, "1e+23"),
        (0x44b5_2d02_c7e1_4af7, "1.0000000000000001e+23"),
        (0x444b_1ae4_d6e2_ef4e, "999999999999999700000"),
        (0x444b_1ae4_d6e2_ef4f, "999999999999999900000"),
        (0x444b_1ae4_d6e2_ef50, "1e+21"),
        (0x3eb0_c6f7_a0b5_ed8c, "9.999999999999997e-7"),
        (0x3eb0_c6f7_a0b5_ed8d, "0.000001"),
        (0x41b3_de43_5555_5553, "333333333.3333332"),
        (0x41b3_de43_5555_5554, "333333333.33333325"),
        (0x41b3_de43_5555_5555, "333333333.3333333"),
        (0x41b3_de43_5555_5556, "333333333.3333334"),
        (0x41b3_de43_5555_5557, "333333333.33333343"),
        (0xbecb_f647_612f_3696, "-0.0000033333333333333333"),
        (0x4314_3ff3_c1cb_0959, "1424953923781206.2"),
    ] {
        assert_eq!(text(&f64::from_bits(bits)), expected, "{bits:x}");
    }
}

/// RFC 8785, sections 3.2.2 and 3.2.3.
#[test]
fn texts_and_keys_of_the_standard() {
    let value = json!({
        "numbers": [333_333_333.333_333_3, 1E30, 4.50, 2e-3, 1e-27],
        "string": "\u{20ac}$\u{F}\u{A}A'\u{42}\u{22}\u{5c}\\\"/",
        "literals": [null, true, false],
    });
    assert_eq!(
        text(&value),
        "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],\
         \"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}"
    );
    let keys = ["\u{20ac}", "\r", "\u{fb33}", "1", "\u{1f600}", "\u{80}", "\u{f6}"];
    let value: Value = keys.into_iter().map(|key| (key.to_owned(), json!(0))).collect();
    let order = [
        "\\r",
        "1",
        "\u{80}",
        "\u{f6}",
        "\u{20ac}",
        "\u{1f600}",
        "\u{fb33}",
    ];
    let members: Vec<_> = order.iter().map(|key| format!("\"{key}\":0")).collect();
    assert_eq!(text(&value), format!("{{{}}}", members.join(",")));
}

#[test]
fn what_cannot_be_written_hashes_as_its_refusal() {
    let map = BTreeMap::from([(vec![1], 1)]);
    assert_eq!(text(&map), "key must be a string");
    assert_eq!(hash(&map).len(), 64);
}

proptest! {
    #[test]
    fn the_canonical_form_is_the_value_and_stays_the_same(
        members in prop::collection::vec(("[a-cé😀\u{0}-\u{1f}]{0,3}", prop::num::f64::NORMAL), 0..8),
    ) {
        let value: serde_json::Map<_, _> = members.into_iter().map(|(key, number)| (key, json!(number))).collect();
        let written = text(&value);
        let again: BTreeMap<String, f64> = crate::document::read(&written).unwrap();
        prop_assert_eq!(again.len(), value.len());
        for (key, number) in &again {
            prop_assert_eq!(value.get(key).and_then(Value::as_f64), Some(*number));
        }
        prop_assert_eq!(text(&again), written);
    }
}
