//! KA-104 `need-without-cause`.

use crate::lint::context::{Context, label, present};
use crate::lint::rule::{PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// A need does not say what lies behind it: the pain, the event, the cost that makes it a need. Needs that were declined are left
    /// out.
    ///
    /// ## Why it matters
    ///
    /// "Faster response" is a wish. "The line stood still for nine hours on a Sunday" says what an answer is worth, and which answer
    /// would help.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/needs/0/cause"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/needs/5/cause"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 2 (needs, with the pains behind them). Info: the cause is often learned later.
    pub(super) static NEED_WITHOUT_CAUSE = {
        code: "KA-104",
        name: "need-without-cause",
        severity: Severity::Info,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: PLANNED_TIERS,
        inputs: &["/needs/*/cause", "/needs/*/declined"],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for (index, need) in cx.plan().needs.iter().enumerate() {
        if need.declined.is_some() || present(need.cause.as_deref()) {
            continue;
        }
        let draft = Draft::new(
            format!("/needs/{index}/cause"),
            "no-cause",
            "The need \"{need}\" does not say what lies behind it.",
            [("need", label(need.statement.as_deref(), need).into())],
        );
        sink.report(
            draft
                .about_entity(need)
                .help("Ask what it costs the client today, and note the answer as the cause."),
        );
    }
}
