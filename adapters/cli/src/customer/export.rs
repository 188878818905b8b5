//! `rollbook customer export`.

use std::path::PathBuf;

use rollbook_application::privacy::{Exported, ExportedFile, export_customer};
use rollbook_domain::id::CustomerId;
use rollbook_domain::port::CustomerKey;
use serde::Serialize;

use crate::page::Page;
use crate::values::customer_key;
use crate::{CliError, Session};

const EXAMPLES: &str = "\
Examples:
  rollbook customer export --customer ada@example.org --to ada.zip

The archive has a CSV file for each subject, the same as data.json, and manifest.json with the SHA-256 of each file
and a list of what is left out and why. It tells nothing about anybody else, and it is the same byte by byte as long
as nothing is written of the customer.";

/// Write everything known of a customer to a zip file.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The customer: email, id or code.
    #[arg(long, value_name = "EMAIL|ID", value_parser = customer_key)]
    customer: CustomerKey,
    /// The file to write; there must be none of that name.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

#[derive(Serialize)]
struct Done {
    id: CustomerId,
    file: String,
    files: Vec<ExportedFile>,
}

pub(crate) async fn run(args: Args, session: &Session) -> Result<(), CliError> {
    let mut archive = session.archives().create(&args.to).map_err(rollbook_application::Failure::from)?;
    let exported =
        export_customer(&session.desk(), &args.customer, session.table_writer(), &mut *archive).await?;
    archive.finish().map_err(rollbook_application::Failure::from)?;
    let Exported { customer: id, files } = exported;
    let done = Done { id, file: args.to.display().to_string(), files };
    session.one(&done, || {
        let mut page = Page::new(&format!("wrote everything known of customer {} to {}", done.id, done.file));
        let line =
            |file: &ExportedFile| vec![file.name.clone(), file.rows.to_string(), file.bytes.to_string()];
        page.section("Files, rows, bytes", done.files.iter().map(line).collect());
        page.into_text()
    })
}
