//! KA-202 `too-many-objectives`.

use crate::account::Tier;
use crate::lint::context::{Context, as_number};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// More objectives are open, that is, in draft or active, than `max_objectives` allows for the tier of the account. Met, missed
    /// and dropped ones do not count.
    ///
    /// ## Why it matters
    ///
    /// A plan with eleven aims has none: people and money are spread so thin that nothing moves, and no review gets past the list.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/account/tier", "value": "key"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/account/tier", "value": "key"},
    ///  {"op": "replace", "path": "/objectives/5/status", "value": "met"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_objectives`: how many objectives may be open at once.
    ///
    /// ## Source
    ///
    /// OKR practice (a handful of objectives, as in the checklist of 15Five). The numbers per tier are house defaults.
    pub(super) static TOO_MANY_OBJECTIVES = {
        code: "KA-202",
        name: "too-many-objectives",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: PLANNED_TIERS,
        inputs: &["/account/tier", "/objectives/*/status"],
        parameters: &[Parameter::per_tier("max_objectives", &[(Tier::Strategic, 7.0), (Tier::Key, 5.0), (Tier::Incubator, 3.0)], "how many objectives may be open at once", "OKR practice: a handful").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let limit = cx.number("max_objectives");
    let open = cx.open_objectives().count();
    if as_number(open) <= limit || limit.is_nan() {
        return;
    }
    let draft = Draft::new(
        "/objectives",
        "too-many",
        "The plan has {count} open objectives; an account of this tier should have {limit} at most.",
        [("count", open.into()), ("limit", limit.into())],
    );
    let observed = Measure {
        value: open.into(),
        unit: None,
    };
    let expected = Limit {
        op: "<=",
        value: limit.into(),
        unit: None,
    };
    sink.report(
        draft
            .measured(observed, expected)
            .help("Keep the objectives that matter most and drop or postpone the others."),
    );
}
