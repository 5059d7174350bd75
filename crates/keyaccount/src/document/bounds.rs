//! How large a document may be.

/// The limits within which a text is read; past one of them comes an error that names it.
///
/// All four are house defaults, measured against what a document of the field can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The most bytes of the whole text: 64 MiB. A portfolio of 10,000 accounts with plans takes about 40 MiB; larger
    /// data belongs in columns. Never more than 4 GiB.
    pub text_bytes: usize,
    /// The most objects and lists inside each other: 64. The deepest document of the library uses 9; a typed value is
    /// read by recursion, and 64 levels fit the 1 MiB stack of a browser with room to spare.
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
