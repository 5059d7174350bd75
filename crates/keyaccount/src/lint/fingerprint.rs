//! The lasting identity of a finding.

use sha2::{Digest, Sha256};

use crate::document::canonical::hex;

/// Returns `v1:` and the SHA-256, in lower-case hex, over the parts, each preceded by its length.
///
/// The parts are code, document id, entity kind, entity id, field and discriminator. Lengths come first so that no two
/// lists of parts can run together; positions, wording, severity, settings and dates stay out, so that a finding keeps its
/// identity while the document around it moves (plan-and-lifecycle note, section 2.2).
pub(crate) fn fingerprint(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(u64::try_from(part.len()).unwrap_or(u64::MAX).to_le_bytes());
        hash.update(part.as_bytes());
    }
    format!("v1:{}", hex(&hash.finalize()))
}

/// Returns the SHA-256 of `bytes` in lower-case hex.
pub(crate) fn sha_256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_a_boundary_changes_the_fingerprint() {
        assert_ne!(fingerprint(&["ab", "c"]), fingerprint(&["a", "bc"]));
        assert_ne!(fingerprint(&["a"]), fingerprint(&["a", ""]));
    }

    #[test]
    fn digests_are_those_of_the_standard() {
        // FIPS 180-2, appendix B.1.
        assert_eq!(
            sha_256(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
