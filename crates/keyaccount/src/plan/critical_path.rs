//! When can the actions of a plan be done, and which of them decide whether its objectives are met in time?
//!
//! The critical-path method: a pass forward through the network gives the earliest days, a pass backward from the
//! deadlines the latest ones, and the difference is float. Source: Kelley and Walker, *Critical-path planning and
//! scheduling*, 1959; links with lags as in the precedence diagramming method, Fondahl 1961; three-point estimates from
//! PERT, Malcolm and others, *Application of a technique for research and development program evaluation*, 1959.
//!
//! # Days
//!
//! Day 0 is `as_of`, or the first working day from then on. Days are counted in calendar days or in working days of one
//! calendar ([`DayCount`]), durations and lags as well. A start is the day on which work begins, a finish the day after
//! the last day of work, so that finish less start is the duration; dates name the last day of work itself. What takes no time ends with the day
//! before the one on which it starts.
//!
//! # Rules
//!
//! * **Duration** d: `duration_days`, else from `start_on` to `due_on`, else one day. Planned dates give a duration and
//!   do not hold an action back: the earliest days are those that the network allows.
//! * **Forward**: earliest start ES = the latest of finish to start EF + lag, start to start ES + lag, finish to finish
//!   EF + lag - d, start to finish ES + lag - d, and day 0; earliest finish EF = ES + d.
//! * **Done** actions stand on their actual days. Actions **in progress** have ceil(d (1 - percent / 100)) left, from day
//!   0, and what is left waits for the links like any other work (retained logic); what waits for their start
//!   sees the actual start. All others, blocked ones included, have not begun.
//! * **Backward**: latest finish LF = the earliest of finish to start LS - lag, start to start LS - lag + d, finish to
//!   finish LF - lag, start to finish LF - lag + d, and the deadline: the earliest due date of the objectives that the
//!   action serves. Where no deadline of an objective bears on an action, it is the day on which the last action ends.
//!   Latest start LS = LF - d.
//! * **Total float** LF - EF; **critical** at 0 or less, near critical up to `near_critical_days`. **Free float** is how
//!   long an action can be late without moving another.
//! * The own due dates of actions are judged by a float of their own: an action that misses its own date is late, which is
//!   another thing than being critical.
//! * Actions that wait for each other in a **circle**, and all that wait for those, are not evaluated.
//!
//! Takes time, and gives an answer, in proportion to the plan, up to a logarithm.

mod answer;
mod day_count;

mod network;

mod backward;
mod forward;

mod chain;
mod estimate;

mod schedule;

pub use answer::{
    ActionSchedule, AssumptionKind, ChainEstimate, ChainStep, CriticalPath, Criticality, DependencyCycle,
    DrivingChain, NotScheduled, NotScheduledReason, ObjectiveSchedule, ScheduleAssumption,
    UnknownPredecessor, WorkState,
};
pub use day_count::{DayCount, DayCountError, DayScale, WorkingDays};
pub use schedule::{ScheduleOptions, critical_path};

#[cfg(test)]
mod tests;
