//! Where rules put what they found.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::finding::{EntityRef, Fix, Limit, Measure, Related, Value};
use super::report::Reason;
use super::severity::Severity;

/// Where a rule puts what it found; the engine turns each draft into a finding.
#[derive(Debug, Default)]
pub(super) struct Sink {
    pub(super) drafts: Vec<Draft>,
    /// What the rule could not judge: why, and the place that it would have needed.
    pub(super) not_evaluated: Vec<(Reason, String)>,
}

impl Sink {
    pub(super) fn report(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    /// Says that the rule could not judge for want of what belongs at `place`.
    pub(super) fn cannot_judge(&mut self, reason: Reason, place: impl Into<String>) {
        self.not_evaluated.push((reason, place.into()));
    }
}

/// How a finding counts at a gate that lists its rule, where that differs from what the rule declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AtGate {
    /// It is shown and stops nothing.
    Warns,
    /// It is not shown.
    Silent,
}

/// What a rule says about one fault; the rest of a finding follows from the rule and the document.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) path: String,
    pub(super) entity: Option<EntityRef>,
    pub(super) message_id: &'static str,
    pub(super) message: String,
    pub(super) args: BTreeMap<&'static str, Value>,
    pub(super) help: String,
    pub(super) discriminator: String,
    pub(super) severity: Option<Severity>,
    pub(super) at_gate: Option<AtGate>,
    /// Whether the finding stands whatever cannot be relied on elsewhere.
    pub(super) by_itself: bool,
    /// The accounts that a finding about a portfolio concerns, by id; none where it concerns the portfolio as a whole.
    pub(super) accounts: Vec<String>,
    pub(super) related: Vec<Related>,
    pub(super) observed: Option<Measure>,
    pub(super) expected: Option<Limit>,
    pub(super) fixes: Vec<Fix>,
}

impl Draft {
    /// Returns a draft about the place `path`, in the words of `sentence` with each `{name}` replaced by its argument.
    pub(super) fn new<const N: usize>(
        path: impl Into<String>,
        message_id: &'static str,
        sentence: &str,
        args: [(&'static str, Value); N],
    ) -> Self {
        let args = BTreeMap::from(args);
        Self {
            path: path.into(),
            entity: None,
            message_id,
            message: fill(sentence, &args),
            args,
            help: String::new(),
            discriminator: String::new(),
            severity: None,
            at_gate: None,
            by_itself: false,
            accounts: Vec::new(),
            related: Vec::new(),
            observed: None,
            expected: None,
            fixes: Vec::new(),
        }
    }

    /// Says which entity is judged.
    pub(super) fn about(mut self, kind: &'static str, id: impl Into<String>) -> Self {
        self.entity = Some(EntityRef { kind, id: id.into() });
        self
    }

    /// Says what to do.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Tells findings of one rule about one field of one entity apart.
    pub(super) fn discriminator(mut self, discriminator: impl Into<String>) -> Self {
        self.discriminator = discriminator.into();
        self
    }

    /// Sets a severity other than that of the rule.
    pub(super) fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }

    /// Says that the finding stands whatever cannot be relied on elsewhere: only a fault at its own place makes it doubtful.
    pub(super) fn by_itself(mut self) -> Self {
        self.by_itself = true;
        self
    }

    /// Sets how the finding counts at the gates that list its rule.
    pub(super) fn at_gate(mut self, at_gate: AtGate) -> Self {
        self.at_gate = Some(at_gate);
        self
    }

    /// Says which accounts a finding about a portfolio concerns; it is shown with the plan of each.
    pub(super) fn concerns<'a>(mut self, accounts: impl IntoIterator<Item = &'a str>) -> Self {
        self.accounts.extend(accounts.into_iter().map(str::to_owned));
        self
    }

    /// Adds the other places that belong to the fault.
    pub(super) fn related(mut self, related: impl IntoIterator<Item = Related>) -> Self {
        self.related.extend(related);
        self
    }

    /// Says what was measured and what it should have been.
    pub(super) fn measured(mut self, observed: Measure, expected: Limit) -> Self {
        self.observed = Some(observed);
        self.expected = Some(expected);
        self
    }

    /// Offers a change that would mend the fault.
    pub(super) fn fix(mut self, fix: Fix) -> Self {
        self.fixes.push(fix);
        self
    }
}

/// Returns `sentence` with each `{name}` replaced; a name without an argument stays as it is.
fn fill(sentence: &str, args: &BTreeMap<&'static str, Value>) -> String {
    let mut text = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        match args.get(name) {
            Some(value) => write_value(&mut text, value),
            None => {
                let _ = write!(text, "{{{name}}}");
            }
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

fn write_value(text: &mut String, value: &Value) {
    let written = match value {
        Value::Text(value) => write!(text, "{value}"),
        Value::Integer(number) => write!(text, "{number}"),
        Value::Number(number) => write!(text, "{number}"),
        Value::Date(date) => write!(text, "{date}"),
        Value::Texts(values) => write!(text, "{}", values.join(", ")),
    };
    // Writing to a string cannot fail.
    let _ = written;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_stand_in_the_sentence() {
        let draft = Draft::new(
            "",
            "x",
            "{a} of {b} h, {missing} {",
            [("a", "Mail".into()), ("b", 24.0.into())],
        );
        assert_eq!(draft.message, "Mail of 24 h, {missing} {}");
    }
}
