//! A finding for a screen.

use anstyle::{AnsiColor, Style};
use keyaccount::lint::{Finding, Severity};

use super::{printable, word};
use crate::failure::Place;

/// Returns the line of a finding with its place, and its help below.
pub(crate) fn finding(place: &Place, finding: &Finding) -> String {
    let place = printable(&place.to_string());
    let style = style(finding.severity);
    let (severity, code) = (word(&finding.severity), &finding.code);
    let (message, help) = (printable(&finding.message), printable(&finding.help));
    format!("{place}: {style}{severity}{style:#} {code}: {message}\n  help: {help}\n")
}

fn style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info | Severity::Hint => AnsiColor::Cyan,
    };
    Style::new().bold().fg_color(Some(color.into()))
}
