use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, mpsc};

use async_trait::async_trait;
use pollster::block_on;
use rollbook_domain::access::Dates;
use rollbook_domain::commit::Expected;
use rollbook_domain::enrollment::{Contract, EnrollmentEdit, LinkEnd, StateWord};
use rollbook_domain::event::StreamId;
use rollbook_domain::id::{CountingIds, SalesOrderId};
use rollbook_domain::mail::MailKind;
use rollbook_domain::plan::contracts::{Shown, SourceContract};
use rollbook_domain::port::{
    Committed, ContractPage, ContractSource, ContractSourceError, Cursor, Page, SalesOrderKey,
};
use rollbook_domain::rule::{ENR_01, ENR_02, Q_40};
use rollbook_domain::sales_order::{SalesOrder, Term};
use rollbook_domain::stamp::Revision;
use rollbook_domain::time::Moment;

use super::*;
use crate::enrollment::{BulkEdit, Whom, edit_enrollments};
use crate::order::{AssignCommand, ConfirmationMail, assign_product};
use crate::testing::faults::{
    Act, an_outage_at_each_step_ends_it, conflicts_are_tried_again_and_then_given_up,
};
use crate::testing::sales_orders::{bob_follows, order};
use crate::testing::seats::bob_id;
use crate::testing::world::{ADA, Fault, ada, ada_id, by_email, catalogue, title, world};
use crate::testing::{MockPorts, Room, code, instant, learner, new_tenant};
use crate::{Desk, Failure};

/// A source whose pages are written by the test.
struct Pages(Vec<Result<Vec<SourceContract>, ContractSourceError>>);

#[async_trait]
impl ContractSource for Pages {
    async fn contracts(&self, after: Option<&Cursor>) -> Result<ContractPage, ContractSourceError> {
        let place: usize = after.map_or(0, |cursor| cursor.as_str().parse().unwrap());
        let next = (place + 1 < self.0.len()).then(|| Cursor::new((place + 1).to_string()));
        self.0[place].clone().map(|contracts| ContractPage { contracts, next })
    }
}

fn contract(external_id: &str, number: &str, ends: &str) -> SourceContract {
    SourceContract {
        place: number.to_owned(),
        external_id: Some(external_id.to_owned()),
        number: number.to_owned(),
        client: "Northern Rail".to_owned(),
        starts: "2026-01-01".to_owned(),
        ends: ends.to_owned(),
        courses: vec!["ALG".to_owned()],
        seats: Some("2".to_owned()),
        lacks: None,
    }
}

fn source() -> Pages {
    Pages(vec![
        Ok(vec![contract("4711", "SO-1", "2026-02-15")]),
        Ok(vec![contract("4712", "SO-2", "2026-12-31")]),
    ])
}

fn new_order() -> NewSalesOrder {
    NewSalesOrder {
        number: code("SO-9"),
        external_id: Some(title("4799")),
        client: title("Southern Rail"),
        starts: Moment::parse("2026-01-01").unwrap(),
        ends: Moment::parse("2026-12-31").unwrap(),
        courses: vec!["alg".to_owned(), "ALG".to_owned()],
        seats: None,
        reason: None,
    }
}

fn ending(day: &str) -> EditCommand {
    let edit = TypedEdit { ends: Moment::parse(day).ok(), ..TypedEdit::default() };
    EditCommand { edit, ..EditCommand::default() }
}

fn linking() -> BulkEdit {
    BulkEdit {
        course: "ALG".to_owned(),
        whom: Whom::Everybody,
        state: Some(StateWord::Enrolled),
        edit: EnrollmentEdit::Link { sales_order: order().id, end: LinkEnd::Keep },
        from: None,
        reason: None,
        is_dry_run: false,
        confirmed: None,
    }
}

fn assignment() -> AssignCommand {
    AssignCommand {
        product: "algebra".to_owned(),
        price: None,
        ordered: None,
        dates: Dates::default(),
        cost: None,
        sales_order: Some("so-1".to_owned()),
        mail: ConfirmationMail::Send,
        reason: None,
    }
}

