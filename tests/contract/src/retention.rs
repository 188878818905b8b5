//! What is kept for a period: counted and found by when it happened, and gone once it is older than the cut.

use std::net::IpAddr;

use pollster::block_on;
use rollbook_domain::catalogue::quiz::Answers;
use rollbook_domain::customer::{CustomerEvent, Status};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CustomerId, LoginId, MailId, SubmissionId};
use rollbook_domain::login::{Login, LoginMeans, LoginOutcome};
use rollbook_domain::mail::{Mail, MailState, NewMail};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{
    AnswersQuery, Delivery, InactiveCustomer, LeaseRequest, LoginQuery, MailQuery, PageRequest, Settled,
    Settlement, TenantStore,
};
use rollbook_domain::privacy::retention::RetainedCounts;
use rollbook_domain::settings::{Retained, RetainedRows, TenantEvent, TenantId};
use rollbook_domain::time::Instant;
use rollbook_domain::transcript::TranscriptEvent;
use rollbook_domain::transcript::cmi::CmiData;

use crate::Fixture;
use crate::cases::cases;
use crate::facts::{Bundle, quiz};
use crate::paging::in_pages;
use crate::snapshot::Snapshot;
use crate::transcript_facts::{committed, submitted};
use crate::words::{around, days_later, later, start};

cases! { retention:
    sign_ins_before_the_cut_are_gone_and_the_others_stay,
    a_mail_that_ended_before_the_cut_says_nothing_any_more,
    a_mail_that_waits_or_is_in_hand_is_left_alone_however_old,
    answers_handed_in_before_the_cut_are_gone_and_results_stay,
    what_modules_sent_goes_with_the_last_session_of_its_attempt,
    a_module_whose_attempts_went_is_cleared_and_gone_on_with,
    the_log_keeps_what_was_done_and_twice_is_once,
    rows_are_counted_between_bounds_and_each_once,
    a_row_is_found_by_how_many_are_older,
    people_are_inactive_since_they_became_so_last,
    nothing_of_another_tenant_is_counted_or_goes,
    what_is_settled_after_a_cut_is_as_it_was_settled,
}

const EVERYTHING: [Retained; 5] = Retained::ALL;

fn gone(retained: RetainedRows, before: Instant) -> Event {
    Event::Tenant(TenantEvent::RetentionApplied { retained, before, rows: 1 })
}

fn sign_in(fixture: &Fixture, customer: CustomerId, at: Instant) -> Login {
    let login = Login {
        id: LoginId::next(&fixture.ids),
        customer,
        at,
        address: Personal::new(IpAddr::from([203, 0, 113, 9])),
        outcome: LoginOutcome::Succeeded,
        means: LoginMeans::Password,
    };
    assert_eq!(block_on(fixture.tenant.record_logins(std::slice::from_ref(&login))).unwrap(), 1);
    login
}

fn sign_ins(fixture: &Fixture) -> Vec<Login> {
    block_on(fixture.tenant.logins(&LoginQuery::default(), &PageRequest::everything())).unwrap().items
}

fn mail(fixture: &Fixture, id: MailId) -> Mail {
    block_on(fixture.tenant.find_mail(id)).unwrap().unwrap()
}

fn lease(fixture: &Fixture, now: Instant) -> Mail {
    let request = LeaseRequest { now, until: later(now, 60_000_000), limit: 1 };
    block_on(fixture.tenant.lease(&request)).unwrap().remove(0).mail
}

fn settle(fixture: &Fixture, leased: &Mail, at: Instant, delivery: Delivery) {
    let settlement = Settlement { mail: leased.id, epoch: leased.epoch, at, delivery };
    assert_eq!(block_on(fixture.tenant.settle(&settlement)).unwrap(), Settled::Done);
}

/// Queues a mail of Ada's that ended at an instant.
fn ended(fixture: &Fixture, customer: CustomerId, at: Instant, delivery: Delivery) -> Mail {
    let new = NewMail { customer: Some(customer), ..fixture.new_mail("ada@example.org") };
    let id = new.id;
    fixture.queue_at(days_later(-900), [new]);
    let leased = lease(fixture, days_later(-800));
    settle(fixture, &leased, at, delivery);
    mail(fixture, id)
}

