//! KA-412 `influential-contact-without-owner`.

use crate::lint::context::{Context, label};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// Nobody on our side owns the relationship to an active contact whose power is at least `min_influence`.
    ///
    /// ## Why it matters
    ///
    /// A relationship that belongs to all of us is cared for by none of us.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/stakeholders/1/owner_ids", "value": []}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/stakeholders/1/owner_ids", "value": []},
    ///  {"op": "replace", "path": "/stakeholders/1/power/value", "value": 3}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `min_influence`: from which power, 1 to 5, a contact is influential.
    ///
    /// ## Source
    ///
    /// Relationship maps in published account-plan templates: every key player has an owner.
    pub(super) static INFLUENTIAL_CONTACT_WITHOUT_OWNER = {
        code: "KA-412",
        name: "influential-contact-without-owner",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: STRATEGIC_AND_KEY,
        gates: PLAN_GATES,
        inputs: &[
            "/stakeholders/*/status",
            "/stakeholders/*/end_on",
            "/stakeholders/*/power",
            "/stakeholders/*/owner_ids",
        ],
        needs_date: true,
        expires_evaluation: true,
        parameters: &[Parameter::number("min_influence", 4.0, "from which power a contact is influential", "the catalogue's high influence: 4 or 5 of 5").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (position, contact) in cx.influential_contacts() {
        if !contact.owner_ids.is_empty() {
            continue;
        }
        let draft = Draft::new(
            format!("/stakeholders/{position}/owner_ids"),
            "nobody",
            "Nobody of ours owns the relationship to \"{contact}\", who is influential (power {power} of 5).",
            [
                ("contact", label(contact.name.as_deref(), contact).into()),
                ("power", contact.power_rating().map_or(0, i64::from).into()),
            ],
        );
        sink.report(draft.help("Name the member of our team who looks after this contact."));
    }
}
