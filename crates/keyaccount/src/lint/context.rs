//! What a rule may look at.

use std::collections::BTreeSet;

use serde::de::value::{Error as WordError, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};

use super::configuration::BlockFault;
use super::facts::Facts;
use super::finding::EntityRef;
use super::gate::Mode;
use super::network::Network;
use super::parameter::{ParameterValue, Parameters};
use super::places::without_positions;
use super::report::Reason;
use super::settings::Settings;
use super::sink::{Draft, Sink};
use super::state::JudgedState;
use super::suppression::JudgedSuppression;
use crate::account::{Account, Competitor, Contract, Lifecycle, LifecycleState, Orientation, Tier};
use crate::document::{Code, Node, Problem};
use crate::plan::value_ranges::{outlier, range_at};
use crate::plan::{
    Action, ActionStatus, IncompletePart, Objective, ObjectiveStatus, Plan, PlanStatus, PlanView, Risk,
    RiskStatus,
};
use crate::portfolio::Portfolio;
use crate::quantity::decimal::{self, Decimal};
use crate::quantity::{Date, Datum, Period, add_months, calendar_months_between, days_between, is_blank};
use crate::sla::{Agreement, SlaMetric, Target};
use crate::stakeholder::{Contact, Tie};
use crate::team::{Member, MemberRole};
use crate::vocabulary::{Entity, Required, is_default};

/// What a rule may look at: the plan, what could not be read of it, the account behind it, and the rule's parameters.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) view: &'a PlanView<'a>,
    /// The portfolio, which supplies what the plan does not say about its account.
    pub(super) portfolio: Option<&'a Portfolio>,
    /// The account as the portfolio knows it.
    pub(super) account: Option<&'a Account>,
    pub(super) as_of: Option<Date>,
    pub(super) mode: Mode,
    pub(super) state: JudgedState,
    pub(super) facts: &'a Facts<'a>,
    pub(super) network: &'a Network<'a>,
    pub(super) settings: &'a Settings,
    /// The parameters of the rule that looks.
    pub(super) parameters: &'a Parameters,
    /// What is wrong with the settings that the plan carries.
    pub(super) block_fault: Option<&'a BlockFault>,
    /// The suppressions in the plan and beside it, each with a verdict.
    pub(super) suppressions: &'a [JudgedSuppression<'a>],
    /// The valid ones that hide nothing; empty until every other rule has been run.
    pub(super) unused_suppressions: &'a [&'a JudgedSuppression<'a>],
    /// The codes of the rules, lower than that of the rule that looks, that have found something; on or off.
    pub(super) fired: &'a BTreeSet<&'static str>,
}

/// A tie between an active member and an active contact who are in touch.
#[derive(Debug, Clone, Copy)]
pub(super) struct LiveLink<'a> {
    pub(super) member: &'a Member,
    pub(super) contact: &'a Contact,
}

