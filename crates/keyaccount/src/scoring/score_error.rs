//! Why accounts cannot be scored.

use std::fmt;

use crate::document::{nearest, pointer};
use crate::fault::Fault;
use crate::quantity::{AccountId, CriterionId, Date, State};

/// Why accounts cannot be scored; paths are relative to the list of accounts, or to the columns by criterion and row.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScoreError {
    /// Two accounts share an id.
    #[error("the id of an account must be unique (got `{account_id}` twice)")]
    DuplicateAccount {
        /// The index of the second.
        index: usize,
        /// The id.
        account_id: AccountId,
    },
    /// A fact belongs to no criterion.
    #[error("the model has no criterion `{criterion_id}` ({place})")]
    UnknownCriterion {
        /// Where the fact is.
        place: Place,
        /// The id that leads nowhere.
        criterion_id: CriterionId,
        /// The one id that is nearly the same.
        nearest: Option<String>,
    },
    /// A value is NaN or infinite.
    #[error("`{criterion_id}` must be a finite number (got {found}, {place})")]
    NotFinite {
        /// Where the value is.
        place: Place,
        /// The criterion.
        criterion_id: CriterionId,
        /// The value as text.
        found: String,
    },
    /// A fact is given as a grade that the rubric of the criterion does not have.
    #[error("`{criterion_id}` must be {expected} (got the text `{grade}`, {place})")]
    UnknownGrade {
        /// Where the fact is.
        place: Place,
        /// The criterion.
        criterion_id: CriterionId,
        /// The grade as given.
        grade: String,
        /// The grades that the rubric has, as text.
        expected: String,
        /// The one grade that is nearly the same.
        nearest: Option<String>,
    },
    /// A value lies beyond the anchors of a criterion that rejects such values.
    #[error("`{criterion_id}` must be {expected} (got {found}, {place})")]
    OutsideAnchors {
        /// Where the value is.
        place: Place,
        /// The criterion.
        criterion_id: CriterionId,
        /// The anchors as text.
        expected: String,
        /// The value as text.
        found: String,
    },
    /// A value is absent where the criterion refuses to go without.
    #[error("`{criterion_id}` must have a value (got {}, {place})", state_word(*.state))]
    Refused {
        /// Where the value is absent.
        place: Place,
        /// The criterion.
        criterion_id: CriterionId,
        /// The state of the fact.
        state: State,
    },
    /// Two earlier facts give a criterion a value for the same day.
    #[error("`{criterion_id}` must have one earlier value per day (got two, {place})")]
    KnownTwice {
        /// Where the second is.
        place: Place,
        /// The criterion.
        criterion_id: CriterionId,
    },
    /// An earlier fact is of a day after that of the scores.
    #[error("an earlier value of `{criterion_id}` must be known by {as_of} (got {known_on}, {})", .place.account())]
    KnownLater {
        /// Where the earlier fact is.
        place: Place,
        /// The criterion.
        criterion_id: CriterionId,
        /// The day of the earlier fact.
        known_on: Date,
        /// The day of the scores.
        as_of: Date,
    },
    /// An earlier fact would be carried forward if there were a day to judge its age.
    #[error(
        "`as_of` must be given where `{criterion_id}` may be carried forward, since values age (got none, {place})"
    )]
    NoAsOf {
        /// Where the earlier fact is.
        place: Place,
        /// The criterion.
        criterion_id: CriterionId,
    },
    /// The number of columns is not the number of criteria.
    #[error("there must be one column of {what} per criterion: {expected} (got {found})")]
    ColumnCount {
        /// Values or states.
        what: &'static str,
        /// The number of criteria.
        expected: usize,
        /// The number of columns.
        found: usize,
    },
    /// A column is shorter or longer than the others.
    #[error("the column of {what} of `{criterion_id}` must have {expected} rows (got {found})")]
    ColumnLength {
        /// Values or states.
        what: &'static str,
        /// The criterion of the column.
        criterion_id: CriterionId,
        /// The number of rows of the answer.
        expected: usize,
        /// The number of rows of the column.
        found: usize,
    },
    /// A column to be written is shorter or longer than the scores.
    #[error("the column `{what}` to be written must have {expected} rows like the scores (got {found})")]
    OutputLength {
        /// The field of the outputs.
        what: &'static str,
        /// The number of rows of the scores.
        expected: usize,
        /// The number of rows of the column.
        found: usize,
    },
    /// A code of a state is none of the four.
    #[error(
        "the state of `{criterion_id}` must be 0 (value), 1 (missing), 2 (unknown) or 3 (not applicable) \
         (got {found}, {place})"
    )]
    StateCode {
        /// Where the code is.
        place: Place,
        /// The criterion.
        criterion_id: CriterionId,
        /// The code.
        found: u8,
    },
}

