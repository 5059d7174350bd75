//! KA-407 `unit-not-covered`.

use std::collections::BTreeSet;

use crate::lint::context::{Context, label};
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// No active contact belongs to a business unit or site that is marked as in scope. Units that are not so marked are left out.
    /// One finding per unit.
    ///
    /// ## Why it matters
    ///
    /// A plan that covers a unit in which nobody is known covers it on paper only.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/account/units/2/in_scope", "value": true}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/account/units/2/in_scope", "value": true},
    ///  {"op": "replace", "path": "/stakeholders/3/unit_id", "value": "U11"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S1 (complex accounts have many stakeholders, business units and sites). The condition is a house default.
    pub(super) static UNIT_NOT_COVERED = {
        code: "KA-407",
        name: "unit-not-covered",
        severity: Severity::Warning,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/account/units/*/id",
            "/account/units/*/in_scope",
            "/stakeholders/*/status",
            "/stakeholders/*/end_on",
            "/stakeholders/*/unit_id",
        ],
        needs_date: true,
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let known = cx.account_fact(|account| (!account.units.is_empty()).then_some(&account.units));
    let covered: BTreeSet<_> = cx
        .active_contacts()
        .filter_map(|(_, contact)| contact.unit_id.as_ref())
        .collect();
    let stand_in_plan = !cx.plan().account.units.is_empty();
    for (index, unit) in known.into_iter().flatten().enumerate() {
        let is_covered = unit.id.as_ref().is_none_or(|id| covered.contains(id));
        if unit.in_scope != Some(true) || is_covered {
            continue;
        }
        // Units of the portfolio have no place of their own in the plan.
        let path = if stand_in_plan {
            format!("/account/units/{index}")
        } else {
            "/account/units".to_owned()
        };
        let draft = Draft::new(
            path,
            "unit",
            "The plan covers \"{unit}\", where no active contact is known.",
            [("unit", label(unit.name.as_deref(), unit).into())],
        );
        sink.report(
            draft.about_entity(unit).help(
                "Find out who matters in this unit and note them as contacts, or take it out of scope.",
            ),
        );
    }
}
