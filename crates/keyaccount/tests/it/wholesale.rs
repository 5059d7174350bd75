//! UCI wholesale customers: one year of 440 clients of a distributor.

use keyaccount::quantity::{AccountId, Datum, Money};
use keyaccount::value::{AccountAmount, concentration};

use crate::data;

/// Figures computed with Python's `fractions` (shares as exact fractions, Gini by ranks) from the row sums of pandas; the
/// HHI also with pandas' floats.
#[test]
fn concentration_agrees_with_exact_fractions() {
    let Some(mut table) = data::table("uci-wholesale-customers/wholesale_customers.csv.gz") else {
        return;
    };
    let mut clients = Vec::new();
    for (row, record) in table.records().enumerate() {
        let record = record.unwrap();
        let spend: i64 = record
            .iter()
            .skip(2)
            .map(|cell| cell.parse::<i64>().unwrap())
            .sum();
        let id: AccountId = format!("client {}", row + 1).try_into().unwrap();
        clients.push((id, Money::parse(&spend.to_string(), "EUR").unwrap()));
    }
    let accounts: Vec<_> = clients
        .iter()
        .map(|(id, amount)| AccountAmount { id, amount: *amount })
        .collect();
    let spread = concentration(&accounts).unwrap();

    assert_eq!(spread.account_count, 440);
    assert_eq!(spread.total.to_string(), "14619500.00 EUR");
    close(spread.hhi, 0.003_699_544_756_884_669);
    close(spread.effective_account_count, 270.303_528_059_513_16);
    close(spread.gini, 0.364_022_237_111_703_2);
    close(value(spread.hhi_normalised), 0.001_430_067_637_879_850_6);
    close(value(spread.gini_corrected), 0.364_851_444_941_115_1);
    let shares: Vec<f64> = spread.top_shares.iter().map(|top| top.share.get()).collect();
    close(shares[0], 0.013_672_902_630_048_908);
    close(shares[1], 0.063_910_393_652_313_69);
    close(shares[2], 0.106_295_495_741_988_45);
    assert_eq!(spread.accounts_for_80_percent, 252);
    assert_eq!(spread.major_accounts, []);
}

/// The largest distance that rounding of some hundred sums explains.
fn close(found: f64, expected: f64) {
    assert!(
        (found / expected - 1.0).abs() < 1e-14,
        "{found} is not {expected}"
    );
}

fn value(figure: Datum<f64>) -> f64 {
    figure.value().copied().unwrap()
}
