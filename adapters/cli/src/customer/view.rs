//! A customer with everything that hangs on them, as printed.

use std::collections::BTreeMap;

use rollbook_application::access::access_lines;
use rollbook_domain::access::GrantState;
use rollbook_domain::catalogue::Catalogue;
use rollbook_domain::customer::{BillingAddress, Customer, Identity, MembershipSource, Origin, Status};
use rollbook_domain::enrollment::{EnrollmentState, StateWord, state_at};
use rollbook_domain::group::Group;
use rollbook_domain::id::{CourseId, CustomerId, GrantId, GroupId, OrderId};
use rollbook_domain::money::Money;
use rollbook_domain::order::{Order, OrderStatus, PaymentType};
use rollbook_domain::record::CustomerRecord;
use rollbook_domain::stamp::latest_at;
use rollbook_domain::time::Instant;
use rollbook_domain::verdict::GrantLine;
use serde::Serialize;

use super::address::lines;

/// A customer's overview.
#[derive(Serialize)]
pub(super) struct View {
    pub(super) id: CustomerId,
    pub(super) email: Option<String>,
    pub(super) first_name: Option<String>,
    pub(super) last_name: Option<String>,
    pub(super) code: Option<String>,
    pub(super) billing_address: Option<AddressView>,
    pub(super) fields: BTreeMap<String, String>,
    pub(super) status: String,
    pub(super) status_since: Instant,
    pub(super) status_reason: Option<String>,
    pub(super) locked_by_rule: Option<String>,
    pub(super) origin: Origin,
    pub(super) created_at: Instant,
    pub(super) erased_at: Option<Instant>,
    pub(super) is_tax_exempt: bool,
    pub(super) password: PasswordLine,
    pub(super) groups: Vec<GroupLine>,
    pub(super) orders: Vec<OrderView>,
    pub(super) access: Vec<AccessLine>,
    pub(super) enrollments: Vec<EnrollmentLine>,
    pub(super) revision: u64,
}

#[derive(Serialize)]
pub(super) struct AddressView {
    line_one: Option<String>,
    line_two: Option<String>,
    city: Option<String>,
    region: Option<String>,
    postal_code: Option<String>,
    country: Option<String>,
    #[serde(skip)]
    pub(super) lines: Vec<String>,
}

impl AddressView {
    fn of(address: &BillingAddress) -> Self {
        let lines = lines(address);
        let BillingAddress { line_one, line_two, city, region, postal_code, country } = address.clone();
        Self { line_one, line_two, city, region, postal_code, country, lines }
    }
}

#[derive(Serialize)]
pub(super) struct PasswordLine {
    pub(super) set_at: Option<Instant>,
    pub(super) expires_after_days: Option<u32>,
    pub(super) due_from: Option<Instant>,
    pub(super) is_due: bool,
}

#[derive(Serialize)]
pub(super) struct GroupLine {
    pub(super) id: GroupId,
    pub(super) code: String,
    pub(super) name: String,
    pub(super) source: MembershipSource,
    pub(super) joined_at: Instant,
}

#[derive(Serialize)]
pub(super) struct OrderView {
    pub(super) id: OrderId,
    pub(super) ordered_at: Instant,
    pub(super) status: OrderStatus,
    pub(super) payment_type: PaymentType,
    pub(super) lines: Vec<OrderLineView>,
    pub(super) total: Option<Money>,
}

#[derive(Serialize)]
pub(super) struct OrderLineView {
    pub(super) number: u32,
    pub(super) product: String,
    pub(super) price: String,
    pub(super) quantity: u32,
    pub(super) unit_cost: Money,
}

#[derive(Serialize)]
pub(super) struct AccessLine {
    pub(super) id: GrantId,
    pub(super) product: String,
    pub(super) title: String,
    /// `None` before the order's date, which may lie in the future.
    pub(super) state: Option<GrantState>,
    pub(super) starts_at: Instant,
    /// The end that counts.
    pub(super) ends_at: Option<Instant>,
    pub(super) order: OrderId,
}

#[derive(Serialize)]
pub(super) struct EnrollmentLine {
    pub(super) id: CourseId,
    pub(super) course: String,
    pub(super) title: String,
    pub(super) state: StateWord,
    pub(super) since: Option<Instant>,
    pub(super) until: Option<Instant>,
}

