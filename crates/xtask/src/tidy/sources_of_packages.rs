//! Lock files and settings of package managers name no host but the public index that cargo writes itself.

use std::path::PathBuf;

use super::Report;
use crate::repository;

/// What cargo writes for every package, wherever it was fetched from.
const CARGO_INDEX: &str = "registry+https://github.com/rust-lang/crates.io-index";
/// Members of a package-lock.json that say where to give thanks, not where to fetch from.
const THANKS: &[&str] = &["\"url\"", "\"funding\""];

pub(super) fn check(files: &[PathBuf]) -> anyhow::Result<Report> {
    let mut report = Report::default();
    for path in files {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let watched = name.ends_with(".lock")
            || matches!(
                name.as_ref(),
                "package-lock.json" | ".npmrc" | "pip.conf" | "requirements.txt" | "config.toml"
            );
        if watched {
            report.looked_at += 1;
            let text = repository::read(path)?;
            report.faults.extend(
                faults(&text)
                    .iter()
                    .map(|fault| format!("{}: {fault}", path.display())),
            );
        }
    }
    Ok(report)
}

fn faults(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let thanks = THANKS.iter().any(|member| line.trim_start().starts_with(member));
        if line.replace(CARGO_INDEX, "").contains("://") && !thanks {
            faults.push(format!("line {} names a host: `{}`", index + 1, line.trim()));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_index_of_cargo_is_let_through() {
        assert!(faults(&format!("source = \"{CARGO_INDEX}\"\n")).is_empty());
        assert_eq!(faults("\"resolved\": \"https://mirror.example/x.tgz\",").len(), 1);
        assert!(faults("  \"url\": \"https://example.org/thanks\"").is_empty());
    }
}
