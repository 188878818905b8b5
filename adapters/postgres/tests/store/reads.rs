//! Every read that a list, a report or a decision makes, to be made again under a watch.

use std::any::Any;
use std::fmt::Debug;
use std::future::Future;

use pollster::block_on;
use rollbook_domain::customer::{Origin, StatusWord};
use rollbook_domain::email::{EmailAddress, EmailKey};
use rollbook_domain::event::StreamId;
use rollbook_domain::id::{
    CommitId, CourseId, CustomerId, GroupId, ImpersonationId, ImportId, InvitationId, LoginId, MailId,
    OrderId, OrganizationId, ProductId, SeatId,
};
use rollbook_domain::mail::{MailKind, MailState};
use rollbook_domain::order::OrderStatus;
use rollbook_domain::port::{
    ActivityQuery, Audience, Cursor, CustomerKey, CustomerQuery, EnrollmentQuery, LoginQuery, MailQuery,
    OrderQuery, PageRequest, PoolQuery, ReadResult, SeatKey, SeatQuery, SubjectKey, TenantStore,
};
use rollbook_domain::seat::SeatState;
use rollbook_domain::secret::{CodeLookup, LinkHash};
use rollbook_domain::settings::RetainedRows;
use rollbook_domain::text::Code;
use rollbook_domain::time::Instant;

/// Ids of things that are there.
pub(crate) struct Keys {
    pub(crate) customer: CustomerId,
    pub(crate) email: String,
    pub(crate) code: String,
    pub(crate) group: GroupId,
    pub(crate) organization: OrganizationId,
    /// Somebody whose team has several people.
    pub(crate) manager: CustomerId,
    pub(crate) product: ProductId,
    pub(crate) course: CourseId,
    pub(crate) order: OrderId,
    /// One with a line of very many seats.
    pub(crate) large_order: OrderId,
    pub(crate) buyer: CustomerId,
    /// Somebody invited to a seat of theirs.
    pub(crate) invited: String,
    pub(crate) seat: SeatId,
    pub(crate) invitation: InvitationId,
    pub(crate) link: [u8; 32],
    pub(crate) account_link: [u8; 32],
    pub(crate) lookup: [u8; 32],
    pub(crate) mail: MailId,
    pub(crate) import: ImportId,
    pub(crate) impersonation: ImpersonationId,
    pub(crate) commit: CommitId,
    pub(crate) now: Instant,
}

/// An answer that can be held against another.
pub(crate) trait Answer: Debug {
    fn is_as(&self, other: &dyn Any) -> bool;
    fn as_any(&self) -> &dyn Any;
}

impl<T: Debug + PartialEq + 'static> Answer for T {
    fn is_as(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

type Ask<'keys> = Box<dyn Fn(&dyn TenantStore) -> Box<dyn Answer> + 'keys>;

/// A read with its name.
pub(crate) struct Read<'keys> {
    pub(crate) name: &'static str,
    pub(crate) ask: Ask<'keys>,
}

fn answer<T: Debug + PartialEq + 'static>(reading: impl Future<Output = ReadResult<T>>) -> Box<dyn Answer> {
    Box::new(block_on(reading).unwrap())
}

/// Items on a page.
pub(crate) const PAGE: usize = 50;

/// The first page of a list, or one in its middle.
fn pages(after: &str) -> [PageRequest; 2] {
    [PageRequest::first(PAGE), PageRequest::after(Cursor::new(after), PAGE)]
}

macro_rules! reads {
    ($found:ident: $($name:literal => |$tenant:ident| $reading:expr;)+) => {
        $($found.push(Read { name: $name, ask: Box::new(move |$tenant| answer($reading)) });)+
    };
}

/// All of them.
pub(crate) fn reads(keys: &Keys) -> Vec<Read<'_>> {
    let mut found = Vec::new();
    decisions(keys, &mut found);
    lists(keys, &mut found);
    seats(keys, &mut found);
    mails(keys, &mut found);
    people(keys, &mut found);
    found
}

