use std::thread;

use crate::servers::Servers;
use crate::{Outcome, say};

/// Keeps servers for tests until somebody interrupts it, and says how to reach them.
///
/// Their guards stop them when this process ends, whatever ends it.
pub(crate) fn run() -> Outcome {
    let servers = Servers::ready()?;
    for (name, value) in servers.variables() {
        say(&format!("export {name}='{value}'"))?;
    }
    say("\nThe servers stay until this is interrupted (Ctrl-C). Paste the lines above where you run tests.")?;
    loop {
        thread::park();
    }
}
