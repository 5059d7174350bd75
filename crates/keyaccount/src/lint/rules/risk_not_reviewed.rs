//! KA-707 `risk-not-reviewed`.

use crate::lint::context::{Context, label};
use crate::lint::finding::{Limit, Measure};
use crate::lint::gate::Gate;
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{GateUse, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{AtGate, Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// An open risk was last reviewed more than `max_days` days ago, or `high_max_days` where its score, probability times
    /// impact, is `high_score` or more. A risk that was never reviewed counts from the day on which it was raised; without
    /// that day either it is not evaluated. The closing of a review is stopped by high risks only.
    ///
    /// ## Why it matters
    ///
    /// Risks move while nobody looks. What was unlikely in spring may be half done in autumn.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/risks/4/reviewed_on", "value": "2026-08-29"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/risks/4/reviewed_on", "value": "2026-08-30"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_days`: how many days may pass between reviews. `high_max_days`: how many for high risks. `high_score`: the lowest
    /// score, 1 to 25, that is high.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 9 (refined quarterly or more often); guides to risk registers of claritymigrate.com and
    /// chartersim.com (high risks monthly, 15 to 25 is high).
    pub(super) static RISK_NOT_REVIEWED = {
        code: "KA-707",
        name: "risk-not-reviewed",
        severity: Severity::Warning,
        nature: Nature::Stale,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        gates: &[GateUse::blocking(Gate::G4)],
        inputs: &[
            "/risks/*/probability",
            "/risks/*/impact",
            "/risks/*/raised_on",
            "/risks/*/reviewed_on",
            "/risks/*/status",
        ],
        needs_date: true,
        parameters: &[
            Parameter::number("max_days", 92.0, "how many days may pass between reviews of a risk", "KAM practice, S4 step 9: the longest quarter").smaller_is_stricter(),
            Parameter::number("high_max_days", 31.0, "how many days may pass between reviews of a high risk", "risk registers of claritymigrate.com and chartersim.com: the longest month").smaller_is_stricter(),
            Parameter::number("high_score", 15.0, "the lowest score, 1 to 25, that is high", "risk registers of claritymigrate.com and chartersim.com").smaller_is_stricter(),
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (index, risk) in cx.open_risks() {
        let path = format!("/risks/{index}/reviewed_on");
        let Some(age_days) = risk
            .reviewed_on
            .or(risk.raised_on)
            .and_then(|date| cx.age_days(date))
        else {
            sink.cannot_judge(Reason::InputMissing, path);
            continue;
        };
        let score = risk.rated_score();
        let is_high = score.is_some_and(|score| f64::from(score) >= cx.number("high_score"));
        let max_days = cx.number(if is_high { "high_max_days" } else { "max_days" });
        if age_days <= max_days {
            continue;
        }
        let args = [
            ("risk", label(risk.event.as_deref(), risk).into()),
            ("age_days", age_days.into()),
            ("max_days", max_days.into()),
        ];
        let draft = if risk.reviewed_on.is_some() {
            let sentence =
                "The risk \"{risk}\" was last reviewed {age_days} days ago; the limit is {max_days} days.";
            Draft::new(path, "old", sentence, args)
        } else {
            let sentence = "The risk \"{risk}\" was raised {age_days} days ago and never reviewed; the limit is {max_days} days.";
            Draft::new(path, "never", sentence, args)
        };
        let observed = Measure {
            value: age_days.into(),
            unit: Some("days"),
        };
        let expected = Limit {
            op: "<=",
            value: max_days.into(),
            unit: Some("days"),
        };
        let draft = draft.about_entity(risk).measured(observed, expected);
        let draft = draft.help("Judge probability, impact and measures anew, and record the day.");
        sink.report(if is_high {
            draft
        } else {
            draft.at_gate(AtGate::Silent)
        });
    }
}
