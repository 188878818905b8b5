use rollbook_domain::access::{AccessGrant, AccessWindow, GrantSource, StandingChange, WindowEdit};
use rollbook_domain::id::CustomerId;

use super::{Kept, Stamps, Whom, of_customers, rows};
use crate::failure::Outcome;
use crate::row::Cells;
use crate::store::Tables;

/// The grants with their whole history, in the order written.
pub(crate) fn grants(
    tables: &Tables<'_>,
    whom: &Whom,
    stamps: &Stamps<'_>,
) -> Outcome<Vec<(CustomerId, AccessGrant)>> {
    let sql = of_customers!(
        "SELECT customer_id, id, product_id, origin, order_id, order_line, seat_id, starts_at, ends_at, \
         from_first_launch, position, effective_at, commit_no FROM grants WHERE tenant_no = ?1 AND customer_id",
        "position",
        "ORDER BY customer_id, position"
    );
    let mut grants = rows(tables, whom, sql, ("grants", Kept::ALWAYS), |cells| {
        let customer = cells.id("customer_id")?;
        let (id, product) = (cells.id("id")?, cells.id("product_id")?);
        let source = GrantSource {
            origin: cells.word("origin")?,
            order: cells.id("order_id")?,
            line: cells.small("order_line")?,
            seat: cells.optional_id("seat_id")?,
        };
        let window = window(cells, "starts_at", "ends_at")?;
        let from_first_launch = cells.optional_json("from_first_launch")?;
        let stamp = stamps.read(customer, cells)?;
        let (edits, standings) = (Vec::new(), Vec::new());
        Ok((
            customer,
            AccessGrant { id, product, source, window, from_first_launch, edits, standings, stamp },
        ))
    })?;
    if grants.is_empty() {
        return Ok(grants);
    }
    for (customer, grant_position, change) in standings(tables, whom, stamps)? {
        if let Some(grant) = find(&mut grants, customer, grant_position) {
            grant.standings.push(change);
        }
    }
    for (customer, grant_position, edit) in edits(tables, whom, stamps)? {
        if let Some(grant) = find(&mut grants, customer, grant_position) {
            grant.edits.push(edit);
        }
    }
    Ok(grants)
}

fn standings(
    tables: &Tables<'_>,
    whom: &Whom,
    stamps: &Stamps<'_>,
) -> Outcome<Vec<(CustomerId, u64, StandingChange)>> {
    let sql = of_customers!(
        "SELECT customer_id, grant_position, standing, position, effective_at, commit_no FROM grant_standings \
         WHERE tenant_no = ?1 AND customer_id",
        "grant_position",
        "ORDER BY customer_id, position"
    );
    rows(tables, whom, sql, ("grant_standings", Kept::STANDINGS), |cells| {
        let customer = cells.id("customer_id")?;
        let grant_position = cells.count("grant_position")?;
        let standing = cells.word("standing")?;
        Ok((customer, grant_position, StandingChange { standing, stamp: stamps.read(customer, cells)? }))
    })
}

fn edits(
    tables: &Tables<'_>,
    whom: &Whom,
    stamps: &Stamps<'_>,
) -> Outcome<Vec<(CustomerId, u64, WindowEdit)>> {
    let sql = of_customers!(
        "SELECT customer_id, grant_position, old_starts_at, old_ends_at, new_starts_at, new_ends_at, position, \
         effective_at, commit_no FROM window_edits WHERE tenant_no = ?1 AND customer_id",
        "grant_position",
        "ORDER BY customer_id, position"
    );
    rows(tables, whom, sql, ("window_edits", Kept::WINDOW_EDITS), |cells| {
        let customer = cells.id("customer_id")?;
        let grant_position = cells.count("grant_position")?;
        let old = window(cells, "old_starts_at", "old_ends_at")?;
        let new = window(cells, "new_starts_at", "new_ends_at")?;
        Ok((customer, grant_position, WindowEdit { old, new, stamp: stamps.read(customer, cells)? }))
    })
}

fn window(cells: &Cells<'_>, starts: &'static str, ends: &'static str) -> Outcome<AccessWindow> {
    let (starts_at, ends_at) = (cells.instant(starts)?, cells.optional_instant(ends)?);
    AccessWindow::parse(starts_at, ends_at).map_err(|error| cells.corrupt(ends, error))
}

/// Finds a grant by its place in its customer's stream; the grants are sorted by both.
fn find(
    grants: &mut [(CustomerId, AccessGrant)],
    customer: CustomerId,
    position: u64,
) -> Option<&mut AccessGrant> {
    let place =
        grants.binary_search_by_key(&(customer, position), |(of, grant)| (*of, grant.stamp.position.get()));
    place.ok().map(|place| &mut grants[place].1)
}
