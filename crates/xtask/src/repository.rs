//! The repository on disk: its root and its files.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

/// Returns the root folder.
pub(crate) fn root() -> &'static Path {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.ancestors().nth(2).unwrap_or(xtask)
}

/// Returns the folder of build products, which git ignores.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Returns the text of the file at `path` below the root.
pub(crate) fn read(path: impl AsRef<Path>) -> anyhow::Result<String> {
    let path = path.as_ref();
    std::fs::read_to_string(root().join(path)).with_context(|| path.display().to_string())
}

/// Returns every file below the root that git tracks or would track, relative and in order.
pub(crate) fn files() -> anyhow::Result<Vec<PathBuf>> {
    let listed = git(
        &["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        None,
    )?;
    let mut files: Vec<PathBuf> = listed
        .split('\0')
        .filter(|path| !path.is_empty())
        .map(PathBuf::from)
        .collect();
    files.retain(|path| root().join(path).is_file());
    files.sort();
    files.dedup();
    anyhow::ensure!(!files.is_empty(), "git lists no file in {}", root().display());
    Ok(files)
}

/// Returns those of `files` that `.gitattributes` marks as generated.
pub(crate) fn generated(files: &[PathBuf]) -> anyhow::Result<Vec<PathBuf>> {
    let input: String = files.iter().map(|path| format!("{}\0", path.display())).collect();
    let answer = git(
        &["check-attr", "-z", "--stdin", "linguist-generated"],
        Some(&input),
    )?;
    let fields: Vec<&str> = answer.split('\0').collect();
    let marked = fields
        .chunks_exact(3)
        .filter(|field| field[2] == "set" || field[2] == "true");
    Ok(marked.map(|field| PathBuf::from(field[0])).collect())
}

fn git(arguments: &[&str], input: Option<&str>) -> anyhow::Result<String> {
    use std::io::Write as _;
    use std::process::Stdio;

    let mut child = Command::new("git")
        .args(arguments)
        .current_dir(root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("git is needed to list the files (on Debian: apt-get install git)")?;
    let stdin = child.stdin.take();
    let input = input.unwrap_or_default().to_owned();
    // A thread, since git may answer before it has read everything.
    let writer =
        std::thread::spawn(move || stdin.map_or(Ok(()), |mut stdin| stdin.write_all(input.as_bytes())));
    let output = child.wait_with_output()?;
    anyhow::ensure!(output.status.success(), "git {} failed", arguments.join(" "));
    writer
        .join()
        .map_err(|_| anyhow::anyhow!("writing to git failed"))??;
    Ok(String::from_utf8(output.stdout)?)
}
