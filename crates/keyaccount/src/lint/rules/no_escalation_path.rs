//! KA-807 `no-escalation-path`.

use crate::lint::context::{Context, as_number};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES_AS_WARNING, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::sla::Agreement;

declare_rule! {
    /// ## What it checks
    ///
    /// No agreement of the plan or of its account has `min_steps` steps of escalation that name a person and a time within which that
    /// person takes over.
    ///
    /// ## Why it matters
    ///
    /// When a line stands still at night nobody should have to find out whom to call, and whom after that.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/sla/0/escalation/1/within_hours"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/sla/0/escalation/1/within_hours", "value": 72}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `min_steps`: how many steps of escalation there must be.
    ///
    /// ## Source
    ///
    /// Governance practice of service agreements: a first and a second line, with times. The number is a house default.
    pub(super) static NO_ESCALATION_PATH = {
        code: "KA-807",
        name: "no-escalation-path",
        severity: Severity::Warning,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        gates: PLAN_GATES_AS_WARNING,
        inputs: &["/sla/*/escalation", "/account/agreements/*/escalation"],
        parameters: &[Parameter::number("min_steps", 2.0, "how many steps of escalation there must be", "house default").larger_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let required = cx.number("min_steps");
    let paths = cx
        .agreements()
        .map(|(path, agreement)| (complete_steps(agreement), format!("{path}/escalation")));
    let (best, place) = paths.fold((0, "/sla".to_owned()), |best, next| {
        let is_first = best.1 == "/sla";
        if is_first || next.0 > best.0 { next } else { best }
    });
    if as_number(best) >= required {
        return;
    }
    let draft = Draft::new(
        place,
        "steps",
        "The path of escalation has {count} steps with a person and a time, {required} are needed.",
        [("count", best.into()), ("required", required.into())],
    );
    let observed = Measure {
        value: best.into(),
        unit: None,
    };
    let expected = Limit {
        op: ">=",
        value: required.into(),
        unit: None,
    };
    let draft = draft.measured(observed, expected);
    sink.report(draft.help("Agree on who takes over, within how many hours, and who after that."));
}

fn complete_steps(agreement: &Agreement) -> usize {
    let steps = agreement.escalation.iter();
    let complete = steps.filter(|step| step.person_id.is_some() && step.within_hours.is_some());
    complete.count()
}
