//! Why tiers cannot be drawn.

use crate::fault::Fault;
use crate::quantity::AccountId;

/// Why tiers cannot be drawn; paths are relative to the request, `/policy`, `/history` and `/as_of`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TierError {
    /// The policy has no boundary.
    #[error("`boundaries` must have one for `key`, for `strategic` or for both (got none)")]
    NoBoundary,
    /// A boundary is not one of a tier that has one.
    #[error("a boundary must be that of `strategic` or `key`; incubators have a rule of their own")]
    BoundaryTier {
        /// The index of the boundary.
        index: usize,
    },
    /// A tier has two boundaries.
    #[error("a tier must have one boundary (got two for the same)")]
    BoundaryTwice {
        /// The index of the second.
        index: usize,
    },
    /// A line lies beyond the scale.
    #[error("`{field}` must be {expected} (got {found})")]
    LineOffScale {
        /// The index of the boundary.
        index: usize,
        /// The line.
        field: &'static str,
        /// The scale as text.
        expected: String,
        /// The line as text.
        found: String,
    },
    /// The line to fall lies above the line to rise.
    #[error("`demote_below` must be at most {promote_at}, the value of `promote_at` (got {found})")]
    DemoteAbovePromote {
        /// The index of the boundary.
        index: usize,
        /// The line to rise as text.
        promote_at: String,
        /// The line to fall as text.
        found: String,
    },
    /// A line of the tier strategic lies below that of the tier key.
    #[error("`{field}` of `strategic` must be at least {least}, that of `key` (got {found})")]
    BoundaryOrder {
        /// The index of the boundary of the tier strategic.
        index: usize,
        /// The line.
        field: &'static str,
        /// That of the tier key, as text.
        least: String,
        /// The line as text.
        found: String,
    },
    /// A dwell has no length.
    #[error("`{field}` must be at least 1 (got 0)")]
    DwellZero {
        /// Which dwell.
        field: &'static str,
    },
    /// A line of the incubator rule is not what it must be.
    #[error("`{field}` of the incubator rule must be {expected} (got {found})")]
    IncubatorLine {
        /// The line.
        field: &'static str,
        /// What it must be.
        expected: String,
        /// The line as text.
        found: String,
    },
    /// An id leads nowhere.
    #[error("there is no {kind} `{id}`")]
    UnknownId {
        /// The place of the reference.
        path: String,
        /// What is looked for.
        kind: &'static str,
        /// The id.
        id: String,
        /// The one id that is nearly the same.
        nearest: Option<String>,
    },
    /// An account stands twice in a list.
    #[error("`{list}` must name account `{account_id}` once")]
    DuplicateAccount {
        /// The list.
        list: &'static str,
        /// The place of the second.
        path: String,
        /// The id.
        account_id: AccountId,
    },
    /// An earlier score lies beyond the scale.
    #[error("an earlier score of account `{account_id}` must be {expected} (got {found})")]
    ScoreOffScale {
        /// The place of the score.
        path: String,
        /// The account.
        account_id: AccountId,
        /// The scale as text.
        expected: String,
        /// The score as text.
        found: String,
    },
    /// An override says no reason.
    #[error("the override of account `{account_id}` must have a reason (got a blank)")]
    OverrideWithoutReason {
        /// The index of the override.
        index: usize,
        /// The account.
        account_id: AccountId,
    },
    /// Overrides expire, and there is no day to judge them on.
    #[error("`as_of` must be given where there are overrides, since they expire")]
    NoAsOf,
}

impl Fault for TierError {
    fn code(&self) -> &'static str {
        match self {
            Self::NoBoundary => "no_boundary",
            Self::BoundaryTier { .. } => "boundary_tier",
            Self::BoundaryTwice { .. } => "boundary_twice",
            Self::LineOffScale { .. } => "line_off_scale",
            Self::DemoteAbovePromote { .. } => "demote_above_promote",
            Self::BoundaryOrder { .. } => "boundary_order",
            Self::DwellZero { .. } => "dwell_zero",
            Self::IncubatorLine { .. } => "incubator_line",
            Self::UnknownId { .. } => "unknown_id",
            Self::DuplicateAccount { .. } => "duplicate_account",
            Self::ScoreOffScale { .. } => "score_off_scale",
            Self::OverrideWithoutReason { .. } => "override_without_reason",
            Self::NoAsOf => "as_of_missing",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::NoBoundary => "/policy/boundaries".to_owned(),
            Self::BoundaryTier { index } | Self::BoundaryTwice { index } => {
                format!("/policy/boundaries/{index}/tier")
            }
            Self::LineOffScale { index, field, .. } | Self::BoundaryOrder { index, field, .. } => {
                format!("/policy/boundaries/{index}/{field}")
            }
            Self::DemoteAbovePromote { index, .. } => format!("/policy/boundaries/{index}/demote_below"),
            Self::DwellZero { field } => format!("/policy/{field}"),
            Self::IncubatorLine { field, .. } => format!("/policy/incubator/{field}"),
            Self::UnknownId { path, .. }
            | Self::DuplicateAccount { path, .. }
            | Self::ScoreOffScale { path, .. } => path.clone(),
            Self::OverrideWithoutReason { index, .. } => format!("/policy/overrides/{index}/reason"),
            Self::NoAsOf => "/as_of".to_owned(),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::LineOffScale { found, .. }
            | Self::DemoteAbovePromote { found, .. }
            | Self::BoundaryOrder { found, .. }
            | Self::IncubatorLine { found, .. }
            | Self::ScoreOffScale { found, .. } => Some(found.clone()),
            Self::DwellZero { .. } => Some("0".to_owned()),
            Self::UnknownId { id, .. } => Some(id.clone()),
            Self::DuplicateAccount { account_id, .. } => Some(account_id.to_string()),
            _ => None,
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::LineOffScale { expected, .. }
            | Self::IncubatorLine { expected, .. }
            | Self::ScoreOffScale { expected, .. } => Some(expected.clone()),
            Self::DemoteAbovePromote { promote_at, .. } => Some(format!("at most {promote_at}")),
            Self::BoundaryOrder { least, .. } => Some(format!("at least {least}")),
            Self::DwellZero { .. } => Some("at least 1".to_owned()),
            Self::NoBoundary | Self::BoundaryTier { .. } => Some("`strategic` or `key`".to_owned()),
            Self::NoAsOf => Some("a date".to_owned()),
            _ => None,
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::UnknownId {
                nearest: Some(nearest),
                ..
            } => Some(format!("`{nearest}` is the nearest known id")),
            _ => None,
        }
    }
}
