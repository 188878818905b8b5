//! Pages of lists.

use serde::{Deserialize, Serialize};

/// Where a page ended; only the store that gave it out can read it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(String);

impl Cursor {
    /// Wraps a store's own text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which page is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageRequest {
    /// The `next` of the page before; `None` for the first.
    pub after: Option<Cursor>,
    /// The most items wanted; at least 1.
    pub limit: usize,
}

impl PageRequest {
    /// The first page of at most `limit` items.
    pub fn first(limit: usize) -> Self {
        Self { after: None, limit: limit.max(1) }
    }

    /// The page after `cursor`.
    pub fn after(cursor: Cursor, limit: usize) -> Self {
        Self { after: Some(cursor), limit: limit.max(1) }
    }

    /// Everything in one page.
    pub fn everything() -> Self {
        Self { after: None, limit: usize::MAX }
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<T> {
    /// The items, in the list's order.
    pub items: Vec<T>,
    /// Where the next page begins; `None` when this was the last.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// The same page of other items.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(turn).collect(), next: self.next }
    }
}
