//! The rules, one per file, and the single list of them.

mod account_neglected;
mod accountable_not_exactly_one;
mod action_after_objective;
mod action_overdue;
mod action_undated;
mod actual_date_in_future;
mod alignment_meeting_missing;
mod approved_by_owner;
mod breach_without_corrective_action;
mod budget_not_approved;
mod chain_misses_deadline;
mod client_audience_missing;
mod client_objective_unaddressed;
mod client_objectives_missing;
mod client_requests_untracked;
mod commitment_overdue;
mod commitment_without_owner_or_date;
mod competitor_without_answer;
mod concentration_without_cover;
mod conflict_not_handled;
mod contact_rhythm_below_request;
mod contingency_without_trigger;
mod cost_to_serve_too_high;
mod costs_exceed_budget;
mod dangling_reference;
mod date_order;
mod deadline_outside_plan;
mod defection_contingency_missing;
mod departed_contact_in_use;
mod dependency_cycle;
mod dependency_dates_clash;
mod derived_value_mismatch;
mod detractor_without_plan;
mod discount_only_offer;
mod document_unreadable;
mod duplicate_id;
mod effort_out_of_proportion;
mod evaluation_date_missing;
mod exit_not_orderly;
mod expectations_not_communicated;
mod high_potential_not_key;
mod high_risk_unmitigated;
mod history_not_lawful;
mod hold_without_end;
mod horizon_out_of_range;
mod important_need_unaddressed;
mod influential_contact_stale;
mod influential_contact_without_owner;
mod internal_change_not_told;
mod key_account_without_plan;
mod levels_not_covered;
mod long_gap_without_milestone;
mod low_potential_key_account;
mod manager_missing;
mod manager_not_introduced;
mod manager_overloaded;
mod manager_profile_mismatch;
mod mixed_currency;
mod more_than_one_primary_manager;
mod need_without_cause;
mod needs_not_confirmed;
mod needs_not_mapped;
mod next_quarter_empty;
mod no_champion;
mod no_decision_maker;
mod no_deputy;
mod no_escalation_path;
mod no_executive_sponsor;
mod no_joint_review;
mod no_milestone_timeline;
mod no_objectives;
mod no_performance_report;
mod no_risks;
mod no_value_adds;
mod nothing_committed;
mod objective_behind;
mod objective_not_measurable;
mod objective_not_tied_to_client;
mod objective_without_action;
mod objective_without_baseline;
mod objective_without_deadline;
mod objective_without_owner;
mod offer_not_differentiated;
mod one_sided_plan;
mod orphan_action;
mod others_pay_the_price;
mod period_over_no_next_cycle;
mod person_over_allocated;
mod placeholder_text;
mod plan_not_approved;
mod plan_rests_on_one_person;
mod position_analysis_missing;
mod profile_incomplete;
mod red_health_without_response;
mod relationship_rests_on_one_person;
mod renewal_not_prepared;
mod replacement_not_onboarded;
mod reporting_line_cycle;
mod reselection_due;
mod resources_undefined;
mod response_not_better_than_standard;
mod return_below_investment;
mod revenue_concentrated;
mod review_not_scheduled;
mod review_overdue;
mod review_rhythm_too_slow;
mod review_without_outcome;
mod reward_not_spelled_out;
mod reward_not_told;
mod risk_not_reviewed;
mod risk_without_owner;
mod rivals_share_people;
mod roadmap_score_low;
mod selected_by_size;
mod selection_rationale_missing;
mod service_level_expiring;
mod service_level_incomplete;
mod service_level_missing;
mod service_level_without_remedy;
mod single_point_of_contact_client;
mod single_thread_ours;
mod stale_fact;
mod started_out_of_sequence;
mod status_contradiction;
mod suppression_expired;
mod suppression_invalid;
mod suppression_unused;
mod target_implausible;
mod target_wrong_direction;
mod team_not_cross_functional;
mod too_few_client_contacts;
mod too_many_key_accounts;
mod too_many_objectives;
mod unit_not_covered;
mod unknown_field;
mod vague_wording;
mod value_add_not_matched;
mod value_add_not_turned_into_action;
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
    &roadmap_score_low::ROADMAP_SCORE_LOW,
    &client_objectives_missing::CLIENT_OBJECTIVES_MISSING,
    &position_analysis_missing::POSITION_ANALYSIS_MISSING,
    &selection_rationale_missing::SELECTION_RATIONALE_MISSING,
    &no_objectives::NO_OBJECTIVES,
    &too_many_objectives::TOO_MANY_OBJECTIVES,
    &objective_not_measurable::OBJECTIVE_NOT_MEASURABLE,
    &objective_without_baseline::OBJECTIVE_WITHOUT_BASELINE,
    &objective_without_deadline::OBJECTIVE_WITHOUT_DEADLINE,
    &objective_without_owner::OBJECTIVE_WITHOUT_OWNER,
    &target_wrong_direction::TARGET_WRONG_DIRECTION,
    &target_implausible::TARGET_IMPLAUSIBLE,
    &deadline_outside_plan::DEADLINE_OUTSIDE_PLAN,
    &objective_not_tied_to_client::OBJECTIVE_NOT_TIED_TO_CLIENT,
    &one_sided_plan::ONE_SIDED_PLAN,
    &objective_without_action::OBJECTIVE_WITHOUT_ACTION,
    &horizon_out_of_range::HORIZON_OUT_OF_RANGE,
    &long_gap_without_milestone::LONG_GAP_WITHOUT_MILESTONE,
    &vague_wording::VAGUE_WORDING,
    &objective_behind::OBJECTIVE_BEHIND,
    &accountable_not_exactly_one::ACCOUNTABLE_NOT_EXACTLY_ONE,
    &action_undated::ACTION_UNDATED,
    &dependency_cycle::DEPENDENCY_CYCLE,
    &dependency_dates_clash::DEPENDENCY_DATES_CLASH,
    &action_overdue::ACTION_OVERDUE,
    &started_out_of_sequence::STARTED_OUT_OF_SEQUENCE,
    &chain_misses_deadline::CHAIN_MISSES_DEADLINE,
    &action_after_objective::ACTION_AFTER_OBJECTIVE,
    &orphan_action::ORPHAN_ACTION,
    &status_contradiction::STATUS_CONTRADICTION,
    &plan_rests_on_one_person::PLAN_RESTS_ON_ONE_PERSON,
    &next_quarter_empty::NEXT_QUARTER_EMPTY,
    &single_point_of_contact_client::SINGLE_POINT_OF_CONTACT_CLIENT,
    &too_few_client_contacts::TOO_FEW_CLIENT_CONTACTS,
    &single_thread_ours::SINGLE_THREAD_OURS,
    &no_decision_maker::NO_DECISION_MAKER,
    &no_champion::NO_CHAMPION,
    &levels_not_covered::LEVELS_NOT_COVERED,
    &unit_not_covered::UNIT_NOT_COVERED,
    &influential_contact_stale::INFLUENTIAL_CONTACT_STALE,
    &departed_contact_in_use::DEPARTED_CONTACT_IN_USE,
    &replacement_not_onboarded::REPLACEMENT_NOT_ONBOARDED,
    &detractor_without_plan::DETRACTOR_WITHOUT_PLAN,
    &influential_contact_without_owner::INFLUENTIAL_CONTACT_WITHOUT_OWNER,
    &relationship_rests_on_one_person::RELATIONSHIP_RESTS_ON_ONE_PERSON,
    &reporting_line_cycle::REPORTING_LINE_CYCLE,
    &more_than_one_primary_manager::MORE_THAN_ONE_PRIMARY_MANAGER,
    &manager_overloaded::MANAGER_OVERLOADED,
    &manager_not_introduced::MANAGER_NOT_INTRODUCED,
    &no_deputy::NO_DEPUTY,
    &no_executive_sponsor::NO_EXECUTIVE_SPONSOR,
    &team_not_cross_functional::TEAM_NOT_CROSS_FUNCTIONAL,
    &person_over_allocated::PERSON_OVER_ALLOCATED,
    &manager_profile_mismatch::MANAGER_PROFILE_MISMATCH,
    &resources_undefined::RESOURCES_UNDEFINED,
    &costs_exceed_budget::COSTS_EXCEED_BUDGET,
    &budget_not_approved::BUDGET_NOT_APPROVED,
    &return_below_investment::RETURN_BELOW_INVESTMENT,
    &cost_to_serve_too_high::COST_TO_SERVE_TOO_HIGH,
    &value_add_not_matched::VALUE_ADD_NOT_MATCHED,
    &important_need_unaddressed::IMPORTANT_NEED_UNADDRESSED,
    &client_objective_unaddressed::CLIENT_OBJECTIVE_UNADDRESSED,
    &offer_not_differentiated::OFFER_NOT_DIFFERENTIATED,
    &needs_not_confirmed::NEEDS_NOT_CONFIRMED,
    &value_add_not_turned_into_action::VALUE_ADD_NOT_TURNED_INTO_ACTION,
    &discount_only_offer::DISCOUNT_ONLY_OFFER,
    &competitor_without_answer::COMPETITOR_WITHOUT_ANSWER,
    &service_level_missing::SERVICE_LEVEL_MISSING,
    &response_not_better_than_standard::RESPONSE_NOT_BETTER_THAN_STANDARD,
    &service_level_incomplete::SERVICE_LEVEL_INCOMPLETE,
    &service_level_without_remedy::SERVICE_LEVEL_WITHOUT_REMEDY,
    &service_level_expiring::SERVICE_LEVEL_EXPIRING,
    &reward_not_spelled_out::REWARD_NOT_SPELLED_OUT,
    &reward_not_told::REWARD_NOT_TOLD,
    &commitment_without_owner_or_date::COMMITMENT_WITHOUT_OWNER_OR_DATE,
    &commitment_overdue::COMMITMENT_OVERDUE,
    &expectations_not_communicated::EXPECTATIONS_NOT_COMMUNICATED,
    &breach_without_corrective_action::BREACH_WITHOUT_CORRECTIVE_ACTION,
    &renewal_not_prepared::RENEWAL_NOT_PREPARED,
    &no_risks::NO_RISKS,
    &defection_contingency_missing::DEFECTION_CONTINGENCY_MISSING,
    &risk_without_owner::RISK_WITHOUT_OWNER,
    &high_risk_unmitigated::HIGH_RISK_UNMITIGATED,
    &contingency_without_trigger::CONTINGENCY_WITHOUT_TRIGGER,
    &risk_not_reviewed::RISK_NOT_REVIEWED,
    &concentration_without_cover::CONCENTRATION_WITHOUT_COVER,
    &conflict_not_handled::CONFLICT_NOT_HANDLED,
    &review_overdue::REVIEW_OVERDUE,
    &review_rhythm_too_slow::REVIEW_RHYTHM_TOO_SLOW,
    &no_joint_review::NO_JOINT_REVIEW,
    &review_without_outcome::REVIEW_WITHOUT_OUTCOME,
    &no_escalation_path::NO_ESCALATION_PATH,
    &red_health_without_response::RED_HEALTH_WITHOUT_RESPONSE,
    &plan_not_approved::PLAN_NOT_APPROVED,
    &approved_by_owner::APPROVED_BY_OWNER,
    &no_performance_report::NO_PERFORMANCE_REPORT,
    &internal_change_not_told::INTERNAL_CHANGE_NOT_TOLD,
    &contact_rhythm_below_request::CONTACT_RHYTHM_BELOW_REQUEST,
    &history_not_lawful::HISTORY_NOT_LAWFUL,
    &hold_without_end::HOLD_WITHOUT_END,
    &exit_not_orderly::EXIT_NOT_ORDERLY,
    &period_over_no_next_cycle::PERIOD_OVER_NO_NEXT_CYCLE,
    &reselection_due::RESELECTION_DUE,
    &too_many_key_accounts::TOO_MANY_KEY_ACCOUNTS,
    &effort_out_of_proportion::EFFORT_OUT_OF_PROPORTION,
    &account_neglected::ACCOUNT_NEGLECTED,
    &revenue_concentrated::REVENUE_CONCENTRATED,
    &rivals_share_people::RIVALS_SHARE_PEOPLE,
    &key_account_without_plan::KEY_ACCOUNT_WITHOUT_PLAN,
    &selected_by_size::SELECTED_BY_SIZE,
    &low_potential_key_account::LOW_POTENTIAL_KEY_ACCOUNT,
    &high_potential_not_key::HIGH_POTENTIAL_NOT_KEY,
    &others_pay_the_price::OTHERS_PAY_THE_PRICE,
];
