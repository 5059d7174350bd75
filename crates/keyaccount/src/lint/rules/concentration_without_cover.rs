//! KA-710 `concentration-without-cover`.

use crate::lint::context::{Context, percent, present};
use crate::lint::derived_values::derived_revenue_share;
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{PLAN_GATES, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{ObjectiveKind, ObjectiveStatus, Risk, RiskCategory};
use crate::quantity::{Datum, Share};
use crate::stakeholder::LevelBand;
use crate::team::MemberRole;

declare_rule! {
    /// ## What it checks
    ///
    /// The account brings `share_warn` of our revenue or more, and there is neither an open risk of concentration or defection
    /// nor an objective of kind retention that has not been dropped. From `share_high` on, one of those risks must also have a
    /// contingency with a plan that an executive of ours owns: a member who is executive sponsor, or stands at the level of a
    /// vice president or above.
    ///
    /// The share is that of the plan, else that of the portfolio, else the annual value of the account over the revenue of a
    /// year in the portfolio. Where it cannot be known and the plan has not even the cover of a large share, the rule is not
    /// evaluated.
    ///
    /// ## Why it matters
    ///
    /// When the client with 40 % of the revenue leaves, it hurts until a similar deal closes. Nobody may be surprised on that
    /// day.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/account/revenue_share", "value": 0.4},
    ///  {"op": "replace", "path": "/account/annual_value", "value": {"amount": "30840000.00", "currency": "EUR"}},
    ///  {"op": "replace", "path": "/risks/0/contingency/owner_id", "value": "T1"},
    ///  {"op": "replace", "path": "/risks/8/contingency/owner_id", "value": "T1"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/account/revenue_share", "value": 0.4},
    ///  {"op": "replace", "path": "/account/annual_value", "value": {"amount": "30840000.00", "currency": "EUR"}},
    ///  {"op": "replace", "path": "/risks/0/contingency/owner_id", "value": "T1"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `share_warn`: the share of revenue, 0 to 1, from which a cover is needed. `share_high`: the share from which an executive
    /// must own a contingency.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 (two clients, 40 % and 5 %); thresholds of 10 % and of 20 to 25 % at eaglerockcfo.com, acquirecalc.com
    /// and thevxgroup.com.
    pub(super) static CONCENTRATION_WITHOUT_COVER = {
        code: "KA-710",
        name: "concentration-without-cover",
        severity: Severity::Warning,
        nature: Nature::Risky,
        customers_only: true,
        gates: PLAN_GATES,
        inputs: &[
            "/account/revenue_share",
            "/account/annual_value",
            "/risks/*/category",
            "/risks/*/status",
            "/risks/*/contingency",
            "/objectives/*/kind",
            "/objectives/*/status",
            "/team/*/id",
            "/team/*/role",
            "/team/*/level",
        ],
        // A rate of a later day may come to count.
        expires_evaluation: true,
        parameters: &[
            Parameter::number("share_warn", 0.10, "the share of revenue from which a cover is needed", "eaglerockcfo.com, acquirecalc.com, thevxgroup.com").smaller_is_stricter(),
            Parameter::number("share_high", 0.25, "the share of revenue from which an executive must own a contingency", "eaglerockcfo.com, acquirecalc.com, thevxgroup.com").smaller_is_stricter(),
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let risks: Vec<&Risk> = cx
        .open_risks()
        .map(|(_, risk)| risk)
        .filter(|risk| is_about_loss(risk))
        .collect();
    let has_cover = !risks.is_empty() || has_retention_objective(cx);
    let is_led = risks.iter().any(|risk| has_executive_contingency(cx, risk));
    if is_led {
        return;
    }
    let share = match revenue_share(cx) {
        Ok(Datum::Value(share)) => share,
        Ok(Datum::NotApplicable) => return,
        Ok(_) => return sink.cannot_judge(Reason::InputMissing, "/account/revenue_share"),
        Err(reason) => return sink.cannot_judge(reason, "/account/annual_value"),
    };
    let (share_warn, share_high) = (cx.number("share_warn"), cx.number("share_high"));
    let args = [
        ("account", cx.account_label().into()),
        ("percent", percent(share).into()),
    ];
    let (draft, limit, help) = if share >= share_warn && !has_cover {
        let sentence = "\"{account}\" brings {percent} % of our revenue, and neither a risk nor an objective of retention covers its loss.";
        let help = "Record the risk of losing it, or an objective to keep it.";
        (Draft::new("/risks", "no-cover", sentence, args), share_warn, help)
    } else if share >= share_high {
        let sentence = "\"{account}\" brings {percent} % of our revenue, and no executive owns a contingency against its loss.";
        let help = "Have an executive own the contingency of the risk of losing it.";
        (
            Draft::new("/risks", "no-executive", sentence, args),
            share_high,
            help,
        )
    } else {
        return;
    };
    let observed = Measure {
        value: share.into(),
        unit: None,
    };
    let expected = Limit {
        op: "<",
        value: limit.into(),
        unit: None,
    };
    sink.report(draft.measured(observed, expected).help(help));
}

fn is_about_loss(risk: &Risk) -> bool {
    matches!(
        risk.category,
        Some(RiskCategory::Concentration | RiskCategory::Defection)
    )
}

fn has_retention_objective(cx: &Context<'_>) -> bool {
    cx.plan().objectives.iter().any(|objective| {
        objective.kind == Some(ObjectiveKind::Retention) && objective.status != Some(ObjectiveStatus::Dropped)
    })
}

fn has_executive_contingency(cx: &Context<'_>, risk: &Risk) -> bool {
    let contingency = risk
        .contingency
        .as_ref()
        .filter(|contingency| present(contingency.plan.as_deref()));
    let owner = contingency.and_then(|contingency| cx.facts.member(contingency.owner_id.as_ref()?.as_str()));
    owner.is_some_and(|member| {
        let is_high = member
            .level
            .is_some_and(|level| level.band() >= LevelBand::Executive);
        member.role == Some(MemberRole::ExecutiveSponsor) || is_high
    })
}

/// Returns the share as the plan or the portfolio states it, else as it follows from the portfolio.
///
/// # Errors
///
/// Why it cannot be computed.
fn revenue_share(cx: &Context<'_>) -> Result<Datum<f64>, Reason> {
    let stated = cx.account_fact(|account| Some(account.revenue_share).filter(|share| !share.is_missing()));
    match stated {
        Some(share) => Ok(share.map(Share::get)),
        None => Ok(derived_revenue_share(cx)?.map_or(Datum::Missing, Datum::Value)),
    }
}
