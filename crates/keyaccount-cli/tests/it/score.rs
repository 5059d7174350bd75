//! `keyaccount score`.

use crate::program::{Folder, MODEL};

const TABLE: &str = "id,name,revenue,loyalty\n\
    A1,Alder Example GmbH,80,10\n\
    B2,Birch Example Ltd,100,\n\
    C3,Cedar Example SA,20,3\n";

fn folder(name: &str) -> Folder {
    Folder::new(name)
        .with("model.json", MODEL)
        .with("accounts.csv", TABLE)
}

#[test]
fn a_reader_sees_rank_score_span_coverage_and_reasons() {
    // By hand: A1 4 + 5, B2 5 + 0 (up to 10 if loyalty is 10 years), C3 1 + 1.5.
    let table = folder("score-table")
        .run("score accounts.csv --model model.json")
        .done();
    assert_eq!(
        table,
        " rank  account  name                score  between       known  made of\n    \
         1  A1       Alder Example GmbH   9.00              100.0 %  loyalty 5.00 of 5.00, revenue 4.00 of 5.00\n    \
         2  B2       Birch Example Ltd    5.00  5.00-10.00   50.0 %  revenue 5.00 of 5.00\n    \
         3  C3       Cedar Example SA     2.50              100.0 %  loyalty 1.50 of 5.00, revenue 1.00 of 5.00\n"
    );
}

#[test]
fn json_is_the_reply_of_the_operation() {
    let json = folder("score-json")
        .run("score accounts.csv --model model.json --format json")
        .done();
    let request = format!(
        r#"{{"model":{MODEL},"accounts":[
            {{"id":"A1","name":"Alder Example GmbH","facts":{{"revenue":80,"loyalty":10}}}},
            {{"id":"B2","name":"Birch Example Ltd","facts":{{"revenue":100}}}},
            {{"id":"C3","name":"Cedar Example SA","facts":{{"revenue":20,"loyalty":3}}}}]}}"#
    );
    assert_eq!(json, keyaccount_wire::call("score.run", &request).unwrap());
}

#[test]
fn columns_and_ids_can_be_called_otherwise() {
    let folder = Folder::new("score-mapping").with("model.json", MODEL).with(
        "accounts.csv",
        "Customer,Title,Sales,loyalty\nA1,Alder Example GmbH,80,10\n",
    );
    let csv = folder
        .run("score accounts.csv --model model.json --format csv --id Customer --name Title --column revenue=Sales")
        .done();
    assert_eq!(
        csv,
        "rank,id,name,score,score_low,score_high,known_share,band,gates,points_revenue,points_loyalty\n\
         1,A1,Alder Example GmbH,9,9,9,1,,,4,5\n"
    );
}

#[test]
fn a_wrong_column_is_named_with_the_likeliest_one() {
    let folder = folder("score-columns");
    folder.refuses(
        "score accounts.csv --model model.json --column revenue=Revenu",
        "accounts.csv:1: the table has no column `Revenu`\n  \
         expected: one of `id`, `name`, `revenue`, `loyalty`\n  found: Revenu\n  help: did you mean `revenue`?",
    );
    folder.refuses(
        "score accounts.csv --model model.json --column revenu=revenue",
        "model.json: the model has no criterion `revenu`, which --column names\n  \
         expected: one of `revenue`, `loyalty`\n  found: revenu\n  help: did you mean `revenue`?",
    );
    folder.refuses(
        "score accounts.csv --model model.json --id ident",
        "accounts.csv:1: the table has no column `ident`\n  \
         expected: one of `id`, `name`, `revenue`, `loyalty`\n  found: ident",
    );
}

#[test]
fn a_criterion_without_a_column_is_said_on_stderr() {
    let folder = Folder::new("score-no-column")
        .with("model.json", MODEL)
        .with("accounts.csv", "id,revenue,loyalti\nA1,80,10\n")
        .with("other.csv", "id,sales\nA1,80\n");
    let run = folder.run("score accounts.csv --model model.json --format csv");
    assert_eq!(
        run.stderr,
        "accounts.csv: no column for the criterion `loyalty`, so every account lacks it (did you mean `loyalti`?)\n"
    );
    assert_eq!(run.code, Some(0));
    folder.refuses(
        "score other.csv --model model.json",
        "other.csv:1: the table has no column for any criterion of the model\n  \
         expected: columns called `revenue`, `loyalty`\n  found: `id`, `sales`\n  \
         help: --column CRITERION=HEADER says which column belongs to a criterion",
    );
}

