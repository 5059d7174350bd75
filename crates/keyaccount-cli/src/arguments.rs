//! What can be said on the command line.

use std::path::PathBuf;

use clap::builder::PossibleValue;
use clap::{Args, Parser, Subcommand, ValueEnum};
use keyaccount::lint::{Mode, Severity};
use keyaccount::quantity::{Date, Weight};

use crate::input::Source;
use crate::output::Format;

/// What `accounts --help` says about its map.
const ABOUT_THE_MAP: &str = r#"The map names the columns:
  account   = "ResellerKey"
  date      = "OrderDate"
  revenue   = "SalesAmount"
  currency  = "USD"

and, where the table has more:
  order     = "SalesOrderNumber"
  unit_cost = "StandardCost"       # these two, or one column: cost = "..."
  quantity  = "OrderQuantity"
  name      = { file = "resellers.csv", key = "ResellerKey", column = "ResellerName" }
  category  = { file = "products.csv", key = "ProductKey", column = "Category" }

A name or category is a column, or stands in another table that shares the column `key`; the file is
relative to the map. For unusual tables: date_format = "%d.%m.%Y", delimiter, decimal, encoding."#;

/// What `score --help` says about its table.
const ABOUT_THE_TABLE: &str = "\
The columns of the table:
  score        the points after gates; everybody starts at the lower end of the scale
  between      the lowest and the highest score that open facts (missing or unknown) could lead to
  known        how much of the weight rests on known facts
  side         in: selected, out: not selected
  to the line  the points that the account can lose before it drops out; with a minus, those that it
               needs to come in
  firm         whether no open fact, of this account or another, can change the side
  made of      the three criteria that give most: points of the most that each can give
  gates        the gates that exclude, hold or flag the account, with their reason

The line is the score that an account outside has to reach to come in. With --top or --threshold the
table shows the selected accounts and the ten next ones.";

/// Key account management on the command line
///
/// Exit codes: 0 done, 1 findings, 2 unusable input or arguments, or output that cannot be written, 3 a fault of the program itself.
#[derive(Debug, Parser)]
#[command(name = "keyaccount", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What is to be done.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Review(ReviewArguments),
    Score(ScoreArguments),
    Check(CheckArguments),
    Diff(DiffArguments),
    Explain(ExplainArguments),
    Accounts(AccountsArguments),
    Operations(OperationsArguments),
    Call(CallArguments),
}

