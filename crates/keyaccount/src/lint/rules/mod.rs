//! The rules, one per file, and the single list of them.

use super::rule::Rule;

/// Every rule, by code in ascending order.
pub static RULES: &[&Rule] = &[];
