//! KA-702 `defection-contingency-missing`.

use crate::account::Orientation;
use crate::lint::context::{Context, present};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{PLAN_GATES, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{Risk, RiskCategory, RiskStatus};

declare_rule! {
    /// ## What it checks
    ///
    /// No open risk of defection has a contingency with a plan, an owner and a trigger. For a key supplier the category is loss of
    /// supply instead.
    ///
    /// ## Why it matters
    ///
    /// The loss of a client with 40 % of revenue hurts until a similar deal closes. What is to be done on that day is decided
    /// before it: what tells us, who acts, what they do.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/risks/0/contingency/trigger"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/risks/0/contingency/trigger", "value": "the account invites a rival to a tender"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `categories`: the categories that count for customers. `supplier_categories`: those that count for suppliers.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (contingencies against defection) and S4 (two clients, 40 % and 5 %); S2 for key suppliers.
    pub(super) static DEFECTION_CONTINGENCY_MISSING = {
        code: "KA-702",
        name: "defection-contingency-missing",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: STRATEGIC_AND_KEY,
        gates: PLAN_GATES,
        inputs: &["/account/orientation", "/risks/*/status", "/risks/*/category", "/risks/*/contingency"],
        parameters: &[
            Parameter::texts("categories", &["defection"], "the categories of risk that count for customers", "KAM practice, S3").out_of(CATEGORIES),
            Parameter::texts("supplier_categories", &["supply"], "the categories of risk that count for suppliers", "KAM practice, S2").out_of(CATEGORIES),
        ],
        check: check,
    };
}

const CATEGORIES: &[&str] = &[
    "defection",
    "concentration",
    "supply",
    "delivery",
    "relationship",
    "financial",
    "conflict",
    "regulatory",
    "competitor",
    "people",
    "other",
];

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let (parameter, loss) = match cx.orientation() {
        Orientation::Customer => ("categories", "the loss of the account"),
        Orientation::Supplier => ("supplier_categories", "the loss of supply"),
    };
    let categories: Vec<RiskCategory> = cx.words(parameter);
    let risks = cx.plan().risks.iter();
    let relevant = risks.filter(|risk| {
        risk.status == Some(RiskStatus::Open)
            && risk
                .category
                .is_some_and(|category| categories.contains(&category))
    });
    let relevant: Vec<&Risk> = relevant.collect();
    if relevant.iter().any(|risk| has_contingency(risk)) {
        return;
    }
    let draft = if relevant.is_empty() {
        let sentence = "No open risk covers {loss}.";
        Draft::new("/risks", "no-risk", sentence, [("loss", loss.into())])
    } else {
        let sentence = "No risk about {loss} has a contingency with plan, owner and trigger.";
        Draft::new("/risks", "no-contingency", sentence, [("loss", loss.into())])
    };
    sink.report(draft.help("Record what would tell us early, who acts then, and what they do."));
}

fn has_contingency(risk: &Risk) -> bool {
    risk.contingency.as_ref().is_some_and(|contingency| {
        present(contingency.plan.as_deref())
            && present(contingency.trigger.as_deref())
            && contingency.owner_id.is_some()
    })
}
