//! The order of findings, and the hash of what each judges.

use std::collections::BTreeMap;

use super::finding::Finding;
use super::fingerprint::{fingerprint, sha_256};
use crate::document::Node;

/// Puts the findings in the order of the document, then of codes, then of fingerprints.
pub(super) fn sort(findings: &mut [Finding], root: Node<'_>) {
    findings.sort_by_cached_key(|finding| {
        let anchor = root.at_pointer(&finding.anchor).unwrap_or(root);
        (
            anchor.span().start,
            finding.code.clone(),
            finding.path.clone(),
            finding.fingerprint.clone(),
        )
    });
    number_equals(findings);
}

/// Tells equal faults of one entity, such as the same wrong id twice in one list, apart by their number.
pub(super) fn number_equals(findings: &mut [Finding]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        let count = seen.entry(finding.fingerprint.clone()).or_default();
        *count += 1;
        if *count > 1 {
            finding.fingerprint = fingerprint(&[&finding.fingerprint, &count.to_string()]);
        }
    }
}

/// Writes the hash of what each finding judges: an entry of a section, else the section, else what encloses it.
///
/// Each part is hashed once, however many findings it has.
pub(super) fn hash_contents(findings: &mut [Finding], root: Node<'_>) {
    let mut hashes: BTreeMap<usize, String> = BTreeMap::new();
    for finding in findings {
        let judged = root
            .at_pointer(entity_pointer(&finding.path))
            .or_else(|| root.at_pointer(&finding.anchor))
            .unwrap_or(root);
        let hash = hashes
            .entry(judged.span().start)
            .or_insert_with(|| content_hash(judged));
        finding.content_hash.clone_from(hash);
    }
}

/// Returns the pointer of the entry of a section that `path` lies in, else the section.
fn entity_pointer(path: &str) -> &str {
    let ends = path.match_indices('/').map(|(at, _)| at).nth(2);
    ends.and_then(|end| path.get(..end)).unwrap_or(path)
}

/// Returns the SHA-256 of the text of a value without white space between its parts.
pub(super) fn content_hash(node: Node<'_>) -> String {
    sha_256(node.compact().as_bytes())
}
