//! The small words that several documents share: kinds of entities, references, judgements, steps of a scale.
//!
//! Nothing here knows a document as a whole.

mod date_range;
mod entity;
mod exchange_rate;
mod fact;
mod figure;
mod judgement;
mod kind;
mod reference;
mod rhythm;
#[cfg(feature = "schema")]
pub(crate) mod schema;
mod steps;

pub use date_range::DateRange;
pub use entity::{Entity, Required};
pub(crate) use entity::{absent, entity, required};
pub use exchange_rate::ExchangeRate;
pub use fact::Fact;
pub use figure::Figure;
pub use judgement::{Basis, Judgement};
pub use kind::EntityKind;
pub use reference::{Reference, ReferenceError};
pub use rhythm::{Rhythm, RhythmUnit};
pub use steps::{Degree, Grade, Percent, Rating, Stance};

/// Returns whether `section` says nothing; documents leave its key out then.
pub(crate) fn is_default<T: Default + PartialEq>(section: &T) -> bool {
    *section == T::default()
}
