//! Changes to a JSON value, from slight to hostile.

use serde_json::{Value, json};

use super::random::Random;

/// Changes one place of `value`.
pub(super) fn mutate(value: &mut Value, random: &mut Random) {
    let places = count(value);
    let place = random.below(places);
    if let Some(target) = nth(value, &mut { place }) {
        // Most changes keep the shape, so that many requests still get an answer.
        if random.below(8) > 0 {
            vary(target, random)
        } else {
            damage(target, random)
        }
    }
}

/// Changes half of the numbers by up to a half, whole ones to whole ones, and the last digit of amounts in text.
pub(super) fn vary_numbers(value: &mut Value, random: &mut Random) {
    match value {
        Value::Number(number) if random.below(2) == 0 => {
            let varied = number.as_f64().unwrap_or(0.0) * (0.5 + random.unit());
            *value = if number.is_f64() {
                json!(varied)
            } else {
                whole(varied)
            };
        }
        Value::String(text) if random.below(2) == 0 && text.parse::<f64>().is_ok() => {
            text.pop();
            text.push_str(&random.below(10).to_string());
        }
        Value::Array(items) => items.iter_mut().for_each(|item| vary_numbers(item, random)),
        Value::Object(members) => members
            .values_mut()
            .for_each(|member| vary_numbers(member, random)),
        _ => {}
    }
}

/// Returns the nearest whole number as JSON writes whole numbers.
fn whole(number: f64) -> Value {
    serde_json::from_str(&number.round().to_string()).unwrap_or(Value::Null)
}

/// Returns the number of values in `value`, itself included.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}

fn nth<'a>(value: &'a mut Value, left: &mut usize) -> Option<&'a mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, left)),
        Value::Object(members) => members.values_mut().find_map(|member| nth(member, left)),
        _ => None,
    }
}

fn vary(value: &mut Value, random: &mut Random) {
    match value {
        Value::Null => {}
        Value::Bool(flag) => *flag = !*flag,
        Value::Number(number) => *value = other_number(number.as_f64().unwrap_or(0.0), random),
        Value::String(text) => *text = other_text(text, random),
        Value::Array(items) => {
            let (from, to) = (random.below(items.len()), random.below(items.len()));
            match random.below(3) {
                0 if !items.is_empty() => items.swap(from, to),
                1 if !items.is_empty() => drop(items.remove(from)),
                _ => items.extend(items.get(from).cloned()),
            }
        }
        Value::Object(members) => {
            let keys: Vec<String> = members.keys().cloned().collect();
            if let Some(key) = keys.get(random.below(keys.len()))
                && let Some(member) = members.shift_remove(key)
                && random.below(2) == 0
            {
                // At the end instead of away: the order of members may not matter.
                members.insert(key.clone(), member);
            }
        }
    }
}

fn other_number(number: f64, random: &mut Random) -> Value {
    match random.below(6) {
        0 => json!(0),
        1 => json!(number * random.unit() * 2.0),
        2 => json!(random.unit() * 10.0),
        3 => json!((number * random.unit() * 2.0).round()),
        4 => json!(-number),
        _ => json!(number + 0.1),
    }
}

fn other_text(text: &str, random: &mut Random) -> String {
    // A date stays a date and an amount an amount when one digit changes.
    let digits: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| c.is_ascii_digit())
        .map(|(at, _)| at)
        .collect();
    if !digits.is_empty() && random.below(4) > 0 {
        let at = *random.choice(&digits);
        let digit = random.below(10).to_string();
        return [&text[..at], &digit, &text[at + 1..]].concat();
    }
    let strange = [
        "",
        " ",
        "\u{e9}\u{301}",
        "\u{1f600}",
        "\u{202e}abc",
        "a\u{0}b",
        "\"\\/\u{8}",
        "x".repeat(70).as_str(),
    ]
    .map(str::to_owned);
    match random.below(3) {
        0 => format!("{text}2"),
        1 => text.chars().rev().collect(),
        _ => random.choice(&strange).clone(),
    }
}

fn damage(value: &mut Value, random: &mut Random) {
    let hostile = [
        Value::Null,
        json!(true),
        json!("text"),
        json!(1e300),
        json!(-1e-300),
        json!(9_007_199_254_740_993_u64),
        json!(u64::MAX),
        json!([]),
        json!({}),
        json!({"state": "unknown"}),
        json!({"state": "not_applicable"}),
        json!({"amount": "1250000.005", "currency": "EUR"}),
        json!([[[[[[[[1]]]]]]]]),
    ];
    match value {
        Value::Object(members) if random.below(2) == 0 => {
            let key = random.choice(&["x_note", "unknown_member", "id", ""]);
            members.insert((*key).to_owned(), random.choice(&hostile).clone());
        }
        value => *value = random.choice(&hostile).clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn varied_numbers_keep_their_kind() {
        let start = json!({"whole": 1000, "ratio": 0.5, "amount": "12.00", "id": "A1"});
        let (mut random, mut changed) = (Random::new(3), [false; 3]);
        for _ in 0..50 {
            let mut value = start.clone();
            vary_numbers(&mut value, &mut random);
            assert!(
                value["whole"]
                    .as_u64()
                    .is_some_and(|whole| (500..=1500).contains(&whole)),
                "{value}"
            );
            assert!(
                value["ratio"]
                    .as_f64()
                    .is_some_and(|ratio| (0.25..0.75).contains(&ratio)),
                "{value}"
            );
            assert!(
                value["amount"]
                    .as_str()
                    .is_some_and(|amount| amount.starts_with("12.0")),
                "{value}"
            );
            assert_eq!(value["id"], "A1");
            for (changed, member) in changed.iter_mut().zip(["whole", "ratio", "amount"]) {
                *changed |= value[member] != start[member];
            }
        }
        assert_eq!(changed, [true; 3]);
    }

    #[test]
    fn a_seed_gives_one_sequence_of_changes_and_reaches_every_place() {
        let start = json!({"a": [1, 2.5, {"b": "2026-01-31"}], "c": true});
        let run = |seed| {
            let mut random = Random::new(seed);
            let changed = (0..200).map(|_| {
                let mut value = start.clone();
                mutate(&mut value, &mut random);
                value.to_string()
            });
            changed.collect::<Vec<String>>()
        };
        assert_eq!(run(1), run(1));
        assert_ne!(run(1), run(2));
        for part in ["\"a\":[1,2.5,{\"b\":", "\"c\":true"] {
            assert!(
                run(1).iter().any(|text| !text.contains(part)),
                "{part} never changed"
            );
        }
        assert!(
            run(1)
                .iter()
                .any(|text| text.contains("2026-01-") && !text.contains("2026-01-31"))
        );
    }
}
