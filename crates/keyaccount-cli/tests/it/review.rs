//! `keyaccount review`.

use crate::program::{Folder, MODEL};

/// Three invented accounts, of which one is chosen; one has a plan that is a mere start.
fn portfolio() -> String {
    format!(
        r#"{{
  "schema": "keyaccount/portfolio/1",
  "id": "PF1",
  "name": "Example portfolio",
  "note": "Companies and figures are invented.",
  "as_of": "2026-01-31",
  "organisation": {{"name": "Examplar Pumps", "currency": "EUR"}},
  "selection": {{"policy": {{"top": 1}}, "model": {MODEL}}},
  "accounts": [
    {{"id": "A1", "name": "Alder Example GmbH", "orientation": "customer", "tier": "key",
     "annual_value": {{"amount": "1200000.00", "currency": "EUR"}}, "facts": {{"revenue": 80, "loyalty": 10}}}},
    {{"id": "B2", "name": "Birch Example Ltd", "orientation": "customer", "tier": "standard",
     "annual_value": {{"amount": "600000.00", "currency": "EUR"}}, "facts": {{"revenue": 100}}}},
    {{"id": "C3", "name": "Cedar Example SA", "orientation": "customer", "tier": "strategic",
     "annual_value": {{"amount": "200000.00", "currency": "EUR"}}, "facts": {{"revenue": 20, "loyalty": 3}}}}
  ],
  "plans": [
    {{"schema": "keyaccount/plan/1", "id": "P1", "account": {{"id": "A1"}}, "objectivs": []}}
  ]
}}
"#
    )
}

fn folder(name: &str) -> Folder {
    Folder::new(name).with("portfolio.json", portfolio())
}

#[test]
fn a_reader_sees_who_is_key_who_missed_it_what_a_loss_does_and_what_plans_lack() {
    let run = folder("review-text").run("review portfolio.json");
    assert_eq!(run.stderr, "as of 2026-01-31 (the document)\n");
    let text = run.done();
    for expected in [
        "Example portfolio, as of 2026-01-31\nCompanies and figures are invented.\n",
        "3 accounts, revenue 2,000,000.00 EUR\n",
        "the largest account brings 60.0 %",
        "Key accounts: the best 1 by Example (example)\n",
        "\nJust missed\n",
        "\nTier and selection disagree\n",
        "\nIf Alder Example GmbH (A1) left\n",
        // 1,200,000 of 2,000,000; the rest of 800,000 must grow by 150 %, which is 3 accounts of 400,000.
        " 60.0 %\n",
        " 150.0 %\n",
        " 3.0\n",
        "\nWhat the plans lack\n",
        "P1 of Alder Example GmbH (A1): ",
        "portfolio.json:",
        " warning KA-002: The field \"objectivs\" is not known here.\n",
        "\nno plan at all: C3\n",
    ] {
        assert!(text.contains(expected), "{expected:?} is not in\n{text}");
    }
    let rows: Vec<Vec<&str>> = text
        .lines()
        .map(|line| {
            line.split("  ")
                .map(str::trim)
                .filter(|cell| !cell.is_empty())
                .collect()
        })
        .collect();
    let key = rows
        .iter()
        .find(|row| row.get(1) == Some(&"A1") && row.len() > 8)
        .unwrap();
    assert_eq!(key[..5], ["1", "A1", "Alder Example GmbH", "key", "9.00"]);
    assert_eq!(
        key[7..],
        [
            "1,200,000.00",
            "60.0 %",
            "Loyalty 5.00 of 5.00, Revenue 4.00 of 5.00"
        ]
    );
    let missed = rows.iter().find(|row| row.get(1) == Some(&"B2")).unwrap();
    assert_eq!(missed[..5], ["2", "B2", "Birch Example Ltd", "standard", "5.00"]);
    assert_eq!(missed[7..], ["beyond top", "Loyalty 5.00"]);
}

