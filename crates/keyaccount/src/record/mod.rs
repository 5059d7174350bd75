//! How did these scores come about, and do they still come out the same?
//!
//! A [`ScoreRecord`] keeps a scoring whole: the model, the accounts, the policy of the selection, the answers, and a hash
//! of each part. [`replay`] computes the answers of a record again and says what differs: a hash that no longer fits its
//! part names the part that somebody changed; a difference under hashes that fit is a change of the library. Hashes are
//! no signatures: who can write the record can write its hashes.

mod difference;
mod document;
mod error;
mod hashes;
mod make;
mod replay;

#[cfg(test)]
mod tests;

pub use difference::RecordDifference;
pub use document::{ScoreRecord, ScoreRecordSchema};
pub use error::RecordError;
pub use hashes::inputs_hash;
pub use make::RecordInput;
pub use replay::{RecordHash, RecordPart, ScoreReplay, replay};
