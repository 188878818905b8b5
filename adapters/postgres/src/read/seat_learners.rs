//! Who may be given a seat of a product.

use std::collections::BTreeSet;

use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::{CustomerId, ProductId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{KnownCustomer, Learner};

use super::accounts::accounts;
use super::known::groups;
use crate::facts::{Stamps, by_customer, grants, uuids};
use crate::failure::Outcome;
use crate::row::StoredId;
use crate::tables::{Tables, binds};

/// How many learners are read with one statement for each kind of fact.
const LEARNERS_AT_ONCE: usize = 1_000;

/// How many addresses are looked up with one statement.
const EMAILS_AT_ONCE: usize = 10_000;

/// The address somebody claimed a seat with, unless it was erased.
type ClaimedAs = Option<Personal<EmailAddress>>;

pub(super) const BY_EMAIL: &str =
    "SELECT customer_id FROM customer_profiles WHERE tenant_no = $1 AND email_key = ANY($2)";

/// Everybody who has claimed a buyer's seat, each with the claim recorded last.
pub(super) const EARLIER: &str = "SELECT DISTINCT ON (c.holder_id) c.holder_id, c.address, c.address_key \
    FROM seats s JOIN seat_claims c ON c.tenant_no = s.tenant_no AND c.seat_id = s.id \
    JOIN commits k ON k.tenant_no = c.tenant_no AND k.commit_no = c.commit_no \
    WHERE s.tenant_no = $1 AND s.buyer_id = $2 \
    ORDER BY c.holder_id, k.recorded_at DESC, s.order_id DESC, s.line DESC, s.number DESC, c.position DESC";

pub(super) async fn learners(
    tables: &mut Tables,
    emails: &[String],
    product: ProductId,
) -> Outcome<Vec<Learner>> {
    let mut ids: BTreeSet<CustomerId> = BTreeSet::new();
    for some in emails.chunks(EMAILS_AT_ONCE) {
        let binds = binds![tables.tenant_no, some];
        let found = tables.rows("customer_profiles", BY_EMAIL, binds, |cells| cells.id("customer_id"));
        let found: Vec<CustomerId> = found.await?;
        ids.extend(found);
    }
    let wanted: Vec<_> = ids.into_iter().map(|id| (id, None)).collect();
    read(tables, &wanted, product).await
}

/// Everybody who holds or held a seat of the buyer's, with the address of the claim recorded last.
pub(super) async fn earlier_learners(
    tables: &mut Tables,
    buyer: CustomerId,
    product: ProductId,
) -> Outcome<Vec<Learner>> {
    let wanted = tables.rows("seat_claims", EARLIER, binds![tables.tenant_no, buyer.uuid()], |cells| {
        let holder = cells.id("holder_id")?;
        Ok((holder, cells.optional_address(["address", "address_key"])?))
    });
    let wanted = wanted.await?;
    read(tables, &wanted, product).await
}

/// The learners in the order given; erased ones are left out.
async fn read(
    tables: &mut Tables,
    wanted: &[(CustomerId, ClaimedAs)],
    product: ProductId,
) -> Outcome<Vec<Learner>> {
    let mut learners = Vec::with_capacity(wanted.len());
    for some in wanted.chunks(LEARNERS_AT_ONCE) {
        let ids: Vec<CustomerId> = some.iter().map(|(id, _)| *id).collect();
        let whom = uuids(&ids);
        let mut accounts = accounts(tables, &ids).await?;
        let mut groups = groups(tables, &whom).await?;
        let stamps = Stamps::of(tables, &whom).await?;
        let mut grants = by_customer(grants(tables, &whom, &stamps).await?);
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
