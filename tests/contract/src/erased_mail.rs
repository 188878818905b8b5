//! Mails to and about people who are erased.

use pollster::block_on;
use rollbook_domain::event::Event;
use rollbook_domain::id::MailId;
use rollbook_domain::mail::{DedupeKey, Mail, MailKind, MailState, NewMail, OutboxEvent, WITHDRAWN};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{Delivery, LeaseRequest, Settled, Settlement};
use rollbook_domain::seat::{SeatEvent, VoidCause};

use crate::Fixture;
use crate::cases::cases;
use crate::erasure_facts::{erased, invited_with, moved, own_addresses};
use crate::words::{days_later, email, start};

cases! { erased_mail:
    mails_to_and_about_an_erased_person_say_nothing,
    a_mail_in_hand_while_its_person_is_erased_settles_nothing,
    mails_about_a_seat_under_another_buyer_stay,
    what_went_to_a_former_address_of_an_erased_person_is_gone,
}

fn mail(fixture: &Fixture, id: MailId) -> Mail {
    block_on(fixture.tenant.find_mail(id)).unwrap().unwrap()
}

/// GDPR-12, N122
fn mails_to_and_about_an_erased_person_say_nothing(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let bought = fixture.buy(ada, fixture.bundle("MATH"), 1);
    let seat = bought.seats[0];
    let invitation = fixture.invite(seat, "eve@example.org", days_later(30));
    let of = |kind, cause: String, to: &str, customer| {
        let mail = fixture.new_mail(to);
        NewMail { kind, dedupe: DedupeKey::new(kind, cause), customer, ..mail }
    };
    let own = of(MailKind::Welcome, "1".to_owned(), "old@example.org", Some(ada));
    let to_address = of(MailKind::SeatReminder, "2".to_owned(), "ADA@example.org", None);
    let notice = of(MailKind::LockNotice, format!("{ada}:1"), "office@example.org", None);
    let details = of(MailKind::SignInDetails, format!("{seat}:1"), "bob@example.org", None);
    let again = of(MailKind::LockNotice, format!("again:{}", notice.id), "office@example.org", None);
    let once_more = of(MailKind::LockNotice, format!("again:{}", again.id), "office@example.org", None);
    let invited = of(MailKind::SeatInvitation, format!("{invitation}:1"), "eve@example.org", None);
    let other = of(MailKind::SeatInvitation, "9".to_owned(), "eve@example.org", None);
    let [own, to_address, notice, again, once_more, details, invited, other] =
        [own, to_address, notice, again, once_more, details, invited, other].map(|mail| {
            let id = mail.id;
            fixture.queue([mail]);
            id
        });
    let suppressed =
        OutboxEvent::AddressSuppressed { address: Some(Personal::new(email("ada@example.org"))) };
    fixture.write([Event::Outbox(suppressed)]);
    fixture.write([Event::Seat(seat, SeatEvent::SeatVoided { cause: VoidCause::BuyerErased })]);
    fixture.write_at(days_later(1), [erased(ada)]);
    for id in [own, to_address, notice, again, once_more, details, invited] {
        let mail = mail(fixture, id);
        assert_eq!((mail.facts.is_none(), mail.secret.is_none()), (true, true), "{:?}", mail.kind);
        assert_eq!((mail.state, mail.ended_at), (MailState::Dead, Some(days_later(1))));
        assert_eq!(mail.problem.as_deref(), Some(WITHDRAWN));
        assert_eq!(mail.to.is_none(), [own, to_address].contains(&id), "{:?}", mail.kind);
    }
    let other = mail(fixture, other);
    assert!(other.facts.is_some() && other.secret.is_some() && other.state == MailState::Queued);
    assert!(block_on(fixture.tenant.suppressions()).unwrap().is_empty());
}

/// N122
fn a_mail_in_hand_while_its_person_is_erased_settles_nothing(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    fixture.queue([NewMail { customer: Some(ada), ..fixture.new_mail("ada@example.org") }]);
    let request = LeaseRequest { now: start(), until: days_later(1), limit: 1 };
    let leased = block_on(fixture.tenant.lease(&request)).unwrap().remove(0).mail;
    fixture.write([erased(ada)]);
    let before = mail(fixture, leased.id);
    assert_eq!(before.state, MailState::Dead);
    for delivery in [
        Delivery::Sent { text_version: 0 },
        Delivery::Dead { problem: "550 ada@example.org".to_owned(), suppresses: true },
        Delivery::Returned,
    ] {
        let settlement = Settlement { mail: leased.id, epoch: leased.epoch, at: start(), delivery };
        assert_eq!(block_on(fixture.tenant.settle(&settlement)).unwrap(), Settled::Fenced);
    }
    assert_eq!(mail(fixture, leased.id), before);
    assert!(block_on(fixture.tenant.suppressions()).unwrap().is_empty());
    assert!(block_on(fixture.tenant.lease(&request)).unwrap().is_empty());
}

