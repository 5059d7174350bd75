//! Tests of the library through its public face, on real data.

mod adventureworks;
mod data;
mod wholesale;
