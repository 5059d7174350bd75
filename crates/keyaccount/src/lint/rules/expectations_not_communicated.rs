//! KA-663 `expectations-not-communicated`.

use crate::lint::context::{Context, present};
use crate::lint::finding::{Related, Value};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{LAUNCH_GATE, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// Nothing records that the client was told that it is a key account, what differs from standard service, and what we expect
    /// in return; or that the client acknowledged it. One finding says all that is lacking.
    ///
    /// ## Why it matters
    ///
    /// Clients who do not know why they are key, or what is different now, expect everything or notice nothing.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/expectations/acknowledged_on"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/expectations/acknowledged_on", "value": "2026-01-08"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `require_ack`: whether the client must have acknowledged it.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (unclear expectations as a danger) and S4 steps 6 and 7 (promises spelled out, aligned with the client).
    pub(super) static EXPECTATIONS_NOT_COMMUNICATED = {
        code: "KA-663",
        name: "expectations-not-communicated",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: STRATEGIC_AND_KEY,
        gates: LAUNCH_GATE,
        inputs: &[
            "/expectations/told_on",
            "/expectations/differences",
            "/expectations/expected_in_return",
            "/expectations/acknowledged_on",
        ],
        parameters: &[Parameter::flag("require_ack", true, "whether the client must have acknowledged it", "KAM practice, S4 step 7")],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let expectations = &cx.plan().expectations;
    let parts = [
        ("told_on", "the day it was told", expectations.told_on.is_some()),
        (
            "differences",
            "what differs from standard service",
            present(expectations.differences.as_deref()),
        ),
        (
            "expected_in_return",
            "what is expected in return",
            present(expectations.expected_in_return.as_deref()),
        ),
        (
            "acknowledged_on",
            "the acknowledgement of the client",
            expectations.acknowledged_on.is_some() || !cx.flag("require_ack"),
        ),
    ];
    let lacking = || parts.iter().filter(|(_, _, is_there)| !is_there);
    if lacking().next().is_none() {
        return;
    }
    let names = lacking().map(|&(_, name, _)| name.to_owned()).collect();
    let draft = Draft::new(
        "/expectations",
        "lacking",
        "The record of what \"{account}\" may expect as a key account lacks: {parts}.",
        [
            ("account", cx.account_label().into()),
            ("parts", Value::Texts(names)),
        ],
    );
    let related = lacking().map(|&(field, name, _)| Related {
        path: format!("/expectations/{field}"),
        message: format!("{name} belongs here"),
    });
    let help =
        "Tell the client why it is a key account, what differs and what you expect, and record its answer.";
    sink.report(draft.related(related).help(help));
}
