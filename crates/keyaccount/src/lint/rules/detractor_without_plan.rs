//! KA-411 `detractor-without-plan`.

use crate::lint::context::{Context, label};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::ActionStatus;
use crate::stakeholder::Contact;
use crate::vocabulary::{Entity, EntityKind};

declare_rule! {
    /// ## What it checks
    ///
    /// An active contact whose power is at least `min_influence` stands against us, with a stance of `max_sentiment` or lower, and no
    /// open action serves that contact.
    ///
    /// ## Why it matters
    ///
    /// One influential voice against us undoes what five friendly ones have built, and does so unseen.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/stakeholders/1/stance/value", "value": -1}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/stakeholders/1/stance/value", "value": -1},
    ///  {"op": "add", "path": "/actions/20/serves/-", "value": "contact:C2"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `min_influence`: from which power, 1 to 5, a contact is influential. `max_sentiment`: up to which stance, -2 to 2, a contact stands
    /// against us.
    ///
    /// ## Source
    ///
    /// The anti-sponsor of LAMP (large account management process).
    pub(super) static DETRACTOR_WITHOUT_PLAN = {
        code: "KA-411",
        name: "detractor-without-plan",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/stakeholders/*/id",
            "/stakeholders/*/status",
            "/stakeholders/*/end_on",
            "/stakeholders/*/power",
            "/stakeholders/*/stance",
            "/actions/*/status",
            "/actions/*/serves",
        ],
        needs_date: true,
        expires_evaluation: true,
        parameters: &[
            Parameter::number("min_influence", 4.0, "from which power a contact is influential", "the catalogue's high influence: 4 or 5 of 5").smaller_is_stricter(),
            Parameter::number("max_sentiment", -1.0, "up to which stance a contact stands against us", "the anti-sponsor of LAMP: below neutral").larger_is_stricter(),
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let max = cx.number("max_sentiment");
    for (position, contact) in cx.influential_contacts() {
        let Some(stance) = contact.stance_value() else {
            continue;
        };
        if f64::from(stance) > max || max.is_nan() || has_open_action(cx, contact) {
            continue;
        }
        let draft = Draft::new(
            format!("/stakeholders/{position}/stance"),
            "detractor",
            "\"{contact}\", who is influential, stands against us (stance {stance}), and no open action deals with that.",
            [
                ("contact", label(contact.name.as_deref(), contact).into()),
                ("stance", i64::from(stance).into()),
            ],
        );
        let draft = draft.measured(
            Measure::new(i64::from(stance), "stance"),
            Limit::above(max, "stance"),
        );
        sink.report(
            draft.help("Plan an action that serves this contact: find out why, and what would help."),
        );
    }
}

fn has_open_action(cx: &Context<'_>, contact: &Contact) -> bool {
    let actions = contact
        .id()
        .map(|id| cx.facts.actions_for(EntityKind::Contact, id));
    actions
        .into_iter()
        .flatten()
        .any(|action| action.status.is_some_and(ActionStatus::is_open))
}
