use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use pollster::block_on;
use rollbook_domain::catalogue::ReclaimPolicy;
use rollbook_domain::email::EmailAddress;
use rollbook_domain::id::MailId;
use rollbook_domain::mail::{Mail, MailKind, MailState, MailText, SecretUse, TextParts};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{
    Clock, CountingVault, Delivery, LeasedMail, Mailer, MailerError, OutgoingMail, SeatKey, SeatRow, Settled,
    Settlement, StoreError, TenantState, TenantStore, Vault, VaultError,
};
use rollbook_domain::seat::SeatState;
use rollbook_domain::secret::{LinkSecret, Password, RegistrationCode, Sealed, SealedCode};
use rollbook_domain::settings::TenantId;
use rollbook_domain::time::Instant;

use super::{edited, mail_id, queued, school, sealed, secret, with_subject};
use crate::mail::{DispatchReport, Dispatcher, built_in_text};
use crate::testing::seats::seat_row;
use crate::testing::{MockPorts, StandingClock, new_tenant, now, outage};
use crate::{Failure, What};

/// A mail server whose answers are written by the test; it keeps what it took.
pub(super) struct Server<F> {
    answer: F,
    pub(super) taken: Mutex<Vec<OutgoingMail>>,
}

impl<F: Fn(&OutgoingMail) -> Result<(), MailerError> + Send + Sync> Server<F> {
    pub(super) fn answering(answer: F) -> Self {
        Self { answer, taken: Mutex::default() }
    }

    fn taken(&self) -> Vec<MailId> {
        self.taken.lock().unwrap().iter().map(|mail| mail.id).collect()
    }
}

impl<F: Fn(&OutgoingMail) -> Result<(), MailerError> + Send + Sync> Mailer for Server<F> {
    fn send(&self, mail: &OutgoingMail) -> Result<(), MailerError> {
        (self.answer)(mail)?;
        self.taken.lock().unwrap().push(mail.clone());
        Ok(())
    }
}

pub(super) type Settlements = Arc<Mutex<Vec<Settlement>>>;

/// A seat whose one invitation is open and has this link.
pub(super) fn invited_by(key: &SeatKey) -> SeatRow {
    let SeatKey::Link(link) = key else { panic!("a dispatcher knows links alone, and not {key:?}") };
    let mut row = seat_row(SeatState::Pending, ReclaimPolicy::Always);
    row.seat.invitations[0].links[0].hash = *link;
    row
}

/// A tenant's store that leases these mails once and in which every invitation is open, and what was settled in it.
fn store(mails: Vec<LeasedMail>, texts: Vec<MailText>) -> (MockPorts, Settlements) {
    let (mut store, settled) = blind_store(mails, texts);
    store.expect_find_seat().returning(|key| Ok(Some(invited_by(key))));
    (store, settled)
}

/// The same, without seats and customers to look up.
pub(super) fn blind_store(mails: Vec<LeasedMail>, texts: Vec<MailText>) -> (MockPorts, Settlements) {
    let settled = Settlements::default();
    let mut store = MockPorts::new();
    let mut waiting = mails;
    store.expect_lease().returning(move |request| {
        let count = waiting.len().min(request.limit);
        Ok(waiting.drain(..count).collect())
    });
    store.expect_tenant_state().returning(|| Ok(Some(TenantState { settings: school(), ..new_tenant() })));
    store.expect_mail_texts().returning(move || Ok(texts.clone()));
    let kept = Arc::clone(&settled);
    store.expect_settle().returning(move |settlement| {
        kept.lock().unwrap().push(settlement.clone());
        Ok(Settled::Done)
    });
    (store, settled)
}

pub(super) fn leased(mail: Mail) -> LeasedMail {
    let mail = Mail { state: MailState::Leased, epoch: 1, attempts: mail.attempts + 1, ..mail };
    LeasedMail { mail, is_suppressed: false }
}

fn invitations(vault: &CountingVault, count: u64) -> Vec<LeasedMail> {
    (1..=count).map(|number| leased(queued(vault, number, MailKind::SeatInvitation))).collect()
}

pub(super) fn deliveries(settled: &Settlements) -> Vec<(MailId, Delivery)> {
    settled.lock().unwrap().iter().map(|one| (one.mail, one.delivery.clone())).collect()
}

pub(super) fn clock() -> StandingClock {
    StandingClock(now())
}

