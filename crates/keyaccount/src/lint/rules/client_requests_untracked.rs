//! KA-110 `client-requests-untracked`.

use crate::account::LifecycleState;
use crate::lint::context::Context;
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// The account has been in execution for at least `after_days` days, and the plan records neither a request of the client beyond the
    /// plan nor a helpful gesture of ours. Where it is not known since when the account is in execution the rule is not evaluated.
    ///
    /// ## Why it matters
    ///
    /// Extra requests and small gestures are what clients remember, and what tells others what this account really costs. If none is on
    /// record, they are either not noticed or not done.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/requests"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/requests"},
    ///  {"op": "replace", "path": "/account/lifecycle/since", "value": "2026-07-01"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `after_days`: the days in execution after which something should be on record.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 8 (satisfy: extra requests and gestures); 92 days are the longest quarter.
    pub(super) static CLIENT_REQUESTS_UNTRACKED = {
        code: "KA-110",
        name: "client-requests-untracked",
        severity: Severity::Hint,
        nature: Nature::Missing,
        profile: Profile::Strict,
        tiers: STRATEGIC_AND_KEY,
        inputs: &["/requests", "/account/lifecycle/state", "/account/lifecycle/since"],
        needs_date: true,
        parameters: &[Parameter::number("after_days", 92.0, "the days in execution after which a request or a gesture should be on record", "house default; the longest quarter").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    if cx.state() != LifecycleState::Execution || !cx.plan().requests.is_empty() {
        return;
    }
    let since = cx.account_fact(|account| account.lifecycle.since);
    let Some(age_days) = since.and_then(|date| cx.age_days(date)) else {
        sink.cannot_judge(Reason::InputMissing, "/account/lifecycle/since");
        return;
    };
    let after_days = cx.number("after_days");
    if age_days < after_days {
        return;
    }
    let draft = Draft::new(
        "/requests",
        "none",
        "After {days} days in execution neither a request of \"{account}\" nor a gesture of ours is on record.",
        [("days", age_days.into()), ("account", cx.account_label().into())],
    );
    let measure = Measure {
        value: age_days.into(),
        unit: Some("days"),
    };
    let limit = Limit {
        op: "<",
        value: after_days.into(),
        unit: Some("days"),
    };
    sink.report(
        draft
            .measured(measure, limit)
            .help("Note what the client asks for beyond the plan, and what you do unasked."),
    );
}
