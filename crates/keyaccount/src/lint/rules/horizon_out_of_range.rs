//! KA-215 `horizon-out-of-range`.

use crate::account::Tier;
use crate::lint::context::Context;
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES_AS_WARNING, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// The plan covers fewer than `min_months` or more than `max_months` whole months, its last day included: 2026-01-01 to
    /// 2028-12-31 are 36.
    ///
    /// ## Why it matters
    ///
    /// In one year nothing is built with a client that would not have been sold anyway; past five years a plan is a guess.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/plan/period/end", "value": "2028-12-30"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/plan/period/end", "value": "2030-12-31"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `min_months`: the shortest plan. `max_months`: the longest.
    ///
    /// ## Source
    ///
    /// KAM practice, S1 (three to five years); the charter of Miller Heiman's large account management process looks three years
    /// ahead. The numbers for incubator accounts are house defaults.
    pub(super) static HORIZON_OUT_OF_RANGE = {
        code: "KA-215",
        name: "horizon-out-of-range",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: PLANNED_TIERS,
        gates: PLAN_GATES_AS_WARNING,
        inputs: &["/account/tier", "/plan/period"],
        parameters: &[
            Parameter::per_tier("min_months", &[(Tier::Strategic, 36.0), (Tier::Key, 36.0), (Tier::Incubator, 12.0)], "how many months the plan must cover", "KAM practice, S1").larger_is_stricter(),
            Parameter::per_tier("max_months", &[(Tier::Strategic, 60.0), (Tier::Key, 60.0), (Tier::Incubator, 36.0)], "how many months the plan may cover", "KAM practice, S1").smaller_is_stricter(),
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(period) = cx.plan_period(sink) else {
        return;
    };
    let (min, max) = (cx.number("min_months"), cx.number("max_months"));
    let months = f64::from(period.months());
    let (message_id, sentence, op, limit) = if months < min {
        let sentence =
            "The plan covers {months} months; an account of this tier needs at least {min_months}.";
        ("too-short", sentence, ">=", min)
    } else if months > max {
        let sentence =
            "The plan covers {months} months; an account of this tier is planned for {max_months} at most.";
        ("too-long", sentence, "<=", max)
    } else {
        return;
    };
    let draft = Draft::new(
        "/plan/period",
        message_id,
        sentence,
        [
            ("months", months.into()),
            ("min_months", min.into()),
            ("max_months", max.into()),
        ],
    );
    let observed = Measure {
        value: months.into(),
        unit: Some("months"),
    };
    let expected = Limit {
        op,
        value: limit.into(),
        unit: Some("months"),
    };
    sink.report(
        draft
            .measured(observed, expected)
            .help("Change the period of the plan; checkpoints inside it belong into milestones."),
    );
}