#[test]
fn due_mails_are_made_sent_and_written_down_one_by_one() {
    let vault = CountingVault::default();
    let (store, settled) = store(invitations(&vault, 2), Vec::new());
    let order = Arc::new(Mutex::new(Vec::new()));
    let (seen, written) = (Arc::clone(&order), Arc::clone(&settled));
    let server = Server::answering(move |mail: &OutgoingMail| {
        seen.lock().unwrap().push((mail.id, written.lock().unwrap().len()));
        Ok(())
    });
    let report = block_on(Dispatcher::new(&clock(), &vault, &server).dispatch_batch(&store)).unwrap();
    assert_eq!(report, DispatchReport { sent: 2, ..DispatchReport::default() });
    // The first was written down before the second was begun.
    assert_eq!(*order.lock().unwrap(), [(mail_id(1), 0), (mail_id(2), 1)]);
    let sent = Delivery::Sent { text_version: 0 };
    assert_eq!(deliveries(&settled), [(mail_id(1), sent.clone()), (mail_id(2), sent)]);
    assert!(settled.lock().unwrap().iter().all(|one| one.epoch == 1 && one.at == now()));
    let taken = server.taken.lock().unwrap();
    assert_eq!(taken[0].from, "Example School <school@example.org>");
    assert_eq!(taken[0].to.reveal().as_typed(), "anna1@example.org");
    assert!(taken[0].subject.reveal().starts_with("Grace Hopper invites you"));
    let link = format!("https://learn.example.org/invitation/{}", secret(1));
    assert!(taken[0].text.reveal().contains(&link) && taken[0].html.reveal().contains(&link));
    // N35: what prints shows neither the secret nor the recipient.
    assert!(!format!("{taken:?}").contains("anna1") && !format!("{taken:?}").contains(&secret(1)));
}

/// REG-37
#[test]
fn an_edit_counts_for_the_next_mail_sent_also_for_one_queued_before_it() {
    let vault = CountingVault::default();
    let kind = MailKind::SeatInvitation;
    let text =
        edited(kind, &[Some(with_subject(kind, "Old")), Some(with_subject(kind, "Come, {{ first_name }}"))]);
    let (store, settled) = store(invitations(&vault, 1), vec![text]);
    let server = Server::answering(|_: &OutgoingMail| Ok(()));
    block_on(Dispatcher::new(&clock(), &vault, &server).dispatch_batch(&store)).unwrap();
    assert_eq!(server.taken.lock().unwrap()[0].subject.reveal(), "Come, Ada");
    assert_eq!(deliveries(&settled), [(mail_id(1), Delivery::Sent { text_version: 2 })]);
}

#[test]
fn one_that_fails_holds_up_no_other() {
    let vault = CountingVault::default();
    let (store, settled) = store(invitations(&vault, 5), Vec::new());
    let server = Server::answering(|mail: &OutgoingMail| match mail.id {
        id if id == mail_id(1) => Err(MailerError::AddressRefused("550 no such user".to_owned())),
        id if id == mail_id(2) => Err(MailerError::Transient("451 greylisted".to_owned())),
        id if id == mail_id(3) => Err(MailerError::MailRefused("554 spam".to_owned())),
        id if id == mail_id(4) => Err(MailerError::Unknown("the connection broke".to_owned())),
        _ => Ok(()),
    });
    let report = block_on(Dispatcher::new(&clock(), &vault, &server).dispatch_batch(&store)).unwrap();
    assert_eq!(report, DispatchReport { sent: 1, retried: 2, dead: 2, ..DispatchReport::default() });
    let deliveries = deliveries(&settled);
    assert!(
        matches!(&deliveries[0].1, Delivery::Dead { suppresses: true, problem } if problem.contains("550"))
    );
    assert!(matches!(&deliveries[1].1, Delivery::Retry { due_at, .. } if *due_at > now()));
    assert!(matches!(&deliveries[2].1, Delivery::Dead { suppresses: false, .. }));
    assert!(matches!(&deliveries[3].1, Delivery::Retry { problem, .. } if problem.contains("not known")));
    assert_eq!(server.taken(), [mail_id(5)]);
}

#[test]
fn a_server_that_cannot_be_used_ends_the_batch_and_the_rest_is_put_back() {
    let vault = CountingVault::default();
    let (store, settled) = store(invitations(&vault, 3), Vec::new());
    let server = Server::answering(|mail: &OutgoingMail| match mail.id {
        id if id == mail_id(1) => Ok(()),
        _ => Err(MailerError::Unusable("535 wrong password".to_owned())),
    });
    let report = block_on(Dispatcher::new(&clock(), &vault, &server).dispatch_batch(&store)).unwrap();
    let unusable = Some("535 wrong password".to_owned());
    assert_eq!(
        report,
        DispatchReport { sent: 1, retried: 1, returned: 1, unusable, ..DispatchReport::default() }
    );
    assert_eq!(deliveries(&settled)[2], (mail_id(3), Delivery::Returned));
}

