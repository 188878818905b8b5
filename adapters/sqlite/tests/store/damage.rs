//! A row that cannot be understood is named.

use pollster::block_on;
use rollbook_domain::port::{CustomerKey, CustomerQuery, PageRequest, StoreError};

use crate::given::{Given, tenant};

#[test]
fn a_cell_that_cannot_be_understood_is_named_with_table_column_and_id() {
    let given = Given::a_database();
    given.raw().execute_batch("UPDATE customer_profiles SET first_name = ''").unwrap();
    let store = given.open();
    let tenant = tenant(&store);
    let everybody = block_on(tenant.list_customers(&CustomerQuery::default(), &PageRequest::first(1)));
    let Err(StoreError::Corrupt { table, column, id, problem }) = everybody else { panic!("{everybody:?}") };
    assert_eq!((table, column), ("customer_profiles", "first_name"));
    let known: String =
        given.raw().query_row("SELECT lower(hex(id)) FROM customers", [], |row| row.get(0)).unwrap();
    assert_eq!(id, known);
    assert!(problem.contains("name"), "{problem}");
}

#[test]
fn a_window_that_ends_before_it_starts_is_named() {
    let given = Given::a_database();
    let sql = "PRAGMA ignore_check_constraints = ON; UPDATE grants SET ends_at = starts_at";
    given.raw().execute_batch(sql).unwrap();
    let store = given.open();
    let id: Vec<u8> = given.raw().query_row("SELECT id FROM customers", [], |row| row.get(0)).unwrap();
    let id = uuid::Uuid::from_slice(&id).unwrap();
    let key = CustomerKey::Id(rollbook_domain::id::CustomerId::from_uuid(id));
    let found = block_on(tenant(&store).find_customer(&key));
    let Err(StoreError::Corrupt { table, column, .. }) = found else { panic!("{found:?}") };
    assert_eq!((table, column), ("grants", "ends_at"));
    assert!(!store.check().unwrap().is_empty(), "the check finds it as well");
}
