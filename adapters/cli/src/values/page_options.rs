//! Which page of a list is wanted.

use rollbook_domain::port::{Cursor, Page, PageRequest, StoreError};

use crate::CliError;
use crate::output::OutputForm;

const LARGEST_PAGE: usize = 1000;
const PAGE_FOR_PEOPLE: usize = 50;

/// Options of every list that comes in pages.
#[derive(Debug, Clone, clap::Args)]
pub struct PageOptions {
    /// At most this many items [default: 50 in a table, everything in JSON and CSV].
    #[arg(long, value_name = "COUNT", value_parser = limit, allow_negative_numbers = true)]
    limit: Option<usize>,
    /// What follows this cursor, the `next` of an earlier page.
    #[arg(long, value_name = "CURSOR")]
    after: Option<String>,
    /// Everything, however long.
    #[arg(long, conflicts_with = "limit")]
    all: bool,
}

impl PageOptions {
    /// The page that is wanted in this form, in one piece; for lists that are read in pieces of their own.
    pub fn request(&self, form: OutputForm) -> PageRequest {
        PageRequest { after: self.after.clone().map(Cursor::new), limit: self.wanted(form) }
    }

    /// Reads as many pages as are wanted in this form.
    ///
    /// # Errors
    /// What `read` answers.
    pub async fn read<T, E, F>(
        &self,
        form: OutputForm,
        mut read: impl FnMut(PageRequest) -> F,
    ) -> Result<Page<T>, CliError>
    where
        F: Future<Output = Result<Page<T>, E>>,
        CliError: From<E>,
    {
        let wanted = self.wanted(form);
        let mut gathered = Page { items: Vec::new(), next: self.after.clone().map(Cursor::new) };
        loop {
            let missing = wanted - gathered.items.len();
            let request = PageRequest { after: gathered.next.take(), limit: missing.min(LARGEST_PAGE) };
            let page = read(request).await?;
            gathered.items.extend(page.items);
            gathered.next = page.next;
            if gathered.next.is_none() || gathered.items.len() >= wanted {
                return Ok(gathered);
            }
        }
    }

    /// Cuts the wanted page out of a list that is read whole.
    ///
    /// # Errors
    /// [`StoreError::BadCursor`] for a cursor that is not a place in the list.
    pub fn cut<T>(&self, form: OutputForm, items: Vec<T>) -> Result<Page<T>, CliError> {
        let start = match &self.after {
            None => 0,
            Some(typed) => typed
                .parse::<usize>()
                .ok()
                .filter(|place| *place <= items.len())
                .ok_or_else(|| StoreError::BadCursor(typed.chars().take(80).collect()))?,
        };
        let end = start.saturating_add(self.wanted(form)).min(items.len());
        let next = (end < items.len()).then(|| Cursor::new(end.to_string()));
        Ok(Page { items: items.into_iter().take(end).skip(start).collect(), next })
    }

    /// People read the first page of a table; programs get everything unless they ask for less.
    fn wanted(&self, form: OutputForm) -> usize {
        match (self.limit, form) {
            (Some(limit), _) => limit,
            (None, OutputForm::Table) if !self.all => PAGE_FOR_PEOPLE,
            (None, _) => usize::MAX,
        }
    }
}

fn limit(typed: &str) -> Result<usize, String> {
    typed
        .parse()
        .ok()
        .filter(|count| *count >= 1)
        .ok_or_else(|| "it is not a whole number from 1; --all gives everything".to_owned())
}
