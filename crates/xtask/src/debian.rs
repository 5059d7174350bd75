//! Installing what a step needs, where this is Debian and we are root.

use std::path::Path;
use std::process::Command;

use anyhow::bail;

/// Installs packages of Debian; returns whether it did, which is never elsewhere or without the rights.
pub(crate) fn install(packages: &[&str]) -> anyhow::Result<bool> {
    if !Path::new("/etc/debian_version").exists() || !is_root() {
        return Ok(false);
    }
    println!("installing {} from Debian", packages.join(" "));
    // A fresh machine has no lists of packages yet.
    apt(&["update"])?;
    apt(&[&["install", "--yes", "--no-install-recommends"], packages].concat())?;
    Ok(true)
}

fn is_root() -> bool {
    let user = Command::new("id").arg("-u").output();
    user.is_ok_and(|user| user.stdout == b"0\n")
}

fn apt(arguments: &[&str]) -> anyhow::Result<()> {
    let output = Command::new("apt-get")
        .args(arguments)
        .env("DEBIAN_FRONTEND", "noninteractive")
        .output()?;
    if output.status.success() {
        return Ok(());
    }
    bail!(
        "apt-get {} failed:\n{}",
        arguments.join(" "),
        String::from_utf8_lossy(&output.stderr)
    )
}
