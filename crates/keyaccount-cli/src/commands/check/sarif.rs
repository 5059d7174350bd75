//! Findings as SARIF 2.1.0, as code scanning services read it.
//!
//! Every result has a physical location, because a service refuses the whole file where one has none; every rule is listed,
//! so that a rule which ran clean can be told from one that does not exist.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

use keyaccount::document::Document as Tree;
use keyaccount::document::Kind;
use keyaccount::lint::{
    Applicability, Finding, Level, Mode, Profile, RULES, RULESET, Reason, Rule, SetAsideBy, Severity, Status,
};
use serde_json::{Value, json};
use serde_sarif::sarif;

use super::judged::Judged;
use crate::failure::Failure;
use crate::input::Document;
use crate::output::word;

/// Returns the log: one run over all files.
pub(super) fn log(judged: &[Judged<'_>], successful: bool) -> Result<Vec<u8>, Failure> {
    let results: Vec<sarif::Result> = judged
        .iter()
        .flat_map(|judged| {
            judged
                .report()
                .findings
                .iter()
                .map(|finding| result(judged, finding))
        })
        .collect();
    let run = sarif::Run::builder()
        .tool(sarif::Tool::builder().driver(driver(judged)).build())
        .column_kind(json!("unicodeCodePoints"))
        .invocations(vec![invocation(judged, successful)])
        .results(results)
        .properties(run_properties(judged))
        .build();
    let log = sarif::Sarif::builder()
        .schema("https://json.schemastore.org/sarif-2.1.0.json")
        .version(json!("2.1.0"))
        .runs(vec![run])
        .build();
    let mut text = serde_json::to_vec_pretty(&log).map_err(|error| Failure::new(error.to_string()))?;
    text.push(b'\n');
    Ok(text)
}

fn driver(judged: &[Judged<'_>]) -> sarif::ToolComponent {
    let rules = RULES.iter().map(|rule| descriptor(rule));
    sarif::ToolComponent::builder()
        .name("keyaccount")
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .rules(rules.chain(own_descriptors(judged)).collect::<Vec<_>>())
        .properties(properties([("ruleset", json!(RULESET))]))
        .build()
}

fn descriptor(rule: &Rule) -> sarif::ReportingDescriptor {
    let level = rule.default_level(Mode::Ci);
    let configuration = sarif::ReportingConfiguration::builder()
        .enabled(level != Level::Off)
        .level(json!(level_of(rule.severity)));
    let parameters: BTreeMap<String, Value> = rule
        .parameters
        .iter()
        .filter_map(|parameter| Some((parameter.name.to_owned(), json!(parameter.default.value(None)?))))
        .collect();
    let configuration = configuration
        .parameters(
            sarif::PropertyBag::builder()
                .additional_properties(parameters)
                .build(),
        )
        .build();
    let what = rule.summary();
    sarif::ReportingDescriptor::builder()
        .id(rule.code)
        .name(pascal_case(rule.name))
        .short_description(text(&rule.name.replace('-', " ")))
        .full_description(text(&what))
        .help(
            sarif::MultiformatMessageString::builder()
                .text(what.clone())
                .markdown(rule.docs.to_owned())
                .build(),
        )
        .default_configuration(configuration)
        .properties(tags([
            word(&rule.nature),
            profile(rule.profile).to_owned(),
            rule.code.chars().take(4).collect(),
        ]))
        .build()
}

/// Returns the rules of the organisation's own that were run, or could not be; what they are called stands with their findings.
fn own_descriptors(judged: &[Judged<'_>]) -> Vec<sarif::ReportingDescriptor> {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for report in judged.iter().map(Judged::report) {
        let run = report.rules_run.iter().map(|run| (run.code.as_ref(), ""));
        let not_evaluated = report.not_evaluated.iter().map(|entry| (entry.code.as_ref(), ""));
        let found = report.findings.iter();
        let found = found.map(|finding| (finding.code.as_ref(), finding.name.as_ref()));
        for (code, name) in run.chain(not_evaluated).chain(found) {
            if RULES.iter().all(|rule| rule.code != code) {
                let known = names.entry(code).or_default();
                *known = if name.is_empty() { *known } else { name };
            }
        }
    }
    let names = names.into_iter().map(|(code, name)| {
        let mut descriptor = sarif::ReportingDescriptor::builder().id(code).build();
        descriptor.name = (!name.is_empty()).then(|| name.to_owned());
        descriptor
    });
    names.collect()
}

fn result(judged: &Judged<'_>, finding: &Finding) -> sarif::Result {
    let (document, tree) = judged.text_of(finding);
    let related: Vec<sarif::Location> = finding
        .related
        .iter()
        .enumerate()
        .map(|(index, related)| {
            let mut location = location(document, tree, &related.path);
            location.id = i64::try_from(index).ok();
            location.message = Some(message(&related.message));
            location
        })
        .collect();
    let mut result = sarif::Result::builder()
        .rule_id(finding.code.as_ref())
        .level(result_level(finding.severity))
        .message(message(&format!("{} {}", finding.message, finding.help)))
        .locations(vec![location(document, tree, &finding.path)])
        .partial_fingerprints(BTreeMap::from([(
            "keyaccount/v1".to_owned(),
            finding.fingerprint.clone(),
        )]))
        .properties(result_properties(finding))
        .build();
    result.rule_index = RULES
        .iter()
        .position(|rule| rule.code == finding.code)
        .and_then(|index| i64::try_from(index).ok());
    result.related_locations = (!related.is_empty()).then_some(related);
    result.suppressions = suppression(finding).map(|suppression| vec![suppression]);
    if judged.report().baseline.is_some() {
        let state = if finding.status == Status::Baselined {
            "unchanged"
        } else {
            "new"
        };
        result.baseline_state = Some(json!(state));
    }
    result
}

fn location(document: &Document, tree: &Tree, pointer: &str) -> sarif::Location {
    let node = tree.nearest(pointer);
    let kind = match node.kind() {
        Kind::Object => "object",
        Kind::List => "array",
        _ if node.key().is_some() => "property",
        _ => "value",
    };
    let name = pointer.rsplit('/').next().unwrap_or_default();
    let logical = sarif::LogicalLocation::builder()
        .fully_qualified_name(pointer)
        .name(name)
        .kind(kind)
        .build();
    let physical = sarif::PhysicalLocation::builder()
        .artifact_location(
            sarif::ArtifactLocation::builder()
                .uri(uri(&document.name))
                .build(),
        )
        .region(region(tree, &tree.span_of(pointer)))
        .build();
    sarif::Location::builder()
        .physical_location(physical)
        .logical_locations(vec![logical])
        .build()
}

fn region(tree: &Tree, span: &Range<usize>) -> sarif::Region {
    let number = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let (start_line, start_column) = tree.line_and_column(span.start);
    let (end_line, end_column) = tree.line_and_column(span.end);
    sarif::Region::builder()
        .start_line(number(start_line))
        .start_column(number(start_column))
        .end_line(number(end_line))
        .end_column(number(end_column))
        .build()
}

fn suppression(finding: &Finding) -> Option<sarif::Suppression> {
    let set_aside = finding.set_aside.as_ref()?;
    let kind = match set_aside.by {
        SetAsideBy::InSource => "inSource",
        SetAsideBy::External | SetAsideBy::Baseline => "external",
    };
    let mut suppression = sarif::Suppression::builder()
        .kind(json!(kind))
        .status(json!("accepted"))
        .build();
    suppression.justification.clone_from(&set_aside.reason);
    suppression.properties = set_aside
        .expires_on
        .map(|last| properties([("expires_on", json!(last.to_string()))]));
    Some(suppression)
}

fn invocation(judged: &[Judged<'_>], successful: bool) -> sarif::Invocation {
    let mut overrides: BTreeMap<&str, Level> = BTreeMap::new();
    let mut not_evaluated: BTreeSet<(&str, Reason)> = BTreeSet::new();
    for report in judged.iter().map(Judged::report) {
        for run in &report.rules_run {
            overrides.insert(&run.code, run.level);
        }
        not_evaluated.extend(
            report
                .not_evaluated
                .iter()
                .map(|entry| (entry.code.as_ref(), entry.reason)),
        );
    }
    let overrides = RULES.iter().filter_map(|rule| {
        let level = overrides.get(rule.code).copied()?;
        (level != rule.default_level(Mode::Ci)).then(|| {
            let configuration = sarif::ReportingConfiguration::builder()
                .enabled(level != Level::Off)
                .level(json!(level.severity().map_or("none", level_of)))
                .build();
            sarif::ConfigurationOverride::builder()
                .configuration(configuration)
                .descriptor(
                    sarif::ReportingDescriptorReference::builder()
                        .id(rule.code)
                        .build(),
                )
                .build()
        })
    });
    let notifications = not_evaluated.iter().map(|(code, reason)| {
        let text = format!(
            "{code} was not evaluated everywhere: {}.",
            word(reason).replace('_', " ")
        );
        sarif::Notification::builder()
            .associated_rule(sarif::ReportingDescriptorReference::builder().id(*code).build())
            .level(json!("note"))
            .message(message(&text))
            .build()
    });
    sarif::Invocation::builder()
        .execution_successful(successful)
        .rule_configuration_overrides(overrides.collect::<Vec<_>>())
        .tool_execution_notifications(notifications.collect::<Vec<_>>())
        .build()
}

fn run_properties(judged: &[Judged<'_>]) -> sarif::PropertyBag {
    let days: BTreeSet<String> = judged
        .iter()
        .filter_map(|judged| Some(judged.report().as_of?.to_string()))
        .collect();
    let hash = keyaccount::lint::ruleset_hash();
    properties([("as_of", json!(days)), ("ruleset_hash", json!(hash))])
}

fn result_properties(finding: &Finding) -> sarif::PropertyBag {
    let mut given = vec![
        ("severity", json!(finding.severity)),
        ("nature", json!(finding.nature)),
        ("help", json!(finding.help)),
        ("message_id", json!(finding.message_id)),
    ];
    if let Some(entity) = &finding.entity {
        given.push(("entity", json!(format!("{}:{}", entity.kind, entity.id))));
    }
    let patches: Vec<Value> = finding
        .fixes
        .iter()
        .filter(|fix| fix.applicability != Applicability::Manual)
        .map(|fix| json!(fix))
        .collect();
    if !patches.is_empty() {
        given.push(("fixes", json!(patches)));
    }
    properties(given)
}

fn properties<'a>(given: impl IntoIterator<Item = (&'a str, Value)>) -> sarif::PropertyBag {
    let given: BTreeMap<String, Value> = given
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    sarif::PropertyBag::builder().additional_properties(given).build()
}

fn tags(tags: impl IntoIterator<Item = String>) -> sarif::PropertyBag {
    let tags: Vec<String> = tags.into_iter().collect();
    sarif::PropertyBag::builder().tags(tags).build()
}

fn message(text: &str) -> sarif::Message {
    sarif::Message::builder().text(text).build()
}

fn text(text: &str) -> sarif::MultiformatMessageString {
    sarif::MultiformatMessageString::builder().text(text).build()
}

fn level_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "note",
    }
}

