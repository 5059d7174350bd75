//! `keyaccount score`: tables, columns, limits.

use crate::program::{Folder, MODEL};

const TABLE: &str = "id,name,revenue,loyalty\n\
    A1,Alder Example GmbH,80,10\n\
    B2,Birch Example Ltd,100,\n\
    C3,Cedar Example SA,20,3\n";

pub(crate) fn folder(name: &str) -> Folder {
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
         1  A1       Alder Example GmbH   9.00              100.0 %  Loyalty 5.00 of 5.00, Revenue 4.00 of 5.00\n    \
         2  B2       Birch Example Ltd    5.00  5.00-10.00   50.0 %  Revenue 5.00 of 5.00\n    \
         3  C3       Cedar Example SA     2.50              100.0 %  Loyalty 1.50 of 5.00, Revenue 1.00 of 5.00\n"
    );
}

/// B2 has half of the weight known, and the model asks for three fifths.
#[test]
fn not_enough_data_stands_where_the_band_stands() {
    let bands = r#"{"least_known_share": 0.6, "bands": [{"id": "low", "name": "Low", "from": 0, "to": 5},
        {"id": "high", "name": "High", "from": 5, "to": 10}],"#;
    let folder = folder("score-not-enough").with("model.json", MODEL.replacen('{', bands, 1));
    let table = folder.run("score accounts.csv --model model.json").done();
    assert_eq!(
        table,
        " rank  account  name                score  between       known  band             made of\n    \
         1  A1       Alder Example GmbH   9.00              100.0 %  High             Loyalty 5.00 of 5.00, Revenue 4.00 of 5.00\n    \
         2  B2       Birch Example Ltd    5.00  5.00-10.00   50.0 %  not enough data  Revenue 5.00 of 5.00\n    \
         3  C3       Cedar Example SA     2.50              100.0 %  Low              Loyalty 1.50 of 5.00, Revenue 1.00 of 5.00\n"
    );
    let csv = folder
        .run("score accounts.csv --model model.json --format csv")
        .done();
    assert_eq!(
        csv,
        "rank,id,name,score,score_low,score_high,known_share,band,gates,data_state,points_revenue,points_loyalty\n\
         1,A1,Alder Example GmbH,9,9,9,1,High,,enough,4,5\n\
         2,B2,Birch Example Ltd,5,5,10,0.5,High,,not_enough,5,0\n\
         3,C3,Cedar Example SA,2.5,2.5,2.5,1,Low,,enough,1,1.5\n"
    );
    let why = folder
        .run("score accounts.csv --model model.json --why B2")
        .done();
    let sentence = "\nNot enough data: 50 % of the weight is known, and the model asks for 60 %.\n";
    assert!(why.contains(sentence), "{why}");
    let selected = |model: &str| {
        let folder = self::folder("score-not-enough-selected").with("model.json", model);
        folder
            .run("score accounts.csv --model model.json --top 2 --format json")
            .done()
    };
    let answer = |reply: String| reply.rsplit_once(",\"provenance\":").unwrap().0.to_owned();
    let asking = MODEL.replacen('{', r#"{"least_known_share": 0.6,"#, 1);
    assert_eq!(
        answer(selected(&asking)),
        answer(selected(MODEL)),
        "a selection lists as before"
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

const GRADED: &str = r#"{"schema": "keyaccount/score-model/1", "id": "graded", "version": 1, "name": "Graded", "weights": "points",
    "criteria": [
        {"id": "revenue", "name": "Revenue", "meaning": "Revenue", "unit": "EUR", "weight": 1,
         "direction": "more_is_better", "anchors": {"worst": 0, "best": 100}, "when_absent": "worst"},
        {"id": "quality", "name": "Quality", "meaning": "Quality", "weight": 1, "direction": "more_is_better",
         "anchors": {"worst": 1, "best": 3}, "when_absent": "worst", "rubric": [
            {"level": 1, "sentence": "Poor.", "grade": "C"}, {"level": 2, "sentence": "Fair.", "grade": "B"},
            {"level": 3, "sentence": "Good.", "grade": "A, key"}]}]}"#;

#[test]
fn grades_stand_in_cells_beside_numbers() {
    // By hand: 4.5 points each; A1 2.25 + 4.5, B2 0 + 2.25, C3 4.5 + 0 and D4 0 + 3.375.
    let folder = Folder::new("score-grades").with("model.json", GRADED).with(
        "accounts.csv",
        "id,revenue,quality\nA1,50,\"A, key\"\nB2,0,B\nC3,100,unknown\nD4,0,2.5\n",
    );
    let csv = folder
        .run("score accounts.csv --model model.json --format csv")
        .done();
    assert_eq!(
        csv,
        "rank,id,name,score,score_low,score_high,known_share,band,gates,points_revenue,points_quality\n\
         1,A1,,7.75,7.75,7.75,1,,,2.25,4.5\n\
         2,C3,,5.5,5.5,10,0.5,,,4.5,0\n\
         3,D4,,4.375,4.375,4.375,1,,,0,3.375\n\
         4,B2,,3.25,3.25,3.25,1,,,0,2.25\n"
    );
}

#[test]
fn a_grade_that_nobody_knows_is_named_with_the_nearest_one() {
    let folder = Folder::new("score-grade-unknown")
        .with("model.json", GRADED)
        .with("accounts.csv", "id,revenue,quality\nA1,50,B\nB2,0,A key\n");
    folder.refuses(
        "score accounts.csv --model model.json",
        "accounts.csv:3: column `quality` cannot be `A key`\n  \
         expected: a number, `C`, `B`, `A, key`, an empty cell, `unknown` or `not applicable`\n  \
         found: A key\n  help: did you mean `A, key`?",
    );
    let folder = Folder::new("score-grade-no-rubric")
        .with("model.json", GRADED)
        .with("accounts.csv", "id,revenue,quality\nA1,B,B\n");
    folder.refuses(
        "score accounts.csv --model model.json",
        "accounts.csv:2: column `revenue` cannot be `B`\n  \
         expected: a finite number, an empty cell, `unknown` or `not applicable`\n  found: B",
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
fn a_criterion_without_a_column_is_an_error_unless_it_is_said() {
    let folder = Folder::new("score-no-column")
        .with("model.json", MODEL)
        .with("accounts.csv", "id,revenue,loyalti\nA1,80,10\n")
        .with("other.csv", "id,sales\nA1,80\n");
    folder.refuses(
        "score accounts.csv --model model.json --format csv",
        "accounts.csv:1: the table has no column for the criterion `loyalty`\n  \
         expected: a column called `loyalty`\n  found: `id`, `revenue`, `loyalti`\n  \
         help: did you mean `loyalti`? `--column CRITERION=HEADER` names another column; `--column CRITERION=` (nothing \
         behind the sign) says that there is none, so that it counts as missing for every account",
    );
    folder.refuses(
        "score other.csv --model model.json --why A1",
        "other.csv:1: the table has no column for the criteria `revenue`, `loyalty`\n  \
         expected: columns called `revenue`, `loyalty`\n  found: `id`, `sales`\n  \
         help: `--column CRITERION=HEADER` names another column; `--column CRITERION=` (nothing behind the sign) says \
         that there is none, so that it counts as missing for every account",
    );
    let run = folder.run("score accounts.csv --model model.json --format csv --column loyalty=");
    // By hand: 5 x 0.8, up to 5 more for loyalty.
    assert_eq!(
        (run.stdout.as_str(), run.stderr.as_str()),
        (
            "rank,id,name,score,score_low,score_high,known_share,band,gates,points_revenue,points_loyalty\n\
             1,A1,,4,4,9,0.5,,,4,0\n",
            ""
        )
    );
}

#[test]
fn a_name_leads_to_the_id() {
    let model = MODEL
        .replace(
            "\"id\": \"revenue\"",
            "\"id\": \"revenue_last_12_months\", \"group_id\": \"size\"",
        )
        .replace(
            "\"id\": \"loyalty\"",
            "\"id\": \"loyalty\", \"group_id\": \"bond\"",
        )
        .replace(
            "\"criteria\"",
            r#""groups": [{"id": "size", "name": "How large"}, {"id": "bond", "name": "Bond"}], "criteria""#,
        );
    let folder = folder("score-names-of-criteria")
        .with("model.json", model)
        .with("accounts.csv", "id,revenue_last_12_months,loyalty\nA1,80,10\n");
    let refused = |option: &str, given: &str, help: &str| {
        let (name, _) = given.split_once('=').unwrap();
        folder.refuses(
            &format!("score accounts.csv --model model.json {option} {given}"),
            &format!(
                "model.json: the model has no criterion `{name}`, which {option} names\n  \
                 expected: one of `revenue_last_12_months`, `loyalty`\n  found: {name}\n  help: {help}"
            ),
        );
    };
    let meant = "did you mean `revenue_last_12_months`, called `Revenue`?";
    refused("--what-if", "Revenue=70", meant);
    refused("--column", "REVENUE=revenue", meant);
    refused("--what-if", "LOYALTY=70", "did you mean `loyalty`?");
    let group = "`size` is a group; its criteria are `revenue_last_12_months`";
    refused("--what-if", "Size=1", group);
    refused("--column", "size=revenue", group);
}

#[test]
fn one_criterion_has_one_column_and_one_weight() {
    let folder = folder("score-twice");
    folder.refuses(
        "score accounts.csv --model model.json --what-if revenue=10 --what-if loyalty=5 --what-if revenue=20.5",
        "error: --what-if can give `revenue` one weight (got 10 and 20.5)",
    );
    folder.refuses(
        "score accounts.csv --model model.json --column revenue=loyalty --column revenue=",
        "error: --column can give `revenue` one column (got `loyalty` and nothing)",
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
    let folder = Folder::new("score-ready").with(
        "accounts.csv",
        "id,growth_revenue_potential,growth_cost_to_serve,growth_demand_stability,growth_new_markets,\
         harmony_product_fit,harmony_innovation,harmony_benchmarking,harmony_reputation,harmony_buying_process,\
         value_strategic_partner,value_executive_access,value_early_involvement,value_joint_investment\n\
         A1,10,,,,,,,,,,,,\n",
    );
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

/// Thirteen accounts, each one point of revenue below the one before.
#[test]
fn with_a_limit_the_table_shows_the_selected_and_the_next_ten() {
    let rows: Vec<String> = (1..=13).map(|at| format!("N{at},{},10\n", 100 - at)).collect();
    let folder = Folder::new("score-limit-rows")
        .with("model.json", MODEL)
        .with("accounts.csv", format!("id,revenue,loyalty\n{}", rows.concat()));
    for (limit, shown, more) in [
        ("--top 1", 11, "and 2 more; --format csv lists all\n"),
        ("--top 2", 12, "and 1 more; --format csv lists all\n"),
        ("--top 3", 13, ""),
        ("--threshold 9.99", 10, "and 3 more; --format csv lists all\n"),
        ("", 13, ""),
    ] {
        let table = folder
            .run(&format!("score accounts.csv --model model.json {limit}"))
            .done();
        let rows = table.lines().filter(|line| line.contains("  N")).count();
        assert_eq!(rows, shown, "{limit}: {table}");
        let (_, below) = table.split_once(&format!("  N{shown} ")).unwrap();
        let (_, below) = below.split_once('\n').unwrap();
        let ends_well = match limit {
            "" => below.is_empty(),
            _ => below.starts_with(&format!("{more}\n")),
        };
        assert!(ends_well, "{limit}: {table}");
    }
    let csv = folder
        .run("score accounts.csv --model model.json --top 1 --format csv")
        .done();
    assert_eq!(csv.lines().count(), 14);
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

#[test]
fn too_much_past_is_said_on_stderr() {
    let past = MODEL.replace("\"meaning\"", "\"looks_at\": \"past\", \"meaning\"");
    let folder = folder("score-past").with("past.json", past);
    let warning = "past.json: Criteria that look at the past carry 100.0 % of the weight, more than the limit of 50.0 %: \
                   the scores say which accounts were large, not which will be.\n";
    assert_eq!(folder.run("score accounts.csv --model past.json").stderr, warning);
    let run = folder.run("score accounts.csv --model past.json --format json");
    assert_eq!(run.stderr, "");
    assert!(
        run.stdout.contains("\"warnings\":[{\"code\":\"past_outweighs\""),
        "{}",
        run.stdout
    );
}
