//! KA-811 `no-performance-report`.

use crate::lint::context::Context;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::Report;

declare_rule! {
    /// ## What it checks
    ///
    /// The plan defines no report on the results of the account that has a rhythm, somebody who makes it and somebody who gets it.
    ///
    /// ## Why it matters
    ///
    /// Results that nobody reports are noticed when they have become a reason to leave.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/governance/reports/0"},
    ///  {"op": "remove", "path": "/governance/reports/0/owner_id"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/governance/reports/0"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (the organisation needs measurement and reporting). What makes a report complete is a house default.
    pub(super) static NO_PERFORMANCE_REPORT = {
        code: "KA-811",
        name: "no-performance-report",
        severity: Severity::Info,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/governance/reports/*/every",
            "/governance/reports/*/unit",
            "/governance/reports/*/owner_id",
            "/governance/reports/*/recipient_ids",
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let reports = &cx.plan().governance.reports;
    if reports.iter().any(is_complete) {
        return;
    }
    let draft = if reports.is_empty() {
        let sentence = "No report on the results of the account is defined.";
        Draft::new("/governance/reports", "none", sentence, [])
    } else {
        let sentence = "None of the {count} reports has a rhythm, an owner and a recipient.";
        Draft::new(
            "/governance/reports",
            "incomplete",
            sentence,
            [("count", reports.len().into())],
        )
    };
    sink.report(draft.help("Define what is reported about the account, how often, by whom and to whom."));
}

fn is_complete(report: &Report) -> bool {
    let has_rhythm = report.every.is_some() && report.unit.is_some();
    has_rhythm && report.owner_id.is_some() && !report.recipient_ids.is_empty()
}
