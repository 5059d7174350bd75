//! Which accounts do we have, who looks after them, and what would happen to the whole if some were lost?

mod document;
mod key_selection;
mod organisation;

mod check;
mod conversion;
mod error;

mod loss_impact;

pub use document::{Portfolio, PortfolioSchema, RevenueTotal};
pub use error::PortfolioError;
pub use key_selection::KeySelection;
pub use loss_impact::{
    AccountRevenue, ConcentrationChange, KnownHours, KnownMoney, LeavingAccount, LossImpact, LossImpactError,
    LossNote, loss_impact,
};
pub use organisation::{CatalogueEntry, Organisation};
