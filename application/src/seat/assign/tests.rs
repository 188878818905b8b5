use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use mockall::Sequence;
use pollster::block_on;
use rollbook_domain::catalogue::ReclaimPolicy;
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{CustomerEvent, StatusWord};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::id::{CountingIds, SeatId};
use rollbook_domain::mail::MailKind;
use rollbook_domain::order::OrderStatus;
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{
    Buyer, Committed, CountingVault, KnownCustomer, Learner, Page, SeatRow, TenantState,
};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::rule::Q_06;
use rollbook_domain::seat::{Seat, SeatEvent, SeatState};
use rollbook_domain::secret::{Password, PasswordHash};
use rollbook_domain::settings::{CredentialsMail, Settings};
use rollbook_domain::stamp::{Revision, Stamp};
use rollbook_domain::table::{ColumnName, Row, Table, TableError, TableLimits};

use super::*;
use crate::testing::faults::{
    Act, an_outage_at_each_step_ends_it, conflicts_are_tried_again_and_then_given_up,
};
use crate::testing::seats::{BOB, bob_id, pool, seat_id, seats_order};
use crate::testing::world::{ADA, ada, ada_id, by_email, catalogue, email, profile};
use crate::testing::{MockHasher, MockPorts, Room, moved, new_tenant, now};
use crate::{Desk, What};

fn to(whom: AssignWhom<'_>) -> AssignCommand<'_> {
    AssignCommand {
        buyer: by_email(ADA),
        source: SeatSource::Product("ALGEBRA".to_owned()),
        whom,
        options: GiveOutOptions::default(),
        is_dry_run: false,
        holds_mail: false,
        reason: None,
    }
}

fn profiles(names: &[&str]) -> AssignWhom<'static> {
    AssignWhom::Profiles(names.iter().map(|name| profile(&format!("{name}@example.org"))).collect())
}

fn act(desk: &Desk<'_>, command: &AssignCommand<'_>) -> Result<AssignReport, Failure> {
    block_on(assign_seats(desk, command, &MockHasher::new(), &CountingVault::default()))
}

fn named() -> AssignCommand<'static> {
    AssignCommand { source: SeatSource::Seat(seat_id(SeatState::Pending)), ..to(profiles(&["joan"])) }
}

fn ticked() -> AssignCommand<'static> {
    let whom = AssignWhom::Earlier(Some(vec![email(BOB)]));
    AssignCommand { source: SeatSource::Seat(seat_id(SeatState::Pending)), ..to(whom) }
}

const ACTS: [(&str, Act); 2] = [
    ("a typed learner", |desk| act(desk, &named()).map(|_| ())),
    ("a ticked learner", |desk| act(desk, &ticked()).map(|_| ())),
];

#[test]
fn an_outage_at_any_step_ends_the_command_and_nothing_is_committed() {
    for (name, act) in ACTS {
        an_outage_at_each_step_ends_it(name, act);
    }
}

#[test]
fn a_command_starts_over_when_others_were_faster_and_gives_up_after_sixteen_tries() {
    for (name, act) in ACTS {
        conflicts_are_tried_again_and_then_given_up(name, act);
    }
}

fn available(number: u32) -> SeatRow {
    let id = SeatId::next(&CountingIds::starting_at(500 + u64::from(number)));
    let bought = SeatEvent::SeatBought { buyer: ada_id(), order: seats_order(), line: 1, number, code: None };
    let at = now();
    let position = Revision::new(1);
    let stamp = Stamp { position, effective_at: at, recorded_at: at, actor: "tester".into(), note: None };
    let buyer = Buyer {
        id: ada_id(),
        revision: Revision::new(2),
        profile: Some(Personal::new(profile(ADA))),
        status: StatusWord::Active,
        groups: Vec::new(),
    };
    SeatRow {
        seat: Seat::from_first(id, &bought, &stamp).expect("a seat"),
        pool: Arc::new(pool(ReclaimPolicy::Always)),
        order_status: OrderStatus::Processed,
        buyer: Arc::new(buyer),
        holder: None,
    }
}

fn seats(numbers: impl IntoIterator<Item = u32>) -> Page<SeatRow> {
    Page { items: numbers.into_iter().map(available).collect(), next: None }
}

