//! KA-011 `placeholder-text`.

use crate::document::Node;
use crate::lint::context::{Context, as_number};
use crate::lint::parameter::Parameter;
use crate::lint::places::nodes_at;
use crate::lint::rule::{PLAN_GATES, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::{is_blank, is_invisible};

declare_rule! {
    /// ## What it checks
    ///
    /// A text that a plan needs holds a placeholder: one of `words`, or of the list for the language of the plan; or fewer
    /// than `min_chars` letters and digits. Case, width, white space and punctuation around the text do not count. Names and industries
    /// may be short. A blank text is found fault with where the field is required; elsewhere it counts as absent, and the
    /// rules that want the text say so. For every other rule the field counts as unreadable.
    ///
    /// ## Why it matters
    ///
    /// Forms that demand a text get one. "TBD" in the contingency of the largest risk looks filled in every list, and is nothing.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/risks/0/contingency/plan", "value": "TBD"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/risks/0/contingency/plan", "value": "TBD by the sponsor: renewal offer within ten days"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `words`: the placeholders in every language. `words_de`, `words_es`, `words_fr`, `words_nl`: those in plans in that
    /// language. `min_chars`: the letters and digits that a text must have.
    ///
    /// ## Source
    ///
    /// The complaint of account managers that plans are filled in for form's sake; the words are a house default.
    pub(super) static PLACEHOLDER_TEXT = {
        code: "KA-011",
        name: "placeholder-text",
        severity: Severity::Warning,
        nature: Nature::Missing,
        profile: Profile::Recommended,
        gates: PLAN_GATES,
        spoils_inputs: true,
        parameters: &[
            Parameter::texts("words", &["tbd", "todo", "tbc", "n/a", "na", "xxx", "?", "-", "none yet", "lorem ipsum"], "the placeholders in every language", "house default"),
            Parameter::texts("words_de", &["offen", "noch offen", "folgt", "k. A.", "k.A.", "keine Angabe", "noch zu klären", "wird ergänzt"], "the placeholders in plans in German", "house default"),
            Parameter::texts("words_es", &["por definir", "por determinar", "pendiente", "s/d"], "the placeholders in plans in Spanish", "house default"),
            Parameter::texts("words_fr", &["à définir", "à compléter", "à venir", "n. d.", "s. o."], "the placeholders in plans in French", "house default"),
            Parameter::texts("words_nl", &["nader te bepalen", "nog te bepalen", "ntb", "nvt", "n.v.t.", "volgt"], "the placeholders in plans in Dutch", "house default"),
            Parameter::number("min_chars", 3.0, "the letters and digits that a text must have", "house default").larger_is_stricter(),
        ],
        check: check,
    };
}

/// A text that a plan needs.
#[derive(Clone, Copy)]
struct NeededText {
    place: &'static str,
    /// Whether the field is required, so that no other rule asks whether it is blank.
    is_required: bool,
    /// Whether it may have fewer letters than others: names may.
    may_be_short: bool,
}

const fn wanted(place: &'static str) -> NeededText {
    NeededText {
        place,
        is_required: false,
        may_be_short: false,
    }
}

const fn required(place: &'static str) -> NeededText {
    NeededText {
        is_required: true,
        ..wanted(place)
    }
}

const fn short(text: NeededText) -> NeededText {
    NeededText {
        may_be_short: true,
        ..text
    }
}

const TEXTS: &[NeededText] = &[
    short(required("/account/name")),
    short(wanted("/account/industry")),
    wanted("/account/background"),
    wanted("/account/selection/rationale"),
    required("/needs/*/statement"),
    wanted("/needs/*/cause"),
    required("/client_objectives/*/statement"),
    required("/objectives/*/title"),
    wanted("/objectives/*/success_evidence"),
    required("/actions/*/title"),
    required("/value_adds/*/statement"),
    wanted("/rewards/*/description"),
    wanted("/commitments/*/text"),
    wanted("/expectations/differences"),
    wanted("/risks/*/cause"),
    wanted("/risks/*/event"),
    wanted("/risks/*/effect"),
    wanted("/risks/*/contingency/trigger"),
    wanted("/risks/*/contingency/plan"),
];

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let words = placeholders(cx);
    let min_chars = cx.number("min_chars");
    for needed in TEXTS {
        for node in nodes_at(cx.root(), needed.place) {
            let text = node.as_str();
            if let Some(draft) = text.and_then(|text| draft(node, text, *needed, &words, min_chars)) {
                sink.report(draft);
            }
        }
    }
}