fn hand_in(fixture: &Fixture, customer: CustomerId, bundle: Bundle, at: Instant) -> SubmissionId {
    let id = SubmissionId::next(&fixture.ids);
    let mut event = submitted(bundle, id);
    if let TranscriptEvent::AttemptSubmitted { submitted_at, answers, edition, .. } = &mut event {
        *submitted_at = at;
        *edition = Some(1);
        *answers = Some(Box::new(Personal::new(Answers::correct(&quiz(50)))));
    }
    fixture.write([Event::Transcript(customer, event)]);
    id
}

/// What a module sent in a session of an attempt.
fn sent(bundle: Bundle, attempt: u32, at: Instant) -> TranscriptEvent {
    let place = attempt.to_string();
    let mut event = committed(bundle, 1, &[("cmi.location", &place), ("cmi.suspend_data", "canary")]);
    if let TranscriptEvent::CmiCommitted(commit) = &mut event {
        (commit.attempt, commit.session_began_at) = (attempt, at);
    }
    event
}

fn sends(fixture: &Fixture, customer: CustomerId, bundle: Bundle, sessions: &[(u32, Instant)]) -> CmiData {
    let mut folded = CmiData::empty(bundle.item);
    for (attempt, at) in sessions {
        let event = sent(bundle, *attempt, *at);
        folded.apply(&event);
        fixture.write([Event::Transcript(customer, event)]);
    }
    folded
}

fn cmi(fixture: &Fixture, customer: CustomerId, bundle: Bundle) -> Option<CmiData> {
    block_on(fixture.tenant.find_cmi(customer, bundle.item)).unwrap()
}

fn answered(fixture: &Fixture, bundle: Bundle) -> Vec<SubmissionId> {
    let query = AnswersQuery { item: bundle.item, customer: None };
    let rows = block_on(fixture.tenant.answers(&query, &PageRequest::everything())).unwrap().items;
    rows.into_iter().map(|row| row.submission).collect()
}

fn counts(tenant: &dyn TenantStore, retained: Retained, bounds: &[Instant]) -> RetainedCounts {
    block_on(tenant.count_retained(retained, bounds)).unwrap()
}

fn count(fixture: &Fixture, retained: Retained) -> u64 {
    counts(&*fixture.tenant, retained, &[]).rows[0]
}

/// the microsecond before, at and after.
fn sign_ins_before_the_cut_are_gone_and_the_others_stay(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let of = |who| around(start()).map(|at| sign_in(fixture, who, at));
    let all = [of(ada), of(bob)];
    fixture.write([gone(RetainedRows::Logins, start())]);
    let mut left: Vec<Login> = all.iter().flat_map(|of| of[1..].to_vec()).collect();
    left.sort_by_key(|login| (login.customer, login.at));
    assert!(sign_ins(fixture) == left);
    let again = sign_in(fixture, ada, days_later(-9));
    assert!(sign_ins(fixture).contains(&again), "what is recorded later may be as old as it is");
}

/// exactly what an erasure clears.
fn a_mail_that_ended_before_the_cut_says_nothing_any_more(fixture: &Fixture) {
    let ada = fixture.customer("ada@example.org");
    for delivery in [
        Delivery::Sent { text_version: 3 },
        Delivery::Dead { problem: "550 ada@example.org".to_owned(), suppresses: false },
        Delivery::HeldBack { problem: "the account of ada@example.org is locked".to_owned() },
    ] {
        let mails = around(start()).map(|at| ended(fixture, ada, at, delivery.clone()));
        fixture.write([gone(RetainedRows::Mails, start())]);
        let cleared = mail(fixture, mails[0].id);
        assert!(cleared.to.is_none() && cleared.facts.is_none() && cleared.problem.is_none());
        assert!(cleared.secret.is_none());
        let mut expected = mails[0].clone();
        expected.forget_content(start());
        expected.forget_recipient();
        assert_eq!(cleared, expected, "everything else stays");
        for later in &mails[1..] {
            assert_eq!(&mail(fixture, later.id), later);
        }
    }
    let of_ada = MailQuery { customer: Some(ada), ..MailQuery::default() };
    let listed = block_on(fixture.tenant.mails(&of_ada, &PageRequest::everything())).unwrap().items;
    assert_eq!(listed.len(), 9, "a cleared mail is still one of the customer's");
}

