//! What a portfolio must fulfil beyond what its types say.

use std::collections::{BTreeMap, BTreeSet};

use super::{Portfolio, PortfolioError};
use crate::account::Account;
use crate::document;
use crate::quantity::{AccountId, Currency, Date, Datum, EntityId, Money, PersonId};
use crate::sla::{Agreement, Calendar};
use crate::vocabulary::{Entity, EntityKind, Required};

/// Returns the faults of `portfolio`, kind after kind.
pub(super) fn faults(portfolio: &Portfolio) -> Vec<PortfolioError> {
    let mut faults = Vec::new();
    missing(portfolio, &mut faults);
    duplicates(portfolio, &mut faults);
    dangling(portfolio, &mut faults);
    amounts(portfolio, &mut faults);
    dates(portfolio, &mut faults);
    parent_cycles(portfolio, &mut faults);
    faults
}

fn missing(portfolio: &Portfolio, faults: &mut Vec<PortfolioError>) {
    let mut require = |path: &str, part: &dyn AbsentKeys| {
        faults.extend(part.absent_keys().into_iter().map(|key| PortfolioError::Missing {
            path: format!("{path}/{key}"),
            key,
        }));
    };
    let organisation = &portfolio.organisation;
    require("/organisation", organisation);
    require_calendars("/organisation", &organisation.calendars, &mut require);
    require_each(
        "/organisation/standard_catalogue",
        &organisation.standard_catalogue,
        &mut require,
    );
    if let Some(agreement) = &organisation.standard_agreement {
        require_agreement("/organisation/standard_agreement", agreement, &mut require);
    }
    require_each("/exchange_rates", &portfolio.exchange_rates, &mut require);
    require_each("/members", &portfolio.members, &mut require);
    for (index, account) in portfolio.accounts.iter().enumerate() {
        let path = format!("/accounts/{index}");
        require(&path, account);
        require_each(&format!("{path}/units"), &account.units, &mut require);
        require_each(&format!("{path}/competitors"), &account.competitors, &mut require);
        require_each(&format!("{path}/contracts"), &account.contracts, &mut require);
        for (index, agreement) in account.agreements.iter().enumerate() {
            require_agreement(&format!("{path}/agreements/{index}"), agreement, &mut require);
        }
    }
}

/// [`Required`] without its constant, so that parts of different types can be passed to one closure.
trait AbsentKeys {
    fn absent_keys(&self) -> Vec<&'static str>;
}

impl<T: Required> AbsentKeys for T {
    fn absent_keys(&self) -> Vec<&'static str> {
        self.absent()
    }
}

fn require_each<T: Required>(path: &str, parts: &[T], require: &mut impl FnMut(&str, &dyn AbsentKeys)) {
    for (index, part) in parts.iter().enumerate() {
        require(&format!("{path}/{index}"), part);
    }
}

fn require_agreement(path: &str, agreement: &Agreement, require: &mut impl FnMut(&str, &dyn AbsentKeys)) {
    require(path, agreement);
    require_calendars(path, &agreement.calendars, require);
    require_each(&format!("{path}/metrics"), &agreement.metrics, require);
}

fn require_calendars(path: &str, calendars: &[Calendar], require: &mut impl FnMut(&str, &dyn AbsentKeys)) {
    for (index, calendar) in calendars.iter().enumerate() {
        let path = format!("{path}/calendars/{index}");
        require(&path, calendar);
        require_each(&format!("{path}/opening"), &calendar.opening, require);
    }
}

fn duplicates(portfolio: &Portfolio, faults: &mut Vec<PortfolioError>) {
    unique("/members", &portfolio.members, faults);
    unique("/accounts", &portfolio.accounts, faults);
    for (index, account) in portfolio.accounts.iter().enumerate() {
        let path = format!("/accounts/{index}");
        unique(&format!("{path}/units"), &account.units, faults);
        unique(&format!("{path}/competitors"), &account.competitors, faults);
        unique(&format!("{path}/contracts"), &account.contracts, faults);
        unique(&format!("{path}/agreements"), &account.agreements, faults);
    }
    let plan_ids: Vec<Option<String>> = portfolio
        .plans
        .iter()
        .map(|plan| plan_id(plan.as_str()))
        .collect();
    let plan_ids = plan_ids.iter().map(Option::as_deref);
    unique_ids("/plans", EntityKind::Plan, plan_ids, faults);
}

fn unique<T: Entity>(path: &str, entities: &[T], faults: &mut Vec<PortfolioError>) {
    unique_ids(path, T::KIND, entities.iter().map(Entity::id), faults);
}

