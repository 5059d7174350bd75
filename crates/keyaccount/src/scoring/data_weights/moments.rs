//! Means, ranges and sums of products of columns, in one pass that keeps its digits.

use std::ops::Range;

use super::chunks::{Ends, count, each_chunk, scale_near_one, sum_of};

/// The rows that are centred together: ten columns of them stay in the first level of the cache.
const TILE: usize = 256;

/// The sums of centred products may lie between these without a loss of digits; beyond, the columns are scaled first.
const SAFE: Range<f64> = 1e-250..1e250;

/// What one pass over some columns finds; columns are scaled by a power of two where their squares would leave the
/// floats.
pub(super) struct Moments {
    rows: f64,
    scales: Vec<f64>,
    /// The means, scaled, less the first row.
    shifted_means: Vec<f64>,
    /// The sums of products of distances from the means, scaled: for each column those with the columns up to itself.
    products: Vec<f64>,
    ends: Vec<Ends>,
}

impl Moments {
    /// Returns the moments of columns of one length, nothing where a cell is not finite.
    ///
    /// Each tile of rows is centred on its own means, and tiles are joined in order (Chan, Golub and `LeVeque` 1979,
    /// "Updating formulae and a pairwise algorithm for computing sample variances"); large offsets cost no digits.
    pub(super) fn of(columns: &[&[f64]]) -> Option<Self> {
        let moments = Self::scaled(columns, vec![1.0; columns.len()])?;
        let safe = (0..columns.len())
            .all(|column| moments.is_constant(column) || SAFE.contains(&moments.product(column, column)));
        if safe && moments.products.iter().all(|product| product.is_finite()) {
            return Some(moments);
        }
        let sizes = moments
            .ends
            .iter()
            .map(|ends| ends.low.abs().max(ends.high.abs()));
        Self::scaled(columns, sizes.map(scale_near_one).collect())
    }

    /// Returns whether all cells of a column are the same.
    pub(super) fn is_constant(&self, column: usize) -> bool {
        self.ends(column).are_one()
    }

    /// Returns the standard deviation of a column, divided by n.
    pub(super) fn deviation(&self, column: usize) -> f64 {
        self.scaled_deviation(column) / self.scale(column)
    }

    /// Returns the standard deviation of a column stretched between 0 and 1; 0 where it is constant.
    pub(super) fn normalised_deviation(&self, column: usize) -> f64 {
        if self.is_constant(column) {
            return 0.0;
        }
        let scale = self.scale(column);
        let Ends { low, high } = self.ends(column);
        self.scaled_deviation(column) / (high * scale - low * scale)
    }

    /// Returns the mean of a column and the size of its largest cell, both scaled alike.
    pub(super) fn mean_and_size(&self, columns: &[&[f64]], column: usize) -> (f64, f64) {
        let scale = self.scale(column);
        let first = columns.get(column).and_then(|values| values.first());
        let mean = first.copied().unwrap_or_default() * scale + at(&self.shifted_means, column);
        let Ends { low, high } = self.ends(column);
        (mean, low.abs().max(high.abs()) * scale)
    }

    /// Returns the standard deviation of a column, scaled like its mean.
    pub(super) fn scaled_deviation(&self, column: usize) -> f64 {
        if self.is_constant(column) {
            return 0.0;
        }
        (self.product(column, column) / self.rows).sqrt()
    }

    /// Returns the correlation of two columns, between -1 and 1; 0 where one of them is constant.
    pub(super) fn correlation(&self, left: usize, right: usize) -> f64 {
        if self.is_constant(left) || self.is_constant(right) {
            return 0.0;
        }
        let sizes = self.product(left, left).sqrt() * self.product(right, right).sqrt();
        (self.product(left.max(right), left.min(right)) / sizes).clamp(-1.0, 1.0)
    }

    fn ends(&self, column: usize) -> Ends {
        self.ends.get(column).copied().unwrap_or(Ends::NONE)
    }

