//! Where the real data stand.

use std::env;
use std::fs::File;
use std::path::PathBuf;

use flate2::read::GzDecoder;

/// Returns the rows of a table of the data folder, by the names of their columns; nothing, with a printed reason, where the
/// folder is absent.
///
/// The folder is the one that `KEYACCOUNT_DATA` names, else `../shared/data` beside the repository.
pub(crate) fn table(path: &str) -> Option<csv::Reader<GzDecoder<File>>> {
    let folder = env::var_os("KEYACCOUNT_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    if !folder.is_dir() {
        println!("skipped: there is no data folder at {}", folder.display());
        return None;
    }
    // A folder that is there and lacks the file is a mistake, not a reason to skip.
    let path = folder.join(path);
    let file = File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Some(csv::Reader::from_reader(GzDecoder::new(file)))
}
