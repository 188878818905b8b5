//! The hot path: what one access decision rests on, in one statement, or in two where something rare was written. The
//! first of them goes together with what others ask at the same time.

mod gathered;
mod key;
mod statement;
mod usual;

use std::mem::discriminant;
use std::sync::Arc;

use async_trait::async_trait;
use rollbook_domain::port::{AccessLookup, AccessReader, CustomerKey, ReadResult, SubjectKey};

use self::gathered::Gathered;
pub(crate) use self::usual::{Asked, Usual};
use crate::store::PostgresTenant;
use crate::tables::binds;

#[async_trait]
impl AccessReader for PostgresTenant {
    async fn access_facts(&self, customer: &CustomerKey, subject: &SubjectKey) -> ReadResult<AccessLookup> {
        let asked = Asked { customer: customer.clone(), subject: subject.clone() };
        let (link, tenant) = (Arc::clone(&self.parts.link), self.id.clone());
        let gathered = self.parts.engine.run_here(async move {
            if usual::is_usual(&asked.subject) {
                let of = (tenant.clone(), (discriminant(&asked.customer), discriminant(&asked.subject)));
                let usual = link.read_together(&link.together.access, of, asked.clone(), usual::read).await?;
                if !usual.has_more {
                    return ReadResult::Ok(usual.gathered);
                }
            }
            // All of it anew, so that all of it is from one state of the database.
            let sql = statement::access_sql(&asked.customer, &asked.subject);
            let gathered = link.read_at_once(&tenant, |tables| {
                let binds = key::keys(binds![tables.tenant_no], &asked);
                Box::pin(async move {
                    let mut gathered = Gathered::default();
                    tables.rows("access", sql, binds, |cells| gathered.take(cells)).await?;
                    Ok(gathered)
                })
            });
            Ok(gathered.await?)
        });
        Ok(gathered.await?.lookup(subject))
    }
}
