//! The generator and the weights that are drawn.

use crate::scoring::robustness::GENERATOR;
use crate::scoring::robustness::random::Random;
use crate::scoring::robustness::ranges::RangeSampler;

/// The numbers of the first draws, so that a change of the generator is seen: made with another implementation of `ChaCha`.
#[test]
fn the_generator_is_chacha_with_twelve_rounds() {
    assert_eq!(GENERATOR, "chacha12/1");
    let words = chacha12(1, 3);
    let mut random = Random::new(1, 3);
    for pair in words.chunks(2).take(4) {
        let bits = (u64::from(pair[1]) << 32 | u64::from(pair[0])) >> 12;
        #[expect(clippy::cast_precision_loss, reason = "52 bits")]
        let expected = (bits as f64 + 0.5) / 4_503_599_627_370_496.0;
        assert_eq!(random.unit(), expected);
    }
}

/// The first block of `ChaCha` with 12 rounds (Bernstein 2008), written from the definition.
fn chacha12(seed: u32, stream: u32) -> [u32; 16] {
    let start = [
        0x6170_7865,
        0x3320_646e,
        0x7962_2d32,
        0x6b20_6574,
        seed,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        stream,
        0_u32,
    ];
    let mut state = start;
    let mut quarter = |a: usize, b: usize, c: usize, d: usize| {
        for (x, y, z, turn) in [(a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)] {
            state[x] = state[x].wrapping_add(state[y]);
            state[z] = (state[z] ^ state[x]).rotate_left(turn);
        }
    };
    for _ in 0..6 {
        for column in 0..4 {
            quarter(column, column + 4, column + 8, column + 12);
        }
        for column in 0..4 {
            quarter(
                column,
                (column + 1) % 4 + 4,
                (column + 2) % 4 + 8,
                (column + 3) % 4 + 12,
            );
        }
    }
    std::array::from_fn(|word| state[word].wrapping_add(start[word]))
}

/// Even draws have the mean and the spread of plain rejection from the simplex, whatever body they are drawn from.
#[test]
fn ranges_are_drawn_evenly() {
    let lists: [&[(f64, f64)]; 5] = [
        &[(0.0, 1.0), (0.0, 1.0), (0.0, 1.0)],
        &[(0.1, 0.3), (0.2, 0.6), (0.0, 0.9), (0.0, 0.4)],
        &[(0.3, 0.5), (0.1, 0.4), (0.2, 0.3)],
        &[(0.0, 0.4), (0.0, 0.4), (0.0, 0.4)],
        &[(0.2, 0.2), (0.0, 0.05), (0.0, 1.0), (0.0, 1.0)],
    ];
    for ranges in lists {
        let sampler = RangeSampler::new(ranges).unwrap();
        let (mut random, mut other) = (Random::new(5, 0), Random::new(6, 0));
        let (mut sums, mut squares) = (vec![0.0; ranges.len()], vec![0.0; ranges.len()]);
        let (mut plain, mut plain_squares, mut count) =
            (vec![0.0; ranges.len()], vec![0.0; ranges.len()], 0.0);
        let mut shares = vec![0.0; ranges.len()];
        for _ in 0..20_000 {
            while !sampler.draw(&mut random, &mut shares) {}
            assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            for (place, (share, (low, high))) in shares.iter().zip(ranges).enumerate() {
                assert!(*share >= low - 1e-12 && *share <= high + 1e-12);
                sums[place] += share / 20_000.0;
                squares[place] += share * share / 20_000.0;
            }
        }
        // Rejection in all but the last coordinate, the fixed ones apart.
        for _ in 0..400_000 {
            let mut rest = 1.0;
            for (share, (low, high)) in shares.iter_mut().zip(ranges).take(ranges.len() - 1) {
                *share = low + (high - low) * other.unit();
                rest -= *share;
            }
            let (low, high) = ranges[ranges.len() - 1];
            if rest >= low && rest <= high {
                shares[ranges.len() - 1] = rest;
                count += 1.0;
                for (place, share) in shares.iter().enumerate() {
                    plain[place] += share;
                    plain_squares[place] += share * share;
                }
            }
        }
        assert!(count > 2000.0);
        for place in 0..ranges.len() {
            let deviation = (squares[place] - sums[place] * sums[place]).max(0.0).sqrt();
            let error = 5.0 * deviation * (1.0 / count + 1.0 / 20_000.0_f64).sqrt() + 1e-9;
            assert!(
                (sums[place] - plain[place] / count).abs() < error,
                "{ranges:?} {place}"
            );
            assert!(
                (squares[place] - plain_squares[place] / count).abs() < 2.0 * error,
                "{ranges:?} {place}"
            );
        }
    }
}

/// Thirty criteria, ten percent around equal weights: plain rejection from the simplex would never end.
#[test]
fn many_narrow_ranges_are_drawn_in_few_tries() {
    for (count, percent) in [(30, 10.0), (300, 1.0), (10, 50.0), (12, 100.0)] {
        let share = 1.0 / f64::from(count);
        let ranges = vec![
            (share * (1.0 - percent / 100.0), share * (1.0 + percent / 100.0));
            usize::try_from(count).unwrap()
        ];
        let sampler = RangeSampler::new(&ranges).unwrap();
        let mut random = Random::new(1, 0);
        let mut shares = vec![0.0; ranges.len()];
        let tries = 2000;
        let hits = (0..tries)
            .filter(|_| sampler.draw(&mut random, &mut shares))
            .count();
        assert!(hits > 40, "{count} {percent}: {hits}");
    }
}
