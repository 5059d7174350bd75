//! KA-001 `document-unreadable`.

use crate::lint::context::Context;
use crate::lint::finding::Value;
use crate::lint::rule::{ALL_GATES, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};

declare_rule! {
    /// ## What it checks
    ///
    /// A part of the plan cannot be read as what it should be: a text where a number is due, a word that is not one of the known ones,
    /// `null`, a key that stands twice, or a required key that is absent. One finding per deepest failing place.
    /// Everything else in the plan is judged all the same; rules that need the failing place are listed as not evaluated.
    ///
    /// ## Why it matters
    ///
    /// What cannot be read is silently ignored by every tool behind it. A plan must not pass because half of it was not seen.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/0/kind", "value": "grwth"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/0/kind", "value": "value"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None. The rule can be neither silenced nor lowered.
    ///
    /// ## Source
    ///
    /// JSON Schema practice: the deepest failure says most, and one fault should give one message.
    pub(super) static DOCUMENT_UNREADABLE = {
        code: "KA-001",
        name: "document-unreadable",
        severity: Severity::Error,
        nature: Nature::Invalid,
        gates: ALL_GATES,
        locked: true,
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    for problem in cx.unreadable() {
        let draft = Draft::new(
            problem.pointer.as_str(),
            problem.code.as_str(),
            "This part of the plan cannot be read: {reason}.",
            [("reason", Value::from(problem.message.as_str()))],
        );
        let help = problem.help.clone().or_else(|| {
            let expected = problem.expected.as_ref()?;
            Some(format!("write {expected}"))
        });
        let help = help.unwrap_or_else(|| "correct the text at this place".to_owned());
        sink.report(draft.help(sentence(&help)).discriminator(problem.code.as_str()));
    }
    if let Some(fault) = cx.block_fault {
        let draft = Draft::new(
            fault.pointer.as_str(),
            fault.code,
            "The settings that the plan carries do not count: {reason}.",
            [("reason", Value::from(fault.message.as_str()))],
        );
        let help = fault.help.as_deref().unwrap_or("correct the settings");
        sink.report(draft.help(sentence(help)).discriminator(fault.code));
    }
    for (part, absent) in cx.incomplete_parts() {
        for field in absent {
            let draft = Draft::new(
                format!("{}/{field}", part.pointer),
                "required-key",
                "The required field \"{field}\" is absent from {part}.",
                [("part", part.label().into()), ("field", field.into())],
            );
            let draft = draft.help(format!("Add `{field}`.")).discriminator(field);
            sink.report(draft);
        }
    }
}

/// Returns `help` as a sentence.
fn sentence(help: &str) -> String {
    let mut characters = help.chars();
    let first = characters
        .next()
        .map(|first| first.to_uppercase().to_string())
        .unwrap_or_default();
    format!("{first}{}.", characters.as_str())
}
