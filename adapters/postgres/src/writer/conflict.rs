//! From what the schema refuses to the port's conflicts; the one place that reads names of constraints.

use std::sync::Arc;

use rollbook_domain::port::{CommitError, Committed, Conflict, StoreError, UniqueFact};

use super::look::look;
use super::resolve::{Resolved, resolve};
use super::work::Work;
use crate::failure::{Failure, sqlstate};
use crate::store::Link;

/// A commit that was not written.
#[derive(Debug)]
pub(super) enum Refused {
    Conflict(Conflict),
    /// A stream is not where it was expected; which one that is shows a look.
    Moved,
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

/// Unique indexes, with the fact each keeps unique.
const UNIQUE_INDEXES: [(&str, UniqueFact); 14] = [
    ("customer_profiles_email_key_uq", UniqueFact::CustomerEmail),
    ("customer_profiles_code_key_uq", UniqueFact::CustomerCode),
    ("groups_code_key_uq", UniqueFact::GroupCode),
    ("organizations_code_key_uq", UniqueFact::OrganizationCode),
    ("products_code_key_uq", UniqueFact::ProductCode),
    ("prices_code_key_uq", UniqueFact::PriceCode),
    ("courses_code_key_uq", UniqueFact::CourseCode),
    ("items_code_key_uq", UniqueFact::ItemCode),
    ("sales_orders_number_key_uq", UniqueFact::SalesOrderNumber),
    ("sales_orders_external_id_uq", UniqueFact::SalesOrderExternalId),
    ("seats_code_lookup_uq", UniqueFact::RegistrationCode),
    ("invitation_links_hash_uq", UniqueFact::Link),
    ("account_links_hash_uq", UniqueFact::Link),
    ("mails_dedupe_uq", UniqueFact::Mail),
];

/// Says why a commit was refused, after it was rolled back.
pub(super) async fn explain(
    link: &Link,
    work: &Arc<Work>,
    refused: Refused,
) -> Result<Committed, CommitError> {
    let met = match refused {
        Refused::Conflict(conflict) => Some(conflict.into()),
        Refused::Moved => None,
        Refused::Failure(Failure::Sqlx(error)) if is_constraint(&error) => {
            Some(taken(&error).map_or_else(|| violated(&error).into(), CommitError::from))
        }
        Refused::Failure(failure) => return Err(StoreError::from(failure).into()),
    };
    let looked = link.read_at_once(&work.tenant, |tables| {
        let work = Arc::clone(work);
        Box::pin(async move { look(tables, &work).await })
    });
    let looked = looked.await.map_err(StoreError::from)?;
    if looked.is_written() {
        let seen = "it is there to be seen, which may not last".to_owned();
        if let Resolved::Written(committed) = resolve(link, work, seen).await? {
            return Ok(committed);
        }
    }
    Err(looked.told(met))
}

/// The class of integrity constraints, which is also what the triggers of guards answer with.
fn is_constraint(error: &sqlx::Error) -> bool {
    sqlstate(error).is_some_and(|code| code.starts_with("23"))
}

fn taken(error: &sqlx::Error) -> Option<Conflict> {
    let index = error.as_database_error()?.constraint()?;
    UNIQUE_INDEXES.iter().find(|(known, _)| *known == index).map(|(_, fact)| Conflict::Taken(*fact))
}

fn violated(error: &sqlx::Error) -> StoreError {
    StoreError::Malformed(format!("the schema refuses it: {error}"))
}
