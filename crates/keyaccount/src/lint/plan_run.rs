//! One run of the rules about plans over one plan.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::context::Context;
use super::doubts::{Doubts, Fault, Faults};
use super::finding::{EntityRef, Finding};
use super::fingerprint::fingerprint;
use super::gate::Mode;
use super::judgement::{self, Judgement, Whereabouts, guards_plan};
use super::places::{entity_around, without_positions};
use super::report::{NotEvaluated, Reason, RuleRun};
use super::rule::{Rule, Scope};
use super::rules::RULES;
use super::settings::{Setting, Settings};
use super::severity::Level;
use super::sink::{Draft, Sink};
use crate::account::Orientation;
use crate::quantity::PlanId;

/// What the rules said about a plan.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) findings: Vec<Finding>,
    pub(super) not_evaluated: Vec<NotEvaluated>,
    pub(super) rules_run: Vec<RuleRun>,
}

impl Outcome {
    /// Adds what other rules said, in the order of codes.
    pub(super) fn add(&mut self, other: Self) {
        self.findings.extend(other.findings);
        self.not_evaluated.extend(other.not_evaluated);
        self.rules_run.extend(other.rules_run);
        self.rules_run.sort_by(|left, right| left.code.cmp(&right.code));
        self.not_evaluated
            .sort_by(|left, right| left.code.cmp(&right.code));
    }
}

/// Runs the rules about plans but those that judge what the others found, by code in ascending order.
///
/// Rules whose findings make a place unreliable go first, so that the others know. A rule that is off is run all the same where
/// another yields to it, and says nothing.
pub(super) fn run(base: Context<'_>, settings: &Settings, judgement: &Judgement) -> Outcome {
    let mut run = Run {
        base,
        judgement,
        faults: faults(&base),
        fired: BTreeSet::new(),
        outcome: Outcome::default(),
    };
    let rules = || {
        let rules = settings.rules();
        rules.filter(|(rule, _)| rule.scope() == Scope::Plan && !rule.after_others)
    };
    let spoilers: Vec<_> = rules()
        .filter(|(rule, _)| rule.spoils_inputs)
        .map(|(rule, setting)| (rule.code, run.look(rule, setting)))
        .collect();
    for (_, sink) in &spoilers {
        for draft in &sink.drafts {
            run.faults.add(Fault {
                pointer: draft.path.clone(),
                reason: Reason::InputFaulty,
            });
        }
    }
    let mut spoilers = spoilers.into_iter();
    for (rule, setting) in rules() {
        let looked = if rule.spoils_inputs {
            spoilers.next().map(|(_, sink)| sink)
        } else {
            None
        };
        run.rule(rule, setting, looked);
    }
    run.outcome
}

/// Runs the rules that judge what the others found.
pub(super) fn run_after_others(base: Context<'_>, settings: &Settings, judgement: &Judgement) -> Outcome {
    let mut run = Run {
        base,
        judgement,
        faults: Faults::default(),
        fired: BTreeSet::new(),
        outcome: Outcome::default(),
    };
    for (rule, setting) in settings.rules().filter(|(rule, _)| rule.after_others) {
        run.rule(rule, setting, None);
    }
    run.outcome
}

struct Run<'a> {
    base: Context<'a>,
    judgement: &'a Judgement,
    faults: Faults,
    fired: BTreeSet<&'static str>,
    outcome: Outcome,
}

