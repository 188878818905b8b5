//! Erasing and deleting customers: nothing of a person stays that an erasure takes out, and nothing of others goes.

use pollster::block_on;
use rollbook_domain::access::AccessEvent;
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{
    BillingAddress, CustomerEvent, Identity, LinkPurpose, Profile, ProfileField, Status,
};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, InvitationId, MailId, SeatId};
use rollbook_domain::mail::{DedupeKey, Mail, MailKind, MailState, NewMail, OutboxEvent, WITHDRAWN};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{
    ActivityQuery, CommitError, Conflict, CustomerKey, CustomerQuery, Delivery, LeaseRequest, OrderQuery,
    PageRequest, Settled, Settlement,
};
use rollbook_domain::seat::{SeatEvent, VoidCause};
use rollbook_domain::secret::PasswordHash;
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::text::FieldName;

use crate::Fixture;
use crate::cases::cases;
use crate::facts::{added, joined, window};
use crate::seat_facts::{invited, link};
use crate::snapshot::Snapshot;
use crate::words::{code, days_later, email, later, note, profile, profile_coded, start};

cases! { erasure:
    an_erased_record_keeps_its_id_and_create_date_only,
    the_email_and_the_code_of_an_erased_person_are_free,
    the_reasons_given_in_the_streams_of_an_erased_person_are_gone,
    a_reason_given_with_a_seat_is_gone_from_everybody_it_was_given_to,
    the_seats_of_an_erased_buyer_tell_nothing_of_them,
    a_seat_held_by_an_erased_person_has_no_address,
    an_invitation_to_an_erased_person_has_no_address,
    an_invitation_that_was_handed_on_is_still_of_whom_it_was_sent_to,
    mails_to_and_about_an_erased_person_say_nothing,
    a_mail_in_hand_while_its_person_is_erased_settles_nothing,
    what_belongs_to_others_stays,
    what_was_written_of_a_seat_under_another_buyer_stays,
    mails_about_a_seat_under_another_buyer_stay,
    what_was_said_of_others_who_held_the_seat_stays,
    an_address_that_somebody_else_has_now_is_theirs,
    what_went_to_a_former_address_of_an_erased_person_is_gone,
    nobody_is_erased_who_would_leave_a_free_seat,
    an_erased_person_is_not_brought_back,
    who_is_made_inactive_and_erased_by_one_commit_is_erased_like_anybody,
    a_seat_is_not_freed_for_an_erased_buyer,
    a_deleted_customer_is_found_nowhere_and_stays_in_the_log,
    nothing_follows_in_the_stream_of_a_deleted_customer,
    nobody_is_deleted_who_answers_for_a_seat,
}

fn erased(customer: CustomerId) -> Event {
    Event::Customer(customer, CustomerEvent::CustomerErased.into())
}

fn deleted(customer: CustomerId) -> Event {
    Event::Customer(customer, CustomerEvent::CustomerDeleted.into())
}

fn noted(fixture: &Fixture, event: Event) {
    let mut commit = fixture.draft(start());
    commit.push(event, Some(note("because of Ada")));
    fixture.expect_what_is(&mut commit);
    fixture.commit(commit).unwrap();
}

fn notes(fixture: &Fixture) -> usize {
    let all = PageRequest::everything();
    let activity = block_on(fixture.tenant.activity(&ActivityQuery::default(), &all)).unwrap().items;
    activity.iter().filter(|recorded| recorded.note.is_some()).count()
}

fn mail(fixture: &Fixture, id: MailId) -> Mail {
    block_on(fixture.tenant.find_mail(id)).unwrap().unwrap()
}

fn moved(customer: CustomerId, address: &str) -> Event {
    let profile = Some(Box::new(Personal::new(profile(address))));
    let fields = vec![ProfileField::Email];
    Event::Customer(customer, CustomerEvent::ProfileEdited { fields, profile }.into())
}

fn own_addresses(fixture: &Fixture, customer: CustomerId) -> Vec<String> {
    let keys = block_on(fixture.tenant.own_addresses(customer)).unwrap();
    keys.iter().map(|key| key.as_str().to_owned()).collect()
}

