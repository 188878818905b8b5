//! What the machine tells about this process, and arithmetic of samples.

use std::time::{Duration, Instant};

/// The most memory this process ever held, in MiB.
pub fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0 kB");
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0) / 1024.0
}

/// How long something takes, in seconds.
pub fn seconds<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed().as_secs_f64())
}

/// How long each of many calls takes.
pub fn samples(calls: usize, mut call: impl FnMut(usize)) -> Samples {
    let mut taken = Vec::with_capacity(calls);
    for number in 0..calls {
        let start = Instant::now();
        call(number);
        taken.push(start.elapsed());
    }
    taken.sort_unstable();
    Samples(taken)
}

/// Durations in order.
pub struct Samples(Vec<Duration>);

impl Samples {
    /// The duration that so many percent of the calls do not exceed, in microseconds.
    pub fn percentile(&self, percent: usize) -> f64 {
        let place = (self.0.len() * percent / 100).min(self.0.len() - 1);
        self.0[place].as_secs_f64() * 1e6
    }
}

/// Numbers that look random and are the same in every run.
pub struct Dice(pub u64);

impl Dice {
    /// A number from 0 to one less than the limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let high = (self.0 >> 33) as usize;
        high % limit
    }
}

/// The one in the middle.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_unstable_by(f64::total_cmp);
    figures[figures.len() / 2]
}
