//! How high a person stands in an organisation.

use serde::{Deserialize, Serialize};

/// One of seven rungs, from the floor to the board; on either side.
///
/// The older words `executive` and `c_level` are read as vice president and c-suite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum Level {
    Operational,
    Supervisor,
    Manager,
    Director,
    #[serde(alias = "executive")]
    VicePresident,
    #[serde(alias = "c_level")]
    CSuite,
    Board,
}

/// One of the four bands in which levels are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "the names speak; comments here would split the schema's enum"
)]
pub enum LevelBand {
    Operational,
    Management,
    Executive,
    Top,
}

impl Level {
    /// Returns the band of the level: two rungs each, the vice president alone being the executive band.
    ///
    /// Source: the four levels of account-plan practice (operational, manager, executive, c-level) over the seven rungs.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::stakeholder::{Level, LevelBand};
    ///
    /// assert_eq!(Level::Director.band(), LevelBand::Management);
    /// assert_eq!(Level::Board.band(), LevelBand::Top);
    /// ```
    pub fn band(self) -> LevelBand {
        match self {
            Self::Operational | Self::Supervisor => LevelBand::Operational,
            Self::Manager | Self::Director => LevelBand::Management,
            Self::VicePresident => LevelBand::Executive,
            Self::CSuite | Self::Board => LevelBand::Top,
        }
    }
}
