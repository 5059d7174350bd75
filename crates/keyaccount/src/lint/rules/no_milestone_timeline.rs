//! KA-102 `no-milestone-timeline`.

use crate::lint::context::{Context, as_number, present};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// The history of the account, which may stand in the plan or in the portfolio, has fewer than `min_milestones` entries with a date
    /// and a text.
    ///
    /// ## Why it matters
    ///
    /// When we met, what was bought, what went wrong, who came and went: the dates explain the trust that there is. Whoever takes the
    /// account over finds them nowhere else.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/account/milestones"}]
    /// ```
    ///
    /// ```json portfolio
    /// [{"op": "remove", "path": "/accounts/0/milestones"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/account/milestones", "value": [{"date": "2014-03-01", "text": "first pilot line"}]}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `min_milestones`: the dated events that the profile must have.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 1 (background with a timeline of milestones, if it can be had; hence info).
    pub(super) static NO_MILESTONE_TIMELINE = {
        code: "KA-102",
        name: "no-milestone-timeline",
        severity: Severity::Info,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        inputs: &["/account/milestones"],
        parameters: &[Parameter::number("min_milestones", 1.0, "the dated events that the profile must have", "KAM practice, S4 step 1").larger_is_stricter()],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let milestones = cx.account_fact(|account| Some(&account.milestones).filter(|list| !list.is_empty()));
    let dated = milestones
        .into_iter()
        .flatten()
        .filter(|milestone| milestone.date.is_some() && present(milestone.text.as_deref()))
        .count();
    let required = cx.number("min_milestones");
    if as_number(dated) < required {
        let draft = Draft::new(
            "/account/milestones",
            "too-few",
            "The history of \"{account}\" has too few dated events: {count}, at least {required} expected.",
            [
                ("account", cx.account_label().into()),
                ("count", dated.into()),
                ("required", required.into()),
            ],
        );
        sink.report(draft.help("Note when the relationship began and what has marked it since."));
    }
}
