//! The lint rules as files: one folder, one file per rule, one list.

use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::repository;

/// Where the rules are.
pub(crate) const FOLDER: &str = "crates/keyaccount/src/lint/rules";

/// One rule as its file declares it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RuleFile {
    /// The code, such as `KA-205`.
    pub(crate) code: String,
    /// The name, such as `objective-without-deadline`.
    pub(crate) name: String,
    /// The name of the file without its extension, which is the name of the module.
    pub(crate) module: String,
}

impl RuleFile {
    /// Returns the line of the module list.
    pub(crate) fn module_line(&self) -> String {
        format!("mod {};", self.module)
    }

    /// Returns the line of the list of rules.
    pub(crate) fn entry_line(&self) -> String {
        format!("    &{}::{},", self.module, self.module.to_uppercase())
    }

    /// Returns the page below the root.
    pub(crate) fn page(&self) -> PathBuf {
        PathBuf::from(format!("docs/rules/{}.md", self.code))
    }
}

/// Returns the rules that have a file, by code.
pub(crate) fn files() -> anyhow::Result<Vec<RuleFile>> {
    let folder = repository::root().join(FOLDER);
    let mut rules = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(|| FOLDER.to_owned())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "rs") && !is_no_rule(&path) {
            rules.push(declared(&path, &std::fs::read_to_string(&path)?)?);
        }
    }
    rules.sort();
    Ok(rules)
}

fn is_no_rule(path: &Path) -> bool {
    path.ends_with("mod.rs") || path.ends_with("tests.rs")
}

fn declared(path: &Path, text: &str) -> anyhow::Result<RuleFile> {
    let field = |name: &str| {
        let mut lines = text.lines().map(str::trim);
        let value = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": \"")?.strip_suffix("\","));
        value
            .map(str::to_owned)
            .with_context(|| format!("{} declares no `{name}`", path.display()))
    };
    let module = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    Ok(RuleFile {
        code: field("code")?,
        name: field("name")?,
        module,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_is_read() {
        let text = "static NO_RISKS = {\n    code: \"KA-701\",\n    name: \"no-risks\",\n";
        let rule = declared(Path::new("rules/no_risks.rs"), text).unwrap();
        assert_eq!((rule.code.as_str(), rule.name.as_str()), ("KA-701", "no-risks"));
        assert_eq!(rule.module_line(), "mod no_risks;");
        assert_eq!(rule.entry_line(), "    &no_risks::NO_RISKS,");
        assert!(declared(Path::new("x.rs"), "fn x() {}").is_err());
    }
}
