//! WASPAS: part weighted sum, part weighted product of the same ratios.

use serde::Serialize;

use super::chunks::{BLOCK, beside, check_length, chunks_of, run};
use super::held_back::held_back_by;
use super::ranks::Ranked;
use super::ratios::Ratios;
use super::{ProductScaling, RankError, WaspasOptions, resolution};
use crate::quantity::{AccountId, CriterionId, Share};
use crate::scoring::{Better, DecisionTable};

/// The accounts by WASPAS, higher is better.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WaspasAnswer {
    /// The part of the weighted sum.
    pub lambda: Share,
    /// How cells became ratios.
    pub scaling: ProductScaling,
    /// The accounts, best first.
    pub rows: Vec<WaspasRow>,
}

/// The joint score of one account.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WaspasRow {
    /// The account.
    pub account_id: AccountId,
    /// `lambda` of the sum and the rest of the product, between 0 and 1.
    pub joint: f64,
    /// The weighted sum of the ratios, between 0 and 1.
    pub sum: f64,
    /// The weighted product of the ratios, between 0 and 1.
    pub product: f64,
    /// The criteria that keep most from 1: `lambda w (1 - r) + (1 - lambda) (1 - r^w)`; none where nothing does.
    pub held_back_by: Vec<CriterionId>,
    /// The criteria with weight, by id.
    pub criteria: Vec<WaspasPart>,
}

/// What one criterion gives to a joint score.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WaspasPart {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// The number that was compared.
    pub cell: f64,
    /// The cell against the best of the list, or its value; between 0 and 1.
    pub ratio: f64,
    /// The weight times the ratio, its part of the sum.
    pub term: f64,
    /// The ratio raised to the weight, its factor of the product.
    pub factor: f64,
}

/// Writes the joint score of each row, between 0 and 1, higher is better.
///
/// Formula: `lambda * (sum of w r) + (1 - lambda) * (product of r^w)`, w a part of 1, `r` as [`ProductScaling`] says; with
/// `lambda` 1 the weighted sum of ratios, with 0 the weighted product. Source: Zavadskas, Turskis, Antucheviciene and
/// Zakarevicius, "Optimization of weighted aggregated sum product assessment", *Elektronika ir Elektrotechnika* 122(6), 2012.
///
/// # Errors
///
/// [`RankError`] as for [`weighted_product`](super::weighted_product). `joint` is then untouched.
///
/// # Examples
///
/// ```
/// use keyaccount::quantity::Share;
/// use keyaccount::scoring::second_opinion::{WaspasOptions, waspas};
/// use keyaccount::scoring::{Better, DecisionTable, TableColumn};
///
/// let table = DecisionTable::new(vec![
///     TableColumn { criterion_id: "growth".try_into()?, better: Better::Higher, weight: 1.0.try_into()?, values: &[8.0, 2.0] },
///     TableColumn { criterion_id: "effort".try_into()?, better: Better::Lower, weight: 1.0.try_into()?, values: &[50.0, 50.0] },
/// ])?;
/// let mut joint = [0.0; 2];
/// waspas(&table, &WaspasOptions::default(), &mut joint)?;
/// assert_eq!(joint, [1.0, 0.5625]); // half of 0.625, half of 0.5
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn waspas(
    table: &DecisionTable<'_>,
    options: &WaspasOptions,
    joint: &mut [f64],
) -> Result<(), RankError> {
    check_length("joint scores", table.rows(), joint)?;
    let columns = Ratios::columns(table, options.scaling)?;
    run(chunks_of(joint), |(start, chunk)| {
        let mut start = start;
        let mut logs = [0.0; BLOCK];
        for block in chunk.chunks_mut(BLOCK) {
            block.fill(0.0);
            logs.fill(0.0);
            for column in &columns {
                let cells = beside(column.cells, start, block);
                for ((sum, log), &cell) in block.iter_mut().zip(&mut logs).zip(cells) {
                    let ratio = column.ratio(cell);
                    *sum += column.share * ratio;
                    *log += column.log_factor(ratio);
                }
            }
            for (sum, &log) in block.iter_mut().zip(&logs) {
                *sum = mixed(options.lambda, *sum, libm::exp(log));
            }
            start += block.len();
        }
    });
    Ok(())
}

pub(super) fn opinion(
    table: &DecisionTable<'_>,
    account_ids: &[AccountId],
    options: &WaspasOptions,
) -> Result<(Ranked, WaspasAnswer), RankError> {
    let mut joint = vec![0.0; table.rows()];
    waspas(table, options, &mut joint)?;
    let columns = Ratios::columns(table, options.scaling)?;
    let ranked = Ranked::new(joint, Better::Higher, resolution(columns.len()));
    let row = |&row: &usize| {
        let (mut sum, mut log) = (0.0, 0.0);
        let parts = columns.iter().map(|column| {
            let (cell, ratio, log_factor) = column.of_row(row);
            let term = column.share * ratio;
            sum += term;
            log += log_factor;
            WaspasPart {
                criterion_id: column.criterion_id.clone(),
                cell,
                ratio,
                term,
                factor: libm::exp(log_factor),
            }
        });
        let criteria: Vec<WaspasPart> = parts.collect();
        let shortfalls = columns.iter().zip(&criteria).map(|(column, part)| {
            let lacking = mixed(options.lambda, column.share - part.term, 1.0 - part.factor);
            (&part.criterion_id, lacking)
        });
        Some(WaspasRow {
            account_id: account_ids.get(row)?.clone(),
            joint: ranked.score(row),
            sum,
            product: libm::exp(log),
            held_back_by: held_back_by(shortfalls, ranked.resolution),
            criteria,
        })
    };
    let rows = ranked.order.iter().filter_map(row).collect();
    let answer = WaspasAnswer {
        lambda: options.lambda,
        scaling: options.scaling,
        rows,
    };
    Ok((ranked, answer))
}

fn mixed(lambda: Share, sum: f64, product: f64) -> f64 {
    lambda.get() * sum + (1.0 - lambda.get()) * product
}
