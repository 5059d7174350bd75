//! KA-103 `needs-not-mapped`.

use crate::lint::context::Context;
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::NeedKind;

declare_rule! {
    /// ## What it checks
    ///
    /// The plan records no need of the client: an error, once the plan is no longer a draft. Or there are needs, but none of a kind that
    /// `required_kinds` lists: a warning, one for each kind. Needs that were declined count: they were heard.
    ///
    /// ## Why it matters
    ///
    /// A client needs more than the product: somebody who answers, a rhythm of meetings, a name for complaints. Plans that know only
    /// the product side lose accounts over the other.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/needs/1/kind", "value": "product"},
    ///  {"op": "replace", "path": "/needs/3/kind", "value": "product"},
    ///  {"op": "replace", "path": "/needs/6/kind", "value": "product"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/needs/1/kind", "value": "product"},
    ///  {"op": "replace", "path": "/needs/3/kind", "value": "product"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `required_kinds`: the kinds of which at least one need must be recorded.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 2 (needs of product and service, and of the relationship).
    pub(super) static NEEDS_NOT_MAPPED = {
        code: "KA-103",
        name: "needs-not-mapped",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: PLANNED_TIERS,
        gates: PLAN_GATES,
        inputs: &["/needs/*/kind"],
        parameters: &[Parameter::texts("required_kinds", KINDS, "the kinds of which at least one need must be recorded", "KAM practice, S4 step 2").out_of(KINDS)],
        check: check,
    };
}

const KINDS: &[&str] = &["product", "relationship"];

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let needs = &cx.plan().needs;
    if needs.is_empty() {
        let draft = Draft::new("/needs", "none", "The plan records no need of the client.", []);
        let draft = draft
            .help("Ask the client what they need, of the product and of the relationship, and record it.");
        sink.report(if cx.is_being_drafted() {
            draft
        } else {
            draft.severity(Severity::Error)
        });
        return;
    }
    for kind in cx.words::<NeedKind>("required_kinds") {
        if needs.iter().any(|need| need.kind == Some(kind)) {
            continue;
        }
        let (word, meaning) = match kind {
            NeedKind::Product => ("product", "of products or services"),
            NeedKind::Relationship => ("relationship", "of the relationship, such as contact or support"),
        };
        let sentence = "None of the {count} needs on record is one {meaning}.";
        let args = [("count", needs.len().into()), ("meaning", meaning.into())];
        let draft = Draft::new("/needs", "kind-missing", sentence, args);
        sink.report(
            draft
                .discriminator(word)
                .help(format!("Ask the client for needs {meaning}, and record them.")),
        );
    }
}
