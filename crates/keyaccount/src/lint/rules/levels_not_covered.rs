//! KA-406 `levels-not-covered`.

use std::collections::BTreeSet;

use crate::account::Tier;
use crate::lint::context::{Context, as_number};
use crate::lint::finding::{Limit, Measure};
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::Datum;
use crate::stakeholder::LevelBand;

declare_rule! {
    /// ## What it checks
    ///
    /// The active contacts with a live link to our team stand on fewer levels than `min_levels`, or nobody among those of a strategic
    /// account is an executive. The seven rungs count as four levels: operational (with supervisors), management (managers and
    /// directors), executive (vice presidents), and top (c-suite and board); the last two are executives. Contacts whose level is
    /// not known might stand anywhere: where that could settle the matter, the rule is not evaluated. It is silent where KA-401
    /// speaks: one contact stands on one level.
    ///
    /// ## Why it matters
    ///
    /// Users know what fails, managers know what it costs, executives decide. A relationship on one level hears a third of it.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/stakeholders/4/level", "value": "manager"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/stakeholders/4/level", "value": "supervisor"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `min_levels`: on how many of the four levels we should be in touch, by tier.
    ///
    /// ## Source
    ///
    /// KAM practice, S1 (the dialogue runs from operational staff to the executive floor). The numbers are house defaults.
    pub(super) static LEVELS_NOT_COVERED = {
        code: "KA-406",
        name: "levels-not-covered",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/stakeholders/*/id",
            "/stakeholders/*/status",
            "/stakeholders/*/end_on",
            "/stakeholders/*/level",
            "/links/*/member_id",
            "/links/*/contact_id",
            "/links/*/last_on",
            "/links/*/next_on",
            "/links/*/interactions/*/on",
            "/team/*/id",
            "/team/*/start_on",
            "/team/*/end_on",
        ],
        yields_to: &["KA-401"],
        needs_date: true,
        expires_evaluation: true,
        parameters: &[Parameter::per_tier("min_levels", &[(Tier::Strategic, 3.0), (Tier::Key, 2.0)], "on how many of the four levels we should be in touch", "KAM practice, S1; the numbers are house defaults").larger_is_stricter()],
        check: check,
    };
}

/// How many levels there are.
const LEVELS: usize = 4;

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let linked = cx.linked_contacts();
    let bands: BTreeSet<LevelBand> = linked
        .iter()
        .filter_map(|(_, contact)| contact.level.value().map(|level| level.band()))
        .collect();
    let open: Vec<usize> = linked
        .iter()
        .filter(|(_, contact)| matches!(contact.level, Datum::Missing | Datum::Unknown))
        .map(|&(position, _)| position)
        .collect();
    let min = cx.number("min_levels");
    let has_executive = bands.contains(&LevelBand::Executive) || bands.contains(&LevelBand::Top);
    let lacks_executive = cx.tier() == Some(Tier::Strategic) && !has_executive;
    if as_number(bands.len()) >= min && !lacks_executive {
        return;
    }
    let most = LEVELS.min(bands.len() + open.len());
    if as_number(most) >= min && !open.is_empty() {
        for position in open {
            sink.cannot_judge(Reason::InputMissing, format!("/stakeholders/{position}/level"));
        }
        return;
    }
    let args = [
        ("count", bands.len().into()),
        ("min", min.into()),
        (
            "levels",
            bands
                .iter()
                .map(|&band| name(band).to_owned())
                .collect::<Vec<_>>()
                .into(),
        ),
    ];
    let (message_id, sentence) = if as_number(bands.len()) >= min {
        (
            "executive",
            "Nobody of the executive floor is in touch with us (levels reached: {levels}).",
        )
    } else if bands.is_empty() {
        (
            "none",
            "We are in touch with none of the levels of the account; at least {min} of them should be reached.",
        )
    } else {
        (
            "few",
            "Those who are in touch with us stand on {count} of the {min} levels that should be reached: {levels}.",
        )
    };
    let draft = Draft::new("/stakeholders", message_id, sentence, args).measured(
        Measure::new(bands.len(), "levels"),
        Limit::at_least(min, "levels"),
    );
    sink.report(
        draft.help("Bring people of the levels that are missing into regular contact with our team."),
    );
}

fn name(band: LevelBand) -> &'static str {
    match band {
        LevelBand::Operational => "operational",
        LevelBand::Management => "management",
        LevelBand::Executive => "executive",
        LevelBand::Top => "top",
    }
}
