use super::*;
use crate::customer::{CustomerEvent, MembershipSource, Origin};
use crate::record::RecordEvent;
use crate::secret::PasswordHash;

fn events(given: Given) -> Vec<RecordEvent> {
    given.into_events(None, Vec::new()).collect()
}

fn joined(events: &[RecordEvent]) -> Vec<GroupId> {
    let of_event = |event: &RecordEvent| match event {
        RecordEvent::Customer(CustomerEvent::GroupJoined { group, source: MembershipSource::Inherited }) => {
            Some(*group)
        }
        _ => None,
    };
    events.iter().filter_map(of_event).collect()
}

/// REG-11, REG-13, Q-24
#[test]
fn somebody_without_an_account_gets_one_and_the_access_in_it() {
    let mut plan = Office::with(1).plan_profiles(&["ada"]);
    let given = plan.given.remove(0);
    assert!(given.is_new() && given.needs_credentials);
    assert_eq!((given.revision, given.claim), (Revision::NONE, 1));
    let learner = given.learner;
    let SeatEvent::SeatClaimed { holder, grant, .. } = given.claimed else { panic!() };
    assert_eq!(holder, learner);
    let events = events(given);
    let [RecordEvent::Customer(CustomerEvent::CustomerAdded { origin, .. }), RecordEvent::Access(granted)] =
        events.as_slice()
    else {
        panic!("{events:?}")
    };
    assert_eq!((*origin, granted.grant()), (Origin::CodeHolder, grant));
}

/// REG-40, Q-21
#[test]
fn an_account_that_is_there_gets_the_access_and_nothing_else_of_it_changes() {
    let mut office = Office::with(1);
    office.accounts = vec![Account::of(10, "ada")];
    let other_name = Profile { first_name: PersonName::parse("Augusta").unwrap(), ..profile("ada") };
    let mut plan = office.plan(&AssignTo::profiles([other_name]));
    assert_eq!((plan.counts.created, plan.counts.existing), (0, 1));
    let given = plan.given.remove(0);
    assert_eq!((given.learner, given.revision), (customer(10), Revision::new(5)));
    assert!(!given.is_new() && !given.needs_credentials);
    assert_eq!(given.profile.reveal().first_name.as_str(), "ada");
    let events = events(given);
    assert!(matches!(events.as_slice(), [RecordEvent::Access(_)]), "{events:?}");
}

///
#[test]
fn an_account_that_never_had_a_password_is_given_a_way_in() {
    let mut office = Office::with(1);
    office.accounts = vec![Account { has_password: false, ..Account::of(10, "ada") }];
    assert!(office.plan_profiles(&["ada"]).given[0].needs_credentials);
}

/// REG-11, REG-19
#[test]
fn a_password_that_the_buyer_chose_is_set_before_anything_else() {
    let mut plan = Office::with(1).plan_profiles(&["ada"]);
    let hash = PasswordHash::from_stored("hash");
    let events: Vec<_> = plan.given.remove(0).into_events(Some(hash), Vec::new()).collect();
    assert!(matches!(
        &events[1],
        RecordEvent::Customer(CustomerEvent::PasswordSet { hash: Some(_), must_change: false })
    ));
}

/// GRP-10
#[test]
fn groups_marked_inherit_pass_from_the_buyer_to_the_learner() {
    let mut office = Office::with(2);
    office.groups = vec![group(1, true), group(2, false), group(3, true), group(4, true)];
    office.buyer_groups = office.groups[..3].iter().map(|group| group.id).collect();
    office.accounts = vec![Account { groups: vec![group(3, true).id], ..Account::of(10, "alan") }];
    let mut given = office.plan_profiles(&["ada", "alan"]).given.into_iter();
    assert_eq!(joined(&events(given.next().unwrap())), [group(1, true).id, group(3, true).id]);
    assert_eq!(joined(&events(given.next().unwrap())), [group(1, true).id]);
}

///
#[test]
fn a_buyer_may_take_one_of_their_own_seats() {
    let mut office = Office::with(2);
    office.accounts = vec![Account::of(1, "office")];
    let plan = office.plan_profiles(&["office"]);
    assert_eq!((results(&plan), plan.given[0].learner), (vec![AssignResult::Assigned], customer(1)));
}

/// MAIL-03
#[test]
fn a_window_that_a_first_launch_will_fix_is_not_told() {
    let mut office = Office::with(1);
    assert!(office.plan_profiles(&["ada"]).given[0].window.is_some());
    office.pool.terms.term = SeatTerm::Purchase {
        window: AccessWindow::unending_from(now()),
        from_first_launch: Some(crate::time::AccessDuration::parse("10 days").unwrap()),
    };
    assert_eq!(office.plan_profiles(&["ada"]).given[0].window, None);
}
