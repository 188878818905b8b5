//! Finding the enrollments that a bulk edit names.

use std::collections::{HashMap, HashSet};

use rollbook_domain::customer::{StatusChange, StatusWord};
use rollbook_domain::email::EmailKey;
use rollbook_domain::id::{CourseId, CustomerId};
use rollbook_domain::port::{CustomerKey, EnrollmentQuery, EnrollmentRow, Page, PageRequest};
use rollbook_domain::stamp::{Revision, latest_at};
use rollbook_domain::text::Code;
use rollbook_domain::time::Instant;

use super::Whom;
use crate::group::get_group;
use crate::{Desk, Failure};

/// A customer that a bulk edit names, with the facts it rests on; without any, there is no such customer.
pub(super) struct Named {
    pub(super) key: CustomerKey,
    pub(super) found: Option<Found>,
}

/// A customer that exists; without grants when they were never given access to the course.
pub(super) struct Found {
    pub(super) row: EnrollmentRow,
    pub(super) status: StatusWord,
}

/// Finds them all by a fixed number of reads, however many they are; who is named twice is found once.
pub(super) async fn named(
    desk: &Desk<'_>,
    course: CourseId,
    whom: &Whom,
    now: Instant,
) -> Result<Vec<Named>, Failure> {
    let mut query = EnrollmentQuery::of(course);
    let keys = match whom {
        Whom::Group(_) | Whom::Everybody => {
            if let Whom::Group(key) = whom {
                query.group = Some(get_group(desk, key).await?.id);
            }
            let rows = all(desk, &query).await?.into_iter();
            return Ok(rows.map(|row| found(CustomerKey::Id(row.customer), row, now)).collect());
        }
        Whom::Customers(keys) => keys,
    };
    let known = Known::read(desk, keys).await?;
    let ids: HashSet<CustomerId> = keys.iter().filter_map(|key| known.id(key)).collect();
    let mut ids: Vec<CustomerId> = ids.into_iter().collect();
    ids.sort_unstable();
    query.customers = Some(ids);
    let mut rows: HashMap<CustomerId, EnrollmentRow> =
        all(desk, &query).await?.into_iter().map(|row| (row.customer, row)).collect();
    let mut seen = HashSet::new();
    let mut named = Vec::with_capacity(keys.len());
    for key in keys {
        let id = known.id(key);
        if id.is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        let row = id.and_then(|id| rows.remove(&id));
        named.push(match (id, row) {
            (_, Some(row)) => found(key.clone(), row, now),
            (None, None) => Named { key: key.clone(), found: None },
            (Some(id), None) => outsider(desk, key, id, now).await?,
        });
    }
    Ok(named)
}

/// The ids behind the emails and codes that belong to somebody.
struct Known {
    by_email: HashMap<EmailKey, CustomerId>,
    by_code: HashMap<String, CustomerId>,
}

impl Known {
    async fn read(desk: &Desk<'_>, keys: &[CustomerKey]) -> Result<Self, Failure> {
        let (mut emails, mut codes): (Vec<EmailKey>, Vec<Code>) = (Vec::new(), Vec::new());
        for key in keys {
            match key {
                CustomerKey::Id(_) => {}
                CustomerKey::Email(email) => emails.push(email.clone()),
                CustomerKey::Code(code) => codes.push(code.clone()),
            }
        }
        let mut known = Self { by_email: HashMap::new(), by_code: HashMap::new() };
        if emails.is_empty() && codes.is_empty() {
            return Ok(known);
        }
        for customer in desk.store.known_customers(&emails, &codes).await? {
            known.by_email.insert(customer.email, customer.id);
            known.by_code.extend(customer.code.map(|code| (code.folded(), customer.id)));
        }
        Ok(known)
    }

    fn id(&self, key: &CustomerKey) -> Option<CustomerId> {
        match key {
            CustomerKey::Id(id) => Some(*id),
            CustomerKey::Email(email) => self.by_email.get(email).copied(),
            CustomerKey::Code(code) => self.by_code.get(&code.folded()).copied(),
        }
    }
}

async fn all(desk: &Desk<'_>, query: &EnrollmentQuery) -> Result<Vec<EnrollmentRow>, Failure> {
    let mut gathered = Page { items: Vec::new(), next: None };
    loop {
        let request = PageRequest { after: gathered.next.take(), limit: usize::MAX };
        let page = desk.store.enrollments(query, &request).await?;
        gathered.items.extend(page.items);
        gathered.next = page.next;
        if gathered.next.is_none() {
            return Ok(gathered.items);
        }
    }
}

fn found(key: CustomerKey, row: EnrollmentRow, now: Instant) -> Named {
    let status = status_at(&row.statuses, now);
    Named { key, found: Some(Found { row, status }) }
}

fn status_at(statuses: &[StatusChange], now: Instant) -> StatusWord {
    latest_at(statuses, |change| &change.stamp, now).map_or(StatusWord::Active, |change| change.status.word())
}

/// Somebody who has no grant for the course, or does not exist.
async fn outsider(
    desk: &Desk<'_>,
    key: &CustomerKey,
    id: CustomerId,
    now: Instant,
) -> Result<Named, Failure> {
    let record = desk.store.find_customer(&CustomerKey::Id(id)).await?;
    let found = record.map(|record| Found {
        status: status_at(&record.customer.statuses, now),
        row: EnrollmentRow {
            customer: id,
            revision: Revision::NONE,
            profile: None,
            statuses: Vec::new(),
            grants: Vec::new(),
            facts: Vec::new(),
        },
    });
    Ok(Named { key: key.clone(), found })
}
