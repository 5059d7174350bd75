//! One page per lint rule, in `docs/rules/`.

use std::path::PathBuf;

/// Returns the pages, none as long as there is no rule.
pub(super) fn files() -> anyhow::Result<Vec<(PathBuf, String)>> {
    Ok(Vec::new())
}
