//! Numbers that look random and are the same on every platform and in every later year.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// The name and version of how numbers are drawn; an answer with another name may differ for the same seed.
pub(super) const GENERATOR: &str = "chacha12/1";

/// A stream of random numbers.
///
/// The key of `ChaCha` with 12 rounds is the seed in its first eight bytes, lowest first, and zeros; `stream` is its stream
/// number.
pub(super) struct Random(ChaCha12Rng);

impl Random {
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut key = [0; 32];
        for (byte, of_seed) in key.iter_mut().zip(seed.to_le_bytes()) {
            *byte = of_seed;
        }
        let mut generator = ChaCha12Rng::from_seed(key);
        generator.set_stream(stream);
        Self(generator)
    }

    /// Returns a number above 0 and below 1: one of the 2^52 middles of equal stretches, each as likely.
    pub(super) fn unit(&mut self) -> f64 {
        const STRETCHES: f64 = 4_503_599_627_370_496.0;
        let word = self.0.next_u64() >> 12;
        let (high, low) = (word >> 32, word & 0xFFFF_FFFF);
        let whole = |part: u64| f64::from(u32::try_from(part).unwrap_or_default());
        (whole(high) * 4_294_967_296.0 + whole(low) + 0.5) / STRETCHES
    }

    /// Returns a number of the exponential distribution with mean 1.
    pub(super) fn exponential(&mut self) -> f64 {
        -libm::log(self.unit())
    }
}
