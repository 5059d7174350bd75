//! What `cargo metadata` says about the packages.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::step::{Log, cargo};

/// Every package of the lock file.
#[derive(Deserialize)]
pub(super) struct Metadata {
    /// Our own packages and all that they need, in the order of cargo.
    pub(super) packages: Vec<Package>,
}

/// One package.
#[derive(Deserialize)]
pub(super) struct Package {
    pub(super) name: String,
    pub(super) version: String,
    /// The SPDX expression of the licence.
    pub(super) license: Option<String>,
    /// Where it comes from, nothing for our own packages.
    pub(super) source: Option<String>,
    /// The features, in ascending order.
    pub(super) features: BTreeMap<String, Vec<String>>,
}

impl Metadata {
    /// Asks cargo, without changing the lock file.
    pub(super) fn read(log: &mut Log) -> anyhow::Result<Self> {
        let mut command = cargo(&["metadata", "--quiet", "--format-version", "1", "--locked"]);
        let output = command.current_dir(crate::repository::root()).output()?;
        log.line(String::from_utf8_lossy(&output.stderr));
        anyhow::ensure!(output.status.success(), "`cargo metadata --locked` failed");
        Ok(serde_json::from_slice(&output.stdout)?)
    }

    /// Returns our own packages.
    pub(super) fn own(&self) -> Vec<&Package> {
        self.packages
            .iter()
            .filter(|package| package.source.is_none())
            .collect()
    }

    /// Returns the packages of others.
    pub(super) fn foreign(&self) -> Vec<&Package> {
        self.packages
            .iter()
            .filter(|package| package.source.is_some())
            .collect()
    }
}
