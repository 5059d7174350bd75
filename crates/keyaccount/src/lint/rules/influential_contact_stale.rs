//! KA-408 `influential-contact-stale`.

use std::collections::BTreeMap;

use crate::account::Tier;
use crate::lint::context::{Context, days, label};
use crate::lint::finding::{Limit, Measure, Related};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::Date;
use crate::vocabulary::Entity;

declare_rule! {
    /// ## What it checks
    ///
    /// An active contact whose power is at least `min_influence` was last in touch with any of us more than `max_days` ago. Dates of
    /// links and of their interactions count, members who have gone since included; dates to come do not. A contact without such
    /// a date has no contact that could be too old. One finding, the one who waits longest first.
    ///
    /// ## Why it matters
    ///
    /// Those who can move most are the ones whom rivals call first. Silence is read as a lack of interest.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/links/0/last_on", "value": "2026-08-15"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/links/0/last_on", "value": "2026-08-16"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_days`: how old the last contact may be, by tier. `min_influence`: from which power, 1 to 5, a contact is influential.
    ///
    /// ## Source
    ///
    /// KAM practice, S1 (dialogue up to the executive floor); the freshness of contacts in Kapta. The days are house defaults.
    pub(super) static INFLUENTIAL_CONTACT_STALE = {
        code: "KA-408",
        name: "influential-contact-stale",
        severity: Severity::Warning,
        nature: Nature::Stale,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/stakeholders/*/id",
            "/stakeholders/*/status",
            "/stakeholders/*/end_on",
            "/stakeholders/*/power",
            "/links/*/contact_id",
            "/links/*/last_on",
            "/links/*/interactions/*/on",
        ],
        needs_date: true,
        expires_evaluation: true,
        parameters: &[
            Parameter::per_tier("max_days", &[(Tier::Strategic, 45.0), (Tier::Key, 60.0), (Tier::Incubator, 90.0)], "how old the last contact may be", "house default").smaller_is_stricter(),
            Parameter::number("min_influence", 4.0, "from which power a contact is influential", "the catalogue's high influence: 4 or 5 of 5").smaller_is_stricter(),
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(as_of) = cx.as_of() else { return };
    let (max, last_contacts) = (cx.number("max_days"), last_contacts(cx, as_of));
    let last_contact = |id: Option<&str>| last_contacts.get(id?).copied();
    let mut stale: Vec<_> = cx
        .influential_contacts()
        .filter_map(|(position, contact)| Some((last_contact(contact.id())?, position, contact)))
        .filter(|&(date, ..)| days(date, as_of) > max)
        .collect();
    stale.sort_by_key(|&(date, position, _)| (date, position));
    let Some(&(date, _, worst)) = stale.first() else {
        return;
    };
    let args = [
        ("contact", label(worst.name.as_deref(), worst).into()),
        ("days", days(date, as_of).into()),
        ("max_days", max.into()),
        ("count", stale.len().into()),
    ];
    let sentence = if stale.len() == 1 {
        "\"{contact}\", who is influential, was last in touch {days} days ago; it should be {max_days} at most."
    } else {
        "{count} influential contacts were last in touch more than {max_days} days ago, \"{contact}\" longest ago ({days} days)."
    };
    let related = stale.iter().map(|&(date, position, contact)| Related {
        path: format!("/stakeholders/{position}"),
        message: format!(
            "\"{}\" was last in touch on {date}",
            label(contact.name.as_deref(), contact)
        ),
    });
    let draft = Draft::new("/stakeholders", "stale", sentence, args)
        .related(related)
        .measured(
            Measure::new(days(date, as_of), "days"),
            Limit::at_most(max, "days"),
        );
    sink.report(draft.help("Get in touch, and agree when to speak next."));
}

/// Returns the last day until `as_of` on which somebody of ours was in touch with each contact.
fn last_contacts<'a>(cx: &Context<'a>, as_of: Date) -> BTreeMap<&'a str, Date> {
    let mut last_contacts = BTreeMap::new();
    for tie in &cx.plan().links {
        let Some(contact) = &tie.contact_id else { continue };
        let dates = tie.interactions.iter().filter_map(|interaction| interaction.on);
        let last = tie
            .last_on
            .into_iter()
            .chain(dates)
            .filter(|&date| date <= as_of)
            .max();
        if let Some(date) = last {
            let known = last_contacts.entry(contact.as_str()).or_insert(date);
            *known = date.max(*known);
        }
    }
    last_contacts
}