/// Puts the overview together as it is at `now`.
pub(super) fn view(record: &CustomerRecord, groups: &[Group], catalogue: &Catalogue, now: Instant) -> View {
    let customer = &record.customer;
    let profile = customer.profile();
    let status = customer.status_at(now);
    let change = latest_at(&customer.statuses, |change| &change.stamp, now);
    let password = &customer.password;
    View {
        id: customer.id,
        email: profile.map(|profile| profile.email.as_typed().to_owned()),
        first_name: profile.map(|profile| profile.first_name.as_str().to_owned()),
        last_name: profile.map(|profile| profile.last_name.as_str().to_owned()),
        code: profile.and_then(|profile| profile.code.as_ref()).map(ToString::to_string),
        billing_address: profile.and_then(|profile| profile.billing_address.as_deref()).map(AddressView::of),
        fields: profile.map_or_else(BTreeMap::new, |profile| {
            profile.fields.iter().map(|(name, value)| (name.to_string(), value.clone())).collect()
        }),
        status: status.word().to_string(),
        status_since: change.map_or(customer.created_at, |change| change.stamp.effective_at),
        status_reason: change
            .and_then(|change| change.stamp.note.as_ref())
            .map(|note| note.as_str().to_owned()),
        locked_by_rule: match status {
            Status::Locked { automatic } => automatic.clone(),
            Status::Active | Status::Inactive => None,
        },
        origin: customer.origin,
        created_at: customer.created_at,
        erased_at: match customer.identity {
            Identity::Erased { at } => Some(at),
            Identity::Known(_) => None,
        },
        is_tax_exempt: customer.is_tax_exempt,
        password: PasswordLine {
            set_at: password.set_at,
            expires_after_days: password.expires_after_days,
            due_from: password.due_from(),
            is_due: password.is_due_at(now),
        },
        groups: group_lines(customer, groups),
        orders: record.orders.iter().map(|order| order_view(order, catalogue)).collect(),
        access: access_views(record, catalogue, now),
        enrollments: enrollment_lines(record, catalogue, now),
        revision: record.revision.get(),
    }
}

/// The groups of a customer, in the order joined.
pub(super) fn group_lines(customer: &Customer, groups: &[Group]) -> Vec<GroupLine> {
    let line = |membership: &rollbook_domain::customer::Membership| {
        let group = groups.iter().find(|group| group.id == membership.group)?;
        Some(GroupLine {
            id: group.id,
            code: group.code.to_string(),
            name: group.name.to_string(),
            source: membership.source,
            joined_at: membership.stamp.effective_at,
        })
    };
    customer.memberships.iter().filter_map(line).collect()
}

fn order_view(order: &Order, catalogue: &Catalogue) -> OrderView {
    let lines = order.lines.iter().map(|line| OrderLineView {
        number: line.number,
        product: catalogue
            .product(line.product)
            .map_or_else(|| line.product.to_string(), |product| product.code.to_string()),
        price: catalogue
            .price(line.price)
            .map_or_else(|| line.price.to_string(), |price| price.code.to_string()),
        quantity: line.quantity,
        unit_cost: line.unit_cost,
    });
    OrderView {
        id: order.id,
        ordered_at: order.stamp.effective_at,
        status: order.status(),
        payment_type: order.payment_type,
        lines: lines.collect(),
        total: order.total(),
    }
}

fn access_views(record: &CustomerRecord, catalogue: &Catalogue, now: Instant) -> Vec<AccessLine> {
    let line = |line: GrantLine| {
        let product = catalogue.product(line.grant.product);
        AccessLine {
            id: line.grant.id,
            product: line.product.to_string(),
            title: product.map_or_else(String::new, |product| product.title.to_string()),
            state: line.state,
            starts_at: line.grant.window.starts_at(),
            ends_at: line.effective_ends_at,
            order: line.grant.source.order,
        }
    };
    access_lines(record, catalogue, now).into_iter().map(line).collect()
}

fn enrollment_lines(record: &CustomerRecord, catalogue: &Catalogue, now: Instant) -> Vec<EnrollmentLine> {
    let line = |course: &rollbook_domain::catalogue::Course| {
        let grants = record.grants_for(course.id, catalogue);
        let state = state_at(&grants, record.enrollment(course.id), now)?;
        let (since, until) = match state {
            EnrollmentState::Enrolled { since, until, .. } => (Some(since), until),
            EnrollmentState::Scheduled { opens_at, .. } => (Some(opens_at), None),
            EnrollmentState::Unenrolled { since, .. } | EnrollmentState::Expired { since, .. } => {
                (Some(since), None)
            }
        };
        Some(EnrollmentLine {
            id: course.id,
            course: course.code.to_string(),
            title: course.title.to_string(),
            state: state.word(),
            since,
            until,
        })
    };
    catalogue.courses().iter().filter_map(line).collect()
}
