//! What a rule about a portfolio may look at.

use std::collections::BTreeMap;

use super::context::{days, exact, number};
use super::parameter::ParameterValue;
use super::report::Reason;
use super::settings::SettingsByTier;
use crate::account::{Account, Tier};
use crate::plan::Plan;
use crate::portfolio::Portfolio;
use crate::quantity::decimal::{self, Decimal};
use crate::quantity::{Date, Datum, Money};
use crate::vocabulary::Entity;

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

    /// Returns the accounts that we still deal with, with their positions.
    pub(super) fn served_accounts(&self) -> impl Iterator<Item = (usize, &'a Account)> {
        self.accounts().filter(|(_, account)| account.is_served())
    }

    /// Returns the accounts by their ids, with their positions.
    pub(super) fn accounts_by_id(&self) -> BTreeMap<&'a str, (usize, &'a Account)> {
        let accounts = self.accounts();
        accounts
            .filter_map(|(index, account)| Some((account.id()?, (index, account))))
            .collect()
    }

    /// Returns an amount in the currency of the organisation, nothing where it is not applicable.
    ///
    /// # Errors
    ///
    /// Why there is no such amount: it is not known, or there is no rate for its currency.
    pub(super) fn in_own_currency(&self, amount: &Datum<Money>) -> Result<Option<Decimal>, Reason> {
        match *amount {
            Datum::Value(money) => {
                let as_of = self.as_of.ok_or(Reason::EvaluationDateMissing)?;
                let own = self.portfolio.in_own_currency(money, as_of);
                own.map(|own| Some(own.amount)).ok_or(Reason::RateMissing)
            }
            Datum::NotApplicable => Ok(None),
            Datum::Missing | Datum::Unknown => Err(Reason::InputMissing),
        }
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

    /// Returns the number that the parameter `name` is set to for accounts of `tier`, as an exact decimal.
    pub(super) fn decimal_for(&self, tier: Option<Tier>, name: &str) -> Option<Decimal> {
        exact(self.number_for(tier, name))
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

/// Returns the exact sum, nothing where it needs more digits than a decimal holds.
pub(super) fn sum(mut numbers: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    numbers.try_fold(Decimal::ZERO, decimal::add)
}

/// Returns a share in percent for readers, rounded to one digit after the point; 0 of nothing.
pub(super) fn percent(part: Decimal, whole: Decimal) -> f64 {
    let share = part.checked_div(whole).unwrap_or_default();
    let percent = share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or_default();
    decimal::to_f64(percent.round_dp(1))
}
