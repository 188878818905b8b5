use pollster::block_on;
use rollbook_domain::customer::{CustomerEvent, Identity, LinkPurpose};
use rollbook_domain::mail::{Delivery, Mail, MailKind, SecretUse};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{
    CountingVault, CustomerKey, OutgoingMail, ReadResult, SeatKey, SeatRow, StoreError,
};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::seat::{SeatEvent, VoidCause};
use rollbook_domain::secret::PasswordHash;
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::time::Instant;

use super::dispatch::{Server, blind_store, clock, deliveries, invited_by, leased};
use super::{link, mail_id, queued, sealed};
use crate::Failure;
use crate::mail::{DispatchReport, Dispatcher};
use crate::testing::seats::invitation_id;
use crate::testing::world::{ADA, ada, ada_id, email};
use crate::testing::{MockPorts, instant, now, outage};

fn stamp(at: Instant) -> Stamp {
    let (position, actor) = (Revision::new(9), "tester".into());
    Stamp { position, effective_at: at, recorded_at: at, actor, note: None }
}

/// What becomes of mails that are sent from a store which `answers` made complete.
pub(super) fn dispatched(
    mails: Vec<Mail>,
    answers: impl FnOnce(&mut MockPorts),
) -> (Result<DispatchReport, Failure>, Vec<Delivery>, Vec<OutgoingMail>) {
    let (mut store, settled) = blind_store(mails.into_iter().map(leased).collect(), Vec::new());
    answers(&mut store);
    let (vault, server) = (CountingVault::default(), Server::answering(|_: &OutgoingMail| Ok(())));
    let report = block_on(Dispatcher::new(&clock(), &vault, &server).dispatch_batch(&store));
    let deliveries = deliveries(&settled).into_iter().map(|(_, delivery)| delivery).collect();
    (report, deliveries, server.taken.into_inner().unwrap())
}

/// Why the one mail was given up; its address is not to blame, and nothing was sent.
fn why_given_up(mail: Mail, answers: impl FnOnce(&mut MockPorts)) -> String {
    let (report, mut deliveries, sent) = dispatched(vec![mail], answers);
    assert_eq!(report.unwrap(), DispatchReport { dead: 1, ..DispatchReport::default() });
    assert!(sent.is_empty());
    match deliveries.pop() {
        Some(Delivery::Dead { problem, suppresses: false }) if !problem.contains('@') => problem,
        other => panic!("{other:?}"),
    }
}

/// Mail 1, to Ada, with a secret of that use; a link's is link 1.
fn to_ada(kind: MailKind, usage: SecretUse) -> Mail {
    let vault = CountingVault::default();
    let (to, secret) = (Some(Personal::new(email(ADA))), Some(sealed(&vault, 1, usage)));
    Mail { to, customer: Some(ada_id()), secret, ..queued(&vault, 1, kind) }
}

/// Each way to tell Ada how to get in.
fn to_ada_in_each_way() -> [Mail; 3] {
    [
        to_ada(MailKind::SignInDetails, SecretUse::Password),
        to_ada(MailKind::PasswordLink, SecretUse::PasswordLink),
        to_ada(MailKind::UnlockInstructions, SecretUse::UnlockLink),
    ]
}

/// Ada, who has link 1 and a password, both made when the mails were.
fn linked_ada() -> CustomerRecord {
    let mut ada = ada();
    ada.customer.apply(&password_set(), &stamp(now()));
    let (purpose, expires_at) = (LinkPurpose::ResetPassword, instant("2026-03-01T12:30:00Z"));
    let made = CustomerEvent::AccountLinkMade { purpose, link: link(1).hash(), expires_at };
    ada.customer.apply(&made, &stamp(now()));
    ada
}

fn password_set() -> CustomerEvent {
    CustomerEvent::PasswordSet { hash: Some(PasswordHash::from_stored("hash")), must_change: true }
}

/// The answer to the one question after Ada.
fn with_ada(answer: ReadResult<Option<CustomerRecord>>) -> impl FnOnce(&mut MockPorts) {
    move |store| {
        let is_hers = |key: &CustomerKey| *key == CustomerKey::Id(ada_id());
        store.expect_find_customer().once().withf(is_hers).return_once(|_| answer);
    }
}

/// MAIL-03, MAIL-06, MAIL-07
#[test]
fn a_customer_is_told_how_to_get_in_while_that_holds() {
    for mail in to_ada_in_each_way() {
        let (report, _, sent) = dispatched(vec![mail], with_ada(Ok(Some(linked_ada()))));
        assert_eq!(report.unwrap().sent, 1);
        assert_eq!(sent[0].to.reveal().as_typed(), ADA);
    }
}

/// GDPR-11, MAIL-03, MAIL-06, MAIL-07
#[test]
fn a_customer_who_was_erased_is_told_no_secret() {
    for mail in to_ada_in_each_way() {
        let mut ada = linked_ada();
        ada.customer.identity = Identity::Erased { at: now() };
        assert!(why_given_up(mail.clone(), with_ada(Ok(Some(ada)))).contains("erased"));
        assert!(why_given_up(mail, with_ada(Ok(None))).contains("erased"));
    }
}

/// MAIL-03, MAIL-06, MAIL-07
#[test]
fn no_secret_goes_to_an_address_that_the_customer_has_left() {
    for mail in to_ada_in_each_way() {
        let mail = Mail { to: Some(Personal::new(email("ada@example.com"))), ..mail };
        let problem = why_given_up(mail, with_ada(Ok(Some(linked_ada()))));
        assert!(problem.contains("another address"), "{problem}");
    }
}

