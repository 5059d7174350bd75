//! Work in fixed chunks of rows, on one thread or on many, with the same result.

use super::RankError;

/// The rows of one piece of work. Sums are made per chunk and added in order, whoever makes them.
pub(super) const CHUNK: usize = 16_384;

/// The rows whose running sums stay in the first cache level.
pub(super) const BLOCK: usize = 1_024;

/// Returns the result of each piece of work, in the order of the pieces.
#[cfg(not(feature = "parallel"))]
pub(super) fn run<J, R>(jobs: Vec<J>, work: impl Fn(J) -> R) -> Vec<R> {
    jobs.into_iter().map(work).collect()
}

/// Returns the result of each piece of work, in the order of the pieces.
#[cfg(feature = "parallel")]
pub(super) fn run<J: Send, R: Send>(jobs: Vec<J>, work: impl Fn(J) -> R + Send + Sync) -> Vec<R> {
    use rayon::iter::{IntoParallelIterator, ParallelIterator};

    // One piece of work is not worth waking another thread.
    if jobs.len() < 2 {
        return jobs.into_iter().map(work).collect();
    }
    jobs.into_par_iter().map(work).collect()
}

/// Returns the chunks of a column of the answer with the row that each starts at.
pub(super) fn chunks_of(column: &mut [f64]) -> Vec<(usize, &mut [f64])> {
    starts().zip(column.chunks_mut(CHUNK)).collect()
}

/// Returns the first rows of the chunks, without end.
pub(super) fn starts() -> impl Iterator<Item = usize> {
    (0_usize..).map(|chunk| chunk * CHUNK)
}

/// Returns the cells of as many rows as `block` has, from row `start` on.
pub(super) fn beside<'a, T>(cells: &'a [f64], start: usize, block: &[T]) -> &'a [f64] {
    cells.get(start..start + block.len()).unwrap_or_default()
}

/// Checks that a column of the answer is as long as the table.
pub(super) fn check_length<T>(what: &'static str, expected: usize, column: &[T]) -> Result<(), RankError> {
    if column.len() == expected {
        return Ok(());
    }
    let found = column.len();
    Err(RankError::AnswerLength {
        what,
        expected,
        found,
    })
}
