//! Pieces of work on the threads there are, with the results taken in order.

/// Does `work` for 0, 1, ... and gives each result to `take`, in that order.
///
/// With the feature `parallel` as many pieces run at a time as there are threads. What a piece is and the order in which
/// results are taken never depend on that number, so neither does any bit of a sum.
pub(super) fn in_order<R: Send>(
    pieces: usize,
    work: impl Fn(usize) -> R + Sync,
    mut take: impl FnMut(usize, R),
) {
    #[cfg(feature = "parallel")]
    {
        use rayon::prelude::*;

        let threads = rayon::current_num_threads();
        if threads > 1 && pieces > 1 {
            for start in (0..pieces).step_by(threads) {
                let batch = start..pieces.min(start.saturating_add(threads));
                let results: Vec<R> = batch.clone().into_par_iter().map(&work).collect();
                for (piece, result) in batch.zip(results) {
                    take(piece, result);
                }
            }
            return;
        }
    }
    for piece in 0..pieces {
        take(piece, work(piece));
    }
}
