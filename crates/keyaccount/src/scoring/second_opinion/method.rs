//! The methods and what may be chosen about each.

use serde::{Deserialize, Serialize};

use crate::quantity::{CriterionId, Share};
use crate::scoring::TableBasis;
use crate::scoring::second_opinion::promethee::PrometheeSettings;

/// A way to put accounts in order.
///
/// In JSON: `"worst_of"`, or the name with its options, `{"topsis": {}}`, `{"vikor": {"majority_weight": 0.5}}`. Thresholds of
/// `promethee` are in the units of the criteria; a criterion whose best lies in the middle is compared by its value, from 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum RankMethod {
    WorstOf,
    WeightedProduct(WeightedProductOptions),
    Waspas(WaspasOptions),
    Topsis(TopsisOptions),
    Vikor(VikorOptions),
    Spotis(SpotisOptions),
    Promethee(PrometheeSettings),
}

/// What may be chosen about the weighted product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct WeightedProductOptions {
    /// How cells become numbers between 0 and 1; ratios unless stated.
    #[serde(default)]
    pub scaling: ProductScaling,
}

/// What may be chosen about WASPAS.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct WaspasOptions {
    /// The part of the weighted sum, the rest is the weighted product; 0.5 unless stated (Zavadskas et al. 2012).
    #[serde(default = "half")]
    pub lambda: Share,
    /// How cells become numbers between 0 and 1; ratios unless stated.
    #[serde(default)]
    pub scaling: ProductScaling,
}

/// How cells become the numbers between 0 and 1 that are multiplied.
///
/// `ratio` divides by the best of the list, `x / max` where higher is better and `min / x` where lower is: raw values
/// above 0 only. `anchors` takes the values between 0 and 1 of the value functions; one value of 0 makes the product 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum ProductScaling {
    #[default]
    Ratio,
    Anchors,
}

/// What may be chosen about TOPSIS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct TopsisOptions {
    /// How columns are made comparable; by their vector norm unless stated (Hwang and Yoon 1981).
    #[serde(default)]
    pub scaling: TopsisScaling,
}

/// How TOPSIS makes columns comparable.
///
/// `vector` divides by the root of the sum of squares, `min_max` by the range of the list; both measure to the best
/// and the worst of the list. `anchors` takes the values of the value functions and measures to 1 and 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum TopsisScaling {
    #[default]
    Vector,
    MinMax,
    Anchors,
}

/// What may be chosen about VIKOR.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct VikorOptions {
    /// The weight v of the majority of criteria against the single worst one; 0.5 unless stated (Opricovic and Tzeng
    /// 2004).
    #[serde(default = "half")]
    pub majority_weight: Share,
}

/// What may be chosen about SPOTIS.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct SpotisOptions {
    /// The raw values that one expects of the right account; the best anchor where a criterion is not listed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub expected_point: Vec<ExpectedPointValue>,
}

/// The raw value that one expects of the right account.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(transform = crate::vocabulary::schema::document))]
pub struct ExpectedPointValue {
    /// The criterion; it has anchors.
    pub criterion_id: CriterionId,
    /// The raw value, between the anchors.
    pub value: f64,
}

impl RankMethod {
    /// Returns what stands in the cells that the method reads.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::scoring::TableBasis;
    /// use keyaccount::scoring::second_opinion::{RankMethod, TopsisOptions};
    ///
    /// assert_eq!(RankMethod::WorstOf.basis(), TableBasis::Values);
    /// assert_eq!(RankMethod::Topsis(TopsisOptions::default()).basis(), TableBasis::Raw);
    /// ```
    pub fn basis(&self) -> TableBasis {
        match self {
            Self::WorstOf
            | Self::WeightedProduct(WeightedProductOptions {
                scaling: ProductScaling::Anchors,
            })
            | Self::Waspas(WaspasOptions {
                scaling: ProductScaling::Anchors,
                ..
            })
            | Self::Topsis(TopsisOptions {
                scaling: TopsisScaling::Anchors,
            }) => TableBasis::Values,
            _ => TableBasis::Raw,
        }
    }

    /// Returns what the method calls its measures of a row; the last is the one that ranks.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::scoring::second_opinion::{RankMethod, VikorOptions};
    ///
    /// assert_eq!(RankMethod::Vikor(VikorOptions::default()).measure_names(), ["s", "r", "q"]);
    /// ```
    pub fn measure_names(&self) -> &'static [&'static str] {
        match self {
            Self::WorstOf => &["worst_value"],
            Self::WeightedProduct(_) => &["product"],
            Self::Waspas(_) => &["joint"],
            Self::Topsis(_) => &["closeness"],
            Self::Vikor(_) => &["s", "r", "q"],
            Self::Spotis(_) => &["distance"],
            Self::Promethee(_) => &["positive_flow", "negative_flow", "net_flow"],
        }
    }
}

impl Default for WaspasOptions {
    fn default() -> Self {
        Self {
            lambda: half(),
            scaling: ProductScaling::default(),
        }
    }
}

impl Default for VikorOptions {
    fn default() -> Self {
        Self {
            majority_weight: half(),
        }
    }
}

fn half() -> Share {
    // One half is a share.
    Share::try_from(0.5).unwrap_or_default()
}
