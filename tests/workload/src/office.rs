//! A buyer whose seats are bought, given out, taken back and invited to, many at once.

use std::fmt::Write as _;
use std::sync::Arc;

use pollster::block_on;
use rollbook_application::Desk;
use rollbook_application::catalogue::{PriceEdit, edit_price};
use rollbook_application::customer::add_customer;
use rollbook_application::order::{ConfirmationMail, PlaceCommand, PlaceLine, place_order};
use rollbook_application::seat::{
    AssignCommand, AssignWhom, InviteCommand, InviteWhom, ReclaimCommand, ReclaimFrom, ReclaimWhich,
    SeatSource, assign_seats, invite_to_seats, reclaim_seats,
};
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::customer::{AddCustomer, Origin, Profile};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::CountingIds;
use rollbook_domain::order::{OrderStatus, PaymentType};
use rollbook_domain::plan::ApplyOptions;
use rollbook_domain::plan::seats::GiveOutOptions;
use rollbook_domain::port::{CountingVault, CustomerKey, TenantStore};
use rollbook_domain::text::PersonName;

use crate::roster::{Commas, NoHasher, Noon, prepare};

/// What is done to all seats of an order, one after another.
#[derive(Debug, Clone, Copy)]
pub enum Deed {
    /// The seats are bought.
    Buy,
    /// Learners of a file get them.
    Assign,
    /// They are taken back.
    Reclaim,
    /// Guests of a file are invited to them.
    Invite,
}

/// All of them, in the order in which they can be done.
pub const DEEDS: [Deed; 4] = [Deed::Buy, Deed::Assign, Deed::Reclaim, Deed::Invite];

impl Deed {
    /// What a table calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Buy => "buy",
            Self::Assign => "assign by file",
            Self::Reclaim => "reclaim by file",
            Self::Invite => "invite by file",
        }
    }
}

/// A tenant with a buyer and a price that makes seats.
pub struct Office {
    /// The tenant's ports.
    pub tenant: Arc<dyn TenantStore>,
    /// What seals the codes and links.
    pub vault: CountingVault,
    ids: CountingIds,
}

/// The email of the buyer.
pub const BUYER: &str = "buyer@example.org";

impl Office {
    /// Prepares an empty tenant.
    pub fn open(tenant: Arc<dyn TenantStore>) -> Self {
        let ids = prepare(&*tenant);
        let vault = CountingVault::default();
        let office = Self { tenant, vault, ids };
        let edit = PriceEdit { makes_registration_codes: Some(true), ..PriceEdit::default() };
        block_on(edit_price(&office.desk(), "C0", edit)).unwrap();
        let name = |text| PersonName::parse(text).unwrap();
        let profile = Profile::new(name("Acme"), name("Office"), EmailAddress::parse(BUYER).unwrap());
        let command = AddCustomer { profile, origin: Origin::Admin, must_change_password: false };
        block_on(add_customer(&office.desk(), command, None)).unwrap();
        office
    }

    /// The same office over other ports of the same tenant.
    #[must_use]
    pub fn moved_to(self, tenant: Arc<dyn TenantStore>) -> Self {
        Self { tenant, ..self }
    }

    /// A desk in it.
    pub fn desk(&self) -> Desk<'_> {
        let actor = Actor::administrator("bench", Channel::Library);
        Desk { store: &*self.tenant, clock: &Noon, ids: &self.ids, actor }
    }

    /// Buys so many seats in one order.
    pub fn buy(&self, seats: usize) {
        let quantity = u32::try_from(seats).unwrap();
        let command = PlaceCommand {
            lines: vec![PlaceLine { price: "C0".to_owned(), quantity, unit_cost: None }],
            status: OrderStatus::Processed,
            payment_type: PaymentType::Invoice,
            ordered: None,
            mail: ConfirmationMail::Send,
            reason: None,
        };
        let placed = block_on(place_order(&self.desk(), &self.vault, &buyer(), &command)).unwrap();
        assert_eq!(placed.given.seats, seats as u64);
    }

    /// Gives seats to the learners of a file.
    pub fn assign(&self, file: &str) {
        let command = AssignCommand {
            buyer: buyer(),
            source: SeatSource::Product("C0".to_owned()),
            whom: AssignWhom::File { bytes: file.as_bytes(), reader: &Commas },
            options: GiveOutOptions::default(),
            is_dry_run: false,
            holds_mail: false,
            reason: None,
        };
        let report = block_on(assign_seats(&self.desk(), &command, &NoHasher, &self.vault)).unwrap();
        assert!(report.is_applied, "{:?}", report.refused.first());
    }

    /// Does it.
    pub fn act(&self, deed: Deed, seats: usize, file: &str) {
        match deed {
            Deed::Buy => self.buy(seats),
            Deed::Assign => self.assign(file),
            Deed::Reclaim => {
                let from = ReclaimFrom::File { bytes: file.as_bytes(), reader: &Commas };
                let which = ReclaimWhich::Held { buyer: buyer(), product: "C0".to_owned(), from };
                let apply = ApplyOptions::default();
                let command = ReclaimCommand { which, reason: None, is_dry_run: false, apply };
                let report = block_on(reclaim_seats(&self.desk(), &self.vault, &command)).unwrap();
                assert_eq!((report.is_applied, report.reclaimed), (true, seats as u64));
            }
            Deed::Invite => {
                let command = InviteCommand {
                    buyer: buyer(),
                    source: SeatSource::Product("C0".to_owned()),
                    whom: InviteWhom::File { bytes: file.as_bytes(), reader: &Commas },
                    text: None,
                    options: GiveOutOptions::default(),
                    is_dry_run: false,
                    holds_mail: false,
                };
                let report = block_on(invite_to_seats(&self.desk(), &self.vault, &command)).unwrap();
                assert_eq!((report.is_applied, report.counts.invited), (true, seats as u64));
            }
        }
    }
}

/// The file that a deed is given.
pub fn file(deed: Deed, seats: usize) -> String {
    match deed {
        Deed::Buy => String::new(),
        Deed::Assign => learners(seats),
        Deed::Reclaim => emails("learner", seats),
        Deed::Invite => emails("guest", seats),
    }
}

fn buyer() -> CustomerKey {
    CustomerKey::Email(EmailAddress::parse(BUYER).unwrap().key())
}

fn learners(count: usize) -> String {
    let mut file = "First Name,Last Name,Email\n".to_owned();
    for number in 0..count {
        let _ = writeln!(file, "Given{number},Family{},learner.{number}@example.org", number % 977);
    }
    file
}

fn emails(name: &str, count: usize) -> String {
    let mut file = "Email\n".to_owned();
    for number in 0..count {
        let _ = writeln!(file, "{name}.{number}@example.org");
    }
    file
}
