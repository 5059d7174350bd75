//! KA-812 `internal-change-not-told`.

use crate::lint::context::Context;
use crate::lint::facts::Server;
use crate::lint::rule::{PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{ActionStatus, OwnChange};
use crate::vocabulary::{Entity, EntityKind};

declare_rule! {
    /// ## What it checks
    ///
    /// A change on our side touches the client, the client was not told, and either the change is in effect, the day itself
    /// included, or nobody is to tell: no person is named and no action serves the change that is not cancelled.
    ///
    /// ## Why it matters
    ///
    /// A new portal or a new engineer that comes as a surprise is a fault in the client's eyes, however good it is.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/own_changes/2/told_on"},
    ///  {"op": "replace", "path": "/own_changes/2/effective_on", "value": "2026-09-30"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/own_changes/2/told_on"},
    ///  {"op": "replace", "path": "/own_changes/2/effective_on", "value": "2026-10-01"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 9 (our own changes that touch the client).
    pub(super) static INTERNAL_CHANGE_NOT_TOLD = {
        code: "KA-812",
        name: "internal-change-not-told",
        severity: Severity::Warning,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: PLANNED_TIERS,
        inputs: &[
            "/actions/*/serves",
            "/actions/*/status",
            "/own_changes/*/effective_on",
            "/own_changes/*/touches_client",
            "/own_changes/*/told_on",
            "/own_changes/*/told_by_id",
            "/own_changes/*/action_ids",
        ],
        needs_date: true,
        expires_evaluation: true,
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (index, change) in cx.plan().own_changes.iter().enumerate() {
        if change.touches_client != Some(true) || change.told_on.is_some() {
            continue;
        }
        let in_effect = change
            .effective_on
            .filter(|day| cx.as_of().is_some_and(|as_of| *day <= as_of));
        let text = change.text.as_deref().or(change.id()).unwrap_or("a change");
        let draft = match in_effect {
            Some(day) => Draft::new(
                format!("/own_changes/{index}/told_on"),
                "in-effect",
                "The client was not told of our change \"{change}\", which is in effect since {day}.",
                [("change", text.into()), ("day", day.into())],
            ),
            None if will_be_told(cx, change) => continue,
            None => Draft::new(
                format!("/own_changes/{index}/told_by_id"),
                "nobody",
                "Nobody is to tell the client of our change \"{change}\".",
                [("change", text.into())],
            ),
        };
        sink.report(draft.help("Name who tells the client, and tell before the change takes effect."));
    }
}

/// Returns whether somebody is to tell the client, by name or by an action.
fn will_be_told(cx: &Context<'_>, change: &OwnChange) -> bool {
    let servers = change
        .id()
        .map_or(&[][..], |id| cx.facts.servers(EntityKind::OwnChange, id));
    let tells = |server: &Server<'_>| match server {
        Server::Action(action) => action.status != Some(ActionStatus::Cancelled),
        _ => false,
    };
    change.told_by_id.is_some() || servers.iter().any(tells)
}
