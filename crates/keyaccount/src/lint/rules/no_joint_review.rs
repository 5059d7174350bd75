//! KA-803 `no-joint-review`.

use crate::account::Tier;
use crate::lint::context::Context;
use crate::lint::parameter::Parameter;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{CadenceKind, Review};
use crate::quantity::PersonId;
use crate::stakeholder::Level;

declare_rule! {
    /// ## What it checks
    ///
    /// In execution or review, the last review with a contact of level manager or higher lies more than `max_months` back; where there never was
    /// one, the launch does. Operational meetings are no reviews, and a contact without a level counts as lower.
    /// A plan without a day of launch and without such a review is not judged.
    ///
    /// ## Why it matters
    ///
    /// A plan that the leadership of the client never hears of is a plan of ours about them.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/governance/reviews/0/client_attendee_ids", "value": ["C5"]},
    ///  {"op": "replace", "path": "/governance/reviews/1/client_attendee_ids", "value": ["C5"]},
    ///  {"op": "replace", "path": "/governance/reviews/2/client_attendee_ids", "value": ["C13"]}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/governance/reviews/0/client_attendee_ids", "value": ["C5"]},
    ///  {"op": "replace", "path": "/governance/reviews/1/client_attendee_ids", "value": ["C5"]}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_months`: how long the leadership of the client may go without a review, for each tier.
    ///
    /// ## Source
    ///
    /// KAM practice, S1 (joint business reviews with client leadership). The months are house defaults.
    pub(super) static NO_JOINT_REVIEW = {
        code: "KA-803",
        name: "no-joint-review",
        severity: Severity::Warning,
        nature: Nature::Stale,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/account/lifecycle/state",
            "/governance/reviews/*/kind",
            "/governance/reviews/*/held_on",
            "/governance/reviews/*/client_attendee_ids",
            "/plan/launched_on",
            "/stakeholders/*/id",
            "/stakeholders/*/level",
        ],
        needs_date: true,
        parameters: &[Parameter::per_tier(
            "max_months",
            &[(Tier::Strategic, 6.0), (Tier::Key, 12.0)],
            "how many months may pass without the leadership of the client",
            "house default",
        ).smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    if !cx.is_running() {
        return;
    }
    let reviews = cx.plan().governance.reviews.iter();
    let joint = reviews.filter(|review| is_joint(cx, review));
    let held = joint.filter_map(|review| review.held_on);
    let last = held
        .filter(|held| cx.as_of().is_some_and(|as_of| *held <= as_of))
        .max();
    let limit = cx.number("max_months");
    let Some(since) = last
        .or(cx.launched_on())
        .filter(|since| cx.is_older_than_months(*since, limit))
    else {
        return;
    };
    let args = [("since", since.into()), ("limit_months", limit.into())];
    let draft = if last.is_some() {
        let sentence = "The last review with a manager of the client was held on {since}, more than {limit_months} months ago.";
        Draft::new("/governance/reviews", "last", sentence, args)
    } else {
        let sentence = "No review with a manager of the client was held since the launch on {since}, more than {limit_months} months ago.";
        Draft::new("/governance/reviews", "never", sentence, args)
    };
    sink.report(draft.help("Agree on a day for a joint review with the leadership of the client."));
}

/// Returns whether somebody of the client takes part in the review who is a manager at least.
fn is_joint(cx: &Context<'_>, review: &Review) -> bool {
    let leads = |id: &PersonId| {
        let contact = cx.facts.contact(id.as_str());
        contact.is_some_and(|contact| {
            contact
                .level
                .value()
                .is_some_and(|level| *level >= Level::Manager)
        })
    };
    review.kind != Some(CadenceKind::Operational) && review.client_attendee_ids.iter().any(leads)
}
