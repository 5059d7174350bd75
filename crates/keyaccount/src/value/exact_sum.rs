//! Sums of decimals that never lose a digit.

use rust_decimal::Decimal;

use crate::quantity::{Currency, Money};

/// The common scale on which amounts of one currency are added as integers.
///
/// Adding decimals one by one rounds when 28 digits run out, and the outcome then depends on the order. Integers of one scale are
/// exact in any order, and fast.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Grid {
    scale: u32,
    currency: Currency,
}

impl Grid {
    /// Returns the coarsest grid that holds every amount and the minor unit of the currency.
    pub(crate) fn holding<'a>(amounts: impl IntoIterator<Item = &'a Decimal>, currency: Currency) -> Self {
        let scale = amounts
            .into_iter()
            .fold(currency.minor_digits(), |scale, amount| scale.max(amount.scale()));
        Self { scale, currency }
    }

    /// Returns the exact sum of the amounts, or nothing when it needs more digits than a decimal holds.
    pub(crate) fn sum(amounts: &[Decimal], currency: Currency) -> Option<Money> {
        let grid = Self::holding(amounts, currency);
        let mut sum = 0_i128;
        for &amount in amounts {
            sum = sum.checked_add(grid.units(amount)?)?;
        }
        grid.money(sum)
    }

    /// Returns the amount in units of the grid, or nothing when they are too many.
    pub(crate) fn units(self, amount: Decimal) -> Option<i128> {
        let finer = self.scale.checked_sub(amount.scale())?;
        if finer == 0 {
            return Some(amount.mantissa());
        }
        amount.mantissa().checked_mul(10_i128.checked_pow(finer)?)
    }

    /// Returns the money that `units` make, or nothing when it needs more digits than a decimal holds.
    ///
    /// Zeros after the minor unit are left out, so that equal amounts print equal bytes.
    pub(crate) fn money(self, units: i128) -> Option<Money> {
        let (mut units, mut scale) = (units, self.scale);
        while scale > self.currency.minor_digits() && units % 10 == 0 {
            units /= 10;
            scale -= 1;
        }
        let amount = Decimal::try_from_i128_with_scale(units, scale).ok()?;
        Some(Money::new(amount, self.currency))
    }

    /// Returns the float nearest to the amount that `units` make.
    pub(crate) fn to_f64(self, units: i128) -> f64 {
        match self.money(units) {
            Some(money) => money.to_f64(),
            // The text of a number always parses, and to the nearest float; NaN would show a fault of this line.
            None => format!("{units}e-{}", self.scale).parse().unwrap_or(f64::NAN),
        }
    }
}
