//! How far a relationship has come.

use serde::{Deserialize, Serialize};

use crate::quantity::Scale;

/// The stage of the relationship with an account, from the least to the most involved; relations may also go back.
///
/// * `exploratory`: no business yet.
/// * `basic`: some transactions.
/// * `cooperative`: regular business, perhaps as a preferred supplier, where price still matters.
/// * `interdependent`: many functions and levels are in touch; leaving is still possible.
/// * `integrated`: systems are linked, leaving is hard for both.
///
/// Source: McDonald, portfolio analysis in twelve steps, step 7, where the stage stands in for relative strength
/// (field-map 2.1 items 2 and 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum RelationshipStage {
    Exploratory,
    Basic,
    Cooperative,
    Interdependent,
    Integrated,
}

impl RelationshipStage {
    /// Every stage, the least involved first.
    pub const ALL: [Self; 5] = [
        Self::Exploratory,
        Self::Basic,
        Self::Cooperative,
        Self::Interdependent,
        Self::Integrated,
    ];

    /// Returns the number of the stage, 1 (exploratory) to 5 (integrated).
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::scoring::matrix::RelationshipStage;
    ///
    /// assert_eq!(RelationshipStage::Cooperative.number(), 3.0);
    /// ```
    pub fn number(self) -> f64 {
        match self {
            Self::Exploratory => 1.0,
            Self::Basic => 2.0,
            Self::Cooperative => 3.0,
            Self::Interdependent => 4.0,
            Self::Integrated => 5.0,
        }
    }

    /// Returns whether `scale` is the one on which stages are numbered: 1 to 5.
    pub(super) fn is_numbered_on(scale: Scale) -> bool {
        let ends = (Self::Exploratory.number(), Self::Integrated.number());
        (scale.min().to_bits(), scale.max().to_bits()) == (ends.0.to_bits(), ends.1.to_bits())
    }
}
