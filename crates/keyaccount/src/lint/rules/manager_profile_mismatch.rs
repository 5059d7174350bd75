//! KA-509 `manager-profile-mismatch`.

use crate::account::Tier;
use crate::lint::context::{Context, label};
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::Datum;
use crate::team::{Member, Seniority};

declare_rule! {
    /// ## What it checks
    ///
    /// The primary manager has less experience than `min_seniority`, or knows no industry that is the account's; upper and lower case
    /// count as the same. Each is a finding of its own. A manager whose list of industries is there and empty is a generalist and
    /// knows none. Where seniority or industry is not noted, that half of the rule is not evaluated.
    ///
    /// ## Why it matters
    ///
    /// A client in a niche notices within one meeting whether the manager speaks the language of the trade.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/team/0/seniority", "value": "experienced"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/team/0/industries", "value": ["chemicals", "Food and Drink"]}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `min_seniority`: how much experience the manager should have, by tier. `require_industry`: whether industries are compared.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 4 (more experience, specialisms). The words are house defaults.
    pub(super) static MANAGER_PROFILE_MISMATCH = {
        code: "KA-509",
        name: "manager-profile-mismatch",
        severity: Severity::Info,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/account/industry",
            "/team/*/is_primary",
            "/team/*/role",
            "/team/*/start_on",
            "/team/*/end_on",
            "/team/*/seniority",
            "/team/*/industries",
        ],
        needs_date: true,
        expires_evaluation: true,
        parameters: &[
            Parameter::choice_per_tier("min_seniority", &[(Tier::Strategic, "senior"), (Tier::Key, "experienced")], &["junior", "experienced", "senior"], "how much experience the manager should have", "house default"),
            Parameter::flag("require_industry", true, "whether the manager should know the industry of the account", "KAM practice, S4 step 4"),
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (position, manager) in cx.primary_managers() {
        seniority(cx, position, manager, sink);
        if cx.flag("require_industry") {
            industry(cx, position, manager, sink);
        }
    }
}

fn seniority(cx: &Context<'_>, position: usize, manager: &Member, sink: &mut Sink) {
    let path = format!("/team/{position}/seniority");
    let Some(min) = cx.word::<Seniority>("min_seniority") else {
        return;
    };
    match manager.seniority {
        None => sink.cannot_judge(Reason::InputMissing, path),
        Some(seniority) if seniority >= min => {}
        Some(seniority) => {
            let draft = Draft::new(
                path,
                "seniority",
                "\"{manager}\" manages the account and is {seniority}; the tier asks for {min}.",
                [
                    ("manager", label(manager.name.as_deref(), manager).into()),
                    ("seniority", name(seniority).into()),
                    ("min", name(min).into()),
                ],
            );
            sink.report(
                draft.help("Give the account to somebody with more experience, or a mentor to the manager."),
            );
        }
    }
}

fn industry(cx: &Context<'_>, position: usize, manager: &Member, sink: &mut Sink) {
    let industry = match cx.account_datum(|account| &account.industry) {
        Some(Datum::NotApplicable) => return,
        Some(Datum::Value(industry)) => industry,
        _ => return sink.cannot_judge(Reason::InputMissing, "/account/industry"),
    };
    let path = format!("/team/{position}/industries");
    if manager.industries.is_empty() && !cx.exists(&path) {
        return sink.cannot_judge(Reason::InputMissing, path);
    }
    let wanted = folded(industry);
    if manager.industries.iter().any(|known| folded(known) == wanted) {
        return;
    }
    let draft = Draft::new(
        path,
        "industry",
        "\"{manager}\" manages the account and does not know its industry, {industry}.",
        [
            ("manager", label(manager.name.as_deref(), manager).into()),
            ("industry", industry.as_str().into()),
        ],
    );
    sink.report(draft.help(
        "Give the account to somebody who knows the industry, or plan how the manager gets to know it.",
    ));
}

fn folded(industry: &str) -> String {
    industry.trim().to_lowercase()
}

fn name(seniority: Seniority) -> &'static str {
    match seniority {
        Seniority::Junior => "junior",
        Seniority::Experienced => "experienced",
        Seniority::Senior => "senior",
    }
}
