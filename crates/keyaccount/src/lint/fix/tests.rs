//! Mending texts: what is mended is as it was before the fault, byte for byte.

use proptest::prelude::*;

use super::{Choice, Past, candidates, mend};
use crate::document::{Document, ValueText, patch};
use crate::fault::Fault;
use crate::lint::{
    Applicability, Edit, Fix, FixOptions, FixOutcome, FixScope, Options, UnappliedReason, check, fix,
};
use crate::plan::PlanView;

const FAULTLESS: &str = include_str!("../examples/faultless.json");

/// Single faults of the text of the faultless plan that have a fix: what is right, and what is written instead.
const FAULTS: &[(&str, &str)] = &[
    ("\"client_objectives\": [\n", "\"client_objectivs\": [\n"),
    ("\"kickoff\": {", "\"kickof\": {"),
    (
        "\"measurement\": \"qualitative\"",
        "\"mesurement\": \"qualitative\"",
    ),
    ("\"escalation\": [", "\"Escalation\": ["),
    ("\"channel\": \"meeting", "\"chanel\": \"meeting"),
    (
        "\"start_on\": \"2026-08-17\",\n      \"due_on\": \"2026-12-15\"",
        "\"start_on\": \"2026-12-15\",\n      \"due_on\": \"2026-08-17\"",
    ),
    (
        "\"from\": \"2026-01-01\",\n      \"to\": \"2027-06-30\"",
        "\"from\": \"2027-06-30\",\n      \"to\": \"2026-01-01\"",
    ),
    (
        "{\"start\": \"2026-01-01\", \"end\": \"2028-12-31\"},\n    \"version\"",
        "{\"start\": \"2028-12-31\", \"end\": \"2026-01-01\"},\n    \"version\"",
    ),
];

fn everything() -> FixOptions {
    FixOptions {
        scope: FixScope::Unsafe,
        ..FixOptions::default()
    }
}

fn options() -> Options {
    Options {
        as_of: Some("2026-09-30".parse().unwrap()),
        ..Options::default()
    }
}

fn mended(text: &str, fix_options: &FixOptions) -> FixOutcome {
    fix(text, None, &options(), fix_options).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_mended_is_as_it_was(chosen in prop::collection::vec(any::<bool>(), FAULTS.len()), crlf in any::<bool>()) {
        let line_ends = |text: &str| if crlf { format!("\u{FEFF}{}", text.replace('\n', "\r\n")) } else { text.to_owned() };
        let mut text = FAULTLESS.to_owned();
        for ((right, wrong), _) in FAULTS.iter().zip(&chosen).filter(|(_, chosen)| **chosen) {
            prop_assert_eq!(text.matches(right).count(), 1, "{}", right);
            text = text.replacen(right, wrong, 1);
        }
        let text = line_ends(&text);
        let outcome = mended(&text, &everything());
        prop_assert_eq!(&outcome.text, &line_ends(FAULTLESS));
        prop_assert_eq!(outcome.applied.len(), chosen.iter().filter(|chosen| **chosen).count());
        prop_assert_eq!(outcome.changed, !outcome.applied.is_empty());
        prop_assert_eq!(outcome.passes, u32::from(outcome.changed));
        prop_assert!(outcome.report.findings.is_empty() && outcome.not_applied.is_empty());
        // The second time there is nothing to do.
        let again = mended(&outcome.text, &everything());
        prop_assert!(!again.changed && again.applied.is_empty() && again.passes == 0);
        prop_assert_eq!(again.text, outcome.text);
        // Safe fixes alone leave what these faults need to a person.
        let safe = mended(&text, &FixOptions::default());
        prop_assert_eq!(safe.text, text);
    }

    #[test]
    fn any_object_can_be_mended_and_stays_readable(text in any_object()) {
        let outcome = mended(&text, &everything());
        prop_assert!(Document::parse(&outcome.text).is_ok());
        prop_assert_eq!(outcome.changed, outcome.text != text);
        if outcome.not_applied.iter().all(|fix| fix.reason != UnappliedReason::TooManyPasses) {
            let again = mended(&outcome.text, &everything());
            prop_assert_eq!(again.text, outcome.text);
        }
    }

    #[test]
    fn a_stale_fix_fails_instead_of_damaging(fault in 0..FAULTS.len(), digit in 0_u8..10) {
        let text = FAULTLESS.replacen(FAULTS[fault].0, FAULTS[fault].1, 1);
        let document = Document::parse(&text).unwrap();
        let report = check(&PlanView::read(document.root()).unwrap(), None, &options()).unwrap();
        for fix in report.findings.iter().flat_map(|finding| &finding.fixes) {
            prop_assert!(patch::apply(&text, &fix.edits).is_ok());
            // Somebody has changed the value meanwhile.
            let place = document.span_of(&fix.edits[0].path);
            let mut changed = text.clone();
            changed.replace_range(place, &digit.to_string());
            prop_assert_eq!(patch::apply(&changed, &fix.edits).unwrap_err().code(), "value_different");
        }
    }
}

