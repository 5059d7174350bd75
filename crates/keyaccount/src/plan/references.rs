//! Where the entities of a plan live, and which fields refer to them.
//!
//! Data for the rules about ids. Places are JSON Pointers in which `*` stands for every entry of a list; what is not in
//! these tables is not an entity, or not a reference. Tests hold them against the JSON Schema of the plan, so that no
//! field can be forgotten.

use crate::vocabulary::EntityKind::{
    self, Account, Action, Agreement, Amendment, Assumption, Budget, Cadence, Calendar, CatalogueEntry,
    ClientObjective, Commitment, Competitor, Conflict, Contact, Contract, Decision, HealthReading, Issue,
    Member, Need, Objective, OtherPerson, OwnChange, Plan, PositionItem, Report, Request, Review, Reward,
    Risk, Segment, SlaMetric, Trend, Unit, ValueAdd,
};

/// A place where entities of one kind live, each with its `id`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntityPlace {
    /// What lives there.
    pub kind: EntityKind,
    /// The place of the entity, such as `/actions/*`.
    pub place: &'static str,
}

/// A field that refers to an entity by its id, or by `kind:id` where several kinds may be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReferenceField {
    /// The place of the reference, such as `/actions/*/depends_on/*/id`.
    pub place: &'static str,
    /// The kinds of entities that it may point to; empty for what is no entity of a plan or portfolio.
    pub kinds: &'static [EntityKind],
    /// Where the entity may be.
    pub scope: Scope,
}

/// Where the entity that a reference points to may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// In the plan, or in the portfolio where one is given: a plan alone must hold it.
    Plan,
    /// In the plan or in the portfolio: without a portfolio, an id that the plan does not hold cannot be judged.
    Portfolio,
    /// In a document that is neither, such as a score model: it cannot be judged.
    Elsewhere,
}

/// People of any side: contacts, members and others share one namespace.
const PEOPLE: &[EntityKind] = &[Contact, Member, OtherPerson];
/// Members of the team, and other people of our organisation such as approvers.
const OUR_SIDE: &[EntityKind] = &[Member, OtherPerson];
/// What an action or a decision may serve.
const ACTION_SERVES: &[EntityKind] = &[
    Objective,
    Need,
    ClientObjective,
    ValueAdd,
    Reward,
    Risk,
    Issue,
    Conflict,
    Commitment,
    SlaMetric,
    Contract,
    Review,
    Decision,
    HealthReading,
    Request,
    OwnChange,
    PositionItem,
    Trend,
    Competitor,
    Contact,
    Member,
    OtherPerson,
];
/// What a commitment or a reward may serve.
const COMMITMENT_SERVES: &[EntityKind] = &[Objective, Need, ClientObjective, ValueAdd, SlaMetric, Risk];
/// What a metric of an agreement may serve.
const METRIC_SERVES: &[EntityKind] = &[Objective, Need, ClientObjective, ValueAdd];
/// What a review may answer.
const REVIEW_RESPONDS: &[EntityKind] = &[
    HealthReading,
    Risk,
    Issue,
    SlaMetric,
    Contact,
    Contract,
    OwnChange,
];
/// What may draw on a part of the analysis.
const USED_BY: &[EntityKind] = &[Objective, Action, Risk, ValueAdd];
/// Every kind.
const ALL: &[EntityKind] = EntityKind::ALL;

