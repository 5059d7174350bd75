//! Accounts in the partial order of PROMETHEE I and the complete order of PROMETHEE II.

use super::flows::{each_criterion, flow_resolution};
use super::{
    IncomparablePair, PairRelation, PrometheeAnswer, PrometheeCriterion, PrometheeError, PrometheePart,
    PrometheeRow, PrometheeSettings,
};
use crate::quantity::AccountId;
use crate::scoring::second_opinion::competition_ranks;
use crate::scoring::{Better, DecisionTable, grid};

/// The most accounts for which every incomparable pair is listed; the relation to the next one is always given.
pub const INCOMPARABLE_ACCOUNT_LIMIT: usize = 200;

/// Returns the accounts in the rows of `table` by net flow, with what each criterion gave and which pairs cannot be
/// compared.
///
/// Rows without an id are not in the answer. Net flows within [`flow_resolution`] of the best of them share a rank; rows
/// that share one stand in the order of the table. No account, or one: flows of 0. Formulas and source: see
/// [the module](super).
///
/// # Errors
///
/// As for [`promethee_flows`](super::promethee_flows).
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::AccountId;
/// use keyaccount::scoring::second_opinion::promethee::{PairRelation, PrometheeSettings, promethee};
/// use keyaccount::scoring::{Better, DecisionTable, TableColumn};
///
/// let table = DecisionTable::new(vec![
///     TableColumn { criterion_id: "growth".try_into()?, better: Better::Higher, weight: 1.0.try_into()?, values: &[12.0, 5.0, 5.0] },
///     TableColumn { criterion_id: "effort".try_into()?, better: Better::Lower, weight: 1.0.try_into()?, values: &[80.0, 20.0, 90.0] },
/// ])?;
/// let ids: [AccountId; 3] = ["globex".try_into()?, "initech".try_into()?, "umbra".try_into()?];
/// let answer = promethee(&table, &ids, &PrometheeSettings::default())?;
/// let order: Vec<_> = answer.rows.iter().map(|row| (row.account_id.as_str(), row.net_flow)).collect();
/// assert_eq!(order, [("globex", 0.5), ("initech", 0.25), ("umbra", -0.75)]);
/// assert_eq!(answer.rows[0].to_next, Some(PairRelation::Preferred));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn promethee(
    table: &DecisionTable<'_>,
    account_ids: &[AccountId],
    settings: &PrometheeSettings,
) -> Result<PrometheeAnswer, PrometheeError> {
    let prepared = settings.prepared(table)?;
    let columns = || table.columns().iter().zip(table.shares()).zip(&prepared);
    let criteria = columns().filter(|((_, share), _)| **share > 0.0);
    let criteria = criteria.map(|((column, &share), prepared)| PrometheeCriterion {
        criterion_id: column.criterion_id.clone(),
        better: column.better,
        share,
        function: prepared.function,
    });
    let rows = account_ids
        .iter()
        .take(table.rows())
        .map(|account_id| PrometheeRow {
            account_id: account_id.clone(),
            positive_flow: 0.0,
            negative_flow: 0.0,
            net_flow: 0.0,
            to_next: None,
            criteria: Vec::new(),
        });
    let mut rows: Vec<_> = rows.collect();
    each_criterion(table, &prepared, |column, units_at_best, flows| {
        for ((row, plus), minus) in rows.iter_mut().zip(&flows.positive).zip(&flows.negative) {
            let part = |flow: f64| grid::points(grid::whole(units_at_best * flow));
            let (positive, negative) = (part(*plus), part(*minus));
            row.positive_flow += positive;
            row.negative_flow += negative;
            row.net_flow += positive - negative;
            row.criteria.push(PrometheePart {
                criterion_id: column.criterion_id.clone(),
                net_flow: plus - minus,
                contribution: positive - negative,
            });
        }
    })?;
    let resolution = flow_resolution(table.columns().len());
    let (mut rows, ranks) = ordered(rows, resolution);
    let standings: Vec<Standing> = rows.iter().zip(&ranks).map(Standing::of_row).collect();
    let to_next = standings.iter().zip(standings.iter().skip(1));
    let to_next: Vec<_> = to_next
        .map(|(row, next)| row.relation(next, resolution))
        .collect();
    let account_id = |place: usize| rows.get(place).map(|row| row.account_id.clone());
    let pairs = incomparable(&standings, resolution).map(|pairs| {
        let pair = |(place, other)| {
            Some(IncomparablePair {
                account_id: account_id(place)?,
                other_account_id: account_id(other)?,
            })
        };
        pairs.into_iter().filter_map(pair).collect()
    });
    for (row, relation) in rows.iter_mut().zip(to_next) {
        row.to_next = Some(relation);
    }
    Ok(PrometheeAnswer {
        criteria: criteria.collect(),
        rows,
        incomparable: pairs,
    })
}

