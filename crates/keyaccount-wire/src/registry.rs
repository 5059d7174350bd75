//! The single list of operations.

use crate::operation::Entry;
use crate::{WireError, account_summarise, portfolio_loss_impact, score_run};

/// Every operation, by name in ascending order.
pub static OPERATIONS: &[Entry] = &[
    Entry::of::<account_summarise::AccountSummarise>(),
    Entry::of::<portfolio_loss_impact::PortfolioLossImpact>(),
    Entry::of::<score_run::ScoreRun>(),
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
pub fn call(name: &str, request: &str) -> Result<String, WireError> {
    let Some(entry) = entry(name) else {
        return Err(WireError {
            code: "unknown_operation".to_owned(),
            path: String::new(),
            message: format!("there is no operation called `{name}`"),
            found: Some(name.to_owned()),
            expected: Some("one of the listed operations".to_owned()),
            help: None,
        });
    };
    (entry.call)(request)
}
