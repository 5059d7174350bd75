//! Each measure at its borders.

use super::*;

/// Returns the measure of a step on 2026-09-30 after `edit`.
fn measure(number: usize, edit: impl Fn(&mut Value)) -> Option<f64> {
    let mut plan = faultless();
    edit(&mut plan);
    on_the_day(&plan).steps[number - 1].measure.map(f64::from)
}

fn remove(value: &mut Value, key: &str) {
    value.as_object_mut().unwrap().remove(key);
}

#[test]
fn unknown_is_open_and_not_applicable_is_an_answer() {
    let industry = |value: Value| measure(1, |plan| plan["account"]["industry"] = value.clone());
    assert_eq!(industry(json!(" \u{200b}")), Some(0.8));
    assert_eq!(industry(json!({"state": "unknown"})), Some(0.8));
    assert_eq!(industry(json!({"state": "not_applicable"})), Some(1.0));
    assert_eq!(measure(1, |plan| plan["account"]["size"] = json!({})), Some(0.8));
    assert_eq!(
        measure(1, |plan| plan["account"]["locations"] = json!([" "])),
        Some(0.8)
    );
    let two_less = measure(1, |plan| {
        remove(&mut plan["account"], "competitors");
        remove(&mut plan["account"], "background");
    });
    assert_eq!(two_less, Some(0.6));
}

#[test]
fn a_need_of_each_kind_is_half_a_step() {
    let product = |plan: &mut Value| plan["needs"] = json!([{"id": "N1", "kind": "product"}]);
    assert_eq!(measure(2, product), Some(0.5));
    assert_eq!(measure(2, |plan| remove(plan, "needs")), Some(0.0));
}

#[test]
fn a_segment_needs_a_name_and_then_what_it_wants() {
    for (audience, expected) in [
        (json!([{"id": "G1", "name": "bakeries"}]), 0.5),
        (json!([{"id": "G1", "name": "bakeries", "wants": [" "]}]), 0.5),
        (json!([{"id": "G1", "wants": ["constant moisture"]}]), 0.0),
        (
            json!([{"id": "G1", "name": "bakeries"}, {"id": "G2", "name": "shops", "wants": ["speed"]}]),
            1.0,
        ),
    ] {
        assert_eq!(
            measure(3, |plan| plan["audience"] = audience.clone()),
            Some(expected),
            "{audience}"
        );
    }
}

#[test]
fn the_manager_must_be_active_and_known_on_the_day() {
    let manager = |field: &'static str, value: &'static str| {
        measure(4, move |plan| plan["team"][0][field] = json!(value))
    };
    assert_eq!(manager("end_on", "2026-09-30"), Some(1.0));
    assert_eq!(manager("end_on", "2026-09-29"), Some(0.0));
    assert_eq!(manager("introduced_on", "2026-09-30"), Some(1.0));
    assert_eq!(manager("introduced_on", "2026-10-01"), Some(0.5));
    assert_eq!(
        measure(4, |plan| plan["team"][0]["is_primary"] = json!(false)),
        Some(0.0)
    );
}

/// Five value-adds; an id that leads nowhere is no link.
#[test]
fn a_value_add_must_serve_somebody() {
    let idle = measure(5, |plan| {
        remove(&mut plan["value_adds"][1], "client_objective_ids");
        plan["value_adds"][1]["need_ids"] = json!(["N99"]);
    });
    assert_eq!(idle, Some(0.8));
    assert_eq!(measure(5, |plan| plan["value_adds"] = json!([])), Some(0.0));
}

