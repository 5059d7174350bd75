//! KA-004 `dangling-reference`.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::document::Node;
use crate::lint::context::Context;
use crate::lint::parameter::Parameter;
use crate::lint::places::{entity_ids, nodes_at};
use crate::lint::rule::{ALL_GATES, declare_rule};
use crate::lint::severity::{Nature, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::references::{REFERENCES, ReferenceField, Scope};
use crate::vocabulary::{EntityKind, Reference};

declare_rule! {
    /// ## What it checks
    ///
    /// A field that refers to an entity by its id names one that neither the plan nor the portfolio has. References to other accounts
    /// are judged only when a portfolio is given; ids with a prefix of another system are not judged.
    ///
    /// ## Why it matters
    ///
    /// An action that serves an objective nobody can find serves nothing, and nothing says so.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/0/owner_id", "value": "T9"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/0/owner_id", "value": "crm:4711"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `external_prefixes`: beginnings of ids that belong to other systems.
    ///
    /// ## Source
    ///
    /// House default.
    pub(super) static DANGLING_REFERENCE = {
        code: "KA-004",
        name: "dangling-reference",
        severity: Severity::Error,
        nature: Nature::Inconsistent,
        gates: ALL_GATES,
        parameters: &[Parameter::texts("external_prefixes", &["crm:"], "beginnings of ids that belong to other systems", "house default")],
        spoils_inputs: true,
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let known = Known::of(cx);
    let external = cx.texts("external_prefixes");
    for field in REFERENCES {
        let judged = match field.scope {
            Scope::Plan => true,
            Scope::Portfolio => cx.portfolio().is_some(),
            Scope::Elsewhere => false,
        };
        if !judged || field.kinds.is_empty() {
            continue;
        }
        for node in nodes_at(cx.root(), field.place) {
            let Some(text) = node.as_str().map(str::trim) else {
                continue;
            };
            if external.iter().any(|prefix| text.starts_with(prefix.as_str())) || known.resolves(field, text)
            {
                continue;
            }
            sink.report(draft(&known, field, node, text));
        }
    }
}

fn draft(known: &Known<'_>, field: &ReferenceField, node: Node<'_>, text: &str) -> Draft {
    let kinds: Vec<String> = if plain(field.kinds) && field.kinds.len() > 1 {
        vec!["person".to_owned()]
    } else {
        field
            .kinds
            .iter()
            .map(|kind| kind.as_str().replace('_', " "))
            .collect()
    };
    let kinds = if kinds.len() > 3 {
        "entity".to_owned()
    } else {
        kinds.join(" or ")
    };
    let draft = Draft::new(
        node.pointer(),
        "unknown",
        "There is no {kind} \"{id}\".",
        [("kind", kinds.into()), ("id", text.into())],
    );
    let draft = draft.discriminator(text);
    match known.near(field, text) {
        Some(near) => draft.help(format!(
            "Correct the id; \"{near}\" differs only in case or separators."
        )),
        None => draft.help("Correct the id, or add what it refers to."),
    }
}

/// The entities that references may point to.
struct Known<'a> {
    ids: BTreeSet<(EntityKind, &'a str)>,
    /// The ids by their folded form; made when the first reference dangles.
    folded: OnceCell<BTreeMap<String, Vec<(EntityKind, &'a str)>>>,
}

impl<'a> Known<'a> {
    fn of(cx: &Context<'a>) -> Self {
        let ids = entity_ids(cx.root(), cx.portfolio());
        let folded = OnceCell::new();
        Self { ids, folded }
    }

    fn resolves(&self, field: &ReferenceField, text: &str) -> bool {
        if plain(field.kinds) {
            return field.kinds.iter().any(|&kind| self.ids.contains(&(kind, text)));
        }
        // A text that is no reference at all is unreadable, which KA-001 says.
        let Ok(reference) = Reference::try_from(text) else {
            return true;
        };
        reference
            .kind()
            .is_some_and(|kind| field.kinds.contains(&kind) && self.ids.contains(&(kind, reference.id())))
    }

    /// Returns the one id of the right kind that differs from `text` only in letter case or separators.
    fn near(&self, field: &ReferenceField, text: &str) -> Option<&'a str> {
        if !plain(field.kinds) {
            return None;
        }
        let by_form = self.folded.get_or_init(|| {
            let mut by_form: BTreeMap<String, Vec<_>> = BTreeMap::new();
            for &(kind, id) in &self.ids {
                by_form.entry(folded(id)).or_default().push((kind, id));
            }
            by_form
        });
        let same_form = by_form.get(&folded(text)).into_iter().flatten();
        let mut near = same_form.filter(|(kind, _)| field.kinds.contains(kind));
        match (near.next(), near.next()) {
            (Some(&(_, id)), None) => Some(id),
            _ => None,
        }
    }
}

/// Returns whether a reference to these kinds is an id alone: one kind, or people, who share one namespace.
fn plain(kinds: &[EntityKind]) -> bool {
    kinds.len() == 1 || kinds.iter().all(|kind| kind.is_person())
}

fn folded(id: &str) -> String {
    let letters = id
        .chars()
        .filter(|character| !matches!(character, '-' | '_' | ' ' | '.' | '/'));
    letters.flat_map(char::to_lowercase).collect()
}
