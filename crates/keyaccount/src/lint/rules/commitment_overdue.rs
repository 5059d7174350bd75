//! KA-661 `commitment-overdue`.

use crate::lint::context::{Context, label};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::rule::declare_rule;
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::Promiser;

declare_rule! {
    /// ## What it checks
    ///
    /// A commitment is open, and the day on which it was due is over; the day itself is still in time. An error for what we
    /// promised, once it is more than `error_after_days` days late. What the client promised us is an info. A commitment without
    /// a status is open; one that does not say whose it is counts as ours.
    ///
    /// ## Why it matters
    ///
    /// Trust is the sum of kept promises. A late one that nobody speaks about weighs more than a late one that was announced.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/commitments/0/due_on", "value": "2026-09-29"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/commitments/0/due_on", "value": "2026-09-30"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `error_after_days`: how many days our own promise may be late before it is an error.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 6 (commitments) and S1 (performance metrics met).
    pub(super) static COMMITMENT_OVERDUE = {
        code: "KA-661",
        name: "commitment-overdue",
        severity: Severity::Warning,
        nature: Nature::Stale,
        inputs: &["/commitments/*/made_by", "/commitments/*/status", "/commitments/*/due_on"],
        needs_date: true,
        parameters: &[Parameter::number("error_after_days", 14.0, "how many days our own promise may be late before it is an error", "house default: two weeks").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let commitments = cx.plan().commitments.iter().enumerate();
    for (index, commitment) in commitments.filter(|(_, commitment)| commitment.is_open()) {
        let Some((due_on, late_days)) = commitment.due_on.and_then(|due| Some((due, cx.age_days(due)?)))
        else {
            continue;
        };
        if late_days <= 0.0 {
            continue;
        }
        let path = format!("/commitments/{index}/due_on");
        let args = [
            ("commitment", label(commitment.text.as_deref(), commitment).into()),
            ("due_on", due_on.into()),
            ("late_days", late_days.into()),
        ];
        let draft = if commitment.made_by == Some(Promiser::Client) {
            let sentence =
                "The client's commitment \"{commitment}\" was due on {due_on} and is {late_days} days late.";
            let help = "Ask the client how it stands, and agree on a new day or release it.";
            Draft::new(path, "theirs", sentence, args)
                .severity(Severity::Info)
                .help(help)
        } else {
            let sentence =
                "Our commitment \"{commitment}\" was due on {due_on} and is {late_days} days late.";
            let draft = Draft::new(path, "ours", sentence, args);
            let draft = draft.help("Keep it, or tell the client today by when, and record the new day.");
            if late_days > cx.number("error_after_days") {
                draft.severity(Severity::Error)
            } else {
                draft
            }
        };
        let observed = Measure {
            value: late_days.into(),
            unit: Some("days"),
        };
        let expected = Limit {
            op: "<=",
            value: 0.0.into(),
            unit: Some("days"),
        };
        sink.report(draft.about_entity(commitment).measured(observed, expected));
    }
}