/// A store of Ada's in which everything stands still but her seats and what is committed.
fn store(settings: Settings, learners: Vec<Learner>) -> MockPorts {
    let mut ports = MockPorts::new();
    let tenant = TenantState { settings, ..new_tenant() };
    ports.expect_tenant_state().returning(move || Ok(Some(tenant.clone())));
    ports.expect_find_customer().returning(|_| Ok(Some(ada())));
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_groups().returning(|| Ok(Vec::new()));
    ports.expect_learners().returning(move |_, _| Ok(learners.clone()));
    ports
}

/// Keeps what is committed.
fn commits(ports: &mut MockPorts) -> Arc<Mutex<Vec<Commit>>> {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let commits = Arc::clone(&kept);
    ports.expect_commit().returning(move |commit| {
        commits.lock().unwrap().push(commit);
        Ok(Committed { last_sequence: 1 })
    });
    kept
}

fn claimed(commit: &Commit) -> Vec<SeatId> {
    let of_event = |event: &Event| match event {
        Event::Seat(id, SeatEvent::SeatClaimed { .. }) => Some(*id),
        _ => None,
    };
    commit.events.iter().filter_map(|new| of_event(&new.event)).collect()
}

fn id_of(number: u32) -> SeatId {
    available(number).seat.id
}

/// REG-11, REG-13, MAIL-03
#[test]
fn all_learners_are_served_in_one_commit_with_a_mail_each() {
    let mut ports = store(Settings::initial(), Vec::new());
    ports.expect_seats().times(1).returning(|query, page| {
        assert_eq!(query.buyer, Some(ada_id()));
        assert_eq!(query.state, Some((SeatState::Available, now())));
        assert_eq!(page.limit, 3);
        Ok(seats(1..=3))
    });
    let kept = commits(&mut ports);
    let report = act(&Room::with(ports).desk(), &to(profiles(&["joan", "grace", "mary"]))).unwrap();
    assert!(report.is_applied);
    let kept = kept.lock().unwrap();
    let [commit] = kept.as_slice() else { panic!("{} commits", kept.len()) };
    assert_eq!(claimed(commit), [id_of(1), id_of(2), id_of(3)]);
    assert_eq!(commit.mails.len(), 3);
    assert!(commit.mails.iter().all(|mail| mail.kind == MailKind::SignInDetails && !mail.is_held));
    assert!(commit.positions().is_ok());
    let rests_on = |stream| commit.expected.iter().any(|expected| expected.stream == stream);
    assert!(rests_on(StreamId::Customer(ada_id())), "an erased buyer must not give seats out");
    assert!(rests_on(StreamId::Tenant));
    let streams: HashSet<_> = commit.expected.iter().map(|expected| expected.stream).collect();
    assert_eq!(streams.len(), commit.expected.len(), "no stream is named twice");
}

///
#[test]
fn a_buyer_who_takes_a_seat_of_their_own_is_named_once() {
    let account = KnownCustomer {
        id: ada_id(),
        email: email(ADA).key(),
        code: None,
        status: StatusWord::Active,
        groups: Vec::new(),
        revision: Revision::new(2),
    };
    let learner = Learner {
        account,
        profile: Personal::new(profile(ADA)),
        has_password: true,
        claimed_as: None,
        grants: Vec::new(),
    };
    let mut ports = store(Settings::initial(), vec![learner]);
    ports.expect_seats().returning(|_, _| Ok(seats([1])));
    let kept = commits(&mut ports);
    act(&Room::with(ports).desk(), &to(profiles(&["ada"]))).unwrap();
    let kept = kept.lock().unwrap();
    let buyer = StreamId::Customer(ada_id());
    assert_eq!(kept[0].expected.iter().filter(|expected| expected.stream == buyer).count(), 1);
}

/// Q-06, N77
#[test]
fn who_is_too_late_for_the_last_seat_is_refused_and_meets_no_conflict() {
    let mut ports = store(Settings::initial(), Vec::new());
    let mut order = Sequence::new();
    ports.expect_seats().times(1).in_sequence(&mut order).returning(|_, _| Ok(seats([1])));
    ports.expect_commit().times(1).in_sequence(&mut order).returning(|_| Err(moved(ada_id())));
    ports.expect_seats().times(1).in_sequence(&mut order).returning(|_, _| Ok(seats([])));
    let refused = act(&Room::with(ports).desk(), &to(profiles(&["joan"]))).unwrap_err();
    assert_eq!(refused.rules(), [Q_06]);
}

