//! `keyaccount diff`.

use crate::program::Folder;

const OLD: &str = r#"{"id": "P1", "plan": {"version": 1},
    "objectives": [{"id": "O1", "title": "Cut stock-outs", "due_on": "2027-06-30", "status": "active"}],
    "actions": [{"id": "A1", "percent": 40}, {"id": "A2", "title": "Offer"}]}"#;

const NEW: &str = r#"{"id": "P1", "plan": {"version": 2},
    "actions": [{"id": "A3", "title": "Pilot"}, {"id": "A1", "percent": 60}],
    "objectives": [{"id": "O1", "title": "Cut stock-outs", "due_on": "2027-12-31", "status": "active"}]}"#;

fn folder(name: &str) -> Folder {
    Folder::new(name).with("old.json", OLD).with("new.json", NEW)
}

#[test]
fn changes_stand_by_section_and_entity() {
    let text = folder("diff-text").run("diff old.json new.json").done();
    assert_eq!(
        text,
        "plan\n  version: 1 -> 2\n\
         objectives\n  ~ objective O1 \"Cut stock-outs\"\n      due_on: \"2027-06-30\" -> \"2027-12-31\"\n\
         actions\n  ~ action A1\n      percent: 40 -> 60\n  - action A2 \"Offer\"\n  + action A3 \"Pilot\"\n\
         1 added, 1 removed, 2 changed, 1 field outside of entities; what was agreed has changed\n"
    );
}

#[test]
fn equal_versions_have_no_difference() {
    let folder = folder("diff-same").with("spaced.json", format!("\u{FEFF}\n{OLD}\n"));
    assert_eq!(
        folder.run("diff old.json spaced.json").done(),
        "no difference; what was agreed is the same\n"
    );
    assert_eq!(
        folder.run_on("diff - new.json", NEW.as_bytes()).done(),
        "no difference; what was agreed is the same\n"
    );
}

#[test]
fn json_is_the_reply_of_the_operation_and_csv_has_a_row_for_each_change() {
    let folder = folder("diff-formats");
    let reply =
        keyaccount_wire::call("plan.diff", &format!(r#"{{"before": {OLD}, "after": {NEW}}}"#)).unwrap();
    assert_eq!(folder.run("diff old.json new.json --format json").done(), reply);
    let csv = folder.run("diff old.json new.json --format csv").done();
    assert_eq!(
        csv,
        "section,kind,id,change,path,before,after\n\
         plan,,,changed,/version,1,2\n\
         objectives,objective,O1,changed,/due_on,\"\"\"2027-06-30\"\"\",\"\"\"2027-12-31\"\"\"\n\
         actions,action,A1,changed,/percent,40,60\n\
         actions,action,A2,removed,,\"{\"\"id\"\": \"\"A2\"\", \"\"title\"\": \"\"Offer\"\"}\",\n\
         actions,action,A3,added,,,\"{\"\"id\"\": \"\"A3\"\", \"\"title\"\": \"\"Pilot\"\"}\"\n"
    );
}

#[test]
fn what_is_no_plan_is_refused_where_it_stands() {
    let folder = folder("diff-refused").with("list.json", "\n[]");
    for (arguments, place) in [
        (
            "diff list.json new.json",
            "list.json:2:1: value must be an object (got a list)",
        ),
        (
            "diff old.json list.json",
            "list.json:2:1: value must be an object (got a list)",
        ),
        ("diff old.json none.json", "none.json: there is no such file"),
        ("diff - -", "error: standard input can be read once"),
    ] {
        let run = folder.run(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
        assert!(run.stderr.starts_with(place), "{}", run.stderr);
    }
}
