//! Buying seats, giving them out, inviting to them and taking them back, many at once, and the raw limit of the same rows.

use std::fmt::Write as _;
use std::path::Path;
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
use rollbook_domain::port::{CountingVault, CustomerKey, Store, TenantStore};
use rollbook_domain::settings::TenantId;
use rollbook_domain::text::PersonName;
use rollbook_sqlite::{SqliteOptions, SqliteStore};

use crate::machine::{median, seconds};
use crate::rewrite::{copy, rewritten};
use crate::roster::{Commas, NoHasher, Noon, prepared};

const RUNS: usize = 5;

/// What is done to all seats of an order, one after another.
#[derive(Debug, Clone, Copy)]
enum Deed {
    Buy,
    Assign,
    Reclaim,
    Invite,
}

const DEEDS: [Deed; 4] = [Deed::Buy, Deed::Assign, Deed::Reclaim, Deed::Invite];

impl Deed {
    fn name(self) -> &'static str {
        match self {
            Self::Buy => "buy",
            Self::Assign => "assign by file",
            Self::Reclaim => "reclaim by file",
            Self::Invite => "invite by file",
        }
    }
}

/// One deed, measured once.
#[derive(Clone, Copy)]
struct Figure {
    taken: f64,
    raw: f64,
    inserted: usize,
    updated: usize,
}

/// Prints the table.
pub(crate) fn report(sizes: &[usize]) {
    println!("| seats | what | taken | a second | for a seat | rows new, changed | raw | ratio |");
    println!("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
    for size in sizes {
        let runs = if *size > 20_000 { RUNS.min(3) } else { RUNS };
        let told: Vec<Vec<Figure>> = (0..runs).map(|_| run(*size)).collect();
        for (place, deed) in DEEDS.iter().enumerate() {
            let middle =
                |figure: fn(&Figure) -> f64| median(told.iter().map(|run| figure(&run[place])).collect());
            let (taken, raw) = (middle(|figure| figure.taken), middle(|figure| figure.raw));
            let ratio = middle(|figure| figure.taken / figure.raw);
            let Figure { inserted, updated, .. } = told[0][place];
            let (rate, each) = (*size as f64 / taken, taken / *size as f64 * 1e6);
            println!(
                "| {size} | {} | {taken:.3} s | {rate:.0} | {each:.0} us | {inserted}, {updated} | {raw:.3} s | {ratio:.2} |",
                deed.name()
            );
        }
    }
}

/// Does everything once in a new database.
fn run(size: usize) -> Vec<Figure> {
    let folder = tempfile::tempdir().unwrap();
    let office = Office::open(&folder.path().join("rollbook.db"));
    let (before, after) = (folder.path().join("before.db"), folder.path().join("after.db"));
    let mut figures = Vec::new();
    for deed in DEEDS {
        let file = file(deed, size);
        copy(&office.path, &before);
        let ((), taken) = seconds(|| office.act(deed, size, &file));
        copy(&office.path, &after);
        let raw = rewritten(&before, &after);
        figures.push(Figure { taken, raw: raw.seconds, inserted: raw.inserted, updated: raw.updated });
        std::fs::remove_file(&before).unwrap();
        std::fs::remove_file(&after).unwrap();
    }
    figures
}

/// A database with a buyer and a price that makes seats.
pub(crate) struct Office {
    pub(crate) path: std::path::PathBuf,
    pub(crate) tenant: Arc<dyn TenantStore>,
    pub(crate) vault: CountingVault,
    ids: CountingIds,
    // Closed last.
    store: SqliteStore,
}

pub(crate) const BUYER: &str = "buyer@example.org";

impl Office {
    pub(crate) fn open(path: &Path) -> Self {
        let (store, tenant, ids) = prepared(path, &SqliteOptions::default());
        let vault = CountingVault::default();
        let office = Self { path: path.to_owned(), tenant, vault, ids, store };
        let edit = PriceEdit { makes_registration_codes: Some(true), ..PriceEdit::default() };
        block_on(edit_price(&office.desk(), "C0", edit)).unwrap();
        let name = |text| PersonName::parse(text).unwrap();
        let profile = Profile::new(name("Acme"), name("Office"), EmailAddress::parse(BUYER).unwrap());
        let command = AddCustomer { profile, origin: Origin::Admin, must_change_password: false };
        block_on(add_customer(&office.desk(), command, None)).unwrap();
        office
    }

    /// The same database, opened anew, so that nothing of it is in memory.
    pub(crate) fn opened_again(self) -> Self {
        let Self { path, vault, ids, tenant, store } = self;
        drop((tenant, store));
        let store = SqliteStore::open(&path, &SqliteOptions::default()).unwrap();
        let tenant = store.tenant(&TenantId::default());
        Self { path, tenant, vault, ids, store }
    }

    pub(crate) fn desk(&self) -> Desk<'_> {
        let actor = Actor::administrator("bench", Channel::Library);
        Desk { store: &*self.tenant, clock: &Noon, ids: &self.ids, actor }
    }

    pub(crate) fn buy(&self, seats: usize) {
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

    pub(crate) fn assign(&self, file: &str) {
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

    fn act(&self, deed: Deed, seats: usize, file: &str) {
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
fn file(deed: Deed, seats: usize) -> String {
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
