//! The consistency index that random comparisons have on average.

use serde::{Deserialize, Serialize};

/// A published table of random indices: the mean consistency index of random comparisons on the scale 1/9 to 9.
///
/// Sources disagree, and a consistency ratio of 0.09 by one table is 0.11 by another; an answer therefore names its table.
///
/// * `alonso_lamata_2006`: Alonso and Lamata, Consistency in the analytic hierarchy process: a new approach; n = 3 to 15,
///   and above that from their fitted mean eigenvalue 2.7699 n - 4.3513. The default: from far more random matrices than
///   the early tables, to four decimals, rising with n throughout, and defined for every n.
/// * `saaty_1980`: Saaty, The Analytic Hierarchy Process; n = 3 to 15. What most calculators use; from few random matrices,
///   so that 12 criteria have a lower index than 11.
/// * `saaty_2005`: Saaty, Theory and Applications of the Analytic Network Process; n = 3 to 15.
/// * `donegan_dodd_1991`: Donegan and Dodd, A note on Saaty's random indexes; n = 3 to 20, above which it leaves sizes out.
/// * `aguaron_moreno_2003`: Aguarón and Moreno-Jiménez, The geometric consistency index: approximated thresholds; n = 3 to
///   10, as the R package MCDA holds them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum RandomIndexTable {
    #[serde(rename = "saaty_1980")]
    Saaty1980,
    #[serde(rename = "saaty_2005")]
    Saaty2005,
    #[serde(rename = "donegan_dodd_1991")]
    DoneganDodd1991,
    #[default]
    #[serde(rename = "alonso_lamata_2006")]
    AlonsoLamata2006,
    #[serde(rename = "aguaron_moreno_2003")]
    AguaronMoreno2003,
}

impl RandomIndexTable {
    /// Returns the random index for `number` criteria: 0 up to two of them, which cannot contradict each other; nothing
    /// beyond the end of the table.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::scoring::weights::RandomIndexTable;
    ///
    /// assert_eq!(RandomIndexTable::Saaty1980.random_index(3), Some(0.58));
    /// assert_eq!(RandomIndexTable::AlonsoLamata2006.random_index(3), Some(0.5247));
    /// assert_eq!(RandomIndexTable::AguaronMoreno2003.random_index(11), None);
    /// assert_eq!(RandomIndexTable::AguaronMoreno2003.random_index(2), Some(0.0));
    /// ```
    pub fn random_index(self, number: u32) -> Option<f64> {
        let Some(place) = number.checked_sub(3) else {
            return Some(0.0);
        };
        let listed = self.listed().get(usize::try_from(place).ok()?).copied();
        let fitted = || {
            let number = f64::from(number);
            ((2.7699 * number - 4.3513) - number) / (number - 1.0)
        };
        listed.or_else(|| (self == Self::AlonsoLamata2006).then(fitted))
    }

    /// Returns the table from three criteria on.
    fn listed(self) -> &'static [f64] {
        match self {
            Self::Saaty1980 => &[
                0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59,
            ],
            Self::Saaty2005 => &[
                0.52, 0.89, 1.11, 1.25, 1.35, 1.40, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59,
            ],
            Self::DoneganDodd1991 => &[
                0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055, 1.4213, 1.4497, 1.4643,
                1.4822, 1.4969, 1.5078, 1.5153, 1.5262, 1.5313, 1.5371,
            ],
            Self::AlonsoLamata2006 => &[
                0.5247, 0.8816, 1.1086, 1.2479, 1.3417, 1.4057, 1.4499, 1.4854, 1.5140, 1.5365, 1.5551,
                1.5713, 1.5838,
            ],
            Self::AguaronMoreno2003 => &[0.525, 0.882, 1.115, 1.252, 1.341, 1.404, 1.452, 1.484],
        }
    }
}
