//! KA-402 `too-few-client-contacts`.

use crate::account::Tier;
use crate::lint::context::{Context, as_number};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// At least two active contacts of the account have a live link to our team, but fewer than `min_contacts`. What makes a link
    /// live is said at KA-401, which also speaks of one contact and of none.
    ///
    /// ## Why it matters
    ///
    /// A decision at a large account passes many desks. Those whom we do not know hear of us from others, or from rivals.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/links/9"}, {"op": "remove", "path": "/links/4"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/links/9/last_on", "value": "2026-06-02"}, {"op": "remove", "path": "/links/4"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `min_contacts`: how many contacts should be in touch with us, by tier.
    ///
    /// ## Source
    ///
    /// KAM practice, S1 (multiple stakeholders). The multi-threading measures of `Pillar` and `FunnelStory` begin at three contacts and
    /// count up to five.
    pub(super) static TOO_FEW_CLIENT_CONTACTS = {
        code: "KA-402",
        name: "too-few-client-contacts",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: PLANNED_TIERS,
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
        parameters: &[Parameter::per_tier("min_contacts", &[(Tier::Strategic, 5.0), (Tier::Key, 3.0), (Tier::Incubator, 2.0)], "how many contacts should be in touch with us", "three and five in multi-threading tools; two for incubators is a house default").larger_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let linked = cx.linked_contacts().len();
    let min = cx.number("min_contacts");
    if linked < 2 || as_number(linked) >= min || min.is_nan() {
        return;
    }
    let draft = Draft::new(
        "/links",
        "few",
        "{count} people of \"{account}\" are in touch with our team; at least {min} should be.",
        [
            ("count", linked.into()),
            ("account", cx.account_label().into()),
            ("min", min.into()),
        ],
    );
    let draft = draft.measured(Measure::new(linked, "contacts"), Limit::at_least(min, "contacts"));
    sink.report(draft.help("Bring more people of the account into regular contact with our team."));
}
