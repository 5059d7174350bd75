//! Every lint rule has its file, its place in the list, its name and its page.

use std::path::PathBuf;

use super::Report;
use crate::repository;
use crate::rules::{self, FOLDER, RuleFile};

pub(super) fn check(files: &[PathBuf]) -> anyhow::Result<Report> {
    let rules = rules::files()?;
    let list = repository::read(format!("{FOLDER}/mod.rs"))?;
    let mut faults = faults(&rules, &list);
    for rule in &rules {
        if !files.contains(&rule.page()) {
            faults.push(format!(
                "{} has no page {}; run `cargo xtask gen`",
                rule.code,
                rule.page().display()
            ));
        }
    }
    Ok(Report {
        looked_at: rules.len(),
        faults,
    })
}

/// Compares the rules, in the order of their codes, with the text of the list.
fn faults(rules: &[RuleFile], list: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let listed: Vec<&str> = list.lines().filter(|line| line.starts_with("    &")).collect();
    let expected: Vec<String> = rules.iter().map(RuleFile::entry_line).collect();
    if listed != expected {
        let missing = expected.iter().filter(|line| !listed.contains(&line.as_str()));
        faults.extend(missing.map(|line| format!("rules/mod.rs lacks `{}`", line.trim())));
        let surplus = listed
            .iter()
            .filter(|line| !expected.iter().any(|expected| expected == *line));
        faults.extend(surplus.map(|line| format!("rules/mod.rs lists `{}`, which has no file", line.trim())));
        if faults.is_empty() {
            faults.push("rules/mod.rs does not list the rules by code in ascending order".to_owned());
        }
    }
    for pair in rules.windows(2).filter(|pair| pair[0].code == pair[1].code) {
        faults.push(format!(
            "{} is the code of two rules: {} and {}",
            pair[0].code, pair[0].name, pair[1].name
        ));
    }
    for rule in rules
        .iter()
        .filter(|rule| rule.name.replace('-', "_") != rule.module)
    {
        faults.push(format!(
            "{} is called {} in the file {}.rs",
            rule.code, rule.name, rule.module
        ));
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule(code: &str, name: &str) -> RuleFile {
        RuleFile {
            code: code.to_owned(),
            name: name.to_owned(),
            module: name.replace('-', "_"),
        }
    }

    #[test]
    fn list_and_folder_must_agree() {
        let rules = [rule("KA-701", "no-risks"), rule("KA-702", "no-plan-b")];
        let list = |names: &[&str]| -> String {
            names
                .iter()
                .map(|name| format!("    &{name}::{},\n", name.to_uppercase()))
                .collect()
        };
        assert_eq!(faults(&rules, &list(&["no_risks", "no_plan_b"])), [""; 0]);
        assert_eq!(
            faults(&rules, &list(&["no_risks", "gone"])),
            [
                "rules/mod.rs lacks `&no_plan_b::NO_PLAN_B,`",
                "rules/mod.rs lists `&gone::GONE,`, which has no file"
            ]
        );
        let order = faults(&rules, &list(&["no_plan_b", "no_risks"]));
        assert_eq!(
            order,
            ["rules/mod.rs does not list the rules by code in ascending order"]
        );
    }

    #[test]
    fn codes_are_unique_and_names_are_file_names() {
        let mut rules = [rule("KA-701", "no-risks"), rule("KA-701", "no-plan-b")];
        rules[1].module = "other".to_owned();
        let list: String = rules.iter().map(|rule| rule.entry_line() + "\n").collect();
        assert_eq!(
            faults(&rules, &list),
            [
                "KA-701 is the code of two rules: no-risks and no-plan-b",
                "KA-701 is called no-plan-b in the file other.rs"
            ]
        );
    }
}
