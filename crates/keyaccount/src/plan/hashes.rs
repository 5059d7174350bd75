//! The two hashes of a plan: over everything, and over what the parties agreed.

use sha2::{Digest, Sha256};

use crate::document::canonical::{self, Lists};
use crate::document::{Kind, Node};
use crate::quantity::decimal;

/// A part of a plan that the parties agree, and what of it they do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommittedPart {
    /// The place of the part, such as `/objectives/*`; `*` stands for every entry of a list.
    pub place: &'static str,
    /// The places below it that are left out, such as `status` or `metrics/*/results`.
    pub without: &'static [&'static str],
}

/// What the parties agreed, in the order of the document; everything else is left out of [`commitment_hash`].
///
/// Left out are analysis (the profile of the account, position, audience, people, risks and other registers), what records
/// that something happened (progress, evidence, status, confirmations, reviews, health, history), approval
/// itself, suppressions, and keys of one's own (`x_`). Source: house default, after the ruling that approval and launch bind
/// the agreed content and nothing that changes by carrying it out.
pub const COMMITTED: &[CommittedPart] = &[
    whole("/id"),
    whole("/currency"),
    whole("/account/id"),
    whole("/account/orientation"),
    whole("/account/tier"),
    whole("/plan/period"),
    whole("/plan/owner_id"),
    part("/needs/*", &["confirmed_on", "confirmed_by_id", "source"]),
    part("/client_objectives/*", &["confirmed_on", "confirmed_by_id"]),
    part(
        "/objectives/*",
        &["status", "current", "closed_on", "closing_note"],
    ),
    part(
        "/actions/*",
        &[
            "status",
            "percent",
            "done_on",
            "evidence",
            "blocked_reason",
            "tags",
        ],
    ),
    part("/resources/budgets/*", &["approved_by_id", "approved_on"]),
    part("/resources/lines/*", &["approved_by_id", "approved_on"]),
    whole("/resources/expected_incremental_margin/*"),
    whole("/value_adds/*"),
    part("/rewards/*", &["told_on"]),
    part("/sla/*", &["metrics/*/results"]),
    part("/commitments/*", &["status", "closed_on", "transferred_to_id"]),
    whole("/expectations/differences"),
    whole("/expectations/expected_in_return"),
    whole("/governance/cadences/*"),
    whole("/governance/reports/*"),
];

