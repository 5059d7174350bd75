//! Why there is no review.

use crate::document::ReadError;
use crate::fault::Fault;
use crate::lint::OptionsError;
use crate::portfolio::{LossImpactError, PortfolioError};
use crate::scoring::{ModelChoiceError, ScoreError};
use crate::selection::SelectionError;

/// Why there is no review; each variant passes on what the failing part says.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum ReviewError {
    /// The portfolio cannot be used.
    #[error(transparent)]
    Portfolio(#[from] PortfolioError),
    /// There is no model to score with.
    #[error(transparent)]
    Model(#[from] ModelChoiceError),
    /// The accounts cannot be scored.
    #[error(transparent)]
    Score(#[from] ScoreError),
    /// The line between in and out is not one.
    #[error(transparent)]
    Selection(#[from] SelectionError),
    /// The loss of the largest account cannot be computed.
    #[error(transparent)]
    Loss(#[from] LossImpactError),
    /// An embedded plan is not a JSON object within the bounds.
    #[error("{source}")]
    Plan {
        /// The position of the plan in the portfolio.
        index: usize,
        /// What is wrong with it.
        source: ReadError,
    },
    /// The linter cannot be configured.
    #[error(transparent)]
    Options(#[from] OptionsError),
}

impl ReviewError {
    fn inner(&self) -> &dyn Fault {
        match self {
            Self::Portfolio(error) => error,
            Self::Model(error) => error,
            Self::Score(error) => error,
            Self::Selection(error) => error,
            Self::Loss(error) => error,
            Self::Plan { source, .. } => source,
            Self::Options(error) => error,
        }
    }
}

impl Fault for ReviewError {
    fn code(&self) -> &'static str {
        self.inner().code()
    }

    fn path(&self) -> String {
        let path = self.inner().path();
        match self {
            Self::Portfolio(_) | Self::Options(_) => path,
            Self::Model(_) | Self::Selection(_) => format!("/selection{path}"),
            Self::Score(_) => format!("/accounts{path}"),
            // The loss speaks of figures that were derived from the accounts, at places that the portfolio does not have.
            Self::Loss(_) => "/accounts".to_owned(),
            Self::Plan { index, .. } => format!("/plans/{index}{path}"),
        }
    }

    fn found(&self) -> Option<String> {
        self.inner().found()
    }

    fn expected(&self) -> Option<String> {
        self.inner().expected()
    }

    fn help(&self) -> Option<String> {
        self.inner().help()
    }
}