fn result_level(severity: Severity) -> sarif::ResultLevel {
    match severity {
        Severity::Error => sarif::ResultLevel::Error,
        Severity::Warning => sarif::ResultLevel::Warning,
        Severity::Info | Severity::Hint => sarif::ResultLevel::Note,
    }
}

fn profile(profile: Profile) -> &'static str {
    match profile {
        Profile::Core => "core",
        Profile::Recommended => "recommended",
        Profile::Strict => "strict",
    }
}

fn pascal_case(name: &str) -> String {
    let capitalised = name.split('-').map(|word| {
        let mut characters = word.chars();
        let first: String = characters
            .next()
            .map(char::to_uppercase)
            .into_iter()
            .flatten()
            .collect();
        format!("{first}{}", characters.as_str())
    });
    capitalised.collect()
}

/// Returns the name of a file as a relative reference: forward slashes, no `./`, other bytes than the plain ones in percent.
fn uri(name: &str) -> String {
    let name = name.replace('\\', "/");
    let name = name.strip_prefix("./").unwrap_or(&name);
    let mut uri = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_become_relative_references() {
        assert_eq!(uri("./plans/Höfe & Co.json"), "plans/H%C3%B6fe%20%26%20Co.json");
        assert_eq!(uri("plans\\a.json"), "plans/a.json");
    }

    #[test]
    fn names_of_rules_become_pascal_case() {
        assert_eq!(pascal_case("no-decision-maker"), "NoDecisionMaker");
    }
}
