//! The file that says who was erased: a CSV table with nothing personal in it.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::Path;

use rollbook_domain::id::CustomerId;
use rollbook_domain::privacy::PastErasure;
use rollbook_domain::settings::TenantId;
use rollbook_domain::table::{Row, TableLimits};
use rollbook_domain::time::Instant;

use crate::{CliError, Session};

const COLUMNS: [&str; 3] = ["tenant", "customer", "erased_at"];

/// Reads who was erased; every row has to be of the tenant.
pub(super) fn read(path: &Path, session: &Session) -> Result<Vec<PastErasure>, CliError> {
    let bytes = fs::read(path).map_err(|error| unusable(path, "read", &error))?;
    parse(&bytes, session).map_err(|problem| {
        let (shown, tenant) = (path.display(), &session.options.tenant);
        CliError::usage(format!(
            "the file `{shown}` is not what `rollbook privacy erasures` wrote for tenant `{tenant}`: {problem}"
        ))
    })
}

fn parse(bytes: &[u8], session: &Session) -> Result<Vec<PastErasure>, String> {
    let table = session.table_reader().read(bytes, &TableLimits::rows(usize::MAX));
    let table =
        table.map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))?;
    let place = |name: &str| table.column(name).ok_or_else(|| format!("it has no column `{name}`"));
    let [tenant, customer, erased_at] = [place(COLUMNS[0])?, place(COLUMNS[1])?, place(COLUMNS[2])?];
    let erasure = |row: &Row| -> Result<PastErasure, String> {
        let of = TenantId::parse(row.cell(tenant)).map_err(|error| error.to_string())?;
        if of != session.options.tenant {
            return Err(format!("it is of tenant `{of}`"));
        }
        Ok(PastErasure {
            customer: CustomerId::parse(row.cell(customer)).map_err(|error| error.to_string())?,
            erased_at: Instant::parse(row.cell(erased_at)).map_err(|error| error.to_string())?,
        })
    };
    let read = |row: &Row| erasure(row).map_err(|problem| format!("line {}: {problem}", row.line()));
    table.rows.iter().map(read).collect()
}

/// Writes who was erased; the file stands under its name only once it is whole.
pub(super) fn write(path: &Path, erasures: &[PastErasure], session: &Session) -> Result<(), CliError> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = path.with_file_name(name);
    let written = write_part(&part, erasures, session).and_then(|()| fs::rename(&part, path));
    written.map_err(|error| unusable(path, "written", &error))
}

fn write_part(part: &Path, erasures: &[PastErasure], session: &Session) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(part)?);
    let tenant = &session.options.tenant;
    let cells =
        |past: &PastErasure| vec![tenant.to_string(), past.customer.to_string(), past.erased_at.to_string()];
    session.table_writer().write(&COLUMNS, &mut erasures.iter().map(cells), &mut file)?;
    file.into_inner()?.sync_all()
}

fn unusable(path: &Path, what: &str, error: &io::Error) -> CliError {
    CliError::Unavailable(format!("the file `{}` cannot be {what}: {error}", path.display()))
}
