//! Killing an import at any point leaves nothing of the file or all of it.

use std::process::Child;
use std::time::{Duration, Instant};

use rollbook_e2e::Installation;

use crate::roster::{roster, with_catalogue};

const KILLS: u64 = 50;
const ROWS: u32 = 1500;

/// Everything that an operator sees, without ids and times, which differ from run to run.
fn visible(installation: &Installation) -> Vec<String> {
    let report = installation.done(&["report", "enrollments", "--output", "csv"]).output;
    let customers = installation.done(&["customer", "list", "--all", "--output", "json"]).json();
    let items = customers["items"].as_array().expect("a list").clone();
    let mut seen: Vec<String> =
        items.iter().map(|item| format!("{} {}", item["email"], item["status"])).collect();
    seen.sort();
    seen.push(report);
    seen
}

#[test]
fn an_import_killed_at_any_point_leaves_nothing_or_all_and_a_second_run_completes_it() {
    let before = with_catalogue();
    before.write("roster.csv", roster(ROWS));
    let import = ["import", "roster", "roster.csv", "--quiet"];
    let events_before = before.events();

    let whole = before.copy();
    let (_, run_time) = timed(|| whole.done(&import));
    let events_after = whole.events();
    let wanted = visible(&whole);
    assert!(events_after > events_before);

    let mut random = Random(0x5eed);
    let (mut nothing, mut all) = (0, 0);
    for kill in 0..KILLS {
        let trial = before.copy();
        let mut importing = trial.command(&import).spawn().expect("the program starts");
        // One kill in each of as many slices of the run time, at a random place in it, and some beyond the end.
        let slice = run_time.mul_f64(1.1) / u32::try_from(KILLS).expect("a small number");
        let slices = u32::try_from(kill).expect("a small number");
        wait(&mut importing, slice * slices + slice.mul_f64(random.next()));
        importing.kill().expect("the process is ours");
        importing.wait().expect("the process ends");

        match trial.events() {
            events if events == events_before => nothing += 1,
            events => {
                assert_eq!(events, events_after, "kill {kill} left a part of the file");
                all += 1;
            }
        }
        trial.done(&import);
        assert_eq!(trial.events(), events_after, "after kill {kill}");
        if kill % 10 == 0 {
            assert_eq!(visible(&trial), wanted, "after kill {kill}");
        }
    }
    println!("{KILLS} kills in {run_time:?}: {nothing} left nothing, {all} left all");
    assert!(nothing > 0, "no kill came before the commit");
}

#[expect(clippy::disallowed_methods, reason = "the kill must come at a point of real time")]
fn wait(importing: &mut Child, delay: Duration) {
    let end = Instant::now() + delay;
    while Instant::now() < end && importing.try_wait().expect("the process is ours").is_none() {
        std::thread::yield_now();
    }
}

#[expect(clippy::disallowed_methods, reason = "the run time says when to kill")]
fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

/// Numbers between 0 and 1 that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        f64::from(u32::try_from(self.0 >> 32).expect("32 bits")) / f64::from(u32::MAX)
    }
}
