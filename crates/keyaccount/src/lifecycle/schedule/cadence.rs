//! The schedule of a cadence, and what a plan says happened to it.

use crate::lifecycle::HoldInterval;
use crate::plan::{Cadence, CadenceKind, Review};
use crate::quantity::Date;

use super::{Anchor, ReviewLog, Schedule, SlotPeriod};

/// Why the slots of a cadence cannot be calculated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CadenceGap {
    /// It does not say how often.
    #[error("cadence must say how many units lie between one time and the next, and which unit")]
    Rhythm,
    /// It counts 0 units.
    #[error("cadence must count at least 1 unit (got 0)")]
    EveryZero,
    /// Neither the cadence nor a launch says from which day to count.
    #[error("cadence must have a day from which times are counted, or the plan a day of launch")]
    Anchor,
}

/// Returns the schedule of `cadence` in a plan that came into force on `launched_on`.
///
/// Without an anchor of its own, slots are counted from the launch. An anchor after the launch, or without one, is the
/// first review. From an anchor on or before the launch slots are counted too, and the first one is that after the
/// launch: what lies before is not this plan's.
///
/// # Errors
///
/// [`CadenceGap`] says what the documents leave out.
///
/// # Examples
///
/// ```
/// use keyaccount::lifecycle::cadence_schedule;
/// use keyaccount::plan::Cadence;
/// use keyaccount::quantity::Date;
///
/// let cadence: Cadence = serde_json::from_str(
///     r#"{"id": "C1", "kind": "refinement", "every": 3, "unit": "months", "anchor_on": "2025-11-30"}"#)?;
/// let schedule = cadence_schedule(&cadence, Date::new(2026, 1, 10)).unwrap();
/// assert_eq!(schedule.anchor.first_number(), 1);
/// assert_eq!(schedule.slot_on(1), Date::new(2026, 2, 28));
/// assert_eq!(cadence_schedule(&Cadence::default(), None).unwrap_err().to_string(),
///            "cadence must say how many units lie between one time and the next, and which unit");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn cadence_schedule(cadence: &Cadence, launched_on: Option<Date>) -> Result<Schedule, CadenceGap> {
    let (Some(every), Some(unit)) = (cadence.every, cadence.unit) else {
        return Err(CadenceGap::Rhythm);
    };
    let period = SlotPeriod::new(every, unit).map_err(|_| CadenceGap::EveryZero)?;
    match (cadence.anchor_on, launched_on) {
        (None, None) => Err(CadenceGap::Anchor),
        (None, Some(launch)) => Ok(Schedule::new(Anchor::launch(launch), period)),
        (Some(anchor), Some(launch)) if anchor <= launch => {
            let mut schedule = Schedule::new(Anchor::launch(anchor), period);
            schedule.anchor = schedule.grid().beginning_after(launch).anchor;
            Ok(schedule)
        }
        (Some(anchor), _) => Ok(Schedule::new(Anchor::first_review(anchor), period)),
    }
}

/// Returns what `reviews` and `holds` say happened to `cadence`.
///
/// A review belongs to the cadence that it names, or where it names none to every cadence of its kind. The review that
/// closes a cycle counts for refinements as well. Reviews without a day on which they were held are left out. The slot that
/// a review names is not asked: windows decide which one it serves.
pub fn review_log(cadence: &Cadence, reviews: &[Review], holds: &[HoldInterval]) -> ReviewLog {
    let belongs = |review: &&Review| {
        let closes_cycle = review.kind == Some(CadenceKind::CycleReview);
        if closes_cycle && cadence.kind == Some(CadenceKind::Refinement) {
            return true;
        }
        match &review.cadence_id {
            Some(id) => cadence.id.as_ref() == Some(id),
            None => review.kind.is_some() && review.kind == cadence.kind,
        }
    };
    ReviewLog {
        held: reviews
            .iter()
            .filter(belongs)
            .filter_map(|review| review.held_on)
            .collect(),
        holds: holds.to_vec(),
        ad_hoc: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::EntityId;
    use crate::vocabulary::RhythmUnit;

    fn day(text: &str) -> Option<Date> {
        text.parse().ok()
    }

    fn quarterly(anchor_on: Option<Date>) -> Cadence {
        Cadence {
            id: EntityId::try_from("C1".to_owned()).ok(),
            kind: Some(CadenceKind::Refinement),
            every: Some(3),
            unit: Some(RhythmUnit::Months),
            anchor_on,
            owner_id: None,
        }
    }

    #[test]
    fn the_first_slot_by_anchor_and_launch() {
        for (anchor_on, launched_on, first) in [
            (None, day("2026-01-10"), "2026-04-10"),
            (day("2026-02-01"), day("2026-01-10"), "2026-02-01"),
            (day("2026-02-01"), None, "2026-02-01"),
            (day("2026-01-10"), day("2026-01-10"), "2026-04-10"),
            (day("2024-11-30"), day("2026-01-10"), "2026-02-28"),
            (day("2024-11-30"), day("2026-02-28"), "2026-05-30"),
        ] {
            let schedule = cadence_schedule(&quarterly(anchor_on), launched_on).unwrap();
            let number = schedule.anchor.first_number();
            assert_eq!(
                schedule.slot_on(number),
                day(first),
                "{anchor_on:?} {launched_on:?}"
            );
            assert_eq!(
                number.checked_sub(1).and_then(|number| schedule.slot_on(number)),
                None
            );
        }
    }

    #[test]
    fn what_is_lacking_is_said() {
        assert_eq!(cadence_schedule(&quarterly(None), None), Err(CadenceGap::Anchor));
        let never = Cadence {
            every: Some(0),
            ..quarterly(None)
        };
        assert_eq!(
            cadence_schedule(&never, day("2026-01-10")),
            Err(CadenceGap::EveryZero)
        );
        assert_eq!(
            CadenceGap::EveryZero.to_string(),
            "cadence must count at least 1 unit (got 0)"
        );
        assert_eq!(
            CadenceGap::Anchor.to_string(),
            "cadence must have a day from which times are counted, or the plan a day of launch"
        );
    }

    #[test]
    fn a_review_counts_for_its_cadence() {
        let reviews: Vec<Review> = serde_json::from_str(
            r#"[{"id": "R1", "kind": "refinement", "held_on": "2026-01-01"},
                {"id": "R2", "kind": "joint_review", "held_on": "2026-01-02"},
                {"id": "R3", "kind": "joint_review", "cadence_id": "C1", "held_on": "2026-01-03"},
                {"id": "R4", "kind": "refinement", "cadence_id": "C2", "held_on": "2026-01-04"},
                {"id": "R5", "kind": "cycle_review", "cadence_id": "C3", "held_on": "2026-01-05"},
                {"id": "R6", "kind": "refinement", "planned_on": "2026-01-06"},
                {"id": "R7", "held_on": "2026-01-07"}]"#,
        )
        .unwrap();
        let log = review_log(&quarterly(None), &reviews, &[]);
        let held: Vec<_> = log.held.iter().map(ToString::to_string).collect();
        assert_eq!(held, ["2026-01-01", "2026-01-03", "2026-01-05"]);
        assert_eq!(review_log(&Cadence::default(), &reviews, &[]).held, []);
    }
}
