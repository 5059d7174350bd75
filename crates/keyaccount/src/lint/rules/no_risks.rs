//! KA-701 `no-risks`.

use crate::lint::context::Context;
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::RiskStatus;

declare_rule! {
    /// ## What it checks
    ///
    /// The plan records fewer open risks than `min_risks`.
    ///
    /// ## Why it matters
    ///
    /// Every large account can be lost. A plan without risks says that nobody has asked how.
    ///
    /// ## Example
    ///
    /// ```json with:KA-702,KA-004
    /// [{"op": "replace", "path": "/risks", "value": []}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/risks/1/status", "value": "closed"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `min_risks`: the open risks that a plan must have.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (contingencies against defection).
    pub(super) static NO_RISKS = {
        code: "KA-701",
        name: "no-risks",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: STRATEGIC_AND_KEY,
        gates: PLAN_GATES,
        inputs: &["/risks/*/status"],
        parameters: &[Parameter::number("min_risks", 1.0, "the open risks that a plan must have", "KAM practice, S3").larger_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let open = cx
        .plan()
        .risks
        .iter()
        .filter(|risk| risk.status == Some(RiskStatus::Open))
        .count();
    let required = cx.number("min_risks");
    if u32::try_from(open).is_ok_and(|open| f64::from(open) < required) {
        let draft = Draft::new(
            "/risks",
            "too-few",
            "Too few open risks: {count} recorded, at least {required} expected.",
            [("count", open.into()), ("required", required.into())],
        );
        sink.report(draft.help("Ask how this account could be lost or harmed, and record the answers."));
    }
}
