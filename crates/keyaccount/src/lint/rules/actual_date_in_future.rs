//! KA-006 `actual-date-in-future`.

use crate::document::Node;
use crate::lint::context::{Context, days};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::places::nodes_at;
use crate::lint::rule::{ALL_GATES, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::actual_dates::ACTUAL_DATES;
use crate::quantity::Date;

declare_rule! {
    /// ## What it checks
    ///
    /// A date that records what has happened (done, held, last contact, confirmed, signed, communicated, approved, occurred,
    /// measured) lies more than `skew_days` after the day of judgement.
    ///
    /// ## Why it matters
    ///
    /// What is recorded as done before it happened is a plan in the clothes of a fact: progress, freshness and reviews that
    /// count it are too good. Often the year is mistyped.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/requests/0/date", "value": "2026-10-01"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/requests/0/date", "value": "2026-09-30"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `skew_days`: how many days ahead such a date may lie, for teams whose day begins earlier than ours.
    ///
    /// ## Source
    ///
    /// DCMA 14-point assessment (invalid dates: actual dates in the future).
    pub(super) static ACTUAL_DATE_IN_FUTURE = {
        code: "KA-006",
        name: "actual-date-in-future",
        severity: Severity::Error,
        nature: Nature::Inconsistent,
        gates: ALL_GATES,
        needs_date: true,
        expires_evaluation: true,
        parameters: &[Parameter::number("skew_days", 0.0, "how many days ahead a date of what has happened may lie", "house default").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(as_of) = cx.as_of() else { return };
    let skew_days = cx.number("skew_days");
    for place in ACTUAL_DATES {
        for node in nodes_at(cx.root(), place) {
            let date = node.as_str().and_then(|text| text.parse::<Date>().ok());
            let Some(date) = date else { continue };
            let ahead_days = days(as_of, date);
            if ahead_days > skew_days {
                let ahead = Measure {
                    value: ahead_days.into(),
                    unit: Some("days"),
                };
                let limit = Limit {
                    op: "<=",
                    value: skew_days.into(),
                    unit: Some("days"),
                };
                sink.report(draft(node, date, as_of).measured(ahead, limit));
            }
        }
    }
}

fn draft(node: Node<'_>, date: Date, as_of: Date) -> Draft {
    let draft = Draft::new(
        node.pointer(),
        "in-future",
        "The date {field} ({date}) records what has happened, yet lies after {as_of}.",
        [
            ("field", node.key().unwrap_or_default().into()),
            ("date", date.into()),
            ("as_of", as_of.into()),
        ],
    );
    draft
        .discriminator(ends_of_tie(node))
        .help("Correct the date, or remove it until it has happened.")
}

/// Returns the two people of the tie that the date belongs to, empty for other dates: a tie has no id of its own.
fn ends_of_tie(node: Node<'_>) -> String {
    let around = std::iter::successors(Some(node), |node| node.parent());
    let ends = around.filter_map(|part| {
        let (member, contact) = (
            part.get("member_id")?.as_str()?,
            part.get("contact_id")?.as_str()?,
        );
        Some(format!("{member} {contact}"))
    });
    ends.last().unwrap_or_default()
}
