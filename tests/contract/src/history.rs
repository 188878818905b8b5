//! A history with every kind of event in it, and what the domain folds it to.

use std::num::NonZeroU32;

use rollbook_domain::access::{AccessEvent, GrantOrigin, GrantSource};
use rollbook_domain::actor::{Actor, Channel, Role};
use rollbook_domain::catalogue::{Anchor, CourseEvent, PriceEvent, PriceTerms, ProductEvent, SeatPolicy};
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{
    BillingAddress, CustomerEvent, LinkPurpose, MembershipSource, Profile, ProfileField, Status,
};
use rollbook_domain::enrollment::{Contract, EnrollmentEvent};
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::group::GroupEvent;
use rollbook_domain::id::{
    CustomerId, GrantId, GroupId, ImpersonationId, ItemId, OrderId, OrganizationId, SalesOrderId,
    SubmissionId,
};
use rollbook_domain::impersonation::ImpersonationEvent;
use rollbook_domain::import_log::{Fingerprint, ImportCounts, ImportEvent, ImportKind};
use rollbook_domain::mail::{MailKind, MailTextEvent, OutboxEvent, TextParts};
use rollbook_domain::money::{Currency, Money};
use rollbook_domain::order::{OrderEvent, OrderLine, OrderStatus, PaymentType};
use rollbook_domain::organization::OrganizationEvent;
use rollbook_domain::personal::Personal;
use rollbook_domain::record::{CustomerRecord, RecordEvent};
use rollbook_domain::sales_order::{SalesOrderEvent, SalesOrderTerms};
use rollbook_domain::seat::{Channel as SeatChannel, PoolEvent, SeatEvent, VoidCause};
use rollbook_domain::secret::PasswordHash;
use rollbook_domain::settings::{RetainedRows, Settings, TenantEvent};
use rollbook_domain::stamp::Stamp;
use rollbook_domain::text::{FieldName, Message};
use rollbook_domain::time::{AccessDuration, Date, Instant};

use crate::Fixture;
use crate::facts::{
    Bundle, added, group_added, item_added, item_terms, joined, price_terms, quiz, quiz_defined,
    sales_order_added, sales_order_edited, sales_order_terms, usd, window,
};
use crate::organization::organization_added;
use crate::seat_facts::{invited, link, odd_seat_terms, sealed_code, seat_terms};
use crate::transcript_facts::transcript_events;
use crate::words::{code, days_later, email, note, profile, profile_coded, start, title};

/// A tenant in which everything happened at least once.
pub(crate) struct History {
    pub(crate) ada: CustomerId,
    /// Who holds one of the seats.
    pub(crate) bob: CustomerId,
    pub(crate) bundle: Bundle,
    /// A product that opens the course too, without a course of its own.
    pub(crate) other: Bundle,
    pub(crate) group: GroupId,
    pub(crate) sales_order: SalesOrderId,
    pub(crate) commits: Vec<Commit>,
}

impl History {
    /// What the domain folds a customer's part of the history to.
    pub(crate) fn folded(&self, customer: CustomerId) -> CustomerRecord {
        let mut record: Option<CustomerRecord> = None;
        for commit in &self.commits {
            let positions = commit.positions().unwrap();
            for (new, position) in commit.events.iter().zip(positions) {
                let Event::Customer(id, event) = &new.event else { continue };
                if *id != customer {
                    continue;
                }
                let stamp = Stamp {
                    position,
                    effective_at: new.effective_at,
                    recorded_at: commit.recorded_at,
                    actor: commit.actor.name.as_str().into(),
                    note: new.note.clone(),
                };
                match &mut record {
                    Some(record) => record.apply(event, &stamp),
                    None => record = CustomerRecord::from_first(customer, event, &stamp),
                }
            }
        }
        let mut record = record.unwrap();
        let contract = Contract { number: code("SO-№1"), ends_at: days_later(500) };
        for fact in record.enrollments.values_mut().flatten() {
            fact.follow(|id| (id == self.sales_order).then(|| contract.clone()));
        }
        record
    }
}

/// Full of what a profile can hold.
pub(crate) fn full_profile(address: &str) -> Profile {
    let billing_address = BillingAddress {
        line_one: Some("12 St James's Square".to_owned()),
        line_two: None,
        city: Some("Łódź".to_owned()),
        region: Some(String::new()),
        postal_code: Some("SW1Y 4JH".to_owned()),
        country: Some("GB".to_owned()),
    };
    let field = |name: &str, value: &str| (FieldName::parse(name).unwrap(), value.to_owned());
    Profile {
        billing_address: Some(Box::new(billing_address)),
        fields: [field("shoe_size", "39"), field("desk", ""), field("motto", "a, \"b\" 'c'\n🎓")].into(),
        ..profile_coded(address, "Ä-1")
    }
}

