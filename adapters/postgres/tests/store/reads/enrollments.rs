use rollbook_domain::port::EnrollmentQuery;

use super::{Keys, Read, answer, pages};

pub(super) fn add<'keys>(keys: &'keys Keys, found: &mut Vec<Read<'keys>>) {
    let all = EnrollmentQuery::of(keys.course);
    let some = Some(vec![keys.customer, keys.buyer, keys.manager]);
    for page in pages(&keys.customer.to_string()) {
        for (name, query) in [
            ("enrollments", all.clone()),
            ("enrollments of a group", EnrollmentQuery { group: Some(keys.group), ..all.clone() }),
        ] {
            let page = page.clone();
            found.push(Read::new(name, move |tenant| answer(tenant.enrollments(&query, &page))));
        }
    }
    for page in pages(&keys.manager.to_string()) {
        let some = EnrollmentQuery { customers: some.clone(), ..all.clone() };
        for (name, query) in [
            ("enrollments of some customers", some.clone()),
            (
                "enrollments of some customers in a group",
                EnrollmentQuery { group: Some(keys.group), ..some.clone() },
            ),
        ] {
            let page = page.clone();
            found.push(Read::new(name, move |tenant| answer(tenant.enrollments(&query, &page))));
        }
    }
}
