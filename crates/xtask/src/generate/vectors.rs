//! The expected texts of the conformance vectors.

use anyhow::Context as _;
use keyaccount_wire::entry;

use crate::repository;
use crate::vector::{Vector, cases};

/// Writes the outcome of every case into its file, unless it contradicts the values worked by hand.
pub(super) fn bless() -> anyhow::Result<()> {
    let folder = repository::root().join("crates/keyaccount-wire/vectors");
    let cases = cases(&folder).map_err(anyhow::Error::msg)?;
    let (mut written, mut refused) = (0, 0);
    for (operation, path) in &cases {
        let shown = path.strip_prefix(repository::root())?.display();
        let entry =
            entry(operation).with_context(|| format!("{shown}: no operation is called `{operation}`"))?;
        let text = std::fs::read_to_string(path)?;
        let blessed = blessed(entry, &text).map_err(|reason| anyhow::anyhow!("{shown}: {reason}"));
        match blessed {
            Ok(blessed) if blessed == text => {}
            Ok(blessed) => {
                std::fs::write(path, blessed)?;
                println!("wrote {shown}");
                written += 1;
            }
            Err(reason) => {
                println!("refused {reason}");
                refused += 1;
            }
        }
    }
    println!("{} vectors, {written} written, {refused} refused", cases.len());
    anyhow::ensure!(refused == 0, "{refused} vectors were refused");
    Ok(())
}

fn blessed(entry: &keyaccount_wire::Entry, text: &str) -> Result<String, String> {
    let mut vector = Vector::read(text)?;
    let outcome = vector.ask(entry)?;
    vector.check_worked(&outcome)?;
    vector.bless(outcome);
    Ok(vector.to_text())
}
