//! KA-904 `account-neglected`.

use crate::account::Tier;
use crate::lint::context::label;
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::portfolio_context::PortfolioContext;
use crate::lint::report::Reason;
use crate::lint::rule::declare_rule;
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::Datum;
use crate::vocabulary::Entity;

declare_rule! {
    /// ## What it checks
    ///
    /// The last contact with an account lies more than `max_days` back, by its tier. Every account is judged, standard ones and those on hold
    /// included, unless it was given up or lost. Where the day of the last contact is not known, the rule is not evaluated for the
    /// account.
    ///
    /// ## Why it matters
    ///
    /// Churn rises among those whom nobody calls, for the client of 5 % as for the client of 50 %, and a programme for the few is
    /// where the many are forgotten.
    ///
    /// ## Example
    ///
    /// ```json portfolio mode:portfolio
    /// [{"op": "replace", "path": "/accounts/4/last_contact_on", "value": "2026-01-03"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json portfolio mode:portfolio
    /// [{"op": "replace", "path": "/accounts/4/last_contact_on", "value": "2026-06-02"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_days`: how many days may pass without contact, for each tier.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 tip 3 (do not neglect other accounts; quarterly meetings with the client of 5 %). The days for each tier are
    /// house defaults.
    pub(super) static ACCOUNT_NEGLECTED = {
        code: "KA-904",
        name: "account-neglected",
        severity: Severity::Warning,
        nature: Nature::Stale,
        needs_date: true,
        parameters: &[Parameter::per_tier(
            "max_days",
            &[(Tier::Strategic, 31.0), (Tier::Key, 45.0), (Tier::Incubator, 60.0), (Tier::Standard, 120.0)],
            "how many days may pass without contact",
            "house default: a month, a quarter of standard service and a month of grace",
        ).smaller_is_stricter()],
        check_portfolio: Some(check),
    };
}

fn check(cx: &PortfolioContext<'_>, sink: &mut Sink) {
    for (index, account) in cx.served_accounts() {
        let path = format!("/accounts/{index}/last_contact_on");
        let last = match account.last_contact_on {
            Datum::Value(last) => last,
            Datum::NotApplicable => continue,
            Datum::Missing | Datum::Unknown => {
                sink.cannot_judge(Reason::InputMissing, path);
                continue;
            }
        };
        let limit = cx.number_for(account.tier, "max_days");
        let Some(age_days) = cx.age_days(last).filter(|age| *age > limit) else {
            continue;
        };
        let draft = Draft::new(
            path,
            "days",
            "Nobody has been in touch with \"{account}\" for {age_days} days, since {last}; {limit_days} are allowed.",
            [
                ("account", label(account.name.as_deref(), account).into()),
                ("age_days", age_days.into()),
                ("last", last.into()),
                ("limit_days", limit.into()),
            ],
        );
        let observed = Measure {
            value: age_days.into(),
            unit: Some("days"),
        };
        let expected = Limit {
            op: "<=",
            value: limit.into(),
            unit: Some("days"),
        };
        let draft = draft
            .about_entity(account)
            .concerns(account.id())
            .measured(observed, expected);
        sink.report(draft.help("Call the account, and agree on when to speak next."));
    }
}
