//! `cargo xtask gen`: the generated files, written or checked.

/// Options.
#[derive(clap::Args)]
pub(crate) struct Options {}

pub(crate) fn run(_options: &Options) -> anyhow::Result<()> {
    anyhow::bail!("not built yet")
}
