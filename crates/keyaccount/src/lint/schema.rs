//! The JSON Schema of a configuration, with every rule and every parameter that there is.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::RULESET;
use super::configuration::Configuration;
use super::parameter::{Parameter, ParameterDefault};
use super::rule::Rule;
use super::rules::RULES;
use super::severity::Level;

/// Returns the JSON Schema (draft 2020-12) of a configuration of the linter, for editors that complete and check one.
///
/// Beyond the shape of [`Configuration`] it knows the codes of the rules, the beginnings of codes, and the parameters of each
/// rule with type, unit, choices, default and source, all from [`RULES`]. What the reader refuses because of its shape or its
/// names, the schema refuses as well; contradictions within a document and between layers it does not see.
///
/// # Examples
///
/// ```
/// let schema = keyaccount::lint::configuration_schema();
/// let hours = &schema["$defs"]["KA-652"]["properties"]["key_response_hours"];
/// assert_eq!((hours["type"].as_str(), hours["default"].as_f64()), (Some("number"), Some(12.0)));
/// ```
pub fn configuration_schema() -> Value {
    let settings = schemars::generate::SchemaSettings::draft2020_12();
    let root = settings.into_generator().into_root_schema_for::<Configuration>();
    let mut schema = root.to_value();
    if let Some(properties) = schema.get_mut("properties") {
        amend(properties, "schema", "const", json!(1));
        amend(properties, "ruleset", "const", json!(RULESET));
    }
    if let Some(Value::Object(definitions)) = schema.get_mut("$defs") {
        // These say of any rule what is said of each below.
        definitions.remove("RuleSetting");
        definitions.remove("ParameterValue");
        definitions.insert("RuleSelector".to_owned(), selector());
        definitions.insert("RuleSettings".to_owned(), settings_by_code());
        let lists = definitions
            .get_mut("RuleSelection")
            .and_then(|selection| selection.get_mut("properties"));
        if let Some(lists) = lists {
            amend(lists, "enable", "items", reference("RuleSelector"));
            amend(lists, "disable", "items", reference("RuleSelector"));
        }
        definitions.extend(RULES.iter().map(|rule| (rule.code.to_owned(), of_rule(rule))));
    }
    schema
}

/// The codes of an organisation's own rules, and the beginnings of them.
const OWN_CODE: &str = "^ORG-[0-9]{0,6}$";

fn selector() -> Value {
    let codes = RULES.iter().map(|rule| rule.code.to_owned());
    let known: Vec<String> = beginnings().into_iter().chain(codes).collect();
    json!({"description": "The code of a rule, or the beginning of codes.",
           "anyOf": [{"enum": known}, {"type": "string", "pattern": OWN_CODE}]})
}

/// Returns what may be said by code, and by the beginning of codes.
fn settings_by_code() -> Value {
    let level_alone = json!({"description": "The level of every rule whose code begins so.", "type": "object",
        "properties": {"level": reference("RuleLevel")}, "additionalProperties": false});
    let own = json!({"description": "The level of rules of the organisation's own.", "type": "object",
        "properties": {"level": reference("RuleLevel"), "locked": {"type": "boolean"}}, "additionalProperties": false});
    let rules = RULES
        .iter()
        .map(|rule| (rule.code.to_owned(), reference(rule.code)));
    let prefixes = beginnings().into_iter();
    let prefixes = prefixes.map(|beginning| (beginning, level_alone.clone()));
    let known: Map<String, Value> = rules.chain(prefixes).collect();
    json!({"description": "Settings by the code of a rule or the beginning of codes.", "type": "object",
           "properties": known, "patternProperties": {OWN_CODE: own}, "additionalProperties": false})
}

/// Returns what fits several codes: `KA-` with no digit, one or two.
fn beginnings() -> BTreeSet<String> {
    let all = RULES
        .iter()
        .flat_map(|rule| (3..6).filter_map(|end| rule.code.get(..end)));
    all.map(str::to_owned).collect()
}

