//! One page per lint rule and an index, in `docs/rules/`.

use std::fmt::Display;
use std::fmt::Write as _;
use std::path::PathBuf;

use keyaccount::account::Tier;
use keyaccount::lint::{Parameter, ParameterDefault, Profile, RULES, Rule, Stricter};
use serde::Serialize;

/// Returns the pages and the index.
pub(super) fn files() -> anyhow::Result<Vec<(PathBuf, String)>> {
    let mut files = vec![(PathBuf::from("docs/rules/README.md"), index()?)];
    for rule in RULES {
        files.push((PathBuf::from(format!("docs/rules/{}.md", rule.code)), page(rule)?));
    }
    Ok(files)
}

fn index() -> anyhow::Result<String> {
    let mut text = "# Rules\n\nWritten by `cargo xtask gen` from the rules themselves.\n\n".to_owned();
    text.push_str("| code | name | severity | nature | gates |\n|---|---|---|---|---|\n");
    for rule in RULES {
        let (code, name, severity, nature) =
            (rule.code, rule.name, word(&rule.severity)?, word(&rule.nature)?);
        writeln!(
            text,
            "| [{code}]({code}.md) | {name} | {severity} | {nature} | {} |",
            gates(rule)
        )?;
    }
    Ok(text)
}

fn page(rule: &Rule) -> anyhow::Result<String> {
    let mut text = format!("# {} {}\n\n{}\n", rule.code, rule.name, facts(rule)?);
    for line in rule.docs.lines() {
        // Rust keeps the space after `///`.
        let line = line.strip_prefix(' ').unwrap_or(line);
        if line == "## Source" && !rule.parameters.is_empty() {
            text.push_str(&settings(rule.parameters)?);
            text.push('\n');
        }
        text.push_str(&without_words(line));
        text.push('\n');
    }
    text.push_str("\n## About the examples\n\n");
    text.push_str("They are JSON Patches (RFC 6902) on a plan without findings, or on the portfolio of its account.\nThe first makes this rule fire, and no other unless it is named there; the second makes none fire.\n");
    Ok(text)
}

/// Returns what the rule declares, as a table.
fn facts(rule: &Rule) -> anyhow::Result<String> {
    let tiers = rule
        .tiers
        .iter()
        .map(word)
        .collect::<anyhow::Result<Vec<String>>>()?;
    let inputs: Vec<String> = rule.inputs.iter().map(|input| format!("`{input}`")).collect();
    let mut text = "| | |\n|---|---|\n".to_owned();
    let mut row = |name: &str, value: &str| writeln!(text, "| {name} | {value} |");
    row("Severity in a running plan", &word(&rule.severity)?)?;
    row("Nature", &word(&rule.nature)?)?;
    row("Profile", &word(&rule.profile)?)?;
    row(
        "Tiers",
        if tiers.is_empty() {
            "all".to_owned()
        } else {
            tiers.join(", ")
        }
        .as_str(),
    )?;
    row("Judges", &word(&rule.scope())?)?;
    row(
        "Orientation",
        if rule.customers_only {
            "customers only"
        } else {
            "customers and suppliers"
        },
    )?;
    row("On by default", on_by_default(rule))?;
    row("Stops the gates", &gates(rule))?;
    let reads = if inputs.is_empty() {
        "the whole plan".to_owned()
    } else {
        inputs.join(", ")
    };
    row("Reads", &reads)?;
    row("Needs the date of evaluation", yes_or_no(rule.needs_date))?;
    row("May be silenced", yes_or_no(!rule.locked))?;
    row("Since", &format!("{}, revision {}", rule.since, rule.revision))?;
    Ok(text)
}

fn on_by_default(rule: &Rule) -> &'static str {
    match (rule.preview, rule.profile, rule.only_at_gates) {
        (true, ..) => "no: it may still change, and needs `preview`",
        (_, Profile::Strict, _) => "no",
        (.., true) => "at its gates",
        _ => "yes",
    }
}

fn gates(rule: &Rule) -> String {
    let gates: Vec<String> = rule
        .gates
        .iter()
        .map(|used| {
            if used.blocks {
                used.gate.name().to_owned()
            } else {
                format!("{} (as warning)", used.gate.name())
            }
        })
        .collect();
    if gates.is_empty() {
        "none".to_owned()
    } else {
        gates.join(", ")
    }
}

