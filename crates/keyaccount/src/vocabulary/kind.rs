//! The kinds of entities that documents hold.

use serde::{Deserialize, Serialize};

/// What an entity is; the word before the colon of a reference such as `action:A7`.
///
/// Ids are unique among the entities of one kind. Contacts, members and other people share one namespace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum EntityKind {
    Account,
    Action,
    Agreement,
    Amendment,
    Assumption,
    Budget,
    Cadence,
    Calendar,
    CatalogueEntry,
    ClientObjective,
    Commitment,
    Competitor,
    Conflict,
    Contact,
    Contract,
    Decision,
    HealthReading,
    Issue,
    Member,
    Need,
    Objective,
    OtherPerson,
    OwnChange,
    Plan,
    PositionItem,
    Report,
    Request,
    Review,
    Reward,
    Risk,
    Segment,
    SlaMetric,
    Trend,
    Unit,
    ValueAdd,
}

impl EntityKind {
    /// Every kind, in alphabetical order.
    pub const ALL: &'static [Self] = &[
        Self::Account,
        Self::Action,
        Self::Agreement,
        Self::Amendment,
        Self::Assumption,
        Self::Budget,
        Self::Cadence,
        Self::Calendar,
        Self::CatalogueEntry,
        Self::ClientObjective,
        Self::Commitment,
        Self::Competitor,
        Self::Conflict,
        Self::Contact,
        Self::Contract,
        Self::Decision,
        Self::HealthReading,
        Self::Issue,
        Self::Member,
        Self::Need,
        Self::Objective,
        Self::OtherPerson,
        Self::OwnChange,
        Self::Plan,
        Self::PositionItem,
        Self::Report,
        Self::Request,
        Self::Review,
        Self::Reward,
        Self::Risk,
        Self::Segment,
        Self::SlaMetric,
        Self::Trend,
        Self::Unit,
        Self::ValueAdd,
    ];

    /// Returns the word for the kind on the wire, in `snake_case`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Action => "action",
            Self::Agreement => "agreement",
            Self::Amendment => "amendment",
            Self::Assumption => "assumption",
            Self::Budget => "budget",
            Self::Cadence => "cadence",
            Self::Calendar => "calendar",
            Self::CatalogueEntry => "catalogue_entry",
            Self::ClientObjective => "client_objective",
            Self::Commitment => "commitment",
            Self::Competitor => "competitor",
            Self::Conflict => "conflict",
            Self::Contact => "contact",
            Self::Contract => "contract",
            Self::Decision => "decision",
            Self::HealthReading => "health_reading",
            Self::Issue => "issue",
            Self::Member => "member",
            Self::Need => "need",
            Self::Objective => "objective",
            Self::OtherPerson => "other_person",
            Self::OwnChange => "own_change",
            Self::Plan => "plan",
            Self::PositionItem => "position_item",
            Self::Report => "report",
            Self::Request => "request",
            Self::Review => "review",
            Self::Reward => "reward",
            Self::Risk => "risk",
            Self::Segment => "segment",
            Self::SlaMetric => "sla_metric",
            Self::Trend => "trend",
            Self::Unit => "unit",
            Self::ValueAdd => "value_add",
        }
    }

    /// Returns the kind that `word` names, `team`, `stakeholder` and `metric` read as the kinds they stand for.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::vocabulary::EntityKind;
    ///
    /// assert_eq!(EntityKind::from_word("value_add"), Some(EntityKind::ValueAdd));
    /// assert_eq!(EntityKind::from_word("team"), Some(EntityKind::Member));
    /// assert_eq!(EntityKind::from_word("crm"), None);
    /// ```
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "team" => Some(Self::Member),
            "stakeholder" => Some(Self::Contact),
            "metric" => Some(Self::SlaMetric),
            _ => Self::ALL.iter().copied().find(|kind| kind.as_str() == word),
        }
    }

    /// Returns whether entities of this kind are people, whose ids form one namespace.
    pub fn is_person(self) -> bool {
        matches!(self, Self::Contact | Self::Member | Self::OtherPerson)
    }
}

#[cfg(test)]
mod tests {
    use super::EntityKind;

    #[test]
    fn the_word_of_a_kind_is_its_name_on_the_wire() {
        for &kind in EntityKind::ALL {
            let wire = serde_json::to_value(kind).unwrap();
            assert_eq!(wire, kind.as_str());
            assert_eq!(EntityKind::from_word(kind.as_str()), Some(kind));
        }
    }

    #[test]
    fn the_list_of_kinds_is_complete_and_sorted() {
        assert!(EntityKind::ALL.is_sorted());
        let last = EntityKind::ALL.last().copied();
        assert_eq!(last.map(|kind| kind as usize + 1), Some(EntityKind::ALL.len()));
    }
}