/// Review a portfolio: who is key and why, who just missed it, what the largest loss would do, what the plans lack
///
/// Exits with 0 even where plans have errors; `keyaccount check` is the command that fails on them. As a table it is the
/// whole review, as JSON the reply of the operation review.pack; as CSV it is one row for each key account and each
/// account that just missed it: rank, id, name, tier, selected, score, margin, firm, reason.
#[derive(Debug, Args)]
pub(crate) struct ReviewArguments {
    /// The portfolio; `-` for standard input
    #[arg(value_name = "PORTFOLIO.json")]
    pub(crate) portfolio: Source,
    #[command(flatten)]
    pub(crate) as_of: AsOfArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// List the operations with the question that each answers
#[derive(Debug, Args)]
pub(crate) struct OperationsArguments {
    /// Print the JSON Schema of request and reply of this operation instead
    #[arg(long, value_name = "OPERATION")]
    pub(crate) schema: Option<String>,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// Run one operation on a JSON request and print the reply text, nothing else
#[derive(Debug, Args)]
pub(crate) struct CallArguments {
    /// The name of the operation, such as score.run
    #[arg(value_name = "OPERATION")]
    pub(crate) operation: String,
    /// The file that holds the request
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub(crate) request: Source,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Summarise transaction lines into one row per account
///
/// `accounts --format csv` feeds `score -`. A text that a spreadsheet would take for a formula (it begins with =, +, -
/// or @) gets a ' before it in the CSV, which `score` takes away again.
#[derive(Debug, Args)]
#[command(after_long_help = ABOUT_THE_MAP)]
#[command(mut_arg("as_of", |day| day.help("The day to look from, like 2026-03-31 [default: today in UTC]")))]
pub(crate) struct AccountsArguments {
    /// The table of transaction lines, plain or gzip; `-` for standard input
    #[arg(value_name = "TRANSACTIONS.csv")]
    pub(crate) transactions: Source,
    /// The file that names the columns
    #[arg(long, value_name = "MAP.toml")]
    pub(crate) map: PathBuf,
    #[command(flatten)]
    pub(crate) as_of: AsOfArguments,
    #[command(flatten)]
    pub(crate) table: TableArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// Score a table with one row per account
///
/// A criterion takes its values from the column with its name; --column names another. In a cell, nothing means
/// missing; the words `unknown` and `not applicable` (or `n/a`) stand for themselves. A ' before an id or a name that
/// begins with =, +, - or @ is taken away: `accounts --format csv` puts it there against spreadsheets that would take
/// the text for a formula, as `score --format csv` does.
///
/// `--why A` says in words what the score of account A is made of and what would lift it into the next band, `--why A B`
/// why A stands above B. `--what-if growth=40` scores once more with that weight
/// of a criterion, or of a group that has one.
#[derive(Debug, Args)]
#[command(override_usage = "keyaccount score <TABLE.csv> --model <MODEL> [OPTIONS]")]
#[command(after_long_help = ABOUT_THE_TABLE)]
pub(crate) struct ScoreArguments {
    /// The table of accounts, plain or gzip; `-` for standard input
    #[arg(value_name = "TABLE.csv")]
    pub(crate) accounts: Source,
    /// The score model: a file, or the name of a ready model such as ranking-1-to-10
    #[arg(long, value_name = "MODEL")]
    pub(crate) model: Source,
    /// The column of a criterion, where it is not called like the criterion; nothing behind the sign: there is none, so
    /// that the criterion counts as missing for every account; may be repeated
    #[arg(long = "column", value_name = "CRITERION=HEADER", value_parser = column)]
    pub(crate) columns: Vec<(String, Option<String>)>,
    /// The column of the ids
    #[arg(long, value_name = "HEADER", default_value = "id")]
    pub(crate) id: String,
    /// The column of the names [default: `name`, where there is one]
    #[arg(long, value_name = "HEADER")]
    pub(crate) name: Option<String>,
    /// Select this many accounts from the top
    #[arg(long, value_name = "COUNT")]
    pub(crate) top: Option<u32>,
    /// Select the accounts with at least this score
    #[arg(long, value_name = "SCORE", allow_negative_numbers = true)]
    pub(crate) threshold: Option<f64>,
    /// Explain the account with this id; with a second id, why the first stands above the second
    #[arg(long, value_name = "ID", num_args = 1..=2, conflicts_with_all = ["what_if", "top", "threshold"])]
    pub(crate) why: Vec<String>,
    /// Score with another weight as well and show who moves; may be repeated
    #[arg(long, value_name = "CRITERION=WEIGHT", value_parser = weight)]
    pub(crate) what_if: Vec<(String, Weight)>,
    #[command(flatten)]
    pub(crate) table: TableArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// Check account plans and print what they lack
///
/// Exits with 1 when a finding is at or above the level of --fail-on. Text that is no JSON object exits with 2, and
/// --output is then not written.
///
/// `--fix` mends the files and prints what is left. Every byte outside the mended values stays as it was; a file that
/// changes while it is checked is not written. `--diff` exits with 1 where something would change.
#[derive(Debug, Args)]
pub(crate) struct CheckArguments {
    /// The plans and portfolios: files, directories of *.json, or `-` for standard input
    #[arg(value_name = "PLAN.json", required = true)]
    pub(crate) plans: Vec<Source>,
    /// The portfolio in which the accounts of the plans stand
    #[arg(long, value_name = "PORTFOLIO.json")]
    pub(crate) portfolio: Option<Source>,
    /// For whom the findings are: editor, ci, or a gate: gate:G1, gate:G2-approve, gate:G2-launch, gate:G3, gate:G4,
    /// gate:G5, gate:G6
    #[arg(long, value_name = "MODE", default_value = "ci")]
    pub(crate) mode: Mode,
    /// The mildest severity that counts as a failure [default: as the configuration says, else error]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) fail_on: Option<FailOn>,
    #[command(flatten)]
    pub(crate) rules: RulesArguments,
    /// Suppressions beside the plans: a JSON file with a list `suppressions`
    #[arg(long, value_name = "FILE")]
    pub(crate) suppressions: Option<Source>,
    /// The findings that were there when checking began [default: as the configuration says]
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Take the findings that are gone out of the baseline
    #[arg(long)]
    pub(crate) update_baseline: bool,
    /// Take the findings that are there into the baseline, with this reason; the file is made where there is none
    #[arg(long, value_name = "REASON")]
    pub(crate) accept_new: Option<String>,
    /// Apply the fixes that need no thought, and write the files
    #[arg(long, group = "mending")]
    pub(crate) fix: bool,
    /// Print what --fix would change as a unified diff, and write nothing
    #[arg(long, group = "mending", conflicts_with = "format")]
    pub(crate) diff: bool,
    /// With --fix or --diff: take the fixes along that change what a plan says
    #[arg(long, requires = "mending")]
    pub(crate) unsafe_fixes: bool,
    #[command(flatten)]
    pub(crate) as_of: AsOfArguments,
    /// How the findings are written
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: CheckFormat,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// Each with the lines of the file that it speaks of
    Table,
    /// One line each, with the help below
    Concise,
    /// The replies of the operation
    Json,
    /// SARIF 2.1.0 for code scanning services
    Sarif,
    /// Commands that mark lines in a pipeline of GitHub Actions
    Github,
    /// XML as `JUnit` writes it, for a pipeline
    Junit,
    /// A summary in Markdown
    Markdown,
    /// Comma-separated values for a spreadsheet or a pipe
    Csv,
}

/// Which rules count, and how.
#[derive(Debug, Args)]
pub(crate) struct RulesArguments {
    /// A configuration in TOML or JSON; may be repeated, the least important first [default: keyaccount.toml in the
    /// current directory, where there is one]
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Vec<PathBuf>,
    /// Read no configuration
    #[arg(long, conflicts_with = "config")]
    pub(crate) no_config: bool,
}

/// Explain a rule: what it judges, what it is set to, and who decided so
#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The code of the rule, such as KA-652
    #[arg(value_name = "CODE")]
    pub(crate) code: String,
    /// For accounts of this tier: strategic, key, incubator, standard
    #[arg(long, value_name = "TIER")]
    pub(crate) tier: Option<String>,
    /// For customers or for suppliers
    #[arg(long, value_name = "ORIENTATION")]
    pub(crate) orientation: Option<String>,
    /// For accounts in this state, such as execution
    #[arg(long, value_name = "STATE")]
    pub(crate) state: Option<String>,
    #[command(flatten)]
    pub(crate) rules: RulesArguments,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// Compare two versions of an account plan by their entities
///
/// Entities are matched by id, wherever they stand; the order of lists does not matter. The last line says whether what
/// the parties agreed is another. Exits with 0 whether or not the versions differ.
#[derive(Debug, Args)]
pub(crate) struct DiffArguments {
    /// The earlier version; `-` for standard input
    #[arg(value_name = "OLD.json")]
    pub(crate) before: Source,
    /// The later version; `-` for standard input
    #[arg(value_name = "NEW.json")]
    pub(crate) after: Source,
    #[command(flatten)]
    pub(crate) output: OutputArguments,
}

/// How and where results are written.
#[derive(Debug, Args)]
pub(crate) struct OutputArguments {
    /// How the result is written
    #[arg(long, value_enum, default_value = "table")]
    pub(crate) format: Format,
    /// Write to this file instead of standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// From which day a command looks.
#[derive(Debug, Args)]
pub(crate) struct AsOfArguments {
    /// The day to look from, like 2026-03-31 [default: the document's day, else today in UTC]
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
}

/// How a table of comma-separated values is read, where it is not as usual.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Args)]
pub(crate) struct TableArguments {
    /// The character between cells, or `tab` [default: as the header row shows]
    #[arg(long, value_name = "CHARACTER", value_parser = delimiter)]
    pub(crate) delimiter: Option<u8>,
    /// The decimal mark of numbers, `.` or `,` [default: .]
    #[arg(long, value_name = "CHARACTER", value_parser = decimal_mark)]
    pub(crate) decimal: Option<char>,
    /// The encoding of the text [default: utf-8]
    #[arg(long, value_enum)]
    pub(crate) encoding: Option<Encoding>,
}

impl TableArguments {
    /// Returns these arguments, and `others` where these say nothing.
    pub(crate) fn or(self, others: Self) -> Self {
        Self {
            delimiter: self.delimiter.or(others.delimiter),
            decimal: self.decimal.or(others.decimal),
            encoding: self.encoding.or(others.encoding),
        }
    }
}

/// The mildest severity that counts as a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FailOn(pub(crate) Severity);

impl ValueEnum for FailOn {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self(Severity::Hint),
            Self(Severity::Info),
            Self(Severity::Warning),
            Self(Severity::Error),
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self.0 {
            Severity::Hint => "hint",
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }))
    }
}

/// How bytes stand for characters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Encoding {
    /// UTF-8
    #[default]
    #[value(name = "utf-8", alias = "utf8")]
    Utf8,
    /// Latin-1 as spreadsheets write it (windows-1252)
    #[value(name = "latin-1", aliases = ["latin1", "windows-1252", "iso-8859-1"])]
    Latin1,
}

/// Returns the delimiter that `text` names.
pub(crate) fn delimiter(text: &str) -> Result<u8, String> {
    match text.as_bytes() {
        [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r') => Ok(*byte),
        b"tab" | b"\\t" => Ok(b'\t'),
        _ => Err("one ASCII character is due, or `tab`".to_owned()),
    }
}

/// Returns the decimal mark that `text` is.
pub(crate) fn decimal_mark(text: &str) -> Result<char, String> {
    match text {
        "." => Ok('.'),
        "," => Ok(','),
        _ => Err("`.` or `,` is due".to_owned()),
    }
}

fn column(text: &str) -> Result<(String, Option<String>), String> {
    let (criterion, header) = assignment(text).ok_or("CRITERION=HEADER is due")?;
    Ok((criterion, Some(header).filter(|header| !header.is_empty())))
}

fn weight(text: &str) -> Result<(String, Weight), String> {
    let given = assignment(text).filter(|(_, number)| !number.is_empty());
    let (criterion, number) = given.ok_or("CRITERION=WEIGHT is due, such as growth=40")?;
    let number: f64 = number.parse().map_err(|_| format!("`{number}` is no number"))?;
    let weight = Weight::try_from(number).map_err(|error| error.to_string())?;
    Ok((criterion, weight))
}

fn assignment(text: &str) -> Option<(String, String)> {
    let (criterion, value) = text.split_once('=')?;
    let criterion = criterion.trim();
    (!criterion.is_empty()).then(|| (criterion.to_owned(), value.trim().to_owned()))
}
