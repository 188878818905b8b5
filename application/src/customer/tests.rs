use mockall::Sequence;
use pollster::block_on;
use rollbook_domain::customer::{
    AddCustomer, CustomerEvent, CustomerRefused, EditProfile, Origin, Status, StatusWord,
};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::port::{
    CommitError, Committed, CountingVault, CustomerKey, CustomerQuery, Page, PageRequest,
    PasswordHasherError, StoreError, UniqueFact,
};
use rollbook_domain::record::RecordEvent;
use rollbook_domain::refusal::Outcome;
use rollbook_domain::rule::{CUS_29, Q_33};
use rollbook_domain::secret::PasswordHash;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::Note;

use super::*;
use crate::testing::faults::{
    Act, an_outage_at_each_step_ends_it, conflicts_are_tried_again_and_then_given_up,
};
use crate::testing::world::{
    ADA, Fault, ada, ada_id, by_email, catalogue, day, email, known_ada, night, profile, world,
};
use crate::testing::{MockHasher, MockPorts, Room, code, moved, new_tenant, now, outage, taken};
use crate::{Desk, Failure, What};

fn new_account(address: &str) -> AddCustomer {
    AddCustomer { profile: profile(address), origin: Origin::Admin, must_change_password: false }
}

fn hasher() -> MockHasher {
    let mut hasher = MockHasher::new();
    hasher
        .expect_hash_many()
        .times(1)
        .returning(|_| Ok(vec![PasswordHash::from_stored("$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA")]));
    hasher
}

const GOOD: &str = "correct horse battery staple";

fn password(desk: &Desk<'_>, hasher: &MockHasher, typed: &str) -> Result<Outcome, Failure> {
    let command = NewPassword { typed, must_change: false };
    block_on(set_password(desk, hasher, &by_email(ADA), command)).map(|change| change.outcome)
}

const ACTS: [(&str, Act); 9] = [
    ("add", |desk| block_on(add_customer(desk, new_account("grace@example.org"), None)).map(|_| ())),
    ("edit", |desk| {
        let command = EditProfile { email: Some(email("countess@example.org")), ..Default::default() };
        block_on(edit_customer(desk, &by_email(ADA), command, None)).map(|_| ())
    }),
    ("status", |desk| {
        block_on(change_customer_status(desk, &by_email(ADA), Status::Inactive, None)).map(|_| ())
    }),
    ("tax exemption", |desk| block_on(set_tax_exemption(desk, &by_email(ADA), true, None)).map(|_| ())),
    ("password", |desk| {
        let mut hasher = MockHasher::new();
        hasher.expect_hash_many().returning(|_| Ok(vec![PasswordHash::from_stored("$argon2id$")]));
        password(desk, &hasher, GOOD).map(|_| ())
    }),
    ("password link", |desk| {
        block_on(send_password_link(desk, &CountingVault::default(), &by_email(ADA))).map(|_| ())
    }),
    ("automatic lock", |desk| {
        block_on(lock_automatically(desk, &CountingVault::default(), &by_email(ADA), "LOCK-02", None))
            .map(|_| ())
    }),
    ("expiry", |desk| block_on(expire_passwords_after(desk, &by_email(ADA), Some(30))).map(|_| ())),
    ("groups", |desk| {
        let changes = GroupChanges { add: vec!["day".into()], remove: vec!["night".into()] };
        block_on(change_customer_groups(desk, &by_email(ADA), &changes)).map(|_| ())
    }),
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

/// CUS-29
#[test]
fn two_who_take_one_email_at_once_end_in_a_refusal_that_names_the_holder() {
    let mut ports = MockPorts::new();
    let mut order = Sequence::new();
    ports.expect_tenant_state().returning(|| Ok(Some(new_tenant())));
    ports.expect_known_customers().times(1).in_sequence(&mut order).returning(|_, _| Ok(Vec::new()));
    ports
        .expect_commit()
        .times(1)
        .in_sequence(&mut order)
        .returning(|_| Err(taken(UniqueFact::CustomerEmail)));
    ports.expect_known_customers().times(1).in_sequence(&mut order).returning(|_, _| Ok(vec![known_ada()]));
    let room = Room::with(ports);
    let failure = block_on(add_customer(&room.desk(), new_account("ADA@example.org"), None)).unwrap_err();
    assert!(matches!(&failure, Failure::Refused(_)), "{failure:?}");
    assert!(failure.rules().contains(&CUS_29));
    assert!(failure.to_string().contains(&ada_id().to_string()));
}

/// CUS-29, Q-38
#[test]
fn an_edit_to_a_code_that_was_taken_meanwhile_ends_in_a_refusal() {
    let mut ports = MockPorts::new();
    let mut order = Sequence::new();
    let grace = || rollbook_domain::id::CustomerId::next(&rollbook_domain::id::CountingIds::starting_at(9));
    ports.expect_find_customer().times(2).returning(|_| Ok(Some(ada())));
    ports.expect_known_customers().times(1).in_sequence(&mut order).returning(|_, _| Ok(Vec::new()));
    ports
        .expect_commit()
        .times(1)
        .in_sequence(&mut order)
        .returning(|_| Err(taken(UniqueFact::CustomerCode)));
    ports.expect_known_customers().times(1).in_sequence(&mut order).returning(move |_, _| {
        let held = Some(code("e-7"));
        Ok(vec![rollbook_domain::port::KnownCustomer { id: grace(), code: held, ..known_ada() }])
    });
    let room = Room::with(ports);
    let command = EditProfile { code: Some(Some(code("E-7"))), ..Default::default() };
    let failure = block_on(edit_customer(&room.desk(), &by_email(ADA), command, None)).unwrap_err();
    assert!(failure.to_string().contains(&grace().to_string()), "{failure}");
}

/// CUS-29
#[test]
fn an_email_that_is_taken_is_refused_without_a_commit() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let failure = block_on(add_customer(&room.desk(), new_account(ADA), None)).unwrap_err();
    assert!(matches!(failure, Failure::Refused(_)));
    assert_eq!(tally.commits(), 0);
}

