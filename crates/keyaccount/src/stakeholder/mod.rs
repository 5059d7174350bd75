//! Who are the people at the account, and who on our side knows them?
//!
//! Documents only: what a map of them says about coverage and risk is calculated elsewhere.

mod contact;
mod level;
mod tie;

pub use contact::{
    Adaptability, BuyingRole, Contact, ContactStatus, DecisionOrientation, Function, Relation,
};
pub use level::{Level, LevelBand};
pub use tie::{Direction, Interaction, InteractionKind, Tie};
