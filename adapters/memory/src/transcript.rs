use std::collections::BTreeSet;
use std::ops::Bound;

use async_trait::async_trait;
use rollbook_domain::id::{CourseId, CustomerId};
use rollbook_domain::port::{Page, PageRequest, ReadResult, TranscriptQuery, TranscriptReader};
use rollbook_domain::transcript::Transcript;

use crate::page;
use crate::store::MemoryTenant;

#[async_trait]
impl TranscriptReader for MemoryTenant {
    async fn find_transcript(&self, customer: CustomerId) -> ReadResult<Option<Transcript>> {
        Ok(self.read().transcripts.get(&customer).cloned())
    }

    async fn transcripts(&self, query: &TranscriptQuery, page: &PageRequest) -> ReadResult<Page<Transcript>> {
        let after = page::after(page, |text| CustomerId::parse(text).ok())?;
        let chosen: Option<BTreeSet<_>> = query.customers.as_ref().map(|ids| ids.iter().collect());
        let ledger = self.read();
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let found = ledger
            .transcripts
            .range((from, Bound::Unbounded))
            .filter(|(id, _)| chosen.as_ref().is_none_or(|chosen| chosen.contains(id)))
            .map(|(_, transcript)| transcript)
            .filter(|transcript| query.course.is_none_or(|course| is_about(transcript, course)))
            .cloned();
        Ok(page::cut(found, page, |transcript| transcript.customer))
    }
}

fn is_about(transcript: &Transcript, course: CourseId) -> bool {
    transcript.items.iter().any(|record| record.course == course)
        || transcript.marks.iter().any(|mark| mark.course == course)
        || transcript.submissions.iter().any(|held| held.course == course)
}
