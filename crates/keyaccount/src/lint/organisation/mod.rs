//! Rules that an organisation writes itself, as data.
//!
//! A rule says where to look (`given`), whom it concerns (`when`), and what must hold there (`then`). There are no loops and no
//! expressions: each check reads one field, so that a run costs time in proportion to the part of the plan that `given`
//! matches. The rules read the text of a plan and not its typed view, so that they see `x_` fields as well.
//!
//! They judge plans, never portfolios, are run after the rules of the library, and report the same kind of finding. Gates take
//! no notice of them: what a gate asks for is the library's word. Later layers of configuration replace a rule of the same
//! code as a whole.
//!
//! A field that is absent makes a comparison silent; only `present` complains about it. A field of the wrong kind, such as
//! a text where a number is compared, is listed as not evaluated.

mod document;
mod value;

mod fault;
mod validate;

mod field;

mod entry;
mod group;
mod references;

mod message;
mod run;

#[cfg(test)]
mod tests;

pub use document::{CheckKind, OrganisationCheck, OrganisationCondition, OrganisationRule};
pub use fault::OrganisationFault;
pub use value::OrganisationValue;

pub(super) use run::run;
pub(super) use validate::{MOST_RULES, validate};