/// Each of the four parts is worth a quarter.
#[test]
fn promises_have_four_parts() {
    let only = |edit: &dyn Fn(&mut Value)| {
        measure(6, |plan| {
            plan["value_adds"] = json!([{"id": "V1"}, {"id": "V2"}]);
            plan["commitments"] = json!([]);
            plan["rewards"] = json!([{
                "id": "R1", "trigger": {"kind": "after_months", "value": "12"},
                "options": [{"item": "training", "value": "1 day"}], "serves": ["value_add:V1", "value_add:V2"]}]);
            plan["actions"] = json!([
                {"id": "A1", "status": "planned", "due_on": "2026-12-01",
                 "assignments": [{"person_id": "T1", "part": "accountable"}]},
                {"id": "A2", "status": "done"}, {"id": "A3", "status": "cancelled", "serves": ["value_add:V1"]}]);
            for metric in plan["sla"][0]["metrics"].as_array_mut().unwrap() {
                remove(metric, "serves");
            }
            edit(plan);
        })
    };
    let quarters = |quarters: f64| Some(quarters / 4.0);
    assert_eq!(only(&|_| {}), quarters(4.0));
    // A cancelled action carries nothing out.
    assert_eq!(
        only(&|plan| plan["rewards"][0]["serves"] = json!(["value_add:V2"])),
        quarters(3.5)
    );
    assert_eq!(
        only(&|plan| remove(&mut plan["actions"][0], "due_on")),
        quarters(3.0)
    );
    assert_eq!(
        only(&|plan| plan["actions"][0]["assignments"][0]["part"] = json!("responsible")),
        quarters(3.0)
    );
    assert_eq!(only(&|plan| plan["actions"] = json!([])), quarters(3.0));
    // All done: nothing open is without owner, so that three parts are left, of which value-adds are half.
    let all_done = |plan: &mut Value| {
        plan["actions"][0]["status"] = json!("done");
        plan["rewards"][0]["serves"] = json!(["value_add:V2"]);
    };
    assert_eq!(only(&all_done), Some(0.833_333_333));
    assert_eq!(
        only(&|plan| remove(&mut plan["sla"][0]["metrics"][3], "window")),
        quarters(3.0)
    );
    assert_eq!(
        only(&|plan| remove(&mut plan["sla"][0]["metrics"][0]["targets"][0], "calendar_id")),
        quarters(3.0)
    );
    // A percentage needs no calendar.
    assert_eq!(
        only(&|plan| remove(&mut plan["sla"][0]["metrics"][2]["targets"][0], "calendar_id")),
        quarters(4.0)
    );
    assert_eq!(
        only(&|plan| plan["rewards"][0]["options"] = json!([{"item": "training"}])),
        quarters(3.0)
    );
    assert_eq!(
        only(&|plan| remove(&mut plan["rewards"][0]["trigger"], "value")),
        quarters(3.0)
    );
}

#[test]
fn a_kickoff_needs_the_client() {
    assert_eq!(
        measure(7, |plan| remove(&mut plan["kickoff"], "client_attendee_ids")),
        Some(0.5)
    );
    assert_eq!(
        measure(7, |plan| remove(&mut plan["kickoff"], "confirmed_on")),
        Some(0.5)
    );
    assert_eq!(
        measure(7, |plan| remove(&mut plan["kickoff"], "held_on")),
        Some(0.5)
    );
}

/// 92 days before 2026-09-30 is 2026-06-30.
#[test]
fn a_request_counts_for_ninety_two_days() {
    let asked = |date: &'static str| {
        measure(8, move |plan| {
            plan["requests"] = json!([{"id": "RQ1", "kind": "request", "date": date}]);
        })
    };
    assert_eq!(asked("2026-06-30"), Some(1.0));
    assert_eq!(asked("2026-06-29"), Some(0.0));
    assert_eq!(asked("2026-10-01"), Some(0.0));
}

#[test]
fn nothing_is_expected_in_the_first_ninety_two_days() {
    let since = |date: &'static str| {
        measure(8, move |plan| {
            plan["requests"] = json!([]);
            plan["account"]["lifecycle"]["since"] = json!(date);
        })
    };
    assert_eq!(since("2026-06-30"), Some(0.0));
    assert_eq!(since("2026-07-01"), None);
    let state = |state: &'static str| {
        measure(8, move |plan| {
            plan["requests"] = json!([]);
            plan["account"]["lifecycle"]["state"] = json!(state);
        })
    };
    // In review the launch of 2026-01-15 counts.
    assert_eq!(state("review"), Some(0.0));
    assert_eq!(state("strategy"), None);
    let no_start = |plan: &mut Value| {
        plan["account"]["lifecycle"] = json!({"state": "execution"});
        remove(&mut plan["plan"], "launched_on");
    };
    assert_eq!(measure(8, no_start), None);
    let mut plan = faultless();
    no_start(&mut plan);
    assert_eq!(
        on_the_day(&plan).steps[7].reason,
        Some(StepReason::ExecutionStartMissing)
    );
}