impl Fixture {
    /// Makes everything happen at least once.
    pub(crate) fn history(&self) -> History {
        let bundle = self.bundle("MATH");
        let other = self.ids_of_a_bundle();
        let (ada, bob) = (self.customer_id(), self.customer_id());
        let group = GroupId::next(&self.ids);
        let sales_order = SalesOrderId::next(&self.ids);
        let mut history = History { ada, bob, bundle, other, group, sales_order, commits: Vec::new() };
        let catalogue = catalogue_events(&history, ItemId::next(&self.ids));
        self.happen(&mut history, None, catalogue);
        let (second, third) = (GroupId::next(&self.ids), GroupId::next(&self.ids));
        let mut made =
            vec![group_added(second, "CHESS"), group_added(third, "Choir"), tenant_event(), import_event()];
        made.extend([added(ada, profile("ada@example.org")), added(bob, profile("bob@example.org"))]);
        self.happen(&mut history, Some("made"), made);
        let account = account_events(group, second, third).map(|event| Event::Customer(ada, event.into()));
        self.happen(&mut history, Some("account\nof \"Ada\""), account);
        self.happen(&mut history, None, vec![joined(bob, third)]);
        let organizations = [(); 2].map(|()| OrganizationId::next(&self.ids));
        let tied = tie_events(organizations, bob).map(|event| Event::Customer(ada, event.into()));
        self.happen(&mut history, Some("tied"), organization_events(organizations).into_iter().chain(tied));
        for (order, grant) in [(); 3].map(|()| (OrderId::next(&self.ids), GrantId::next(&self.ids))) {
            let events = order_events(order, bundle).into_iter().map(RecordEvent::from);
            let events = events.chain(access_events(grant, order, bundle).map(RecordEvent::from));
            self.happen(&mut history, Some("access"), events.map(|event| Event::Customer(ada, event)));
        }
        self.seat_history(&mut history, bob);
        let transcript = transcript_events(bundle, [(); 2].map(|()| SubmissionId::next(&self.ids)));
        let transcript = transcript.map(|event| Event::Transcript(ada, event));
        self.happen(&mut history, Some("learned"), transcript);
        self.happen(&mut history, None, sales_order_events(sales_order, bundle));
        let enrollment =
            enrollment_events(bundle, sales_order).map(|event| Event::Customer(ada, event.into()));
        self.happen(&mut history, Some("enrollment"), enrollment);
        let impersonation = ImpersonationId::next(&self.ids);
        let impersonated = [
            ImpersonationEvent::ImpersonationStarted { impersonation, ends_at: days_later(90) },
            ImpersonationEvent::ImpersonationEnded { impersonation },
        ];
        let impersonated = impersonated.map(|event| Event::Customer(ada, event.into()));
        self.happen(&mut history, Some("impersonated"), impersonated);
        self.happen(&mut history, None, [retention_event()]);
        history
    }

    /// Writes events by another actor, recorded later and true from earlier than those before them.
    fn happen(&self, history: &mut History, why: Option<&str>, events: impl IntoIterator<Item = Event>) {
        let count = i64::try_from(history.commits.len()).unwrap();
        let mut commit = self.draft(days_later(count));
        commit.actor = Actor {
            name: format!("Grace №{count} 🎓"),
            role: [Role::Administrator, Role::Customer, Role::System][history.commits.len() % 3],
            on_behalf_of: (count % 2 == 1).then_some(history.ada),
            impersonation: (count % 4 == 1).then(|| ImpersonationId::next(&self.ids)),
            channel: [Channel::Api, Channel::Console, Channel::Import, Channel::Library]
                [history.commits.len() % 4],
        };
        for (place, event) in events.into_iter().enumerate() {
            let noted = if place % 3 == 2 { None } else { why.map(note) };
            let effective_at = days_later(-count - i64::try_from(place).unwrap());
            commit.push_effective(event, effective_at, noted);
        }
        self.expect_what_is(&mut commit);
        self.commit(commit.clone()).unwrap();
        history.commits.push(commit);
    }
}

