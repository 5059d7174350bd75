//! The registry is complete, in order, and honest.

use std::collections::BTreeSet;

use crate::lint::RULES;

#[test]
fn codes_are_unique_and_ascending() {
    assert!(RULES.is_sorted_by(|left, right| left.code < right.code));
    for rule in RULES {
        let digits = rule.code.strip_prefix("KA-").unwrap_or_default();
        assert!(
            digits.len() == 3 && digits.bytes().all(|digit| digit.is_ascii_digit()),
            "{}",
            rule.code
        );
    }
}

#[test]
fn every_file_in_the_folder_is_a_rule_of_that_name() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lint/rules");
    let files = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let files: BTreeSet<String> = files.filter(|name| name != "mod.rs").collect();
    let rules: BTreeSet<String> = RULES
        .iter()
        .map(|rule| format!("{}.rs", rule.name.replace('-', "_")))
        .collect();
    assert_eq!(files, rules);
}

#[test]
fn each_file_begins_with_the_code_and_name_of_its_rule() {
    for rule in RULES {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lint/rules");
        let text = std::fs::read_to_string(format!("{folder}/{}.rs", rule.name.replace('-', "_"))).unwrap();
        let first = format!("//! {} `{}`.", rule.code, rule.name);
        assert_eq!(text.lines().next(), Some(first.as_str()));
    }
}

#[test]
fn inputs_are_pointers_and_parameters_have_a_meaning_and_a_source() {
    for rule in RULES {
        assert!(
            rule.inputs.iter().all(|input| input.starts_with('/')),
            "{}",
            rule.code
        );
        for parameter in rule.parameters {
            assert!(
                !parameter.meaning.is_empty() && !parameter.source.is_empty(),
                "{}",
                rule.code
            );
        }
    }
}
