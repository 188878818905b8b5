//! Rollbook's command line.
//!
//! [`run`] reads the arguments, opens the database that they name through the [`Machine`] it is given, and runs one
//! command. Every noun is a folder and every verb a file: its arguments, then the function that runs it. A command
//! works with a [`Session`], which hands out desks for use cases and prints what comes of them.
//!
//! A verb's file looks like this:
//!
//! ```text
//! /// The groups.
//! #[derive(Debug, clap::Args)]
//! #[command(after_help = "Examples:\n  rollbook group list\n  rollbook group list --all --output csv")]
//! pub(crate) struct Args {
//!     #[command(flatten)]
//!     page: PageOptions,
//! }
//!
//! #[derive(Serialize)]
//! struct Line { id: GroupId, code: Code, name: String }
//!
//! const COLUMNS: &[Column<Line>] = &[
//!     Column::data("id"),
//!     Column::new("code", "CODE", |line, _zone| line.code.to_string()),
//!     Column::new("name", "NAME", |line, _zone| line.name.clone()),
//! ];
//!
//! pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
//!     let groups = list_groups(&session.desk()).await?;
//!     session.list(COLUMNS, args.page.cut(session.form(), groups.iter().map(line).collect())?).await
//! }
//! ```

mod access;
pub mod address;
mod args;
mod audit;
mod changed;
mod completions;
mod contract_sources;
mod course;
mod customer;
mod demo;
mod doctor;
mod enrollment;
mod error;
pub mod exit;
mod group;
mod import;
mod init;
mod item;
mod json_file;
mod key;
mod keys;
mod machine;
mod mail;
mod mailers;
mod migrate;
mod order;
mod organization;
mod output;
mod page;
mod price;
mod privacy;
mod product;
mod report;
mod rules;
mod run;
mod sales_order;
mod seat;
mod serve;
mod session;
mod settings;
mod start;
mod store;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;
mod transcript;
pub mod values;

pub use contract_sources::{ContractSources, RecordService, SourceFailed};
pub use error::CliError;
pub use keys::{Keys, KeysFailed};
pub use machine::{Databases, Drive, Environment, Finding, Health, Machine, OpenFailed, Signals, Streams};
pub use mailers::{MailRoute, MailerFailed, Mailers};
pub use migrate::{SchemaPhase, SchemaStep};
pub use output::{Column, OutputForm, Printer};
pub use run::run;
pub use session::Session;
