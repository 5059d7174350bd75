//! What the gates of a model do to the rows of a block.

use std::ops::Range;

use super::input::fact;
use super::kernel::Kernel;
use crate::quantity::Datum;
use crate::scoring::gate::{Gate, GateOutcome};

/// The verdicts on a block, used again for the next.
#[derive(Debug, Default)]
pub(super) struct Gates {
    verdicts: Vec<Verdict>,
}

/// What the gates do to a row; caps are in grid units, infinite where there is none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Verdict {
    pub(super) excluded: bool,
    /// The lowest cap that holds now.
    pub(super) cap_now: f64,
    /// The lowest cap that holds whatever turns up.
    pub(super) cap_certain: f64,
    /// The lowest cap that could come to hold.
    pub(super) cap_possible: f64,
}

/// A gate with the column that it judges.
#[derive(Debug)]
pub(super) struct GateColumn<'a> {
    pub(super) gate: &'a Gate,
    pub(super) values: &'a [f64],
    pub(super) states: Option<&'a [u8]>,
    /// Where it caps, in grid units.
    pub(super) cap_units: Option<f64>,
}

impl Gates {
    /// Returns one verdict per row of `rows`; none at all where the model has no gate.
    pub(super) fn judge(&mut self, kernel: &Kernel<'_>, rows: Range<usize>) -> &[Verdict] {
        self.verdicts.clear();
        if kernel.gates.is_empty() {
            return &self.verdicts;
        }
        self.verdicts.resize(rows.len(), Verdict::PASSED);
        for gate in &kernel.gates {
            let values = gate.values.get(rows.clone()).unwrap_or_default();
            let states = gate.states.and_then(|states| states.get(rows.clone()));
            match states {
                None => {
                    for (verdict, &raw) in self.verdicts.iter_mut().zip(values) {
                        verdict.add(gate, Datum::Value(raw));
                    }
                }
                Some(states) => {
                    for (verdict, (&raw, &code)) in self.verdicts.iter_mut().zip(values.iter().zip(states)) {
                        verdict.add(gate, fact(raw, code));
                    }
                }
            }
        }
        &self.verdicts
    }
}

impl Verdict {
    const PASSED: Self = Self {
        excluded: false,
        cap_now: f64::INFINITY,
        cap_certain: f64::INFINITY,
        cap_possible: f64::INFINITY,
    };

    fn add(&mut self, gate: &GateColumn<'_>, fact: Datum<f64>) {
        let fails = gate.gate.fails(fact);
        let open = matches!(fact, Datum::Missing | Datum::Unknown);
        self.excluded |= fails && gate.gate.outcome == GateOutcome::Exclude;
        if let Some(cap) = gate.cap_units {
            lower(&mut self.cap_now, cap, fails);
            lower(&mut self.cap_certain, cap, fails && !open);
            lower(&mut self.cap_possible, cap, fails || open);
        }
    }
}

fn lower(lowest: &mut f64, cap: f64, holds: bool) {
    if holds && cap < *lowest {
        *lowest = cap;
    }
}
