//! The portfolio as one document.

use serde::{Deserialize, Serialize};

use super::{KeySelection, Organisation, PortfolioError, check};
use crate::account::Account;
use crate::document::{self, SourceText};
use crate::quantity::{AccountId, Date, Money, Period, PortfolioId};
use crate::team::Member;
use crate::vocabulary::{Entity, EntityKind, ExchangeRate};

/// The version of the portfolio document that this library reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "the wire name says it")]
pub enum PortfolioSchema {
    #[default]
    #[serde(rename = "keyaccount/portfolio/1")]
    V1,
}

/// The accounts of one organisation, with the people who look after them.
///
/// Not a draft: whatever is wrong with it is an error when it is read. The plans inside it are drafts and stay text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct Portfolio {
    /// The version of the document.
    pub schema: PortfolioSchema,
    /// The id.
    pub id: PortfolioId,
    /// What it is called.
    pub name: String,
    /// A remark for readers, such as that companies and figures are invented.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The day on which its facts held, used where no other is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The organisation whose accounts these are.
    pub organisation: Organisation,
    /// Its whole revenue, which may be more than these accounts bring.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revenue_total: Option<RevenueTotal>,
    /// How the key accounts are chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selection: Option<KeySelection>,
    /// Dated rates between currencies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exchange_rates: Vec<ExchangeRate>,
    /// The people on our side: managers of accounts and everybody else.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
    /// The accounts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<Account>,
    /// The plans of accounts, as source text; an account in a plan may be its id alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plans: Vec<SourceText>,
}

/// The whole revenue of the organisation in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct RevenueTotal {
    /// The first and the last day.
    pub period: Period,
    /// The revenue.
    pub amount: Money,
}

impl Portfolio {
    /// Returns the account with this id.
    pub fn account(&self, id: &AccountId) -> Option<&Account> {
        self.accounts
            .iter()
            .find(|account| account.id.as_ref() == Some(id))
    }

    /// Returns what the references of a plan may point to outside the plan: kinds and ids, in the order of the document.
    pub(crate) fn entity_ids(&self) -> impl Iterator<Item = (EntityKind, &str)> {
        let organisation = &self.organisation;
        let members = ids(&self.members);
        let shared = ids(&organisation.calendars).chain(ids(&organisation.standard_catalogue));
        let accounts = self.accounts.iter().flat_map(|account| {
            let within_agreements = account
                .agreements
                .iter()
                .flat_map(|agreement| ids(&agreement.calendars).chain(ids(&agreement.metrics)));
            let own = account.id().map(|id| (EntityKind::Account, id)).into_iter();
            let plans = account.plan_ids.iter().map(|id| (EntityKind::Plan, id.as_str()));
            own.chain(plans)
                .chain(ids(&account.units))
                .chain(ids(&account.competitors))
                .chain(ids(&account.contracts))
                .chain(ids(&account.agreements))
                .chain(within_agreements)
        });
        members.chain(shared).chain(accounts)
    }

    /// Returns the portfolio that `text` writes as JSON.
    ///
    /// # Errors
    ///
    /// [`PortfolioError`], the first in the order of the document: the text cannot be read, or [`Portfolio::faults`]
    /// has something to say.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::portfolio::Portfolio;
    ///
    /// let portfolio = Portfolio::read(r#"{
    ///   "schema": "keyaccount/portfolio/1", "id": "P1", "name": "Invented accounts",
    ///   "organisation": {"name": "Examplar Pumps (invented)", "currency": "EUR"},
    ///   "accounts": [{"id": "A1", "name": "Kestrel Hotels (invented)", "orientation": "customer", "tier": "key",
    ///                 "annual_value": {"amount": "1250000.00", "currency": "EUR"}}]
    /// }"#)?;
    /// assert_eq!(portfolio.accounts[0].annual_value.value().unwrap().to_string(), "1250000.00 EUR");
    /// # Ok::<(), keyaccount::portfolio::PortfolioError>(())
    /// ```
    pub fn read(text: &str) -> Result<Self, PortfolioError> {
        let portfolio: Self = document::read(text).map_err(PortfolioError::Unreadable)?;
        match portfolio.faults().into_iter().next() {
            Some(fault) => Err(fault),
            None => Ok(portfolio),
        }
    }

    /// Returns everything that is wrong with the portfolio, empty when it can be calculated with.
    ///
    /// Required keys that are absent, ids that stand twice or point nowhere, amounts below zero where none can be,
    /// currencies without a rate, dates in the wrong order, and accounts that own each other in a circle; kind after
    /// kind in this order, within a kind in the order of the document.
    pub fn faults(&self) -> Vec<PortfolioError> {
        check::faults(self)
    }
}

fn ids<E: Entity>(entities: &[E]) -> impl Iterator<Item = (EntityKind, &str)> {
    entities.iter().filter_map(|entity| Some((E::KIND, entity.id()?)))
}
