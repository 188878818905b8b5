use rollbook_domain::port::Audience;

use super::{Keys, Read, answer, pages};

pub(super) fn add<'keys>(keys: &'keys Keys, found: &mut Vec<Read<'keys>>) {
    reads! { found:
        "organizations" => |tenant| tenant.organizations();
    }
    for page in pages(&format!("{}/{}", keys.organization, keys.customer)) {
        let members = Audience::Members(vec![keys.organization]);
        found.push(Read::new("people of an organization", move |tenant| {
            answer(tenant.people(&members, &page))
        }));
    }
    for (name, audience) in [
        ("people of a team", Audience::Team(keys.manager)),
        ("administrators", Audience::Administrators(keys.organization)),
    ] {
        for page in pages(&keys.customer.to_string()) {
            let audience = audience.clone();
            found.push(Read::new(name, move |tenant| answer(tenant.people(&audience, &page))));
        }
    }
}
