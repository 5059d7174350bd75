//! KA-804 `review-without-outcome`.

use crate::lint::context::{Context, present};
use crate::lint::facts::Server;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::Review;
use crate::vocabulary::{Entity, EntityKind};

declare_rule! {
    /// ## What it checks
    ///
    /// A review that was held has no decision, no action, no version of the plan after it and no note that nothing changes. Decisions and
    /// actions that serve the review count as those that it lists.
    ///
    /// ## Why it matters
    ///
    /// A review without a trace was a conversation. If nothing needs to change, that is worth a sentence.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/governance/reviews/4/no_change_note"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/governance/reviews/4/no_change_note"},
    ///  {"op": "add", "path": "/governance/reviews/4/plan_version_after", "value": 2}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S1 (the review refines the strategy) and S4 step 9.
    pub(super) static REVIEW_WITHOUT_OUTCOME = {
        code: "KA-804",
        name: "review-without-outcome",
        severity: Severity::Warning,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/actions/*/serves",
            "/decisions/*/serves",
            "/governance/reviews/*/held_on",
            "/governance/reviews/*/decision_ids",
            "/governance/reviews/*/action_ids",
            "/governance/reviews/*/plan_version_after",
            "/governance/reviews/*/no_change_note",
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (index, review) in cx.plan().governance.reviews.iter().enumerate() {
        let Some(held_on) = review.held_on.filter(|_| !has_outcome(cx, review)) else {
            continue;
        };
        let draft = Draft::new(
            format!("/governance/reviews/{index}"),
            "nothing",
            "The review of {held_on} has neither decision, action nor change of the plan, and no note that nothing changes.",
            [("held_on", held_on.into())],
        );
        sink.report(draft.help("Record what was decided, or say why nothing changes."));
    }
}

fn has_outcome(cx: &Context<'_>, review: &Review) -> bool {
    let servers = review
        .id()
        .map_or(&[][..], |id| cx.facts.servers(EntityKind::Review, id));
    let is_outcome = |server: &Server<'_>| matches!(server, Server::Action(_) | Server::Decision(_));
    !review.decision_ids.is_empty()
        || !review.action_ids.is_empty()
        || review.plan_version_after.is_some()
        || present(review.no_change_note.as_deref())
        || servers.iter().any(is_outcome)
}
