//! How much of the work is done.

use serde::Serialize;

use super::objective::share;
use super::rounded;
use crate::plan::{Action, ActionStatus};
use crate::quantity::Share;
use crate::quantity::decimal::{self, Decimal};
use crate::vocabulary::Figure;

/// How much of the work on the actions of a plan is done. Work is not outcome: objectives are not looked at.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActionProgress {
    /// Done effort / all effort, to nine digits after the point; absent where there is no effort at all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done_share: Option<Share>,
    /// The effort that is done, in days of work; absent where it needs more than the 28 digits of a decimal.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done_effort_days: Option<Figure>,
    /// The effort of all actions that are not cancelled, in days of work; absent as above.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all_effort_days: Option<Figure>,
    /// The number of actions that are not cancelled.
    pub action_count: u32,
    /// The number of them that are done.
    pub done_count: u32,
    /// The number of cancelled actions, which are not looked at.
    pub cancelled_count: u32,
    /// The number of actions that count with one day, because their effort is missing or negative.
    pub effort_assumed_count: u32,
    /// The number of actions in progress that count as not begun, because nobody says how far they are.
    pub percent_missing_count: u32,
}

/// Returns how much of the work on `actions` is done.
///
/// Done effort / all effort of the actions that are not cancelled. A done action counts in full, one in progress by its
/// percent, any other not at all, a blocked one included. Where the effort is missing it is one day (house default).
///
/// # Examples
///
/// ```
/// use keyaccount::plan::Action;
/// use keyaccount::plan::progress::action_progress;
///
/// let actions: Vec<Action> = keyaccount::document::read(r#"[
///   {"effort_days": 4, "status": "done"}, {"effort_days": 5, "status": "in_progress", "percent": 40},
///   {"status": "planned"}, {"effort_days": 50, "status": "cancelled"}]"#)?;
/// let found = action_progress(&actions);
/// assert_eq!(found.done_share.map(f64::from), Some(0.6));
/// assert_eq!(found.effort_assumed_count, 1);
/// # Ok::<(), keyaccount::document::ReadError>(())
/// ```
pub fn action_progress(actions: &[Action]) -> ActionProgress {
    let mut found = ActionProgress {
        done_share: None,
        done_effort_days: None,
        all_effort_days: None,
        action_count: 0,
        done_count: 0,
        cancelled_count: 0,
        effort_assumed_count: 0,
        percent_missing_count: 0,
    };
    let (mut done, mut all) = (Some(Decimal::ZERO), Some(Decimal::ZERO));
    for action in actions {
        if action.status == Some(ActionStatus::Cancelled) {
            found.cancelled_count += 1;
            continue;
        }
        found.action_count += 1;
        let effort = action.effort_days.map(Figure::get);
        let effort = effort.filter(|effort| !effort.is_sign_negative() || effort.is_zero());
        found.effort_assumed_count += u32::from(effort.is_none());
        let effort = effort.unwrap_or(Decimal::ONE);
        let percent = match (action.status, action.percent) {
            (Some(ActionStatus::Done), _) => {
                found.done_count += 1;
                100
            }
            (Some(ActionStatus::InProgress), Some(percent)) => percent.get(),
            (Some(ActionStatus::InProgress), None) => {
                found.percent_missing_count += 1;
                0
            }
            _ => 0,
        };
        let part = effort.checked_mul(Decimal::new(percent.into(), 2));
        done = done.zip(part).and_then(|(sum, part)| decimal::add(sum, part));
        all = all.and_then(|sum| decimal::add(sum, effort));
    }
    let ratio = done.zip(all).and_then(|(done, all)| done.checked_div(all));
    ActionProgress {
        done_share: ratio.map(rounded).and_then(share),
        done_effort_days: done.map(|days| days.normalize().into()),
        all_effort_days: all.map(|days| days.normalize().into()),
        ..found
    }
}