/// CUS-29
#[test]
fn a_customer_code_that_is_taken_is_not_mistaken_for_an_email_that_is() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let mut command = new_account("grace@example.org");
    command.profile.code = Some(code("e-1"));
    let failure = block_on(add_customer(&room.desk(), command, None)).unwrap_err();
    assert_eq!(failure.to_string(), CustomerRefused::CodeTaken(ada_id()).to_string());
    assert_eq!(tally.commits(), 0);
}

#[test]
fn nothing_is_added_to_a_tenant_that_does_not_exist() {
    let mut ports = MockPorts::new();
    ports.expect_tenant_state().returning(|| Ok(None));
    let room = Room::with(ports);
    let failure = block_on(add_customer(&room.desk(), new_account(ADA), None)).unwrap_err();
    assert!(matches!(failure, Failure::Missing { what: What::Tenant, .. }));
}

#[test]
fn a_customer_who_does_not_exist_is_named_as_typed() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    for (key, typed) in
        [(by_email("nobody@example.org"), "nobody@example.org"), (CustomerKey::Code(code("E-99")), "E-99")]
    {
        let failure =
            block_on(change_customer_status(&room.desk(), &key, Status::Inactive, None)).unwrap_err();
        let Failure::Missing { what: What::Customer, key } = failure else { panic!("{failure:?}") };
        assert_eq!(key, typed);
    }
    assert_eq!(tally.commits(), 0);
}

/// CUS-16
#[test]
fn a_change_rests_on_the_revision_read_and_carries_actor_instant_and_reason() {
    let mut ports = MockPorts::new();
    ports.expect_find_customer().returning(|_| Ok(Some(ada())));
    ports.expect_commit().times(1).returning(|commit| {
        assert_eq!(commit.recorded_at, now());
        assert_eq!(commit.actor.name, "tester");
        let [expected] = commit.expected.as_slice() else { panic!("{:?}", commit.expected) };
        assert_eq!((expected.stream, expected.revision), (StreamId::Customer(ada_id()), Revision::new(2)));
        let [new] = commit.events.as_slice() else { panic!("{:?}", commit.events) };
        let event = RecordEvent::Customer(CustomerEvent::StatusChanged { status: Status::Inactive });
        assert_eq!(new.event, Event::Customer(ada_id(), event));
        assert_eq!(new.note.as_ref().map(Note::as_str), Some("left the company"));
        Ok(Committed { last_sequence: 3 })
    });
    let room = Room::with(ports);
    let reason = Note::parse("left the company").ok();
    let change =
        block_on(change_customer_status(&room.desk(), &by_email(ADA), Status::Inactive, reason)).unwrap();
    assert_eq!((change.id, change.outcome), (ada_id(), Outcome::Applied));
}