fn tenant_event() -> Event {
    let settings = Settings { locale: "de-AT".to_owned(), import_max_rows: 7, ..Settings::initial() };
    Event::Tenant(TenantEvent::SettingsChanged { settings: Box::new(settings) })
}

fn retention_event() -> Event {
    let (retained, before) = (RetainedRows::Mails, days_later(-400));
    Event::Tenant(TenantEvent::RetentionApplied { retained, before, rows: 3 })
}

fn import_event() -> Event {
    let fingerprint = Fingerprint::of(&[b"a file"]);
    let counts =
        ImportCounts { rows: 3, created: 1, refused: u64::from(u32::MAX) + 1, ..ImportCounts::default() };
    Event::Import(
        fingerprint.import_id(),
        ImportEvent::ImportApplied { import: ImportKind::Roster, fingerprint, counts },
    )
}

fn catalogue_events(history: &History, second_item: ItemId) -> Vec<Event> {
    let Bundle { course, item, product, price } = history.bundle;
    let terms = PriceTerms {
        title: title("Ein Monat"),
        unit_price: Money::from_minor(123_456, Currency::parse("JPY").unwrap()),
        duration: AccessDuration::Months { months: NonZeroU32::MIN },
        anchor: Anchor::FirstLaunch,
        makes_registration_codes: true,
        seats: SeatPolicy::default(),
        adds_to_groups: vec![history.group],
        reserved_to_groups: vec![history.group],
    };
    let fixed = PriceTerms {
        duration: AccessDuration::between(None, Some(Date::new(9999, 12, 30).unwrap())).unwrap(),
        ..price_terms()
    };
    vec![
        group_added(history.group, "Müllers"),
        Event::Group(
            history.group,
            GroupEvent::GroupEdited { name: title("Müller & Söhne"), is_inherited: true },
        ),
        Event::Course(course, CourseEvent::CourseRetitled { title: title("Mathematics, \"pure\"") }),
        item_added(course, second_item, "QUIZ-2"),
        Event::Course(course, CourseEvent::CoursePublished { version: 2, without: vec![second_item] }),
        Event::Course(course, CourseEvent::ItemEdited { item, terms: Box::new(item_terms("Edited")) }),
        quiz_defined(course, item, 1, quiz(50)),
        Event::Product(
            history.other.product,
            ProductEvent::ProductAdded { code: code("BUNDLE"), title: title("Bundle"), courses: Vec::new() },
        ),
        Event::Product(
            history.other.product,
            ProductEvent::ProductEdited { title: title("Bundle 2"), courses: vec![course] },
        ),
        Event::Product(
            history.other.product,
            ProductEvent::ProductMessageSet { message: Message::parse("Over:\n{{ courses }}").ok() },
        ),
        Event::Product(product, ProductEvent::ProductEdited { title: title("Maths"), courses: vec![course] }),
        Event::Price(
            history.other.price,
            PriceEvent::PriceAdded { code: code("MONTH"), product, terms: Box::new(terms) },
        ),
        Event::Price(price, PriceEvent::PriceEdited { terms: Box::new(fixed) }),
    ]
}

fn account_events(first: GroupId, second: GroupId, third: GroupId) -> [CustomerEvent; 20] {
    let join = |group, source| CustomerEvent::GroupJoined { group, source };
    let status = |status| CustomerEvent::StatusChanged { status };
    let hash = |text: &str| Some(PasswordHash::from_stored(text));
    [
        CustomerEvent::ProfileEdited {
            fields: vec![
                ProfileField::BillingAddress,
                ProfileField::Code,
                ProfileField::Custom(FieldName::parse("shoe_size").unwrap()),
            ],
            profile: Some(Box::new(Personal::new(full_profile("Ada@Example.org")))),
        },
        join(first, MembershipSource::Administrator),
        join(second, MembershipSource::Import),
        join(third, MembershipSource::Price),
        CustomerEvent::GroupLeft { group: first },
        CustomerEvent::GroupLeft { group: second },
        join(second, MembershipSource::Inherited),
        status(Status::Inactive),
        status(Status::Locked { automatic: Some("Q-37".to_owned()) }),
        status(Status::Locked { automatic: None }),
        status(Status::Active),
        CustomerEvent::TaxExemptionSet { is_exempt: true },
        CustomerEvent::PasswordSet { hash: hash("$argon2id$first"), must_change: true },
        CustomerEvent::PasswordSet { hash: hash("$argon2id$second"), must_change: false },
        CustomerEvent::PasswordExpirySet { after_days: Some(90) },
        link_made(LinkPurpose::SetPassword, 1),
        link_made(LinkPurpose::ResetPassword, 2),
        link_made(LinkPurpose::Unlock, 3),
        CustomerEvent::AccountLinkEnded { link: link(2) },
        CustomerEvent::TaxExemptionSet { is_exempt: false },
    ]
}

