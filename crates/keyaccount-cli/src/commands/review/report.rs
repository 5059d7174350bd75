//! A review for a screen, and its accounts for a spreadsheet.

use std::fmt::Write;

use keyaccount::account::Tier;
use keyaccount::lint::Severity;
use keyaccount::quantity::{AccountId, Date, Datum, Share};
use keyaccount::review::{
    Driver, KeyAccount, LargestLoss, MissedAccount, PortfolioSummary, ReviewPack, SelectionReview,
};
use keyaccount::value::Concentration;

use crate::failure::Place;
use crate::output::{Cell, Grid, counted, finding, printable, shortened, word, words};

/// Returns the review in sections; `place` says where in its file a pointer into the portfolio points to.
pub(crate) fn text(pack: &ReviewPack, place: impl Fn(&str) -> Place) -> String {
    let mut text = portfolio(&pack.portfolio, pack.as_of);
    if let Some(selection) = &pack.selection
        && pack.portfolio.account_count > 0
    {
        text.push_str(&key_accounts(selection));
    }
    if let Some(loss) = &pack.largest_loss {
        text.push_str(&largest_loss(loss));
    }
    text.push_str(&plans(pack, place));
    text
}

/// Returns the accounts on either side of the line, with all digits.
pub(crate) fn rows(pack: &ReviewPack) -> Grid {
    let mut grid = Grid::new([
        "rank", "id", "name", "tier", "selected", "score", "margin", "firm", "reason",
    ]);
    let exact = |number: Option<f64>| Cell::optional(number, |number| Cell::Number(number.to_string()));
    let yes = |yes: bool| Cell::text(yes.to_string());
    let Some(selection) = &pack.selection else {
        return grid;
    };
    for account in &selection.selected {
        grid.rows.push(vec![
            rank(account.rank),
            Cell::text(account.account_id.as_str()),
            name(account.name.as_deref()),
            tier(account.tier),
            yes(true),
            exact(account.score),
            exact(account.margin),
            yes(account.firm),
            Cell::Empty,
        ]);
    }
    for account in &selection.just_missed {
        grid.rows.push(vec![
            rank(account.rank),
            Cell::text(account.account_id.as_str()),
            name(account.name.as_deref()),
            tier(account.tier),
            yes(false),
            exact(account.score),
            exact(account.margin),
            yes(account.firm),
            Cell::text(word(&account.reason)),
        ]);
    }
    grid
}

fn portfolio(summary: &PortfolioSummary, as_of: Date) -> String {
    let mut text = format!("{}, as of {as_of}\n", printable(&summary.name));
    if let Some(note) = &summary.note {
        let _ = writeln!(text, "{}", printable(note));
    }
    if summary.account_count == 0 {
        text.push_str("\nno accounts\n");
        return text;
    }
    let mut grid = Grid::new(["tier", "accounts", "revenue", "share"]);
    for row in &summary.tiers {
        grid.rows.push(vec![
            Cell::text(row.tier.map_or_else(|| "none".to_owned(), |tier| word(&tier))),
            Cell::Number(row.account_count.to_string()),
            Cell::datum(row.revenue, |money| Cell::money(&money)),
            share(row.revenue_share),
        ]);
    }
    let revenue = match &summary.revenue {
        Datum::Value(money) => {
            let unknown = match summary.account_count - summary.revenue_known_count {
                0 => String::new(),
                unknown => format!(" (not known for {unknown})"),
            };
            format!(
                "revenue {} {}{unknown}",
                Cell::money(money),
                money.currency.code()
            )
        }
        _ => "revenue not known".to_owned(),
    };
    let accounts = counted(summary.account_count, "account");
    let _ = write!(text, "\n{}\n{accounts}, {revenue}\n", grid.to_table());
    if let Datum::Value(concentration) = &summary.concentration {
        let _ = writeln!(text, "{}", spread(concentration));
    }
    text
}