const fn part(place: &'static str, without: &'static [&'static str]) -> CommittedPart {
    CommittedPart { place, without }
}

const fn whole(place: &'static str) -> CommittedPart {
    part(place, &[])
}

/// Returns the SHA-256 over everything that a plan says, 64 hexadecimal digits in lower case.
///
/// It is taken over the canonical form of the text (RFC 8785: no white space, keys in order), in which numbers keep all
/// their digits and `0.40` is `0.4`. The order of lists counts.
///
/// # Examples
///
/// ```
/// use keyaccount::document::Document;
/// use keyaccount::plan::document_hash;
///
/// let one = Document::parse(r#"{"id": "P1", "x_share": 0.40}"#)?;
/// let other = Document::parse(r#"{"x_share":4e-1,"id":"P1"}"#)?;
/// assert_eq!(document_hash(one.root()), document_hash(other.root()));
/// # Ok::<(), keyaccount::document::ReadError>(())
/// ```
pub fn document_hash(plan: Node<'_>) -> String {
    sha_256(&canonical::node_text(plan, Lists::Ordered))
}

/// Returns the SHA-256 over what the parties agreed ([`COMMITTED`]), 64 hexadecimal digits in lower case.
///
/// Approval and launch bind it; progress, evidence, suppressions, status and history can change without changing it. It is
/// taken over the canonical form of those parts, in which the order of lists does not count, an empty list or object says
/// the same as an absent one, and the amount of money counts by value: `"12.50"` is `12.5`.
///
/// # Examples
///
/// ```
/// use keyaccount::document::Document;
/// use keyaccount::plan::commitment_hash;
///
/// let hash = |text: &str| Document::parse(text).map(|plan| commitment_hash(plan.root()));
/// let agreed = hash(r#"{"objectives": [{"id": "O1", "due_on": "2027-12-31", "status": "active"}]}"#)?;
/// assert_eq!(agreed, hash(r#"{"objectives": [{"id": "O1", "due_on": "2027-12-31", "status": "met"}], "risks": []}"#)?);
/// assert_ne!(agreed, hash(r#"{"objectives": [{"id": "O1", "due_on": "2028-12-31", "status": "active"}]}"#)?);
/// # Ok::<(), keyaccount::document::ReadError>(())
/// ```
pub fn commitment_hash(plan: Node<'_>) -> String {
    sha_256(&committed_text(plan, ""))
}

fn sha_256(text: &str) -> String {
    canonical::hex(&Sha256::digest(text))
}

/// Returns the canonical form of what is agreed at and below `place`.
fn committed_text(node: Node<'_>, place: &str) -> String {
    let mut text = String::new();
    match node.kind() {
        Kind::Object => {
            let members = node.members().filter(|(key, _)| !key.starts_with("x_"));
            let members = members.filter_map(|(key, member)| {
                let place = format!("{place}/{key}");
                is_committed(&place).then(|| (key, member_text(node, key, member, &place)))
            });
            let members = members.filter(|(_, text)| text != "{}" && text != "[]");
            canonical::write_members(members.collect(), &mut text);
        }
        Kind::List => {
            let place = format!("{place}/*");
            let items = node.items().map(|item| committed_text(item, &place));
            canonical::write_unordered(items.collect(), &mut text);
        }
        _ => text = canonical::node_text(node, Lists::Unordered),
    }
    text
}

fn member_text(object: Node<'_>, key: &str, member: Node<'_>, place: &str) -> String {
    if key == "amount"
        && object.get("currency").is_some()
        && let Some(written) = member.as_str().or(member.number_literal())
        && let Ok(amount) = decimal::parse(written)
    {
        let mut text = String::new();
        canonical::write_text(&amount.normalize().to_string(), &mut text);
        return text;
    }
    committed_text(member, place)
}

/// Returns whether the place is agreed, or encloses something that is.
fn is_committed(place: &str) -> bool {
    COMMITTED.iter().any(|part| {
        if encloses(place, part.place) {
            return true;
        }
        let below = place
            .strip_prefix(part.place)
            .and_then(|below| below.strip_prefix('/'));
        below.is_some_and(|below| !part.without.iter().any(|left_out| encloses(left_out, below)))
    })
}

/// Returns whether `inner` is the place `outer` or below it.
fn encloses(outer: &str, inner: &str) -> bool {
    inner
        .strip_prefix(outer)
        .is_some_and(|below| below.is_empty() || below.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Document, patch};

    const FAULTLESS: &str = include_str!("../lint/examples/faultless.json");

    fn hashes(text: &str) -> (String, String) {
        let document = Document::parse(text).unwrap();
        (document_hash(document.root()), commitment_hash(document.root()))
    }

    /// Returns whether a replaced value changes the commitment; it changes the document always.
    fn binds(path: &str, value: &str) -> bool {
        let patched = patch::apply(FAULTLESS, &[patch::Edit::replace(path, value)]).unwrap();
        let (before, after) = (hashes(FAULTLESS), hashes(&patched));
        assert_ne!(before.0, after.0, "{path}");
        before.1 != after.1
    }

    #[test]
    fn what_is_agreed_binds_and_what_records_does_not() {
        for path in [
            "/plan/period/end",
            "/objectives/0/target/value",
            "/objectives/0/due_on",
            "/actions/0/assignments/0/person_id",
            "/sla/0/metrics/0/targets/0/value",
            "/commitments/0/text",
            "/governance/cadences/0/every",
            "/resources/budgets/0/amount/amount",
            "/expectations/differences",
            "/account/tier",
        ] {
            assert!(binds(path, "changed"), "{path}");
        }
        for path in [
            "/plan/status",
            "/plan/approved_on",
            "/objectives/0/status",
            "/objectives/0/current",
            "/actions/0/percent",
            "/commitments/1/status",
            "/account/background",
            "/stakeholders/0/stance",
            "/risks/0/probability",
            "/health/readings/0/score",
            "/governance/reviews/0/held_on",
            "/resources/budgets/0/approved_on",
        ] {
            assert!(!binds(path, "changed"), "{path}");
        }
    }

    #[test]
    fn spelling_does_not_bind() {
        let (_, agreed) = hashes(FAULTLESS);
        let value: serde_json::Value = serde_json::from_str(FAULTLESS).unwrap();
        let compact = value.to_string();
        assert_eq!(hashes(&compact), hashes(FAULTLESS));
        let amount = "\"amount\": \"120000\"";
        assert!(FAULTLESS.contains(amount));
        for other in [
            "\"amount\": 120000",
            "\"amount\": \"120000.00\"",
            "\"amount\": 1.2e5",
        ] {
            assert_eq!(hashes(&FAULTLESS.replacen(amount, other, 1)).1, agreed, "{other}");
        }
        assert_ne!(
            hashes(&FAULTLESS.replacen(amount, "\"amount\": \"120001\"", 1)).1,
            agreed
        );
    }

    /// The canonical form written by hand: keys in order, lists in the order of their items, no own keys.
    #[test]
    fn the_hash_is_that_of_the_written_form() {
        let text = r#"{"plan": {"version": 2, "owner_id": "T1"}, "x_own": 1, "id": "P1", "rewards": [],
            "needs": [{"id": "N2", "x_a": 1}, {"statement": "b", "id": "N1", "confirmed_on": "2026-01-01"}]}"#;
        let form =
            r#"{"id":"P1","needs":[{"id":"N1","statement":"b"},{"id":"N2"}],"plan":{"owner_id":"T1"}}"#;
        let document = Document::parse(text).unwrap();
        assert_eq!(committed_text(document.root(), ""), form);
        assert_eq!(commitment_hash(document.root()), sha_256(form));
    }

    #[cfg(feature = "schema")]
    #[test]
    fn every_place_of_the_table_is_in_the_schema() {
        let known = crate::plan::schema_places::places::<crate::plan::Plan>();
        for part in COMMITTED {
            assert!(known.contains_key(part.place), "{}", part.place);
            for left_out in part.without {
                let place = format!("{}/{left_out}", part.place);
                assert!(known.contains_key(&place), "{place}");
            }
        }
    }
}
