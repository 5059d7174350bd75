//! Reading the sections of a plan, one after the other.

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};

use super::IncompletePart;
use crate::account::Account;
use crate::document::{Kind, Node, Problem, SourceText, tolerant};
use crate::plan::{
    Action, Governance, Header, Health, Need, Objective, Plan, PlanSchema, Position, Resources, Reward,
    ValueAdd,
};
use crate::quantity::{Currency, Date, PlanId};
use crate::sla::{Agreement, SlaMetric};
use crate::stakeholder::{Contact, Tie};
use crate::team::Member;
use crate::vocabulary::Required;

/// Collects what is wrong while the sections are read, each entry of a list on its own.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) problems: Vec<Problem>,
    pub(super) incomplete: Vec<IncompletePart>,
}

/// The keys of a plan: single values are read with it, sections are only known by name.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Frame {
    schema: Option<PlanSchema>,
    id: Option<PlanId>,
    language: Option<String>,
    currency: Option<Currency>,
    as_of: Option<Date>,
    account: IgnoredAny,
    plan: IgnoredAny,
    position: IgnoredAny,
    needs: IgnoredAny,
    audience: IgnoredAny,
    client_objectives: IgnoredAny,
    objectives: IgnoredAny,
    actions: IgnoredAny,
    stakeholders: IgnoredAny,
    links: IgnoredAny,
    team: IgnoredAny,
    others: IgnoredAny,
    resources: IgnoredAny,
    value_adds: IgnoredAny,
    rewards: IgnoredAny,
    sla: IgnoredAny,
    commitments: IgnoredAny,
    expectations: IgnoredAny,
    kickoff: IgnoredAny,
    requests: IgnoredAny,
    risks: IgnoredAny,
    assumptions: IgnoredAny,
    issues: IgnoredAny,
    decisions: IgnoredAny,
    conflicts: IgnoredAny,
    own_changes: IgnoredAny,
    governance: IgnoredAny,
    health: IgnoredAny,
    exchange_rates: IgnoredAny,
    suppressions: IgnoredAny,
    lint: Option<SourceText>,
    history: IgnoredAny,
}

impl Reader {
    /// Returns the plan that the object `root` writes.
    pub(super) fn plan(&mut self, root: Node<'_>) -> Plan {
        let frame: Frame = tolerant(root, &mut self.problems).unwrap_or_default();
        let plan = Plan {
            schema: frame.schema,
            id: frame.id,
            language: frame.language,
            currency: frame.currency,
            as_of: frame.as_of,
            account: self.section(root, "account", Self::account),
            plan: self.section(root, "plan", Self::header),
            position: self.section(root, "position", Self::position),
            needs: self.list(root, "needs", Self::need),
            audience: self.list(root, "audience", Self::part),
            client_objectives: self.list(root, "client_objectives", Self::part),
            objectives: self.list(root, "objectives", Self::objective),
            actions: self.list(root, "actions", Self::action),
            stakeholders: self.list(root, "stakeholders", Self::contact),
            links: self.list(root, "links", Self::tie),
            team: self.list(root, "team", Self::member),
            others: self.list(root, "others", Self::part),
            resources: self.section(root, "resources", Self::resources),
            value_adds: self.list(root, "value_adds", Self::value_add),
            rewards: self.list(root, "rewards", Self::reward),
            sla: self.list(root, "sla", Self::agreement),
            commitments: self.list(root, "commitments", Self::part),
            expectations: self.section(root, "expectations", Self::nothing),
            kickoff: self.section(root, "kickoff", Self::nothing),
            requests: self.list(root, "requests", Self::part),
            risks: self.list(root, "risks", Self::part),
            assumptions: self.list(root, "assumptions", Self::part),
            issues: self.list(root, "issues", Self::part),
            decisions: self.list(root, "decisions", Self::part),
            conflicts: self.list(root, "conflicts", Self::part),
            own_changes: self.list(root, "own_changes", Self::part),
            governance: self.section(root, "governance", Self::governance),
            health: self.section(root, "health", Self::health),
            exchange_rates: self.list(root, "exchange_rates", Self::part),
            suppressions: self.list(root, "suppressions", Self::nothing),
            lint: frame.lint,
            history: self.list(root, "history", Self::nothing),
        };
        self.require(root, &plan);
        plan
    }

