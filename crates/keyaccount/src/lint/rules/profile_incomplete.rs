//! KA-101 `profile-incomplete`.

use crate::account::Account;
use crate::lint::context::{Context, present};
use crate::lint::finding::Related;
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::Datum;

declare_rule! {
    /// ## What it checks
    ///
    /// A field of the account's profile that `required_profile_fields` lists is empty. "Not applicable" is an answer; "unknown" is not.
    /// What the plan leaves out the portfolio may say. One finding, which names every empty field.
    ///
    /// ## Why it matters
    ///
    /// Who they are, where they work, where they come from and who else they talk to: without that nobody can judge what would be
    /// worth something to them, and a new manager starts from nothing.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/account/background", "value": {"state": "unknown"}}]
    /// ```
    ///
    /// ```json portfolio
    /// [{"op": "remove", "path": "/accounts/0/background"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/account/background", "value": {"state": "not_applicable"}}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `required_profile_fields`: the fields that must be filled.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 1 (size, industry, location, background, key competitors) and S1 (strategy stage).
    pub(super) static PROFILE_INCOMPLETE = {
        code: "KA-101",
        name: "profile-incomplete",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: PLANNED_TIERS,
        gates: PLAN_GATES,
        inputs: &["/account/size", "/account/industry", "/account/locations", "/account/background", "/account/competitors"],
        parameters: &[Parameter::texts("required_profile_fields", FIELDS, "the fields of the profile that must be filled", "KAM practice, S4 step 1").out_of(FIELDS)],
        check: check,
    };
}

const FIELDS: &[&str] = &["size", "industry", "locations", "background", "competitors"];

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let fields = cx.texts("required_profile_fields").iter().map(String::as_str);
    let empty: Vec<&str> = fields
        .filter(|field| {
            cx.account_fact(|account| is_filled(account, field).then_some(()))
                .is_none()
        })
        .collect();
    let Some((first, others)) = empty.split_first() else {
        return;
    };
    let names: Vec<String> = empty.iter().map(|&field| field.to_owned()).collect();
    let draft = Draft::new(
        format!("/account/{first}"),
        "incomplete",
        "The profile of \"{account}\" lacks {fields}.",
        [("account", cx.account_label().into()), ("fields", names.into())],
    );
    let related = others.iter().map(|field| Related {
        path: format!("/account/{field}"),
        message: "is empty as well".to_owned(),
    });
    let draft = draft.related(related).help("Fill in the profile of the account.");
    sink.report(draft.by_itself());
}

fn is_filled(account: &Account, field: &str) -> bool {
    match field {
        "size" => is_answered(&account.size, |size| {
            size.employees.is_some() || size.revenue.is_some() || size.band.is_some()
        }),
        "industry" => is_answered(&account.industry, |text| present(Some(text))),
        "locations" => is_answered(&account.locations, |places| {
            places.iter().any(|place| present(Some(place)))
        }),
        "background" => is_answered(&account.background, |text| present(Some(text))),
        _ => !account.competitors.is_empty(),
    }
}

fn is_answered<T>(datum: &Datum<T>, says_something: impl Fn(&T) -> bool) -> bool {
    match datum {
        Datum::Value(value) => says_something(value),
        Datum::NotApplicable => true,
        Datum::Missing | Datum::Unknown => false,
    }
}