/// Returns the measure of step 9, and what it lacks, with nothing but these cadences, reviews and this next review.
fn refinement(
    cadences: &Value,
    reviews: &Value,
    next_review_on: Option<&str>,
) -> (Option<f64>, Vec<LackKind>) {
    let mut plan = faultless();
    plan["governance"] = json!({"cadences": cadences, "reviews": reviews});
    remove(&mut plan["plan"], "next_review_on");
    if let Some(next_review_on) = next_review_on {
        plan["plan"]["next_review_on"] = json!(next_review_on);
    }
    let roadmap = on_the_day(&plan);
    let lacking = lacking(&roadmap, 9).into_iter().map(|(_, what)| what).collect();
    (roadmap.steps[8].measure.map(f64::from), lacking)
}

/// Three months after 2026-09-30 is 2026-12-30; fourteen days of grace before it end with 2026-09-16.
#[test]
fn a_dated_review_is_near_for_three_months_and_overdue_after_two_weeks() {
    use LackKind::{NextReviewMissing, NextReviewTooLate, ReviewOverdue};
    let next = |date: &str| refinement(&json!([]), &json!([]), Some(date));
    assert_eq!(next("2026-12-30"), (Some(1.0), vec![]));
    assert_eq!(next("2026-12-31"), (Some(0.5), vec![NextReviewTooLate]));
    assert_eq!(next("2026-09-30"), (Some(1.0), vec![]));
    assert_eq!(next("2026-09-29"), (Some(0.5), vec![NextReviewMissing]));
    assert_eq!(next("2026-09-16"), (Some(0.5), vec![NextReviewMissing]));
    assert_eq!(
        next("2026-09-15"),
        (Some(0.0), vec![NextReviewMissing, ReviewOverdue])
    );
    let planned = |kind: &str| {
        let review = json!([{"id": "RV1", "kind": kind, "planned_on": "2026-11-01"}]);
        refinement(&json!([]), &review, None)
    };
    assert_eq!(planned("refinement"), (Some(1.0), vec![]));
    assert_eq!(planned("operational"), (Some(0.0), vec![NextReviewMissing; 2]));
    // A date that a review has overtaken is neither next nor overdue.
    let held = json!([{"id": "RV1", "kind": "joint_review", "held_on": "2026-09-20"}]);
    assert_eq!(
        refinement(&json!([]), &held, Some("2026-09-10")),
        (Some(0.0), vec![NextReviewMissing; 2])
    );
}

#[test]
fn a_cadence_says_when_the_next_review_is() {
    use LackKind::{CadenceIncomplete, NextReviewTooLate, ReviewOverdue};
    let cadence = |every: u32, kind: &str| json!([{"id": "CD1", "kind": kind, "every": every, "unit": "months", "anchor_on": "2026-01-15"}]);
    let held = json!([{"id": "RV1", "kind": "refinement", "held_on": "2026-07-15"},
                      {"id": "RV2", "kind": "joint_review", "held_on": "2026-07-15"}]);
    assert_eq!(
        refinement(&cadence(3, "refinement"), &held, None),
        (Some(1.0), vec![])
    );
    // Six months are too slow for a strategic account, unless another date is nearer.
    assert_eq!(
        refinement(&cadence(6, "joint_review"), &held, None),
        (Some(0.5), vec![NextReviewTooLate])
    );
    assert_eq!(
        refinement(&cadence(6, "joint_review"), &held, Some("2026-12-01")),
        (Some(1.0), vec![])
    );
    // Slots on 15 April and 15 July were missed.
    assert_eq!(
        refinement(&cadence(3, "refinement"), &json!([]), None),
        (Some(0.5), vec![ReviewOverdue])
    );
    let vague = json!([{"id": "CD1", "kind": "refinement", "anchor_on": "2026-01-15"}]);
    assert_eq!(
        refinement(&vague, &json!([]), None),
        (Some(0.0), vec![CadenceIncomplete; 2])
    );
}
