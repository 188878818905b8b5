//! One sales order as a record, and what it says as a contract.

use rollbook_domain::plan::contracts::SourceContract;
use rollbook_domain::port::ContractSourceError;
use serde_json::Value;

use crate::client::Client;
use crate::fields::{FieldPath, Fields};

/// One sales order.
pub(crate) struct Order {
    /// What it says; nothing where its status is to be left out.
    pub(crate) contract: Option<SourceContract>,
    /// Whether it has the field of the order that is to say the seats, if one is to.
    pub(crate) has_seats_field: bool,
}

/// Asks for one sales order with its lines.
pub(crate) fn read(client: &Client, fields: &Fields, id: &str) -> Result<Order, ContractSourceError> {
    let place = format!("salesOrder/{id}");
    let path = format!("/services/rest/record/v1/{place}?expandSubResources=true");
    let record = client.get(&path, &place)?;
    let malformed = |problem: String| ContractSourceError::Malformed(format!("{place}: {problem}"));
    if !record.is_object() {
        return Err(malformed("it is not a record".to_owned()));
    }
    match record.get("id").map(text) {
        Some(own) if own != id => Err(malformed(format!("its `id` is `{}`", shown(&own)))),
        _ => {
            let has_seats_field = fields.seats_field().is_none_or(|name| record.get(name).is_some());
            Ok(Order { contract: contract(&record, fields, place, id), has_seats_field })
        }
    }
}

/// What the record says, as it says it: what is missing is blank, what is odd stays odd, for the plan to refuse it.
fn contract(record: &Value, fields: &Fields, place: String, id: &str) -> Option<SourceContract> {
    let status = joined(record, &fields.status);
    if fields.leave_out.iter().any(|left_out| left_out.trim().eq_ignore_ascii_case(&status)) {
        return None;
    }
    let external_id = match joined(record, &fields.external_id) {
        named if named.is_empty() => id.to_owned(),
        named => named,
    };
    Some(SourceContract {
        place,
        external_id: Some(external_id),
        number: joined(record, &fields.number),
        client: joined(record, &fields.client),
        starts: joined(record, &fields.starts),
        ends: joined(record, &fields.ends),
        courses: texts(record, fields.courses.steps()).iter().flat_map(|text| codes(text)).collect(),
        seats: Some(seats(record, fields)),
        lacks: lacking(record, fields),
    })
}

/// The first of the fields that a contract cannot do without and that says nothing. The service leaves fields out that are
/// empty, so one that is not there is empty.
fn lacking(record: &Value, fields: &Fields) -> Option<String> {
    let lines = fields.seats.as_ref().filter(|seats| seats.list().is_some());
    let needed = [&fields.number, &fields.client, &fields.starts, &fields.ends, &fields.courses];
    let empty = needed.into_iter().chain(lines).find(|path| texts(record, path.steps()).is_empty());
    empty.map(ToString::to_string)
}

fn joined(record: &Value, path: &FieldPath) -> String {
    texts(record, path.steps()).join(", ")
}

fn codes(text: &str) -> Vec<String> {
    let codes = text.split([',', ';', '\n']).map(str::trim);
    codes.filter(|code| !code.is_empty()).map(str::to_owned).collect()
}

/// A field of the order as it stands there, or the quantities of its lines added up.
///
/// Lines without a quantity are headings and sums. Where the lines name the courses too, the others, such as those for
/// shipping, give nobody a seat. No quantity at all is no seat, never any number of them; without such a field there are
/// any number.
fn seats(record: &Value, fields: &Fields) -> String {
    let Some(seats) = &fields.seats else { return String::new() };
    let Some((list, quantity)) = seats.list() else { return joined(record, seats) };
    let course = fields.courses.list().filter(|(same, _)| *same == list).map(|(_, course)| course);
    let mut sum = 0_u64;
    for line in found(record, list) {
        if course.is_some_and(|course| texts(line, course).is_empty()) {
            continue;
        }
        for text in texts(line, quantity) {
            let whole = text.strip_suffix(".0").unwrap_or(&text).parse::<u64>();
            let Some(more) = whole.ok().and_then(|more| sum.checked_add(more)) else { return text };
            sum = more;
        }
    }
    sum.to_string()
}

fn texts(record: &Value, path: &[String]) -> Vec<String> {
    found(record, path).into_iter().map(text).filter(|text| !text.is_empty()).collect()
}

/// The values at the end of a way, through every entry of the lists on it; neither null nor a list themselves.
fn found<'a>(record: &'a Value, path: &[String]) -> Vec<&'a Value> {
    match path {
        [] => vec![record],
        [step, rest @ ..] => {
            let value = record.get(step).unwrap_or(&Value::Null);
            entries(value).into_iter().flat_map(|entry| found(entry, rest)).collect()
        }
    }
}

/// A value by itself, or what is in it if it is a list; the service wraps lists of records in an object.
fn entries(value: &Value) -> Vec<&Value> {
    let list = value.as_array().or_else(|| value.get("items")?.as_array());
    match (list, value) {
        (_, Value::Null) => Vec::new(),
        (Some(list), _) => list.iter().flat_map(entries).collect(),
        // A list that was not expanded holds only the links to its entries.
        (None, Value::Object(object)) if object.len() == 1 && object.contains_key("links") => Vec::new(),
        (None, value) => vec![value],
    }
}

/// A value in words: what refers to another record is called by its name.
fn text(value: &Value) -> String {
    let name = |field| value.get(field).and_then(Value::as_str);
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Object(_) => match name("refName").or_else(|| name("id")) {
            Some(name) => name.trim().to_owned(),
            None => shown(&value.to_string()),
        },
        other => other.to_string(),
    }
}

fn shown(text: &str) -> String {
    text.escape_debug().take(80).collect()
}

#[cfg(test)]
mod tests;
