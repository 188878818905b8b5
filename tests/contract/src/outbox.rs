//! The outbox: a mail exists if and only if its cause does, and is in one dispatcher's hand at most.

use pollster::block_on;
use rollbook_domain::event::Event;
use rollbook_domain::id::{CustomerId, MailId};
use rollbook_domain::mail::{Mail, MailKind, MailState, NewMail, OutboxEvent, SuppressionCause};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{
    CommitError, Conflict, Delivery, LeaseRequest, MailQuery, PageRequest, Settled, Settlement, UniqueFact,
};
use rollbook_domain::stamp::Revision;
use rollbook_domain::time::Instant;

use crate::Fixture;
use crate::cases::cases;
use crate::facts::added;
use crate::words::{around, days_later, email, later, profile, start};

cases! { outbox:
    a_mail_comes_back_as_it_was_queued,
    a_commit_that_is_refused_queues_nothing,
    a_commit_repeated_queues_its_mails_once,
    a_mail_of_the_same_cause_is_taken,
    a_mail_is_in_one_hand_until_its_lease_is_over,
    a_mail_is_due_from_its_instant_on,
    a_settlement_of_an_older_lease_changes_nothing,
    a_mail_that_was_sent_is_over_and_forgets_its_secret,
    a_mail_given_up_may_take_its_address_with_it,
    a_mail_that_is_held_back_is_over_untried_and_says_why,
    a_mail_put_back_is_as_if_it_had_not_been_taken,
    a_mail_to_be_tried_again_waits_for_its_time,
    a_held_mail_waits_until_it_is_released,
    holding_a_mail_in_hand_keeps_it_from_a_second_attempt,
    a_suppressed_address_is_told_with_the_lease_in_any_spelling,
    every_domain_has_its_turn,
    the_next_due_mail_is_the_first_of_those_that_wait,
    mails_are_listed_by_kind_state_hold_address_and_customer,
    mails_of_some_kinds_to_some_customers_are_found_at_once,
    pages_of_mails_put_together_are_the_whole_list,
    two_dispatchers_never_have_the_same_mail,
}

fn lease(fixture: &Fixture, now: Instant, until: Instant, limit: usize) -> Vec<Mail> {
    let request = LeaseRequest { now, until, limit };
    block_on(fixture.tenant.lease(&request)).unwrap().into_iter().map(|leased| leased.mail).collect()
}

fn taken(fixture: &Fixture, now: Instant) -> Vec<MailId> {
    lease(fixture, now, later(now, 60_000_000), 100).into_iter().map(|mail| mail.id).collect()
}

fn settle(fixture: &Fixture, mail: &Mail, at: Instant, delivery: Delivery) -> Settled {
    let settlement = Settlement { mail: mail.id, epoch: mail.epoch, at, delivery };
    block_on(fixture.tenant.settle(&settlement)).unwrap()
}

fn found(fixture: &Fixture, id: MailId) -> Mail {
    block_on(fixture.tenant.find_mail(id)).unwrap().unwrap()
}

fn list(fixture: &Fixture, query: &MailQuery) -> Vec<Mail> {
    block_on(fixture.tenant.mails(query, &PageRequest::everything())).unwrap().items
}

fn ids(mails: &[Mail]) -> Vec<MailId> {
    mails.iter().map(|mail| mail.id).collect()
}

fn sent() -> Delivery {
    Delivery::Sent { text_version: 3 }
}

/// I6
fn a_mail_comes_back_as_it_was_queued(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let full = NewMail { customer: Some(ada), is_held: true, ..fixture.new_mail("Ada@Bücher.example") };
    let bare = NewMail {
        kind: MailKind::LockNotice,
        secret: None,
        facts: rollbook_domain::mail::MailFacts::default(),
        ..fixture.new_mail("bob@example.org")
    };
    fixture.queue_at(days_later(2), [full.clone(), bare.clone()]);
    for new in [full, bare] {
        let mail = found(fixture, new.id);
        assert_eq!(mail.to.as_ref().unwrap().reveal().as_typed(), new.to.reveal().as_typed());
        assert_eq!(mail, Mail::queued(new, days_later(2)));
    }
}

