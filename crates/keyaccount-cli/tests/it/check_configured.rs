//! Configurations, suppressions and baselines of `keyaccount check`, and `keyaccount explain`.

use crate::program::Folder;

/// A key account's plan whose objective has no due date.
const PLAN: &str = "{\n  \"schema\": \"keyaccount/plan/1\", \"id\": \"P1\", \"currency\": \"EUR\", \"as_of\": \"2026-01-31\",\n  \
    \"account\": {\"id\": \"A1\", \"name\": \"Kestrel (invented)\", \"orientation\": \"customer\", \"tier\": \"standard\"},\n  \
    \"plan\": {\"period\": {\"start\": \"2026-01-01\", \"end\": \"2026-12-31\"}, \"version\": 1, \"status\": \"in_review\"},\n  \
    \"x_unused\": 1, \"colour\": \"blue\"\n}\n";

fn folder(name: &str) -> Folder {
    Folder::new(name).with("plan.json", PLAN)
}

#[test]
fn a_configuration_beside_is_read_unless_told_otherwise() {
    let folder = folder("configured-default").with("keyaccount.toml", "[rules.KA-002]\nlevel = \"error\"\n");
    assert_eq!(folder.run("check plan.json").code, Some(1));
    assert_eq!(folder.run("check plan.json --no-config").code, Some(0));
    let folder = folder.with("off.json", r#"{"select": {"disable": ["KA-002"]}}"#);
    let run = folder.run("check plan.json --config keyaccount.toml --config off.json --format concise");
    assert_eq!(
        (run.code, run.stdout.contains("KA-002")),
        (Some(0), false),
        "{}",
        run.stdout
    );
}

#[test]
fn what_a_configuration_extends_stands_beside_it() {
    let folder = folder("configured-extends")
        .with(
            "rules/org.toml",
            "extends = [\"keyaccount:recommended\", \"base\"]\n",
        )
        .with("rules/base.toml", "[rules.KA-002]\nlevel = \"error\"\n");
    assert_eq!(
        folder.run("check plan.json --config rules/org.toml").code,
        Some(1)
    );
    let folder = folder.with("lost.toml", "extends = [\"nowhere\"]\n");
    let run = folder.run("check plan.json --config lost.toml");
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr
            .contains("lost.toml: a configuration must extend one that is there (got `nowhere`)"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_fault_of_a_configuration_has_its_place() {
    let cases = [
        ("bad.toml", "fail_on = \"eror\"\n", "bad.toml:1:1: "),
        (
            "bad.toml",
            "[rules.KA-652]\nkey_response_days = 1\n",
            "bad.toml:2:1: rule KA-652 has no parameter `key_response_days`",
        ),
        (
            "bad.toml",
            "[select]\ndisable = [\"KA-002\", \"KX-1\"]\n",
            "bad.toml:2:22: a rule must be named by its code",
        ),
        ("bad.toml", "[rules\n", "bad.toml:1:"),
        (
            "bad.json",
            "{\"rules\": {\"KA-2O5\": {\"level\": \"off\"}}}",
            "bad.json:1:22: a rule must be named by its code",
        ),
    ];
    for (name, text, expected) in cases {
        let folder = folder("configured-faults").with(name, text);
        let run = folder.run(&format!("check plan.json --config {name}"));
        assert_eq!(run.code, Some(2), "{text}");
        assert!(run.stderr.contains(expected), "{text}: {}", run.stderr);
    }
}

#[test]
fn a_baseline_grows_with_a_reason_and_shrinks_by_itself() {
    let folder = Folder::new("configured-baseline").with("plan.json", PLAN.replace("\"colour\": \"blue\"", "\"risks\": [{\"id\": \"R1\", \"category\": \"other\", \"status\": \"open\", \"owner_id\": \"T9\"}]"));
    let check = "check plan.json --baseline held.json --fail-on error --format concise";
    let run = folder.run(check);
    assert_eq!(run.code, Some(2), "there is no baseline yet: {}", run.stderr);
    let run = folder.run("check plan.json --baseline held.json --accept-new=");
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr.contains("a baseline must grow with a reason"),
        "{}",
        run.stderr
    );
    let run = folder.run("check plan.json --baseline held.json --accept-new taken-over --format concise");
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert!(
        run.stderr
            .contains("held.json: 0 findings removed, 1 finding added"),
        "{}",
        run.stderr
    );
    let run = folder.run(check);
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert!(run.stdout.contains("1 in the baseline"), "{}", run.stdout);
    // Mended: the entry is over, and a strict baseline makes the check fail until it is removed.
    let folder = folder.with("plan.json", PLAN.replace(", \"colour\": \"blue\"", ""));
    let folder = folder.with("strict.toml", "[baseline]\nfile = \"held.json\"\nstrict = true\n");
    let run = folder.run("check plan.json --config strict.toml");
    assert_eq!(run.code, Some(1), "{}", run.stdout);
    assert!(
        run.stdout.contains("1 of the baseline are gone"),
        "{}",
        run.stdout
    );
    folder.run("check plan.json --config strict.toml --update-baseline");
    assert_eq!(folder.run("check plan.json --config strict.toml").code, Some(0));
}

#[test]
fn suppressions_beside_the_plans_count_and_invalid_ones_exit_with_2() {
    let suppression = |reason: &str| {
        format!(
            r#"{{"suppressions": [{{"code": "KA-002", "target": {{"document": true}}, "reason": "{reason}",
                 "created_on": "2026-01-20", "expires_on": "2026-03-31"}}]}}"#
        )
    };
    let folder = folder("configured-suppressions")
        .with("held.json", suppression("The field goes with the next import"));
    let run = folder.run("check plan.json --suppressions held.json --fail-on warning");
    assert_eq!(run.code, Some(0), "{}", run.stdout);
    assert!(run.stdout.contains("1 suppressed"), "{}", run.stdout);
    let folder = folder.with("held.json", suppression("later"));
    let run = folder.run("check plan.json --suppressions held.json");
    assert_eq!(run.code, Some(2), "{}", run.stdout);
    assert!(
        run.stdout.contains("KA-091") && run.stdout.contains("KA-002"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_rule_is_explained_with_who_decided() {
    let folder = folder("configured-explain").with(
        "org.toml",
        "[rules.KA-652]\nlevel = \"error\"\n\n[tier.strategic.rules.KA-652]\nkey_response_hours = 6\n",
    );
    let text = folder
        .run("explain KA-652 --tier strategic --config org.toml")
        .done();
    assert!(text.starts_with("KA-652 response-not-better-than-standard\njudges a plan: strategic, key; nature risky, core rule\n"), "{text}");
    let line = |key: &str| {
        text.lines()
            .find(|line| line.contains(key))
            .unwrap_or_default()
            .to_owned()
    };
    assert!(line("key_response_hours").contains("org.toml"), "{text}");
    assert!(line("standard_response_hours").contains("the rule"), "{text}");
    let text = folder.run("explain KA-652 --tier key --config org.toml").done();
    assert!(
        !text
            .lines()
            .any(|line| line.contains("key_response_hours") && line.contains("org.toml")),
        "{text}"
    );
    let run = folder.run("explain KA-65");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("did you mean `KA-651`"), "{}", run.stderr);
    let run = folder.run("explain KA-652 --tier golden");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("--tier: "), "{}", run.stderr);
}

