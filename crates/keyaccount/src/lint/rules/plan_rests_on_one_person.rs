//! KA-321 `plan-rests-on-one-person`.

use std::collections::{BTreeMap, BTreeSet};

use crate::lint::context::{Context, percent};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::Part;
use crate::quantity::PersonId;

declare_rule! {
    /// ## What it checks
    ///
    /// One person is accountable for more than `max_share` of the open actions, of which there are at least `min_open`.
    ///
    /// ## Why it matters
    ///
    /// The manager cannot do it all. When the one person is ill for a month, so is the plan.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/actions/0/assignments/1/person_id", "value": "T2"},
    ///  {"op": "replace", "path": "/actions/2/assignments/0/person_id", "value": "T2"},
    ///  {"op": "replace", "path": "/actions/8/assignments/0/person_id", "value": "T2"},
    ///  {"op": "replace", "path": "/actions/9/assignments/0/person_id", "value": "T2"},
    ///  {"op": "replace", "path": "/actions/10/assignments/0/person_id", "value": "T2"},
    ///  {"op": "replace", "path": "/actions/13/assignments/0/person_id", "value": "T2"},
    ///  {"op": "replace", "path": "/actions/16/assignments/0/person_id", "value": "T2"},
    ///  {"op": "replace", "path": "/actions/24/assignments/0/person_id", "value": "T2"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/actions/0/assignments/1/person_id", "value": "T2"},
    ///  {"op": "replace", "path": "/actions/2/assignments/0/person_id", "value": "T2"},
    ///  {"op": "replace", "path": "/actions/8/assignments/0/person_id", "value": "T2"},
    ///  {"op": "replace", "path": "/actions/9/assignments/0/person_id", "value": "T2"},
    ///  {"op": "replace", "path": "/actions/10/assignments/0/person_id", "value": "T2"},
    ///  {"op": "replace", "path": "/actions/13/assignments/0/person_id", "value": "T2"},
    ///  {"op": "replace", "path": "/actions/16/assignments/0/person_id", "value": "T2"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_share`: the largest share of the open actions that one person may be accountable for. `min_open`: with how many open
    /// actions the share begins to matter.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (not a single point of contact; resources of other functions) and S1 (a cross-functional team). The
    /// numbers are house defaults.
    pub(super) static PLAN_RESTS_ON_ONE_PERSON = {
        code: "KA-321",
        name: "plan-rests-on-one-person",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &["/actions/*/status", "/actions/*/assignments"],
        parameters: &[
            Parameter::number("max_share", 0.6, "the largest share of the open actions that one person may be accountable for", "house default").smaller_is_stricter(),
            Parameter::number("min_open", 8.0, "with how many open actions the share begins to matter", "house default").smaller_is_stricter(),
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let mut open: u32 = 0;
    let mut held: BTreeMap<&str, u32> = BTreeMap::new();
    for (_, action) in cx.open_actions() {
        open = open.saturating_add(1);
        let accountable = action
            .assignments
            .iter()
            .filter(|assignment| assignment.part == Some(Part::Accountable));
        let people = accountable.filter_map(|assignment| assignment.person_id.as_ref());
        let people: BTreeSet<&str> = people.map(PersonId::as_str).collect();
        for person in people {
            *held.entry(person).or_default() += 1;
        }
    }
    let limit = cx.number("max_share");
    if f64::from(open) < cx.number("min_open") {
        return;
    }
    for (person, count) in held {
        let share = f64::from(count) / f64::from(open);
        if share <= limit {
            continue;
        }
        let draft = Draft::new(
            "/actions",
            "too-much",
            "\"{person}\" is accountable for {count} of {open} open actions; {limit_percent} % is the most for one person.",
            [
                ("person", cx.person_label(person).into()),
                ("count", i64::from(count).into()),
                ("open", i64::from(open).into()),
                ("limit_percent", percent(limit).into()),
            ],
        );
        let observed = Measure {
            value: share.into(),
            unit: None,
        };
        let expected = Limit {
            op: "<=",
            value: limit.into(),
            unit: None,
        };
        sink.report(
            draft
                .discriminator(person)
                .measured(observed, expected)
                .help("Hand actions over to other members of the team."),
        );
    }
}
