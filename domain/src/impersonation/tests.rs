use super::*;
use crate::actor::{Actor, Channel, Role};
use crate::customer::{
    AddCustomer, Customer, CustomerEvent, Identity, Origin, Profile, Status, StatusWord, add,
};
use crate::email::EmailAddress;
use crate::id::CountingIds;
use crate::refusal::{Outcome, Refusal};
use crate::rule::{AUD_06, AUD_07};
use crate::stamp::Revision;
use crate::text::{Note, PersonName};

const MINUTE: i64 = 60_000_000;

fn at(micros: i64) -> Instant {
    Instant::from_micros(micros).unwrap()
}

fn stamp(micros: i64) -> Stamp {
    let note = Some(Note::parse("cannot open the quiz").unwrap());
    let (position, at) = (Revision::new(2), at(micros));
    Stamp { position, effective_at: at, recorded_at: at, actor: "grace".into(), note }
}

fn grace() -> Actor {
    Actor::administrator("grace", Channel::Console)
}

fn ada() -> Customer {
    let name = |text| PersonName::parse(text).unwrap();
    let profile =
        Profile::new(name("Ada"), name("Lovelace"), EmailAddress::parse("ada@example.org").unwrap());
    let command = AddCustomer { profile, origin: Origin::Admin, must_change_password: false };
    let added = add(command, None, None).unwrap();
    Customer::from_first(CustomerId::next(&CountingIds::default()), &added[0], &stamp(0)).unwrap()
}

fn with_status(status: Status) -> Customer {
    let mut customer = ada();
    customer.apply(&CustomerEvent::StatusChanged { status }, &stamp(0));
    customer
}

fn id() -> ImpersonationId {
    ImpersonationId::next(&CountingIds::starting_at(70))
}

fn begun() -> Impersonation {
    let event = start(&ada(), &grace(), true, id(), at(0)).unwrap();
    Impersonation::from_first(ada().id, &event, &stamp(0)).unwrap()
}

/// AUD-06
#[test]
fn an_impersonation_lasts_half_an_hour_and_not_a_microsecond_longer() {
    let begun = begun();
    for (micros, is_open) in [(0, true), (30 * MINUTE - 1, true), (30 * MINUTE, false), (31 * MINUTE, false)]
    {
        assert_eq!(begun.is_open_at(at(micros)), is_open, "{micros}");
        assert_eq!(go_on(&begun, &ada(), &grace(), at(micros)).is_ok(), is_open, "{micros}");
    }
    let over = go_on(&begun, &ada(), &grace(), at(30 * MINUTE)).unwrap_err();
    assert_eq!(over, ImpersonationRefused::Over { impersonation: id(), at: at(30 * MINUTE) });
    assert_eq!(over.rules(), [AUD_06]);
}

/// AUD-06
#[test]
fn an_impersonation_is_not_open_before_it_began() {
    let begun = Impersonation { stamp: stamp(5 * MINUTE), ..begun() };
    assert!(!begun.is_open_at(at(5 * MINUTE - 1)) && begun.is_open_at(at(5 * MINUTE)));
    assert!(go_on(&begun, &ada(), &grace(), at(0)).is_err());
}

/// AUD-05: what is done under it carries who, for whom, and which impersonation.
#[test]
fn the_actor_under_an_impersonation_names_both_people_and_the_impersonation() {
    let actor = go_on(&begun(), &ada(), &grace(), at(MINUTE)).unwrap();
    assert_eq!(
        (actor.name.as_str(), actor.on_behalf_of, actor.impersonation),
        ("grace", Some(ada().id), Some(id()))
    );
    let written = serde_json::to_string(&actor).unwrap();
    assert_eq!(serde_json::from_str::<Actor>(&written).unwrap(), actor);
    assert!(written.contains(&id().to_string()));
    assert!(!serde_json::to_string(&grace()).unwrap().contains("impersonation"));
}

/// AUD-06
#[test]
fn only_an_administrator_with_the_right_begins_one_and_nobody_within_another() {
    let refused = |actor: &Actor, is_permitted| start(&ada(), actor, is_permitted, id(), at(0)).unwrap_err();
    assert_eq!(refused(&grace(), false), ImpersonationRefused::NotPermitted("grace".to_owned()));
    for role in [Role::Customer, Role::System] {
        let actor = Actor { role, ..grace() };
        assert!(matches!(refused(&actor, true), ImpersonationRefused::NotPermitted(_)));
    }
    let within = go_on(&begun(), &ada(), &grace(), at(1)).unwrap();
    assert_eq!(refused(&within, true), ImpersonationRefused::Nested(id()));
    assert_eq!(refused(&within, true).rules(), [AUD_06]);
}

/// AUD-06
#[test]
fn an_impersonation_is_no_one_else_s() {
    let mallory = Actor::administrator("mallory", Channel::Cli);
    let refused = go_on(&begun(), &ada(), &mallory, at(1)).unwrap_err();
    assert!(matches!(refused, ImpersonationRefused::AnotherPerson { ref by, .. } if by == "grace"));
    assert!(end(&begun(), &mallory, at(1)).is_err());
}

/// AUD-06
#[test]
fn one_that_was_ended_is_over_at_once_and_ending_it_again_changes_nothing() {
    let mut begun = begun();
    let (outcome, events) = end(&begun, &grace(), at(5 * MINUTE)).unwrap();
    assert_eq!((outcome, events.len()), (Outcome::Applied, 1));
    begun.apply(&events[0], &stamp(5 * MINUTE));
    assert!(!begun.is_open_at(at(5 * MINUTE)));
    let over = go_on(&begun, &ada(), &grace(), at(6 * MINUTE)).unwrap_err();
    assert_eq!(over, ImpersonationRefused::Over { impersonation: id(), at: at(5 * MINUTE) });
    assert_eq!(end(&begun, &grace(), at(6 * MINUTE)).unwrap(), (Outcome::Unchanged, Vec::new()));
}

/// AUD-07
#[test]
fn an_erased_customer_is_impersonated_by_nobody() {
    let erased = Customer { identity: Identity::Erased { at: at(0) }, ..ada() };
    let refused = start(&erased, &grace(), true, id(), at(0)).unwrap_err();
    assert_eq!(refused, ImpersonationRefused::Erased(erased.id));
    assert_eq!(refused.rules()[0], AUD_07);
    assert_eq!(go_on(&begun(), &erased, &grace(), at(1)), Err(ImpersonationRefused::Erased(erased.id)));
}

/// AUD-07
#[test]
fn an_inactive_or_locked_customer_is_looked_at_and_not_changed() {
    for (status, word) in
        [(Status::Inactive, StatusWord::Inactive), (Status::Locked { automatic: None }, StatusWord::Locked)]
    {
        let customer = with_status(status);
        assert!(start(&customer, &grace(), true, id(), at(1)).is_ok());
        let refused = may_do(Act::OwnAffairs, &customer, at(1)).unwrap_err();
        assert_eq!(refused, ImpersonationRefused::ReadOnly { customer: customer.id, status: word });
        assert_eq!(refused.rules(), [AUD_07]);
    }
}

/// AUD-06
#[test]
fn own_affairs_may_be_done_and_nothing_that_reaches_further() {
    assert_eq!(may_do(Act::OwnAffairs, &ada(), at(1)), Ok(()));
    for act in [Act::Account, Act::Payment, Act::Impersonation, Act::Administration] {
        let refused = may_do(act, &ada(), at(1)).unwrap_err();
        assert!(matches!(refused, ImpersonationRefused::Barred(_)), "{act:?}");
        assert_eq!(refused.rules(), [AUD_06]);
    }
}
