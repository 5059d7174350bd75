//! KA-013 `stale-fact`.

use crate::lint::context::{Context, label};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::ObjectiveStatus;
use crate::quantity::Date;

declare_rule! {
    /// ## What it checks
    ///
    /// A dated fact is older than its limit: the latest health reading, the current value of an active objective, how an active contact stands
    /// towards us, the profile, the notes on a competitor. One finding for each of these five, which names the oldest. What
    /// bears no date is not judged.
    ///
    /// ## Why it matters
    ///
    /// Plans go stale within weeks, and stale facts look like fresh ones. Decisions about the account then rest on last year's
    /// people and last year's numbers.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/account/competitors/0/as_of", "value": "2025-09-29"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/account/competitors/0/as_of", "value": "2025-09-30"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_health_age_days`, `max_current_value_age_days`, `max_stance_age_days`, `max_profile_age_days`,
    /// `max_competitor_age_days`: the days after which each counts as old.
    ///
    /// ## Source
    ///
    /// The freshness option of Kapta; the complaint of account managers that plans go stale within weeks. The limits are house
    /// defaults: a month and some days, a quarter and some days, half a year, a year.
    pub(super) static STALE_FACT = {
        code: "KA-013",
        name: "stale-fact",
        severity: Severity::Info,
        nature: Nature::Stale,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/health/readings/*/as_of",
            "/objectives/*/status",
            "/objectives/*/current/as_of",
            "/stakeholders/*/status",
            "/stakeholders/*/end_on",
            "/stakeholders/*/stance/as_of",
            "/account/profile_as_of",
            "/account/competitors/*/as_of",
        ],
        needs_date: true,
        parameters: &[
            Parameter::number("max_health_age_days", 35.0, "the days after which the latest health reading counts as old", "house default").smaller_is_stricter(),
            Parameter::number("max_current_value_age_days", 100.0, "the days after which the current value of an objective counts as old", "house default").smaller_is_stricter(),
            Parameter::number("max_stance_age_days", 180.0, "the days after which a note on how a contact stands towards us counts as old", "house default").smaller_is_stricter(),
            Parameter::number("max_profile_age_days", 365.0, "the days after which the profile counts as old", "house default").smaller_is_stricter(),
            Parameter::number("max_competitor_age_days", 365.0, "the days after which the notes on a competitor count as old", "house default").smaller_is_stricter(),
        ],
        check: check,
    };
}

/// A dated fact of a plan.
struct DatedFact {
    date: Date,
    path: String,
    /// What it is about, for people.
    label: String,
}

/// The facts of one section, and how they are judged.
struct Section {
    parameter: &'static str,
    message_id: &'static str,
    sentence: &'static str,
    help: &'static str,
    facts: Vec<DatedFact>,
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for section in [
        health(cx),
        current_values(cx),
        stances(cx),
        profile(cx),
        competitors(cx),
    ] {
        let limit_days = cx.number(section.parameter);
        let Some(oldest) = section.facts.into_iter().min_by_key(|fact| fact.date) else {
            continue;
        };
        let Some(age_days) = cx.age_days(oldest.date).filter(|&age_days| age_days > limit_days) else {
            continue;
        };
        let draft = Draft::new(
            oldest.path,
            section.message_id,
            section.sentence,
            [
                ("item", oldest.label.into()),
                ("age", age_days.into()),
                ("limit", limit_days.into()),
            ],
        );
        let measure = Measure {
            value: age_days.into(),
            unit: Some("days"),
        };
        let limit = Limit {
            op: "<=",
            value: limit_days.into(),
            unit: Some("days"),
        };
        sink.report(draft.measured(measure, limit).help(section.help));
    }
}

/// Returns the latest reading: those before it are history.
fn health(cx: &Context<'_>) -> Section {
    let readings = cx.plan().health.readings.iter().enumerate();
    let latest = readings
        .filter_map(|(index, reading)| {
            Some(DatedFact {
                date: reading.as_of?,
                path: format!("/health/readings/{index}/as_of"),
                label: label(None, reading),
            })
        })
        .max_by_key(|fact| fact.date);
    Section {
        parameter: "max_health_age_days",
        message_id: "health",
        sentence: "The health of the account was last read {age} days ago (limit: {limit} days).",
        help: "Read the health of the account again.",
        facts: latest.into_iter().collect(),
    }
}

fn current_values(cx: &Context<'_>) -> Section {
    let objectives = cx.plan().objectives.iter().enumerate();
    let facts = objectives.filter_map(|(index, objective)| {
        let current = objective.current.as_ref()?;
        (objective.status == Some(ObjectiveStatus::Active)).then_some(DatedFact {
            date: current.as_of?,
            path: format!("/objectives/{index}/current/as_of"),
            label: label(objective.title.as_deref(), objective),
        })
    });
    Section {
        parameter: "max_current_value_age_days",
        message_id: "current-value",
        sentence: "The current value of objective \"{item}\" is {age} days old (limit: {limit} days).",
        help: "Measure the objectives again, the oldest value first.",
        facts: facts.collect(),
    }
}

fn stances(cx: &Context<'_>) -> Section {
    let facts = cx.active_contacts().filter_map(|(index, contact)| {
        Some(DatedFact {
            date: contact.stance.value()?.as_of?,
            path: format!("/stakeholders/{index}/stance/as_of"),
            label: label(contact.name.as_deref(), contact),
        })
    });
    Section {
        parameter: "max_stance_age_days",
        message_id: "stance",
        sentence: "How \"{item}\" stands towards us was noted {age} days ago (limit: {limit} days).",
        help: "Look again at how the contacts stand towards us, the oldest note first.",
        facts: facts.collect(),
    }
}

fn profile(cx: &Context<'_>) -> Section {
    let date = cx.account_fact(|account| account.profile_as_of);
    let fact = date.map(|date| DatedFact {
        date,
        path: "/account/profile_as_of".to_owned(),
        label: cx.account_label(),
    });
    Section {
        parameter: "max_profile_age_days",
        message_id: "profile",
        sentence: "The profile of \"{item}\" was last looked through {age} days ago (limit: {limit} days).",
        help: "Look through the profile of the account, and date it.",
        facts: fact.into_iter().collect(),
    }
}

fn competitors(cx: &Context<'_>) -> Section {
    let competitors = cx.plan().account.competitors.iter().enumerate();
    let facts = competitors.filter_map(|(index, competitor)| {
        Some(DatedFact {
            date: competitor.as_of?,
            path: format!("/account/competitors/{index}/as_of"),
            label: label(competitor.name.as_deref(), competitor),
        })
    });
    Section {
        parameter: "max_competitor_age_days",
        message_id: "competitor",
        sentence: "The notes on competitor \"{item}\" are {age} days old (limit: {limit} days).",
        help: "Look again at what the competitors do at the account, the oldest note first.",
        facts: facts.collect(),
    }
}
