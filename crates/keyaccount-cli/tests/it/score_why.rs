//! `keyaccount score --why`.

use crate::program::{Folder, MODEL};
use crate::score::folder;

/// The model of the other tests with a line between Standard and Key account at 7.
fn with_bands() -> String {
    let bands = r#""bands": [{"id": "standard", "name": "Standard", "from": 0, "to": 7},
        {"id": "key", "name": "Key account", "from": 7, "to": 10}], "criteria""#;
    MODEL.replace("\"criteria\"", bands)
}

#[test]
fn why_explains_an_account_in_words_and_figures() {
    // By hand: C3 has 20 of 100 and 3 of 10, so 1 + 1.5; Key account begins 4.5 above, and each criterion gives 5 at most.
    // B2 has 5 + 0 and lacks 2, which loyalty covers with 4 of 10 years.
    let folder = folder("score-why").with("bands.json", with_bands());
    let text = folder
        .run("score accounts.csv --model bands.json --why B2")
        .done();
    assert_eq!(
        text,
        "Birch Example Ltd is number 2 of 3 with 5.00 points on a scale from 0 to 10.\n\
         Most points come from Revenue (5.00 of 5.00).\n\
         It gives away most points here: 5.00 in Loyalty, not known.\n\
         Loyalty is still open: depending on it the account has between 5.00 and 10.00 points.\n\
         It stands in Standard, 2.00 points below Key account.\n\
         One criterion could cover that alone: Loyalty at 4 years or more.\n\n \
         criterion    today  points    of  given away  could lose  could gain  next band at  counted as\n \
         Revenue        100    5.00  5.00        0.00        5.00        0.00  not alone\n \
         Loyalty    missing    0.00  5.00        5.00        0.00        5.00             4  worst\n"
    );
    let csv = folder
        .run("score accounts.csv --model bands.json --why C3 --format csv")
        .done();
    assert_eq!(
        csv,
        "criterion_id,fact,points,points_at_best,given_away_points,loss,gain,next_band_at,counted_as\n\
         loyalty,3,1.5,5,3.5,1.5,3.5,not alone,\n\
         revenue,20,1,5,4,1,4,not alone,\n"
    );
}

#[test]
fn why_says_where_everybody_starts() {
    // By hand: 9 points to give, half each: 1 + 4.5 x 0.8 + 4.5 = 9.1.
    let folder = folder("score-why-scale").with("scale.json", MODEL.replace("\"min\": 0", "\"min\": 1"));
    let text = folder
        .run("score accounts.csv --model scale.json --why A1")
        .done();
    assert_eq!(
        text,
        "Alder Example GmbH is number 1 of 3 with 9.10 points on a scale from 1 to 10, where everybody starts at 1.\n\
         Most points come from Loyalty (4.50 of 4.50) and Revenue (3.60 of 4.50).\n\
         It gives away most points here: 0.90 in Revenue, at 80 EUR per year.\n\n \
         criterion  today  points    of  given away  could lose  could gain\n \
         Loyalty       10    4.50  4.50        0.00        4.50        0.00\n \
         Revenue       80    3.60  4.50        0.90        3.60        0.90\n"
    );
}

#[test]
fn why_says_what_a_value_beyond_the_anchors_counts_as() {
    let target = r#""criteria": [{"id": "tempo", "name": "Tempo", "meaning": "Orders a month.", "unit": "orders",
        "direction": "target_is_best", "value_function": {"target": {"ideal": 5, "worst_below": 0, "worst_above": 9}},
        "outside": "clip", "weight": 50, "when_absent": "worst"},"#;
    let more = MODEL
        .replace("\"criteria\": [", target)
        .replace("\"anchors\"", "\"outside\": \"clip\", \"anchors\"");
    let less = more.replace(
        r#""more_is_better", "outside": "clip", "anchors": {"worst": 0, "best": 10}"#,
        r#""less_is_better", "outside": "clip", "anchors": {"worst": 10, "best": 0}"#,
    );
    assert_ne!(more, less);
    let folder = Folder::new("score-why-clipped")
        .with("more.json", more)
        .with("less.json", less)
        .with(
            "accounts.csv",
            "id,revenue,loyalty,tempo\nhigh,101,11,10\nlow,-1,-1,-1\nwithin,100,10,5\n",
        );
    for (model, id, loyalty, revenue, tempo) in [
        ("more", "high", "the best", "the best", "the worst"),
        ("more", "low", "the worst", "the worst", "the worst"),
        ("less", "high", "the worst", "the best", "the worst"),
        ("less", "low", "the best", "the worst", "the worst"),
        ("more", "within", "", "", ""),
    ] {
        let csv = folder
            .run(&format!(
                "score accounts.csv --model {model}.json --why {id} --format csv"
            ))
            .done();
        for (criterion, expected) in [("loyalty", loyalty), ("revenue", revenue), ("tempo", tempo)] {
            let row = csv.lines().find(|line| line.starts_with(criterion)).unwrap();
            assert!(row.ends_with(&format!(",{expected}")), "{model} {id}: {csv}");
        }
    }
}

