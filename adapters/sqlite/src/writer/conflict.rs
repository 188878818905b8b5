//! From what the schema refuses to the port's conflicts; the one place that reads names of columns.

use rollbook_domain::port::{CommitError, Conflict, StoreError, UniqueFact};
use rusqlite::{Connection, ErrorCode};

use super::commit::tenant_no;
use super::expect::find_moved;
use super::work::Work;
use crate::failure::Failure;

/// A commit that was not written.
pub(super) enum Refused {
    Conflict(Conflict),
    Failure(Failure),
}

impl From<Conflict> for Refused {
    fn from(conflict: Conflict) -> Self {
        Self::Conflict(conflict)
    }
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<rusqlite::Error> for Refused {
    fn from(error: rusqlite::Error) -> Self {
        Self::Failure(error.into())
    }
}

/// Columns of unique indexes, as `SQLite` names them in its message, with the fact each keeps unique.
const UNIQUE_COLUMNS: [(&str, UniqueFact); 14] = [
    ("customer_profiles.email_key", UniqueFact::CustomerEmail),
    ("customer_profiles.code_key", UniqueFact::CustomerCode),
    ("groups.code_key", UniqueFact::GroupCode),
    ("organizations.code_key", UniqueFact::OrganizationCode),
    ("products.code_key", UniqueFact::ProductCode),
    ("prices.code_key", UniqueFact::PriceCode),
    ("courses.code_key", UniqueFact::CourseCode),
    ("items.code_key", UniqueFact::ItemCode),
    ("sales_orders.number_key", UniqueFact::SalesOrderNumber),
    ("sales_orders.external_id", UniqueFact::SalesOrderExternalId),
    ("seats.code_lookup", UniqueFact::RegistrationCode),
    ("invitation_links.hash", UniqueFact::Link),
    ("account_links.hash", UniqueFact::Link),
    ("mails.dedupe", UniqueFact::Mail),
];

/// Says why a commit was refused, after it was rolled back: a stream that moved goes before everything else.
pub(super) fn explain(connection: &Connection, work: &Work, refused: Refused) -> CommitError {
    let moved = || -> Result<Option<Conflict>, Failure> {
        find_moved(connection, tenant_no(connection, &work.tenant)?, &work.commit.expected)
    };
    match refused {
        Refused::Failure(Failure::Sqlite(error)) if is_constraint(&error) => match moved() {
            Ok(Some(conflict)) => conflict.into(),
            Ok(None) => taken(&error).map_or_else(|| violated(&error).into(), CommitError::from),
            Err(failure) => StoreError::from(failure).into(),
        },
        Refused::Conflict(conflict) => match moved() {
            Ok(found) => found.unwrap_or(conflict).into(),
            Err(failure) => StoreError::from(failure).into(),
        },
        Refused::Failure(failure) => StoreError::from(failure).into(),
    }
}

fn is_constraint(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::ConstraintViolation)
}

fn taken(error: &rusqlite::Error) -> Option<Conflict> {
    let rusqlite::Error::SqliteFailure(_, Some(message)) = error else { return None };
    let columns = message.strip_prefix("UNIQUE constraint failed: ")?;
    columns.split(", ").find_map(|column| {
        UNIQUE_COLUMNS.iter().find(|(known, _)| *known == column).map(|(_, fact)| Conflict::Taken(*fact))
    })
}

fn violated(error: &rusqlite::Error) -> StoreError {
    StoreError::Malformed(format!("the schema refuses it: {error}"))
}