#[test]
fn what_the_operation_refuses_is_shown_in_the_files() {
    let folder = Folder::new("score-places")
        .with("model.json", MODEL.replace("\"points\"", "\"pints\""))
        .with("good.json", MODEL)
        .with("accounts.csv", "id,revenue,loyalty\nA1,1,1\n\nA1,2,2\n")
        .with("outside.csv", "id,revenue,loyalty\nA1,1,1\nB2,101,1\n");
    let run = folder.run("score accounts.csv --model model.json");
    assert!(run.stderr.starts_with("model.json:7:14: "), "{}", run.stderr);
    assert!(run.stderr.contains("\n  pointer: /weights\n"), "{}", run.stderr);
    let run = folder.run("score accounts.csv --model good.json");
    assert!(run.stderr.starts_with("accounts.csv:4: "), "{}", run.stderr);
    assert!(run.stderr.contains("A1"), "{}", run.stderr);
    let run = folder.run("score outside.csv --model good.json");
    assert!(run.stderr.starts_with("outside.csv:3: "), "{}", run.stderr);
    assert!(run.stderr.contains("101"), "{}", run.stderr);
}

#[test]
fn models_that_cannot_be_used() {
    let folder = folder("score-models")
        .with("broken.json", "{\"schema\": ")
        .with("zero.json", MODEL.replace("\"weight\": 50", "\"weight\": 0"));
    folder.refuses(
        "score accounts.csv --model none.json",
        "none.json: there is no such file\n  help: ready models are `attractiveness-strength`, \
         `growth-harmony-value`, `ranking-1-to-10`",
    );
    for (model, place) in [("broken.json", "broken.json:1:"), ("zero.json", "zero.json:")] {
        let run = folder.run(&format!("score accounts.csv --model {model}"));
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
        assert!(run.stderr.starts_with(place), "{}", run.stderr);
    }
}

#[test]
fn a_ready_model_is_found_by_its_name() {
    let folder = Folder::new("score-ready").with("accounts.csv", "id,growth_revenue_potential\nA1,10\n");
    let run = folder.run("score accounts.csv --model growth-harmony-value --format csv");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(run.stdout.contains("\n1,A1,,"), "{}", run.stdout);
}

#[test]
fn a_selection_shows_sides_reasons_and_distances() {
    let folder = folder("score-select");
    let table = folder.run("score accounts.csv --model model.json --top 1").done();
    // Between the last in (9.00) and the first out (5.00): the line is at 7.00 for margins, 9.00 to enter.
    let sides: Vec<Vec<&str>> = table
        .lines()
        .map(|line| {
            line.split("  ")
                .map(str::trim)
                .filter(|cell| !cell.is_empty())
                .collect()
        })
        .collect();
    assert_eq!(
        sides[0],
        [
            "rank",
            "account",
            "name",
            "score",
            "between",
            "known",
            "side",
            "to the line",
            "firm",
            "made of"
        ]
    );
    assert_eq!(
        sides[1][1..6],
        ["A1", "Alder Example GmbH", "9.00", "100.0 %", "in"]
    );
    assert_eq!(
        sides[2][1..7],
        ["B2", "Birch Example Ltd", "5.00", "5.00-10.00", "50.0 %", "out"]
    );
    assert!(table.contains("\n1 of 3 selected, the line is at "), "{table}");
    assert!(
        table.contains(", last in A1 at 9.00, first out B2 at 5.00; open facts could change the side of 2\n"),
        "{table}"
    );
}

