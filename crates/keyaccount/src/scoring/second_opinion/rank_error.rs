//! Why there is no second opinion.

use crate::fault::Fault;
use crate::quantity::{AccountId, CriterionId};
use crate::scoring::second_opinion::promethee::PrometheeError;
use crate::scoring::{CellPlace, TableError};

/// Why there is no second opinion; the path of a cell is relative to its account or to the columns, that of an option
/// to the method.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RankError {
    /// The columns make no table, or a cell is not a finite number.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A column of the answer is shorter or longer than the table.
    #[error("the column of {what} must have {expected} rows (got {found})")]
    AnswerLength {
        /// What the column is for.
        what: &'static str,
        /// The number of rows of the table.
        expected: usize,
        /// The number of rows of the column.
        found: usize,
    },
    /// A method of ratios meets a cell that is zero or negative.
    #[error("`{criterion_id}` must be above 0 to be compared as a ratio (got {found}, {place})")]
    NotPositive {
        /// Where the cell is.
        place: CellPlace,
        /// The criterion of the column.
        criterion_id: CriterionId,
        /// The cell as text.
        found: String,
    },
    /// A method on fixed anchors meets a cell that is no value of a value function.
    #[error("`{criterion_id}` must be a value between 0 and 1 (got {found}, {place})")]
    NotAValue {
        /// Where the cell is.
        place: CellPlace,
        /// The criterion of the column.
        criterion_id: CriterionId,
        /// The cell as text.
        found: String,
    },
    /// A cell lies beyond the anchors of a criterion that rejects such cells.
    #[error("`{criterion_id}` must be {expected} (got {found}, {place})")]
    OutsideAnchors {
        /// Where the cell is.
        place: CellPlace,
        /// The criterion of the column.
        criterion_id: CriterionId,
        /// The anchors as text.
        expected: String,
        /// The cell as text.
        found: String,
    },
    /// The largest cell of a column is too large or too small to be squared.
    #[error(
        "the largest `{criterion_id}` must be 0 or between 1e-150 and 1e150 in size (got {found}, {place})"
    )]
    TooExtreme {
        /// Where the cell is.
        place: CellPlace,
        /// The criterion of the column.
        criterion_id: CriterionId,
        /// The cell as text.
        found: String,
    },
    /// A method that measures between anchors meets a criterion that has none.
    #[error("`{criterion_id}` must have anchors to be measured between them (got none)")]
    AnchorsMissing {
        /// The criterion.
        criterion_id: CriterionId,
    },
    /// There are more or fewer bounds than columns.
    #[error("there must be one pair of bounds per column: {expected} (got {found})")]
    BoundsCount {
        /// The number of columns.
        expected: usize,
        /// The number of bounds.
        found: usize,
    },
    /// The bounds of a criterion leave no room, or the expected value lies outside them.
    #[error(
        "the bounds of `{criterion_id}` must be two different finite numbers with the expected value between them \
         (got {found})"
    )]
    Bounds {
        /// The index of the bounds.
        index: usize,
        /// The criterion.
        criterion_id: CriterionId,
        /// The bounds and the expected value as text.
        found: String,
    },
    /// An expected value is of no criterion, or of one that has no anchors.
    #[error("the expected point must be of criteria with anchors (got `{criterion_id}`)")]
    ExpectedCriterion {
        /// The index in the expected point.
        index: usize,
        /// The criterion.
        criterion_id: CriterionId,
        /// The one id that is nearly the same.
        nearest: Option<String>,
    },
    /// A criterion comes twice in the expected point.
    #[error("the expected point must have one value per criterion (got `{criterion_id}` twice)")]
    ExpectedTwice {
        /// The index of the second.
        index: usize,
        /// The criterion.
        criterion_id: CriterionId,
    },
    /// An expected value lies beyond the anchors.
    #[error("the expected `{criterion_id}` must be {expected} (got {found})")]
    ExpectedOutside {
        /// The index in the expected point.
        index: usize,
        /// The criterion.
        criterion_id: CriterionId,
        /// The anchors as text.
        expected: String,
        /// The value as text.
        found: String,
    },
    /// A preference function of PROMETHEE is at fault, or does not suit its column.
    #[error(transparent)]
    Promethee(PrometheeError),
}

impl From<PrometheeError> for RankError {
    fn from(error: PrometheeError) -> Self {
        match error {
            PrometheeError::Table(error) => Self::Table(error),
            error => Self::Promethee(error),
        }
    }
}

impl RankError {
    /// Returns the account of the cell, where the error is about a cell of an account.
    pub fn account_id(&self) -> Option<&AccountId> {
        self.cell().and_then(|(place, _)| place.account_id())
    }

    /// Returns the error with the account that stands in the row of the cell.
    pub(in crate::scoring) fn of_account(mut self, account_ids: &[AccountId]) -> Self {
        if let Some(place) = self.place_mut() {
            place.name_account(account_ids);
        }
        self
    }

