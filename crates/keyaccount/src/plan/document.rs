//! The plan as one document.

use serde::{Deserialize, Serialize};

use super::{
    Action, Assumption, ClientObjective, Commitment, Conflict, Decision, Expectations, Governance, Header,
    Health, HistoryEntry, Issue, Kickoff, Need, Objective, OtherPerson, OwnChange, Position, Request,
    Resources, Reward, Risk, Segment, Suppression, ValueAdd,
};
use crate::account::Account;
use crate::document::SourceText;
use crate::quantity::{Currency, Date, PlanId};
use crate::sla::Agreement;
use crate::stakeholder::{Contact, Tie};
use crate::team::Member;
use crate::vocabulary::{Entity, EntityKind, ExchangeRate, Required, is_default};

/// The version of the plan document that this library reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs, reason = "the wire name says it")]
pub enum PlanSchema {
    #[default]
    #[serde(rename = "keyaccount/plan/1")]
    V1,
}

/// A plan for one account, as far as its text can be read.
///
/// The text is the store and this is a view of it: whatever is absent or unreadable there is absent here, and edits
/// change the text. Everything that the text says in a known key is in the view, in the order of the text; the
/// place of an entity in a list is its place in the text.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::required::<Plan>))]
pub struct Plan {
    /// The version of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<PlanSchema>,
    /// The id, unique in a portfolio.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<PlanId>,
    /// The language of its texts, by its BCP 47 tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The currency in which it reckons.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The day for which it was written, used where no other is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// The account; in a portfolio its id is enough.
    #[serde(default, skip_serializing_if = "is_default")]
    pub account: Account,
    /// Its period, version and approval.
    #[serde(default, skip_serializing_if = "is_default")]
    pub plan: Header,
    /// Where we stand.
    #[serde(default, skip_serializing_if = "is_default")]
    pub position: Position,
    /// What the client needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Need>,
    /// The client's own customers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audience: Vec<Segment>,
    /// What the client wants to reach.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub client_objectives: Vec<ClientObjective>,
    /// What the plan is to reach.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objectives: Vec<Objective>,
    /// What is to be done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    /// The people at the account.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stakeholders: Vec<Contact>,
    /// Who on our side knows whom on theirs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Tie>,
    /// The people on our side.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub team: Vec<Member>,
    /// Approvers, boards and other people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<OtherPerson>,
    /// What may be spent, and what it should bring.
    #[serde(default, skip_serializing_if = "is_default")]
    pub resources: Resources,
    /// How the account is served differently.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub value_adds: Vec<ValueAdd>,
    /// What the client gets for staying or growing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rewards: Vec<Reward>,
    /// The service levels that the plan promises.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sla: Vec<Agreement>,
    /// What each side has promised the other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commitments: Vec<Commitment>,
    /// How the client learned what to expect.
    #[serde(default, skip_serializing_if = "is_default")]
    pub expectations: Expectations,
    /// The meeting that opens the plan.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kickoff: Kickoff,
    /// What the client asked for beyond the plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requests: Vec<Request>,
    /// What may go wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub risks: Vec<Risk>,
    /// What is taken for granted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assumptions: Vec<Assumption>,
    /// What troubles us.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<Issue>,
    /// What was decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// Where serving this account collides with serving another.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Conflict>,
    /// Changes on our side that touch the client.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own_changes: Vec<OwnChange>,
    /// When the plan is talked about, and what came of it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub governance: Governance,
    /// How well the relationship is.
    #[serde(default, skip_serializing_if = "is_default")]
    pub health: Health,
    /// Dated rates between currencies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exchange_rates: Vec<ExchangeRate>,
    /// Findings that are set aside for a while.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub suppressions: Vec<Suppression>,
    /// How this plan wants to be judged: rules to switch on and off, levels and parameters, as in a configuration of the linter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lint: Option<SourceText>,
    /// An excerpt of the history of the account.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<HistoryEntry>,
}

impl Required for Plan {
    const REQUIRED: &'static [&'static str] = &["schema", "id", "currency", "account", "plan"];

    fn absent(&self) -> Vec<&'static str> {
        let present = [
            self.schema.is_some(),
            self.id.is_some(),
            self.currency.is_some(),
            self.account != Account::default(),
            self.plan != Header::default(),
        ];
        let required = Self::REQUIRED.iter().zip(present);
        required
            .filter(|(_, present)| !present)
            .map(|(key, _)| *key)
            .collect()
    }

    fn entity(&self) -> Option<(EntityKind, &str)> {
        self.id().map(|id| (Self::KIND, id))
    }
}

impl Entity for Plan {
    const KIND: EntityKind = EntityKind::Plan;

    fn id(&self) -> Option<&str> {
        self.id.as_ref().map(PlanId::as_str)
    }
}