/// N77
#[test]
fn who_was_too_late_looks_at_more_seats_and_begins_further_on() {
    let mut begins = HashSet::new();
    for room in 0..8 {
        let mut ports = store(Settings::initial(), Vec::new());
        ports.expect_seats().times(1).returning(|_, page| {
            assert_eq!(page.limit, 1);
            Ok(seats([1]))
        });
        ports.expect_commit().times(1).returning(|_| Err(moved(ada_id())));
        ports.expect_seats().times(1).returning(|_, page| {
            assert!(page.limit > 200, "{}", page.limit);
            Ok(seats(1..=50))
        });
        let kept = commits(&mut ports);
        let desk_room = Room::with(ports);
        let ids = CountingIds::starting_at(10_000 * (room + 1) + 7 * room);
        let desk = Desk { ids: &ids, ..desk_room.desk() };
        act(&desk, &to(profiles(&["joan"]))).unwrap();
        begins.insert(claimed(&kept.lock().unwrap()[0])[0]);
    }
    assert!(begins.len() > 3, "all of them reached for the same seats: {begins:?}");
}

/// ORD-13
#[test]
fn seats_that_open_nothing_are_read_past() {
    let void = |number| {
        let mut row = available(number);
        row.order_status = OrderStatus::Pending;
        row
    };
    let mut ports = store(Settings::initial(), Vec::new());
    ports.expect_seats().times(2).returning(move |_, page| match &page.after {
        None => Ok(Page { items: vec![void(1)], next: Some(rollbook_domain::port::Cursor::new("1")) }),
        Some(_) => Ok(seats([2])),
    });
    let kept = commits(&mut ports);
    act(&Room::with(ports).desk(), &to(profiles(&["joan"]))).unwrap();
    assert_eq!(claimed(&kept.lock().unwrap()[0]), [id_of(2)]);
}

/// REG-38
#[test]
fn a_rehearsal_hashes_nothing_and_commits_nothing() {
    let mut ports = store(Settings::initial(), Vec::new());
    ports.expect_seats().returning(|_, _| Ok(seats([1])));
    let command = AssignCommand { is_dry_run: true, ..to(profiles(&["joan"])) };
    let report = act(&Room::with(ports).desk(), &command).unwrap();
    assert!(!report.is_applied);
    assert_eq!(report.counts.assigned, 1);
}

struct OneRow;

impl TableReader for OneRow {
    fn read(&self, bytes: &[u8], _: &TableLimits) -> Result<Table, Vec<TableError>> {
        let text = std::str::from_utf8(bytes).expect("text");
        if text == "broken" {
            return Err(vec![TableError::new(1, "it is broken", "a whole file")]);
        }
        let header = "First Name,Last Name,Email,Password".split(',').map(ColumnName::new).collect();
        let rows = (2..).zip(text.lines()).map(|(line, row)| Row::new(line, row.split(',')));
        Ok(Table { header, rows: rows.collect() })
    }
}

fn file(text: &str) -> AssignCommand<'_> {
    to(AssignWhom::File { bytes: text.as_bytes(), reader: &OneRow })
}

/// REG-19
#[test]
fn a_password_of_the_file_is_hashed_once_however_often_the_seats_are_planned() {
    let mut ports = store(Settings::initial(), Vec::new());
    ports.expect_seats().returning(|_, _| Ok(seats(1..=2)));
    ports.expect_commit().times(2).returning(|_| Err(moved(ada_id())));
    let kept = commits(&mut ports);
    let mut hasher = MockHasher::new();
    hasher.expect_hash_many().times(1).returning(|passwords: &[Password]| {
        Ok(passwords.iter().map(|_| PasswordHash::from_stored("hash")).collect())
    });
    let command = file("Joan,Clarke,joan@example.org,correct horse battery staple");
    let room = Room::with(ports);
    block_on(assign_seats(&room.desk(), &command, &hasher, &CountingVault::default())).unwrap();
    let kept = kept.lock().unwrap();
    let is_set = |event: &Event| {
        matches!(
            event,
            Event::Customer(_, RecordEvent::Customer(CustomerEvent::PasswordSet { hash: Some(_), .. }))
        )
    };
    assert!(kept[0].events.iter().any(|new| is_set(&new.event)));
    assert_eq!(kept[0].mails[0].secret, None);
}

