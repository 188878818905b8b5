//! What a driver is told to do.

use std::path::PathBuf;
use std::time::Duration;

use crate::store::PostgresOptions;
use clap::{Args, Subcommand, ValueEnum};

use crate::watched::Guards;

/// What a driver does.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Clients that do all kinds of things with seats, until they have done enough or are asked to end.
    Storm(StormArguments),
    /// Clients that reach for seats at the same moment, round after round; each round is a line to the standard input,
    /// which says what each client reaches for.
    Race(RaceArguments),
    /// A dispatcher of mails that tells of each mail before it is sent and after.
    Dispatch(DispatchArguments),
}

/// Where a driver works.
#[derive(Debug, Args)]
pub struct Place {
    /// The store: `postgres://...` or `sqlite:PATH`.
    #[arg(long)]
    pub store: String,
    /// The file that says what there is.
    #[arg(long)]
    pub scene: PathBuf,
    /// The file with the keys.
    #[arg(long)]
    pub keys: PathBuf,
    /// The folder for histories.
    #[arg(long)]
    pub histories: PathBuf,
    /// The name of this process, different from all before it.
    #[arg(long)]
    pub name: String,
    /// How many clients.
    #[arg(long, default_value_t = 4)]
    pub clients: usize,
    /// Lets commits expect whatever is there, which shows that the checker finds what comes of it.
    #[arg(long)]
    pub without_guards: bool,
    /// The most connections to the database.
    #[arg(long, default_value_t = PostgresOptions::default().connections)]
    pub connections: u32,
    /// How long a statement may take, in milliseconds; what the store has by default.
    #[arg(long)]
    pub statement_timeout: Option<u64>,
    /// How long the answer to a COMMIT is waited for, in milliseconds; what the store has by default.
    #[arg(long)]
    pub commit_timeout: Option<u64>,
}

impl Place {
    /// Whether commits hold on to their revisions.
    pub fn guards(&self) -> Guards {
        if self.without_guards { Guards::Removed } else { Guards::Kept }
    }

    /// How the store is opened.
    pub fn options(&self) -> PostgresOptions {
        let default = PostgresOptions::default();
        let millis = |given: Option<u64>, default| given.map_or(default, Duration::from_millis);
        PostgresOptions {
            connections: self.connections,
            statement_timeout: millis(self.statement_timeout, default.statement_timeout),
            commit_timeout: millis(self.commit_timeout, default.commit_timeout),
            ..default
        }
    }
}

/// What the clients of a storm do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Mix {
    /// Everything.
    All,
    /// Giving seats of the first pool to people until there is none.
    Fill,
    /// Inviting people to seats of the first pool.
    Invite,
}

/// A storm.
#[derive(Debug, Args)]
pub struct StormArguments {
    /// Where.
    #[command(flatten)]
    pub place: Place,
    /// What.
    #[arg(long, value_enum, default_value = "all")]
    pub mix: Mix,
    /// The number that chance begins with.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// After so many acts a client ends; without it, when it is asked to.
    #[arg(long)]
    pub acts: Option<u64>,
    /// Clients go away from some of their acts before they have an answer.
    #[arg(long)]
    pub abandon: bool,
}

/// A race.
#[derive(Debug, Args)]
pub struct RaceArguments {
    /// Where.
    #[command(flatten)]
    pub place: Place,
}

/// A dispatcher.
#[derive(Debug, Args)]
pub struct DispatchArguments {
    /// Where.
    #[command(flatten)]
    pub place: Place,
    /// How long mails are taken in hand, in milliseconds.
    #[arg(long)]
    pub lease: u64,
    /// Waits for a line on the standard input before each mail.
    #[arg(long)]
    pub asks: bool,
}
