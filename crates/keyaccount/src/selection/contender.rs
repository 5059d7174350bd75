//! An account that takes its turn in a selection.

use super::answer::Reason;
use super::facts::CheckedFacts;
use super::resources::Need;
use super::{Incumbency, SchmittTrigger, SelectionPolicy};
use crate::quantity::Score;
use crate::scoring::AccountScore;

/// An account with what the policy asks of it.
pub(super) struct Contender<'a> {
    pub(super) account: &'a AccountScore,
    pub(super) is_key: bool,
    /// Why it is out whatever the others do; nothing where it takes its turn.
    pub(super) barred: Option<Reason>,
    /// The final score that it has to reach; nothing without a threshold.
    pub(super) line: Option<f64>,
    /// What it needs of what is limited; nothing where that is not known.
    pub(super) need: Option<Need>,
    /// The switch between in and out before today's score; nothing without a threshold.
    before: Option<SchmittTrigger>,
    /// The same after today's score.
    today: Option<SchmittTrigger>,
}

impl<'a> Contender<'a> {
    /// Returns what the policy asks of an account.
    pub(super) fn new(
        account: &'a AccountScore,
        resolution: f64,
        policy: &SelectionPolicy,
        facts: &CheckedFacts<'_>,
    ) -> Self {
        let rule = policy.incumbents;
        let incumbency = rule.and_then(|_| facts.incumbents.get(&account.account_id).copied());
        let is_key = incumbency.is_some_and(|incumbency| incumbency.is_key);
        let entry = policy.threshold.map(Score::get);
        let line = match rule {
            Some(rule) if is_key => Some(rule.exit_threshold.get()),
            _ => entry,
        };
        let before = entry.map(|entry| match rule {
            Some(rule) => rule.trigger(entry, resolution, incumbency),
            None => SchmittTrigger::new(entry - resolution, entry - resolution, 1, 1),
        });
        let need = match &policy.resources {
            Some(limits) => Need::of(facts.needs.get(&account.account_id).copied(), limits),
            None => Some(Need::default()),
        };
        let mut contender = Self {
            account,
            is_key,
            barred: None,
            line,
            need,
            before,
            today: after(before, account.final_score),
        };
        contender.barred = contender.bar();
        contender
    }

    /// Returns whether the account would be in by the score alone if it were this one today.
    pub(super) fn is_in_with(&self, score: f64) -> bool {
        after(self.before, Some(score)).is_none_or(|trigger| trigger.is_on())
    }

    /// Returns the points from its line up to its final score.
    pub(super) fn margin(&self) -> Option<f64> {
        Some(self.account.final_score? - self.line?)
    }

    /// Returns the points that it lies below its line, where that keeps it out.
    pub(super) fn points_below_line(&self) -> Option<f64> {
        self.margin().map(|margin| -margin).filter(|_| self.is_below())
    }

    /// Returns whether it stands among those who share its rank: it takes a turn, or would but for its line.
    pub(super) fn stands_in_line(&self) -> bool {
        self.barred.is_none() || self.is_below()
    }

    /// Returns why it stays, where it is key today and does not reach the line to come in.
    pub(super) fn reason_to_stay(&self) -> Option<Reason> {
        let today = self.today.filter(|_| self.is_key)?;
        if self.account.final_score.is_none() {
            return Some(Reason::NotScored);
        }
        match (today.periods_above(), today.periods_below()) {
            (0, 0) => Some(Reason::AboveExit),
            (0, _) => Some(Reason::NotYetOut),
            _ => None,
        }
    }

    /// Returns the periods in a row that are lacking to change the side of an account that is not yet in or out.
    pub(super) fn periods_left(&self, reason: Reason) -> Option<u32> {
        match reason {
            Reason::NotYetIn => Some(self.today?.periods_up()),
            Reason::NotYetOut => Some(self.today?.periods_down()),
            _ => None,
        }
    }

    /// Returns what the next selection has to know of it, nothing where no score has decided anything yet.
    pub(super) fn next_incumbency(&self, selected: bool) -> Option<Incumbency> {
        let today = self.today.filter(SchmittTrigger::is_decided)?;
        Some(Incumbency {
            account_id: self.account.account_id.clone(),
            is_key: selected,
            periods_above: today.periods_above(),
            periods_below: today.periods_below(),
        })
    }

    fn bar(&self) -> Option<Reason> {
        let is_scored = self.account.final_score.is_some();
        let is_in = self.today.is_none_or(|today| today.is_on());
        let reaches_entry = self.today.is_some_and(|today| today.periods_above() > 0);
        match self.need {
            _ if self.account.excluded && is_scored => Some(Reason::ExcludedByGate),
            _ if !is_scored && (self.account.excluded || !self.is_key) => Some(Reason::NotScored),
            _ if !is_in && self.is_key => Some(Reason::BelowExit),
            _ if !is_in && reaches_entry => Some(Reason::NotYetIn),
            _ if !is_in => Some(Reason::BelowThreshold),
            None => Some(Reason::NeedNotKnown),
            Some(_) => None,
        }
    }

    fn is_below(&self) -> bool {
        matches!(self.barred, Some(Reason::BelowThreshold | Reason::BelowExit))
    }
}

fn after(before: Option<SchmittTrigger>, score: Option<f64>) -> Option<SchmittTrigger> {
    let mut today = before?;
    today.step(score);
    Some(today)
}
