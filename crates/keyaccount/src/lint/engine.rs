//! Runs the rules over a plan and makes a report of what they found.

use std::collections::BTreeMap;

use super::context::Context;
use super::finding::{EntityRef, Finding, Status};
use super::fingerprint::{content_hash, fingerprint};
use super::gate::{Gate, Mode};
use super::options::{Options, OptionsError, Setting};
use super::parameter::Parameters;
use super::places::{entity_around, without_positions};
use super::report::{Input, NotEvaluated, Reason, Report, RuleRun, Summary};
use super::rule::Rule;
use super::rules::RULES;
use super::severity::{Level, Nature, Severity};
use super::sink::{Draft, Sink};
use crate::account::LifecycleState;
use crate::document::{Code, Node, canonical};
use crate::plan::PlanView;
use crate::portfolio::Portfolio;
use crate::quantity::PlanId;

/// The version of the report's shape.
const SCHEMA_VERSION: u32 = 1;

/// Returns what the rules say about a plan.
///
/// `portfolio` supplies what the plan does not say about its account, and the entities outside the plan. Any plan that
/// is a JSON object can be checked, however incomplete: each fault is a finding, and rules that need what cannot be read are
/// listed as not evaluated. Takes time in proportion to the size of the plan, tangles of dependencies apart.
///
/// # Errors
///
/// [`OptionsError`] when the options name rules or parameters that do not exist.
///
/// # Examples
///
/// ```
/// use keyaccount::document::Document;
/// use keyaccount::lint::{self, Options};
/// use keyaccount::plan::PlanView;
///
/// let document = Document::parse(r#"{"schema": "keyaccount/plan/1", "id": "P1", "objectivs": []}"#)?;
/// let plan = PlanView::read(document.root())?;
/// let report = lint::check(&plan, None, &Options::default())?;
/// assert!(!report.passed);
/// assert!(report.findings.iter().any(|finding| finding.code == "KA-002" && finding.path == "/objectivs"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check(
    view: &PlanView<'_>,
    portfolio: Option<&Portfolio>,
    options: &Options,
) -> Result<Report, OptionsError> {
    options.validate()?;
    let nothing = Parameters::new();
    let base = Context {
        view,
        portfolio,
        account: portfolio
            .zip(view.plan.account.id.as_ref())
            .and_then(|(portfolio, id)| portfolio.account(id)),
        as_of: options.as_of,
        parameters: &nothing,
    };
    let faults = faults(&base);
    let run = Run {
        base,
        options,
        faults: &faults,
        document_id: base.plan().id.as_ref().map_or("", PlanId::as_str),
    };
    let (mut findings, mut not_evaluated, mut rules_run) = (Vec::new(), Vec::new(), Vec::new());
    for rule in RULES {
        let setting = options.setting(rule);
        if !run.is_wanted(rule, &setting) {
            continue;
        }
        if let Some(obstacle) = run.obstacle(rule) {
            not_evaluated.push(obstacle);
            continue;
        }
        not_evaluated.extend(run.unreadable_inputs(rule));
        findings.extend(run.judge(rule, &setting));
        rules_run.push(RuleRun {
            code: rule.code,
            level: setting.level,
            params: setting.parameters,
        });
    }
    sort(&mut findings, view.root);
    hash_contents(&mut findings, view.root);
    let summary = Summary::of(&findings, rules_run.len(), &not_evaluated);
    Ok(Report {
        schema_version: SCHEMA_VERSION,
        as_of: options.as_of,
        input: Input {
            document_id: base.plan().id.as_ref().map(ToString::to_string),
            version: base.plan().plan.version,
            document_hash: content_hash(&compact(view.root)),
        },
        mode: options.mode,
        state: base.state(),
        passed: findings.iter().all(|finding| finding.severity < options.fail_on),
        fail_on: options.fail_on,
        summary,
        findings,
        not_evaluated,
        rules_run,
    })
}