const ACTS: [(&str, Act); 5] = [
    ("add", |desk| block_on(add_sales_order(desk, new_order())).map(|_| ())),
    ("edit", |desk| block_on(edit_sales_order(desk, "SO-1", &ending("2026-02-15"))).map(|_| ())),
    ("link", |desk| block_on(edit_enrollments(desk, &linking())).map(|_| ())),
    ("assign under it", |desk| block_on(assign_product(desk, &by_email(ADA), &assignment())).map(|_| ())),
    ("synchronise", |desk| block_on(sync_sales_orders(desk, &source(), &SyncCommand::default())).map(|_| ())),
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

/// ENR-01, ENR-03
#[test]
fn whoever_links_moves_the_sales_order_and_rests_on_it_as_it_was_read() {
    for act in [ACTS[2].1, ACTS[3].1] {
        let (ports, tally) = world(Fault::Nothing);
        act(&Room::with(ports).desk()).unwrap();
        let commit = tally.written().remove(0);
        let stream = StreamId::SalesOrder(order().id);
        let rests = |one: &Expected| one.stream == stream && one.revision == order().revision;
        assert!(commit.expected.iter().any(rests), "{:?}", commit.expected);
        let kinds: Vec<_> = commit.events.iter().map(|new| new.event.kind()).collect();
        assert!(kinds.contains(&"learners_linked") && kinds.contains(&"sales_order_linked"), "{kinds:?}");
    }
}

/// ENR-01, ENR-03
#[test]
fn an_assignment_rests_on_the_sales_order_as_it_was_when_it_was_decided() {
    let (mut ports, reads) = (MockPorts::new(), AtomicU64::new(0));
    let (written, commits) = mpsc::channel();
    ports.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_find_customer().returning(|_| Ok(Some(ada())));
    ports.expect_find_sales_order().returning(move |_| {
        let revision = Revision::new(4 + reads.fetch_add(1, Ordering::Relaxed));
        Ok(Some(SalesOrder { revision, ..order() }))
    });
    ports.expect_linked_enrollments().returning(|_, _| Ok(Page { items: Vec::new(), next: None }));
    ports.expect_commit().returning(move |commit| {
        written.send(commit).unwrap();
        Ok(Committed { last_sequence: 1 })
    });
    block_on(assign_product(&Room::with(ports).desk(), &by_email(ADA), &assignment())).unwrap();
    let commit = commits.recv().unwrap();
    let stream = StreamId::SalesOrder(order().id);
    let rests = commit.expected.iter().find(|expected| expected.stream == stream);
    assert_eq!(
        rests.map(|expected| expected.revision),
        Some(Revision::new(4)),
        "others may have moved it since"
    );
}

/// ENR-01
#[test]
fn the_seats_that_are_taken_are_counted_after_the_sales_order_was_read() {
    let (mut ports, is_read) = (MockPorts::new(), Arc::new(AtomicBool::new(false)));
    let (reads, counts) = (Arc::clone(&is_read), is_read);
    ports.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_enrollments().returning(|_, _| Ok(Page { items: vec![learner::enrollment()], next: None }));
    ports.expect_find_sales_order().returning(move |_| {
        reads.store(true, Ordering::Relaxed);
        Ok(Some(order()))
    });
    ports.expect_linked_enrollments().returning(move |_, _| {
        assert!(counts.load(Ordering::Relaxed), "whoever links in between would be missed");
        Ok(Page { items: vec![bob_follows()], next: None })
    });
    ports.expect_commit().times(1).returning(|_| Ok(Committed { last_sequence: 1 }));
    block_on(edit_enrollments(&Room::with(ports).desk(), &linking())).unwrap();
}

fn with_seats(seats: u32) -> MockPorts {
    let mut ports = MockPorts::new();
    ports.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_enrollments().returning(|_, _| Ok(Page { items: vec![learner::enrollment()], next: None }));
    ports.expect_find_sales_order().returning(move |_| {
        let mut order = order();
        order.terms.seats = Some(seats);
        Ok(Some(order))
    });
    ports.expect_linked_enrollments().returning(|_, _| Ok(Page { items: vec![bob_follows()], next: None }));
    ports
}

/// ENR-02
#[test]
fn an_external_id_that_another_sales_order_has_is_given_to_none_that_is_entered_or_changed() {
    let mut ports = MockPorts::new();
    ports.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_linked_enrollments().returning(|_, _| Ok(Page { items: Vec::new(), next: None }));
    ports.expect_find_sales_order().returning(|key| {
        let mut found = order();
        if let SalesOrderKey::ExternalId(external_id) = key {
            (found.id, found.number) = (SalesOrderId::next(&CountingIds::starting_at(2)), code("SO-2"));
            found.terms.external_id = Some(external_id.clone());
        }
        Ok(Some(found))
    });
    let room = Room::with(ports);
    let refused = block_on(add_sales_order(&room.desk(), new_order())).unwrap_err();
    assert_eq!(refused.rules(), [ENR_02]);
    let edit = TypedEdit { external_id: Some(Some(title("4799"))), ..TypedEdit::default() };
    let command = EditCommand { edit, ..EditCommand::default() };
    let refused = block_on(edit_sales_order(&room.desk(), "SO-1", &command)).unwrap_err();
    assert_eq!(refused.rules(), [ENR_02]);
    assert!(refused.to_string().contains("SO-2"), "{refused}");
}

/// ENR-01
#[test]
fn nobody_is_linked_where_the_seats_do_not_suffice() {
    let refused = block_on(edit_enrollments(&Room::with(with_seats(1)).desk(), &linking())).unwrap_err();
    assert_eq!(refused.rules(), [ENR_01]);
    assert!(refused.to_string().contains("1 seats, 1 of them taken, and 1 more"), "{refused}");
    let dry = BulkEdit { is_dry_run: true, ..linking() };
    let refused = block_on(edit_enrollments(&Room::with(with_seats(1)).desk(), &dry)).unwrap_err();
    assert_eq!(refused.rules(), [ENR_01], "a dry run says so as well");
}

/// ENR-01
#[test]
fn the_seat_of_who_was_erased_is_free() {
    let mut ports = MockPorts::new();
    ports.expect_find_sales_order().returning(|_| {
        let mut order = order();
        order.terms.seats = Some(1);
        Ok(Some(order))
    });
    ports.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_enrollments().returning(|_, _| Ok(Page { items: vec![learner::enrollment()], next: None }));
    ports.expect_linked_enrollments().returning(|_, _| {
        let mut erased = bob_follows();
        erased.row.profile = None;
        Ok(Page { items: vec![erased], next: None })
    });
    ports.expect_commit().times(1).returning(|_| Ok(Committed { last_sequence: 1 }));
    let room = Room::with(ports);
    assert!(block_on(edit_enrollments(&room.desk(), &linking())).unwrap().is_applied);
    assert_eq!(block_on(show_sales_order(&room.desk(), "SO-1")).unwrap().taken, 0);
    let day = Moment::parse("2026-02-15").unwrap();
    assert_eq!(block_on(what_if_ended(&room.desk(), "SO-1", day)).unwrap().effects, []);
}

/// Q-40, SIM-01
#[test]
fn a_contract_change_names_who_loses_access_and_a_rehearsal_commits_nothing() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let day = Moment::parse("2026-02-15").unwrap();
    let rehearsed = block_on(what_if_ended(&room.desk(), "SO-1", day)).unwrap();
    assert_eq!((tally.commits(), rehearsed.is_applied), (0, false));
    let changed = block_on(edit_sales_order(&room.desk(), "SO-1", &ending("2026-02-15"))).unwrap();
    assert!(changed.is_applied);
    assert_eq!((&changed.effects, changed.fingerprint), (&rehearsed.effects, rehearsed.fingerprint));
    let [only] = changed.effects.as_slice() else { panic!("{:?}", changed.effects) };
    assert_eq!((only.effect.customer, only.course.clone()), (bob_id(), Some(code("ALG"))));
    assert_eq!(
        (only.effect.before.state, only.effect.after.state),
        (Some(StateWord::Enrolled), Some(StateWord::Expired))
    );
    let kinds: Vec<_> = tally.written()[0].events.iter().map(|new| new.event.kind()).collect();
    assert_eq!(kinds, ["sales_order_edited"], "nothing is written about those who follow");
}

