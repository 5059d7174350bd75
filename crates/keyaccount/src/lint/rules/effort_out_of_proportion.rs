//! KA-903 `effort-out-of-proportion`.

use crate::account::{Account, Orientation, Tier};
use crate::lint::context::{exact, label};
use crate::lint::parameter::Parameter;
use crate::lint::portfolio_context::{PortfolioContext, percent, sum};
use crate::lint::report::Reason;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::Datum;
use crate::quantity::decimal::Decimal;
use crate::vocabulary::Entity;

declare_rule! {
    /// ## What it checks
    ///
    /// The share that a strategic or key account has of the allocated effort, divided by its share of the value, is below `low` or above
    /// `high`. Shares are taken among the accounts of the same orientation, customers or suppliers, whose allocation is at least
    /// `floor_allocation` and whose value is known; the others get the service of everyone. An account without value, or with a loss, gets too much
    /// whatever it gets. Where the value of the account itself is not known, the rule is not evaluated for it.
    ///
    /// ## Why it matters
    ///
    /// The same manager and the same effort for the client of 40 % and the client of 5 % starves the one and spoils the other.
    ///
    /// ## Example
    ///
    /// ```json portfolio mode:portfolio
    /// [{"op": "replace", "path": "/accounts/0/allocation", "value": 0.62}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json portfolio mode:portfolio
    /// [{"op": "replace", "path": "/accounts/0/allocation", "value": 0.61}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `low` and `high`: the least and the most effort for the value, 1 being in proportion. `value_basis`: what counts as value: the grade of
    /// potential, the gross margin, or the revenue of twelve months. `floor_allocation`: the allocation from which effort is dedicated.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 (the same manager and effort for a client of 40 % and one of 5 % is a harmful imbalance) and S3 (spend time on
    /// the clients with the best growth potential). The limits are house defaults.
    pub(super) static EFFORT_OUT_OF_PROPORTION = {
        code: "KA-903",
        name: "effort-out-of-proportion",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        expires_evaluation: true,
        needs_date: true,
        parameters: &[
            Parameter::number("low", 0.5, "the least effort for the value, 1 being in proportion", "house default").larger_is_stricter(),
            Parameter::number("high", 2.0, "the most effort for the value, 1 being in proportion", "house default").smaller_is_stricter(),
            Parameter::choice("value_basis", "potential", &["potential", "margin", "revenue"], "what counts as the value of an account", "KAM practice, S3 (future value decides)"),
            Parameter::number("floor_allocation", 0.05, "the allocation from which effort is dedicated", "house default"),
        ],
        check_portfolio: Some(check),
    };
}

/// An account with dedicated effort.
struct Served<'a> {
    index: usize,
    account: &'a Account,
    effort: Decimal,
    value: Decimal,
}

fn check(cx: &PortfolioContext<'_>, sink: &mut Sink) {
    for orientation in [Orientation::Customer, Orientation::Supplier] {
        judge(cx, orientation, sink);
    }
}

fn judge(cx: &PortfolioContext<'_>, orientation: Orientation, sink: &mut Sink) {
    let (field, floor) = (field(cx), cx.decimal_for(None, "floor_allocation"));
    let mut served = Vec::new();
    for (index, account) in cx.served_accounts() {
        let effort = account.allocation.and_then(|share| exact(share.get()));
        let Some(effort) = effort.filter(|effort| floor.is_some_and(|floor| *effort >= floor)) else {
            continue;
        };
        if account.orientation != Some(orientation) {
            continue;
        }
        match value(cx, account) {
            Ok(Some(value)) => served.push(Served {
                index,
                account,
                effort,
                value,
            }),
            Err(reason) if account.tier.is_some_and(Tier::is_key) => {
                sink.cannot_judge(reason, format!("/accounts/{index}/{field}"));
            }
            Ok(None) | Err(_) => {}
        }
    }
    let (efforts, values) = (
        served.iter().map(|one| one.effort),
        served.iter().map(|one| one.value),
    );
    let Some((efforts, values)) = sum(efforts).zip(sum(values)) else {
        return;
    };
    // Without any value there is no proportion that effort could be out of.
    if values <= Decimal::ZERO {
        return;
    }
    let key = served
        .iter()
        .filter(|one| one.account.tier.is_some_and(Tier::is_key));
    sink.drafts
        .extend(key.filter_map(|one| draft(cx, one, efforts, values)));
}

/// Returns what is said of an account whose effort is out of proportion.
///
/// Effort divided by all effort is compared with value divided by all value by multiplication, so that nothing is divided.
fn draft(cx: &PortfolioContext<'_>, one: &Served<'_>, efforts: Decimal, values: Decimal) -> Option<Draft> {
    let tier = one.account.tier;
    let (low, high) = (cx.decimal_for(tier, "low")?, cx.decimal_for(tier, "high")?);
    let effort = one.effort.checked_mul(values)?;
    let fair = one.value.checked_mul(efforts)?;
    let (name, help) = if effort > fair.checked_mul(high)? {
        (
            "too-much",
            "Move time from this account to those with more to gain.",
        )
    } else if effort < fair.checked_mul(low)? {
        (
            "too-little",
            "Give this account more time, or say why its value needs less.",
        )
    } else {
        return None;
    };
    let draft = Draft::new(
        format!("/accounts/{}/allocation", one.index),
        name,
        "\"{account}\" gets {effort_percent} % of the allocated effort and has {value_percent} % of the {basis}.",
        [
            ("account", label(one.account.name.as_deref(), one.account).into()),
            ("effort_percent", percent(one.effort, efforts).into()),
            ("value_percent", percent(one.value, values).into()),
            ("basis", cx.text("value_basis").into()),
        ],
    );
    Some(
        draft
            .about_entity(one.account)
            .concerns(one.account.id())
            .help(help),
    )
}

/// Returns the value of an account, nothing where it is not applicable.
fn value(cx: &PortfolioContext<'_>, account: &Account) -> Result<Option<Decimal>, Reason> {
    match cx.text("value_basis") {
        "margin" => cx.in_own_currency(&account.gross_margin),
        "revenue" => cx.in_own_currency(&account.annual_value),
        _ => match account.potential {
            Datum::Value(grade) => Ok(Some(Decimal::from(grade.get()))),
            Datum::NotApplicable => Ok(None),
            Datum::Missing | Datum::Unknown => Err(Reason::InputMissing),
        },
    }
}

/// Returns the field of an account that holds its value.
fn field(cx: &PortfolioContext<'_>) -> &'static str {
    match cx.text("value_basis") {
        "margin" => "gross_margin",
        "revenue" => "annual_value",
        _ => "potential",
    }
}
