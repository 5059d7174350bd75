//! KA-503 `manager-not-introduced`.

use crate::lint::context::{Context, label};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{LAUNCH_GATE, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// The primary manager has been in the part for more than `days`, and no date of an introduction to the client is noted.
    ///
    /// ## Why it matters
    ///
    /// Until the client knows whom to call, the manager manages a document.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/team/0/introduced_on"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/team/0/introduced_on"},
    ///  {"op": "replace", "path": "/team/0/start_on", "value": "2026-08-31"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `days`: how long a manager may be in the part before the introduction.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 4 (introduce the team member early). The days are a house default.
    pub(super) static MANAGER_NOT_INTRODUCED = {
        code: "KA-503",
        name: "manager-not-introduced",
        severity: Severity::Warning,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        gates: LAUNCH_GATE,
        inputs: &[
            "/team/*/is_primary",
            "/team/*/role",
            "/team/*/start_on",
            "/team/*/end_on",
            "/team/*/introduced_on",
        ],
        needs_date: true,
        expires_evaluation: true,
        parameters: &[Parameter::number("days", 30.0, "how long a manager may be in the part before the introduction", "house default").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let max = cx.number("days");
    for (position, member) in cx.primary_managers() {
        let since = member.start_on.and_then(|start| cx.age_days(start));
        let Some(days) = since.filter(|&days| days > max && member.introduced_on.is_none()) else {
            continue;
        };
        let draft = Draft::new(
            format!("/team/{position}/introduced_on"),
            "late",
            "\"{member}\" has been manager for {days} days, and no introduction to the client is noted.",
            [
                ("member", label(member.name.as_deref(), member).into()),
                ("days", days.into()),
            ],
        );
        let draft = draft.measured(Measure::new(days, "days"), Limit::at_most(max, "days"));
        sink.report(draft.help("Introduce the manager to the client, and note the day."));
    }
}