///
fn a_mail_that_waits_or_is_in_hand_is_left_alone_however_old(fixture: &Fixture) {
    let new = [0, 1].map(|_| fixture.new_mail("ada@example.org"));
    let ids = [new[0].id, new[1].id];
    fixture.queue_at(days_later(-900), new);
    let leased = lease(fixture, days_later(-800));
    let before = ids.map(|id| mail(fixture, id));
    assert!(before.iter().any(|mail| mail.state == MailState::Leased));
    assert_eq!(count(fixture, Retained::Rows(RetainedRows::Mails)), 0);
    fixture.write([gone(RetainedRows::Mails, days_later(900))]);
    assert_eq!(ids.map(|id| mail(fixture, id)), before);
    settle(fixture, &leased, start(), Delivery::Sent { text_version: 1 });
    assert_eq!(mail(fixture, leased.id).state, MailState::Sent);
}

///
fn answers_handed_in_before_the_cut_are_gone_and_results_stay(fixture: &Fixture) {
    let (ada, bundle) = (fixture.customer("ada@example.org"), fixture.bundle("MATH"));
    let mut ids = around(start()).map(|at| hand_in(fixture, ada, bundle, at));
    let transcript = fixture.transcript(ada);
    fixture.write([gone(RetainedRows::Answers, start())]);
    ids.sort_unstable();
    assert_eq!(answered(fixture, bundle), ids[1..]);
    assert_eq!(fixture.transcript(ada), transcript);
}

/// TRN-07, X-05
fn what_modules_sent_goes_with_the_last_session_of_its_attempt(fixture: &Fixture) {
    let (ada, bob) = (fixture.customer("ada@example.org"), fixture.customer("bob@example.org"));
    let (bundle, other) = (fixture.bundle("MATH"), fixture.bundle("LAW"));
    let [before, at, after] = around(start());
    let sessions = [(1, days_later(-9)), (1, before), (2, days_later(-9)), (2, at), (3, after), (4, before)];
    let mut expected = sends(fixture, ada, bundle, &sessions);
    let mut elsewhere = sends(fixture, ada, other, &[(1, at)]);
    let mut of_bob = sends(fixture, bob, bundle, &[(1, before)]);
    let transcript = fixture.transcript(ada);
    assert_eq!(counts(&*fixture.tenant, Retained::Rows(RetainedRows::Cmi), &[start()]).rows, [3, 3]);
    fixture.write([gone(RetainedRows::Cmi, start())]);
    for data in [&mut expected, &mut elsewhere, &mut of_bob] {
        data.let_go(start());
    }
    let left: Vec<u32> = expected
        .attempts
        .iter()
        .filter(|attempt| !attempt.is_let_go())
        .map(|attempt| attempt.number)
        .collect();
    assert_eq!(left, [2, 3]);
    assert_eq!(expected.attempts[1].sessions.len(), 2, "an attempt goes whole or not at all");
    assert!(expected.attempts[0].elements.iter().next().is_none());
    assert_eq!(cmi(fixture, ada, bundle), Some(expected));
    assert_eq!(cmi(fixture, ada, other), Some(elsewhere));
    assert_eq!(cmi(fixture, bob, bundle), Some(of_bob));
    assert_eq!(fixture.transcript(ada), transcript);
    assert_eq!(counts(&*fixture.tenant, Retained::Rows(RetainedRows::Cmi), &[start()]).rows, [0, 3]);
}

/// TRN-07, X-05
fn a_module_whose_attempts_went_is_cleared_and_gone_on_with(fixture: &Fixture) {
    let (ada, bundle) = (fixture.customer("ada@example.org"), fixture.bundle("MATH"));
    let mut expected = sends(fixture, ada, bundle, &[(1, days_later(-9))]);
    fixture.write([gone(RetainedRows::Cmi, start())]);
    expected.let_go(start());
    let next = sent(bundle, 2, days_later(-8));
    fixture.write([Event::Transcript(ada, next.clone())]);
    expected.apply(&next);
    assert_eq!(cmi(fixture, ada, bundle), Some(expected));
    fixture.write([Event::Transcript(ada, TranscriptEvent::CmiCleared { item: bundle.item })]);
    assert!(cmi(fixture, ada, bundle).is_none_or(|data| data.attempts.is_empty()));
}