#[test]
fn what_is_so_already_is_reported_as_unchanged_and_not_committed() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let (desk, key) = (room.desk(), by_email(ADA));
    let status = block_on(change_customer_status(&desk, &key, Status::Active, None)).unwrap();
    let exemption = block_on(set_tax_exemption(&desk, &key, false, None)).unwrap();
    let edit = block_on(edit_customer(&desk, &key, EditProfile::default(), None)).unwrap();
    let joined = GroupChanges { add: vec!["NIGHT".into()], ..Default::default() };
    let groups = block_on(change_customer_groups(&desk, &key, &joined)).unwrap();
    for change in [status, exemption, edit, groups] {
        assert_eq!(change.outcome, Outcome::Unchanged);
    }
    assert_eq!(tally.commits(), 0);
}

///
#[test]
fn a_password_that_is_too_short_is_refused_before_anything_is_hashed() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let failure = password(&room.desk(), &MockHasher::new(), "short").unwrap_err();
    assert_eq!(failure.rules(), &[Q_33]);
    assert!(!failure.to_string().contains("short"), "{failure}");
    assert_eq!(tally.commits(), 0);
}

#[test]
fn a_password_is_hashed_once_however_often_the_commit_is_tried() {
    let (ports, tally) = world(Fault::MovedTimes(5));
    let room = Room::with(ports);
    assert_eq!(password(&room.desk(), &hasher(), GOOD).unwrap(), Outcome::Applied);
    assert_eq!((tally.commits(), tally.done()), (6, 1));
}

#[test]
fn no_password_is_hashed_for_a_customer_who_does_not_exist() {
    let (ports, _) = world(Fault::Nothing);
    let room = Room::with(ports);
    let command = NewPassword { typed: GOOD, must_change: false };
    let key = by_email("nobody@example.org");
    let failure = block_on(set_password(&room.desk(), &MockHasher::new(), &key, command)).unwrap_err();
    assert!(matches!(failure, Failure::Missing { .. }));
}

#[test]
fn a_machine_that_cannot_hash_is_said_and_nothing_is_committed() {
    for answer in [Err(PasswordHasherError("no memory".to_owned())), Ok(Vec::new())] {
        let (ports, tally) = world(Fault::Nothing);
        let mut hasher = MockHasher::new();
        hasher.expect_hash_many().returning(move |_| answer.clone());
        let failure = password(&Room::with(ports).desk(), &hasher, GOOD).unwrap_err();
        assert!(matches!(failure, Failure::Hasher(_)), "{failure:?}");
        assert_eq!(tally.commits(), 0);
    }
}

/// GRP-02
#[test]
fn groups_are_joined_and_left_in_one_commit() {
    let mut ports = MockPorts::new();
    ports.expect_find_customer().returning(|_| Ok(Some(ada())));
    ports.expect_groups().returning(|| Ok(vec![day(), night()]));
    ports.expect_commit().times(1).returning(|commit| {
        let kinds: Vec<_> = commit.events.iter().map(|new| new.event.kind()).collect();
        assert_eq!(kinds, ["group_joined", "group_left"]);
        Ok(Committed { last_sequence: 4 })
    });
    let room = Room::with(ports);
    let twice = vec!["day".to_owned(), day().id.to_string()];
    let changes = GroupChanges { add: twice, remove: vec!["NIGHT".into()] };
    let change = block_on(change_customer_groups(&room.desk(), &by_email(ADA), &changes)).unwrap();
    assert_eq!(change.outcome, Outcome::Applied);
}

/// GRP-02
#[test]
fn leaving_a_group_one_is_not_in_is_refused_and_the_others_are_not_joined_either() {
    let (ports, tally) = world(Fault::Nothing);
    let room = Room::with(ports);
    let changes = GroupChanges { add: Vec::new(), remove: vec!["NIGHT".into(), "DAY".into()] };
    let failure = block_on(change_customer_groups(&room.desk(), &by_email(ADA), &changes)).unwrap_err();
    assert!(matches!(failure, Failure::Refused(_)));
    assert_eq!(tally.commits(), 0);
}

