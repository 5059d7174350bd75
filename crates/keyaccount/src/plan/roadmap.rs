//! How far has a plan come along the nine steps of key account management?
//!
//! Each step gives a measure from 0 to 1; the score is their weighted mean. It is a progress bar and not a grade, and it is
//! never given without its nine parts. A step that does not apply leaves the mean; one that cannot be measured, for instance
//! without a day of judgement, is said to be so and never guessed. What a step counts as done, the rules KA-101 to KA-111,
//! KA-601, KA-607, KA-653, KA-657 and KA-801 count as done as well.
//!
//! Source: the nine steps are KAM practice, S4; the measures are house design (plan-and-lifecycle note, section 1.3).

mod settings;

mod answer;

mod facts;
mod step;

mod offer;
mod people;
mod refinement;

pub use answer::{Lack, LackKind, Roadmap, RoadmapStep, StepName, StepOutcome, StepReason};
pub use settings::{RefinementMonths, RoadmapError, RoadmapSettings};

use rust_decimal::RoundingStrategy;

use self::facts::Facts;
use self::step::{Found, Measured};
use super::Plan;
use crate::account::Account;
use crate::quantity::decimal::{self, Decimal};
use crate::quantity::{Date, Share};

/// How many digits after the point a measure and a score keep.
const SCORE_DIGITS: u32 = 9;

/// Returns how far a plan has come along the nine steps.
///
/// score = sum(w s) / sum(w) over the steps that apply and can be measured, with w the weight and s the measure of a step.
/// Measures and scores are rounded to nine digits after the point, half to even, and the score is computed from the rounded
/// measures, so that a reader who takes them from the answer comes to the same result.
///
/// | step | measure |
/// |---|---|
/// | 1 profile | answered profile fields / 5: size, industry, locations, background, competitors; one that does not apply is answered |
/// | 2 needs | 0.5 where a product need is recorded + 0.5 where a relationship need is |
/// | 3 audience | 1 where a segment of the client's own customers has a name and says what they want, 0.5 with a name only; does not apply to suppliers |
/// | 4 team | 0.5 for an active primary manager + 0.5 where the client met that person |
/// | 5 strategy | value-adds linked to a need or an objective of the client / value-adds; 0 when there are none |
/// | 6 commitments | the mean of: value-adds turned into an action, commitment, reward or metric (0 when there are none); open actions with owner and date (0 without any action, left out where all are done); a service level agreement, complete (0 or 1); rewards spelled out (1 when none is promised) |
/// | 7 alignment | 0.5 for a kick-off with somebody of the client + 0.5 where the client confirmed it |
/// | 8 satisfaction | 1 where a request or a gesture was recorded in the last `request_days`; applies from as many days after the start of Execution, in Execution and Review |
/// | 9 refinement | 0.5 where the next review lies within `refinement_max_months` of the tier + 0.5 where no review is overdue (not earned where none is due at all) |
///
/// Facts about the account are the plan's, else those of `account`, the account as its portfolio knows it. Without
/// `as_of` the steps 4, 8 and 9 cannot be measured, without a tier step 9 cannot. More in a plan is not always a higher
/// score: a value-add that serves nothing lowers steps 5 and 6.
///
/// Never fails on what a plan lacks; what it lacks is listed with the step.
///
/// # Errors
///
/// [`RoadmapError`] when the weights make no sense.
///
/// # Examples
///
/// ```
/// use keyaccount::plan::Plan;
/// use keyaccount::plan::roadmap::{RoadmapSettings, StepOutcome, roadmap};
///
/// let plan: Plan = keyaccount::document::read(r#"{
///   "account": {"orientation": "customer", "industry": "dairy"},
///   "needs": [{"id": "N1", "kind": "product", "statement": "meters that survive caustic"}]}"#)?;
/// let roadmap = roadmap(&plan, None, None, &RoadmapSettings::default())?;
/// assert_eq!(roadmap.steps[0].measure.map(f64::from), Some(0.2));
/// assert_eq!(roadmap.steps[1].measure.map(f64::from), Some(0.5));
/// assert_eq!(roadmap.steps[1].lacking[0].path, "/needs");
/// assert_eq!(roadmap.steps[3].outcome, StepOutcome::NotMeasured);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn roadmap(
    plan: &Plan,
    account: Option<&Account>,
    as_of: Option<Date>,
    settings: &RoadmapSettings,
) -> Result<Roadmap, RoadmapError> {
    settings.check()?;
    let facts = Facts {
        plan,
        account,
        as_of,
        settings,
    };
    let found = [
        (StepName::Profile, people::profile(&facts)),
        (StepName::Needs, people::needs(&facts)),
        (StepName::Audience, people::audience(&facts)),
        (StepName::Team, people::team(&facts)),
        (StepName::Strategy, offer::strategy(&facts)),
        (StepName::Commitments, offer::commitments(&facts)),
        (StepName::Alignment, people::alignment(&facts)),
        (StepName::Satisfaction, people::satisfaction(&facts)),
        (StepName::Refinement, refinement::refinement(&facts)),
    ];
    let weights = settings.weights.iter().map(|weight| weight.get());
    let mut tally = Tally::default();
    let mut steps = Vec::with_capacity(found.len());
    for ((number, (name, found)), weight) in (1..).zip(found).zip(weights) {
        tally.add(weight, &found);
        steps.push(step(number, name, weight, found));
    }
    Ok(Roadmap {
        plan_id: plan.id.clone(),
        as_of,
        score: tally.score(tally.measured),
        coverage_share: share_of(tally.measured, tally.applicable),
        lowest_score: tally.score(tally.applicable),
        highest_score: tally.highest(),
        steps,
        settings: settings.clone(),
    })
}