fn email(text: &str) -> EmailKey {
    EmailAddress::parse(text).unwrap().key()
}

fn decisions<'keys>(keys: &'keys Keys, found: &mut Vec<Read<'keys>>) {
    let code = || Code::parse(&keys.code).unwrap();
    reads! { found:
        "access by id" => |tenant| tenant.access_facts(&CustomerKey::Id(keys.customer), &SubjectKey::CourseId(keys.course));
        "access by email" => |tenant| async move {
            let customer = CustomerKey::Email(email(&keys.email));
            tenant.access_facts(&customer, &SubjectKey::ProductId(keys.product)).await
        };
        "customer by id" => |tenant| tenant.find_customer(&CustomerKey::Id(keys.customer));
        "customer by email" => |tenant| async move {
            tenant.find_customer(&CustomerKey::Email(email(&keys.email))).await
        };
        "customer by code" => |tenant| async move { tenant.find_customer(&CustomerKey::Code(code())).await };
        "buyer by id" => |tenant| tenant.find_customer(&CustomerKey::Id(keys.buyer));
        "known customers" => |tenant| async move { tenant.known_customers(&[email(&keys.email)], &[code()]).await };
        "account link" => |tenant| async move {
            tenant.find_account_link(&LinkHash::from_stored(keys.account_link)).await
        };
        "password" => |tenant| tenant.password_hash(keys.customer);
        "former addresses" => |tenant| tenant.former_emails(keys.customer);
        "addresses" => |tenant| tenant.own_addresses(keys.customer);
        "order" => |tenant| tenant.find_order(keys.order);
        "import" => |tenant| tenant.find_import(keys.import);
        "commit" => |tenant| tenant.find_commit(keys.commit);
        "catalogue" => |tenant| async move { Ok(format!("{:?}", tenant.catalogue().await?)) };
        "groups" => |tenant| tenant.groups();
        "an impersonation" => |tenant| tenant.find_impersonation(keys.impersonation);
        "the end of the log" => |tenant| tenant.log_head();
        "a part of the log" => |tenant| tenant.log_entries(1500, PAGE);
        "settings" => |tenant| tenant.tenant_state();
    }
}

