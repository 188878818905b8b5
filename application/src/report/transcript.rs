//! What is on record of the learners of a course, a line for each learner and item (TRN-04, X-16).

use std::collections::{BTreeMap, HashMap};

use rollbook_domain::enrollment::{StateWord, state_at};
use rollbook_domain::id::{CustomerId, ItemId};
use rollbook_domain::port::{CustomerQuery, EnrollmentQuery, PageRequest, TranscriptQuery};
use rollbook_domain::text::Code;
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::{ItemRecord, ItemResult, Transcript};

use crate::catalogue::get_course;
use crate::{Desk, Failure};

/// How many learners are read at once.
const CHUNK: usize = 5_000;

/// A learner and an item with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordLine {
    /// The learner.
    pub customer: CustomerId,
    /// Their email, unless erased.
    pub email: Option<String>,
    /// The item.
    pub item: Code,
    /// The version of the course that the record is about: the latest one with a record of the item.
    pub version: u32,
    /// What is on record.
    pub result: ItemResult,
    /// The state of the enrollment at the instant asked about; `None` where no product opens the course any more.
    pub access_state: Option<StateWord>,
}

/// Every learner with a record of an item of the course, in order of customer id and then of the course's items, with the
/// state of their access at `at`.
///
/// # Errors
/// [`Failure::Missing`] for a course that does not exist, [`Failure::Store`].
pub async fn report_transcripts(
    desk: &Desk<'_>,
    course: &str,
    at: Instant,
) -> Result<Vec<RecordLine>, Failure> {
    let catalogue = desk.store.catalogue().await?;
    let course = get_course(&catalogue, course)?;
    let places: HashMap<ItemId, (usize, &Code)> =
        course.items.iter().enumerate().map(|(place, item)| (item.id, (place, &item.code))).collect();
    let query = TranscriptQuery { course: Some(course.id), customers: None };
    let mut lines = Vec::new();
    let mut request = Some(PageRequest::first(CHUNK));
    while let Some(page) = request {
        let answer = desk.store.transcripts(&query, &page).await?;
        let learners: Vec<CustomerId> = answer.items.iter().map(|transcript| transcript.customer).collect();
        let mut known = HashMap::with_capacity(learners.len());
        let enrolled =
            EnrollmentQuery { customers: Some(learners.clone()), ..EnrollmentQuery::of(course.id) };
        for row in desk.store.enrollments(&enrolled, &PageRequest::everything()).await?.items {
            let state = state_at(&row.grants, &row.facts, at).map(|state| state.word());
            let email = row.profile.map(|profile| profile.reveal().email.as_typed().to_owned());
            known.insert(row.customer, (email, state));
        }
        let outside: Vec<CustomerId> = learners.into_iter().filter(|id| !known.contains_key(id)).collect();
        if !outside.is_empty() {
            let query = CustomerQuery { customers: Some(outside), ..CustomerQuery::default() };
            for row in desk.store.list_customers(&query, &PageRequest::everything()).await?.items {
                let email = row.profile.map(|profile| profile.reveal().email.as_typed().to_owned());
                known.insert(row.id, (email, None));
            }
        }
        for transcript in &answer.items {
            let customer = transcript.customer;
            let (email, access_state) = known.remove(&customer).unwrap_or_default();
            for ((_, item), record) in records(transcript, &places) {
                lines.push(RecordLine {
                    customer,
                    email: email.clone(),
                    item: item.clone(),
                    version: record.version,
                    result: record.result,
                    access_state,
                });
            }
        }
        request = answer.next.map(|cursor| PageRequest::after(cursor, CHUNK));
    }
    Ok(lines)
}

/// What counts of each item, in the order of the items; of several versions the latest.
fn records<'a>(
    transcript: &'a Transcript,
    places: &HashMap<ItemId, (usize, &'a Code)>,
) -> BTreeMap<(usize, &'a Code), &'a ItemRecord> {
    let mut found: BTreeMap<(usize, &Code), &ItemRecord> = BTreeMap::new();
    for record in &transcript.items {
        let Some(place) = places.get(&record.item) else { continue };
        let held = found.entry(*place).or_insert(record);
        if held.version <= record.version {
            *held = record;
        }
    }
    found
}
