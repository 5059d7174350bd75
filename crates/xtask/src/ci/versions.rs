//! One version for all packages.

use super::metadata::Metadata;
use crate::repository;
use crate::step::Log;

pub(super) fn run(log: &mut Log) -> anyhow::Result<String> {
    let metadata = Metadata::read(log)?;
    let mut found: Vec<(String, String)> = metadata
        .own()
        .iter()
        .map(|package| (package.name.clone(), package.version.clone()))
        .collect();
    anyhow::ensure!(found.len() > 4, "cargo lists {} packages of ours", found.len());
    for file in repository::files()? {
        let shown = file.display().to_string();
        match file.file_name().and_then(|name| name.to_str()) {
            Some("package.json") => {
                found.extend(json_version(&repository::read(&file)?)?.map(|found| (shown, found)))
            }
            Some("pyproject.toml") => {
                found.extend(toml_version(&repository::read(&file)?).map(|found| (shown, found)))
            }
            _ => {}
        }
    }
    for (place, version) in &found {
        log.line(format!("{version}  {place}"));
    }
    let differ = found.windows(2).any(|pair| pair[0].1 != pair[1].1);
    anyhow::ensure!(
        !differ,
        "versions differ; Cargo.toml's `workspace.package.version` is the one that counts"
    );
    Ok(format!("{} packages", found.len()))
}

/// Returns the version of a package; a private folder of tools has none.
fn json_version(text: &str) -> anyhow::Result<Option<String>> {
    let package: serde_json::Value = serde_json::from_str(text)?;
    Ok(package["version"].as_str().map(str::to_owned))
}

/// Returns the version under `[project]`; maturin takes it from Cargo.toml where it is dynamic.
fn toml_version(text: &str) -> Option<String> {
    let project = text.lines().skip_while(|line| line.trim() != "[project]").skip(1);
    let mut own = project.take_while(|line| !line.starts_with('['));
    let value = own.find_map(|line| line.strip_prefix("version")?.trim_start().strip_prefix('='))?;
    Some(value.trim().trim_matches('"').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert_eq!(
            json_version(r#"{"version": "0.1.0"}"#).unwrap().as_deref(),
            Some("0.1.0")
        );
        assert_eq!(json_version(r#"{"private": true}"#).unwrap(), None);
        let text = "[build-system]\nversion = \"9\"\n[project]\nname = \"x\"\nversion = \"0.1.0\"\n";
        assert_eq!(toml_version(text).as_deref(), Some("0.1.0"));
        assert_eq!(
            toml_version("[project]\ndynamic = [\"version\"]\n[tool.x]\nversion = \"9\"\n"),
            None
        );
    }
}