#[test]
fn json_is_the_reply_of_the_operation() {
    let json = folder("review-json")
        .run("review portfolio.json --format json")
        .done();
    let request = format!(r#"{{"portfolio": {}, "as_of": "2026-01-31"}}"#, portfolio());
    assert_eq!(json, keyaccount_wire::call("review.pack", &request).unwrap());
}

#[test]
fn the_flag_wins_over_the_day_of_the_document() {
    let run = folder("review-day").run("review portfolio.json --as-of 2026-02-28 --format csv");
    assert_eq!(run.stderr, "as of 2026-02-28 (--as-of)\n");
    assert_eq!(
        run.done(),
        "rank,id,name,tier,selected,score,margin,firm,reason\n\
         1,A1,Alder Example GmbH,key,true,9,4,false,\n\
         2,B2,Birch Example Ltd,standard,false,5,-4,false,beyond_top\n\
         3,C3,Cedar Example SA,strategic,false,2.5,-6.5,true,beyond_top\n"
    );
}

/// Checks that the changed portfolio is refused at `place`, with `words` on the first line.
#[track_caller]
fn refused(name: &str, from: &str, to: &str, place: &str, words: &str) {
    assert!(portfolio().contains(from));
    let folder = Folder::new(name).with("portfolio.json", portfolio().replacen(from, to, 1));
    let run = folder.run("review portfolio.json --as-of 2026-01-31");
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{}", run.stderr);
    let message = run
        .stderr
        .lines()
        .find(|line| line.starts_with("portfolio.json"))
        .unwrap();
    assert!(message.starts_with(place), "{}", run.stderr);
    assert!(message.contains(words), "{}", run.stderr);
}

#[test]
fn portfolios_that_cannot_be_used() {
    let revenue = "\"revenue\": 80";
    for (name, from, to, place, words) in [
        (
            "review-unknown",
            "\"accounts\"",
            "\"acounts\"",
            "29:3",
            "there is no field `acounts` here",
        ),
        (
            "review-duplicate",
            "\"id\": \"C3\"",
            "\"id\": \"B2\"",
            "34:12",
            "(got `B2` at /accounts/1/id as well)",
        ),
        (
            "review-type",
            revenue,
            "\"revenue\": \"80\"",
            "31:88",
            "`revenue` must be a number, since it has no grades (got the text `80`, account `A1`)",
        ),
        ("review-null", revenue, "\"revenue\": null", "31:88", "(got null)"),
        ("review-nan", revenue, "\"revenue\": NaN", "31:88", "(got `NaN`)"),
        (
            "review-criterion",
            revenue,
            "\"revenu\": 80",
            "31:87",
            "the model has no criterion `revenu`",
        ),
        (
            "review-outside",
            revenue,
            "\"revenue\": 800",
            "31:88",
            "between 0 and 100 (got 800, account `A1`)",
        ),
        (
            "review-negative",
            "\"600000.00\"",
            "\"-600000.00\"",
            "33:22",
            "(got -600000.00 EUR)",
        ),
        (
            "review-currencies",
            "600000.00\", \"currency\": \"EUR\"",
            "600000.00\", \"currency\": \"USD\"",
            "33:22",
            "in USD",
        ),
        (
            "review-weight",
            "\"weight\": 50",
            "\"weight\": -1",
            "19:17",
            "(got -1)",
        ),
    ] {
        refused(name, from, to, &format!("portfolio.json:{place}: "), words);
    }
}

#[test]
fn weights_that_are_all_zero() {
    let folder = Folder::new("review-zero").with(
        "portfolio.json",
        portfolio().replace("\"weight\": 50", "\"weight\": 0"),
    );
    let run = folder.run("review portfolio.json");
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    let message = run.stderr.lines().nth(1).unwrap();
    assert_eq!(
        message,
        "portfolio.json:15:15: the weights of the criteria must not all be zero"
    );
}

#[test]
fn a_portfolio_without_accounts_says_so() {
    let whole = portfolio();
    let (start, _) = whole.split_once("\"accounts\": [").unwrap();
    let folder = Folder::new("review-none").with("portfolio.json", format!("{start}\"accounts\": []\n}}\n"));
    assert_eq!(
        folder.run("review portfolio.json").done(),
        "Example portfolio, as of 2026-01-31\nCompanies and figures are invented.\n\nno accounts\n\n\
         What the plans lack\n\nno plans\n"
    );
}

#[test]
fn revenue_that_is_not_known_is_said_in_words() {
    let whole = portfolio();
    let lines = whole.lines().map(|line| {
        let value = line.trim_start().starts_with("\"annual_value\"");
        let rest = line.split_once("EUR\"}, ").filter(|_| value);
        rest.map_or(line, |(_, rest)| rest)
    });
    let without = lines.collect::<Vec<_>>().join("\n");
    assert!(!without.contains("annual_value"), "{without}");
    let folder = Folder::new("review-unknown-revenue").with("portfolio.json", without);
    let text = folder.run("review portfolio.json").done();
    assert!(text.contains("\n3 accounts, revenue not known\n"), "{text}");
}
