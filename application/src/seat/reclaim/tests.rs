use pollster::block_on;
use rollbook_domain::access::AccessEvent;
use rollbook_domain::catalogue::ReclaimPolicy;
use rollbook_domain::commit::Commit;
use rollbook_domain::plan::ApplyOptions;
use rollbook_domain::port::{Committed, CountingVault, Page, SeatQuery, VaultError};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::rule::{Q_02, RuleId};
use rollbook_domain::seat::{PoolEvent, SeatEvent, SeatState};
use rollbook_domain::secret::{CodeLookup, LinkSecret, Password, RegistrationCode, Sealed, SealedCode};
use rollbook_domain::table::{ColumnName, Row, Table, TableError};
use std::sync::{Arc, Mutex};

use super::*;
use crate::What;
use crate::testing::faults::{
    Act, an_outage_at_each_step_ends_it, conflicts_are_tried_again_and_then_given_up,
};
use crate::testing::seats::{BOB, bob_id, pool, seat_grant_id, seat_id, seat_row, seats_order};
use crate::testing::world::{ADA, ada, ada_id, by_email, catalogue, known_ada};
use crate::testing::{MockPorts, Room, new_tenant};

fn from(from: ReclaimFrom<'_>) -> ReclaimCommand<'_> {
    let which = ReclaimWhich::Held { buyer: by_email(ADA), product: "algebra".to_owned(), from };
    ReclaimCommand { which, reason: None, is_dry_run: false, apply: ApplyOptions::default() }
}

fn from_bob() -> ReclaimCommand<'static> {
    from(ReclaimFrom::Holders(vec![BOB.to_owned()]))
}

fn of_seat(state: SeatState) -> ReclaimCommand<'static> {
    let which = ReclaimWhich::Seat { seat: seat_id(state), buyer: None };
    ReclaimCommand { which, ..from_bob() }
}

fn act(desk: &Desk<'_>, command: &ReclaimCommand<'_>) -> Result<ReclaimReport, Failure> {
    block_on(reclaim_seats(desk, &CountingVault::default(), command))
}

const ACTS: [(&str, Act); 3] = [
    ("from a holder", |desk| act(desk, &from_bob()).map(|_| ())),
    ("from everybody", |desk| act(desk, &from(ReclaimFrom::Everybody)).map(|_| ())),
    ("one seat", |desk| act(desk, &of_seat(SeatState::Claimed)).map(|_| ())),
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

/// A store with both seats under this policy, and what is committed to it.
fn given(reclaim: ReclaimPolicy) -> (Room, Arc<Mutex<Vec<Commit>>>) {
    let mut ports = MockPorts::new();
    ports.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_find_customer().returning(move |_| {
        let mut ada = ada();
        ada.pools = vec![pool(reclaim)];
        Ok(Some(ada))
    });
    ports.expect_known_customers().returning(|_, _| Ok(vec![known_ada()]));
    ports.expect_find_seat().returning(move |_| Ok(Some(seat_row(SeatState::Pending, reclaim))));
    ports.expect_seats().returning(move |query, _| {
        assert!(matches!(query.state, Some((SeatState::Claimed, _))));
        assert_eq!(query.buyer, Some(ada_id()));
        Ok(Page { items: vec![seat_row(SeatState::Claimed, reclaim)], next: None })
    });
    let commits = Arc::new(Mutex::new(Vec::new()));
    let written = Arc::clone(&commits);
    ports.expect_commit().returning(move |commit| {
        written.lock().unwrap().push(commit);
        Ok(Committed { last_sequence: 1 })
    });
    (Room::with(ports), commits)
}

/// REG-29, REG-30, REG-33, ACC-13, Q-10
#[test]
fn a_held_seat_gets_a_new_code_and_its_holder_loses_exactly_that_grant() {
    let (room, commits) = given(ReclaimPolicy::Always);
    let report = act(&room.desk(), &from_bob()).unwrap();
    assert_eq!((report.reclaimed, report.refused, report.is_applied), (1, 0, true));
    let commits = commits.lock().unwrap();
    let [commit] = commits.as_slice() else { panic!("{commits:?}") };
    let streams: Vec<_> =
        commit.expected.iter().map(|expected| (expected.stream, expected.revision.get())).collect();
    let seat = seat_id(SeatState::Claimed);
    let buyer = (StreamId::Customer(ada_id()), 2);
    assert_eq!(streams, [(StreamId::Seat(seat), 2), (StreamId::Customer(bob_id()), 5), buyer]);
    let [freed, revoked] = commit.events.as_slice() else { panic!("{commit:?}") };
    let Event::Seat(_, SeatEvent::SeatReclaimed { code: Some(code) }) = &freed.event else {
        panic!("{freed:?}")
    };
    let vault = CountingVault::default();
    assert_ne!(Some(code), seat_row(SeatState::Pending, ReclaimPolicy::Always).seat.code.as_ref());
    vault.reveal_code(seat, code).expect("it was sealed for this very seat");
    let lost = AccessEvent::AccessRevoked { grant: seat_grant_id() };
    assert_eq!(revoked.event, Event::Customer(bob_id(), lost.into()));
    assert!(commit.mails.is_empty());
}

///
#[test]
fn a_counted_reclaim_rests_on_the_count_of_who_placed_the_order() {
    let (room, commits) = given(ReclaimPolicy::Capped(50));
    assert!(act(&room.desk(), &from_bob()).unwrap().is_applied);
    let commit = &commits.lock().unwrap()[0];
    let expected = commit.expected.iter().find(|expected| expected.stream == StreamId::Customer(ada_id()));
    assert_eq!(expected.map(|expected| expected.revision), Some(ada().revision));
    let counted = PoolEvent::ReclaimsCounted { order: seats_order(), line: 1, count: 1 };
    let event = Event::Customer(ada_id(), RecordEvent::from(counted));
    assert!(commit.events.iter().any(|new| new.event == event), "{:?}", commit.events);
}

fn rules_of(report: &ReclaimReport) -> &'static [RuleId] {
    match &report.rows[0].result {
        ReclaimResult::Refused { rules, .. } => rules,
        other => panic!("{other:?}"),
    }
}

