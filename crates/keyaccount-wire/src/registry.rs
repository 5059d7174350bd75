//! The single list of operations.

use keyaccount::document::nearest;

use crate::operation::Entry;
use crate::{
    WireError, account_summarise, plan_check, plan_critical_path, plan_diff, plan_explain_rule, plan_fix,
    plan_progress, plan_roadmap, portfolio_check, portfolio_loss_impact, review_pack, score_compare,
    score_data_weights, score_explain, score_matrix, score_models, score_rank, score_ratings, score_record,
    score_replay, score_robustness, score_run, score_sensitivity, score_weights, select_backtest, select_run,
    select_tiers,
};

/// Every operation, by name in ascending order.
pub static OPERATIONS: &[Entry] = &[
    Entry::of::<account_summarise::AccountSummarise>(),
    Entry::of::<plan_check::PlanCheck>(),
    Entry::of::<plan_critical_path::PlanCriticalPath>(),
    Entry::of::<plan_diff::DiffPlans>(),
    Entry::of::<plan_explain_rule::PlanExplainRule>(),
    Entry::of::<plan_fix::PlanFix>(),
    Entry::of::<plan_progress::PlanProgress>(),
    Entry::of::<plan_roadmap::PlanRoadmap>(),
    Entry::of::<portfolio_check::PortfolioCheck>(),
    Entry::of::<portfolio_loss_impact::PortfolioLossImpact>(),
    Entry::of::<review_pack::ReviewPack>(),
    Entry::of::<score_compare::ScoreCompare>(),
    Entry::of::<score_data_weights::ScoreDataWeights>(),
    Entry::of::<score_explain::ScoreExplain>(),
    Entry::of::<score_matrix::ScoreMatrix>(),
    Entry::of::<score_models::ScoreModels>(),
    Entry::of::<score_rank::ScoreRank>(),
    Entry::of::<score_ratings::ScoreRatings>(),
    Entry::of::<score_record::RecordScores>(),
    Entry::of::<score_replay::ReplayScores>(),
    Entry::of::<score_robustness::ScoreRobustness>(),
    Entry::of::<score_run::ScoreRun>(),
    Entry::of::<score_sensitivity::ScoreSensitivity>(),
    Entry::of::<score_weights::ScoreWeights>(),
    Entry::of::<select_backtest::SelectBacktest>(),
    Entry::of::<select_run::SelectRun>(),
    Entry::of::<select_tiers::SelectTiers>(),
];

/// Returns the operation called `name`.
pub fn entry(name: &str) -> Option<&'static Entry> {
    OPERATIONS.iter().find(|entry| entry.name == name)
}

/// Answers the request text with the answer text of the operation called `name`.
///
/// # Errors
///
/// [`WireError`] with code `unknown_operation` when there is none, else whatever the operation reports.
///
/// # Examples
///
/// ```
/// let request = r#"{"as_of": "2026-09-30", "portfolio": {
///     "schema": "keyaccount/portfolio/1", "id": "P1", "name": "Invented accounts",
///     "organisation": {"name": "Examplar Pumps (invented)", "currency": "EUR"}}}"#;
/// let reply = keyaccount_wire::call("review.pack", request)?;
/// assert!(reply.starts_with(r#"{"answer":{"as_of":"2026-09-30","portfolio":{"id":"P1""#));
///
/// let error = keyaccount_wire::call("review.pak", request).unwrap_err();
/// assert_eq!(error.help.as_deref(), Some("the nearest known operation is `review.pack`"));
/// # Ok::<(), keyaccount_wire::WireError>(())
/// ```
pub fn call(name: &str, request: &str) -> Result<String, WireError> {
    let Some(entry) = entry(name) else {
        let names = OPERATIONS.iter().map(|entry| entry.name);
        let message = format!("there is no operation called `{name}`");
        return Err(WireError {
            found: Some(name.to_owned()),
            help: nearest(name, names).map(|known| format!("the nearest known operation is `{known}`")),
            ..WireError::new("unknown_operation", "", message)
        });
    };
    (entry.call)(request)
}
