//! KA-116 `selection-rationale-missing`.

use crate::account::Selection;
use crate::lint::context::{Context, present};
use crate::lint::finding::Related;
use crate::lint::gate::Gate;
use crate::lint::parameter::Parameter;
use crate::lint::rule::{GateUse, PLANNED_TIERS, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// The selection of the account lacks a part that `require` lists: scores on criteria, a written rationale, the day of the
    /// decision, or who decided. What the plan leaves out the portfolio may say. One finding, which names all that is lacking.
    ///
    /// ## Why it matters
    ///
    /// An account that is key because it has always been key cannot be deselected, and nobody can say why another was not chosen.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/account/selection/rationale"}]
    /// ```
    ///
    /// ```json portfolio
    /// [{"op": "remove", "path": "/accounts/0/selection/rationale"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/account/selection/rationale"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `require`: the parts that must be on record.
    ///
    /// ## Source
    ///
    /// KAM practice, S0 (score on criteria), S1 (selection by rigorous criteria), S3 (what are the criteria of selection).
    pub(super) static SELECTION_RATIONALE_MISSING = {
        code: "KA-116",
        name: "selection-rationale-missing",
        severity: Severity::Warning,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        tiers: PLANNED_TIERS,
        gates: &[GateUse::blocking(Gate::G1)],
        inputs: &[
            "/account/selection/scores",
            "/account/selection/rationale",
            "/account/selection/decided_on",
            "/account/selection/decided_by_id",
        ],
        parameters: &[Parameter::texts("require", PARTS, "the parts of the decision that must be on record", "KAM practice, S0, S1 and S3").out_of(PARTS)],
        check: check,
    };
}

const PARTS: &[&str] = &["scores", "rationale", "decided_on", "decided_by"];

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let required = cx.texts("require").iter().map(String::as_str);
    let is_on_record = |part: &str| {
        let found = cx.account_fact(|account| says(&account.selection, part).then_some(()));
        found.is_some()
    };
    let lacking: Vec<(&str, &str)> = required
        .filter(|part| !is_on_record(part))
        .map(field_and_name)
        .collect();
    let Some((&(first, _), others)) = lacking.split_first() else {
        return;
    };
    let names: Vec<String> = lacking.iter().map(|&(_, name)| name.to_owned()).collect();
    let draft = Draft::new(
        format!("/account/selection/{first}"),
        "incomplete",
        "The selection of \"{account}\" lacks {parts}.",
        [("account", cx.account_label().into()), ("parts", names.into())],
    );
    let related = others.iter().map(|(field, name)| Related {
        path: format!("/account/selection/{field}"),
        message: format!("lacks {name} as well"),
    });
    sink.report(
        draft
            .related(related)
            .help("Record how the account was scored, why it was chosen, when and by whom."),
    );
}

fn says(selection: &Selection, part: &str) -> bool {
    match part {
        "scores" => selection.scores.iter().any(|score| score.value.is_some()),
        "rationale" => present(selection.rationale.as_deref()),
        "decided_on" => selection.decided_on.is_some(),
        _ => selection.decided_by_id.is_some(),
    }
}

fn field_and_name(part: &str) -> (&str, &str) {
    match part {
        "scores" => ("scores", "scores on criteria"),
        "rationale" => ("rationale", "a written rationale"),
        "decided_on" => ("decided_on", "the day of the decision"),
        _ => ("decided_by_id", "who decided"),
    }
}