impl<'a> Context<'a> {
    /// Returns the plan as far as it can be read; entries that cannot be read at all are empty, so that positions hold.
    pub(super) fn plan(&self) -> &'a Plan {
        &self.view.plan
    }

    /// Returns what could not be read, unknown keys included.
    pub(super) fn problems(&self) -> &'a [Problem] {
        &self.view.problems
    }

    /// Returns what could not be read, apart from unknown keys, which KA-002 tells, and numbers out of range, which KA-008 tells.
    pub(super) fn unreadable(&self) -> impl Iterator<Item = &'a Problem> {
        let root = self.root();
        self.problems().iter().filter(move |problem| match problem.code {
            Code::UnknownField => false,
            Code::InvalidValue | Code::WrongType => !is_out_of_range(root, &problem.pointer),
            _ => true,
        })
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

    /// Returns the account as the portfolio knows it, where one was given that holds it.
    pub(super) fn portfolio_account(&self) -> Option<&'a Account> {
        self.account
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

    /// Returns the days of the plan; where the end does not come after the start, which is another rule's finding, notes that
    /// they cannot be judged.
    pub(super) fn plan_period(&self, sink: &mut Sink) -> Option<Period> {
        let written = self.plan().plan.period.as_ref()?;
        let (start, end) = (written.start?, written.end?);
        if end <= start {
            sink.cannot_judge(Reason::InputFaulty, "/plan/period");
            return None;
        }
        written.period()
    }

    /// Returns whether the plan is still being drafted; a plan without a readable status is.
    pub(super) fn is_draft(&self) -> bool {
        matches!(self.plan_status(), None | Some(PlanStatus::Draft))
    }

    /// Returns whether the strategy is still being drafted: what is missing then is expected.
    pub(super) fn is_being_drafted(&self) -> bool {
        self.state() == LifecycleState::Strategy && self.is_draft()
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

    /// Returns the name of a person of either side, else the id.
    pub(super) fn person_label(&self, id: &str) -> String {
        let name = self.facts.person_name(id).filter(|name| !is_blank(name));
        name.unwrap_or(id).to_owned()
    }

    /// Returns where the account is in its life.
    pub(super) fn state(&self) -> LifecycleState {
        self.state.value
    }

    /// Returns what is stated of the life of the account: by the plan where it says anything, else by the portfolio.
    pub(super) fn lifecycle(&self) -> &'a Lifecycle {
        let own = &self.plan().account.lifecycle;
        match self.account {
            Some(account) if is_default(own) => &account.lifecycle,
            _ => own,
        }
    }

    /// Returns whether the account is run by the plan in force: in execution or review.
    pub(super) fn is_running(&self) -> bool {
        matches!(self.state(), LifecycleState::Execution | LifecycleState::Review)
    }

    /// Returns what `read` finds in the account of the plan, else in the account as the portfolio knows it.
    pub(super) fn account_fact<T>(&self, read: impl Fn(&'a Account) -> Option<T>) -> Option<T> {
        read(&self.plan().account).or_else(|| self.account.and_then(read))
    }

    /// Returns the day on which the plan came into force, else that on which the account did.
    pub(super) fn launched_on(&self) -> Option<Date> {
        let own = self.plan().plan.launched_on;
        own.or_else(|| self.account_fact(|account| account.lifecycle.launched_on))
    }

    /// Returns the fact about the account that the plan states, be it that it is unknown or does not apply, else the portfolio's;
    /// nothing where both are missing.
    pub(super) fn account_datum<T>(
        &self,
        read: impl Fn(&'a Account) -> &'a Datum<T>,
    ) -> Option<&'a Datum<T>> {
        self.account_fact(|account| Some(read(account)).filter(|fact| !fact.is_missing()))
    }

    /// Returns the agreements that the plan promises and those of its account, each with its place.
    pub(super) fn agreements(&self) -> impl Iterator<Item = (String, &'a Agreement)> {
        let promised = self.plan().sla.iter().enumerate();
        let promised = promised.map(|(index, agreement)| (format!("/sla/{index}"), agreement));
        promised.chain(self.account_list("agreements", |account| &account.agreements))
    }

    /// Returns the metrics of all agreements, each with its place.
    pub(super) fn metrics(&self) -> impl Iterator<Item = (String, &'a SlaMetric)> {
        self.agreements().flat_map(|(place, agreement)| {
            let metrics = agreement.metrics.iter().enumerate();
            metrics.map(move |(index, metric)| (format!("{place}/metrics/{index}"), metric))
        })
    }

    /// Returns the targets of a metric that are meant for accounts of this tier, with their positions.
    pub(super) fn targets(&self, metric: &'a SlaMetric) -> impl Iterator<Item = (usize, &'a Target)> {
        let tier = self.tier();
        let targets = metric.targets.iter().enumerate();
        targets.filter(move |(_, target)| target.tier.is_none() || target.tier == tier)
    }

    /// Returns the contracts of the account, each with its place.
    pub(super) fn contracts(&self) -> impl Iterator<Item = (String, &'a Contract)> {
        self.account_list("contracts", |account| &account.contracts)
    }

    /// Returns the competitors of the account and of us there, each with its place.
    pub(super) fn competitors(&self) -> impl Iterator<Item = (String, &'a Competitor)> {
        self.account_list("competitors", |account| &account.competitors)
    }

    /// Returns the entries of a list of the account: those of the plan, else those that the portfolio knows, which have the
    /// place that they would have in the plan.
    fn account_list<T: 'a>(
        &self,
        name: &'static str,
        list: impl Fn(&'a Account) -> &'a [T],
    ) -> impl Iterator<Item = (String, &'a T)> {
        let own = list(&self.plan().account);
        let entries = match self.account {
            Some(account) if own.is_empty() => list(account),
            _ => own,
        };
        let entries = entries.iter().enumerate();
        entries.map(move |(index, entry)| (format!("/account/{name}/{index}"), entry))
    }

    /// Returns the members who play their part on the day of judgement, with their positions.
    pub(super) fn active_members(&self) -> impl Iterator<Item = (usize, &'a Member)> {
        let as_of = self.as_of;
        let members = self.plan().team.iter().enumerate();
        members.filter(move |(_, member)| as_of.is_some_and(|as_of| member.is_active(as_of)))
    }

    /// Returns the contacts who are at the account on the day of judgement, with their positions.
    pub(super) fn active_contacts(&self) -> impl Iterator<Item = (usize, &'a Contact)> {
        let as_of = self.as_of;
        let contacts = self.plan().stakeholders.iter().enumerate();
        contacts.filter(move |(_, contact)| as_of.is_some_and(|as_of| contact.is_active(as_of)))
    }

    /// Returns the active contacts whose power is known to be at least the `min_influence` of the rule that looks, with their
    /// positions.
    pub(super) fn influential_contacts(&self) -> impl Iterator<Item = (usize, &'a Contact)> {
        let min_influence = self.number("min_influence");
        let is_influential = move |power: u8| f64::from(power) >= min_influence;
        self.active_contacts()
            .filter(move |(_, contact)| contact.power_rating().is_some_and(is_influential))
    }

    /// Returns the active members who coordinate the account, with their positions: key account managers marked as primary.
    ///
    /// Where there are several, KA-501 says so.
    pub(super) fn primary_managers(&self) -> impl Iterator<Item = (usize, &'a Member)> {
        let is_primary = |member: &Member| {
            member.is_primary == Some(true) && member.role == Some(MemberRole::KeyAccountManager)
        };
        self.active_members()
            .filter(move |(_, member)| is_primary(member))
    }

    /// Returns the actions that are neither done nor cancelled, with their positions.
    pub(super) fn open_actions(&self) -> impl Iterator<Item = (usize, &'a Action)> {
        let actions = self.plan().actions.iter().enumerate();
        actions.filter(|(_, action)| action.status.is_some_and(ActionStatus::is_open))
    }

    /// Returns the risks that have neither happened nor been closed, with their positions.
    pub(super) fn open_risks(&self) -> impl Iterator<Item = (usize, &'a Risk)> {
        let risks = self.plan().risks.iter().enumerate();
        risks.filter(|(_, risk)| risk.status == Some(RiskStatus::Open))
    }

    /// Returns the objectives that were not dropped, with their positions.
    pub(super) fn kept_objectives(&self) -> impl Iterator<Item = (usize, &'a Objective)> {
        let objectives = self.plan().objectives.iter().enumerate();
        objectives.filter(|(_, objective)| objective.status != Some(ObjectiveStatus::Dropped))
    }

    /// Returns the objectives that are still to be met, with their positions.
    pub(super) fn open_objectives(&self) -> impl Iterator<Item = (usize, &'a Objective)> {
        let objectives = self.plan().objectives.iter().enumerate();
        objectives.filter(|(_, objective)| objective.status.is_some_and(ObjectiveStatus::is_open))
    }

    /// Returns the ties that are live on the day of judgement, one per pair of an active member and an active contact, in the
    /// order of the document.
    ///
    /// Live as KA-401 has it: in touch in the last `live_days`, or on a known day in the next `ahead_days`.
    pub(super) fn live_links(&self) -> Vec<LiveLink<'a>> {
        let Some(as_of) = self.as_of else {
            return Vec::new();
        };
        let (live_days, ahead_days) = (
            self.settings.number("KA-401", "live_days"),
            self.settings.number("KA-401", "ahead_days"),
        );
        let (mut links, mut seen) = (Vec::new(), BTreeSet::new());
        for tie in &self.plan().links {
            let (Some(member), Some(contact)) = (&tie.member_id, &tie.contact_id) else {
                continue;
            };
            let ends = self
                .facts
                .member(member.as_str())
                .zip(self.facts.contact(contact.as_str()));
            let Some((member, contact)) = ends else { continue };
            let is_live = member.is_active(as_of)
                && contact.is_active(as_of)
                && is_live(tie, as_of, live_days, ahead_days);
            if is_live && seen.insert((&tie.member_id, &tie.contact_id)) {
                links.push(LiveLink { member, contact });
            }
        }
        links
    }

    /// Returns the contacts who have a live link to somebody of our team, with their positions.
    pub(super) fn linked_contacts(&self) -> Vec<(usize, &'a Contact)> {
        let live = self.live_links();
        let linked: BTreeSet<&str> = live.iter().filter_map(|link| link.contact.id()).collect();
        self.active_contacts()
            .filter(|(_, contact)| contact.id().is_some_and(|id| linked.contains(id)))
            .collect()
    }

    /// Returns how many days before the day of judgement `date` lies, negative for later ones; nothing without that day.
    pub(super) fn age_days(&self, date: Date) -> Option<f64> {
        Some(days(date, self.as_of?))
    }

    /// Returns whether `date` lies more than `limit` whole months before the day of judgement; a month ends on the same day of
    /// the next month, or on its last day where that is earlier.
    pub(super) fn is_older_than_months(&self, date: Date, limit: f64) -> bool {
        let Some(as_of) = self.as_of else { return false };
        let upper = calendar_months_between(date, as_of);
        let begins = |months: i32| add_months(date, months).filter(|begin| *begin <= as_of);
        let whole = [upper, upper - 1]
            .into_iter()
            .find_map(|months| Some((months, begins(months)?)));
        whole.is_some_and(|(months, begin)| {
            let months = f64::from(months);
            months > limit || (months >= limit && begin < as_of)
        })
    }

    /// Returns whether one of the rules has found something, on or off; rules with a higher code than the one that looks have not
    /// been run yet.
    pub(super) fn has_fired(&self, codes: &[&str]) -> bool {
        codes.iter().any(|code| self.fired.contains(code))
    }

    /// Returns the word that the parameter `name` is set to, empty where there is none.
    pub(super) fn text(&self, name: &str) -> &'a str {
        match self.parameters.get(name) {
            Some(ParameterValue::Text(text)) => text,
            _ => "",
        }
    }

    /// Returns the numbers that the parameter `name` is set to.
    pub(super) fn numbers(&self, name: &str) -> &'a [f64] {
        match self.parameters.get(name) {
            Some(ParameterValue::Numbers(numbers)) => numbers,
            _ => &[],
        }
    }

    /// Returns the number that the parameter `name` is set to; where the number depends on the tier and there is none for this
    /// one, not a number, which is neither above nor below anything.
    pub(super) fn number(&self, name: &str) -> f64 {
        number(self.parameters, name)
    }

    /// Returns the whole number up to the one that the parameter `name` is set to, 0 where there is none.
    pub(super) fn whole_number(&self, name: &str) -> u32 {
        self.number(name).floor().to_string().parse().unwrap_or(0)
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
        self.texts(name).iter().filter_map(|text| word(text)).collect()
    }

    /// Returns the word that the parameter `name` is set to, as one of a vocabulary; nothing where there is none.
    pub(super) fn word<W: DeserializeOwned>(&self, name: &str) -> Option<W> {
        word(self.text(name))
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

/// Returns whether a number stands at the place that lies outside the range of its field.
fn is_out_of_range(root: Node<'_>, pointer: &str) -> bool {
    let range = range_at(&without_positions(pointer.split('/').skip(1)));
    let found = range.and_then(|range| outlier(root.at_pointer(pointer)?, range));
    found.is_some()
}

/// Returns the number that `name` is set to, else not a number.
pub(super) fn number(parameters: &Parameters, name: &str) -> f64 {
    match parameters.get(name) {
        Some(ParameterValue::Number(number)) => *number,
        _ => f64::NAN,
    }
}

/// Returns the word of a vocabulary that `text` is.
pub(super) fn word<W: DeserializeOwned>(text: &str) -> Option<W> {
    let text: StrDeserializer<'_, WordError> = text.into_deserializer();
    W::deserialize(text).ok()
}

/// Returns the decimal that a number is written as, so that sums of shares are those that people add up; nothing for a number
/// that is not finite, or has more digits than a decimal holds.
pub(super) fn exact(number: f64) -> Option<Decimal> {
    decimal::parse(&number.to_string()).ok()
}

/// Returns the days from one date to another, negative where the second is earlier.
pub(super) fn days(from: Date, to: Date) -> f64 {
    i32::try_from(days_between(from, to)).map_or(f64::INFINITY, f64::from)
}

/// Returns a count in the type of the parameters that it is compared with.
pub(super) fn as_number(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

/// Returns whether the two were in touch in the last `live_days` or will be, on a known day, in the next `ahead_days`.
fn is_live(tie: &Tie, as_of: Date, live_days: f64, ahead_days: f64) -> bool {
    let past = |date: Date| (0.0..=live_days).contains(&days(date, as_of));
    let ahead = |date: Date| (0.0..=ahead_days).contains(&days(as_of, date));
    let dates = tie.interactions.iter().filter_map(|interaction| interaction.on);
    tie.last_on.into_iter().chain(dates).any(past) || tie.next_on.is_some_and(ahead)
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

/// Returns the ratio in percent, rounded to one digit after the point.
pub(super) fn percent(ratio: f64) -> f64 {
    (ratio * 1000.0).round() / 10.0
}