fn spread(concentration: &Concentration) -> String {
    // The largest five of three accounts are all of them: nothing to say.
    let parts = concentration
        .top_shares
        .iter()
        .filter(|top| top.account_count < concentration.account_count);
    let parts = parts.map(|top| {
        let share = Cell::percent(top.share.get());
        match top.account_count {
            1 => format!("the largest account brings {share}"),
            count => format!("the largest {count} {share}"),
        }
    });
    let mut texts: Vec<String> = parts.collect();
    texts.push(format!(
        "as concentrated as {:.1} equal accounts (HHI {:.0} points)",
        concentration.effective_account_count, concentration.hhi_points,
    ));
    texts.join(", ")
}

fn key_accounts(selection: &SelectionReview) -> String {
    let top = selection.policy.top.map(|top| format!("the best {top}"));
    let threshold = selection
        .policy
        .threshold
        .map(|score| format!("a score of at least {}", score.get()));
    let limits: Vec<String> = [top, threshold].into_iter().flatten().collect();
    let mut text = heading(&format!(
        "Key accounts: {} by {} ({})",
        limits.join(", with "),
        printable(&selection.model_name),
        selection.model_id
    ));
    let mut grid = Grid::new([
        "rank",
        "account",
        "name",
        "tier",
        "score",
        "between",
        "to the line",
        "firm",
        "revenue",
        "share",
        "strong in",
    ]);
    grid.rows.extend(selection.selected.iter().map(key_account));
    text.push_str(&grid.without_empty_columns().to_table());
    if !selection.just_missed.is_empty() {
        text.push_str(&heading("Just missed"));
        let mut grid = Grid::new([
            "rank",
            "account",
            "name",
            "tier",
            "score",
            "to the line",
            "firm",
            "reason",
            "loses most in",
        ]);
        grid.rows.extend(selection.just_missed.iter().map(missed_account));
        text.push_str(&grid.without_empty_columns().to_table());
    }
    if !selection.tier_mismatches.is_empty() {
        text.push_str(&heading("Tier and selection disagree"));
        let mut grid = Grid::new(["account", "name", "tier", "selected"]);
        grid.rows.extend(selection.tier_mismatches.iter().map(|account| {
            vec![
                Cell::label(account.account_id.as_str()),
                Cell::label(account.name.as_deref().unwrap_or_default()),
                tier(account.tier),
                yes(account.selected),
            ]
        }));
        text.push_str(&grid.to_table());
    }
    text
}

fn key_account(account: &KeyAccount) -> Vec<Cell> {
    let span = account.score_low.zip(account.score_high);
    vec![
        rank(account.rank),
        Cell::label(account.account_id.as_str()),
        Cell::label(account.name.as_deref().unwrap_or_default()),
        tier(account.tier),
        score(account.score),
        Cell::span(span),
        score(account.margin),
        yes(account.firm),
        Cell::datum(account.revenue, |money| Cell::money(&money)),
        share(account.revenue_share),
        Cell::text(drivers(&account.strengths, |driver| {
            format!("{:.2} of {:.2}", driver.points, driver.points_at_best)
        })),
    ]
}

fn missed_account(account: &MissedAccount) -> Vec<Cell> {
    vec![
        rank(account.rank),
        Cell::label(account.account_id.as_str()),
        Cell::label(account.name.as_deref().unwrap_or_default()),
        tier(account.tier),
        score(account.score),
        score(account.margin),
        yes(account.firm),
        Cell::text(words(&account.reason)),
        Cell::text(drivers(&account.gaps, |driver| {
            format!("{:.2}", driver.points_at_best - driver.points)
        })),
    ]
}