///
#[test]
fn a_refused_row_is_reported_and_nothing_is_written() {
    let (room, commits) = given(ReclaimPolicy::Never);
    let report = act(&room.desk(), &from_bob()).unwrap();
    assert_eq!((report.reclaimed, report.refused, report.is_applied), (0, 1, false));
    assert_eq!(rules_of(&report), [Q_02]);
    assert!(commits.lock().unwrap().is_empty());
}

///
#[test]
fn refused_rows_are_left_out_on_request() {
    let (room, commits) = given(ReclaimPolicy::Always);
    let holders = vec!["nobody@example.org".to_owned(), BOB.to_owned()];
    let mut command = from(ReclaimFrom::Holders(holders));
    assert!(!act(&room.desk(), &command).unwrap().is_applied);
    command.apply.skip_bad = true;
    let report = act(&room.desk(), &command).unwrap();
    assert_eq!((report.reclaimed, report.refused, report.is_applied), (1, 1, true));
    assert_eq!(commits.lock().unwrap().len(), 1);
}

/// IMP-23
#[test]
fn a_rehearsal_shows_the_same_rows_and_asks_the_vault_for_nothing() {
    let (room, commits) = given(ReclaimPolicy::Always);
    let command = ReclaimCommand { is_dry_run: true, ..from_bob() };
    let rehearsed = block_on(reclaim_seats(&room.desk(), &NoVault, &command)).unwrap();
    assert!(!rehearsed.is_applied && commits.lock().unwrap().is_empty());
    let done = act(&room.desk(), &from_bob()).unwrap();
    assert_eq!((rehearsed.rows, rehearsed.reclaimed), (done.rows, 1));
}

#[test]
fn without_a_key_for_the_new_code_nothing_is_written() {
    let (room, commits) = given(ReclaimPolicy::Always);
    let failure = block_on(reclaim_seats(&room.desk(), &NoVault, &from_bob())).unwrap_err();
    assert!(matches!(failure, Failure::Vault(VaultError::NoKey(_))), "{failure}");
    assert!(commits.lock().unwrap().is_empty());
}

/// REG-26, Q-10
#[test]
fn a_pending_seat_is_taken_back_by_its_id_and_nobody_loses_anything() {
    let (room, commits) = given(ReclaimPolicy::Never);
    let report = act(&room.desk(), &of_seat(SeatState::Pending)).unwrap();
    assert_eq!((report.reclaimed, report.is_applied), (1, true));
    let events = &commits.lock().unwrap()[0].events;
    assert!(
        matches!(events.as_slice(), [one] if matches!(one.event, Event::Seat(_, SeatEvent::SeatReclaimed { .. })))
    );
}

