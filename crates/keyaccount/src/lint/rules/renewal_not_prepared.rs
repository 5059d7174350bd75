//! KA-666 `renewal-not-prepared`.

use crate::account::Contract;
use crate::lint::context::{Context, days, label};
use crate::lint::facts::Server;
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{Action, ActionStatus, ObjectiveKind};
use crate::quantity::Date;
use crate::vocabulary::{Entity, EntityKind};

declare_rule! {
    /// ## What it checks
    ///
    /// A contract ends in `warn_days` days or fewer, and no action prepares its renewal. An action does that has the tag `renewal`
    /// or serves an objective of kind retention, and is open and due on the last day of the contract or before, or was done
    /// within those `warn_days`; one that names contracts prepares these only. An error in the last `error_days` days, or the
    /// last `notice_days` of the contract where those are more; and, whatever was prepared, once the contract has ended. A
    /// contract that names its successor or renews itself is left out.
    ///
    /// ## Why it matters
    ///
    /// Half a year before the end the client begins to compare. Who begins with the last invoice negotiates against the calendar.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/account/contracts/2/end", "value": "2027-03-29"},
    ///  {"op": "add", "path": "/actions/18/serves/-", "value": "contract:CT1"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/account/contracts/2/end", "value": "2027-03-30"},
    ///  {"op": "add", "path": "/actions/18/serves/-", "value": "contract:CT1"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `warn_days`: how many days before the end the renewal must be in preparation. `error_days`: how many days before the end a
    /// lack of it is an error.
    ///
    /// ## Source
    ///
    /// KAM practice, S2 and S4 (retention as an aim and a benefit); renewal windows of 180 and 90 days at docs.funnelstory.ai.
    pub(super) static RENEWAL_NOT_PREPARED = {
        code: "KA-666",
        name: "renewal-not-prepared",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/account/contracts",
            "/actions/*/tags",
            "/actions/*/serves",
            "/actions/*/status",
            "/actions/*/due_on",
            "/actions/*/done_on",
            "/objectives/*/id",
            "/objectives/*/kind",
        ],
        needs_date: true,
        // More `warn_days` are not stricter: work that was done longer ago counts too.
        parameters: &[
            Parameter::number("warn_days", 180.0, "how many days before the end the renewal must be in preparation", "docs.funnelstory.ai"),
            Parameter::number("error_days", 90.0, "how many days before the end a lack of preparation is an error", "docs.funnelstory.ai").larger_is_stricter(),
        ],
        check: check,
    };
}

/// When the renewal of a contract is prepared.
#[derive(Default)]
struct Preparation {
    /// The first day on which open work is due.
    due_on: Option<Date>,
    /// The last day on which work was done.
    done_on: Option<Date>,
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(as_of) = cx.as_of() else { return };
    let names_none = |action: &&Action| {
        !action
            .serves
            .iter()
            .any(|served| served.kind() == Some(EntityKind::Contract))
    };
    let general = Preparation::of(cx, cx.plan().actions.iter().filter(names_none));
    for (place, contract) in cx.contracts() {
        let Some(end) = contract.end else { continue };
        if contract.successor_id.is_some() || contract.auto_renew == Some(true) {
            continue;
        }
        let (left_days, warn_days) = (days(as_of, end), cx.number("warn_days"));
        let is_prepared = || {
            let servers = contract.id().map(|id| cx.facts.servers(EntityKind::Contract, id));
            let named = servers
                .unwrap_or_default()
                .iter()
                .filter_map(|server| match server {
                    Server::Action(action) => Some(*action),
                    _ => None,
                });
            general.covers(end, warn_days) || Preparation::of(cx, named).covers(end, warn_days)
        };
        if left_days > warn_days || (left_days >= 0.0 && is_prepared()) {
            continue;
        }
        sink.report(draft(cx, format!("{place}/end"), contract, end, left_days));
    }
}

impl Preparation {
    /// Returns what those of the actions do that prepare a renewal.
    fn of<'a>(cx: &Context<'_>, actions: impl Iterator<Item = &'a Action>) -> Self {
        let mut preparation = Self::default();
        for action in actions.filter(|action| prepares_renewal(cx, action)) {
            match (action.status, action.due_on) {
                (Some(ActionStatus::Done), _) => {
                    preparation.done_on = preparation.done_on.max(action.done_on);
                }
                (Some(status), Some(due_on)) if status.is_open() => {
                    let earliest = preparation.due_on.map_or(due_on, |earliest| earliest.min(due_on));
                    preparation.due_on = Some(earliest);
                }
                _ => {}
            }
        }
        preparation
    }

    fn covers(&self, end: Date, warn_days: f64) -> bool {
        self.due_on.is_some_and(|due_on| due_on <= end)
            || self
                .done_on
                .is_some_and(|done_on| days(done_on, end) <= warn_days)
    }
}

fn prepares_renewal(cx: &Context<'_>, action: &Action) -> bool {
    let is_retention = |id: &str| {
        let objective = cx.facts.objective(id);
        objective.is_some_and(|objective| objective.kind == Some(ObjectiveKind::Retention))
    };
    let mut objectives = action
        .serves
        .iter()
        .filter(|served| served.kind() == Some(EntityKind::Objective));
    let is_tagged = action
        .tags
        .iter()
        .any(|tag| tag.trim().eq_ignore_ascii_case("renewal"));
    is_tagged || objectives.any(|served| is_retention(served.id()))
}

fn draft(cx: &Context<'_>, path: String, contract: &Contract, end: Date, left_days: f64) -> Draft {
    let args = [
        ("contract", label(contract.name.as_deref(), contract).into()),
        ("end", end.into()),
        ("left_days", left_days.into()),
    ];
    let draft = if left_days < 0.0 {
        let sentence = "The contract \"{contract}\" ended on {end}, and no contract follows it.";
        Draft::new(path, "ended", sentence, args)
            .help("Sign the contract that follows, and name it as the successor.")
    } else {
        let sentence = "The contract \"{contract}\" ends on {end}, in {left_days} days, and nothing prepares its renewal.";
        Draft::new(path, "ending", sentence, args)
            .help("Plan an action for the renewal that is due before the contract ends.")
    };
    let notice_days = contract.notice_days.map_or(0.0, f64::from);
    let error_days = cx.number("error_days").max(notice_days);
    let is_error = left_days <= error_days;
    let limit_days = if is_error {
        error_days
    } else {
        cx.number("warn_days")
    };
    let observed = Measure {
        value: left_days.into(),
        unit: Some("days"),
    };
    let expected = Limit {
        op: ">",
        value: limit_days.into(),
        unit: Some("days"),
    };
    let draft = draft.about_entity(contract).measured(observed, expected);
    if is_error {
        draft.severity(Severity::Error)
    } else {
        draft
    }
}
