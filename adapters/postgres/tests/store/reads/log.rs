use rollbook_domain::event::StreamId;
use rollbook_domain::port::ActivityQuery;

use super::{Keys, PAGE, Read, answer, pages};

pub(super) fn add<'keys>(keys: &'keys Keys, found: &mut Vec<Read<'keys>>) {
    reads! { found:
        "commit" => |tenant| tenant.find_commit(keys.commit);
        "import" => |tenant| tenant.find_import(keys.import);
        "an impersonation" => |tenant| tenant.find_impersonation(keys.impersonation);
        "the end of the log" => |tenant| tenant.log_head();
        "a part of the log" => |tenant| tenant.log_entries(1500, PAGE);
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
            found.push(Read::new(name, move |tenant| answer(tenant.activity(&query, &page))));
        }
    }
}
