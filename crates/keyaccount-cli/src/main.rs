//! The `keyaccount` program.

fn main() {}
