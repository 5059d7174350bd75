//! `keyaccount score --what-if`.

use crate::program::MODEL;
use crate::score::folder;

#[test]
fn what_if_shows_who_moves() {
    // By hand, revenue with 150 of 200 points: A1 7.5 x 0.8 + 2.5 = 8.5, B2 7.5, C3 7.5 x 0.2 + 2.5 x 0.3 = 2.25.
    let folder = folder("score-what-if").with(
        "close.csv",
        "id,name,revenue,loyalty\nA1,Alder Example GmbH,60,8\nB2,Birch Example Ltd,100,1\nC3,,10,1\n",
    );
    let text = folder
        .run("score accounts.csv --model model.json --what-if revenue=150")
        .done();
    assert_eq!(
        text,
        "Revenue weighs 150 instead of 50: 75.0 % of the weight instead of 50.0 %\nno account changes rank\n"
    );
    // By hand: A1 3 + 4 and 4.5 + 2, B2 5 + 0.5 and 7.5 + 0.25, C3 0.5 + 0.5 and 0.75 + 0.25.
    let text = folder
        .run("score close.csv --model model.json --what-if revenue=150 --top 1")
        .done();
    assert_eq!(
        text,
        "Revenue weighs 150 instead of 50: 75.0 % of the weight instead of 50.0 %\n\
         2 of 3 accounts change rank; the selection gains 1 and loses 1\n\n \
         rank  rank before  account  name                score  score before  score change  selection\n    \
         1            2  B2       Birch Example Ltd    7.75          5.50          2.25  enters\n    \
         2            1  A1       Alder Example GmbH   6.50          7.00         -0.50  leaves\n"
    );
    // With the first table A1 stays in and nobody moves; a line at 7.5 lets B2 in besides A1, one at 8 keeps both sides.
    for (limit, selection) in [
        (
            "--top 1",
            "no account changes rank; the selection stays the same\n",
        ),
        (
            "--threshold 7.5",
            "no account changes rank; the selection gains 1\n\n",
        ),
        (
            "--threshold 9",
            "no account changes rank; the selection loses 1\n\n",
        ),
    ] {
        let text = folder
            .run(&format!(
                "score accounts.csv --model model.json --what-if revenue=150 {limit}"
            ))
            .done();
        assert!(
            text.contains(&format!("instead of 50.0 %\n{selection}")),
            "{text}"
        );
    }
    let csv = folder
        .run("score close.csv --model model.json --what-if revenue=150 --what-if loyalty=50 --format csv")
        .done();
    assert_eq!(
        csv,
        "rank,rank_before,id,name,score,score_before,change,band,selection\n\
         1,2,B2,Birch Example Ltd,7.75,5.5,2.25,,\n2,1,A1,Alder Example GmbH,6.5,7,-0.5,,\n3,3,C3,,1,1,0,,\n"
    );
    let json = folder
        .run("score close.csv --model model.json --what-if revenue=150 --format json")
        .done();
    assert!(
        json.starts_with("{\"answer\":{\"before\":{\"model_id\":\"example\""),
        "{json}"
    );
}

/// By hand: groups of 3 and 1, each with one criterion: 7.5 x 0.6 + 2.5 x 0.8 = 6.5; with 1 and 1, 5 x 0.6 + 5 x 0.8 = 7.
#[test]
fn what_if_takes_a_group_that_has_a_weight() {
    let model = MODEL.replace("\"criteria\"", r#""groups": [{"id": "size", "name": "Size", "weight": 3}, {"id": "bond", "name": "Bond", "weight": 1}], "criteria""#)
        .replace("\"id\": \"revenue\"", "\"id\": \"revenue\", \"group_id\": \"size\"")
        .replace("\"id\": \"loyalty\"", "\"id\": \"loyalty\", \"group_id\": \"bond\"");
    let folder = folder("score-what-if-group")
        .with("groups.json", model)
        .with("one.csv", "id,name,revenue,loyalty\nA1,Alder Example GmbH,60,8\n");
    let text = folder
        .run("score one.csv --model groups.json --what-if size=1")
        .done();
    assert_eq!(
        text,
        "Size weighs 1 instead of 3: 50.0 % of the weight instead of 75.0 %\nno account changes rank\n"
    );
    let csv = folder
        .run("score one.csv --model groups.json --what-if size=1 --format csv")
        .done();
    assert!(
        csv.ends_with("\n1,1,A1,Alder Example GmbH,7,6.5,0.5,,\n"),
        "{csv}"
    );
    folder.refuses(
        "score one.csv --model groups.json --what-if siz=1",
        "groups.json: the model has no criterion or group with a weight `siz`, which --what-if names\n  \
         expected: one of `revenue`, `loyalty`, `size`, `bond`\n  found: siz\n  help: did you mean `size`?",
    );
}

#[test]
fn what_if_divides_shares_by_their_sum() {
    let shares = MODEL
        .replace("\"points\"", "\"shares\"")
        .replace("\"weight\": 50", "\"weight\": 0.5");
    let folder = folder("score-what-if-shares").with("shares.json", shares);
    let text = folder
        .run("score accounts.csv --model shares.json --what-if revenue=1.5")
        .done();
    assert!(
        text.starts_with("Revenue weighs 1.5 instead of 0.5: 75.0 % of the weight instead of 50.0 %\n"),
        "{text}"
    );
}

#[test]
fn a_huge_weight_does_not_fill_the_line() {
    let text = folder("score-what-if-huge")
        .run("score accounts.csv --model model.json --what-if revenue=1e308")
        .done();
    assert!(
        text.starts_with("Revenue weighs 1.000e308 instead of 50: 100.0 % of the weight instead of 50.0 %\n"),
        "{text}"
    );
}

#[test]
fn what_if_needs_a_criterion_and_a_weight() {
    let folder = folder("score-what-if-wrong");
    folder.refuses(
        "score accounts.csv --model model.json --what-if revenu=40",
        "model.json: the model has no criterion `revenu`, which --what-if names\n  \
         expected: one of `revenue`, `loyalty`\n  found: revenu\n  help: did you mean `revenue`?",
    );
    folder.refuses(
        "score accounts.csv --model model.json --what-if rev=40",
        "model.json: the model has no criterion `rev`, which --what-if names\n  \
         expected: one of `revenue`, `loyalty`\n  found: rev\n  help: did you mean `revenue`?",
    );
    folder.refuses(
        "score accounts.csv --model model.json --what-if revenue=0 --what-if loyalty=0",
        "error: --what-if: the weights of the criteria must not all be zero\n  code: weights_all_zero",
    );
    for weight in ["revenue", "revenue=", "revenue=much", "revenue=-1", "revenue=nan"] {
        let run = folder.run(&format!(
            "score accounts.csv --model model.json --what-if {weight}"
        ));
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{weight}");
        assert!(
            run.stderr.contains("--what-if <CRITERION=WEIGHT>"),
            "{}",
            run.stderr
        );
    }
}
