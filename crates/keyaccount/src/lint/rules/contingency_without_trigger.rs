//! KA-706 `contingency-without-trigger`.

use crate::lint::context::{Context, label, present};
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// The contingency of an open risk has a plan but no trigger: nothing that anybody could observe says when it begins. Silent
    /// while the plan has no complete contingency against the loss of the account, which says so already.
    ///
    /// ## Why it matters
    ///
    /// A plan B without a signal begins when it is too late, or when somebody is nervous.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/risks/1/contingency/trigger"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/risks/1/contingency/trigger", "value": "the supplier announces a delay"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// Guides to risk registers of claritymigrate.com and chartersim.com (an observable trigger).
    pub(super) static CONTINGENCY_WITHOUT_TRIGGER = {
        code: "KA-706",
        name: "contingency-without-trigger",
        severity: Severity::Warning,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &["/risks/*/status", "/risks/*/contingency"],
        yields_to: &["KA-702"],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (index, risk) in cx.open_risks() {
        let Some(contingency) = &risk.contingency else {
            continue;
        };
        if !present(contingency.plan.as_deref()) || present(contingency.trigger.as_deref()) {
            continue;
        }
        let draft = Draft::new(
            format!("/risks/{index}/contingency/trigger"),
            "no-trigger",
            "Nothing says when the contingency of the risk \"{risk}\" begins.",
            [("risk", label(risk.event.as_deref(), risk).into())],
        );
        sink.report(
            draft
                .about_entity(risk)
                .help("Write down what anybody could observe when it is time to act."),
        );
    }
}
