//! One run of the rules of an organisation over one plan.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use regex_lite::Regex;

use super::document::{OrganisationCheck, OrganisationRule};
use super::entry::{Judge, Verdict, is_meant};
use super::references::References;
use super::validate::compiled;
use super::{field, group, message};
use crate::document::Node;
use crate::lint::configuration::OrganisationSetting;
use crate::lint::context::Context;
use crate::lint::finding::{EntityRef, Finding, Limit, Measure, Related, Status};
use crate::lint::fingerprint::fingerprint;
use crate::lint::judgement::Judgement;
use crate::lint::places::{entity_around, id_of, nodes_at, without_positions};
use crate::lint::plan_run::Outcome;
use crate::lint::report::{NotEvaluated, Reason, RuleRun};
use crate::lint::rule::Scope;
use crate::lint::severity::Level;
use crate::quantity::PlanId;

/// Runs the rules of the organisation, by code in ascending order.
pub(in crate::lint) fn run(cx: &Context<'_>, judgement: &Judgement) -> Outcome {
    let mut outcome = Outcome::default();
    let settings = cx.settings.organisation();
    if settings.iter().all(|setting| setting.level == Level::Off) {
        return outcome;
    }
    let references = References::of(cx.root(), cx.portfolio());
    let judge = Judge {
        root: cx.root(),
        as_of: cx.as_of(),
        references: &references,
    };
    for setting in settings.iter().filter(|setting| setting.level != Level::Off) {
        let rule = &setting.rule;
        if rule.needs_date() && cx.as_of().is_none() {
            let nowhere = BTreeSet::new();
            not_evaluated(rule, Reason::EvaluationDateMissing, nowhere, &mut outcome);
            continue;
        }
        let run = Run {
            cx,
            judgement,
            judge,
            setting,
        };
        run.rule(&mut outcome);
        outcome.rules_run.push(RuleRun {
            code: Cow::Owned(rule.code.clone()),
            level: setting.level,
            params: BTreeMap::new(),
        });
    }
    outcome
}

/// One rule and what it is judged by.
struct Run<'a> {
    cx: &'a Context<'a>,
    judgement: &'a Judgement,
    judge: Judge<'a>,
    setting: &'a OrganisationSetting,
}

/// A check that failed.
struct Failure<'d> {
    /// The entry that the sentence speaks of.
    entry: Node<'d>,
    path: String,
    measured: Option<(Measure, Limit)>,
    related: Vec<Related>,
}

impl<'a> Run<'a> {
    fn rule(&self, outcome: &mut Outcome) {
        let rule = &self.setting.rule;
        let entries: Vec<Node<'a>> = nodes_at(self.cx.root(), &rule.given)
            .into_iter()
            .filter(|entry| {
                rule.when
                    .as_ref()
                    .is_none_or(|condition| is_meant(condition, *entry))
            })
            .collect();
        let mut unclear = BTreeSet::new();
        for check in &rule.then {
            // Compiled once already, when the configuration was read.
            let pattern = check
                .pattern
                .as_deref()
                .and_then(|pattern| compiled(pattern).ok());
            let mut failures = Vec::new();
            if check.check.is_about_all() {
                self.together(check, &entries, &mut failures, &mut unclear);
            } else {
                self.one_by_one(check, pattern.as_ref(), &entries, &mut failures, &mut unclear);
            }
            let findings = failures
                .into_iter()
                .filter_map(|failure| self.finding(check, failure));
            outcome.findings.extend(findings);
        }
        if !unclear.is_empty() {
            not_evaluated(rule, Reason::InputUnreadable, unclear, outcome);
        }
    }

    fn one_by_one(
        &self,
        check: &OrganisationCheck,
        pattern: Option<&Regex>,
        entries: &[Node<'a>],
        failures: &mut Vec<Failure<'a>>,
        unclear: &mut BTreeSet<String>,
    ) {
        for &entry in entries {
            match self.judge.judge(check, pattern, entry) {
                Verdict::Holds => {}
                Verdict::Unclear(place) => {
                    unclear.insert(place);
                }
                Verdict::Fails(measured) => failures.push(Failure {
                    entry,
                    path: field::path(entry, &check.field),
                    measured,
                    related: Vec::new(),
                }),
            }
        }
    }

    fn together(
        &self,
        check: &OrganisationCheck,
        entries: &[Node<'a>],
        failures: &mut Vec<Failure<'a>>,
        unclear: &mut BTreeSet<String>,
    ) {
        for found in group::judge(check, entries) {
            let measured = match found.verdict {
                Verdict::Holds => continue,
                Verdict::Unclear(place) => {
                    unclear.insert(place);
                    continue;
                }
                Verdict::Fails(measured) => measured,
            };
            let related = found.first.map(|first| Related {
                path: field::path(first, &check.field),
                message: "has the value already".to_owned(),
            });
            let (entry, path) = match found.entry {
                Some(entry) => (entry, field::path(entry, &check.field)),
                None => (self.cx.root(), self.around_all()),
            };
            failures.push(Failure {
                entry,
                path,
                measured,
                related: related.into_iter().collect(),
            });
        }
    }

    /// Returns the place that encloses all entries.
    fn around_all(&self) -> String {
        let given = &self.setting.rule.given;
        let list = given.split("/*").next().unwrap_or_default();
        format!("{}{list}", self.cx.root().pointer())
    }

    fn finding(&self, check: &OrganisationCheck, failure: Failure<'_>) -> Option<Finding> {
        let rule = &self.setting.rule;
        let nature = rule.nature_of(check);
        let severity = self.judgement.of_organisation(nature, self.setting.level)?;
        let root = self.cx.root();
        let Failure {
            entry,
            path,
            measured,
            related,
        } = failure;
        let anchor = root.document().nearest(&path).pointer();
        let (entity, field, own_id) = match entity_around(root, &path) {
            Some((kind, id, field)) => {
                let kind = kind.as_str();
                (Some(EntityRef { kind, id }), field, "")
            }
            // An entry that the plan does not know as an entity may have an id all the same.
            None => (
                None,
                without_positions(path.split('/').skip(1)),
                id_of(entry).unwrap_or_default(),
            ),
        };
        let (kind, id) = entity
            .as_ref()
            .map_or(("", ""), |entity| (entity.kind, &entity.id));
        let document_id = self.cx.plan().id.as_ref().map_or("", PlanId::as_str);
        let word = check.check.as_str();
        let identity = [rule.code.as_str(), document_id, kind, id, &field, word, own_id];
        let (message, args) = message::fill(&rule.message, entry);
        let (observed, expected) = measured.unzip();
        Some(Finding {
            code: Cow::Owned(rule.code.clone()),
            name: Cow::Owned(rule.name.clone()),
            severity,
            nature,
            message,
            message_id: format!("{}.{word}", rule.code),
            args,
            help: rule.help.clone(),
            document: Scope::Plan,
            exists: anchor == path,
            anchor,
            fingerprint: fingerprint(&identity),
            content_hash: String::new(),
            path,
            entity,
            related,
            observed,
            expected,
            gates: Vec::new(),
            fixes: Vec::new(),
            docs_url: String::new(),
            status: Status::Active,
            set_aside: None,
            is_forbidden: self.setting.level == Level::Forbid,
        })
    }
}

fn not_evaluated(rule: &OrganisationRule, reason: Reason, places: BTreeSet<String>, outcome: &mut Outcome) {
    outcome.not_evaluated.push(NotEvaluated {
        code: Cow::Owned(rule.code.clone()),
        reason,
        missing_inputs: places.into_iter().collect(),
    });
}
