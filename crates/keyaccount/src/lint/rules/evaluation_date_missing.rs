//! KA-094 `evaluation-date-missing`.

use crate::lint::context::Context;
use crate::lint::rule::{Rule, Scope, declare_rule};
use crate::lint::rules::RULES;
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// The plan was checked without a date. Every rule about time is listed as not evaluated.
    ///
    /// ## Why it matters
    ///
    /// Whether a contact is live or a person still in office depends on the day. The library never reads a clock, so that the
    /// same plan gives the same report everywhere and in later years.
    ///
    /// ## Example
    ///
    /// ```json without-date
    /// []
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// []
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// House default.
    pub(super) static EVALUATION_DATE_MISSING = {
        code: "KA-094",
        name: "evaluation-date-missing",
        severity: Severity::Info,
        nature: Nature::Missing,
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    if cx.as_of().is_some() {
        return;
    }
    let is_about_time =
        |rule: &&&Rule| rule.needs_date && (rule.scope() == Scope::Plan || cx.portfolio().is_some());
    let about_time = RULES.iter().filter(is_about_time);
    let codes: Vec<String> = about_time.map(|rule| rule.code.to_owned()).collect();
    let draft = Draft::new(
        "",
        "evaluation-date-missing",
        "The plan was checked without a date, so the {count} rules about time were not evaluated.",
        [("count", codes.len().into()), ("codes", codes.into())],
    );
    sink.report(
        draft
            .help("Give the day on which the plan is to be judged.")
            .severity(Severity::Info),
    );
}
