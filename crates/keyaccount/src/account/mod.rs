//! Who is this account, and what do we know about it?
//!
//! One [`Account`] serves the portfolio, the plan and every calculation. Every field is optional in Rust, because a
//! plan is a draft; a portfolio insists on the required ones when it is read (`docs/adr/0003-plan-carries-its-account.md`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::quantity::{AccountId, CriterionId, Date, Datum, Money, PersonId, PlanId, Share};
use crate::sla::Agreement;
use crate::vocabulary::{Fact, Grade, entity, is_default};

mod competitor;
mod contract;
mod lifecycle;
mod profile;
mod selection;

pub use competitor::{Competitor, CompetitorOf};
pub use contract::Contract;
pub use lifecycle::{Exit, ExitOutcome, Hold, Lifecycle, LifecycleState};
pub use profile::{Flags, Milestone, Size, SizeBand, Unit};
pub use selection::{CriteriaSet, CriterionScore, Selection};

/// A customer or a supplier that we deal with.
///
/// Facts are [`Datum`]: an absent key says that nobody has looked, `{"state": "unknown"}` that somebody has.
/// Amounts of money cover the twelve months before `as_of` of the document, unless the field says otherwise.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Account>))]
pub struct Account {
    /// The id, unique in a portfolio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<AccountId>,
    /// The name that people use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether they buy from us or we from them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub orientation: Option<Orientation>,
    /// How much attention the account gets.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<Tier>,
    /// The account that owns this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent_id: Option<AccountId>,
    /// The member on our side who coordinates the account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub manager_id: Option<PersonId>,
    /// The plans for this account, the one in force first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plan_ids: Vec<PlanId>,
    /// Where the account is in its life as a key account.
    #[serde(default, skip_serializing_if = "is_default")]
    pub lifecycle: Lifecycle,
    /// How it was selected, or why not.
    #[serde(default, skip_serializing_if = "is_default")]
    pub selection: Selection,
    /// The business units and sites of the account.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<Unit>,
    /// The industry (KAM practice, S4 step 1).
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub industry: Datum<String>,
    /// The size of the whole company (KAM practice, S4 step 1).
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub size: Datum<Size>,
    /// Where it works (KAM practice, S4 step 1).
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub locations: Datum<Vec<String>>,
    /// Where it comes from, in a few sentences (KAM practice, S4 step 1).
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub background: Datum<String>,
    /// The dated history of the account (KAM practice, S4 step 1).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
    /// Who competes with the account, and who competes with us there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub competitors: Vec<Competitor>,
    /// When the profile above was last looked through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile_as_of: Option<Date>,
    /// Grounds other than revenue for treating the account as key.
    #[serde(default, skip_serializing_if = "is_default")]
    pub flags: Flags,
    /// What the account paid us in the last twelve months; for a supplier, what we paid.
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub annual_value: Datum<Money>,
    /// Its part of our whole revenue in the same months; derived where the portfolio knows the total.
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub revenue_share: Datum<Share>,
    /// Revenue less the direct cost of what was delivered.
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub gross_margin: Datum<Money>,
    /// What looking after the account cost beyond the goods: visits, support, special terms.
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub cost_to_serve: Datum<Money>,
    /// How far the account could grow with us, 1 to 10.
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub potential: Datum<Grade>,
    /// What the account spends in a year on anything that we could deliver.
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub addressable_spend: Datum<Money>,
    /// The values of further criteria, by the id of the criterion in the score model: numbers or grades.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub facts: BTreeMap<CriterionId, Datum<Fact>>,
    /// The part of one full-time manager that is set aside for the account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allocation: Option<Share>,
    /// The last time anybody on our side spoke with anybody on theirs.
    #[serde(default, skip_serializing_if = "Datum::is_missing")]
    pub last_contact_on: Datum<Date>,
    /// The contracts, past ones included.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contracts: Vec<Contract>,
    /// The service levels in force for the account, apart from those that a plan promises.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreements: Vec<Agreement>,
}

entity!(Account, Account: id, name, orientation, tier);

impl Account {
    /// Returns whether we still deal with the account: it has not been given up or lost.
    ///
    /// An account that was not selected, or went back to standard service, is still dealt with.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::account::Account;
    ///
    /// let lost: Account = keyaccount::document::read(
    ///     r#"{"id": "A1", "lifecycle": {"state": "deselected", "exit": {"outcome": "lost"}}}"#)?;
    /// assert!(!lost.is_served());
    /// # Ok::<(), keyaccount::document::ReadError>(())
    /// ```
    pub fn is_served(&self) -> bool {
        let is_deselected = self.lifecycle.state == Some(LifecycleState::Deselected);
        let has_ended = matches!(
            self.lifecycle.exit.outcome,
            Some(ExitOutcome::Ended | ExitOutcome::Lost)
        );
        !(is_deselected && has_ended)
    }
}

/// Whether they buy from us or we from them (KAM practice, S2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum Orientation {
    Customer,
    Supplier,
}

/// How much attention an account gets, from most to least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum Tier {
    Strategic,
    Key,
    Incubator,
    Standard,
}

impl Tier {
    /// Every tier, the most attention first.
    pub const ALL: [Self; 4] = [Self::Strategic, Self::Key, Self::Incubator, Self::Standard];

    /// Returns whether accounts of this tier are key accounts: strategic or key.
    pub fn is_key(self) -> bool {
        matches!(self, Self::Strategic | Self::Key)
    }
}
