//! Tables as people really have them.

use crate::program::{Folder, MODEL, gzip};

const SCORE: &str = "score accounts.csv --model model.json --format csv";

/// Scores `table` and returns id and score of each account.
fn scores_with(name: &str, table: impl AsRef<[u8]>, more: &str) -> Vec<String> {
    let folder = Folder::new(name)
        .with("model.json", MODEL)
        .with("accounts.csv", table);
    let csv = folder.run(&format!("{SCORE} {more}")).done();
    let rows = csv.lines().skip(1);
    rows.map(|row| {
        let cells: Vec<&str> = row.split(',').collect();
        format!("{} {}", cells[1], cells[3])
    })
    .collect()
}

fn scores(name: &str, table: impl AsRef<[u8]>) -> Vec<String> {
    scores_with(name, table, "")
}

/// Checks that `table` is refused with exactly this message.
#[track_caller]
fn refused(name: &str, table: impl AsRef<[u8]>, stderr: &str) {
    let folder = Folder::new(name)
        .with("model.json", MODEL)
        .with("accounts.csv", table);
    folder.refuses(SCORE, stderr);
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_read() {
    let table = "\u{FEFF}id,revenue,loyalty\r\nA1,100,10\r\nB2,50,0\r\n";
    assert_eq!(scores("table-bom", table), ["A1 10", "B2 2.5"]);
}

#[test]
fn semicolons_tabs_and_bars_are_detected() {
    for (name, mark) in [("table-semicolon", ";"), ("table-tab", "\t"), ("table-bar", "|")] {
        let table = "id,revenue,loyalty\nA1,100,10\n".replace(',', mark);
        assert_eq!(scores(name, table), ["A1 10"]);
    }
}

#[test]
fn an_undecided_header_names_the_argument() {
    refused(
        "table-undecided",
        "id;revenue,loyalty\nA1;100,10\n",
        "accounts.csv:1: the header row has as many `,` as `;`\n  \
         help: say which one separates the columns: --delimiter",
    );
}

#[test]
fn quotes_over_lines_are_read_and_counted() {
    let table = "id,\"name\",revenue,loyalty\nA1,\"two\nlines, a \"\"quote\"\"\",100,10\nB2,x,oops,1\n";
    refused(
        "table-quotes",
        table,
        "accounts.csv:4: column `revenue` cannot be `oops`\n  \
         expected: a finite number, an empty cell, `unknown` or `not applicable`\n  found: oops",
    );
}

#[test]
fn lines_are_counted_with_windows_line_ends_and_empty_lines_too() {
    for (name, table, line) in [
        (
            "table-lines-windows",
            "id,revenue,loyalty\r\nA1,1,1\r\nB2,oops,1\r\n",
            3,
        ),
        (
            "table-lines-empty",
            "id,revenue,loyalty\n\nA1,1,1\n\n\nB2,oops,1",
            6,
        ),
        (
            "table-lines-both",
            "\r\nid,revenue,loyalty\r\n\r\nA1,\"1\r\n\",1\r\nB2,oops,1\r\n",
            6,
        ),
        (
            "table-lines-one-cell",
            "\u{FEFF}\n\nid,revenue,loyalty\n\"B\n2\",oops,1\n",
            4,
        ),
    ] {
        refused(
            name,
            table,
            &format!(
                "accounts.csv:{line}: column `revenue` cannot be `oops`\n  \
                 expected: a finite number, an empty cell, `unknown` or `not applicable`\n  found: oops"
            ),
        );
    }
}

#[test]
fn lines_are_counted_far_into_a_long_table() {
    let table = format!(
        "id,revenue,loyalty\r\n{}X,oops,1\r\n",
        "A,1,1\r\n\r\n".repeat(40_000)
    );
    let folder = Folder::new("table-lines-long")
        .with("model.json", MODEL)
        .with("accounts.csv", table);
    let run = folder.run(SCORE);
    assert!(run.stderr.starts_with("accounts.csv:80002: "), "{}", run.stderr);
}

#[test]
fn latin_1_is_refused_by_name_and_read_on_demand() {
    let table = b"id,name,revenue,loyalty\nA1,plain,1,1\nB2,M\xFCller,100,10\n";
    refused(
        "table-latin-1",
        table,
        "accounts.csv:3: the byte 0xFC in column `name` is not UTF-8\n  \
         help: save the table as UTF-8, or give --encoding latin-1",
    );
    let folder = Folder::new("table-latin-1-read")
        .with("model.json", MODEL)
        .with("accounts.csv", table);
    let csv = folder.run(&format!("{SCORE} --encoding latin-1")).done();
    assert!(csv.contains("1,B2,Müller,10,"), "{csv}");
}

#[test]
fn utf_16_is_named() {
    refused(
        "table-utf-16",
        b"\xFF\xFEi\0d\0",
        "accounts.csv: the text is UTF-16\n  help: save it as UTF-8",
    );
}

#[test]
fn empty_files_and_empty_tables() {
    refused("table-empty", "", "accounts.csv: the input is empty");
    refused("table-blank", "\n\n", "accounts.csv: the table has no header row");
    assert_eq!(scores("table-no-rows", "id,revenue,loyalty\n"), [""; 0]);
}

#[test]
fn a_directory_and_a_missing_file() {
    let folder = Folder::new("table-directory").with("model.json", MODEL);
    std::fs::create_dir(folder.path().join("accounts.csv")).unwrap();
    folder.refuses(SCORE, "accounts.csv: this is a directory, where a file is due");
    folder.refuses("score no.csv --model model.json", "no.csv: there is no such file");
}

#[test]
fn repeated_headers_and_ragged_rows() {
    refused(
        "table-repeated",
        "id,revenue,loyalty, revenue\n",
        "accounts.csv:1: the header `revenue` stands over two columns (2 and 4)",
    );
    refused(
        "table-ragged",
        "id,revenue,loyalty\nA1,1,1\nB2,1\n",
        "accounts.csv:3: the row has 2 cells where the header has 3",
    );
}

#[test]
fn cells_that_are_no_finite_numbers() {
    for (name, cell) in [
        ("table-nan", "NaN"),
        ("table-inf", "-inf"),
        ("table-huge", "1e999"),
        ("table-hex", "0x10"),
    ] {
        refused(
            name,
            format!("id,revenue,loyalty\nA1,{cell},1\n"),
            &format!(
                "accounts.csv:2: column `revenue` cannot be `{cell}`\n  \
                 expected: a finite number, an empty cell, `unknown` or `not applicable`\n  found: {cell}"
            ),
        );
    }
}

#[test]
fn the_four_states() {
    let table = "id,revenue,loyalty\nA1,100,\nB2,100,unknown\nC3,100,N/A\nD4,100,not applicable\n";
    let folder = Folder::new("table-states")
        .with("model.json", MODEL)
        .with("accounts.csv", table);
    let reply = folder
        .run("score accounts.csv --model model.json --format json")
        .done();
    let reply: serde_json::Value = serde_json::from_str(&reply).unwrap();
    let facts: Vec<String> = reply["answer"]["accounts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|account| {
            format!(
                "{} {}",
                account["account_id"], account["contributions"][1]["fact"]["state"]
            )
        })
        .collect();
    assert_eq!(
        facts,
        [
            r#""A1" "missing""#,
            r#""B2" "unknown""#,
            r#""C3" "not_applicable""#,
            r#""D4" "not_applicable""#
        ]
    );
}

