//! The log divided by tenant, as `docs/scale.md` says how, keeps every guard and every answer.

use std::fs;
use std::path::Path;

use pollster::block_on;
use rollbook_domain::port::{ActivityQuery, PageRequest, Store as _, TenantStore};
use rollbook_domain::settings::TenantId;

use crate::given::{Given, tenant};

/// The text that the page tells operators to run.
fn division() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/scale.md");
    let page = fs::read_to_string(page).unwrap();
    let mut texts = page.split("```sql\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    texts.find(|text| text.contains("PARTITION BY HASH (tenant_no)")).unwrap().to_owned()
}

#[test]
fn a_log_that_was_divided_by_tenant_is_the_same_log() {
    let given = Given::a_database();
    let store = given.open();
    let other = store.tenant(&TenantId::parse("other").unwrap());
    block_on(other.commit(given.first_commit())).unwrap();
    let all = || {
        let activity = |tenant: &dyn TenantStore| {
            block_on(tenant.activity(&ActivityQuery::default(), &PageRequest::first(100))).unwrap()
        };
        (activity(&*tenant(&store)), activity(&*other))
    };
    let before = all();
    assert!(before.0.items.len() > 10);
    given.database.psql(&division()).unwrap();
    assert!(all() == before, "the log reads otherwise");

    block_on(tenant(&store).commit(given.a_customer())).unwrap();
    assert_eq!(all().0.items.len(), before.0.items.len() + 1);
    for sql in [
        "UPDATE events SET payload = '{}'",
        "DELETE FROM events",
        "TRUNCATE events CASCADE",
        "TRUNCATE events_0, events_1, events_2, events_3, event_notes",
    ] {
        assert!(given.stopped(sql).contains("the log is append-only"), "{sql}");
    }
    let again = "INSERT INTO events SELECT tenant_no, sequence + 1000, commit_no, stream_kind, stream_id, position, \
                 effective_at, payload, commitment, chain FROM events LIMIT 1";
    let said = given.stopped(again);
    assert!(said.contains("stream_kind_stream_id_position_idx"), "{said}");
    for part in ["events", "events_0", "events_1", "events_2", "events_3"] {
        let expected = format!(
            "SELECT attoptions FROM pg_attribute WHERE attrelid = '{part}'::regclass AND attname = 'tenant_no'"
        );
        assert_eq!(given.database.psql(&expected).unwrap(), "{n_distinct=1}", "{part}");
        assert_eq!(given.database.psql(&format!("SELECT count(*) FROM {part}")).unwrap(), "0", "{part}");
    }
}
