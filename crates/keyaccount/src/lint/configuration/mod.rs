//! How an organisation configures the linter: documents in layers, and the law by which they merge.
//!
//! # The law of merging
//!
//! Later wins, key by key, in this order (ruling 14):
//!
//! 1. **source**: the defaults of the rules, then each layer with what it extends before it, then the block in the plan, then
//!    what the call itself asks for;
//! 2. inside a source the **dimension**: base, orientation, tier, state;
//! 3. inside a dimension the **selector**: the beginning of codes (`KA-6`) before the whole code (`KA-652`).
//!
//! Levels and parameters merge independently. A list is replaced as a whole; `extend_` before its name appends. A rule that a
//! layer locks may be tightened by later layers and never loosened. A contradiction inside one layer is an error. A mode never
//! switches a rule on; it caps severities.
//!
//! A rule of the organisation's own (`custom`) is replaced as a whole by a later layer that has the same code; its level may be
//! set like that of any other rule, by what stands in the same layer or a later one.

mod document;
mod rule_setting;

mod error;

mod block;
mod layers;
mod merge;
mod organisation;
mod validate;

pub use document::{
    BaselineSettings, CalendarSettings, CappedMode, Configuration, ModeSettings, OnChange, RuleSettings,
    Section, Selection, SuppressionSettings,
};
pub use error::{OptionsError, SettingPlace};
pub use layers::Layer;
pub use rule_setting::RuleSetting;

pub(super) use block::{BlockFault, block_of};
pub(super) use layers::{Source, sources};
pub(super) use merge::{Subject, calendar, resolve};
pub(super) use organisation::{OrganisationSetting, organisation_rules, own_codes};
pub(super) use validate::{unknown_rule, validate, validate_call};
