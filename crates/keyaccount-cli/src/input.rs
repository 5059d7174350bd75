//! Files and standard input, bounded.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::string::FromUtf8Error;

use flate2::bufread::MultiGzDecoder;

use crate::failure::Failure;
use crate::place;

/// The longest document that is read, in bytes after decompression: 64 MiB.
pub(crate) const MAX_DOCUMENT_BYTES: u64 = 64 << 20;

/// The longest table that is read, in bytes after decompression: 4 GiB.
pub(crate) const MAX_TABLE_BYTES: u64 = 4 << 30;

/// Where input comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Source {
    /// Standard input, written `-`.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl From<&str> for Source {
    fn from(text: &str) -> Self {
        match text {
            "-" => Self::Stdin,
            path => Self::File(path.into()),
        }
    }
}

impl Source {
    /// Returns the name that messages use.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Stdin => "<stdin>".to_owned(),
            Self::File(path) => path.display().to_string(),
        }
    }
}

/// A document, whole in memory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Document {
    /// The name that messages use.
    pub(crate) name: String,
    /// The text, without a byte order mark.
    pub(crate) text: String,
}

/// Bytes to be read, decompressed where they are gzip, without a byte order mark.
pub(crate) struct Stream {
    /// The name that messages use.
    pub(crate) name: String,
    /// The bytes.
    pub(crate) reader: Box<dyn BufRead>,
    /// The length of the file as it is stored, where there is a file.
    pub(crate) stored_bytes: Option<u64>,
    /// How many of the stored bytes have been read.
    pub(crate) read_bytes: Rc<Cell<u64>>,
}

/// Returns the text of a document of at most [`MAX_DOCUMENT_BYTES`].
pub(crate) fn read_document(source: &Source) -> Result<Document, Failure> {
    let mut stream = open(source, MAX_DOCUMENT_BYTES)?;
    let mut bytes = Vec::new();
    stream
        .reader
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(&stream.name, &error))?;
    let text = String::from_utf8(bytes).map_err(|error| not_utf8(&stream.name, &error))?;
    Ok(Document {
        name: stream.name,
        text,
    })
}

/// Returns the failure that standard input is asked for twice; it can be read once.
pub(crate) fn refuse_second_stdin<'a>(
    sources: impl IntoIterator<Item = (&'a str, &'a Source)>,
) -> Result<(), Failure> {
    let asked = sources
        .into_iter()
        .filter(|(_, source)| **source == Source::Stdin);
    let names: Vec<&str> = asked.map(|(name, _)| name).collect();
    match names.as_slice() {
        [first, second, ..] => Err(Failure::new(format!(
            "standard input can be read once (got `-` for {first} and for {second})"
        ))
        .with_help("write one of them to a file".to_owned())),
        _ => Ok(()),
    }
}

/// Returns `sources` with each directory replaced by its files with this extension, by name in ascending order.
pub(crate) fn expand(sources: &[Source], extension: &str) -> Result<Vec<Source>, Failure> {
    let mut expanded = Vec::new();
    for source in sources {
        match source {
            Source::File(path) if path.is_dir() => {
                let name = source.name();
                let entries = std::fs::read_dir(path).map_err(|error| unreadable(&name, &error))?;
                let mut files = Vec::new();
                for entry in entries {
                    let file = entry.map_err(|error| unreadable(&name, &error))?.path();
                    if file.is_file() && file.extension().is_some_and(|found| found == extension) {
                        files.push(Source::File(file));
                    }
                }
                if files.is_empty() {
                    let message = format!("there is no file *.{extension} in this directory");
                    return Err(Failure::in_file(&name, message));
                }
                files.sort();
                expanded.append(&mut files);
            }
            source => expanded.push(source.clone()),
        }
    }
    Ok(expanded)
}

