use async_trait::async_trait;
use rollbook_domain::commit::Recorded;
use rollbook_domain::port::{ActivityQuery, ActivityReader, Page, PageRequest, ReadResult};

use crate::page;
use crate::store::MemoryTenant;

#[async_trait]
impl ActivityReader for MemoryTenant {
    async fn activity(&self, query: &ActivityQuery, page: &PageRequest) -> ReadResult<Page<Recorded>> {
        let after: Option<u64> = page::after(page, |text| text.parse().ok())?;
        let ledger = self.read();
        let wanted: Box<dyn DoubleEndedIterator<Item = &Recorded> + '_> = match query.stream {
            None => Box::new(ledger.log.iter()),
            Some(stream) => {
                let places = ledger.streams.get(&stream).into_iter().flatten();
                Box::new(places.map(|place| &ledger.log[*place]))
            }
        };
        let in_order: Box<dyn Iterator<Item = &Recorded> + '_> = if query.is_newest_first {
            Box::new(wanted.rev().skip_while(|event| after.is_some_and(|after| event.sequence >= after)))
        } else {
            Box::new(wanted.skip_while(|event| after.is_some_and(|after| event.sequence <= after)))
        };
        Ok(page::cut(in_order.cloned(), page, |event| event.sequence))
    }
}
