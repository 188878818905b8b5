//! What the schema keeps of sales orders and of who follows them, whoever writes.

use crate::given::Given;

/// A database with a sales order for a course.
fn given() -> Given {
    let given = Given::a_database();
    let sql = "INSERT INTO sales_orders SELECT tenant_no, gen_random_uuid(), 1, 'SO-1', 'so-1', '4711', 'Northern Rail', \
               0, 900, 5 FROM customers; \
               INSERT INTO sales_order_courses SELECT s.tenant_no, s.id, 1, c.id FROM sales_orders s, courses c";
    given.sql(sql).unwrap();
    given
}

/// What is written about an enrollment: a change, with the end and the sales order that go with it.
fn fact(change: &str, ends_at: &str, sales_order: &str) -> String {
    format!(
        "INSERT INTO enrollment_facts (tenant_no, customer_id, course_id, position, change, ends_at, sales_order_id, \
         effective_at, commit_no) SELECT r.tenant_no, r.id, c.id, 9, '{change}', {ends_at}, {sales_order}, 0, 1 \
         FROM customers r, courses c"
    )
}

/// ENR-01
#[test]
fn a_value_outside_its_list_is_stopped_by_a_check_of_that_name() {
    let given = given();
    for (table, column, value, check) in [
        ("sales_orders", "revision", "0", "sales_orders_revision_ck"),
        ("sales_orders", "seats", "0", "sales_orders_seats_ck"),
        ("sales_orders", "ends_at", "starts_at", "sales_orders_ends_at_ck"),
        ("sales_order_courses", "number", "0", "sales_order_courses_number_ck"),
    ] {
        let said = given.stopped(&format!("UPDATE {table} SET {column} = {value}"));
        assert!(said.contains(check), "{table}.{column} = {value}: {said}");
    }
}

/// ENR-02
#[test]
fn a_sales_order_keeps_its_number_and_no_other_has_it_or_its_external_id() {
    let given = given();
    for change in ["number = 'SO-2'", "number_key = 'so-2'"] {
        let said = given.stopped(&format!("UPDATE sales_orders SET {change}"));
        assert!(said.contains("a sales order keeps its number"), "{change}: {said}");
    }
    for (number, external_id, key) in [
        ("'so-1'", "'4712'", "sales_orders_number_key_uq"),
        ("'so-2'", "'4711'", "sales_orders_external_id_uq"),
    ] {
        let said = given.stopped(&format!(
            "INSERT INTO sales_orders SELECT tenant_no, gen_random_uuid(), 1, {number}, {number}, {external_id}, client, \
             starts_at, ends_at, seats FROM sales_orders"
        ));
        assert!(said.contains(key), "{said}");
    }
}

/// ENR-03
#[test]
fn a_sales_order_stands_with_a_link_and_with_nothing_else_that_is_written() {
    let given = given();
    for (change, sales_order) in
        [("sales_order_linked", "NULL"), ("enrolled", "(SELECT id FROM sales_orders)")]
    {
        let said = given.stopped(&fact(change, "NULL", sales_order));
        assert!(said.contains("enrollment_facts_sales_order_id_ck"), "{change}: {said}");
    }
}

#[test]
fn what_refers_to_nothing_is_stopped() {
    let given = given();
    let nothing = "'ffffffff-ffff-ffff-ffff-ffffffffffff'";
    for (sql, key) in [
        (fact("sales_order_linked", "NULL", nothing), "enrollment_facts_sales_order_id_fk"),
        (
            format!("UPDATE sales_order_courses SET sales_order_id = {nothing}"),
            "sales_order_courses_sales_order_id_fk",
        ),
        (format!("UPDATE sales_order_courses SET course_id = {nothing}"), "sales_order_courses_course_id_fk"),
        ("DELETE FROM sales_orders".to_owned(), "sales_order_courses_sales_order_id_fk"),
    ] {
        let said = given.stopped(&sql);
        assert!(said.contains(key), "{sql}: {said}");
    }
}
