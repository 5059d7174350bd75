//! The bar that shows how much of a long table has been read.

use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::input::Stream;

/// Reading shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_millis(700);

/// How many rows pass between two looks at the time.
const STRIDE: u32 = 1024;

/// A bar on stderr, drawn only on a terminal and only when the work is long.
pub(crate) struct Progress {
    started: Instant,
    rows: u32,
    read_bytes: Rc<Cell<u64>>,
    stored_bytes: Option<u64>,
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Returns the progress of reading `stream`.
    pub(crate) fn over(stream: &Stream) -> Self {
        Self {
            started: Instant::now(),
            rows: 0,
            read_bytes: Rc::clone(&stream.read_bytes),
            stored_bytes: stream.stored_bytes,
            bar: None,
        }
    }

    /// Counts a row.
    pub(crate) fn tick(&mut self) {
        self.rows = self.rows.wrapping_add(1);
        if !self.rows.is_multiple_of(STRIDE) || self.started.elapsed() < PATIENCE {
            return;
        }
        let stored_bytes = self.stored_bytes;
        let bar = self.bar.get_or_insert_with(|| {
            let bar = ProgressBar::with_draw_target(stored_bytes, ProgressDrawTarget::stderr());
            let template = if stored_bytes.is_some() {
                "reading {wide_bar} {bytes} of {total_bytes}, {eta} left"
            } else {
                "reading {spinner} {bytes}"
            };
            // A template that does not parse would only cost its looks.
            bar.with_style(
                ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()),
            )
        });
        bar.set_position(self.read_bytes.get());
    }

    /// Takes the bar away.
    pub(crate) fn finish(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
