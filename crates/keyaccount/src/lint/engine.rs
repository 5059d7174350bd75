//! Runs the rules over a plan or a portfolio and makes a report of what they found.

use std::collections::BTreeSet;

use super::baseline::{self, BaselineOutcome};
use super::configuration::{self, BlockFault, CappedMode, OptionsError, Source, Subject};
use super::context::Context;
use super::facts::Facts;
use super::finding::{Finding, Status};
use super::gate::Mode;
use super::judgement::Judgement;
use super::network::Network;
use super::options::Options;
use super::ordering;
use super::organisation;
use super::parameter::Parameters;
use super::plan_run::{self, Outcome};
use super::portfolio_run::{self, PortfolioRun};
use super::report::{Input, Report, Summary};
use super::rules::RULES;
use super::settings::{Settings, SettingsByTier};
use super::severity::{Nature, Severity};
use super::state::JudgedState;
use super::suppression;
use crate::account::{LifecycleState, Orientation};
use crate::document::canonical;
use crate::plan::{Plan, PlanStatus, PlanView};
use crate::portfolio::Portfolio;

/// The version of the report's shape.
const SCHEMA_VERSION: u32 = 1;

/// Returns what the rules say about a plan.
///
/// `portfolio` supplies what the plan does not say about its account, and the entities outside the plan; with it, the rules
/// about portfolios say what concerns the account of the plan. Any plan that is a JSON object can be checked, however
/// incomplete: each fault is a finding, and rules that need what cannot be read are listed as not evaluated. Takes time in
/// proportion to the size of the plan, tangles of dependencies apart.
///
/// # Errors
///
/// [`OptionsError`] when the options name rules or parameters that do not exist, or loosen what is locked.
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
    let sources = options.sources()?;
    let plan = &view.plan;
    let account = portfolio
        .zip(plan.account.id.as_ref())
        .and_then(|(portfolio, id)| portfolio.account(id));
    let state = JudgedState::of(plan, account, options.as_of);
    let orientation = plan.account.orientation;
    let orientation = orientation.or(account.and_then(|account| account.orientation));
    let subject = Subject {
        orientation: Some(orientation.unwrap_or(Orientation::Customer)),
        tier: plan.account.tier.or(account.and_then(|account| account.tier)),
        state: Some(state.value),
    };
    let (settings, block_fault) = settings(plan, &sources, options, subject)?;
    let suppressions = suppression::judge(view, &options.suppressions, &settings, options.as_of);
    let (facts, nothing, none_fired) = (Facts::of(plan), Parameters::new(), BTreeSet::new());
    let network = Network::of(plan, options.as_of);
    let base = Context {
        view,
        portfolio,
        account,
        as_of: options.as_of,
        mode: options.mode,
        state,
        facts: &facts,
        network: &network,
        settings: &settings,
        parameters: &nothing,
        block_fault: block_fault.as_ref(),
        suppressions: &suppressions,
        unused_suppressions: &[],
        fired: &none_fired,
    };
    let is_draft = matches!(plan.plan.status, None | Some(PlanStatus::Draft));
    let judgement = judgement(options, &sources, Some(state.value), is_draft);
    let mut outcome = plan_run::run(base, &settings, &judgement);
    let is_gate = matches!(options.mode, Mode::Gate(_));
    if !is_gate {
        outcome.add(organisation::run(&base, &judgement));
    }
    let mut about_portfolio = Outcome::default();
    match portfolio {
        // Only a gate needs them: elsewhere a plan is judged by itself.
        None if is_gate => {
            let settings = SettingsByTier::resolve(&sources, options)?;
            let lacking = portfolio_run::without_portfolio(&settings, options.mode);
            outcome.not_evaluated.extend(lacking);
        }
        None => {}
        Some(portfolio) => {
            let run = PortfolioRun {
                portfolio,
                plan: Some(plan),
                account,
                as_of: options.as_of,
                settings: &SettingsByTier::resolve(&sources, options)?,
                judgement: &judgement,
            };
            about_portfolio = run.run();
        }
    }
    // Fingerprints are final once equals have been numbered, which suppressions and the baseline rely on.
    ordering::sort(&mut outcome.findings, view.root);
    portfolio_run::sort(&mut about_portfolio.findings);
    if !is_gate {
        let mut used = suppression::apply(&suppressions, &mut outcome.findings);
        used.extend(suppression::apply(&suppressions, &mut about_portfolio.findings));
        let unused = suppression::unused(&suppressions, &used, &[&outcome, &about_portfolio]);
        let after = Context {
            unused_suppressions: &unused,
            ..base
        };
        outcome.add(plan_run::run_after_others(after, &settings, &judgement));
        ordering::sort(&mut outcome.findings, view.root);
    }
    ordering::hash_contents(&mut outcome.findings, view.root);
    outcome.add(about_portfolio);
    let input = Input {
        document_id: plan.id.as_ref().map(ToString::to_string),
        version: plan.plan.version,
        content_hash: ordering::content_hash(view.root),
    };
    Ok(report(options, &sources, input, Some(state), outcome))
}