fn full_profile() -> Profile {
    let mut full = profile_coded("ada@example.org", "A-1");
    let line_one = Some("1 Ada Lane".to_owned());
    full.billing_address = Some(Box::new(BillingAddress { line_one, ..BillingAddress::default() }));
    full.fields.insert(FieldName::parse("phone").unwrap(), "+44 1234".to_owned());
    full
}

fn refused(fixture: &Fixture, commit: Commit) -> CommitError {
    let before = Snapshot::of(&*fixture.tenant);
    let error = fixture.commit(commit).unwrap_err();
    Snapshot::of(&*fixture.tenant).assert_same_as(&before, "after a refusal");
    error
}

/// GDPR-05, CUS-28
fn an_erased_record_keeps_its_id_and_create_date_only(fixture: &Fixture) {
    let (ada, group) = (fixture.customer_with(full_profile()), fixture.group("PILOTS"));
    let hash = Some(PasswordHash::from_stored("$argon2id$x"));
    fixture.write([
        joined(ada, group),
        Event::Customer(ada, CustomerEvent::PasswordSet { hash, must_change: true }.into()),
        Event::Customer(ada, CustomerEvent::PasswordExpirySet { after_days: Some(9) }.into()),
        Event::Customer(ada, CustomerEvent::TaxExemptionSet { is_exempt: true }.into()),
        Event::Customer(
            ada,
            CustomerEvent::AccountLinkMade {
                purpose: LinkPurpose::Unlock,
                link: link(1),
                expires_at: days_later(1),
            }
            .into(),
        ),
        Event::Customer(ada, CustomerEvent::StatusChanged { status: Status::Inactive }.into()),
    ]);
    let before = fixture.record(ada);
    fixture.write_at(days_later(3), [erased(ada)]);
    let record = fixture.record(ada);
    let customer = &record.customer;
    assert_eq!(customer.identity, Identity::Erased { at: days_later(3) });
    assert_eq!((customer.id, customer.created_at), (ada, before.customer.created_at));
    assert_eq!(*customer.status_at(days_later(4)), Status::Inactive);
    assert!(customer.memberships.is_empty() && customer.links.is_empty() && !customer.is_tax_exempt);
    assert_eq!(customer.password, rollbook_domain::customer::PasswordState::default());
    assert_eq!(record.revision, before.revision.next());
    assert_eq!(block_on(fixture.tenant.password_hash(ada)).unwrap(), None);
    assert_eq!(block_on(fixture.tenant.find_account_link(&link(1))).unwrap(), None);
    let listed =
        block_on(fixture.tenant.list_customers(&CustomerQuery::default(), &PageRequest::everything()));
    assert_eq!(listed.unwrap().items[0].profile, None);
}

/// GDPR-11
fn the_email_and_the_code_of_an_erased_person_are_free(fixture: &Fixture) {
    let ada = fixture.customer_with(full_profile());
    fixture.write([erased(ada)]);
    let address = email("ada@example.org").key();
    for key in [CustomerKey::Email(address.clone()), CustomerKey::Code(code("A-1"))] {
        assert_eq!(block_on(fixture.tenant.find_customer(&key)).unwrap(), None);
    }
    assert!(block_on(fixture.tenant.known_customers(&[address], &[])).unwrap().is_empty());
    let anew = fixture.customer_with(full_profile());
    assert_ne!(anew, ada);
    assert!(fixture.record(anew).customer.profile().is_some());
    assert!(fixture.record(ada).customer.profile().is_none());
}

