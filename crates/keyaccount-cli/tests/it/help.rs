//! What the program says about itself.

use crate::program::Folder;

#[test]
fn the_commands_are_listed() {
    let help = Folder::new("help").run("--help").done();
    let expected = "Key account management on the command line\n\n\
        Exit codes: 0 done, 1 findings, 2 unusable input or arguments, 3 a fault of the program itself.\n\n\
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
