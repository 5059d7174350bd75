//! KA-657 `reward-not-spelled-out`.

use crate::lint::context::{Context, label, present};
use crate::lint::finding::{Related, Value};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{AtGate, Draft, Sink};
use crate::plan::Reward;

declare_rule! {
    /// ## What it checks
    ///
    /// A reward does not say what makes it due (kind and value of the trigger) or what exactly the client gets (an option at
    /// least, each with the item and how much of it). Several options are a choice of the client. A reward that says it all but
    /// offers one option only gets a hint where `prefer_choice` is set; the hint stops no gate.
    ///
    /// ## Why it matters
    ///
    /// "Loyal customers get rewarded" is heard as a promise and kept as a mood. A reward that disappoints is worse than none.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/rewards/0/trigger"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/rewards/0/trigger", "value": {"kind": "date", "value": "2027-01-15"}}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `prefer_choice`: whether a single option gets a hint.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 6 (rewards exact or by choice).
    pub(super) static REWARD_NOT_SPELLED_OUT = {
        code: "KA-657",
        name: "reward-not-spelled-out",
        severity: Severity::Error,
        nature: Nature::Missing,
        tiers: STRATEGIC_AND_KEY,
        gates: PLAN_GATES,
        inputs: &["/rewards/*/trigger", "/rewards/*/options"],
        parameters: &[Parameter::flag("prefer_choice", true, "whether a single option gets a hint", "KAM practice, S4 step 6")],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (index, reward) in cx.plan().rewards.iter().enumerate() {
        let place = format!("/rewards/{index}");
        let name = label(reward.description.as_deref(), reward);
        let lacking = lacking(reward);
        if !lacking.is_empty() {
            let mut parts: Vec<String> = lacking.iter().map(|&(part, _)| part.to_owned()).collect();
            parts.dedup();
            let args = [("reward", name.into()), ("parts", Value::Texts(parts))];
            let sentence = "The reward \"{reward}\" does not say: {parts}.";
            let related = lacking.into_iter().map(|(part, within)| Related {
                path: format!("{place}/{within}"),
                message: format!("{part} belongs here"),
            });
            let draft = Draft::new(place.as_str(), "vague", sentence, args).related(related);
            let help = "Say after how long, at what volume, on what day or by what event it is due, and what the client gets.";
            sink.report(draft.about_entity(reward).help(help));
        } else if reward.options.len() == 1 && cx.flag("prefer_choice") {
            let sentence = "The reward \"{reward}\" leaves the client no choice.";
            let draft = Draft::new(
                format!("{place}/options"),
                "no-choice",
                sentence,
                [("reward", name.into())],
            );
            let draft = draft.severity(Severity::Hint).at_gate(AtGate::Silent);
            let help = "Offer a second option of like worth.";
            sink.report(draft.about_entity(reward).help(help));
        }
    }
}

/// Returns what the reward does not say with the places within it.
fn lacking(reward: &Reward) -> Vec<(&'static str, String)> {
    let trigger = reward.trigger.clone().unwrap_or_default();
    let mut lacking = Vec::new();
    if trigger.kind.is_none() || !present(trigger.value.as_deref()) {
        lacking.push(("when it is due", "trigger".to_owned()));
    }
    if reward.options.is_empty() {
        lacking.push(("what the client gets", "options".to_owned()));
    }
    let options = || reward.options.iter().enumerate();
    for (index, _) in options().filter(|(_, option)| !present(option.item.as_deref())) {
        lacking.push(("what the client gets", format!("options/{index}/item")));
    }
    for (index, _) in options().filter(|(_, option)| !present(option.value.as_deref())) {
        lacking.push(("how much of it", format!("options/{index}/value")));
    }
    lacking
}