/// GDPR-12
fn the_reasons_given_in_the_streams_of_an_erased_person_are_gone(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let bundle = fixture.bundle("MATH");
    let bought = fixture.buy(ada, bundle, 2);
    let status = |status| CustomerEvent::StatusChanged { status };
    noted(fixture, Event::Customer(ada, status(Status::Inactive).into()));
    noted(fixture, Event::Customer(bob, status(Status::Active).into()));
    let (grant, events) = fixture.claim_events(&bought, bought.seats[0], bob, None);
    for event in events {
        noted(fixture, event);
    }
    let (old, new) = (window(start(), Some(days_later(365))), window(start(), None));
    noted(fixture, Event::Customer(bob, AccessEvent::AccessWindowEdited { grant, old, new }.into()));
    noted(fixture, Event::Customer(bob, AccessEvent::AccessSuspended { grant }.into()));
    noted(fixture, Event::Seat(bought.seats[1], SeatEvent::SeatVoided { cause: VoidCause::BuyerErased }));
    assert_eq!(notes(fixture), 7);
    fixture.write([erased(ada)]);
    assert_eq!(notes(fixture), 1, "of what was written of Bob, one has nothing to do with Ada");
    let record = fixture.record(bob);
    assert!(record.customer.statuses[0].stamp.note.is_some());
    assert!(record.grants[0].stamp.note.is_none() && record.grants[0].edits[0].stamp.note.is_none());
    assert!(record.grants[0].standings[0].stamp.note.is_none());
    assert!(fixture.record(ada).customer.statuses[0].stamp.note.is_none());
    let seat = fixture.seat(bought.seats[1]).unwrap().seat;
    assert!(seat.voidings[0].stamp.note.is_none());
}

/// GDPR-12
fn a_reason_given_with_a_seat_is_gone_from_everybody_it_was_given_to(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let (eve, max) = (fixture.customer("eve@example.org"), fixture.customer("max@example.org"));
    let bundle = fixture.bundle("MATH");
    let (of_ada, of_max) = (fixture.buy(ada, bundle, 1), fixture.buy(max, bundle, 2));
    let told = |who: CustomerId| {
        let status = CustomerEvent::StatusChanged { status: Status::Active };
        Event::Customer(who, status.into())
    };
    let noted = |events: Vec<Event>| {
        let mut commit = fixture.draft(start());
        for event in events {
            commit.push(event, Some(note("because of Ada")));
        }
        fixture.expect_what_is(&mut commit);
        fixture.commit(commit).unwrap();
    };
    // A seat of Ada's goes to Bob, and Ada takes one of Max's as Eve does.
    let (_, to_bob) = fixture.claim_events(&of_ada, of_ada.seats[0], bob, None);
    noted(to_bob.into_iter().chain([told(bob)]).collect());
    let (_, to_ada) = fixture.claim_events(&of_max, of_max.seats[0], ada, None);
    noted(to_ada.into_iter().chain([told(max)]).collect());
    let (_, to_eve) = fixture.claim_events(&of_max, of_max.seats[1], eve, None);
    noted(to_eve.into_iter().chain([told(max), told(eve)]).collect());
    noted(vec![told(ada), told(max)]);
    let before = notes(fixture);
    fixture.write([
        Event::Seat(of_ada.seats[0], SeatEvent::SeatVoided { cause: VoidCause::BuyerErased }),
        erased(ada),
    ]);
    let reasons = |who: CustomerId| -> Vec<bool> {
        fixture.record(who).customer.statuses.iter().map(|change| change.stamp.note.is_some()).collect()
    };
    assert_eq!((reasons(bob), reasons(ada)), (vec![false], vec![false]));
    assert_eq!(reasons(max), [false, true, true], "what was said of Eve's seat, or of no seat, stays");
    assert_eq!(reasons(eve), [true]);
    assert!(fixture.record(bob).grants[0].stamp.note.is_none());
    assert!(fixture.record(eve).grants[0].stamp.note.is_some());
    assert!(notes(fixture) < before);
}

/// GDPR-12, Q-12
fn the_seats_of_an_erased_buyer_tell_nothing_of_them(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let bought = fixture.buy(ada, fixture.bundle("MATH"), 2);
    let invitation = fixture.invite(bought.seats[0], "invited@example.org", days_later(30));
    fixture.claim(&bought, bought.seats[1], bob);
    fixture.write([Event::Seat(bought.seats[0], SeatEvent::SeatVoided { cause: VoidCause::BuyerErased })]);
    fixture.write([erased(ada)]);
    let row = fixture.seat(bought.seats[0]).unwrap();
    assert_eq!((row.buyer.id, row.buyer.profile.clone()), (ada, None));
    let invitation = row.seat.invitation(invitation).unwrap();
    assert_eq!(invitation.text, None, "the buyer's own words");
    assert_eq!(invitation.address, Some(Personal::new(email("invited@example.org"))), "somebody else's");
    let held = fixture.seat(bought.seats[1]).unwrap();
    assert_eq!(held.holder.map(|holder| holder.id), Some(bob));
    assert!(held.seat.claims[0].address.is_some());
    let orders = block_on(fixture.tenant.list_orders(&OrderQuery::default(), &PageRequest::everything()));
    let orders = orders.unwrap().items;
    assert_eq!((orders.len(), orders[0].customer, orders[0].email.clone()), (1, ada, None));
}