fn settings(parameters: &[Parameter]) -> anyhow::Result<String> {
    let mut text =
        "| setting | meaning | default | choices | stricter | source |\n|---|---|---|---|---|---|\n"
            .to_owned();
    for Parameter {
        name,
        meaning,
        default,
        choices,
        stricter,
        source,
    } in parameters
    {
        let stricter = match stricter {
            Stricter::Smaller => "smaller",
            Stricter::Larger => "larger",
            Stricter::Unordered => "",
        };
        writeln!(
            text,
            "| `{name}` | {meaning} | {} | {} | {stricter} | {source} |",
            default_text(*default)?,
            choices.join(", ")
        )?;
    }
    Ok(text)
}

fn default_text(default: ParameterDefault) -> anyhow::Result<String> {
    let numbers = |numbers: &[f64]| {
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        numbers.join(", ")
    };
    Ok(match default {
        ParameterDefault::Number(number) => number.to_string(),
        ParameterDefault::PerTier(numbers) => per_tier(numbers)?,
        ParameterDefault::Numbers(list) => numbers(list),
        ParameterDefault::Flag(flag) => yes_or_no(flag).to_owned(),
        ParameterDefault::Text(text) => text.to_owned(),
        ParameterDefault::TextPerTier(words) => per_tier(words)?,
        ParameterDefault::Texts(texts) => texts.join(", "),
    })
}

fn per_tier<V: Display>(values: &[(Tier, V)]) -> anyhow::Result<String> {
    let words = values
        .iter()
        .map(|(tier, value)| Ok(format!("{} {value}", word(tier)?)));
    Ok(words.collect::<anyhow::Result<Vec<String>>>()?.join(", "))
}

/// Returns the line that opens a block of code, with what the words on it mean as sentences before it.
fn without_words(line: &str) -> String {
    let Some(words) = line.strip_prefix("```json ") else {
        return line.to_owned();
    };
    let mut sentences = String::new();
    for word in words.split_whitespace() {
        match word.split_once(':') {
            Some(("with", companions)) => {
                let links: Vec<String> = companions
                    .split(',')
                    .map(|code| format!("[{code}]({code}.md)"))
                    .collect();
                let _ = write!(sentences, "Fires as well: {}.\n\n", links.join(", "));
            }
            Some(("mode", mode)) => {
                let _ = write!(sentences, "In the mode `{mode}`:\n\n");
            }
            _ if word == "portfolio" => sentences.push_str("In the portfolio:\n\n"),
            _ => sentences.push_str("Without a day of evaluation:\n\n"),
        }
    }
    format!("{sentences}```json")
}

/// Returns the word that stands for `value` in JSON.
fn word(value: &impl Serialize) -> anyhow::Result<String> {
    let value = serde_json::to_value(value)?;
    Ok(value.as_str().unwrap_or_default().to_owned())
}

fn yes_or_no(flag: bool) -> &'static str {
    if flag { "yes" } else { "no" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_page_with_all_headings() {
        assert!(!RULES.is_empty());
        for rule in RULES {
            let page = page(rule).unwrap();
            let headings: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
            assert_eq!(
                headings,
                [
                    "What it checks",
                    "Why it matters",
                    "Example",
                    "Instead",
                    "Settings",
                    "Source",
                    "About the examples"
                ],
                "{}",
                rule.code
            );
            for parameter in rule.parameters {
                assert!(
                    page.contains(&format!("| `{}` | {} |", parameter.name, parameter.meaning)),
                    "{}",
                    rule.code
                );
            }
        }
    }

    #[test]
    fn words_on_a_fence_become_sentences() {
        let line = without_words("```json with:KA-702,KA-004");
        assert_eq!(
            line,
            "Fires as well: [KA-702](KA-702.md), [KA-004](KA-004.md).\n\n```json"
        );
        assert_eq!(without_words("```json"), "```json");
        assert_eq!(
            without_words("```json portfolio mode:portfolio"),
            "In the portfolio:\n\nIn the mode `portfolio`:\n\n```json"
        );
    }
}
