//! The record, put together from the rows of the statement.

use std::collections::{BTreeMap, HashMap};

use rollbook_domain::access::{AccessGrant, GrantSource, StandingChange, WindowEdit};
use rollbook_domain::customer::{AccountLink, Customer, Identity, Membership, StatusChange, Ties};
use rollbook_domain::enrollment::EnrollmentFact;
use rollbook_domain::id::{CustomerId, OrderId};
use rollbook_domain::money::{Currency, Money};
use rollbook_domain::order::{Order, OrderLine, OrderStatusChange};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::seat::Pool;
use rollbook_domain::secret::LinkHash;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Code, Note};

use crate::facts::{Stamps, Written, add_tie, read_status, read_window};
use crate::failure::Outcome;
use crate::read::customer::read_password;
use crate::row::{Cells, read_profile};

/// What was read so far; rows come in the order of the statement.
pub(super) struct Gathered {
    record: CustomerRecord,
    stamps: Stamps<CustomerId>,
    /// Where each order stands.
    orders: HashMap<OrderId, usize>,
}

impl Gathered {
    /// Reads the account.
    pub(super) fn begin(cells: &mut Cells<'_>) -> Outcome<Self> {
        let (customer, revision) = account(cells)?;
        let (orders, grants, pools) = Default::default();
        let enrollments = BTreeMap::new();
        let record = CustomerRecord { customer, orders, grants, enrollments, pools, revision };
        Ok(Self { record, stamps: Stamps::without_notes(), orders: HashMap::new() })
    }

    pub(super) fn record(self) -> CustomerRecord {
        self.record
    }

    /// Reads what the row tells, if it tells anything.
    pub(super) fn take(&mut self, cells: &mut Cells<'_>) -> Outcome<()> {
        if cells.is_null()? {
            return Ok(());
        }
        match cells.integer("told")? {
            1 => self.note(cells),
            2 => self.status(cells),
            3 => self.membership(cells),
            4 => self.account_link(cells),
            5 => self.enrollment_fact(cells),
            6 => self.order(cells),
            7 => self.order_line(cells),
            8 => self.order_status(cells),
            9 => self.grant(cells),
            10 => self.standing(cells),
            11 => self.window_edit(cells),
            12 => self.pool(cells),
            13 => self.tie(cells),
            _ => Err(cells.corrupt("told", "it is no kind of fact")),
        }
    }

    fn id(&self) -> CustomerId {
        self.record.customer.id
    }

    fn note(&mut self, cells: &mut Cells<'_>) -> Outcome<()> {
        cells.turn_to("event_notes");
        cells.skip(5);
        let note = cells.parsed("note", Note::parse)?;
        cells.skip(7);
        self.stamps.learn(self.id(), cells.count("position")?, note);
        Ok(())
    }

    fn status(&mut self, cells: &mut Cells<'_>) -> Outcome<()> {
        cells.turn_to("customer_statuses");
        cells.skip(4);
        let status = read_status(cells)?;
        cells.skip(7);
        let stamp = self.stamps.read(self.id(), cells)?;
        self.record.customer.statuses.push(StatusChange { status, stamp });
        Ok(())
    }

    fn membership(&mut self, cells: &mut Cells<'_>) -> Outcome<()> {
        cells.turn_to("memberships");
        let group = cells.id("group_id")?;
        cells.skip(3);
        let source = cells.word("source")?;
        cells.skip(8);
        let stamp = self.stamps.read(self.id(), cells)?;
        self.record.customer.memberships.push(Membership { group, source, stamp });
        Ok(())
    }

    fn account_link(&mut self, cells: &mut Cells<'_>) -> Outcome<()> {
        cells.turn_to("account_links");
        cells.skip(4);
        let purpose = cells.word("purpose")?;
        cells.skip(1);
        let expires_at = cells.instant("expires_at")?;
        cells.skip(4);
        let is_ended = cells.is_set("is_ended")?;
        let hash = LinkHash::from_stored(cells.hash("hash")?);
        let stamp = self.stamps.read(self.id(), cells)?;
        self.record.customer.links.push(AccountLink { purpose, hash, expires_at, is_ended, stamp });
        Ok(())
    }

    fn tie(&mut self, cells: &mut Cells<'_>) -> Outcome<()> {
        cells.turn_to("customer_ties");
        let (organization, manager) =
            (cells.optional_id("organization_id")?, cells.optional_id("manager_id")?);
        cells.skip(2);
        let kind = cells.text("kind")?;
        cells.skip(8);
        let stamp = self.stamps.read(self.id(), cells)?;
        add_tie(&mut self.record.customer.ties, cells, (kind, organization, manager), stamp)
    }

    fn enrollment_fact(&mut self, cells: &mut Cells<'_>) -> Outcome<()> {
        cells.turn_to("enrollment_facts");
        let course = cells.id("course_id")?;
        let sales_order = cells.optional_id("sales_order_id")?;
        cells.skip(2);
        let word = cells.text("change")?;
        let number = cells.optional_parsed("number", Code::parse)?;
        let ends_at = cells.optional_instant("ends_at")?;
        let contract_ends_at = cells.optional_instant("contract_ends_at")?;
        let change = Written { word, ends_at, sales_order, number, contract_ends_at }.change(cells)?;
        cells.skip(5);
        let stamp = self.stamps.read(self.id(), cells)?;
        self.record.enrollments.entry(course).or_default().push(EnrollmentFact { change, stamp });
        Ok(())
    }

