//! `keyaccount accounts`.

use crate::program::{Folder, MODEL};

const MAP: &str = r#"
account = "Customer"
date = "Day"
revenue = "Sales"
cost = "Cost"
order = "Invoice"
currency = "EUR"
name = "Title"
category = { file = "products.csv", key = "Product", column = "Family" }
"#;

/// Two accounts; by hand for 2025-12-31: A1 150.00 after 100.00, cost 60.00; B2 75.50 from one line, nothing before.
const LINES: &str = "Customer,Title,Day,Sales,Cost,Invoice,Product\n\
    A1,Alder Example GmbH,2024-03-01,100.00,50,I1,P1\n\
    A1,Alder Example GmbH,2025-03-01,120.00,50,I2,P1\n\
    A1,,2025-06-01,30.00,10,I2,P2\n\
    B2,Birch Example Ltd,2025-07-15,75.50,,I3,P1\n";

const PRODUCTS: &str = "Product;Family\nP1;Pumps\nP2;Valves\nP3;Pumps\n";

fn folder(name: &str) -> Folder {
    Folder::new(name)
        .with("map.toml", MAP)
        .with("lines.csv", LINES)
        .with("products.csv", PRODUCTS)
}

#[test]
fn csv_has_every_figure() {
    let run = folder("accounts-csv").run("accounts lines.csv --map map.toml --as-of 2025-12-31 --format csv");
    assert_eq!(run.stderr, "as of 2025-12-31 (--as-of)\n");
    let csv = run.done();
    let rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    let column = |header: &str| {
        let at = rows[0].iter().position(|known| *known == header).unwrap();
        (rows[1][at], rows[2][at])
    };
    assert_eq!(column("id"), ("A1", "B2"));
    assert_eq!(column("name"), ("Alder Example GmbH", "Birch Example Ltd"));
    assert_eq!(column("currency"), ("EUR", "EUR"));
    assert_eq!(column("revenue_last_12_months"), ("150.00", "75.50"));
    assert_eq!(column("revenue_previous_12_months"), ("100.00", "0.00"));
    assert_eq!(column("revenue_growth_ratio").0, "0.5");
    assert_eq!(column("gross_margin_last_12_months").0, "90.00");
    assert_eq!(column("gross_margin_ratio").0, "0.6");
    assert_eq!(column("order_count"), ("1", "1"));
    assert_eq!(column("category_count"), ("2", "1"));
    assert_eq!(column("first_order_date"), ("2024-03-01", "2025-07-15"));
    assert_eq!(column("days_since_last_order"), ("213", "169"));
}

#[test]
fn json_is_the_reply_of_the_operation() {
    let json = folder("accounts-json")
        .run("accounts lines.csv --map map.toml --as-of 2025-12-31 --format json")
        .done();
    let request = r#"{"as_of": "2025-12-31", "currency": "EUR", "columns": {
        "account": ["A1", "A1", "A1", "B2"],
        "date": ["2024-03-01", "2025-03-01", "2025-06-01", "2025-07-15"],
        "revenue": ["100.00", "120.00", "30.00", "75.50"],
        "cost": ["50", "50", "10", {"state": "missing"}],
        "order": ["I1", "I2", "I2", "I3"],
        "category": ["Pumps", "Pumps", "Valves", "Pumps"]}}"#;
    assert_eq!(json, keyaccount_wire::call("account.summarise", request).unwrap());
}

#[test]
fn the_rows_feed_score() {
    let folder = folder("accounts-pipe").with("model.json", MODEL.replace("\"best\": 100", "\"best\": 1000"));
    let csv = folder
        .run("accounts lines.csv --map map.toml --as-of 2025-12-31 --format csv")
        .done();
    let scores = folder
        .run_on(
            "score - --model model.json --format csv --column revenue=revenue_last_12_months \
             --column loyalty=order_count",
            csv.as_bytes(),
        )
        .done();
    // By hand: 0.75 + 0.5 and 0.3775 + 0.5; contributions lie on a grid of 2^-40.
    assert!(scores.contains("\n1,A1,Alder Example GmbH,1.25,"), "{scores}");
    assert!(scores.contains("\n2,B2,Birch Example Ltd,0.87749999"), "{scores}");
}

#[test]
fn a_reader_sees_the_totals() {
    let table = folder("accounts-table")
        .run("accounts lines.csv --map map.toml --as-of 2025-12-31")
        .done();
    assert!(
        table.ends_with(
            "2 accounts, 4 lines (0 after the day, 0 with negative revenue), orders counted by order number\n\
             last 12 months 225.50 EUR, 12 before 100.00 EUR, earlier 0.00 EUR\n"
        ),
        "{table}"
    );
}