fn largest_loss(loss: &LargestLoss) -> String {
    let impact = &loss.impact;
    let mut text = heading(&format!(
        "If {} left",
        label(&loss.account_id, loss.name.as_deref())
    ));
    let mut grid = Grid::new(["", ""]);
    let mut row = |words: &str, cell: Cell| grid.rows.push(vec![Cell::text(words), cell]);
    row(
        "revenue lost",
        Cell::datum(impact.revenue_lost.amount, |money| Cell::money(&money)),
    );
    row("share of revenue", share(impact.share_lost));
    row(
        "gross margin lost",
        Cell::datum(impact.gross_margin_lost.amount, |money| Cell::money(&money)),
    );
    row(
        "the rest must grow by",
        Cell::datum(impact.replacement_growth_ratio, Cell::percent),
    );
    row(
        "average accounts to make up",
        Cell::datum(impact.equivalent_account_count, |count| Cell::rounded(count, 1)),
    );
    row("HHI points before", hhi(&impact.concentration.before));
    row("HHI points after", hhi(&impact.concentration.after));
    text.push_str(&grid.to_rows());
    for note in &impact.notes {
        let _ = writeln!(text, "note: {}", words(note));
    }
    text
}

fn hhi(concentration: &Datum<Concentration>) -> Cell {
    Cell::datum(concentration.as_ref(), |concentration| {
        Cell::rounded(concentration.hhi_points, 0)
    })
}

fn plans(pack: &ReviewPack, place: impl Fn(&str) -> Place) -> String {
    let mut text = heading("What the plans lack");
    if pack.plans.is_empty() && pack.key_accounts_without_plan.is_empty() {
        text.push_str("no plans\n");
    }
    for plan in &pack.plans {
        let id = plan
            .plan_id
            .as_ref()
            .map_or_else(|| format!("plan {}", plan.index + 1), ToString::to_string);
        let account = plan.account_id.as_ref().map_or_else(String::new, |id| {
            format!(" of {}", label(id, plan.account_name.as_deref()))
        });
        let counts: Vec<String> = Severity::ALL
            .iter()
            .rev()
            .filter_map(|severity| match plan.report.summary.count(*severity) {
                0 => None,
                count => Some(counted(count, &word(severity))),
            })
            .collect();
        let counts = if counts.is_empty() {
            "nothing".to_owned()
        } else {
            counts.join(", ")
        };
        let _ = writeln!(text, "{}{account}: {counts}", printable(&id));
        for found in &plan.report.findings {
            let place = place(&format!("/plans/{}{}", plan.index, found.path));
            text.push_str(&finding(&place, found));
        }
    }
    if !pack.key_accounts_without_plan.is_empty() {
        let ids: Vec<&str> = pack
            .key_accounts_without_plan
            .iter()
            .map(AccountId::as_str)
            .collect();
        let _ = writeln!(text, "no plan at all: {}", printable(&ids.join(", ")));
    }
    text
}

fn heading(words: &str) -> String {
    format!("\n{words}\n\n")
}

fn label(id: &AccountId, name: Option<&str>) -> String {
    match name {
        Some(name) => format!("{} ({})", printable(&shortened(name)), printable(id.as_str())),
        None => printable(id.as_str()),
    }
}

fn drivers(drivers: &[Driver], figure: impl Fn(&Driver) -> String) -> String {
    let texts = drivers
        .iter()
        .map(|driver| format!("{} {}", shortened(&driver.name), figure(driver)));
    texts.collect::<Vec<_>>().join(", ")
}

fn rank(rank: Option<u32>) -> Cell {
    Cell::optional(rank, |rank| Cell::Number(rank.to_string()))
}

fn name(name: Option<&str>) -> Cell {
    Cell::text(name.unwrap_or_default())
}

fn tier(tier: Option<Tier>) -> Cell {
    Cell::optional(tier, |tier| Cell::text(word(&tier)))
}

fn score(score: Option<f64>) -> Cell {
    Cell::optional(score, |score| Cell::rounded(score, 2))
}

fn share(share: Datum<Share>) -> Cell {
    Cell::datum(share.map(Share::get), Cell::percent)
}

fn yes(yes: bool) -> Cell {
    Cell::text(if yes { "yes" } else { "no" })
}
