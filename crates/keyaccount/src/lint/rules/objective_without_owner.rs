//! KA-206 `objective-without-owner`.

use crate::lint::context::{Context, label};
use crate::lint::rule::{PLAN_GATES, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::Date;

declare_rule! {
    /// ## What it checks
    ///
    /// An open objective has no owner, or one who is not an active member of our team on the day of judgement: not yet, not any
    /// more, or never, like a member of the board. The first and the last day of a member count.
    ///
    /// ## Why it matters
    ///
    /// An objective that belongs to the team belongs to nobody; one that belongs to a person who has left is not even missed.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/objectives/2/owner_id"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/2/owner_id", "value": "T3"},
    ///  {"op": "add", "path": "/team/2/end_on", "value": "2026-09-30"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// OKR practice: an objective is owned by one person, not by a team (the checklist of `Workpath`).
    pub(super) static OBJECTIVE_WITHOUT_OWNER = {
        code: "KA-206",
        name: "objective-without-owner",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: PLANNED_TIERS,
        gates: PLAN_GATES,
        inputs: &[
            "/objectives/*/status",
            "/objectives/*/owner_id",
            "/team/*/id",
            "/team/*/start_on",
            "/team/*/end_on",
        ],
        needs_date: true,
        expires_evaluation: true,
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(as_of) = cx.as_of() else { return };
    for (index, objective) in cx.open_objectives() {
        let path = format!("/objectives/{index}/owner_id");
        let title = label(objective.title.as_deref(), objective);
        let draft = match &objective.owner_id {
            None => {
                let sentence = "Objective \"{objective}\" has no owner.";
                Draft::new(path, "nobody", sentence, [("objective", title.into())])
            }
            Some(owner) => {
                let Some((message_id, sentence)) = absence(cx, owner.as_str(), as_of) else {
                    continue;
                };
                let owner = cx.person_label(owner.as_str());
                let args = [("objective", title.into()), ("owner", owner.into())];
                Draft::new(path, message_id, sentence, args)
            }
        };
        sink.report(
            draft
                .about_entity(objective)
                .help("Name one active member of our team who answers for the objective."),
        );
    }
}

/// Returns why the person is not an active member of our team; nothing for a member who is, and for an id that nobody has.
fn absence(cx: &Context<'_>, id: &str, as_of: Date) -> Option<(&'static str, &'static str)> {
    let Some(member) = cx.facts.member(id) else {
        return cx.facts.is_person(id).then_some((
            "no-member",
            "\"{owner}\", who owns objective \"{objective}\", is not a member of our team.",
        ));
    };
    if member.is_active(as_of) {
        None
    } else if member.end_on.is_some_and(|end| end < as_of) {
        Some((
            "gone",
            "\"{owner}\", who owns objective \"{objective}\", has left our team.",
        ))
    } else {
        Some((
            "not-yet",
            "\"{owner}\", who owns objective \"{objective}\", has not started in our team yet.",
        ))
    }
}
