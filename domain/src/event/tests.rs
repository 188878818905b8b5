use super::*;
use crate::access::{AccessEvent, AccessWindow};
use crate::customer::{CustomerEvent, LinkPurpose, MembershipSource, Origin, ProfileField};
use crate::enrollment::EnrollmentEvent;
use crate::id::{CountingIds, GrantId, ImpersonationId, OrderId};
use crate::impersonation::{Act, ImpersonationEvent};
use crate::order::OrderEvent;
use crate::seat::ClaimWay;
use crate::secret::LinkHash;
use crate::time::Instant;

/// Two customers, of whom the first is impersonated and answers for a seat.
struct Given {
    ids: CountingIds,
    ada: CustomerId,
    bob: CustomerId,
    seat: SeatId,
}

impl Given {
    fn new() -> Self {
        let ids = CountingIds::default();
        let (ada, bob) = (CustomerId::next(&ids), CustomerId::next(&ids));
        let seat = SeatId::next(&ids);
        Self { ids, ada, bob, seat }
    }

    fn of_ada(&self, event: impl Into<RecordEvent>) -> Event {
        Event::Customer(self.ada, event.into())
    }

    fn of_bob(&self, event: impl Into<RecordEvent>) -> Event {
        Event::Customer(self.bob, event.into())
    }

    fn a_seat(&self) -> Event {
        Event::Seat(self.seat, SeatEvent::CodeResealed { code: None })
    }

    fn an_order(&self) -> Event {
        self.of_ada(OrderEvent::OrderCancelled { order: OrderId::next(&self.ids) })
    }

    fn launched(&self) -> AccessEvent {
        let window = AccessWindow::unending_from(Instant::EPOCH);
        AccessEvent::AccessFirstLaunched { grant: GrantId::next(&self.ids), window }
    }

    fn furthest(&self, events: &[Event]) -> Option<Act> {
        furthest_act(events.iter(), self.ada, &[self.seat].into())
    }
}

fn edited(field: ProfileField) -> CustomerEvent {
    CustomerEvent::ProfileEdited { fields: vec![ProfileField::FirstName, field], profile: None }
}

/// What happens to other learners when a buyer gives a seat out.
fn what_follows_for_learners(given: &Given) -> [Event; 4] {
    let course = CourseId::next(&given.ids);
    let group = GroupId::next(&given.ids);
    let source = MembershipSource::Inherited;
    let added = CustomerEvent::CustomerAdded {
        origin: Origin::Invitation,
        profile: None,
        must_change_password: true,
    };
    [
        given.of_bob(added),
        given.of_bob(AccessEvent::AccessRevoked { grant: GrantId::next(&given.ids) }),
        given.of_bob(EnrollmentEvent::Enrolled { course }),
        given.of_bob(CustomerEvent::GroupJoined { group, source }),
    ]
}

/// AUD-06
#[test]
fn a_customer_s_own_name_launches_and_seats_are_their_own_affairs() {
    let given = Given::new();
    for event in
        [given.of_ada(edited(ProfileField::LastName)), given.of_ada(given.launched()), given.a_seat()]
    {
        assert_eq!(given.furthest(std::slice::from_ref(&event)), Some(Act::OwnAffairs), "{event:?}");
    }
    for event in what_follows_for_learners(&given) {
        assert_eq!(given.furthest(&[given.a_seat(), event.clone()]), Some(Act::OwnAffairs), "{event:?}");
    }
    assert_eq!(given.furthest(&[]), None);
}

/// AUD-06
#[test]
fn how_somebody_signs_in_is_a_matter_of_the_account() {
    let given = Given::new();
    let link = LinkHash::from_stored([1; 32]);
    let purpose = LinkPurpose::SetPassword;
    for event in [
        edited(ProfileField::Email),
        CustomerEvent::PasswordSet { hash: None, must_change: false },
        CustomerEvent::PasswordExpirySet { after_days: None },
        CustomerEvent::AccountLinkMade { purpose, link, expires_at: Instant::EPOCH },
        CustomerEvent::AccountLinkEnded { link },
    ] {
        assert_eq!(given.furthest(&[given.of_ada(event.clone())]), Some(Act::Account), "{event:?}");
    }
}

/// AUD-06
#[test]
fn orders_are_a_matter_of_paying_and_impersonations_one_of_their_own() {
    let given = Given::new();
    assert_eq!(given.furthest(&[given.an_order()]), Some(Act::Payment));
    let impersonation = ImpersonationId::next(&given.ids);
    let ended = given.of_ada(ImpersonationEvent::ImpersonationEnded { impersonation });
    assert_eq!(given.furthest(&[ended]), Some(Act::Impersonation));
}

/// AUD-06
#[test]
fn what_reaches_others_or_is_not_known_as_anybody_s_own_is_an_administrator_s_act() {
    let given = Given::new();
    let exempt = CustomerEvent::TaxExemptionSet { is_exempt: true };
    let others = [
        given.of_ada(exempt.clone()),
        given.of_bob(edited(ProfileField::LastName)),
        given.of_bob(given.launched()),
        Event::Outbox(OutboxEvent::AddressSuppressed { address: None }),
    ];
    for event in what_follows_for_learners(&given).into_iter().chain(others) {
        assert_eq!(given.furthest(std::slice::from_ref(&event)), Some(Act::Administration), "{event:?}");
    }
    assert_eq!(given.furthest(&[given.a_seat(), given.of_ada(exempt)]), Some(Act::Administration));
}

/// AUD-06: of another buyer's seat, only what a learner does with a code or an invitation of their own.
#[test]
fn a_seat_of_somebody_else_is_a_learner_s_to_claim_and_nobody_hands_one_over() {
    let given = Given::new();
    let seat = SeatId::next(&given.ids);
    let claimed = |holder, way| {
        let grant = GrantId::next(&given.ids);
        Event::Seat(seat, SeatEvent::SeatClaimed { holder, grant, way, invitation: None, address: None })
    };
    for way in [ClaimWay::Code, ClaimWay::Invitation] {
        assert_eq!(given.furthest(&[claimed(given.ada, way)]), Some(Act::OwnAffairs), "{way}");
        assert_eq!(given.furthest(&[claimed(given.bob, way)]), Some(Act::Administration), "{way}");
    }
    for event in [
        claimed(given.ada, ClaimWay::Existing),
        Event::Seat(seat, SeatEvent::SeatReclaimed { code: None }),
        Event::Seat(given.seat, SeatEvent::SeatHandedOver { to: given.bob }),
    ] {
        assert_eq!(given.furthest(&[given.a_seat(), event.clone()]), Some(Act::Administration), "{event:?}");
    }
}

/// AUD-06
#[test]
fn of_several_events_of_one_decision_the_one_that_reaches_furthest_counts() {
    let given = Given::new();
    let own = || given.of_ada(edited(ProfileField::LastName));
    for events in [[own(), given.an_order()], [given.an_order(), own()]] {
        assert_eq!(given.furthest(&events), Some(Act::Payment));
    }
}
