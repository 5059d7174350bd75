//! What a check says about one entry.

use regex_lite::Regex;

use super::document::{AS_OF, CheckKind, OrganisationCheck, OrganisationCondition};
use super::field;
use super::references::References;
use super::value::{OrganisationValue, number};
use crate::document::{Kind, Node};
use crate::lint::finding::{Limit, Measure};
use crate::quantity::decimal::{self, Decimal};
use crate::quantity::{Date, days_between};
use crate::vocabulary::Figure;

/// The most bytes of a text that a pattern looks at, so that a check takes a bounded time.
const MOST_TEXT_BYTES: usize = 10_000;

/// What a check says.
#[derive(Debug)]
pub(super) enum Verdict {
    Holds,
    /// With what was measured and what it should have been, where numbers were compared.
    Fails(Option<(Measure, Limit)>),
    /// What stands at the place cannot be compared.
    Unclear(String),
}

impl Verdict {
    pub(super) fn of(holds: bool) -> Self {
        if holds { Self::Holds } else { Self::Fails(None) }
    }

    pub(super) fn measured(
        holds: bool,
        value: f64,
        limit: (&'static str, f64),
        unit: Option<&'static str>,
    ) -> Self {
        if holds {
            return Self::Holds;
        }
        let (op, most) = limit;
        let value = value.into();
        let limit = Limit {
            op,
            value: most.into(),
            unit,
        };
        Self::Fails(Some((Measure { value, unit }, limit)))
    }
}

/// What entries are judged by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judge<'a> {
    pub(super) root: Node<'a>,
    pub(super) as_of: Option<Date>,
    pub(super) references: &'a References<'a>,
}

/// Returns whether a rule concerns the entry.
pub(super) fn is_meant(condition: &OrganisationCondition, entry: Node<'_>) -> bool {
    if condition.present == Some(true) {
        return field::is_present(entry, &condition.field);
    }
    if condition.absent == Some(true) {
        return !field::is_present(entry, &condition.field);
    }
    let Some(node) = field::said(entry, &condition.field) else {
        return false;
    };
    let value = || OrganisationValue::of(node);
    if let Some(wanted) = &condition.equals {
        return value().as_ref() == Some(wanted);
    }
    if let Some(wanted) = &condition.one_of {
        return value().is_some_and(|value| wanted.contains(&value));
    }
    condition
        .contains
        .as_ref()
        .is_some_and(|wanted| contains(node, wanted))
}

fn contains(node: Node<'_>, wanted: &OrganisationValue) -> bool {
    match (node.as_str(), wanted) {
        (Some(text), OrganisationValue::Text(part)) => text.contains(part.as_str()),
        _ => node
            .items()
            .any(|item| OrganisationValue::of(item).as_ref() == Some(wanted)),
    }
}

