//! KA-802 `review-rhythm-too-slow`.

use crate::account::Tier;
use crate::lint::context::Context;
use crate::lint::finding::{Applicability, Edit, Fix, Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{Cadence, CadenceKind};
use crate::quantity::{Date, add_months, days_between};
use crate::vocabulary::RhythmUnit;

declare_rule! {
    /// ## What it checks
    ///
    /// The plan is refined less often than every `max_months`; of several cadences of kind refinement the tightest is judged. Days and weeks
    /// count as the fewest months whose longest run in the calendar has as many days: 92 days are 3 months, 93 days are 4. A
    /// plan without such a cadence is not judged here.
    ///
    /// ## Why it matters
    ///
    /// A plan that nobody looks at for half a year is history when somebody does.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/governance/cadences/0/every", "value": 4},
    ///  {"op": "replace", "path": "/governance/cadences/0/anchor_on", "value": "2026-03-15"},
    ///  {"op": "remove", "path": "/plan/next_review_on"},
    ///  {"op": "remove", "path": "/needs/6/requested_rhythm"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/governance/cadences/0/every", "value": 13},
    ///  {"op": "replace", "path": "/governance/cadences/0/unit", "value": "weeks"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_months`: the longest time from one refinement to the next, for each tier.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 9 (refine quarterly or more often). The months of incubators and standard accounts are house defaults.
    pub(super) static REVIEW_RHYTHM_TOO_SLOW = {
        code: "KA-802",
        name: "review-rhythm-too-slow",
        severity: Severity::Warning,
        nature: Nature::Risky,
        tiers: PLANNED_TIERS,
        gates: PLAN_GATES,
        inputs: &["/governance/cadences/*/kind", "/governance/cadences/*/every", "/governance/cadences/*/unit"],
        parameters: &[Parameter::per_tier(
            "max_months",
            &[(Tier::Strategic, 3.0), (Tier::Key, 3.0), (Tier::Incubator, 6.0), (Tier::Standard, 12.0)],
            "the longest time from one refinement to the next, in months",
            "KAM practice, S4 step 9",
        ).smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let cadences = cx.plan().governance.cadences.iter().enumerate();
    let refinements = cadences.filter(|(_, cadence)| cadence.kind == Some(CadenceKind::Refinement));
    let in_months = refinements.filter_map(|(index, cadence)| Some((index, cadence, months(cadence)?)));
    let Some((index, cadence, found)) = in_months.min_by_key(|(_, _, months)| *months) else {
        return;
    };
    let limit = cx.number("max_months");
    if f64::from(found) <= limit {
        return;
    }
    let draft = Draft::new(
        format!("/governance/cadences/{index}/every"),
        "slow",
        "The plan is refined every {found_months} months; at least every {limit_months} months is asked for.",
        [
            ("found_months", i64::from(found).into()),
            ("limit_months", limit.into()),
        ],
    );
    let observed = Measure {
        value: i64::from(found).into(),
        unit: Some("months"),
    };
    let expected = Limit {
        op: "<=",
        value: limit.into(),
        unit: Some("months"),
    };
    let draft = draft.measured(observed, expected);
    let draft = match fix(index, cadence, cx.whole_number("max_months")) {
        Some(fix) => draft.fix(fix),
        None => draft,
    };
    sink.report(draft.help("Refine the plan more often, and tell the client when."));
}

/// Returns the change to a refinement every `months`.
fn fix(index: usize, cadence: &Cadence, months: u32) -> Option<Fix> {
    let (every, unit) = (cadence.every?, cadence.unit?);
    let place = |field: &str| format!("/governance/cadences/{index}/{field}");
    let mut edits = vec![
        Edit::test(place("every"), i64::from(every)),
        Edit::test(place("unit"), unit.as_str()),
        Edit::replace(place("every"), i64::from(months)),
    ];
    if unit != RhythmUnit::Months {
        edits.push(Edit::replace(place("unit"), RhythmUnit::Months.as_str()));
    }
    (months > 0).then(|| Fix {
        title: format!("Refine the plan every {months} months"),
        applicability: Applicability::Unsafe,
        edits,
        preferred: true,
    })
}

/// Returns how many months a cadence counts as, nothing where its rhythm is not known.
fn months(cadence: &Cadence) -> Option<u32> {
    let every = cadence.every?;
    let days = match cadence.unit? {
        RhythmUnit::Months => return Some(every),
        RhythmUnit::Weeks => i64::from(every) * 7,
        RhythmUnit::Days => i64::from(every),
    };
    // No month has more than 31 days, so that fewer months are out of the question.
    let least = u32::try_from(days / 31).unwrap_or(u32::MAX);
    let fits = |months: &u32| longest_days(*months).is_none_or(|longest| days <= longest);
    (least..=u32::MAX).find(fits)
}

/// Returns the days of the longest run of so many months, nothing past the calendar.
fn longest_days(months: u32) -> Option<i64> {
    let lengths = (1..=12).map(|month| {
        let start = Date::new(2023, month, 1)?;
        let end = add_months(start, i32::try_from(months).ok()?)?;
        Some(days_between(start, end))
    });
    lengths.max().flatten()
}
