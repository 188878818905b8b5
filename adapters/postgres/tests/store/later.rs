//! A commit that changes or removes a row of every table whose rows may be.

use rollbook_domain::access::{AccessEvent, AccessWindow};
use rollbook_domain::catalogue::{CourseEvent, PriceEvent, ProductEvent};
use rollbook_domain::commit::Commit;
use rollbook_domain::customer::{CustomerEvent, ProfileField, Status};
use rollbook_domain::enrollment::EnrollmentEvent;
use rollbook_domain::event::{Event, StreamId};
use rollbook_domain::group::GroupEvent;
use rollbook_domain::mail::{MailKind, MailTextEvent, OutboxEvent};
use rollbook_domain::order::{OrderEvent, OrderStatus};
use rollbook_domain::personal::Personal;
use rollbook_domain::port::{CustomerKey, PageRequest, SeatQuery, TenantStore};
use rollbook_domain::seat::{PoolEvent, SeatEvent, SeatState};
use rollbook_domain::secret::PasswordHash;
use rollbook_domain::settings::TenantEvent;
use rollbook_domain::stamp::Revision;
use rollbook_domain::text::{Note, Title};
use rollbook_domain::time::Instant;

use crate::given::Given;
use crate::given_seats::{address, link};
use crate::reads::Keys;

impl Given {
    /// The commit, resting on what the tenant has now.
    pub(crate) async fn a_later_commit(&self, tenant: &dyn TenantStore, keys: &Keys) -> Commit {
        let mut commit = self.draft();
        self.change_catalogue(tenant, keys, &mut commit).await;
        self.change_customer(tenant, keys, &mut commit).await;
        let seats = tenant.seats(&SeatQuery::default(), &PageRequest::first(10)).await.unwrap().items;
        for row in &seats {
            let (id, revision) = (row.seat.id, row.seat.revision);
            commit.expect(StreamId::Seat(id), revision);
            let event = match row.seat.state_at(keys.now) {
                SeatState::Claimed => SeatEvent::SeatReclaimed { code: None },
                SeatState::Void => SeatEvent::SeatReinstated { code: None },
                SeatState::Pending => SeatEvent::InvitationWithdrawn { invitation: keys.invitation },
                SeatState::Available => SeatEvent::SeatHandedOver { to: keys.buyer },
            };
            commit.push(Event::Seat(id, event), Some(Note::parse("As was agreed").unwrap()));
        }
        let outbox = tenant.outbox_revision().await.unwrap();
        commit.expect(StreamId::Outbox, outbox);
        commit.push(Event::Outbox(OutboxEvent::MailsHeld { mails: vec![keys.mail] }), None);
        let allowed = OutboxEvent::AddressAllowed { address: Some(address("canary.no@example.org")) };
        commit.push(Event::Outbox(allowed), None);
        commit.expect(StreamId::MailText(MailKind::Welcome), Revision::new(1));
        commit.push(Event::MailText(MailKind::Welcome, MailTextEvent::TextReset), None);
        commit
    }

    async fn change_catalogue(&self, tenant: &dyn TenantStore, keys: &Keys, commit: &mut Commit) {
        let catalogue = tenant.catalogue().await.unwrap();
        let title = Title::parse("Changed").unwrap();
        let state = tenant.tenant_state().await.unwrap().unwrap();
        commit.expect(StreamId::Tenant, state.revision);
        let settings = Box::new(state.settings);
        commit.push(Event::Tenant(TenantEvent::SettingsChanged { settings }), None);
        for stream in [StreamId::Group(keys.group), StreamId::Product(keys.product)] {
            commit.expect(stream, Revision::new(1));
        }
        let course = catalogue.course(keys.course).unwrap();
        commit.expect(StreamId::Course(keys.course), course.revision);
        let (name, is_inherited) = (title.clone(), true);
        commit.push(Event::Group(keys.group, GroupEvent::GroupEdited { name, is_inherited }), None);
        commit.push(Event::Course(keys.course, CourseEvent::CourseRetitled { title: title.clone() }), None);
        let edited = ProductEvent::ProductEdited { title: title.clone(), courses: Vec::new() };
        commit.push(Event::Product(keys.product, edited), None);
        let price = &catalogue.prices()[0];
        let mut terms = Box::new(price.terms.clone());
        terms.title = title;
        commit.expect(StreamId::Price(price.id), Revision::new(1));
        commit.push(Event::Price(price.id, PriceEvent::PriceEdited { terms }), None);
    }

    async fn change_customer(&self, tenant: &dyn TenantStore, keys: &Keys, commit: &mut Commit) {
        let record = tenant.find_customer(&CustomerKey::Id(keys.customer)).await.unwrap().unwrap();
        commit.expect(StreamId::Customer(keys.customer), record.revision);
        let profile = record.customer.profile().unwrap().clone();
        let old = record.grants[0].window;
        let new = AccessWindow::unending_from(Instant::from_micros(7).unwrap());
        let (order, grant) = (keys.order, record.grants[0].id);
        let events = [
            CustomerEvent::ProfileEdited {
                fields: vec![ProfileField::FirstName],
                profile: Some(Box::new(Personal::new(profile))),
            }
            .into(),
            CustomerEvent::StatusChanged { status: Status::Inactive }.into(),
            CustomerEvent::TaxExemptionSet { is_exempt: true }.into(),
            CustomerEvent::PasswordExpirySet { after_days: Some(7) }.into(),
            CustomerEvent::AccountLinkEnded { link: link(77) }.into(),
            CustomerEvent::PasswordSet { hash: Some(PasswordHash::from_stored("$hash$")), must_change: true }
                .into(),
            CustomerEvent::GroupLeft { group: keys.group }.into(),
            AccessEvent::AccessWindowEdited { grant, old, new }.into(),
            AccessEvent::AccessSuspended { grant }.into(),
            EnrollmentEvent::Unenrolled { course: keys.course }.into(),
            OrderEvent::OrderStatusChanged { order, status: OrderStatus::Pending }.into(),
            PoolEvent::ReclaimsCounted { order, line: 1, count: 1 }.into(),
        ];
        for event in events {
            commit.push(Event::Customer(keys.customer, event), None);
        }
    }
}
