use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::chown;
use std::path::Path;
use std::process::Command;

use crate::ServerError;
use crate::program::run;

/// Who runs the servers: whoever runs this, or somebody lesser when that is root, whom PostgreSQL refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Account {
    Own,
    Lesser { user: u32, group: u32 },
}

/// The accounts that root becomes, the best first.
const LESSER: &[&str] = &["postgres", "nobody"];

impl Account {
    /// The account for servers that this process starts.
    pub(crate) fn for_servers() -> Result<Self, ServerError> {
        if run(Command::new("id").arg("-u"))?.trim() != "0" {
            return Ok(Self::Own);
        }
        let file = "/etc/passwd";
        let accounts = fs::read_to_string(file).map_err(ServerError::io(format!("read {file}")))?;
        LESSER.iter().find_map(|name| lesser(&accounts, name)).ok_or_else(|| ServerError::NotInstalled {
            program: format!("an account named {}", LESSER.join(" or ")),
            advice: "PostgreSQL does not run as root: run this as somebody else".to_owned(),
        })
    }

    /// A program that this account will run.
    pub(crate) fn command(&self, program: impl AsRef<OsStr>) -> Command {
        match self {
            Self::Own => Command::new(program),
            Self::Lesser { user, group } => {
                let mut command = Command::new("setpriv");
                command.arg(format!("--reuid={user}")).arg(format!("--regid={group}")).arg("--clear-groups");
                command.arg("--").arg(program);
                command
            }
        }
    }

    /// Hands a file or a folder to the account.
    pub(crate) fn take(&self, path: &Path) -> Result<(), ServerError> {
        match self {
            Self::Own => Ok(()),
            Self::Lesser { user, group } => chown(path, Some(*user), Some(*group))
                .map_err(ServerError::io(format!("hand {} to another account", path.display()))),
        }
    }

    /// Looks whether the account may run a program, which a closed folder above it forbids.
    pub(crate) fn must_reach(&self, program: &Path) -> Result<(), ServerError> {
        let test = self.command("test").arg("-x").arg(program).status();
        if test.map_err(ServerError::io("start `test`"))?.success() {
            return Ok(());
        }
        let advice = "it is there, but the account that is to run it may not: open the folders above it, or run this \
                      as somebody else than root";
        Err(ServerError::NotInstalled { program: program.display().to_string(), advice: advice.to_owned() })
    }
}

fn lesser(accounts: &str, name: &str) -> Option<Account> {
    let mut fields = accounts.lines().find(|line| line.split(':').next() == Some(name))?.split(':').skip(2);
    let (user, group) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    Some(Account::Lesser { user, group })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_found_by_its_whole_name() {
        let accounts = "postgresql:x:1:2::/:/bin/sh\npostgres:x:103:110::/:/bin/sh\n";
        assert_eq!(lesser(accounts, "postgres"), Some(Account::Lesser { user: 103, group: 110 }));
        assert_eq!(lesser(accounts, "nobody"), None);
    }
}