/// I6
fn a_commit_that_is_refused_queues_nothing(fixture: &Fixture) {
    fixture.customer("ada@example.org");
    let mut commit = fixture.draft_of(start(), [added(fixture.customer_id(), profile("ADA@example.org"))]);
    let mail = fixture.new_mail("ada@example.org");
    let id = mail.id;
    commit.mail(mail);
    let refused = fixture.commit(commit);
    assert_eq!(refused, Err(CommitError::Conflict(Conflict::Taken(UniqueFact::CustomerEmail))));
    assert_eq!(block_on(fixture.tenant.find_mail(id)).unwrap(), None);
    assert_eq!(list(fixture, &MailQuery::default()), []);
}

fn a_commit_repeated_queues_its_mails_once(fixture: &Fixture) {
    let mut commit = fixture.draft_of(start(), [added(fixture.customer_id(), profile("ada@example.org"))]);
    commit.mail(fixture.new_mail("ada@example.org"));
    let first = fixture.commit(commit.clone()).unwrap();
    let leased = lease(fixture, start(), days_later(1), 9);
    assert_eq!(settle(fixture, &leased[0], start(), sent()), Settled::Done);
    assert_eq!(fixture.commit(commit), Ok(first));
    let mails = list(fixture, &MailQuery::default());
    assert_eq!((mails.len(), mails[0].state), (1, MailState::Sent));
}

fn a_mail_of_the_same_cause_is_taken(fixture: &Fixture) {
    let first = fixture.new_mail("ada@example.org");
    let again = NewMail { dedupe: first.dedupe.clone(), ..fixture.new_mail("bob@example.org") };
    fixture.queue([first]);
    let mut commit = fixture.draft_of(start(), [added(fixture.customer_id(), profile("ada@example.org"))]);
    commit.mail(again);
    assert_eq!(fixture.commit(commit), Err(CommitError::Conflict(Conflict::Taken(UniqueFact::Mail))));
    assert_eq!(list(fixture, &MailQuery::default()).len(), 1);
}

fn a_mail_is_in_one_hand_until_its_lease_is_over(fixture: &Fixture) {
    let new = fixture.new_mail("ada@example.org");
    let id = new.id;
    fixture.queue([new]);
    let until = later(start(), 1_000);
    let first = lease(fixture, start(), until, 9);
    assert_eq!((first[0].epoch, first[0].attempts, first[0].state), (1, 1, MailState::Leased));
    assert_eq!(first[0].leased_until, Some(until));
    assert_eq!(found(fixture, id), first[0]);
    let [before, at, _] = around(until);
    assert_eq!(lease(fixture, before, days_later(1), 9), []);
    let second = lease(fixture, at, days_later(1), 9);
    assert_eq!((second[0].epoch, second[0].attempts), (2, 2));
}

fn a_mail_is_due_from_its_instant_on(fixture: &Fixture) {
    let new = fixture.new_mail("ada@example.org");
    let id = new.id;
    fixture.queue([new]);
    let [before, at, _] = around(start());
    assert_eq!(taken(fixture, before), []);
    assert_eq!(taken(fixture, at), [id]);
}

/// Q-09 has nothing to do with it: this is the fencing that a stalled dispatcher runs into.
fn a_settlement_of_an_older_lease_changes_nothing(fixture: &Fixture) {
    fixture.queue([fixture.new_mail("ada@example.org")]);
    let stalled = lease(fixture, start(), later(start(), 1), 1).remove(0);
    let other = lease(fixture, later(start(), 1), days_later(1), 1).remove(0);
    let retry = Delivery::Retry { due_at: days_later(1), problem: "slow".to_owned() };
    let dead = Delivery::Dead { problem: "no".to_owned(), suppresses: true };
    let back = Delivery::HeldBack { problem: "no".to_owned() };
    for late in [sent(), retry, dead, back, Delivery::Returned] {
        assert_eq!(settle(fixture, &stalled, days_later(1), late), Settled::Fenced);
        assert_eq!(found(fixture, other.id), other);
    }
    assert_eq!(block_on(fixture.tenant.suppressions()).unwrap(), []);
    assert_eq!(settle(fixture, &other, days_later(1), sent()), Settled::Done);
    assert_eq!(settle(fixture, &other, days_later(1), sent()), Settled::Fenced);
    let absent = Mail { id: MailId::next(&fixture.ids), ..other };
    assert_eq!(settle(fixture, &absent, days_later(1), sent()), Settled::Fenced);
}

