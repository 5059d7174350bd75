//! How large a document may be.

/// The limits within which a text is read; past one of them comes an error that names it.
///
/// All four are house defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The most bytes of the whole text: 64 MiB. Ten thousand accounts with eight facts each take about 3 MB; data much
    /// larger than documents belongs in columns. Never more than 4 GiB.
    pub text_bytes: usize,
    /// The most objects and lists inside each other: 64. Documents of the field nest about ten deep. A typed value is
    /// read by recursion, and this many levels fit into a quarter of the 1 MiB of stack that a browser gives.
    pub depth: usize,
    /// The most bytes of one text, key or number as written: 1 MiB, about 500 pages of background.
    pub string_bytes: usize,
    /// The most values of the whole document: 5 million. Each takes 32 bytes beside the text, so 160 MB at most.
    pub values: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            text_bytes: 64 << 20,
            depth: 64,
            string_bytes: 1 << 20,
            values: 5_000_000,
        }
    }
}
