//! KA-114 `position-analysis-missing`.

use crate::lint::context::{Context, present};
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{PositionItem, PositionKind};

declare_rule! {
    /// ## What it checks
    ///
    /// The plan says nothing about where we stand with the account: neither a strength nor a weakness, or neither an opportunity, nor a
    /// threat, nor a trend. One entry on each side is enough; how many there are, and whether they are good, is not judged.
    ///
    /// ## Why it matters
    ///
    /// Objectives come from somewhere: from what we do well or badly there, and from what changes around the client. A plan without
    /// that look has copied its objectives.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/position/items", "value": [
    ///     {"id": "OP11", "kind": "opportunity", "viewpoint": "client", "statement": "auditors ask for batch records without retyping", "used_by": ["objective:O12"]}]},
    ///  {"op": "replace", "path": "/actions/17/serves", "value": ["objective:O13"]}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/position/items", "value": [
    ///     {"id": "S1", "kind": "strength", "viewpoint": "client", "statement": "engineers on site within a day", "used_by": ["value_add:V1"]}]},
    ///  {"op": "replace", "path": "/actions/17/serves", "value": ["objective:O13"]}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None: minimum counts reward filling in for its own sake.
    ///
    /// ## Source
    ///
    /// KAM practice, S2 (SWOT among the related tools); the trends and the vulnerability of Miller Heiman's gold sheet. Info: a plan can
    /// hold without it.
    pub(super) static POSITION_ANALYSIS_MISSING = {
        code: "KA-114",
        name: "position-analysis-missing",
        severity: Severity::Info,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &["/position/items", "/position/trends"],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let position = &cx.plan().position;
    let has = |kinds: [PositionKind; 2]| {
        let is_meant = |item: &PositionItem| item.kind.is_some_and(|kind| kinds.contains(&kind));
        let mut items = position.items.iter();
        items.any(|item| is_meant(item) && present(item.statement.as_deref()))
    };
    let mut trends = position.trends.iter();
    let looks_inside = has([PositionKind::Strength, PositionKind::Weakness]);
    let looks_outside = has([PositionKind::Opportunity, PositionKind::Threat])
        || trends.any(|trend| present(trend.statement.as_deref()));
    let (message_id, lacking) = match (looks_inside, looks_outside) {
        (true, true) => return,
        (false, true) => ("no-inside", "neither strengths nor weaknesses"),
        (true, false) => ("no-outside", "neither opportunities, nor threats, nor trends"),
        (false, false) => (
            "nothing",
            "neither strengths and weaknesses, nor opportunities and threats",
        ),
    };
    let sentence = "The plan names {lacking} of our position with \"{account}\".";
    let args = [
        ("lacking", lacking.into()),
        ("account", cx.account_label().into()),
    ];
    let draft = Draft::new("/position/items", message_id, sentence, args);
    sink.report(draft.help("Note what we do well and badly there, and what changes around the client."));
}