fn a_mail_that_was_sent_is_over_and_forgets_its_secret(fixture: &Fixture) {
    fixture.queue([fixture.new_mail("ada@example.org")]);
    let leased = lease(fixture, start(), days_later(1), 1).remove(0);
    assert!(leased.secret.is_some());
    let at = days_later(3);
    settle(fixture, &leased, at, sent());
    let mail = found(fixture, leased.id);
    assert_eq!((mail.state, mail.ended_at, mail.text_version), (MailState::Sent, Some(at), Some(3)));
    assert_eq!((mail.secret, mail.leased_until, mail.problem), (None, None, None));
    assert_eq!(taken(fixture, days_later(400)), []);
}

fn a_mail_given_up_may_take_its_address_with_it(fixture: &Fixture) {
    fixture.queue([fixture.new_mail("Eve@example.org"), fixture.new_mail("bob@example.org")]);
    for leased in lease(fixture, start(), days_later(1), 2) {
        let suppresses = leased.to.as_ref().unwrap().reveal().canonical().starts_with("eve");
        let problem = "550 no such person".to_owned();
        settle(fixture, &leased, days_later(1), Delivery::Dead { problem: problem.clone(), suppresses });
        let mail = found(fixture, leased.id);
        assert_eq!((mail.state, mail.ended_at), (MailState::Dead, Some(days_later(1))));
        assert_eq!((mail.secret, mail.problem), (None, Some(problem)));
    }
    let suppressed = block_on(fixture.tenant.suppressions()).unwrap();
    assert_eq!(suppressed.len(), 1);
    assert_eq!(suppressed[0].address.reveal().as_typed(), "Eve@example.org");
    assert_eq!((suppressed[0].cause, suppressed[0].since), (SuppressionCause::Refused, days_later(1)));
    assert_eq!(suppressed[0].problem.as_deref(), Some("550 no such person"));
}

/// MAIL-14, MAIL-15
fn a_mail_that_is_held_back_is_over_untried_and_says_why(fixture: &Fixture) {
    let new = fixture.new_mail("ada@example.org");
    let mails = vec![new.id];
    fixture.queue([new]);
    let leased = lease(fixture, start(), days_later(1), 1).remove(0);
    let problem = "the account is inactive (MAIL-15)".to_owned();
    let held_back = Delivery::HeldBack { problem: problem.clone() };
    assert_eq!(settle(fixture, &leased, days_later(1), held_back.clone()), Settled::Done);
    let mail = found(fixture, leased.id);
    assert_eq!((mail.state, mail.ended_at), (MailState::HeldBack, Some(days_later(1))));
    assert_eq!((mail.attempts, mail.secret.clone(), mail.problem.clone()), (0, None, Some(problem)));
    let query = MailQuery { state: Some(MailState::HeldBack), ..MailQuery::default() };
    assert_eq!(list(fixture, &query), std::slice::from_ref(&mail));
    // Nothing brings it back by itself.
    assert_eq!(settle(fixture, &leased, days_later(2), held_back), Settled::Fenced);
    fixture.write([Event::Outbox(OutboxEvent::MailsHeld { mails: mails.clone() })]);
    fixture.write([Event::Outbox(OutboxEvent::MailsReleased { mails })]);
    assert_eq!(taken(fixture, days_later(400)), []);
    assert_eq!(block_on(fixture.tenant.next_due_at()).unwrap(), None);
    assert_eq!(found(fixture, leased.id), mail);
    assert_eq!(block_on(fixture.tenant.suppressions()).unwrap(), []);
}

