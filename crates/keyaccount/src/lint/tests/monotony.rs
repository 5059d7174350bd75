//! What never takes a finding away: a stricter number, and, for most rules, the passing of days.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::edits::{add, remove, set, today};
use super::{as_of, patched, with_parameter};
use crate::lint::{Options, ParameterDefault, ParameterValue, RULES, Rule, Status, Stricter};

/// Faults of many ages and sizes for the rules about what we offer, promise and risk (KA-6xx and KA-7xx).
fn faults() -> Value {
    json!([
        set("/account/revenue_share", 0.2),
        set("/account/contracts/2/end", "2027-01-15"),
        set("/actions/18/status", "cancelled"),
        set("/actions/20/serves", json!(["objective:O3"])),
        set("/client_objectives/0/confirmed_on", "2025-06-30"),
        remove("/client_objectives/1/confirmed_on"),
        set("/commitments/0/due_on", "2026-09-10"),
        set("/commitments/2/due_on", "2026-09-28"),
        set("/commitments/3/due_on", "2026-08-15"),
        remove("/conflicts/0/next_review_on"),
        set("/conflicts/1/next_review_on", "2027-08-01"),
        remove("/conflicts/1/reviewed_on"),
        set("/needs/3/priority", 5),
        set("/needs/4/confirmed_on", "2025-12-31"),
        set("/objectives/3/status", "dropped"),
        add("/rewards/0/trigger", json!({})),
        set("/risks/0/status", "closed"),
        set("/risks/1/reviewed_on", "2026-07-31"),
        set("/risks/4/mitigation_action_ids", json!([])),
        set("/risks/4/reviewed_on", "2026-08-31"),
        set("/risks/8/status", "closed"),
        set("/sla/0/to", "2026-11-30"),
        set("/sla/0/metrics/0/results/3/met", false),
        set("/sla/0/metrics/0/targets/0/value", 10)
    ])
}

/// Returns the rules that this is about.
fn rules() -> impl Iterator<Item = &'static Rule> {
    let rules = RULES.iter().copied();
    rules.filter(|rule| rule.code.starts_with("KA-6") || rule.code.starts_with("KA-7"))
}

/// Returns the fingerprints of what a rule finds in the faulty plan.
fn found(code: &str, options: &Options) -> BTreeSet<String> {
    let report = patched(&faults(), options);
    let own = report.findings.into_iter().filter(|finding| finding.code == code);
    own.filter(|finding| finding.status == Status::Active)
        .map(|finding| finding.fingerprint)
        .collect()
}

#[test]
fn a_stricter_number_never_removes_a_finding() {
    let mut compared = 0;
    for rule in rules() {
        for parameter in rule.parameters {
            let ParameterDefault::Number(default) = parameter.default else {
                continue;
            };
            let mut factors = vec![0.0, 0.3, 0.8, 1.0, 1.5, 3.0];
            match parameter.stricter {
                Stricter::Larger => {}
                Stricter::Smaller => factors.reverse(),
                Stricter::Unordered => continue,
            }
            let mut looser = BTreeSet::new();
            for factor in factors {
                let value = ParameterValue::Number(default * factor);
                let stricter = found(rule.code, &with_parameter(rule.code, parameter.name, value));
                assert!(
                    looser.is_subset(&stricter),
                    "{} {} x {factor}",
                    rule.code,
                    parameter.name
                );
                compared += usize::from(stricter.len() > looser.len());
                looser = stricter;
            }
        }
    }
    assert!(
        compared >= 10,
        "the faults are not on both sides of {compared} limits"
    );
}

#[test]
fn days_that_pass_remove_no_finding_unless_the_rule_says_so() {
    let days = [
        "2026-09-30",
        "2026-10-16",
        "2026-12-01",
        "2027-02-01",
        "2028-02-01",
    ];
    for rule in rules().filter(|rule| !rule.expires_evaluation) {
        let mut earlier = found(rule.code, &today());
        for day in days {
            let later = found(rule.code, &as_of(day));
            assert!(earlier.is_subset(&later), "{} on {day}", rule.code);
            earlier = later;
        }
    }
}
