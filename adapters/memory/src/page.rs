//! Cutting lists into pages.

use std::fmt::Display;

use rollbook_domain::port::{Cursor, Page, PageRequest, ReadResult, StoreError};

/// Reads the key that a cursor of this list carries.
pub(crate) fn after<Key>(page: &PageRequest, read: impl Fn(&str) -> Option<Key>) -> ReadResult<Option<Key>> {
    let Some(cursor) = &page.after else { return Ok(None) };
    match read(cursor.as_str()) {
        Some(key) => Ok(Some(key)),
        None => Err(StoreError::BadCursor(cursor.as_str().chars().take(80).collect())),
    }
}

/// Takes one page from the items that follow the cursor, in their order.
pub(crate) fn cut<Item, Key: Display>(
    mut items: impl Iterator<Item = Item>,
    page: &PageRequest,
    key: impl Fn(&Item) -> Key,
) -> Page<Item> {
    let taken: Vec<Item> = items.by_ref().take(page.limit.max(1)).collect();
    let has_more = items.next().is_some();
    let next = taken.last().filter(|_| has_more).map(|last| Cursor::new(key(last).to_string()));
    Page { items: taken, next }
}