/// The version of the rules and their defaults, a year and a number.
pub const RULESET: &str = "2026.1";

/// Returns the SHA-256, 64 hexadecimal digits, over what every rule is: code, revision, level and default parameters.
pub fn ruleset_hash() -> String {
    let options = Options::default();
    let rules = RULES.iter().map(|rule| {
        let setting = options.setting(rule);
        (rule.code, rule.revision, setting.level, setting.parameters)
    });
    canonical::hash(&rules.collect::<Vec<_>>())
}

/// A place of the plan that cannot be read or is absent although required.
struct Fault {
    pointer: String,
    reason: Reason,
}

/// Returns the places that rules cannot rely on, in the order of the document.
fn faults(cx: &Context<'_>) -> Vec<Fault> {
    let unreadable = cx
        .problems()
        .iter()
        .filter(|problem| problem.code != Code::UnknownField);
    let unreadable = unreadable.map(|problem| Fault {
        pointer: problem.pointer.clone(),
        reason: Reason::InputUnreadable,
    });
    let absent = cx.incomplete_parts().flat_map(|(part, keys)| {
        keys.into_iter().map(|key| Fault {
            pointer: format!("{}/{key}", part.pointer),
            reason: Reason::InputMissing,
        })
    });
    unreadable.chain(absent).collect()
}

/// One run over one plan.
struct Run<'a> {
    base: Context<'a>,
    options: &'a Options,
    faults: &'a [Fault],
    document_id: &'a str,
}