fn lists<'keys>(keys: &'keys Keys, found: &mut Vec<Read<'keys>>) {
    for page in pages(&keys.customer.to_string()) {
        let query = CustomerQuery::default;
        for (name, query) in [
            ("customers", query()),
            ("customers of a status", CustomerQuery { status: Some(StatusWord::Inactive), ..query() }),
            ("customers of an origin", CustomerQuery { origin: Some(Origin::Import), ..query() }),
            ("customers of a group", CustomerQuery { group: Some(keys.group), ..query() }),
            ("customers of a product", CustomerQuery { product: Some(keys.product), ..query() }),
            (
                "customers of a group and a product",
                CustomerQuery { group: Some(keys.group), product: Some(keys.product), ..query() },
            ),
            ("customers of a set", CustomerQuery { customers: Some(vec![keys.customer]), ..query() }),
            ("customers created since", CustomerQuery { created_from: Some(Instant::EPOCH), ..query() }),
            ("customers by part of a name", CustomerQuery { text: Some("LOVE".to_owned()), ..query() }),
        ] {
            let page = page.clone();
            let ask: Ask<'keys> = Box::new(move |tenant| answer(tenant.list_customers(&query, &page)));
            found.push(Read { name, ask });
        }
        let all = EnrollmentQuery::of(keys.course);
        for (name, query) in [
            ("enrollments", all.clone()),
            ("enrollments of a group", EnrollmentQuery { group: Some(keys.group), ..all.clone() }),
            (
                "enrollments of some customers",
                EnrollmentQuery { customers: Some(vec![keys.customer, keys.buyer]), ..all.clone() },
            ),
        ] {
            let page = page.clone();
            let ask: Ask<'keys> = Box::new(move |tenant| answer(tenant.enrollments(&query, &page)));
            found.push(Read { name, ask });
        }
    }
    for page in pages(&keys.order.to_string()) {
        for (name, customer, status) in [
            ("orders", None, None),
            ("orders of a customer", Some(keys.buyer), None),
            ("orders of a status", None, Some(OrderStatus::Cancelled)),
            ("orders of a customer and a status", Some(keys.buyer), Some(OrderStatus::Processed)),
        ] {
            let (query, page) = (OrderQuery { customer, status }, page.clone());
            let ask: Ask<'keys> = Box::new(move |tenant| answer(tenant.list_orders(&query, &page)));
            found.push(Read { name, ask });
        }
    }
    let middle = format!("{}.1700000000000000.{}", keys.customer, LoginId::from_uuid(*keys.import.as_uuid()));
    for page in pages(&middle) {
        let one = Some(keys.customer);
        for (name, customer, is_newest_first) in [
            ("sign-ins", None, false),
            ("sign-ins of a customer", one, false),
            ("sign-ins of a customer, the newest first", one, true),
        ] {
            let (query, page) = (LoginQuery { customer, from: None, is_newest_first }, page.clone());
            let ask: Ask<'keys> = Box::new(move |tenant| answer(tenant.logins(&query, &page)));
            found.push(Read { name, ask });
        }
    }
    for rows in RetainedRows::ALL {
        let ask: Ask<'keys> = Box::new(move |tenant| answer(tenant.find_retained(rows, keys.now, 40)));
        found.push(Read { name: "where to cut", ask });
        let before = Instant::from_micros(1_600_000_000_000_000).unwrap();
        let ask: Ask<'keys> = Box::new(move |tenant| answer(tenant.find_retained(rows, before, 1_000_000)));
        found.push(Read { name: "nothing to cut", ask });
    }
    for page in pages(&format!("1700000000000000.{}", keys.customer)) {
        let ask: Ask<'keys> = Box::new(move |tenant| answer(tenant.inactive_customers(keys.now, &page)));
        found.push(Read { name: "inactive customers", ask });
    }
    for page in pages("1500") {
        let one = Some(StreamId::Customer(keys.customer));
        for (name, stream, is_newest_first) in [
            ("activity", None, false),
            ("activity, the newest first", None, true),
            ("activity of a customer", one, false),
            ("activity of a customer, the newest first", one, true),
        ] {
            let (query, page) = (ActivityQuery { stream, is_newest_first }, page.clone());
            let ask: Ask<'keys> = Box::new(move |tenant| answer(tenant.activity(&query, &page)));
            found.push(Read { name, ask });
        }
    }
}

