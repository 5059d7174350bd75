//! Runs one case of the comparison with the library and prints what it took: `peer METHOD ROWS FILE`.
//!
//! `compare.py` beside this file calls it; the table is what `data.py` writes: ten columns of doubles, one after the other.
#![allow(clippy::print_stdout, reason = "the comparison reads what it prints")]

mod methods;

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

/// A case is repeated until this much time has passed.
const TIME: Duration = Duration::from_secs(2);
/// So many results are handed back for comparison.
const FIRST: usize = 50;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [method, rows, file] = arguments.as_slice() else {
        return Err("usage: peer METHOD ROWS FILE".into());
    };
    let columns = columns(Path::new(file), rows.parse()?)?;
    let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
    let mut call = methods::method(method, &columns)?;
    // As for the peers: the first call loads what is loaded once, the second one is watched for memory.
    call(&mut Vec::new())?;
    let before = resident("VmRSS")?;
    std::fs::write("/proc/self/clear_refs", "5")?;
    let mut result = Vec::new();
    call(&mut result)?;
    let peak = resident("VmHWM")?.saturating_sub(before);
    let (mut times, mut total) = (Vec::new(), Duration::ZERO);
    while times.is_empty() || total < TIME {
        let start = Instant::now();
        call(&mut result)?;
        std::hint::black_box(&result);
        let time = start.elapsed();
        times.push(time);
        total += time;
    }
    let best = times.iter().min().ok_or("no call")?;
    result.truncate(FIRST);
    println!(
        "{}",
        json!({"seconds": best.as_secs_f64(), "calls": times.len(), "peak_bytes": peak, "threads": 1, "first": result})
    );
    Ok(())
}

fn columns(file: &Path, rows: usize) -> Result<Vec<Vec<f64>>, Box<dyn Error>> {
    let bytes = std::fs::read(file)?;
    let numbers: Vec<f64> = bytes
        .as_chunks()
        .0
        .iter()
        .map(|&bytes| f64::from_le_bytes(bytes))
        .collect();
    if numbers.len() != rows * methods::CRITERIA {
        return Err(format!(
            "{} must hold {rows} rows (got {} numbers)",
            file.display(),
            numbers.len()
        )
        .into());
    }
    Ok(numbers.chunks(rows.max(1)).map(<[f64]>::to_vec).collect())
}

/// Returns a line of the memory report of this process in bytes.
fn resident(line: &str) -> Result<u64, Box<dyn Error>> {
    let report = std::fs::read_to_string("/proc/self/status")?;
    let found = report
        .lines()
        .find_map(|entry| entry.strip_prefix(line)?.strip_prefix(':'));
    let kilobytes = found.and_then(|value| value.split_whitespace().next());
    Ok(kilobytes
        .ok_or("no such line in /proc/self/status")?
        .parse::<u64>()?
        * 1024)
}
