//! KA-008 `value-out-of-range`.

use crate::document::Node;
use crate::lint::context::Context;
use crate::lint::finding::{Applicability, Edit, Fix, Limit, Measure};
use crate::lint::places::nodes_at;
use crate::lint::rule::{ALL_GATES, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::value_ranges::{NumberRange, Outlier, VALUE_RANGES, outlier};
use crate::quantity::decimal::{self, Decimal};

declare_rule! {
    /// ## What it checks
    ///
    /// A number lies outside the range of its field: a share outside 0 to 1, a percentage outside 0 to 100, a step outside its
    /// scale, or a negative amount, effort or duration; a rate of exchange must be above 0. Margins may be negative, since an account may
    /// cost more than it brings, and so may the lag between two actions. For every other rule the field counts as
    /// unreadable.
    ///
    /// ## Why it matters
    ///
    /// Such numbers come from imports. A share of 40 instead of 0.40 makes an account forty times the whole company, and every
    /// ranking behind it is wrong.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/0/weight", "value": 25}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/0/weight", "value": 1.0}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None: the ranges belong to the fields. A narrower range of one's own is a rule of the organisation.
    ///
    /// ## Source
    ///
    /// House default; a frequent fault of imports.
    pub(super) static VALUE_OUT_OF_RANGE = {
        code: "KA-008",
        name: "value-out-of-range",
        severity: Severity::Error,
        nature: Nature::Invalid,
        gates: ALL_GATES,
        spoils_inputs: true,
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for field in VALUE_RANGES {
        for node in nodes_at(cx.root(), field.place) {
            if let Some(outlier) = outlier(node, field.range) {
                sink.report(draft(node, outlier));
            }
        }
    }
}

fn draft(node: Node<'_>, outlier: Outlier) -> Draft {
    let Outlier { found, end, .. } = outlier;
    let sentence = match (outlier.other_end, outlier.range) {
        (Some(_), _) => "The field \"{field}\" must lie between {min} and {max} (got {found}).",
        (None, NumberRange::AboveZero) => "The field \"{field}\" must be above {min} (got {found}).",
        (None, _) => "The field \"{field}\" must be at least {min} (got {found}).",
    };
    let other = outlier.other_end.unwrap_or(end);
    let op = match (outlier.range, found > end) {
        (_, true) => "<=",
        (NumberRange::AboveZero, false) => ">",
        (_, false) => ">=",
    };
    let draft = Draft::new(
        node.pointer(),
        "out-of-range",
        sentence,
        [
            ("field", field_name(node).into()),
            ("min", end.min(other).into()),
            ("max", end.max(other).into()),
            ("found", found.into()),
        ],
    );
    let measure = Measure {
        value: found.into(),
        unit: None,
    };
    let limit = Limit {
        op,
        value: end.into(),
        unit: None,
    };
    let draft = draft.measured(measure, limit);
    match share_of_percent(node, outlier) {
        Some(share) => draft
            .help(format!(
                "Write {share} if {found} percent is meant: this field holds a ratio between 0 and 1."
            ))
            .fix(Fix {
                title: format!("Divide {found} by 100"),
                applicability: Applicability::Unsafe,
                edits: vec![
                    Edit::test(node.pointer(), node),
                    Edit::replace(node.pointer(), share),
                ],
                preferred: true,
            }),
        None => draft.help("Correct the number."),
    }
}

/// Returns the share that was meant where a percentage was typed instead of it.
fn share_of_percent(node: Node<'_>, outlier: Outlier) -> Option<Decimal> {
    if outlier.range != NumberRange::Share || !(1.0..=100.0).contains(&outlier.found) {
        return None;
    }
    let percent = decimal::parse(node.number_literal()?).ok()?;
    Some(percent.checked_div(Decimal::ONE_HUNDRED)?.normalize())
}

/// Returns the name of the field for people: an amount, or the value of a judgement, goes by the name of what it is the amount of.
fn field_name(node: Node<'_>) -> &str {
    let own = node.key().unwrap_or_default();
    let around = node.parent().and_then(Node::key);
    match own {
        "amount" | "value" => around.unwrap_or(own),
        _ => own,
    }
}
