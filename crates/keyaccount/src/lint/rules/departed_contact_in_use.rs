//! KA-409 `departed-contact-in-use`.

use std::collections::BTreeMap;

use crate::lint::context::{Context, label};
use crate::lint::finding::Related;
use crate::lint::rule::{PLAN_GATES, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::CommitmentStatus;
use crate::quantity::{Date, PersonId};
use crate::vocabulary::Entity;

declare_rule! {
    /// ## What it checks
    ///
    /// A contact who has gone, by status or by a last day in the past, is still the main contact, the contact of a client objective,
    /// of an agreement that has not ended or of an open commitment, or decides while nobody decides who is still there. One finding
    /// per person, with every place. Kept, broken and released commitments and agreements that have ended are history.
    ///
    /// ## Why it matters
    ///
    /// Mail to somebody who has left is answered by nobody, and the promise waits.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/commitments/0/contact_id", "value": "C11"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/commitments/4/contact_id", "value": "C11"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 9 (the main contact leaves).
    pub(super) static DEPARTED_CONTACT_IN_USE = {
        code: "KA-409",
        name: "departed-contact-in-use",
        severity: Severity::Error,
        nature: Nature::Stale,
        gates: PLAN_GATES,
        inputs: &[
            "/stakeholders/*/id",
            "/stakeholders/*/status",
            "/stakeholders/*/end_on",
            "/stakeholders/*/is_main",
            "/stakeholders/*/roles",
            "/client_objectives/*/contact_id",
            "/sla/*/contact_id",
            "/sla/*/to",
            "/account/agreements/*/contact_id",
            "/account/agreements/*/to",
            "/commitments/*/contact_id",
            "/commitments/*/status",
        ],
        needs_date: true,
        expires_evaluation: true,
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(as_of) = cx.as_of() else { return };
    let by_contact = places(cx, as_of);
    let contacts = &cx.plan().stakeholders;
    let somebody_decides = contacts
        .iter()
        .any(|contact| contact.is_decider() && !contact.has_left(as_of));
    for (position, contact) in contacts.iter().enumerate() {
        if !contact.has_left(as_of) {
            continue;
        }
        let mut uses = Vec::new();
        if contact.is_main == Some(true) {
            uses.push(Related {
                path: format!("/stakeholders/{position}/is_main"),
                message: "main contact".to_owned(),
            });
        }
        if contact.is_decider() && !somebody_decides {
            uses.push(Related {
                path: format!("/stakeholders/{position}/roles"),
                message: "only decision maker".to_owned(),
            });
        }
        let elsewhere = contact.id().and_then(|id| by_contact.get(id));
        uses.extend(elsewhere.into_iter().flatten().cloned());
        if uses.is_empty() {
            continue;
        }
        let words: Vec<String> = uses.iter().map(|place| place.message.clone()).collect();
        let draft = Draft::new(
            format!("/stakeholders/{position}"),
            "in_use",
            "\"{contact}\" has gone, yet still stands as {uses}.",
            [
                ("contact", label(contact.name.as_deref(), contact).into()),
                ("uses", words.into()),
            ],
        );
        sink.report(
            draft
                .related(uses)
                .help("Put the successor in each of these places, or close what is over."),
        );
    }
}

/// Returns where each contact is named outside the list of contacts, as far as it still matters, in the order of the document.
fn places<'a>(cx: &Context<'a>, as_of: Date) -> BTreeMap<&'a str, Vec<Related>> {
    let plan = cx.plan();
    let mut places: BTreeMap<&str, Vec<Related>> = BTreeMap::new();
    let mut add = |contact: Option<&'a PersonId>, place: String, message: String| {
        if let Some(contact) = contact {
            let path = format!("{place}/contact_id");
            let uses = places.entry(contact.as_str()).or_default();
            uses.push(Related { path, message });
        }
    };
    for (index, objective) in plan.client_objectives.iter().enumerate() {
        let name = label(objective.statement.as_deref(), objective);
        add(
            objective.contact_id.as_ref(),
            format!("/client_objectives/{index}"),
            format!("contact of the client objective \"{name}\""),
        );
    }
    for (place, agreement) in cx.agreements() {
        if agreement.to.is_none_or(|to| to >= as_of) {
            let name = label(agreement.name.as_deref(), agreement);
            let message = format!("contact of the agreement \"{name}\"");
            add(agreement.contact_id.as_ref(), place, message);
        }
    }
    for (index, commitment) in plan.commitments.iter().enumerate() {
        if commitment.status == Some(CommitmentStatus::Open) {
            let name = label(commitment.text.as_deref(), commitment);
            add(
                commitment.contact_id.as_ref(),
                format!("/commitments/{index}"),
                format!("contact of the commitment \"{name}\""),
            );
        }
    }
    places
}
