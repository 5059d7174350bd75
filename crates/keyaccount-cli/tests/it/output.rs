//! Where results go.

use std::process::Stdio;

use crate::program::{Folder, MODEL};

fn folder(name: &str) -> Folder {
    Folder::new(name).with("model.json", MODEL).with(
        "accounts.csv",
        "id,name,revenue,loyalty\nA1,=1+1,80,10\n-7,-x,20,3\n",
    )
}

#[test]
fn a_result_file_is_whole_or_absent() {
    let folder = folder("output-file")
        .with("bad.csv", "id,revenue\nA1,oops\n")
        .with("old.csv", "old");
    folder
        .run("score accounts.csv --model model.json --format csv --output old.csv")
        .done();
    assert!(folder.read("old.csv").starts_with("rank,id,name,score"));
    let before = folder.files();
    assert_eq!(
        folder
            .run("score bad.csv --model model.json --output new.csv")
            .code,
        Some(2)
    );
    assert_eq!(
        folder
            .run("score bad.csv --model model.json --output old.csv")
            .code,
        Some(2)
    );
    assert_eq!(folder.files(), before);
    assert!(folder.read("old.csv").starts_with("rank,id,name,score"));
}

#[test]
fn an_output_that_cannot_be_written_is_named() {
    let folder = folder("output-refused");
    folder.refuses(
        "score accounts.csv --model model.json --output no/such/folder.csv",
        "no/such/folder.csv: the output cannot be written: No such file or directory (os error 2)",
    );
    let before = folder.files();
    folder.refuses(
        "score accounts.csv --model model.json --output .",
        ".: the output cannot be written: is a directory",
    );
    assert_eq!(folder.files(), before);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_exits_with_2() {
    folder("output-full").refuses(
        "score accounts.csv --model model.json --output /dev/full",
        "/dev/full: the output cannot be written: No space left on device (os error 28)",
    );
}

#[cfg(unix)]
#[test]
fn links_and_devices_stay_what_they_are() {
    let folder = folder("output-link").with("target.csv", "old");
    std::os::unix::fs::symlink("target.csv", folder.path().join("link.csv")).unwrap();
    folder
        .run("score accounts.csv --model model.json --format csv --output link.csv")
        .done();
    assert!(folder.path().join("link.csv").is_symlink());
    assert!(folder.read("target.csv").starts_with("rank,id,name,score"));
    let csv = folder
        .run("score accounts.csv --model model.json --format csv --output /dev/stdout")
        .done();
    assert!(csv.starts_with("rank,id,name,score"), "{csv}");
}

#[test]
fn formulas_do_not_reach_a_spreadsheet() {
    let csv = folder("output-formulas")
        .run("score accounts.csv --model model.json --format csv")
        .done();
    assert!(csv.contains("\n1,A1,'=1+1,9,"), "{csv}");
    assert!(csv.contains("\n2,-7,'-x,2.5,"), "{csv}");
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let folder = folder("output-closed");
    let mut child = folder
        .command("operations --schema score.run")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}
