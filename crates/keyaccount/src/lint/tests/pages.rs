//! The pages of the rules: every heading, and examples that do what they say.

use serde_json::Value;

use super::{as_of, codes, patched};
use crate::lint::{Options, RULES};

const HEADINGS: [&str; 6] = [
    "## What it checks",
    "## Why it matters",
    "## Example",
    "## Instead",
    "## Settings",
    "## Source",
];

/// The day on which the faultless plan is judged.
const DAY: &str = "2026-09-30";

/// An example of a page: the words after `json` on its fence, and the JSON Patch that it holds.
struct Example {
    words: Vec<String>,
    edits: Value,
}

impl Example {
    fn options(&self) -> Options {
        if self.words.iter().any(|word| word == "without-date") {
            Options::default()
        } else {
            as_of(DAY)
        }
    }

    fn companions(&self) -> Vec<String> {
        let listed = self.words.iter().filter_map(|word| word.strip_prefix("with:"));
        listed
            .flat_map(|codes| codes.split(',').map(str::to_owned))
            .collect()
    }
}

fn example(docs: &str, heading: &str) -> Example {
    let (_, section) = docs.split_once(heading).unwrap_or_else(|| panic!("no {heading}"));
    let (_, block) = section
        .split_once("```json")
        .unwrap_or_else(|| panic!("no block under {heading}"));
    let (first, rest) = block.split_once('\n').unwrap();
    let (text, _) = rest.split_once("```").unwrap();
    let words = first.split_whitespace().map(str::to_owned).collect();
    Example {
        words,
        edits: serde_json::from_str(text).unwrap_or_else(|error| panic!("{heading}: {error} in {text}")),
    }
}

#[test]
fn every_page_has_every_heading_in_order() {
    for rule in RULES {
        let mut rest = rule.docs;
        for heading in HEADINGS {
            let (_, after) = rest
                .split_once(heading)
                .unwrap_or_else(|| panic!("{} lacks {heading}, or has it out of order", rule.code));
            rest = after;
            let text = rest.split("\n ## ").next().unwrap_or_default();
            assert!(!text.trim().is_empty(), "{}: nothing under {heading}", rule.code);
        }
    }
}

#[test]
fn the_example_of_a_page_gives_exactly_its_rule_and_declared_companions() {
    for rule in RULES {
        let example = example(rule.docs, "## Example");
        let report = patched(&example.edits, &example.options());
        let mut companions = example.companions();
        companions.push(rule.code.to_owned());
        assert!(
            codes(&report).contains(&rule.code),
            "{} does not fire: {:#?}",
            rule.code,
            report.findings
        );
        for finding in &report.findings {
            assert!(
                companions.iter().any(|code| code == finding.code),
                "{}: {:#?}",
                rule.code,
                finding
            );
        }
        let own = report
            .findings
            .iter()
            .filter(|finding| finding.code == rule.code)
            .count();
        assert_eq!(
            own, 1,
            "{}: one fact, one finding: {:#?}",
            rule.code, report.findings
        );
        for companion in example.companions() {
            assert!(
                codes(&report).contains(&companion.as_str()),
                "{} never comes with {companion}",
                rule.code
            );
        }
    }
}

#[test]
fn the_counterexample_of_a_page_is_clean() {
    for rule in RULES {
        let example = example(rule.docs, "## Instead");
        let report = patched(&example.edits, &example.options());
        assert!(
            report.findings.is_empty(),
            "{}: {:#?}",
            rule.code,
            report.findings
        );
        assert!(
            report.not_evaluated.is_empty(),
            "{}: {:#?}",
            rule.code,
            report.not_evaluated
        );
    }
}

#[test]
fn findings_are_sentences() {
    for rule in RULES {
        let example = example(rule.docs, "## Example");
        for finding in patched(&example.edits, &example.options()).findings {
            for text in [&finding.message, &finding.help] {
                assert!(
                    text.ends_with('.') && text.starts_with(|first: char| !first.is_lowercase()),
                    "{text}"
                );
                assert!(!text.contains("KA-") || finding.code == "KA-094", "{text}");
                assert!(!text.contains(['{', '}']), "{text}");
            }
        }
    }
}