fn a_mail_put_back_is_as_if_it_had_not_been_taken(fixture: &Fixture) {
    fixture.queue([fixture.new_mail("ada@example.org")]);
    let leased = lease(fixture, start(), days_later(1), 1).remove(0);
    settle(fixture, &leased, start(), Delivery::Returned);
    let mail = found(fixture, leased.id);
    assert_eq!((mail.state, mail.attempts, mail.due_at), (MailState::Queued, 0, start()));
    assert!(mail.secret.is_some());
    assert_eq!(lease(fixture, start(), days_later(1), 1)[0].epoch, 2);
}

fn a_mail_to_be_tried_again_waits_for_its_time(fixture: &Fixture) {
    fixture.queue([fixture.new_mail("ada@example.org")]);
    let leased = lease(fixture, start(), days_later(1), 1).remove(0);
    let (due_at, problem) = (days_later(2), "451 \"later\"".to_owned());
    settle(fixture, &leased, start(), Delivery::Retry { due_at, problem: problem.clone() });
    let mail = found(fixture, leased.id);
    assert_eq!((mail.state, mail.due_at, mail.problem), (MailState::Queued, due_at, Some(problem)));
    assert!(mail.secret.is_some());
    let [before, at, _] = around(due_at);
    assert_eq!((taken(fixture, before).len(), taken(fixture, at).len()), (0, 1));
}

fn a_held_mail_waits_until_it_is_released(fixture: &Fixture) {
    let held = NewMail { is_held: true, ..fixture.new_mail("ada@example.org") };
    let free = fixture.new_mail("bob@example.org");
    let (held_id, free_id) = (held.id, free.id);
    fixture.queue([held, free]);
    fixture.write([Event::Outbox(OutboxEvent::MailsHeld { mails: vec![free_id] })]);
    assert_eq!(taken(fixture, days_later(1)), []);
    assert_eq!(block_on(fixture.tenant.next_due_at()).unwrap(), None);
    let both = vec![held_id, free_id];
    fixture.write([Event::Outbox(OutboxEvent::MailsReleased { mails: both.clone() })]);
    assert_eq!(taken(fixture, days_later(1)), both);
    assert_eq!(block_on(fixture.tenant.outbox_revision()).unwrap(), Revision::new(2));
}

fn holding_a_mail_in_hand_keeps_it_from_a_second_attempt(fixture: &Fixture) {
    let new = fixture.new_mail("ada@example.org");
    let mails = vec![new.id];
    fixture.queue([new]);
    let leased = lease(fixture, start(), days_later(1), 1).remove(0);
    fixture.write([Event::Outbox(OutboxEvent::MailsHeld { mails: mails.clone() })]);
    let (due_at, problem) = (start(), "451".to_owned());
    assert_eq!(settle(fixture, &leased, start(), Delivery::Retry { due_at, problem }), Settled::Done);
    assert_eq!(taken(fixture, days_later(9)), []);
    fixture.write([Event::Outbox(OutboxEvent::MailsReleased { mails: mails.clone() })]);
    let leased = lease(fixture, start(), days_later(1), 1).remove(0);
    settle(fixture, &leased, start(), sent());
    fixture.write([Event::Outbox(OutboxEvent::MailsHeld { mails })]);
    assert!(!found(fixture, leased.id).is_held);
}

