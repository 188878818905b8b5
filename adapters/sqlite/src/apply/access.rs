use rollbook_domain::access::{AccessEvent, AccessWindow, GrantSource, Standing};
use rollbook_domain::id::{CustomerId, GrantId, ProductId};
use rollbook_domain::port::stored::Word;
use rollbook_domain::time::{AccessDuration, Instant};
use rusqlite::params;

use super::{Book, Place, json};
use crate::failure::Outcome;
use crate::row::StoredId;

impl Book<'_> {
    /// An event about a grant that the customer does not have changes nothing, as in the domain.
    pub(super) fn apply_access(
        &self,
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
            AccessEvent::AccessFirstLaunched { grant, window } => {
                self.run(
                    "UPDATE grants SET starts_at = ?4, ends_at = ?5, from_first_launch = NULL \
                     WHERE tenant_no = ?1 AND customer_id = ?2 AND id = ?3",
                    params![self.tenant_no, customer.bytes(), grant.bytes(), start(window), end(window)],
                )?;
                Ok(())
            }
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
        &self,
        place: &Place,
        customer: CustomerId,
        grant: GrantId,
        product: ProductId,
        source: &GrantSource,
        window: &AccessWindow,
        from_first_launch: Option<AccessDuration>,
    ) -> Outcome<()> {
        self.run_on_one(
            "INSERT INTO grants (tenant_no, customer_id, position, id, product_id, origin, order_id, order_line, \
             seat_id, starts_at, ends_at, from_first_launch, effective_at, commit_no) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            params![
                self.tenant_no,
                customer.bytes(),
                place.position,
                grant.bytes(),
                product.bytes(),
                source.origin.word(),
                source.order.bytes(),
                source.line,
                source.seat.as_ref().map(StoredId::bytes),
                start(window),
                end(window),
                from_first_launch.as_ref().map(json).transpose()?,
                place.effective_at,
                self.commit_no
            ],
        )
    }

    fn edit_window(
        &self,
        place: &Place,
        customer: CustomerId,
        grant: GrantId,
        old: &AccessWindow,
        new: &AccessWindow,
    ) -> Outcome<()> {
        let is_end_moved = old.ends_at() != new.ends_at();
        self.run(
            "INSERT INTO window_edits (tenant_no, customer_id, position, grant_position, old_starts_at, old_ends_at, \
             new_starts_at, new_ends_at, effective_at, commit_no) \
             SELECT tenant_no, customer_id, ?4, position, ?5, ?6, ?7, ?8, ?9, ?10 \
             FROM grants WHERE tenant_no = ?1 AND customer_id = ?2 AND id = ?3",
            params![
                self.tenant_no,
                customer.bytes(),
                grant.bytes(),
                place.position,
                start(old),
                end(old),
                start(new),
                end(new),
                place.effective_at,
                self.commit_no
            ],
        )?;
        self.run(
            "UPDATE grants SET starts_at = ?4, ends_at = ?5, \
             from_first_launch = CASE WHEN ?6 THEN NULL ELSE from_first_launch END \
             WHERE tenant_no = ?1 AND customer_id = ?2 AND id = ?3",
            params![self.tenant_no, customer.bytes(), grant.bytes(), start(new), end(new), is_end_moved],
        )?;
        Ok(())
    }

    fn change_standing(
        &self,
        place: &Place,
        customer: CustomerId,
        grant: GrantId,
        standing: Standing,
    ) -> Outcome<()> {
        self.run(
            "INSERT INTO grant_standings (tenant_no, customer_id, position, grant_position, standing, effective_at, \
             commit_no) SELECT tenant_no, customer_id, ?4, position, ?5, ?6, ?7 \
             FROM grants WHERE tenant_no = ?1 AND customer_id = ?2 AND id = ?3",
            params![
                self.tenant_no,
                customer.bytes(),
                grant.bytes(),
                place.position,
                standing.word(),
                place.effective_at,
                self.commit_no
            ],
        )?;
        Ok(())
    }
}

fn start(window: &AccessWindow) -> i64 {
    window.starts_at().as_micros()
}

fn end(window: &AccessWindow) -> Option<i64> {
    window.ends_at().map(Instant::as_micros)
}
