//! A finding with the lines of the file that it speaks of.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Level, Renderer, Snippet};
use keyaccount::document::{Document as Tree, Kind, Node};
use keyaccount::lint::{Finding, Severity};

use super::judged::Judged;
use crate::output::printable;
use crate::steering::is_steering;

/// How many characters of a long line stand on either side of what is underlined.
const CHARACTERS_AROUND: usize = 60;

/// How many of the other places of a finding are shown.
const MAX_RELATED: usize = 4;

/// Returns the finding as compilers show theirs: the sentence, the place, the line with what is meant underlined, the help.
pub(super) fn excerpt(judged: &Judged, finding: &Finding) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
        Severity::Hint => Level::NOTE.with_name("hint"),
    };
    let (message, help) = (printable(&finding.message), printable(&finding.help));
    let (document, tree) = judged.text_of(finding);
    let primary = Excerpt::of(tree, &document.text, &finding.anchor);
    let related: Vec<(Excerpt, String)> = finding
        .related
        .iter()
        .take(MAX_RELATED)
        .map(|related| {
            (
                Excerpt::of(tree, &document.text, &related.path),
                printable(&related.message),
            )
        })
        .collect();
    let name = printable(&document.name);
    let title = level.primary_title(message.as_str()).id(finding.code.as_ref());
    let mut group = title.element(primary.snippet(&name, AnnotationKind::Primary, ""));
    for (excerpt, message) in &related {
        group = group.element(excerpt.snippet(&name, AnnotationKind::Context, message));
    }
    let group = group.element(Level::HELP.message(help.as_str()));
    let text = Renderer::styled().render(&[group]);
    format!("{text}\n\n")
}

/// A part of one line of a file.
struct Excerpt {
    text: String,
    line: usize,
    /// What is meant, in bytes of `text`.
    span: Range<usize>,
}

impl Excerpt {
    /// Returns the line with what `pointer` points to, or with the nearest thing around it.
    fn of(tree: &Tree, text: &str, pointer: &str) -> Self {
        let span = meant(tree.nearest(pointer));
        let start = text.get(..span.start).unwrap_or_default();
        let line_start = start.rfind('\n').map_or(0, |at| at + 1);
        let after = text.get(span.start..).unwrap_or_default();
        let line_end = after.find('\n').map_or(text.len(), |at| span.start + at);
        let line_end = text
            .get(line_start..line_end)
            .map_or(line_end, |line| line_start + line.trim_end_matches('\r').len());
        let end = span.end.min(line_end).max(span.start);
        let before = window(text.get(line_start..span.start).unwrap_or_default(), true);
        let middle = text.get(span.start..end).unwrap_or_default();
        let behind = window(text.get(end..line_end).unwrap_or_default(), false);
        let (before, middle, behind) = (shown(&before), shown(middle), shown(&behind));
        let from = before.len();
        let to = from + middle.len();
        Self {
            text: format!("{before}{middle}{behind}"),
            line: tree.line_and_column(span.start).0,
            span: from..to,
        }
    }

    fn snippet<'a>(
        &'a self,
        name: &'a str,
        kind: AnnotationKind,
        label: &'a str,
    ) -> Snippet<'a, Annotation<'a>> {
        let annotation = kind.span(self.span.clone());
        let annotation = if label.is_empty() {
            annotation
        } else {
            annotation.label(label)
        };
        Snippet::source(self.text.as_str())
            .line_start(self.line)
            .path(name)
            .annotation(annotation)
    }
}

/// Returns what to underline: a plain value itself; of an object or a list the key in front of it, else its id, else its first
/// character.
fn meant(node: Node<'_>) -> Range<usize> {
    let span = node.span();
    if !matches!(node.kind(), Kind::Object | Kind::List) {
        return span;
    }
    let id = node.get("id").map(Node::span);
    let first = span.start..span.start.saturating_add(1);
    node.key_span().or(id).unwrap_or(first)
}

/// Returns the end of a text, or its beginning, with a mark where something was cut.
fn window(text: &str, is_before: bool) -> String {
    let count = text.chars().count();
    if count <= CHARACTERS_AROUND {
        return text.to_owned();
    }
    if is_before {
        let kept: String = text.chars().skip(count - CHARACTERS_AROUND).collect();
        format!("…{kept}")
    } else {
        let kept: String = text.chars().take(CHARACTERS_AROUND).collect();
        format!("{kept}…")
    }
}

/// Returns the text with a mark for each character that would not be shown but do something.
fn shown(text: &str) -> String {
    let mark = |character: char| {
        if (character.is_control() && character != '\t') || is_steering(character) {
            '\u{fffd}'
        } else {
            character
        }
    };
    text.chars().map(mark).collect()
}
