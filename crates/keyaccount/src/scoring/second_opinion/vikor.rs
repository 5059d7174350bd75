//! VIKOR: a compromise between the good of the majority of criteria and the regret about the worst one.

use serde::Serialize;

use super::chunks::{BLOCK, CHUNK, beside, check_length, run, starts};
use super::compromise::{CompromiseRows, CompromiseSet};
use super::extremes::Measured;
use super::held_back::held_back_by;
use super::ranks::Ranked;
use super::{RankError, VikorOptions, resolution};
use crate::quantity::{AccountId, CriterionId, Share};
use crate::scoring::{Better, DecisionTable};

/// The accounts by VIKOR, lower is better.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VikorAnswer {
    /// The weight v of S in Q; R has the rest.
    pub majority_weight: Share,
    /// The halves of Q that were left out, because all accounts are equal in them.
    pub dropped_halves: Vec<VikorHalf>,
    /// The accounts that the method proposes, and why; nothing where there are no accounts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compromise: Option<CompromiseSet>,
    /// The accounts, best first.
    pub rows: Vec<VikorRow>,
}

/// The measures of one account; lower is better in all three.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VikorRow {
    /// The account.
    pub account_id: AccountId,
    /// S, the group utility: the sum of the regrets, between 0 and 1.
    pub s: f64,
    /// R, the individual regret: the largest of the regrets, between 0 and 1.
    pub r: f64,
    /// Q, the compromise of S and R against the best and the worst of the list, between 0 and 1.
    pub q: f64,
    /// The criteria with the largest regret; none where there is no regret.
    pub held_back_by: Vec<CriterionId>,
    /// The criteria with weight, by id.
    pub criteria: Vec<VikorPart>,
}

/// The regret about one criterion.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct VikorPart {
    /// The criterion.
    pub criterion_id: CriterionId,
    /// The number that was compared.
    pub cell: f64,
    /// The weight times the way to the best as a part of the way from the worst; 0 where all accounts are equal.
    pub regret: f64,
}

/// A half of Q.
///
/// `s` is the group utility, the sum of the regrets; `r` is the individual regret, the largest of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(
    missing_docs,
    reason = "comments on unit variants would split the schema's enum"
)]
pub enum VikorHalf {
    S,
    R,
}

/// Where [`vikor`] writes, one number per row each.
#[derive(Debug)]
pub struct VikorColumns<'a> {
    /// The sums of the regrets.
    pub s: &'a mut [f64],
    /// The largest regrets.
    pub r: &'a mut [f64],
    /// The compromises.
    pub q: &'a mut [f64],
}

/// What happened on the way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct VikorSummary {
    /// The best and the worst S; 0 and 0 where there are no rows.
    pub s_ends: (f64, f64),
    /// The best and the worst R; 0 and 0 where there are no rows.
    pub r_ends: (f64, f64),
    /// The difference of S and of R that means nothing; a half whose ends are nearer than this is dropped.
    pub resolution: f64,
    /// The difference of Q that means nothing: that of S and R as far as the division by their ranges stretches it.
    pub q_resolution: f64,
}

