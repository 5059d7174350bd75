//! Findings as the commands by which a pipeline of GitHub Actions marks lines of files.

use std::fmt::Write as _;

use keyaccount::lint::{Severity, Status};

use super::judged::Judged;

/// Returns one line per finding that counts.
pub(super) fn commands(judged: &[Judged<'_>]) -> String {
    let mut text = String::new();
    for judged in judged {
        let active = judged
            .report()
            .findings
            .iter()
            .filter(|finding| finding.status == Status::Active);
        for finding in active {
            let command = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Info | Severity::Hint => "notice",
            };
            let place = judged.place(finding);
            let mut properties = vec![format!("file={}", property(&place.file))];
            properties.extend(place.line.map(|line| format!("line={line}")));
            properties.extend(place.column.map(|column| format!("col={column}")));
            properties.push(format!(
                "title={}",
                property(&format!("{} {}", finding.code, finding.name))
            ));
            let message = data(&format!("{} {}", finding.message, finding.help));
            let _ = writeln!(text, "::{command} {}::{message}", properties.join(","));
        }
    }
    text
}

/// Returns a message with the characters that end a command written in percent.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Returns a property with the characters that end it written in percent.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        assert_eq!(property("a:b,c\n100 %"), "a%3Ab%2Cc%0A100 %25");
        assert_eq!(data("a: 5 %\r\n::error::x"), "a: 5 %25%0D%0A::error::x");
    }
}
