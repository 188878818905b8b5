//! Accounts in sets: what is known of buyers, holders and learners.

use std::collections::HashMap;
use std::sync::Arc;

use rollbook_domain::customer::{Profile, StatusWord};
use rollbook_domain::id::CustomerId;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::Buyer;
use rollbook_domain::stamp::Revision;

use super::known::groups;
use crate::facts::uuids;
use crate::failure::Outcome;
use crate::row::{profile_columns, read_profile};
use crate::tables::{Tables, binds};

/// What is known of an account, but for its groups.
pub(super) struct Account {
    pub(super) revision: Revision,
    pub(super) status: StatusWord,
    pub(super) has_password: bool,
    pub(super) profile: Option<Personal<Profile>>,
}

/// The accounts of customers, those that are there.
pub(super) async fn accounts(
    tables: &mut Tables,
    customers: &[CustomerId],
) -> Outcome<HashMap<CustomerId, Account>> {
    let sql = concat!(
        "SELECT c.id, c.revision, c.status, c.password_set_at, ",
        profile_columns!(),
        " FROM customers c LEFT JOIN customer_profiles p ON p.tenant_no = c.tenant_no AND p.customer_id = c.id \
         WHERE c.tenant_no = $1 AND c.id = ANY($2)"
    );
    let accounts = tables.rows("customers", sql, binds![tables.tenant_no, uuids(customers)], |cells| {
        let id = cells.id("id")?;
        let account = Account {
            revision: Revision::new(cells.count("revision")?),
            status: cells.word("status")?,
            has_password: cells.optional_instant("password_set_at")?.is_some(),
            profile: read_profile(cells)?,
        };
        Ok((id, account))
    });
    Ok(accounts.await?.into_iter().collect())
}

/// Those of the buyers that are not known yet are read and known from then on.
pub(super) async fn know_buyers(
    tables: &mut Tables,
    known: &mut HashMap<CustomerId, Arc<Buyer>>,
    wanted: impl Iterator<Item = CustomerId>,
) -> Outcome<()> {
    let mut unknown: Vec<_> = wanted.filter(|id| !known.contains_key(id)).collect();
    unknown.sort_unstable();
    unknown.dedup();
    if unknown.is_empty() {
        return Ok(());
    }
    let accounts = accounts(tables, &unknown).await?;
    let mut groups = groups(tables, &uuids(&unknown)).await?;
    known.extend(accounts.into_iter().map(|(id, account)| {
        let Account { revision, status, profile, .. } = account;
        let groups = groups.remove(&id).unwrap_or_default();
        (id, Arc::new(Buyer { id, revision, profile, status, groups }))
    }));
    Ok(())
}
