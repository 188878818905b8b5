//! Links to accounts, from the mail to the password, on the reference store.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what cannot be set up cannot be tested")]

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use pollster::block_on;
use rollbook_application::customer::{
    NewPassword, add_customer, change_customer_status, lock_automatically, preview_account_link,
    request_password_reset, request_unlock, send_password_link, send_unlock_link, set_password,
    set_password_by_link, unlock_by_link,
};
use rollbook_application::settings::{SettingChange, change_settings, init_tenant};
use rollbook_application::{Desk, Failure};
use rollbook_domain::actor::{Actor, Channel};
use rollbook_domain::customer::{
    AddCustomer, CustomerRefused, LinkPurpose, Origin, Profile, SendLinkRefused, Status, UseLinkRefused,
};
use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::CountingIds;
use rollbook_domain::mail::{Mail, MailKind};
use rollbook_domain::port::{
    Clock, CountingVault, CustomerKey, MailQuery, PageRequest, PasswordHasher, PasswordHasherError, Store,
    TenantStore, Vault,
};
use rollbook_domain::refusal::{Outcome, Refusal};
use rollbook_domain::secret::{Password, PasswordHash};
use rollbook_domain::settings::{SettingKey, TenantId};
use rollbook_domain::text::{Note, PersonName};
use rollbook_domain::time::Instant;
use rollbook_memory::MemoryStore;

const ADA: &str = "ada@example.org";
const GRACE: &str = "grace@example.org";
const GOOD: &str = "correct horse battery staple";
const MINUTE: i64 = 60_000_000;

/// A clock that a test moves.
struct Hand(AtomicI64);

impl Clock for Hand {
    fn now(&self) -> Instant {
        Instant::from_micros(self.0.load(Ordering::Relaxed)).unwrap()
    }
}

struct PlainHasher;

impl PasswordHasher for PlainHasher {
    fn hash_many(&self, passwords: &[Password]) -> Result<Vec<PasswordHash>, PasswordHasherError> {
        Ok(passwords.iter().map(|password| PasswordHash::from_stored(password.reveal())).collect())
    }
}

struct School {
    tenant: Arc<dyn TenantStore>,
    clock: Hand,
    ids: CountingIds,
    vault: CountingVault,
}

impl School {
    /// A tenant with Ada and Grace in it, neither with a password.
    fn new() -> Self {
        let start = Instant::parse("2026-03-01T12:00:00Z").unwrap();
        let school = Self {
            tenant: MemoryStore::new().tenant(&TenantId::default()),
            clock: Hand(AtomicI64::new(start.as_micros())),
            ids: CountingIds::starting_at(1),
            vault: CountingVault::default(),
        };
        block_on(init_tenant(&school.desk(), &[])).unwrap();
        for address in [ADA, GRACE] {
            let name = PersonName::parse("Somebody").unwrap();
            let profile = Profile::new(name.clone(), name, email(address));
            let command = AddCustomer { profile, origin: Origin::Admin, must_change_password: false };
            block_on(add_customer(&school.desk(), command, None)).unwrap();
        }
        school
    }

    fn desk(&self) -> Desk<'_> {
        let actor = Actor::administrator("tester", Channel::Library);
        Desk { store: &*self.tenant, clock: &self.clock, ids: &self.ids, actor }
    }

    fn pass(&self, micros: i64) {
        self.clock.0.fetch_add(micros, Ordering::Relaxed);
    }

    fn mails(&self) -> Vec<Mail> {
        block_on(self.tenant.mails(&MailQuery::default(), &PageRequest::everything())).unwrap().items
    }

    /// The link in the latest mail of that kind.
    fn link(&self, kind: MailKind) -> String {
        let mails = self.mails();
        let mail = mails.iter().rev().find(|mail| mail.kind == kind).unwrap();
        let secret = self.vault.open_for_mail(mail.id, &mail.secret.as_ref().unwrap().sealed).unwrap();
        format!("https://learn.example.org/password/{}", *secret)
    }

    fn send(&self) -> String {
        block_on(send_password_link(&self.desk(), &self.vault, &key(ADA))).unwrap();
        self.link(MailKind::PasswordLink)
    }

    fn set(&self, link: &str) -> Result<Outcome, Failure> {
        block_on(set_password_by_link(&self.desk(), &PlainHasher, link, GOOD)).map(|change| change.outcome)
    }

    fn password(&self, address: &str) -> Option<String> {
        let record = block_on(self.tenant.find_customer(&key(address))).unwrap().unwrap();
        let hash = block_on(self.tenant.password_hash(record.customer.id)).unwrap();
        hash.map(|hash| hash.reveal().to_owned())
    }

    fn lock(&self) {
        let evidence = Note::parse("9 wrong passwords").ok();
        block_on(lock_automatically(&self.desk(), &self.vault, &key(ADA), "LOCK-02", evidence)).unwrap();
    }

    fn status(&self) -> Status {
        let record = block_on(self.tenant.find_customer(&key(ADA))).unwrap().unwrap();
        record.customer.status_at(self.clock.now()).clone()
    }
}

