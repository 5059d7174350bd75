//! The numbers of a second opinion without the words.

use super::extremes::weighted;
use super::rank_accounts::spotis_bounds;
use super::ranks::Ranked;
use super::{
    RankError, RankMethod, SpotisBounds, SpotisOptions, SpotisSummary, TopsisSummary, VikorColumns,
    VikorSummary, resolution, spotis, topsis, vikor, waspas, weighted_product, worst_of,
};
use crate::scoring::second_opinion::promethee::{flow_resolution, promethee_flows};
use crate::scoring::{Better, CompiledModel, DecisionTable};

/// The measures of every row, and how they are to be read.
#[derive(Debug)]
pub(super) struct Measures {
    /// The measures under the names of the method; the last is the one that ranks.
    pub(super) columns: Vec<(&'static str, Vec<f64>)>,
    pub(super) better: Better,
    /// The difference of the last measure that means nothing.
    pub(super) resolution: f64,
    pub(super) on_the_way: OnTheWay,
}

/// What a method has to say beside its measures.
#[derive(Debug)]
pub(super) enum OnTheWay {
    Nothing,
    Topsis(TopsisSummary),
    Vikor(VikorSummary),
    Spotis(SpotisSummary),
    Promethee,
}

/// Returns the rank of each row, as [`rank_accounts`](super::rank_accounts()) gives it, without an explanation.
pub(in crate::scoring) fn row_ranks(
    model: &CompiledModel,
    table: &DecisionTable<'_>,
    method: &RankMethod,
) -> Result<Vec<u32>, RankError> {
    let mut measures = measures(table, method, |options| spotis_bounds(model, table, options))?;
    let (_, scores) = measures.columns.pop().unwrap_or_default();
    Ok(Ranked::new(scores, measures.better, measures.resolution).ranks)
}

/// Returns the measures of each row; `bounds` gives those that SPOTIS asks for.
pub(super) fn measures(
    table: &DecisionTable<'_>,
    method: &RankMethod,
    bounds: impl FnOnce(&SpotisOptions) -> Result<Vec<SpotisBounds>, RankError>,
) -> Result<Measures, RankError> {
    let zeros = || vec![0.0; table.rows()];
    let mut scores = zeros();
    let mut resolution = resolution(weighted(table).len());
    let mut before = Vec::new();
    let (better, on_the_way) = match method {
        RankMethod::WorstOf => {
            worst_of(table, &mut scores, &mut vec![0; table.rows()])?;
            (Better::Higher, OnTheWay::Nothing)
        }
        RankMethod::WeightedProduct(options) => {
            weighted_product(table, options.scaling, &mut scores)?;
            (Better::Higher, OnTheWay::Nothing)
        }
        RankMethod::Waspas(options) => {
            waspas(table, options, &mut scores)?;
            (Better::Higher, OnTheWay::Nothing)
        }
        RankMethod::Topsis(options) => {
            let summary = topsis(table, options.scaling, &mut scores)?;
            (Better::Higher, OnTheWay::Topsis(summary))
        }
        RankMethod::Vikor(options) => {
            let (mut s, mut r) = (zeros(), zeros());
            let columns = VikorColumns {
                s: &mut s,
                r: &mut r,
                q: &mut scores,
            };
            let summary = vikor(table, options.majority_weight, columns)?;
            resolution = summary.q_resolution;
            before = vec![s, r];
            (Better::Lower, OnTheWay::Vikor(summary))
        }
        RankMethod::Spotis(options) => {
            let summary = spotis(table, &bounds(options)?, &mut scores)?;
            (Better::Lower, OnTheWay::Spotis(summary))
        }
        RankMethod::Promethee(settings) => {
            let flows = promethee_flows(table, settings)?;
            scores = flows.net;
            resolution = flow_resolution(table.columns().len());
            before = vec![flows.positive, flows.negative];
            (Better::Higher, OnTheWay::Promethee)
        }
    };
    before.push(scores);
    let names = method.measure_names().iter().copied();
    Ok(Measures {
        columns: names.zip(before).collect(),
        better,
        resolution,
        on_the_way,
    })
}