/// Returns what may be said about a rule.
fn of_rule(rule: &Rule) -> Value {
    let meaning = format!("The level; {} unless given.", rule.severity.as_str());
    let level = if rule.locked {
        json!({"description": meaning, "enum": [Level::from(rule.severity), Level::Forbid]})
    } else {
        json!({"description": meaning, "$ref": "#/$defs/RuleLevel"})
    };
    let locked = json!({"description": "Whether later layers may only tighten.", "type": "boolean"});
    let mut properties = Map::from_iter([("level".to_owned(), level), ("locked".to_owned(), locked)]);
    for parameter in rule.parameters {
        let name = parameter.name;
        properties.insert(name.to_owned(), of_parameter(parameter));
        if let ParameterDefault::Texts(_) = parameter.default {
            let more = json!({"description": format!("More of `{name}`, added to what was there."), "type": "array",
                              "items": word_of(parameter)});
            properties.insert(format!("extend_{name}"), more);
        }
    }
    json!({"title": rule.name, "description": rule.summary(), "type": "object", "properties": properties,
           "additionalProperties": false})
}

/// Returns what a parameter may be set to.
fn of_parameter(parameter: &Parameter) -> Value {
    let description = description(parameter);
    match parameter.default {
        ParameterDefault::Number(number) => {
            json!({"description": description, "type": "number", "default": number})
        }
        ParameterDefault::PerTier(_) => json!({"description": description, "type": "number"}),
        ParameterDefault::Numbers(numbers) => {
            json!({"description": description, "type": "array", "items": {"type": "number"},
                   "minItems": numbers.len(), "maxItems": numbers.len(), "default": numbers})
        }
        ParameterDefault::Flag(flag) => {
            json!({"description": description, "type": "boolean", "default": flag})
        }
        ParameterDefault::TextPerTier(_) => {
            json!({"description": description, "allOf": [word_of(parameter)]})
        }
        ParameterDefault::Text(text) => {
            json!({"description": description, "allOf": [word_of(parameter)], "default": text})
        }
        ParameterDefault::Texts(texts) => {
            json!({"description": description, "type": "array", "items": word_of(parameter), "default": texts})
        }
    }
}

/// Returns which words may stand in a text or a list.
fn word_of(parameter: &Parameter) -> Value {
    if parameter.choices.is_empty() {
        json!({"type": "string"})
    } else {
        json!({"enum": parameter.choices})
    }
}

/// Returns the meaning with its unit, its defaults by tier and its source.
fn description(parameter: &Parameter) -> String {
    let mut letters = parameter.meaning.chars();
    let first = letters.next().map(char::to_uppercase);
    let meaning: String = first.into_iter().flatten().chain(letters).collect();
    let unit = unit(parameter.name).map_or(String::new(), |unit| format!(" (unit: {unit})"));
    let by_tier: Vec<String> = match parameter.default {
        ParameterDefault::PerTier(values) => values
            .iter()
            .map(|(tier, value)| format!("{} {value}", word(tier)))
            .collect(),
        ParameterDefault::TextPerTier(values) => values
            .iter()
            .map(|(tier, value)| format!("{} {value}", word(tier)))
            .collect(),
        _ => Vec::new(),
    };
    let by_default = if by_tier.is_empty() { "" } else { "; by default " };
    let source = parameter.source;
    format!(
        "{meaning}{unit}{by_default}{}. Source: {source}.",
        by_tier.join(", ")
    )
}

/// Returns the unit in which the name of a parameter ends, where it ends in one.
fn unit(name: &str) -> Option<&str> {
    const UNITS: [&str; 9] = [
        "days", "weeks", "months", "years", "hours", "minutes", "ratio", "share", "score",
    ];
    let (_, last) = name.rsplit_once('_')?;
    UNITS.contains(&last).then_some(last)
}

fn word(word: &impl Serialize) -> String {
    match json!(word) {
        Value::String(text) => text,
        _ => String::new(),
    }
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

fn amend(properties: &mut Value, name: &str, keyword: &str, value: Value) {
    if let Some(Value::Object(property)) = properties.get_mut(name) {
        property.insert(keyword.to_owned(), value);
    }
}

#[cfg(test)]
mod tests;
