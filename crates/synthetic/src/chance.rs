//! Chance that a seed gives again: whole numbers only, so that every machine draws the same.

use fastrand::Rng;

/// One series of draws.
pub(super) struct Chance(Rng);

impl Chance {
    /// The series with a number, of a seed; series do not depend on one another.
    pub fn new(seed: u64, series: u64) -> Chance {
        Chance(Rng::with_seed(mixed(seed ^ mixed(series))))
    }

    /// From 0 up to the limit, which stays out; 0 for a limit of 0.
    pub fn below(&mut self, limit: u32) -> u32 {
        if limit == 0 { 0 } else { self.0.u32(..limit) }
    }

    /// As [`Chance::below`].
    pub fn below_u64(&mut self, limit: u64) -> u64 {
        if limit == 0 { 0 } else { self.0.u64(..limit) }
    }

    /// True so many times in a hundred.
    pub fn percent(&mut self, share: u32) -> bool {
        self.below(100) < share
    }

    /// From 0 up to the limit, the low ones more often.
    pub fn low(&mut self, limit: u32) -> u32 {
        self.below(limit).min(self.below(limit))
    }

    /// One entry of a list.
    pub fn pick<'l, T: ?Sized>(&mut self, list: &[&'l T]) -> &'l T
    where
        &'l T: Default,
    {
        let place = self.below(u32::try_from(list.len()).unwrap_or(u32::MAX));
        list.get(place as usize).copied().unwrap_or_default()
    }

    /// One entry of a list, the first ones more often.
    pub fn pick_low<'l, T: ?Sized>(&mut self, list: &[&'l T]) -> &'l T
    where
        &'l T: Default,
    {
        let place = self.low(u32::try_from(list.len()).unwrap_or(u32::MAX));
        list.get(place as usize).copied().unwrap_or_default()
    }

    /// A number with a heavy tail: about one in ten is above ten times the least, one in a hundred above a
    /// hundred times. From `least` to a thousand times that.
    pub fn heavy(&mut self, least: u64) -> u64 {
        least.saturating_mul(1_000) / (1 + self.below_u64(1_000))
    }
}

/// Spreads neighbouring numbers over all 64 bits (the finaliser of SplitMix64, Steele and others 2014).
const fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}
