//! `keyaccount check --fix`, `--unsafe-fixes` and `--diff`.

use std::path::Path;

use crate::program::{Folder, gzip};

/// A plan with a misspelt key and two dates in the wrong order, laid out as a person does.
const DRAFT: &str = "\u{FEFF}{\r\n  \"id\": \"P1\",\r\n  \"as_of\": \"2026-01-31\",\r\n\r\n  \"actions\": [\r\n    \
    {\"id\": \"A1\", \"titel\":\t\"Audit\", \"start_on\": \"2026-05-01\", \"due_on\": \"2026-04-01\", \"x_share\": 0.40}\r\n  ]\r\n}\r\n\r\n";

fn mended() -> String {
    DRAFT.replace("titel", "title").replace(
        "\"start_on\": \"2026-05-01\", \"due_on\": \"2026-04-01\"",
        "\"start_on\": \"2026-04-01\", \"due_on\": \"2026-05-01\"",
    )
}

fn faultless() -> String {
    let example =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../keyaccount/src/lint/examples/faultless.json");
    std::fs::read_to_string(example).unwrap()
}

#[test]
fn a_mended_file_differs_where_it_was_mended_and_nowhere_else() {
    let folder = Folder::new("fix-writes").with("draft.json", DRAFT);
    let run = folder.run("check draft.json --fix --unsafe-fixes");
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert_eq!(folder.read("draft.json"), mended());
    assert_eq!(
        run.stderr,
        "as of 2026-01-31 (the document)\n\
         draft.json: mended KA-002 at /actions/0/titel: Rename \"titel\" to \"title\" (unsafe)\n\
         draft.json: mended KA-005 at /actions/0/due_on: Swap start_on and due_on (unsafe)\n"
    );
    assert!(
        !run.stdout.contains("KA-002") && !run.stdout.contains("KA-005"),
        "{}",
        run.stdout
    );
    assert_eq!(folder.files(), ["draft.json"]);
    // A second time there is nothing to do.
    let again = folder.run("check draft.json --fix --unsafe-fixes");
    assert_eq!(again.stderr, "as of 2026-01-31 (the document)\n");
    assert_eq!(again.stdout, run.stdout);
    assert_eq!(folder.read("draft.json"), mended());
}

#[test]
fn safe_fixes_alone_leave_the_file_and_name_the_way_on() {
    let folder = Folder::new("fix-safe").with("draft.json", DRAFT);
    let run = folder.run("check draft.json --fix");
    assert_eq!(folder.read("draft.json"), DRAFT);
    assert_eq!(
        run.stderr.lines().last(),
        Some("draft.json: 2 fixes would change what the plan says; --unsafe-fixes applies such fixes too")
    );
    assert!(run.stdout.contains("KA-002"), "{}", run.stdout);
    let plain = folder.run("check draft.json");
    assert_eq!((run.code, run.stdout), (plain.code, plain.stdout));
}

#[test]
fn json_has_the_report_on_the_mended_plan() {
    let folder = Folder::new("fix-json").with("draft.json", DRAFT);
    let run = folder.run("check draft.json --fix --unsafe-fixes --format json");
    let again = folder.run("check draft.json --format json");
    assert_eq!((run.code, run.stdout), (again.code, again.stdout));
}

#[test]
fn a_diff_shows_the_change_and_writes_nothing() {
    let draft = DRAFT.replace("\r\n", "\n").replace('\u{FEFF}', "");
    let folder = Folder::new("fix-diff")
        .with("draft.json", &draft)
        .with("faultless.json", faultless());
    let run = folder.run("check draft.json faultless.json --diff --unsafe-fixes");
    assert_eq!(run.code, Some(1));
    assert_eq!(
        run.stdout,
        "--- draft.json\n+++ draft.json\n@@ -3,7 +3,7 @@\n   \"as_of\": \"2026-01-31\",\n \n   \"actions\": [\n\
         -    {\"id\": \"A1\", \"titel\":\t\"Audit\", \"start_on\": \"2026-05-01\", \"due_on\": \"2026-04-01\", \"x_share\": 0.40}\n\
         +    {\"id\": \"A1\", \"title\":\t\"Audit\", \"start_on\": \"2026-04-01\", \"due_on\": \"2026-05-01\", \"x_share\": 0.40}\n   ]\n }\n \n"
    );
    assert_eq!(folder.read("draft.json"), draft);
    let safe = folder.run("check draft.json faultless.json --diff");
    assert_eq!((safe.code, safe.stdout.as_str()), (Some(0), ""));
    let stdin = folder.run_on("check - --diff --unsafe-fixes", draft.as_bytes());
    assert!(stdin.stdout.starts_with("--- <stdin>\n"), "{}", stdin.stdout);
}

#[test]
fn what_cannot_be_written_is_refused() {
    let folder =
        Folder::new("fix-refused").with("packed.json", gzip(DRAFT.replace('\u{FEFF}', "").as_bytes()));
    let before = std::fs::read(folder.path().join("packed.json")).unwrap();
    let run = folder.run("check packed.json --fix --unsafe-fixes");
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(2), "1 file could not be read or written\n")
    );
    assert!(
        run.stderr.contains(
            "packed.json: a compressed file cannot be mended in its place\n  help: unpack it first"
        ),
        "{}",
        run.stderr
    );
    assert_eq!(std::fs::read(folder.path().join("packed.json")).unwrap(), before);
    folder.refuses(
        "check - --fix",
        "error: standard input cannot be mended in its place\n  help: --diff shows what would change",
    );
    for arguments in [
        "check packed.json --unsafe-fixes",
        "check packed.json --fix --diff",
        "check packed.json --diff --format json",
    ] {
        assert_eq!(folder.run(arguments).code, Some(2), "{arguments}");
    }
}

#[test]
fn a_faultless_file_is_not_touched() {
    let folder = Folder::new("fix-faultless").with("faultless.json", faultless());
    let about = || {
        std::fs::metadata(folder.path().join("faultless.json"))
            .unwrap()
            .modified()
            .unwrap()
    };
    let before = about();
    folder.run("check faultless.json --fix --unsafe-fixes").done();
    assert_eq!(about(), before);
    assert_eq!(folder.read("faultless.json"), faultless());
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let folder = Folder::new("fix-links").with("real.json", DRAFT);
    let real = folder.path().join("real.json");
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    symlink("real.json", folder.path().join("link.json")).unwrap();
    folder.run("check link.json --fix --unsafe-fixes");
    assert_eq!(folder.read("real.json"), mended());
    assert!(
        std::fs::symlink_metadata(folder.path().join("link.json"))
            .unwrap()
            .is_symlink()
    );
    assert_eq!(
        std::fs::metadata(&real).unwrap().permissions().mode() & 0o777,
        0o640
    );

    std::fs::write(&real, DRAFT).unwrap();
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o440)).unwrap();
    let run = folder.run("check real.json --fix --unsafe-fixes");
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr
            .contains("real.json: the file is read-only, so it is not written"),
        "{}",
        run.stderr
    );
    assert_eq!(folder.read("real.json"), DRAFT);
}
