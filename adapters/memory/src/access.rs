use async_trait::async_trait;
use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::port::{AccessLookup, AccessReader, CustomerKey, ReadResult, SubjectKey};
use rollbook_domain::verdict::{AccessFacts, SubjectKind};

use crate::store::MemoryTenant;

#[async_trait]
impl AccessReader for MemoryTenant {
    async fn access_facts(&self, customer: &CustomerKey, subject: &SubjectKey) -> ReadResult<AccessLookup> {
        let ledger = self.read();
        let Some(record) = ledger.find(customer).map(|record| ledger.following(record)) else {
            return Ok(AccessLookup::NoCustomer);
        };
        let facts = kind_of(subject, &ledger.catalogue)
            .and_then(|kind| AccessFacts::of(&record, &ledger.catalogue, kind));
        Ok(facts.map_or(AccessLookup::NoSubject, |facts| AccessLookup::Found(Box::new(facts))))
    }
}

fn kind_of(subject: &SubjectKey, catalogue: &Catalogue) -> Option<SubjectKind> {
    Some(match subject {
        SubjectKey::ItemId(id) => SubjectKind::Item(*id),
        SubjectKey::ItemCode(code) => SubjectKind::Item(catalogue.item_by_code(code.as_str())?.id),
        SubjectKey::CourseId(id) => SubjectKind::Course(*id),
        SubjectKey::CourseCode(code) => SubjectKind::Course(catalogue.course_by_code(code.as_str())?.id),
        SubjectKey::ProductId(id) => SubjectKind::Product(*id),
        SubjectKey::ProductCode(code) => SubjectKind::Product(catalogue.product_by_code(code.as_str())?.id),
    })
}