impl Run<'_> {
    /// Returns whether the rule is on, judges accounts of this tier, and counts in this mode.
    fn is_wanted(&self, rule: &Rule, setting: &Setting) -> bool {
        let tier_fits =
            rule.tiers.is_empty() || self.base.tier().is_none_or(|tier| rule.tiers.contains(&tier));
        let counts = match self.options.mode {
            Mode::Editor | Mode::Ci => true,
            Mode::Gate(gate) => rule.gates.iter().any(|entry| entry.gate == gate) || guards_plan(rule, gate),
        };
        setting.level != Level::Off && tier_fits && counts
    }

    /// Returns why the rule cannot be evaluated at all.
    fn obstacle(&self, rule: &Rule) -> Option<NotEvaluated> {
        let not_evaluated = |reason, missing_inputs| NotEvaluated {
            code: rule.code,
            reason,
            missing_inputs,
        };
        if rule.needs_date && self.options.as_of.is_none() {
            return Some(not_evaluated(Reason::EvaluationDateMissing, Vec::new()));
        }
        if !rule.tiers.is_empty() && self.base.tier().is_none() {
            let unreadable = self
                .faults
                .iter()
                .find(|fault| overlap("/account/tier", &fault.pointer));
            let reason = unreadable.map_or(Reason::InputMissing, |fault| fault.reason);
            return Some(not_evaluated(reason, vec!["/account/tier".to_owned()]));
        }
        None
    }

    /// Returns the inputs of the rule that cannot be relied on, where there are any.
    fn unreadable_inputs(&self, rule: &Rule) -> Option<NotEvaluated> {
        let faults: Vec<&Fault> = self
            .faults
            .iter()
            .filter(|fault| reads(rule, &fault.pointer))
            .collect();
        let reason = faults.iter().map(|fault| fault.reason).min()?;
        let missing_inputs = faults.iter().map(|fault| fault.pointer.clone()).collect();
        Some(NotEvaluated {
            code: rule.code,
            reason,
            missing_inputs,
        })
    }

    fn judge(&self, rule: &Rule, setting: &Setting) -> Vec<Finding> {
        let mut sink = Sink::default();
        let cx = Context {
            parameters: &setting.parameters,
            ..self.base
        };
        (rule.check)(&cx, &mut sink);
        let relevant: Vec<&Fault> = self
            .faults
            .iter()
            .filter(|fault| reads(rule, &fault.pointer))
            .collect();
        let drafts = sink.drafts.into_iter();
        // One fact, one finding: where an input cannot be read, what the rule says there would only repeat it.
        let drafts =
            drafts.filter(|draft| !relevant.iter().any(|fault| concerns(&fault.pointer, &draft.path)));
        drafts
            .filter_map(|draft| self.finding(rule, setting, draft))
            .collect()
    }

    fn finding(&self, rule: &Rule, setting: &Setting, draft: Draft) -> Option<Finding> {
        let severity = self.severity(rule, setting, &draft)?;
        let anchor = self.base.root().document().nearest(&draft.path);
        let anchor_pointer = anchor.pointer();
        let around = entity_around(self.base.root(), &draft.path);
        let field = match &around {
            Some((.., field)) => field.clone(),
            None => without_positions(draft.path.split('/').skip(1)),
        };
        let entity = draft.entity.or(around.map(|(kind, id, _)| EntityRef {
            kind: kind.as_str(),
            id,
        }));
        let (kind, id) = entity
            .as_ref()
            .map_or(("", ""), |entity| (entity.kind, &entity.id));
        let identity = [
            rule.code,
            self.document_id,
            kind,
            id,
            &field,
            &draft.discriminator,
        ];
        Some(Finding {
            code: rule.code,
            name: rule.name,
            severity,
            nature: rule.nature,
            message: draft.message,
            message_id: format!("{}.{}", rule.code, draft.message_id),
            args: draft.args,
            help: draft.help,
            exists: anchor_pointer == draft.path,
            anchor: anchor_pointer,
            fingerprint: fingerprint(&identity),
            content_hash: String::new(),
            path: draft.path,
            entity,
            related: draft.related,
            observed: draft.observed,
            expected: draft.expected,
            gates: blocked_gates(rule, severity),
            fixes: draft.fixes,
            docs_url: format!("rules/{}", rule.code),
            status: Status::Active,
        })
    }

    /// Returns the severity after configuration, state and mode, or nothing where the finding does not count.
    fn severity(&self, rule: &Rule, setting: &Setting, draft: &Draft) -> Option<Severity> {
        let configured = setting.level.severity()?;
        let is_default = setting.level == Level::from(rule.severity);
        let own = draft.severity.filter(|_| is_default).unwrap_or(configured);
        if let Mode::Gate(gate) = self.options.mode {
            return at_gate(rule, gate, own);
        }
        if rule.nature != Nature::Missing {
            return Some(own);
        }
        let is_draft = self.base.is_draft();
        match self.base.state().value {
            // A notice speaks of the run, whatever the state of the plan.
            _ if is_notice(rule) => Some(own),
            // A required key is missing in the structural sense whatever the state; that is KA-001, which is not of this nature.
            LifecycleState::Candidate | LifecycleState::Selection => None,
            _ if setting.level == Level::Forbid => Some(own),
            _ if self.options.mode == Mode::Editor && is_draft => Some(own.min(Severity::Info)),
            LifecycleState::Strategy if is_draft && draft.severity.is_none() => Some(own.min(Severity::Info)),
            _ => Some(own),
        }
    }
}

/// Returns whether the rule tells of the run instead of the plan: codes 09x (section 1.1).
fn is_notice(rule: &Rule) -> bool {
    rule.code.starts_with("KA-09")
}

/// Returns the severity at a gate: what blocks is an error, what is listed as a warning never is.
fn at_gate(rule: &Rule, gate: Gate, own: Severity) -> Option<Severity> {
    match rule.gates.iter().find(|entry| entry.gate == gate) {
        Some(entry) if entry.blocks => Some(Severity::Error),
        Some(_) => Some(own.min(Severity::Warning)),
        None => (guards_plan(rule, gate) && own == Severity::Error).then_some(Severity::Error),
    }
}

