//! Erasing a person while something about them is under way, on the reference store.

#![expect(clippy::unwrap_used, reason = "what cannot be set up cannot be tested")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use pollster::block_on;
use rollbook_application::Desk;
use rollbook_application::customer::{add_customer, change_customer_status};
use rollbook_application::group::add_group;
use rollbook_application::imports::{ImportFile, ImportOptions, NoProgress, RosterImport, import_roster};
use rollbook_application::mail::requeue_mails;
use rollbook_application::privacy::erase_customer;
use rollbook_application::settings::init_tenant;
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::customer::{AddCustomer, Origin, Profile, Status};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::group::AddGroup;
use rollbook_domain::id::{CountingIds, IdSource, MailId};
use rollbook_domain::mail::{DedupeKey, Delivery, MailFacts, MailKind, NewMail};
use rollbook_domain::personal::Personal;
use rollbook_domain::plan::roster::{RosterMails, RosterOptions};
use rollbook_domain::port::{
    Clock, CountingVault, CustomerKey, CustomerQuery, LeaseRequest, LeasedMail, MailQuery, PageRequest,
    PasswordHasher, PasswordHasherError, Settlement, Store as _, TenantStore,
};
use rollbook_domain::rule::{GDPR_11, MAIL_15};
use rollbook_domain::secret::{Password, PasswordHash};
use rollbook_domain::settings::TenantId;
use rollbook_domain::table::{ColumnName, Row, Table, TableError, TableLimits, TableReader};
use rollbook_domain::text::{Code, PersonName, Title};
use rollbook_domain::time::Instant;
use rollbook_memory::MemoryStore;
use uuid::Uuid;

const ADA: &str = "ada@example.org";
const GOOD: &str = "correct horse battery staple";

struct Noon;

impl Clock for Noon {
    fn now(&self) -> Instant {
        Instant::parse("2026-03-01T12:00:00Z").unwrap()
    }
}

/// A tenant with a group and Ada, who is Inactive.
struct School {
    tenant: Arc<dyn TenantStore>,
    ids: CountingIds,
}

impl School {
    fn new() -> Self {
        let tenant = MemoryStore::new().tenant(&TenantId::default());
        let school = Self { tenant, ids: CountingIds::starting_at(1) };
        let desk = school.desk(&school.ids);
        block_on(init_tenant(&desk, &[])).unwrap();
        let (code, name) = (Code::parse("blue").unwrap(), Title::parse("Blue").unwrap());
        block_on(add_group(&desk, AddGroup { code, name, is_inherited: false })).unwrap();
        let name = PersonName::parse("Somebody").unwrap();
        let profile = Profile::new(name.clone(), name, EmailAddress::parse(ADA).unwrap());
        let command = AddCustomer { profile, origin: Origin::Admin, must_change_password: false };
        block_on(add_customer(&desk, command, None)).unwrap();
        block_on(change_customer_status(&desk, &ada(), Status::Inactive, None)).unwrap();
        school
    }

    fn desk<'a>(&'a self, ids: &'a dyn IdSource) -> Desk<'a> {
        let actor = Actor::administrator("tester", Channel::Library);
        Desk { store: &*self.tenant, clock: &Noon, ids, actor }
    }

    fn erase(&self) {
        block_on(erase_customer(&self.desk(&self.ids), &ada(), None)).unwrap();
    }

    /// A mail to Ada that was given up.
    fn unsent(&self) -> MailId {
        let desk = self.desk(&self.ids);
        let record = block_on(self.tenant.find_customer(&ada())).unwrap().unwrap();
        let id = MailId::next(&self.ids);
        let mut commit = desk.new_commit(Noon.now());
        commit.mail(NewMail {
            id,
            kind: MailKind::OrderConfirmation,
            to: Personal::new(EmailAddress::parse(ADA).unwrap()),
            customer: Some(record.customer.id),
            facts: MailFacts::default(),
            secret: None,
            dedupe: DedupeKey::new(MailKind::OrderConfirmation, format_args!("of a test")),
            is_held: false,
        });
        block_on(self.tenant.commit(commit)).unwrap();
        let (now, until) = (Noon.now(), Noon.now().checked_add_micros(60_000_000).unwrap());
        let leased = block_on(self.tenant.lease(&LeaseRequest { now, until, limit: 100 })).unwrap();
        for LeasedMail { mail, .. } in leased {
            let delivery = Delivery::Dead { problem: "nobody answers".to_owned(), suppresses: false };
            let settlement = Settlement { mail: mail.id, epoch: mail.epoch, at: now, delivery };
            block_on(self.tenant.settle(&settlement)).unwrap();
        }
        id
    }

