use rollbook_domain::access::{AccessEvent, AccessWindow, GrantSource, Standing};
use rollbook_domain::id::{CustomerId, GrantId, ProductId};
use rollbook_domain::port::stored::Word;
use rollbook_domain::time::{AccessDuration, Instant};

use super::{Book, Place, Table, optional_json};
use crate::failure::Outcome;
use crate::row::StoredId;

const WRITE_EDIT: &str = "INSERT INTO window_edits (tenant_no, customer_id, position, grant_position, old_starts_at, \
    old_ends_at, new_starts_at, new_ends_at, effective_at, commit_no) \
    SELECT $1::int8, n.customer_id, n.position, g.position, n.old_starts_at, n.old_ends_at, n.new_starts_at, \
    n.new_ends_at, n.effective_at, n.commit_no \
    FROM {rows} JOIN grants g ON g.tenant_no = $1 AND g.customer_id = n.customer_id AND g.id = n.id";

const EDIT_WINDOW: &str = "UPDATE grants g SET starts_at = n.starts_at, ends_at = n.ends_at, \
    from_first_launch = CASE WHEN n.is_end_moved THEN NULL ELSE g.from_first_launch END \
    FROM {rows} WHERE g.tenant_no = $1 AND g.customer_id = n.customer_id AND g.id = n.id";

const LAUNCH: &str = "UPDATE grants g SET starts_at = n.starts_at, ends_at = n.ends_at, from_first_launch = NULL \
    FROM {rows} WHERE g.tenant_no = $1 AND g.customer_id = n.customer_id AND g.id = n.id";

const CHANGE_STANDING: &str = "INSERT INTO grant_standings (tenant_no, customer_id, position, grant_position, \
    standing, effective_at, commit_no) \
    SELECT $1::int8, n.customer_id, n.position, g.position, n.standing, n.effective_at, n.commit_no \
    FROM {rows} JOIN grants g ON g.tenant_no = $1 AND g.customer_id = n.customer_id AND g.id = n.id";

impl Book {
    /// An event about a grant that the customer does not have changes nothing, as in the domain.
    pub(super) fn apply_access(
        &mut self,
        place: &Place,
        customer: CustomerId,
        event: &AccessEvent,
    ) -> Outcome<()> {
        match event {
            AccessEvent::AccessGranted { grant, product, source, window, from_first_launch } => {
                self.insert_grant(place, customer, *grant, *product, source, window, *from_first_launch)
            }
            AccessEvent::AccessWindowEdited { grant, old, new } => {
                self.edit_window(place, customer, *grant, old, new)
            }
            AccessEvent::AccessFirstLaunched { grant, window } => self.change(
                Table::Grants,
                grant.uuid(),
                LAUNCH,
                [
                    ("customer_id", customer.uuid().into()),
                    ("id", grant.uuid().into()),
                    ("starts_at", start(window).into()),
                    ("ends_at", end(window).into()),
                ],
            ),
            AccessEvent::AccessRevoked { grant } => {
                self.change_standing(place, customer, *grant, Standing::Revoked)
            }
            AccessEvent::AccessSuspended { grant } => {
                self.change_standing(place, customer, *grant, Standing::Suspended)
            }
            AccessEvent::AccessReinstated { grant } => {
                self.change_standing(place, customer, *grant, Standing::Held)
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "a grant's row has that many parts")]
    fn insert_grant(
        &mut self,
        place: &Place,
        customer: CustomerId,
        grant: GrantId,
        product: ProductId,
        source: &GrantSource,
        window: &AccessWindow,
        from_first_launch: Option<AccessDuration>,
    ) -> Outcome<()> {
        self.insert(
            Table::Grants,
            grant.uuid(),
            [
                ("customer_id", customer.uuid().into()),
                ("position", place.position.into()),
                ("id", grant.uuid().into()),
                ("product_id", product.uuid().into()),
                ("origin", source.origin.word().into()),
                ("order_id", source.order.uuid().into()),
                ("order_line", source.line.into()),
                ("seat_id", source.seat.map(|seat| seat.uuid()).into()),
                ("starts_at", start(window).into()),
                ("ends_at", end(window).into()),
                ("from_first_launch", optional_json(from_first_launch.as_ref())?),
                ("effective_at", place.effective_at.into()),
                ("commit_no", self.commit_no.into()),
            ],
        )
    }

    fn edit_window(
        &mut self,
        place: &Place,
        customer: CustomerId,
        grant: GrantId,
        old: &AccessWindow,
        new: &AccessWindow,
    ) -> Outcome<()> {
        self.settle(Table::Grants, grant.uuid());
        self.change(
            Table::WindowEdits,
            grant.uuid(),
            WRITE_EDIT,
            [
                ("customer_id", customer.uuid().into()),
                ("id", grant.uuid().into()),
                ("position", place.position.into()),
                ("old_starts_at", start(old).into()),
                ("old_ends_at", end(old).into()),
                ("new_starts_at", start(new).into()),
                ("new_ends_at", end(new).into()),
                ("effective_at", place.effective_at.into()),
                ("commit_no", self.commit_no.into()),
            ],
        )?;
        self.change(
            Table::Grants,
            grant.uuid(),
            EDIT_WINDOW,
            [
                ("customer_id", customer.uuid().into()),
                ("id", grant.uuid().into()),
                ("starts_at", start(new).into()),
                ("ends_at", end(new).into()),
                ("is_end_moved", (old.ends_at() != new.ends_at()).into()),
            ],
        )
    }

    fn change_standing(
        &mut self,
        place: &Place,
        customer: CustomerId,
        grant: GrantId,
        standing: Standing,
    ) -> Outcome<()> {
        self.settle(Table::Grants, grant.uuid());
        self.change(
            Table::GrantStandings,
            grant.uuid(),
            CHANGE_STANDING,
            [
                ("customer_id", customer.uuid().into()),
                ("id", grant.uuid().into()),
                ("position", place.position.into()),
                ("standing", standing.word().into()),
                ("effective_at", place.effective_at.into()),
                ("commit_no", self.commit_no.into()),
            ],
        )
    }
}

fn start(window: &AccessWindow) -> i64 {
    window.starts_at().as_micros()
}

fn end(window: &AccessWindow) -> Option<i64> {
    window.ends_at().map(Instant::as_micros)
}
