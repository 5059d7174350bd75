//! Running the program in a folder of its own.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A folder with files, in which the program runs.
pub(crate) struct Folder {
    path: PathBuf,
}

/// How a run ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Folder {
    /// Returns an empty folder; `name` is unique among the tests.
    pub(crate) fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Self { path }
    }

    /// Returns the folder with one more file.
    pub(crate) fn with(self, file: &str, content: impl AsRef<[u8]>) -> Self {
        let file = self.path.join(file);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, content).unwrap();
        self
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn read(&self, file: &str) -> String {
        std::fs::read_to_string(self.path.join(file)).unwrap()
    }

    /// Returns the names of the files, in order.
    pub(crate) fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.path).unwrap();
        let mut names: Vec<_> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// Runs the program; `arguments` are split at spaces.
    pub(crate) fn run(&self, arguments: &str) -> Run {
        self.run_on(arguments, b"")
    }

    /// Runs the program with `stdin` as its input.
    pub(crate) fn run_on(&self, arguments: &str, stdin: &[u8]) -> Run {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut input = child.stdin.take().unwrap();
        let bytes = stdin.to_vec();
        let writer = std::thread::spawn(move || {
            // The program may stop reading early: that is its right.
            let _ = input.write_all(&bytes);
        });
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        Run::of(output)
    }

    /// Checks that the program refuses with exactly this on stderr, nothing on stdout, and exit code 2.
    #[track_caller]
    pub(crate) fn refuses(&self, arguments: &str, stderr: &str) {
        let expected = Run {
            code: Some(2),
            stdout: String::new(),
            stderr: format!("{stderr}\n"),
        };
        assert_eq!(self.run(arguments), expected);
    }

    pub(crate) fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_keyaccount"));
        command.args(arguments.split_whitespace()).current_dir(&self.path);
        command
    }
}

impl Run {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Returns the standard output of a run that found nothing to object to.
    #[track_caller]
    pub(crate) fn done(self) -> String {
        assert_eq!(self.code, Some(0), "{}", self.stderr);
        self.stdout
    }
}

/// Returns `bytes` compressed.
pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// Returns the folder of the real data sets, or nothing and a printed reason.
pub(crate) fn data_folder(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("KEYACCOUNT_DATA").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    let folder = root.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    // Past the test harness, which hides what passing tests print.
    let _ = writeln!(std::io::stderr(), "skipped: {} is not there", folder.display());
    None
}

/// A model of two criteria with easy numbers: a score of 0 to 10, half from revenue, half from loyalty.
pub(crate) const MODEL: &str = r#"{
  "schema": "keyaccount/score-model/1",
  "id": "example",
  "version": 1,
  "name": "Example",
  "scale": {"min": 0, "max": 10},
  "weights": "points",
  "criteria": [
    {
      "id": "revenue", "name": "Revenue", "meaning": "The revenue of a year.", "unit": "EUR per year",
      "direction": "more_is_better", "anchors": {"worst": 0, "best": 100},
      "weight": 50, "when_absent": "worst"
    },
    {
      "id": "loyalty", "name": "Loyalty", "meaning": "The years with us.", "unit": "years",
      "direction": "more_is_better", "anchors": {"worst": 0, "best": 10},
      "weight": 50, "when_absent": "worst"
    }
  ]
}
"#;
