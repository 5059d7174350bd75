//! Findings as XML of the `JUnit` kind: one suite per file, one case per rule.

use std::collections::BTreeMap;

use keyaccount::lint::{Finding, RULES, Status};
use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::judged::Judged;
use crate::failure::Failure;

/// Returns the report.
///
/// A case fails where a finding of its rule is at or above the level that makes the check fail; milder findings are written as
/// the output of a case that passes; a rule that could not be evaluated everywhere and found nothing is skipped.
pub(super) fn report(judged: &[Judged<'_>]) -> Result<Vec<u8>, Failure> {
    let mut report = Report::new("keyaccount check");
    for judged in judged {
        report.add_test_suite(suite(judged));
    }
    report
        .to_string()
        .map(String::into_bytes)
        .map_err(|error| Failure::new(error.to_string()))
}

fn suite(judged: &Judged<'_>) -> TestSuite {
    let report = judged.report();
    let mut by_rule: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for run in &report.rules_run {
        by_rule.entry(&run.code).or_default();
    }
    for entry in &report.not_evaluated {
        by_rule.entry(&entry.code).or_default();
    }
    for finding in report
        .findings
        .iter()
        .filter(|finding| finding.status == Status::Active)
    {
        by_rule.entry(&finding.code).or_default().push(finding);
    }
    let mut suite = TestSuite::new(judged.document.name.as_str());
    for (code, findings) in by_rule {
        suite.add_test_case(case(judged, code, &findings));
    }
    suite
}

fn case(judged: &Judged<'_>, code: &str, findings: &[&Finding]) -> TestCase {
    let report = judged.report();
    // The name of a rule of the organisation's own stands with its findings.
    let known = RULES.iter().find(|rule| rule.code == code).map(|rule| rule.name);
    let name = known
        .or(findings.first().map(|finding| finding.name.as_ref()))
        .unwrap_or_default();
    let lines = findings.iter().map(|finding| {
        let place = judged.place(finding);
        format!("{place}: {} {}", finding.message, finding.help)
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    let fails = findings.iter().any(|finding| finding.severity >= report.fail_on);
    let in_doubt = report.not_evaluated.iter().any(|entry| entry.code == code);
    let status = if fails {
        let mut status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        if let Some(first) = findings.first() {
            status.set_message(first.message.as_str());
        }
        status.set_type(name);
        status.set_description(text.as_str());
        status
    } else if in_doubt && findings.is_empty() {
        let mut status = TestCaseStatus::skipped();
        status.set_message("not evaluated everywhere");
        status
    } else {
        TestCaseStatus::success()
    };
    let mut case = TestCase::new(format!("{code} {name}"), status);
    case.set_classname(judged.document.name.as_str());
    if !fails && !text.is_empty() {
        case.set_system_out(text.as_str());
    }
    case
}
