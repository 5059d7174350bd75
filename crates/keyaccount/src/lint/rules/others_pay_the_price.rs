//! KA-914 `others-pay-the-price`.

use std::collections::{BTreeMap, BTreeSet};

use crate::account::Tier;
use crate::lint::context::label;
use crate::lint::portfolio_context::PortfolioContext;
use crate::lint::rule::declare_rule;
use crate::lint::severity::{Nature, Profile, Severity};
use crate::lint::sink::{Draft, Sink};
use crate::quantity::Date;
use crate::sla::{Agreement, MetricKind, SlaMetric, SlaResult};
use crate::vocabulary::Entity;

declare_rule! {
    /// ## What it checks
    ///
    /// A metric of the standard service missed its target in its latest window, while strategic and key accounts have results of the same
    /// kind of metric for the same window, and all of them met theirs. The standard service is the standard agreement of the organisation, and the
    /// agreements of standard accounts; the others are the agreements of strategic and key accounts and those that
    /// their plans promise. Results that do not say whether the target was met, and metrics of kind custom, are left out.
    ///
    /// ## Why it matters
    ///
    /// Extra service for the few that is paid for by the many shows in the churn of the many.
    ///
    /// ## Example
    ///
    /// ```json portfolio mode:portfolio
    /// [{"op": "replace", "path": "/organisation/standard_agreement/metrics/0/results/2/met", "value": false}]
    /// ```
    ///
    /// ## Instead
    ///
    /// ```json portfolio mode:portfolio
    /// [{"op": "replace", "path": "/organisation/standard_agreement/metrics/0/results/2/met", "value": false},
    ///  {"op": "replace", "path": "/plans/1/sla/0/metrics/0/results/1/met", "value": false}]
    /// ```
    ///
    /// ## Settings
    ///
    /// None.
    ///
    /// ## Source
    ///
    /// KAM practice, S4 step 8 and tip 3 (extra requests, yet never at the cost of other accounts). The comparison is a house default.
    pub(super) static OTHERS_PAY_THE_PRICE = {
        code: "KA-914",
        name: "others-pay-the-price",
        severity: Severity::Warning,
        nature: Nature::Risky,
        profile: Profile::Recommended,
        check_portfolio: Some(check),
    };
}

/// A kind of metric in a window, by the first and the last day.
type Measured = (MetricKind, Date, Date);

fn check(cx: &PortfolioContext<'_>, sink: &mut Sink) {
    let kept = kept(cx);
    let organisation = &cx.portfolio.organisation;
    if let Some(agreement) = &organisation.standard_agreement {
        let drafts = drafts(agreement, "/organisation/standard_agreement", &kept);
        sink.drafts.extend(drafts);
    }
    for (index, account) in cx.served_accounts() {
        if account.tier != Some(Tier::Standard) {
            continue;
        }
        for (position, agreement) in account.agreements.iter().enumerate() {
            let place = format!("/accounts/{index}/agreements/{position}");
            for draft in drafts(agreement, &place, &kept) {
                // Ids of metrics are unique in an agreement only.
                let id = account.id().unwrap_or_default();
                sink.report(draft.discriminator(id).concerns(account.id()));
            }
        }
    }
}

/// Returns what the strategic and key accounts were promised, and got in every case.
fn kept(cx: &PortfolioContext<'_>) -> BTreeSet<Measured> {
    let mut results: BTreeMap<Measured, bool> = BTreeMap::new();
    let accounts = cx.accounts_by_id();
    let is_key = |id: Option<&str>| {
        let account = id.and_then(|id| accounts.get(id));
        account.is_some_and(|(_, account)| account.tier.is_some_and(Tier::is_key))
    };
    let held = cx.served_accounts().map(|(_, account)| account);
    let held = held
        .filter(|account| is_key(account.id()))
        .flat_map(|account| &account.agreements);
    let promised = cx
        .plans
        .iter()
        .filter(|plan| is_key(plan.account.id()))
        .flat_map(|plan| &plan.sla);
    for metric in held.chain(promised).flat_map(|agreement| &agreement.metrics) {
        for result in &metric.results {
            if let Some((measured, is_met)) = outcome(metric, result) {
                *results.entry(measured).or_insert(true) &= is_met;
            }
        }
    }
    let kept = results.into_iter().filter(|(_, is_met)| *is_met);
    kept.map(|(measured, _)| measured).collect()
}

/// Returns what is said of the metrics of a standard agreement, in their order.
fn drafts(agreement: &Agreement, place: &str, kept: &BTreeSet<Measured>) -> Vec<Draft> {
    let metrics = agreement.metrics.iter().enumerate();
    let missed = metrics.filter_map(|(index, metric)| {
        let outcomes = metric.results.iter().filter_map(|result| outcome(metric, result));
        let latest = outcomes.max_by_key(|((_, start, end), _)| (*end, *start));
        let (measured, _) = latest.filter(|(measured, is_met)| !is_met && kept.contains(measured))?;
        Some((index, metric, measured))
    });
    missed
        .map(|(index, metric, (_, start, end))| {
            let draft = Draft::new(
                format!("{place}/metrics/{index}"),
                "missed",
                "{metric} of the standard service missed its target from {start} to {end}, while every key account got what it was promised.",
                [
                    ("metric", label(metric.name.as_deref(), metric).into()),
                    ("start", start.into()),
                    ("end", end.into()),
                ],
            );
            let help = "Find out whether people were taken from the standard service, and give it its time back.";
            draft.about_entity(metric).help(help)
        })
        .collect()
}

/// Returns what a result is about and whether the target was met, where it says so.
fn outcome(metric: &SlaMetric, result: &SlaResult) -> Option<(Measured, bool)> {
    let kind = metric.kind.filter(|kind| *kind != MetricKind::Custom)?;
    let window = result.window.as_ref()?;
    Some(((kind, window.start?, window.end?), result.met?))
}