#[test]
fn why_says_that_what_does_not_apply_cannot_be_won() {
    let folder = Folder::new("score-why-not-applicable")
        .with("bands.json", with_bands())
        .with("accounts.csv", "id,revenue,loyalty\nA1,80,n/a\n");
    let text = folder
        .run("score accounts.csv --model bands.json --why A1")
        .done();
    // By hand: 4 of 5 for revenue, the worst for loyalty.
    assert_eq!(
        text,
        "A1 is number 1 of 1 with 4.00 points on a scale from 0 to 10.\n\
         Most points come from Revenue (4.00 of 5.00).\n\
         It gives away most points here: 5.00 in Loyalty, not applicable; 1.00 in Revenue, at 80 EUR per year.\n\
         It stands in Standard, 3.00 points below Key account.\n\
         No single criterion can cover that alone.\n\n \
         criterion  today  points    of  given away  could lose  could gain  next band at  counted as\n \
         Revenue       80    4.00  5.00        1.00        4.00        1.00  not alone\n \
         Loyalty    n/a      0.00  5.00        5.00  n/a         n/a         n/a           worst\n"
    );
}

#[test]
fn why_with_two_accounts_says_who_stands_above() {
    let folder = folder("score-why-pair");
    let text = folder
        .run("score accounts.csv --model model.json --why A1 B2")
        .done();
    // By hand: revenue 4 against 5, loyalty 5 against 0.
    assert_eq!(
        text,
        "Alder Example GmbH (number 1, 9.00 points) stands above Birch Example Ltd (number 2, 5.00 points).\n\
         What decides for Alder Example GmbH: Loyalty (+5.00: at 10 years against not known).\n\
         What speaks for Birch Example Ltd: Revenue (+1.00: 100 against 80 EUR per year).\n\n \
         criterion  A1       B2  points A1  points B2  difference  speaks for  decides\n \
         Loyalty    10  missing       5.00       0.00        5.00  A1          yes\n \
         Revenue    80      100       4.00       5.00       -1.00  B2\n"
    );
    let json = folder
        .run("score accounts.csv --model model.json --why A1 B2 --format json")
        .done();
    let request = format!(
        r#"{{"model":{MODEL},"account_id":"A1","above_account_id":"B2","accounts":[
            {{"id":"A1","name":"Alder Example GmbH","facts":{{"revenue":80,"loyalty":10}}}},
            {{"id":"B2","name":"Birch Example Ltd","facts":{{"revenue":100}}}},
            {{"id":"C3","name":"Cedar Example SA","facts":{{"revenue":20,"loyalty":3}}}}]}}"#
    );
    assert_eq!(json, keyaccount_wire::call("score.explain", &request).unwrap());
}

#[test]
fn why_of_an_unknown_account_names_the_nearest() {
    let folder = folder("score-why-unknown");
    folder.refuses(
        "score accounts.csv --model model.json --why A2",
        "accounts.csv: there is no account `A2` among those scored\n  expected: the id of an account that is scored\n  \
         found: A2\n  help: `A1` is the id that was probably meant\n  code: unknown_account",
    );
    folder.refuses(
        "score accounts.csv --model model.json --why A1 A1",
        "accounts.csv: an account must be compared with another one (got `A1` twice)\n  expected: another account\n  \
         found: A1\n  code: same_account",
    );
    for arguments in ["--why A1 B2 C3", "--why A1 --top 1", "--why"] {
        let run = folder.run(&format!("score accounts.csv --model model.json {arguments}"));
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{arguments}");
    }
}
