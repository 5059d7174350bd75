//! From which concentration on somebody worries, and who.

use serde::Serialize;

/// A figure of concentration that limits exist for.
///
/// `hhi` is the sum of squared shares; `largest_share` is that of the largest account, `top_five_share` that of the five
/// largest together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "described on the enum; comments here would split its schema"
)]
pub enum ConcentrationMeasure {
    Hhi,
    LargestShare,
    TopFiveShare,
}

/// From which value on a source calls revenue concentrated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConcentrationLimit {
    /// Which figure is limited.
    pub measure: ConcentrationMeasure,
    /// The limit in percent: 15 is a share, or a sum of squared shares, of 0.15.
    pub limit_percent: u8,
    /// Whether the limit itself is crossed already (10 or more), or only what is above it.
    pub is_inclusive: bool,
    /// What the source calls a value past the limit.
    pub meaning: &'static str,
    /// Whose limit it is.
    pub source: &'static str,
}

/// A limit, with where the portfolio stands.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LimitReading {
    /// The limit and whose it is.
    pub limit: ConcentrationLimit,
    /// The value of the figure, 0 to 1.
    pub value: f64,
    /// Whether the limit is crossed. Shares are compared exactly.
    pub is_crossed: bool,
}

/// The limits that sources publish for the revenue of a supplier's customers.
///
/// They contradict each other, and concentration is not bad in itself: suppliers with concentrated customers have shown
/// better returns (Patatoukas 2012). Merger guidelines, which speak about markets, are left out.
pub const CONCENTRATION_LIMITS: &[ConcentrationLimit] = {
    use ConcentrationMeasure::{Hhi, LargestShare, TopFiveShare};
    &[
        inclusive(Hhi, 10, "moderate", COURSE),
        above(Hhi, 15, "moderate", LEGAL_CLARITY),
        above(Hhi, 25, "concentrated", COURSE),
        above(Hhi, 25, "high", LEGAL_CLARITY),
        above(LargestShare, 8, "risk", MORGAN_WESTFIELD),
        inclusive(LargestShare, 10, "to be disclosed", ASC_280),
        above(LargestShare, 10, "material loss", DATAPACK),
        above(LargestShare, 15, "needs action", COURSE),
        above(LargestShare, 15, "risk", CGAA),
        above(LargestShare, 30, "dependence", PROSPECTUS),
        above(TopFiveShare, 25, "risk", CGAA),
        above(TopFiveShare, 40, "needs action", COURSE),
        above(TopFiveShare, 50, "dependence", PROSPECTUS),
    ]
};

const ASC_280: &str = "US GAAP, ASC 280-10-50-42 (major customers)";
const CGAA: &str = "cgaa.org, customer concentration risk";
const COURSE: &str = "ryanconsulting.ai, course on due diligence";
const DATAPACK: &str = "datapack.app, customer concentration analysis";
const LEGAL_CLARITY: &str = "legalclarity.org, low customer concentration";
const MORGAN_WESTFIELD: &str = "morganandwestfield.com, glossary";
const PROSPECTUS: &str = "prospectus.hk, review of Hong Kong filings";

const fn above(
    measure: ConcentrationMeasure,
    limit_percent: u8,
    meaning: &'static str,
    source: &'static str,
) -> ConcentrationLimit {
    ConcentrationLimit {
        measure,
        limit_percent,
        is_inclusive: false,
        meaning,
        source,
    }
}

const fn inclusive(
    measure: ConcentrationMeasure,
    limit_percent: u8,
    meaning: &'static str,
    source: &'static str,
) -> ConcentrationLimit {
    ConcentrationLimit {
        is_inclusive: true,
        ..above(measure, limit_percent, meaning, source)
    }
}
