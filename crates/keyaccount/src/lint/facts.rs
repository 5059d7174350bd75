//! What many rules ask of a plan, gathered once: who is who, and what serves what.

use std::collections::BTreeMap;

use crate::plan::{
    Action, ActionStatus, Commitment, CommitmentStatus, Decision, DecisionStatus, Objective, ObjectiveStatus,
    OtherPerson, Plan, Review,
};
use crate::quantity::{ActionId, EntityId};
use crate::stakeholder::Contact;
use crate::team::Member;
use crate::vocabulary::{Entity, EntityKind, Reference};

/// Something in a plan that serves an entity.
#[derive(Debug, Clone, Copy)]
pub(super) enum Server<'a> {
    Objective(&'a Objective),
    Action(&'a Action),
    ValueAdd,
    Reward,
    Metric,
    Commitment(&'a Commitment),
    Decision(&'a Decision),
    /// A review that answers the entity.
    Review(&'a Review),
}

impl Server<'_> {
    /// Returns whether it still stands: neither cancelled nor dropped, released or revoked.
    pub(super) fn stands(&self) -> bool {
        match self {
            Self::Objective(objective) => objective.status != Some(ObjectiveStatus::Dropped),
            Self::Action(action) => action.status != Some(ActionStatus::Cancelled),
            Self::Commitment(commitment) => commitment.status != Some(CommitmentStatus::Released),
            Self::Decision(decision) => decision.status != Some(DecisionStatus::Revoked),
            Self::ValueAdd | Self::Reward | Self::Metric | Self::Review(_) => true,
        }
    }
}

/// Who is who in a plan, and what serves what.
///
/// Of entities with the same id the first counts. Where an entity lists the actions that serve it, they count as if they
/// named it themselves.
#[derive(Debug, Default)]
pub(super) struct Facts<'a> {
    actions: BTreeMap<&'a str, &'a Action>,
    objectives: BTreeMap<&'a str, &'a Objective>,
    members: BTreeMap<&'a str, &'a Member>,
    contacts: BTreeMap<&'a str, &'a Contact>,
    others: BTreeMap<&'a str, &'a OtherPerson>,
    servers: BTreeMap<(EntityKind, &'a str), Vec<Server<'a>>>,
}

impl<'a> Facts<'a> {
    pub(super) fn of(plan: &'a Plan) -> Self {
        let mut facts = Self {
            actions: by_id(&plan.actions),
            objectives: by_id(&plan.objectives),
            members: by_id(&plan.team),
            contacts: by_id(&plan.stakeholders),
            others: by_id(&plan.others),
            servers: BTreeMap::new(),
        };
        for objective in &plan.objectives {
            facts.needs_and_aims(
                Server::Objective(objective),
                &objective.need_ids,
                &objective.client_objective_ids,
            );
        }
        for action in &plan.actions {
            facts.serves(Server::Action(action), &action.serves);
        }
        for value_add in &plan.value_adds {
            facts.needs_and_aims(
                Server::ValueAdd,
                &value_add.need_ids,
                &value_add.client_objective_ids,
            );
        }
        for reward in &plan.rewards {
            facts.serves(Server::Reward, &reward.serves);
        }
        for agreement in plan.sla.iter().chain(&plan.account.agreements) {
            for metric in &agreement.metrics {
                facts.serves(Server::Metric, &metric.serves);
            }
        }
        for decision in &plan.decisions {
            facts.serves(Server::Decision(decision), &decision.serves);
        }
        facts.commitments(plan);
        facts.listed_actions(&plan.risks, |risk| &risk.mitigation_action_ids);
        facts.listed_actions(&plan.own_changes, |change| &change.action_ids);
        facts.listed_actions(&plan.governance.reviews, |review| &review.action_ids);
        for review in &plan.governance.reviews {
            facts.serves(Server::Review(review), &review.responds_to);
        }
        facts
    }

    pub(super) fn action(&self, id: &str) -> Option<&'a Action> {
        self.actions.get(id).copied()
    }

    pub(super) fn objective(&self, id: &str) -> Option<&'a Objective> {
        self.objectives.get(id).copied()
    }

    pub(super) fn member(&self, id: &str) -> Option<&'a Member> {
        self.members.get(id).copied()
    }

    pub(super) fn contact(&self, id: &str) -> Option<&'a Contact> {
        self.contacts.get(id).copied()
    }

    /// Returns whether somebody of our side, of theirs or of neither has the id.
    pub(super) fn is_person(&self, id: &str) -> bool {
        self.members.contains_key(id) || self.contacts.contains_key(id) || self.others.contains_key(id)
    }

    /// Returns the name of the person, where there is one.
    pub(super) fn person_name(&self, id: &str) -> Option<&'a str> {
        let member = self.member(id).map(|member| &member.name);
        let contact = || self.contact(id).map(|contact| &contact.name);
        let other = || self.others.get(id).map(|other| &other.name);
        member.or_else(contact).or_else(other)?.as_deref()
    }

    /// Returns what serves the entity: objectives, actions, value-adds, rewards, metrics, decisions, commitments, reviews.
    pub(super) fn servers<'s>(&'s self, kind: EntityKind, id: &'s str) -> &'s [Server<'s>] {
        self.servers.get(&(kind, id)).map_or(&[], Vec::as_slice)
    }

    /// Returns the actions that serve the entity.
    pub(super) fn actions_for<'s>(
        &'s self,
        kind: EntityKind,
        id: &'s str,
    ) -> impl Iterator<Item = &'s Action> {
        let servers = self.servers(kind, id).iter();
        servers.filter_map(|server| match server {
            Server::Action(action) => Some(*action),
            _ => None,
        })
    }

    fn serves(&mut self, server: Server<'a>, references: &'a [Reference]) {
        for reference in references {
            if let Some(kind) = reference.kind() {
                self.add(kind, reference.id(), server);
            }
        }
    }

    fn needs_and_aims(&mut self, server: Server<'a>, needs: &'a [EntityId], aims: &'a [EntityId]) {
        for need in needs {
            self.add(EntityKind::Need, need.as_str(), server);
        }
        for aim in aims {
            self.add(EntityKind::ClientObjective, aim.as_str(), server);
        }
    }

    fn commitments(&mut self, plan: &'a Plan) {
        for commitment in &plan.commitments {
            self.serves(Server::Commitment(commitment), &commitment.serves);
        }
        self.listed_actions(&plan.commitments, |commitment| &commitment.action_ids);
    }

    fn listed_actions<E: Entity>(&mut self, entities: &'a [E], listed: impl Fn(&'a E) -> &'a [ActionId]) {
        for entity in entities {
            let Some(id) = entity.id() else { continue };
            for action in listed(entity) {
                if let Some(action) = self.action(action.as_str()) {
                    self.add(E::KIND, id, Server::Action(action));
                }
            }
        }
    }

    fn add(&mut self, kind: EntityKind, id: &'a str, server: Server<'a>) {
        self.servers.entry((kind, id)).or_default().push(server);
    }
}

fn by_id<E: Entity>(entities: &[E]) -> BTreeMap<&str, &E> {
    let mut found = BTreeMap::new();
    for entity in entities {
        if let Some(id) = entity.id() {
            found.entry(id).or_insert(entity);
        }
    }
    found
}