    fn account(&mut self, node: Node<'_>, account: &mut Account) {
        self.require(node, account);
        self.entries(node, "units", &mut account.units, Self::part);
        self.entries(node, "milestones", &mut account.milestones, Self::nothing);
        self.entries(node, "competitors", &mut account.competitors, Self::part);
        self.entries(node, "contracts", &mut account.contracts, Self::part);
        self.entries(node, "agreements", &mut account.agreements, Self::agreement);
        if let Some(node) = node.get("selection") {
            self.optional(node, "criteria_set", account.selection.criteria_set.as_ref());
            self.entries(node, "scores", &mut account.selection.scores, Self::part);
        }
    }

    fn header(&mut self, node: Node<'_>, header: &mut Header) {
        self.require(node, header);
        self.optional(node, "period", header.period.as_ref());
        self.entries(node, "amendments", &mut header.amendments, Self::part);
    }

    fn position(&mut self, node: Node<'_>, position: &mut Position) {
        self.entries(node, "items", &mut position.items, Self::part);
        self.entries(node, "trends", &mut position.trends, Self::part);
    }

    fn need(&mut self, node: Node<'_>, need: &mut Need) {
        self.require(node, need);
        if let (Some(node), Some(requested)) = (node.get("requested_rhythm"), &need.requested_rhythm) {
            self.optional(node, "rhythm", requested.rhythm.as_ref());
        }
    }

    fn objective(&mut self, node: Node<'_>, objective: &mut Objective) {
        self.require(node, objective);
        self.entries(node, "milestones", &mut objective.milestones, Self::nothing);
    }

    fn action(&mut self, node: Node<'_>, action: &mut Action) {
        self.require(node, action);
        self.entries(node, "assignments", &mut action.assignments, Self::nothing);
        self.entries(node, "depends_on", &mut action.depends_on, Self::part);
    }

    fn contact(&mut self, node: Node<'_>, contact: &mut Contact) {
        self.require(node, contact);
        self.optional(node, "requested_rhythm", contact.requested_rhythm.as_ref());
    }

    fn tie(&mut self, node: Node<'_>, tie: &mut Tie) {
        self.require(node, tie);
        self.optional(node, "cadence", tie.cadence.as_ref());
        self.entries(node, "interactions", &mut tie.interactions, Self::part);
    }

    fn member(&mut self, node: Node<'_>, member: &mut Member) {
        self.require(node, member);
        self.entries(node, "skills", &mut member.skills, Self::part);
        self.entries(node, "languages", &mut member.languages, Self::part);
        self.entries(node, "history", &mut member.history, Self::part);
    }

    fn resources(&mut self, node: Node<'_>, resources: &mut Resources) {
        self.entries(node, "budgets", &mut resources.budgets, |reader, node, budget| {
            reader.require(node, budget);
            reader.optional(node, "period", budget.period.as_ref());
        });
        self.entries(node, "lines", &mut resources.lines, |reader, node, line| {
            reader.optional(node, "period", line.period.as_ref());
        });
        let margins = &mut resources.expected_incremental_margin;
        self.entries(
            node,
            "expected_incremental_margin",
            margins,
            |reader, node, margin| {
                reader.optional(node, "period", margin.period.as_ref());
            },
        );
    }

    fn value_add(&mut self, node: Node<'_>, value_add: &mut ValueAdd) {
        self.require(node, value_add);
        self.optional(node, "cost_period", value_add.cost_period.as_ref());
    }

    fn reward(&mut self, node: Node<'_>, reward: &mut Reward) {
        self.require(node, reward);
        self.optional(node, "cost_period", reward.cost_period.as_ref());
        self.entries(node, "options", &mut reward.options, Self::nothing);
    }

    fn agreement(&mut self, node: Node<'_>, agreement: &mut Agreement) {
        self.require(node, agreement);
        self.entries(
            node,
            "calendars",
            &mut agreement.calendars,
            |reader, node, calendar| {
                reader.require(node, calendar);
                reader.entries(node, "opening", &mut calendar.opening, Self::part);
            },
        );
        self.entries(node, "metrics", &mut agreement.metrics, Self::metric);
        self.entries(node, "escalation", &mut agreement.escalation, Self::nothing);
    }

