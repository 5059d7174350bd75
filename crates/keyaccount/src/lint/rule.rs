//! What a rule declares about itself.

use super::context::Context;
use super::gate::Gate;
use super::parameter::Parameter;
use super::severity::{Nature, Profile, Severity};
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
    /// The tiers whose plans are judged; empty for all.
    pub tiers: &'static [Tier],
    /// The gates that list the rule; empty for none.
    pub gates: &'static [GateUse],
    /// The places that the rule reads, as JSON Pointers with `*` for every entry of a list.
    ///
    /// Where one of them cannot be read, the rule is not evaluated there: one fact gives one finding.
    pub inputs: &'static [&'static str],
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
        tiers: &[],
        gates: &[],
        inputs: &[],
        needs_date: false,
        locked: false,
        parameters: &[],
        since: "0.1.0",
        revision: 1,
        check: |_, _| {},
        #[cfg(feature = "schema")]
        docs: "",
    };
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
}
