//! Documents that cannot be used, through `call`, which takes any.

use crate::program::{Folder, gzip};

/// Checks that a request is refused at `place`, with `words` in the message.
#[track_caller]
fn refused(name: &str, request: impl AsRef<[u8]>, place: &str, words: &str) {
    let folder = Folder::new(name).with("request.json", request);
    let run = folder.run("call score.run --request request.json");
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{}", run.stderr);
    let first = run.stderr.lines().next().unwrap();
    assert!(first.starts_with(place), "{}", run.stderr);
    assert!(first.contains(words), "{}", run.stderr);
    assert!(
        run.stderr.len() < 2000,
        "a message that nobody reads: {} bytes",
        run.stderr.len()
    );
}

#[test]
fn broken_json_names_line_and_column() {
    refused(
        "document-broken",
        "{\n  \"model\": oops\n}",
        "request.json:2:12: ",
        "",
    );
    refused("document-cut", "{\"model\": {", "request.json:1:12: ", "");
}

#[test]
fn depth_ten_thousand_is_refused() {
    let deep = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
    refused("document-deep", deep, "request.json:1:65: ", "64");
}

#[test]
fn a_text_of_a_hundred_megabytes_is_refused_before_it_is_read() {
    let folder = Folder::new("document-long").with("request.json", "");
    let file = std::fs::File::options()
        .write(true)
        .open(folder.path().join("request.json"))
        .unwrap();
    file.set_len(100 << 20).unwrap();
    folder.refuses(
        "call score.run --request request.json",
        "request.json: the input is longer than the limit of 64 MiB",
    );
}

#[test]
fn a_small_file_that_unpacks_to_a_long_text_is_refused() {
    let packed = gzip(&vec![b' '; 65 << 20]);
    assert!(packed.len() < 1 << 17);
    refused(
        "document-bomb",
        packed,
        "request.json: ",
        "the input is longer than the limit of 64 MiB",
    );
}

#[test]
fn bytes_that_are_no_text_are_named() {
    refused(
        "document-latin-1",
        b"{\n \"n\xFC\": 1}",
        "request.json:2:4: ",
        "the byte 0xFC is not UTF-8",
    );
}

#[test]
fn nothing_at_all() {
    refused("document-empty", "", "request.json: ", "the input is empty");
    refused("document-blank", " \n", "request.json:", "");
    let folder = Folder::new("document-directory");
    folder.refuses(
        "call score.run --request .",
        ".: this is a directory, where a file is due",
    );
    folder.refuses(
        "call score.run --request no.json",
        "no.json: there is no such file",
    );
    folder.refuses("call score.run", "<stdin>: the input is empty");
}

#[test]
fn a_byte_order_mark_is_not_part_of_the_document() {
    let folder = Folder::new("document-bom").with("request.json", "\u{FEFF}{\"oops\": 1}");
    let run = folder.run("call score.run --request request.json");
    assert!(run.stderr.starts_with("request.json:1:10: "), "{}", run.stderr);
    assert!(run.stderr.contains("oops"), "{}", run.stderr);
}