#[test]
fn nothing_is_sent_to_a_suppressed_address() {
    let vault = CountingVault::default();
    let mut mails = invitations(&vault, 2);
    mails[0].is_suppressed = true;
    let (store, settled) = store(mails, Vec::new());
    let server = Server::answering(|_: &OutgoingMail| Ok(()));
    let report = block_on(Dispatcher::new(&clock(), &vault, &server).dispatch_batch(&store)).unwrap();
    assert_eq!(report, DispatchReport { sent: 1, suppressed: 1, ..DispatchReport::default() });
    assert!(matches!(
        &deliveries(&settled)[0].1,
        Delivery::Dead { problem, suppresses: false } if problem.contains("`rollbook mail suppressions`")
    ));
    assert_eq!(server.taken(), [mail_id(2)]);
}

#[test]
fn a_mail_that_cannot_be_made_is_given_up_saying_why_and_the_others_go_out() {
    let vault = CountingVault::default();
    let kind = MailKind::SeatInvitation;
    let mut mails = invitations(&vault, 5);
    // Sealed for another mail, without its secret, and erased.
    mails[0].mail.secret = Some(sealed(&vault, 99, SecretUse::InvitationLink));
    mails[1].mail.secret = None;
    mails[2].mail.to = None;
    mails[3].mail = leased(queued(&vault, 4, MailKind::LockNotice)).mail;
    let broken = TextParts { text: "a\n{{ nickname }}".to_owned(), ..built_in_text(MailKind::LockNotice) };
    let texts = vec![edited(kind, &[None]), edited(MailKind::LockNotice, &[Some(broken)])];
    let (store, settled) = store(mails, texts);
    let server = Server::answering(|_: &OutgoingMail| Ok(()));
    let report = block_on(Dispatcher::new(&clock(), &vault, &server).dispatch_batch(&store)).unwrap();
    assert_eq!(report, DispatchReport { sent: 1, dead: 4, ..DispatchReport::default() });
    let problems: Vec<String> = deliveries(&settled)
        .into_iter()
        .filter_map(|(_, delivery)| match delivery {
            Delivery::Dead { problem, suppresses: false } => Some(problem),
            _ => None,
        })
        .collect();
    assert!(problems[0].contains("does not belong where it stands"), "{problems:?}");
    assert!(problems[1].contains("secret that it should tell is gone"), "{problems:?}");
    assert!(problems[2].contains("erased"), "{problems:?}");
    assert!(problems[3].contains("the text of lock_notice cannot be used: line 2"), "{problems:?}");
    assert_eq!(server.taken(), [mail_id(5)]);
}

#[test]
fn an_address_that_is_refused_is_sent_nothing_more_in_the_same_batch() {
    let vault = CountingVault::default();
    let mut mails = invitations(&vault, 4);
    let shouted = EmailAddress::parse("ANNA1@example.org").unwrap();
    mails[1].mail.to = Some(Personal::new(shouted));
    mails[3].mail.to = mails[2].mail.to.clone();
    let (store, settled) = store(mails, Vec::new());
    let server = Server::answering(|mail: &OutgoingMail| match mail.id {
        id if id == mail_id(1) => Err(MailerError::AddressRefused("550 no such user".to_owned())),
        id if id == mail_id(3) => Err(MailerError::MailRefused("554 spam".to_owned())),
        _ => Ok(()),
    });
    let report = block_on(Dispatcher::new(&clock(), &vault, &server).dispatch_batch(&store)).unwrap();
    assert_eq!(report, DispatchReport { sent: 1, dead: 2, suppressed: 1, ..DispatchReport::default() });
    assert!(matches!(
        &deliveries(&settled)[1].1,
        Delivery::Dead { problem, suppresses: false } if problem.contains("suppressed")
    ));
    assert_eq!(server.taken(), [mail_id(4)]);
}

/// A vault of which the key file is gone.
struct LockedVault;

