//! KA-092 `suppression-expired`.

use crate::lint::context::{Context, days};
use crate::lint::parameter::Parameter;
use crate::lint::rule::declare_rule;
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::lint::suppression::Verdict;

declare_rule! {
    /// ## What it checks
    ///
    /// The last day of a suppression is over; that day itself still counts. What it hid is reported again. In the last
    /// `remind_days_before` days an info says that the end is near.
    ///
    /// ## Why it matters
    ///
    /// The end was set so that somebody would look again.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "add", "path": "/suppressions", "value": [{
    ///   "code": "KA-701", "target": {"document": true}, "reason": "The deputy starts in September",
    ///   "created_on": "2026-06-01", "expires_on": "2026-09-29"}]}]
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
    /// `remind_days_before`: how many days before the end the reminder comes.
    ///
    /// ## Source
    ///
    /// Threads of users of other linters who ask for suppressions with an end (plan-and-lifecycle note, section 2.1).
    pub(super) static SUPPRESSION_EXPIRED = {
        code: "KA-092",
        name: "suppression-expired",
        severity: Severity::Warning,
        nature: Nature::Stale,
        needs_date: true,
        parameters: &[Parameter::number(
            "remind_days_before",
            14.0,
            "how many days before the end a reminder comes",
            "house default",
        )
        .larger_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(as_of) = cx.as_of() else { return };
    for judged in cx.suppressions {
        let Some(last) = judged.suppression.expires_on else {
            continue;
        };
        let args = [("aim", judged.aim().into()), ("last", last.into())];
        let place = judged.place(Some("expires_on"));
        let draft = match judged.verdict {
            Verdict::Expired => Draft::new(
                place,
                "expired",
                "The suppression of {aim} ended on {last} and hides nothing any more.",
                args,
            ),
            Verdict::Valid if days(as_of, last) <= cx.number("remind_days_before") => Draft::new(
                place,
                "ends-soon",
                "The suppression of {aim} ends on {last}.",
                args,
            )
            .severity(Severity::Info),
            _ => continue,
        };
        let draft = draft.help("Mend the fault, or look again and set the finding aside anew with a reason.");
        sink.report(draft.discriminator(judged.aim()));
    }
}