    /// How many mails there are whose address can be read.
    fn addressed(&self) -> usize {
        let mails = block_on(self.tenant.mails(&MailQuery::default(), &PageRequest::everything())).unwrap();
        mails.items.iter().filter(|mail| mail.to.is_some()).count()
    }
}

fn ada() -> CustomerKey {
    CustomerKey::Email(EmailAddress::parse(ADA).unwrap().key())
}

/// Erases Ada in the middle of something else.
struct Meanwhile<'a> {
    school: &'a School,
    asked: AtomicU32,
    at: u32,
}

impl<'a> Meanwhile<'a> {
    /// Erases Ada when it is asked for the so many-th time, counted from 1.
    fn erasing(school: &'a School, at: u32) -> Self {
        Self { school, asked: AtomicU32::new(0), at }
    }

    fn asked(&self) {
        if self.asked.fetch_add(1, Ordering::Relaxed) + 1 == self.at {
            self.school.erase();
        }
    }
}

impl IdSource for Meanwhile<'_> {
    fn next_uuid(&self) -> Uuid {
        self.asked();
        self.school.ids.next_uuid()
    }
}

impl PasswordHasher for Meanwhile<'_> {
    fn hash_many(&self, passwords: &[Password]) -> Result<Vec<PasswordHash>, PasswordHasherError> {
        self.asked();
        Ok(passwords.iter().map(|password| PasswordHash::from_stored(password.reveal())).collect())
    }
}

struct Commas;

impl TableReader for Commas {
    fn read(&self, bytes: &[u8], _limits: &TableLimits) -> Result<Table, Vec<TableError>> {
        let mut lines = std::str::from_utf8(bytes).unwrap().lines();
        let header = lines.next().unwrap().split(',').map(ColumnName::new).collect();
        let rows = (2..).zip(lines).map(|(line, text)| Row::new(line, text.split(','))).collect();
        Ok(Table { header, rows })
    }
}

/// N122, GDPR-11
#[test]
fn an_import_that_had_found_somebody_makes_no_new_account_once_they_are_erased() {
    let school = School::new();
    let text = format!(
        "First Name,Last Name,Email,Password,Group ID\nSome,Body,{ADA},,blue\nGrace,Hopper,grace@example.org,{GOOD},\n"
    );
    let import = |hasher: &dyn PasswordHasher| {
        let file = ImportFile { bytes: text.as_bytes(), reader: &Commas, progress: &NoProgress };
        let vault = CountingVault::default();
        let (meaning, mails) = (RosterOptions::default(), RosterMails::default());
        let roster = RosterImport { meaning, mails, hasher, vault: &vault };
        block_on(import_roster(&school.desk(&school.ids), file, roster, ImportOptions::default()))
    };
    let refused = import(&Meanwhile::erasing(&school, 1)).unwrap_err();
    assert_eq!(refused.rules(), [GDPR_11], "{refused}");
    assert!(block_on(school.tenant.find_customer(&ada())).unwrap().is_none());
    let page = PageRequest::everything();
    let everybody = block_on(school.tenant.list_customers(&CustomerQuery::default(), &page)).unwrap();
    assert_eq!(everybody.items.len(), 1, "nothing of the file was written");
    assert!(
        import(&Meanwhile::erasing(&school, 0)).unwrap().applied,
        "given once more it means a new account"
    );
}

/// N122
#[test]
fn a_mail_that_was_read_before_its_recipient_was_erased_is_not_queued_anew() {
    let school = School::new();
    let mail = school.unsent();
    // The first id is the commit's, the second the new mail's, which was made out of what was read.
    let ids = Meanwhile::erasing(&school, 2);
    let refused = block_on(requeue_mails(&school.desk(&ids), &[mail])).unwrap_err();
    assert_eq!(refused.rules(), [MAIL_15], "{refused}");
    assert_eq!(school.addressed(), 0);
}
