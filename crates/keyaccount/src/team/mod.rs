//! Who on our side looks after an account?
//!
//! Documents only: workload and assignment are calculated elsewhere.

mod member;

pub use member::{Capacity, Held, Language, LanguageLevel, Member, MemberRole, Seniority, Skill};
