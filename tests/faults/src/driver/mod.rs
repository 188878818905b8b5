//! A process of many clients, driven through the use cases.

mod abandon;
mod act;
mod arguments;
mod client;
mod dispatch;
mod pause;
mod race;
mod random;
mod scene;
mod storm;

pub use arguments::{Command, DispatchArguments, Mix, Place, RaceArguments, StormArguments};
pub use pause::{Stop, pause};
pub use race::Reach;
pub use random::Random;
pub use scene::{Person, Scene, SceneError, Size};

/// Runs what the arguments say.
///
/// # Errors
/// What went wrong, in words.
pub fn run(command: &Command) -> Result<(), String> {
    let stop = Stop::on_signal()?;
    match command {
        Command::Storm(arguments) => storm::run(arguments, &stop),
        Command::Race(arguments) => race::run(arguments),
        Command::Dispatch(arguments) => dispatch::run(arguments, &stop),
    }
}

/// Tells the process that watches over this one.
fn tell(line: &str) -> Result<(), String> {
    use std::io::Write as _;
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")
        .and_then(|()| out.flush())
        .map_err(|error| format!("nobody listens any more: {error}"))
}
