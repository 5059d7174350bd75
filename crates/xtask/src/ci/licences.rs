//! Every dependency has a licence from the list in `licences.txt`.

use anyhow::Context as _;
use spdx::{Expression, LicenseReq, Licensee, ParseMode};

use super::metadata::Metadata;
use crate::step::Log;

pub(super) fn run(log: &mut Log) -> anyhow::Result<String> {
    let allowed = allowed(include_str!("licences.txt"))?;
    let metadata = Metadata::read(log)?;
    let foreign = metadata.foreign();
    anyhow::ensure!(foreign.len() > 20, "cargo lists {} dependencies", foreign.len());
    let mut faults = 0;
    for package in &foreign {
        let licence = package.license.as_deref().unwrap_or("none given");
        if !is_allowed(licence, &allowed) {
            log.line(format!("{} {}: {licence}", package.name, package.version));
            faults += 1;
        }
    }
    anyhow::ensure!(
        faults == 0,
        "{faults} dependencies have a licence that is not in the list"
    );
    Ok(format!("{} dependencies", foreign.len()))
}

fn allowed(list: &str) -> anyhow::Result<Vec<Licensee>> {
    let lines = list
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| Licensee::parse(line).with_context(|| format!("licences.txt: {line}")))
        .collect()
}

fn is_allowed(licence: &str, allowed: &[Licensee]) -> bool {
    let among = |required: &LicenseReq| allowed.iter().any(|licensee| licensee.satisfies(required));
    // Lax: older packages write `MIT/Apache-2.0`.
    Expression::parse_mode(licence, ParseMode::LAX).is_ok_and(|expression| expression.evaluate(among))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_allowed_alternative_is_enough_and_every_part_is_needed() {
        let allowed = allowed("# list\nMIT\nUnicode-3.0\n").unwrap();
        for licence in ["MIT", "MIT/GPL-3.0", "GPL-3.0 OR MIT", "MIT AND Unicode-3.0"] {
            assert!(is_allowed(licence, &allowed), "{licence}");
        }
        for licence in ["GPL-3.0", "MIT AND GPL-3.0", "none given", ""] {
            assert!(!is_allowed(licence, &allowed), "{licence}");
        }
    }
}
