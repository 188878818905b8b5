//! Who may be given a seat of a product.

use std::collections::{BTreeMap, BTreeSet};

use rollbook_domain::email::{EmailAddress, EmailKey};
use rollbook_domain::id::{CustomerId, ProductId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{KnownCustomer, Learner};
use rusqlite::params;

use super::accounts::accounts;
use super::known::groups;
use crate::facts::{Stamps, Whom, by_customer, grants};
use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::store::Tables;

/// How many learners are read with one statement for each kind of fact.
const LEARNERS_AT_ONCE: usize = 1_000;

/// The address somebody claimed a seat with, unless it was erased.
type ClaimedAs = Option<Personal<EmailAddress>>;

/// Looks each email up by its index, as that costs less than handing the whole set to `SQLite`.
pub(super) fn learners(
    tables: &Tables<'_>,
    emails: &[EmailKey],
    product: ProductId,
) -> Outcome<Vec<Learner>> {
    let mut statement = tables.reader.connection.prepare_cached(
        "SELECT customer_id FROM customer_profiles WHERE tenant_no = ?1 AND email_key = ?2",
    )?;
    let mut ids = BTreeSet::new();
    for email in emails {
        let mut rows = statement.query(params![tables.tenant_no, email.as_str()])?;
        if let Some(row) = rows.next()? {
            ids.insert(Cells::new(row, "customer_profiles").id("customer_id")?);
        }
    }
    let wanted: Vec<_> = ids.into_iter().map(|id| (id, None)).collect();
    read(tables, &wanted, product)
}

/// Everybody who holds or held a seat of the buyer's, with the address of the claim recorded last.
pub(super) fn earlier_learners(
    tables: &Tables<'_>,
    buyer: CustomerId,
    product: ProductId,
) -> Outcome<Vec<Learner>> {
    let mut statement = tables.reader.connection.prepare_cached(
        "SELECT c.holder_id, c.address, c.address_key FROM seats s INDEXED BY seats_buyer_id_ix \
         CROSS JOIN seat_claims c ON c.tenant_no = s.tenant_no AND c.seat_id = s.id \
         CROSS JOIN commits k ON k.tenant_no = c.tenant_no AND k.commit_no = c.commit_no \
         WHERE s.tenant_no = ?1 AND s.buyer_id = ?2 \
         ORDER BY k.recorded_at, s.order_id, s.line, s.number, c.position",
    )?;
    let mut rows = statement.query(params![tables.tenant_no, buyer.bytes()])?;
    let mut last: BTreeMap<CustomerId, ClaimedAs> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let cells = Cells::new(row, "seat_claims");
        let holder = cells.id("holder_id")?;
        last.insert(holder, cells.optional_address(["address", "address_key"])?);
    }
    let wanted: Vec<_> = last.into_iter().collect();
    read(tables, &wanted, product)
}

/// The learners in the order given; erased ones are left out.
fn read(
    tables: &Tables<'_>,
    wanted: &[(CustomerId, ClaimedAs)],
    product: ProductId,
) -> Outcome<Vec<Learner>> {
    let mut learners = Vec::with_capacity(wanted.len());
    for some in wanted.chunks(LEARNERS_AT_ONCE) {
        let ids: Vec<CustomerId> = some.iter().map(|(id, _)| *id).collect();
        let mut accounts = accounts(tables, &ids)?;
        let mut groups = groups(tables, ids.iter())?;
        let whom = Whom::many(&ids);
        let stamps = Stamps::of(tables, &whom)?;
        let mut grants = by_customer(grants(tables, &whom, &stamps)?);
        for (id, claimed_as) in some {
            let Some(account) = accounts.remove(id) else { continue };
            let Some(profile) = account.profile else { continue };
            let mut grants = grants.remove(id).unwrap_or_default();
            grants.retain(|grant| grant.product == product);
            learners.push(Learner {
                account: KnownCustomer {
                    id: *id,
                    email: profile.reveal().email.key(),
                    code: profile.reveal().code.clone(),
                    status: account.status,
                    groups: groups.remove(id).unwrap_or_default(),
                    revision: account.revision,
                },
                profile,
                has_password: account.has_password,
                claimed_as: claimed_as.clone(),
                grants,
            });
        }
    }
    Ok(learners)
}
