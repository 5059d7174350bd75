//! KA-093 `suppression-unused`.

use crate::lint::context::Context;
use crate::lint::rule::declare_rule;
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// A suppression hides nothing: the rule was evaluated in full and finds no fault where the suppression is aimed. Where the rule
    /// could not be evaluated, or is off, nothing is said.
    ///
    /// ## Why it matters
    ///
    /// A suppression that is no longer needed would hide the next fault.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "add", "path": "/suppressions", "value": [{
    ///   "code": "KA-404", "target": {"document": true}, "reason": "The decider is known next month",
    ///   "created_on": "2026-09-01", "expires_on": "2026-12-31"}]}]
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
    /// None.
    ///
    /// ## Source
    ///
    /// The unused-suppression checks of linters for code; a checker that counts exceptions nobody needs is the mistake to avoid
    /// (plan-and-lifecycle note, section 2.1).
    pub(super) static SUPPRESSION_UNUSED = {
        code: "KA-093",
        name: "suppression-unused",
        severity: Severity::Info,
        nature: Nature::Stale,
        profile: Profile::Recommended,
        after_others: true,
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for judged in cx.unused_suppressions {
        let draft = Draft::new(
            judged.place(None),
            "unused",
            "The suppression of {aim} hides nothing, because there is nothing to hide.",
            [("aim", judged.aim().into())],
        );
        sink.report(draft.help("Remove the suppression.").discriminator(judged.aim()));
    }
}
