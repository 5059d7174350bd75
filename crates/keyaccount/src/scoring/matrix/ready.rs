//! Grids that are ready to use, as documents.

/// A grid that is ready to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadyGrid {
    /// The id, which is also the name of its file.
    pub id: &'static str,
    /// What it is, in a few words.
    pub title: &'static str,
    /// The document, JSON of a [`Grid`](super::Grid).
    pub text: &'static str,
}

/// The grids that are ready to use, by id in ascending order.
///
/// Where an axis measures a group, the model needs a group of that id; the ready model `attractiveness-strength` fits
/// the grids of McDonald and of Millman and Wilson and the one of nine cells.
///
/// # Examples
///
/// ```
/// use keyaccount::document;
/// use keyaccount::scoring::matrix::{Grid, ready};
///
/// for grid in ready::READY {
///     let read: Grid = document::read(grid.text)?;
///     assert!(read.source.is_some());
/// }
/// # Ok::<(), keyaccount::document::ReadError>(())
/// ```
pub const READY: &[ReadyGrid] = &[
    ReadyGrid {
        id: "fiocca-importance-difficulty",
        title: "Strategic importance against difficulty of managing",
        text: include_str!("../../../grids/fiocca-importance-difficulty.json"),
    },
    ReadyGrid {
        id: "kraljic",
        title: "Supply risk against profit impact, for suppliers",
        text: include_str!("../../../grids/kraljic.json"),
    },
    ReadyGrid {
        id: "krapfel-relationships",
        title: "Relationship value against common interests",
        text: include_str!("../../../grids/krapfel-relationships.json"),
    },
    ReadyGrid {
        id: "mcdonald-stages",
        title: "Attractiveness against the stage of the relationship",
        text: include_str!("../../../grids/mcdonald-stages.json"),
    },
    ReadyGrid {
        id: "mcdonald-woodburn",
        title: "Attractiveness against relative strength, four categories",
        text: include_str!("../../../grids/mcdonald-woodburn.json"),
    },
    ReadyGrid {
        id: "millman-wilson",
        title: "Attractiveness against relative strength, five strategies",
        text: include_str!("../../../grids/millman-wilson.json"),
    },
    ReadyGrid {
        id: "nine-cells",
        title: "Attractiveness against relative strength, nine cells",
        text: include_str!("../../../grids/nine-cells.json"),
    },
    ReadyGrid {
        id: "shapiro-price-cost",
        title: "Net price against cost to serve",
        text: include_str!("../../../grids/shapiro-price-cost.json"),
    },
];

/// Returns the ready grid called `id`.
pub fn ready(id: &str) -> Option<&'static ReadyGrid> {
    READY.iter().find(|ready| ready.id == id)
}
