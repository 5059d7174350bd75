//! The formats of `keyaccount check`.

use serde_sarif::sarif;

use crate::program::Folder;

/// A plan with a typing error in one line and a finding about what is absent.
const PLAN: &str = "{\n  \"schema\": \"keyaccount/plan/1\",\n  \"id\": \"P1\",\n  \"currency\": \"EUR\",\n  \"as_of\": \"2026-01-31\",\n  \
    \"account\": {\"id\": \"A1\", \"name\": \"Kestrel (invented)\", \"orientation\": \"customer\", \"tier\": \"standard\"},\n  \
    \"plan\": {\"period\": {\"start\": \"2026-01-01\", \"end\": \"2026-12-31\"}, \"version\": 1, \"status\": \"in_review\"},\n  \
    \"actions\": [{\"id\": \"A1\", \"titel\": \"Visit\", \"title\": \"Visit\", \"status\": \"planned\"}]\n}\n";

fn folder(name: &str) -> Folder {
    Folder::new(name).with("plans/first plan.json", PLAN)
}

#[test]
fn a_finding_stands_with_its_line_and_a_mark_below() {
    let run = folder("formats-excerpt").run("check plans");
    let expected = "\
warning[KA-002]: The field \"titel\" is not known here.
 --> plans/first plan.json:8:37
  |
8 |   \"actions\": [{\"id\": \"A1\", \"titel\": \"Visit\", \"title\": \"Visit\", \"status\": \"planned\"}]
  |                                     ^^^^^^^
  |
  = help: ";
    assert!(run.stdout.contains(expected), "{}", run.stdout);
}

#[test]
fn a_line_of_any_length_is_cut_around_the_mark() {
    let padding = "x".repeat(100_000);
    let one_line = PLAN
        .replace('\n', " ")
        .replace("\"Visit\", \"title\"", &format!("\"{padding}\", \"title\""));
    let run = Folder::new("formats-long-line")
        .with("plan.json", one_line)
        .run("check plan.json");
    assert!(
        run.stdout.lines().all(|line| line.chars().count() < 100_400),
        "a line is longer than what it marks"
    );
    let short = PLAN.replace('\n', &format!("{}\t", " ".repeat(50_000)));
    let run = Folder::new("formats-wide-line")
        .with("plan.json", short)
        .run("check plan.json");
    assert!(run.stdout.contains("KA-002"), "{}", run.stdout);
    assert!(
        run.stdout.lines().all(|line| line.chars().count() < 400),
        "{}",
        run.stdout
    );
}

#[test]
fn sarif_can_be_read_and_every_result_has_a_physical_location() {
    let run = folder("formats-sarif").run("check plans --format sarif");
    let log: sarif::Sarif = serde_json::from_str(&run.stdout).unwrap();
    let sarif_run = &log.runs[0];
    let rules = sarif_run.tool.driver.rules.as_ref().unwrap();
    assert_eq!(rules.len(), keyaccount::lint::RULES.len());
    let results = sarif_run.results.as_ref().unwrap();
    assert!(!results.is_empty());
    for result in results {
        let location = &result.locations.as_ref().unwrap()[0];
        let physical = location.physical_location.as_ref().unwrap();
        let uri = physical.artifact_location.as_ref().unwrap().uri.as_deref();
        assert_eq!(uri, Some("plans/first%20plan.json"));
        assert!(physical.region.as_ref().unwrap().start_line.unwrap() >= 1);
        assert!(result.partial_fingerprints.as_ref().unwrap()["keyaccount/v1"].starts_with("v1:"));
        let index = usize::try_from(result.rule_index.unwrap()).unwrap();
        assert_eq!(Some(rules[index].id.as_str()), result.rule_id.as_deref());
    }
    let unknown = results
        .iter()
        .find(|result| result.rule_id.as_deref() == Some("KA-002"))
        .unwrap();
    let region = unknown.locations.as_ref().unwrap()[0]
        .physical_location
        .as_ref()
        .unwrap()
        .region
        .as_ref()
        .unwrap();
    assert_eq!((region.start_line, region.start_column), (Some(8), Some(37)));
}

#[test]
fn a_clean_run_lists_the_rules_and_an_empty_list_of_results() {
    let faultless = include_str!("../../../keyaccount/src/lint/examples/faultless.json");
    let run = Folder::new("formats-clean")
        .with("plan.json", faultless)
        .run("check plan.json --format sarif");
    let log: serde_json::Value = serde_json::from_str(&run.done()).unwrap();
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
    assert!(
        log["runs"][0]["tool"]["driver"]["rules"]
            .as_array()
            .unwrap()
            .len()
            > 15
    );
    assert_eq!(log["version"], "2.1.0");
}

#[test]
fn annotations_name_file_and_line() {
    let run = folder("formats-github").run("check plans --format github");
    let expected = "::warning file=plans/first plan.json,line=8,col=37,title=KA-002 unknown-field::The field \"titel\" is not known here.";
    assert!(
        run.stdout.lines().any(|line| line.starts_with(expected)),
        "{}",
        run.stdout
    );
    assert!(
        run.stdout.lines().all(|line| line.starts_with("::")),
        "{}",
        run.stdout
    );
}

#[test]
fn junit_has_a_case_for_each_rule() {
    let run = folder("formats-junit").run("check plans --format junit --fail-on warning");
    let report = quick_junit::Report::deserialize_from_str(&run.stdout).unwrap();
    let suite = &report.test_suites[0];
    assert_eq!(suite.name.as_str(), "plans/first plan.json");
    let case = suite
        .test_cases
        .iter()
        .find(|case| case.name.as_str() == "KA-002 unknown-field")
        .unwrap();
    assert!(matches!(
        case.status,
        quick_junit::TestCaseStatus::NonSuccess { .. }
    ));
    assert!(suite.test_cases.len() > 5);
}

#[test]
fn markdown_has_a_table_that_text_cannot_leave() {
    let plan = PLAN.replace("\"titel\"", "\"a|b<script>\"");
    let run = Folder::new("formats-markdown")
        .with("plan.json", plan)
        .run("check plan.json --format markdown");
    assert!(run.stdout.starts_with("## Account plans: "), "{}", run.stdout);
    assert!(run.stdout.contains(r"a\|b\<script\>"), "{}", run.stdout);
    let rows = run.stdout.lines().filter(|line| line.starts_with("| warning |"));
    assert!(rows.count() >= 1);
}

#[test]
fn the_format_does_not_change_the_exit_code() {
    let folder = folder("formats-codes");
    for format in [
        "table", "concise", "json", "sarif", "github", "junit", "markdown", "csv",
    ] {
        let run = folder.run(&format!("check plans --format {format} --fail-on warning"));
        assert_eq!(run.code, Some(1), "{format}");
    }
}