/// GDPR-12
fn a_seat_held_by_an_erased_person_has_no_address(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let bought = fixture.buy(bob, fixture.bundle("MATH"), 1);
    let invitation = fixture.invite(bought.seats[0], "office@example.org", days_later(30));
    let (_, events) = fixture.claim_events(&bought, bought.seats[0], ada, Some(invitation));
    fixture.write(events);
    fixture.write([erased(ada)]);
    let row = fixture.seat(bought.seats[0]).unwrap();
    assert_eq!(row.seat.claims[0].address, None);
    let invitation = row.seat.invitation(invitation).unwrap();
    assert_eq!((&invitation.address, &invitation.text), (&None, &None), "it was accepted by the person");
    let holder = row.holder.unwrap();
    assert_eq!((holder.id, holder.profile), (ada, None));
}

/// GDPR-12
fn an_invitation_to_an_erased_person_has_no_address(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let bought = fixture.buy(bob, fixture.bundle("MATH"), 1);
    let to_ada = fixture.invite(bought.seats[0], "Ada@Example.ORG", days_later(30));
    let to_eve = fixture.invite(bought.seats[0], "eve@example.org", days_later(30));
    fixture.write([erased(ada)]);
    let seat = fixture.seat(bought.seats[0]).unwrap().seat;
    let told = |id| seat.invitation(id).map(|one| (one.address.is_some(), one.text.is_some())).unwrap();
    assert_eq!((told(to_ada), told(to_eve)), ((false, false), (true, true)));
}

/// GDPR-12, Q-05
fn an_invitation_that_was_handed_on_is_still_of_whom_it_was_sent_to(fixture: &Fixture) {
    let [ada, bob, eve] = ["ada", "bob", "eve"].map(|name| fixture.customer(&format!("{name}@example.org")));
    let bought = fixture.buy(bob, fixture.bundle("MATH"), 1);
    let invitation = fixture.invite(bought.seats[0], "eve@example.org", days_later(30));
    let (_, events) = fixture.claim_events(&bought, bought.seats[0], ada, Some(invitation));
    fixture.write(events);
    let told = || {
        let seat = fixture.seat(bought.seats[0]).unwrap().seat;
        seat.invitation(invitation).map(|one| (one.address.is_some(), one.text.is_some()))
    };
    fixture.write([erased(ada)]);
    assert_eq!(told(), Some((true, true)));
    fixture.write([erased(eve)]);
    assert_eq!(told(), Some((false, false)));
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

///
fn what_belongs_to_others_stays(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer_with(profile("bob@example.org")));
    let bundle = fixture.bundle("MATH");
    fixture.give(bob, bundle, window(start(), None), start());
    let bought = fixture.buy(bob, bundle, 2);
    fixture.invite(bought.seats[0], "eve@example.org", days_later(30));
    fixture.claim(&bought, bought.seats[1], bob);
    fixture.queue([NewMail { customer: Some(bob), ..fixture.new_mail("bob@example.org") }]);
    noted(fixture, Event::Seat(bought.seats[0], SeatEvent::CodeResealed { code: None }));
    let before = Snapshot::of(&*fixture.tenant);
    fixture.write([erased(ada)]);
    let after = Snapshot::of(&*fixture.tenant);
    assert_eq!(after.seats, before.seats);
    assert_eq!(after.mails, before.mails);
    assert_eq!(after.orders, before.orders);
    let of_bob = |snapshot: &Snapshot| snapshot.records.iter().find(|one| one.customer.id == bob).cloned();
    assert_eq!(of_bob(&after), of_bob(&before));
    assert_eq!(after.activity[..before.activity.len()], before.activity[..]);
}

fn noted_at(fixture: &Fixture, days: i64, events: impl IntoIterator<Item = Event>) {
    let mut commit = fixture.draft(days_later(days));
    for event in events {
        commit.push(event, Some(note("as was agreed")));
    }
    fixture.expect_what_is(&mut commit);
    fixture.commit(commit).unwrap();
}

