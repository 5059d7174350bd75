//! Whole numbers on short scales.

use serde::{Deserialize, Serialize};

use crate::quantity::OutOfRange;

macro_rules! steps {
    ($($(#[$doc:meta])* $name:ident($number:ty) $word:literal $min:literal to $max:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "i64", into = "i64")]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[cfg_attr(feature = "schema", schemars(with = "i64", extend("minimum" = $min, "maximum" = $max)))]
        pub struct $name($number);

        impl $name {
            /// The lowest step.
            pub const MIN: Self = Self($min);
            /// The highest step.
            pub const MAX: Self = Self($max);

            /// Returns the step as a number.
            pub fn get(self) -> $number {
                self.0
            }
        }

        impl TryFrom<i64> for $name {
            type Error = OutOfRange;

            fn try_from(step: i64) -> Result<Self, OutOfRange> {
                <$number>::try_from(step)
                    .ok()
                    .filter(|step| ($min..=$max).contains(step))
                    .map(Self)
                    .ok_or_else(|| {
                        let expected = concat!("a whole number between ", $min, " and ", $max);
                        OutOfRange::new($word, expected, step)
                    })
            }
        }

        impl From<$name> for i64 {
            fn from(step: $name) -> Self {
                step.0.into()
            }
        }
    )+};
}

steps! {
    /// How much there is of something, 1 (very little) to 5 (very much): power, interest, priority, probability.
    Rating(u8) "rating" 1 to 5;
    /// A judgement on the scale of account selection, 1 (low) to 10 (high) (KAM practice, S0).
    Grade(u8) "grade" 1 to 10;
    /// How strong a tie or how deep a skill is, 0 (none) to 5.
    Degree(u8) "degree" 0 to 5;
    /// How far a piece of work has come, 0 to 100.
    Percent(u8) "percent" 0 to 100;
    /// How a person stands towards us: -2 opponent, -1 sceptic, 0 neutral, 1 supporter, 2 advocate.
    Stance(i8) "stance" -2 to 2;
}

impl Rating {
    /// Returns the place on the scale as a share of its length: (step - 1) / 4.
    ///
    /// # Examples
    ///
    /// ```
    /// use keyaccount::vocabulary::Rating;
    ///
    /// assert_eq!(Rating::try_from(4)?.share(), 0.75);
    /// # Ok::<(), keyaccount::quantity::OutOfRange>(())
    /// ```
    pub fn share(self) -> f64 {
        (f64::from(self.0) - 1.0) / 4.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Degree, Grade, Percent, Rating, Stance};

    #[test]
    fn both_ends_are_steps_and_their_neighbours_are_not() {
        fn ends<T: TryFrom<i64>>(min: i64, max: i64) {
            assert!(T::try_from(min).is_ok() && T::try_from(max).is_ok());
            assert!(T::try_from(min - 1).is_err() && T::try_from(max + 1).is_err());
            assert!(T::try_from(i64::MIN).is_err() && T::try_from(i64::MAX).is_err());
        }
        ends::<Rating>(1, 5);
        ends::<Grade>(1, 10);
        ends::<Degree>(0, 5);
        ends::<Percent>(0, 100);
        ends::<Stance>(-2, 2);
    }

    #[test]
    fn a_refusal_repeats_the_number_and_the_scale() {
        let error = serde_json::from_str::<Rating>("7").unwrap_err();
        assert_eq!(
            error.to_string(),
            "rating must be a whole number between 1 and 5 (got 7)"
        );
        let error = Stance::try_from(-3).unwrap_err();
        assert_eq!(
            error.to_string(),
            "stance must be a whole number between -2 and 2 (got -3)"
        );
    }
}