/// GDPR-12, N122
fn mails_about_a_seat_under_another_buyer_stay(fixture: &Fixture) {
    let [ada, grace] = ["ada", "grace"].map(|name| fixture.customer(&format!("{name}@example.org")));
    let bought = fixture.buy(ada, fixture.bundle("MATH"), 1);
    let seat = bought.seats[0];
    let (of_ada, event) = invited_with(fixture, seat, "one@else.example");
    fixture.write_at(days_later(1), [event]);
    fixture.write_at(days_later(2), [Event::Seat(seat, SeatEvent::SeatHandedOver { to: grace })]);
    let (of_grace, event) = invited_with(fixture, seat, "two@else.example");
    fixture.write_at(days_later(3), [event]);
    fixture.write_at(days_later(4), [Event::Seat(seat, SeatEvent::SeatHandedOver { to: ada })]);
    fixture.write_at(days_later(6), [Event::Seat(seat, SeatEvent::SeatHandedOver { to: grace })]);
    let queued = |days: i64, kind: MailKind, cause: String| {
        let mail = fixture.new_mail("one@else.example");
        let id = mail.id;
        fixture.queue_at(days_later(days), [NewMail { kind, dedupe: DedupeKey::new(kind, cause), ..mail }]);
        id
    };
    let gone = [
        queued(1, MailKind::SeatInvitation, format!("{of_ada}:1")),
        queued(1, MailKind::SignInDetails, format!("{seat}:1")),
        // With the words of Ada's, whoever sends them again.
        queued(7, MailKind::SeatReminder, format!("{of_ada}:2")),
        // With Ada's name under words of Grace's.
        queued(5, MailKind::SeatReminder, format!("{of_grace}:2")),
        queued(5, MailKind::ConfirmationResent, format!("{seat}:2")),
    ];
    let kept = [
        queued(3, MailKind::SeatInvitation, format!("{of_grace}:1")),
        queued(3, MailKind::SignInDetails, format!("{seat}:3")),
        queued(7, MailKind::SeatReminder, format!("{of_grace}:3")),
        queued(7, MailKind::ConfirmationResent, format!("{seat}:4")),
    ];
    fixture.write_at(days_later(8), [erased(ada)]);
    for id in gone {
        let mail = mail(fixture, id);
        assert_eq!((mail.facts.is_none(), mail.state), (true, MailState::Dead), "{:?}", mail.dedupe);
    }
    for id in kept {
        let mail = mail(fixture, id);
        assert_eq!((mail.facts.is_some(), mail.state), (true, MailState::Queued), "{:?}", mail.dedupe);
    }
}

/// GDPR-12
fn what_went_to_a_former_address_of_an_erased_person_is_gone(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("Ada@Old.example"), fixture.customer("bob@example.org"));
    let bought = fixture.buy(bob, fixture.bundle("MATH"), 1);
    let invitation = fixture.invite(bought.seats[0], "ada@old.example", days_later(30));
    let mailed = fixture.new_mail("ada@OLD.example");
    let mailed_id = mailed.id;
    fixture.queue([mailed]);
    let address = Some(Personal::new(email("ada@old.example")));
    fixture.write([Event::Outbox(OutboxEvent::AddressSuppressed { address })]);
    fixture.write([moved(ada, "ada@new.example")]);
    assert_eq!(own_addresses(fixture, ada), ["ada@new.example", "ada@old.example"]);
    fixture.write([erased(ada)]);
    let seat = fixture.seat(bought.seats[0]).unwrap().seat;
    let invited = seat.invitation(invitation).unwrap();
    assert_eq!((&invited.address, &invited.text), (&None, &None));
    let mail = mail(fixture, mailed_id);
    assert_eq!((&mail.to, mail.state), (&None, MailState::Dead));
    assert!(block_on(fixture.tenant.suppressions()).unwrap().is_empty());
    assert_eq!(own_addresses(fixture, ada), Vec::<String>::new());
    assert!(block_on(fixture.tenant.former_emails(ada)).unwrap().is_empty());
}