/// Returns whether the gate stops on errors of the rule although it does not list it.
///
/// Approval and launch stop on every open finding of nature invalid or inconsistent at error (section 1.4).
fn guards_plan(rule: &Rule, gate: Gate) -> bool {
    matches!(gate, Gate::G2Approve | Gate::G2Launch)
        && matches!(rule.nature, Nature::Invalid | Nature::Inconsistent)
}

fn blocked_gates(rule: &Rule, severity: Severity) -> Vec<Gate> {
    let blocks = |gate: Gate| {
        rule.gates.iter().any(|entry| entry.gate == gate && entry.blocks)
            || (severity == Severity::Error && guards_plan(rule, gate))
    };
    Gate::ALL.into_iter().filter(|&gate| blocks(gate)).collect()
}

/// Returns whether the rule reads the place.
fn reads(rule: &Rule, pointer: &str) -> bool {
    rule.inputs.iter().any(|input| overlap(input, pointer))
}

/// Returns whether one of the two places lies within the other; `*` stands for every entry.
fn overlap(pattern: &str, pointer: &str) -> bool {
    let steps = pattern.split('/').zip(pointer.split('/'));
    steps
        .into_iter()
        .all(|(wanted, found)| wanted == "*" || wanted == found)
}

/// Returns whether a fault at one place casts doubt on what is said about another: everywhere but in another entry of the
/// same list.
fn concerns(fault: &str, path: &str) -> bool {
    let mut fault = fault.split('/').skip(1);
    let mut path = path.split('/').skip(1);
    if fault.next() != path.next() {
        return true;
    }
    match (fault.next(), path.next()) {
        (Some(fault), Some(path)) => fault == path,
        _ => true,
    }
}

/// Returns the pointer of the entry of a section that `path` lies in, else the section.
fn entity_pointer(path: &str) -> &str {
    let ends = path.match_indices('/').map(|(at, _)| at).nth(2);
    ends.and_then(|end| path.get(..end)).unwrap_or(path)
}

/// Puts the findings in the order of the document, then of codes, then of fingerprints.
fn sort(findings: &mut [Finding], root: Node<'_>) {
    findings.sort_by_cached_key(|finding| {
        let anchor = root.at_pointer(&finding.anchor).unwrap_or(root);
        (
            anchor.span().start,
            finding.code,
            finding.path.clone(),
            finding.fingerprint.clone(),
        )
    });
    // Equal faults of one entity, such as the same wrong id twice in one list, are told apart by their number.
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        let count = seen.entry(finding.fingerprint.clone()).or_default();
        *count += 1;
        if *count > 1 {
            finding.fingerprint = fingerprint(&[&finding.fingerprint, &count.to_string()]);
        }
    }
}

/// Writes the hash of what each finding judges: an entry of a section, else the section, else what encloses it.
///
/// Each part is hashed once, however many findings it has.
fn hash_contents(findings: &mut [Finding], root: Node<'_>) {
    let mut hashes: BTreeMap<usize, String> = BTreeMap::new();
    for finding in findings {
        let judged = root
            .at_pointer(entity_pointer(&finding.path))
            .or_else(|| root.at_pointer(&finding.anchor))
            .unwrap_or(root);
        let hash = hashes
            .entry(judged.span().start)
            .or_insert_with(|| content_hash(&compact(judged)));
        finding.content_hash.clone_from(hash);
    }
}

/// Returns the text of a value without white space between its parts.
fn compact(node: Node<'_>) -> String {
    let raw = node.raw();
    let mut text = String::with_capacity(raw.len());
    let (mut in_string, mut escaped) = (false, false);
    for character in raw.chars() {
        if in_string || !matches!(character, ' ' | '\t' | '\n' | '\r') {
            text.push(character);
        }
        if in_string {
            (in_string, escaped) = (escaped || character != '"', !escaped && character == '\\');
        } else {
            in_string = character == '"';
        }
    }
    text
}