/// Returns what the rules about portfolios say about the whole of one; the mode of the report is `portfolio`.
///
/// Plans inside the portfolio are read as far as they can be; [`check`] judges them one by one.
///
/// # Errors
///
/// [`OptionsError`] when the options name rules or parameters that do not exist, or loosen what is locked.
///
/// # Examples
///
/// ```
/// use keyaccount::lint::{self, Options};
/// use keyaccount::portfolio::Portfolio;
///
/// let portfolio = Portfolio::read(r#"{
///   "schema": "keyaccount/portfolio/1", "id": "P1", "name": "Invented accounts",
///   "organisation": {"name": "Examplar Pumps (invented)", "currency": "EUR"}
/// }"#)?;
/// let report = lint::check_portfolio(&portfolio, &Options::default())?;
/// assert!(report.passed);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check_portfolio(portfolio: &Portfolio, options: &Options) -> Result<Report, OptionsError> {
    let options = &Options {
        mode: Mode::Portfolio,
        ..options.clone()
    };
    let sources = options.sources()?;
    let settings = SettingsByTier::resolve(&sources, options)?;
    let run = PortfolioRun {
        portfolio,
        plan: None,
        account: None,
        as_of: options.as_of,
        settings: &settings,
        judgement: &judgement(options, &sources, None, false),
    };
    let mut outcome = run.run();
    portfolio_run::sort(&mut outcome.findings);
    ordering::number_equals(&mut outcome.findings);
    let input = Input {
        document_id: Some(portfolio.id.to_string()),
        version: None,
        content_hash: canonical::hash(portfolio),
    };
    Ok(report(options, &sources, input, None, outcome))
}

/// The version of the rules and their defaults, a year and a number.
pub const RULESET: &str = "2026.1";

/// Returns the SHA-256, 64 hexadecimal digits, over what every rule is: code, revision, level and default parameters.
pub fn ruleset_hash() -> String {
    let mode = Mode::default();
    let rules = RULES.iter().map(|rule| {
        let parameters = rule.parameters.iter();
        let parameters = parameters.map(|parameter| (parameter.name, format!("{:?}", parameter.default)));
        (
            rule.code,
            rule.revision,
            rule.default_level(mode),
            parameters.collect::<Vec<_>>(),
        )
    });
    canonical::hash(&rules.collect::<Vec<_>>())
}

/// Returns the settings for the plan, and what is wrong with those that it carries itself, which do not count then.
fn settings(
    plan: &Plan,
    sources: &[Source<'_>],
    options: &Options,
    subject: Subject,
) -> Result<(Settings, Option<BlockFault>), OptionsError> {
    let own = configuration::own_codes(sources)?;
    let fault = match configuration::block_of(plan, &own) {
        Ok(block) => match Settings::resolve(sources, block.as_ref(), options, subject) {
            Ok(settings) => return Ok((settings, None)),
            Err(error) if error.place().layer.as_deref() == Some("plan") => BlockFault::from(&error),
            Err(error) => return Err(error),
        },
        Err(fault) => fault,
    };
    Ok((Settings::resolve(sources, None, options, subject)?, Some(fault)))
}

fn judgement(
    options: &Options,
    sources: &[Source<'_>],
    state: Option<LifecycleState>,
    is_draft: bool,
) -> Judgement {
    let mode = match options.mode {
        Mode::Editor => Some(CappedMode::Editor),
        Mode::Ci => Some(CappedMode::Ci),
        Mode::Portfolio => Some(CappedMode::Portfolio),
        Mode::Gate(_) => None,
    };
    let cap = |nature: Nature| {
        let mut configured = sources.iter().rev().filter_map(Source::settings);
        let cap = configured.find_map(|settings| settings.mode.get(&mode?)?.severity.get(&nature));
        cap.map(|&cap| (nature, cap))
    };
    Judgement {
        mode: options.mode,
        state,
        is_draft,
        caps: Nature::ALL.into_iter().filter_map(cap).collect(),
    }
}

fn report(
    options: &Options,
    sources: &[Source<'_>],
    input: Input,
    state: Option<JudgedState>,
    outcome: Outcome,
) -> Report {
    let mut configured = sources.iter().rev().filter_map(Source::settings);
    let configured = configured.find_map(|settings| settings.fail_on);
    let fail_on = options.fail_on.or(configured).unwrap_or(Severity::Error);
    let Outcome {
        mut findings,
        not_evaluated,
        rules_run,
    } = outcome;
    let baseline = baseline_outcome(options, sources, &input, &mut findings);
    Report {
        schema_version: SCHEMA_VERSION,
        as_of: options.as_of,
        input,
        mode: options.mode,
        state,
        passed: findings
            .iter()
            .all(|finding| finding.status != Status::Active || finding.severity < fail_on)
            && !baseline
                .as_ref()
                .is_some_and(|outcome| outcome.strict && !outcome.unmatched.is_empty()),
        fail_on,
        summary: Summary::of(&findings, rules_run.len(), &not_evaluated),
        baseline,
        findings,
        not_evaluated,
        rules_run,
    }
}

/// Returns what the baseline makes of the findings; a gate takes no notice of it.
fn baseline_outcome(
    options: &Options,
    sources: &[Source<'_>],
    input: &Input,
    findings: &mut [Finding],
) -> Option<BaselineOutcome> {
    let mut configured = sources.iter().rev().filter_map(Source::settings);
    let configured = configured.find_map(|settings| settings.baseline.as_ref());
    let held = options
        .baseline
        .as_ref()
        .filter(|_| !matches!(options.mode, Mode::Gate(_)))?;
    let on_change = configured
        .and_then(|settings| settings.on_change)
        .unwrap_or_default();
    let strict = configured.and_then(|settings| settings.strict).unwrap_or(false);
    let document_id = input.document_id.as_deref().unwrap_or_default();
    Some(baseline::apply(held, document_id, findings, on_change, strict))
}
