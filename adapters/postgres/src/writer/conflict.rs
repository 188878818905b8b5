//! From what the schema refuses to the port's conflicts; the one place that reads names of constraints.

use rollbook_domain::port::{CommitError, Committed, Conflict, StoreError, UniqueFact};

use super::expect::find_moved;
use super::log::find_commit;
use super::work::Work;
use crate::failure::{Failure, Outcome, sqlstate};
use crate::store::{Link, Purpose};

/// A commit that was not written.
#[derive(Debug)]
pub(super) enum Refused {
    Conflict(Conflict),
    /// A stream was not where it was expected, and then it was again.
    Vanished,
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

/// What is there now that a commit was refused.
struct Looked {
    committed: Option<Committed>,
    moved: Option<Conflict>,
}

/// Says why a commit was refused, after it was rolled back: that it was written before goes before everything else, then
/// a stream that moved.
pub(super) async fn explain(link: &Link, work: &Work, refused: Refused) -> Result<Committed, CommitError> {
    if let Refused::Failure(Failure::Sqlx(error)) = &refused
        && !is_constraint(error)
    {
        return Err(StoreError::from(failure(refused)).into());
    }
    if let Refused::Failure(Failure::Store(error)) = refused {
        return Err(error.into());
    }
    let looked = look(link, work).await.map_err(StoreError::from)?;
    if let Some(committed) = looked.committed {
        return Ok(committed);
    }
    if let Some(conflict) = looked.moved {
        return Err(conflict.into());
    }
    match refused {
        Refused::Conflict(conflict) => Err(conflict.into()),
        Refused::Failure(Failure::Sqlx(error)) => {
            Err(taken(&error).map_or_else(|| violated(&error).into(), CommitError::from))
        }
        Refused::Vanished | Refused::Failure(Failure::Store(_)) => {
            let why = "a stream moved while the commit was written; try again";
            Err(StoreError::Unavailable(why.to_owned()).into())
        }
    }
}

fn failure(refused: Refused) -> Failure {
    match refused {
        Refused::Failure(failure) => failure,
        Refused::Conflict(_) | Refused::Vanished => sqlx::Error::RowNotFound.into(),
    }
}

async fn look(link: &Link, work: &Work) -> Outcome<Looked> {
    let tenant_no = super::log::ensure_tenant(link, &work.tenant).await?;
    let mut tables = link.begin(tenant_no, Purpose::Reading).await?;
    let looked = async {
        let committed = find_commit(&mut tables, work.commit.id).await?;
        let moved = find_moved(&mut tables, &work.commit.expected).await?;
        Ok(Looked { committed, moved })
    };
    let looked = looked.await;
    tables.end(looked).await
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
