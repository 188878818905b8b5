mod files;
mod given;
mod laws;
mod recipients;

use uuid::Uuid;

use super::*;
use crate::access::{AccessEvent, AccessGrant, AccessWindow, GrantOrigin, GrantSource};
use crate::catalogue::SeatPolicy;
use crate::customer::{Profile, StatusWord};
use crate::email::EmailAddress;
use crate::id::{CountingIds, CustomerId, GrantId, OrderId, PriceId, ProductId};
use crate::order::OrderStatus;
use crate::seat::{Pool, PoolEvent, Seat, SeatEvent, SeatTerm, SeatTerms};
use crate::stamp::{Revision, Stamp};
use crate::text::{Code, PersonName, Title};

fn now() -> Instant {
    Instant::parse("2026-04-01T00:00:00Z").unwrap()
}

fn email(name: &str) -> EmailAddress {
    EmailAddress::parse(&format!("{name}@example.org")).unwrap()
}

fn profile(name: &str) -> Profile {
    let person = |text| PersonName::parse(text).unwrap();
    Profile::new(person(name), person("Example"), email(name))
}

fn customer(number: u128) -> CustomerId {
    CustomerId::from_uuid(Uuid::from_u128(number))
}

fn group(number: u128, is_inherited: bool) -> Group {
    let text = format!("G{number}");
    Group {
        id: GroupId::from_uuid(Uuid::from_u128(number)),
        code: Code::parse(&text).unwrap(),
        name: Title::parse(&text).unwrap(),
        is_inherited,
        revision: Revision::new(1),
    }
}

fn stamp(position: u64) -> Stamp {
    let position = Revision::new(position);
    Stamp { position, effective_at: now(), recorded_at: now(), actor: "ada".into(), note: None }
}

fn product() -> ProductId {
    ProductId::from_uuid(Uuid::from_u128(2))
}

/// A grant of a product that stands and has no end.
fn grant(number: u128, product: ProductId) -> AccessGrant {
    let granted = AccessEvent::AccessGranted {
        grant: GrantId::from_uuid(Uuid::from_u128(number)),
        product,
        source: GrantSource {
            origin: GrantOrigin::Order,
            order: OrderId::from_uuid(Uuid::from_u128(900)),
            line: 1,
            seat: None,
        },
        window: AccessWindow::unending_from(now()),
        from_first_launch: None,
    };
    AccessGrant::from_first(&granted, &stamp(1)).unwrap()
}

/// Somebody who has an account.
struct Account {
    id: CustomerId,
    profile: Profile,
    status: StatusWord,
    groups: Vec<GroupId>,
    has_password: bool,
    claimed_as: Option<EmailAddress>,
    grants: Vec<AccessGrant>,
}

impl Account {
    fn of(number: u128, name: &str) -> Self {
        Self {
            id: customer(number),
            profile: profile(name),
            status: StatusWord::Active,
            groups: Vec::new(),
            has_password: true,
            claimed_as: None,
            grants: Vec::new(),
        }
    }

    fn earlier(number: u128, name: &str, claimed_as: &str) -> Self {
        Self { claimed_as: Some(email(claimed_as)), ..Self::of(number, name) }
    }

    fn known(&self) -> KnownLearner<'_> {
        KnownLearner {
            id: self.id,
            revision: Revision::new(5),
            profile: &self.profile,
            status: self.status,
            groups: &self.groups,
            has_password: self.has_password,
            claimed_as: self.claimed_as.as_ref(),
            grants: &self.grants,
        }
    }
}

/// A buyer with seats to give out.
struct Office {
    pool: Pool,
    seats: Vec<Seat>,
    accounts: Vec<Account>,
    groups: Vec<Group>,
    buyer_groups: Vec<GroupId>,
    settings: Settings,
    options: GiveOutOptions,
}

impl Office {
    fn with(count: u32) -> Self {
        let (buyer, order) = (customer(1), OrderId::from_uuid(Uuid::from_u128(1)));
        let term = SeatTerm::Purchase { window: AccessWindow::unending_from(now()), from_first_launch: None };
        let terms = Box::new(SeatTerms { term, policy: SeatPolicy::default() });
        let price = PriceId::from_uuid(Uuid::from_u128(3));
        let bought =
            PoolEvent::SeatsBought { order, line: 1, product: product(), price, quantity: count, terms };
        let seat = |number| {
            let event = SeatEvent::SeatBought { buyer, order, line: 1, number, code: None };
            let id = SeatId::from_uuid(Uuid::from_u128(1000 + u128::from(number)));
            Seat::from_first(id, &event, &stamp(1)).unwrap()
        };
        Self {
            pool: Pool::from_first(buyer, &bought, &stamp(2)).unwrap(),
            seats: (1..=count).map(seat).collect(),
            accounts: Vec::new(),
            groups: Vec::new(),
            buyer_groups: Vec::new(),
            settings: Settings::initial(),
            options: GiveOutOptions::default(),
        }
    }

    fn plan(&self, to: &AssignTo) -> AssignPlan {
        let order_status = OrderStatus::Processed;
        let offer = |seat| Offer { seat, pool: &self.pool, order_status };
        let seats: Vec<Offer<'_>> = self.seats.iter().map(offer).collect();
        let learners: Vec<KnownLearner<'_>> = self.accounts.iter().map(Account::known).collect();
        let facts = AssignFacts {
            product: product(),
            seats: &seats,
            learners: &learners,
            groups: &self.groups,
            buyer_groups: &self.buyer_groups,
            settings: &self.settings,
            now: now(),
        };
        plan(to, &facts, self.options, &CountingIds::starting_at(1))
    }

    fn plan_profiles(&self, names: &[&str]) -> AssignPlan {
        self.plan(&AssignTo::profiles(names.iter().map(|name| profile(name))))
    }

    fn plan_earlier(&self, ticked: Option<&[EmailAddress]>) -> AssignPlan {
        let learners: Vec<KnownLearner<'_>> = self.accounts.iter().map(Account::known).collect();
        self.plan(&AssignTo::earlier(ticked, &learners))
    }

    fn allowed(&self, plan: &AssignPlan) -> Result<(), super::super::GiveOutRefused> {
        super::super::may_give_out(&plan.give_out, self.options, &self.settings)
    }
}

fn results(plan: &AssignPlan) -> Vec<AssignResult> {
    plan.rows.iter().map(|row| row.result).collect()
}
