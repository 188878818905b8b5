use std::collections::BTreeMap;
use std::path::PathBuf;

use super::PAGE;

/// What goes wrong with one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mishap {
    /// A status with headers, each as it stands in the answer.
    Status(u16, Vec<String>),
    /// An answer in the place of the right one.
    Instead(String),
    /// The beginning of an answer, after which the connection ends.
    CutShort,
    /// No answer at all, on a connection that stays open.
    Silence,
    /// The token runs out: from then on only this one is let in, which stands in the file by then.
    RunOut(String, PathBuf),
}

pub(super) fn spoilt(mishap: &Mishap) -> Vec<u8> {
    match mishap {
        Mishap::Status(status, headers) => whole(*status, headers, r#"{"title": "mishap"}"#),
        Mishap::Instead(body) => whole(200, &[], body),
        Mishap::CutShort => b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"items\": [".to_vec(),
        Mishap::Silence => Vec::new(),
        Mishap::RunOut(..) => problem(401, "Invalid login attempt."),
    }
}

pub(super) fn problem(status: u16, detail: &str) -> Vec<u8> {
    whole(status, &[], &format!(r#"{{"status": {status}, "o:errorDetails": [{{"detail": "{detail}"}}]}}"#))
}

fn whole(status: u16, headers: &[String], body: &str) -> Vec<u8> {
    let headers: String = headers.iter().flat_map(|header| [header.as_str(), "\r\n"]).collect();
    let length = body.len();
    format!("HTTP/1.1 {status} Said\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}")
        .into_bytes()
}

pub(super) fn to(target: &str, orders: &BTreeMap<u64, String>) -> Vec<u8> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let Some(rest) = path.strip_prefix("/services/rest/record/v1/salesOrder") else {
        return problem(404, "Record type does not exist.");
    };
    match rest.strip_prefix('/') {
        None => whole(200, &[], &page(query, orders)),
        Some(id) => match id.parse().ok().and_then(|id: u64| orders.get(&id)) {
            Some(order) => whole(200, &[], order),
            None => problem(404, "The record instance does not exist."),
        },
    }
}

fn page(query: &str, orders: &BTreeMap<u64, String>) -> String {
    let number = |name| query.split('&').find_map(|pair| pair.strip_prefix(name)?.parse().ok());
    let (offset, limit): (usize, usize) = (number("offset=").unwrap_or(0), number("limit=").unwrap_or(PAGE));
    let limit = limit.min(PAGE);
    let ids = orders.keys().skip(offset).take(limit);
    let items: Vec<String> = ids.map(|id| format!(r#"{{"links": [], "id": "{id}"}}"#)).collect();
    let (count, total) = (items.len(), orders.len());
    let has_more = offset + count < total;
    format!(
        r#"{{"links": [], "count": {count}, "hasMore": {has_more}, "items": [{}], "offset": {offset}, "totalResults": {total}}}"#,
        items.join(", ")
    )
}