    fn order(&mut self, cells: &mut Cells<'_>) -> Outcome<()> {
        cells.turn_to("orders");
        let id = cells.id("id")?;
        cells.skip(3);
        let payment_type = cells.word("payment_type")?;
        let status = cells.word("placed_status")?;
        cells.skip(7);
        let stamp = self.stamps.read(self.id(), cells)?;
        let statuses = vec![OrderStatusChange { status, stamp: stamp.clone() }];
        self.orders.insert(id, self.record.orders.len());
        self.record.orders.push(Order { id, payment_type, lines: Vec::new(), statuses, stamp });
        Ok(())
    }

    fn order_line(&mut self, cells: &mut Cells<'_>) -> Outcome<()> {
        cells.turn_to("order_lines");
        let order = cells.id("order_id")?;
        let (product, price) = (cells.id("product_id")?, cells.id("price_id")?);
        cells.skip(1);
        let currency = cells.parsed("currency", Currency::parse)?;
        cells.skip(1);
        let quantity = cells.small("quantity")?;
        let unit_cost = Money::from_minor(cells.integer("unit_cost")?, currency);
        cells.skip(5);
        let number = cells.small("number")?;
        if let Some(order) = self.order_of(order) {
            order.lines.push(OrderLine { number, product, price, quantity, unit_cost });
        }
        Ok(())
    }

    fn order_status(&mut self, cells: &mut Cells<'_>) -> Outcome<()> {
        cells.turn_to("order_statuses");
        let order = cells.id("order_id")?;
        cells.skip(3);
        let status = cells.word("status")?;
        cells.skip(8);
        let stamp = self.stamps.read(self.id(), cells)?;
        if let Some(order) = self.order_of(order) {
            order.statuses.push(OrderStatusChange { status, stamp });
        }
        Ok(())
    }

    fn grant(&mut self, cells: &mut Cells<'_>) -> Outcome<()> {
        cells.turn_to("grants");
        let (id, product) = (cells.id("id")?, cells.id("product_id")?);
        let (order, seat) = (cells.id("order_id")?, cells.optional_id("seat_id")?);
        let origin = cells.word("origin")?;
        let from_first_launch = cells.optional_json("from_first_launch")?;
        let source = GrantSource { origin, order, line: cells.small("order_line")?, seat };
        let window = read_window(cells, "starts_at", "ends_at")?;
        cells.skip(4);
        let stamp = self.stamps.read(self.id(), cells)?;
        let (edits, standings) = (Vec::new(), Vec::new());
        let grant = AccessGrant { id, product, source, window, from_first_launch, edits, standings, stamp };
        self.record.grants.push(grant);
        Ok(())
    }

    fn standing(&mut self, cells: &mut Cells<'_>) -> Outcome<()> {
        cells.turn_to("grant_standings");
        cells.skip(4);
        let standing = cells.word("standing")?;
        cells.skip(1);
        let grant_position = cells.count("grant_position")?;
        cells.skip(6);
        let stamp = self.stamps.read(self.id(), cells)?;
        if let Some(grant) = self.grant_at(grant_position) {
            grant.standings.push(StandingChange { standing, stamp });
        }
        Ok(())
    }

    fn window_edit(&mut self, cells: &mut Cells<'_>) -> Outcome<()> {
        cells.turn_to("window_edits");
        cells.skip(6);
        let grant_position = cells.count("grant_position")?;
        let old = read_window(cells, "old_starts_at", "old_ends_at")?;
        let new = read_window(cells, "new_starts_at", "new_ends_at")?;
        cells.skip(2);
        let stamp = self.stamps.read(self.id(), cells)?;
        if let Some(grant) = self.grant_at(grant_position) {
            grant.edits.push(WindowEdit { old, new, stamp });
        }
        Ok(())
    }

    fn pool(&mut self, cells: &mut Cells<'_>) -> Outcome<()> {
        cells.turn_to("seat_pools");
        let order = cells.id("order_id")?;
        let (product, price) = (cells.id("product_id")?, cells.id("price_id")?);
        cells.skip(2);
        let terms = cells.json("terms")?;
        let (line, quantity) = (cells.small("line")?, cells.small("quantity")?);
        let reclaims = cells.small("reclaims")?;
        cells.skip(4);
        let placed_by = self.id();
        let stamp = self.stamps.read(placed_by, cells)?;
        let pool = Pool { placed_by, order, line, product, price, quantity, terms, reclaims, stamp };
        self.record.pools.push(pool);
        Ok(())
    }

    fn order_of(&mut self, id: OrderId) -> Option<&mut Order> {
        self.orders.get(&id).and_then(|place| self.record.orders.get_mut(*place))
    }

    fn grant_at(&mut self, position: u64) -> Option<&mut AccessGrant> {
        let grants = &mut self.record.grants;
        let place = grants.binary_search_by_key(&position, |grant| grant.stamp.position.get());
        place.ok().map(|place| &mut grants[place])
    }
}

/// The account without its statuses, groups and links.
fn account(cells: &mut Cells<'_>) -> Outcome<(Customer, Revision)> {
    let id = cells.id("id")?;
    let revision = Revision::new(cells.count("revision")?);
    let created_at = cells.instant("created_at")?;
    let origin = cells.word("origin")?;
    let is_tax_exempt = cells.is_set("is_tax_exempt")?;
    let password = read_password(cells)?;
    let erased_at = cells.optional_instant("erased_at")?;
    let identity = match (read_profile(cells)?, erased_at) {
        (Some(profile), _) => Identity::Known(Box::new(profile)),
        (None, Some(at)) => Identity::Erased { at },
        (None, None) => return Err(cells.corrupt("erased_at", "there is neither a profile nor an erasure")),
    };
    let customer = Customer {
        id,
        created_at,
        origin,
        identity,
        statuses: Vec::new(),
        password,
        is_tax_exempt,
        memberships: Vec::new(),
        ties: Ties::default(),
        links: Vec::new(),
    };
    Ok((customer, revision))
}
