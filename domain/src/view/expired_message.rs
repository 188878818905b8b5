//! What a learner is told after signing in once nothing is open to them any more (VIEW-01, Q-44).

use super::CourseLine;
use crate::access::AccessGrant;
use crate::catalogue::{Catalogue, Product};
use crate::enrollment::EnrollmentState;
use crate::settings::Settings;

const ONE: &str = "Your access to {{ courses }} has ended. Your results can still be read.";
const MANY: &str =
    "Your access to all of your courses has ended: {{ courses }}. Your results can still be read.";

/// What stands in a message where the titles of the courses go.
const COURSES: &str = "{{ courses }}";

/// The message, for a learner whose courses these are, as the learner sees them; `None` for who has none, and while one of
/// them is open or to come.
///
/// Where all of them ended by the same product and that has a message of its own, it is that one; else the tenant's, for
/// one course or for many; else a built-in one.
pub fn expired_message(
    settings: &Settings,
    catalogue: &Catalogue,
    grants: &[AccessGrant],
    lines: &[CourseLine],
) -> Option<String> {
    let mut products = Vec::with_capacity(lines.len());
    for line in lines {
        let EnrollmentState::Expired { grant, .. } = line.state else { return None };
        products.push(grants.iter().find(|known| known.id == grant).map(|known| known.product));
    }
    let first = *products.first()?;
    let product = first.filter(|_| products.iter().all(|product| *product == first));
    let own = product.and_then(|id| catalogue.product(id)).and_then(|product: &Product| {
        let message = product.expired_message.as_ref()?;
        Some(message.as_str())
    });
    let (of_tenant, built_in) = match lines {
        [_] => (&settings.expired_message, ONE),
        _ => (&settings.expired_message_many, MANY),
    };
    let text = own.or(of_tenant.as_ref().map(crate::text::Message::as_str)).unwrap_or(built_in);
    let titles: Vec<&str> =
        lines.iter().filter_map(|line| Some(catalogue.course(line.course)?.title.as_str())).collect();
    Some(text.replace(COURSES, &titles.join(", ")))
}