/// MAIL-06, MAIL-07, X-15
#[test]
fn neither_a_link_that_ended_nor_a_password_that_was_replaced_is_sent() {
    let [password, link, unlock] = to_ada_in_each_way();
    let mut ada = linked_ada();
    ada.customer.apply(&password_set(), &stamp(instant("2026-03-01T12:00:01Z")));
    let problem = why_given_up(password, with_ada(Ok(Some(ada.clone()))));
    assert!(problem.contains("another password was set"), "{problem}");
    for mail in [link.clone(), unlock] {
        let problem = why_given_up(mail, with_ada(Ok(Some(ada.clone()))));
        assert!(problem.contains("was used, or a password was set"), "{problem}");
    }
    let mut late = linked_ada();
    late.customer.links[0].expires_at = now();
    let problem = why_given_up(link, with_ada(Ok(Some(late))));
    assert!(problem.contains("ended at 2026-03-01T12:00:00"), "{problem}");
}

/// Mail 1, which invites with link 1.
fn invitation() -> Mail {
    queued(&CountingVault::default(), 1, MailKind::SeatInvitation)
}

/// The answer to the one question after the seat of link 1, with what happened since the invitation.
fn with_seat(since: &[SeatEvent], change: impl FnOnce(&mut SeatRow)) -> impl FnOnce(&mut MockPorts) {
    let key = SeatKey::Link(link(1).hash());
    let mut row = invited_by(&key);
    for event in since {
        row.seat.apply(event, &stamp(now()));
    }
    change(&mut row);
    move |store| {
        store.expect_find_seat().once().withf(move |asked| *asked == key).return_once(|_| Ok(Some(row)));
    }
}

/// MAIL-04, Q-04, Q-09, ORD-14, REG-24
#[test]
fn an_invitation_that_opens_nothing_any_more_is_not_sent() {
    let unchanged = |_: &mut SeatRow| {};
    let withdrawn = SeatEvent::InvitationWithdrawn { invitation: invitation_id() };
    let problem = why_given_up(invitation(), with_seat(&[withdrawn], unchanged));
    assert!(problem.contains("withdrawn"), "{problem}");
    let voided = SeatEvent::SeatVoided { cause: VoidCause::OrderCancelled };
    let problem = why_given_up(invitation(), with_seat(&[voided], unchanged));
    assert!(problem.contains("not in use"), "{problem}");
    let expires_at = instant("2026-03-05T00:00:00Z");
    let (invitation_id, link) = (invitation_id(), link(2).hash());
    let renewed =
        SeatEvent::InvitationRenewed { invitation: invitation_id, link, expires_at, is_reminder: true };
    let problem = why_given_up(invitation(), with_seat(&[renewed], unchanged));
    assert!(problem.contains("newer link"), "{problem}");
    let late = |row: &mut SeatRow| row.seat.invitations[0].expires_at = now();
    let problem = why_given_up(invitation(), with_seat(&[], late));
    assert!(problem.contains("ended at"), "{problem}");
    let problem = why_given_up(invitation(), |store| {
        store.expect_find_seat().once().returning(|_| Ok(None));
    });
    assert!(problem.contains("not known"), "{problem}");
}

/// N35: what is sealed for a link and is none is not printed.
#[test]
fn a_secret_that_is_no_link_is_given_up_unsaid() {
    use rollbook_domain::mail::MailSecret;
    use rollbook_domain::port::Vault;

    let sealed = CountingVault::default().seal_for_mail(mail_id(1), "hush").unwrap();
    let secret = Some(MailSecret { usage: SecretUse::InvitationLink, sealed });
    let problem = why_given_up(Mail { secret, ..invitation() }, |_| {});
    assert!(problem.contains("not that of a link") && !problem.contains("hush"), "{problem}");
}

/// MAIL-01: nothing is asked for a mail that tells no secret.
#[test]
fn a_mail_without_a_secret_needs_no_look() {
    let mail =
        Mail { customer: Some(ada_id()), ..queued(&CountingVault::default(), 1, MailKind::LockNotice) };
    let (report, _, sent) = dispatched(vec![mail], |_| {});
    assert_eq!((report.unwrap().sent, sent.len()), (1, 1));
}

#[test]
fn a_row_that_cannot_be_read_holds_up_its_own_mail_alone_and_is_not_told() {
    let [password, ..] = to_ada_in_each_way();
    let notice = queued(&CountingVault::default(), 2, MailKind::LockNotice);
    let (table, column, id) = ("customers", "email", "17".to_owned());
    let corrupt = StoreError::Corrupt { table, column, id, problem: "`ada` is no address".to_owned() };
    let (report, deliveries, sent) = dispatched(vec![password, notice], with_ada(Err(corrupt)));
    assert_eq!(report.unwrap(), DispatchReport { sent: 1, retried: 1, ..DispatchReport::default() });
    assert!(matches!(
        &deliveries[0],
        Delivery::Retry { problem, .. } if problem.contains("id 17") && !problem.contains("ada")
    ));
    assert_eq!(sent[0].id, mail_id(2));
}

#[test]
fn a_store_that_is_gone_ends_the_batch_and_nothing_is_given_up_for_it() {
    let [password, ..] = to_ada_in_each_way();
    let (report, deliveries, sent) = dispatched(vec![password], with_ada(Err(outage())));
    assert!(matches!(report, Err(Failure::Store(_))));
    assert!(deliveries.is_empty() && sent.is_empty());
}
