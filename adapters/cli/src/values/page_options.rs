//! Which page of a list is wanted.

use rollbook_domain::port::{Cursor, Page, PageRequest, StoreError};

use crate::CliError;

const LARGEST_PAGE: usize = 1000;

/// Options of every list that comes in pages.
#[derive(Debug, Clone, clap::Args)]
pub struct PageOptions {
    /// At most this many items.
    #[arg(long, value_name = "COUNT", default_value_t = 50, value_parser = limit)]
    limit: usize,
    /// What follows this cursor, the `next` of an earlier page.
    #[arg(long, value_name = "CURSOR")]
    after: Option<String>,
    /// Everything, however long.
    #[arg(long, conflicts_with = "limit")]
    all: bool,
}

impl PageOptions {
    /// Reads the wanted page, or with `--all` every page from there on.
    ///
    /// # Errors
    /// What `read` answers.
    pub async fn read<T, E, F>(&self, mut read: impl FnMut(PageRequest) -> F) -> Result<Page<T>, CliError>
    where
        F: Future<Output = Result<Page<T>, E>>,
        CliError: From<E>,
    {
        let limit = if self.all { LARGEST_PAGE } else { self.limit };
        let mut gathered = Page { items: Vec::new(), next: self.after.clone().map(Cursor::new) };
        loop {
            let missing = limit.saturating_sub(if self.all { 0 } else { gathered.items.len() });
            let request = PageRequest { after: gathered.next.take(), limit: missing.max(1) };
            let page = read(request).await?;
            gathered.items.extend(page.items);
            gathered.next = page.next;
            let is_full = !self.all && gathered.items.len() >= limit;
            if gathered.next.is_none() || is_full {
                return Ok(gathered);
            }
        }
    }

    /// Cuts the wanted page out of a list that is read whole.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`] for a cursor that is not a place in the list.
    pub fn cut<T>(&self, items: Vec<T>) -> Result<Page<T>, CliError> {
        let start = match &self.after {
            None => 0,
            Some(typed) => typed
                .parse::<usize>()
                .ok()
                .filter(|place| *place <= items.len())
                .ok_or_else(|| StoreError::BadCursor(typed.chars().take(80).collect()))?,
        };
        let end = if self.all { items.len() } else { start.saturating_add(self.limit).min(items.len()) };
        let next = (end < items.len()).then(|| Cursor::new(end.to_string()));
        Ok(Page { items: items.into_iter().take(end).skip(start).collect(), next })
    }
}

fn limit(typed: &str) -> Result<usize, String> {
    typed
        .parse()
        .ok()
        .filter(|count| (1..=LARGEST_PAGE).contains(count))
        .ok_or_else(|| format!("it is not a whole number from 1 to {LARGEST_PAGE}; --all gives everything"))
}