fn seats<'keys>(keys: &'keys Keys, found: &mut Vec<Read<'keys>>) {
    reads! { found:
        "seat by id" => |tenant| tenant.find_seat(&SeatKey::Id(keys.seat));
        "seat by invitation" => |tenant| tenant.find_seat(&SeatKey::Invitation(keys.invitation));
        "seat by link" => |tenant| async move {
            tenant.find_seat(&SeatKey::Link(LinkHash::from_stored(keys.link))).await
        };
        "seat by code" => |tenant| async move {
            tenant.find_seat(&SeatKey::Code(vec![CodeLookup([9; 32]), CodeLookup(keys.lookup)])).await
        };
        "learners" => |tenant| async move { tenant.learners(&[email(&keys.email)], keys.product).await };
        "seats offered to an address" => |tenant| async move { tenant.seats_offered_to(&[email(&keys.invited)]).await };
        "earlier learners" => |tenant| tenant.earlier_learners(keys.buyer, keys.product);
    }
    let page = || PageRequest::first(PAGE);
    let of_buyer = SeatQuery { buyer: Some(keys.buyer), ..SeatQuery::default() };
    let of_line = SeatQuery { order: Some(keys.order), line: Some(1), ..SeatQuery::default() };
    let of_large = SeatQuery { order: Some(keys.large_order), ..SeatQuery::default() };
    let in_state = |query: &SeatQuery, state| SeatQuery { state: Some((state, keys.now)), ..query.clone() };
    for (name, query) in [
        ("seats", SeatQuery::default()),
        ("seats of a buyer", of_buyer.clone()),
        ("seats of a line", of_line.clone()),
        ("seats of a product", SeatQuery { product: Some(keys.product), ..SeatQuery::default() }),
        ("seats of a buyer and a product", SeatQuery { product: Some(keys.product), ..of_buyer.clone() }),
        ("free seats of a line", in_state(&of_line, SeatState::Available)),
        ("pending seats of a line", in_state(&of_line, SeatState::Pending)),
        ("seats of a large line", of_large.clone()),
        ("free seats of a large line", in_state(&of_large, SeatState::Available)),
        ("pending seats of a large line", in_state(&of_large, SeatState::Pending)),
        ("claimed seats of a buyer", in_state(&of_buyer, SeatState::Claimed)),
        ("void seats", in_state(&SeatQuery::default(), SeatState::Void)),
        ("seats of a holder", SeatQuery { holders: Some(vec![keys.customer]), ..SeatQuery::default() }),
        (
            "seats with an invited",
            SeatQuery { invited: Some(vec![email(&keys.invited)]), ..SeatQuery::default() },
        ),
    ] {
        found.push(Read { name, ask: Box::new(move |tenant| answer(tenant.seats(&query, &page()))) });
    }
    for (name, buyer, order, product) in [
        ("pools", None, None, None),
        ("pools of a buyer", Some(keys.buyer), None, None),
        ("pools of an order", None, Some(keys.order), None),
        ("pools of a product", None, None, Some(keys.product)),
    ] {
        let query = PoolQuery { buyer, order, product };
        found.push(Read {
            name,
            ask: Box::new(move |tenant| answer(tenant.pools(&query, keys.now, &page()))),
        });
    }
}

fn people<'keys>(keys: &'keys Keys, found: &mut Vec<Read<'keys>>) {
    reads! { found:
        "organizations" => |tenant| tenant.organizations();
    }
    let middle = format!("{}/{}", keys.organization, keys.customer);
    for page in pages(&middle) {
        let (ask_page, members) = (page.clone(), Audience::Members(vec![keys.organization]));
        let ask: Ask<'keys> = Box::new(move |tenant| answer(tenant.people(&members, &ask_page)));
        found.push(Read { name: "people of an organization", ask });
    }
    for (name, audience) in [
        ("people of a team", Audience::Team(keys.manager)),
        ("administrators", Audience::Administrators(keys.organization)),
    ] {
        for page in pages(&keys.customer.to_string()) {
            let audience = audience.clone();
            let ask: Ask<'keys> = Box::new(move |tenant| answer(tenant.people(&audience, &page)));
            found.push(Read { name, ask });
        }
    }
}

fn mails<'keys>(keys: &'keys Keys, found: &mut Vec<Read<'keys>>) {
    reads! { found:
        "mail" => |tenant| tenant.find_mail(keys.mail);
        "next mail that is due" => |tenant| tenant.next_due_at();
        "notices to customers" => |tenant| tenant.mails_to(std::slice::from_ref(&keys.customer), &MailKind::ALL);
        "suppressions" => |tenant| tenant.suppressions();
        "texts of mails" => |tenant| tenant.mail_texts();
        "outbox" => |tenant| tenant.outbox_revision();
    }
    for page in pages(&keys.mail.to_string()) {
        let all = MailQuery::default;
        for (name, query) in [
            ("mails", all()),
            ("mails that wait", MailQuery { state: Some(MailState::Queued), ..all() }),
            ("mails that were sent", MailQuery { state: Some(MailState::Sent), ..all() }),
            ("mails that were given up", MailQuery { state: Some(MailState::Dead), ..all() }),
            ("mails to an address", MailQuery { to: Some(email(&keys.email)), ..all() }),
            ("mails to a customer", MailQuery { customer: Some(keys.customer), ..all() }),
        ] {
            let page = page.clone();
            found.push(Read { name, ask: Box::new(move |tenant| answer(tenant.mails(&query, &page))) });
        }
    }
}