fn a_suppressed_address_is_told_with_the_lease_in_any_spelling(fixture: &Fixture) {
    let address = Some(Personal::new(email("Eve@Example.org")));
    let suppressed = OutboxEvent::AddressSuppressed { address: address.clone() };
    fixture.write([Event::Outbox(suppressed)]);
    let listed = block_on(fixture.tenant.suppressions()).unwrap();
    assert_eq!((listed[0].cause, listed[0].since), (SuppressionCause::Administrator, start()));
    fixture.queue([fixture.new_mail("eve@example.ORG"), fixture.new_mail("ada@example.org")]);
    let request = LeaseRequest { now: start(), until: later(start(), 1), limit: 9 };
    let leased = || -> Vec<(String, bool)> {
        let leased = block_on(fixture.tenant.lease(&request)).unwrap().into_iter();
        let mut told: Vec<_> = leased
            .map(|leased| {
                settle(fixture, &leased.mail, start(), Delivery::Returned);
                (leased.mail.to.unwrap().reveal().canonical().to_owned(), leased.is_suppressed)
            })
            .collect();
        told.sort();
        told
    };
    let told = |eve| vec![("ada@example.org".to_owned(), false), ("eve@example.org".to_owned(), eve)];
    assert_eq!(leased(), told(true));
    fixture.write([Event::Outbox(OutboxEvent::AddressAllowed { address })]);
    assert_eq!(leased(), told(false));
    assert_eq!(block_on(fixture.tenant.suppressions()).unwrap(), []);
}

/// I6
fn every_domain_has_its_turn(fixture: &Fixture) {
    let crowd = (0..5).map(|number| fixture.new_mail(&format!("c{number}@crowd.example")));
    fixture.queue_at(start(), crowd.collect::<Vec<_>>());
    fixture.queue_at(days_later(1), [fixture.new_mail("ada@one.example"), fixture.new_mail("b@two.example")]);
    fixture.queue_at(days_later(2), [fixture.new_mail("bob@one.example")]);
    let domains = |limit| -> Vec<String> {
        lease(fixture, days_later(3), days_later(4), limit)
            .iter()
            .map(|mail| mail.to.as_ref().unwrap().reveal().canonical().split_once('@').unwrap().1.to_owned())
            .collect()
    };
    assert_eq!(domains(4), ["crowd.example", "one.example", "two.example", "crowd.example"]);
    assert_eq!(domains(9), ["crowd.example", "one.example", "crowd.example", "crowd.example"]);
}

fn the_next_due_mail_is_the_first_of_those_that_wait(fixture: &Fixture) {
    let next = || block_on(fixture.tenant.next_due_at()).unwrap();
    assert_eq!(next(), None);
    fixture.queue_at(days_later(1), [fixture.new_mail("ada@example.org")]);
    fixture.queue_at(start(), [fixture.new_mail("bob@example.org")]);
    assert_eq!(next(), Some(start()));
    let leased = lease(fixture, start(), days_later(5), 1).remove(0);
    assert_eq!(next(), Some(days_later(1)));
    let other = lease(fixture, days_later(1), days_later(6), 1).remove(0);
    assert_eq!(next(), Some(days_later(5)));
    settle(fixture, &leased, start(), Delivery::Retry { due_at: days_later(7), problem: String::new() });
    assert_eq!(next(), Some(days_later(6)));
    settle(fixture, &other, start(), sent());
    assert_eq!(next(), Some(days_later(7)));
}

fn mails_are_listed_by_kind_state_hold_address_and_customer(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    let first = NewMail { customer: Some(ada), ..fixture.new_mail("Ada@example.org") };
    let second = NewMail { kind: MailKind::Welcome, is_held: true, ..fixture.new_mail("bob@example.org") };
    let third = fixture.new_mail("bob@example.org");
    let (one, two, three) = (first.id, second.id, third.id);
    fixture.queue([third, second, first]);
    let leased = lease(fixture, start(), days_later(1), 1).remove(0);
    let listed = |query: MailQuery| ids(&list(fixture, &query));
    assert_eq!(listed(MailQuery::default()), [one, two, three]);
    assert_eq!(listed(MailQuery { kind: Some(MailKind::Welcome), ..MailQuery::default() }), [two]);
    assert_eq!(listed(MailQuery { is_held: Some(true), ..MailQuery::default() }), [two]);
    assert_eq!(listed(MailQuery { is_held: Some(false), ..MailQuery::default() }), [one, three]);
    assert_eq!(listed(MailQuery { customer: Some(ada), ..MailQuery::default() }), [one]);
    let to_bob = MailQuery { to: Some(email("BOB@example.org").key()), ..MailQuery::default() };
    assert_eq!(listed(to_bob.clone()), [two, three]);
    assert_eq!(listed(MailQuery { kind: Some(MailKind::SeatInvitation), ..to_bob }), [three]);
    assert_eq!(listed(MailQuery { state: Some(MailState::Leased), ..MailQuery::default() }), [leased.id]);
    settle(fixture, &leased, start(), sent());
    assert_eq!(listed(MailQuery { state: Some(MailState::Sent), ..MailQuery::default() }), [leased.id]);
    assert_eq!(listed(MailQuery { state: Some(MailState::Queued), ..MailQuery::default() }).len(), 2);
}

