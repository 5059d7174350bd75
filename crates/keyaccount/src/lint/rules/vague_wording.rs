//! KA-217 `vague-wording`.

use crate::lint::context::{Context, label, present};
use crate::lint::parameter::Parameter;
use crate::lint::rule::{STRATEGIC_AND_KEY, declare_rule};
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::plan::Objective;

declare_rule! {
    /// ## What it checks
    ///
    /// The title of an open objective contains a vague word of the plan's language, has no digit, and the objective has no
    /// metric. Whole words count, in capitals or not. A plan in a language without a list, or in none, is not judged.
    ///
    /// Preview: it may still change, and is off unless configuration switches it on. About two in five findings of detectors of
    /// this kind are wrong.
    ///
    /// ## Why it matters
    ///
    /// Everybody agrees to strengthen the partnership, for everybody can think of it what he likes.
    ///
    /// ## Example
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/2/title", "value": "Strengthen the partnership"}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json
    /// [{"op": "replace", "path": "/objectives/2/title", "value": "Strengthen the partnership: 2 joint pilots are live"}]
    /// ```
    ///
    /// ## Settings
    ///
    /// `words_en`: the vague words of English. `words_de`: those of German.
    ///
    /// ## Source
    ///
    /// SMART (Doran 1981: specific). Femmer and others, *Rapid quality assurance with requirements smells*, 2016 (arXiv 1611.08847):
    /// such detectors reach about 59 % precision at 82 % recall. The words are house defaults.
    pub(super) static VAGUE_WORDING = {
        code: "KA-217",
        name: "vague-wording",
        severity: Severity::Hint,
        nature: Nature::Risky,
        profile: Profile::Strict,
        preview: true,
        tiers: STRATEGIC_AND_KEY,
        inputs: &[
            "/language",
            "/objectives/*/status",
            "/objectives/*/title",
            "/objectives/*/metric/name",
        ],
        parameters: &[
            Parameter::texts("words_en", &["improve", "optimise", "enhance", "leverage", "better", "strengthen", "support", "world-class"], "the vague words of English", "house default"),
            Parameter::texts("words_de", &["verbessern", "optimieren", "steigern", "nutzen", "besser", "stärken", "unterstützen", "erstklassig"], "the vague words of German", "house default"),
        ],
        check: check,
    };
}

fn check(cx: &Context<'_>, sink: &mut Sink) {
    let language = cx.plan().language.as_deref().unwrap_or_default().trim();
    let language = language.split(['-', '_']).next().unwrap_or_default();
    let vague: Vec<String> = match language.to_lowercase().as_str() {
        "en" => cx.texts("words_en"),
        "de" => cx.texts("words_de"),
        _ => return,
    }
    .iter()
    .map(|word| word.to_lowercase())
    .collect();
    for (index, objective) in cx.open_objectives() {
        let found = vague_words(objective, &vague);
        if found.is_empty() {
            continue;
        }
        let draft = Draft::new(
            format!("/objectives/{index}/title"),
            "vague",
            "Objective \"{objective}\" has no number and no metric, and these words may mean anything: {words}.",
            [
                ("objective", label(objective.title.as_deref(), objective).into()),
                ("words", found.into()),
            ],
        );
        sink.report(
            draft
                .about_entity(objective)
                .help("Say what will be different, by how much, or what one could see."),
        );
    }
}

/// Returns the vague words of the title, each once, in its order; none where a digit or a metric says more.
fn vague_words(objective: &Objective, vague: &[String]) -> Vec<String> {
    let title = objective.title.as_deref().unwrap_or_default();
    let metric = objective.metric.as_ref();
    let has_metric = metric.is_some_and(|metric| present(metric.name.as_deref()));
    let mut found = Vec::new();
    if has_metric || title.chars().any(char::is_numeric) {
        return found;
    }
    for word in title.split(|character: char| !character.is_alphabetic() && character != '-') {
        let word = word.to_lowercase();
        if vague.contains(&word) && !found.contains(&word) {
            found.push(word);
        }
    }
    found
}
