//! Laws, worked examples, sentences.

#![expect(
    clippy::float_cmp,
    reason = "points stand on a grid: equal means equal to the last bit"
)]

mod carried;
mod change_laws;
mod gates;
mod laws;
mod worked;
