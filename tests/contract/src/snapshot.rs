//! Everything that a tenant's ports show, as one value to compare.

use pollster::block_on;
use rollbook_domain::catalogue::quiz::ItemQuiz;
use rollbook_domain::catalogue::{Course, Price, Product};
use rollbook_domain::commit::Recorded;
use rollbook_domain::email::EmailKey;
use rollbook_domain::event::Event;
use rollbook_domain::group::Group;
use rollbook_domain::id::CustomerId;
use rollbook_domain::import_log::ImportRecord;
use rollbook_domain::login::Login;
use rollbook_domain::mail::{Mail, MailText, Suppression};
use rollbook_domain::organization::Organization;
use rollbook_domain::port::{
    ActivityQuery, AnswersQuery, AnswersRow, Audience, CustomerKey, CustomerQuery, CustomerSummary,
    EnrollmentQuery, EnrollmentRow, FormerEmail, KnownCustomer, Learner, LinkedEnrollment, LoginQuery,
    MailQuery, OrderQuery, OrderRow, PageRequest, PersonRow, PoolQuery, PoolRow, SeatQuery, SeatRow,
    TenantState, TenantStore, TranscriptQuery,
};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::sales_order::SalesOrder;
use rollbook_domain::secret::PasswordHash;
use rollbook_domain::transcript::cmi::CmiData;
use rollbook_domain::transcript::{Transcript, TranscriptEvent};

use crate::words::{days_later, start};

/// What one tenant shows.
#[derive(Debug, PartialEq)]
pub(crate) struct Snapshot {
    pub(crate) settings: Option<TenantState>,
    pub(crate) products: Vec<Product>,
    pub(crate) prices: Vec<Price>,
    pub(crate) courses: Vec<Course>,
    pub(crate) quizzes: Vec<ItemQuiz>,
    pub(crate) answers: Vec<AnswersRow>,
    pub(crate) cmi: Vec<(CustomerId, CmiData)>,
    pub(crate) groups: Vec<Group>,
    pub(crate) organizations: Vec<Organization>,
    /// Members of all organizations, then the team of each customer and the administrators of each organization.
    pub(crate) people: Vec<Vec<PersonRow>>,
    pub(crate) summaries: Vec<CustomerSummary>,
    pub(crate) records: Vec<CustomerRecord>,
    pub(crate) known: Vec<KnownCustomer>,
    pub(crate) passwords: Vec<Option<PasswordHash>>,
    /// What comparing profiles leaves out: the addresses as they were typed.
    pub(crate) typed_emails: Vec<String>,
    pub(crate) former_emails: Vec<Vec<FormerEmail>>,
    pub(crate) own_addresses: Vec<Vec<EmailKey>>,
    pub(crate) orders: Vec<OrderRow>,
    pub(crate) enrollments: Vec<Vec<EnrollmentRow>>,
    pub(crate) sales_orders: Vec<SalesOrder>,
    /// Who was ever linked to each of them.
    pub(crate) linked: Vec<Vec<LinkedEnrollment>>,
    pub(crate) imports: Vec<Option<ImportRecord>>,
    pub(crate) activity: Vec<Recorded>,
    pub(crate) logins: Vec<Login>,
    pub(crate) seats: Vec<SeatRow>,
    /// The order lines of seats, counted at instants before, within and after the life of an invitation.
    pub(crate) pools: Vec<Vec<PoolRow>>,
    pub(crate) learners: Vec<Vec<Learner>>,
    pub(crate) transcripts: Vec<Transcript>,
    pub(crate) mails: Vec<Mail>,
    pub(crate) suppressions: Vec<Suppression>,
    pub(crate) texts: Vec<MailText>,
}

impl Snapshot {
    pub(crate) fn of(tenant: &dyn TenantStore) -> Self {
        block_on(Self::read(tenant))
    }

