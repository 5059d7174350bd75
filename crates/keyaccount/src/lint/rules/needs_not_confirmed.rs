//! KA-606 `needs-not-confirmed`.

use crate::lint::context::{Context, label};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{NeedSource, NeedSourceKind};
use crate::quantity::Date;

declare_rule! {
    /// ## What it checks
    ///
    /// No contact ever confirmed a need or an objective of the client, or the last time is more than `max_days` days ago. A
    /// confirmation has a day and a contact; that a contact told us a need on a known day counts as one.
    ///
    /// ## Why it matters
    ///
    /// Needs that we only guessed, or heard years ago, lead to work that nobody asked for. Plans that the client never verified are
    /// a known cause of failure.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/needs/4/confirmed_on"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/needs/4/confirmed_on", "value": "2025-09-30"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_days`: how many days a confirmation holds.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 steps 2 and 7 (needs, aligned with the client); "Ten reasons why plans fail", strategicdynamicsfirm.com
    /// (no verification by the client).
    pub(super) static NEEDS_NOT_CONFIRMED = {
        code: "KA-606",
        name: "needs-not-confirmed",
        severity: Severity::Info,
        nature: Nature::Stale,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/needs/*/confirmed_on",
            "/needs/*/confirmed_by_id",
            "/needs/*/source",
            "/client_objectives/*/confirmed_on",
            "/client_objectives/*/confirmed_by_id",
        ],
        needs_date: true,
        parameters: &[Parameter::number("max_days", 365.0, "how many days a confirmation holds", "house default: once a year").smaller_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (index, need) in cx.plan().needs.iter().enumerate() {
        let confirmed_on = need.confirmed_on.filter(|_| need.confirmed_by_id.is_some());
        let confirmed_on = confirmed_on.max(need.source.as_ref().and_then(told_on));
        let name = label(need.statement.as_deref(), need);
        if let Some(draft) = judge(
            cx,
            format!("/needs/{index}/confirmed_on"),
            "need",
            name,
            confirmed_on,
        ) {
            sink.report(draft.about_entity(need));
        }
    }
    for (index, objective) in cx.plan().client_objectives.iter().enumerate() {
        let confirmed_on = objective
            .confirmed_on
            .filter(|_| objective.confirmed_by_id.is_some());
        let name = label(objective.statement.as_deref(), objective);
        let path = format!("/client_objectives/{index}/confirmed_on");
        if let Some(draft) = judge(cx, path, "objective of the client", name, confirmed_on) {
            sink.report(draft.about_entity(objective));
        }
    }
}

/// Returns when a contact told us the need.
fn told_on(source: &NeedSource) -> Option<Date> {
    let is_told = source.kind == Some(NeedSourceKind::Contact) && source.contact_id.is_some();
    source.date.filter(|_| is_told)
}

fn judge(
    cx: &Context<'_>,
    path: String,
    kind: &'static str,
    name: String,
    confirmed_on: Option<Date>,
) -> Option<Draft> {
    let args = [("kind", kind.into()), ("name", name.into())];
    let Some(confirmed_on) = confirmed_on else {
        let sentence = "Nobody at the account is known to have confirmed the {kind} \"{name}\".";
        let draft = Draft::new(path, "never", sentence, args);
        return Some(draft.help("Ask the client, and record who confirmed it and when."));
    };
    let (age_days, max_days) = (cx.age_days(confirmed_on)?, cx.number("max_days"));
    if age_days <= max_days {
        return None;
    }
    let [kind, name] = args;
    let draft = Draft::new(
        path,
        "old",
        "The {kind} \"{name}\" was last confirmed {age_days} days ago; a confirmation holds {max_days} days.",
        [
            kind,
            name,
            ("age_days", age_days.into()),
            ("max_days", max_days.into()),
        ],
    );
    let observed = Measure {
        value: age_days.into(),
        unit: Some("days"),
    };
    let expected = Limit {
        op: "<=",
        value: max_days.into(),
        unit: Some("days"),
    };
    let help = "Ask the client whether it still holds, and record who confirmed it and when.";
    Some(draft.measured(observed, expected).help(help))
}