fn the_log_keeps_what_was_done_and_twice_is_once(fixture: &Fixture) {
    let (ada, bundle) = (fixture.customer("ada@example.org"), fixture.bundle("MATH"));
    sign_in(fixture, ada, days_later(-2));
    hand_in(fixture, ada, bundle, days_later(-2));
    ended(fixture, ada, days_later(-2), Delivery::Sent { text_version: 1 });
    sends(fixture, ada, bundle, &[(1, days_later(-2))]);
    let settings = block_on(fixture.tenant.tenant_state()).unwrap().unwrap();
    let events = RetainedRows::ALL.map(|rows| gone(rows, start()));
    fixture.write(events.clone());
    let once = Snapshot::of(&*fixture.tenant);
    assert_eq!(once.logins, []);
    assert_eq!(once.answers, []);
    let state = once.settings.clone().unwrap();
    assert_eq!(state.settings, settings.settings);
    assert_eq!(state.revision.get(), settings.revision.get() + 4);
    let told: Vec<&Event> = once.activity.iter().rev().take(4).rev().map(|one| &one.event).collect();
    assert_eq!(told, events.iter().collect::<Vec<_>>());
    fixture.write(events);
    let mut twice = Snapshot::of(&*fixture.tenant);
    assert_eq!(twice.activity.len(), once.activity.len() + 4);
    (twice.activity, twice.settings) = (once.activity.clone(), once.settings.clone());
    twice.assert_same_as(&once, "after the same once more");
    let entries = block_on(fixture.tenant.log_head()).unwrap();
    assert_eq!(entries.sequence, once.activity.len() as u64 + 4);
}

/// Each of the five with one row the microsecond before, at and after an instant.
fn filled(fixture: &Fixture) -> [CustomerId; 3] {
    let bundle = fixture.bundle("MATH");
    let mut place = 0;
    around(start()).map(|at| {
        place += 1;
        let who = fixture.customer(&format!("p{place}@example.org"));
        sign_in(fixture, who, at);
        hand_in(fixture, who, bundle, at);
        sends(fixture, who, bundle, &[(1, at)]);
        ended(fixture, who, at, Delivery::Sent { text_version: 1 });
        let inactive = CustomerEvent::StatusChanged { status: Status::Inactive };
        fixture.write_effective(who, inactive, at);
        who
    })
}

fn rows_are_counted_between_bounds_and_each_once(fixture: &Fixture) {
    for retained in EVERYTHING {
        let none = RetainedCounts { oldest: None, rows: vec![0, 0] };
        assert_eq!(counts(&*fixture.tenant, retained, &[start()]), none, "{retained}");
    }
    filled(fixture);
    let [before, at, after] = around(start());
    for retained in EVERYTHING {
        let counted = |bounds: &[Instant]| {
            let counts = counts(&*fixture.tenant, retained, bounds);
            assert_eq!(counts.oldest, Some(before), "{retained}");
            counts.rows
        };
        assert_eq!(counted(&[]), [3], "{retained}");
        assert_eq!(counted(&[before]), [0, 3], "{retained}");
        assert_eq!(counted(&[at]), [1, 2], "{retained}");
        assert_eq!(counted(&[before, at, at, after, days_later(1)]), [0, 1, 0, 1, 1, 0], "{retained}");
        assert_eq!(counted(&[Instant::MIN, Instant::MAX]), [0, 3, 0], "{retained}");
    }
}