/// MAIL-08, MAIL-11
fn mails_of_some_kinds_to_some_customers_are_found_at_once(fixture: &Fixture) {
    let [ada, bob, carl] =
        ["ada", "bob", "carl"].map(|name| fixture.customer(&format!("{name}@example.org")));
    let to = |customer, kind| NewMail { customer, kind, ..fixture.new_mail("ada@example.org") };
    let (survey, reminder) = (MailKind::EndOfCourseSurvey, MailKind::Inactivity);
    let queued = [
        to(Some(bob), survey),
        to(Some(ada), reminder),
        to(Some(ada), MailKind::Welcome),
        to(Some(carl), survey),
        to(None, survey),
        to(Some(ada), survey),
    ];
    let all = queued.each_ref().map(|mail| mail.id);
    fixture.queue(queued);
    let found = |customers: &[CustomerId], kinds: &[MailKind]| {
        ids(&block_on(fixture.tenant.mails_to(customers, kinds)).unwrap())
    };
    assert_eq!(found(&[ada, bob, ada], &[survey, reminder]), [all[0], all[1], all[5]]);
    assert_eq!(found(&[carl], &[survey]), [all[3]]);
    assert_eq!(found(&[ada, bob, carl], &[]), []);
    assert_eq!(found(&[], &[survey]), []);
    // A mail comes as it stands, and one that is over too.
    let leased = lease(fixture, start(), days_later(1), 6).remove(0);
    settle(fixture, &leased, start(), sent());
    let sent = found(&[ada, bob, carl], &MailKind::ALL);
    assert_eq!(sent.len(), 5);
    let mails = block_on(fixture.tenant.mails_to(&[ada], &[survey])).unwrap();
    assert_eq!(mails, [self::found(fixture, all[5])]);
}

fn pages_of_mails_put_together_are_the_whole_list(fixture: &Fixture) {
    let mails: Vec<_> = (0..7).map(|number| fixture.new_mail(&format!("c{number}@example.org"))).collect();
    let expected: Vec<_> = mails.iter().map(|mail| mail.id).collect();
    fixture.queue(mails);
    for limit in [1, 3, 7, 8] {
        let (mut request, mut together) = (PageRequest::first(limit), Vec::new());
        loop {
            let page = block_on(fixture.tenant.mails(&MailQuery::default(), &request)).unwrap();
            assert!(page.items.len() <= limit);
            together.extend(ids(&page.items));
            let Some(next) = page.next else { break };
            request = PageRequest::after(next, limit);
        }
        assert_eq!(together, expected, "pages of {limit}");
    }
}

/// I6
fn two_dispatchers_never_have_the_same_mail(fixture: &Fixture) {
    let mails = (0..60).map(|number| fixture.new_mail(&format!("c{number}@d{}.example", number % 7)));
    let mails = mails.collect::<Vec<_>>();
    let expected: Vec<_> = mails.iter().map(|mail| mail.id).collect();
    fixture.queue(mails);
    let mut taken: Vec<MailId> = std::thread::scope(|scope| {
        let dispatchers: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    let mut mine = Vec::new();
                    loop {
                        let some = lease(fixture, start(), days_later(1), 3);
                        if some.is_empty() {
                            return mine;
                        }
                        mine.extend(ids(&some));
                    }
                })
            })
            .collect();
        dispatchers.into_iter().flat_map(|dispatcher| dispatcher.join().unwrap()).collect()
    });
    taken.sort();
    assert_eq!(taken, expected);
}
