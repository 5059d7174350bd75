//! KA-660 `commitment-without-owner-or-date`.

use crate::lint::context::{Context, label};
use crate::lint::rule::{PLAN_GATES, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// A commitment of either side that is still open has nobody who answers for it, or no date. Each of the two is a finding of
    /// its own. A commitment without a status is open; kept, broken and released ones are left out.
    ///
    /// ## Why it matters
    ///
    /// "We will send the roadmap" is kept by nobody and never late. The other side remembers it all the same.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/commitments/0/owner_id"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/commitments/1/owner_id"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 6 (actions and commitments, promises spelled out).
    pub(super) static COMMITMENT_WITHOUT_OWNER_OR_DATE = {
        code: "KA-660",
        name: "commitment-without-owner-or-date",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: PLANNED_TIERS,
        gates: PLAN_GATES,
        inputs: &["/commitments/*/owner_id", "/commitments/*/due_on", "/commitments/*/status"],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let commitments = cx.plan().commitments.iter().enumerate();
    for (index, commitment) in commitments.filter(|(_, commitment)| commitment.is_open()) {
        let args = || [("commitment", label(commitment.text.as_deref(), commitment).into())];
        if commitment.owner_id.is_none() {
            let path = format!("/commitments/{index}/owner_id");
            let sentence = "Nobody answers for the commitment \"{commitment}\".";
            let draft = Draft::new(path, "owner", sentence, args());
            let help = "Name one person, on the side that made the promise, who answers for it.";
            sink.report(draft.about_entity(commitment).help(help));
        }
        if commitment.due_on.is_none() {
            let path = format!("/commitments/{index}/due_on");
            let sentence = "The commitment \"{commitment}\" has no date.";
            let draft = Draft::new(path, "date", sentence, args());
            sink.report(
                draft
                    .about_entity(commitment)
                    .help("Agree on a day by which it is kept."),
            );
        }
    }
}
