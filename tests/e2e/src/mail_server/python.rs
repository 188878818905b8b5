//! Finding a Python that has aiosmtpd, or making one.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use super::folder_of_target;

const REQUIREMENTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/smtp/requirements.txt");

const HINT: &str = "the tests of mail need the mail server aiosmtpd. Install Python 3 with its module venv (on Debian \
                    `apt-get install python3 python3-venv`) and let pip reach a package index, or name a Python that \
                    has what tests/e2e/smtp/requirements.txt lists in ROLLBOOK_TEST_SMTP_PYTHON";

/// A Python with aiosmtpd: the one that `ROLLBOOK_TEST_SMTP_PYTHON` names, or else a virtual environment in the target
/// folder, which is made once.
#[expect(clippy::panic, reason = "without a mail server there is nothing to test")]
pub(super) fn with_aiosmtpd() -> &'static PathBuf {
    static PYTHON: OnceLock<PathBuf> = OnceLock::new();
    PYTHON.get_or_init(|| named().unwrap_or_else(made).unwrap_or_else(|problem| panic!("{HINT}: {problem}")))
}

#[expect(clippy::disallowed_methods, reason = "tests are told by the environment which Python to use")]
fn named() -> Option<Result<PathBuf, String>> {
    let python =
        PathBuf::from(std::env::var_os("ROLLBOOK_TEST_SMTP_PYTHON").filter(|path| !path.is_empty())?);
    Some(run(&python, &["-c", "import aiosmtpd"]).map(|()| python))
}

/// The virtual environment, made when it is not there or was made for other requirements; other test processes wait.
fn made() -> Result<PathBuf, String> {
    let say = |what: &str, error: std::io::Error| format!("{what}: {error}");
    let wanted = fs::read_to_string(REQUIREMENTS).map_err(|error| say("the requirements", error))?;
    let folder = folder_of_target().join("smtp-python");
    let done = folder.join("installed.txt");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    fs::create_dir_all(folder_of_target()).map_err(|error| say("the target folder", error))?;
    let lock =
        File::create(folder_of_target().join("smtp-python.lock")).map_err(|error| say("the lock", error))?;
    lock.lock().map_err(|error| say("the lock", error))?;
    if fs::read_to_string(&done).is_ok_and(|installed| installed == wanted) && python.is_file() {
        return Ok(python);
    }
    let place = folder.to_string_lossy().into_owned();
    run(Path::new("python3"), &["-m", "venv", "--clear", &place])?;
    let install =
        ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", REQUIREMENTS];
    run(&python, &install)?;
    fs::write(&done, wanted).map_err(|error| say("the virtual environment", error))?;
    Ok(python)
}

fn run(program: &Path, arguments: &[&str]) -> Result<(), String> {
    let shown = format!("`{} {}`", program.display(), arguments.join(" "));
    match Command::new(program).args(arguments).output() {
        Err(error) => Err(format!("{shown} cannot start: {error}")),
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).trim().to_owned();
            Err(format!("{shown} failed: {said}"))
        }
    }
}
