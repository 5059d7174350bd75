//! PROMETHEE I and II: who is preferred to whom, criterion by criterion, and who cannot be compared.
//!
//! Every two alternatives are compared on every criterion. A *preference function* turns the difference `d` in favour of
//! one of them into a preference between 0 and 1, by thresholds in the unit of the criterion ([`PreferenceFunction`]).
//! With `w_j` the share of the weight of a criterion and n alternatives:
//!
//! * preference index: `pi(a, b) = sum_j w_j P_j(a, b)`;
//! * positive (leaving) flow: `phi+(a) = sum_b pi(a, b) / (n - 1)`, how much `a` is preferred to the others;
//! * negative (entering) flow: `phi-(a) = sum_b pi(b, a) / (n - 1)`, how much the others are preferred to `a`;
//! * net flow: `phi(a) = phi+(a) - phi-(a)`, between -1 and 1; the net flows of all add up to 0, rounding apart.
//!
//! PROMETHEE II ranks by the net flow. PROMETHEE I prefers `a` to `b` only where neither flow speaks against it, and
//! calls two alternatives incomparable where the two flows disagree. Source: Brans and Vincke 1985, "A preference
//! ranking organisation method", Management Science 31(6); Brans, Vincke and Mareschal 1986, "How to select and how to
//! rank projects: the PROMETHEE method", European Journal of Operational Research 24(2).
//!
//! A criterion without weight is not looked at.
//!
//! A flow depends on all alternatives together: one that joins or leaves can change the order of two others. That is why
//! this is a second opinion beside the weighted sum on fixed anchors, never the headline.
//!
//! [`promethee_flows`] gives the flows of a table of any length, [`promethee`] those of accounts with the whole
//! explanation; both agree to the last bit.

mod answer;
mod criterion;
mod error;
mod flows;
mod gaussian;
mod outranking;
mod preference;
mod ramp;

#[cfg(test)]
mod tests;

pub use answer::{
    IncomparablePair, PairRelation, PrometheeAnswer, PrometheeCriterion, PrometheePart, PrometheeRow,
};
pub use error::PrometheeError;
pub use flows::{PrometheeFlows, flow_resolution, promethee_flows};
pub use gaussian::GAUSSIAN_VALUE_LIMIT;
pub(super) use outranking::incomparable_rows;
pub use outranking::{INCOMPARABLE_ACCOUNT_LIMIT, promethee};
pub use preference::{CriterionPreference, PreferenceFunction, PreferenceThresholds, PrometheeSettings};
