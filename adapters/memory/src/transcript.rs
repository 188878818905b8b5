use std::collections::BTreeSet;
use std::ops::{Bound, RangeInclusive};

use async_trait::async_trait;
use rollbook_domain::id::{CourseId, CustomerId, ItemId, SubmissionId};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{
    AnswersQuery, AnswersRow, Page, PageRequest, ReadResult, TranscriptQuery, TranscriptReader,
};
use rollbook_domain::stamp::Revision;
use rollbook_domain::transcript::Transcript;
use rollbook_domain::transcript::cmi::CmiData;

use crate::page;
use crate::store::MemoryTenant;

#[async_trait]
impl TranscriptReader for MemoryTenant {
    async fn find_cmi(&self, customer: CustomerId, item: ItemId) -> ReadResult<Option<CmiData>> {
        Ok(self.read().cmi.get(&(customer, item)).cloned())
    }

    async fn answers(&self, query: &AnswersQuery, page: &PageRequest) -> ReadResult<Page<AnswersRow>> {
        let after = page::after(page, |text| SubmissionId::parse(text).ok())?;
        let ledger = self.read();
        let from = after.map_or(Bound::Unbounded, Bound::Excluded);
        let wanted = ledger
            .answers
            .range((from, Bound::Unbounded))
            .filter(|(_, (_, item, _))| *item == query.item)
            .filter(|(_, (customer, ..))| query.customer.is_none_or(|wanted| wanted == *customer));
        let rows = wanted.filter_map(|(submission, (customer, _, answers))| {
            let transcript = ledger.transcripts.get(customer)?;
            let held = transcript.submissions.iter().find(|held| held.id == *submission)?;
            Some(AnswersRow {
                customer: *customer,
                submission: *submission,
                edition: held.edition,
                is_synthetic: held.is_synthetic,
                is_removed: held.removed.is_some(),
                answers: Personal::new(answers.clone()),
            })
        });
        Ok(page::cut(rows, page, |row| row.submission))
    }

    async fn find_transcript(&self, customer: CustomerId) -> ReadResult<Option<Transcript>> {
        Ok(self.read().transcripts.get(&customer).cloned())
    }

    async fn transcript_part(
        &self,
        customer: CustomerId,
        places: RangeInclusive<Revision>,
    ) -> ReadResult<Option<Transcript>> {
        Ok(self.read().transcripts.get(&customer).cloned().map(|transcript| transcript.part(&places)))
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