    fn metric(&mut self, node: Node<'_>, metric: &mut SlaMetric) {
        self.require(node, metric);
        self.entries(node, "targets", &mut metric.targets, Self::nothing);
        self.entries(node, "remedies", &mut metric.remedies, |reader, node, remedy| {
            reader.entries(node, "credit_tiers", &mut remedy.credit_tiers, Self::part);
        });
        self.entries(node, "results", &mut metric.results, |reader, node, result| {
            reader.require(node, result);
            reader.optional(node, "window", result.window.as_ref());
        });
    }

    fn governance(&mut self, node: Node<'_>, governance: &mut Governance) {
        self.entries(node, "cadences", &mut governance.cadences, Self::part);
        self.entries(node, "reviews", &mut governance.reviews, Self::part);
        self.entries(node, "reports", &mut governance.reports, Self::part);
    }

    fn health(&mut self, node: Node<'_>, health: &mut Health) {
        self.entries(node, "readings", &mut health.readings, |reader, node, reading| {
            reader.require(node, reading);
            reader.entries(node, "parts", &mut reading.parts, Self::nothing);
        });
    }

    /// Reads the object under `key`, and lets `settle` look into it.
    fn section<T: DeserializeOwned + Default>(
        &mut self,
        parent: Node<'_>,
        key: &str,
        settle: impl FnOnce(&mut Self, Node<'_>, &mut T),
    ) -> T {
        let Some(node) = parent.get(key) else {
            return T::default();
        };
        let mut value = tolerant(node, &mut self.problems).unwrap_or_default();
        settle(self, node, &mut value);
        value
    }

    /// Reads the list under `key` entry by entry, and lets `settle` look into each.
    fn list<T: DeserializeOwned + Default>(
        &mut self,
        parent: Node<'_>,
        key: &str,
        mut settle: impl FnMut(&mut Self, Node<'_>, &mut T),
    ) -> Vec<T> {
        let Some(node) = parent.get(key) else {
            return Vec::new();
        };
        if node.kind() != Kind::List {
            tolerant::<Vec<IgnoredAny>>(node, &mut self.problems);
        }
        let read = |item| {
            let mut entry = tolerant(item, &mut self.problems).unwrap_or_default();
            settle(self, item, &mut entry);
            entry
        };
        node.items().map(read).collect()
    }

    /// Puts an empty entry where the list under `key` has one that is no object, so that positions are those of the
    /// text, and lets `settle` look into each.
    fn entries<T: Default>(
        &mut self,
        parent: Node<'_>,
        key: &str,
        entries: &mut Vec<T>,
        mut settle: impl FnMut(&mut Self, Node<'_>, &mut T),
    ) {
        let Some(node) = parent.get(key) else { return };
        for (position, item) in node.items().enumerate() {
            if item.kind() != Kind::Object && position <= entries.len() {
                entries.insert(position, T::default());
            }
            // A part with too many faults was given up as a whole; its entries are not in the view.
            if let Some(entry) = entries.get_mut(position) {
                settle(self, item, entry);
            }
        }
    }

    /// Looks whether the object under `key`, where there is one, has its required keys.
    fn optional<T: Required>(&mut self, parent: Node<'_>, key: &str, value: Option<&T>) {
        if let (Some(node), Some(value)) = (parent.get(key), value) {
            self.require(node, value);
        }
    }

    /// Looks whether an entry of a list has its required keys, and no further.
    fn part<T: Required>(&mut self, node: Node<'_>, value: &mut T) {
        self.require(node, value);
    }

    /// Leaves a part as it is: none of its keys is required.
    #[expect(
        clippy::unused_self,
        reason = "has the form of the other ways to settle a part"
    )]
    fn nothing<T>(&mut self, _: Node<'_>, _: &mut T) {}

    /// Notes the required keys that `node` does not have; one that is there but unreadable is a problem already.
    fn require<T: Required>(&mut self, node: Node<'_>, value: &T) {
        if node.kind() != Kind::Object {
            return;
        }
        let mut absent = value.absent();
        absent.retain(|key| node.get(key).is_none());
        if !absent.is_empty() {
            self.incomplete.push(IncompletePart {
                pointer: node.pointer(),
                span: node.span(),
                entity: value.entity().map(|(kind, id)| (kind, id.to_owned())),
                absent,
            });
        }
    }
}
