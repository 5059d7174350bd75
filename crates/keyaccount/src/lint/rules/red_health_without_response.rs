//! KA-808 `red-health-without-response`.

use crate::health::{BandedReading, HealthBandLimits, falls, health_bands};
use crate::lint::context::Context;
use crate::lint::facts::Server;
use crate::lint::parameter::Parameter;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{ActionStatus, HealthBand, HealthReading};
use crate::quantity::{Date, days_between};
use crate::vocabulary::{Entity, EntityKind};

declare_rule! {
    /// ## What it checks
    ///
    /// The health is red, or its last reading is at least `drop_points` below the highest one of the 30 days before it, and something is missing: a
    /// review that was held or is planned within `response_days` of the alarm, or an action that refers to it. The alarm is the reading with which
    /// the health turned red, or else the first one of the fall. An action refers to it when it serves the reading, or when a review that
    /// answers the reading lists actions; cancelled actions do not count.
    ///
    /// Health is red below 40, and is red until two readings in a row are at 45 or more.
    ///
    /// ## Why it matters
    ///
    /// An alarm without owner, action and day is a number in a report. The client has noticed before we measured.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "add", "path": "/health/readings/-", "value": {"id": "H11", "as_of": "2026-09-29", "score": 63}}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "add", "path": "/health/readings/-", "value": {"id": "H11", "as_of": "2026-09-29", "score": 64}}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `drop_points`: how many points in 30 days are an alarm. `response_days`: how soon a review must follow an alarm.
    ///
    /// ## Source
    ///
    /// KAM practice, S1 (address concerns early). Alert practice: owner, action, deadline. The limits of the bands are those of
    /// circulos.co, the points and days house defaults.
    pub(super) static RED_HEALTH_WITHOUT_RESPONSE = {
        code: "KA-808",
        name: "red-health-without-response",
        severity: Severity::Error,
        nature: Nature::Risky,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/actions/*/serves",
            "/actions/*/status",
            "/governance/reviews/*/held_on",
            "/governance/reviews/*/planned_on",
            "/governance/reviews/*/responds_to",
            "/governance/reviews/*/action_ids",
            "/health/readings/*/id",
            "/health/readings/*/as_of",
            "/health/readings/*/score",
        ],
        needs_date: true,
        parameters: &[
            Parameter::number("drop_points", 15.0, "how many points in 30 days are an alarm", "house default").smaller_is_stricter(),
            Parameter::number("response_days", 14.0, "how many days a review may come after an alarm", "house default").smaller_is_stricter(),
        ],
        check: check,
    };
}

/// The days within which a fall is measured.
const FALL_DAYS: u32 = 30;

/// The reading that asks for a response.
struct Alarm<'a> {
    reading: &'a HealthReading,
    on: Date,
    is_red: bool,
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let readings = &cx.plan().health.readings;
    let Some(alarm) = alarm(cx, readings) else { return };
    let (is_reviewed, is_acted_on) = (is_reviewed(cx, alarm.on), is_acted_on(cx, alarm.reading));
    let lacking = match (is_reviewed, is_acted_on) {
        (true, true) => return,
        (false, true) => "no review follows soon",
        (true, false) => "no action refers to it",
        (false, false) => "neither a review nor an action follows",
    };
    let index = readings
        .iter()
        .position(|reading| std::ptr::eq(reading, alarm.reading));
    let path = index.map_or_else(
        || "/health/readings".to_owned(),
        |index| format!("/health/readings/{index}"),
    );
    let args = [("on", alarm.on.into()), ("lacking", lacking.into())];
    let draft = if alarm.is_red {
        Draft::new(path, "red", "The health is red since {on}, and {lacking}.", args)
    } else {
        let sentence = "The health fell by {points} points or more until {on}, and {lacking}.";
        let [on, lacking] = args;
        Draft::new(
            path,
            "fall",
            sentence,
            [on, lacking, ("points", cx.number("drop_points").into())],
        )
    };
    sink.report(draft.help("Hold a review, and give somebody an action with a day."));
}

/// Returns the reading that asks for a response on the day of judgement.
fn alarm<'a>(cx: &Context<'_>, readings: &'a [HealthReading]) -> Option<Alarm<'a>> {
    let as_of = cx.as_of()?;
    let banded = health_bands(readings, &HealthBandLimits::default());
    let known: Vec<&BandedReading<'_>> = banded.iter().filter(|banded| banded.on <= as_of).collect();
    let is_red = known.last()?.band == HealthBand::Red;
    let fallen: Vec<&HealthReading> = falls(readings, FALL_DAYS)
        .into_iter()
        .filter(|fall| f64::from(fall.points) >= cx.number("drop_points"))
        .map(|fall| fall.to)
        .collect();
    let is_alarm = |banded: &BandedReading<'_>| {
        if is_red {
            banded.band == HealthBand::Red
        } else {
            fallen.iter().any(|fallen| std::ptr::eq(*fallen, banded.reading))
        }
    };
    let first = known.iter().rev().take_while(|banded| is_alarm(banded)).last()?;
    Some(Alarm {
        reading: first.reading,
        on: first.on,
        is_red,
    })
}

/// Returns whether a review was held or is planned soon after `day`.
fn is_reviewed(cx: &Context<'_>, day: Date) -> bool {
    let limit = cx.number("response_days");
    let is_soon =
        |date: Date| u32::try_from(days_between(day, date)).is_ok_and(|days| f64::from(days) <= limit);
    let mut reviews = cx.plan().governance.reviews.iter();
    reviews.any(|review| review.held_on.or(review.planned_on).is_some_and(is_soon))
}

/// Returns whether somebody does something about the reading.
fn is_acted_on(cx: &Context<'_>, reading: &HealthReading) -> bool {
    let servers = reading
        .id()
        .map_or(&[][..], |id| cx.facts.servers(EntityKind::HealthReading, id));
    servers.iter().any(|server| match server {
        Server::Action(action) => action.status != Some(ActionStatus::Cancelled),
        Server::Review(review) => review.action_ids.iter().any(|id| {
            let action = cx.facts.action(id.as_str());
            action.is_some_and(|action| action.status != Some(ActionStatus::Cancelled))
        }),
        _ => false,
    })
}