/// Writes S, R and Q of each row; lower is better.
///
/// Formula: the regret is `w (f* - x) / (f* - f-)` with the best f* and the worst f- of the column and w a part of 1; S is
/// the sum and R the largest of a row; `Q = v (S - S*) / (S- - S*) + (1 - v) (R - R*) / (R- - R*)` with the best S*, R* and
/// the worst S-, R- of all rows. A constant column has no regret; a half of Q in which all rows are equal is 0. Source:
/// Opricovic and Tzeng, "Compromise solution by MCDM methods", *European Journal of Operational Research* 156, 2004.
///
/// # Errors
///
/// [`RankError`] when a slice is not as long as the table, for a cell that is not a finite number, for a column whose
/// largest cell is beyond 1e150 or below 1e-150 in size. The slices are then untouched.
///
/// # Examples
///
/// ```
/// use keyaccount::scoring::second_opinion::{VikorColumns, vikor};
/// use keyaccount::scoring::{Better, DecisionTable, TableColumn};
///
/// let table = DecisionTable::new(vec![
///     TableColumn { criterion_id: "risk".try_into()?, better: Better::Lower, weight: 1.0.try_into()?, values: &[1.0, 2.0, 5.0] },
///     TableColumn { criterion_id: "height".try_into()?, better: Better::Higher, weight: 1.0.try_into()?,
///                   values: &[3000.0, 3750.0, 4500.0] },
/// ])?;
/// let (mut s, mut r, mut q) = ([0.0; 3], [0.0; 3], [0.0; 3]);
/// vikor(&table, 0.5.try_into()?, VikorColumns { s: &mut s, r: &mut r, q: &mut q })?;
/// assert_eq!((s, r, q), ([0.5, 0.375, 0.5], [0.5, 0.25, 0.5], [1.0, 0.0, 1.0]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn vikor(
    table: &DecisionTable<'_>,
    majority_weight: Share,
    columns: VikorColumns<'_>,
) -> Result<VikorSummary, RankError> {
    let VikorColumns { s, r, q } = columns;
    for (what, column) in [("S", &*s), ("R", &*r), ("Q", &*q)] {
        check_length(what, table.rows(), column)?;
    }
    let axes = axes(table)?;
    let chunks = s.chunks_mut(CHUNK).zip(r.chunks_mut(CHUNK));
    let ends = run(starts().zip(chunks).collect(), |(start, (s, r))| {
        write_regrets(&axes, start, s, r)
    });
    let ends = ends.into_iter().reduce(Ends::and).unwrap_or_default();
    let summary = ends.summary(majority_weight.get(), resolution(axes.len()));
    let halves = s.chunks(CHUNK).zip(r.chunks(CHUNK));
    run(q.chunks_mut(CHUNK).zip(halves).collect(), |(q, (s, r))| {
        summary.write_compromise(majority_weight.get(), s, r, q);
    });
    Ok(summary)
}

impl VikorSummary {
    /// Returns the halves of Q in which all rows are equal; without rows, both.
    pub fn dropped_halves(&self) -> Vec<VikorHalf> {
        let halves = [(VikorHalf::S, self.s_ends), (VikorHalf::R, self.r_ends)];
        let dropped = halves.into_iter().filter(|(_, ends)| self.range(*ends).is_none());
        dropped.map(|(half, _)| half).collect()
    }

    /// Returns the rows that the method proposes, nothing where there are no rows.
    pub(super) fn compromise(&self, s: &[f64], r: &[f64], q: &[f64]) -> Option<CompromiseRows> {
        let near = |measures: &[f64], row: usize, best: f64| {
            let measure = measures.get(row);
            measure.is_some_and(|&measure| measure - best <= self.resolution)
        };
        let leads = |row: usize| (near(s, row, self.s_ends.0), near(r, row, self.r_ends.0));
        CompromiseRows::of(q, self.q_resolution, leads)
    }

    /// Returns how far the ends of a half are apart, nothing where that means nothing.
    fn range(&self, (best, worst): (f64, f64)) -> Option<f64> {
        let range = worst - best;
        (range > self.resolution).then_some(range)
    }

    fn write_compromise(&self, majority_weight: f64, s: &[f64], r: &[f64], q: &mut [f64]) {
        let half = |ends: (f64, f64), weight: f64| {
            let range = self.range(ends);
            // Weight 0 drops a half; the range is then of no account.
            (
                ends.0,
                range.unwrap_or(1.0),
                if range.is_some() { weight } else { 0.0 },
            )
        };
        let (s_best, s_range, s_weight) = half(self.s_ends, majority_weight);
        let (r_best, r_range, r_weight) = half(self.r_ends, 1.0 - majority_weight);
        for ((q, &s), &r) in q.iter_mut().zip(s).zip(r) {
            *q = s_weight * ((s - s_best) / s_range) + r_weight * ((r - r_best) / r_range);
        }
    }
}

