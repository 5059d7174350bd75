//! `cargo xtask wasm`: the browser package and its tests.

/// Options.
#[derive(clap::Args)]
pub(crate) struct Options {}

pub(crate) fn run(_options: &Options) -> anyhow::Result<()> {
    anyhow::bail!("not built yet")
}

/// Returns the generated files by their path below the root.
pub(crate) fn generated_files() -> anyhow::Result<Vec<(std::path::PathBuf, String)>> {
    Ok(Vec::new())
}
