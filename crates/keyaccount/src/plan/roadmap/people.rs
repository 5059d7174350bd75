//! The steps that tell who the client is, who looks after it, and how the two get on: 1 to 4, 7 and 8.

use super::answer::{LackKind, StepReason};
use super::facts::Facts;
use super::step::{Found, lack, part, ratio};
use crate::account::{LifecycleState, Orientation, Size};
use crate::plan::NeedKind;
use crate::quantity::{Datum, days_between, is_blank};
use crate::team::Member;

/// Step 1: how much of the profile is filled.
pub(super) fn profile(facts: &Facts<'_>) -> Found {
    let has_competitors = facts.of_account(|account| (!account.competitors.is_empty()).then_some(()));
    let has_location = |places: &Vec<String>| places.iter().any(|place| !is_blank(place));
    let fields = [
        (
            "size",
            is_answered(facts.datum(|account| &account.size), has_size),
        ),
        (
            "industry",
            is_answered(facts.datum(|account| &account.industry), says),
        ),
        (
            "locations",
            is_answered(facts.datum(|account| &account.locations), has_location),
        ),
        (
            "background",
            is_answered(facts.datum(|account| &account.background), says),
        ),
        ("competitors", has_competitors.is_some()),
    ];
    let empty = fields.iter().filter(|(_, is_answered)| !is_answered);
    let lacking: Vec<_> = empty
        .map(|(field, _)| lack(format!("/account/{field}"), LackKind::ProfileFieldEmpty))
        .collect();
    let answered = fields.len().saturating_sub(lacking.len());
    Found::mean([ratio(answered, fields.len())], lacking)
}

/// Returns whether somebody has looked and found something, or that there is nothing to be found; what is unknown is open.
fn is_answered<T>(fact: &Datum<T>, is_there: impl Fn(&T) -> bool) -> bool {
    match fact {
        Datum::Value(value) => is_there(value),
        Datum::NotApplicable => true,
        Datum::Missing | Datum::Unknown => false,
    }
}

#[expect(
    clippy::ptr_arg,
    reason = "the fact is a `String`, to which this is handed by reference"
)]
fn says(text: &String) -> bool {
    !is_blank(text)
}

fn has_size(size: &Size) -> bool {
    size.employees.is_some() || size.revenue.is_some() || size.band.is_some()
}

/// Step 2: whether a need of each kind is recorded. A need that was declined is known all the same.
pub(super) fn needs(facts: &Facts<'_>) -> Found {
    let has = |kind, what| {
        let is_there = facts.plan.needs.iter().any(|need| need.kind == Some(kind));
        if is_there {
            Ok(())
        } else {
            Err(lack("/needs", what))
        }
    };
    Found::halves([
        has(NeedKind::Product, LackKind::ProductNeedMissing),
        has(NeedKind::Relationship, LackKind::RelationshipNeedMissing),
    ])
}

/// Step 3: whether the client's own customers are known, and what they want.
pub(super) fn audience(facts: &Facts<'_>) -> Found {
    if facts.orientation() == Orientation::Supplier {
        return Found::not_applicable(StepReason::Supplier);
    }
    let segments = facts.plan.audience.iter().enumerate();
    let named: Vec<_> = segments
        .filter(|(_, segment)| segment.name.as_deref().is_some_and(|name| !is_blank(name)))
        .collect();
    let is_known = named
        .iter()
        .any(|(_, segment)| segment.wants.iter().any(|want| !is_blank(want)));
    let lacking = match named.first() {
        _ if is_known => None,
        None => Some(lack("/audience", LackKind::SegmentMissing)),
        Some((at, _)) => Some(lack(
            format!("/audience/{at}/wants"),
            LackKind::SegmentWithoutWants,
        )),
    };
    Found::mean(
        [part(!named.is_empty()), part(is_known)],
        lacking.into_iter().collect(),
    )
}

/// Step 4: whether an active primary manager looks after the account, and has met the client.
///
/// Where several are marked as primary, the first who has met the client counts.
pub(super) fn team(facts: &Facts<'_>) -> Found {
    let Some(as_of) = facts.as_of else {
        return Found::not_measured(StepReason::AsOfMissing);
    };
    let is_primary = |member: &Member| member.is_primary == Some(true) && member.is_active(as_of);
    let members = facts.plan.team.iter().enumerate();
    let primaries: Vec<_> = members.filter(|(_, member)| is_primary(member)).collect();
    let is_known = |member: &Member| member.introduced_on.is_some_and(|on| on <= as_of);
    let Some((first, _)) = primaries.first() else {
        let missing = lack("/team", LackKind::PrimaryManagerMissing);
        return Found::mean([part(false)], vec![missing]);
    };
    let introduced = if primaries.iter().any(|(_, member)| is_known(member)) {
        Ok(())
    } else {
        let path = format!("/team/{first}/introduced_on");
        Err(lack(path, LackKind::ManagerNotIntroduced))
    };
    Found::halves([Ok(()), introduced])
}

/// Step 7: whether the plan was opened with the client, and the client confirmed it.
pub(super) fn alignment(facts: &Facts<'_>) -> Found {
    let kickoff = &facts.plan.kickoff;
    let held = match kickoff.held_on {
        Some(_) if !kickoff.client_attendee_ids.is_empty() => Ok(()),
        Some(_) => Err("/kickoff/client_attendee_ids"),
        None => Err("/kickoff/held_on"),
    };
    let confirmed = kickoff.confirmed_on.ok_or("/kickoff/confirmed_on").map(|_| ());
    Found::halves([
        held.map_err(|path| lack(path, LackKind::KickoffWithoutClient)),
        confirmed.map_err(|path| lack(path, LackKind::KickoffNotConfirmed)),
    ])
}

/// Step 8: whether the client asked for something, or we did something unasked, not long ago.
pub(super) fn satisfaction(facts: &Facts<'_>) -> Found {
    let state = facts.state();
    if !matches!(state, LifecycleState::Execution | LifecycleState::Review) {
        return Found::not_applicable(StepReason::NotInExecution);
    }
    let Some(as_of) = facts.as_of else {
        return Found::not_measured(StepReason::AsOfMissing);
    };
    let since = || facts.of_account(|account| account.lifecycle.since);
    let start = match state {
        LifecycleState::Execution => since().or_else(|| facts.launched_on()),
        _ => facts.launched_on(),
    };
    let days = i64::from(facts.settings.request_days);
    let Some(start) = start else {
        return Found::not_measured(StepReason::ExecutionStartMissing);
    };
    if days_between(start, as_of) < days {
        return Found::not_applicable(StepReason::ExecutionJustBegan);
    }
    let recent = |date| (0..=days).contains(&days_between(date, as_of));
    let is_there = facts
        .plan
        .requests
        .iter()
        .any(|request| request.date.is_some_and(recent));
    let lacking = if is_there {
        Vec::new()
    } else {
        vec![lack("/requests", LackKind::RequestMissing)]
    };
    Found::mean([part(is_there)], lacking)
}