    async fn read(tenant: &dyn TenantStore) -> Self {
        let all = PageRequest::everything();
        let catalogue = tenant.catalogue().await.unwrap();
        let summaries = tenant.list_customers(&CustomerQuery::default(), &all).await.unwrap().items;
        let mut snapshot = Self {
            settings: tenant.tenant_state().await.unwrap(),
            products: catalogue.products().to_vec(),
            prices: catalogue.prices().to_vec(),
            courses: catalogue.courses().to_vec(),
            quizzes: Vec::new(),
            answers: Vec::new(),
            cmi: Vec::new(),
            groups: tenant.groups().await.unwrap(),
            organizations: tenant.organizations().await.unwrap(),
            people: Vec::new(),
            summaries,
            records: Vec::new(),
            known: Vec::new(),
            passwords: Vec::new(),
            typed_emails: Vec::new(),
            former_emails: Vec::new(),
            own_addresses: Vec::new(),
            orders: tenant.list_orders(&OrderQuery::default(), &all).await.unwrap().items,
            enrollments: Vec::new(),
            sales_orders: tenant.list_sales_orders(&all).await.unwrap().items,
            linked: Vec::new(),
            imports: Vec::new(),
            activity: tenant.activity(&ActivityQuery::default(), &all).await.unwrap().items,
            logins: tenant.logins(&LoginQuery::default(), &all).await.unwrap().items,
            seats: tenant.seats(&SeatQuery::default(), &all).await.unwrap().items,
            pools: Vec::new(),
            learners: Vec::new(),
            transcripts: tenant.transcripts(&TranscriptQuery::default(), &all).await.unwrap().items,
            mails: tenant.mails(&MailQuery::default(), &all).await.unwrap().items,
            suppressions: tenant.suppressions().await.unwrap(),
            texts: tenant.mail_texts().await.unwrap(),
        };
        for now in [start(), days_later(15), days_later(400)] {
            let pools = tenant.pools(&PoolQuery::default(), now, &all).await.unwrap();
            snapshot.pools.push(pools.items);
        }
        for summary in &snapshot.summaries {
            let key = CustomerKey::Id(summary.id);
            snapshot.records.push(tenant.find_customer(&key).await.unwrap().unwrap());
            snapshot.passwords.push(tenant.password_hash(summary.id).await.unwrap());
            snapshot.former_emails.push(tenant.former_emails(summary.id).await.unwrap());
            snapshot.own_addresses.push(tenant.own_addresses(summary.id).await.unwrap());
        }
        for record in &snapshot.records {
            let profile = record.customer.profile();
            snapshot.typed_emails.extend(profile.map(|profile| profile.email.as_typed().to_owned()));
        }
        let profiles = || snapshot.records.iter().filter_map(|record| record.customer.profile());
        let emails: Vec<_> = profiles().map(|profile| profile.email.key()).collect();
        snapshot.known = tenant.known_customers(&emails, &[]).await.unwrap();
        for product in &snapshot.products {
            snapshot.learners.push(tenant.learners(&emails, product.id).await.unwrap());
            for row in snapshot.pools.iter().flatten() {
                let earlier = tenant.earlier_learners(row.buyer.id, product.id).await.unwrap();
                snapshot.learners.push(earlier);
            }
        }
        for course in &snapshot.courses {
            let query = EnrollmentQuery::of(course.id);
            snapshot.enrollments.push(tenant.enrollments(&query, &all).await.unwrap().items);
        }
        for item in snapshot.courses.iter().flat_map(|course| &course.items) {
            snapshot.quizzes.extend(tenant.find_quiz(item.id).await.unwrap());
            let query = AnswersQuery { item: item.id, customer: None };
            snapshot.answers.extend(tenant.answers(&query, &all).await.unwrap().items);
        }
        for recorded in &snapshot.activity {
            let Event::Transcript(customer, TranscriptEvent::CmiCommitted(commit)) = &recorded.event else {
                continue;
            };
            let is_known =
                |(whose, data): &(CustomerId, CmiData)| *whose == *customer && data.item == commit.item;
            if !snapshot.cmi.iter().any(is_known) {
                let found = tenant.find_cmi(*customer, commit.item).await.unwrap();
                snapshot.cmi.extend(found.map(|data| (*customer, data)));
            }
        }
        for order in &snapshot.sales_orders {
            snapshot.linked.push(tenant.linked_enrollments(order.id, &all).await.unwrap().items);
        }
        let organizations: Vec<_> = snapshot.organizations.iter().map(|one| one.id).collect();
        let teams = snapshot.summaries.iter().map(|summary| Audience::Team(summary.id));
        let administrators = organizations.iter().map(|id| Audience::Administrators(*id));
        let members = std::iter::once(Audience::Members(organizations.clone()));
        for audience in members.chain(teams).chain(administrators) {
            snapshot.people.push(tenant.people(&audience, &all).await.unwrap().items);
        }
        for recorded in &snapshot.activity {
            if let Event::Import(id, _) = recorded.event {
                snapshot.imports.push(tenant.find_import(id).await.unwrap());
            }
        }
        snapshot
    }

