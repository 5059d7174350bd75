//! KA-105 `client-audience-missing`.

use crate::lint::context::{Context, as_number, present};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES_AS_WARNING, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// Fewer than `min_segments` groups of the client's own customers are described, each by who they are and at least one thing that they
    /// want. Suppliers are not judged.
    ///
    /// ## Why it matters
    ///
    /// What the client sells, and to whom, decides what they will buy next. Whoever knows the customers of the customer sees the order
    /// coming.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/audience"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/audience", "value": [{"id": "G1", "name": "infant formula brands", "wants": ["traceable batches"]}]}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `min_segments`: the groups that must be described.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 3 (the client's own target audience).
    pub(super) static CLIENT_AUDIENCE_MISSING = {
        code: "KA-105",
        name: "client-audience-missing",
        severity: Severity::Warning,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        customers_only: true,
        gates: PLAN_GATES_AS_WARNING,
        inputs: &["/account/orientation", "/audience/*/name", "/audience/*/wants"],
        parameters: &[Parameter::number("min_segments", 1.0, "the groups of the client's customers that must be described", "KAM practice, S4 step 3").larger_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let audience = &cx.plan().audience;
    let described = audience
        .iter()
        .filter(|segment| {
            let wants_something = segment.wants.iter().any(|want| present(Some(want)));
            present(segment.name.as_deref()) && wants_something
        })
        .count();
    let required = cx.number("min_segments");
    if as_number(described) < required {
        let draft = Draft::new(
            "/audience",
            "too-few",
            "Too few groups of the client's own customers are described by who they are and what they want: {count}, at least {required} expected.",
            [("count", described.into()), ("required", required.into())],
        );
        sink.report(draft.help("Describe whom the client sells to, and what those want."));
    }
}
