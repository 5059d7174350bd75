//! KA-909 `low-potential-key-account`.

use crate::account::{Account, Tier};
use crate::lint::context::label;
use crate::lint::finding::{Limit, Measure};
use crate::lint::gate::Gate;
use crate::lint::parameter::Parameter;
use crate::lint::portfolio_context::PortfolioContext;
use crate::lint::report::Reason;
use crate::lint::rule::{GateUse, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::vocabulary::Entity;

declare_rule! {
    /// ## What it checks
    ///
    /// A strategic or key account scores at most `max_growth_score` on growth and has no other stated ground: it leads its market, recommends
    /// us, develops with us, is loyal or easy to work with. The score is the one on the first of `growth_criteria` that the selection
    /// has, else the potential of the account. Where neither is known and no ground is stated, the rule is not evaluated.
    ///
    /// ## Why it matters
    ///
    /// Attention that cannot grow anything is taken from accounts where it could. There are good reasons to keep such an account
    /// key; somebody should have said which.
    ///
    /// ## Example
    ///
    /// ```json portfolio mode:portfolio
    /// [{"op": "replace", "path": "/accounts/1/selection/scores/0/value", "value": 3},
    ///  {"op": "replace", "path": "/accounts/1/flags", "value": {}}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json portfolio mode:portfolio
    /// [{"op": "replace", "path": "/accounts/1/selection/scores/0/value", "value": 3},
    ///  {"op": "replace", "path": "/accounts/1/flags", "value": {"loyal": true}}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `max_growth_score`: the score on growth up to which another ground is wanted. `growth_criteria`: the ids of the criteria that measure
    /// growth.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (future value decides); S1 and S4 name the other grounds. The score is a house default.
    pub(super) static LOW_POTENTIAL_KEY_ACCOUNT = {
        code: "KA-909",
        name: "low-potential-key-account",
        severity: Severity::Info,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        gates: &[GateUse::warning(Gate::G4)],
        parameters: &[
            Parameter::number("max_growth_score", 3.0, "the score on growth, of 1 to 10, up to which another ground is wanted", "house default").larger_is_stricter(),
            Parameter::texts(
                "growth_criteria",
                &["growth", "growth_potential", "market_potential", "revenue_potential", "growth_revenue_potential"],
                "the ids of the criteria that measure growth",
                "KAM practice, S0 and S3",
            ),
        ],
        check_portfolio: Some(check),
    };
}

fn check(cx: &PortfolioContext<'_>, sink: &mut Sink) {
    for (index, account) in cx.served_accounts() {
        if !account.tier.is_some_and(Tier::is_key) || has_other_ground(account) {
            continue;
        }
        let Some((field, score)) = growth(cx, account) else {
            sink.cannot_judge(Reason::InputMissing, format!("/accounts/{index}/potential"));
            continue;
        };
        let limit = cx.number_for(account.tier, "max_growth_score");
        if score > limit {
            continue;
        }
        let draft = Draft::new(
            format!("/accounts/{index}/{field}"),
            "growth",
            "\"{account}\" is a key account with a score of {score} on growth, and no other ground is stated.",
            [
                ("account", label(account.name.as_deref(), account).into()),
                ("score", score.into()),
            ],
        );
        let observed = Measure {
            value: score.into(),
            unit: None,
        };
        let expected = Limit {
            op: ">",
            value: limit.into(),
            unit: None,
        };
        let draft = draft
            .about_entity(account)
            .concerns(account.id())
            .measured(observed, expected);
        sink.report(draft.help("State what else makes it a key account, or select it no longer."));
    }
}

fn has_other_ground(account: &Account) -> bool {
    let flags = &account.flags;
    let grounds = [
        flags.market_leader,
        flags.advocate,
        flags.innovation_partner,
        flags.loyal,
        flags.easy_to_work_with,
    ];
    grounds.contains(&Some(true))
}

/// Returns the score on growth with the field that holds it, nothing where it is not known.
fn growth(cx: &PortfolioContext<'_>, account: &Account) -> Option<(String, f64)> {
    let scored = cx.texts("growth_criteria").iter().find_map(|criterion| {
        let mut scores = account.selection.scores.iter().enumerate();
        scores.find_map(|(index, score)| {
            let id = score.criterion_id.as_ref()?.as_str();
            let value = score.value.filter(|_| id == criterion)?;
            Some((format!("selection/scores/{index}/value"), value.get()))
        })
    });
    let potential = || {
        account
            .potential
            .value()
            .map(|grade| ("potential".to_owned(), f64::from(grade.get())))
    };
    scored.or_else(potential)
}
