//! Groups: all of them, in code order.

use pollster::block_on;
use rollbook_domain::event::Event;
use rollbook_domain::group::{Group, GroupEvent};
use rollbook_domain::stamp::Revision;

use crate::Fixture;
use crate::cases::cases;
use crate::words::{code, title};

cases! { group:
    a_new_tenant_has_no_groups,
    groups_are_in_order_of_their_codes_without_regard_to_case,
    an_edited_group_keeps_its_code,
}

fn groups(fixture: &Fixture) -> Vec<Group> {
    block_on(fixture.tenant.groups()).unwrap()
}

fn a_new_tenant_has_no_groups(fixture: &Fixture) {
    assert!(groups(fixture).is_empty());
}

fn groups_are_in_order_of_their_codes_without_regard_to_case(fixture: &Fixture) {
    let codes = ["b-2", "B-10", "a", "Ä", "C", "_x", "ζ", "Z"];
    for text in codes {
        fixture.group(text);
    }
    let mut folded: Vec<String> = codes.map(|text| code(text).folded()).into();
    folded.sort();
    let found: Vec<String> = groups(fixture).iter().map(|group| group.code.folded()).collect();
    assert_eq!(found, folded);
}

fn an_edited_group_keeps_its_code(fixture: &Fixture) {
    let id = fixture.group("CLUB");
    let edit = GroupEvent::GroupEdited { name: title("The Club"), is_inherited: true };
    fixture.write([Event::Group(id, edit)]);
    let expected = Group {
        id,
        code: code("CLUB"),
        name: title("The Club"),
        is_inherited: true,
        revision: Revision::new(2),
    };
    assert_eq!(groups(fixture), [expected]);
    let back = GroupEvent::GroupEdited { name: title("The Club"), is_inherited: false };
    fixture.write([Event::Group(id, back)]);
    assert!(!groups(fixture)[0].is_inherited);
}