    /// Returns the criterion of the cell, where the error is about a cell.
    pub fn cell_criterion_id(&self) -> Option<&CriterionId> {
        match self {
            Self::Table(error) => error.cell_criterion_id(),
            _ => self.cell().map(|(_, criterion_id)| criterion_id),
        }
    }

    /// Returns the error with the number that `numbers` gives the row of its cell, for a table of some rows of a larger one.
    #[must_use]
    pub fn with_row_numbers(mut self, numbers: &[usize]) -> Self {
        if let Self::Table(error) = self {
            return Self::Table(error.with_row_numbers(numbers));
        }
        if let Some(place) = self.place_mut() {
            place.number_row(numbers);
        }
        self
    }

    fn place_mut(&mut self) -> Option<&mut CellPlace> {
        match self {
            Self::NotPositive { place, .. }
            | Self::NotAValue { place, .. }
            | Self::OutsideAnchors { place, .. }
            | Self::TooExtreme { place, .. } => Some(place),
            _ => None,
        }
    }

    fn cell(&self) -> Option<(&CellPlace, &CriterionId)> {
        match self {
            Self::NotPositive {
                place, criterion_id, ..
            }
            | Self::NotAValue {
                place, criterion_id, ..
            }
            | Self::OutsideAnchors {
                place, criterion_id, ..
            }
            | Self::TooExtreme {
                place, criterion_id, ..
            } => Some((place, criterion_id)),
            _ => None,
        }
    }
}

impl Fault for RankError {
    fn code(&self) -> &'static str {
        match self {
            Self::Table(error) => error.code(),
            Self::AnswerLength { .. } => "column_length",
            Self::NotPositive { .. } => "not_positive",
            Self::NotAValue { .. } => "not_a_value",
            Self::OutsideAnchors { .. } | Self::ExpectedOutside { .. } => "outside_anchors",
            Self::TooExtreme { .. } => "too_extreme",
            Self::AnchorsMissing { .. } => "anchors_missing",
            Self::BoundsCount { .. } => "bounds_count",
            Self::Bounds { .. } => "bounds",
            Self::ExpectedCriterion { .. } => "unknown_criterion",
            Self::ExpectedTwice { .. } => "duplicate_id",
            Self::Promethee(error) => error.code(),
        }
    }

    fn path(&self) -> String {
        if let Some((place, criterion_id)) = self.cell() {
            return place.pointer(criterion_id);
        }
        match self {
            Self::Table(error) => error.path(),
            Self::Bounds { index, .. } => format!("/{index}"),
            Self::ExpectedCriterion { index, .. } | Self::ExpectedTwice { index, .. } => {
                format!("/spotis/expected_point/{index}/criterion_id")
            }
            Self::ExpectedOutside { index, .. } => format!("/spotis/expected_point/{index}/value"),
            Self::Promethee(error) => format!("/promethee{}", error.path()),
            _ => String::new(),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::Table(error) => error.found(),
            Self::AnswerLength { found, .. } | Self::BoundsCount { found, .. } => Some(found.to_string()),
            Self::NotPositive { found, .. }
            | Self::NotAValue { found, .. }
            | Self::OutsideAnchors { found, .. }
            | Self::TooExtreme { found, .. }
            | Self::Bounds { found, .. }
            | Self::ExpectedOutside { found, .. } => Some(found.clone()),
            Self::AnchorsMissing { .. } => Some("none".to_owned()),
            Self::ExpectedCriterion { criterion_id, .. } | Self::ExpectedTwice { criterion_id, .. } => {
                Some(criterion_id.to_string())
            }
            Self::Promethee(error) => error.found(),
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::Table(error) => error.expected(),
            Self::AnswerLength { expected, .. } | Self::BoundsCount { expected, .. } => {
                Some(expected.to_string())
            }
            Self::NotPositive { .. } => Some("above 0".to_owned()),
            Self::NotAValue { .. } => Some("between 0 and 1".to_owned()),
            Self::TooExtreme { .. } => Some("0 or between 1e-150 and 1e150 in size".to_owned()),
            Self::Bounds { .. } => Some("two different finite numbers".to_owned()),
            Self::ExpectedCriterion { .. } => Some("a criterion with anchors".to_owned()),
            Self::ExpectedTwice { .. } => None,
            Self::OutsideAnchors { expected, .. } | Self::ExpectedOutside { expected, .. } => {
                Some(expected.clone())
            }
            Self::AnchorsMissing { .. } => Some("a worst and a best raw value".to_owned()),
            Self::Promethee(error) => error.expected(),
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::NotPositive { .. } => {
                Some("set `scaling` to `anchors` to multiply the values of the value functions".to_owned())
            }
            Self::OutsideAnchors { .. } => {
                Some("set `outside` of the criterion to `clip` to count the nearer anchor".to_owned())
            }
            Self::ExpectedCriterion {
                nearest: Some(nearest),
                ..
            } => Some(format!("`{nearest}` is the nearest known id")),
            Self::Promethee(error) => error.help(),
            _ => None,
        }
    }
}
