//! KA-410 `replacement-not-onboarded`.

use crate::lint::context::{Context, label};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::ActionStatus;
use crate::quantity::{Date, PersonId};
use crate::stakeholder::{Contact, ContactStatus};
use crate::vocabulary::EntityKind;

declare_rule! {
    /// ## What it checks
    ///
    /// The main contact or a decision maker is leaving or has gone, and no successor is named, or no action that is tagged
    /// `onboarding` serves the successor; an action that was cancelled does not count, one that is done does. A warning from the
    /// notice on, an error more than `days` after the last day; a person without a last day stays a warning.
    ///
    /// ## Why it matters
    ///
    /// The new person decides in the first weeks whom to listen to. Whoever waits to be introduced is introduced by a rival.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/stakeholders/5/roles", "value": ["decider"]}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/stakeholders/5/roles", "value": ["decider"]},
    ///  {"op": "add", "path": "/actions/21/serves/-", "value": "contact:C2"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `days`: how long after the departure a missing successor or introduction stays a warning.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 9 (learn how the replacement likes to work). The days are a house default.
    pub(super) static REPLACEMENT_NOT_ONBOARDED = {
        code: "KA-410",
        name: "replacement-not-onboarded",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/stakeholders/*/status",
            "/stakeholders/*/end_on",
            "/stakeholders/*/is_main",
            "/stakeholders/*/roles",
            "/stakeholders/*/successor_id",
            "/actions/*/status",
            "/actions/*/tags",
            "/actions/*/serves",
        ],
        needs_date: true,
        parameters: &[Parameter::number("days", 30.0, "how long after the departure a missing successor or introduction stays a warning", "house default").smaller_is_stricter()],
        check: check,
    };
}

/// The tag of an action by which a new person is met.
const ONBOARDING: &str = "onboarding";

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(as_of) = cx.as_of() else { return };
    for (position, contact) in cx.plan().stakeholders.iter().enumerate() {
        let matters = contact.is_main == Some(true) || contact.is_decider();
        if !matters || !is_going(contact, as_of) {
            continue;
        }
        let path = format!("/stakeholders/{position}/successor_id");
        let name = label(contact.name.as_deref(), contact);
        let draft = match &contact.successor_id {
            None => Draft::new(
                path,
                "successor",
                "No successor is named for \"{contact}\", who is leaving or has gone.",
                [("contact", name.into())],
            )
            .help("Find out who takes over, and plan the first meeting."),
            Some(successor) if !is_onboarded(cx, successor) => {
                let known = cx.facts.contact(successor.as_str());
                let successor = known.map_or_else(
                    || successor.to_string(),
                    |known| label(known.name.as_deref(), known),
                );
                Draft::new(
                    path,
                    "onboarding",
                    "No action serves to get to know \"{successor}\", who takes over from \"{contact}\".",
                    [("successor", successor.into()), ("contact", name.into())],
                )
                .help("Plan an action for the successor and tag it onboarding: learn how the new person likes to work.")
            }
            Some(_) => continue,
        };
        let days = contact.end_on.and_then(|end| cx.age_days(end));
        sink.report(match days.filter(|&days| days > cx.number("days")) {
            Some(days) => draft.severity(Severity::Error).measured(
                Measure::new(days, "days"),
                Limit::at_most(cx.number("days"), "days"),
            ),
            None => draft,
        });
    }
}

fn is_going(contact: &Contact, as_of: Date) -> bool {
    contact.status == Some(ContactStatus::Leaving) || contact.has_left(as_of)
}

fn is_onboarded(cx: &Context<'_>, successor: &PersonId) -> bool {
    let mut actions = cx.facts.actions_for(EntityKind::Contact, successor.as_str());
    actions.any(|action| {
        action.status != Some(ActionStatus::Cancelled) && action.tags.iter().any(|tag| tag == ONBOARDING)
    })
}
