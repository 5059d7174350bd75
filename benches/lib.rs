//! Benchmarks of keyaccount: one file per operation that grows with its input.
