use core::num::NonZeroUsize;
use std::thread::available_parallelism;

use crate::servers::Servers;
use crate::step::{Step, cargo_has};
use crate::{Outcome, generate, rules, say};

/// Runs everything that must hold, the quick steps first and the tests last, and stops at the first failure.
///
/// All steps look at the whole workspace at once, so that nothing is compiled twice for want of a feature.
pub(crate) fn run() -> Outcome {
    // First, so that nobody learns after all else has passed that there is no server; they go when this function ends.
    say("\n==> servers for tests: cargo xtask postgres")?;
    let servers = Servers::ready()?;
    Step::cargo("formatting", &["fmt", "--all", "--check"]).run()?;
    say("\n==> rules with a test: cargo xtask rules")?;
    rules::check()?;
    Step::cargo("lints", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]).run()?;
    Step::cargo("documentation", &["doc", "--workspace", "--no-deps"])
        .with(&[("RUSTDOCFLAGS", "-D warnings".to_owned())])
        .run()?;
    if cargo_has("deny") {
        Step::cargo("licences and bans", &["deny", "check", "bans", "licenses", "sources"]).run()?;
    } else {
        say("\n==> licences and bans: not checked, cargo-deny is not installed here")?;
    }
    // The end-to-end tests run the program, and no test target needs it by itself.
    Step::cargo("programs and tests", &["build", "--workspace", "--bins", "--tests"]).run()?;
    say("\n==> generated files: cargo xtask generate --check")?;
    generate::check()?;
    if cargo_has("nextest") {
        Step::cargo("examples in the documentation", &["test", "--workspace", "--doc"]).run()?;
        // A test waits for its server about as often as it works: one more than there are processors keeps them all busy.
        let threads = available_parallelism().map_or(1, NonZeroUsize::get) + 1;
        let tests = Step::cargo("tests", &["nextest", "run", "--workspace", "--no-fail-fast"]);
        let tests = tests.with(&[("NEXTEST_TEST_THREADS", threads.to_string())]);
        tests.with(servers.variables()).run()?;
    } else {
        let tests = Step::cargo("tests", &["test", "--workspace", "--no-fail-fast"]);
        tests.with(servers.variables()).run()?;
    }
    say("\nall steps passed")
}
