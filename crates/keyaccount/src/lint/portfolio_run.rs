//! One run of the rules about portfolios.

use std::borrow::Cow;

use super::finding::{EntityRef, Finding};
use super::fingerprint::{fingerprint, sha_256};
use super::gate::Mode;
use super::judgement::{self, Judgement, Whereabouts};
use super::places::without_positions;
use super::plan_run::{Outcome, not_evaluated};
use super::portfolio_context::PortfolioContext;
use super::report::{NotEvaluated, Reason, RuleRun};
use super::rule::{Rule, Scope};
use super::rules::RULES;
use super::settings::{Setting, SettingsByTier};
use super::severity::Level;
use super::sink::{Draft, Sink};
use crate::account::Account;
use crate::document::{Document, canonical};
use crate::plan::{Plan, PlanView};
use crate::portfolio::Portfolio;
use crate::quantity::Date;

/// A portfolio, and what is asked about it.
#[derive(Debug)]
pub(super) struct PortfolioRun<'a> {
    pub(super) portfolio: &'a Portfolio,
    /// The plan under judgement, which takes the place of its older self in the portfolio.
    pub(super) plan: Option<&'a Plan>,
    /// The account whose findings alone are wanted; nothing for those of the whole portfolio.
    pub(super) account: Option<&'a Account>,
    pub(super) as_of: Option<Date>,
    pub(super) settings: &'a SettingsByTier,
    pub(super) judgement: &'a Judgement,
}

impl PortfolioRun<'_> {
    /// Runs the rules about portfolios, by code in ascending order.
    pub(super) fn run(&self) -> Outcome {
        let documents = self.documents();
        let embedded: Vec<Plan> = documents
            .iter()
            .filter_map(|document| Some(PlanView::read(document.root()).ok()?.plan))
            .filter(|plan| self.plan.is_none_or(|own| plan.id.is_none() || plan.id != own.id))
            .collect();
        let plans: Vec<&Plan> = self.plan.into_iter().chain(&embedded).collect();
        let mut outcome = Outcome::default();
        for &rule in RULES {
            let setting = self.settings.setting(rule.code, None);
            if let Some((setting, check)) = setting.zip(rule.check_portfolio)
                && self.is_wanted(rule, setting)
            {
                self.rule(rule, setting, check, &plans, &mut outcome);
            }
        }
        outcome
    }

    fn documents(&self) -> Vec<Document> {
        let texts = self.portfolio.plans.iter();
        texts.filter_map(|text| text.document().ok()).collect()
    }

    fn is_wanted(&self, rule: &Rule, setting: &Setting) -> bool {
        setting.level != Level::Off && counts(rule, self.judgement.mode)
    }

    fn rule(
        &self,
        rule: &'static Rule,
        setting: &Setting,
        check: fn(&PortfolioContext<'_>, &mut Sink),
        plans: &[&Plan],
        outcome: &mut Outcome,
    ) {
        if rule.needs_date && self.as_of.is_none() {
            outcome.not_evaluated.push(NotEvaluated {
                code: Cow::Borrowed(rule.code),
                reason: Reason::EvaluationDateMissing,
                missing_inputs: Vec::new(),
            });
            return;
        }
        let mut sink = Sink::default();
        let cx = PortfolioContext {
            portfolio: self.portfolio,
            plans,
            as_of: self.as_of,
            code: rule.code,
            settings: self.settings,
        };
        check(&cx, &mut sink);
        let unread = sink.not_evaluated.into_iter();
        let unread = unread.filter(|(_, place)| self.is_of_interest(place));
        outcome
            .not_evaluated
            .extend(not_evaluated(rule, unread.collect()));
        let wanted = sink.drafts.into_iter().filter(|draft| self.concerns(draft));
        let findings = wanted.filter_map(|draft| self.finding(rule, setting, draft));
        outcome.findings.extend(findings);
        outcome.rules_run.push(RuleRun {
            code: Cow::Borrowed(rule.code),
            level: setting.level,
            params: setting.parameters.clone(),
        });
    }

    fn concerns(&self, draft: &Draft) -> bool {
        match self.account.and_then(|account| account.id.as_ref()) {
            Some(id) => draft.accounts.iter().any(|account| account == id.as_str()),
            None => self.plan.is_none(),
        }
    }

    /// Returns whether what is lacking at the place counts: in a report about one account, not within another one.
    fn is_of_interest(&self, place: &str) -> bool {
        match (self.plan, self.account_at(place)) {
            (Some(_), Some(account)) => self.account.is_some_and(|own| own.id == account.id),
            _ => true,
        }
    }

    /// Returns the account that the place lies in.
    fn account_at(&self, place: &str) -> Option<&Account> {
        let index = place.strip_prefix("/accounts/")?.split('/').next()?;
        self.portfolio.accounts.get(index.parse::<usize>().ok()?)
    }

    fn finding(&self, rule: &Rule, setting: &Setting, draft: Draft) -> Option<Finding> {
        let severity = self.judgement.severity(rule, setting, &draft)?;
        let (kind, id) = draft
            .entity
            .as_ref()
            .map_or(("", ""), |entity: &EntityRef| (entity.kind, &entity.id));
        let field = without_positions(draft.path.split('/').skip(1));
        let identity = [
            rule.code,
            self.portfolio.id.as_str(),
            kind,
            id,
            &field,
            &draft.discriminator,
        ];
        let at = Whereabouts {
            document: Scope::Portfolio,
            exists: true,
            anchor: draft.path.clone(),
            fingerprint: fingerprint(&identity),
            content_hash: self.content_hash(&draft.path),
            entity: draft.entity.clone(),
        };
        Some(judgement::finding(rule, setting, severity, draft, at))
    }

    /// Returns the hash of the account that the place lies in, else of the ids of all accounts.
    fn content_hash(&self, path: &str) -> String {
        if let Some(account) = self.account_at(path) {
            return canonical::hash(account);
        }
        let accounts = self.portfolio.accounts.iter();
        let ids = accounts.filter_map(|account| account.id.as_ref());
        sha_256(
            ids.map(ToString::to_string)
                .collect::<Vec<_>>()
                .join("\n")
                .as_bytes(),
        )
    }
}

/// Returns the rules about portfolios that the mode asks for, each as one that cannot be evaluated without a portfolio.
pub(super) fn without_portfolio(settings: &SettingsByTier, mode: Mode) -> Vec<NotEvaluated> {
    let wanted = RULES.iter().filter(|rule| {
        let is_on = settings
            .setting(rule.code, None)
            .is_some_and(|setting| setting.level != Level::Off);
        is_on && counts(rule, mode)
    });
    wanted
        .map(|rule| NotEvaluated {
            code: Cow::Borrowed(rule.code),
            reason: Reason::PortfolioMissing,
            missing_inputs: Vec::new(),
        })
        .collect()
}

/// Returns whether the mode asks for the rule.
fn counts(rule: &Rule, mode: Mode) -> bool {
    match mode {
        Mode::Gate(gate) => rule.gates.iter().any(|entry| entry.gate == gate),
        Mode::Editor | Mode::Ci | Mode::Portfolio => true,
    }
}

/// Puts findings about a portfolio in the order of the document, then of codes.
pub(super) fn sort(findings: &mut [Finding]) {
    findings.sort_by_cached_key(|finding| {
        let mut steps = finding.path.split('/').skip(1);
        let section = steps.next().unwrap_or_default().to_owned();
        let position = steps.next().and_then(|step| step.parse::<usize>().ok());
        (
            section,
            position,
            finding.code.clone(),
            finding.fingerprint.clone(),
        )
    });
}