/// Where the entities of a plan live, in the order of the document.
///
/// Ids are unique among the entities of one kind over all its places.
pub const ENTITY_PLACES: &[EntityPlace] = &[
    lives(Plan, ""),
    lives(Account, "/account"),
    lives(Unit, "/account/units/*"),
    lives(Competitor, "/account/competitors/*"),
    lives(Contract, "/account/contracts/*"),
    lives(Agreement, "/account/agreements/*"),
    lives(Calendar, "/account/agreements/*/calendars/*"),
    lives(SlaMetric, "/account/agreements/*/metrics/*"),
    lives(Amendment, "/plan/amendments/*"),
    lives(PositionItem, "/position/items/*"),
    lives(Trend, "/position/trends/*"),
    lives(Need, "/needs/*"),
    lives(Segment, "/audience/*"),
    lives(ClientObjective, "/client_objectives/*"),
    lives(Objective, "/objectives/*"),
    lives(Action, "/actions/*"),
    lives(Contact, "/stakeholders/*"),
    lives(Member, "/team/*"),
    lives(OtherPerson, "/others/*"),
    lives(Budget, "/resources/budgets/*"),
    lives(ValueAdd, "/value_adds/*"),
    lives(Reward, "/rewards/*"),
    lives(Agreement, "/sla/*"),
    lives(Calendar, "/sla/*/calendars/*"),
    lives(SlaMetric, "/sla/*/metrics/*"),
    lives(Commitment, "/commitments/*"),
    lives(Request, "/requests/*"),
    lives(Risk, "/risks/*"),
    lives(Assumption, "/assumptions/*"),
    lives(Issue, "/issues/*"),
    lives(Decision, "/decisions/*"),
    lives(Conflict, "/conflicts/*"),
    lives(OwnChange, "/own_changes/*"),
    lives(Cadence, "/governance/cadences/*"),
    lives(Review, "/governance/reviews/*"),
    lives(Report, "/governance/reports/*"),
    lives(HealthReading, "/health/readings/*"),
];

