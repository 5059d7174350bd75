//! The operations of keyaccount: one question each, JSON text in, JSON text out.
//!
//! Every host (command line, Python, browser) reaches the library through [`call`] and [`OPERATIONS`]; the answer text is
//! the same in all of them, byte for byte.

mod error;
mod operation;
mod rated_criteria;
mod registry;
#[cfg(feature = "schema")]
mod schema;
mod scoring_input;

pub mod account_summarise;
pub mod plan_check;
pub mod plan_critical_path;
pub mod plan_diff;
pub mod plan_explain_rule;
pub mod plan_fix;
pub mod plan_progress;
pub mod plan_roadmap;
pub mod portfolio_check;
pub mod portfolio_loss_impact;
pub mod review_pack;
pub mod score_compare;
pub mod score_data_weights;
pub mod score_explain;
pub mod score_matrix;
pub mod score_models;
pub mod score_rank;
pub mod score_ratings;
pub mod score_record;
pub mod score_replay;
pub mod score_robustness;
pub mod score_run;
pub mod score_sensitivity;
pub mod score_weights;
pub mod select_backtest;
pub mod select_run;
pub mod select_tiers;

pub use error::WireError;
pub use operation::{Entry, ModelStamp, Operation, Provenance, Reply, RulesetStamp};
pub use registry::{OPERATIONS, call, entry};
#[cfg(feature = "schema")]
pub use schema::{configuration_schema, reply_schema, request_schema};
