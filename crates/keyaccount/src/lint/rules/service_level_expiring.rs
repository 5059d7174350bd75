//! KA-656 `service-level-expiring`.

use std::collections::BTreeMap;

use crate::lint::context::{Context, days, label};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{PLAN_GATES, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::{Date, add_days};
use crate::sla::Agreement;
use crate::vocabulary::Entity;

declare_rule! {
    /// ## What it checks
    ///
    /// An agreement ends in `warn_days` days or fewer, the last day included, and its successor does not start on the day after
    /// or before; an error once it has ended. The successor is the one that the agreement names. Where that one is not known or
    /// has no first day, the agreement is not evaluated. Agreements without a last day run on.
    ///
    /// ## Why it matters
    ///
    /// On the day after the end nobody has promised anything, and the better service of a key account rests on good will.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/sla/0/to", "value": "2026-12-29"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/sla/0/to", "value": "2026-12-30"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `warn_days`: how many days before the end the successor must be known.
    ///
    /// ## Source
    ///
    /// House default: a quarter ahead.
    pub(super) static SERVICE_LEVEL_EXPIRING = {
        code: "KA-656",
        name: "service-level-expiring",
        severity: Severity::Warning,
        nature: Nature::Stale,
        gates: PLAN_GATES,
        inputs: &[
            "/sla/*/id",
            "/sla/*/from",
            "/sla/*/to",
            "/sla/*/successor_id",
            "/account/agreements/*/id",
            "/account/agreements/*/from",
            "/account/agreements/*/to",
            "/account/agreements/*/successor_id",
        ],
        needs_date: true,
        parameters: &[Parameter::number("warn_days", 90.0, "how many days before the end the successor must be known", "house default: a quarter").larger_is_stricter()],
        check: check,
    };
}

/// What is known of the succession of an agreement.
enum Succession {
    Settled,
    Open,
    /// What would have to be known lies at this place.
    Unknown(String),
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let Some(as_of) = cx.as_of() else { return };
    let mut known = BTreeMap::new();
    for (place, agreement) in cx.agreements() {
        if let Some(id) = agreement.id() {
            known.entry(id).or_insert((place, agreement));
        }
    }
    for (place, agreement) in cx.agreements() {
        let Some(to) = agreement.to else { continue };
        let left_days = days(as_of, to);
        if left_days > cx.number("warn_days") {
            continue;
        }
        match succession(&place, agreement, to, &known) {
            Succession::Settled => {}
            Succession::Open => sink.report(draft(cx, &place, agreement, to, left_days)),
            Succession::Unknown(place) => sink.cannot_judge(Reason::InputMissing, place),
        }
    }
}

fn succession(
    place: &str,
    agreement: &Agreement,
    to: Date,
    known: &BTreeMap<&str, (String, &Agreement)>,
) -> Succession {
    let successor = agreement
        .successor_id
        .as_ref()
        .map(crate::quantity::AgreementId::as_str);
    let Some(successor) = successor.filter(|id| agreement.id() != Some(id)) else {
        return Succession::Open;
    };
    match known.get(successor) {
        None => Succession::Unknown(format!("{place}/successor_id")),
        Some((_, Agreement { from: Some(from), .. })) => {
            let is_in_time = add_days(to, 1).is_none_or(|next| *from <= next);
            if is_in_time {
                Succession::Settled
            } else {
                Succession::Open
            }
        }
        Some((successor, _)) => Succession::Unknown(format!("{successor}/from")),
    }
}

fn draft(cx: &Context<'_>, place: &str, agreement: &Agreement, to: Date, left_days: f64) -> Draft {
    let warn_days = cx.number("warn_days");
    let args = [
        ("agreement", label(agreement.name.as_deref(), agreement).into()),
        ("to", to.into()),
        ("left_days", left_days.into()),
    ];
    let path = format!("{place}/to");
    let draft = if left_days < 0.0 {
        let sentence = "The agreement \"{agreement}\" ended on {to}, and none follows it without a gap.";
        Draft::new(path, "ended", sentence, args).severity(Severity::Error)
    } else {
        let sentence = "The agreement \"{agreement}\" ends on {to}, in {left_days} days, and none follows it without a gap.";
        Draft::new(path, "ending", sentence, args)
    };
    let observed = Measure {
        value: left_days.into(),
        unit: Some("days"),
    };
    let expected = Limit {
        op: ">",
        value: warn_days.into(),
        unit: Some("days"),
    };
    let help = "Agree on the agreement that follows, and name it as the successor.";
    draft
        .about_entity(agreement)
        .measured(observed, expected)
        .help(help)
}
