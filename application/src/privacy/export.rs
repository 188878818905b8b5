//! Everything known of a customer, as files to take away (GDPR-01 to GDPR-03, GDPR-12).

use std::fmt::Write as _;

use rollbook_domain::id::CustomerId;
use rollbook_domain::port::{ArchiveWriter, CustomerKey};
use rollbook_domain::privacy::map::{Shown, TABLES};
use rollbook_domain::table::TableWriter;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::person::Person;
use super::row::Row;
use super::subjects::{FOR_IMPORTS, SUBJECTS, Subject};
use crate::impersonation::may_take_away;
use crate::{Desk, Failure};

/// The number of the form of the files; it grows when a program that reads them has to know.
const FORM: u32 = 1;

/// One file of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExportedFile {
    /// Its name.
    pub name: String,
    /// How many rows it has, without the header.
    pub rows: u64,
    /// How many bytes.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
}

/// What was taken away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// Who.
    pub customer: CustomerId,
    /// The files, in the order of the archive; the manifest is not among them.
    pub files: Vec<ExportedFile>,
}

#[derive(Serialize)]
struct Manifest<'a> {
    form: u32,
    customer: CustomerId,
    files: &'a [ExportedFile],
    left_out: Vec<LeftOut>,
}

/// What is kept of the customer and not told, and why.
#[derive(Serialize)]
struct LeftOut {
    what: String,
    because: &'static str,
}

/// Writes everything known of the customer and nothing about anybody else: a CSV file for each subject, the same as
/// `data.json`, and `manifest.json` with the hash of each file.
///
/// Rows are read and written some at a time. As long as nothing is written of the customer, the archive is the same,
/// byte by byte.
///
/// # Errors
/// [`ImpersonationRefused`](rollbook_domain::impersonation::ImpersonationRefused) under an impersonation (AUD-06);
/// [`Failure::Missing`] for a customer that does not exist, [`Failure::Archive`], [`Failure::Store`].
pub async fn export_customer(
    desk: &Desk<'_>,
    key: &CustomerKey,
    tables: &dyn TableWriter,
    archive: &mut dyn ArchiveWriter,
) -> Result<Exported, Failure> {
    may_take_away(desk)?;
    let person = Person::read(desk, key).await?;
    let mut data = Measured::default();
    let mut files = Vec::with_capacity(SUBJECTS.len() + FOR_IMPORTS.len() + 1);
    set_aside(archive, &mut data, "{\n")?;
    for (number, subject) in SUBJECTS.iter().chain(FOR_IMPORTS).enumerate() {
        let comma = if number == 0 { "" } else { ",\n" };
        set_aside(archive, &mut data, &format!("{comma}\"{}\": [", subject.name))?;
        files.push(write_subject(&person, subject, tables, archive, &mut data).await?);
        set_aside(archive, &mut data, "]")?;
    }
    set_aside(archive, &mut data, "\n}\n")?;
    archive.begin("data.json")?;
    archive.write_set_aside()?;
    files.push(data.into_file("data.json".to_owned()));
    let customer = person.id();
    let manifest = Manifest { form: FORM, customer, files: &files, left_out: left_out() };
    archive.begin("manifest.json")?;
    let mut text = serde_json::to_string_pretty(&manifest).unwrap_or_default();
    text.push('\n');
    archive.write(text.as_bytes())?;
    Ok(Exported { customer, files })
}

async fn write_subject(
    person: &Person<'_>,
    subject: &Subject,
    tables: &dyn TableWriter,
    archive: &mut dyn ArchiveWriter,
    data: &mut Measured,
) -> Result<ExportedFile, Failure> {
    let name = format!("{}.csv", subject.name);
    archive.begin(&name)?;
    let names = subject.header_for(person);
    let columns: Vec<&str> = names.iter().map(String::as_str).collect();
    let header = csv(tables, &name, &columns, Vec::new())?;
    let mut file = Measured::default();
    file.add(&header, 0);
    archive.write(&header)?;
    let mut sink = |rows: Vec<Row>| -> Result<(), Failure> {
        if rows.is_empty() {
            return Ok(());
        }
        for row in &rows {
            let comma = if data.is_begun(subject.name) { ",\n" } else { "\n" };
            set_aside(archive, data, &format!("{comma}{}", object(&columns, row)))?;
        }
        let count = rows.len() as u64;
        let page = csv(tables, &name, &columns, rows)?;
        let page = page.get(header.len()..).unwrap_or_default();
        file.add(page, count);
        data.rows += count;
        Ok(archive.write(page)?)
    };
    subject.rows(person, &mut sink).await?;
    Ok(file.into_file(name))
}

/// A row with its header, as JSON; cells are texts, as in the table.
fn object(columns: &[&str], row: &Row) -> String {
    let mut text = "{".to_owned();
    for (number, (name, cell)) in columns.iter().zip(row).enumerate() {
        let comma = if number == 0 { "" } else { ", " };
        let _ = write!(text, "{comma}{}: {}", super::row::json(name), super::row::json(cell));
    }
    text.push('}');
    text
}

fn csv(tables: &dyn TableWriter, name: &str, columns: &[&str], rows: Vec<Row>) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let written = tables.write(columns, &mut rows.into_iter(), &mut bytes);
    written.map_err(|error| Failure::unwritable(name, &error))?;
    Ok(bytes)
}

fn set_aside(archive: &mut dyn ArchiveWriter, data: &mut Measured, text: &str) -> Result<(), Failure> {
    data.add(text.as_bytes(), 0);
    Ok(archive.set_aside(text.as_bytes())?)
}

fn left_out() -> Vec<LeftOut> {
    let columns = TABLES.iter().flat_map(|table| table.personal.iter().map(move |column| (table, column)));
    let told = columns.filter_map(|(table, column)| match column.shown {
        Shown::Never(because) => Some(LeftOut { what: format!("{}.{}", table.name, column.name), because }),
        Shown::In(..) => None,
    });
    told.collect()
}

/// What was written of a file so far.
#[derive(Default)]
struct Measured {
    hash: Sha256,
    bytes: u64,
    rows: u64,
    /// The subject that has a row already.
    begun: Option<&'static str>,
}

impl Measured {
    fn add(&mut self, bytes: &[u8], rows: u64) {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
        self.rows += rows;
    }

    /// Whether the subject has a row already; from now on it has.
    fn is_begun(&mut self, subject: &'static str) -> bool {
        self.begun.replace(subject) == Some(subject)
    }

    fn into_file(self, name: String) -> ExportedFile {
        let mut sha256 = String::with_capacity(64);
        for byte in self.hash.finalize() {
            let _ = write!(sha256, "{byte:02x}");
        }
        ExportedFile { name, rows: self.rows, bytes: self.bytes, sha256 }
    }
}