/// The sums over the steps so far; the weights are bounded, so that they fit.
#[derive(Debug, Default)]
struct Tally {
    /// The weight of the steps that apply.
    applicable: Decimal,
    /// The weight of those that could be measured as well.
    measured: Decimal,
    /// The sum of weight times measure.
    earned: Decimal,
}

impl Tally {
    fn add(&mut self, weight: Decimal, found: &Found) {
        match found.measured {
            Measured::Measure(measure) => {
                self.applicable += weight;
                self.measured += weight;
                self.earned += weight * measure;
            }
            Measured::Unknown(_) => self.applicable += weight,
            Measured::NotApplicable(_) => {}
        }
    }

    /// Returns what was earned as a part of `weight`.
    fn score(&self, weight: Decimal) -> Option<Share> {
        share_of(self.earned, weight)
    }

    /// Returns the score if every step that could not be measured were complete.
    fn highest(&self) -> Option<Share> {
        share_of(self.earned + self.applicable - self.measured, self.applicable)
    }
}

fn step(number: u32, name: StepName, weight: Decimal, found: Found) -> RoadmapStep {
    let (outcome, measure, reason) = match found.measured {
        Measured::Measure(measure) => (StepOutcome::Measured, share(measure), None),
        Measured::NotApplicable(reason) => (StepOutcome::NotApplicable, None, Some(reason)),
        Measured::Unknown(reason) => (StepOutcome::NotMeasured, None, Some(reason)),
    };
    RoadmapStep {
        number,
        name,
        outcome,
        measure,
        reason,
        weight: weight.into(),
        lacking: found.lacking,
    }
}

/// Returns `part / whole`, nothing where the whole is 0.
fn share_of(part: Decimal, whole: Decimal) -> Option<Share> {
    share(part.checked_div(whole).map(rounded)?)
}

fn share(ratio: Decimal) -> Option<Share> {
    Share::try_from(decimal::to_f64(ratio.clamp(Decimal::ZERO, Decimal::ONE))).ok()
}

/// Returns a ratio as it is given in answers.
fn rounded(ratio: Decimal) -> Decimal {
    ratio
        .round_dp_with_strategy(SCORE_DIGITS, RoundingStrategy::MidpointNearestEven)
        .normalize()
}

#[cfg(test)]
mod tests;
