//! KA-005 `date-order`.

use crate::document::Node;
use crate::lint::context::Context;
use crate::lint::finding::{Applicability, Edit, Fix, Related};
use crate::lint::parameter::Parameter;
use crate::lint::places::nodes_at;
use crate::lint::rule::{ALL_GATES, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::date_pairs::{DATE_PAIRS, DatePair};
use crate::quantity::Date;

declare_rule! {
    /// ## What it checks
    ///
    /// An end lies before its start: due and start date of actions and objectives, end and start of the plan, of contracts,
    /// agreements and memberships, launch and approval, and so on. Equal dates are allowed
    /// except for the period of the plan and of contracts.
    ///
    /// ## Why it matters
    ///
    /// Durations, deadlines and reminders that are computed from such dates are nonsense; most often two digits were swapped.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/actions/0/start_on", "value": "2027-06-01"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/actions/0/start_on", "value": "2026-11-30"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `allow_equal`: fields, such as `start_on`, whose pair may fall on one day although the default says no.
    ///
    /// ## Source
    ///
    /// DCMA 14-point assessment (invalid dates).
    pub(super) static DATE_ORDER = {
        code: "KA-005",
        name: "date-order",
        severity: Severity::Error,
        nature: Nature::Inconsistent,
        gates: ALL_GATES,
        parameters: &[Parameter::texts("allow_equal", &[], "earlier fields whose pair may fall on one day although the default says no", "house default")],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for pair in DATE_PAIRS {
        let may_be_equal =
            pair.may_be_equal || cx.texts("allow_equal").iter().any(|field| field == pair.earlier);
        for part in nodes_at(cx.root(), pair.part) {
            let (Some(earlier), Some(later)) = (date(part, pair.earlier), date(part, pair.later)) else {
                continue;
            };
            if earlier < later || (may_be_equal && earlier == later) {
                continue;
            }
            sink.report(draft(pair, part, earlier, later));
        }
    }
}

fn draft(pair: &DatePair, part: Node<'_>, earlier: Date, later: Date) -> Draft {
    let pointer = part.pointer();
    let (earlier_path, later_path) = (
        format!("{pointer}/{}", pair.earlier),
        format!("{pointer}/{}", pair.later),
    );
    let sentence = if earlier == later {
        "The date {later_field} ({later}) must come after {earlier_field}."
    } else {
        "The date {later_field} ({later}) comes before {earlier_field} ({earlier})."
    };
    let draft = Draft::new(
        later_path.as_str(),
        if earlier == later { "equal" } else { "swapped" },
        sentence,
        [
            ("later_field", pair.later.into()),
            ("later", later.into()),
            ("earlier_field", pair.earlier.into()),
            ("earlier", earlier.into()),
        ],
    );
    let draft = draft
        .related([Related {
            path: earlier_path.clone(),
            message: format!("{} stands here", pair.earlier),
        }])
        .discriminator(pair.earlier)
        .help("Correct one of the two dates.");
    if !swap_helps(part, pair, earlier, later) {
        return draft;
    }
    draft.fix(Fix {
        title: format!("Swap {} and {}", pair.earlier, pair.later),
        applicability: Applicability::Unsafe,
        edits: vec![
            Edit::test(earlier_path.as_str(), earlier),
            Edit::test(later_path.as_str(), later),
            Edit::replace(earlier_path, later),
            Edit::replace(later_path, earlier),
        ],
        preferred: true,
    })
}

/// Returns whether swapping the two dates would put every pair of the same part in order.
fn swap_helps(part: Node<'_>, swapped: &DatePair, earlier: Date, later: Date) -> bool {
    let after_swap = |field: &str| match field {
        field if field == swapped.earlier => Some(later),
        field if field == swapped.later => Some(earlier),
        field => date(part, field),
    };
    let pairs = DATE_PAIRS.iter().filter(|pair| pair.part == swapped.part);
    earlier != later
        && pairs
            .into_iter()
            .all(|pair| match (after_swap(pair.earlier), after_swap(pair.later)) {
                (Some(earlier), Some(later)) => earlier < later || (pair.may_be_equal && earlier == later),
                _ => true,
            })
}

fn date(part: Node<'_>, field: &str) -> Option<Date> {
    part.get(field)?.as_str()?.parse().ok()
}