impl Run<'_> {
    /// Judges by one rule; `looked` is what it found where it has been run already.
    fn rule(&mut self, rule: &'static Rule, setting: &Setting, looked: Option<Sink>) {
        let is_wanted = self.is_wanted(rule, setting);
        if !is_wanted && !is_yielded_to(rule) {
            return;
        }
        if let Some(obstacle) = self.obstacle(rule) {
            self.outcome
                .not_evaluated
                .extend(Some(obstacle).filter(|_| is_wanted));
            return;
        }
        let relevant = self.faults.read_by(rule);
        let mut unread: BTreeSet<(Reason, String)> = relevant
            .iter()
            .filter(|_| !rule.spoils_inputs)
            .map(|fault| (fault.reason, fault.pointer.clone()))
            .collect();
        let sink = looked.unwrap_or_else(|| self.look(rule, setting));
        // What a rule finds absent may be there and unreadable, which is said already.
        let known: BTreeSet<&str> = relevant.iter().map(|fault| fault.pointer.as_str()).collect();
        let new = sink.not_evaluated.into_iter();
        unread.extend(new.filter(|(_, place)| !known.contains(place.as_str())));
        // One fact, one finding: where an input cannot be read, what the rule says there would only repeat it.
        let doubts = if rule.spoils_inputs {
            Doubts::default()
        } else {
            Doubts::of(&relevant)
        };
        let mut drafts = sink.drafts;
        drafts.retain(|draft| {
            if draft.by_itself {
                self.faults.at(&draft.path).is_none()
            } else {
                !doubts.concern(&draft.path)
            }
        });
        if !drafts.is_empty() {
            self.fired.insert(rule.code);
        }
        if !is_wanted {
            return;
        }
        if rule.yields_to.iter().any(|code| self.fired.contains(code)) {
            drafts.clear();
        }
        self.outcome.not_evaluated.extend(not_evaluated(rule, unread));
        let findings: Vec<Finding> = drafts
            .into_iter()
            .filter_map(|draft| self.finding(rule, setting, draft))
            .collect();
        self.outcome.findings.extend(findings);
        self.outcome.rules_run.push(RuleRun {
            code: Cow::Borrowed(rule.code),
            level: setting.level,
            params: setting.parameters.clone(),
        });
    }

    /// Returns whether the rule is on, judges accounts of this kind, and counts in this mode.
    fn is_wanted(&self, rule: &Rule, setting: &Setting) -> bool {
        let tier_fits =
            rule.tiers.is_empty() || self.base.tier().is_none_or(|tier| rule.tiers.contains(&tier));
        let side_fits = !rule.customers_only || self.base.orientation() == Orientation::Customer;
        let counts = match self.judgement.mode {
            Mode::Editor | Mode::Ci => true,
            Mode::Gate(gate) => rule.gates.iter().any(|entry| entry.gate == gate) || guards_plan(rule, gate),
            Mode::Portfolio => false,
        };
        setting.level != Level::Off && tier_fits && side_fits && counts
    }

    /// Returns why the rule cannot be evaluated at all.
    fn obstacle(&self, rule: &Rule) -> Option<NotEvaluated> {
        let not_evaluated = |reason, missing_inputs| NotEvaluated {
            code: Cow::Borrowed(rule.code),
            reason,
            missing_inputs,
        };
        if rule.needs_date && self.base.as_of.is_none() {
            return Some(not_evaluated(Reason::EvaluationDateMissing, Vec::new()));
        }
        if !rule.tiers.is_empty() && self.base.tier().is_none() {
            let reason = self
                .faults
                .at("/account/tier")
                .map_or(Reason::InputMissing, |fault| fault.reason);
            return Some(not_evaluated(reason, vec!["/account/tier".to_owned()]));
        }
        None
    }

    /// Returns what the rule says about the plan, whether or not it is on.
    fn look(&self, rule: &Rule, setting: &Setting) -> Sink {
        let mut sink = Sink::default();
        let cx = Context {
            parameters: &setting.parameters,
            fired: &self.fired,
            ..self.base
        };
        (rule.check)(&cx, &mut sink);
        sink
    }

    fn finding(&self, rule: &Rule, setting: &Setting, draft: Draft) -> Option<Finding> {
        let severity = self.judgement.severity(rule, setting, &draft)?;
        let root = self.base.root();
        let anchor = root.document().nearest(&draft.path);
        let anchor_pointer = anchor.pointer();
        let around = entity_around(root, &draft.path);
        let field = match &around {
            Some((.., field)) => field.clone(),
            None => without_positions(draft.path.split('/').skip(1)),
        };
        let entity = draft.entity.clone().or(around.map(|(kind, id, _)| EntityRef {
            kind: kind.as_str(),
            id,
        }));
        let (kind, id) = entity
            .as_ref()
            .map_or(("", ""), |entity| (entity.kind, &entity.id));
        let document_id = self.base.plan().id.as_ref().map_or("", PlanId::as_str);
        let identity = [rule.code, document_id, kind, id, &field, &draft.discriminator];
        let at = Whereabouts {
            document: Scope::Plan,
            exists: anchor_pointer == draft.path,
            anchor: anchor_pointer,
            fingerprint: fingerprint(&identity),
            content_hash: String::new(),
            entity,
        };
        Some(judgement::finding(rule, setting, severity, draft, at))
    }
}

/// Returns the places that rules cannot rely on because of how the plan was written.
fn faults(cx: &Context<'_>) -> Faults {
    let mut faults = Faults::default();
    for problem in cx.unreadable() {
        faults.add(Fault {
            pointer: problem.pointer.clone(),
            reason: Reason::InputUnreadable,
        });
    }
    for (part, absent) in cx.incomplete_parts() {
        for key in absent {
            faults.add(Fault {
                pointer: format!("{}/{key}", part.pointer),
                reason: Reason::InputMissing,
            });
        }
    }
    faults
}

fn is_yielded_to(rule: &Rule) -> bool {
    RULES.iter().any(|other| other.yields_to.contains(&rule.code))
}

/// Returns what a rule could not judge, one entry per reason.
pub(super) fn not_evaluated(rule: &Rule, unread: BTreeSet<(Reason, String)>) -> Vec<NotEvaluated> {
    let mut entries: Vec<NotEvaluated> = Vec::new();
    for (reason, place) in unread {
        match entries.last_mut().filter(|entry| entry.reason == reason) {
            Some(entry) => entry.missing_inputs.push(place),
            None => entries.push(NotEvaluated {
                code: Cow::Borrowed(rule.code),
                reason,
                missing_inputs: vec![place],
            }),
        }
    }
    entries
}
