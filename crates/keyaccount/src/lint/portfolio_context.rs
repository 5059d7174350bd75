//! What a rule about a portfolio may look at.

use super::context::{days, number};
use super::parameter::ParameterValue;
use super::settings::SettingsByTier;
use crate::account::{Account, Tier};
use crate::plan::Plan;
use crate::portfolio::Portfolio;
use crate::quantity::Date;

/// What a rule about a portfolio may look at: the portfolio, the plans that are known, and the rule's parameters.
#[derive(Debug, Clone, Copy)]
pub(super) struct PortfolioContext<'a> {
    pub(super) portfolio: &'a Portfolio,
    /// The plans inside the portfolio as far as they can be read, and the plan under judgement in place of its older self.
    pub(super) plans: &'a [&'a Plan],
    pub(super) as_of: Option<Date>,
    /// The code of the rule that looks.
    pub(super) code: &'static str,
    pub(super) settings: &'a SettingsByTier,
}

impl<'a> PortfolioContext<'a> {
    /// Returns the day on which the portfolio is judged; rules that need it are not run without.
    pub(super) fn as_of(&self) -> Option<Date> {
        self.as_of
    }

    /// Returns the accounts with their positions.
    pub(super) fn accounts(&self) -> impl Iterator<Item = (usize, &'a Account)> {
        self.portfolio.accounts.iter().enumerate()
    }

    /// Returns how many days before the day of judgement `date` lies, negative for later ones; nothing without that day.
    pub(super) fn age_days(&self, date: Date) -> Option<f64> {
        Some(days(date, self.as_of?))
    }

    /// Returns the number that the parameter `name` is set to for the portfolio as a whole, else not a number.
    pub(super) fn number(&self, name: &str) -> f64 {
        self.number_for(None, name)
    }

    /// Returns the number that the parameter `name` is set to for accounts of `tier`, else not a number.
    pub(super) fn number_for(&self, tier: Option<Tier>, name: &str) -> f64 {
        number(self.settings.parameters(self.code, tier), name)
    }

    /// Returns the word that the parameter `name` is set to, empty where there is none.
    pub(super) fn text(&self, name: &str) -> &'a str {
        match self.settings.parameters(self.code, None).get(name) {
            Some(ParameterValue::Text(text)) => text,
            _ => "",
        }
    }

    /// Returns the texts that the parameter `name` lists.
    pub(super) fn texts(&self, name: &str) -> &'a [String] {
        match self.settings.parameters(self.code, None).get(name) {
            Some(ParameterValue::Texts(texts)) => texts,
            _ => &[],
        }
    }
}