fn unique_ids<'i>(
    path: &str,
    kind: EntityKind,
    ids: impl Iterator<Item = Option<&'i str>>,
    faults: &mut Vec<PortfolioError>,
) {
    let mut first_places = BTreeMap::new();
    for (index, id) in ids.enumerate() {
        let Some(id) = id else { continue };
        if let Some(first) = first_places.get(id) {
            faults.push(PortfolioError::DuplicateId {
                path: format!("{path}/{index}/id"),
                first: format!("{path}/{first}/id"),
                kind,
                id: id.to_owned(),
            });
        } else {
            first_places.insert(id, index);
        }
    }
}

fn dangling(portfolio: &Portfolio, faults: &mut Vec<PortfolioError>) {
    let members: BTreeSet<&str> = portfolio.members.iter().filter_map(Entity::id).collect();
    let accounts: BTreeSet<&str> = portfolio.accounts.iter().filter_map(Entity::id).collect();
    let plans: BTreeSet<String> = portfolio
        .plans
        .iter()
        .filter_map(|plan| plan_id(plan.as_str()))
        .collect();

    let organisation = &portfolio.organisation;
    let calendars: BTreeSet<&str> = organisation.calendars.iter().filter_map(Entity::id).collect();
    if let Some(id) = &organisation.working_calendar_id {
        let path = "/organisation/working_calendar_id".to_owned();
        resolve(path, EntityKind::Calendar, id.as_str(), &calendars, faults);
    }
    for (index, member) in portfolio.members.iter().enumerate() {
        let references = [
            ("backup_for_id", &member.backup_for_id),
            ("line_manager_id", &member.line_manager_id),
        ];
        for (field, id) in references {
            let Some(id) = id else { continue };
            let path = format!("/members/{index}/{field}");
            resolve(path, EntityKind::Member, id.as_str(), &members, faults);
        }
    }
    for (index, account) in portfolio.accounts.iter().enumerate() {
        let path = format!("/accounts/{index}");
        if let Some(id) = account.manager_id.as_ref().map(PersonId::as_str) {
            resolve(
                format!("{path}/manager_id"),
                EntityKind::Member,
                id,
                &members,
                faults,
            );
        }
        if let Some(id) = account.parent_id.as_ref().map(AccountId::as_str) {
            resolve(
                format!("{path}/parent_id"),
                EntityKind::Account,
                id,
                &accounts,
                faults,
            );
        }
        for (position, id) in account.plan_ids.iter().enumerate() {
            // Without plans in the portfolio they are kept elsewhere, and nothing can be said.
            if !plans.is_empty() && !plans.contains(id.as_str()) {
                faults.push(PortfolioError::Dangling {
                    path: format!("{path}/plan_ids/{position}"),
                    kind: EntityKind::Plan,
                    id: id.to_string(),
                });
            }
        }
        dangling_successors(&path, account, faults);
    }
}

fn dangling_successors(path: &str, account: &Account, faults: &mut Vec<PortfolioError>) {
    let contracts: BTreeSet<&str> = account.contracts.iter().filter_map(Entity::id).collect();
    let agreements: BTreeSet<&str> = account.agreements.iter().filter_map(Entity::id).collect();
    for (index, contract) in account.contracts.iter().enumerate() {
        if let Some(id) = contract.successor_id.as_ref().map(EntityId::as_str) {
            let path = format!("{path}/contracts/{index}/successor_id");
            resolve(path, EntityKind::Contract, id, &contracts, faults);
        }
    }
    for (index, agreement) in account.agreements.iter().enumerate() {
        if let Some(id) = &agreement.successor_id {
            let path = format!("{path}/agreements/{index}/successor_id");
            resolve(path, EntityKind::Agreement, id.as_str(), &agreements, faults);
        }
    }
}

fn resolve(
    path: String,
    kind: EntityKind,
    id: &str,
    known: &BTreeSet<&str>,
    faults: &mut Vec<PortfolioError>,
) {
    if !known.contains(id) {
        faults.push(PortfolioError::Dangling {
            path,
            kind,
            id: id.to_owned(),
        });
    }
}

fn amounts(portfolio: &Portfolio, faults: &mut Vec<PortfolioError>) {
    for (index, rate) in portfolio.exchange_rates.iter().enumerate() {
        if let Some(rate) = rate.rate.filter(|rate| rate.get() <= 0.into()) {
            let path = format!("/exchange_rates/{index}/rate");
            faults.push(PortfolioError::Rate { path, rate });
        }
    }
    let mut amounts = Amounts {
        home: portfolio.organisation.currency,
        convertible: convertible(portfolio),
        faults,
    };
    if let Some(total) = &portfolio.revenue_total {
        amounts.check("/revenue_total/amount", total.amount, false);
    }
    for (index, account) in portfolio.accounts.iter().enumerate() {
        let fields = [
            ("annual_value", &account.annual_value, false),
            ("gross_margin", &account.gross_margin, true),
            ("cost_to_serve", &account.cost_to_serve, false),
            ("addressable_spend", &account.addressable_spend, false),
        ];
        for (field, amount, may_be_negative) in fields {
            if let Datum::Value(amount) = *amount {
                amounts.check(&format!("/accounts/{index}/{field}"), amount, may_be_negative);
            }
        }
    }
}

