//! What a rule declares about itself.

use serde::Serialize;

use super::context::Context;
use super::gate::{Gate, Mode};
use super::parameter::Parameter;
use super::portfolio_context::PortfolioContext;
use super::severity::{Level, Nature, Profile, Severity};
use super::sink::Sink;
use crate::account::Tier;

/// A rule: what it is called, what it reads, whom it judges, and how it judges.
///
/// Codes are public contract: never reused, never renumbered.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The code, `KA-` and three digits.
    pub code: &'static str,
    /// The name; it reads well after "allow": it names the fault and not the remedy.
    pub name: &'static str,
    /// The severity in a running plan, before configuration.
    pub severity: Severity,
    /// The kind of fault.
    pub nature: Nature,
    /// The set that the rule belongs to.
    pub profile: Profile,
    /// Whether the rule may still change; such a rule is on only where `preview` is set and configuration raises it.
    pub preview: bool,
    /// The tiers whose plans are judged; empty for all.
    pub tiers: &'static [Tier],
    /// Whether the rule makes no sense for a key supplier.
    pub customers_only: bool,
    /// The gates that list the rule; empty for none.
    pub gates: &'static [GateUse],
    /// Whether the rule is run only at a gate that lists it, unless configuration sets its level.
    pub only_at_gates: bool,
    /// The places that the rule reads, as JSON Pointers with `*` for every entry of a list.
    ///
    /// Where one of them cannot be read, the rule is not evaluated there: one fact gives one finding.
    pub inputs: &'static [&'static str],
    /// Whether what the rule finds fault with counts as unreadable to every other rule.
    pub spoils_inputs: bool,
    /// The rules, all with lower codes, whose findings say what this rule would repeat: where one of them has fired, on or
    /// off, this rule is silent.
    pub yields_to: &'static [&'static str],
    /// Whether the rule judges what the other rules found.
    pub(super) after_others: bool,
    /// Whether a finding may go away as days pass although nothing in the plan changes.
    pub expires_evaluation: bool,
    /// Whether the rule needs to know the date of evaluation.
    pub needs_date: bool,
    /// Whether configuration may neither silence nor lower the rule.
    pub locked: bool,
    /// The thresholds and word lists that configuration may change.
    pub parameters: &'static [Parameter],
    /// The version of keyaccount that brought the rule.
    pub since: &'static str,
    /// Raised when the rule starts to judge differently.
    pub revision: u32,
    /// Judges a plan.
    pub(super) check: fn(&Context<'_>, &mut Sink),
    /// Judges a portfolio; set for the rules of that scope, and for them only.
    pub(super) check_portfolio: Option<fn(&PortfolioContext<'_>, &mut Sink)>,
    /// The page of the rule, from its doc comment.
    #[cfg(feature = "schema")]
    pub docs: &'static str,
}

impl Rule {
    /// What most rules have in common.
    pub(super) const BASE: Self = Self {
        code: "",
        name: "",
        severity: Severity::Warning,
        nature: Nature::Invalid,
        profile: Profile::Core,
        preview: false,
        tiers: &[],
        customers_only: false,
        gates: &[],
        only_at_gates: false,
        inputs: &[],
        spoils_inputs: false,
        yields_to: &[],
        after_others: false,
        expires_evaluation: false,
        needs_date: false,
        locked: false,
        parameters: &[],
        since: "0.1.0",
        revision: 1,
        check: |_, _| {},
        check_portfolio: None,
        #[cfg(feature = "schema")]
        docs: "",
    };

    /// Returns which document the rule judges.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::lint::{RULES, Scope};
    ///
    /// let rule = RULES.iter().find(|rule| rule.code == "KA-404").unwrap();
    /// assert_eq!(rule.scope(), Scope::Plan);
    /// ```
    pub fn scope(&self) -> Scope {
        match self.check_portfolio {
            Some(_) => Scope::Portfolio,
            None => Scope::Plan,
        }
    }

    /// Returns what the rule checks: the first paragraph of its page, on one line.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::lint::RULES;
    ///
    /// let rule = RULES.iter().find(|rule| rule.code == "KA-205").unwrap();
    /// assert!(rule.summary().ends_with('.'));
    /// ```
    #[cfg(feature = "schema")]
    pub fn summary(&self) -> String {
        let lines = self.docs.lines().map(str::trim);
        let lines = lines.skip_while(|line| *line != "## What it checks").skip(1);
        let lines = lines.skip_while(|line| line.is_empty());
        lines
            .take_while(|line| !line.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Returns the level in `mode` where configuration says nothing.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::lint::{Level, Mode, RULES};
    ///
    /// let rule = RULES.iter().find(|rule| rule.code == "KA-205").unwrap();
    /// assert_eq!(rule.default_level(Mode::Ci), Level::Warning);
    /// ```
    pub fn default_level(&self, mode: Mode) -> Level {
        let is_listed = || match mode {
            Mode::Gate(gate) => self.gates.iter().any(|entry| entry.gate == gate),
            _ => false,
        };
        if self.profile == Profile::Strict || self.preview || (self.only_at_gates && !is_listed()) {
            Level::Off
        } else {
            Level::from(self.severity)
        }
    }
}

/// The document that a rule judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename = "RuleScope"))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split it in the schema"
)]
pub enum Scope {
    Plan,
    Portfolio,
}

/// Declares a rule; its doc comment becomes its page.
macro_rules! declare_rule {
    ($(#[doc = $doc:literal])+ $visibility:vis static $name:ident = { $($field:ident: $value:expr),+ $(,)? };) => {
        $(#[doc = $doc])+
        $visibility static $name: $crate::lint::Rule = $crate::lint::Rule {
            $($field: $value,)+
            #[cfg(feature = "schema")]
            docs: concat!($($doc, "\n"),+),
            ..$crate::lint::Rule::BASE
        };
    };
}
pub(super) use declare_rule;

/// Strategic and key accounts.
pub(super) const STRATEGIC_AND_KEY: &[Tier] = &[Tier::Strategic, Tier::Key];

/// Every tier that gets a plan of its own.
pub(super) const PLANNED_TIERS: &[Tier] = &[Tier::Strategic, Tier::Key, Tier::Incubator];

/// Stops every gate.
pub(super) const ALL_GATES: &[GateUse] = &[
    GateUse::blocking(Gate::G1),
    GateUse::blocking(Gate::G2Approve),
    GateUse::blocking(Gate::G2Launch),
    GateUse::blocking(Gate::G3),
    GateUse::blocking(Gate::G4),
    GateUse::blocking(Gate::G5),
    GateUse::blocking(Gate::G6),
];

/// Stops the approval of a plan and its launch, which repeats the approval.
pub(super) const PLAN_GATES: &[GateUse] = &[
    GateUse::blocking(Gate::G2Approve),
    GateUse::blocking(Gate::G2Launch),
];

/// Is shown as a warning when a plan is to be approved or launched.
pub(super) const PLAN_GATES_AS_WARNING: &[GateUse] = &[
    GateUse::warning(Gate::G2Approve),
    GateUse::warning(Gate::G2Launch),
];

/// Stops the launch of a plan, not its approval.
pub(super) const LAUNCH_GATE: &[GateUse] = &[GateUse::blocking(Gate::G2Launch)];

/// How a gate uses a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GateUse {
    /// The gate.
    pub gate: Gate,
    /// Whether findings stop the gate; otherwise they are shown there as warnings.
    pub blocks: bool,
}

impl GateUse {
    pub(super) const fn blocking(gate: Gate) -> Self {
        Self { gate, blocks: true }
    }

    pub(super) const fn warning(gate: Gate) -> Self {
        Self { gate, blocks: false }
    }
}
