//! Reading the facts of one customer, or of all customers of a page at once.

mod account_links;
mod addresses;
mod enrollment;
mod grants;
mod invitations;
mod memberships;
mod notes;
mod orders;
mod pools;
mod seats;
mod statuses;
mod ties;
mod transcripts;

use std::collections::HashMap;
use std::fmt::Write as _;

use rollbook_domain::id::CustomerId;
use rusqlite::params;

pub(crate) use account_links::account_links;
pub(crate) use addresses::OWN_ADDRESSES;
pub(crate) use enrollment::enrollment_facts;
pub(crate) use grants::grants;
pub(crate) use memberships::memberships;
pub(crate) use notes::Stamps;
pub(crate) use orders::{order_columns, orders_of, read_orders};
pub(crate) use pools::{Pools, pools_of_orders, pools_placed_by};
pub(crate) use seats::seats;
pub(crate) use statuses::statuses;
pub(crate) use ties::ties;
pub(crate) use transcripts::{transcript_part, transcripts};

use crate::failure::Outcome;
use crate::row::{Cells, StoredId};
use crate::store::Tables;

/// Which of the rarer kinds of rows a customer has: the column `kept` of `customers`.
#[derive(Clone, Copy)]
pub(crate) struct Kept(pub(crate) i64);

impl Kept {
    const ALWAYS: i64 = 0;
    const NOTES: i64 = 1;
    const STATUSES: i64 = 2;
    const STANDINGS: i64 = 4;
    const WINDOW_EDITS: i64 = 8;
    const ENROLLMENT_FACTS: i64 = 16;
}

/// Whose facts are wanted.
pub(crate) enum Whom {
    One(CustomerId, Kept),
    /// One customer, and of the facts those that were written at these places of the stream, the last included.
    Part(CustomerId, Kept, [i64; 2]),
    /// Ids in hexadecimal digits, as a JSON array.
    Many(String),
}

impl Whom {
    pub(crate) fn many<'a, T: StoredId + 'a>(ids: impl IntoIterator<Item = &'a T>) -> Self {
        Self::Many(hexadecimal(ids))
    }
}

/// Ids as a JSON array of hexadecimal digits; how a set goes into a statement.
pub(crate) fn hexadecimal<'a, T: StoredId + 'a>(ids: impl IntoIterator<Item = &'a T>) -> String {
    let mut json = "[".to_owned();
    for id in ids {
        json.push_str(if json.len() > 1 { ",\"" } else { "\"" });
        for byte in id.bytes() {
            let _ = write!(json, "{byte:02x}");
        }
        json.push('"');
    }
    json.push(']');
    json
}

/// A statement for one customer, the same for a set of them, and for a part of one; the customer's column ends `$select`,
/// and `$place` is where in the stream the fact was written.
macro_rules! of_customers {
    ($select:literal, $place:literal, $order:literal) => {
        [
            concat!($select, " = ?2 ", $order),
            concat!($select, " IN (SELECT unhex(value) FROM json_each(?2)) ", $order),
            concat!($select, " = ?2 AND ", $place, " BETWEEN ?3 AND ?4 ", $order),
        ]
    };
}

use of_customers;

/// Reads every row of a statement made by [`of_customers`], unless the customer has none of that kind.
fn rows<T>(
    tables: &Tables<'_>,
    whom: &Whom,
    [one, many, part]: [&'static str; 3],
    (table, kind): (&'static str, i64),
    mut read: impl FnMut(&mut Cells<'_>) -> Outcome<T>,
) -> Outcome<Vec<T>> {
    if let Whom::One(_, Kept(kinds)) | Whom::Part(_, Kept(kinds), _) = whom
        && kind != Kept::ALWAYS
        && kinds & kind == 0
    {
        return Ok(Vec::new());
    }
    let connection = &tables.reader.connection;
    let mut statement = connection.prepare_cached(match whom {
        Whom::One(..) => one,
        Whom::Many(_) => many,
        Whom::Part(..) => part,
    })?;
    let mut rows = match whom {
        Whom::One(id, _) => statement.query(params![tables.tenant_no, id.bytes()])?,
        Whom::Many(json) => statement.query(params![tables.tenant_no, json])?,
        Whom::Part(id, _, [first, last]) => {
            statement.query(params![tables.tenant_no, id.bytes(), first, last])?
        }
    };
    let mut values = Vec::new();
    while let Some(row) = rows.next()? {
        values.push(read(&mut Cells::new(row, table))?);
    }
    Ok(values)
}

/// Sorts facts to their customers; each keeps its order.
pub(crate) fn by_customer<T>(facts: Vec<(CustomerId, T)>) -> HashMap<CustomerId, Vec<T>> {
    let mut sorted: HashMap<CustomerId, Vec<T>> = HashMap::new();
    for (customer, fact) in facts {
        sorted.entry(customer).or_default().push(fact);
    }
    sorted
}

/// The facts alone, where they are all of one customer.
pub(crate) fn alone<T>(facts: Vec<(CustomerId, T)>) -> Vec<T> {
    facts.into_iter().map(|(_, fact)| fact).collect()
}
