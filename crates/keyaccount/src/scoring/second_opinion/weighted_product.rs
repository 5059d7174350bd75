//! The weighted product: one weak spot costs more than a sum would take.

use serde::Serialize;

use super::chunks::{BLOCK, beside, check_length, chunks_of, run};
use super::held_back::held_back_by;
use super::ranks::Ranked;
use super::ratios::Ratios;
use super::{ProductScaling, RankError, WeightedProductOptions, resolution};
use crate::quantity::{AccountId, CriterionId};
use crate::scoring::{Better, DecisionTable};

/// The accounts by their weighted products, higher is better.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WeightedProductAnswer {
    /// How cells became ratios.
    pub scaling: ProductScaling,
    /// The accounts, best first.
    pub rows: Vec<WeightedProductRow>,
}

/// The weighted product of one account.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WeightedProductRow {
    /// The account.
    pub account_id: AccountId,
    /// The product of the factors, between 0 and 1.
    pub product: f64,
    /// The product over that of the first account of the next rank; nothing where there is none, or it is 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ratio_to_next: Option<f64>,
    /// The criteria with the smallest factor; none where every factor is 1.
    pub held_back_by: Vec<CriterionId>,
    /// The criteria with weight, by id.
    pub criteria: Vec<WeightedProductPart>,
}

/// What one criterion does to a weighted product.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WeightedProductPart {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// The number that was compared.
    pub cell: f64,
    /// The cell against the best of the list, or its value; between 0 and 1.
    pub ratio: f64,
    /// The ratio raised to the weight.
    pub factor: f64,
}

/// Writes the weighted product of each row, between 0 and 1, higher is better.
///
/// Formula: the product of `r^w` over the criteria with weight, w a part of 1, computed as `exp(sum of w ln r)`, with `r`
/// as [`ProductScaling`] says. A row that is best in everything has 1; with values of value functions, a row with a value
/// of 0 has 0. The ratio of two products does not depend on the other rows. Source: Bridgman 1922, Miller and Starr 1969;
/// Triantaphyllou, *Multi-Criteria Decision Making Methods*, 2000, chapter 2.
///
/// # Errors
///
/// [`RankError`] when `products` is not as long as the table, for a cell that is not a finite number, for one that is 0
/// or below among ratios, for one outside 0 to 1 among values. `products` is then untouched.
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::second_opinion::{ProductScaling, weighted_product};
/// use keyaccount::scoring::{Better, DecisionTable, TableColumn};
///
/// let table = DecisionTable::new(vec![
///     TableColumn { criterion_id: "growth".try_into()?, better: Better::Higher, weight: 1.0.try_into()?, values: &[8.0, 2.0] },
///     TableColumn { criterion_id: "effort".try_into()?, better: Better::Lower, weight: 1.0.try_into()?, values: &[50.0, 50.0] },
/// ])?;
/// let mut products = [0.0; 2];
/// weighted_product(&table, ProductScaling::Ratio, &mut products)?;
/// assert_eq!(products, [1.0, 0.5]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn weighted_product(
    table: &DecisionTable<'_>,
    scaling: ProductScaling,
    products: &mut [f64],
) -> Result<(), RankError> {
    check_length("products", table.rows(), products)?;
    let columns = Ratios::columns(table, scaling)?;
    run(chunks_of(products), |(start, chunk)| {
        let mut start = start;
        for block in chunk.chunks_mut(BLOCK) {
            block.fill(0.0);
            for column in &columns {
                let cells = beside(column.cells, start, block);
                for (sum, &cell) in block.iter_mut().zip(cells) {
                    *sum += column.log_factor(column.ratio(cell));
                }
            }
            for sum in &mut *block {
                *sum = libm::exp(*sum);
            }
            start += block.len();
        }
    });
    Ok(())
}

pub(super) fn opinion(
    table: &DecisionTable<'_>,
    account_ids: &[AccountId],
    options: WeightedProductOptions,
) -> Result<(Ranked, WeightedProductAnswer), RankError> {
    let mut products = vec![0.0; table.rows()];
    weighted_product(table, options.scaling, &mut products)?;
    let columns = Ratios::columns(table, options.scaling)?;
    let ranked = Ranked::new(products, Better::Higher, resolution(columns.len()));
    let groups: Vec<&[usize]> = ranked.groups().collect();
    let next = groups
        .iter()
        .skip(1)
        .map(|group| group.first().map(|&row| ranked.score(row)));
    let mut rows = Vec::with_capacity(account_ids.len());
    for (group, next) in groups.iter().zip(next.chain([None])) {
        for &row in *group {
            let Some(account_id) = account_ids.get(row) else {
                continue;
            };
            let product = ranked.score(row);
            let parts = columns.iter().map(|column| {
                let (cell, ratio, log_factor) = column.of_row(row);
                WeightedProductPart {
                    criterion_id: column.criterion_id.clone(),
                    cell,
                    ratio,
                    factor: libm::exp(log_factor),
                }
            });
            let criteria: Vec<WeightedProductPart> = parts.collect();
            let shortfalls = criteria
                .iter()
                .map(|part| (&part.criterion_id, 1.0 - part.factor));
            rows.push(WeightedProductRow {
                account_id: account_id.clone(),
                product,
                ratio_to_next: next.map(|next| product / next).filter(|ratio| ratio.is_finite()),
                held_back_by: held_back_by(shortfalls, ranked.resolution),
                criteria,
            });
        }
    }
    let scaling = options.scaling;
    Ok((ranked, WeightedProductAnswer { scaling, rows }))
}
