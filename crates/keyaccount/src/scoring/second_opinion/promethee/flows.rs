//! The flows over all criteria.

use super::criterion::{self, CriterionFlows, NoFlows};
use super::preference::Prepared;
use super::{GAUSSIAN_VALUE_LIMIT, PrometheeError, PrometheeSettings};
use crate::scoring::in_order::in_order;
use crate::scoring::{DecisionTable, TableColumn, TableError, grid};

/// The flows of many alternatives, in the order of the rows.
#[derive(Debug, Clone, PartialEq)]
pub struct PrometheeFlows {
    /// How much each is preferred to the others, between 0 and 1.
    pub positive: Vec<f64>,
    /// How much the others are preferred to each, between 0 and 1.
    pub negative: Vec<f64>,
    /// The positive less the negative flow, between -1 and 1.
    pub net: Vec<f64>,
}

/// Returns the flows of every row of `table`.
///
/// What each criterion gives is rounded to the grid of 2^-40, so that the parts of a flow add up exactly and the result
/// depends neither on the order of the criteria's sum nor on the number of threads; a row that beats all others on every
/// criterion has a positive flow of exactly 1. Rows with the same cells have the same flows. A table of one row has
/// flows of 0. The time is that of sorting each column once, except for the Gaussian function
/// ([`GAUSSIAN_VALUE_LIMIT`]); the memory is that of seven columns beside the answer, per thread.
///
/// Formulas and source: see [the module](super).
///
/// # Errors
///
/// [`PrometheeError`] when a preference function is for an unknown criterion or has a threshold out of range, a cell is
/// not a finite number, or there are too many rows or different values.
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::second_opinion::promethee::{PrometheeSettings, promethee_flows};
/// use keyaccount::scoring::{Better, DecisionTable, TableColumn};
///
/// let table = DecisionTable::new(vec![
///     TableColumn { criterion_id: "growth".try_into()?, better: Better::Higher, weight: 3.0.try_into()?, values: &[7.0, 4.0, 4.0] },
///     TableColumn { criterion_id: "effort".try_into()?, better: Better::Lower, weight: 1.0.try_into()?, values: &[80.0, 20.0, 50.0] },
/// ])?;
/// let flows = promethee_flows(&table, &PrometheeSettings::default())?;
/// assert_eq!(flows.positive, [0.75, 0.25, 0.125]);
/// assert_eq!(flows.negative, [0.25, 0.375, 0.5]);
/// assert_eq!(flows.net, [0.5, -0.125, -0.375]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn promethee_flows(
    table: &DecisionTable<'_>,
    settings: &PrometheeSettings,
) -> Result<PrometheeFlows, PrometheeError> {
    let prepared = settings.prepared(table)?;
    let mut positive = vec![0.0; table.rows()];
    let mut negative = vec![0.0; table.rows()];
    each_criterion(table, &prepared, |_, units_at_best, flows| {
        add(&mut positive, &flows.positive, units_at_best);
        add(&mut negative, &flows.negative, units_at_best);
    })?;
    let net = positive.iter().zip(&negative);
    let net = net.map(|(plus, minus)| grid::points(plus - minus)).collect();
    for units in positive.iter_mut().chain(&mut negative) {
        *units = grid::points(*units);
    }
    Ok(PrometheeFlows {
        positive,
        negative,
        net,
    })
}

/// Returns the difference of flows that means nothing, rounding apart, for a table of `criteria` columns: 4 (k + 1) 2^-40.
///
/// Both flows of a row are off by at most one unit of the grid per criterion for its share and half a unit for its
/// product; a net flow holds two of them, a difference two net flows.
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::second_opinion::promethee::flow_resolution;
///
/// assert_eq!(flow_resolution(1), 8.0 / 1_099_511_627_776.0);
/// ```
pub fn flow_resolution(criteria: usize) -> f64 {
    grid::points(4.0 * (f64::from(u32::try_from(criteria).unwrap_or(u32::MAX)) + 1.0))
}

/// Gives the flows of each criterion with weight to `take`, in the order of the columns, with the grid units of its share.
pub(super) fn each_criterion(
    table: &DecisionTable<'_>,
    prepared: &[Prepared],
    mut take: impl FnMut(&TableColumn<'_>, f64, &CriterionFlows),
) -> Result<(), PrometheeError> {
    let row_count = u32::try_from(table.rows()).map_err(|_| PrometheeError::RowCount {
        limit: u32::MAX,
        found: table.rows(),
    })?;
    let others = f64::from(row_count.saturating_sub(1));
    let units = share_units(table.shares());
    let columns = table.columns().iter().zip(prepared).zip(units);
    let weighted: Vec<_> = columns.filter(|(_, units)| *units > 0.0).collect();
    let mut error = None;
    in_order(
        weighted.len(),
        |index| {
            let ((column, prepared), _) = weighted.get(index)?;
            Some(criterion::flows(column, prepared.shape, others))
        },
        |index, flows| {
            let (Some(((column, prepared), units)), None) = (weighted.get(index), &error) else {
                return;
            };
            match flows {
                Some(Ok(flows)) => take(column, *units, &flows),
                Some(Err(reason)) => error = Some(named(column, prepared, &reason)),
                None => {}
            }
        },
    );
    error.map_or(Ok(()), Err)
}

/// Returns the grid units of one weight after the other, which add up to 1 exactly: the running total is rounded.
fn share_units(shares: &[f64]) -> Vec<f64> {
    let last = shares.iter().rposition(|&share| share > 0.0);
    let (mut total, mut total_units) = (0.0_f64, 0.0);
    let units = shares.iter().enumerate().map(|(index, share)| {
        total += share;
        // The last one reaches the end exactly, whatever the floats before it did.
        let reached = if Some(index) >= last { 1.0 } else { total.min(1.0) };
        let units = grid::units(reached) - total_units;
        total_units += units;
        units
    });
    units.collect()
}

fn add(sums: &mut [f64], flows: &[f64], units_at_best: f64) {
    for (sum, flow) in sums.iter_mut().zip(flows) {
        *sum += grid::whole(units_at_best * flow);
    }
}

fn named(column: &TableColumn<'_>, prepared: &Prepared, reason: &NoFlows) -> PrometheeError {
    match *reason {
        NoFlows::NotFinite => column.first_not_finite().unwrap_or(TableError::NoColumn).into(),
        NoFlows::GaussianValues(found) => PrometheeError::GaussianValues {
            index: prepared.index.unwrap_or_default(),
            criterion_id: column.criterion_id.clone(),
            limit: GAUSSIAN_VALUE_LIMIT,
            found,
        },
    }
}