impl Vault for LockedVault {
    fn new_codes(&self, _: &[rollbook_domain::id::SeatId]) -> Result<Vec<SealedCode>, VaultError> {
        Err(VaultError::NoKey("gone".to_owned()))
    }
    fn reseal_code(
        &self,
        _: rollbook_domain::id::SeatId,
        _: &SealedCode,
    ) -> Result<Option<SealedCode>, VaultError> {
        Err(VaultError::NoKey("gone".to_owned()))
    }
    fn reveal_code(
        &self,
        _: rollbook_domain::id::SeatId,
        _: &SealedCode,
    ) -> Result<RegistrationCode, VaultError> {
        Err(VaultError::NoKey("gone".to_owned()))
    }
    fn lookups(&self, _: &RegistrationCode) -> Result<Vec<rollbook_domain::secret::CodeLookup>, VaultError> {
        Err(VaultError::NoKey("gone".to_owned()))
    }
    fn new_links(&self, _: usize) -> Result<Vec<LinkSecret>, VaultError> {
        Err(VaultError::NoKey("gone".to_owned()))
    }
    fn new_passwords(&self, _: usize) -> Result<Vec<Password>, VaultError> {
        Err(VaultError::NoKey("gone".to_owned()))
    }
    fn seal_for_mail(&self, _: MailId, _: &str) -> Result<Sealed, VaultError> {
        Err(VaultError::NoKey("gone".to_owned()))
    }
    fn open_for_mail(&self, _: MailId, _: &Sealed) -> Result<zeroize::Zeroizing<String>, VaultError> {
        Err(VaultError::UnknownKey(7))
    }
}

#[test]
fn a_mail_whose_key_is_missing_waits_for_it_and_those_without_a_secret_go_out() {
    let vault = CountingVault::default();
    let mut mails = invitations(&vault, 1);
    mails.push(leased(queued(&vault, 2, MailKind::OrderConfirmation)));
    let (store, settled) = store(mails, Vec::new());
    let server = Server::answering(|_: &OutgoingMail| Ok(()));
    let report = block_on(Dispatcher::new(&clock(), &LockedVault, &server).dispatch_batch(&store)).unwrap();
    assert_eq!(report, DispatchReport { sent: 1, retried: 1, ..DispatchReport::default() });
    assert!(matches!(
        &deliveries(&settled)[0].1,
        Delivery::Retry { problem, .. } if problem.contains("put that key back")
    ));
}

/// A clock that each look moves on by a minute.
struct MinuteClock(AtomicI64);

impl Clock for MinuteClock {
    fn now(&self) -> Instant {
        Instant::from_micros(self.0.fetch_add(60_000_000, Ordering::Relaxed)).unwrap()
    }
}

#[test]
fn no_mail_is_begun_in_the_second_half_of_the_lease() {
    let vault = CountingVault::default();
    let (store, settled) = store(invitations(&vault, 20), Vec::new());
    let server = Server::answering(|_: &OutgoingMail| Ok(()));
    let clock = MinuteClock(AtomicI64::new(now().as_micros()));
    let dispatcher = Dispatcher::new(&clock, &vault, &server).with_lease(Duration::from_mins(20));
    let report = block_on(dispatcher.dispatch_batch(&store)).unwrap();
    assert!(report.sent > 0 && report.sent < 10, "{report:?}");
    assert_eq!(report.sent + report.returned, 20);
    let last = settled.lock().unwrap()[report.sent - 1].at;
    assert!(last.as_micros() - now().as_micros() < 20 * 60_000_000);
    assert!(deliveries(&settled)[report.sent..].iter().all(|(_, delivery)| *delivery == Delivery::Returned));
}

#[test]
fn a_dispatcher_that_is_stopped_finishes_the_mail_in_hand_and_puts_the_rest_back() {
    let vault = CountingVault::default();
    let (store, _) = store(invitations(&vault, 3), Vec::new());
    let sent = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&sent);
    let server = Server::answering(move |_: &OutgoingMail| {
        count.fetch_add(1, Ordering::Relaxed);
        Ok(())
    });
    let is_stopping = move || sent.load(Ordering::Relaxed) >= 1;
    let clock = clock();
    let dispatcher = Dispatcher::new(&clock, &vault, &server).stopping_when(&is_stopping);
    let report = block_on(dispatcher.drain(&store, usize::MAX)).unwrap();
    assert_eq!(report, DispatchReport { sent: 1, returned: 2, ..DispatchReport::default() });
}