fn organization_events([first, second]: [OrganizationId; 2]) -> [Event; 4] {
    let parent = Some(first);
    [
        organization_added(first, "Müllers", None),
        organization_added(second, "Leeds", parent),
        Event::Organization(second, OrganizationEvent::OrganizationRetitled { title: title("Leeds 🎓") }),
        Event::Organization(second, OrganizationEvent::OrganizationPlaced { parent: None }),
    ]
}

fn tie_events([first, second]: [OrganizationId; 2], manager: CustomerId) -> [CustomerEvent; 10] {
    let appointed = |organization| CustomerEvent::AdministratorAppointed { organization };
    [
        CustomerEvent::OrganizationJoined { organization: first },
        CustomerEvent::OrganizationLeft,
        CustomerEvent::ManagerSet { manager },
        CustomerEvent::ManagerCleared,
        CustomerEvent::OrganizationJoined { organization: first },
        CustomerEvent::OrganizationJoined { organization: second },
        CustomerEvent::ManagerSet { manager },
        appointed(first),
        appointed(second),
        CustomerEvent::AdministratorDismissed { organization: first },
    ]
}

fn link_made(purpose: LinkPurpose, number: u64) -> CustomerEvent {
    CustomerEvent::AccountLinkMade { purpose, link: link(number), expires_at: days_later(7) }
}

/// Everything that can happen to a seat, to mails and to their texts.
impl Fixture {
    fn seat_history(&self, history: &mut History, bob: CustomerId) {
        let (ada, bundle) = (history.ada, history.bundle);
        let mut bought = Vec::new();
        for terms in [seat_terms(), odd_seat_terms()] {
            let mut draft = self.draft(start());
            bought.push(self.push_seats(&mut draft, ada, bundle, 3, terms));
            self.happen(history, Some("seats"), draft.events.into_iter().map(|new| new.event));
        }
        let (line, other) = (&bought[0], &bought[1]);
        let [first, second, third] = [line.seats[0], line.seats[1], line.seats[2]];
        let invitations = [(); 3].map(|()| self.invitation_id());
        let code = || Some(sealed_code(self.number()));
        let seat = Event::Seat;
        let renewed = |invitation, is_reminder| {
            let (hash, expires_at) = (link(self.number()), days_later(60));
            seat(first, SeatEvent::InvitationRenewed { invitation, link: hash, expires_at, is_reminder })
        };
        let by_link = SeatEvent::InvitationSent {
            invitation: invitations[1],
            channel: SeatChannel::Link,
            link: link(self.number()),
            expires_at: days_later(30),
            address: None,
            text: None,
        };
        let (_, accepted) = self.claim_events(line, first, bob, Some(invitations[0]));
        let (_, assigned) = self.claim_events(line, second, ada, None);
        let mut events = vec![
            invited(first, invitations[0], link(self.number()), "Eve@example.org", days_later(30)),
            seat(first, by_link),
            renewed(invitations[0], true),
            renewed(invitations[0], false),
            invited(third, invitations[2], link(self.number()), "dan@example.org", days_later(30)),
            seat(third, SeatEvent::InvitationWithdrawn { invitation: invitations[2] }),
        ];
        events.extend(accepted.into_iter().chain(assigned));
        events.extend([
            seat(second, SeatEvent::SeatReclaimed { code: code() }),
            seat(first, SeatEvent::SeatVoided { cause: VoidCause::OrderCancelled }),
            seat(first, SeatEvent::SeatReinstated { code: code() }),
            seat(third, SeatEvent::CodeResealed { code: code() }),
            seat(third, SeatEvent::SeatVoided { cause: VoidCause::PartCancelled }),
            seat(other.seats[0], SeatEvent::SeatVoided { cause: VoidCause::BuyerErased }),
            Event::Customer(ada, PoolEvent::ReclaimsCounted { order: other.order, line: 1, count: 2 }.into()),
        ]);
        events.extend(other.seats.iter().map(|id| seat(*id, SeatEvent::SeatHandedOver { to: bob })));
        self.happen(history, Some("given out"), events);
        let mail = self.new_mail("eve@example.org");
        let mails = vec![mail.id];
        self.queue([mail]);
        let address = |text: &str| Some(Personal::new(email(text)));
        let parts =
            TextParts { subject: "Seats".to_owned(), text: "{{ link }}".to_owned(), html: String::new() };
        let text = |event| Event::MailText(MailKind::SeatInvitation, event);
        let events = [
            Event::Outbox(OutboxEvent::MailsHeld { mails: mails.clone() }),
            Event::Outbox(OutboxEvent::MailsReleased { mails }),
            Event::Outbox(OutboxEvent::MailsForgotten { customer: bob }),
            Event::Outbox(OutboxEvent::AddressSuppressed { address: address("Mallory@example.org") }),
            Event::Outbox(OutboxEvent::AddressSuppressed { address: address("eve@example.org") }),
            Event::Outbox(OutboxEvent::AddressAllowed { address: address("EVE@example.org") }),
            text(MailTextEvent::TextEdited { parts: Box::new(parts) }),
            text(MailTextEvent::TextReset),
        ];
        self.happen(history, None, events);
    }
}

