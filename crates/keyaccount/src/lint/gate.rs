//! The gates of the lifecycle, as sets of rules.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A transition of the lifecycle that rules can stop.
///
/// G1 selects an account, G2 approves and then launches its plan, G3 opens the cycle review, G4 closes it, G5 starts an exit,
/// G6 completes it (plan-and-lifecycle note, section 1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum Gate {
    G1,
    #[serde(rename = "G2-approve")]
    G2Approve,
    #[serde(rename = "G2-launch")]
    G2Launch,
    G3,
    G4,
    G5,
    G6,
}

impl Gate {
    /// Every gate in the order of the lifecycle.
    pub const ALL: [Self; 7] = [
        Self::G1,
        Self::G2Approve,
        Self::G2Launch,
        Self::G3,
        Self::G4,
        Self::G5,
        Self::G6,
    ];

    /// Returns the name, such as `G2-launch`.
    pub fn name(self) -> &'static str {
        match self {
            Self::G1 => "G1",
            Self::G2Approve => "G2-approve",
            Self::G2Launch => "G2-launch",
            Self::G3 => "G3",
            Self::G4 => "G4",
            Self::G5 => "G5",
            Self::G6 => "G6",
        }
    }
}

/// For whom a report is made: a form that is being filled in, a pipeline, a gate, or the keeper of a portfolio.
///
/// Written `editor`, `ci`, `portfolio`, or `gate:` and the name of the gate. A mode never switches a rule on and, gates apart, only
/// lowers severities: an editor shows what is *missing* as info until the plan is submitted; a gate shows only the findings
/// that count there, and those that block it as errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "String", extend("pattern" = PATTERN)))]
pub enum Mode {
    /// For a form that is being filled in.
    Editor,
    /// For a pipeline; every finding at its own level.
    #[default]
    Ci,
    /// For one gate.
    Gate(Gate),
    /// For the portfolio as a whole: the mode of every report about one.
    Portfolio,
}

#[cfg(feature = "schema")]
const PATTERN: &str = "^(editor|ci|portfolio|gate:(G1|G2-approve|G2-launch|G3|G4|G5|G6))$";

impl fmt::Display for Mode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Editor => formatter.write_str("editor"),
            Self::Ci => formatter.write_str("ci"),
            Self::Gate(gate) => write!(formatter, "gate:{}", gate.name()),
            Self::Portfolio => formatter.write_str("portfolio"),
        }
    }
}

impl FromStr for Mode {
    type Err = ModeError;

    fn from_str(text: &str) -> Result<Self, ModeError> {
        let gate = |name: &str| {
            Gate::ALL
                .into_iter()
                .find(|gate| gate.name() == name)
                .map(Self::Gate)
        };
        match text {
            "editor" => Some(Self::Editor),
            "ci" => Some(Self::Ci),
            "portfolio" => Some(Self::Portfolio),
            _ => text.strip_prefix("gate:").and_then(gate),
        }
        .ok_or_else(|| ModeError {
            found: text.chars().take(60).collect(),
        })
    }
}

impl TryFrom<String> for Mode {
    type Error = ModeError;

    fn try_from(text: String) -> Result<Self, ModeError> {
        text.parse()
    }
}

impl From<Mode> for String {
    fn from(mode: Mode) -> Self {
        mode.to_string()
    }
}

/// A text that names no mode.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "mode must be editor, ci, portfolio, or gate: and one of G1, G2-approve, G2-launch, G3, G4, G5, G6 (got `{found}`)"
)]
pub struct ModeError {
    found: String,
}