#[test]
fn what_came_too_late_is_counted_and_is_no_failure() {
    let vault = CountingVault::default();
    let mut store = MockPorts::new();
    let mails = invitations(&vault, 2);
    store.expect_lease().once().returning(move |_| Ok(mails.clone()));
    store.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    store.expect_mail_texts().returning(|| Ok(Vec::new()));
    store.expect_find_seat().returning(|key| Ok(Some(invited_by(key))));
    store.expect_settle().once().returning(|_| Ok(Settled::Fenced));
    store.expect_settle().once().returning(|_| Ok(Settled::Done));
    let server = Server::answering(|_: &OutgoingMail| Ok(()));
    let report = block_on(Dispatcher::new(&clock(), &vault, &server).dispatch_batch(&store)).unwrap();
    assert_eq!(report, DispatchReport { sent: 1, fenced: 1, ..DispatchReport::default() });
}

#[test]
fn what_became_of_a_mail_is_told_again_to_a_store_that_did_not_answer() {
    let vault = CountingVault::default();
    let mut store = MockPorts::new();
    let mails = invitations(&vault, 1);
    store.expect_lease().returning(move |_| Ok(mails.clone()));
    store.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    store.expect_mail_texts().returning(|| Ok(Vec::new()));
    store.expect_find_seat().returning(|key| Ok(Some(invited_by(key))));
    store.expect_settle().once().returning(|_| Err(StoreError::UnknownOutcome("gone".to_owned())));
    // The first telling was heard after all.
    store.expect_settle().once().returning(|_| Ok(Settled::Fenced));
    store.expect_settle().times(3).returning(|_| Err(outage()));
    let server = Server::answering(|_: &OutgoingMail| Ok(()));
    let clock = clock();
    let dispatcher = Dispatcher::new(&clock, &vault, &server);
    assert_eq!(block_on(dispatcher.dispatch_batch(&store)).unwrap().sent, 1);
    assert!(matches!(block_on(dispatcher.dispatch_batch(&store)), Err(Failure::Store(_))));
    assert_eq!(server.taken().len(), 2);
}

#[test]
fn draining_goes_on_until_nothing_is_due_or_enough_were_taken() {
    let vault = CountingVault::default();
    let server = Server::answering(|_: &OutgoingMail| Ok(()));
    let clock = clock();
    let dispatcher = Dispatcher::new(&clock, &vault, &server).with_batch(3);
    let (whole, _) = store(invitations(&vault, 10), Vec::new());
    assert_eq!(block_on(dispatcher.drain(&whole, usize::MAX)).unwrap().sent, 10);
    let (part, _) = store(invitations(&vault, 10), Vec::new());
    assert_eq!(block_on(dispatcher.drain(&part, 4)).unwrap().sent, 4);
    let (none, _) = store(Vec::new(), Vec::new());
    assert_eq!(block_on(dispatcher.drain(&none, usize::MAX)).unwrap(), DispatchReport::default());
}

#[test]
fn tenants_take_turns_and_one_that_fails_keeps_no_other_from_its_own() {
    let vault = CountingVault::default();
    let (busy, _) = store(invitations(&vault, 10), Vec::new());
    let (quiet, _) = store(vec![leased(queued(&vault, 50, MailKind::SeatInvitation))], Vec::new());
    let mut broken = MockPorts::new();
    broken.expect_lease().returning(|_| Err(outage()));
    let name = |text: &str| TenantId::parse(text).unwrap();
    let tenants: Vec<(TenantId, Arc<dyn TenantStore>)> = vec![
        (name("busy"), Arc::new(busy)),
        (name("broken"), Arc::new(broken)),
        (name("quiet"), Arc::new(quiet)),
    ];
    let server = Server::answering(|_: &OutgoingMail| Ok(()));
    let clock = clock();
    let dispatcher = Dispatcher::new(&clock, &vault, &server).with_batch(2);
    let reports = block_on(dispatcher.dispatch_round(&tenants));
    let sent: Vec<_> =
        reports.iter().map(|(_, report)| report.as_ref().map(|report| report.sent).ok()).collect();
    assert_eq!(sent, [Some(2), None, Some(1)]);
    assert_eq!(server.taken(), [mail_id(1), mail_id(2), mail_id(50)]);
}

#[test]
fn a_store_without_the_tenant_says_so() {
    let vault = CountingVault::default();
    let mut store = MockPorts::new();
    let mails = invitations(&vault, 1);
    store.expect_lease().returning(move |_| Ok(mails.clone()));
    store.expect_tenant_state().returning(|| Ok(None));
    let server = Server::answering(|_: &OutgoingMail| Ok(()));
    let failure = block_on(Dispatcher::new(&clock(), &vault, &server).dispatch_batch(&store)).unwrap_err();
    assert!(matches!(failure, Failure::Missing { what: What::Tenant, .. }));
}
