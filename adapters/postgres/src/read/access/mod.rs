//! The hot path: what one access decision rests on, in one statement, or in two where something rare was written.

mod gathered;
mod statement;
mod usual;

use async_trait::async_trait;
use rollbook_domain::port::{AccessLookup, AccessReader, CustomerKey, ReadResult, SubjectKey};

use self::gathered::Gathered;
use crate::row::StoredId;
use crate::store::PostgresTenant;
use crate::tables::{Binds, binds};

#[async_trait]
impl AccessReader for PostgresTenant {
    async fn access_facts(&self, customer: &CustomerKey, subject: &SubjectKey) -> ReadResult<AccessLookup> {
        let sql = statement::access_sql(customer, subject);
        let usual = usual::usual_sql(customer, subject);
        let (customer, key) = (customer.clone(), subject.clone());
        let gathered = self.read_at_once(move |tables| {
            let binds = || keys(binds![tables.tenant_no], &customer, &key);
            let (binds, usual) = (binds(), usual.map(|sql| (sql, binds())));
            Box::pin(async move {
                if let Some((sql, binds)) = usual {
                    let (mut gathered, mut has_more) = (Gathered::default(), false);
                    let read = tables.rows("access", sql, binds, |cells| {
                        has_more |= gathered.take_usual(cells)?;
                        Ok(())
                    });
                    read.await?;
                    if !has_more {
                        return Ok(gathered);
                    }
                }
                // All of it anew, so that all of it is from one state of the database.
                let mut gathered = Gathered::default();
                tables.rows("access", sql, binds, |cells| gathered.take(cells)).await?;
                Ok(gathered)
            })
        });
        Ok(gathered.await?.lookup(subject))
    }
}

fn keys(binds: Binds, customer: &CustomerKey, subject: &SubjectKey) -> Binds {
    let binds = match customer {
        CustomerKey::Id(id) => binds.with(id.uuid()),
        CustomerKey::Email(email) => binds.with(email.as_str()),
        CustomerKey::Code(code) => binds.with(code.folded()),
    };
    match subject {
        SubjectKey::ItemId(id) => binds.with(id.uuid()),
        SubjectKey::CourseId(id) => binds.with(id.uuid()),
        SubjectKey::ProductId(id) => binds.with(id.uuid()),
        SubjectKey::ItemCode(code) | SubjectKey::CourseCode(code) | SubjectKey::ProductCode(code) => {
            binds.with(code.folded())
        }
    }
}
