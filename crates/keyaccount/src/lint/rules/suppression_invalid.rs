//! KA-091 `suppression-invalid`.

use crate::lint::context::Context;
use crate::lint::parameter::Parameter;
use crate::lint::rule::{ALL_GATES, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::lint::suppression::Verdict;

declare_rule! {
    /// ## What it checks
    ///
    /// A suppression has no reason, or one of fewer than `min_reason_chars` characters; it names no rule, or one that nothing may
    /// lower; it does not say what it is aimed at; it lacks a last day although the rule is at `expiry_required_from` or graver;
    /// it runs for more than `max_days` from the day on which it was set, or from the day of evaluation where that is not known;
    /// or nobody has approved it although the rule is at `approver_required_from` or graver. It hides nothing then.
    ///
    /// ## Why it matters
    ///
    /// What is set aside without a reason and without an end is forgotten, and with it the fault.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "add", "path": "/suppressions", "value": [{
    ///   "code": "KA-701", "target": {"document": true}, "reason": "not now", "expires_on": "2026-12-31"}]}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/risks/0/contingency/trigger"},
    ///  {"op": "add", "path": "/suppressions", "value": [{
    ///    "code": "KA-702", "target": {"document": true}, "reason": "The trigger is agreed with the sponsor in October",
    ///    "created_on": "2026-09-01", "expires_on": "2026-12-31"}]}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `min_reason_chars`: the length of a reason. `max_days`: the longest time. `expiry_required_from` and
    /// `approver_required_from`: the mildest severity of a rule whose findings need a last day, or an approver, to be set aside.
    ///
    /// ## Source
    ///
    /// Threads of users of other linters who ask for suppressions with a reason and an end (plan-and-lifecycle note, section 2.1).
    pub(super) static SUPPRESSION_INVALID = {
        code: "KA-091",
        name: "suppression-invalid",
        severity: Severity::Error,
        nature: Nature::Invalid,
        gates: ALL_GATES,
        locked: true,
        parameters: &[
            Parameter::number("min_reason_chars", 15.0, "the characters that a reason must have", "house default")
                .larger_is_stricter(),
            Parameter::number("max_days", 180.0, "the longest time that a suppression may run", "house default")
                .smaller_is_stricter(),
            Parameter::choice(
                "expiry_required_from",
                "warning",
                SEVERITIES,
                "the mildest severity whose findings need a last day to be set aside",
                "house default",
            ),
            Parameter::choice(
                "approver_required_from",
                "error",
                SEVERITIES,
                "the mildest severity whose findings need an approver to be set aside",
                "house default",
            ),
        ],
        check: check,
    };
}

const SEVERITIES: &[&str] = &["hint", "info", "warning", "error"];

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for judged in cx.suppressions {
        let Verdict::Invalid(complaint) = &judged.verdict else {
            continue;
        };
        let draft = Draft::new(
            judged.place(Some(complaint.field)),
            complaint.message_id,
            "The suppression of {aim} hides nothing: {complaint}.",
            [
                ("aim", judged.aim().into()),
                ("complaint", complaint.wrong.as_str().into()),
            ],
        );
        sink.report(draft.help(complaint.help.as_str()).discriminator(judged.aim()));
    }
}
