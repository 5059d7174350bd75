//! How serious a fault is after configuration, state, mode and gate.

use std::borrow::Cow;

use super::finding::{EntityRef, Finding, Status};
use super::gate::{Gate, Mode};
use super::rule::{Rule, Scope};
use super::settings::Setting;
use super::severity::{Level, Nature, Severity};
use super::sink::{AtGate, Draft};
use crate::account::LifecycleState;

/// What decides, beside the rule and its setting, how serious a fault is.
#[derive(Debug, Clone)]
pub(super) struct Judgement {
    pub(super) mode: Mode,
    /// Where the account is in its life; nothing for a portfolio.
    pub(super) state: Option<LifecycleState>,
    /// Whether the plan is still being drafted.
    pub(super) is_draft: bool,
    /// The gravest severity in which a nature is shown, where configuration caps it.
    pub(super) caps: Vec<(Nature, Severity)>,
}

impl Judgement {
    /// Returns the severity, or nothing where the finding does not count.
    pub(super) fn severity(&self, rule: &Rule, setting: &Setting, draft: &Draft) -> Option<Severity> {
        let configured = setting.level.severity()?;
        let is_default = setting.level == Level::from(rule.severity);
        let own = draft.severity.filter(|_| is_default).unwrap_or(configured);
        if let Mode::Gate(gate) = self.mode {
            return at_gate(rule, gate, own, draft.at_gate);
        }
        // A notice speaks of the run, whatever the state of the plan.
        if is_notice(rule) {
            return Some(self.capped(own, rule.nature, setting.level));
        }
        self.outside_gates(own, rule.nature, setting.level, draft.severity.is_some())
    }

    /// Returns the severity of what a rule of the organisation finds outside gates, or nothing where it does not count.
    pub(super) fn of_organisation(&self, nature: Nature, level: Level) -> Option<Severity> {
        self.outside_gates(level.severity()?, nature, level, false)
    }

    fn capped(&self, own: Severity, nature: Nature, level: Level) -> Severity {
        let cap = self.caps.iter().find(|(of, _)| *of == nature);
        match cap {
            Some(&(_, cap)) if level != Level::Forbid => own.min(cap),
            _ => own,
        }
    }

    /// Returns the severity outside gates; `has_own_severity` where the finding has another than its rule.
    fn outside_gates(
        &self,
        own: Severity,
        nature: Nature,
        level: Level,
        has_own_severity: bool,
    ) -> Option<Severity> {
        let own = self.capped(own, nature, level);
        if nature != Nature::Missing {
            return Some(own);
        }
        match self.state {
            // A portfolio has no state.
            None => Some(own),
            // A required key is missing in the structural sense whatever the state; that is KA-001, which is not of this nature.
            Some(LifecycleState::Candidate | LifecycleState::Selection) => None,
            _ if level == Level::Forbid => Some(own),
            _ if self.mode == Mode::Editor && self.is_draft => Some(own.min(Severity::Info)),
            Some(LifecycleState::Strategy) if self.is_draft && !has_own_severity => {
                Some(own.min(Severity::Info))
            }
            _ => Some(own),
        }
    }
}

/// Where a finding stands, and what it is known by.
pub(super) struct Whereabouts {
    pub(super) document: Scope,
    pub(super) exists: bool,
    pub(super) anchor: String,
    pub(super) entity: Option<EntityRef>,
    pub(super) fingerprint: String,
    pub(super) content_hash: String,
}

/// Returns the finding that a draft becomes.
pub(super) fn finding(
    rule: &Rule,
    setting: &Setting,
    severity: Severity,
    draft: Draft,
    at: Whereabouts,
) -> Finding {
    let args = draft.args.into_iter();
    Finding {
        code: Cow::Borrowed(rule.code),
        name: Cow::Borrowed(rule.name),
        severity,
        nature: rule.nature,
        message: draft.message,
        message_id: format!("{}.{}", rule.code, draft.message_id),
        args: args.map(|(name, value)| (Cow::Borrowed(name), value)).collect(),
        help: draft.help,
        document: at.document,
        exists: at.exists,
        anchor: at.anchor,
        fingerprint: at.fingerprint,
        content_hash: at.content_hash,
        path: draft.path,
        entity: at.entity,
        related: draft.related,
        observed: draft.observed,
        expected: draft.expected,
        gates: blocked_gates(rule, severity, draft.at_gate),
        fixes: draft.fixes,
        docs_url: format!("rules/{}", rule.code),
        status: Status::Active,
        set_aside: None,
        is_forbidden: rule.locked || setting.level == Level::Forbid,
    }
}

/// Returns the gates that a finding blocks.
fn blocked_gates(rule: &Rule, severity: Severity, at_gate: Option<AtGate>) -> Vec<Gate> {
    let blocks = |gate: Gate| {
        let listed = rule.gates.iter().any(|entry| entry.gate == gate && entry.blocks);
        (listed && at_gate.is_none()) || (severity == Severity::Error && guards_plan(rule, gate))
    };
    Gate::ALL.into_iter().filter(|&gate| blocks(gate)).collect()
}

/// Returns whether the gate stops on errors of the rule although it does not list it.
///
/// Approval and launch stop on every open finding of nature invalid or inconsistent at error (section 1.4).
pub(super) fn guards_plan(rule: &Rule, gate: Gate) -> bool {
    matches!(gate, Gate::G2Approve | Gate::G2Launch)
        && matches!(rule.nature, Nature::Invalid | Nature::Inconsistent)
}

/// Returns the severity at a gate: what blocks is an error, what is listed as a warning never is.
fn at_gate(rule: &Rule, gate: Gate, own: Severity, finding: Option<AtGate>) -> Option<Severity> {
    let listed = rule.gates.iter().find(|entry| entry.gate == gate);
    match (listed, finding) {
        (Some(_), Some(AtGate::Silent)) => None,
        (Some(entry), None) if entry.blocks => Some(Severity::Error),
        (Some(_), _) => Some(own.min(Severity::Warning)),
        (None, _) => (guards_plan(rule, gate) && own == Severity::Error).then_some(Severity::Error),
    }
}

/// Returns whether the rule tells of the run instead of the plan: codes 09x (section 1.1).
fn is_notice(rule: &Rule) -> bool {
    rule.code.starts_with("KA-09")
}
