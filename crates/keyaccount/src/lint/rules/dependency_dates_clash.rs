//! KA-308 `dependency-dates-clash`.

use std::collections::BTreeSet;

use crate::lint::context::{Context, label};
use crate::lint::finding::{Applicability, Edit, Fix, Limit, Measure, Related};
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{PLAN_GATES, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::critical_path::{DayCount, DayScale, WorkingDays};
use crate::plan::dependencies::{Link, LinkedAction};
use crate::plan::{Action, ActionStatus, DependencyKind};
use crate::quantity::Date;
use crate::sla::{Calendar, Weekday};

declare_rule! {
    /// ## What it checks
    ///
    /// The dates of two linked actions contradict the link. With s the action that waits, p the one that it waits for, and the
    /// lag of the link in days: finish to start, s starts before p ends plus lag (on that day at the earliest; on the day after
    /// where `same_day_ok` is off); start to start, s starts before p starts plus lag; finish to finish, s ends before p ends plus
    /// lag; start to finish, s ends before p starts plus lag. The day on which an action was done replaces the one on which it is
    /// due. Links between two done actions, and those with cancelled ones, are left out; actions that wait for each other in a
    /// circle, and those that wait for these, are not judged.
    ///
    /// ## Why it matters
    ///
    /// On the day on which the second action should begin, what it needs is not there, and every date after it is wrong too.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/actions/1/start_on", "value": "2026-12-14"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/actions/1/start_on", "value": "2026-12-15"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `calendar`: whether the lag counts every day (`calendar`) or working days (`working`): those that `[calendar]` of the configuration
    /// leaves, else those of the working calendar that the portfolio names, else Monday to Friday. `same_day_ok`: whether an action may start on the day on which
    /// the one before it ends.
    ///
    /// ## Source
    ///
    /// Critical-path method (Kelley and Walker 1959) with links and lags of precedence diagramming (Fondahl 1961).
    pub(super) static DEPENDENCY_DATES_CLASH = {
        code: "KA-308",
        name: "dependency-dates-clash",
        severity: Severity::Error,
        nature: Nature::Inconsistent,
        gates: PLAN_GATES,
        inputs: &[
            "/actions/*/id",
            "/actions/*/status",
            "/actions/*/start_on",
            "/actions/*/due_on",
            "/actions/*/done_on",
            "/actions/*/depends_on",
        ],
        parameters: &[
            Parameter::choice("calendar", "calendar", &["calendar", "working"], "whether the lag counts every day or working days", "house default"),
            Parameter::flag("same_day_ok", true, "whether an action may start on the day on which the one before it ends", "house default"),
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Ok(scale) = DayScale::new(&day_count(cx), Date::MIN) else {
        return;
    };
    let actions = cx.network.dependencies().actions();
    for waiting in actions.iter().filter(|action| !action.waits_for.is_empty()) {
        if cx.network.is_unordered(waiting) {
            let place = format!("/actions/{}/depends_on", waiting.position);
            sink.cannot_judge(Reason::DependencyCycle, place);
            continue;
        }
        for &link in &waiting.waits_for {
            let Some(before) = actions.get(link.other) else {
                continue;
            };
            let pair = Pair {
                waiting,
                before,
                link,
                scale: &scale,
                same_day_ok: cx.flag("same_day_ok"),
            };
            if let Some(draft) = pair.clash() {
                sink.report(draft);
            }
        }
    }
}

/// Returns which days a lag counts.
fn day_count(cx: &Context<'_>) -> DayCount {
    if cx.text("calendar") != "working" {
        return DayCount::Calendar;
    }
    let organisation = cx.portfolio().map(|portfolio| &portfolio.organisation);
    let named = organisation.and_then(|organisation| {
        let id = organisation.working_calendar_id.as_ref()?;
        let mut calendars = organisation.calendars.iter();
        calendars.find(|calendar| calendar.id.as_ref() == Some(id))
    });
    let configured = cx.settings.calendar().clone();
    let usual = WorkingDays::default();
    DayCount::Working(WorkingDays {
        weekend: configured
            .weekend
            .or_else(|| closed_weekdays(named?))
            .unwrap_or(usual.weekend),
        closed_on: configured
            .holidays
            .or_else(|| Some(named?.closed_on.clone()))
            .unwrap_or(usual.closed_on),
    })
}

/// Returns the days of the week on which a calendar is never open, nothing where it does not say when it is open.
fn closed_weekdays(calendar: &Calendar) -> Option<BTreeSet<Weekday>> {
    use Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    let days = calendar
        .opening
        .iter()
        .filter_map(|opening| opening.days.as_ref());
    let open: BTreeSet<Weekday> = days.flatten().copied().collect();
    let week = BTreeSet::from([Mon, Tue, Wed, Thu, Fri, Sat, Sun]);
    (!open.is_empty()).then(|| week.difference(&open).copied().collect())
}

/// Two linked actions.
struct Pair<'n, 'a> {
    waiting: &'n LinkedAction<'a>,
    before: &'n LinkedAction<'a>,
    link: Link,
    scale: &'n DayScale,
    same_day_ok: bool,
}

/// One end of a link: the field that holds the date, the date, and its day.
#[derive(Clone, Copy)]
struct End {
    field: &'static str,
    date: Date,
    day: i64,
}

impl Pair<'_, '_> {
    /// Returns what to say where the dates contradict the link.
    fn clash(&self) -> Option<Draft> {
        use DependencyKind::{FinishToFinish, FinishToStart, StartToFinish, StartToStart};
        let (waiting, before) = (self.waiting.action, self.before.action);
        let is_done = |action: &Action| action.status == Some(ActionStatus::Done);
        if is_done(waiting) && is_done(before) {
            return None;
        }
        let kind = self.link.kind;
        let (end, bound) = match kind {
            FinishToStart => (self.start(waiting)?, self.finish(before)?),
            StartToStart => (self.start(waiting)?, self.start(before)?),
            FinishToFinish => (self.finish(waiting)?, self.finish(before)?),
            StartToFinish => (self.finish(waiting)?, self.start(before)?),
        };
        let next_day = i64::from(kind == FinishToStart && !self.same_day_ok);
        let allowed = bound.day + self.link.lag_days + next_day;
        let missing_days = allowed - end.day;
        (missing_days > 0).then(|| self.draft(end, bound, allowed, missing_days))
    }

    fn start(&self, action: &Action) -> Option<End> {
        let date = action.start_on?;
        Some(End {
            field: "start_on",
            date,
            day: self.scale.start_of(date),
        })
    }

    fn finish(&self, action: &Action) -> Option<End> {
        let (field, date) = match action.done_on {
            Some(done_on) => ("done_on", done_on),
            None => ("due_on", action.due_on?),
        };
        Some(End {
            field,
            date,
            day: self.scale.end_of(date) - 1,
        })
    }

    fn draft(&self, end: End, bound: End, allowed: i64, missing_days: i64) -> Draft {
        use DependencyKind::{FinishToFinish, FinishToStart, StartToFinish, StartToStart};
        let (word, sentence) = match self.link.kind {
            FinishToStart => (
                "finish_to_start",
                "Action \"{action}\" starts on {date}, but \"{before}\", which it waits for, ends on {before_date} (lag {lag_days} days).",
            ),
            StartToStart => (
                "start_to_start",
                "Action \"{action}\" starts on {date}, but \"{before}\", whose start it waits for, starts on {before_date} (lag {lag_days} days).",
            ),
            FinishToFinish => (
                "finish_to_finish",
                "Action \"{action}\" ends on {date}, but \"{before}\", whose end it waits for, ends on {before_date} (lag {lag_days} days).",
            ),
            StartToFinish => (
                "start_to_finish",
                "Action \"{action}\" ends on {date}, but \"{before}\", whose start it waits for, starts on {before_date} (lag {lag_days} days).",
            ),
        };
        let name = |action: &Action| label(action.title.as_deref(), action);
        let draft = Draft::new(
            format!("/actions/{}/{}", self.waiting.position, end.field),
            word,
            sentence,
            [
                ("action", name(self.waiting.action).into()),
                ("before", name(self.before.action).into()),
                ("date", end.date.into()),
                ("before_date", bound.date.into()),
                ("lag_days", self.link.lag_days.into()),
                ("missing_days", missing_days.into()),
            ],
        );
        let observed = Measure {
            value: end.date.into(),
            unit: None,
        };
        let draft = match self.scale.date_of(allowed) {
            None => draft,
            Some(earliest) => draft.measured(
                observed,
                Limit {
                    op: ">=",
                    value: earliest.into(),
                    unit: None,
                },
            ),
        };
        let other_end = Related {
            path: format!("/actions/{}/{}", self.before.position, bound.field),
            message: format!("\"{}\" has its date here", name(self.before.action)),
        };
        let draft = draft
            .about_entity(self.waiting.action)
            .related([other_end])
            .discriminator(format!("{}\u{0}{word}", self.before.id))
            .help("Move one of the two actions, or remove the link where they do not depend on each other.");
        match self.fix(missing_days) {
            Some(fix) => draft.fix(fix),
            None => draft,
        }
    }

    /// Returns the change that moves the action that waits, and keeps its duration; nothing for one that has begun.
    fn fix(&self, missing_days: i64) -> Option<Fix> {
        let action = self.waiting.action;
        if !matches!(action.status, Some(ActionStatus::Planned | ActionStatus::Blocked)) {
            return None;
        }
        let start = action
            .start_on
            .map(|date| ("start_on", date, self.scale.start_of(date)));
        let due = action
            .due_on
            .map(|date| ("due_on", date, self.scale.end_of(date) - 1));
        let mut edits = Vec::new();
        for (field, date, day) in start.into_iter().chain(due) {
            let moved = self.scale.date_of(day.checked_add(missing_days)?)?;
            let path = format!("/actions/{}/{field}", self.waiting.position);
            edits.push(Edit::test(path.as_str(), date));
            edits.push(Edit::replace(path, moved));
        }
        let name = label(action.title.as_deref(), action);
        Some(Fix {
            title: format!("Move \"{name}\" back by {missing_days} days"),
            applicability: Applicability::Unsafe,
            edits,
            preferred: true,
        })
    }
}
