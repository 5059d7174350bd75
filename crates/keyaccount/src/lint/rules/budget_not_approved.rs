//! KA-554 `budget-not-approved`.

use crate::lint::context::{Context, exact, label};
use crate::lint::parameter::Parameter;
use crate::lint::report::Reason;
use crate::lint::rule::{PLAN_GATES, STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::{Budget, ResourceLine};
use crate::quantity::{Date, Money, PersonId};

declare_rule! {
    /// ## What it checks
    ///
    /// A budget or a line of resources whose amount is above `min_amount` has no approver or no date of approval. Where the amount is
    /// not noted, or the limit is not zero and there is no rate for its currency, the entry is not evaluated.
    ///
    /// ## Why it matters
    ///
    /// Money that nobody has approved is a wish. It is noticed when the first invoice comes.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "remove", "path": "/resources/budgets/0/approved_by_id"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "remove", "path": "/resources/lines/1/approved_by_id"},
    ///  {"op": "replace", "path": "/resources/lines/1/amount/amount", "value": "0"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `min_amount`: the amount, in the currency of the plan, up to which nobody need approve.
    ///
    /// ## Source
    ///
    /// KAM practice, S3 (budgets are approved through decision makers).
    pub(super) static BUDGET_NOT_APPROVED = {
        code: "KA-554",
        name: "budget-not-approved",
        severity: Severity::Warning,
        nature: Nature::Missing,
        tiers: STRATEGIC_AND_KEY,
        gates: PLAN_GATES,
        inputs: &[
            "/currency",
            "/resources/budgets/*/amount",
            "/resources/budgets/*/approved_by_id",
            "/resources/budgets/*/approved_on",
            "/resources/lines/*/amount",
            "/resources/lines/*/approved_by_id",
            "/resources/lines/*/approved_on",
        ],
        parameters: &[Parameter::number("min_amount", 0.0, "the amount, in the currency of the plan, up to which nobody need approve", "house default").smaller_is_stricter()],
        check: check,
    };
}

/// What a budget and a line of resources have in common.
struct Approvable<'a> {
    place: String,
    name: String,
    /// Tells lines, which have no id, apart.
    discriminator: String,
    amount: Option<Money>,
    approved_by_id: Option<&'a PersonId>,
    approved_on: Option<Date>,
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let resources = &cx.plan().resources;
    let budgets = resources.budgets.iter().enumerate();
    let lines = resources.lines.iter().enumerate();
    let all = budgets
        .map(|(index, budget)| Approvable::budget(index, budget))
        .chain(lines.map(|(index, line)| Approvable::line(index, line)));
    for entry in all {
        let (field, message_id, sentence) = match (entry.approved_by_id, entry.approved_on) {
            (Some(_), Some(_)) => continue,
            (None, Some(_)) => (
                "approved_by_id",
                "approver",
                "{entry} over {amount} has no approver.",
            ),
            (Some(_), None) => (
                "approved_on",
                "date",
                "{entry} over {amount} has no date of approval.",
            ),
            (None, None) => (
                "approved_by_id",
                "approval",
                "{entry} over {amount} has neither approver nor date of approval.",
            ),
        };
        let Some(amount) = entry.amount else {
            sink.cannot_judge(Reason::InputMissing, format!("{}/amount", entry.place));
            continue;
        };
        match is_above_limit(cx, amount) {
            None => sink.cannot_judge(Reason::RateMissing, format!("{}/amount", entry.place)),
            Some(false) => {}
            Some(true) => {
                let draft = Draft::new(
                    format!("{}/{field}", entry.place),
                    message_id,
                    sentence,
                    [
                        ("entry", entry.name.into()),
                        ("amount", amount.to_string().into()),
                    ],
                );
                sink.report(
                    draft
                        .discriminator(entry.discriminator)
                        .help("Have it approved, and note by whom and when."),
                );
            }
        }
    }
}

impl<'a> Approvable<'a> {
    fn budget(index: usize, budget: &'a Budget) -> Self {
        Self {
            place: format!("/resources/budgets/{index}"),
            name: format!("Budget \"{}\"", label(None, budget)),
            discriminator: String::new(),
            amount: budget.amount,
            approved_by_id: budget.approved_by_id.as_ref(),
            approved_on: budget.approved_on,
        }
    }

    fn line(index: usize, line: &'a ResourceLine) -> Self {
        let category = line.category.as_deref().unwrap_or("without a name");
        let since = line.period.as_ref().and_then(|period| period.start);
        let since = since.map(|date| date.to_string()).unwrap_or_default();
        Self {
            place: format!("/resources/lines/{index}"),
            name: format!("Line \"{category}\""),
            discriminator: format!("{category}\u{0}{since}"),
            amount: line.amount,
            approved_by_id: line.approved_by_id.as_ref(),
            approved_on: line.approved_on,
        }
    }
}

/// Returns whether the amount is above the limit; nothing where it cannot be converted, which a limit of zero does not need.
fn is_above_limit(cx: &Context<'_>, amount: Money) -> Option<bool> {
    let limit = exact(cx.number("min_amount"))?;
    let is_comparable = limit.is_zero() || Some(amount.currency) == cx.plan().currency;
    let amount = if is_comparable {
        amount
    } else {
        cx.exchange()?.convert(amount)?
    };
    Some(amount.amount > limit)
}