/// Returns the currencies from which some rate leads to the organisation's; no rate is read backwards.
fn convertible(portfolio: &Portfolio) -> BTreeSet<Currency> {
    let home = portfolio.organisation.currency;
    let rates = portfolio.exchange_rates.iter();
    rates
        .filter(|rate| rate.to == home)
        .filter_map(|rate| rate.from)
        .collect()
}

struct Amounts<'f> {
    home: Option<Currency>,
    /// Grows by each currency that was complained of, so that each is named once.
    convertible: BTreeSet<Currency>,
    faults: &'f mut Vec<PortfolioError>,
}

impl Amounts<'_> {
    fn check(&mut self, path: &str, amount: Money, may_be_negative: bool) {
        if amount.amount < 0.into() && !may_be_negative {
            let path = path.to_owned();
            self.faults.push(PortfolioError::Negative { path, amount });
        }
        let Some(home) = self.home.filter(|home| *home != amount.currency) else {
            return;
        };
        if self.convertible.insert(amount.currency) {
            self.faults.push(PortfolioError::NoExchangeRate {
                path: path.to_owned(),
                from: amount.currency,
                to: home,
            });
        }
    }
}

fn dates(portfolio: &Portfolio, faults: &mut Vec<PortfolioError>) {
    let mut order = |path: String, start: Option<Date>, end: Option<Date>| {
        if let (Some(start), Some(end)) = (start, end)
            && end < start
        {
            faults.push(PortfolioError::DateOrder { path, start, end });
        }
    };
    for (index, member) in portfolio.members.iter().enumerate() {
        order(format!("/members/{index}/end_on"), member.start_on, member.end_on);
    }
    for (index, account) in portfolio.accounts.iter().enumerate() {
        let path = format!("/accounts/{index}");
        for (index, contract) in account.contracts.iter().enumerate() {
            order(
                format!("{path}/contracts/{index}/end"),
                contract.start,
                contract.end,
            );
        }
        for (index, agreement) in account.agreements.iter().enumerate() {
            order(
                format!("{path}/agreements/{index}/to"),
                agreement.from,
                agreement.to,
            );
        }
    }
}

fn parent_cycles(portfolio: &Portfolio, faults: &mut Vec<PortfolioError>) {
    let ids = || portfolio.accounts.iter().enumerate();
    let parents: BTreeMap<&str, (usize, &str)> = ids()
        .filter_map(|(index, account)| {
            let parent = account.parent_id.as_ref()?.as_str();
            Some((account.id.as_ref()?.as_str(), (index, parent)))
        })
        .collect();
    let mut settled = BTreeSet::new();
    for (_, account) in ids() {
        let mut chain = Vec::new();
        let mut on_chain = BTreeMap::new();
        let mut next = account.id.as_ref().map(AccountId::as_str);
        while let Some(id) = next.filter(|id| !settled.contains(id)) {
            if let Some(&start) = on_chain.get(id) {
                faults.extend(cycle(chain.get(start..).unwrap_or_default(), &parents));
                break;
            }
            on_chain.insert(id, chain.len());
            chain.push(id);
            next = parents.get(id).map(|(_, parent)| *parent);
        }
        settled.extend(chain);
    }
}

/// Returns the fault of a circle, told from the account that comes first in the document.
fn cycle(ids: &[&str], parents: &BTreeMap<&str, (usize, &str)>) -> Option<PortfolioError> {
    let places = ids.iter().map(|id| parents.get(id).map(|(index, _)| *index));
    let (start, first) = places.enumerate().min_by_key(|(_, place)| *place)?;
    let mut row: Vec<String> = ids
        .iter()
        .cycle()
        .skip(start)
        .take(ids.len())
        .map(ToString::to_string)
        .collect();
    row.extend(row.first().cloned());
    Some(PortfolioError::ParentCycle {
        path: format!("/accounts/{}/parent_id", first?),
        ids: row,
    })
}

/// Returns the id of the plan that `text` writes, where it has a readable one.
fn plan_id(text: &str) -> Option<String> {
    /// A plan of which only the id is looked at; everything else may be unreadable.
    #[derive(serde::Deserialize)]
    struct OnlyId {
        id: Option<serde_json::Value>,
    }
    let plan: OnlyId = document::read(text).ok()?;
    Some(plan.id?.as_str()?.trim().to_owned())
}

#[cfg(test)]
mod tests;
