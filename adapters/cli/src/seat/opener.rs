//! A link or a registration code, as typed.

use rollbook_application::seat::Opener;
use rollbook_domain::personal::Personal;

use crate::{CliError, Session};

/// What a seat is opened with.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub(super) struct OpenerArgs {
    /// The link of an invitation, or - to read it from the standard input.
    #[arg(long, value_name = "URL", value_parser = unseen)]
    link: Option<Personal<String>>,
    /// The seat's registration code, or - to read it from the standard input; case, spaces and hyphens make no
    /// difference.
    #[arg(long, value_name = "CODE", value_parser = unseen)]
    code: Option<Personal<String>>,
}

/// What was typed, which nothing prints.
pub(super) enum Typed {
    Link(Personal<String>),
    Code(Personal<String>),
}

impl OpenerArgs {
    pub(super) fn read(self, session: &Session) -> Result<Typed, CliError> {
        let of_input = |typed: Personal<String>| match typed.reveal().as_str() {
            "-" => session.read_line().map(Personal::new),
            _ => Ok(typed),
        };
        match (self.link, self.code) {
            (Some(link), _) => of_input(link).map(Typed::Link),
            (None, Some(code)) => of_input(code).map(Typed::Code),
            (None, None) => Err(CliError::usage("give --link or --code")),
        }
    }
}

impl Typed {
    pub(super) fn opener(&self) -> Opener<'_> {
        match self {
            Self::Link(typed) => Opener::Link(typed.reveal()),
            Self::Code(typed) => Opener::Code(typed.reveal()),
        }
    }
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "an argument's reader may refuse; this one takes whatever was typed"
)]
fn unseen(typed: &str) -> Result<Personal<String>, String> {
    Ok(Personal::new(typed.to_owned()))
}