/// CUS-06
#[test]
fn a_filter_names_groups_and_products_by_code_and_hands_everything_else_on() {
    let mut ports = MockPorts::new();
    ports.expect_groups().returning(|| Ok(vec![day(), night()]));
    ports.expect_catalogue().returning(|| Ok(catalogue()));
    ports.expect_list_customers().times(1).returning(|query, page| {
        let expected = CustomerQuery {
            status: Some(StatusWord::Locked),
            group: Some(night().id),
            product: Some(catalogue().products()[0].id),
            origin: Some(Origin::Import),
            created_from: Some(now()),
            created_before: Some(now()),
            text: Some("ada".to_owned()),
            customers: None,
        };
        assert_eq!((query, page.limit), (&expected, 7));
        Ok(Page { items: Vec::new(), next: None })
    });
    let room = Room::with(ports);
    let filter = CustomerFilter {
        text: Some("ada".to_owned()),
        status: Some(StatusWord::Locked),
        group: Some("night".to_owned()),
        product: Some("Algebra".to_owned()),
        origin: Some(Origin::Import),
        created_from: Some(now()),
        created_before: Some(now()),
    };
    block_on(list_customers(&room.desk(), filter, &PageRequest::first(7))).unwrap();
}

/// CUS-06
#[test]
fn a_filter_that_names_what_does_not_exist_finds_that_out() {
    let (ports, _) = world(Fault::Nothing);
    let room = Room::with(ports);
    let page = PageRequest::first(7);
    let filter = CustomerFilter { group: Some("NOON".to_owned()), ..Default::default() };
    let failure = block_on(list_customers(&room.desk(), filter, &page)).unwrap_err();
    assert!(matches!(failure, Failure::Missing { what: What::Group, .. }));
    let filter = CustomerFilter { product: Some("NOTHING".to_owned()), ..Default::default() };
    let failure = block_on(list_customers(&room.desk(), filter, &page)).unwrap_err();
    assert!(matches!(failure, Failure::Missing { what: What::Product, .. }));
}

/// AUD-02
#[test]
fn activity_is_asked_for_by_the_stream_of_the_customer() {
    let mut ports = MockPorts::new();
    ports.expect_find_customer().returning(|_| Ok(Some(ada())));
    ports.expect_activity().times(1).returning(|query, _| {
        assert_eq!((query.stream, query.is_newest_first), (Some(StreamId::Customer(ada_id())), true));
        Ok(Page { items: Vec::new(), next: None })
    });
    let room = Room::with(ports);
    block_on(customer_activity(&room.desk(), &by_email(ADA), true, &PageRequest::first(7))).unwrap();
}

fn lost_answer(found: Result<Option<Committed>, StoreError>) -> Result<Outcome, Failure> {
    let mut ports = MockPorts::new();
    ports.expect_find_customer().returning(|_| Ok(Some(ada())));
    ports
        .expect_commit()
        .times(1)
        .returning(|_| Err(CommitError::Store(StoreError::UnknownOutcome("the line broke".to_owned()))));
    ports.expect_find_commit().times(1).returning(move |_| found.clone());
    let room = Room::with(ports);
    block_on(set_tax_exemption(&room.desk(), &by_email(ADA), true, None)).map(|change| change.outcome)
}

#[test]
fn a_commit_whose_answer_was_lost_is_asked_after_and_never_sent_again() {
    assert_eq!(lost_answer(Ok(Some(Committed { last_sequence: 3 }))).unwrap(), Outcome::Applied);
    let not_done = lost_answer(Ok(None)).unwrap_err();
    assert!(matches!(not_done, Failure::Store(StoreError::UnknownOutcome(_))), "{not_done:?}");
    let still_out = lost_answer(Err(outage())).unwrap_err();
    assert!(matches!(still_out, Failure::Store(StoreError::UnknownOutcome(_))), "{still_out:?}");
}

#[test]
fn a_record_that_is_gone_at_the_second_try_is_missing() {
    let mut ports = MockPorts::new();
    let mut order = Sequence::new();
    ports.expect_find_customer().times(1).in_sequence(&mut order).returning(|_| Ok(Some(ada())));
    ports.expect_commit().times(1).in_sequence(&mut order).returning(|_| Err(moved(ada_id())));
    ports.expect_find_customer().times(1).in_sequence(&mut order).returning(|_| Ok(None));
    let room = Room::with(ports);
    let failure = block_on(set_tax_exemption(&room.desk(), &by_email(ADA), true, None)).unwrap_err();
    assert!(matches!(failure, Failure::Missing { what: What::Customer, .. }));
}
