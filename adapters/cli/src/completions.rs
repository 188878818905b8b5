//! `rollbook completions`: a script that lets a shell complete commands.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::CliError;
use crate::args::Arguments;
use crate::output::Printer;

const EXAMPLES: &str = "\
Examples:
  rollbook completions bash >> ~/.bash_completion
  rollbook completions zsh > ~/.zfunc/_rollbook
  rollbook completions fish > ~/.config/fish/completions/rollbook.fish";

/// For which shell.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The shell.
    shell: Shell,
}

pub(crate) fn run(args: &Args, printer: &Printer) -> Result<(), CliError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "rollbook", &mut script);
    printer.raw(&script)
}
