//! `cargo xtask new-rule`: the file of a new lint rule and its lines in the list.
//!
//! The rule finds a fault everywhere, so the tests of its page fail until somebody has written it.

use anyhow::Context as _;

use crate::repository;
use crate::rules::{self, FOLDER, RuleFile};

/// Options.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// The code from the rule catalogue, such as KA-205.
    code: String,
    /// The name of the fault in kebab-case, such as objective-without-deadline.
    name: String,
}

const TEMPLATE: &str = include_str!("new_rule/template.txt");

pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let rule = rule(options)?;
    let present = rules::files()?;
    if let Some(taken) = present
        .iter()
        .find(|taken| taken.code == rule.code || taken.name == rule.name)
    {
        anyhow::bail!(
            "{} {} exists; codes and names are never used twice",
            taken.code,
            taken.name
        );
    }
    let list_path = format!("{FOLDER}/mod.rs");
    let list = with_rule(&repository::read(&list_path)?, &rule, &present)?;
    let file_path = format!("{FOLDER}/{}.rs", rule.module);
    let root = repository::root();
    std::fs::write(root.join(&file_path), file(&rule)).context(file_path.clone())?;
    std::fs::write(root.join(&list_path), list).context(list_path.clone())?;
    println!("wrote {file_path}\nchanged {list_path}\nnext: docs/adding-a-rule.md, step 3");
    Ok(())
}

fn rule(options: &Options) -> anyhow::Result<RuleFile> {
    let digits = options.code.strip_prefix("KA-").unwrap_or_default();
    anyhow::ensure!(
        digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit()),
        "a code is `KA-` and three digits (got `{}`)",
        options.code
    );
    let words: Vec<&str> = options.name.split('-').collect();
    let is_word = |word: &&str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    anyhow::ensure!(
        words.iter().all(is_word),
        "a name is words joined by `-` (got `{}`)",
        options.name
    );
    Ok(RuleFile {
        code: options.code.clone(),
        name: options.name.clone(),
        module: words.join("_"),
    })
}

fn file(rule: &RuleFile) -> String {
    TEMPLATE
        .replace("{code}", &rule.code)
        .replace("{name}", &rule.name)
        .replace("{constant}", &rule.module.to_uppercase())
}

/// Returns the list with the rule at its place, after the rule with the next lower code.
fn with_rule(list: &str, rule: &RuleFile, present: &[RuleFile]) -> anyhow::Result<String> {
    let before = present.iter().rev().find(|present| present.code < rule.code);
    let after = present.iter().find(|present| present.code > rule.code);
    let mut lines: Vec<String> = list.lines().map(str::to_owned).collect();
    for line_of in [RuleFile::module_line, RuleFile::entry_line] {
        let place = |neighbour: &RuleFile| lines.iter().position(|line| *line == line_of(neighbour));
        let place = before
            .and_then(place)
            .map(|index| index + 1)
            .or_else(|| after.and_then(place));
        let place = place.with_context(|| format!("rules/mod.rs has no neighbour for {}", rule.code))?;
        lines.insert(place, line_of(rule));
    }
    Ok(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(code: &str, name: &str) -> anyhow::Result<RuleFile> {
        rule(&Options {
            code: code.to_owned(),
            name: name.to_owned(),
        })
    }

    #[test]
    fn codes_and_names_are_checked() {
        assert_eq!(
            named("KA-205", "objective-without-deadline").unwrap().module,
            "objective_without_deadline"
        );
        for (code, name) in [
            ("205", "x"),
            ("KA-20", "x"),
            ("KA-2O5", "x"),
            ("KA-205", "X"),
            ("KA-205", "a--b"),
            ("KA-205", ""),
        ] {
            assert!(named(code, name).is_err(), "{code} {name}");
        }
    }

    #[test]
    fn a_rule_goes_where_its_code_belongs() {
        let present = [
            named("KA-201", "first").unwrap(),
            named("KA-401", "last").unwrap(),
        ];
        let list = "mod first;\nmod last;\n\nstatic RULES: &[&Rule] = &[\n    &first::FIRST,\n    &last::LAST,\n];\n";
        let with = |code: &str| with_rule(list, &named(code, "new").unwrap(), &present).unwrap();
        assert!(with("KA-300").starts_with("mod first;\nmod new;\nmod last;\n"));
        assert!(with("KA-300").contains("    &first::FIRST,\n    &new::NEW,\n    &last::LAST,\n"));
        assert!(with("KA-001").starts_with("mod new;\nmod first;\n"));
        assert!(with("KA-999").ends_with("    &last::LAST,\n    &new::NEW,\n];\n"));
    }

    #[test]
    fn the_template_declares_the_rule() {
        let text = file(&named("KA-205", "objective-without-deadline").unwrap());
        for part in [
            "code: \"KA-205\",",
            "name: \"objective-without-deadline\",",
            "static OBJECTIVE_WITHOUT_DEADLINE = {",
        ] {
            assert!(text.contains(part), "{part}");
        }
        for left in ["{code}", "{name}", "{constant}"] {
            assert!(!text.contains(left), "{left}");
        }
    }

    /// A template that nobody compiles grows old; the rules that are compiled say what it must look like.
    #[test]
    fn the_template_is_written_like_the_rules() {
        let texts: Vec<String> = rules::files()
            .unwrap()
            .iter()
            .map(|rule| repository::read(format!("{FOLDER}/{}.rs", rule.module)).unwrap())
            .collect();
        let shared = |line: &&str| line.starts_with("fn ") || line.contains("/// ## ");
        for line in TEMPLATE.lines().filter(shared) {
            assert!(
                texts
                    .iter()
                    .any(|text| text.lines().any(|present| present == line)),
                "{line}"
            );
        }
    }
}
