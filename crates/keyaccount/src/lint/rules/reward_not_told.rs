//! KA-659 `reward-not-told`.

use crate::lint::context::{Context, label};
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// A reward is in the plan, and no day is recorded on which the client was told of it.
    ///
    /// ## Why it matters
    ///
    /// A reward that the client does not know of changes nothing in what the client does; it is only a cost.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/rewards/0/told_on"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/rewards/0/told_on", "value": "2026-09-30"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 6 (promises spelled out, rewards explained to the client).
    pub(super) static REWARD_NOT_TOLD = {
        code: "KA-659",
        name: "reward-not-told",
        severity: Severity::Warning,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &["/rewards/*/told_on"],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (index, reward) in cx.plan().rewards.iter().enumerate() {
        if reward.told_on.is_some() {
            continue;
        }
        let draft = Draft::new(
            format!("/rewards/{index}/told_on"),
            "not-told",
            "No record says that the client was told of the reward \"{reward}\".",
            [("reward", label(reward.description.as_deref(), reward).into())],
        );
        sink.report(
            draft
                .about_entity(reward)
                .help("Tell the client, and record the day."),
        );
    }
}