#[test]
fn decimal_commas_need_the_word() {
    let table = "id;revenue;loyalty\nA1;12,5;10\n";
    refused(
        "table-comma",
        table,
        "accounts.csv:2: column `revenue` cannot be `12,5`\n  \
         expected: a finite number, an empty cell, `unknown` or `not applicable`\n  found: 12,5\n  \
         help: a decimal comma needs --decimal ,; separators of thousands are not read",
    );
    assert_eq!(
        scores_with("table-comma-read", table, "--decimal ,"),
        ["A1 5.625"]
    );
    refused(
        "table-thousands",
        "id,revenue,loyalty\nA1,\"1,000.50\",10\n",
        "accounts.csv:2: column `revenue` cannot be `1,000.50`\n  \
         expected: a finite number, an empty cell, `unknown` or `not applicable`\n  found: 1,000.50\n  \
         help: a decimal comma needs --decimal ,; separators of thousands are not read",
    );
}

#[test]
fn compressed_tables() {
    let table = b"id,revenue,loyalty\nA1,100,10\n";
    let packed = gzip(table);
    assert_eq!(scores("table-gzip", &packed), ["A1 10"]);
    assert_eq!(
        scores("table-gzip-twice", [packed.clone(), gzip(b"B2,0,0\n")].concat()),
        ["A1 10", "B2 0"]
    );
    refused(
        "table-gzip-cut",
        &packed[..packed.len() - 4],
        "accounts.csv: the gzip stream is damaged, cut off, or followed by other bytes",
    );
    refused(
        "table-gzip-garbage",
        [packed.as_slice(), b"garbage"].concat(),
        "accounts.csv: the gzip stream is damaged, cut off, or followed by other bytes",
    );
}

#[test]
fn an_open_quote_does_not_swallow_the_file() {
    let table = format!("id,revenue,loyalty\nA1,\"1,1\n{}", "B2,1,1\n".repeat(1 << 18));
    refused(
        "table-open-quote",
        table,
        "accounts.csv: a row is longer than the limit of 1 MiB (is a quote not closed?)",
    );
}

#[test]
fn standard_input_is_called_so() {
    let folder = Folder::new("table-stdin").with("model.json", MODEL);
    let csv = folder
        .run_on(
            "score - --model model.json --format csv",
            b"id,revenue,loyalty\nA1,100,10\n",
        )
        .done();
    assert!(csv.contains("1,A1,,10,"), "{csv}");
    let run = folder.run_on("score - --model model.json", b"id,revenue,loyalty\nA1,?,10\n");
    assert!(
        run.stderr
            .starts_with("<stdin>:2: column `revenue` cannot be `?`"),
        "{}",
        run.stderr
    );
}
