//! Which dates of a plan tell of something that has happened.
//!
//! Data for the rule about such dates in the future. Places are as in [`super::references`].

/// The dates that tell of what has happened, in the order of their places.
///
/// Source: the list of rule KA-006 (done, held, last contact, confirmed, signed, communicated, approved, occurred,
/// measured). All other dates of a plan may lie ahead: periods, deadlines, appointments, the days on which people come
/// and go, and the entries of the history, which has rules of its own.
pub const ACTUAL_DATES: &[&str] = &[
    "/account/competitors/*/as_of",
    "/account/contracts/*/signed_on",
    "/account/last_contact_on",
    "/account/lifecycle/exit/decided_on",
    "/account/lifecycle/exit/notice_checked_on",
    "/account/lifecycle/exit/told_on",
    "/account/lifecycle/hold/told_on",
    "/account/lifecycle/launched_on",
    "/account/lifecycle/nominated_on",
    "/account/lifecycle/since",
    "/account/milestones/*/date",
    "/account/profile_as_of",
    "/account/selection/decided_on",
    "/account/selection/last_scored_on",
    "/actions/*/done_on",
    "/client_objectives/*/confirmed_on",
    "/commitments/*/closed_on",
    "/commitments/*/made_on",
    "/conflicts/*/consent_on",
    "/conflicts/*/disclosed_on",
    "/conflicts/*/reviewed_on",
    "/decisions/*/decided_on",
    "/exchange_rates/*/as_of",
    "/expectations/acknowledged_on",
    "/expectations/told_on",
    "/governance/reviews/*/held_on",
    "/health/readings/*/as_of",
    "/issues/*/closed_on",
    "/issues/*/raised_on",
    "/kickoff/confirmed_on",
    "/kickoff/held_on",
    "/links/*/interactions/*/on",
    "/links/*/last_on",
    "/needs/*/confirmed_on",
    "/needs/*/declined/on",
    "/needs/*/source/date",
    "/objectives/*/baseline/as_of",
    "/objectives/*/closed_on",
    "/objectives/*/current/as_of",
    "/own_changes/*/told_on",
    "/plan/amendments/*/on",
    "/plan/approved_on",
    "/plan/created_on",
    "/plan/launched_on",
    "/plan/submitted_on",
    "/plan/updated_on",
    "/position/as_of",
    "/position/trends/*/as_of",
    "/requests/*/date",
    "/resources/budgets/*/approved_on",
    "/resources/lines/*/approved_on",
    "/rewards/*/told_on",
    "/risks/*/accepted_on",
    "/risks/*/closed_on",
    "/risks/*/contingency/triggered_on",
    "/risks/*/occurred_on",
    "/risks/*/raised_on",
    "/risks/*/reviewed_on",
    "/stakeholders/*/adaptability/as_of",
    "/stakeholders/*/interest/as_of",
    "/stakeholders/*/legitimacy/as_of",
    "/stakeholders/*/orientation/as_of",
    "/stakeholders/*/power/as_of",
    "/stakeholders/*/stance/as_of",
    "/stakeholders/*/urgency/as_of",
    "/suppressions/*/created_on",
    "/team/*/introduced_on",
];

#[cfg(all(test, feature = "schema"))]
mod tests {
    use std::collections::BTreeSet;

    use super::ACTUAL_DATES;
    use crate::plan::Plan;
    use crate::plan::schema_places::places;

    /// Dates that may lie ahead, by the end of their place.
    const MAY_LIE_AHEAD: &[&str] = &[
        // Spans of time, and what they are made of.
        "/start",
        "/end",
        "/from",
        "/to",
        "/hold/since",
        "/until",
        "/start_on",
        "/end_on",
        "/effective_on",
        // Deadlines and appointments.
        "/due_on",
        "/horizon",
        "/milestones/*/date",
        "/check_on",
        "/expires_on",
        "/tell_by",
        "/next_on",
        "/next_review_on",
        "/planned_on",
        "/slot_on",
        "/anchor_on",
        "/back_on",
        "/closed_on/*",
    ];

    #[test]
    fn every_date_of_the_schema_tells_of_what_was_or_may_lie_ahead() {
        let known = places::<Plan>();
        let dates: BTreeSet<&str> = known
            .iter()
            .filter(|(_, name)| *name == "Date")
            .map(|(place, _)| place.as_str())
            .collect();
        assert!(dates.len() > 100, "the schema was not looked through");
        for date in &dates {
            // The day on which the document is judged is nothing that the document tells of.
            let ahead = *date == "/as_of" || MAY_LIE_AHEAD.iter().any(|end| date.ends_with(end));
            assert!(ahead || ACTUAL_DATES.contains(date), "{date}");
        }
        for date in ACTUAL_DATES {
            assert!(dates.contains(date), "{date}");
        }
    }

    #[test]
    fn the_dates_are_sorted() {
        assert!(ACTUAL_DATES.is_sorted_by(|left, right| left < right));
    }
}
