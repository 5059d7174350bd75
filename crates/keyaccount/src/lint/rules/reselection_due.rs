//! KA-858 `reselection-due`.

use crate::account::LifecycleState;
use crate::lint::context::Context;
use crate::lint::gate::Gate;
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{GateUse, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// The account was last scored more than `max_months` ago. Accounts that have not been selected yet, are exiting or are no longer key
    /// accounts are left out. Where the day of the last scoring is not known, the rule is not evaluated.
    ///
    /// ## Why it matters
    ///
    /// Accounts change faster than lists. A key account that would not be selected today takes the place of one that would.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/account/selection/last_scored_on", "value": "2025-09-29"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/account/selection/last_scored_on", "value": "2025-09-30"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_months`: how old the scores may be.
    ///
    /// ## Source
    ///
    /// KAM practice, S0 and S3 (wrong classification costs money); programmes that publish their rules classify again every year.
    pub(super) static RESELECTION_DUE = {
        code: "KA-858",
        name: "reselection-due",
        severity: Severity::Info,
        nature: Nature::Stale,
        profile: Profile::Recommended,
        tiers: PLANNED_TIERS,
        gates: &[GateUse::blocking(Gate::G4)],
        inputs: &["/account/lifecycle/state", "/account/selection/last_scored_on"],
        needs_date: true,
        parameters: &[Parameter::number("max_months", 12.0, "how many months old the scores may be", "common practice: yearly").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let is_key = matches!(
        cx.state(),
        LifecycleState::Strategy
            | LifecycleState::Execution
            | LifecycleState::Review
            | LifecycleState::OnHold
    );
    if !is_key {
        return;
    }
    let path = "/account/selection/last_scored_on";
    let Some(last) = cx.account_fact(|account| account.selection.last_scored_on) else {
        return sink.cannot_judge(Reason::InputMissing, path);
    };
    let limit = cx.number("max_months");
    if cx.is_older_than_months(last, limit) {
        let sentence = "The account was last scored on {last}, more than {limit_months} months ago.";
        let draft = Draft::new(
            path,
            "months",
            sentence,
            [("last", last.into()), ("limit_months", limit.into())],
        );
        sink.report(draft.help("Score the account again, and decide whether it stays a key account."));
    }
}