/// Returns the bytes of `source`, of which at most `limit_bytes` can be read.
pub(crate) fn open(source: &Source, limit_bytes: u64) -> Result<Stream, Failure> {
    let name = source.name();
    let (stored, stored_bytes): (Box<dyn Read>, _) = match source {
        Source::Stdin => (Box::new(io::stdin()), None),
        Source::File(path) => {
            let (file, length) = open_file(&name, path)?;
            (Box::new(file), length)
        }
    };
    let read_bytes = Rc::new(Cell::new(0));
    let counted = Counted {
        inner: stored,
        read_bytes: Rc::clone(&read_bytes),
    };
    let mut stored = BufReader::with_capacity(1 << 16, counted);
    let packed = starts_with(&name, &mut stored, &[0x1f, 0x8b])?;
    if let Some(length) = stored_bytes
        && length > limit_bytes
    {
        return Err(Failure::in_file(&name, over(limit_bytes)));
    }
    let plain: Box<dyn Read> = if packed {
        Box::new(Unpacked(MultiGzDecoder::new(stored)))
    } else {
        Box::new(stored)
    };
    let bounded = Bounded {
        inner: plain,
        left_bytes: limit_bytes,
        limit_bytes,
    };
    let mut reader = BufReader::with_capacity(1 << 16, bounded);
    skip_byte_order_mark(&name, &mut reader)?;
    let empty = reader
        .fill_buf()
        .map_err(|error| unreadable(&name, &error))?
        .is_empty();
    if empty {
        return Err(Failure::in_file(&name, "the input is empty"));
    }
    Ok(Stream {
        name,
        reader: Box::new(reader),
        stored_bytes,
        read_bytes,
    })
}

/// Returns the failure that `error` is while `name` is read.
pub(crate) fn unreadable(name: &str, error: &io::Error) -> Failure {
    Failure::in_file(name, error.to_string())
}

fn not_utf8(name: &str, error: &FromUtf8Error) -> Failure {
    let (before, rest) = error.as_bytes().split_at(error.utf8_error().valid_up_to());
    let byte = rest.first().copied().unwrap_or_default();
    let document = Document {
        name: name.to_owned(),
        text: String::from_utf8_lossy(before).into_owned(),
    };
    Failure::new(format!("the byte 0x{byte:02X} is not UTF-8"))
        .at(place::of_offset(&document, before.len()))
        .with_help("save the text as UTF-8".to_owned())
}

fn open_file(name: &str, path: &Path) -> Result<(File, Option<u64>), Failure> {
    let fail = |error: io::Error| match error.kind() {
        io::ErrorKind::NotFound => Failure::in_file(name, "there is no such file"),
        io::ErrorKind::PermissionDenied => Failure::in_file(name, "permission denied"),
        _ => unreadable(name, &error),
    };
    let about = std::fs::metadata(path).map_err(fail)?;
    if about.is_dir() {
        return Err(Failure::in_file(name, "this is a directory, where a file is due"));
    }
    let file = File::open(path).map_err(fail)?;
    Ok((file, about.is_file().then_some(about.len())))
}

fn starts_with(name: &str, reader: &mut impl BufRead, bytes: &[u8]) -> Result<bool, Failure> {
    let start = reader.fill_buf().map_err(|error| unreadable(name, &error))?;
    Ok(start.starts_with(bytes))
}

fn skip_byte_order_mark(name: &str, reader: &mut impl BufRead) -> Result<(), Failure> {
    const UTF_8: &[u8] = &[0xEF, 0xBB, 0xBF];
    if starts_with(name, reader, UTF_8)? {
        reader.consume(UTF_8.len());
    }
    if starts_with(name, reader, &[0xFF, 0xFE])? || starts_with(name, reader, &[0xFE, 0xFF])? {
        return Err(Failure::in_file(name, "the text is UTF-16").with_help("save it as UTF-8".to_owned()));
    }
    Ok(())
}

fn over(limit_bytes: u64) -> String {
    format!("the input is longer than the limit of {} MiB", limit_bytes >> 20)
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    read_bytes: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let total = self
            .read_bytes
            .get()
            .saturating_add(count.try_into().unwrap_or(u64::MAX));
        self.read_bytes.set(total);
        Ok(count)
    }
}

/// Fails once more than the limit has been read.
struct Bounded<R> {
    inner: R,
    left_bytes: u64,
    limit_bytes: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        match self.left_bytes.checked_sub(count.try_into().unwrap_or(u64::MAX)) {
            Some(left_bytes) => self.left_bytes = left_bytes,
            None => return Err(io::Error::other(over(self.limit_bytes))),
        }
        Ok(count)
    }
}

/// Decompresses, and says in the reader's words what is wrong with the stream.
struct Unpacked<R>(MultiGzDecoder<R>);

impl<R: BufRead> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer).map_err(|error| match error.kind() {
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                io::Error::other("the gzip stream is damaged, cut off, or followed by other bytes")
            }
            _ => error,
        })
    }
}
