//! The list of all sales orders, which gives only their internal ids.

use std::collections::HashSet;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rollbook_domain::port::ContractSourceError;
use serde_json::Value;

use crate::client::Client;

/// The most entries that the service gives at a time.
const PAGE: usize = 1000;
/// The service gives a thousand pages at most; a list without an end is not one of its.
const MOST: usize = 1000 * PAGE;

/// Asks for the list, page after page, before any order is read: so it is over soon, and few can slip through it.
///
/// # Errors
/// Also when the list changed meanwhile, since an order may have moved from a page not yet read to one that was.
pub(crate) fn list(client: &Client, query: Option<&str>) -> Result<Vec<String>, ContractSourceError> {
    let query =
        query.map(|query| format!("&q={}", utf8_percent_encode(query, NON_ALPHANUMERIC))).unwrap_or_default();
    let mut ids = Vec::new();
    let mut seen = HashSet::new();
    let mut total = None;
    loop {
        let offset = ids.len();
        let what = format!("the list of sales orders from {offset} on");
        let path = format!("/services/rest/record/v1/salesOrder?limit={PAGE}&offset={offset}{query}");
        let page = Page::read(&client.get(&path, &what)?).map_err(|problem| malformed(&what, &problem))?;
        if *total.get_or_insert(page.total) != page.total {
            return Err(moved());
        }
        for id in page.ids {
            if !seen.insert(id.clone()) {
                return Err(moved());
            }
            ids.push(id);
        }
        if !page.has_more {
            break;
        }
        if ids.len() == offset {
            return Err(malformed(&what, "`hasMore` is true, yet `items` is empty"));
        }
        if ids.len() >= MOST {
            return Err(malformed(&what, &format!("it has no end after {MOST} orders")));
        }
    }
    match total.flatten() {
        Some(total) if total != ids.len() as u64 => Err(moved()),
        _ => Ok(ids),
    }
}

fn malformed(what: &str, problem: &str) -> ContractSourceError {
    ContractSourceError::Malformed(format!("{what}: {problem}"))
}

fn moved() -> ContractSourceError {
    let says = "the list of sales orders changed while it was read; nothing was taken over, run it again";
    ContractSourceError::Unavailable(says.to_owned())
}

#[derive(Debug, PartialEq, Eq)]
struct Page {
    ids: Vec<String>,
    has_more: bool,
    total: Option<u64>,
}

impl Page {
    fn read(page: &Value) -> Result<Self, String> {
        let items = page.get("items").and_then(Value::as_array).ok_or("`items` is not a list")?;
        let ids = items.iter().enumerate().map(|(place, item)| {
            let id = item.get("id").and_then(Value::as_str).filter(|id| is_id(id));
            id.map(str::to_owned).ok_or_else(|| format!("`items[{place}].id` is not an internal id"))
        });
        let ids = ids.collect::<Result<_, _>>()?;
        let has_more = match (page.get("hasMore"), page.get("links").and_then(Value::as_array)) {
            (Some(Value::Bool(has_more)), _) => *has_more,
            (None, Some(links)) => links.iter().any(|link| link.get("rel") == Some(&"next".into())),
            _ => return Err("`hasMore` does not say whether there is another page".to_owned()),
        };
        Ok(Self { ids, has_more, total: page.get("totalResults").and_then(Value::as_u64) })
    }
}

/// An id becomes part of an address, so it may not lead anywhere else.
fn is_id(text: &str) -> bool {
    (1..=40).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_page_says_its_orders_and_whether_there_are_more_by_word_or_by_link() {
        let page = json!({"items": [{"id": "107"}, {"id": "41", "links": []}], "hasMore": true,
            "totalResults": 3, "count": 2, "unheard_of": {}});
        let ids = vec!["107".to_owned(), "41".to_owned()];
        assert_eq!(Page::read(&page), Ok(Page { ids, has_more: true, total: Some(3) }));
        for (links, has_more) in [(json!([{"rel": "self"}, {"rel": "next"}]), true), (json!([]), false)] {
            assert_eq!(
                Page::read(&json!({"items": [], "links": links})).map(|page| page.has_more),
                Ok(has_more)
            );
        }
    }

    #[test]
    fn a_page_that_is_none_names_the_field() {
        for (page, field) in [
            (json!([]), "`items`"),
            (json!({"items": {}, "hasMore": false}), "`items`"),
            (json!({"items": [{"id": "1"}, {"id": 2}], "hasMore": false}), "`items[1].id`"),
            (json!({"items": [{"id": "../account/1"}], "hasMore": false}), "`items[0].id`"),
            (json!({"items": [{"id": ""}], "hasMore": false}), "`items[0].id`"),
            (json!({"items": []}), "`hasMore`"),
            (json!({"items": [], "hasMore": "no"}), "`hasMore`"),
        ] {
            let problem = Page::read(&page).unwrap_err();
            assert!(problem.contains(field), "{page}: {problem}");
        }
    }
}
