//! The overview of a customer as a page that a support person reads.

use rollbook_domain::access::GrantState;
use rollbook_domain::enrollment::StateWord;
use rollbook_domain::time::{Zone, end_in_words, in_words};

use super::view::{AccessLine, EnrollmentLine, OrderView, PasswordLine, View};
use crate::page::{Page, yes_no};

/// Writes the page.
pub(super) fn overview(view: &View, zone: &Zone) -> String {
    let name = [&view.first_name, &view.last_name].map(|part| part.as_deref().unwrap_or_default()).join(" ");
    let mut page = match &view.email {
        Some(email) => Page::new(&format!("{name} <{email}>")),
        None => Page::new("(erased customer)"),
    };
    page.facts(details(view, zone));
    let groups = view.groups.iter().map(|group| {
        let since = format!("put in by {} on {}", source(group.source), in_words(group.joined_at, zone));
        vec![group.code.clone(), group.name.clone(), since]
    });
    page.section("Groups", groups.collect());
    page.section("Orders", view.orders.iter().map(|order| order_row(order, zone)).collect());
    page.section("Access", view.access.iter().map(|access| access_row(access, zone)).collect());
    let enrollments = view.enrollments.iter().map(|enrollment| enrollment_row(enrollment, zone));
    page.section("Enrollments", enrollments.collect());
    page.into_text()
}

fn details<'a>(view: &'a View, zone: &Zone) -> Vec<(&'a str, String)> {
    let mut status = format!("{}, since {}", view.status, in_words(view.status_since, zone));
    if let Some(reason) = &view.status_reason {
        status.extend([": ", reason]);
    }
    if let Some(rule) = &view.locked_by_rule {
        status.extend([" (locked by rule: ", rule, ")"]);
    }
    let mut facts = vec![("Id", view.id.to_string()), ("Status", status)];
    if let Some(erased_at) = view.erased_at {
        facts.push(("Erased", in_words(erased_at, zone)));
    }
    if let Some(code) = &view.code {
        facts.push(("Code", code.clone()));
    }
    facts.push(("Created", format!("{} ({})", in_words(view.created_at, zone), view.origin)));
    facts.push(("Tax exempt", yes_no(view.is_tax_exempt)));
    facts.push(("Password", password(&view.password, zone)));
    if let Some(due) = view.password.due_from {
        let word = if view.password.is_due { "since" } else { "from" };
        facts.push(("Change due", format!("{word} {}", in_words(due, zone))));
    }
    if let Some(address) = &view.billing_address {
        facts.push(("Billing address", address.lines.join(", ")));
    }
    facts.extend(view.fields.iter().map(|(name, value)| (name.as_str(), value.clone())));
    facts
}

fn password(password: &PasswordLine, zone: &Zone) -> String {
    let mut said = match password.set_at {
        None => "none set".to_owned(),
        Some(at) => format!("set on {}", in_words(at, zone)),
    };
    if let Some(days) = password.expires_after_days {
        said.extend([", expires after ", &days.to_string(), " days"]);
    }
    said
}

fn source(source: rollbook_domain::customer::MembershipSource) -> &'static str {
    use rollbook_domain::customer::MembershipSource;
    match source {
        MembershipSource::Administrator => "an administrator",
        MembershipSource::Import => "an import",
        MembershipSource::Price => "a price",
        MembershipSource::Inherited => "an inherit group",
    }
}

fn order_row(order: &OrderView, zone: &Zone) -> Vec<String> {
    let lines: Vec<_> = order
        .lines
        .iter()
        .map(|line| format!("{} x {} ({})", line.quantity, line.product, line.price))
        .collect();
    let total = order.total.map_or_else(String::new, |total| total.to_string());
    vec![
        order.id.to_string(),
        in_words(order.ordered_at, zone),
        order.status.to_string(),
        lines.join(", "),
        total,
        order.payment_type.to_string(),
    ]
}

fn access_row(access: &AccessLine, zone: &Zone) -> Vec<String> {
    let starts = in_words(access.starts_at, zone);
    let ends = end_in_words(access.ends_at, zone);
    let said = match access.state {
        None => "ordered for later".to_owned(),
        Some(GrantState::Scheduled) => format!("opens {starts}, {ends}"),
        Some(GrantState::InForce) => format!("since {starts}, {ends}"),
        Some(GrantState::Ended) => format!("from {starts}, {ends}"),
        Some(GrantState::Suspended) => "its order is cancelled".to_owned(),
        Some(GrantState::Revoked) => "taken back".to_owned(),
    };
    let state = access.state.map_or_else(|| "not yet given".to_owned(), |state| state.to_string());
    vec![access.product.clone(), access.title.clone(), state, said, access.id.to_string()]
}

fn enrollment_row(enrollment: &EnrollmentLine, zone: &Zone) -> Vec<String> {
    let since = enrollment.since.map_or_else(String::new, |since| in_words(since, zone));
    let said = match enrollment.state {
        StateWord::Enrolled => format!("since {since}, {}", end_in_words(enrollment.until, zone)),
        StateWord::Scheduled => format!("opens {since}"),
        StateWord::Unenrolled | StateWord::Expired => format!("since {since}"),
    };
    vec![enrollment.course.clone(), enrollment.title.clone(), enrollment.state.to_string(), said]
}
