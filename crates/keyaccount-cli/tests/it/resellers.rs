//! A real wholesaler: 632 resellers, 57,851 lines, from lines to key accounts, against figures computed another way.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use crate::program::{Folder, data_folder};

/// Ten-thousandths of a dollar.
type Amount = i128;

/// What the lines of the twelve months up to 2020-05-31 say about a reseller, added up in whole numbers.
#[derive(Debug, Default, Clone, Copy)]
struct Year {
    revenue: Amount,
    cost: Amount,
}

#[test]
fn resellers_from_lines_to_key_accounts() {
    let Some(data) = data_folder("adventureworks-reseller") else {
        return;
    };
    let data = data.canonicalize().unwrap();
    let folder = folder(&data);
    let lines = data.join("reseller_sales.csv.gz");
    let accounts = format!("accounts {} --map map.toml --as-of 2020-05-31", lines.display());
    let table = folder.run(&accounts).done();
    // The count of accounts and the sum of all lines, 77,548,570.20, as SOURCE.md of the data gives them.
    assert!(
        table.ends_with(
            "632 accounts, 57,851 lines (0 after the day, 0 with negative revenue), orders counted by order number\n\
             last 12 months 35,129,997.32 USD, 12 before 27,126,782.18 USD, earlier 15,291,790.70 USD\n"
        ),
        "{}",
        table.lines().rev().take(3).collect::<Vec<_>>().join("\n")
    );
    assert_eq!(3_512_999_732 + 2_712_678_218 + 1_529_179_070, 7_754_857_020_i64);

    let csv = folder.run(&format!("{accounts} --format csv")).done();
    let years = years(&lines);
    check_rows(&csv, &years);

    let scores = folder
        .run_on("score - --model model.json --format csv --top 10", csv.as_bytes())
        .done();
    let top: Vec<&str> = scores
        .lines()
        .skip(1)
        .take(10)
        .map(|row| row.split(',').nth(1).unwrap())
        .collect();
    assert_eq!(top, top_ten(&years));
    let selected = scores
        .lines()
        .filter(|row| row.contains(",true,within_limits,"))
        .count();
    assert_eq!(selected, 10);
}

/// Returns a folder with the files of docs/examples/resellers and the tables that its map looks names up in.
fn folder(data: &Path) -> Folder {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/examples/resellers");
    let read = |file: &Path| std::fs::read(file).unwrap();
    Folder::new("resellers")
        .with("map.toml", read(&example.join("map.toml")))
        .with("model.json", read(&example.join("model.json")))
        .with("Resellers.csv", read(&data.join("resellers.csv.gz")))
        .with("Product.csv", read(&data.join("products.csv.gz")))
}

/// Reads the lines by hand: no cell of them is quoted, days sort as text.
fn years(file: &Path) -> BTreeMap<String, Year> {
    let mut text = String::new();
    let packed = std::fs::File::open(file).unwrap();
    flate2::read::GzDecoder::new(packed)
        .read_to_string(&mut text)
        .unwrap();
    let mut rows = text.lines();
    assert_eq!(
        rows.next().unwrap().trim_start_matches('\u{FEFF}'),
        "SalesOrderNumber,OrderDate,ProductKey,ResellerKey,EmployeeKey,SalesTerritoryKey,OrderQuantity,UnitPrice,\
         TotalProductCost,SalesAmount,StandardCost"
    );
    let mut years: BTreeMap<String, Year> = BTreeMap::new();
    for row in rows {
        let cells: Vec<&str> = row.split(',').collect();
        let year = years.entry(cells[3].to_owned()).or_default();
        if cells[1] > "2019-05-31" && cells[1] <= "2020-05-31" {
            year.revenue += amount(cells[9]);
            year.cost += amount(cells[10]) * cells[6].parse::<Amount>().unwrap();
        }
    }
    years
}

fn amount(text: &str) -> Amount {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{decimals:0<4}").parse().unwrap()
}

fn float(amount: Amount) -> f64 {
    amount.to_string().parse::<f64>().unwrap() / 1e4
}

/// Checks revenue and margin of every reseller to the cent.
fn check_rows(csv: &str, years: &BTreeMap<String, Year>) {
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let headers = rows.headers().unwrap().clone();
    let at = |name: &str| headers.iter().position(|header| header == name).unwrap();
    let (revenue, margin) = (at("revenue_last_12_months"), at("gross_margin_last_12_months"));
    let mut seen = 0;
    for row in rows.records() {
        let row = row.unwrap();
        let year = years[&row[0]];
        assert_eq!(amount(&row[revenue]), year.revenue, "{row:?}");
        if !row[margin].is_empty() && &row[margin] != "n/a" {
            assert_eq!(amount(&row[margin]), year.revenue - year.cost, "{row:?}");
            seen += 1;
        }
    }
    assert!(seen > 400, "margins of {seen} resellers only");
    assert_eq!(csv.lines().count(), years.len() + 1);
}

/// Scores by the formula of a weighted sum, with floats of its own.
fn top_ten(years: &BTreeMap<String, Year>) -> Vec<&str> {
    let score = |year: &Year| {
        let (revenue, cost) = (float(year.revenue), float(year.cost));
        let margin = if revenue > 0.0 {
            (revenue - cost) / revenue
        } else {
            -0.5
        };
        7.0 * revenue / 600_000.0 + 3.0 * (margin.clamp(-0.5, 0.5) + 0.5)
    };
    let mut ranked: Vec<(&str, f64)> = years
        .iter()
        .map(|(id, year)| (id.as_str(), score(year)))
        .collect();
    ranked.sort_by(|one, other| other.1.total_cmp(&one.1));
    ranked.into_iter().take(10).map(|(id, _)| id).collect()
}
