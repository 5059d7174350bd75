//! The pages of the rules: every heading, and examples that do what they say.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{as_of, codes, faultless, faultless_portfolio, patch, report_within};
use crate::lint::{Layer, Mode, Options, Profile, RULES, Report, Rule, check_portfolio};
use crate::portfolio::Portfolio;

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

/// An example of a page: JSON Patches on the faultless plan and on its portfolio, and the words on the fence.
struct Example {
    words: Vec<String>,
    plan: Value,
    portfolio: Value,
}

impl Example {
    /// Returns the options for the example of a rule, which is switched on where it is off by default.
    fn options(&self, rule: &Rule) -> Options {
        let mut options = as_of(DAY);
        for word in &self.words {
            match word.split_once(':') {
                None if word == "without-date" => options.as_of = None,
                Some(("mode", mode)) => options.mode = mode.parse().unwrap(),
                Some(("with", _)) => {}
                _ => panic!("{word} on the fence of {}", rule.code),
            }
        }
        if rule.profile == Profile::Strict || rule.preview {
            let settings = format!(
                r#"{{"preview": true, "select": {{"enable": ["{}"]}}}}"#,
                rule.code
            );
            options.configuration.push(Layer {
                name: "example".to_owned(),
                settings: crate::document::read(&settings).unwrap(),
            });
        }
        options
    }

    fn companions(&self) -> Vec<String> {
        let listed = self.words.iter().filter_map(|word| word.strip_prefix("with:"));
        listed
            .flat_map(|codes| codes.split(',').map(str::to_owned))
            .collect()
    }

    fn report(&self, rule: &Rule) -> Report {
        let (mut plan, mut portfolio) = (faultless(), faultless_portfolio());
        patch::apply(&mut plan, &self.plan);
        patch::apply(&mut portfolio, &self.portfolio);
        let options = self.options(rule);
        if options.mode == Mode::Portfolio {
            let portfolio = Portfolio::read(&portfolio.to_string()).unwrap();
            return check_portfolio(&portfolio, &options).unwrap();
        }
        report_within(&plan.to_string(), &portfolio.to_string(), &options)
    }
}

/// Returns the example under a heading: one block of JSON for the plan, one marked `portfolio` for the portfolio, or both.
fn example(docs: &str, heading: &str) -> Example {
    let (_, section) = docs.split_once(heading).unwrap_or_else(|| panic!("no {heading}"));
    let section = section.split("\n ## ").next().unwrap_or_default();
    let mut example = Example {
        words: Vec::new(),
        plan: Value::Array(Vec::new()),
        portfolio: Value::Array(Vec::new()),
    };
    let mut blocks = section.split("```json").skip(1).peekable();
    assert!(blocks.peek().is_some(), "no block under {heading}");
    for block in blocks {
        let (first, rest) = block.split_once('\n').unwrap();
        let (text, _) = rest.split_once("```").unwrap();
        let edits = serde_json::from_str(text).unwrap_or_else(|error| panic!("{heading}: {error} in {text}"));
        let (mut words, mut is_about_portfolio) = (Vec::new(), false);
        for word in first.split_whitespace() {
            match word {
                "portfolio" => is_about_portfolio = true,
                _ => words.push(word.to_owned()),
            }
        }
        example.words.extend(words);
        if is_about_portfolio {
            example.portfolio = edits;
        } else {
            example.plan = edits;
        }
    }
    example
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
    let mut wrong = Vec::new();
    for rule in RULES {
        let example = example(rule.docs, "## Example");
        let report = example.report(rule);
        let found: BTreeSet<String> = codes(&report).into_iter().map(str::to_owned).collect();
        let mut expected: BTreeSet<String> = example.companions().into_iter().collect();
        expected.insert(rule.code.to_owned());
        let own = codes(&report).iter().filter(|&&code| code == rule.code).count();
        if found != expected || own != 1 {
            wrong.push((rule.code, own, found, expected));
        }
    }
    assert!(
        wrong.is_empty(),
        "rule, findings of its own, found, expected: {wrong:#?}"
    );
}

#[test]
fn the_counterexample_of_a_page_is_clean() {
    let mut wrong = Vec::new();
    for rule in RULES {
        let report = example(rule.docs, "## Instead").report(rule);
        let in_doubt: Vec<_> = report
            .not_evaluated
            .iter()
            .map(|entry| (entry.code.clone(), entry.reason))
            .collect();
        if !codes(&report).is_empty() || !in_doubt.is_empty() {
            wrong.push((rule.code, codes(&report), in_doubt));
        }
    }
    assert!(wrong.is_empty(), "rule, found, not evaluated: {wrong:#?}");
}

#[test]
fn findings_are_sentences() {
    for rule in RULES {
        let example = example(rule.docs, "## Example");
        for finding in example.report(rule).findings {
            for text in [&finding.message, &finding.help] {
                assert!(
                    text.ends_with('.') && text.starts_with(|first: char| !first.is_lowercase()),
                    "{text}"
                );
                assert!(
                    !text.contains("KA-") || finding.code.starts_with("KA-09"),
                    "{text}"
                );
                assert!(!text.contains(['{', '}']), "{text}");
            }
        }
    }
}
