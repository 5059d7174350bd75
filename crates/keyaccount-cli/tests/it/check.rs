//! `keyaccount check`.

use std::path::Path;

use crate::program::Folder;

/// A plan that is a mere start, with a typing error.
const DRAFT: &str = "{\n  \"schema\": \"keyaccount/plan/1\",\n  \"id\": \"P1\",\n  \"as_of\": \"2026-01-31\",\n  \"objectivs\": []\n}\n";

const UNKNOWN_FIELD: &str = "draft.json:5:16: warning KA-002: The field \"objectivs\" is not known here.\n  \
    help: Rename it to \"objectives\", or begin its name with x_ to keep it for yourself.\n";

fn faultless() -> String {
    let example =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../keyaccount/src/lint/examples/faultless.json");
    std::fs::read_to_string(example).unwrap()
}

fn folder(name: &str) -> Folder {
    Folder::new(name)
        .with("draft.json", DRAFT)
        .with("faultless.json", faultless())
}

#[test]
fn a_faultless_plan_exits_with_0() {
    let run = folder("check-faultless").run("check faultless.json");
    assert_eq!(run.stderr, "as of 2026-09-30 (the document)\n");
    assert_eq!(
        run.done(),
        "1 plan: 0 errors, 0 warnings, 0 infos, 0 hints; every rule evaluated\n"
    );
}

#[test]
fn findings_have_places_and_exit_with_1() {
    let run = folder("check-draft").run("check draft.json --format concise");
    assert_eq!(run.code, Some(1));
    assert_eq!(run.stderr, "as of 2026-01-31 (the document)\n");
    assert!(run.stdout.contains(UNKNOWN_FIELD), "{}", run.stdout);
    let summary = run.stdout.lines().last().unwrap();
    assert!(summary.starts_with("1 plan: "), "{summary}");
    assert!(summary.contains("; not evaluated: KA-"), "{summary}");
}

#[test]
fn the_level_that_fails_can_be_chosen() {
    let folder = Folder::new("check-level").with(
        "plan.json",
        faultless().replacen("{\n", "{\n  \"unheard_of\": 1,\n", 1),
    );
    assert_eq!(folder.run("check plan.json").code, Some(0));
    assert_eq!(folder.run("check plan.json --fail-on error").code, Some(0));
    assert_eq!(folder.run("check plan.json --fail-on warning").code, Some(1));
    assert_eq!(folder.run("check plan.json --fail-on hint").code, Some(1));
    let run = folder.run("check plan.json --fail-on never");
    assert_eq!(run.code, Some(2));
    let run = folder.run("check plan.json --mode gate:G9");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("G2-launch"), "{}", run.stderr);
}

#[test]
fn directories_and_standard_input() {
    let folder = folder("check-directory").with("notes.txt", "not a plan");
    let run = folder.run("check . --format concise");
    assert!(
        run.stdout.contains("./draft.json:5:16: warning KA-002"),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.lines().last().unwrap().starts_with("2 plans: "),
        "{}",
        run.stdout
    );
    let run = folder.run_on("check - --format concise", DRAFT.as_bytes());
    assert!(
        run.stdout.contains("<stdin>:5:16: warning KA-002"),
        "{}",
        run.stdout
    );
    std::fs::create_dir(folder.path().join("empty")).unwrap();
    folder.refuses("check empty", "empty: there is no file *.json in this directory");
}

#[test]
fn what_is_no_plan_at_all_exits_with_2_and_hides_nothing_else() {
    let folder = folder("check-unusable")
        .with("list.json", "[]")
        .with("broken.json", "{\"id\": }");
    let run = folder.run("check list.json broken.json draft.json none.json --format concise");
    assert_eq!(run.code, Some(2));
    assert!(run.stdout.contains(UNKNOWN_FIELD), "{}", run.stdout);
    assert!(
        run.stdout.lines().last().unwrap().starts_with("1 plan: "),
        "{}",
        run.stdout
    );
    for place in [
        "list.json:1:1: ",
        "broken.json:1:8: ",
        "none.json: there is no such file",
    ] {
        assert!(
            run.stderr.lines().any(|line| line.starts_with(place)),
            "{place}: {}",
            run.stderr
        );
    }
}