/// Objects in which keys are misspelt and dates turned round, some of them twice.
fn any_object() -> impl Strategy<Value = String> {
    let entry = prop::collection::vec(
        prop::sample::select(vec![
            "\"id\": \"A1\"",
            "\"id\": \"A2\"",
            "\"titel\": \"x\"",
            "\"title\": 1",
            "\"tilte\": [1.50]",
            "\"start_on\": \"2026-05-01\"",
            "\"start_on\": \"2026-03-01\"",
            "\"due_on\": \"2026-04-01\"",
            "\"due_onn\": \"2026-04-01\"",
            "\"assignments\": [{\"person_id\": \"T1\", \"prt\": \"accountable\"}]",
        ]),
        0..6,
    );
    let entries = prop::collection::vec(
        entry.prop_map(|members| format!("{{{}}}", members.join(", "))),
        0..4,
    );
    let section = prop::sample::select(vec![
        "actions",
        "actons",
        "action",
        "objectives",
        "objectivs",
        "risks",
        "x_own",
    ]);
    let sections = prop::collection::vec((section, entries), 0..5);
    sections.prop_map(|sections| {
        let sections = sections
            .into_iter()
            .map(|(key, entries)| format!("\n  \"{key}\": [{}]", entries.join(", ")));
        format!("{{{}\n}}\n", sections.collect::<Vec<_>>().join(","))
    })
}

#[test]
fn fixes_that_overlap_wait_for_the_next_pass() {
    let text = r#"{"objectivs": [{"id": "O1", "titel": "x"}], "objectves": []}"#;
    let outcome = mended(text, &everything());
    assert_eq!(
        outcome.text,
        r#"{"objectives": [{"id": "O1", "title": "x"}], "objectves": []}"#
    );
    let applied: Vec<_> = outcome
        .applied
        .iter()
        .map(|fix| (fix.pass, fix.path.as_str()))
        .collect();
    assert_eq!(applied, [(1, "/objectivs"), (2, "/objectives/0/titel")]);
    assert_eq!(outcome.passes, 2);
    assert_eq!(outcome.applied[1].entity.as_ref().unwrap().id, "O1");
}

#[test]
fn fixes_can_be_chosen() {
    let text = FAULTS[..2]
        .iter()
        .fold(FAULTLESS.to_owned(), |text, (right, wrong)| {
            text.replacen(right, wrong, 1)
        });
    let text = text.replacen(FAULTS[5].0, FAULTS[5].1, 1);
    let dates = FixOptions {
        codes: vec!["KA-005".to_owned()],
        ..everything()
    };
    let outcome = mended(&text, &dates);
    assert_eq!(outcome.applied.len(), 1);
    let reasons: Vec<_> = outcome.not_applied.iter().map(|fix| fix.reason).collect();
    assert_eq!(reasons, [UnappliedReason::NotChosen; 2]);
    let one = FixOptions {
        fingerprints: vec![outcome.not_applied[0].fingerprint.clone()],
        ..everything()
    };
    let outcome = mended(&outcome.text, &one);
    assert_eq!((outcome.applied.len(), outcome.not_applied.len()), (1, 1));
    assert_eq!(outcome.applied[0].applicability, Applicability::Unsafe);
    let safe = mended(&text, &FixOptions::default());
    let reasons: Vec<_> = safe.not_applied.iter().map(|fix| fix.reason).collect();
    assert_eq!(reasons, [UnappliedReason::Unsafe; 3]);
}