/// Returns the pairs of rows that PROMETHEE I refuses to order, the one that stands higher by net flow first, in the order
/// of their ranks; nothing for more rows than [`INCOMPARABLE_ACCOUNT_LIMIT`].
pub(in crate::scoring) fn incomparable_rows(
    positive: &[f64],
    negative: &[f64],
    net: &[f64],
    resolution: f64,
) -> Option<Vec<(usize, usize)>> {
    if net.len() > INCOMPARABLE_ACCOUNT_LIMIT {
        return None;
    }
    let ranked = competition_ranks(net, Better::Higher, resolution);
    let standing = |&row: &usize| {
        Some(Standing {
            positive_flow: *positive.get(row)?,
            negative_flow: *negative.get(row)?,
            rank: *ranked.ranks.get(row)?,
        })
    };
    let standings: Vec<Standing> = ranked.order.iter().filter_map(standing).collect();
    let row = |place: usize| ranked.order.get(place).copied().unwrap_or_default();
    let pairs = incomparable(&standings, resolution)?.into_iter();
    Some(pairs.map(|(place, other)| (row(place), row(other))).collect())
}

/// The flows by which PROMETHEE I compares, and the rank of PROMETHEE II.
#[derive(Debug, Clone, Copy)]
struct Standing {
    positive_flow: f64,
    negative_flow: f64,
    rank: u32,
}

impl Standing {
    fn of_row((row, &rank): (&PrometheeRow, &u32)) -> Self {
        Self {
            positive_flow: row.positive_flow,
            negative_flow: row.negative_flow,
            rank,
        }
    }

    /// Returns how an alternative stands to one that does not rank above it.
    fn relation(&self, other: &Self, resolution: f64) -> PairRelation {
        let positive = self.positive_flow - other.positive_flow;
        let negative = other.negative_flow - self.negative_flow;
        if positive.max(negative) > resolution && positive.min(negative) < -resolution {
            PairRelation::Incomparable
        } else if self.rank == other.rank {
            PairRelation::Indifferent
        } else {
            PairRelation::Preferred
        }
    }
}

/// Returns the rows by net flow, best first, with their ranks.
fn ordered(rows: Vec<PrometheeRow>, resolution: f64) -> (Vec<PrometheeRow>, Vec<u32>) {
    let net: Vec<f64> = rows.iter().map(|row| row.net_flow).collect();
    let ranked = competition_ranks(&net, Better::Higher, resolution);
    let mut rows: Vec<_> = rows.into_iter().map(Some).collect();
    let order = ranked.order.iter();
    let places = order.filter_map(|&row| Some((rows.get_mut(row)?.take()?, *ranked.ranks.get(row)?)));
    places.unzip()
}

/// Returns the places of each two that cannot be compared; nothing where there are too many.
fn incomparable(standings: &[Standing], resolution: f64) -> Option<Vec<(usize, usize)>> {
    if standings.len() > INCOMPARABLE_ACCOUNT_LIMIT {
        return None;
    }
    let mut pairs = Vec::new();
    for (place, standing) in standings.iter().enumerate() {
        let after = standings.iter().enumerate().skip(place + 1);
        let others =
            after.filter(|(_, other)| standing.relation(other, resolution) == PairRelation::Incomparable);
        pairs.extend(others.map(|(other, _)| (place, other)));
    }
    Some(pairs)
}
