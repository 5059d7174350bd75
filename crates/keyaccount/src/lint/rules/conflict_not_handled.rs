//! KA-711 `conflict-not-handled`.

use std::collections::BTreeMap;

use crate::account::{Account, CompetitorOf};
use crate::lint::context::{Context, present};
use crate::lint::finding::{Related, Value};
use crate::lint::gate::Gate;
use crate::lint::parameter::Parameter;
use crate::lint::rule::{GateUse, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::Conflict;
use crate::quantity::AccountId;
use crate::vocabulary::Entity;

declare_rule! {
    /// ## What it checks
    ///
    /// A recorded conflict lacks a decision, the day on which those concerned were told, separate people and information or the
    /// consent of those concerned, an owner, or a review: one in the last `max_review_days` days or one planned for the next.
    /// One finding says all that is lacking.
    ///
    /// A conflict that follows from the documents is not recorded at all: the account names another account of ours as its
    /// competitor, or, where a portfolio is given, that account names this one.
    ///
    /// ## Why it matters
    ///
    /// Two rivals who find out by themselves that the same team serves both leave together.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/conflicts/0/decision"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/conflicts/0/consent_on"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_review_days`: how many days the last review may lie back, or the next ahead.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (conflicts between competing clients); "Jealous partners", malcolm-mcdonald.com, and tip 412 of
    /// imcusa.org (disclose, separate teams, consent).
    pub(super) static CONFLICT_NOT_HANDLED = {
        code: "KA-711",
        name: "conflict-not-handled",
        severity: Severity::Error,
        nature: Nature::Risky,
        gates: &[
            GateUse::blocking(Gate::G1),
            GateUse::blocking(Gate::G2Approve),
            GateUse::blocking(Gate::G2Launch),
        ],
        inputs: &[
            "/conflicts/*/other_account_id",
            "/conflicts/*/decision",
            "/conflicts/*/disclosed_on",
            "/conflicts/*/barrier",
            "/conflicts/*/consent_on",
            "/conflicts/*/owner_id",
            "/conflicts/*/reviewed_on",
            "/conflicts/*/next_review_on",
            "/account/id",
            "/account/competitors/*/of",
            "/account/competitors/*/our_account_id",
        ],
        // A review that is planned too far ahead comes near.
        expires_evaluation: true,
        needs_date: true,
        parameters: &[Parameter::number("max_review_days", 365.0, "how many days the last review may lie back, or the next ahead", "house default: once a year").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let names = names(cx);
    for (index, conflict) in cx.plan().conflicts.iter().enumerate() {
        let lacking = lacking(cx, conflict);
        if lacking.is_empty() {
            continue;
        }
        let place = format!("/conflicts/{index}");
        let parts = lacking.iter().map(|&(_, part)| part.to_owned()).collect();
        let other = conflict.other_account_id.as_ref().map(AccountId::as_str);
        let other = other.map_or_else(
            || "an account that is not named".to_owned(),
            |id| format!("\"{}\"", names.get(id).unwrap_or(&id)),
        );
        let draft = Draft::new(
            place.as_str(),
            "lacking",
            "The conflict with {other} lacks: {parts}.",
            [("other", other.into()), ("parts", Value::Texts(parts))],
        );
        let related = lacking.into_iter().map(|(field, part)| Related {
            path: format!("{place}/{field}"),
            message: format!("{part} belongs here"),
        });
        let help = "Decide, tell those concerned, separate the teams or get consent, and name an owner and a review.";
        sink.report(draft.about_entity(conflict).related(related).help(help));
    }
    let recorded = cx
        .plan()
        .conflicts
        .iter()
        .filter_map(|conflict| conflict.other_account_id.as_ref());
    let mut rivals = rivals(cx);
    for other in recorded {
        rivals.remove(other);
    }
    for (other, place) in rivals {
        let other = other.as_str();
        let draft = Draft::new(
            "/conflicts",
            "not-recorded",
            "\"{account}\" and \"{other}\" are competitors and both accounts of ours, and no conflict is recorded.",
            [
                ("account", cx.account_label().into()),
                ("other", (*names.get(other).unwrap_or(&other)).into()),
            ],
        );
        let related = place.map(|path| Related {
            path,
            message: "the competitor is named here".to_owned(),
        });
        let help = "Record the conflict, and how it is handled.";
        sink.report(draft.about("account", other).related(related).help(help));
    }
}

/// Returns the fields that a conflict lacks, each with what belongs there.
fn lacking(cx: &Context<'_>, conflict: &Conflict) -> Vec<(&'static str, &'static str)> {
    let max_days = cx.number("max_review_days");
    let age = |date| cx.age_days(date).unwrap_or(f64::INFINITY);
    let is_reviewed = conflict
        .reviewed_on
        .is_some_and(|date| (0.0..=max_days).contains(&age(date)))
        || conflict
            .next_review_on
            .is_some_and(|date| (-max_days..=0.0).contains(&age(date)));
    let is_apart = conflict.barrier == Some(true) || conflict.consent_on.is_some();
    let parts = [
        ("decision", "a decision", present(conflict.decision.as_deref())),
        (
            "disclosed_on",
            "the day those concerned were told",
            conflict.disclosed_on.is_some(),
        ),
        ("barrier", "separate people and information, or consent", is_apart),
        ("owner_id", "an owner", conflict.owner_id.is_some()),
        ("next_review_on", "a review", is_reviewed),
    ];
    let absent = parts.into_iter().filter(|(_, _, is_there)| !is_there);
    absent.map(|(field, part, _)| (field, part)).collect()
}

/// Returns the other accounts of ours that compete with this one, by id, with the place of the plan that says so.
fn rivals<'a>(cx: &Context<'a>) -> BTreeMap<&'a AccountId, Option<String>> {
    let own_id = cx.plan().account.id.as_ref();
    let mut rivals = BTreeMap::new();
    let named = |account: &'a Account| {
        let competitors = account.competitors.iter().enumerate();
        let of_client = competitors.filter(|(_, competitor)| competitor.of == Some(CompetitorOf::Client));
        of_client.filter_map(|(index, competitor)| Some((index, competitor.our_account_id.as_ref()?)))
    };
    for (index, other) in named(&cx.plan().account) {
        let place = format!("/account/competitors/{index}/our_account_id");
        rivals.entry(other).or_insert(Some(place));
    }
    for (_, other) in cx.account.into_iter().flat_map(named) {
        rivals.entry(other).or_insert(None);
    }
    let accounts = cx.portfolio().map(|portfolio| &portfolio.accounts);
    for account in accounts.into_iter().flatten() {
        if let Some(other) = &account.id
            && named(account).any(|(_, named)| Some(named) == own_id)
        {
            rivals.entry(other).or_insert(None);
        }
    }
    rivals.retain(|other, _| Some(*other) != own_id);
    rivals
}

/// Returns the names of the accounts that the portfolio knows, by id.
fn names<'a>(cx: &Context<'a>) -> BTreeMap<&'a str, &'a str> {
    let accounts = cx.portfolio().map(|portfolio| &portfolio.accounts);
    let named = accounts.into_iter().flatten();
    named
        .filter_map(|account| Some((account.id()?, account.name.as_deref()?)))
        .collect()
}
