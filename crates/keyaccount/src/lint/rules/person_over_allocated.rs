//! KA-508 `person-over-allocated`.

use std::collections::BTreeMap;

use crate::lint::context::{days, exact, label};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::portfolio_context::PortfolioContext;
use crate::lint::rule::{PLAN_GATES, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{Plan, PlanStatus};
use crate::quantity::decimal::{self, Decimal};
use crate::quantity::{AccountId, Date, add_days};
use crate::team::Member;
use crate::vocabulary::Entity;

declare_rule! {
    /// ## What it checks
    ///
    /// On some day of the next `window_days`, today included, the parts of one person's working time that all plans together lay
    /// claim to come to more than `max_allocation`. A claim runs from the first to the last day in the team, as far as the period of
    /// the plan; plans that are superseded or closed make none. The first stretch of such days is reported, with the largest sum in it.
    ///
    /// ## Why it matters
    ///
    /// Each plan is sound by itself and they cannot all be kept. The client who finds out first is the one who waits.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/team/3/allocation", "value": 0.96}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/team/3/allocation", "value": 0.95}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_allocation`: how much of one person's working time can be claimed, 1 for all of it. `window_days`: how many days ahead are looked
    /// at.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 (time per client) and S3 (resources). The window of 92 days, the longest quarter, is a house default.
    pub(super) static PERSON_OVER_ALLOCATED = {
        code: "KA-508",
        name: "person-over-allocated",
        severity: Severity::Error,
        nature: Nature::Inconsistent,
        profile: Profile::Recommended,
        gates: PLAN_GATES,
        needs_date: true,
        expires_evaluation: true,
        parameters: &[
            Parameter::number("max_allocation", 1.0, "how much of one person's working time can be claimed", "nobody works more than all of the time").smaller_is_stricter(),
            Parameter::number("window_days", 92.0, "how many days ahead are looked at", "house default; the longest quarter").larger_is_stricter(),
        ],
        check_portfolio: Some(check),
    };
}

/// What one plan claims of one person.
struct Claim<'a> {
    account: Option<&'a AccountId>,
    member: &'a Member,
    part: Decimal,
    from: Date,
    /// The first day on which the claim no longer holds; nothing where it has no end.
    until: Option<Date>,
}

fn check(cx: &PortfolioContext<'_>, sink: &mut Sink) {
    let Some(as_of) = cx.as_of() else { return };
    let Some(max) = exact(cx.number("max_allocation")) else {
        return;
    };
    let mut claims: BTreeMap<&str, Vec<Claim<'_>>> = BTreeMap::new();
    for &plan in cx.plans {
        for member in &plan.team {
            if let Some((id, claim)) = claim(plan, member, as_of) {
                claims.entry(id).or_default().push(claim);
            }
        }
    }
    let places: BTreeMap<&str, usize> = cx
        .portfolio
        .members
        .iter()
        .enumerate()
        .filter_map(|(index, member)| Some((member.id()?, index)))
        .collect();
    for (id, claims) in claims {
        let Some(stretch) = first_stretch(&claims, max) else {
            continue;
        };
        if days(as_of, stretch.from) > cx.number("window_days") {
            continue;
        }
        let accounts: Vec<&str> = claims
            .iter()
            .filter(|claim| stretch.meets(claim))
            .filter_map(|claim| claim.account.map(AccountId::as_str))
            .collect();
        let place = places.get(id).map(|index| format!("/members/{index}"));
        sink.report(
            draft(place.unwrap_or_default(), &claims, &stretch, max)
                .about("member", id)
                .concerns(accounts)
                .help("Lower the allocation in one of the plans, or bring in somebody else."),
        );
    }
}

/// A row of days on which the claims come to more than is there.
struct Stretch {
    from: Date,
    /// The first day after it; nothing where it has no end.
    until: Option<Date>,
    peak: Decimal,
}

impl Stretch {
    /// Returns whether the claim holds on one of the days.
    fn meets(&self, claim: &Claim<'_>) -> bool {
        let begins_in_time = self.until.is_none_or(|until| claim.from < until);
        begins_in_time && claim.until.is_none_or(|until| self.from < until)
    }
}

/// Returns what the plan claims of the member from `as_of` on, by the member's id; nothing where it claims nothing.
fn claim<'a>(plan: &'a Plan, member: &'a Member, as_of: Date) -> Option<(&'a str, Claim<'a>)> {
    if matches!(
        plan.plan.status,
        Some(PlanStatus::Superseded | PlanStatus::Closed)
    ) {
        return None;
    }
    let period = plan.plan.period.as_ref();
    let begins = [
        member.start_on,
        period.and_then(|period| period.start),
        Some(as_of),
    ];
    let ends = [member.end_on, period.and_then(|period| period.end)];
    let from = begins.into_iter().flatten().max()?;
    let until = ends.into_iter().flatten().min().and_then(|end| add_days(end, 1));
    let claim = Claim {
        account: plan.account.id.as_ref(),
        member,
        part: exact(member.allocation?.get())?,
        from,
        until,
    };
    let holds = member.start_on.is_some() && until.is_none_or(|until| from < until);
    Some((member.id()?, claim)).filter(|_| holds)
}

/// Returns the first days in a row on which the claims come to more than `max`.
fn first_stretch(claims: &[Claim<'_>], max: Decimal) -> Option<Stretch> {
    let mut changes: BTreeMap<Date, Decimal> = BTreeMap::new();
    for claim in claims {
        *changes.entry(claim.from).or_default() += claim.part;
        if let Some(until) = claim.until {
            *changes.entry(until).or_default() -= claim.part;
        }
    }
    let (mut sum, mut stretch) = (Decimal::ZERO, None::<Stretch>);
    for (day, change) in changes {
        sum += change;
        match &mut stretch {
            None if sum > max => {
                stretch = Some(Stretch {
                    from: day,
                    until: None,
                    peak: sum,
                });
            }
            None => {}
            Some(stretch) if sum > max => stretch.peak = stretch.peak.max(sum),
            Some(stretch) => {
                stretch.until = Some(day);
                break;
            }
        }
    }
    stretch
}

fn draft(place: String, claims: &[Claim<'_>], stretch: &Stretch, max: Decimal) -> Draft {
    let percent = |part: Decimal| decimal::to_f64(part * Decimal::ONE_HUNDRED);
    let name = claims
        .first()
        .map(|claim| label(claim.member.name.as_deref(), claim.member));
    let person = ("person", name.unwrap_or_default().into());
    let sum = ("sum", percent(stretch.peak).into());
    let limit = ("max", percent(max).into());
    let from = ("from", stretch.from.into());
    let draft = match stretch.until.and_then(|until| add_days(until, -1)) {
        Some(last) => Draft::new(
            place,
            "stretch",
            "Plans claim {sum} % of the working time of \"{person}\" from {from} to {to}; {max} % can be claimed.",
            [person, sum, limit, from, ("to", last.into())],
        ),
        None => Draft::new(
            place,
            "without_end",
            "Plans claim {sum} % of the working time of \"{person}\" from {from} on; {max} % can be claimed.",
            [person, sum, limit, from],
        ),
    };
    draft.measured(
        Measure::new(percent(stretch.peak), "percent"),
        Limit::at_most(percent(max), "percent"),
    )
}