#[test]
fn today_is_taken_and_said_when_no_day_is_given() {
    let run = folder("accounts-today").run("accounts lines.csv --map map.toml");
    assert!(run.stderr.starts_with("as of 2"), "{}", run.stderr);
    assert!(
        run.stderr
            .ends_with(" (today in UTC; --as-of sets another day)\n"),
        "{}",
        run.stderr
    );
}

#[test]
fn keys_that_the_other_table_lacks_are_counted() {
    let folder = folder("accounts-unfound").with("products.csv", "Product,Family\nP2,Valves\n");
    let run = folder.run("accounts lines.csv --map map.toml --as-of 2025-12-31 --format csv");
    assert_eq!(
        run.stderr,
        "as of 2025-12-31 (--as-of)\nlines.csv: 3 lines have a `Product` that products.csv does not have\n"
    );
}

/// Checks that the map is refused with exactly this message.
#[track_caller]
fn map_refused(name: &str, from: &str, to: &str, stderr: &str) {
    assert!(MAP.contains(from));
    let folder = folder(name).with("map.toml", MAP.replacen(from, to, 1));
    folder.refuses("accounts lines.csv --map map.toml --as-of 2025-12-31", stderr);
}

#[test]
fn maps_that_cannot_be_used() {
    let known = "`account`, `name`, `date`, `date_format`, `revenue`, `cost`, `unit_cost`, `quantity`, `order`, \
                 `category`, `currency`, `delimiter`, `decimal`, `encoding`";
    map_refused(
        "map-unknown-key",
        "revenue =",
        "revenu =",
        &format!(
            "map.toml:4:1: unknown field `revenu`, expected one of {known}\n  help: did you mean `revenue`?"
        ),
    );
    map_refused(
        "map-no-account",
        "account = \"Customer\"\n",
        "",
        "map.toml:1:1: missing field `account`",
    );
    map_refused(
        "map-currency",
        "\"EUR\"",
        "\"EURO\"",
        "map.toml:7:12: currency must be an ISO 4217 code (got EURO)",
    );
    map_refused(
        "map-half-cost",
        "cost =",
        "unit_cost =",
        "map.toml: costs are either `cost`, or both `unit_cost` and `quantity`",
    );
    map_refused(
        "map-lookup",
        "key =",
        "kee =",
        "map.toml:9:37: unknown field `kee`, expected one of `file`, `key`, `column`\n  help: did you mean `key`?",
    );
    map_refused(
        "map-number",
        "\"Title\"",
        "7",
        "map.toml:8:8: invalid type: integer `7`, expected a column, or { file = \"...\", key = \"...\", column = \"...\" }",
    );
}

/// Checks that the lines are refused with exactly this message.
#[track_caller]
fn lines_refused(name: &str, from: &str, to: &str, stderr: &str) {
    assert!(LINES.contains(from));
    let folder = folder(name).with("lines.csv", LINES.replacen(from, to, 1));
    let run = folder.run("accounts lines.csv --map map.toml --as-of 2025-12-31");
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert_eq!(run.stderr, format!("as of 2025-12-31 (--as-of)\n{stderr}\n"));
}

#[test]
fn lines_that_cannot_be_used() {
    lines_refused(
        "lines-header",
        "Sales",
        "Sale",
        "lines.csv:1: the table has no column `Sales`\n  \
         expected: one of `Customer`, `Title`, `Day`, `Sale`, `Cost`, `Invoice`, `Product`\n  found: Sales\n  \
         help: did you mean `Sale`?",
    );
    lines_refused(
        "lines-day",
        "2025-06-01",
        "01.06.2025",
        "lines.csv:4: column `Day` cannot be `01.06.2025`\n  expected: a day written like 2026-03-31\n  \
         found: 01.06.2025\n  help: for another form set `date_format` in the map",
    );
    lines_refused(
        "lines-revenue",
        "75.50",
        "",
        "lines.csv:5: column `Sales` cannot be ``\n  expected: an amount of at most 28 digits on every line\n  found: ",
    );
    lines_refused(
        "lines-digits",
        "75.50",
        "0.12345678901234567890123456789",
        "lines.csv:5: column `Sales` cannot be `0.12345678901234567890123456789`\n  \
         expected: an amount of at most 28 digits on every line\n  \
         found: 0.12345678901234567890123456789",
    );
}

