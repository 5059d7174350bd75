//! KA-002 `unknown-field`.

use crate::document::{Code, Node, pointer};
use crate::lint::context::Context;
use crate::lint::finding::{Applicability, Edit, Fix};
use crate::lint::rule::declare_rule;
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// A key of the plan is not one that this part may have, and does not begin with `x_`. The nearest known key is named.
    ///
    /// ## Why it matters
    ///
    /// A mistyped key silently switches off every rule below it: `objectivs` is a plan without objectives.
    /// Keys that begin with `x_` belong to the user and are always kept.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "add", "path": "/objectives/0/colour", "value": "green"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "add", "path": "/objectives/0/x_colour", "value": "green"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None; set the level of the rule to `error` or `off`.
    ///
    /// ## Source
    ///
    /// House default.
    pub(super) static UNKNOWN_FIELD = {
        code: "KA-002",
        name: "unknown-field",
        severity: Severity::Warning,
        nature: Nature::Invalid,
        profile: Profile::Recommended,
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for problem in cx
        .problems()
        .iter()
        .filter(|problem| problem.code == Code::UnknownField)
    {
        let Some((parent, _)) = problem.pointer.rsplit_once('/') else {
            continue;
        };
        let field = cx.root().at_pointer(&problem.pointer);
        let key = field.and_then(Node::key).unwrap_or_default();
        let draft = Draft::new(
            problem.pointer.as_str(),
            "unknown-field",
            "The field \"{field}\" is not known here.",
            [("field", key.into())],
        );
        let draft = draft.discriminator(key);
        let Some((nearest, field)) = problem.nearest.zip(field) else {
            sink.report(draft.help("Remove it, or begin its name with x_ to keep it for yourself."));
            continue;
        };
        let mut target = parent.to_owned();
        pointer::push(&mut target, nearest);
        let rename = Fix {
            title: format!("Rename \"{key}\" to \"{nearest}\""),
            applicability: Applicability::Unsafe,
            edits: vec![
                Edit::test(problem.pointer.as_str(), field),
                Edit::rename(problem.pointer.as_str(), target.as_str()),
            ],
            preferred: true,
        };
        let draft = draft.help(format!(
            "Rename it to \"{nearest}\", or begin its name with x_ to keep it for yourself."
        ));
        // A rename would otherwise overwrite what stands there.
        sink.report(if cx.exists(&target) {
            draft
        } else {
            draft.fix(rename)
        });
    }
}