#[test]
fn a_place_behind_a_key_that_stands_twice_is_not_mended() {
    let text = r#"{"risks": [{"id": "R1", "respnse": "reduce"}], "risks": []}"#;
    let outcome = mended(text, &everything());
    assert_eq!((outcome.text.as_str(), outcome.changed), (text, false));
    let left = &outcome.not_applied[0];
    assert_eq!(
        (left.path.as_str(), left.reason),
        ("/risks/0/respnse", UnappliedReason::Stale)
    );
}

#[test]
fn errors_name_what_is_wrong() {
    let error = |text: &str, codes: &[&str]| {
        let codes = codes.iter().map(ToString::to_string).collect();
        fix(
            text,
            None,
            &Options::default(),
            &FixOptions {
                codes,
                ..everything()
            },
        )
        .unwrap_err()
    };
    let unknown = error("{}", &["KA-0", "KA-02"]);
    assert_eq!(
        unknown.to_string(),
        "a rule must be named by its code or the beginning of it (got `KA-02`)"
    );
    assert_eq!(
        (unknown.code(), unknown.path().as_str()),
        ("unknown_rule", "/codes/1")
    );
    assert_eq!(
        unknown.help().as_deref(),
        Some("the nearest known rule is `KA-002`")
    );
    assert_eq!(
        error("[]", &[]).to_string(),
        "value must be an object (got a list)"
    );
    assert_eq!(error("{", &[]).code(), "not_json");
}

/// Returns the text after one pass with these fixes in place of those that the rules offer, and what became of them.
fn one_pass(text: &str, fixes: &[Vec<Edit>]) -> (String, Vec<UnappliedReason>) {
    let document = Document::parse(text).unwrap();
    let mut report = check(&PlanView::read(document.root()).unwrap(), None, &options()).unwrap();
    report.findings.retain(|finding| finding.code == "KA-002");
    assert_eq!(report.findings.len(), fixes.len());
    for (finding, edits) in report.findings.iter_mut().zip(fixes) {
        finding.fixes = vec![Fix {
            title: "As the test has it".to_owned(),
            applicability: Applicability::Safe,
            edits: edits.clone(),
            preferred: false,
        }];
    }
    let options = FixOptions::default();
    let candidates = candidates(&report, &Choice::of(&options).unwrap(), &Past::default());
    assert_eq!(candidates.len(), fixes.len());
    let mended = mend(text, &candidates).unwrap();
    (mended.text, mended.fates)
}

const THREE: &str = r#"{"suppressions": [{"cod": 1}, {"cod": 2}, {"cod": 3}], "x_own": 7}"#;

#[test]
fn entries_of_one_list_are_removed_in_one_pass() {
    let remove = |position: usize| {
        let path = format!("/suppressions/{position}");
        let value = ValueText::parse(&format!(r#"{{"cod": {}}}"#, position + 1)).unwrap();
        vec![Edit::test(path.as_str(), value), Edit::remove(path)]
    };
    let (text, fates) = one_pass(THREE, &[remove(0), remove(1), remove(2)]);
    assert_eq!(text, r#"{"suppressions": [], "x_own": 7}"#);
    assert_eq!(fates, [UnappliedReason::NoEffect; 3]);
}

#[test]
fn a_fix_that_fails_half_way_leaves_nothing_behind() {
    let replace = |position: usize| vec![Edit::replace(format!("/suppressions/{position}/cod"), "x")];
    let half = vec![
        Edit::remove("/suppressions/1/cod"),
        Edit::test("/suppressions/1/cod", 2),
    ];
    let (text, fates) = one_pass(THREE, &[replace(0), half, replace(2)]);
    assert_eq!(
        text,
        r#"{"suppressions": [{"cod": "x"}, {"cod": 2}, {"cod": "x"}], "x_own": 7}"#
    );
    assert_eq!(
        fates,
        [
            UnappliedReason::NoEffect,
            UnappliedReason::Stale,
            UnappliedReason::NoEffect
        ]
    );
}