fn order_events(order: OrderId, bundle: Bundle) -> [OrderEvent; 5] {
    let Bundle { product, price, .. } = bundle;
    let line = |number, quantity, unit_cost| OrderLine { number, product, price, quantity, unit_cost };
    let yen = Money::from_minor(500, Currency::parse("JPY").unwrap());
    [
        OrderEvent::OrderPlaced {
            order,
            status: OrderStatus::New,
            payment_type: PaymentType::PurchaseOrder,
            lines: vec![line(1, 3, usd(4_900)), line(2, 1_000_000, usd(9_007_199_254_740)), line(3, 1, yen)],
        },
        OrderEvent::OrderStatusChanged { order, status: OrderStatus::PurchaseOrderGranted },
        OrderEvent::OrderStatusChanged { order, status: OrderStatus::Processed },
        OrderEvent::OrderCancelled { order },
        OrderEvent::OrderReinstated { order, status: OrderStatus::Processed },
    ]
}

fn access_events(grant: GrantId, order: OrderId, bundle: Bundle) -> [AccessEvent; 6] {
    let source = GrantSource { origin: GrantOrigin::Order, order, line: 2, seat: None };
    let ever = window(start(), None);
    let bounded = window(start(), Some(Instant::MAX));
    let edited = window(days_later(1), Some(days_later(30)));
    let from_first_launch = Some(AccessDuration::Days { days: NonZeroU32::MIN });
    [
        AccessEvent::AccessGranted {
            grant,
            product: bundle.product,
            source,
            window: ever,
            from_first_launch,
        },
        AccessEvent::AccessFirstLaunched { grant, window: bounded },
        AccessEvent::AccessWindowEdited { grant, old: bounded, new: edited },
        AccessEvent::AccessSuspended { grant },
        AccessEvent::AccessReinstated { grant },
        AccessEvent::AccessRevoked { grant },
    ]
}

fn sales_order_events(id: SalesOrderId, bundle: Bundle) -> [Event; 3] {
    let first = sales_order_terms(vec![bundle.course], days_later(30));
    let edited = SalesOrderTerms {
        external_id: Some(title("contract \"4711\" 🎓")),
        client: title("Łódź & Söhne"),
        seats: Some(u32::MAX),
        ..sales_order_terms(vec![bundle.course], days_later(500))
    };
    [
        sales_order_added(id, "SO-№1", first),
        sales_order_edited(id, edited),
        Event::SalesOrder(id, SalesOrderEvent::LearnersLinked { learners: u64::from(u32::MAX) + 1 }),
    ]
}

fn enrollment_events(bundle: Bundle, sales_order: SalesOrderId) -> [EnrollmentEvent; 7] {
    let course = bundle.course;
    [
        EnrollmentEvent::Unenrolled { course },
        EnrollmentEvent::Enrolled { course },
        EnrollmentEvent::EnrollmentOverrideSet { course, ends_at: days_later(400) },
        EnrollmentEvent::EnrollmentOverrideCleared { course },
        EnrollmentEvent::SalesOrderLinked { course, sales_order },
        EnrollmentEvent::SalesOrderUnlinked { course },
        EnrollmentEvent::SalesOrderLinked { course, sales_order },
    ]
}

/// The stream of Ada, whom everything happens to.
impl History {
    pub(crate) fn stream(&self) -> StreamId {
        StreamId::Customer(self.ada)
    }
}