/// The placeholders in the language of a plan.
struct Placeholders {
    /// As [`plain`] writes them.
    plain: Vec<String>,
    /// The most letters and digits that one of them has: a longer text is none of them.
    longest: usize,
}

fn placeholders(cx: &Context<'_>) -> Placeholders {
    let language = cx.plan().language.as_deref().unwrap_or_default();
    let language = language.split(['-', '_']).next().unwrap_or_default();
    let own = match language.to_ascii_lowercase().as_str() {
        "de" => cx.texts("words_de"),
        "es" => cx.texts("words_es"),
        "fr" => cx.texts("words_fr"),
        "nl" => cx.texts("words_nl"),
        _ => &[],
    };
    let words = cx.texts("words").iter().chain(own);
    let plain: Vec<String> = words.map(|word| plain(word)).collect();
    let longest = plain.iter().map(|word| signs(word).count()).max();
    Placeholders {
        plain,
        longest: longest.unwrap_or(0),
    }
}

/// Returns the letters and digits of a text.
fn signs(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|sign| sign.is_alphanumeric())
}

fn draft(
    node: Node<'_>,
    text: &str,
    needed: NeededText,
    words: &Placeholders,
    min_chars: f64,
) -> Option<Draft> {
    let field = node.key().unwrap_or_default();
    let few_signs = signs(text).take(words.longest + 1).count();
    let draft = if is_blank(text) {
        if !needed.is_required {
            return None;
        }
        let sentence = "The field \"{field}\" is empty.";
        Draft::new(node.pointer(), "blank", sentence, [("field", field.into())])
    } else if few_signs <= words.longest && words.plain.contains(&plain(text)) {
        let sentence = "The field \"{field}\" holds only a placeholder ({text}).";
        let args = [("field", field.into()), ("text", text.trim().into())];
        Draft::new(node.pointer(), "placeholder", sentence, args)
    } else {
        let has_enough = |signs: usize| as_number(signs) >= min_chars;
        if needed.may_be_short || has_enough(few_signs) || has_enough(signs(text).count()) {
            return None;
        }
        let sentence = "The field \"{field}\" is too short to say anything ({text}).";
        let args = [("field", field.into()), ("text", text.trim().into())];
        Draft::new(node.pointer(), "too-short", sentence, args)
    };
    Some(draft.help("Write what is meant, or remove the field until it is known."))
}

/// Returns the text in small letters of usual width, with one space between words and no punctuation around it.
///
/// Punctuation alone stays: a dash is a placeholder too.
fn plain(text: &str) -> String {
    let visible = text
        .chars()
        .filter(|&sign| sign.is_whitespace() || !is_invisible(sign));
    let small: String = visible.map(usual_width).flat_map(char::to_lowercase).collect();
    let spaced = small.split_whitespace().collect::<Vec<_>>().join(" ");
    match spaced.trim_matches(|sign: char| !sign.is_alphanumeric()) {
        "" => spaced,
        bare => bare.to_owned(),
    }
}

/// Returns the ASCII sign that the Unicode block of full-width forms has in double width.
fn usual_width(sign: char) -> char {
    let is_wide = ('\u{FF01}'..='\u{FF5E}').contains(&sign);
    let narrow = u32::from(sign).checked_sub(0xFEE0).and_then(char::from_u32);
    narrow.filter(|_| is_wide).unwrap_or(sign)
}
