//! What a rule may look at.

use serde::de::value::{Error as WordError, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};

use super::finding::EntityRef;
use super::parameter::{ParameterValue, Parameters};
use super::sink::Draft;
use super::state::{JudgedState, StateSource};
use crate::account::{Account, LifecycleState, Orientation, Tier};
use crate::document::{Node, Problem};
use crate::plan::{IncompletePart, Plan, PlanStatus, PlanView};
use crate::portfolio::Portfolio;
use crate::quantity::{Date, is_blank};
use crate::vocabulary::{Entity, Required};

/// What a rule may look at: the plan, what could not be read of it, the account behind it, and the rule's parameters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) view: &'a PlanView<'a>,
    /// The portfolio, which supplies what the plan does not say about its account.
    pub(super) portfolio: Option<&'a Portfolio>,
    /// The account as the portfolio knows it.
    pub(super) account: Option<&'a Account>,
    pub(super) as_of: Option<Date>,
    pub(super) parameters: &'a Parameters,
}

impl<'a> Context<'a> {
    /// Returns the plan as far as it can be read; entries that cannot be read at all are empty, so that positions hold.
    pub(super) fn plan(&self) -> &'a Plan {
        &self.view.plan
    }

    /// Returns what could not be read.
    pub(super) fn problems(&self) -> &'a [Problem] {
        &self.view.problems
    }

    /// Returns the parts that lack required keys, in the order of the document, with those keys.
    ///
    /// What the plan does not say about its account and the portfolio does is not lacking.
    pub(super) fn incomplete_parts(&self) -> impl Iterator<Item = (&'a IncompletePart, Vec<&'static str>)> {
        let supplied = self.account.map(|account| {
            let absent = account.absent();
            Account::REQUIRED
                .iter()
                .copied()
                .filter(move |key| !absent.contains(key))
                .collect::<Vec<_>>()
        });
        self.view.incomplete.iter().filter_map(move |part| {
            let is_supplied = |key: &&'static str| {
                part.pointer == "/account" && supplied.as_ref().is_some_and(|supplied| supplied.contains(key))
            };
            let absent: Vec<_> = part
                .absent
                .iter()
                .copied()
                .filter(|key| !is_supplied(key))
                .collect();
            (!absent.is_empty()).then_some((part, absent))
        })
    }

    /// Returns the portfolio, where one was given.
    pub(super) fn portfolio(&self) -> Option<&'a Portfolio> {
        self.portfolio
    }

    /// Returns the plan as text tree.
    pub(super) fn root(&self) -> Node<'a> {
        self.view.root
    }

    /// Returns whether something stands at `pointer`.
    pub(super) fn exists(&self, pointer: &str) -> bool {
        self.root().at_pointer(pointer).is_some()
    }

    /// Returns the day on which the plan is judged; rules that need it are not run without.
    pub(super) fn as_of(&self) -> Option<Date> {
        self.as_of
    }

    /// Returns the tier of the account: the plan's word, else the portfolio's.
    pub(super) fn tier(&self) -> Option<Tier> {
        self.plan()
            .account
            .tier
            .or(self.account.and_then(|account| account.tier))
    }

    /// Returns the orientation of the account; customer where neither the plan nor the portfolio says.
    pub(super) fn orientation(&self) -> Orientation {
        let given = self
            .plan()
            .account
            .orientation
            .or(self.account.and_then(|account| account.orientation));
        given.unwrap_or(Orientation::Customer)
    }

    /// Returns the status of the plan, where it can be read.
    pub(super) fn plan_status(&self) -> Option<PlanStatus> {
        self.plan().plan.status
    }

    /// Returns whether the plan is still being drafted; a plan without a readable status is.
    pub(super) fn is_draft(&self) -> bool {
        matches!(self.plan_status(), None | Some(PlanStatus::Draft))
    }

    /// Returns the name of the account, else its id, else "the account".
    pub(super) fn account_label(&self) -> String {
        let own = &self.plan().account;
        let name = own
            .name
            .clone()
            .or_else(|| self.account.and_then(|account| account.name.clone()));
        let id = || own.id.as_ref().map(ToString::to_string);
        name.or_else(id).unwrap_or_else(|| "the account".to_owned())
    }

    /// Returns where the account is in its life: as the plan or the portfolio says, else derived from the plan's status.
    ///
    /// Draft and submitted plans belong to Strategy; an approved plan to Execution once it is launched; a superseded one to
    /// Execution; a closed one to Deselected.
    pub(super) fn state(&self) -> JudgedState {
        let own = &self.plan().account.lifecycle;
        if let Some(value) = own
            .state
            .or(self.account.and_then(|account| account.lifecycle.state))
        {
            return JudgedState {
                value,
                source: StateSource::Given,
            };
        }
        let launched_on = self.plan().plan.launched_on.or(own.launched_on);
        let launched = launched_on.is_some_and(|launch| self.as_of.is_none_or(|as_of| launch <= as_of));
        let value = match self.plan_status() {
            None | Some(PlanStatus::Draft | PlanStatus::InReview) => LifecycleState::Strategy,
            Some(PlanStatus::Approved) if !launched => LifecycleState::Strategy,
            Some(PlanStatus::Approved | PlanStatus::Superseded) => LifecycleState::Execution,
            Some(PlanStatus::Closed) => LifecycleState::Deselected,
        };
        JudgedState {
            value,
            source: StateSource::Derived,
        }
    }

    /// Returns the number that the parameter `name` is set to.
    pub(super) fn number(&self, name: &str) -> f64 {
        match self.parameters.get(name) {
            Some(ParameterValue::Number(number)) => *number,
            // Configuration is checked against the declaration; only a misspelt name in a rule leads here, and tests find it.
            _ => f64::NAN,
        }
    }

    /// Returns whether the parameter `name` is set.
    pub(super) fn flag(&self, name: &str) -> bool {
        matches!(self.parameters.get(name), Some(ParameterValue::Flag(true)))
    }

    /// Returns the texts that the parameter `name` lists.
    pub(super) fn texts(&self, name: &str) -> &'a [String] {
        match self.parameters.get(name) {
            Some(ParameterValue::Texts(texts)) => texts,
            _ => &[],
        }
    }

    /// Returns the texts that the parameter `name` lists, as words of a vocabulary.
    pub(super) fn words<W: DeserializeOwned>(&self, name: &str) -> Vec<W> {
        let word = |text: &String| {
            let text: StrDeserializer<'_, WordError> = text.as_str().into_deserializer();
            W::deserialize(text).ok()
        };
        self.texts(name).iter().filter_map(word).collect()
    }
}

impl Draft {
    /// Says which entity is judged.
    pub(super) fn about_entity<E: Entity>(mut self, entity: &E) -> Self {
        self.entity = entity.id().map(|id| EntityRef {
            kind: E::KIND.as_str(),
            id: id.to_owned(),
        });
        self
    }
}

/// Returns the name of an entity for people: its title, else its id, else "without a name".
pub(super) fn label<E: Entity>(title: Option<&str>, entity: &E) -> String {
    let title = title.filter(|title| !is_blank(title));
    title.or(entity.id()).unwrap_or("without a name").to_owned()
}

/// Returns whether a text is there and says something.
pub(super) fn present(text: Option<&str>) -> bool {
    text.is_some_and(|text| !is_blank(text))
}
