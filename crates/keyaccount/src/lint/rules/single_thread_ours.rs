//! KA-403 `single-thread-ours`.

use std::collections::BTreeSet;

use crate::account::Tier;
use crate::lint::context::{Context, as_number, label};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::vocabulary::Entity;

declare_rule! {
    /// ## What it checks
    ///
    /// Fewer active members of our team than `min_team_threads` have a live link to an active contact: an error where there is only
    /// one, else a warning. The manager may be the one coordinator, but not the only line. Where nobody has a live link, KA-401
    /// says so, and says what makes a link live.
    ///
    /// ## Why it matters
    ///
    /// A relationship that one of our people holds alone is that person's, not the company's.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/links", "value": [
    ///   {"member_id": "T1", "contact_id": "C1", "last_on": "2026-09-22"},
    ///   {"member_id": "T1", "contact_id": "C2", "last_on": "2026-09-22"},
    ///   {"member_id": "T1", "contact_id": "C3", "last_on": "2026-09-22"},
    ///   {"member_id": "T1", "contact_id": "C4", "last_on": "2026-09-22"},
    ///   {"member_id": "T1", "contact_id": "C5", "last_on": "2026-09-22"}]}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/links", "value": [
    ///   {"member_id": "T1", "contact_id": "C1", "last_on": "2026-09-22"},
    ///   {"member_id": "T5", "contact_id": "C1", "next_on": "2026-10-30"},
    ///   {"member_id": "T1", "contact_id": "C2", "last_on": "2026-09-22"},
    ///   {"member_id": "T2", "contact_id": "C3", "last_on": "2026-06-02"},
    ///   {"member_id": "T1", "contact_id": "C4", "last_on": "2026-09-22"},
    ///   {"member_id": "T1", "contact_id": "C5", "last_on": "2026-09-22"}]}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `min_team_threads`: how many of our people should be in touch with the account, by tier.
    ///
    /// ## Source
    ///
    /// KAM practice, S1 (the manager is the orchestrator) and S3 (not a single point of contact), read together. `FunnelStory` asks for two
    /// threads from the team; three for strategic accounts is a house default.
    pub(super) static SINGLE_THREAD_OURS = {
        code: "KA-403",
        name: "single-thread-ours",
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
        expires_evaluation: true,
        parameters: &[Parameter::per_tier("min_team_threads", &[(Tier::Strategic, 3.0), (Tier::Key, 2.0)], "how many of our people should be in touch with the account", "two in multi-threading tools; three is a house default").larger_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let live = cx.live_links();
    let members: BTreeSet<&str> = live.iter().filter_map(|link| link.member.id()).collect();
    let min = cx.number("min_team_threads");
    let Some(first) = live.first() else { return };
    if as_number(members.len()) >= min || min.is_nan() {
        return;
    }
    let draft = if members.len() == 1 {
        Draft::new(
            "/links",
            "one",
            "Only \"{member}\" of our team is in touch with the account; at least {min} people should be.",
            [
                ("member", label(first.member.name.as_deref(), first.member).into()),
                ("min", min.into()),
            ],
        )
    } else {
        let draft = Draft::new(
            "/links",
            "few",
            "{count} people of our team are in touch with the account; at least {min} should be.",
            [("count", members.len().into()), ("min", min.into())],
        );
        draft.severity(Severity::Warning)
    };
    let draft = draft.measured(
        Measure::new(members.len(), "members"),
        Limit::at_least(min, "members"),
    );
    sink.report(draft.help("Bring more of our people into regular contact with the account."));
}