#[test]
fn json_with_a_limit_is_the_reply_of_the_selection() {
    let json = folder("score-select-json")
        .run("score accounts.csv --model model.json --top 2 --threshold 3 --format json")
        .done();
    let request = format!(
        r#"{{"model":{MODEL},"policy":{{"top":2,"threshold":3}},"accounts":[
            {{"id":"A1","name":"Alder Example GmbH","facts":{{"revenue":80,"loyalty":10}}}},
            {{"id":"B2","name":"Birch Example Ltd","facts":{{"revenue":100}}}},
            {{"id":"C3","name":"Cedar Example SA","facts":{{"revenue":20,"loyalty":3}}}}]}}"#
    );
    assert_eq!(json, keyaccount_wire::call("select.run", &request).unwrap());
}

#[test]
fn a_spreadsheet_gets_side_reason_margin_and_firmness() {
    let csv = folder("score-select-csv")
        .run("score accounts.csv --model model.json --threshold 5 --format csv")
        .done();
    let reasons: Vec<Vec<&str>> = csv
        .lines()
        .map(|row| row.split(',').skip(9).take(4).collect())
        .collect();
    assert_eq!(
        reasons,
        [
            ["selected", "reason", "margin", "firm"],
            ["true", "within_limits", "4", "true"],
            ["true", "within_limits", "0", "true"],
            ["false", "below_threshold", "-2.5", "true"],
        ]
    );
}

#[test]
fn limits_that_cannot_be() {
    let folder = folder("score-limits");
    let run = folder.run("score accounts.csv --model model.json --top 0");
    assert_eq!(run.code, Some(2));
    assert_eq!(
        run.stderr.lines().next().unwrap(),
        "error: `top` must be at least 1 (got 0)"
    );
    let run = folder.run("score accounts.csv --model model.json --threshold -3");
    assert_eq!(
        run.stderr.lines().next().unwrap(),
        "error: `threshold` must be between 0 and 10, the ends of the scale (got -3)"
    );
}

#[test]
fn a_table_without_rows_has_no_accounts() {
    let folder = folder("score-none").with("none.csv", "id,revenue,loyalty\n");
    for limit in ["", " --top 1"] {
        let table = folder
            .run(&format!("score none.csv --model model.json{limit}"))
            .done();
        assert_eq!(table, "no accounts\n");
    }
}

#[test]
fn the_model_is_judged_before_the_table_is_matched_with_it() {
    let (start, _) = MODEL.split_once("\"criteria\"").unwrap();
    let folder = folder("score-no-criteria").with("empty.json", format!("{start}\"criteria\": []}}"));
    let run = folder.run("score accounts.csv --model empty.json");
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(
        run.stderr
            .starts_with("empty.json:8:15: a model must have 1 to 1000 criteria (got 0)\n"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("\n  pointer: /criteria\n"), "{}", run.stderr);
}

#[test]
fn the_nearest_ready_model_is_suggested() {
    let folder = folder("score-near");
    for (name, near) in [
        ("ranking", "ranking-1-to-10"),
        ("ranking-1-to-11", "ranking-1-to-10"),
        ("growth_harmony_value", "growth-harmony-value"),
    ] {
        folder.refuses(
            &format!("score accounts.csv --model {name}"),
            &format!(
                "{name}: there is no such file\n  help: did you mean `{near}`? ready models are \
                 `attractiveness-strength`, `growth-harmony-value`, `ranking-1-to-10`"
            ),
        );
    }
}

#[test]
fn names_neither_steer_nor_fill_a_terminal() {
    let long = "x".repeat(61);
    let folder = folder("score-names").with(
        "names.csv",
        format!("id,name,revenue,loyalty\nA1,a\u{202e}b\u{2066}c\u{200f},80,10\nB2,{long},20,3\n"),
    );
    let table = folder.run("score names.csv --model model.json").done();
    assert!(table.contains("  a\u{fffd}b\u{fffd}c\u{fffd} "), "{table}");
    assert!(table.contains(&format!("  {}…  ", "x".repeat(60))), "{table}");
    for format in ["csv", "json"] {
        let text = folder
            .run(&format!("score names.csv --model model.json --format {format}"))
            .done();
        assert!(
            text.contains("a\u{202e}b\u{2066}c\u{200f}") && text.contains(&long),
            "{text}"
        );
    }
}
