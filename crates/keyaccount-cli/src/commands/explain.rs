//! `keyaccount explain`: what a rule judges, what it is set to, and who decided so.

use std::fmt::Write as _;

use keyaccount::lint::{Mode, ParameterValue, RuleExplanation};
use keyaccount_wire::Operation;
use keyaccount_wire::plan_explain_rule::{PlanExplainRule, Request};
use serde::de::DeserializeOwned;
use serde_json::json;

use crate::arguments::ExplainArguments;
use crate::commands::Outcome;
use crate::configurations::Configurations;
use crate::failure::Failure;
use crate::operation;
use crate::output::{Cell, Format, Grid, deliver, word};

/// Prints the rule as it would judge an account of the kind that the arguments name.
pub(crate) fn run(arguments: &ExplainArguments) -> Result<Outcome, Failure> {
    let configurations = Configurations::read(&arguments.rules)?;
    let request = Request {
        code: arguments.code.clone(),
        orientation: named("--orientation", arguments.orientation.as_deref())?,
        tier: named("--tier", arguments.tier.as_deref())?,
        state: named("--state", arguments.state.as_deref())?,
        mode: Mode::Ci,
        levels: std::collections::BTreeMap::new(),
        parameters: std::collections::BTreeMap::new(),
        configuration: configurations.layers.clone(),
        bases: configurations.bases.clone(),
    };
    let reply = PlanExplainRule::run(request).map_err(|error| {
        configurations
            .failure(&error)
            .unwrap_or_else(|| Failure::of_operation(error))
    })?;
    let file = arguments.output.output.as_deref();
    match arguments.output.format {
        Format::Table => deliver(table(&reply.answer).as_bytes(), file)?,
        Format::Csv => deliver(&settings(&reply.answer).to_csv()?, file)?,
        Format::Json => deliver(&operation::json(&reply)?, file)?,
    }
    Ok(Outcome::Done)
}

fn table(rule: &RuleExplanation) -> String {
    let mut text = format!("{} {}\n", rule.code, rule.name);
    let tiers: Vec<String> = rule.tiers.iter().map(word).collect();
    let tiers = if tiers.is_empty() {
        "every tier".to_owned()
    } else {
        tiers.join(", ")
    };
    let customers = if rule.customers_only {
        ", customers only"
    } else {
        ""
    };
    let _ = writeln!(
        text,
        "judges a {}: {tiers}{customers}; nature {}, {} rule",
        word(&rule.scope),
        word(&rule.nature),
        word(&rule.profile)
    );
    let gates: Vec<&str> = rule.gates.iter().map(|gate| gate.name()).collect();
    if !gates.is_empty() {
        let _ = writeln!(text, "stops the gates {}", gates.join(", "));
    }
    text.push('\n');
    text.push_str(&settings(rule).to_table());
    text
}

/// Returns what the rule is set to, one row per key.
fn settings(rule: &RuleExplanation) -> Grid {
    let mut grid = Grid::new([
        "key", "value", "set by", "default", "stricter", "source", "meaning",
    ]);
    let layer = |from: &Option<String>| Cell::text(from.as_deref().unwrap_or("the rule"));
    let level = word(&rule.level);
    grid.rows.push(vec![
        Cell::text("level"),
        Cell::text(&level),
        layer(&rule.level_from),
        Cell::text(word(&rule.severity)),
        Cell::text("higher"),
        Cell::Empty,
        Cell::text("how serious a finding is"),
    ]);
    let value = |value: &Option<ParameterValue>| {
        let written = value.as_ref().map(|value| json!(value).to_string());
        written.map_or(Cell::Empty, Cell::text)
    };
    for parameter in &rule.parameters {
        grid.rows.push(vec![
            Cell::text(parameter.name),
            value(&parameter.value),
            layer(&parameter.from),
            value(&parameter.default),
            Cell::text(match word(&parameter.stricter).as_str() {
                "unordered" => String::new(),
                stricter => stricter.to_owned(),
            }),
            Cell::text(parameter.source),
            Cell::text(parameter.meaning),
        ]);
    }
    grid
}

/// Returns the word of a vocabulary that an argument names.
fn named<W: DeserializeOwned>(argument: &str, text: Option<&str>) -> Result<Option<W>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let found = keyaccount::document::read::<W>(&json!(text).to_string());
    found.map(Some).map_err(|error| {
        let message = error.problem().message.clone();
        Failure::new(format!("{argument}: {message}"))
    })
}