    fn scale(&self, column: usize) -> f64 {
        at(&self.scales, column)
    }

    fn product(&self, column: usize, up_to_itself: usize) -> f64 {
        at(&self.products, column * (column + 1) / 2 + up_to_itself)
    }

    fn scaled(columns: &[&[f64]], scales: Vec<f64>) -> Option<Self> {
        let rows = columns.first().map_or(0, |column| column.len());
        let mut total = Some(Self::empty(scales));
        let scales = total
            .as_ref()
            .map(|total| total.scales.clone())
            .unwrap_or_default();
        each_chunk(
            rows,
            |rows| Self::of_chunk(columns, &scales, rows),
            |chunk| {
                total = total.take().zip(chunk).map(|(mut total, chunk)| {
                    total.join(&chunk);
                    total
                });
            },
        );
        total
    }

    fn of_chunk(columns: &[&[f64]], scales: &[f64], rows: Range<usize>) -> Option<Self> {
        let mut chunk = Self::empty(scales.to_vec());
        let mut tile = Self::empty(scales.to_vec());
        let mut centred = vec![0.0; columns.len() * TILE];
        for start in rows.clone().step_by(TILE) {
            tile.measure(columns, start..rows.end.min(start + TILE), &mut centred)?;
            chunk.join(&tile);
        }
        Some(chunk)
    }

    fn empty(scales: Vec<f64>) -> Self {
        let columns = scales.len();
        Self {
            rows: 0.0,
            shifted_means: vec![0.0; columns],
            products: vec![0.0; columns * (columns + 1) / 2],
            ends: vec![Ends::NONE; columns],
            scales,
        }
    }

    /// Replaces everything by the moments of some rows, nothing where a cell is not finite.
    fn measure(&mut self, columns: &[&[f64]], rows: Range<usize>, centred: &mut [f64]) -> Option<()> {
        self.rows = count(rows.len());
        let places = self
            .ends
            .iter_mut()
            .zip(&mut self.shifted_means)
            .zip(&self.scales);
        let tiles = centred.chunks_exact_mut(TILE);
        for (((ends, mean), &scale), (tile, values)) in places.zip(tiles.zip(columns)) {
            let origin = values.first()? * scale;
            let values = values.get(rows.clone())?;
            let tile = tile.get_mut(..values.len())?;
            *ends = Ends::of(values)?;
            for (distance, value) in tile.iter_mut().zip(values) {
                *distance = value * scale - origin;
            }
            *mean = sum_of(tile, tile, |distance, _| distance) / self.rows;
            for distance in tile {
                *distance -= *mean;
            }
        }
        let length = rows.len();
        let mut products = self.products.iter_mut();
        for (column, left) in centred.chunks_exact(TILE).enumerate() {
            let left = left.get(..length)?;
            for (right, product) in centred.chunks_exact(TILE).take(column + 1).zip(&mut products) {
                *product = sum_of(left, right.get(..length)?, |left, right| left * right);
            }
        }
        Some(())
    }

    fn join(&mut self, other: &Self) {
        let rows = self.rows + other.rows;
        let (own_part, other_part) = (self.rows / rows, other.rows / rows);
        let gaps: Vec<f64> = self
            .shifted_means
            .iter()
            .zip(&other.shifted_means)
            .map(|(own, other)| other - own)
            .collect();
        let mut products = self.products.iter_mut().zip(&other.products);
        for (column, left) in gaps.iter().enumerate() {
            for (right, (own, other)) in gaps.iter().take(column + 1).zip(&mut products) {
                *own += other + (left * right) * (own_part * other_part * rows);
            }
        }
        for (mean, gap) in self.shifted_means.iter_mut().zip(&gaps) {
            *mean += gap * other_part;
        }
        for (own, other) in self.ends.iter_mut().zip(&other.ends) {
            *own = own.and(*other);
        }
        self.rows = rows;
    }
}

fn at(numbers: &[f64], index: usize) -> f64 {
    numbers.get(index).copied().unwrap_or_default()
}
