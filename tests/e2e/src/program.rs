//! Finding the program under test, built from the sources as they are.

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

/// The program, built anew when it is older than its sources.
///
/// It stands beside the test's own executable, in the same profile. Cargo's lock keeps several test processes from
/// building at once.
///
/// # Panics
/// When the program cannot be built.
pub fn program() -> &'static PathBuf {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(built)
}

#[expect(clippy::expect_used, reason = "without the program there is nothing to test")]
fn built() -> PathBuf {
    let test = std::env::current_exe().expect("a test knows where it is");
    let profile = test.ancestors().nth(2).expect("a test lies in the folder deps of its profile");
    let target = profile.parent().expect("a profile lies in the target folder");
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--quiet", "--package", "rollbook", "--target-dir"]).arg(target);
    if profile.ends_with("release") {
        build.arg("--release");
    }
    let done = build.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo runs");
    assert!(done.status.success(), "the program cannot be built: {}", String::from_utf8_lossy(&done.stderr));
    profile.join(format!("rollbook{}", std::env::consts::EXE_SUFFIX))
}
