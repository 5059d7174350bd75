//! The generated files of the package: functions, models, stubs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::bail;
use keyaccount_wire::OPERATIONS;
use serde_json::Value;

use super::environment::Environment;
use super::{BINDING, PACKAGE, areas, quiet};

const MODELS: &str =
    "\"\"\"The typed answers: one module per operation, generated from its JSON Schema.\"\"\"\n";

/// Content by path from the root of the repository.
type Files = BTreeMap<PathBuf, String>;

/// Returns every generated file of the package.
pub(crate) fn all(root: &Path, environment: &Environment) -> anyhow::Result<Files> {
    let mut files: Files = super::generated_files()?.into_iter().collect();
    let scratch = environment.folder().join("generated");
    if scratch.exists() {
        std::fs::remove_dir_all(&scratch)?;
    }
    models(&scratch, environment, &mut files)?;
    stubs(root, &scratch, environment, &mut files)?;
    Ok(files)
}

/// Writes the files that differ, removes those that are no longer generated.
pub(crate) fn write(root: &Path, files: &Files) -> anyhow::Result<()> {
    for path in left_over(root, files)? {
        std::fs::remove_file(root.join(path))?;
    }
    std::fs::create_dir_all(root.join(PACKAGE).join("models"))?;
    for path in stale(root, files) {
        std::fs::write(root.join(path), &files[path])?;
        println!("wrote {}", path.display());
    }
    Ok(())
}

/// Names the files that differ from what would be written.
pub(crate) fn check(root: &Path, files: &Files) -> anyhow::Result<()> {
    let mut names: Vec<String> = stale(root, files)
        .map(|path| path.display().to_string())
        .collect();
    names.extend(
        left_over(root, files)?
            .iter()
            .map(|path| path.display().to_string()),
    );
    if names.is_empty() {
        return Ok(());
    }
    bail!(
        "stale generated files, run `cargo xtask python --write`:\n  {}",
        names.join("\n  ")
    )
}

fn stale<'a>(root: &Path, files: &'a Files) -> impl Iterator<Item = &'a PathBuf> {
    files.iter().filter_map(|(path, content)| {
        let committed = std::fs::read_to_string(root.join(path)).unwrap_or_default();
        (committed != *content).then_some(path)
    })
}

/// Returns generated files that no operation accounts for any more.
fn left_over(root: &Path, files: &Files) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for folder in [PathBuf::from(PACKAGE), Path::new(PACKAGE).join("models")] {
        let Ok(entries) = std::fs::read_dir(root.join(&folder)) else {
            continue;
        };
        for entry in entries {
            let path = folder.join(entry?.file_name());
            let is_source = path.extension().is_some_and(|extension| extension == "py");
            if !is_source || files.contains_key(&path) {
                continue;
            }
            let text = std::fs::read_to_string(root.join(&path))?;
            if text.starts_with(areas::NOTICE) || folder.ends_with("models") {
                found.push(path);
            }
        }
    }
    Ok(found)
}

/// Adds a pydantic model of each reply.
fn models(scratch: &Path, environment: &Environment, files: &mut Files) -> anyhow::Result<()> {
    let (schemas, output) = (scratch.join("schemas"), scratch.join("models"));
    std::fs::create_dir_all(&schemas)?;
    for entry in OPERATIONS {
        let mut schema = (entry.reply_schema)().to_value();
        // The root's title becomes the name of the class that reads the whole text.
        schema["title"] = Value::from("Reply");
        let path = schemas.join(format!("{}.json", areas::model_module(entry.name)));
        std::fs::write(path, schema.to_string())?;
    }
    let mut command = environment.tool("python");
    // The generator warns of integer formats that it reads as plain integers.
    command.args(["-W", "ignore", "-m", "datamodel_code_generator"]);
    command.arg("--input").arg(&schemas).arg("--output").arg(&output);
    command.args(["--input-file-type", "jsonschema"]);
    command.args(["--output-model-type", "pydantic_v2.BaseModel"]);
    command.args(["--base-class", "keyaccount._record.Record"]);
    command.args(["--target-python-version", "3.10"]);
    command.args(["--enum-field-as-literal", "all"]);
    command.args(["--formatters", "builtin"]);
    command.args([
        "--disable-timestamp",
        "--strict-nullable",
        "--use-annotated",
        "--use-field-description",
    ]);
    command.args([
        "--use-one-literal-as-default",
        "--use-schema-description",
        "--use-title-as-name",
    ]);
    command.arg("--use-type-alias");
    quiet(&mut command)?;
    let package = Path::new(PACKAGE).join("models");
    files.insert(package.join("__init__.py"), MODELS.to_owned());
    for entry in OPERATIONS {
        let name = format!("{}.py", areas::model_module(entry.name));
        let text = std::fs::read_to_string(output.join(&name))?;
        files.insert(package.join(name), text);
    }
    Ok(())
}

/// Adds the stub of the compiled part.
fn stubs(root: &Path, scratch: &Path, environment: &Environment, files: &mut Files) -> anyhow::Result<()> {
    let output = scratch.join("stubs");
    let mut command = environment.tool("maturin");
    command.args([
        "generate-stubs",
        "--quiet",
        "--locked",
        "--features",
        "inspect",
        "--out",
    ]);
    quiet(command.arg(&output).current_dir(root.join(BINDING)))?;
    let text = std::fs::read_to_string(output.join("keyaccount/_core.pyi"))?;
    files.insert(Path::new(PACKAGE).join("_core.pyi"), text);
    Ok(())
}
