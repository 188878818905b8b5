use std::ops::RangeInclusive;

use async_trait::async_trait;
use rollbook_domain::id::{CustomerId, ItemId, SubmissionId};
use rollbook_domain::port::{
    AnswersQuery, AnswersRow, Page, PageRequest, ReadResult, TranscriptQuery, TranscriptReader,
};
use rollbook_domain::stamp::Revision;
use rollbook_domain::transcript::Transcript;
use rollbook_domain::transcript::cmi::CmiData;

use super::{cmi, page};
use crate::facts::{transcript_part, transcripts, uuids};
use crate::failure::Outcome;
use crate::row::StoredId;
use crate::store::PostgresTenant;
use crate::tables::{Tables, binds};

/// How many customers' transcripts are read with one statement for each kind of row.
const CUSTOMERS_AT_ONCE: usize = 1_000;

/// Whose transcripts are wanted, a page of them.
const WANTED: &str = "SELECT id FROM transcripts t WHERE tenant_no = $1 AND id >= $2 \
     AND ($3::uuid[] IS NULL OR id = ANY($3)) ORDER BY id LIMIT $4";

/// The same of those with an entry about a course; each table is walked along its index.
const ABOUT_A_COURSE: &str = "SELECT id FROM ( \
        (SELECT DISTINCT customer_id AS id FROM item_records WHERE tenant_no = $1 AND customer_id >= $2 \
            AND ($3::uuid[] IS NULL OR customer_id = ANY($3)) AND course_id = $5 ORDER BY 1 LIMIT $4) \
        UNION \
        (SELECT DISTINCT customer_id FROM course_marks WHERE tenant_no = $1 AND customer_id >= $2 \
            AND ($3::uuid[] IS NULL OR customer_id = ANY($3)) AND course_id = $5 ORDER BY 1 LIMIT $4) \
        UNION \
        (SELECT DISTINCT customer_id FROM submissions WHERE tenant_no = $1 AND customer_id >= $2 \
            AND ($3::uuid[] IS NULL OR customer_id = ANY($3)) AND course_id = $5 ORDER BY 1 LIMIT $4) \
     ) AS learners ORDER BY id LIMIT $4";

#[async_trait]
impl TranscriptReader for PostgresTenant {
    async fn find_cmi(&self, customer: CustomerId, item: ItemId) -> ReadResult<Option<CmiData>> {
        self.find(move |tables| Box::pin(cmi::cmi(tables, customer, item))).await
    }

    async fn answers(&self, query: &AnswersQuery, request: &PageRequest) -> ReadResult<Page<AnswersRow>> {
        let after = page::after(request, |text| SubmissionId::parse(text).ok())?;
        let (query, from, most) = (query.clone(), page::first_after(after.as_ref()), page::probe(request));
        let rows =
            self.read(move |tables| Box::pin(async move { cmi::answers(tables, &query, from, most).await }));
        Ok(page::cut(rows.await?, request, |row| row.submission))
    }

    async fn find_transcript(&self, customer: CustomerId) -> ReadResult<Option<Transcript>> {
        let found = self.find(move |tables| Box::pin(async move { transcripts(tables, &[customer]).await }));
        Ok(found.await?.pop())
    }

    async fn transcript_part(
        &self,
        customer: CustomerId,
        places: RangeInclusive<Revision>,
    ) -> ReadResult<Option<Transcript>> {
        let places = page::bounds(&places);
        self.find(move |tables| Box::pin(transcript_part(tables, customer, places))).await
    }

    async fn transcripts(
        &self,
        query: &TranscriptQuery,
        request: &PageRequest,
    ) -> ReadResult<Page<Transcript>> {
        let after = page::after(request, |text| CustomerId::parse(text).ok())?;
        let most = page::probe(request);
        let query = query.clone();
        let found = self.read(move |tables| {
            Box::pin(async move {
                let customers = learners(tables, &query, after, most).await?;
                let mut found = Vec::with_capacity(customers.len());
                for some in customers.chunks(CUSTOMERS_AT_ONCE) {
                    found.extend(transcripts(tables, some).await?);
                }
                Ok(found)
            })
        });
        Ok(page::cut(found.await?, request, |transcript| transcript.customer))
    }
}

async fn learners(
    tables: &mut Tables,
    query: &TranscriptQuery,
    after: Option<CustomerId>,
    most: i64,
) -> Outcome<Vec<CustomerId>> {
    let from = page::first_after(after.as_ref());
    let chosen = query.customers.as_ref().map(uuids);
    let binds = binds![tables.tenant_no, from, chosen, most];
    let (sql, binds) = match query.course {
        None => (WANTED, binds),
        Some(course) => (ABOUT_A_COURSE, binds.with(course.uuid())),
    };
    tables.rows("transcripts", sql, binds, |cells| cells.id("id")).await
}