/// Where a value stands: in an account of a document, today's or an earlier one, or in a row of columns, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// An account of a document.
    Account {
        /// Its index in the list.
        index: usize,
        /// Its id.
        id: AccountId,
    },
    /// An earlier fact of an account of a document.
    EarlierFact {
        /// The index of the account in the list.
        index: usize,
        /// The id of the account.
        id: AccountId,
        /// The index of the fact in the list of earlier ones.
        at: usize,
        /// The day on which it was known.
        known_on: Date,
    },
    /// A row of columns.
    Row(usize),
}

impl Place {
    /// Returns the place of an earlier fact of the same account.
    pub(super) fn at_earlier_fact(self, at: usize, known_on: Date) -> Self {
        match self {
            Self::Account { index, id } | Self::EarlierFact { index, id, .. } => Self::EarlierFact {
                index,
                id,
                at,
                known_on,
            },
            Self::Row(row) => Self::Row(row),
        }
    }

    /// Returns the path of a value; `field` is the part of an earlier fact that is meant.
    fn pointer(&self, criterion_id: &CriterionId, field: &str) -> String {
        let token = criterion_id.as_str();
        match self {
            Self::Account { index, .. } => pointer::of(&[&index.to_string(), "facts", token]),
            Self::EarlierFact { index, at, .. } => {
                pointer::of(&[&index.to_string(), "earlier", &at.to_string(), field])
            }
            Self::Row(row) => pointer::of(&[token, &row.to_string()]),
        }
    }

    /// Returns the account or the row, in words.
    fn account(&self) -> String {
        match self {
            Self::Account { id, .. } | Self::EarlierFact { id, .. } => format!("account `{id}`"),
            Self::Row(row) => format!("row {row}"),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.account())?;
        match self {
            Self::EarlierFact { known_on, .. } => write!(formatter, ", as known on {known_on}"),
            Self::Account { .. } | Self::Row(_) => Ok(()),
        }
    }
}

impl ScoreError {
    /// Returns the criterion of the fact, where the error is about one.
    pub fn criterion_id(&self) -> Option<&CriterionId> {
        match self {
            Self::UnknownCriterion { criterion_id, .. }
            | Self::NotFinite { criterion_id, .. }
            | Self::UnknownGrade { criterion_id, .. }
            | Self::OutsideAnchors { criterion_id, .. }
            | Self::Refused { criterion_id, .. }
            | Self::KnownTwice { criterion_id, .. }
            | Self::KnownLater { criterion_id, .. }
            | Self::NoAsOf { criterion_id, .. }
            | Self::ColumnLength { criterion_id, .. }
            | Self::StateCode { criterion_id, .. } => Some(criterion_id),
            Self::DuplicateAccount { .. } | Self::ColumnCount { .. } | Self::OutputLength { .. } => None,
        }
    }

    /// Returns the same error with its row counted from `first`, for columns that are scored piece by piece.
    #[must_use]
    pub fn with_rows_from(mut self, first: usize) -> Self {
        if let Some(Place::Row(row)) = self.place_mut() {
            *row += first;
        }
        self
    }

    /// Returns the same error with its earlier fact where `place_of` finds it by the index of the account and its own.
    pub(super) fn with_earlier_facts_at(
        mut self,
        place_of: impl FnOnce(usize, usize) -> Option<usize>,
    ) -> Self {
        if let Some(Place::EarlierFact { index, at, .. }) = self.place_mut() {
            *at = place_of(*index, *at).unwrap_or(*at);
        }
        self
    }

    fn place_mut(&mut self) -> Option<&mut Place> {
        match self {
            Self::UnknownCriterion { place, .. }
            | Self::NotFinite { place, .. }
            | Self::UnknownGrade { place, .. }
            | Self::OutsideAnchors { place, .. }
            | Self::Refused { place, .. }
            | Self::KnownTwice { place, .. }
            | Self::KnownLater { place, .. }
            | Self::NoAsOf { place, .. }
            | Self::StateCode { place, .. } => Some(place),
            Self::DuplicateAccount { .. }
            | Self::ColumnCount { .. }
            | Self::ColumnLength { .. }
            | Self::OutputLength { .. } => None,
        }
    }

    pub(super) fn unknown_criterion<'a>(
        place: Place,
        criterion_id: &CriterionId,
        known: impl IntoIterator<Item = &'a CriterionId>,
    ) -> Self {
        let known = known.into_iter().map(CriterionId::as_str);
        Self::UnknownCriterion {
            nearest: nearest(criterion_id.as_str(), known).map(str::to_owned),
            place,
            criterion_id: criterion_id.clone(),
        }
    }
}

