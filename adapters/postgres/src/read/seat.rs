use std::sync::Arc;

use async_trait::async_trait;
use rollbook_domain::email::EmailKey;
use rollbook_domain::id::{CustomerId, OrderId, ProductId, SeatId};
use rollbook_domain::port::{
    Learner, Page, PageRequest, PoolQuery, PoolRow, ReadResult, SeatKey, SeatQuery, SeatReader, SeatRow,
};
use rollbook_domain::secret::CodeLookup;
use rollbook_domain::stamp::Revision;
use rollbook_domain::time::Instant;

use super::find_seat::{find_bought, find_seat, find_unheld_seat};
use super::lines::Place;
use super::seat_places::{offered_to, seat_places};
use super::seat_rows::seat_rows;
use super::{page, pools, seat_learners};
use crate::store::PostgresTenant;

#[async_trait]
impl SeatReader for PostgresTenant {
    async fn find_seat(&self, key: &SeatKey) -> ReadResult<Option<SeatRow>> {
        // Most codes are typed in once, for a seat that nothing happened to.
        if let SeatKey::Code(lookups) = key
            && let [lookup] = &lookups[..]
        {
            match self.find_bought(*lookup).await? {
                Some(row) if row.seat.revision == Revision::new(1) => return Ok(Some(row)),
                None => return Ok(None),
                // All of it anew, so that all of it is from one state of the database.
                Some(_) => return self.find_held_seat(key).await,
            }
        }
        let unheld = {
            let key = key.clone();
            self.read_at_once(move |tables| {
                let key = key.clone();
                Box::pin(async move { find_unheld_seat(tables, &key).await })
            })
        };
        match unheld.await? {
            // Who holds it is further statements' to say, which must see it as it then is.
            Some(row) if row.seat.claim().is_some() => self.find_held_seat(key).await,
            unheld => Ok(unheld),
        }
    }

    async fn seats(&self, query: &SeatQuery, request: &PageRequest) -> ReadResult<Page<SeatRow>> {
        let from = page::after(request, read_place)?.unwrap_or(Place::START);
        let most = request.limit.max(1).saturating_add(1);
        let query = query.clone();
        let rows = self.read(move |tables| {
            Box::pin(async move {
                let ids = seat_places(tables, &query, from, most).await?;
                seat_rows(tables, &ids).await
            })
        });
        Ok(page::cut(rows.await?, request, |row| {
            format!("{}.{}.{}", row.seat.order, row.seat.line, row.seat.number)
        }))
    }

    async fn pools(
        &self,
        query: &PoolQuery,
        now: Instant,
        request: &PageRequest,
    ) -> ReadResult<Page<PoolRow>> {
        let after = page::after(request, |text| {
            let (order, line) = text.split_once('.')?;
            Some((OrderId::parse(order).ok()?, line.parse().ok()?))
        })?;
        let most = request.limit.max(1).saturating_add(1);
        let query = *query;
        let rows = self.read(move |tables| {
            Box::pin(async move { pools::pools(tables, &query, now, after, most).await })
        });
        Ok(page::cut(rows.await?, request, |row| format!("{}.{}", row.pool.order, row.pool.line)))
    }

    async fn learners(&self, emails: &[EmailKey], product: ProductId) -> ReadResult<Vec<Learner>> {
        let emails: Vec<String> = emails.iter().map(|email| email.as_str().to_owned()).collect();
        self.read(move |tables| {
            Box::pin(async move { seat_learners::learners(tables, &emails, product).await })
        })
        .await
    }

    async fn earlier_learners(&self, buyer: CustomerId, product: ProductId) -> ReadResult<Vec<Learner>> {
        self.read(move |tables| {
            Box::pin(async move { seat_learners::earlier_learners(tables, buyer, product).await })
        })
        .await
    }

    async fn seats_offered_to(&self, addresses: &[EmailKey]) -> ReadResult<Vec<SeatId>> {
        let keys: Vec<String> = addresses.iter().map(|address| address.as_str().to_owned()).collect();
        self.read(move |tables| Box::pin(async move { offered_to(tables, keys).await })).await
    }
}

impl PostgresTenant {
    /// The seat with whoever holds it.
    async fn find_held_seat(&self, key: &SeatKey) -> ReadResult<Option<SeatRow>> {
        let key = key.clone();
        self.find(move |tables| Box::pin(async move { find_seat(tables, &key).await })).await
    }

    /// The seat that the code opens, as it was bought.
    async fn find_bought(&self, code: CodeLookup) -> ReadResult<Option<SeatRow>> {
        let (link, of) = (Arc::clone(&self.parts.link), (self.id.clone(), ()));
        let found = self.parts.engine.run_here(async move {
            link.read_together(&link.together.seats, of, code, |tables, codes| {
                let codes = codes.to_vec();
                Box::pin(async move { find_bought(tables, &codes).await })
            })
            .await
        });
        found.await
    }
}

fn read_place(text: &str) -> Option<Place> {
    let mut parts = text.split('.');
    let (order, line) = (OrderId::parse(parts.next()?).ok()?, parts.next()?.parse().ok()?);
    let number = parts.next()?.parse().ok()?;
    parts.next().is_none().then_some(Place::after_seat((order, line), number))
}
