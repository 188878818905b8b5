use async_trait::async_trait;
use rollbook_domain::customer::Identity;
use rollbook_domain::id::{CustomerId, LoginId};
use rollbook_domain::login::Login;
use rollbook_domain::port::{LoginQuery, Logins, Page, PageRequest, ReadResult};
use rollbook_domain::time::Instant;

use crate::page;
use crate::store::MemoryTenant;

/// What sign-ins are ordered by.
pub(crate) type LoginKey = (CustomerId, Instant, LoginId);

#[async_trait]
impl Logins for MemoryTenant {
    async fn record_logins(&self, logins: &[Login]) -> ReadResult<usize> {
        let mut ledger = self.write();
        let mut new = 0;
        for login in logins {
            let record = ledger.customers.get(&login.customer);
            if !record.is_some_and(|record| matches!(record.customer.identity, Identity::Known(_))) {
                continue;
            }
            let key = (login.customer, login.at, login.id);
            if let std::collections::btree_map::Entry::Vacant(vacant) = ledger.logins.entry(key) {
                vacant.insert(login.clone());
                new += 1;
            }
        }
        Ok(new)
    }

    async fn logins(&self, query: &LoginQuery, page: &PageRequest) -> ReadResult<Page<Login>> {
        let after = page::after(page, key_of)?;
        let ledger = self.read();
        let wanted = ledger.logins.iter().filter(|((customer, at, _), _)| {
            query.customer.is_none_or(|wanted| wanted == *customer)
                && query.from.is_none_or(|from| *at >= from)
        });
        let in_order: Box<dyn Iterator<Item = _> + '_> = if query.is_newest_first {
            Box::new(wanted.rev().skip_while(move |(key, _)| after.is_some_and(|after| **key >= after)))
        } else {
            Box::new(wanted.skip_while(move |(key, _)| after.is_some_and(|after| **key <= after)))
        };
        let in_order = in_order.map(|(_, login)| login.clone());
        Ok(page::cut(in_order, page, |login| {
            format!("{}.{}.{}", login.customer, login.at.as_micros(), login.id)
        }))
    }
}

fn key_of(text: &str) -> Option<LoginKey> {
    let mut parts = text.splitn(3, '.');
    let customer = CustomerId::parse(parts.next()?).ok()?;
    let at = Instant::from_micros(parts.next()?.parse().ok()?).ok()?;
    Some((customer, at, LoginId::parse(parts.next()?).ok()?))
}
