//! KA-609 `competitor-without-answer`.

use crate::account::CompetitorOf;
use crate::lint::context::{Context, label, present};
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// A competitor of ours at the account is named without our position against it. Competitors of the client need none.
    ///
    /// ## Why it matters
    ///
    /// A rival on a list helps nobody. Whoever talks to the client must know why the client should stay with us, before the
    /// rival calls.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/account/competitors/0/answer"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/account/competitors/2/answer"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (what is our competitive advantage?) and S4 step 1 (key competitors in the profile).
    pub(super) static COMPETITOR_WITHOUT_ANSWER = {
        code: "KA-609",
        name: "competitor-without-answer",
        severity: Severity::Warning,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &["/account/competitors/*/of", "/account/competitors/*/answer"],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (place, competitor) in cx.competitors() {
        if competitor.of != Some(CompetitorOf::Us) || present(competitor.answer.as_deref()) {
            continue;
        }
        let name = label(competitor.name.as_deref(), competitor);
        let draft = Draft::new(
            format!("{place}/answer"),
            "no-answer",
            "The plan names competitor \"{competitor}\" and no answer to it.",
            [("competitor", name.into())],
        );
        let help = "Write down why the client should choose us over this competitor.";
        sink.report(draft.about_entity(competitor).help(help));
    }
}