///
#[test]
fn a_seat_of_another_buyer_is_none() {
    let mut ports = MockPorts::new();
    ports.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    ports.expect_find_customer().returning(|_| Ok(Some(ada())));
    ports.expect_find_seat().returning(|_| {
        let mut row = seat_row(SeatState::Claimed, ReclaimPolicy::Always);
        row.seat.buyer = bob_id();
        Ok(Some(row))
    });
    let seat = seat_id(SeatState::Claimed);
    let which = ReclaimWhich::Seat { seat, buyer: Some(by_email(ADA)) };
    let failure = act(&Room::with(ports).desk(), &ReclaimCommand { which, ..from_bob() }).unwrap_err();
    assert!(matches!(failure, Failure::Missing { what: What::Seat, .. }), "{failure}");
}

///
#[test]
fn who_has_another_address_by_now_is_looked_for_among_all_holders() {
    let mut ports = MockPorts::new();
    ports.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_find_customer().returning(|_| Ok(Some(ada())));
    ports.expect_known_customers().returning(|_, _| Ok(Vec::new()));
    ports.expect_seats().times(1).returning(|query: &SeatQuery, _| {
        let is_everybody = query.holders.is_none();
        let row = is_everybody.then(|| {
            let mut row = seat_row(SeatState::Claimed, ReclaimPolicy::Always);
            row.holder.as_mut().unwrap().profile = None;
            row
        });
        Ok(Page { items: row.into_iter().collect(), next: None })
    });
    ports.expect_commit().times(1).returning(|_| Ok(Committed { last_sequence: 1 }));
    assert!(act(&Room::with(ports).desk(), &from_bob()).unwrap().is_applied);
}

/// REG-33
#[test]
fn a_file_names_holders_and_one_that_is_no_list_is_refused_row_by_row() {
    let (room, commits) = given(ReclaimPolicy::Always);
    let good = b"Email\nbob@example.org\n";
    let report = act(&room.desk(), &from(ReclaimFrom::File { bytes: good, reader: &Lines })).unwrap();
    assert_eq!((report.rows[0].line, report.is_applied), (Some(2), true));
    let bad = b"Address\nbob@example.org\n";
    let report = act(&room.desk(), &from(ReclaimFrom::File { bytes: bad, reader: &Lines })).unwrap();
    assert!(!report.is_applied && report.refused >= 1, "{report:?}");
    assert_eq!(commits.lock().unwrap().len(), 1);
}

/// One column, line by line.
struct Lines;

impl TableReader for Lines {
    fn read(&self, bytes: &[u8], _: &TableLimits) -> Result<Table, Vec<TableError>> {
        let mut lines = std::str::from_utf8(bytes).unwrap().lines();
        let header = vec![ColumnName::new(lines.next().unwrap())];
        let rows = (2..).zip(lines).map(|(line, text)| Row::new(line, std::iter::once(text))).collect();
        Ok(Table { header, rows })
    }
}

/// A vault without a key.
struct NoVault;

impl Vault for NoVault {
    fn new_codes(&self, _: &[SeatId]) -> Result<Vec<SealedCode>, VaultError> {
        Err(VaultError::NoKey("no key file".to_owned()))
    }

    fn reseal_code(&self, _: SeatId, _: &SealedCode) -> Result<Option<SealedCode>, VaultError> {
        Ok(None)
    }

    fn reveal_code(&self, _: SeatId, _: &SealedCode) -> Result<RegistrationCode, VaultError> {
        Err(VaultError::UnknownKey(1))
    }

    fn lookups(&self, _: &RegistrationCode) -> Result<Vec<CodeLookup>, VaultError> {
        Ok(Vec::new())
    }

    fn new_links(&self, _: usize) -> Result<Vec<LinkSecret>, VaultError> {
        Ok(Vec::new())
    }

    fn new_passwords(&self, _: usize) -> Result<Vec<Password>, VaultError> {
        Ok(Vec::new())
    }

    fn seal_for_mail(&self, _: rollbook_domain::id::MailId, _: &str) -> Result<Sealed, VaultError> {
        Err(VaultError::UnknownKey(1))
    }

    fn open_for_mail(
        &self,
        _: rollbook_domain::id::MailId,
        _: &Sealed,
    ) -> Result<zeroize::Zeroizing<String>, VaultError> {
        Err(VaultError::UnknownKey(1))
    }
}