fn invited_with(fixture: &Fixture, seat: SeatId, address: &str) -> (InvitationId, Event) {
    let id = fixture.invitation_id();
    (id, invited(seat, id, link(fixture.number()), address, days_later(90)))
}

/// GDPR-12, Q-12, X-05
fn what_was_written_of_a_seat_under_another_buyer_stays(fixture: &Fixture) {
    let [ada, bob, eve, dan, grace] =
        ["ada", "bob", "eve", "dan", "grace"].map(|name| fixture.customer(&format!("{name}@example.org")));
    let bought = fixture.buy(dan, fixture.bundle("MATH"), 2);
    let [offered, given] = [bought.seats[0], bought.seats[1]];
    let handed =
        |to| bought.seats.iter().map(move |seat| Event::Seat(*seat, SeatEvent::SeatHandedOver { to }));
    let claimed = |holder| fixture.claim_events(&bought, given, holder, None);
    let reclaimed = |holder, grant| {
        let revoked = AccessEvent::AccessRevoked { grant };
        [Event::Seat(given, SeatEvent::SeatReclaimed { code: None }), Event::Customer(holder, revoked.into())]
    };
    // Dan's time, Ada's and Grace's; Grace goes on with what Ada began.
    let (of_dan, event) = invited_with(fixture, offered, "one@else.example");
    noted_at(fixture, 1, [event]);
    noted_at(fixture, 2, handed(ada));
    let (of_ada, event) = invited_with(fixture, offered, "two@else.example");
    noted_at(fixture, 3, [event]);
    let (grant, to_bob) = claimed(bob);
    noted_at(fixture, 3, to_bob);
    noted_at(fixture, 4, handed(grace));
    let (of_grace, event) = invited_with(fixture, offered, "three@else.example");
    noted_at(fixture, 5, [event]);
    noted_at(fixture, 5, reclaimed(bob, grant));
    let (_, to_eve) = claimed(eve);
    noted_at(fixture, 6, to_eve);
    fixture.write_at(days_later(7), [erased(ada)]);

    let seat = fixture.seat(offered).unwrap().seat;
    let told = |id| seat.invitation(id).map(|one| (one.text.is_some(), one.stamp.note.is_some())).unwrap();
    assert_eq!((told(of_dan), told(of_ada), told(of_grace)), ((true, true), (false, false), (true, true)));
    let seat = fixture.seat(given).unwrap().seat;
    let noted = |stamp: &Stamp| stamp.note.is_some();
    assert_eq!(seat.hand_overs.iter().map(|one| noted(&one.stamp)).collect::<Vec<_>>(), [false, false]);
    let claims = seat.claims.iter().map(|one| (noted(&one.stamp), one.reclaimed.as_ref().map(noted)));
    assert_eq!(claims.collect::<Vec<_>>(), [(false, Some(true)), (true, None)]);
    let (of_bob, of_eve) = (fixture.record(bob), fixture.record(eve));
    assert_eq!((noted(&of_bob.grants[0].stamp), noted(&of_bob.grants[0].standings[0].stamp)), (false, true));
    assert!(noted(&of_eve.grants[0].stamp));
    assert_eq!(notes(fixture), 6);
    // Who answered for it at first, and who does now.
    fixture.write_at(days_later(8), [erased(dan)]);
    assert_eq!(notes(fixture), 5);
    let void = Event::Seat(offered, SeatEvent::SeatVoided { cause: VoidCause::BuyerErased });
    fixture.write_at(days_later(9), [void, erased(grace)]);
    assert_eq!(notes(fixture), 0);
    let texts = fixture.seat(offered).unwrap().seat.invitations;
    assert!(texts.iter().all(|invitation| invitation.text.is_none()));
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

/// GDPR-12, X-05
fn what_was_said_of_others_who_held_the_seat_stays(fixture: &Fixture) {
    let [ada, eve, grace] =
        ["ada", "eve", "grace"].map(|name| fixture.customer(&format!("{name}@example.org")));
    let bought = fixture.buy(grace, fixture.bundle("MATH"), 1);
    let seat = bought.seats[0];
    for (days, holder) in [(1, eve), (3, ada), (5, eve)] {
        let (grant, events) = fixture.claim_events(&bought, seat, holder, None);
        noted_at(fixture, days, events);
        let revoked = AccessEvent::AccessRevoked { grant };
        let back = SeatEvent::SeatReclaimed { code: None };
        noted_at(fixture, days + 1, [Event::Seat(seat, back), Event::Customer(holder, revoked.into())]);
    }
    fixture.write_at(days_later(7), [erased(ada)]);
    let claims = fixture.seat(seat).unwrap().seat.claims;
    let noted = |stamp: &Stamp| stamp.note.is_some();
    let told = claims.iter().map(|one| (noted(&one.stamp), one.reclaimed.as_ref().is_some_and(noted)));
    assert_eq!(told.collect::<Vec<_>>(), [(true, true), (false, false), (true, true)]);
}

/// GDPR-12
fn an_address_that_somebody_else_has_now_is_theirs(fixture: &Fixture) {
    let ada = fixture.customer("first@example.org");
    fixture.queue([NewMail { customer: Some(ada), ..fixture.new_mail("first@example.org") }]);
    fixture.write([moved(ada, "second@example.org")]);
    let bob = fixture.customer("first@example.org");
    let bought = fixture.buy(bob, fixture.bundle("MATH"), 1);
    let invitation = fixture.invite(bought.seats[0], "first@example.org", days_later(30));
    assert_eq!(own_addresses(fixture, ada), ["second@example.org"]);
    assert_eq!(own_addresses(fixture, bob), ["first@example.org"]);
    fixture.write([erased(ada)]);
    let seat = fixture.seat(bought.seats[0]).unwrap().seat;
    assert!(seat.invitation(invitation).unwrap().address.is_some());
    assert!(fixture.record(bob).customer.profile().is_some());
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

///
fn nobody_is_erased_who_would_leave_a_free_seat(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let bought = fixture.buy(bob, fixture.bundle("MATH"), 1);
    fixture.write([Event::Seat(bought.seats[0], SeatEvent::SeatHandedOver { to: ada })]);
    // The hand-over wrote nothing of Ada's, so what was read of her before still holds.
    let error = refused(fixture, fixture.draft_of(start(), [erased(ada)]));
    assert_eq!(error, Conflict::SeatsLeft(ada).into());
    let void = Event::Seat(bought.seats[0], SeatEvent::SeatVoided { cause: VoidCause::BuyerErased });
    fixture.write([void, erased(ada)]);
    assert!(fixture.record(ada).customer.profile().is_none());
}

/// GDPR-08, N123
fn who_is_made_inactive_and_erased_by_one_commit_is_erased_like_anybody(fixture: &Fixture) {
    let ada = fixture.customer_with(full_profile());
    let locked = Status::Locked { automatic: None };
    fixture.write([Event::Customer(ada, CustomerEvent::StatusChanged { status: locked }.into())]);
    let before = fixture.record(ada);
    let email = before.customer.profile().unwrap().email.key();
    let inactive = CustomerEvent::StatusChanged { status: Status::Inactive };
    fixture.write_at(days_later(3), [Event::Customer(ada, inactive.into()), erased(ada)]);
    let record = fixture.record(ada);
    assert_eq!(record.customer.identity, Identity::Erased { at: days_later(3) });
    assert_eq!(*record.customer.status_at(days_later(3)), Status::Inactive);
    assert_eq!(record.revision, before.revision.next().next());
    assert!(block_on(fixture.tenant.find_customer(&CustomerKey::Email(email))).unwrap().is_none());
}

/// GDPR-07, GDPR-11
fn an_erased_person_is_not_brought_back(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let before = fixture.record(ada).revision;
    fixture.write([erased(ada)]);
    let back = || CustomerEvent::ProfileEdited {
        fields: vec![ProfileField::FirstName],
        profile: Some(Box::new(Personal::new(profile("ada@example.org")))),
    };
    let late = |revision| {
        let mut commit = fixture.draft(start());
        commit.expect(StreamId::Customer(ada), revision);
        commit.push(Event::Customer(ada, back().into()), None);
        commit
    };
    let moved = Conflict::Moved { stream: StreamId::Customer(ada), expected: before };
    assert_eq!(refused(fixture, late(before)), moved.into(), "what was planned before");
    let revision = fixture.record(ada).revision;
    assert!(matches!(refused(fixture, late(revision)), CommitError::Store(_)));
}

/// Q-12, GDPR-11
fn a_seat_is_not_freed_for_an_erased_buyer(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let bought = fixture.buy(ada, fixture.bundle("MATH"), 1);
    fixture.claim(&bought, bought.seats[0], bob);
    fixture.write([erased(ada)]);
    let freed =
        fixture.draft_of(start(), [Event::Seat(bought.seats[0], SeatEvent::SeatReclaimed { code: None })]);
    assert!(matches!(refused(fixture, freed), CommitError::Store(_)));
}

/// CUS-23, CUS-24, Q-36
fn a_deleted_customer_is_found_nowhere_and_stays_in_the_log(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer_with(full_profile()), fixture.customer("bob@example.org"));
    let bundle = fixture.bundle("MATH");
    fixture.give(ada, bundle, window(start(), None), start());
    fixture.give(bob, bundle, window(start(), None), start());
    fixture.queue([NewMail { customer: Some(ada), ..fixture.new_mail("ada@example.org") }]);
    noted(fixture, Event::Customer(ada, CustomerEvent::TaxExemptionSet { is_exempt: true }.into()));
    let before = Snapshot::of(&*fixture.tenant);
    fixture.write([deleted(ada)]);
    let after = Snapshot::of(&*fixture.tenant);
    for key in [
        CustomerKey::Id(ada),
        CustomerKey::Email(email("ada@example.org").key()),
        CustomerKey::Code(code("A-1")),
    ] {
        assert_eq!(block_on(fixture.tenant.find_customer(&key)).unwrap(), None);
    }
    assert_eq!(after.summaries.iter().map(|one| one.id).collect::<Vec<_>>(), [bob]);
    assert_eq!(after.orders.iter().map(|row| row.customer).collect::<Vec<_>>(), [bob]);
    assert_eq!(after.enrollments.concat().iter().map(|row| row.customer).collect::<Vec<_>>(), [bob]);
    assert!(after.mails.iter().all(|mail| mail.to.is_none() && mail.facts.is_none()));
    let tombstone = after.activity.last().unwrap();
    assert_eq!(
        (after.activity.len(), tombstone.event.kind()),
        (before.activity.len() + 1, "customer_deleted")
    );
    assert_eq!(tombstone.event.stream(), StreamId::Customer(ada));
    assert!(after.activity.iter().all(|recorded| recorded.note.is_none()));
    let of_ada = ActivityQuery { stream: Some(StreamId::Customer(ada)), is_newest_first: true };
    let log = block_on(fixture.tenant.activity(&of_ada, &PageRequest::everything())).unwrap().items;
    assert_eq!(log.first().map(|recorded| recorded.event.kind()), Some("customer_deleted"));
    assert_ne!(fixture.customer_with(full_profile()), ada, "the email is free");
}

///
fn nothing_follows_in_the_stream_of_a_deleted_customer(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let revision = fixture.record(ada).revision;
    fixture.write([deleted(ada)]);
    let exempt = || Event::Customer(ada, CustomerEvent::TaxExemptionSet { is_exempt: true }.into());
    let with = |revision, event| {
        let mut commit = fixture.draft(later(start(), 1));
        commit.expect(StreamId::Customer(ada), revision);
        commit.push(event, None);
        commit
    };
    refused(fixture, with(revision, exempt()));
    refused(fixture, with(revision.next(), exempt()));
    refused(fixture, with(Revision::NONE, added(ada, profile("ada@example.org"))));
}

///
fn nobody_is_deleted_who_answers_for_a_seat(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let bought = fixture.buy(bob, fixture.bundle("MATH"), 1);
    let void = SeatEvent::SeatVoided { cause: VoidCause::OrderCancelled };
    fixture.write([
        Event::Seat(bought.seats[0], SeatEvent::SeatHandedOver { to: ada }),
        Event::Seat(bought.seats[0], void),
    ]);
    let error = refused(fixture, fixture.draft_of(start(), [deleted(ada)]));
    assert_eq!(error, Conflict::SeatsLeft(ada).into());
}