    /// Compares part by part, so that a difference is short enough to read.
    #[track_caller]
    pub(crate) fn assert_same_as(&self, other: &Self, when: &str) {
        assert_eq!(self.settings, other.settings, "settings {when}");
        assert_eq!(self.products, other.products, "products {when}");
        assert_eq!(self.prices, other.prices, "prices {when}");
        assert_eq!(self.courses, other.courses, "courses {when}");
        assert_eq!(self.quizzes, other.quizzes, "quizzes {when}");
        assert_eq!(self.answers, other.answers, "answers {when}");
        assert_eq!(self.cmi, other.cmi, "CMI data {when}");
        assert_eq!(self.groups, other.groups, "groups {when}");
        assert_eq!(self.organizations, other.organizations, "organizations {when}");
        assert_eq!(self.people.len(), other.people.len(), "teams and organizations {when}");
        for (rows, others) in self.people.iter().zip(&other.people) {
            assert_same_items(rows, others, &format!("people {when}"));
        }
        assert_same_items(&self.summaries, &other.summaries, &format!("customer list {when}"));
        assert_same_items(&self.records, &other.records, &format!("customer records {when}"));
        assert_same_items(&self.known, &other.known, &format!("known customers {when}"));
        assert_eq!(self.passwords, other.passwords, "password hashes {when}");
        assert_eq!(self.typed_emails, other.typed_emails, "addresses as typed {when}");
        assert_same_items(&self.orders, &other.orders, &format!("orders {when}"));
        assert_eq!(self.enrollments.len(), other.enrollments.len(), "courses with enrollments {when}");
        for (rows, others) in self.enrollments.iter().zip(&other.enrollments) {
            assert_same_items(rows, others, &format!("enrollments {when}"));
        }
        assert_same_items(&self.sales_orders, &other.sales_orders, &format!("sales orders {when}"));
        for (rows, others) in self.linked.iter().zip(&other.linked) {
            assert_same_items(rows, others, &format!("linked enrollments {when}"));
        }
        assert_eq!(self.imports, other.imports, "imports {when}");
        assert_same_items(&self.seats, &other.seats, &format!("seats {when}"));
        assert_eq!(self.pools, other.pools, "order lines of seats {when}");
        assert_eq!(self.learners, other.learners, "learners {when}");
        assert_same_items(&self.transcripts, &other.transcripts, &format!("transcripts {when}"));
        assert_same_items(&self.mails, &other.mails, &format!("mails {when}"));
        assert_eq!(self.suppressions, other.suppressions, "suppressed addresses {when}");
        assert_eq!(self.texts, other.texts, "mail texts {when}");
        assert_same_items(&self.activity, &other.activity, &format!("activity {when}"));
        assert_same_items(&self.logins, &other.logins, &format!("sign-ins {when}"));
    }
}

#[track_caller]
pub(crate) fn assert_same_items<Item: PartialEq + std::fmt::Debug>(
    left: &[Item],
    right: &[Item],
    what: &str,
) {
    for (place, (left, right)) in left.iter().zip(right).enumerate() {
        assert_eq!(left, right, "item {place} of {what}");
    }
    assert_eq!(left.len(), right.len(), "length of {what}");
}