///
#[test]
fn a_generated_password_is_hashed_and_sealed_for_its_mail_alone() {
    let settings = Settings { credentials_mail: CredentialsMail::Generated, ..Settings::initial() };
    let mut ports = store(settings, Vec::new());
    ports.expect_seats().returning(|_, _| Ok(seats([1])));
    let kept = commits(&mut ports);
    let mut hasher = MockHasher::new();
    hasher.expect_hash_many().times(1).returning(|_| Ok(vec![PasswordHash::from_stored("hash")]));
    let room = Room::with(ports);
    let vault = CountingVault::default();
    block_on(assign_seats(&room.desk(), &to(profiles(&["joan"])), &hasher, &vault)).unwrap();
    let kept = kept.lock().unwrap();
    let mail = &kept[0].mails[0];
    assert!(vault.open_for_mail(mail.id, &mail.secret.as_ref().unwrap().sealed).is_ok());
}

///
#[test]
fn who_made_an_account_meanwhile_keeps_the_password_it_has() {
    let settings = Settings { credentials_mail: CredentialsMail::Generated, ..Settings::initial() };
    let account = KnownCustomer {
        id: bob_id(),
        email: email("joan@example.org").key(),
        code: None,
        status: StatusWord::Active,
        groups: Vec::new(),
        revision: Revision::new(4),
    };
    let joan = Learner {
        account,
        profile: Personal::new(profile("joan@example.org")),
        has_password: true,
        claimed_as: None,
        grants: Vec::new(),
    };
    for row in ["Joan,Clarke,joan@example.org,correct horse battery staple", "Joan,Clarke,joan@example.org,"]
    {
        let (mut ports, mut order) = (MockPorts::new(), Sequence::new());
        let tenant = TenantState { settings: settings.clone(), ..new_tenant() };
        ports.expect_tenant_state().returning(move || Ok(Some(tenant.clone())));
        ports.expect_find_customer().returning(|_| Ok(Some(ada())));
        ports.expect_catalogue().returning(|| Ok(catalogue()));
        ports.expect_groups().returning(|| Ok(Vec::new()));
        ports.expect_seats().returning(|_, _| Ok(seats(1..=2)));
        ports.expect_learners().times(1).in_sequence(&mut order).returning(|_, _| Ok(Vec::new()));
        ports.expect_commit().times(1).in_sequence(&mut order).returning(|_| Err(moved(ada_id())));
        let known = joan.clone();
        ports
            .expect_learners()
            .times(1)
            .in_sequence(&mut order)
            .returning(move |_, _| Ok(vec![known.clone()]));
        let kept = commits(&mut ports);
        let mut hasher = MockHasher::new();
        hasher.expect_hash_many().returning(|_| Ok(vec![PasswordHash::from_stored("hash")]));
        let room = Room::with(ports);
        block_on(assign_seats(&room.desk(), &file(row), &hasher, &CountingVault::default())).unwrap();
        let kept = kept.lock().unwrap();
        let is_set = |event: &Event| {
            matches!(event, Event::Customer(_, RecordEvent::Customer(CustomerEvent::PasswordSet { .. })))
        };
        assert!(!kept[0].events.iter().any(|new| is_set(&new.event)), "{row}");
        assert_eq!((kept[0].mails.len(), kept[0].mails[0].secret.clone()), (1, None), "{row}");
    }
}

/// REG-19
#[test]
fn a_file_that_cannot_be_read_is_reported_and_nothing_happens() {
    let mut ports = store(Settings::initial(), Vec::new());
    ports.expect_seats().returning(|_, _| Ok(seats([1])));
    let report = act(&Room::with(ports).desk(), &file("broken")).unwrap();
    assert!(report.is_refused && !report.is_applied);
    assert_eq!(report.refused.len(), 1);
}

///
#[test]
fn a_seat_of_another_buyer_is_not_there() {
    let mut ports = store(Settings::initial(), Vec::new());
    ports.expect_find_seat().returning(|_| {
        let mut row = available(1);
        row.seat.buyer = bob_id();
        Ok(Some(row))
    });
    let missing = act(&Room::with(ports).desk(), &named()).unwrap_err();
    assert!(matches!(missing, Failure::Missing { what: What::Seat, .. }), "{missing}");
}
