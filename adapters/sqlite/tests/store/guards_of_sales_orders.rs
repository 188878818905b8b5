//! What the schema keeps of sales orders and of who follows them, whoever writes.

use crate::guards::stopped;

const GIVEN: &str = "\
    INSERT INTO sales_orders SELECT tenant_no, zeroblob(16), 1, 'SO-1', 'so-1', '4711', 'Northern Rail', 0, 900, 5 \
    FROM customers; \
    INSERT INTO sales_order_courses SELECT tenant_no, zeroblob(16), 1, id FROM courses;";

/// Runs a statement where there is a sales order for a course, and gives the message of the guard that stopped it.
fn stopped_with_one(sql: &str) -> String {
    stopped(&format!("{GIVEN} {sql}"))
}

/// What is written about an enrollment: a change, with the end and the sales order that go with it.
fn fact(change: &str, ends_at: &str, sales_order: &str) -> String {
    format!(
        "INSERT INTO enrollment_facts SELECT r.tenant_no, r.id, c.id, 9, '{change}', {ends_at}, {sales_order}, 0, 1 \
         FROM customers r, courses c"
    )
}

/// ENR-01
#[test]
fn a_value_outside_its_list_is_stopped_by_a_check_of_that_name() {
    for (table, column, value, check) in [
        ("sales_orders", "id", "x'00'", "sales_orders_id_ck"),
        ("sales_orders", "revision", "0", "sales_orders_revision_ck"),
        ("sales_orders", "seats", "0", "sales_orders_seats_ck"),
        ("sales_orders", "ends_at", "starts_at", "sales_orders_ends_at_ck"),
        ("sales_order_courses", "number", "0", "sales_order_courses_number_ck"),
    ] {
        let message = stopped_with_one(&format!("UPDATE {table} SET {column} = {value}"));
        assert!(message.contains(check), "{table}.{column} = {value}: {message}");
    }
}

/// ENR-02
#[test]
fn a_sales_order_keeps_its_number_and_no_other_has_it_or_its_external_id() {
    for change in ["number = 'SO-2'", "number_key = 'so-2'"] {
        let message = stopped_with_one(&format!("UPDATE sales_orders SET {change}"));
        assert!(message.contains("a sales order keeps its number"), "{change}: {message}");
    }
    for (number, external_id, column) in
        [("'so-1'", "'4712'", "number_key"), ("'so-2'", "'4711'", "external_id")]
    {
        let message = stopped_with_one(&format!(
            "INSERT INTO sales_orders SELECT tenant_no, randomblob(16), 1, {number}, {number}, {external_id}, client, \
             starts_at, ends_at, seats FROM sales_orders"
        ));
        assert!(message.contains(&format!("sales_orders.{column}")), "{column}: {message}");
    }
}

/// ENR-03
#[test]
fn a_sales_order_stands_with_a_link_and_with_nothing_else_that_is_written() {
    for (change, sales_order) in [("sales_order_linked", "NULL"), ("enrolled", "zeroblob(16)")] {
        let message = stopped_with_one(&fact(change, "NULL", sales_order));
        assert!(message.contains("enrollment_facts_sales_order_id_ck"), "{change}: {message}");
    }
}

#[test]
fn what_refers_to_nothing_is_stopped() {
    let nothing = "x'ffffffffffffffffffffffffffffffff'";
    for sql in [
        fact("sales_order_linked", "NULL", nothing),
        format!("UPDATE sales_order_courses SET sales_order_id = {nothing}"),
        format!("UPDATE sales_order_courses SET course_id = {nothing}"),
        "DELETE FROM sales_orders".to_owned(),
    ] {
        let message = stopped_with_one(&sql);
        assert!(message.contains("FOREIGN KEY constraint failed"), "{sql}: {message}");
    }
}
