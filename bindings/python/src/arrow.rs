//! Tables in and out through the Arrow PyCapsule interface, without a copy.

use std::ffi::CStr;
use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::types::Float64Type;
use arrow_array::{ArrayRef, Float64Array, RecordBatch, RecordBatchIterator, RecordBatchReader as _};
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};
use keyaccount_wire::WireError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::raise;
use crate::scored::Scored;

/// The name that the interface gives to capsules of streams.
const STREAM: &CStr = c"arrow_array_stream";

/// Columns of numbers, as they lie in the memory of whoever made them.
#[pyclass(frozen, module = "keyaccount._core")]
#[derive(Debug)]
pub(crate) struct Numbers {
    names: Vec<String>,
    /// The chunks of the table: one array per column each.
    chunks: Vec<Vec<Float64Array>>,
}

/// New columns, chunk by chunk; any library that reads Arrow streams takes them.
#[pyclass(frozen, module = "keyaccount._core")]
#[derive(Debug)]
pub(crate) struct Batches {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

#[pymethods]
impl Numbers {
    /// Reads the pieces of a table, one below the other; their columns are the same, all of 64-bit floats.
    #[new]
    fn new(pieces: Vec<Bound<'_, PyAny>>) -> PyResult<Self> {
        let mut names = Vec::new();
        let mut chunks = Vec::new();
        for piece in pieces {
            let capsule = piece.call_method0("__arrow_c_stream__")?;
            let reader = reader(capsule.cast::<PyCapsule>()?)?;
            names = reader
                .schema()
                .fields()
                .iter()
                .map(|field| field.name().clone())
                .collect();
            for batch in reader {
                let batch = batch.map_err(unreadable)?;
                chunks.push(numbers(&batch)?);
            }
        }
        // A table without rows may have no chunk, but its answer has columns.
        if chunks.is_empty() {
            chunks.push(vec![Float64Array::from(Vec::<f64>::new()); names.len()]);
        }
        Ok(Self { names, chunks })
    }

    /// The number of rows.
    #[getter]
    fn rows(&self) -> usize {
        self.chunks.iter().map(|chunk| rows_of(chunk)).sum()
    }

    /// The number of pieces in which the columns come.
    #[getter(chunks)]
    fn chunk_count(&self) -> usize {
        self.chunks.len()
    }

    /// The addresses of the numbers, chunk by chunk and column by column: proof that nothing was copied.
    #[getter]
    fn addresses(&self) -> Vec<Vec<usize>> {
        let address = |column: &Float64Array| column.values().as_ptr().addr();
        self.chunks
            .iter()
            .map(|chunk| chunk.iter().map(address).collect())
            .collect()
    }
}

impl Numbers {
    /// Returns the chunks of the table: one array per column each.
    pub(crate) fn chunks(&self) -> &[Vec<Float64Array>] {
        &self.chunks
    }

    /// Returns the number of columns.
    pub(crate) fn width(&self) -> usize {
        self.names.len()
    }

    /// Returns the name of a column.
    pub(crate) fn name(&self, column: usize) -> Option<&str> {
        self.names.get(column).map(String::as_str)
    }
}

impl Batches {
    /// Returns the new columns of all chunks, with the ranks of all rows where there are any.
    pub(crate) fn new(names: &[String], chunks: Vec<Scored>, ranks: Option<&[u32]>) -> PyResult<Self> {
        let mut batches = Vec::with_capacity(chunks.len());
        let mut start = 0;
        for chunk in chunks {
            let end = start + chunk.rows();
            let ranks = ranks.map(|ranks| ranks.get(start..end).unwrap_or_default());
            let columns = names
                .iter()
                .zip(chunk.arrays(ranks))
                .map(|(name, array)| (name, array, true));
            batches.push(RecordBatch::try_from_iter_with_nullable(columns).map_err(unreadable)?);
            start = end;
        }
        let schema = batches
            .first()
            .map_or_else(|| Arc::new(Schema::empty()), RecordBatch::schema);
        Ok(Self { schema, batches })
    }

    /// Returns new columns in one piece.
    pub(crate) fn in_one_piece(columns: Vec<(&str, ArrayRef)>) -> PyResult<Self> {
        let columns = columns.into_iter().map(|(name, array)| (name, array, true));
        let batch = RecordBatch::try_from_iter_with_nullable(columns).map_err(unreadable)?;
        Ok(Self {
            schema: batch.schema(),
            batches: vec![batch],
        })
    }
}

#[pymethods]
impl Batches {
    /// Returns the columns as an Arrow stream; every call returns a new one.
    #[pyo3(signature = (requested_schema = None) -> "object")]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface lets a producer ignore the request where it has only one schema to offer.
        drop(requested_schema);
        let batches: Vec<Result<RecordBatch, ArrowError>> = self.batches.iter().cloned().map(Ok).collect();
        let reader = RecordBatchIterator::new(batches, Arc::clone(&self.schema));
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(reader)), STREAM)
    }
}

/// Returns the number of rows of a chunk.
pub(crate) fn rows_of(chunk: &[Float64Array]) -> usize {
    chunk.first().map_or(0, |column| column.values().len())
}

#[expect(unsafe_code, reason = "the interface hands over a pointer")]
fn reader(capsule: &Bound<'_, PyCapsule>) -> PyResult<RecordBatchStreamReader> {
    let pointer = capsule.pointer_checked(Some(STREAM))?;
    // SAFETY: the name says that the capsule holds a stream, which is valid for as long as the capsule lives. The
    // reader takes the stream and leaves an empty one, so that the capsule does not release it again.
    unsafe { RecordBatchStreamReader::from_raw(pointer.cast().as_ptr()) }.map_err(unreadable)
}

fn numbers(batch: &RecordBatch) -> PyResult<Vec<Float64Array>> {
    let columns = batch.columns().iter().zip(batch.schema_ref().fields());
    columns
        .map(|(column, field)| match column.data_type() {
            DataType::Float64 => Ok(column.as_primitive::<Float64Type>().clone()),
            other => {
                let message = format!(
                    "the column `{}` must hold 64-bit floats (got {other})",
                    field.name()
                );
                Err(raise::exception(WireError::new("column_type", "/frame", message)))
            }
        })
        .collect()
}

fn unreadable(error: ArrowError) -> PyErr {
    let message = format!("the table must be readable as an Arrow stream (got {error})");
    raise::exception(WireError::new("frame_unreadable", "/frame", message))
}