///
#[test]
fn an_extended_contract_tells_each_learner_who_comes_back_in_its_own_commit() {
    let mut ended = order();
    ended.terms.term = Term::parse(instant("2026-01-01T00:00:00Z"), instant("2026-02-15T00:00:00Z")).unwrap();
    let mut bob = bob_follows();
    bob.row.facts[0].follow(|_| Some(Contract::of(&ended)));
    let mut erased = bob.clone();
    (erased.row.customer, erased.row.profile) = (ada_id(), None);
    let (tally, mut ports) = (Arc::new(Mutex::new(Vec::new())), MockPorts::new());
    let written = Arc::clone(&tally);
    ports.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_find_sales_order().returning(move |_| Ok(Some(ended.clone())));
    ports
        .expect_linked_enrollments()
        .returning(move |_, _| Ok(Page { items: vec![bob.clone(), erased.clone()], next: None }));
    ports.expect_commit().returning(move |commit| {
        written.lock().unwrap().push(commit);
        Ok(Committed { last_sequence: 1 })
    });
    let room = Room::with(ports);
    block_on(edit_sales_order(&room.desk(), "SO-1", &ending("2026-02-20"))).unwrap();
    assert_eq!(tally.lock().unwrap().remove(0).mails, [], "over is over, a few days later or not");
    block_on(edit_sales_order(&room.desk(), "SO-1", &ending("2026-12-31"))).unwrap();
    let commit = tally.lock().unwrap().remove(0);
    let [mail] = &commit.mails[..] else { panic!("{:?}", commit.mails) };
    assert_eq!((mail.kind, mail.customer), (MailKind::AccessReturned, Some(bob_id())));
    let [course] = &mail.facts.courses[..] else { panic!("{:?}", mail.facts.courses.len()) };
    assert_eq!((course.title.as_str(), course.ends_at), ("Algebra", Some(instant("2027-01-01T00:00:00Z"))));
    let rests = |one: &Expected| one.stream == StreamId::Customer(bob_id());
    assert!(commit.expected.iter().any(rests), "{:?}", commit.expected);
}

