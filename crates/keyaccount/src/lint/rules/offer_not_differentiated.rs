//! KA-604 `offer-not-differentiated`.

use std::collections::BTreeSet;

use crate::lint::context::Context;
use crate::lint::rule::{PLAN_GATES_AS_WARNING, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// There are value-adds, but none is marked as going beyond the standard offer; or every one of them equals an entry of the
    /// standard catalogue, because it names that entry or, where a portfolio is given, reads like it (letter case and spaces
    /// around it aside).
    ///
    /// ## Why it matters
    ///
    /// A key account that gets what everybody gets is a key account in name only, and will find out.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/value_adds/0/beyond_standard"},
    ///  {"op": "remove", "path": "/value_adds/1/beyond_standard"},
    ///  {"op": "remove", "path": "/value_adds/2/beyond_standard"},
    ///  {"op": "remove", "path": "/value_adds/3/beyond_standard"},
    ///  {"op": "replace", "path": "/value_adds/4/beyond_standard", "value": false}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/value_adds/0/beyond_standard"},
    ///  {"op": "remove", "path": "/value_adds/1/beyond_standard"},
    ///  {"op": "remove", "path": "/value_adds/2/beyond_standard"},
    ///  {"op": "remove", "path": "/value_adds/3/beyond_standard"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (a differentiated value proposition) and S4 (the same service for every client is a harmful imbalance).
    pub(super) static OFFER_NOT_DIFFERENTIATED = {
        code: "KA-604",
        name: "offer-not-differentiated",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        tiers: STRATEGIC_AND_KEY,
        gates: PLAN_GATES_AS_WARNING,
        inputs: &["/value_adds/*/beyond_standard", "/value_adds/*/catalogue_entry_id", "/value_adds/*/statement"],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let value_adds = &cx.plan().value_adds;
    if value_adds.is_empty() {
        return;
    }
    let catalogue = cx
        .portfolio()
        .map(|portfolio| &portfolio.organisation.standard_catalogue);
    let names = catalogue
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.name.as_deref());
    let names: BTreeSet<String> = names.map(folded).collect();
    let is_standard = |statement: Option<&str>| statement.is_some_and(|text| names.contains(&folded(text)));
    let args = [("count", value_adds.len().into())];
    let draft = if value_adds
        .iter()
        .all(|value_add| value_add.beyond_standard != Some(true))
    {
        let sentence =
            "None of the value-adds is marked as going beyond the standard offer (listed: {count}).";
        Draft::new("/value_adds", "not-beyond", sentence, args)
    } else if value_adds.iter().all(|value_add| {
        value_add.catalogue_entry_id.is_some() || is_standard(value_add.statement.as_deref())
    }) {
        let sentence = "Every value-add equals an entry of the standard catalogue (listed: {count}).";
        Draft::new("/value_adds", "catalogue", sentence, args)
    } else {
        return;
    };
    sink.report(
        draft.help("Add at least one thing that this account gets and others do not, and mark it so."),
    );
}

fn folded(text: &str) -> String {
    text.trim().to_lowercase()
}
