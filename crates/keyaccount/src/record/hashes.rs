//! One hash for everything that went in besides the model.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::document::canonical;
use crate::quantity::{AccountId, CriterionId, Date, Datum};
use crate::scoring::{AccountFacts, EarlierFact};
use crate::selection::{AccountNeed, Incumbency, SelectionPolicy};
use crate::vocabulary::Fact;

/// Returns the SHA-256 of what went into scores and selection besides the model, 64 hexadecimal digits.
///
/// It is taken over the canonical form of an object with `accounts`, and with `as_of`, `policy`, `needs` and `incumbents` where
/// they say something. The lists are sorted by account id, earlier facts by criterion and day, and missing facts left
/// out, so that neither the order of the lists nor the way to write a missing fact counts. A grade and the number of its level are two different facts.
///
/// # Examples
///
/// ```
/// use keyaccount::record::inputs_hash;
/// use keyaccount::scoring::AccountFacts;
///
/// let one: Vec<AccountFacts> = serde_json::from_str(r#"[{"id": "a", "facts": {"growth": 7}}, {"id": "b"}]"#)?;
/// let other: Vec<AccountFacts> = serde_json::from_str(
///     r#"[{"id": "b", "facts": {"growth": {"state": "missing"}}}, {"id": "a", "facts": {"growth": 7.0}}]"#)?;
/// assert_eq!(inputs_hash(&one, None, None, &[], &[]), inputs_hash(&other, None, None, &[], &[]));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn inputs_hash(
    accounts: &[AccountFacts],
    as_of: Option<Date>,
    policy: Option<&SelectionPolicy>,
    needs: &[AccountNeed],
    incumbents: &[Incumbency],
) -> String {
    canonical::hash(&Inputs {
        accounts: sorted(accounts, |account| &account.id)
            .into_iter()
            .map(HashedAccount::of)
            .collect(),
        as_of,
        policy,
        needs: sorted(needs, |need| &need.account_id),
        incumbents: sorted(incumbents, |incumbent| &incumbent.account_id),
    })
}

#[derive(Serialize)]
struct Inputs<'a> {
    accounts: Vec<HashedAccount<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<&'a SelectionPolicy>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    needs: Vec<&'a AccountNeed>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    incumbents: Vec<&'a Incumbency>,
}

/// An account without its missing facts.
#[derive(Serialize)]
struct HashedAccount<'a> {
    id: &'a AccountId,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    facts: BTreeMap<&'a CriterionId, &'a Datum<Fact>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    earlier: Vec<&'a EarlierFact>,
}

impl<'a> HashedAccount<'a> {
    fn of(account: &'a AccountFacts) -> Self {
        let known = account.facts.iter().filter(|(_, fact)| !fact.is_missing());
        let mut earlier: Vec<&EarlierFact> = account.earlier.iter().collect();
        earlier.sort_by_key(|fact| (&fact.criterion_id, fact.known_on));
        Self {
            id: &account.id,
            name: account.name.as_deref(),
            facts: known.collect(),
            earlier,
        }
    }
}

fn sorted<T>(list: &[T], id: impl Fn(&T) -> &AccountId) -> Vec<&T> {
    let mut sorted: Vec<&T> = list.iter().collect();
    sorted.sort_by(|left, right| id(left).cmp(id(right)));
    sorted
}
