use std::fs::{self, File};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Command;

use crate::ServerError;
use crate::account::Account;
use crate::program::run;

/// Says whether a new server gets a cluster at once.
const CLUSTERS: &str = "/etc/postgresql-common/createcluster.conf";
const UNSET: &str = "#create_main_cluster = true";
const NONE: &str = "create_main_cluster = false";
/// Asked before the installation of a package starts a service.
const POLICY: &str = "/usr/sbin/policy-rc.d";

/// Whether this is root on Debian or a child of it.
pub(super) fn is_here() -> bool {
    let is_root = matches!(Account::for_servers(), Ok(Account::Lesser { .. }));
    is_root && run(Command::new("apt-get").arg("--version")).is_ok()
}

pub(super) fn server() -> Result<(), ServerError> {
    let _policy = Policy::no_services()?;
    apt_get(&["update"])?;
    install("postgresql-common")?;
    let clusters = fs::read_to_string(CLUSTERS).map_err(ServerError::io(format!("read {CLUSTERS}")))?;
    set(&clusters.replace(UNSET, NONE))?;
    let installed = install("postgresql");
    // What the administrator installs later is the administrator's matter again.
    set(&clusters)?;
    installed
}

pub(super) fn pgbouncer() -> Result<(), ServerError> {
    let _policy = Policy::no_services()?;
    apt_get(&["update"])?;
    install("pgbouncer")
}

fn install(package: &str) -> Result<(), ServerError> {
    apt_get(&["install", "--yes", "--no-install-recommends", package])
}

fn apt_get(arguments: &[&str]) -> Result<(), ServerError> {
    run(Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive")).map(|_| ())
}

fn set(clusters: &str) -> Result<(), ServerError> {
    fs::write(CLUSTERS, clusters).map_err(ServerError::io(format!("write {CLUSTERS}")))
}

/// Forbids services to start for as long as it is there; a machine that has a policy keeps its own.
struct Policy {
    is_ours: bool,
}

impl Policy {
    fn no_services() -> Result<Self, ServerError> {
        if Path::new(POLICY).exists() {
            return Ok(Self { is_ours: false });
        }
        let write = || {
            let mut file = File::create_new(POLICY)?;
            file.write_all(b"#!/bin/sh\nexit 101\n")?;
            file.set_permissions(fs::Permissions::from_mode(0o755))
        };
        write().map_err(ServerError::io(format!("write {POLICY}")))?;
        Ok(Self { is_ours: true })
    }
}

impl Drop for Policy {
    fn drop(&mut self) {
        if self.is_ours {
            let _ = fs::remove_file(POLICY);
        }
    }
}
