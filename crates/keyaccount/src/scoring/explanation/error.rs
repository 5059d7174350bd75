//! Why an account cannot be explained.

use crate::document::nearest;
use crate::fault::Fault;
use crate::quantity::AccountId;
use crate::scoring::ScoreAnswer;

/// Why an account cannot be explained; paths are relative to the request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExplainError {
    /// No account has this id.
    #[error("there is no account `{account_id}` among those scored")]
    UnknownAccount {
        /// The place of the id.
        path: &'static str,
        /// The id that leads nowhere.
        account_id: AccountId,
        /// The id of the account with this name, else the one id that is nearly the same.
        nearest: Option<String>,
    },
    /// An account is compared with itself.
    #[error("an account must be compared with another one (got `{account_id}` twice)")]
    SameAccount {
        /// The account.
        account_id: AccountId,
    },
}

impl ExplainError {
    pub(super) fn unknown(path: &'static str, account_id: &AccountId, scores: &ScoreAnswer) -> Self {
        let text = account_id.as_str();
        let known = scores.accounts.iter().map(|account| account.account_id.as_str());
        let named = || {
            let mut accounts = scores.accounts.iter();
            let found = accounts.find(|account| account.name.as_deref() == Some(text));
            found.map(|account| account.account_id.as_str())
        };
        Self::UnknownAccount {
            path,
            nearest: named().or_else(|| nearest(text, known)).map(str::to_owned),
            account_id: account_id.clone(),
        }
    }
}

impl Fault for ExplainError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownAccount { .. } => "unknown_account",
            Self::SameAccount { .. } => "same_account",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::UnknownAccount { path, .. } => (*path).to_owned(),
            Self::SameAccount { .. } => "/above_account_id".to_owned(),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::UnknownAccount { account_id, .. } | Self::SameAccount { account_id } => {
                Some(account_id.to_string())
            }
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::UnknownAccount { .. } => Some("the id of an account that is scored".to_owned()),
            Self::SameAccount { .. } => Some("another account".to_owned()),
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::UnknownAccount {
                nearest: Some(nearest),
                ..
            } => Some(format!("`{nearest}` is the id that was probably meant")),
            _ => None,
        }
    }
}
