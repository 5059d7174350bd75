//! KA-405 `no-champion`.

use crate::lint::context::{Context, label};
use crate::lint::finding::{Limit, Measure, Related};
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::stakeholder::Relation;

declare_rule! {
    /// ## What it checks
    ///
    /// No active contact is our champion with a stance of at least `min_sentiment`. Where nobody is, yet the stance of a champion is
    /// not known, the rule is not evaluated.
    ///
    /// ## Why it matters
    ///
    /// Most of what is said about us at the account is said while we are not in the room. Somebody must say it well.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/stakeholders/0/stance/value", "value": 0}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/stakeholders/0/relations"},
    ///  {"op": "add", "path": "/stakeholders/2/relations", "value": ["champion"]}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `min_sentiment`: the lowest stance, from -2 to 2, that makes a champion count.
    ///
    /// ## Source
    ///
    /// MEDDICC (champion); the relationship map of Altify, where supportive key players raise the status of the account.
    pub(super) static NO_CHAMPION = {
        code: "KA-405",
        name: "no-champion",
        severity: Severity::Warning,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/stakeholders/*/status",
            "/stakeholders/*/end_on",
            "/stakeholders/*/relations",
            "/stakeholders/*/stance",
        ],
        needs_date: true,
        parameters: &[Parameter::number("min_sentiment", 1.0, "the lowest stance that makes a champion count", "the catalogue's reading of MEDDICC: above neutral").larger_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let min = cx.number("min_sentiment");
    let champions: Vec<_> = cx
        .active_contacts()
        .filter(|(_, contact)| contact.relations.contains(&Relation::Champion))
        .collect();
    let judged = champions
        .iter()
        .filter_map(|&(_, contact)| Some((contact.stance_value()?, contact)));
    let best = judged.max_by_key(|&(stance, _)| stance);
    if best.is_some_and(|(stance, _)| f64::from(stance) >= min) {
        return;
    }
    let mut is_open = false;
    for (position, _) in champions
        .iter()
        .filter(|(_, contact)| contact.stance_value().is_none())
    {
        sink.cannot_judge(Reason::InputMissing, format!("/stakeholders/{position}/stance"));
        is_open = true;
    }
    if is_open {
        return;
    }
    let draft = match best {
        None => Draft::new(
            "/stakeholders",
            "nobody",
            "No active contact is our champion (active contacts listed: {count}).",
            [("count", cx.active_contacts().count().into())],
        ),
        Some((stance, champion)) => Draft::new(
            "/stakeholders",
            "lukewarm",
            "No champion has a stance of at least {min}; \"{contact}\" has {stance}.",
            [
                ("min", min.into()),
                ("contact", label(champion.name.as_deref(), champion).into()),
                ("stance", i64::from(stance).into()),
            ],
        )
        .measured(
            Measure::new(i64::from(stance), "stance"),
            Limit::at_least(min, "stance"),
        ),
    };
    let related = champions.iter().map(|(position, contact)| Related {
        path: format!("/stakeholders/{position}/stance"),
        message: format!(
            "\"{}\" is noted as champion",
            label(contact.name.as_deref(), *contact)
        ),
    });
    sink.report(
        draft
            .related(related)
            .help("Win somebody at the account who speaks for us, and note who it is."),
    );
}
