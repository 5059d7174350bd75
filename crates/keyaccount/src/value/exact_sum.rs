//! Sums of decimals that never lose a digit.

use rust_decimal::Decimal;

use crate::quantity::{Currency, Money};

/// The common scale on which amounts of one currency are added as integers.
///
/// Adding decimals one by one rounds when 28 digits run out, and the outcome then depends on the order. Integers of
/// one scale are exact in any order, and fast.
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
        let minor_digits = self.currency.minor_digits();
        let amount =
            shortened(units, self.scale, minor_digits).or_else(|| shortened(units, self.scale, 0))?;
        Some(Money::new(amount, self.currency))
    }
}

/// Returns `part / whole` of two amounts in one currency.
///
/// Both are counted in the finest unit that either is written in. The quotient is correctly rounded up to 2^53 of
/// those (ninety million million euros in cents).
pub(crate) fn ratio(part: Money, whole: Money) -> f64 {
    let grid = Grid::holding([&part.amount, &whole.amount], whole.currency);
    match (grid.units(part.amount), grid.units(whole.amount)) {
        (Some(part), Some(whole)) => quotient(part, whole),
        _ => part.to_f64() / whole.to_f64(),
    }
}

/// Returns `part / whole` of two counts of the same unit, correctly rounded up to 2^53.
pub(crate) fn quotient(part: i128, whole: i128) -> f64 {
    count_to_f64(part) / count_to_f64(whole)
}

/// Returns the float nearest to `count`, ties to even.
pub(crate) fn count_to_f64(count: i128) -> f64 {
    #[expect(
        clippy::cast_precision_loss,
        reason = "exact up to 2^53, beyond that the one rounding"
    )]
    let nearest = count as f64;
    nearest
}

/// Returns the decimal without the zeros behind `digits`, or nothing when it is too long even so.
fn shortened(mut units: i128, mut scale: u32, digits: u32) -> Option<Decimal> {
    while scale > digits && units % 10 == 0 {
        units /= 10;
        scale -= 1;
    }
    Decimal::try_from_i128_with_scale(units, scale).ok()
}