impl Fault for ScoreError {
    fn code(&self) -> &'static str {
        match self {
            Self::DuplicateAccount { .. } => "duplicate_account",
            Self::UnknownCriterion { .. } => "unknown_criterion",
            Self::NotFinite { .. } => "not_finite",
            Self::UnknownGrade { .. } => "unknown_grade",
            Self::OutsideAnchors { .. } => "outside_anchors",
            Self::Refused { .. } => "value_refused",
            Self::KnownTwice { .. } => "known_twice",
            Self::KnownLater { .. } => "known_later",
            Self::NoAsOf { .. } => "as_of_missing",
            Self::ColumnCount { .. } => "column_count",
            Self::ColumnLength { .. } => "column_length",
            Self::OutputLength { .. } => "output_length",
            Self::StateCode { .. } => "state_code",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::DuplicateAccount { index, .. } => format!("/{index}/id"),
            Self::UnknownCriterion {
                place, criterion_id, ..
            } => place.pointer(criterion_id, "criterion_id"),
            Self::KnownTwice { place, criterion_id }
            | Self::KnownLater {
                place, criterion_id, ..
            }
            | Self::NoAsOf { place, criterion_id } => place.pointer(criterion_id, "known_on"),
            Self::NotFinite {
                place, criterion_id, ..
            }
            | Self::UnknownGrade {
                place, criterion_id, ..
            }
            | Self::OutsideAnchors {
                place, criterion_id, ..
            }
            | Self::Refused {
                place, criterion_id, ..
            }
            | Self::StateCode {
                place, criterion_id, ..
            } => place.pointer(criterion_id, "value"),
            Self::ColumnCount { .. } | Self::ColumnLength { .. } | Self::OutputLength { .. } => String::new(),
        }
    }

    fn found(&self) -> Option<String> {
        match self {
            Self::DuplicateAccount { account_id, .. } => Some(account_id.to_string()),
            Self::UnknownCriterion { criterion_id, .. } => Some(criterion_id.to_string()),
            Self::NotFinite { found, .. } | Self::OutsideAnchors { found, .. } => Some(found.clone()),
            Self::UnknownGrade { grade, .. } => Some(grade.clone()),
            Self::Refused { state, .. } => Some(state_word(*state).to_owned()),
            Self::KnownLater { known_on, .. } => Some(known_on.to_string()),
            Self::KnownTwice { .. } | Self::NoAsOf { .. } => None,
            Self::ColumnCount { found, .. }
            | Self::ColumnLength { found, .. }
            | Self::OutputLength { found, .. } => Some(found.to_string()),
            Self::StateCode { found, .. } => Some(found.to_string()),
        }
    }

    fn expected(&self) -> Option<String> {
        match self {
            Self::OutsideAnchors { expected, .. } | Self::UnknownGrade { expected, .. } => {
                Some(expected.clone())
            }
            Self::ColumnCount { expected, .. }
            | Self::ColumnLength { expected, .. }
            | Self::OutputLength { expected, .. } => Some(expected.to_string()),
            Self::NotFinite { .. } => Some("a finite number".to_owned()),
            Self::Refused { .. } => Some("a value".to_owned()),
            Self::KnownTwice { .. } => Some("one value per day".to_owned()),
            Self::KnownLater { as_of, .. } => Some(format!("{as_of} or a day before")),
            Self::NoAsOf { .. } => Some("a day".to_owned()),
            Self::StateCode { .. } => Some("0, 1, 2 or 3".to_owned()),
            Self::DuplicateAccount { .. } | Self::UnknownCriterion { .. } => None,
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::UnknownCriterion {
                nearest: Some(nearest),
                ..
            } => Some(format!("`{nearest}` is the nearest known id")),
            Self::UnknownGrade {
                nearest: Some(nearest),
                ..
            } => Some(format!("`{nearest}` is the nearest known grade")),
            Self::UnknownGrade { grade, .. } if grade.parse().is_ok_and(f64::is_finite) => {
                Some("write the number without quotation marks".to_owned())
            }
            Self::OutsideAnchors { .. } => {
                Some("set `outside` of the criterion to `clip` to count the nearer anchor".to_owned())
            }
            Self::KnownLater { .. } => {
                Some("leave out what was not known yet on that day, or score as of a later one".to_owned())
            }
            Self::NoAsOf { .. } => Some("give `as_of`, the day of the facts".to_owned()),
            _ => None,
        }
    }
}

fn state_word(state: State) -> &'static str {
    match state {
        State::Value => "a value",
        State::Missing => "a missing fact",
        State::Unknown => "an unknown fact",
        State::NotApplicable => "a fact that is not applicable",
    }
}