#[test]
fn a_portfolio_is_judged_as_a_whole() {
    let portfolio = r#"{"schema": "keyaccount/portfolio/1", "id": "PF", "name": "Invented accounts", "as_of": "2026-01-31",
        "organisation": {"name": "Examplar Pumps (invented)", "currency": "EUR"}}"#;
    let run = folder("configured-portfolio")
        .with("portfolio.json", portfolio)
        .run("check portfolio.json plan.json");
    assert!(run.stdout.contains("1 plan, 1 portfolio: "), "{}", run.stdout);
}

#[test]
fn an_organisation_brings_its_own_rules() {
    let rules = "[rules.KA-002]\nlevel = \"off\"\n\n[[custom]]\ncode = \"ORG-1\"\nname = \"region-unknown\"\nlevel = \"error\"\ngiven = \"\"\n\
        then = [{ field = \"x_region\", check = \"one_of\", values = [\"north\", \"south\"] }]\n\
        message = \"There is no region {x_region}.\"\nhelp = \"Name a region of ours.\"\n";
    let plan = PLAN.replace("\"x_unused\": 1", "\"x_region\": \"east\"");
    let folder = folder("configured-own-rules")
        .with("keyaccount.toml", rules)
        .with("plan.json", &plan)
        .with("bad.toml", rules.replace("one_of", "pattern"));
    let run = folder.run("check plan.json --format concise");
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    assert!(
        run.stdout
            .contains("plan.json:5:15: error ORG-1: There is no region east."),
        "{}",
        run.stdout
    );
    let sarif = folder.run("check plan.json --format sarif").stdout;
    assert!(
        sarif.contains("\"name\": \"region-unknown\"") && sarif.contains("\"ruleId\": \"ORG-1\""),
        "{sarif}"
    );
    let bad = folder.run("check plan.json --config bad.toml");
    assert_eq!(bad.code, Some(2));
    assert!(
        bad.stderr.contains("bad.toml:9:") && bad.stderr.contains("check `pattern` takes no `values`"),
        "{}",
        bad.stderr
    );
}