impl Judge<'_> {
    /// Returns what a check about single entries says about one; `pattern` is that of the check.
    pub(super) fn judge(
        &self,
        check: &OrganisationCheck,
        pattern: Option<&Regex>,
        entry: Node<'_>,
    ) -> Verdict {
        match check.check {
            CheckKind::Present => return Verdict::of(field::is_present(entry, &check.field)),
            CheckKind::Absent => return Verdict::of(!field::is_present(entry, &check.field)),
            // An empty list is a list all the same.
            CheckKind::Count => {
                let list = field::at(entry, &check.field).filter(|node| node.kind() != Kind::Null);
                return list.map_or(Verdict::Holds, |list| count(check, list));
            }
            _ => {}
        }
        let Some(node) = field::said(entry, &check.field) else {
            return Verdict::Holds;
        };
        let verdict = match check.check {
            CheckKind::OneOf => one_of(check, node),
            CheckKind::Pattern => matches(pattern, node),
            CheckKind::Min | CheckKind::Max => number(node).map(|number| within(check, number, None)),
            CheckKind::Length => node
                .as_str()
                .map(|text| within(check, text.chars().count().into(), Some("characters"))),
            CheckKind::RefExists => self.leads_somewhere(check, node),
            CheckKind::EqualsField => return self.equals(check, entry, node),
            CheckKind::DateBefore | CheckKind::DateAfter | CheckKind::WithinDays => {
                return self.compares_days(check, entry, node);
            }
            CheckKind::Present
            | CheckKind::Absent
            | CheckKind::Count
            | CheckKind::Unique
            | CheckKind::SumAtMost => None,
        };
        verdict.unwrap_or_else(|| unclear(node))
    }

    fn leads_somewhere(&self, check: &OrganisationCheck, node: Node<'_>) -> Option<Verdict> {
        let ids = texts(node)?;
        let is_known = |id: &str| self.references.resolves(id.trim(), check.kind);
        Some(Verdict::of(ids.into_iter().all(is_known)))
    }

    fn equals(&self, check: &OrganisationCheck, entry: Node<'_>, node: Node<'_>) -> Verdict {
        let other = match self.other(check, entry) {
            Some(Other::Day(day)) => OrganisationValue::Text(day.to_string()),
            Some(Other::Node(other)) => match OrganisationValue::of(other) {
                Some(value) => value,
                None => return unclear(other),
            },
            None => return Verdict::Holds,
        };
        OrganisationValue::of(node).map_or_else(|| unclear(node), |value| Verdict::of(value == other))
    }

    fn compares_days(&self, check: &OrganisationCheck, entry: Node<'_>, node: Node<'_>) -> Verdict {
        let other = match self.other(check, entry) {
            Some(Other::Day(day)) => day,
            Some(Other::Node(other)) => match day(other) {
                Some(day) => day,
                None => return unclear(other),
            },
            None => return Verdict::Holds,
        };
        let Some(day) = day(node) else {
            return unclear(node);
        };
        match check.check {
            CheckKind::DateBefore => Verdict::of(day < other),
            CheckKind::DateAfter => Verdict::of(day > other),
            _ => within_days(check, days_between(other, day)),
        }
    }

    /// Returns what a field is compared with, nothing where that is absent.
    fn other<'n>(&'n self, check: &OrganisationCheck, entry: Node<'n>) -> Option<Other<'n>> {
        let of = check.of.as_deref()?;
        if of == AS_OF {
            return self.as_of.map(Other::Day);
        }
        let node = match of.strip_prefix('/') {
            Some(place) => field::said(self.root, place),
            None => field::said(entry, of),
        };
        node.map(Other::Node)
    }
}

/// What a field is compared with.
enum Other<'n> {
    Day(Date),
    Node(Node<'n>),
}

fn unclear(node: Node<'_>) -> Verdict {
    Verdict::Unclear(node.pointer())
}

fn one_of(check: &OrganisationCheck, node: Node<'_>) -> Option<Verdict> {
    let allowed = check.values.as_deref().unwrap_or_default();
    let values: Option<Vec<OrganisationValue>> = if node.kind() == Kind::List {
        node.items().map(OrganisationValue::of).collect()
    } else {
        OrganisationValue::of(node).map(|value| vec![value])
    };
    Some(Verdict::of(values?.iter().all(|value| allowed.contains(value))))
}

fn matches(pattern: Option<&Regex>, node: Node<'_>) -> Option<Verdict> {
    let text = node.as_str().filter(|text| text.len() <= MOST_TEXT_BYTES)?;
    Some(Verdict::of(pattern?.is_match(text)))
}

fn count(check: &OrganisationCheck, list: Node<'_>) -> Verdict {
    if list.kind() != Kind::List {
        return unclear(list);
    }
    within(check, list.items().count().into(), Some("entries"))
}

/// Returns whether a number lies within the limits of the check.
fn within(check: &OrganisationCheck, number: Decimal, unit: Option<&'static str>) -> Verdict {
    let (min, max) = (check.min.map(Figure::get), check.max.map(Figure::get));
    if let Some(min) = min.filter(|min| number < *min) {
        return Verdict::measured(false, decimal::to_f64(number), (">=", decimal::to_f64(min)), unit);
    }
    let most = max.unwrap_or(number);
    Verdict::measured(
        number <= most,
        decimal::to_f64(number),
        ("<=", decimal::to_f64(most)),
        unit,
    )
}

fn within_days(check: &OrganisationCheck, days: i64) -> Verdict {
    let least = check.min.or(check.max.map(|max| (-max.get()).into()));
    let bounded = OrganisationCheck {
        min: least,
        ..check.clone()
    };
    within(&bounded, days.into(), Some("days"))
}

fn day(node: Node<'_>) -> Option<Date> {
    node.as_str()?.trim().parse().ok()
}

/// Returns the text, or the texts of a list; nothing where another value is among them.
fn texts(node: Node<'_>) -> Option<Vec<&str>> {
    if node.kind() == Kind::List {
        return node.items().map(Node::as_str).collect();
    }
    node.as_str().map(|text| vec![text])
}
