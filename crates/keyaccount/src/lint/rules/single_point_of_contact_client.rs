//! KA-401 `single-point-of-contact-client`.

use std::collections::BTreeSet;

use crate::lint::context::Context;
use crate::lint::parameter::{Parameter, ParameterDefault};
use crate::lint::rule::{PLAN_GATES, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::{Date, days_between};
use crate::stakeholder::Tie;

declare_rule! {
    /// ## What it checks
    ///
    /// At most one active contact of the account has a live link to an active member of our team. A link is live with a contact in
    /// the last `live_days`, the last day included, or with one dated in the next `ahead_days`. Having one coordinator on our side is not a fault.
    ///
    /// ## Why it matters
    ///
    /// When the one person leaves, the relationship leaves too. Five names in a list are no network if only one of them is spoken to.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/links", "value": [{"member_id": "T1", "contact_id": "C1", "last_on": "2026-09-10"}]}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/links", "value": [
    ///   {"member_id": "T1", "contact_id": "C1", "last_on": "2026-09-10"},
    ///   {"member_id": "T2", "contact_id": "C2", "next_on": "2026-10-30"}]}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `live_days`: how far back a contact counts. `ahead_days`: how far ahead a dated contact counts.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (not a single point of contact); S4 allows one contact for the small local client, hence standard accounts
    /// are exempt. The multi-threading measures of `FunnelStory` and `Pillar` ask for two and three contacts.
    pub(super) static SINGLE_POINT_OF_CONTACT_CLIENT = {
        code: "KA-401",
        name: "single-point-of-contact-client",
        severity: Severity::Error,
        nature: Nature::Risky,
        tiers: STRATEGIC_AND_KEY,
        gates: PLAN_GATES,
        inputs: &[
            "/stakeholders/*/id",
            "/stakeholders/*/status",
            "/stakeholders/*/end_on",
            "/links/*/member_id",
            "/links/*/contact_id",
            "/links/*/last_on",
            "/links/*/next_on",
            "/links/*/interactions/*/on",
            "/team/*/id",
            "/team/*/start_on",
            "/team/*/end_on",
        ],
        needs_date: true,
        parameters: &[
            Parameter {
                name: "live_days",
                meaning: "how many days back a contact keeps a link live",
                default: ParameterDefault::Number(120.0),
                choices: &[],
                source: "house default",
            },
            Parameter {
                name: "ahead_days",
                meaning: "how many days ahead a dated contact makes a link live",
                default: ParameterDefault::Number(30.0),
                choices: &[],
                source: "house default",
            },
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(as_of) = cx.as_of() else { return };
    let plan = cx.plan();
    let live_days = cx.number("live_days");
    let contacts = plan
        .stakeholders
        .iter()
        .filter(|contact| contact.is_active(as_of));
    let contacts: BTreeSet<&str> = contacts
        .filter_map(|contact| Some(contact.id.as_ref()?.as_str()))
        .collect();
    let members = plan.team.iter().filter(|member| member.is_active(as_of));
    let members: BTreeSet<&str> = members
        .filter_map(|member| Some(member.id.as_ref()?.as_str()))
        .collect();
    let ahead_days = cx.number("ahead_days");
    let live = plan
        .links
        .iter()
        .filter(|tie| is_live(tie, as_of, live_days, ahead_days));
    let ends = live.filter_map(|tie| {
        Some((
            tie.member_id.as_ref()?.as_str(),
            tie.contact_id.as_ref()?.as_str(),
        ))
    });
    let ends = ends.filter(|(member, contact)| members.contains(member) && contacts.contains(contact));
    let linked: BTreeSet<&str> = ends.map(|(_, contact)| contact).collect();
    if linked.len() > 1 {
        return;
    }
    let args = [("count", contacts.len().into()), ("live_days", live_days.into())];
    let draft = match linked.first() {
        None => Draft::new(
            "/links",
            "nobody",
            "Nobody was in touch with our team in the last {live_days} days (active contacts listed: {count}).",
            args,
        ),
        Some(&only) => {
            let contact = plan
                .stakeholders
                .iter()
                .find(|contact| contact.id.as_ref().is_some_and(|id| id.as_str() == only));
            let name = contact
                .and_then(|contact| contact.name.clone())
                .unwrap_or_else(|| only.to_owned());
            let [count, live_days] = args;
            Draft::new(
                "/links",
                "one",
                "Only \"{contact}\" was in touch with our team in the last {live_days} days (active contacts listed: {count}).",
                [count, live_days, ("contact", name.into())],
            )
        }
    };
    sink.report(
        draft.help("Bring at least one more person of the account into regular contact with our team."),
    );
}

/// Returns whether the two were in touch in the last `live_days` or will be, on a known day, in the next `ahead_days`.
fn is_live(tie: &Tie, as_of: Date, live_days: f64, ahead_days: f64) -> bool {
    let days = |from: Date, to: Date| i32::try_from(days_between(from, to)).map_or(f64::INFINITY, f64::from);
    let past = |date: Date| (0.0..=live_days).contains(&days(date, as_of));
    let ahead = |date: Date| (0.0..=ahead_days).contains(&days(as_of, date));
    let dates = tie.interactions.iter().filter_map(|interaction| interaction.on);
    tie.last_on.into_iter().chain(dates).any(past) || tie.next_on.is_some_and(ahead)
}
