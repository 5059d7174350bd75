//! How far two orders of the same accounts agree, in one shape wherever two orders meet.

use serde::Serialize;

use super::rank_correlation::{
    RankCorrelationError, Ranking, check_lengths, kendall_tau_b, spearman, weighted_spearman, ws_similarity,
};
use super::table::Better;

#[cfg(test)]
mod tests;

/// How far two orders of the same accounts agree; tied accounts have the mean of the places that they fill.
///
/// One order is the reference, by which the other is judged; only `ws_similarity` depends on which is which. All four
/// are there, or none and the reason.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RankAgreement {
    /// The number of accounts that stand in both orders.
    pub account_count: u32,
    /// Spearman's rank correlation, from -1 (reversed) to 1 (the same order).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spearman: Option<f64>,
    /// Kendall's tau-b, from -1 (reversed) to 1 (the same order).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kendall_tau_b: Option<f64>,
    /// The weighted rank correlation of Pinto da Costa and Soares, from -1 (reversed) to 1 (the same order): differences
    /// at the top count more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weighted_spearman: Option<f64>,
    /// The WS coefficient of rankings similarity of Sałabun and Urbaniak, above 0 and at most 1 (the same order):
    /// differences at the top of the reference count more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ws_similarity: Option<f64>,
    /// Why there are no coefficients.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absence: Option<AgreementAbsence>,
}

/// Why two orders have no agreement.
///
/// `fewer_than_two`: one account has no order. `reference_all_tied` and `other_all_tied`: that order ties all accounts, so
/// that it says nothing; where both do, the reference is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum AgreementAbsence {
    FewerThanTwo,
    ReferenceAllTied,
    OtherAllTied,
}

impl RankAgreement {
    /// Returns how far `other` agrees with `reference`: [`spearman`], [`kendall_tau_b`], [`weighted_spearman`] and
    /// [`ws_similarity`] together.
    ///
    /// # Errors
    ///
    /// [`RankCorrelationError::Lengths`] for rankings of different length.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::scoring::{AgreementAbsence, RankAgreement, Ranking};
    ///
    /// let headline = Ranking::from_ranks(&[1.0, 2.0, 3.0, 4.0, 5.0])?;
    /// let swapped = Ranking::from_ranks(&[2.0, 1.0, 3.0, 4.0, 5.0])?;
    /// let agreement = RankAgreement::new(&headline, &swapped)?;
    /// assert_eq!((agreement.spearman, agreement.kendall_tau_b), (Some(0.9), Some(0.8)));
    /// assert_eq!(agreement.weighted_spearman, Some(0.85));
    ///
    /// let tied = Ranking::from_scores(&[7.0, 7.0, 7.0, 7.0, 7.0])?;
    /// assert_eq!(RankAgreement::new(&headline, &tied)?.absence, Some(AgreementAbsence::OtherAllTied));
    /// # Ok::<(), keyaccount::scoring::RankCorrelationError>(())
    /// ```
    pub fn new(reference: &Ranking, other: &Ranking) -> Result<Self, RankCorrelationError> {
        check_lengths(reference, other)?;
        Ok(Self::of_equal_lengths(reference, other))
    }

    /// Returns the agreement of pairs of finite numbers, that of the reference first; a ranking by rank has lower ones
    /// better, one by score higher ones.
    pub(crate) fn of_pairs(pairs: &[(f64, f64)], better: Better) -> Self {
        let (reference, other): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
        Self::of_equal_lengths(&Ranking::by(&reference, better), &Ranking::by(&other, better))
    }

    fn of_equal_lengths(reference: &Ranking, other: &Ranking) -> Self {
        let account_count = u32::try_from(reference.ranks().len()).unwrap_or(u32::MAX);
        Self::coefficients(account_count, reference, other).unwrap_or_else(|error| Self {
            account_count,
            spearman: None,
            kendall_tau_b: None,
            weighted_spearman: None,
            ws_similarity: None,
            absence: Some(match error {
                RankCorrelationError::AllTied { which: "first" } => AgreementAbsence::ReferenceAllTied,
                RankCorrelationError::AllTied { .. } => AgreementAbsence::OtherAllTied,
                _ => AgreementAbsence::FewerThanTwo,
            }),
        })
    }

    fn coefficients(
        account_count: u32,
        reference: &Ranking,
        other: &Ranking,
    ) -> Result<Self, RankCorrelationError> {
        Ok(Self {
            account_count,
            spearman: Some(spearman(reference, other)?),
            kendall_tau_b: Some(kendall_tau_b(reference, other)?),
            weighted_spearman: Some(weighted_spearman(reference, other)?),
            ws_similarity: Some(ws_similarity(reference, other)?),
            absence: None,
        })
    }
}
