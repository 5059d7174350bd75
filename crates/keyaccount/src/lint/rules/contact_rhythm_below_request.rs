//! KA-813 `contact-rhythm-below-request`.

use std::collections::BTreeMap;

use crate::lint::context::{Context, label};
use crate::lint::finding::{Applicability, Edit, Fix, Limit, Measure, Related, Value};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::Need;
use crate::vocabulary::{Entity, Rhythm};

declare_rule! {
    /// ## What it checks
    ///
    /// The client asked for a rhythm of contact, and the plan has a longer one, by more than `tolerance_days`: for a need the tightest
    /// cadence of the kind that it asks for, or of any kind where it names none; for an active contact the tightest cadence of the
    /// ties with active members. Where no such rhythm is planned there is nothing to compare. A month counts 31 days. Needs
    /// that were declined are left out.
    ///
    /// ## Why it matters
    ///
    /// They said how often they want to hear from us. There is no cheaper promise to keep, and none that is noticed sooner when it is not.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/needs/1/requested_rhythm/rhythm", "value": {"every": 2, "unit": "weeks"}}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/needs/1/requested_rhythm/rhythm", "value": {"every": 31, "unit": "days"}}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `tolerance_days`: how many days longer than asked the planned rhythm may be.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 (weekly meetings with the client of 40 %; more often than quarterly where it suits the client).
    pub(super) static CONTACT_RHYTHM_BELOW_REQUEST = {
        code: "KA-813",
        name: "contact-rhythm-below-request",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/needs/*/requested_rhythm",
            "/needs/*/declined",
            "/stakeholders/*/id",
            "/stakeholders/*/requested_rhythm",
            "/stakeholders/*/status",
            "/stakeholders/*/end_on",
            "/governance/cadences/*/kind",
            "/governance/cadences/*/every",
            "/governance/cadences/*/unit",
            "/links/*/member_id",
            "/links/*/contact_id",
            "/links/*/cadence",
            "/team/*/id",
            "/team/*/start_on",
            "/team/*/end_on",
        ],
        needs_date: true,
        expires_evaluation: true,
        parameters: &[Parameter::number("tolerance_days", 0.0, "how many days longer than asked the rhythm may be", "house default").smaller_is_stricter()],
        check: check,
    };
}

/// A planned rhythm with the place of the object that holds it.
struct Planned {
    rhythm: Rhythm,
    days: u64,
    place: String,
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (index, need) in cx.plan().needs.iter().enumerate() {
        let requested = need.requested_rhythm.as_ref().filter(|_| need.declined.is_none());
        let Some(rhythm) = requested.and_then(|requested| requested.rhythm.as_ref()) else {
            continue;
        };
        let subject = format!("Need \"{}\"", label(need.statement.as_deref(), need));
        let place = format!("/needs/{index}/requested_rhythm/rhythm");
        let draft = draft(cx, place, subject, rhythm, tightest_cadence(cx, need).as_ref());
        sink.drafts.extend(draft);
    }
    let ties = tightest_ties(cx);
    for (index, contact) in cx.active_contacts() {
        let (Some(rhythm), Some(id)) = (&contact.requested_rhythm, contact.id()) else {
            continue;
        };
        let subject = format!("\"{}\"", label(contact.name.as_deref(), contact));
        let place = format!("/stakeholders/{index}/requested_rhythm");
        sink.drafts
            .extend(draft(cx, place, subject, rhythm, ties.get(id)));
    }
}

