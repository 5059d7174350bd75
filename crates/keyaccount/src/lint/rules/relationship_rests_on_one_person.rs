//! KA-413 `relationship-rests-on-one-person`.

use std::collections::BTreeSet;

use crate::lint::context::{Context, LiveLink, label};
use crate::lint::finding::Related;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::vocabulary::Entity;

declare_rule! {
    /// ## What it checks
    ///
    /// There is one person, of ours or of theirs, without whom no path of live links leads from our team to any of the decision makers
    /// who remain. That is one of ours who holds every live link to those who decide, or the only decision maker whom we reach
    /// where there are others. An account with a single decision maker is not at fault for that. Where no path leads to a decision
    /// maker in the first place, no path rests on anybody. What makes a link live is said at KA-401; where KA-401 or KA-403 speaks,
    /// this rule is silent.
    ///
    /// ## Why it matters
    ///
    /// Ten contacts are of no help if all that lead to a decision run through one person who may leave.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/links/6"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/links/6", "value": {"member_id": "T1", "contact_id": "C1", "last_on": "2026-06-02"}}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (connect experts across both organisations). The reading of multi-threading as resilience is that of prompt-crm.com.
    pub(super) static RELATIONSHIP_RESTS_ON_ONE_PERSON = {
        code: "KA-413",
        name: "relationship-rests-on-one-person",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/stakeholders/*/id",
            "/stakeholders/*/status",
            "/stakeholders/*/end_on",
            "/stakeholders/*/roles",
            "/links/*/member_id",
            "/links/*/contact_id",
            "/links/*/last_on",
            "/links/*/next_on",
            "/links/*/interactions/*/on",
            "/team/*/id",
            "/team/*/start_on",
            "/team/*/end_on",
        ],
        yields_to: &["KA-401", "KA-403"],
        needs_date: true,
        expires_evaluation: true,
        check: check,
    };
}

/// A live link joins one of ours and one of theirs, and every member belongs to our team, so the last step of each path is a
/// live link to the decision maker: without it there is no path, with it nothing else is needed. The person whom all paths
/// share is therefore an end of all those last steps, and no search of the graph is needed.
fn check(cx: &Context<'_>, sink: &mut Sink) {
    let mut links = cx.live_links();
    links.retain(|link| link.contact.is_decider());
    let members: BTreeSet<_> = links.iter().map(|link| link.member.id()).collect();
    let reached: BTreeSet<_> = links.iter().map(|link| link.contact.id()).collect();
    let deciders: BTreeSet<_> = cx
        .active_contacts()
        .filter(|(_, contact)| contact.is_decider())
        .map(|(_, contact)| contact.id())
        .collect();
    let Some(LiveLink { member, contact }) = links.first() else {
        return;
    };
    let (message_id, sentence, person) = if members.len() == 1 {
        (
            "ours",
            "Of our team only \"{person}\" is in touch with anybody who decides at the account.",
            label(member.name.as_deref(), *member),
        )
    } else if reached.len() == 1 && deciders.len() > 1 {
        (
            "theirs",
            "Of those who decide at the account we are in touch with \"{person}\" only.",
            label(contact.name.as_deref(), *contact),
        )
    } else {
        return;
    };
    let unreached = cx
        .active_contacts()
        .filter(|(_, contact)| contact.is_decider() && !reached.contains(&contact.id()));
    let related = unreached.map(|(position, contact)| Related {
        path: format!("/stakeholders/{position}"),
        message: format!(
            "\"{}\" decides, and nobody of ours is in touch",
            label(contact.name.as_deref(), contact)
        ),
    });
    let draft = Draft::new("/links", message_id, sentence, [("person", person.into())]);
    sink.report(
        draft
            .related(related)
            .help("Bring a second person of ours, or a second decision maker, into regular contact."),
    );
}
