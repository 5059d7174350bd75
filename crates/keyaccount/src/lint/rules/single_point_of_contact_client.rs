//! KA-401 `single-point-of-contact-client`.

use std::collections::BTreeSet;

use crate::lint::context::{Context, label};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::vocabulary::Entity;

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
    /// [{"op": "replace", "path": "/links", "value": [
    ///   {"member_id": "T1", "contact_id": "C1", "last_on": "2026-09-10"},
    ///   {"member_id": "T2", "contact_id": "C1", "last_on": "2026-09-10"},
    ///   {"member_id": "T5", "contact_id": "C1", "last_on": "2026-09-10"}]}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/links", "value": [
    ///   {"member_id": "T1", "contact_id": "C1", "last_on": "2026-09-10"},
    ///   {"member_id": "T5", "contact_id": "C1", "last_on": "2026-09-10"},
    ///   {"member_id": "T1", "contact_id": "C2", "next_on": "2026-10-30"},
    ///   {"member_id": "T2", "contact_id": "C3", "last_on": "2026-06-02"},
    ///   {"member_id": "T1", "contact_id": "C4", "last_on": "2026-06-02"},
    ///   {"member_id": "T2", "contact_id": "C5", "last_on": "2026-06-02"}]}]
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
            Parameter::number("live_days", 120.0, "how many days back a contact keeps a link live", "house default").smaller_is_stricter(),
            Parameter::number("ahead_days", 30.0, "how many days ahead a dated contact makes a link live", "house default").smaller_is_stricter(),
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let live = cx.live_links();
    let linked: BTreeSet<&str> = live.iter().filter_map(|link| link.contact.id()).collect();
    if linked.len() > 1 {
        return;
    }
    let args = [
        ("count", cx.active_contacts().count().into()),
        ("live_days", cx.number("live_days").into()),
    ];
    let draft = match live.first() {
        None => Draft::new(
            "/links",
            "nobody",
            "Nobody was in touch with our team in the last {live_days} days (active contacts listed: {count}).",
            args,
        ),
        Some(only) => {
            let name = label(only.contact.name.as_deref(), only.contact);
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
