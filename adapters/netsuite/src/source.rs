use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use rollbook_domain::port::{ContractPage, ContractSource, ContractSourceError, Cursor};

use crate::apart::apart;
use crate::client::Client;
use crate::{Address, BearerToken, Fields, NetsuiteError, TokenPlace, Waiter, list, record};

/// How many orders are read for one page of contracts.
const ORDERS: usize = 100;

/// How a record service is asked.
#[derive(Debug, Clone)]
pub struct NetsuiteOptions {
    /// Which fields say what.
    pub fields: Fields,
    /// Certificate authorities in PEM to trust instead of the machine's.
    pub authorities: Option<Vec<u8>>,
    /// Where another token may stand once the first one has run out, which a long reading can outlast.
    pub renewal: Option<Arc<dyn TokenPlace>>,
    /// How long one answer may take, from connecting to its last byte.
    pub patience: Duration,
}

impl Default for NetsuiteOptions {
    fn default() -> Self {
        Self { fields: Fields::default(), authorities: None, renewal: None, patience: Duration::from_mins(1) }
    }
}

/// The sales orders of a record service, which is only ever read.
///
/// The first page asks for the list of all of them, and every page reads a hundred. Whatever goes wrong ends the reading
/// with an error, once what may pass was tried again; so whoever came to the last page has seen every order there is.
#[derive(Clone)]
pub struct NetsuiteSource(Arc<Reading>);

struct Reading {
    client: Client,
    fields: Fields,
    listed: Mutex<Arc<[String]>>,
    /// Whether any order read so far has the field that is to say the seats.
    has_seats_field: AtomicBool,
}

impl NetsuiteSource {
    /// Gets ready to ask a service, which is not asked before the first page.
    ///
    /// # Errors
    /// [`NetsuiteError`] when the token or the certificate authorities cannot be used.
    pub fn open(
        address: Address,
        token: &BearerToken,
        options: NetsuiteOptions,
        waiter: Arc<dyn Waiter>,
    ) -> Result<Self, NetsuiteError> {
        let client = Client::open(address, token, &options, waiter)?;
        let (listed, has_seats_field) = (Mutex::new(Arc::from([])), AtomicBool::new(false));
        Ok(Self(Arc::new(Reading { client, fields: options.fields, listed, has_seats_field })))
    }
}

impl Reading {
    fn page(&self, after: Option<&Cursor>) -> Result<ContractPage, ContractSourceError> {
        let (from, ids) = match after {
            None => (0, self.list()?),
            Some(cursor) => (place(cursor)?, self.listed()),
        };
        let Some(rest) = ids.get(from..) else { return Err(unknown_cursor()) };
        let mut contracts = Vec::new();
        for id in rest.iter().take(ORDERS) {
            let order = record::read(&self.client, &self.fields, id)?;
            self.has_seats_field.fetch_or(order.has_seats_field, Ordering::Relaxed);
            contracts.extend(order.contract);
        }
        let next = (rest.len() > ORDERS).then(|| Cursor::new((from + ORDERS).to_string()));
        if next.is_none() {
            self.look_for_seats(ids.len())?;
        }
        Ok(ContractPage { contracts, next })
    }

    /// An order without the field says nothing of its seats, for any number of them. When there is none in any of them,
    /// its name is misspelt, and must not lift every limit.
    fn look_for_seats(&self, orders: usize) -> Result<(), ContractSourceError> {
        match self.fields.seats_field() {
            Some(name) if orders > 0 && !self.has_seats_field.load(Ordering::Relaxed) => {
                Err(ContractSourceError::Malformed(format!(
                    "the list of sales orders: none of {orders} has a field `{name}` to say its seats; nothing was \
                     taken over; mend the name of `seats`, or give null for it if no order limits them"
                )))
            }
            _ => Ok(()),
        }
    }

    fn list(&self) -> Result<Arc<[String]>, ContractSourceError> {
        let ids: Arc<[String]> = list::list(&self.client, self.fields.query.as_deref())?.into();
        *self.listed.lock().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&ids);
        self.has_seats_field.store(false, Ordering::Relaxed);
        Ok(ids)
    }

    fn listed(&self) -> Arc<[String]> {
        Arc::clone(&self.listed.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn place(cursor: &Cursor) -> Result<usize, ContractSourceError> {
    cursor.as_str().parse().map_err(|_| unknown_cursor())
}

fn unknown_cursor() -> ContractSourceError {
    let says = "this page belongs to another reading of the list; begin with the first page";
    ContractSourceError::Malformed(says.to_owned())
}

#[async_trait]
impl ContractSource for NetsuiteSource {
    async fn contracts(&self, after: Option<&Cursor>) -> Result<ContractPage, ContractSourceError> {
        let reading = Arc::clone(&self.0);
        let after = after.cloned();
        apart(move || reading.page(after.as_ref())).await?
    }
}

impl fmt::Debug for NetsuiteSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NetsuiteSource({})", self.0.client.address())
    }
}
