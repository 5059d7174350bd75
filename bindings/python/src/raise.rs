//! From an error of the wire to the exception that Python sees.

use keyaccount_wire::WireError;
use pyo3::PyErr;
use serde_json::value::RawValue;

mod class {
    pyo3::import_exception!(keyaccount.errors, InputError);
    pyo3::import_exception!(keyaccount.errors, InternalError);
    pyo3::import_exception!(keyaccount.errors, UnknownOperationError);
}

/// Returns the exception for `error`, with every field of it.
pub(crate) fn exception(error: WireError) -> PyErr {
    let raise = match error.code.as_str() {
        "answer_unwritable" => PyErr::new::<class::InternalError, _>,
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
    ))
}

/// Returns an error unless `text` is exactly one JSON value.
pub(crate) fn unless_json(text: &str) -> Result<(), WireError> {
    match serde_json::from_str::<&RawValue>(text) {
        Ok(_) => Ok(()),
        Err(error) => Err(WireError {
            code: "unreadable".to_owned(),
            path: String::new(),
            message: error.to_string(),
            found: None,
            expected: Some("one JSON value".to_owned()),
            help: None,
        }),
    }
}
