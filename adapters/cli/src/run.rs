//! From arguments to an exit code.

use std::ffi::OsString;
use std::rc::Rc;

use clap::Parser;

use crate::args::{Arguments, Command, GlobalOptions};
use crate::output::OutputForm;
use crate::start::Start;
use crate::{
    CliError, Machine, access, audit, completions, course, customer, demo, doctor, enrollment, exit, group,
    import, init, item, key, mail, migrate, order, organization, price, privacy, product, report, rules,
    sales_order, seat, serve, settings, store, transcript,
};

/// Runs the command that the arguments name, the program's name first, and gives the exit code.
pub async fn run(machine: Machine, arguments: Vec<OsString>) -> u8 {
    let by_default = if machine.streams.is_output_terminal { OutputForm::Table } else { OutputForm::Json };
    match Arguments::try_parse_from(&arguments) {
        Ok(parsed) => {
            let form = parsed.global.output.unwrap_or(by_default);
            let start = Start::new(machine, parsed.global, form);
            execute(start, parsed.command).await
        }
        Err(error) => {
            let form = typed_form(&arguments).unwrap_or(by_default);
            misunderstood(machine, &error, form)
        }
    }
}

async fn execute(start: Start, command: Command) -> u8 {
    let printer = Rc::clone(&start.printer);
    let tenant = start.options.tenant.clone();
    let result = Box::pin(dispatch(start, command)).await;
    match result.and_then(|()| printer.flush()).map_err(|error| error.in_tenant(&tenant)) {
        Ok(()) => exit::DONE,
        Err(error) => {
            let _ = printer.flush();
            if !matches!(error, CliError::Said(_) | CliError::ClosedPipe) {
                printer.error(&error);
            }
            error.exit_code()
        }
    }
}

async fn dispatch(start: Start, command: Command) -> Result<(), CliError> {
    match command {
        Command::Init(args) => init::run(args, start).await,
        Command::Migrate(args) => migrate::run(args, start).await,
        Command::Demo(args) => demo::run(args, start).await,
        Command::Import(command) => import::run(command, &start.open().await?).await,
        Command::Customer(command) => customer::run(command, &start.open().await?).await,
        Command::Group(command) => group::run(command, &start.open().await?).await,
        Command::Organization(command) => organization::run(command, &start.open().await?).await,
        Command::Product(command) => product::run(command, &start.open().await?).await,
        Command::Price(command) => price::run(command, &start.open().await?).await,
        Command::Course(command) => course::run(command, &start.open().await?).await,
        Command::Item(command) => item::run(command, &start.open().await?).await,
        Command::Order(command) => order::run(command, &start.open().await?).await,
        Command::Access(command) => access::run(command, &start.open().await?).await,
        Command::Enrollment(command) => enrollment::run(command, &start.open().await?).await,
        Command::SalesOrder(command) => sales_order::run(command, &start.open().await?).await,
        Command::Transcript(command) => transcript::run(command, &start.open().await?).await,
        Command::Seat(command) => seat::run(command, &start.open().await?).await,
        Command::Mail(command) => mail::run(command, &start.open().await?).await,
        Command::Report(command) => report::run(command, &start.open().await?).await,
        Command::Settings(command) => settings::run(command, &start.open().await?).await,
        Command::Key(command) => key::run(command, start).await,
        Command::Store(command) => store::run(command, start).await,
        Command::Audit(command) => audit::run(command, &start.open().await?).await,
        Command::Privacy(command) => privacy::run(command, &start.open().await?).await,
        Command::Rules(command) => rules::run(command, &start.printer),
        Command::Serve(args) => serve::run(args, start).await,
        Command::Doctor(args) => doctor::run(args, start).await,
        Command::Completions(args) => completions::run(&args, &start.printer),
    }
}

/// Says what clap says: help and version as data, everything else as an error in the form asked for.
fn misunderstood(machine: Machine, error: &clap::Error, form: OutputForm) -> u8 {
    let text = error.render();
    let bare = GlobalOptions::default();
    let printer = Start::new(machine, bare, form).printer;
    if !error.use_stderr() {
        return match printer.raw(text.to_string().as_bytes()).and_then(|()| printer.flush()) {
            Ok(()) | Err(CliError::ClosedPipe) => exit::DONE,
            Err(error) => error.exit_code(),
        };
    }
    let said = text.to_string();
    let is_help = error.kind() == clap::error::ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    if form == OutputForm::Json && !is_help {
        printer.error(&CliError::usage(in_one_line(&said)));
    } else {
        printer.help(&said);
    }
    exit::USAGE
}

/// The complaint with its tips, without usage, as a fragment.
fn in_one_line(said: &str) -> String {
    let said = said.strip_prefix("error: ").unwrap_or(said);
    let is_telling =
        |part: &&str| !part.is_empty() && !part.starts_with("Usage:") && !part.starts_with("For more");
    let parts = said.split("\n\n").map(str::trim).filter(is_telling);
    parts.map(on_one_line).collect::<Vec<_>>().join("; ")
}

fn on_one_line(part: &str) -> String {
    part.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The form asked for on a command line that could not be understood as a whole.
fn typed_form(arguments: &[OsString]) -> Option<OutputForm> {
    use clap::ValueEnum;
    let typed: Vec<&str> = arguments.iter().filter_map(|argument| argument.to_str()).collect();
    let joined = typed.iter().find_map(|argument| argument.strip_prefix("--output="));
    let apart =
        typed.iter().position(|argument| *argument == "--output").and_then(|place| typed.get(place + 1));
    OutputForm::from_str(joined.or(apart.copied())?, true).ok()
}
