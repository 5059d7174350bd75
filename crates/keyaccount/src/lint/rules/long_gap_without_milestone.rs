//! KA-216 `long-gap-without-milestone`.

use crate::lint::context::{Context, exact, label};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::Objective;
use crate::quantity::{Date, add_months};

declare_rule! {
    /// ## What it checks
    ///
    /// In an open objective more than `max_gap_months` pass between its start and the first milestone, between two milestones, or
    /// between the last one and the due date. An objective without a start begins with the plan. Milestones without a date,
    /// and those before the start or after the due date, are left out; of several gaps the first is named.
    ///
    /// ## Why it matters
    ///
    /// In a plan over years a whole year can pass before anyone notices that nothing moves.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/0/milestones/0/date", "value": "2026-12-30"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/0/milestones/1/date", "value": "2027-06-30"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_gap_months`: how many months may pass without a checkpoint, in whole months.
    ///
    /// ## Source
    ///
    /// House default: yearly checkpoints inside the three to five years of KAM practice, S1.
    pub(super) static LONG_GAP_WITHOUT_MILESTONE = {
        code: "KA-216",
        name: "long-gap-without-milestone",
        severity: Severity::Info,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/plan/period/start",
            "/objectives/*/status",
            "/objectives/*/start_on",
            "/objectives/*/due_on",
            "/objectives/*/milestones",
        ],
        parameters: &[Parameter::number("max_gap_months", 12.0, "how many months may pass without a checkpoint", "house default").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let limit = exact(cx.number("max_gap_months")).map(|months| months.floor());
    let Some(limit) = limit.and_then(|months| i32::try_from(months).ok()) else {
        return;
    };
    let plan_start = cx.plan().plan.period.as_ref().and_then(|period| period.start);
    for (index, objective) in cx.open_objectives() {
        let Some((from, to)) = long_gap(objective, plan_start, limit) else {
            continue;
        };
        let title = label(objective.title.as_deref(), objective);
        let draft = Draft::new(
            format!("/objectives/{index}/milestones"),
            "gap",
            "Objective \"{objective}\" has no milestone between {from} and {to}; at most {limit} months should pass.",
            [
                ("objective", title.into()),
                ("from", from.into()),
                ("to", to.into()),
                ("limit", i64::from(limit).into()),
            ],
        );
        sink.report(
            draft
                .about_entity(objective)
                .help("Add a milestone with the value that should be reached by then."),
        );
    }
}

/// Returns the first two points in time that are more than `limit` months apart.
fn long_gap(objective: &Objective, plan_start: Option<Date>, limit: i32) -> Option<(Date, Date)> {
    let (start, due) = (objective.start_on.or(plan_start), objective.due_on);
    let is_between =
        |date: &Date| start.is_none_or(|start| start <= *date) && due.is_none_or(|due| *date <= due);
    let milestones = objective.milestones.iter().filter_map(|milestone| milestone.date);
    let mut points: Vec<Date> = milestones.filter(is_between).chain(start).chain(due).collect();
    points.sort_unstable();
    let pairs = points.iter().zip(points.iter().skip(1));
    let mut gaps = pairs.filter(|&(&from, &to)| add_months(from, limit).is_some_and(|latest| to > latest));
    gaps.next().map(|(&from, &to)| (from, to))
}