///
#[test]
fn a_confirmed_number_or_a_fingerprint_that_is_another_stops_the_change() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let shown = Shown { confirmed: Some(2), fingerprint: None };
    let command = EditCommand { shown, ..ending("2026-02-15") };
    let refused = block_on(edit_sales_order(&room.desk(), "SO-1", &command)).unwrap_err();
    assert_eq!(refused.rules(), [Q_40]);
    let other = block_on(what_if_ended(&room.desk(), "SO-1", Moment::parse("2026-02-16").unwrap())).unwrap();
    let shown = Shown { confirmed: Some(1), fingerprint: Some(other.fingerprint) };
    let synchronising = SyncCommand { shown, ..SyncCommand::default() };
    let refused = block_on(sync_sales_orders(&room.desk(), &source(), &synchronising)).unwrap_err();
    assert_eq!((refused.rules(), tally.commits()), ([Q_40].as_slice(), 0));
}

/// ENR-02, Q-40
#[test]
fn synchronising_is_one_commit_over_every_page_of_the_source() {
    let (ports, tally) = world(Fault::Nothing);
    let report =
        block_on(sync_sales_orders(&Room::with(ports).desk(), &source(), &SyncCommand::default())).unwrap();
    assert!(report.is_applied);
    assert_eq!(report.effects.len(), 1);
    let [commit] = tally.written().try_into().unwrap();
    let kinds: Vec<_> = commit.events.iter().map(|new| new.event.kind()).collect();
    assert_eq!(kinds, ["sales_order_edited", "sales_order_added"]);
}

/// ENR-02
#[test]
fn a_source_that_breaks_off_changes_nothing_and_nothing_is_called_vanished() {
    let gone = ContractSourceError::Unavailable("the line is dead".to_owned());
    let broken = Pages(vec![Ok(vec![contract("4712", "SO-2", "2026-12-31")]), Err(gone.clone())]);
    let mut ports = MockPorts::new();
    ports.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    let room = Room::with(ports);
    let attempt = |desk: &Desk<'_>, is_dry_run| {
        let command = SyncCommand { is_dry_run, ..SyncCommand::default() };
        block_on(sync_sales_orders(desk, &broken, &command))
    };
    for is_dry_run in [true, false] {
        let failure = attempt(&room.desk(), is_dry_run).unwrap_err();
        assert!(matches!(&failure, Failure::Source(error) if *error == gone), "{failure}");
    }
}
