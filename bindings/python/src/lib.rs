//! Glue between keyaccount and Python: JSON text in, JSON text out; columns of numbers in, columns out.
//!
//! Everything else of the package is written in Python or generated (`python/keyaccount`).

mod across_rows;
mod arrow;
mod cells;
mod raise;
mod scored;
mod scorer;
mod slices;

/// The compiled part of keyaccount: JSON text in, JSON text out; columns of numbers in, columns out.
#[pyo3::pymodule]
mod _core {
    use keyaccount::document::Document;
    use keyaccount_wire::{OPERATIONS, WireError};
    use pyo3::prelude::*;

    use crate::raise;

    #[pymodule_export]
    use crate::across_rows::Criteria;
    #[pymodule_export]
    use crate::arrow::{Batches, Numbers};
    #[pymodule_export]
    use crate::scorer::Scorer;

    /// The version of the library and of the package.
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");

    /// Returns the answer text of the operation called `name` to the request text.
    #[pyfunction]
    fn call(py: Python<'_>, name: &str, request: &str) -> PyResult<String> {
        py.detach(|| keyaccount_wire::call(name, request))
            .map_err(raise::exception)
    }

    /// Raises an error unless the text is exactly one JSON value, which may then stand at `path` in a request as it is.
    #[pyfunction]
    fn check_json(py: Python<'_>, text: &str, path: &str) -> PyResult<()> {
        py.detach(|| Document::parse(text))
            .map(drop)
            .map_err(|fault| raise::exception(WireError::below(path, &fault)))
    }

    /// Returns the name and the question of every operation, by name in ascending order.
    #[pyfunction]
    fn operations() -> Vec<(&'static str, &'static str)> {
        OPERATIONS
            .iter()
            .map(|entry| (entry.name, entry.summary))
            .collect()
    }
}
