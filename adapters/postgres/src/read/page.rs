//! Cutting lists into pages by the key of their last item.

use std::fmt::Display;
use std::ops::RangeInclusive;

use rollbook_domain::port::{Cursor, Page, PageRequest, ReadResult, StoreError};
use rollbook_domain::stamp::Revision;
use uuid::Uuid;

use crate::row::StoredId;

/// Reads the key that a cursor of this list carries.
pub(super) fn after<Key>(page: &PageRequest, read: impl Fn(&str) -> Option<Key>) -> ReadResult<Option<Key>> {
    let Some(cursor) = &page.after else { return Ok(None) };
    match read(cursor.as_str()) {
        Some(key) => Ok(Some(key)),
        None => Err(StoreError::BadCursor(cursor.as_str().chars().take(80).collect())),
    }
}

/// The first and the last of some places in a stream, as a statement takes them.
pub(super) fn bounds(places: &RangeInclusive<Revision>) -> [i64; 2] {
    [places.start(), places.end()].map(|place| i64::try_from(place.get()).unwrap_or(i64::MAX))
}

/// The least id that comes after one, or the least of all.
pub(super) fn first_after<Id: StoredId>(after: Option<&Id>) -> Uuid {
    let next = |id: &Id| Uuid::from_u128(id.uuid().as_u128().saturating_add(1));
    after.map_or(Uuid::nil(), next)
}

/// One item more than wanted, which says whether there is a next page.
pub(super) fn probe(page: &PageRequest) -> i64 {
    i64::try_from(page.limit.max(1)).ok().and_then(|limit| limit.checked_add(1)).unwrap_or(i64::MAX)
}

/// Takes one page from items of which one more than wanted was read.
pub(super) fn cut<Item, Key: Display>(
    mut items: Vec<Item>,
    page: &PageRequest,
    key: impl Fn(&Item) -> Key,
) -> Page<Item> {
    let limit = page.limit.max(1);
    let has_more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| has_more).map(|last| Cursor::new(key(last).to_string()));
    Page { items, next }
}
