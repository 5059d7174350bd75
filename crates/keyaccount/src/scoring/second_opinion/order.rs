//! The order of a second opinion without the words.

use super::extremes::weighted;
use super::rank_accounts::spotis_bounds;
use super::ranks::Ranked;
use super::{
    RankError, RankMethod, VikorColumns, resolution, spotis, topsis, vikor, waspas, weighted_product,
    worst_of,
};
use crate::scoring::promethee::{flow_resolution, promethee_flows};
use crate::scoring::{Better, CompiledModel, DecisionTable};

/// Returns the rank of each row, as [`rank_accounts`](super::rank_accounts()) gives it, without an explanation.
pub(in crate::scoring) fn row_ranks(
    model: &CompiledModel,
    table: &DecisionTable<'_>,
    method: &RankMethod,
) -> Result<Vec<u32>, RankError> {
    let mut scores = vec![0.0; table.rows()];
    let mut resolution = resolution(weighted(table).len());
    let better = match method {
        RankMethod::WorstOf => {
            worst_of(table, &mut scores, &mut vec![0; table.rows()])?;
            Better::Higher
        }
        RankMethod::WeightedProduct(options) => {
            weighted_product(table, options.scaling, &mut scores)?;
            Better::Higher
        }
        RankMethod::Waspas(options) => {
            waspas(table, options, &mut scores)?;
            Better::Higher
        }
        RankMethod::Topsis(options) => {
            topsis(table, options.scaling, &mut scores)?;
            Better::Higher
        }
        RankMethod::Vikor(options) => {
            let (mut s, mut r) = (scores.clone(), scores.clone());
            let columns = VikorColumns {
                s: &mut s,
                r: &mut r,
                q: &mut scores,
            };
            resolution = vikor(table, options.majority_weight, columns)?.q_resolution;
            Better::Lower
        }
        RankMethod::Spotis(options) => {
            spotis(table, &spotis_bounds(model, table, options)?, &mut scores)?;
            Better::Lower
        }
        RankMethod::Promethee(settings) => {
            scores = promethee_flows(table, settings)?.net;
            resolution = flow_resolution(table.columns().len());
            Better::Higher
        }
    };
    Ok(Ranked::new(scores, better, resolution).ranks)
}