fn a_row_is_found_by_how_many_are_older(fixture: &Fixture) {
    filled(fixture);
    let [first, second, third] = around(start());
    for rows in RetainedRows::ALL {
        let found = |before, after| block_on(fixture.tenant.find_retained(rows, before, after)).unwrap();
        let far = days_later(9);
        let all = [found(far, 0), found(far, 1), found(far, 2), found(far, 3)];
        assert_eq!(all, [Some(first), Some(second), Some(third), None], "{rows}");
        assert_eq!([found(third, 1), found(third, 2)], [Some(second), None], "{rows}");
        assert_eq!(found(first, 0), None, "{rows}");
        assert_eq!(found(far, u32::MAX), None, "{rows}");
    }
}

/// X-05, GDPR-11
fn people_are_inactive_since_they_became_so_last(fixture: &Fixture) {
    let people = filled(fixture);
    let status =
        |who: CustomerId, status| Event::Customer(who, CustomerEvent::StatusChanged { status }.into());
    let inactive = |before| {
        let read = |page: &PageRequest| block_on(fixture.tenant.inactive_customers(before, page));
        let all = read(&PageRequest::everything()).unwrap().items;
        for size in [1, 2, 3, 4] {
            assert_eq!(in_pages(size, read), all, "in pages of {size}");
        }
        all
    };
    let at = |place: usize| InactiveCustomer { customer: people[place], since: around(start())[place] };
    assert_eq!(inactive(days_later(1)), [at(0), at(1), at(2)]);
    assert_eq!(inactive(start()), [at(0)]);
    // One comes back, one comes back and goes again, and one is erased.
    fixture.write_at(days_later(1), [status(people[0], Status::Active)]);
    fixture.write_at(days_later(1), [status(people[1], Status::Active)]);
    fixture.write_at(days_later(2), [status(people[1], Status::Inactive)]);
    fixture.write_at(days_later(2), [Event::Customer(people[2], CustomerEvent::CustomerErased.into())]);
    let again = InactiveCustomer { customer: people[1], since: days_later(2) };
    assert_eq!(inactive(days_later(3)), [again]);
    assert_eq!(counts(&*fixture.tenant, Retained::Inactive, &[days_later(2)]).rows, [0, 1]);
    fixture.write_at(days_later(3), [Event::Customer(people[1], CustomerEvent::CustomerDeleted.into())]);
    assert_eq!(inactive(days_later(9)), []);
}

fn nothing_of_another_tenant_is_counted_or_goes(fixture: &Fixture) {
    filled(fixture);
    let other = fixture.store.tenant(&TenantId::parse("other").unwrap());
    fixture.add_tenant(&*other);
    for retained in EVERYTHING {
        assert_eq!(counts(&*other, retained, &[]).rows, [0], "{retained}");
    }
    for rows in RetainedRows::ALL {
        assert_eq!(block_on(other.find_retained(rows, days_later(9), 0)).unwrap(), None);
    }
    let inactive = block_on(other.inactive_customers(days_later(9), &PageRequest::everything())).unwrap();
    assert_eq!(inactive.items, []);
    let before = Snapshot::of(&*fixture.tenant);
    let mut commit = fixture.draft(days_later(1));
    let revision = block_on(other.tenant_state()).unwrap().unwrap().revision;
    commit.expect(StreamId::Tenant, revision);
    for rows in RetainedRows::ALL {
        commit.push(gone(rows, days_later(9)), None);
    }
    block_on(other.commit(commit)).unwrap();
    Snapshot::of(&*fixture.tenant).assert_same_as(&before, "after a cut in another tenant");
}

fn what_is_settled_after_a_cut_is_as_it_was_settled(fixture: &Fixture) {
    fixture.queue_at(days_later(-9), [fixture.new_mail("ada@example.org")]);
    let leased = lease(fixture, days_later(-8));
    fixture.write([gone(RetainedRows::Mails, start())]);
    settle(fixture, &leased, days_later(-7), Delivery::Sent { text_version: 1 });
    let settled = mail(fixture, leased.id);
    assert!(settled.to.is_some() && settled.ended_at == Some(days_later(-7)));
    assert_eq!(count(fixture, Retained::Rows(RetainedRows::Mails)), 1, "the next run clears it");
    fixture.write([gone(RetainedRows::Mails, start())]);
    assert!(mail(fixture, leased.id).to.is_none());
    assert_eq!(count(fixture, Retained::Rows(RetainedRows::Mails)), 0);
}
