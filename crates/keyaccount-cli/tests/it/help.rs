//! What the program says about itself.

use crate::program::Folder;

#[test]
fn the_commands_are_listed() {
    let help = Folder::new("help").run("--help").done();
    let expected = "Key account management on the command line\n\n\
        Exit codes: 0 done, 1 findings, 2 unusable input or arguments, or output that cannot be written, 3 a\n\
        fault of the program itself.\n\n\
        Usage: keyaccount <COMMAND>\n";
    assert!(help.starts_with(expected), "{help}");
    for command in ["accounts", "call", "operations", "score"] {
        assert!(help.contains(&format!("\n  {command} ")), "{help}");
        let help = Folder::new("help-of").run(&format!("{command} --help")).done();
        assert!(help.contains(&format!("Usage: keyaccount {command} ")), "{help}");
    }
}

#[test]
fn wrong_arguments_exit_with_2() {
    let folder = Folder::new("help-wrong");
    for arguments in [
        "",
        "scor",
        "score",
        "score a.csv --model m.json --format xml",
        "operations --schem x",
    ] {
        let run = folder.run(arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""), "{arguments}");
        assert!(
            run.stderr.contains("--help") || run.stderr.contains("Usage: keyaccount"),
            "{}",
            run.stderr
        );
    }
}

/// An option with one or two ids before the table would take the table for an id.
#[test]
fn the_usage_of_score_can_be_typed_so() {
    let folder = Folder::new("help-usage");
    for arguments in [
        "score a.csv --model m.json --why A1 --top 1",
        "score --model m.json --why A1 a.csv",
    ] {
        let run = folder.run(arguments);
        assert_eq!(run.code, Some(2));
        assert!(
            run.stderr
                .contains("\nUsage: keyaccount score <TABLE.csv> --model <MODEL> [OPTIONS]\n"),
            "{}",
            run.stderr
        );
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    let version = Folder::new("help-version").run("--version").done();
    assert_eq!(version, format!("keyaccount {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn days_are_written_in_one_way() {
    let folder = Folder::new("help-day").with("map.toml", "");
    let run = folder.run("accounts x.csv --map map.toml --as-of 31.12.2025");
    assert_eq!(run.code, Some(2));
    assert!(
        run.stderr
            .contains("date must be a day of the calendar, written YYYY-MM-DD (got 31.12.2025)"),
        "{}",
        run.stderr
    );
}

/// Checks that the help of a command says all of `words`, wherever its lines break.
#[track_caller]
fn helps(command: &str, words: &[&str]) {
    let help = Folder::new(&format!("help-words-{command}"))
        .run(&format!("{command} --help"))
        .done();
    let help: Vec<&str> = help.split_whitespace().collect();
    let help = help.join(" ");
    for words in words {
        assert!(help.contains(words), "{words:?} is not in {help}");
    }
}

#[test]
fn the_help_of_a_command_is_true_of_it() {
    helps(
        "accounts",
        &[
            "2026-03-31 [default: today in UTC]",
            "which `score` takes away again",
        ],
    );
    helps(
        "score",
        &[
            "begins with =, +, - or @ is taken away",
            "nothing behind the sign: there is none",
            "known how much of the weight rests on known facts",
            "firm whether no open fact",
            "The line is the score that an account outside has to reach",
            "the selected accounts and the ten next ones",
        ],
    );
    helps(
        "review",
        &[
            "[default: the document's day, else today in UTC]",
            "Exits with 0 even where plans have errors",
            "score, margin, firm, reason.",
        ],
    );
    helps(
        "check",
        &[
            "gate:G1, gate:G2-approve, gate:G2-launch, gate:G3, gate:G4, gate:G5, gate:G6",
            "Every byte outside the mended values stays as it was",
            "`--diff` exits with 1 where something would change",
        ],
    );
    helps("diff", &["Exits with 0 whether or not the versions differ"]);
}
