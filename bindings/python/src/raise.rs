//! From an error of the wire to the exception that Python sees.

use keyaccount_wire::WireError;
use pyo3::PyErr;

mod class {
    pyo3::import_exception!(keyaccount.errors, InputError);
    pyo3::import_exception!(keyaccount.errors, InternalError);
    pyo3::import_exception!(keyaccount.errors, StoppedError);
    pyo3::import_exception!(keyaccount.errors, UnknownOperationError);
}

/// Returns the exception for `error`, with every field of it.
pub(crate) fn exception(error: WireError) -> PyErr {
    let raise = match error.code.as_str() {
        "answer_unwritable" => PyErr::new::<class::InternalError, _>,
        "stopped" => PyErr::new::<class::StoppedError, _>,
        "unknown_operation" => PyErr::new::<class::UnknownOperationError, _>,
        _ => PyErr::new::<class::InputError, _>,
    };
    raise((
        error.message,
        error.code,
        error.path,
        error.found,
        error.expected,
        error.help,
        error.line,
        error.column,
    ))
}

/// Returns an error about a criterion with the name of the column that it is read from, where the two differ.
pub(crate) fn of_column(mut error: WireError, criterion_id: Option<&str>, column: Option<&str>) -> WireError {
    if let (Some(id), Some(column)) = (criterion_id, column)
        && id != column
    {
        let column = format!("`{id}` is read from the column `{column}`");
        let help = error.help.map(|help| format!("{help}; {column}"));
        error.help = help.or(Some(column));
    }
    error
}
