use rollbook_domain::port::{CustomerKey, SubjectKey};

use super::{Keys, Read, answer, code, email};

pub(super) fn add<'keys>(keys: &'keys Keys, found: &mut Vec<Read<'keys>>) {
    for (name, customer) in [
        ("access by id", CustomerKey::Id(keys.customer)),
        ("access by email", CustomerKey::Email(email(&keys.email))),
        ("access by code", CustomerKey::Code(code(&keys.code))),
    ] {
        for subject in [
            SubjectKey::ItemId(keys.item),
            SubjectKey::ItemCode(code(&keys.item_code)),
            SubjectKey::CourseId(keys.course),
            SubjectKey::CourseCode(code(&keys.course_code)),
            SubjectKey::ProductId(keys.product),
            SubjectKey::ProductCode(code(&keys.product_code)),
        ] {
            let customer = customer.clone();
            found.push(Read::new(name, move |tenant| answer(tenant.access_facts(&customer, &subject))));
        }
    }
}