/// Which fields of a plan refer to entities, in the order of their places.
pub const REFERENCES: &[ReferenceField] = &[
    refers("/account/agreements/*/contact_id", &[Contact], Scope::Plan),
    refers("/account/agreements/*/contract_id", &[Contract], Scope::Portfolio),
    refers(
        "/account/agreements/*/escalation/*/person_id",
        PEOPLE,
        Scope::Portfolio,
    ),
    refers(
        "/account/agreements/*/metrics/*/owner_id",
        OUR_SIDE,
        Scope::Portfolio,
    ),
    refers(
        "/account/agreements/*/metrics/*/serves/*",
        METRIC_SERVES,
        Scope::Plan,
    ),
    refers(
        "/account/agreements/*/metrics/*/targets/*/calendar_id",
        &[Calendar],
        Scope::Portfolio,
    ),
    refers(
        "/account/agreements/*/successor_id",
        &[Agreement],
        Scope::Portfolio,
    ),
    refers(
        "/account/competitors/*/our_account_id",
        &[Account],
        Scope::Portfolio,
    ),
    refers("/account/competitors/*/used_by/*", USED_BY, Scope::Plan),
    refers("/account/contracts/*/successor_id", &[Contract], Scope::Portfolio),
    refers(
        "/account/lifecycle/exit/decided_by_id",
        OUR_SIDE,
        Scope::Portfolio,
    ),
    refers("/account/lifecycle/exit/new_owner_id", OUR_SIDE, Scope::Portfolio),
    refers("/account/lifecycle/exit/told_by_id", OUR_SIDE, Scope::Portfolio),
    refers(
        "/account/lifecycle/exit/transition_owner_id",
        OUR_SIDE,
        Scope::Portfolio,
    ),
    refers("/account/lifecycle/hold/owner_id", OUR_SIDE, Scope::Portfolio),
    refers("/account/manager_id", &[Member], Scope::Portfolio),
    refers("/account/parent_id", &[Account], Scope::Portfolio),
    refers("/account/plan_ids/*", &[Plan], Scope::Portfolio),
    refers("/account/selection/criteria_set/id", &[], Scope::Elsewhere),
    refers("/account/selection/decided_by_id", OUR_SIDE, Scope::Portfolio),
    refers("/account/selection/scores/*/criterion_id", &[], Scope::Elsewhere),
    refers("/actions/*/assignments/*/person_id", PEOPLE, Scope::Plan),
    refers("/actions/*/depends_on/*/id", &[Action], Scope::Plan),
    refers("/actions/*/serves/*", ACTION_SERVES, Scope::Plan),
    refers("/assumptions/*/owner_id", PEOPLE, Scope::Plan),
    refers("/client_objectives/*/confirmed_by_id", &[Contact], Scope::Plan),
    refers("/client_objectives/*/contact_id", &[Contact], Scope::Plan),
    refers("/commitments/*/action_ids/*", &[Action], Scope::Plan),
    refers("/commitments/*/contact_id", &[Contact], Scope::Plan),
    refers("/commitments/*/owner_id", PEOPLE, Scope::Plan),
    refers("/commitments/*/serves/*", COMMITMENT_SERVES, Scope::Plan),
    refers("/commitments/*/transferred_to_id", PEOPLE, Scope::Portfolio),
    refers("/conflicts/*/other_account_id", &[Account], Scope::Portfolio),
    refers("/conflicts/*/owner_id", OUR_SIDE, Scope::Plan),
    refers("/conflicts/*/used_by/*", USED_BY, Scope::Plan),
    refers("/decisions/*/decided_by_id", PEOPLE, Scope::Plan),
    refers("/decisions/*/owner_id", PEOPLE, Scope::Plan),
    refers("/decisions/*/serves/*", ACTION_SERVES, Scope::Plan),
    refers("/expectations/acknowledged_by_id", &[Contact], Scope::Plan),
    refers("/expectations/by_id", OUR_SIDE, Scope::Plan),
    refers("/governance/cadences/*/owner_id", OUR_SIDE, Scope::Plan),
    refers("/governance/reports/*/owner_id", OUR_SIDE, Scope::Plan),
    refers("/governance/reports/*/recipient_ids/*", PEOPLE, Scope::Plan),
    refers("/governance/reviews/*/action_ids/*", &[Action], Scope::Plan),
    refers("/governance/reviews/*/cadence_id", &[Cadence], Scope::Plan),
    refers(
        "/governance/reviews/*/client_attendee_ids/*",
        &[Contact],
        Scope::Plan,
    ),
    refers("/governance/reviews/*/decision_ids/*", &[Decision], Scope::Plan),
    refers("/governance/reviews/*/our_attendee_ids/*", OUR_SIDE, Scope::Plan),
    refers(
        "/governance/reviews/*/responds_to/*",
        REVIEW_RESPONDS,
        Scope::Plan,
    ),
    refers("/history/*/actor_id", PEOPLE, Scope::Portfolio),
    refers("/issues/*/owner_id", PEOPLE, Scope::Plan),
    refers("/issues/*/risk_id", &[Risk], Scope::Plan),
    refers("/kickoff/client_attendee_ids/*", &[Contact], Scope::Plan),
    refers("/kickoff/confirmed_by_id", &[Contact], Scope::Plan),
    refers("/kickoff/our_attendee_ids/*", OUR_SIDE, Scope::Plan),
    refers("/links/*/contact_id", &[Contact], Scope::Plan),
    refers("/links/*/member_id", &[Member], Scope::Plan),
    refers("/needs/*/confirmed_by_id", &[Contact], Scope::Plan),
    refers("/needs/*/declined/by_id", OUR_SIDE, Scope::Plan),
    refers("/needs/*/source/contact_id", &[Contact], Scope::Plan),
    refers(
        "/objectives/*/client_objective_ids/*",
        &[ClientObjective],
        Scope::Plan,
    ),
    refers("/objectives/*/judge_id", PEOPLE, Scope::Plan),
    refers("/objectives/*/need_ids/*", &[Need], Scope::Plan),
    refers("/objectives/*/owner_id", OUR_SIDE, Scope::Plan),
    refers("/objectives/*/parent_id", &[Objective], Scope::Plan),
    refers("/own_changes/*/action_ids/*", &[Action], Scope::Plan),
    refers("/own_changes/*/contact_ids/*", &[Contact], Scope::Plan),
    refers("/own_changes/*/owner_id", OUR_SIDE, Scope::Plan),
    refers("/own_changes/*/told_by_id", OUR_SIDE, Scope::Plan),
    refers("/plan/amendments/*/approved_by_id", OUR_SIDE, Scope::Plan),
    refers("/plan/amendments/*/by_id", OUR_SIDE, Scope::Plan),
    refers("/plan/approver_id", OUR_SIDE, Scope::Plan),
    refers("/plan/owner_id", OUR_SIDE, Scope::Plan),
    refers("/plan/predecessor_id", &[Plan], Scope::Portfolio),
    refers("/plan/successor_id", &[Plan], Scope::Portfolio),
    refers("/position/items/*/used_by/*", USED_BY, Scope::Plan),
    refers("/position/trends/*/used_by/*", USED_BY, Scope::Plan),
    refers("/requests/*/action_id", &[Action], Scope::Plan),
    refers("/requests/*/contact_id", &[Contact], Scope::Plan),
    refers("/resources/budgets/*/approved_by_id", OUR_SIDE, Scope::Plan),
    refers("/resources/lines/*/approved_by_id", OUR_SIDE, Scope::Plan),
    refers("/rewards/*/serves/*", COMMITMENT_SERVES, Scope::Plan),
    refers("/risks/*/accepted_by_id", OUR_SIDE, Scope::Plan),
    refers("/risks/*/contingency/owner_id", OUR_SIDE, Scope::Plan),
    refers("/risks/*/mitigation_action_ids/*", &[Action], Scope::Plan),
    refers("/risks/*/owner_id", OUR_SIDE, Scope::Plan),
    refers("/sla/*/contact_id", &[Contact], Scope::Plan),
    refers("/sla/*/contract_id", &[Contract], Scope::Portfolio),
    refers("/sla/*/escalation/*/person_id", PEOPLE, Scope::Portfolio),
    refers("/sla/*/metrics/*/owner_id", OUR_SIDE, Scope::Portfolio),
    refers("/sla/*/metrics/*/serves/*", METRIC_SERVES, Scope::Plan),
    refers(
        "/sla/*/metrics/*/targets/*/calendar_id",
        &[Calendar],
        Scope::Portfolio,
    ),
    refers("/sla/*/successor_id", &[Agreement], Scope::Portfolio),
    refers("/stakeholders/*/adaptability/by_id", OUR_SIDE, Scope::Plan),
    refers("/stakeholders/*/interest/by_id", OUR_SIDE, Scope::Plan),
    refers("/stakeholders/*/legitimacy/by_id", OUR_SIDE, Scope::Plan),
    refers("/stakeholders/*/orientation/by_id", OUR_SIDE, Scope::Plan),
    refers("/stakeholders/*/owner_ids/*", &[Member], Scope::Plan),
    refers("/stakeholders/*/power/by_id", OUR_SIDE, Scope::Plan),
    refers("/stakeholders/*/reports_to_id", &[Contact], Scope::Plan),
    refers("/stakeholders/*/stance/by_id", OUR_SIDE, Scope::Plan),
    refers("/stakeholders/*/successor_id", &[Contact], Scope::Plan),
    refers("/stakeholders/*/unit_id", &[Unit], Scope::Plan),
    refers("/stakeholders/*/urgency/by_id", OUR_SIDE, Scope::Plan),
    refers("/suppressions/*/approved_by_id", OUR_SIDE, Scope::Portfolio),
    refers("/suppressions/*/target/entity", ALL, Scope::Portfolio),
    refers("/team/*/backup_for_id", &[Member], Scope::Plan),
    refers("/team/*/history/*/account_id", &[Account], Scope::Elsewhere),
    refers("/team/*/line_manager_id", OUR_SIDE, Scope::Portfolio),
    refers(
        "/value_adds/*/catalogue_entry_id",
        &[CatalogueEntry],
        Scope::Portfolio,
    ),
    refers(
        "/value_adds/*/client_objective_ids/*",
        &[ClientObjective],
        Scope::Plan,
    ),
    refers("/value_adds/*/need_ids/*", &[Need], Scope::Plan),
];

const fn lives(kind: EntityKind, place: &'static str) -> EntityPlace {
    EntityPlace { kind, place }
}

const fn refers(place: &'static str, kinds: &'static [EntityKind], scope: Scope) -> ReferenceField {
    ReferenceField { place, kinds, scope }
}

#[cfg(all(test, feature = "schema"))]
mod tests;
