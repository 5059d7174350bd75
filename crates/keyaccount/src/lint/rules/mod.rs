//! The rules, one per file, and the single list of them.

mod accountable_not_exactly_one;
mod actual_date_in_future;
mod alignment_meeting_missing;
mod client_audience_missing;
mod client_objectives_missing;
mod client_requests_untracked;
mod dangling_reference;
mod date_order;
mod defection_contingency_missing;
mod dependency_cycle;
mod derived_value_mismatch;
mod document_unreadable;
mod duplicate_id;
mod evaluation_date_missing;
mod manager_missing;
mod mixed_currency;
mod need_without_cause;
mod needs_not_mapped;
mod no_decision_maker;
mod no_milestone_timeline;
mod no_objectives;
mod no_risks;
mod no_value_adds;
mod nothing_committed;
mod objective_not_measurable;
mod objective_without_deadline;
mod placeholder_text;
mod position_analysis_missing;
mod profile_incomplete;
mod response_not_better_than_standard;
mod review_not_scheduled;
mod selection_rationale_missing;
mod single_point_of_contact_client;
mod stale_fact;
mod suppression_expired;
mod suppression_invalid;
mod suppression_unused;
mod unknown_field;
mod value_out_of_range;

use super::rule::Rule;

/// Every rule, by code in ascending order.
///
/// # Examples
///
/// ```
/// use keyaccount::lint::RULES;
///
/// let rule = RULES.iter().find(|rule| rule.code == "KA-401").unwrap();
/// assert_eq!(rule.name, "single-point-of-contact-client");
/// assert_eq!(rule.parameters[0].name, "live_days");
/// ```
pub static RULES: &[&Rule] = &[
    &document_unreadable::DOCUMENT_UNREADABLE,
    &unknown_field::UNKNOWN_FIELD,
    &duplicate_id::DUPLICATE_ID,
    &dangling_reference::DANGLING_REFERENCE,
    &date_order::DATE_ORDER,
    &actual_date_in_future::ACTUAL_DATE_IN_FUTURE,
    &value_out_of_range::VALUE_OUT_OF_RANGE,
    &mixed_currency::MIXED_CURRENCY,
    &placeholder_text::PLACEHOLDER_TEXT,
    &stale_fact::STALE_FACT,
    &derived_value_mismatch::DERIVED_VALUE_MISMATCH,
    &suppression_invalid::SUPPRESSION_INVALID,
    &suppression_expired::SUPPRESSION_EXPIRED,
    &suppression_unused::SUPPRESSION_UNUSED,
    &evaluation_date_missing::EVALUATION_DATE_MISSING,
    &profile_incomplete::PROFILE_INCOMPLETE,
    &no_milestone_timeline::NO_MILESTONE_TIMELINE,
    &needs_not_mapped::NEEDS_NOT_MAPPED,
    &need_without_cause::NEED_WITHOUT_CAUSE,
    &client_audience_missing::CLIENT_AUDIENCE_MISSING,
    &manager_missing::MANAGER_MISSING,
    &no_value_adds::NO_VALUE_ADDS,
    &nothing_committed::NOTHING_COMMITTED,
    &alignment_meeting_missing::ALIGNMENT_MEETING_MISSING,
    &client_requests_untracked::CLIENT_REQUESTS_UNTRACKED,
    &review_not_scheduled::REVIEW_NOT_SCHEDULED,
    &client_objectives_missing::CLIENT_OBJECTIVES_MISSING,
    &position_analysis_missing::POSITION_ANALYSIS_MISSING,
    &selection_rationale_missing::SELECTION_RATIONALE_MISSING,
    &no_objectives::NO_OBJECTIVES,
    &objective_not_measurable::OBJECTIVE_NOT_MEASURABLE,
    &objective_without_deadline::OBJECTIVE_WITHOUT_DEADLINE,
    &accountable_not_exactly_one::ACCOUNTABLE_NOT_EXACTLY_ONE,
    &dependency_cycle::DEPENDENCY_CYCLE,
    &single_point_of_contact_client::SINGLE_POINT_OF_CONTACT_CLIENT,
    &no_decision_maker::NO_DECISION_MAKER,
    &response_not_better_than_standard::RESPONSE_NOT_BETTER_THAN_STANDARD,
    &no_risks::NO_RISKS,
    &defection_contingency_missing::DEFECTION_CONTINGENCY_MISSING,
];