#[test]
fn the_account_of_a_line_is_named_by_its_line() {
    let folder = folder("lines-account").with("lines.csv", LINES.replacen("B2,", ",", 1));
    let run = folder.run("accounts lines.csv --map map.toml --as-of 2025-12-31");
    let failure = run.stderr.lines().nth(1).unwrap();
    assert_eq!(run.code, Some(2));
    assert!(failure.starts_with("lines.csv:5: "), "{failure}");
}

#[test]
fn other_forms_of_days_and_numbers() {
    let folder = Folder::new("accounts-german")
        .with(
            "map.toml",
            "account = 'Kunde'\ndate = 'Tag'\nrevenue = 'Umsatz'\ncurrency = 'EUR'\n\
             date_format = '%d.%m.%Y'\ndecimal = ','\ndelimiter = ';'\nencoding = 'latin-1'\nname = 'Name'\n",
        )
        .with(
            "lines.csv",
            b"Kunde;Name;Tag;Umsatz\nA1;M\xFCller Beispiel;31.12.2025;1234,56\n",
        );
    let csv = folder
        .run("accounts lines.csv --map map.toml --as-of 2025-12-31 --format csv")
        .done();
    assert!(csv.contains("\nA1,Müller Beispiel,EUR,1234.56,0"), "{csv}");
}

#[test]
fn amounts_that_are_none_are_told_what_is() {
    for (number, amount) in ["NaN", "1e400", "12345678901234567890123456789012345"]
        .iter()
        .enumerate()
    {
        lines_refused(
            &format!("lines-amount-{number}"),
            "75.50",
            amount,
            &format!(
                "lines.csv:5: column `Sales` cannot be `{amount}`\n  \
                 expected: an amount of at most 28 digits on every line\n  found: {amount}"
            ),
        );
        lines_refused(
            &format!("lines-cost-{number}"),
            "120.00,50",
            &format!("120.00,{amount}"),
            &format!(
                "lines.csv:3: column `Cost` cannot be `{amount}`\n  expected: an amount of at most 28 digits, \
                 an empty cell, `unknown` or `not applicable`\n  found: {amount}"
            ),
        );
    }
}

#[test]
fn one_is_singular_and_totals_have_thousands() {
    let folder = folder("accounts-one").with(
        "lines.csv",
        "Customer,Title,Day,Sales,Cost,Invoice,Product\nA1,Alder,2025-03-01,1234567.50,50,I1,P9\n",
    );
    let run = folder.run("accounts lines.csv --map map.toml --as-of 2025-12-31");
    assert!(
        run.stderr
            .ends_with("lines.csv: 1 line has a `Product` that products.csv does not have\n"),
        "{}",
        run.stderr
    );
    assert!(
        run.stdout.ends_with(
            "\n1 account, 1 line (0 after the day, 0 with negative revenue), orders counted by order number\n\
             last 12 months 1,234,567.50 EUR, 12 before 0.00 EUR, earlier 0.00 EUR\n"
        ),
        "{}",
        run.stdout
    );
}

#[test]
fn no_lines_are_no_accounts() {
    let folder = folder("accounts-none").with("lines.csv", LINES.lines().next().unwrap());
    let table = folder
        .run("accounts lines.csv --map map.toml --as-of 2025-12-31")
        .done();
    assert!(
        table.starts_with("no accounts\n\n0 accounts, 0 lines ("),
        "{table}"
    );
}

#[test]
fn ids_and_names_like_formulas_survive_the_pipe() {
    let ids = ["=1+1", "+49", "-x", "@home", "'=q", "'tis", "-7"];
    let rows = ids.map(|id| format!("{id},{id},2025-03-01,100,50,I1,P1\n"));
    let lines = format!("Customer,Title,Day,Sales,Cost,Invoice,Product\n{}", rows.concat());
    let folder = folder("accounts-formulas")
        .with("lines.csv", lines)
        .with("model.json", MODEL);
    let csv = folder
        .run("accounts lines.csv --map map.toml --as-of 2025-12-31 --format csv")
        .done();
    assert!(csv.contains("\n'=1+1,'=1+1,EUR,"), "{csv}");
    let json = folder
        .run_on(
            "score - --model model.json --format json --column revenue=revenue_last_12_months --column loyalty=",
            csv.as_bytes(),
        )
        .done();
    for id in ids {
        assert!(
            json.contains(&format!("\"account_id\":\"{id}\",\"name\":\"{id}\"")),
            "{id}: {json}"
        );
    }
}
