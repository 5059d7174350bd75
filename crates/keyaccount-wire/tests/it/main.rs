//! The operations seen from outside, as every host sees them.

mod vector;
mod vectors;