fn email(address: &str) -> EmailAddress {
    EmailAddress::parse(address).unwrap()
}

fn key(address: &str) -> CustomerKey {
    CustomerKey::Email(email(address).key())
}

/// The refusal of a use case that was refused.
fn refusal<T: std::fmt::Debug>(result: Result<T, Failure>) -> Box<dyn Refusal> {
    match result {
        Err(Failure::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

fn says<T: std::fmt::Debug>(result: Result<T, Failure>, refused: &impl Refusal) {
    assert_eq!(refusal(result).to_string(), refused.to_string());
}

/// MAIL-06, X-15: and the mail goes to the address of the account, with what its text needs.
#[test]
fn a_link_that_was_mailed_sets_the_password_of_its_holder() {
    let school = School::new();
    let link = school.send();
    let mail = school.mails().pop().unwrap();
    assert_eq!(mail.to.as_ref().unwrap().reveal().as_typed(), ADA);
    let facts = mail.facts.as_ref().unwrap();
    assert_eq!((facts.purpose, facts.email.as_deref()), (Some(LinkPurpose::SetPassword), Some(ADA)));
    assert_eq!(school.set(&link).unwrap(), Outcome::Applied);
    assert_eq!((school.password(ADA).as_deref(), school.password(GRACE)), (Some(GOOD), None));
    says(school.set(&link), &UseLinkRefused::Ended);
}

/// N21
#[test]
fn of_fifty_who_use_one_link_at_once_exactly_one_succeeds() {
    let school = School::new();
    let link = school.send();
    let results: Vec<Result<Outcome, Failure>> = std::thread::scope(|scope| {
        let users: Vec<_> = (0..50).map(|_| scope.spawn(|| school.set(&link))).collect();
        users.into_iter().map(|user| user.join().unwrap()).collect()
    });
    let (done, refused): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
    assert_eq!((done.len(), refused.len()), (1, 49));
    for refused in refused {
        says(refused, &UseLinkRefused::Ended);
    }
}

/// N22
#[test]
fn a_link_tried_a_moment_too_late_stays_dead_when_the_clock_goes_back_an_hour() {
    let school = School::new();
    let first = school.send();
    school.set(&first).unwrap();
    let link = school.send();
    school.pass(30 * MINUTE);
    says(school.set(&link), &UseLinkRefused::Expired(school.clock.now()));
    school.pass(-60 * MINUTE);
    says(school.set(&link), &UseLinkRefused::Ended);
}

/// N24
#[test]
fn what_is_no_link_is_refused_and_nothing_is_written() {
    let school = School::new();
    let link = school.send();
    let cut = &link[..link.len() - 1];
    for typed in ["", "null", "[]", "%", &"%".repeat(52), cut, &format!("{link}%"), &"0".repeat(52)] {
        says(school.set(typed), &UseLinkRefused::Unknown);
        says(block_on(unlock_by_link(&school.desk(), typed)), &UseLinkRefused::Unknown);
        says(block_on(preview_account_link(&school.desk(), typed)), &UseLinkRefused::Unknown);
    }
    assert_eq!(school.password(ADA), None);
    school.set(&link).unwrap();
}

/// N25, N26: the same answer whoever asks for whomever, and at most three mails an hour.
#[test]
fn a_thousand_requests_bring_three_mails_an_hour_and_never_tell_who_has_an_account() {
    let school = School::new();
    let desk = school.desk();
    for _ in 0..500 {
        for address in [ADA, "nobody@example.org"] {
            assert!(matches!(
                block_on(request_password_reset(&desk, &school.vault, &email(address))),
                Ok(())
            ));
            assert!(matches!(block_on(request_unlock(&desk, &school.vault, &email(address))), Ok(())));
        }
    }
    assert_eq!(school.mails().len(), 3);
    assert_eq!(school.status(), Status::Active);
    school.pass(60 * MINUTE);
    block_on(request_password_reset(&desk, &school.vault, &email(ADA))).unwrap();
    assert_eq!(school.mails().len(), 4);
    let third = block_on(send_password_link(&desk, &school.vault, &key(ADA)));
    assert!(third.is_ok(), "an administrator is held to the same number, and there is room again");
}

/// MAIL-15
#[test]
fn nobody_who_was_switched_off_is_mailed_because_a_stranger_asks() {
    let school = School::new();
    block_on(change_customer_status(&school.desk(), &key(ADA), Status::Inactive, None)).unwrap();
    block_on(request_password_reset(&school.desk(), &school.vault, &email(ADA))).unwrap();
    assert!(school.mails().is_empty());
    block_on(send_password_link(&school.desk(), &school.vault, &key(ADA))).unwrap();
    assert_eq!(school.mails().len(), 1, "an administrator may");
}

/// N37
#[test]
fn a_link_that_a_scanner_looked_at_still_works() {
    let school = School::new();
    let link = school.send();
    for _ in 0..10 {
        let preview = block_on(preview_account_link(&school.desk(), &link)).unwrap();
        assert_eq!(preview.purpose, LinkPurpose::SetPassword);
    }
    school.set(&link).unwrap();
    says(block_on(preview_account_link(&school.desk(), &link)), &UseLinkRefused::Ended);
}

/// MAIL-06, Q-33
#[test]
fn a_weak_password_leaves_the_link_as_it_is() {
    let school = School::new();
    let link = school.send();
    let weak = refusal(block_on(set_password_by_link(&school.desk(), &PlainHasher, &link, "short")));
    let weak: &dyn std::error::Error = &*weak;
    assert!(weak.is::<CustomerRefused>());
    school.set(&link).unwrap();
}

/// MAIL-06: whoever had the old mail has nothing more.
#[test]
fn a_password_set_by_an_administrator_ends_every_link() {
    let school = School::new();
    let link = school.send();
    let command = NewPassword { typed: "a password by the administrator", must_change: true };
    block_on(set_password(&school.desk(), &PlainHasher, &key(ADA), command)).unwrap();
    says(school.set(&link), &UseLinkRefused::Ended);
    assert_eq!(school.password(ADA).as_deref(), Some("a password by the administrator"));
}

/// MAIL-07, MAIL-16, X-10
#[test]
fn an_automatic_lock_tells_both_and_is_lifted_by_its_holder_once() {
    let school = School::new();
    let administrator =
        SettingChange { key: SettingKey::AdministratorEmail, value: "office@example.org".to_owned() };
    block_on(change_settings(&school.desk(), &[administrator])).unwrap();
    school.lock();
    school.lock();
    let told: Vec<_> = school
        .mails()
        .into_iter()
        .map(|mail| (mail.kind, mail.to.unwrap().reveal().as_typed().to_owned(), mail.facts.unwrap().reason))
        .collect();
    let reason = Some("LOCK-02: 9 wrong passwords".to_owned());
    let expected = [
        (MailKind::UnlockInstructions, ADA.to_owned(), None),
        (MailKind::LockNotice, "office@example.org".to_owned(), reason),
    ];
    assert!(expected.iter().all(|mail| told.contains(mail)) && told.len() == 2, "{told:?}");
    let link = school.link(MailKind::UnlockInstructions);
    says(school.set(&link), &UseLinkRefused::OtherPurpose(LinkPurpose::Unlock));
    block_on(unlock_by_link(&school.desk(), &link)).unwrap();
    assert_eq!(school.status(), Status::Active);
    school.lock();
    says(block_on(unlock_by_link(&school.desk(), &link)), &UseLinkRefused::Ended);
    assert_eq!(school.status().word(), Status::Locked { automatic: None }.word());
}

/// MAIL-16
#[test]
fn a_lock_is_told_to_no_administrator_where_none_is_named() {
    let school = School::new();
    let automatic = Status::Locked { automatic: Some("LOCK-01".to_owned()) };
    block_on(change_customer_status(&school.desk(), &key(ADA), automatic, None)).unwrap();
    assert!(school.mails().is_empty());
}

///
#[test]
fn what_an_administrator_stopped_is_not_unlocked_by_any_link() {
    let school = School::new();
    school.lock();
    let link = school.link(MailKind::UnlockInstructions);
    let id = block_on(school.tenant.find_customer(&key(ADA))).unwrap().unwrap().customer.id;
    for status in [Status::Inactive, Status::Locked { automatic: None }] {
        block_on(change_customer_status(&school.desk(), &key(ADA), status.clone(), None)).unwrap();
        says(block_on(unlock_by_link(&school.desk(), &link)), &UseLinkRefused::StoppedByHand);
        let sent = block_on(send_unlock_link(&school.desk(), &school.vault, &key(ADA)));
        says(sent, &SendLinkRefused::StoppedByHand(id));
        block_on(request_unlock(&school.desk(), &school.vault, &email(ADA))).unwrap();
        school.lock();
        assert_eq!(school.status(), status);
    }
}