pub(super) fn opinion(
    table: &DecisionTable<'_>,
    account_ids: &[AccountId],
    options: VikorOptions,
) -> Result<(Ranked, VikorAnswer), RankError> {
    let majority_weight = options.majority_weight;
    let zeros = || vec![0.0; table.rows()];
    let (mut s, mut r, mut q) = (zeros(), zeros(), zeros());
    let columns = VikorColumns {
        s: &mut s,
        r: &mut r,
        q: &mut q,
    };
    let summary = vikor(table, majority_weight, columns)?;
    let axes = axes(table)?;
    let ranked = Ranked::new(q, Better::Lower, summary.q_resolution);
    let row = |&row: &usize| {
        let part = |axis: &Axis<'_>| {
            let cell = axis.cells.get(row).copied().unwrap_or_default();
            VikorPart {
                criterion_id: axis.criterion_id.clone(),
                cell,
                // Adding zero turns a negative zero into zero.
                regret: axis.regret(cell) + 0.0,
            }
        };
        let criteria: Vec<VikorPart> = axes.iter().map(part).collect();
        let shortfalls = criteria.iter().map(|part| (&part.criterion_id, part.regret));
        Some(VikorRow {
            account_id: account_ids.get(row)?.clone(),
            s: s.get(row).copied()?,
            r: r.get(row).copied()?,
            q: ranked.score(row),
            held_back_by: held_back_by(shortfalls, summary.resolution),
            criteria,
        })
    };
    let rows = ranked.order.iter().filter_map(row).collect();
    let compromise = summary.compromise(&s, &r, &ranked.scores);
    let answer = VikorAnswer {
        majority_weight,
        dropped_halves: if table.rows() > 0 {
            summary.dropped_halves()
        } else {
            Vec::new()
        },
        compromise: compromise.map(|rows| CompromiseSet::of(rows, account_ids)),
        rows,
    };
    Ok((ranked, answer))
}

/// A criterion with weight.
#[derive(Debug, Clone, Copy)]
struct Axis<'a> {
    criterion_id: &'a CriterionId,
    cells: &'a [f64],
    best: f64,
    /// The weight over the way from the worst to the best; negative where lower is better, 0 for a constant column.
    factor: f64,
}

impl Axis<'_> {
    fn regret(&self, cell: f64) -> f64 {
        self.factor * (self.best - cell)
    }
}

fn axes<'a>(table: &'a DecisionTable<'a>) -> Result<Vec<Axis<'a>>, RankError> {
    let axis = |measured: Measured<'a>| {
        let (best, worst) = measured.best_and_worst();
        Axis {
            criterion_id: &measured.column.criterion_id,
            cells: measured.column.values,
            best,
            factor: if measured.low < measured.high {
                measured.share / (best - worst)
            } else {
                0.0
            },
        }
    };
    Ok(Measured::columns(table)?.into_iter().map(axis).collect())
}

/// The ends of S and R.
#[derive(Debug, Clone, Copy, Default)]
struct Ends {
    s: (f64, f64),
    r: (f64, f64),
}

impl Ends {
    fn and(self, after: Self) -> Self {
        // Regrets are numbers; comparing them takes half the time of `f64::min`, which minds NaN.
        let joined = |(best, worst): (f64, f64), after: (f64, f64)| {
            (
                if after.0 < best { after.0 } else { best },
                if after.1 > worst { after.1 } else { worst },
            )
        };
        Self {
            s: joined(self.s, after.s),
            r: joined(self.r, after.r),
        }
    }

    fn summary(self, majority_weight: f64, resolution: f64) -> VikorSummary {
        let mut summary = VikorSummary {
            s_ends: self.s,
            r_ends: self.r,
            resolution,
            q_resolution: resolution,
        };
        let stretched =
            |range: Option<f64>, weight: f64| range.map_or(0.0, |range| weight * resolution / range);
        summary.q_resolution += stretched(summary.range(self.s), majority_weight)
            + stretched(summary.range(self.r), 1.0 - majority_weight);
        summary
    }
}

/// Writes S and R of the rows from `start` on and returns their ends.
fn write_regrets(axes: &[Axis<'_>], start: usize, s: &mut [f64], r: &mut [f64]) -> Ends {
    let mut start = start;
    let far = (f64::INFINITY, f64::NEG_INFINITY);
    let mut ends = Ends { s: far, r: far };
    for (s, r) in s.chunks_mut(BLOCK).zip(r.chunks_mut(BLOCK)) {
        s.fill(0.0);
        r.fill(0.0);
        for axis in axes {
            let cells = beside(axis.cells, start, s);
            for ((s, r), &cell) in s.iter_mut().zip(&mut *r).zip(cells) {
                let regret = axis.regret(cell);
                *s += regret;
                *r = if regret > *r { regret } else { *r };
            }
        }
        for (&s, &r) in s.iter().zip(&*r) {
            ends = ends.and(Ends { s: (s, s), r: (r, r) });
        }
        start += s.len();
    }
    ends
}