#[test]
fn json_has_the_reply_of_the_operation_for_each_file() {
    let json = folder("check-json")
        .run("check draft.json --format json --as-of 2026-02-01")
        .stdout;
    let request = format!(r#"{{"plan": {DRAFT}, "as_of": "2026-02-01"}}"#);
    let reply = keyaccount_wire::call("plan.check", &request).unwrap();
    assert_eq!(json, format!("[{{\"file\":\"draft.json\",\"reply\":{reply}}}]\n"));
}

#[test]
fn csv_has_a_row_for_each_finding() {
    let csv = folder("check-csv").run("check draft.json --format csv").stdout;
    let mut rows = csv.lines();
    assert_eq!(
        rows.next(),
        Some("file,line,column,code,name,severity,message,help,path,fingerprint,status")
    );
    let unknown = rows.find(|row| row.contains(",KA-002,")).unwrap();
    assert!(unknown.starts_with("draft.json,5,16,KA-002,"), "{unknown}");
    assert!(unknown.contains(",/objectivs,v1:"), "{unknown}");
}

#[test]
fn colours_come_only_when_asked_for() {
    let folder = folder("check-colours");
    let run = folder.run("check draft.json");
    assert!(!run.stdout.contains('\u{1b}'));
    let forced = folder
        .command("check draft.json")
        .env("CLICOLOR_FORCE", "1")
        .output()
        .unwrap();
    assert!(forced.stdout.contains(&0x1b));
    let refused = folder
        .command("check draft.json")
        .env("CLICOLOR_FORCE", "1")
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    assert!(!refused.stdout.contains(&0x1b));
}

#[test]
fn a_portfolio_supplies_the_account() {
    let portfolio = r#"{"schema": "keyaccount/portfolio/1", "id": "PF1", "name": "Example",
        "organisation": {"name": "Examplar Pumps", "currency": "EUR"},
        "accounts": [{"id": "A1", "name": "Alder Example GmbH", "orientation": "customer", "tier": "key"}]}"#;
    let folder = folder("check-portfolio")
        .with("portfolio.json", portfolio)
        .with("bad.json", portfolio.replace("\"PF1\"", "7"));
    assert_eq!(
        folder.run("check faultless.json --portfolio portfolio.json").code,
        Some(0)
    );
    let run = folder.run("check faultless.json --portfolio bad.json");
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.starts_with("bad.json:1:"), "{}", run.stderr);
}

#[test]
fn a_result_file_is_written_only_where_every_plan_could_be_read() {
    let folder = folder("check-output")
        .with("broken.json", "{\"id\": }")
        .with("old.json", "old");
    for (format, file) in [("json", "new.json"), ("csv", "old.json"), ("table", "new.txt")] {
        let before = folder.files();
        let run = folder.run(&format!(
            "check faultless.json broken.json --format {format} --output {file}"
        ));
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
        assert_eq!(
            run.stderr.lines().last(),
            Some(format!("{file}: not written, because 1 file could not be read").as_str())
        );
        assert_eq!(folder.files(), before);
        assert_eq!(folder.read("old.json"), "old");
    }
    let run = folder.run("check faultless.json broken.json --format json");
    assert_eq!(run.code, Some(2));
    assert!(
        run.stdout.starts_with("[{\"file\":\"faultless.json\","),
        "{}",
        run.stdout
    );
}

#[test]
fn the_summary_claims_nothing_about_what_could_not_be_read() {
    let folder = folder("check-unread")
        .with("broken.json", "{\"id\": }")
        .with("list.json", "[]");
    let run = folder.run("check broken.json");
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(2), "1 file could not be read\n")
    );
    let run = folder.run("check broken.json faultless.json list.json");
    assert_eq!(run.code, Some(2));
    assert_eq!(
        run.stdout,
        "1 plan: 0 errors, 0 warnings, 0 infos, 0 hints; every rule evaluated; 2 files could not be read\n"
    );
}

#[test]
fn standard_input_is_read_once() {
    let folder = folder("check-stdin-twice");
    for (arguments, names) in [
        ("check - -", "PLAN.json and for PLAN.json"),
        ("check - --portfolio -", "PLAN.json and for --portfolio"),
        ("score - --model -", "TABLE.csv and for --model"),
    ] {
        folder.refuses(
            arguments,
            &format!(
                "error: standard input can be read once (got `-` for {names})\n  help: write one of them to a file"
            ),
        );
    }
}

#[test]
fn the_name_of_a_file_does_not_steer_a_terminal() {
    let folder = Folder::new("check-file-name").with("a\u{202e}b.json", DRAFT);
    let run = folder.run("check a\u{202e}b.json --format concise");
    assert!(
        run.stdout.contains("a\u{fffd}b.json:5:16: warning KA-002"),
        "{}",
        run.stdout
    );
    assert!(!run.stdout.contains('\u{202e}'), "{}", run.stdout);
    let run = folder.run("check a\u{202e}b.json");
    assert!(!run.stdout.contains('\u{202e}'), "{}", run.stdout);
}