fn draft(
    cx: &Context<'_>,
    place: String,
    subject: String,
    requested: &Rhythm,
    planned: Option<&Planned>,
) -> Option<Draft> {
    let asked_days = requested.days()?;
    let args: [(&'static str, Value); 2] = [("subject", subject.into()), ("asked", words(requested).into())];
    let help = "Plan the rhythm that was asked for, or agree on another one.";
    let planned = planned?;
    let excess = planned.days.checked_sub(asked_days)?;
    if u32::try_from(excess).map_or(f64::INFINITY, f64::from) <= cx.number("tolerance_days") {
        return None;
    }
    let [subject, asked] = args;
    let draft = Draft::new(
        place,
        "longer",
        "{subject} asks for contact every {asked}, and it is planned every {planned}.",
        [subject, asked, ("planned", words(&planned.rhythm).into())],
    );
    let related = Related {
        path: planned.place.clone(),
        message: "the planned rhythm stands here".to_owned(),
    };
    let measure = |days: u64| Value::Integer(i64::try_from(days).unwrap_or(i64::MAX));
    let observed = Measure {
        value: measure(planned.days),
        unit: Some("days"),
    };
    let expected = Limit {
        op: "<=",
        value: measure(asked_days),
        unit: Some("days"),
    };
    let draft = draft.related([related]).measured(observed, expected).help(help);
    Some(match fix(planned, requested) {
        Some(fix) => draft.fix(fix),
        None => draft,
    })
}

/// Returns the change of the planned rhythm to the one that was asked for.
fn fix(planned: &Planned, requested: &Rhythm) -> Option<Fix> {
    let place = |field: &str| format!("{}/{field}", planned.place);
    let number = |rhythm: &Rhythm| rhythm.every.map(i64::from);
    let (old_unit, new_unit) = (planned.rhythm.unit?, requested.unit?);
    let mut edits = vec![
        Edit::test(place("every"), number(&planned.rhythm)?),
        Edit::test(place("unit"), old_unit.as_str()),
    ];
    if planned.rhythm.every != requested.every {
        edits.push(Edit::replace(place("every"), number(requested)?));
    }
    if old_unit != new_unit {
        edits.push(Edit::replace(place("unit"), new_unit.as_str()));
    }
    Some(Fix {
        title: format!("Plan contact every {}", words(requested)),
        applicability: Applicability::Unsafe,
        edits,
        preferred: true,
    })
}

/// Returns the tightest cadence of the kind that a need asks for.
fn tightest_cadence(cx: &Context<'_>, need: &Need) -> Option<Planned> {
    let kind = need
        .requested_rhythm
        .as_ref()
        .and_then(|requested| requested.kind);
    let cadences = cx.plan().governance.cadences.iter().enumerate();
    let of_kind = cadences.filter(|(_, cadence)| kind.is_none() || cadence.kind == kind);
    let planned = of_kind.filter_map(|(index, cadence)| {
        let rhythm = Rhythm {
            every: cadence.every,
            unit: cadence.unit,
        };
        Planned::new(rhythm, format!("/governance/cadences/{index}"))
    });
    planned.min_by_key(|planned| planned.days)
}

/// Returns the tightest cadence of the ties of each contact with active members.
fn tightest_ties<'a>(cx: &Context<'a>) -> BTreeMap<&'a str, Planned> {
    let mut tightest: BTreeMap<&str, Planned> = BTreeMap::new();
    for (index, tie) in cx.plan().links.iter().enumerate() {
        let (Some(contact), Some(member), Some(rhythm)) = (&tie.contact_id, &tie.member_id, &tie.cadence)
        else {
            continue;
        };
        let member = cx.facts.member(member.as_str());
        let is_active = member.is_some_and(|member| cx.as_of().is_some_and(|as_of| member.is_active(as_of)));
        let Some(planned) =
            Planned::new(rhythm.clone(), format!("/links/{index}/cadence")).filter(|_| is_active)
        else {
            continue;
        };
        match tightest.get(contact.as_str()) {
            Some(known) if known.days <= planned.days => {}
            _ => {
                tightest.insert(contact.as_str(), planned);
            }
        }
    }
    tightest
}

impl Planned {
    fn new(rhythm: Rhythm, place: String) -> Option<Self> {
        let days = rhythm.days()?;
        Some(Self { rhythm, days, place })
    }
}

/// Returns a rhythm in words, such as "2 weeks".
fn words(rhythm: &Rhythm) -> String {
    let (every, unit) = (
        rhythm.every.unwrap_or_default(),
        rhythm.unit.map_or("", |unit| unit.as_str()),
    );
    match every {
        1 => unit.trim_end_matches('s').to_owned(),
        _ => format!("{every} {unit}"),
    }
}
